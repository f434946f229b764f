"""SIGKILL of any process of a run, at any moment, and then the same run once more.

After every kill the same command starts again. It is killed itself, up to seven times more, and
then left alone: now it has to end well and leave what an undisturbed run leaves. That is the same
rows in every table, no process, no half-written file, no lock, and in Prefect no run that is still
Running.

    python -m tests.endurance.kills FOLDER --count 200            make demo's stack
    python -m tests.endurance.kills FOLDER --count 20 --plain     stages in a process, no Prefect
    python -m tests.endurance.kills FOLDER --count 20 --postgres  Prefect's database is PostgreSQL
    python -m tests.endurance.kills FOLDER --only 17              one run, once more

A line a run: its number, the stage, second and process of each kill, how the command ended then,
how long the last one took, and "same" or what differs. kills-SEED.jsonl, in a folder below FOLDER,
keeps them, so a tally that was interrupted goes on; other code begins another. failed-SEED-N beside
it holds the home of a run that differs, and what was said.
"""

import argparse
import fcntl
import json
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext, suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psutil

from tests.endurance.postgres import Postgres, postgres
from tests.endurance.stored_rows import first_difference, rows_of
from tinylora.identity import fingerprint, sha256

CHECKOUT = Path(__file__).resolve().parents[2]
DEMO = [sys.executable, "-m", "tasks.local.demo"]
PREFECT = "tasks.local.prefect_command"
KINDS = {
    "make demo": lambda words: words[1:3] == ["-m", "tasks.local.demo"],
    "server": lambda words: words[2:3] == [PREFECT] and "server" in words,
    "worker": lambda words: words[2:3] == [PREFECT] and "worker" in words,
    "flow run": lambda words: "prefect.engine" in words or "tests.endurance.stages" in words,
    "sampling child": lambda words: "tinylora.policy.sample_job" in words,
    "training child": lambda words: "tinylora.grpo.train_job" in words,
    "judge worker": lambda words: words[0] == "bwrap" or words[0].endswith("/runner"),
    "database": lambda words: words[0].startswith("postgres: "),
}
"""Of processes, by the words they were started with."""
PROGRAM = "boxed program"
"""What a judge worker has started: a compiler or a judged program."""
OTHER_SEED = ["--set", "evaluation.seed=43"]
"""With which a re-evaluation has something to do."""
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
LOOK_S, WATCH_S, PATIENCE_S = 1.0, 0.05, 5.0
SETTLE_S = 120.0
"""What a killed process's children may take to notice: one that is still importing torch does so
once it is done, and a busy machine imports for long."""
REGISTERED = "registered"
"""The database of a Prefect that has all that is run here."""
HALF_WRITTEN = ("*.partial", "*.part", "partial-*", "pool-*", "restore-*")
MOST_KILLS = 8
"""Of one run. More than one, for a run that goes on after a kill may be killed, too."""
GOES_ON = 0.5
"""Of an undisturbed run's seconds: what a run that goes on after a kill may take."""


@dataclass
class Disturbed:
    """One run that was disturbed, and what came of it."""

    number: int
    stage: str
    killed: list[tuple[float, str, int]]
    """Seconds after the command's start, the kind of process and how the command ended then."""
    seconds: float
    """Of the same command afterwards, that nothing killed."""
    differs: str | None

    def __str__(self) -> str:
        killed = "; ".join(f"{at:.1f} s {kind} -> {status}" for at, kind, status in self.killed)
        told = f"{self.number:4d}  {self.stage:<15} {killed:<34} then {self.seconds:4.0f} s"
        return f"{told}: {self.differs or 'same'}"


class Fault(Exception):
    """What may not be after a kill."""


