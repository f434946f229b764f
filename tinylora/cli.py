"""`tinylora`: questions to the warehouse, and the rooms by hand. Knows no Prefect.

A command is a module of `tinylora/commands`, imported when somebody asks for it: the list of all
stands here, so that showing it waits for none of them.
"""

import re
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from tinylora import files
from tinylora.display import harmless
from tinylora.errors import TinyLoRAError

COMMANDS = {
    "sql": "Run a ready-made query, or any one read-only statement, on the warehouse.",
    "ingest": "Read raw files of a dataset into the warehouse; print what was kept, refused, and "
    "why.",
    "judge": "Judge the submissions of a JSONL file: one answer per row, in order.",
    "score-math": "Score a model's answers to mathematics problems; set two models side by side.",
    "compare": "Compare evaluations, problems as units; or counts such as 3/165 and 6/165.",
    "leaderboard": "Rank the finished evaluations, a table a problem set, each against the base "
    "model.",
    "report": "Write the report of a run or an evaluation against the base model.",
    "forecast": "Say what to expect of a training from its first steps, before the hours are "
    "spent.",
    "join": "Take part in a training whose `training.machines` is above 1, until it is finished.",
    "replay": "Take a training's steps again from what is stored of it; say where v differs.",
    "identity": "Say which files and settings the identity of an evaluation, a training or a load "
    "covers.",
    "completions": "Completions of other programs: import, judge; ours: export.",
    "export": "What the warehouse holds, as files of other projects.",
    "checkpoint": "An adapter's file: show, verify, export, import, average.",
    "backup": "Write the warehouse and what it refers to into one archive.",
    "restore": "Put what a backup holds into the home folder.",
    "snapshot": "Copy the warehouse to snapshot.duckdb beside it, for clients that keep a file "
    "open.",
    "clean": "Say what the home folder takes; delete what nothing refers to.",
}
"""Each command, and the first line of its help."""


class OnDemand(TyperGroup):
    """The commands by name and first line; a module is imported once its command is chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.commands = {name: TyperCommand(name, help=line) for name, line in COMMANDS.items()}

    def resolve_command(
        self, ctx: typer.Context, args: Sequence[str]
    ) -> tuple[str | None, TyperCommand | TyperGroup | None, list[str]]:
        """Return the command that the first word names, whole, and the other words."""
        name, _, rest = super().resolve_command(ctx, list(args))
        # A comment at the head of a query is no option.
        rest = [f" {word}" if re.match(r"--\s", word) else word for word in rest]
        return name, None if name is None else command(name), rest


app = typer.Typer(
    cls=OnDemand,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="""Improve a code model by training 16 to 32 numbers; test whether that worked.

Examples:

    tinylora leaderboard

    tinylora compare base latest

    tinylora sql corpus_summary
""",
)


@app.callback()
def tinylora() -> None:
    """Without a callback typer takes an app that registers no command for a mistake."""


def command(name: str) -> TyperCommand | TyperGroup:
    """Return the command of a name in COMMANDS; imports its module.

    A module has a function of the command's name and its HELP, or an `app` of several commands.
    """
    word = name.replace("-", "_")
    module = import_module(f"tinylora.commands.{word}")
    alone = typer.Typer(rich_markup_mode="markdown")
    if hasattr(module, "app"):
        alone.add_typer(module.app, name=name)
    else:
        alone.command(name, help=module.HELP)(getattr(module, word))
    return get_group(alone).commands[name]


def main() -> None:
    """Run the command line; what is raised on purpose, or by a full disk, is a sentence and 1."""
    try:
        app()
    except (TinyLoRAError, OSError) as error:
        if isinstance(error, OSError):
            if not files.is_refused(error):
                raise
            error = files.refused(error.filename or "a file", error)
        print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
