"""Whole files of raw rows with their bytes damaged: parquet, JSON plain and packed, Arrow folders.

How many rows are left of such a file nobody can say, but what was read is what was kept and
refused, and a file that breaks off says so. It is read here as the product reads it, in process.
"""

import gzip
import json
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.endurance.damage import damaged_bytes
from tests.endurance.raw_rows import DATASETS, Dataset
from tests.endurance.watched import Kind, sentence
from tinylora.corpus.files import long_strings
from tinylora.corpus.hub import fetch
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reading import read, schema_fingerprint
from tinylora.errors import TinyLoRAError
from tinylora.problem import Problem

ROWS = 40
CODECS = ("none", "snappy", "gzip", "zstd", "brotli", "lz4")
TYPED = pa.schema(
    [
        ("statement", pa.string()),
        ("inputs", pa.list_(pa.string())),
        ("outputs", pa.list_(pa.large_string())),
        ("contest_date", pa.date32()),
        ("memory_limit_mb", pa.int64()),
        ("rating", pa.float64()),
        ("difficulty", pa.dictionary(pa.int32(), pa.string())),
        ("id", pa.decimal128(20, 2)),
    ]
)
"""Columns of one's own problems, of types that bytes can make nonsense of."""


def parquet(draw: Random, folder: Path) -> Counter[str]:
    """Read a parquet file of a dataset, by pyarrow, or as one of long strings page by page."""
    dataset, table = draw.choice(_tables())
    path = folder / "rows.parquet"
    pq.write_table(
        table,
        path,
        compression=draw.choice(CODECS),
        data_page_version=draw.choice(("1.0", "2.0")),
        use_dictionary=draw.random() < 0.5,
        row_group_size=draw.choice((7, 1024)),
        write_page_checksum=draw.random() < 0.2,
        store_schema=draw.random() < 0.7,
    )
    path.write_bytes(_hurt(path.read_bytes(), draw))
    if draw.random() < 0.7:
        return _read(dataset.source, (path,))
    with pytest.MonkeyPatch.context() as patch:  # else only columns of 64 MB are read so
        patch.setattr(long_strings, "LONG_CHUNK_BYTES", 0)
        patch.setattr(long_strings, "LONG_VALUE_BYTES", 0)
        return _read(dataset.source, (path,))


def packed(draw: Random, folder: Path) -> Counter[str]:
    """Read a file of JSON, plain or packed by gzip or zstd."""
    name = draw.choice(("luogu_dpo", "extracted", "problems", "deepcoder"))
    rows = [json.dumps(DATASETS[name].row(i)) for i in range(ROWS)]
    text = ("\n".join(rows) if draw.random() < 0.5 else f"[{','.join(rows)}]").encode()
    path, packing = folder / "rows.jsonl", draw.choice(("plain", "gzip", "zstd"))
    if packing == "gzip":
        text = gzip.compress(text, mtime=0)
    if packing == "zstd":
        text = pa.Codec("zstd").compress(text, asbytes=True)
    path.write_bytes(_hurt(text, draw))
    return _read(DATASETS[name].source, (path,))


def saved(draw: Random, folder: Path) -> Counter[str]:
    """Read a folder that the datasets library saved: its Arrow file, or what describes it."""
    from datasets import Dataset as Saved

    place = folder / "saved"
    columns = ("statement", "inputs", "outputs", "contest_date", "rating")
    rows = [{name: row[name] for name in columns} for row in _typed()]
    Saved.from_list(rows).save_to_disk(place)
    file = draw.choice(sorted(one for one in place.iterdir() if one.is_file()))
    file = next(place.glob("*.arrow")) if draw.random() < 0.7 else file
    file.write_bytes(damaged_bytes(file.read_bytes(), draw))
    source = SourceSettings(dataset="problems", path=str(place))
    try:
        files = fetch(source, folder).files
    except TinyLoRAError as error:
        return Counter([sentence(error)])
    return _read(source, files)


def _read(source: SourceSettings, files: tuple[Path, ...]) -> Counter[str]:
    outcomes = Counter()
    corpus = CorpusSettings(sources=(source,))
    try:
        schema_fingerprint(files)
        for record in read(source, files, corpus):
            outcomes["kept" if isinstance(record, Problem) else str(record.reason)] += 1
    except TinyLoRAError as error:
        outcomes[sentence(error)] += 1
    return outcomes


def _hurt(data: bytes, draw: Random) -> bytes:
    """Return bytes damaged anywhere, or near their end, where parquet describes itself."""
    at = max(0, len(data) - 1500) if draw.random() < 0.4 else 0
    return data[:at] + damaged_bytes(data[at:], draw)


@cache
def _tables() -> list[tuple[Dataset, pa.Table]]:
    found = [
        (one, pa.Table.from_pylist([one.row(i) for i in range(ROWS)], schema=one.schema))
        for name, one in DATASETS.items()
        if one.schema is not None and name != "openr1_math"
    ]
    return [*found, (DATASETS["problems"], pa.Table.from_pylist(_typed(), schema=TYPED))]


def _typed() -> list[dict[str, Any]]:
    day = date(2024, 1, 27)
    return [
        {
            **{"statement": f"Add {i}.", "inputs": [f"{i}\n", "2"], "outputs": [f"{i}\n", "3"]},
            **{"contest_date": day, "memory_limit_mb": 256, "rating": 800.0 + i},
            **{"difficulty": "easy", "id": Decimal(i)},
        }
        for i in range(ROWS)
    ]


KINDS = {
    "parquet files": Kind(parquet),
    "JSON files": Kind(packed),
    "saved datasets": Kind(saved, share=4),
}
