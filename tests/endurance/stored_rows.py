"""Every row of every table of a warehouse, but for what a second run measures anew."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

MEASURED = re.compile(
    r"(.*_)?(seconds|ms)|peak_\w+|host_factor|flow_run_id|(started|finished|used|\w+ed)_at"
)
"""Names of columns, and of fields inside JSON, that say when, how long, how much memory, and under
which run of Prefect's."""
CLOSE = frozenset({"log_probs"})
"""A completion's last bits depend on what was sampled beside it, which a kill changes."""
DIGITS = 4


def rows_of(path: Path, but: str | None = None) -> dict[str, list[str]]:
    """Return each table's rows as JSON, in their own order, without the column called `but`."""
    tables = "select table_name from duckdb_tables() where not internal order by table_name"
    with duckdb.connect(str(path), read_only=True) as connection:
        names = [name for (name,) in connection.execute(tables).fetchall()]
        return {name: sorted(_rows(connection, name, but)) for name in names}


def first_difference(wanted: dict[str, list[str]], found: dict[str, list[str]]) -> str | None:
    """Return the first table and row that only one of two warehouses holds; None: they agree."""
    for table in sorted(wanted | found):
        there, here = wanted.get(table, []), found.get(table, [])
        if there == here:
            continue
        counts = f"{table}: {len(there)} rows undisturbed, {len(here)} here"
        for place in range(max(len(there), len(here))):
            one, other = (rows[place] if place < len(rows) else "-" for rows in (there, here))
            if one != other:
                return f"{counts}; row {place}\n  undisturbed {one}\n  here        {other}"
    return None


def _rows(connection: duckdb.DuckDBPyConnection, table: str, but: str | None) -> Iterator[str]:
    answer = connection.execute(f'select * from "{table}"')
    columns = [(column[0], str(column[1])) for column in answer.description]
    for values in answer.fetchall():
        row = {
            name: _plain(name, json.loads(value) if kind == "JSON" and value else value)
            for (name, kind), value in zip(columns, values, strict=True)
            if name != but and not MEASURED.fullmatch(name)
        }
        yield json.dumps(row, sort_keys=True, default=str)


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if not MEASURED.fullmatch(key)}
        return {key: _plain(key, one) for key, one in kept.items()}
    if isinstance(value, list | tuple):
        return [_plain(name, one) for one in value]
    if isinstance(value, float) and name in CLOSE:
        return round(value, DIGITS)
    return value
