"""How much memory this process has held at most."""

import resource
import sys
from pathlib import Path


def peak_rss_mb() -> float:
    """Return the peak resident memory of this process in MiB.

    Linux keeps it by program: `getrusage`, which serves elsewhere, would begin a child at the peak
    of the parent that started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024
