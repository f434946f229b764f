"""`tinylora completions`: those of other programs in, ours out."""

import json
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tinylora.display import harmless
from tinylora.errors import SettingsError, TinyLoRAError
from tinylora.paths import home, warehouse_path
from tinylora.stages.progress import Progress
from tinylora.warehouse import Warehouse

IMPORT = """Judge completions that another program sampled, and store them as an evaluation.

A line of FILE is a JSON object: "problem_key", or "native_id" (with "dataset", "config" where
several use it); "sample", a number; "text", the model's whole answer. Optional: "seed", "tokens",
"finish_reason".

Problems, test cases and limits are those of the newest evaluation on --split (or of --like), so
that both stand on the leaderboard. How the completions were sampled is not known: `tinylora
compare` names that and wants --anyway.

Bad rows are named and left out. A file without completions of every problem, equally many, is
refused; --partial evaluates what is there. The same file again is not judged again, and what a
killed import judged is kept.

The exit status is 0 where every row was kept, 1 where some were rejected and the rest is stored,
and 2 where nothing was.

Examples:

    tinylora completions import gpt.jsonl --name gpt

    tinylora completions import part.jsonl --name gpt --partial --json
"""
EXPORT = """Write the completions of an evaluation as `completions import` reads them.

EVALUATION is an id or its beginning, a run's id, base, or latest. The exit status is 2 where there
is no such evaluation, or FILE is there already.

Examples:

    tinylora completions export latest tuned.jsonl
"""
REJECTED, MISUSE = 1, 2
QUIET_S = 2.0
RESERVED = ("base", "latest")
NAME_CHARS = 80

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Completions of other programs: import, judge; ours: export.",
)
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


class Split(StrEnum):
    """Of the problems."""

    TEST = "test"
    VALID = "valid"
    TRAIN = "train"


@app.command("import", help=IMPORT)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines.")],
    name: Annotated[str, typer.Option(help="What the leaderboard calls them.")],
    split: Annotated[Split, typer.Option(help="Whose problems.")] = Split.TEST,
    like: Annotated[
        str, typer.Option(metavar="EVALUATION", help="Take its problems, tests and limits.")
    ] = "",
    partial: Annotated[
        bool, typer.Option("--partial", help="Evaluate what is there; the rest is missing.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Judged at once. [default: one per core]")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import, judge, print."""
    from tinylora.commands import completions_display as display
    from tinylora.stages.imports.completions import import_completions

    try:
        _check_name(name)
        warehouse = Warehouse(warehouse_path())
        warehouse.migrate()
        made = import_completions(
            *(file, name, warehouse, home()),
            **{"split": split.value, "like": like, "partial": partial, "workers": workers},
            report=_Lines(),
        )
    except TinyLoRAError as error:
        raise _misuse(error) from error
    if as_json:
        print(json.dumps(display.imported(made, name), ensure_ascii=False, indent=1))
    else:
        display.show_imported(made, name, Console(highlight=False, soft_wrap=True))
    raise typer.Exit(REJECTED if made.file.rejects else 0)


@app.command(help=EXPORT)
def export(
    evaluation: Annotated[str, typer.Argument(metavar="EVALUATION", help="Whose.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; not there yet.")],
    as_json: AsJson = False,
) -> None:
    """Write the file."""
    from tinylora.stages.evaluation.finished import find_evaluations, finished_evaluations
    from tinylora.stages.imports.export import export_completions

    try:
        warehouse = Warehouse(warehouse_path())
        (row,) = find_evaluations(finished_evaluations(warehouse), [evaluation])
        written = export_completions(row["evaluation_id"], file, warehouse)
    except TinyLoRAError as error:
        raise _misuse(error) from error
    said = {"evaluation_id": row["evaluation_id"], "file": str(file), "completions": written}
    if as_json:
        print(json.dumps(said | {"policy": row["policy"]}, ensure_ascii=False, indent=1))
    else:
        print(
            harmless(f"{written} completions of {row['policy']} ({row['evaluation_id']}): {file}")
        )


class _Lines:
    """Progress as lines on stderr, none for what is quickly done."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() - self._last >= QUIET_S:
            self._last = time.monotonic()
            print(progress.message, file=sys.stderr, flush=True)


def _check_name(name: str) -> None:
    if name in RESERVED or not name.strip() or len(name) > NAME_CHARS or harmless(name) != name:
        raise SettingsError(
            f"--name {name[:NAME_CHARS]!r}: give up to {NAME_CHARS} printable characters, "
            f"none of {', '.join(RESERVED)}"
        )


def _misuse(error: TinyLoRAError) -> typer.Exit:
    print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
    return typer.Exit(MISUSE)
