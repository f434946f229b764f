"""A compiler's run in a sandbox, whatever it compiles: its bounds, and which failures are ours."""

import os
import signal
from pathlib import Path
from typing import Any

from tinylora.errors import JudgeFault
from tinylora.judge.walls.sandbox import MIB, Bounds, Killed, Outcome, Sandbox

FILE_BYTES = 64 * MIB
STACK_MB = 64
"""What g++ gives its compiler."""
KILLED_WORDS = {
    Killed.CPU: "compiling takes more than {time:g} s of CPU time",
    Killed.MEMORY: "compiling takes more than {memory} MiB",
    Killed.THREADS: "the compiler starts too many threads",
}


def compiler_bounds(left_s: float, limits: dict[str, Any]) -> Bounds:
    """Return what a compiler may use that has `left_s` CPU seconds left."""
    return Bounds(
        cpu_s=max(left_s, 0.01),
        wall_s=3 * max(left_s, 0.01) + 10,
        memory_mb=limits["compile_memory_mb"],
        stack_mb=STACK_MB,
        file_bytes=FILE_BYTES,
    )


def killed_words(killed: Killed, limits: dict[str, Any]) -> str:
    """Return why a compiler was ended, as a complaint about the source."""
    return KILLED_WORDS[killed].format(
        time=limits["compile_time_limit_s"], memory=limits["compile_memory_mb"]
    )


def raise_if_ours(
    sandbox: Sandbox, outcome: Outcome, tool: str, left_s: float, remedy: str
) -> None:
    """Raise JudgeFault where a compiler that failed may have failed without the source's fault.

    Args:
        sandbox: that it ran in.
        outcome: of its run.
        tool: its path.
        left_s: CPU seconds that it had.
        remedy: what to do if it does not start.
    """
    name = Path(tool).name
    if outcome.start_errno:
        why = os.strerror(outcome.start_errno)
        raise JudgeFault(f"{name} does not start in the sandbox: {why}; {remedy}")
    if outcome.killed is Killed.WALL:  # on files alone it never sleeps by itself
        raise JudgeFault(
            f"{name} stood still for most of {outcome.wall_ms / 1e3:.0f} s: look at the host's "
            "load and disk, or lower judge.workers"
        )
    by_us = outcome.killed or outcome.cpu_ms > left_s * 1e3
    if outcome.signal == signal.SIGKILL and not by_us:
        raise JudgeFault(f"{name} was killed from outside (is the host out of memory?)")
    space = os.statvfs(sandbox.box)
    if space.f_bavail * space.f_frsize < FILE_BYTES:
        raise JudgeFault(
            f"{name} failed with less than {FILE_BYTES // MIB} MiB free in {sandbox.box.parent}: "
            "free some disk space"
        )
