"""Warehouses for tests to write to: each a copy of one that this process made for real, once."""

import tempfile
from functools import cache
from pathlib import Path

from tinylora.warehouse import Warehouse


def new_warehouse(path: Path) -> Warehouse:
    """Return an empty warehouse at `path`, with today's tables and views."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_migrated())
    return Warehouse(path)


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        Warehouse(path).migrate()
        return path.read_bytes()
