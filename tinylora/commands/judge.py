"""`tinylora judge`: submissions of a JSONL file judged by hand, or the host examined."""

import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.console import Console

from tinylora.commands import judge_display as display
from tinylora.errors import SettingsError, SourceMissing
from tinylora.judge.judge import Judge
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.paths import home, warehouse_path
from tinylora.stages.judging.judge_doctor import examine
from tinylora.stages.judging.judge_file import Answer, judge_lines, lines_of
from tinylora.stages.judging.judge_row import problems_in
from tinylora.stages.judging.judgements import Ledger, judging, reuse
from tinylora.warehouse import PATIENCE_S, Warehouse

STORE_EVERY_S = 5.0
DEFAULTS = JudgeSettings()


class Isolation(StrEnum):
    """The walls asked for."""

    AUTO = "auto"
    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    RLIMITS = "rlimits"


HELP = """Judge the C++ submissions of a JSONL file: one answer per row, in order.

A row is an object with

    "source": C++,  or  "completion": a model's text

    "test_cases": [{"input": …, "output": …}, …],  or  "problem_key": of the warehouse

    optional: "time_limit_s", "memory_limit_mb", "id",
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
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, nothing else on stdout.")
    ] = False,
    doctor: Annotated[
        bool, typer.Option("--doctor", help="Say what this host offers, and run the canaries.")
    ] = False,
    isolation: Annotated[
        Isolation, typer.Option(help="auto: the strongest here. rlimits: no walls at all.")
    ] = Isolation.AUTO,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Judged at once. [default: one per core]")
    ] = None,
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
) -> None:
    """Judge a file, or examine the host."""
    settings = JudgeSettings(
        isolation=isolation.value,
        workers=workers,
        time_limit_s=time_limit,
        memory_limit_mb=memory_limit,
        stop_at_first_failure=stop_at_first_failure,
    )
    if doctor:
        _examine(settings, as_json)
    elif file:
        _judge_file(file, settings, as_json, store)
    else:
        raise SettingsError("name a FILE.jsonl, or - for standard input (or --doctor)")


def _examine(settings: JudgeSettings, as_json: bool) -> None:
    logging.disable(logging.WARNING)  # the doctor says itself what the walls are
    diagnosis = examine(settings, home())
    if as_json:
        print(json.dumps(diagnosis.to_row()))
    else:
        display.show_diagnosis(diagnosis, Console())
    raise typer.Exit(0 if diagnosis.well else 1)


def _judge_file(file: str, settings: JudgeSettings, as_json: bool, store: bool) -> None:
    warehouse = Warehouse(warehouse_path(), write_patience_s=PATIENCE_S)
    verdicts: Counter[str] = Counter()
    with _opened(file) as handle, _opened_judge(settings, warehouse, store) as (opened, ledger):
        rows = judge_lines(lines_of(handle.fileno()), opened, problems_in(warehouse))
        with closing(rows):
            for answer in rows:
                verdicts[answer.get("verdict", "error")] += 1
                _show(answer, as_json)
                if ledger is not None:
                    ledger.store(STORE_EVERY_S)
        summary = f"{display.mix(verdicts)}; {reuse(opened)}"
        walls = f"{opened.compiler}, isolation {opened.isolation}"
        print(f"{summary}; {walls}", file=sys.stderr)
    raise typer.Exit(1 if verdicts["error"] else 0)


@contextmanager
def _opened_judge(
    settings: JudgeSettings, warehouse: Warehouse, store: bool
) -> Iterator[tuple[Judge, Ledger | None]]:
    if store:
        warehouse.migrate()
        with judging(settings, home(), warehouse) as both:
            yield both
    else:
        with open_judge(settings, home()) as opened:
            yield opened, None


def _show(answer: Answer, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer), flush=True)
    else:
        Console(highlight=False, soft_wrap=True).print(display.line(answer))


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
