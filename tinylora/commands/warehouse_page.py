"""docs/warehouse.md, made from the comments in `sql/` and a template: `make docs` writes it.

A test holds the page against what would be made, so it cannot say anything else than the SQL does.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tinylora.commands.sql import query_parameters
from tinylora.comments import first_sentence, header
from tinylora.paths import CHECKOUT, SQL
from tinylora.warehouse import Row, select_empty

PAGE = CHECKOUT / "docs" / "warehouse.md"
TEMPLATES = Path(__file__).parent / "templates"
_KEY = re.compile(r"\ba \w+ of (\w+)")


def warehouse_page() -> str:
    """Return the text of the page."""
    relations = select_empty("select_relations").to_pylist()
    columns = select_empty("select_columns", name=None).to_pylist()
    kinds = {row["name"]: row["kind"] for row in relations}
    described = [_described(row, columns) for row in relations]
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("warehouse.md.jinja").render(
        keys=list(_keys(columns, kinds)),
        queries=list(_files("queries")),
        tables=[one for one in described if one["kind"] == "table"],
        views=list(_new_columns_only(described)),
        macros=list(_files("macros")),
        checks=list(_files("checks")),
    )


def _described(relation: Row, columns: list[Row]) -> dict[str, Any]:
    return {
        "name": relation["name"],
        "kind": relation["kind"],
        "text": relation["a_row_is"],
        "columns": [
            {"name": row["column"], "type": row["type"], "text": _in_cell(row["meaning"])}
            for row in columns
            if row["name"] == relation["name"]
        ],
    }


def _new_columns_only(described: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the views, in each of which the columns it hands on are names only."""
    known: set[tuple[str, str]] = set()
    for relation in described:
        columns = relation["columns"]
        fresh = [one for one in columns if (one["name"], one["text"]) not in known]
        handed_on = [f"`{one['name']}`" for one in columns if one not in fresh]
        known |= {(one["name"], one["text"]) for one in columns}
        if relation["kind"] == "view":
            yield {**relation, "columns": fresh, "handed_on": handed_on}


def _keys(columns: list[Row], kinds: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the columns of tables whose comment says "a key of TABLE"."""
    for row in columns:
        found = _KEY.search(row["meaning"] or "")
        if found and kinds[row["name"]] == "table" and kinds.get(found[1]) == "table":
            yield {
                "target": found[1],
                "table": row["name"],
                "column": row["column"],
                "optional": row["is_nullable"],
            }


def _files(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((SQL / folder).glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        yield {
            "name": path.stem,
            "parameters": [f"`{name}`" for name in sorted(query_parameters(text))],
            "text": _in_cell(first_sentence(header(text))),
        }


def _in_cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(warehouse_page(), encoding="utf-8")
