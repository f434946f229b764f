"""Bad input read in a process of its own, watched piece by piece for time, memory and its life.

    python -m tests.endurance.watched FAMILY COUNT FIRST FOLDER    what `endure` starts
    python -m tests.endurance.watched FAMILY KIND NUMBER           one piece, with its traceback

A family is a module of this folder, and has kinds. A piece is what one number makes of a kind: a
file, or a few dozen rows of one. It is seeded by its kind and number alone, so these two name a
fault. It ends in outcomes, counted by name; whatever it raises is a fault, as are ten seconds of
CPU, a gigabyte in memory and the end of the process.
"""

import json
import math
import random
import resource
import selectors
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

import psutil

from tinylora.errors import TinyLoRAError
from tinylora.memory import peak_rss_mb
from tinylora.paths import CHECKOUT

CPU_S = 10.0
"""Of one piece: longer is a hang."""
WALL_S = 120.0
"""Of one piece on a host that is busy with other things, or of one that waits for ever."""
START_S = 300.0
MEMORY_MB = 1024
ADDRESS_SPACE = 8 << 30
"""What bad input may at most ask the machine for before the test says so."""
LONGEST_SENTENCE = 1500
PYARROWS_END = "parquet::ParquetException"
"""What pyarrow ends its process with where a footer's statistics of sizes are damaged. Nobody can
catch it: docs/corpus.md says what is left of a load then."""
Run = Callable[[random.Random, Path], Counter[str]]
"""Makes the piece of a seed in a folder, hands it to the product, and counts what came of it."""


@dataclass(frozen=True)
class Kind:
    """One kind of bad input."""

    run: Run
    items: int = 1
    """Rows or files in a piece."""
    share: int = 1
    """Of so many items one is tried: each of them takes long."""

    def pieces(self, count: int) -> int:
        """Return how many pieces `count` items are."""
        return math.ceil(count / self.items / self.share)


@dataclass
class Endured:
    """What became of the pieces of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    pieces: int = 0
    slowest_s: float = 0.0
    peak_mb: int = 0

    def __str__(self) -> str:
        told = ", ".join(f"{name} {count}" for name, count in self.outcomes.most_common())
        return (
            f"{self.pieces} pieces, slowest {self.slowest_s:.1f} s of CPU, peak {self.peak_mb} MB, "
            f"{len(self.faults)} faults; {told}"
        )


def endure(family: str, count: int, folder: Path) -> dict[str, Endured]:
    """Read so many items of each kind; a process that ends on a piece goes on with the next."""
    found: dict[str, Endured] = {}
    at = 0
    while at is not None:
        at = _watch(family, count, at, folder, found)
    return found


def sentence(error: TinyLoRAError) -> str:
    """Return the name of an error raised on purpose, whose message must be one line."""
    said = str(error)
    assert said.strip() and "\n" not in said, f"{type(error).__name__} in lines: {said:.300}"
    assert len(said) <= LONGEST_SENTENCE, f"{type(error).__name__} of {len(said)}: {said:.300}"
    return type(error).__name__


def _watch(family: str, count: int, at: int, folder: Path, found: dict[str, Endured]) -> int | None:
    """Read the pieces from place `at` on in a new process; return where to go on, None: nowhere."""
    words = [family, count, at, folder]
    command = [sys.executable, "-m", "tests.endurance.watched", *map(str, words)]
    places: list[tuple[str, int]] = []

    def fault(what: str) -> None:
        assert places, f"{family} does not start: {what}"
        kind, number = places[at]
        found[kind].faults.append(f"{kind} {number}: {what}")
        found[kind].pieces += 1

    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=said)
        lines = _lines(child)
        try:
            places = json.loads(next(lines, b"[]"))
            for kind, _ in places:
                found.setdefault(kind, Endured())
            for line in lines:
                told = json.loads(line)
                one = found[places[at][0]]
                one.outcomes.update(told["outcomes"])
                one.slowest_s = max(one.slowest_s, told["seconds"])
                one.peak_mb = max(one.peak_mb, told["peak_mb"])
                if told["fault"]:
                    fault(told["fault"])
                else:
                    one.pieces += 1
                at += 1
            status = child.wait(START_S)
        except TimeoutError as error:
            fault(str(error))
            status, at = 0, at + 1
        finally:
            child.kill()
            child.wait()
            child.stdout.close()
        if status:
            said.seek(0)
            last = said.read().decode(errors="replace").strip()[-300:]
            if PYARROWS_END in last:
                found[places[at][0]].outcomes["ended by pyarrow"] += 1
                found[places[at][0]].pieces += 1
            else:
                fault(f"the process ended with {status}: {last}")
            at += 1
    return at if at < len(places) else None


def _lines(child: subprocess.Popen) -> Iterator[bytes]:
    """Yield what a child writes, a line a piece.

    Raises:
        TimeoutError: a piece takes too long.
    """
    watched, pending, begun = psutil.Process(child.pid), b"", False
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        since, cpu = time.monotonic(), 0.0
        while True:
            if not selector.select(1.0):
                waited = time.monotonic() - since
                used = _cpu(watched) - cpu
                if waited > (WALL_S if begun else START_S) or (begun and used > CPU_S):
                    raise TimeoutError(f"{used:.1f} s of CPU and {waited:.0f} s in all, no end")
                continue
            block = child.stdout.read1()
            if not block:
                return
            *whole, pending = (pending + block).split(b"\n")
            begun = True
            yield from filter(None, whole)
            since, cpu = time.monotonic(), _cpu(watched)


def _cpu(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        return sum(process.cpu_times()[:2])
    return 0.0


def _kinds(family: str) -> dict[str, Kind]:
    return import_module(f"tests.endurance.{family}").KINDS


def _main(family: str, count: int, first: int, folder: Path) -> None:
    """Read pieces and write a line of JSON for each; one that takes too much memory is the last."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out, kinds = sys.stdout, _kinds(family)
    sys.stdout = sys.stderr
    places = [(name, n) for name, kind in kinds.items() for n in range(kind.pieces(count))]
    print(json.dumps(places), file=out, flush=True)  # from here on the clock runs
    for kind, number in places[first:]:
        began, outcomes, fault = time.process_time(), {}, None
        with tempfile.TemporaryDirectory(dir=folder) as place:
            try:
                outcomes = kinds[kind].run(random.Random(f"{kind} {number}"), Path(place))
            except BaseException as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                line = f"{Path(where.filename).name}:{where.lineno}"
                fault = f"{type(error).__name__} at {line}: {str(error)[:300]}"
        seconds, peak = time.process_time() - began, round(peak_rss_mb())
        if seconds > CPU_S:
            fault = fault or f"{seconds:.1f} s of CPU"
        if peak > MEMORY_MB:
            fault = fault or f"{peak} MB in memory"
        told = {"outcomes": outcomes, "fault": fault, "seconds": seconds, "peak_mb": peak}
        print(json.dumps(told), file=out, flush=True)
        if peak > MEMORY_MB:
            return


if __name__ == "__main__":
    if len(sys.argv) == 5:
        _main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    else:
        name, kind, number = sys.argv[1:]
        with tempfile.TemporaryDirectory() as here:
            print(_kinds(name)[kind].run(random.Random(f"{kind} {number}"), Path(here)))
