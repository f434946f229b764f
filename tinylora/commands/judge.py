"""`tinylora judge`: submissions of a JSONL file judged by hand, or the host examined."""

import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

from tinylora.cluster.settings import ExecutionSettings
from tinylora.commands.options import AsJson, Ray, Workers, execution_on, open_warehouse
from tinylora.display import Column, excerpt, print_rows, say
from tinylora.errors import SettingsError, SourceMissing
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Verdict
from tinylora.judge.walls.isolation import WALLS
from tinylora.paths import home

if TYPE_CHECKING:
    from tinylora.judge.judge import Judge
    from tinylora.stages.judging.judge_doctor import Diagnosis, Mode
    from tinylora.stages.judging.judge_file import Answer
    from tinylora.stages.judging.judgements import Ledger
    from tinylora.warehouse import Warehouse

STORE_EVERY_S = 5.0
DEFAULTS = JudgeSettings()
STYLES = {"AC": "green", "error": "bold red"}
OTHER = "yellow"

HELP = """Judge the submissions of a JSONL file: one answer per row, in order.

A row is an object with

    "source": a program,  or  "completion": a model's text

    "test_cases": [{"input": …, "output": …}, …],  or  "problem_key": of the warehouse

    optional: "language": "c++" | "python", "time_limit_s", "memory_limit_mb", "id",
    "checker": "tokens" | "lines" | "case_fold" | "float:1e-6" | {"program": C++}

A row that cannot be judged is answered by an error, and the exit status is 1; verdicts do not
touch it. Judgements are kept in the warehouse under TINYLORA_HOME, and nothing is judged twice.

Examples:

    tinylora judge submissions.jsonl

    tinylora judge submissions.jsonl --json > answers.jsonl

    generate | tinylora judge - --json --no-store | jq -c "[.id, .verdict, .score]"

    tinylora judge --doctor
"""


def judge(
    file: Annotated[str, typer.Argument(help="FILE.jsonl, or - for standard input.")] = "",
    as_json: AsJson = False,
    doctor: Annotated[
        bool, typer.Option("--doctor", help="Say what this host offers, and run the canaries.")
    ] = False,
    isolation: Annotated[
        Literal["auto", *WALLS],
        typer.Option(help="auto: the strongest here. rlimits: no walls at all."),
    ] = "auto",
    workers: Workers = None,
    time_limit: Annotated[
        float, typer.Option(min=0.01, max=600, help="CPU seconds a case, where a row has none.")
    ] = DEFAULTS.time_limit_s,
    memory_limit: Annotated[
        int,
        typer.Option(
            min=16, max=1 << 20, help="MiB where a row has none, and the most any row gets."
        ),
    ] = DEFAULTS.memory_limit_mb,
    stop_at_first_failure: Annotated[
        bool, typer.Option("--stop-at-first-failure", help="Run no case after one that is not AC.")
    ] = False,
    store: Annotated[
        bool, typer.Option("--store/--no-store", help="Use and extend the warehouse's judgements.")
    ] = True,
    ray: Ray = "",
) -> None:
    """Judge a file, or examine the host."""
    settings = JudgeSettings(
        isolation=isolation,
        workers=workers,
        time_limit_s=time_limit,
        memory_limit_mb=memory_limit,
        stop_at_first_failure=stop_at_first_failure,
    )
    if doctor:
        _examine(settings, as_json)
    elif file:
        _judge_file(file, settings, as_json, store, execution_on(ray))
    else:
        raise SettingsError("name a FILE.jsonl, or - for standard input (or --doctor)")


def _examine(settings: JudgeSettings, as_json: bool) -> None:
    from tinylora.stages.judging.judge_doctor import examine

    logging.disable(logging.WARNING)  # the doctor says itself what the walls are
    diagnosis = examine(settings, home())
    if as_json:
        print(json.dumps(diagnosis.to_row()))
    else:
        show_diagnosis(diagnosis)
    raise typer.Exit(0 if diagnosis.well else 1)


