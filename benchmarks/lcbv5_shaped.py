"""Files shaped like DeepCoder's lcbv5: 8.7 MB a row, inputs of 210,000 characters, 55 rows a shard.

    python -m benchmarks.lcbv5_shaped FOLDER [--gb 2] [--layout one_page]

For the ingest's benchmark and its memory test. Contents are seeded: two runs write the same files.
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import pyarrow.parquet as pq

Layout = Literal["one_page", "by_row"]
"""one_page: a shard in one `write_table`, which puts its `tests` into one page, as a dataset pushed
to the hub has it. by_row: a row group for every row."""

TESTS = 40
INPUT_CHARACTERS = 210_000
ROW_BYTES = 8_700_000
ROWS_PER_SHARD = 55
SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("problem", "tests", "starter_code", "metadata")]
)

_DIGITS = bytes(b"0123456789 01234\n"[i % 17] for i in range(256))


def write(folder: Path, rows: int, layout: Layout, seed: int = 20260306) -> list[Path]:
    """Write `rows` rows to `folder`/lcbv5/train-NNNNN-of-NNNNN.parquet and return the shards."""
    random_ = random.Random(seed)
    count = -(-rows // ROWS_PER_SHARD)
    paths = [folder / f"lcbv5/train-{i:05d}-of-{count:05d}.parquet" for i in range(count)]
    paths[0].parent.mkdir(parents=True, exist_ok=True)
    for shard, path in enumerate(paths):
        first = shard * ROWS_PER_SHARD
        numbers = range(first, min(rows, first + ROWS_PER_SHARD))
        with pq.ParquetWriter(path, SCHEMA) as writer:
            for table in _tables([row(random_, number) for number in numbers], layout):
                writer.write_table(table)
    return paths


def rows_of(gigabytes: float) -> int:
    """Return how many rows make so many gigabytes (1e9 bytes)."""
    return max(1, round(gigabytes * 1e9 / ROW_BYTES))


def row(random_: random.Random, number: int) -> dict[str, Any]:
    """Return one raw row."""
    day = date(2023, 5, 7) + timedelta(days=number)
    about = {"question_id": f"abc{number}", "contest_date": f"{day}T00:00:00", "func_name": None}
    tests = [
        {"input": _lines(random_, INPUT_CHARACTERS), "output": f"{i}\n", "testtype": "stdin"}
        for i in range(TESTS)
    ]
    return {
        "problem": f"Problem {number}. Given N ≤ 10^5 numbers, print how many are even. " * 20,
        "tests": json.dumps(tests),
        "starter_code": "",
        "metadata": json.dumps(about),
    }


def _lines(random_: random.Random, characters: int) -> str:
    return random_.randbytes(characters).translate(_DIGITS).decode("ascii")


def _tables(rows: list[dict[str, Any]], layout: Layout) -> Iterator[pa.Table]:
    parts = [rows] if layout == "one_page" else [[row] for row in rows]
    return (pa.Table.from_pylist(part, schema=SCHEMA) for part in parts)


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gb", type=float, default=2.0)
    parser.add_argument("--layout", choices=get_args(Layout), default="one_page")
    chosen = parser.parse_args()
    for path in write(chosen.folder, rows_of(chosen.gb), chosen.layout):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
