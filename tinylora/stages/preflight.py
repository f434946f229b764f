"""What must be there before hours are spent: compiler, disk, model, cluster.

Each fault is a sentence.
"""

import shutil
from pathlib import Path

from tinylora.cluster.connection import cluster_faults
from tinylora.errors import SourceUnreachable, TinyLoRAError
from tinylora.policy.model_source import resolve
from tinylora.settings import Settings

MIN_FREE_GB = 2.0
"""Free disk asked for under the home folder: a converted demo model, jobs and the warehouse."""


def faults(settings: Settings, home: Path) -> list[str]:
    """Return what is missing on this machine for a run with `settings`; empty when nothing is.

    Raises:
        SourceUnreachable: the hub that has the model does not answer.
    """
    return [
        *_compiler(),
        *_disk(home),
        *_model(settings, home),
        *cluster_faults(settings.execution),
    ]


def _compiler() -> list[str]:
    if shutil.which("g++"):
        return []
    return [
        "g++ is not installed, and nothing can be judged without it: "
        "install it (Debian and Ubuntu: apt install g++; Fedora: dnf install gcc-c++)"
    ]


def _disk(home: Path) -> list[str]:
    home.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(home).free / 1e9
    if free >= MIN_FREE_GB:
        return []
    return [
        f"{home} has {free:.1f} GB free and a run needs {MIN_FREE_GB:.0f} GB: "
        "free some, or set TINYLORA_HOME to a folder on another disk"
    ]


def _model(settings: Settings, home: Path) -> list[str]:
    try:
        resolve(settings.model, home)
    except SourceUnreachable:
        raise
    except TinyLoRAError as error:
        return [str(error)]
    return []
