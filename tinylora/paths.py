"""Where things lie. `TINYLORA_HOME` moves everything that is written; nothing else does."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SQL = CHECKOUT / "sql"


def home() -> Path:
    """Return the folder for all that is written: `$TINYLORA_HOME`, else the checkout's `var/`."""
    return resolve(os.environ.get("TINYLORA_HOME") or "var")


def warehouse_path() -> Path:
    """Return the DuckDB file."""
    return home() / "warehouse.duckdb"


def resolve(path: str | Path) -> Path:
    """Return `path` as absolute; a relative one starts at the checkout, wherever a worker runs."""
    return (CHECKOUT / Path(path).expanduser()).resolve()
