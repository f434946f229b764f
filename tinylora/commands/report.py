"""`tinylora report`: the page of a finished run, from the warehouse alone."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from tinylora.commands.options import Anyway, AsJson, Confidence
from tinylora.display import harmless
from tinylora.errors import TinyLoRAError
from tinylora.paths import home, warehouse_path
from tinylora.warehouse import Warehouse

HELP = """Write the report of a run or an evaluation against the base model.

The page stands alone: figures, tables, changed completions, and where every number comes from. It
is made of what the warehouse holds, so it can be written again at any time.

The exit status is 0 where it was written, and 2 where there is no such evaluation, nothing to
compare it with, or no room for the page.

Examples:

    tinylora report latest

    tinylora report 3f2a91c0d41d7e55 --out report.html

    tinylora report gpt --anyway --json
"""
MISUSE = 2


def report(
    word: Annotated[
        str,
        typer.Argument(metavar="RUN_OR_EVALUATION", help="An id or its beginning, or latest."),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="[default: reports/ under TINYLORA_HOME]")
    ] = None,
    anyway: Anyway = False,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Write the page; print what it says first."""
    from tinylora.evaluation.reports.report import headline, print_comparison, render_html
    from tinylora.stages.evaluation.report import choose, gather, page_path
    from tinylora.stages.text_file import write_text

    try:
        warehouse = Warehouse(warehouse_path())
        ids = choose(warehouse, word, anyway, confidence)
        data = gather(ids, warehouse)
        page = out or page_path(ids, home())
        write_text(page, render_html(data))
    except TinyLoRAError as error:
        print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
        raise typer.Exit(MISUSE) from error
    if as_json:
        said = {"page": str(page), "headline": headline(data), **vars(ids)}
        said["differences"] = list(data.differences)
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        print_comparison(data, Console())
        for difference in data.differences:
            print(harmless(f"not the same: {difference}"))
        print(f"The report: {page}")
