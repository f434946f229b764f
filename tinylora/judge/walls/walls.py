"""The seam for walls: what may be used inside them, and what a way of isolating must say of itself.

A new way is a class that has what `Walls` asks for, and a line in `isolation.py`.
"""

import os
import subprocess
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Protocol, Self

from tinylora.errors import JudgeFault

RUNNER_SOURCE = Path(__file__).parent / "runner.c"
RUNNER = "runner"
FOLDER = "walls"
"""Where a pool keeps the runner, beside its boxes."""
DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


def environment() -> dict[str, str]:
    """Return all variables that a tool of this host gets: where tools lie, and plain English."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Access:
    """What compilers and programs may use beside their box; all else is closed to them.

    A path that begins with `../` lies in the pool's folder, beside the boxes. What may be executed
    must lie in something that may be read.
    """

    compiler_reads: tuple[str, ...] = ()
    compiler_executes: tuple[str, ...] = ()
    program_reads: tuple[str, ...] = ()
    program_executes: tuple[str, ...] = ()
    """The program itself, in its box, may be executed anyway."""
    lists: tuple[str, ...] = ()
    """Folders whose names both may list, where only some of what is in them may be read."""

    def __or__(self, other: Self) -> Self:
        """Return what either allows."""
        return type(self)(
            *(
                tuple(dict.fromkeys((*getattr(self, one.name), *getattr(other, one.name))))
                for one in fields(self)
            )
        )


class Walls(Protocol):
    """A way of keeping what is judged apart from the host: one object, used by every pool."""

    @property
    def name(self) -> str:
        """What the setting `isolation` and every judgement call it."""

    @property
    def promises(self) -> str:
        """What stands between a program and the host, in a line for a person."""

    @property
    def hold(self) -> bool:
        """Whether programs can touch neither the host nor each other.

        What was judged where this is False never stands for what was judged where it is True.
        """

    def missing(self) -> str | None:
        """Return what must be installed on this host first, with the remedy; None: nothing.

        What only starting a runner can show is not asked here: the pool tries.
        """

    def runner(self, folder: Path, box: Path, uid: int, channel: int, access: Access) -> list[str]:
        """Return the command that starts a runner inside these walls.

        Args:
            folder: the pool's; the runner is `folder/walls/runner`.
            box: the worker's folder in it, the only one that a compiler may write to.
            uid: user to become first; 0 to stay.
            channel: descriptor of the runner's end of its socket to the judge.
            access: what compilers and programs may read and execute.
        """


def runner_words(
    runner: str, channel: int, uid: int, hold: bool, box: str, access: Access
) -> list[str]:
    """Return the command line of runner.c; its own opening comment says what the words mean."""
    rules = [
        *(f"c={path}" for path in access.compiler_reads),
        *(f"C={path}" for path in access.compiler_executes),
        *(f"p={path}" for path in (*access.program_reads, *DEVICES[1:])),
        *(f"P={path}" for path in access.program_executes),
        *(f"l={path}" for path in access.lists),
        f"w={DEVICES[0]}",
    ]
    return [runner, str(channel), str(uid), "1" if hold else "0", box, *rules]


def build_runner(folder: Path) -> None:
    """Compile the runner into the pool's `folder`, static where libc allows.

    Raises:
        JudgeFault: g++ refuses our own C; the message carries its words.
    """
    target = folder / FOLDER / RUNNER
    target.parent.mkdir()
    target.parent.chmod(0o755)
    command = ["g++", "-x", "c", "-O2", "-o", str(target), str(RUNNER_SOURCE)]
    for linking in (["-static"], []):
        done = subprocess.run(
            [*command, *linking], capture_output=True, text=True, env=environment(), check=False
        )
        if done.returncode == 0:
            target.chmod(0o755)
            return
    raise JudgeFault(
        f"g++ cannot compile the judge's runner: {done.stderr.strip()[-300:]}; reinstall g++"
    )
