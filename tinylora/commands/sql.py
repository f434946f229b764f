"""`tinylora sql`: ready-made queries, any one read-only statement, and what there is to ask for."""

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

from tinylora.comments import first_sentence, header
from tinylora.display import harmless
from tinylora.errors import SourceMissing
from tinylora.paths import warehouse_path
from tinylora.warehouse import Warehouse, query_names, query_text, select_empty


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

    tinylora sql --tables

    tinylora sql --describe judged_completions

    tinylora sql --describe training_steps --format csv

The last three need no warehouse: they say what this version of the code stores.
"""


def sql(
    query: Annotated[
        str, typer.Argument(help="A query's name, or SQL. Empty: list the names.")
    ] = "",
    output: Annotated[Format, typer.Option("--format", "-f", help="table, csv or json.")] = (
        Format.TABLE
    ),
    param: Annotated[list[str], typer.Option(help="NAME=VALUE for a $NAME in the query.")] = [],  # noqa: B006
    tables: Annotated[
        bool, typer.Option("--tables", help="List tables and views, and what a row of each is.")
    ] = False,
    describe: Annotated[
        str, typer.Option(metavar="NAME", help="List the columns of a table or view.")
    ] = "",
) -> None:
    """Print the rows of a query, or what there is to ask for."""
    if bool(query) + tables + bool(describe) > 1:
        raise typer.BadParameter("give one of a query, --tables and --describe NAME")
    if tables:
        _print_catalogue(select_empty("select_relations"), output, "tinylora sql --describe NAME")
        return
    if describe:
        _describe(describe, output)
        return
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
        table.add_row(name, first_sentence(header(query_text(name))))
    Console().print(table)
    Console().print("Tables and views, to ask in your own words: tinylora sql --tables")


def _describe(name: str, output: Format) -> None:
    """Print the columns of a table or view; as a table, under what a row of it is.

    Raises:
        SourceMissing: there is none of this name; the message lists those there are.
    """
    relations = {row["name"]: row for row in select_empty("select_relations").to_pylist()}
    if name not in relations:
        raise SourceMissing(f"no table or view named {name!r}; there are: {', '.join(relations)}")
    columns = select_empty("select_columns", name=name).select(["column", "type", "meaning"])
    relation = relations[name]
    _print_catalogue(columns, output, f"{relation['kind']} {name}. {relation['a_row_is']}")


def _print_catalogue(rows: pa.Table, output: Format, title: str) -> None:
    """Print rows whose last column is text: a table wraps it, however narrow the terminal."""
    if output is not Format.TABLE:
        _print(rows, output)
        return
    table = Table(*rows.column_names, title=escape(title), title_justify="left")
    for row in rows.to_pylist():
        *names, text = row.values()
        table.add_row(*map(escape, names), escape(text))
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
