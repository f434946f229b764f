"""Warehouses for tests to write to: each a copy of one that this process made for real, once."""

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tinylora.warehouse import Warehouse

UNSAID: dict[str, None] = dict.fromkeys(
    (
        *("title", "language", "native_difficulty", "cf_rating", "contest_date", "tags", "extra"),
        *("stated_trust", "answer_language", "checker", "prior_rating", "prior_source"),
    )
)
"""What `insert_problems` compares with the stored row, for a row of `problems` written by hand."""

HOLD = """
import duckdb, sys, time
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


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


def hold(path: Path, seconds: float) -> subprocess.Popen:
    """Start another process that has the warehouse open for so long; it has it by now."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), str(seconds)], stdout=subprocess.PIPE
    )
    assert holder.stdout.readline() == b"held\n"
    return holder
