"""A month of nightly re-evaluations of a growing set of policies, some nights of them bad.

    python -m tests.endurance.nights FOLDER --nights 30

A night does what the re-evaluate flow does: evaluate what lacks an evaluation, show the
leaderboard, hold what is new against what was before. Four nights are bad: a metric of one policy
has fallen, processes of the judge are killed, the host is busy with other things, and the model is
not there. In between new policies come, and nothing happens. In the end the planted fall was told
once and nothing else was, and idle nights take what the first of them took.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import psutil

from tests.endurance.small_run import INPUTS, write_profile
from tinylora.errors import TinyLoRAError
from tinylora.profiles import profile
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.evaluation.evaluate import evaluate
from tinylora.stages.evaluation.metric_checks import check_metrics
from tinylora.stages.evaluation.re_evaluation import policies_to_evaluate
from tinylora.stages.training.train import train
from tinylora.warehouse import Warehouse

FELL, KILLED, SLOW, NO_MODEL, NEW, IDLE = (
    *("a metric fell", "a judge that is killed", "a slow host", "no model"),
    *("a new policy", "idle"),
)
TESTED = 12
"""Held-out problems: with three of them no fall could be told from chance."""
KILL_EVERY_S = 0.3
BUSY = "while True: pass"
PLANTED = """
insert into judgements by name
select * replace (
    'planted' as judgement_id, 'AC' as verdict, total as passed, 1.0 as score, null as first_failure
) from judgements where total > 0 limit 1;
insert into evaluations by name
select * replace (
    'planted' as evaluation_id, '0' as judge_version, finished_at - interval 1 hour as finished_at
) from evaluations where evaluation_id = $evaluation_id;
insert into completions by name
select * replace (
    'planted' as evaluation_id, 'planted ' || completion_id as completion_id,
    'planted' as judgement_id
) from completions where evaluation_id = $evaluation_id;
"""
"""An evaluation of the same policy an hour before, under another judge, that solved everything."""


@dataclass
class Night:
    """One night, and what it left."""

    number: int
    kind: str
    evaluated: int = 0
    refused: list[str] = field(default_factory=list)
    """Sentences of evaluations that did not come about."""
    told: list[str] = field(default_factory=list)
    """Of metrics that fell."""
    seconds: float = 0.0
    open_files: int = 0
    memory_mb: int = 0
    files: int = 0
    """Of the home."""

    def __str__(self) -> str:
        left = f"{self.open_files} open, {self.memory_mb} MB, {self.files} files in the home"
        did = f"{self.evaluated} evaluated, {len(self.refused)} refused, {len(self.told)} told"
        return f"{self.number:3d}  {self.kind:<22} {self.seconds:6.1f} s  {did}; {left}"


def kinds(nights: int) -> list[str]:
    """Return of which kind each night is: bad ones spread out, a new policy every third."""
    found = [NEW if number % 3 == 0 else IDLE for number in range(nights)]
    for place, kind in enumerate((FELL, KILLED, SLOW, NO_MODEL), start=1):
        found[place * nights // 5] = kind
    return found


def month(folder: Path, nights: int) -> Iterator[Night]:
    """Yield each night once it is over."""
    home = folder / "home"
    os.environ["TINYLORA_HOME"] = str(home)  # which children read
    settings = _settings(folder)
    warehouse = Warehouse(home / "warehouse.duckdb")
    warehouse.migrate()
    for source in settings.corpus.sources:
        ingest(source, settings.corpus, warehouse, home)
    mark_duplicates(warehouse)
    for number, kind in enumerate(kinds(nights)):
        if kind not in (IDLE, NO_MODEL):
            train(settings.override({"training.seed": number}), warehouse, home)
        began, one = time.monotonic(), Night(number, kind)
        with _trouble(kind, Path(settings.model.name)):
            _evaluate(one, settings, warehouse, home)
        if kind == FELL:
            _plant(warehouse)
        with suppress(TinyLoRAError):  # without a model nobody knows what today's are
            told = check_metrics(settings, warehouse, home)
            one.told = [regression.sentence for regression in told]
        one.seconds = time.monotonic() - began
        this = psutil.Process()
        one.open_files, one.memory_mb = this.num_fds(), this.memory_info().rss // 2**20
        one.files = sum(path.is_file() for path in home.rglob("*"))
        yield one


def _evaluate(one: Night, settings: Settings, warehouse: Warehouse, home: Path) -> None:
    """Evaluate what lacks it, as the flow does: what one policy meets leaves the others alone."""
    try:
        for policy in policies_to_evaluate(settings, warehouse, home):
            try:
                evaluate(settings, warehouse, home, policy)
                one.evaluated += 1
            except TinyLoRAError as error:
                one.refused.append(str(error))
        warehouse.query("leaderboard")
    except TinyLoRAError as error:
        one.refused.append(str(error))


def _settings(folder: Path) -> Settings:
    """Return a small profile with more held-out problems."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True)
    path = write_profile(inputs)
    with (inputs / "problems.jsonl").open("a", encoding="utf-8") as problems:
        for number in range(TESTED):
            row = {
                **{"id": f"more-{number}", "title": f"More {number}", "split": "test"},
                "statement": " ".join(f"word{number}of{i}" for i in range(40)),
                **{"inputs": [f"{n}\n" for n in INPUTS], "time_limit_ms": 4000},
                **{"outputs": [f"{2 * n}\n" for n in INPUTS], "solutions": []},
            }
            problems.write(json.dumps(row) + "\n")
    return profile(str(path)).override({"training.steps": 1, "training.validate_every": 0})


@contextmanager
def _trouble(kind: str, model: Path) -> Iterator[None]:
    """Make the night what it is while the body runs."""
    if kind == KILLED:
        over = threading.Event()
        killer = threading.Thread(target=_kill_boxes, args=(over,))
        killer.start()
        try:
            yield
        finally:
            over.set()
            killer.join()
    elif kind == SLOW:
        busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(os.cpu_count())]
        try:
            yield
        finally:
            for one in busy:
                one.kill()
                one.wait()
    elif kind == NO_MODEL:
        away = model.with_name("away")
        model.rename(away)
        try:
            yield
        finally:
            away.rename(model)
    else:
        yield


def _kill_boxes(over: threading.Event) -> None:
    """Kill a worker of the judge, again and again."""
    while not over.wait(KILL_EVERY_S):
        for one in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                if one.cmdline()[:1] and one.cmdline()[0].endswith("/runner"):
                    one.kill()
                    break


def _plant(warehouse: Warehouse) -> None:
    """Make the newest evaluation one that an earlier one was far better than."""
    newest = "select evaluation_id from evaluations order by finished_at desc limit 1"
    (row,) = warehouse.select(newest).to_pylist()
    with duckdb.connect(str(warehouse.path)) as connection:
        for statement in PLANTED.split(";\n"):
            if statement.strip():
                given = row if "$evaluation_id" in statement else None
                connection.execute(statement, given)


def _main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("--nights", type=int, default=30)
    given = asked.parse_args()
    for night in month(given.folder, given.nights):
        print(night, *night.refused, *night.told, sep="\n     ", flush=True)


if __name__ == "__main__":
    _main()
