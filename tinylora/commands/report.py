"""`tinylora report`: the page of a finished run, from the warehouse alone."""

from pathlib import Path
from typing import Annotated

import typer

from tinylora.commands.options import Anyway, AsJson, Confidence, misuse_is, open_warehouse
from tinylora.display import print_json, say
from tinylora.paths import home

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
    from tinylora.files import write_text
    from tinylora.stages.evaluation.report import choose, gather, page_path

    with misuse_is():
        warehouse = open_warehouse()
        ids = choose(warehouse, word, anyway, confidence)
        data = gather(ids, warehouse)
        page = out or page_path(ids, home())
        write_text(page, render_html(data))
    if as_json:
        said = {"page": str(page), "headline": headline(data), **vars(ids)}
        print_json(said | {"differences": list(data.differences)})
    else:
        print_comparison(data)
        for difference in data.differences:
            say(f"not the same: {difference}")
        say(f"The report: {page}")
