"""A parquet column of very long strings, one value at a time.

Writers close a page after a fixed number of rows, 1,024 or more, so that of a shard of 55 rows of
8.7 MB every byte is in one page, mostly the dictionary's. pyarrow decodes that into three copies.
Here the page is decompressed once, laid aside in a temporary file, and freed: what stays in memory
is one value. The other columns are pyarrow's, which is told how long a repeated text is.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from tinylora.corpus.files.parquet_pages import DATA_V2, DICTIONARY, Page, hybrid, pages

LONG_CHUNK_BYTES = 64 * 2**20
LONG_VALUE_BYTES = 64 * 2**10
_PLAIN = 0
_BY_DICTIONARY = {2, 8}
_CODECS = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "BROTLI"}
_KNOWN = {"PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY", "RLE", "BIT_PACKED"}


def is_long(chunk: pq.ColumnChunkMetaData, column: pq.ColumnSchema) -> bool:
    """Tell whether a column chunk is better read here: a flat one of long strings, large in all."""
    size = chunk.total_uncompressed_size
    return (
        size >= LONG_CHUNK_BYTES
        and size >= LONG_VALUE_BYTES * chunk.num_values
        and chunk.physical_type == "BYTE_ARRAY"
        and chunk.compression in _CODECS
        and _KNOWN.issuperset(chunk.encodings)
        and column.max_repetition_level == 0
        and column.max_definition_level <= 1
    )


def long_strings(
    path: Path, chunk: pq.ColumnChunkMetaData, column: pq.ColumnSchema
) -> Iterator[bytes | None]:
    """Yield the values of a column chunk that `is_long`, as the bytes they are stored in.

    Raises:
        OSError, ValueError, LookupError, pa.ArrowException: the file holds something else.
    """
    nullable = column.max_definition_level == 1
    dictionary: list[_Place] = []
    with path.open("rb") as file, ExitStack() as spills:
        for page in pages(file, chunk):
            spill = spills.enter_context(tempfile.TemporaryFile())
            if page.kind == DICTIONARY:
                dictionary = _spilled(_bytes(page.body), spill)
                continue
            present, body = _presence(page, nullable)
            if page.encoding == _PLAIN:
                places = _spilled(body, spill)
            elif page.encoding in _BY_DICTIONARY:
                indices = hybrid(body[1:], body[0], sum(present)) if any(present) else []
                places = [dictionary[index] for index in indices]
            else:
                raise ValueError(f"a page of {chunk.path_in_schema} in encoding {page.encoding}")
            if len(present) != page.values or len(places) != sum(present):
                raise ValueError(f"a page of {chunk.path_in_schema} lacks values")
            del page, body
            yield from _values(present, places)


def longest_repeated(file: IO[bytes], chunk: pq.ColumnChunkMetaData) -> int:
    """Return the bytes of the longest text that a chunk states once for many values; 0: none.

    Each of those values is that text again once it is decoded, which no size of the chunk counts.

    Raises:
        ValueError, IndexError, pa.ArrowException: the file holds something else.
    """
    by_dictionary = "PLAIN_DICTIONARY" in chunk.encodings or "RLE_DICTIONARY" in chunk.encodings
    if not by_dictionary or chunk.physical_type != "BYTE_ARRAY" or chunk.compression not in _CODECS:
        return 0
    for page in pages(file, chunk):
        return max(_sizes(_bytes(page.body)), default=0) if page.kind == DICTIONARY else 0
    return 0


def _values(present: Sequence[int], places: Sequence["_Place"]) -> Iterator[bytes | None]:
    remaining = iter(places)
    for is_present in present:
        yield next(remaining).read() if is_present else None


def _presence(page: Page, nullable: bool) -> tuple[list[int], memoryview]:
    """Return 1 for each value that is there and 0 for each null, and what follows in the page."""
    body = _bytes(page.body)
    if not nullable:
        return [1] * page.values, body
    if page.kind == DATA_V2:
        return hybrid(page.levels, 1, page.values), body
    end = 4 + int.from_bytes(body[:4], "little")
    return hybrid(body[4:end], 1, page.values), body[end:]


def _bytes(buffer: pa.Buffer) -> memoryview:
    return memoryview(buffer).cast("B")  # Arrow's own view is of signed bytes


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value lies in a spilled page."""

    file: IO[bytes]
    start: int
    size: int

    def read(self) -> bytes:
        return os.pread(self.file.fileno(), self.size, self.start)


def _spilled(body: memoryview, file: IO[bytes]) -> list[_Place]:
    """Write a page of plain values to `file` and return where each one is."""
    places, at = [], 0
    for size in _sizes(body):
        at += 4 + size
        places.append(_Place(file, at - size, size))
    file.write(body)
    file.flush()
    return places


def _sizes(body: memoryview) -> Iterator[int]:
    """Yield the bytes of each plain value of a page."""
    at = 0
    while at < len(body):
        size = int.from_bytes(body[at : at + 4], "little")
        at += 4 + size
        yield size
    if at != len(body):
        raise ValueError("a value goes on after its page")