class Runs:
    """Commands that make a whole run, each undisturbed once; homes to disturb them in.

    Args:
        folder: where all is kept.
        plain: the stages in one process, without Prefect, up to this one; None: with it.
        database: holds Prefect's databases, one for each home; None: they lie in the homes.
    """

    def __init__(
        self, folder: Path, plain: str | None = None, database: Postgres | None = None
    ) -> None:
        self.plain, self.database = plain, database
        kind = plain or ("postgres" if database else "demo")
        self.folder = folder / f"{kind}-{_made_of()}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._inputs = folder / "inputs"
        self._profile = self._inputs / "profile.yaml"
        if not self._profile.exists():
            from tests.endurance.small_run import write_profile  # it waits for torch

            self._inputs.mkdir(exist_ok=True)
            write_profile(self._inputs)

    @cached_property
    def commands(self) -> dict[str, list[str]]:
        """Return the commands by the name of their stage, in their order."""
        if self.plain:
            run = [sys.executable, "-u", "-m", "tests.endurance.stages", str(self._profile)]
            return {"stages": [*run, self.plain]}
        given = ["--profile", str(self._profile)]
        return {
            "train-and-eval": [*DEMO, "train-and-eval/demo", *given],
            "re-evaluate": [*DEMO, "re-evaluate/demo", *given, *OTHER_SEED],
        }

    def prepare(self) -> None:
        """Run what was not run undisturbed yet; keep each home as it was before and after."""
        kept = self.folder / "registered.dump"
        if self.database and kept.exists():
            self.database.create(REGISTERED)
            self.database.run("pg_restore", "--dbname", REGISTERED, kept)
        elif self.database:  # homes without the database that they were made with
            for stage in self.commands:
                shutil.rmtree(self.home_after(stage), ignore_errors=True)
            self.database.create("undisturbed")
        before = self.folder / "empty"
        before.mkdir(exist_ok=True)
        for stage in self.commands:
            after = self.home_after(stage)
            if not after.exists():
                home = self.folder / "undisturbed"
                shutil.rmtree(home, ignore_errors=True)
                shutil.copytree(before, home)
                with self.start(stage, home, self.folder / "undisturbed.log") as running:
                    status = running.wait(3600, watched=True)
                said = (self.folder / "undisturbed.log").read_text(encoding="utf-8")
                if status:
                    raise Fault(f"undisturbed, {stage} ended with {status}:\n{said}")
                (self.folder / f"{stage}.json").write_text(json.dumps(running.moments))
                home.rename(after)
            before = after
        if self.database and not kept.exists():
            self.database.create(REGISTERED, "undisturbed")
            self.database.run("pg_dump", "--format", "custom", "--file", kept, REGISTERED)

    def home_after(self, stage: str) -> Path:
        """Return the home that an undisturbed stage left."""
        return self.folder / f"after-{stage}"

    def moments(self, stage: str) -> dict[str, list[float]]:
        """Return when each kind of process was there in an undisturbed stage, in seconds."""
        found = json.loads((self.folder / f"{stage}.json").read_text())
        found |= {PROGRAM: found["judge worker"]}  # seen by chance, for it is soon over
        return found | ({"database": found["server"]} if self.database else {})

    def start(self, stage: str, home: Path, log: Path) -> "Started":
        """Start a stage's command in a home."""
        return Started(self.commands[stage], home, log, self.database)

    def of_prefect(self, home: Path, statement: str) -> list[tuple[Any, ...]]:
        """Return the rows that a statement selects in the database of a home's Prefect."""
        if self.database:
            return self.database.query(home.name, statement)
        path = home / "prefect" / "prefect.db"
        if not path.exists():
            return []
        with sqlite3.connect(path) as connection:
            return connection.execute(statement).fetchall()

    def home_before(self, stage: str, home: Path) -> None:
        """Make `home` what it is before a stage: all that the stages before it left.

        Prefect's own folder is of the last stage, where the deployments are registered.
        """
        shutil.rmtree(home, ignore_errors=True)
        if self.database:
            self.database.create(home.name, REGISTERED)
        stages = [*self.commands]
        earlier = stages[: stages.index(stage)]
        if earlier:
            shutil.copytree(self.home_after(earlier[-1]), home)
        else:
            home.mkdir()
            registered = self.home_after(stages[-1]) / "prefect"
            if registered.exists():
                shutil.copytree(registered, home / "prefect")


