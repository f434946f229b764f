"""A disk that is full at a random write of a run, and then has room again.

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

from tests.endurance.kills import Fault, Runs, Started, difference

LIMIT_S = 3600.0
ROOM = 1 << 30
LEAST = 1 << 18
OWN_MOUNTS = "TINYLORA_OWN_MOUNTS"


@dataclass
class Filled:
    """One run on a disk that was too small, and what came of it."""

    number: int
    size: int
    said: str
    differs: str | None

    def __str__(self) -> str:
        held = f"{self.number:4d}  full at {self.size / 1e6:5.1f} MB"
        return f"{held}: {self.differs or 'same'}; said {self.said[:160]!r}"


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
    """Run on a disk that is full somewhere on the way, and once more with room."""
    (stage,) = runs.commands
    command, after = runs.commands[stage], runs.home_after(stage)
    needed = sum(path.stat().st_size for path in after.rglob("*") if path.is_file())
    size = random.Random(f"{seed} {number}").randrange(LEAST, needed)
    log = runs.folder / f"full-{number}.log"
    log.unlink(missing_ok=True)
    done = Filled(number, size, "", None)
    with disk(runs.folder / f"full-{number}", size) as home:
        try:
            status = _run(command, home, log)
            done.said = _last_line(log)
            if status not in (0, 1):
                raise Fault(f"the command ended with {status}")
            if status and not done.said.startswith("tinylora: "):
                raise Fault("it ended without a sentence")
            remount(home, f"size={ROOM}")
            if status := _run(command, home, log):
                raise Fault(f"with room again it ended with {status}: {_last_line(log)}")
            done.differs = difference(runs, stage, home, log)
        except Fault as fault:
            done.differs = str(fault)
    if not done.differs:
        log.unlink()
    return done


def endure(runs: Runs, count: int, seed: int = 0) -> Iterator[Filled]:
    """Yield `count` runs on disks that are too small."""
    runs.prepare()
    for number in range(count):
        yield fill(runs, number, seed)


def _run(command: list[str], home: Path, log: Path) -> int:
    with Started(command, home, log) as running:
        return running.wait(LIMIT_S)


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
    bad = 0
    for filled in endure(Runs(asked.folder.resolve(), asked.last), asked.count, asked.seed):
        print(filled, flush=True)
        bad += filled.differs is not None
    print(f"{asked.count} disks were full: {asked.count - bad} runs end the same, {bad} do not")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
