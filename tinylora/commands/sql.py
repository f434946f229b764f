"""`tinylora sql`: ready-made queries, or any one read-only statement, as table, CSV or JSON."""

import re
from typing import Annotated

import typer
from rich.console import Console

from tinylora.commands.options import Output, open_warehouse
from tinylora.display import Column, Format, print_rows
from tinylora.overrides import name_and_value
from tinylora.warehouse import query_names, query_text

HELP = """Run a ready-made query, or any one read-only statement, on the warehouse.

Examples:

    tinylora sql

    tinylora sql leaderboard

    tinylora sql "select verdict, count(*) from judgements group by all" --format csv

    tinylora sql reward_curve --param run_id=0123456789abcdef --format json
"""


def sql(
    query: Annotated[
        str, typer.Argument(help="A query's name, or SQL. Empty: list the names.")
    ] = "",
    output: Output = Format.TABLE,
    param: Annotated[list[str], typer.Option(help="NAME=VALUE for a $NAME in the query.")] = [],  # noqa: B006
) -> None:
    """Print the rows of a query."""
    if not query:
        first_lines = {name: query_text(name).splitlines()[0] for name in query_names()}
        rows = [
            {"query": name, "a row is": line.removeprefix("--").strip()}
            for name, line in first_lines.items()
        ]
        columns = (Column("query"), Column("a row is", wrap=True))
        print_rows(rows, columns, output, title="tinylora sql NAME")
        return
    text = query_text(query) if query.isidentifier() else query
    given = dict(name_and_value(pair, "--param", "NAME=VALUE") for pair in param)
    rows = open_warehouse().select(text, **(dict.fromkeys(query_parameters(text)) | given))
    print_rows(rows.to_pylist(), [Column(name) for name in rows.column_names], output)
    if output is Format.TABLE:
        Console(stderr=True).print(f"{rows.num_rows} rows", style="dim")


def query_parameters(text: str) -> set[str]:
    """Return the $names of a query, those in comments left out."""
    code = re.sub(r"--[^\n]*", "", text)
    return set(re.findall(r"\$([a-z_][a-z0-9_]*)", code))
