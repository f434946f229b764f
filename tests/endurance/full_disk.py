"""A disk that is full from a random moment of a run on, and then has room again.

The run ends with one sentence. The same command goes on once there is room, and leaves what an
undisturbed run leaves. The disk is a small tmpfs, in mounts that nothing else sees (unshare):

    python -m tests.endurance.full_disk FOLDER --count 20         a line each
"""

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.endurance.kills import Fault, Runs, Started, difference, tell

LIMIT_S = 3600.0
ROOM = 1 << 30
OWN_MOUNTS = "TINYLORA_OWN_MOUNTS"


@dataclass
class Filled:
    """One run whose disk was full, and what came of it."""

    number: int
    at_s: float
    """Seconds after the command's start."""
    status: int
    said: str
    """Last of all by the command."""
    differs: str | None

    def __str__(self) -> str:
        full = f"{self.number:4d}  full at {self.at_s:6.1f} s -> {self.status}"
        return f"{full}: {self.differs or 'same'}; said {self.said[:160]!r}"


def own_mounts() -> list[str]:
    """Return what a command begins with to have mounts of its own; empty where none can be had."""
    alone = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "-m"]
    try:
        return (
            alone if subprocess.run([*alone, "true"], capture_output=True).returncode == 0 else []
        )
    except FileNotFoundError:
        return []


@contextmanager
def disk(folder: Path, size: int) -> Iterator[Path]:
    """Hand out an empty disk of so many bytes at `folder`; the process has its own mounts."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    """Change a disk: size=BYTES, ro or rw."""
    _mount("-o", f"remount,{options}", str(folder))


def fill(runs: Runs, number: int, seed: int) -> Filled:
    """Run on a disk that is full from some moment on, and once more with room."""
    ((stage, command),) = runs.commands.items()
    draw, log = random.Random(f"{seed} {number}"), runs.folder / f"full-{number}.log"
    log.unlink(missing_ok=True)
    done = Filled(number, draw.choice(runs.moments(stage)["flow run"]), 0, "", None)
    with disk(runs.folder / f"full-{number}", ROOM) as home:
        try:
            with Started(command, home, log) as running:
                running.let_run(done.at_s)
                remount(home, f"size={_used(home)}")
                done.status = running.wait(LIMIT_S)
            done.said = _last_line(log)
            if done.status and not done.said.startswith("tinylora: "):
                raise Fault("it ended without a sentence")
            remount(home, f"size={ROOM}")
            with Started(command, home, log) as running:
                if status := running.wait(LIMIT_S):
                    raise Fault(f"with room again it ended with {status}: {_last_line(log)}")
            done.differs = difference(runs, stage, home, log)
        except Fault as fault:
            done.differs = str(fault)
    if not done.differs:
        log.unlink()
    return done


def endure(runs: Runs, count: int, seed: int = 0) -> Iterator[Filled]:
    """Yield `count` runs whose disk is full."""
    runs.prepare()
    for number in range(count):
        yield fill(runs, number, seed)


def _used(folder: Path) -> int:
    """Return the bytes that a disk would have to have to be full now."""
    about = os.statvfs(folder)
    return (about.f_blocks - about.f_bfree) * about.f_frsize


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def main() -> None:
    """Fill disks, and print a line each; status 1 where one differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--last", default="re-evaluate")
    asked = parser.parse_args()
    if OWN_MOUNTS not in os.environ:
        words = [sys.executable, "-m", "tests.endurance.full_disk", *sys.argv[1:]]
        os.execvpe("unshare", [*own_mounts(), *words], {**os.environ, OWN_MOUNTS: "1"})
    runs = Runs(asked.folder.resolve(), asked.last)
    tell(endure(runs, asked.count, asked.seed), f"{asked.count} disks were full")


if __name__ == "__main__":
    main()