class Started:
    """A command that runs in a home, and every process that was seen below it.

    Args:
        command: its words.
        home: what TINYLORA_HOME says.
        log: what it says is appended here.
        database: holds the database of Prefect, which is called as the home is.
    """

    def __init__(
        self, command: Sequence[str], home: Path, log: Path, database: Postgres | None = None
    ) -> None:
        env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
        env |= {"TINYLORA_HOME": str(home), "TINYLORA_PORT": str(free_port()), "COLUMNS": "200"}
        if database:
            env["PREFECT_API_DATABASE_CONNECTION_URL"] = database.url(home.name)
        self._database = database
        self.seen: set[psutil.Process] = set()
        self.moments: dict[str, list[float]] = {}
        """When which kind of process was there, in seconds, where that was watched."""
        self._began = time.monotonic()
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command, cwd=CHECKOUT, env=env, stdout=output, stderr=subprocess.STDOUT
            )
        self._root = psutil.Process(self._process.pid)

    def __enter__(self) -> "Started":
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing behind, whatever happened."""
        for one in (self._root, *self.tree()):
            with suppress(psutil.Error):
                one.kill()
        self._process.wait()

    def tree(self) -> list[psutil.Process]:
        """Return the processes below the command, now, and remember them."""
        with suppress(psutil.Error):
            found = [self._root, *self._root.children(recursive=True)]
            self.seen |= set(found)
            return found
        return []

    def ended(self) -> bool:
        """Return whether the command has."""
        return self._process.poll() is not None

    def wait(self, limit_s: float, watched: bool = False) -> int:
        """Return its exit status; note `moments` meanwhile, if it is `watched`.

        Raises:
            Fault: it did not end within the limit.
        """
        end = time.monotonic() + limit_s
        while not self.ended():
            if time.monotonic() > end:
                raise Fault(f"the command has not ended after {limit_s:.0f} s")
            there = self.tree()
            for kind in _kinds(there) if watched else ():
                self.moments.setdefault(kind, []).append(round(time.monotonic() - self._began, 2))
            time.sleep(LOOK_S)
        return self._process.returncode

    def let_run(self, seconds: float) -> None:
        """Return after so many seconds, or once the command has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.ended():
            self.tree()
            time.sleep(min(LOOK_S, max(0.0, end - time.monotonic())))

    def kill_one(self, kinds: Sequence[str], after_s: float) -> str | None:
        """Kill a process after a while; return of which kind it was.

        It is of the first of the kinds that is there; another than the very first only where that
        one does not come up within `PATIENCE_S`. None: the command ended first.
        """
        self.let_run(after_s)
        patient_until = time.monotonic() + PATIENCE_S
        while not self.ended():
            there: dict[str | None, psutil.Process] = {}
            for one in (*self.tree(), *(self._database.processes() if self._database else ())):
                with suppress(psutil.Error):
                    there.setdefault(_kind(one), one)
            for kind in kinds if time.monotonic() > patient_until else kinds[:1]:
                if kind in there:
                    with suppress(psutil.Error):
                        there[kind].kill()
                        return kind
            time.sleep(WATCH_S)
        return None

    def left(self) -> list[str]:
        """Return what still runs of all that was seen, after a moment."""
        end = time.monotonic() + SETTLE_S
        while (found := self._running()) and time.monotonic() < end:
            time.sleep(LOOK_S)
        return found

    def _running(self) -> list[str]:
        found = []
        for one in self.seen - {self._root}:
            with suppress(psutil.Error):
                # its number may be another process's by now: is_running asks when it began
                if one.is_running() and one.status() != psutil.STATUS_ZOMBIE:
                    found.append(f"{one.pid} {' '.join(one.cmdline())[:80]}")
        return found


def disturb(runs: Runs, number: int, seed: int, times: int | None = None) -> Disturbed:
    """Disturb a run, run it once more, and look at what there is then.

    Args:
        runs: what can be disturbed.
        number: of this run among those of a seed; what happens is drawn from both.
        seed: an integer.
        times: how often the run is disturbed at most. None: that is drawn, too.
    """
    draw = random.Random(f"{seed} {number}")
    stage = draw.choice([*runs.commands])
    times = times or draw.randint(1, MOST_KILLS)
    name = f"{seed}-{number}"
    home, log = runs.folder / f"kill-{name}", runs.folder / f"kill-{name}.log"
    log.unlink(missing_ok=True)
    runs.home_before(stage, home)
    moments = runs.moments(stage)
    done, limit_s = Disturbed(number, stage, [], 0.0, None), 10 * max(moments["flow run"]) + 600
    try:
        left: list[str] = []
        ended = None
        while ended is None:
            kinds = draw.sample(sorted(moments), len(moments))
            at_s = draw.choice(moments[kinds[0]]) + draw.uniform(0, LOOK_S)
            started = time.monotonic()
            with runs.start(stage, home, log) as running:
                met = None
                if len(done.killed) < times:
                    at_s *= GOES_ON if done.killed else 1
                    met = running.kill_one(kinds, at_s)
                status = running.wait(limit_s)
                left += running.left()
            if met:
                done.killed.append((round(at_s, 1), met, status))
            else:
                ended, done.seconds = status, time.monotonic() - started
        if ended:
            raise Fault(f"the same command again ended with {ended}")
        if left:
            raise Fault(f"left running: {left}")
        for fault in (*_left_files(home), *_left_runs(runs, home, done)):
            raise Fault(fault)
        done.differs = difference(runs, stage, home, log)
    except Fault as fault:
        done.differs = str(fault)
    keep_if_bad(runs, name, home, log, done.differs)
    return done