def _judge_file(
    file: str, settings: JudgeSettings, as_json: bool, store: bool, execution: ExecutionSettings
) -> None:
    from tinylora.stages.judging.judge_file import judge_lines, lines_of
    from tinylora.stages.judging.judge_row import problems_in
    from tinylora.stages.judging.judgements import reuse
    from tinylora.warehouse import PATIENCE_S

    warehouse = open_warehouse(write_patience_s=PATIENCE_S)
    verdicts: Counter[str] = Counter()
    judge_there = _opened_judge(settings, warehouse, store, execution)
    with _opened(file) as handle, judge_there as (opened, ledger):
        rows = judge_lines(lines_of(handle.fileno()), opened, problems_in(warehouse))
        with closing(rows):
            for answer in rows:
                verdicts[answer.get("verdict", "error")] += 1
                _show(answer, as_json)
                if ledger is not None:
                    ledger.store(STORE_EVERY_S)
        walls = f"{opened.compiler}, isolation {opened.isolation}"
        print(f"{_mix(verdicts)}; {reuse(opened)}; {walls}", file=sys.stderr)
    raise typer.Exit(1 if verdicts["error"] else 0)


@contextmanager
def _opened_judge(
    settings: JudgeSettings, warehouse: "Warehouse", store: bool, execution: ExecutionSettings
) -> Iterator[tuple["Judge", "Ledger | None"]]:
    from tinylora.cluster.judge_on import judge_on
    from tinylora.stages.judging.judgements import judging

    if store:
        warehouse.migrate()
        with judging(settings, home(), warehouse, execution) as both:
            yield both
    else:
        with judge_on(execution, settings, home()) as opened:
            yield opened, None


def _show(answer: "Answer", as_json: bool) -> None:
    """Print one line: row, verdict, passed, times, memory, and what went wrong first."""
    if as_json:
        print(json.dumps(answer), flush=True)
        return
    row = f"{answer['row']:>5}  "
    if "error" in answer:
        say(row, ("error ", STYLES["error"]), excerpt(answer["error"]))
        return
    verdict, failure = answer["verdict"], answer["first_failure"]
    what = ""
    if failure:
        where = "" if failure["ordinal"] is None else f"case {failure['ordinal'] + 1}, "
        what = f"  {where}{excerpt(failure['message'])}"
    say(
        *(row, (f"{verdict:<4}", STYLES.get(verdict, OTHER))),
        f"{answer['passed']:>3}/{answer['total']:<3} compile {answer['compile_ms']:.0f} ms",
        f", cpu {answer['cpu_ms']:.0f} ms, {answer['peak_kb'] / 1024:.1f} MiB",
        (what, "dim"),
    )


def _mix(verdicts: Counter[str]) -> str:
    """Return how often each verdict was given, best first, e.g. "3 rows: 2 AC, 1 error"."""
    order = [*Verdict, "error"]
    counts = ", ".join(f"{verdicts[name]} {name}" for name in order if verdicts[name])
    return f"{verdicts.total()} rows: {counts or 'nothing to judge'}"


def show_diagnosis(diagnosis: "Diagnosis") -> None:
    """Print the modes, the compiler, the speed and every canary."""

    def here(mode: "Mode") -> str:
        return "no" if mode.refusal else "chosen" if mode.name == diagnosis.isolation else "yes"

    said = Column("gives, or why not", lambda mode: mode.refusal or mode.gives, wrap=True)
    print_rows(diagnosis.modes, (Column("isolation", "name"), Column("here", here), said))
    if diagnosis.compiler:
        say(f"compiler  {diagnosis.compiler}")
        for one in diagnosis.languages:
            say(f"{one.name}  {one.version or f'no: {one.refusal}'}")
        say(f"speed     {diagnosis.slowness} × the reference's time")
    if diagnosis.canaries:
        right = Column("got", style=lambda one: STYLES["AC" if one.right else "error"])
        why = Column("", lambda one: excerpt(one.why or ""), wrap=True)
        columns = (Column("language", "language"), Column("canary", "expected"), right, why)
        print_rows(diagnosis.canaries, columns)
    verdict = "this host judges rightly" if diagnosis.well else "this host cannot judge rightly"
    say(f"{verdict}: {diagnosis.fault}" if diagnosis.fault else verdict)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    try:
        handle = open(0, "rb", closefd=False) if file == "-" else Path(file).open("rb")  # noqa: SIM115
    except OSError as error:
        raise SourceMissing(f"{file} cannot be read: {error.strerror}") from error
    if file == "-" and sys.stdin is not None and sys.stdin.isatty():
        print("reading rows from the terminal; end with Ctrl-D", file=sys.stderr)
    with handle:
        yield handle
