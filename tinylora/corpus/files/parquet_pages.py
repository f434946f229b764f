"""The pages of one parquet column chunk, one at a time, as the format defines them.

pyarrow has no door to single pages. Only what `long_strings` needs is here: page headers,
decompression, and the hybrid of runs and bit-packed groups that holds levels and dictionary
indices. https://parquet.apache.org/docs/file-format/

Thrift's compact protocol as far as parquet's page headers use it: read, not written.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

import mmap
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

DATA, DICTIONARY, DATA_V2 = 0, 2, 3
_HEADER_OF = {DATA: 5, DICTIONARY: 7, DATA_V2: 8}
DROP_EVERY_S = 0.02
SMALL_BYTES = 2**20
"""A page that says no more of itself is not held against its chunk: writers may be careless."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page. Its header by Thrift field ids."""

    kind: int
    values: int
    """Values in it, nulls included."""
    encoding: int
    levels: bytes
    """Definition levels of a DATA_V2 page, which are never compressed; else empty."""
    body: pa.Buffer


def pages(file: IO[bytes], chunk: pq.ColumnChunkMetaData) -> Iterator[Page]:
    """Yield the pages of a flat column chunk; whoever keeps none has one of them in memory.

    Raises:
        ValueError, IndexError, pa.ArrowException: the bytes are not such pages.
    """
    at, found = _start(chunk), 0
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        while found < chunk.num_values:
            header, start = struct(mapped, at)
            kind, whole, stored = (_number(header, name) for name in (1, 2, 3))
            at = start + stored
            if stored < 0:
                raise ValueError(f"a page of {stored} bytes")
            about = header.get(_HEADER_OF.get(kind, -1))
            if about is None:  # an index page, or a kind that a later format added
                continue
            values, encoding = _number(about, 1), _number(about, 4 if kind == DATA_V2 else 2)
            levels, codec = b"", chunk.compression
            if kind == DATA_V2:
                levels = mapped[start : start + _number(about, 5)]
                codec = codec if about.get(7, True) else "UNCOMPRESSED"
            if values < 0:
                raise ValueError(f"a page of {values} values")
            found += values if kind != DICTIONARY else 0
            if found > chunk.num_values:
                raise ValueError(f"pages of {found} values, not {chunk.num_values}")
            start, size = start + len(levels), whole - len(levels)
            if codec == "UNCOMPRESSED":
                body = pa.py_buffer(os.pread(file.fileno(), at - start, start))
            else:
                body = _decompressed(mapped, start, at, size, codec)
            yield Page(kind, values, encoding, levels, body)
            del body


def check_pages(file: IO[bytes], chunk: pq.ColumnChunkMetaData) -> None:
    """Hold that no page of a chunk says that it unpacks into more than the whole chunk.

    Whoever unpacks a page makes room for what it says first: a byte flipped there is 2 GB.

    Raises:
        ValueError, IndexError: one does, or the bytes are no pages.
    """
    if not chunk.num_values:  # of a group without rows: it may have no page, and no place of one
        return
    at = _start(chunk)
    end, most = at + chunk.total_compressed_size, max(chunk.total_uncompressed_size, SMALL_BYTES)
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        while at < end:
            header, start = struct(mapped, at)
            whole, stored = _number(header, 2), _number(header, 3)
            if not 0 <= whole <= most or stored < 0:
                raise ValueError(f"a page of {stored} bytes that says it unpacks into {whole}")
            at = start + stored


def _start(chunk: pq.ColumnChunkMetaData) -> int:
    with_dictionary = chunk.has_dictionary_page and chunk.dictionary_page_offset > 0
    offsets = chunk.data_page_offset, chunk.dictionary_page_offset if with_dictionary else None
    return min(offset for offset in offsets if offset is not None)


def _number(header: object, name: int) -> int:
    """Return a number of a header that may be anything."""
    value = header.get(name) if isinstance(header, dict) else None
    if type(value) is not int:  # a flag is one to Python
        raise ValueError(f"a page header whose field {name} is {value!r:.40}")
    return value


def _decompressed(mapped: mmap.mmap, start: int, end: int, size: int, codec: str) -> pa.Buffer:
    if size == 0:
        return pa.py_buffer(b"")
    with memoryview(mapped) as view, view[start:end] as part, _dropping(mapped):
        # The system's pool gives a large buffer back the moment it is freed; the default one waits.
        return pa.Codec(codec.lower()).decompress(part, size, memory_pool=pa.system_memory_pool())


@contextmanager
def _dropping(mapped: mmap.mmap) -> Iterator[None]:
    """Let go of the file's bytes again and again while they are read from end to end.

    Nothing is lost, the file holds them; but a mapped page counts as memory of the process, and
    a compressed page of hundreds of megabytes would stand beside what it is decompressed into.
    """
    done = threading.Event()

    def drop() -> None:
        while not done.wait(DROP_EVERY_S):
            mapped.madvise(mmap.MADV_DONTNEED)

    thread = threading.Thread(target=drop, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        mapped.madvise(mmap.MADV_DONTNEED)


def hybrid(data: Any, width: int, count: int) -> list[int]:
    """Return `count` numbers of `width` bits from runs and bit-packed groups of eight."""
    return list(islice(_hybrid(data, width), count))


def _hybrid(data: Any, width: int) -> Iterator[int]:
    at, size = 0, (width + 7) // 8
    while at < len(data):
        head, at = varint(data, at)
        if head & 1:
            packed = int.from_bytes(bytes(data[at : at + (head >> 1) * width]), "little")
            at += (head >> 1) * width
            for _ in range((head >> 1) * 8):
                yield packed & ((1 << width) - 1)
                packed >>= width
        else:
            value = int.from_bytes(bytes(data[at : at + size]), "little")
            at += size
            for _ in range(head >> 1):
                yield value


def struct(data: Any, at: int) -> tuple[dict[int, Any], int]:
    """Return the members of the struct that starts at `at` by field id, and where it ends.

    Raises:
        ValueError, IndexError: no struct of numbers, flags, bytes and structs is there.
    """
    fields: dict[int, Any] = {}
    field = 0
    while kind := data[at]:
        at += 1
        if kind >> 4:
            field += kind >> 4
        else:
            field, at = _zigzag(data, at)
        fields[field], at = _value(data, at, kind & 15)
    return fields, at + 1


def _value(data: Any, at: int, kind: int) -> tuple[Any, int]:
    if kind in (1, 2):
        return kind == 1, at
    if kind == 3:
        return data[at], at + 1
    if kind in (4, 5, 6):
        return _zigzag(data, at)
    if kind == 7:
        return bytes(data[at : at + 8]), at + 8
    if kind == 8:
        size, at = varint(data, at)
        return bytes(data[at : at + size]), at + size
    if kind == 12:
        return struct(data, at)
    raise ValueError(f"a page header with a field of Thrift type {kind}")


def _zigzag(data: Any, at: int) -> tuple[int, int]:
    number, at = varint(data, at)
    return (number >> 1) ^ -(number & 1), at


def varint(data: Any, at: int) -> tuple[int, int]:
    """Return the number of seven bits a byte that starts at `at`, and where it ends.

    Raises:
        ValueError, IndexError: it does not end there.
    """
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return number, at
        if shift > 63:
            raise ValueError("a number of more than 64 bits")