def difference(runs: Runs, stage: str, home: Path, log: Path) -> str | None:
    """Return what of a home is not as an undisturbed run left it, or was said in a traceback.

    With Prefect, which logs one of all that a flow run ends with, what was said is not looked at.
    """
    wanted = rows_of(runs.home_after(stage) / "warehouse.duckdb")
    if differs := first_difference(wanted, rows_of(home / "warehouse.duckdb")):
        return differs
    said = log.read_text(encoding="utf-8", errors="replace")
    return "it said a traceback" if runs.plain and "Traceback" in said else None


def keep_if_bad(runs: Runs, name: str, home: Path, log: Path, differs: str | None) -> None:
    """Keep a home that differs, with what was said; delete another."""
    kept = runs.folder / f"failed-{name}"
    shutil.rmtree(kept, ignore_errors=True)
    if differs:
        home.rename(kept)
        log.rename(kept / "said.log")
    else:
        shutil.rmtree(home)
        log.unlink()


def endure(runs: Runs, count: int, seed: int = 0, times: int | None = None) -> Iterator[Disturbed]:
    """Yield disturbed runs until there are `count` kills, the runs of an earlier time first."""
    runs.prepare()
    tally = runs.folder / f"kills-{seed}.jsonl"
    lines = tally.read_text(encoding="utf-8").splitlines() if tally.exists() else []
    done = {one.number: one for one in (Disturbed(**json.loads(line)) for line in lines)}
    number = kills = 0
    while kills < count:
        if number not in done:
            done[number] = disturb(runs, number, seed, times)
            with tally.open("a", encoding="utf-8") as handle:
                handle.write(json.dumps(asdict(done[number])) + "\n")
        kills += len(done[number].killed)
        yield done[number]
        number += 1


def _kinds(processes: Sequence[psutil.Process]) -> set[str]:
    found = set()
    for one in processes:
        with suppress(psutil.Error):
            found.add(_kind(one))
    return found - {None, PROGRAM}


def _kind(process: psutil.Process) -> str | None:
    words = process.cmdline()
    for name, is_it in KINDS.items():
        if words and is_it(words):
            return name
    parents = [parent.cmdline() for parent in process.parents()[:2]]
    return PROGRAM if any(one and KINDS["judge worker"](one) for one in parents) else None


def _left_files(home: Path) -> Iterator[str]:
    """Yield what is half-written in a home, and which locks somebody holds."""
    for pattern in HALF_WRITTEN:
        yield from (f"left half-written: {path}" for path in home.rglob(pattern))
    for path in home.rglob("*lock"):
        with path.open("a") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield f"still locked: {path}"


def _left_runs(runs: Runs, home: Path, done: Disturbed) -> Iterator[str]:
    """Yield the flow runs, and of crashed ones the task runs, that Prefect shows as not over."""
    if runs.plain:
        return
    flow_runs = runs.of_prefect(home, "select id, name, state_type from flow_run order by created")
    tasks = runs.of_prefect(home, "select flow_run_id, name, state_type from task_run")
    for _, name, state in flow_runs:
        if state not in FINAL:
            yield f"flow run {name} is {state} for ever"
    crashed = {run for run, _, state in flow_runs if state == "CRASHED"}
    for run, name, state in tasks:
        if run in crashed and state not in FINAL:
            yield f"task run {name} of a crashed flow run is {state} for ever"
    if "flow run" in [kind for _, kind, _ in done.killed] and not crashed:
        yield "no flow run is Crashed, though its process was killed"


def _made_of() -> str:
    """Return a digest of all that decides what an undisturbed run leaves."""
    folders = ("flows", "tasks", "tinylora", "sql", "tests/endurance")
    files = [path for one in folders for path in sorted((CHECKOUT / one).rglob("*.*"))]
    texts = [path for path in files if path.suffix in (".py", ".sql", ".txt", ".c")]
    return fingerprint([[path.name, sha256(path.read_text(encoding="utf-8"))] for path in texts])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tell(found: Iterator[Any], what: str) -> None:
    """Print a line each as they come, and their sum; end with status 1 where one differs."""
    same = bad = 0
    for one in found:
        print(one, flush=True)
        same, bad = same + (one.differs is None), bad + (one.differs is not None)
    print(f"{what}: {same} end the same, {bad} do not")
    sys.exit(bad > 0)


def main() -> None:
    """Disturb runs, and print a line each; status 1 where one differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200, help="kills, of all runs together")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    with postgres() if asked.postgres else nullcontext() as database:
        runs = Runs(asked.folder.resolve(), "re-evaluate" if asked.plain else None, database)
        if asked.only is not None:
            runs.prepare()
            print(disturb(runs, asked.only, asked.seed))
            return
        found = endure(runs, asked.count, asked.seed)
        tell(found, f"runs that were killed, {asked.count} times together")


if __name__ == "__main__":
    main()
