"""Many runs and readers on one warehouse at once, and then what the same runs leave one by one.

    python -m tests.endurance.crowd FOLDER --runs 4 --twins 2 --hold 60

Each run is a process with every stage (stages.py) and a profile of its own; the last is started
`twins` times. Beside them one reader asks as `tinylora sql` does, DuckDB's own client keeps a
snapshot open, and a notebook opens the warehouse itself and holds it. In the end the rows are those
that the runs leave one after another, no run met a lock, whoever waited longer than five seconds
was told, and so was every writer that the notebook held up.
"""

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import yaml

from tests.endurance.small_run import write_profile
from tests.endurance.stored_rows import first_difference, rows_of
from tinylora.paths import CHECKOUT
from tinylora.stages.upkeep.snapshot import take_snapshot
from tinylora.warehouse import Warehouse

ASK_EVERY_S = 0.05
RENEW_EVERY_S = 2.0
CORRECTED_FOR = "comparisons"
"""How many changes were looked at together. Of several runs the first to end looks at what all of
them have evaluated by then, so that is chance; what each change is, is not."""
WAITS = "waiting for "
"""What a process says that finds the warehouse held."""


@dataclass
class Crowd:
    """What a crowd did."""

    differs: str | None = None
    """From the same runs one after another."""
    failed: list[str] = field(default_factory=list)
    """The last words of runs that ended badly, and what readers met."""
    answers: int = 0
    slowest_answer_s: float = 0.0
    snapshots: int = 0
    reader_told: int = 0
    """Lines in which the asker says that it waits."""
    writers_told: int = 0
    """Lines in which a run says that it waits."""
    seconds: float = 0.0
    one_by_one_s: float = 0.0


def crowd(folder: Path, runs: int, twins: int, hold_s: float) -> Crowd:
    """Start `runs` different runs, the last of them `twins` times, at once on one warehouse."""
    profiles = _profiles(folder / "inputs", runs)
    alone, together = folder / "alone", folder / "together"
    found = Crowd()
    began = time.monotonic()
    for profile in profiles:
        found.failed += _failures([_start(profile, alone)])
    found.one_by_one_s, began = time.monotonic() - began, time.monotonic()
    warehouse = Warehouse(together / "warehouse.duckdb")
    warehouse.migrate()
    take_snapshot(warehouse)
    started = [_start(profile, together) for profile in [*profiles, *profiles[-1:] * (twins - 1)]]
    with _readers(warehouse, hold_s, found):
        found.failed += _failures(started)
    found.seconds = time.monotonic() - began
    found.writers_told = sum(_said(one).count(WAITS) for one in started)
    wanted = rows_of(alone / "warehouse.duckdb", but=CORRECTED_FOR)
    found.differs = first_difference(wanted, rows_of(warehouse.path, but=CORRECTED_FOR))
    return found


def _profiles(folder: Path, count: int) -> list[Path]:
    """Write `count` profiles on the same problems that train from different seeds."""
    folder.mkdir(parents=True)
    first = write_profile(folder)
    whole = yaml.safe_load(first.read_text(encoding="utf-8"))
    found = []
    for seed in range(count):
        other = {**whole, "training": {**whole["training"], "seed": seed}}
        other["judge"] = {**whole["judge"], "workers": 1}
        found.append(folder / f"profile-{seed}.yaml")
        found[-1].write_text(yaml.safe_dump(other), encoding="utf-8")
    return found


def _start(profile: Path, home: Path) -> subprocess.Popen:
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-u", "-m", "tests.endurance.stages", str(profile)]
    environment = {**os.environ, "TINYLORA_HOME": str(home), "OMP_NUM_THREADS": "1"}
    said = home / f"said-{profile.stem}-{time.monotonic_ns()}.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=CHECKOUT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    process.said = said
    return process


def _said(process: subprocess.Popen) -> str:
    return process.said.read_text(encoding="utf-8", errors="replace")


def _failures(started: Sequence[subprocess.Popen]) -> list[str]:
    """Wait for all; return the last words of those that ended badly."""
    return [f"{one.wait()}: {_said(one)[-2000:]}" for one in started if one.wait()]


ASKER = """
import sys, threading, time
from pathlib import Path
from tinylora.warehouse import Warehouse
warehouse, over = Warehouse(Path(sys.argv[1])), threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
answers, slowest = 0, 0.0
while not over.wait(float(sys.argv[2])):
    began = time.monotonic()
    warehouse.query("leaderboard")
    answers, slowest = answers + 1, max(slowest, time.monotonic() - began)
print(answers, slowest)
"""
"""Asks as `tinylora sql` does, until its input ends."""
NOTEBOOK = """
import duckdb, sys, time
for _ in range(3000):
    try:
        connection = duckdb.connect(sys.argv[1], read_only=True)
        break
    except duckdb.IOException:
        time.sleep(0.02)
print(connection.execute("select count(*) from problems").fetchone(), flush=True)
time.sleep(float(sys.argv[2]))
"""
"""Opens the warehouse itself, once it can, and holds it."""


@contextmanager
def _readers(warehouse: Warehouse, hold_s: float, found: Crowd) -> Iterator[None]:
    """Read in three ways while the body runs."""
    asker = _reader(ASKER, warehouse.path, ASK_EVERY_S)
    notebook = _reader(NOTEBOOK, warehouse.path, hold_s)
    over = threading.Event()
    client = threading.Thread(target=_keep_snapshots_open, args=(warehouse, over, found))
    client.start()
    try:
        yield
    finally:
        over.set()
        client.join()
        said, complaint = asker.communicate()
        asked = said.split()
        found.answers, found.slowest_answer_s = int(asked[0]), float(asked[1])
        found.reader_told = complaint.count(WAITS)
        _, complaint = notebook.communicate()
        for one, name in ((asker, "the asker"), (notebook, "the notebook")):
            if one.returncode:
                found.failed.append(f"{name}: {complaint[-500:]}")


def _reader(script: str, *words: object) -> subprocess.Popen:
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)], cwd=CHECKOUT, text=True, **pipes
    )


def _keep_snapshots_open(warehouse: Warehouse, over: threading.Event, found: Crowd) -> None:
    """Open a snapshot with DuckDB's own client, and the next one when that is taken."""
    count = "select count(*) from completions"
    try:
        while not over.is_set():
            with duckdb.connect(str(warehouse.snapshot), read_only=True) as client:
                before = client.execute(count).fetchone()
                over.wait(RENEW_EVERY_S)
                take_snapshot(warehouse)
                assert client.execute(count).fetchone() == before
            found.snapshots += 1
    except Exception as error:
        found.failed.append(f"the client of snapshots: {type(error).__name__}: {error}")


def _main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--runs", type=int, default=4)
    asked.add_argument("--twins", type=int, default=2)
    asked.add_argument("--hold", type=float, default=60.0)
    given = asked.parse_args()
    print(crowd(given.folder, given.runs, given.twins, given.hold))


if __name__ == "__main__":
    _main()
