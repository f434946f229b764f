"""`tinylora sql`: ready-made queries, or any one read-only statement, as table, CSV or JSON."""

import csv
import io
import json
import re
from enum import StrEnum
from typing import Annotated, Any

import pyarrow as pa
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinylora.display import harmless
from tinylora.paths import warehouse_path
from tinylora.warehouse import Warehouse, query_names, query_text


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


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
    output: Annotated[Format, typer.Option("--format", "-f", help="table, csv or json.")] = (
        Format.TABLE
    ),
    param: Annotated[list[str], typer.Option(help="NAME=VALUE for a $NAME in the query.")] = [],  # noqa: B006
) -> None:
    """Print the rows of a query."""
    if not query:
        _print_names()
        return
    text = query_text(query) if query.isidentifier() else query
    parameters = dict(_pair(text) for text in param)
    for name in query_parameters(text):
        parameters.setdefault(name, None)
    _print(Warehouse(warehouse_path()).select(text, **parameters), output)


def _pair(text: str) -> tuple[str, str]:
    name, separator, value = text.partition("=")
    if not separator:
        raise typer.BadParameter(f"{text!r}: write NAME=VALUE")
    return name, value


def query_parameters(text: str) -> set[str]:
    """Return the $names of a query, those in comments left out."""
    code = re.sub(r"--[^\n]*", "", text)
    return set(re.findall(r"\$([a-z_][a-z0-9_]*)", code))


def _print_names() -> None:
    table = Table("query", "a row is", title="tinylora sql NAME")
    for name in query_names():
        table.add_row(name, query_text(name).splitlines()[0].removeprefix("--").strip())
    Console().print(table)


def _print(rows: pa.Table, output: Format) -> None:
    if output is Format.JSON:
        print(json.dumps(rows.to_pylist(), ensure_ascii=False, indent=1, default=str))
    elif output is Format.CSV:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(rows.column_names)
        writer.writerows(row.values() for row in rows.to_pylist())
        print(text.getvalue(), end="")
    else:
        _print_table(rows)


def _print_table(rows: pa.Table) -> None:
    """Print a table, or a block per row where the terminal is too narrow for one."""
    console, table = Console(), Table(*map(escape, rows.column_names))
    records = [{name: _cell(value) for name, value in row.items()} for row in rows.to_pylist()]
    for record in records:
        table.add_row(*map(escape, record.values()))
    wanted = console.measure(table, options=console.options.update(max_width=10_000)).maximum
    if wanted <= console.width:
        console.print(table)
    else:
        for record in records:
            console.print(_block(record))
            console.print()
    Console(stderr=True).print(f"{rows.num_rows} rows", style="dim")


def _block(record: dict[str, str]) -> Table:
    block = Table.grid(padding=(0, 2))
    block.add_column(min_width=max(map(len, record)), no_wrap=True)
    block.add_column(overflow="fold")
    for name, value in record.items():
        block.add_row(f"[bold]{name}[/bold]", escape(value))
    return block


def _cell(value: Any) -> str:
    if value is None:
        return "·"
    return f"{value:.4g}" if isinstance(value, float) else harmless(str(value))
