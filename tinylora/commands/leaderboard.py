"""`tinylora leaderboard`: every finished evaluation against its base model."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tinylora.commands.options import Anyway, AsJson, Confidence
from tinylora.display import harmless
from tinylora.errors import TinyLoRAError
from tinylora.paths import warehouse_path
from tinylora.warehouse import Warehouse

HELP = """Rank the finished evaluations, a table a problem set, each against the base model.

pass@1 is compared in pairs, problems as units, with the base's evaluation under the same
conditions; where several rows are, their p-values are corrected for one another (Holm). What was
made under other conditions is ranked, not compared, unless --anyway.

The exit status is 0 where there is an evaluation, 1 where there is none, 2 where it could not be
read or written.

Examples:

    tinylora leaderboard

    tinylora leaderboard --html leaderboard.html

    tinylora leaderboard --json
"""
NOTHING, MISUSE = 1, 2


def leaderboard(
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page, too.")] = None,
    anyway: Anyway = False,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Rank, print."""
    from tinylora.commands import leaderboard_display as display
    from tinylora.stages.evaluation.leaderboard import leaderboard, write_leaderboard

    try:
        boards = leaderboard(Warehouse(warehouse_path()), anyway, confidence)
        if html is not None:
            write_leaderboard(boards, html, confidence)
    except TinyLoRAError as error:
        print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
        raise typer.Exit(MISUSE) from error
    if as_json:
        said = {"boards": [display.board_json(one) for one in boards], "confidence": confidence}
        print(json.dumps(said, ensure_ascii=False, indent=1, default=str))
    else:
        display.show_boards(boards, confidence, Console(highlight=False))
    raise typer.Exit(0 if boards else NOTHING)
