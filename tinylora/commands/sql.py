"""`tinylora sql`: ready-made queries, any one read-only statement, and what there is to ask for."""

import re
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from tinylora.commands.options import Output, open_warehouse
from tinylora.comments import first_sentence, header
from tinylora.display import Column, Format, print_rows
from tinylora.errors import SourceMissing
from tinylora.name_and_value import name_and_value

if TYPE_CHECKING:
    import pyarrow as pa

HELP = """Run a ready-made query, or any one read-only statement, on the warehouse.

--tables and --describe need no warehouse: they say what this version of the code stores.

Examples:

    tinylora sql

    tinylora sql leaderboard

    tinylora sql "select verdict, count(*) from judgements group by all" --format csv

    tinylora sql reward_curve --param run_id=0123456789abcdef --format json

    tinylora sql --tables

    tinylora sql --describe judged_completions

    tinylora sql --describe training_steps --format csv
"""


TEXTS = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$""", re.DOTALL
)
"""What of a query is no code: texts, names in quotes, comments."""


def sql(
    query: Annotated[
        str, typer.Argument(help="A query's name, or SQL. Empty: list the names.")
    ] = "",
    output: Output = "table",
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
    from tinylora.warehouse import query_names, query_text, select_empty, to_rows

    if tables:
        _print_catalogue(select_empty("select_relations"), output, "tinylora sql --describe NAME")
        return
    if describe:
        _describe(describe, output)
        return
    if not query:
        rows = [
            {"query": name, "a row is": first_sentence(header(query_text(name)))}
            for name in query_names()
        ]
        columns = (Column("query"), Column("a row is", wrap=True))
        print_rows(rows, columns, output, title="tinylora sql NAME")
        if output == "table":
            Console().print("Tables and views, to ask in your own words: tinylora sql --tables")
        return
    text = query_text(query) if query.isidentifier() else query
    given = dict(name_and_value(pair, "--param", "NAME=VALUE") for pair in param)
    rows = open_warehouse().select(text, **(dict.fromkeys(query_parameters(text)) | given))
    print_rows(to_rows(rows), [Column(name) for name in rows.column_names], output)
    if output == "table":
        Console(stderr=True).print(f"{rows.num_rows} rows", style="dim")


def query_parameters(text: str) -> set[str]:
    """Return the $names of a query, those in comments and in texts left out."""
    code = TEXTS.sub("", text)
    return set(re.findall(r"\$([a-z_][a-z0-9_]*)", code))


def _describe(name: str, output: Format) -> None:
    """Print the columns of a table or view; as a table, under what a row of it is.

    Raises:
        SourceMissing: there is none of this name; the message lists those there are.
    """
    from tinylora.warehouse import select_empty

    relations = {row["name"]: row for row in select_empty("select_relations").to_pylist()}
    if name not in relations:
        raise SourceMissing(f"no table or view named {name!r}; there are: {', '.join(relations)}")
    columns = select_empty("select_columns", name=name).select(["column", "type", "meaning"])
    relation = relations[name]
    _print_catalogue(columns, output, f"{relation['kind']} {name}. {relation['a_row_is']}")


def _print_catalogue(rows: "pa.Table", output: Format, title: str) -> None:
    """Print rows whose last column is text: a table wraps it, however narrow the terminal."""
    *names, text = rows.column_names
    columns = (*map(Column, names), Column(text, wrap=True))
    print_rows(rows.to_pylist(), columns, output, title=title)
