"""Raw rows out of raw files, lazily: parquet in record batches bounded by bytes, JSON by element.

Nothing holds a whole file: of parquet, a batch and one page of each needed column are in memory (a
page is as large as its writer made it, so those of very long strings are read by `long_strings`).
Every row yields one item: the row, or `Unreadable` where the bytes of that row alone are damaged. A
file that is damaged as a whole (truncated, not parquet, broken JSON array) raises: its remaining
rows cannot be counted.

JSON may be an array or several, lines, or objects of several lines each, whose first line no object
can end in ("{", "[" or a comma), in UTF-8 or UTF-16, plain or compressed by gzip or zstd: the first
bytes tell, not the name. A folder that save_to_disk wrote stands for the rows of its Arrow files.
"""

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tinylora.corpus.files.long_strings import is_long, long_strings, longest_repeated
from tinylora.corpus.files.parquet_pages import check_pages
from tinylora.corpus.files.saved_datasets import saved_batches, saved_columns
from tinylora.corpus.files.schema import Columns, arrow_columns, json_columns
from tinylora.display import excerpt
from tinylora.errors import SourceMissing
from tinylora.problem import RejectReason

BATCH_BYTES = 16 * 2**20
"""Decoded bytes of the needed columns per record batch, on average over a row group."""
MAX_BATCH_ROWS = 1024
JSON_CHUNK = 2**20
"""Characters read at a time."""
LONGEST_TOKEN = 16
"""Characters of a JSON token other than a string or number, such as a pair of \\u escapes: one cut
short by the end of a chunk is wrong no further from it."""
SCHEMA_ROWS = 100
"""JSON states no schema: this many first objects stand for it."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row whose bytes do not decode."""

    reason: RejectReason
    excerpt: str


def columns_of(path: Path) -> Columns:
    """Return the kinds of a raw file's columns.

    Raises:
        SourceMissing: the file does not open, or has rows and none of them is an object.
    """
    if path.is_dir():
        return saved_columns(path)
    if path.suffix == ".parquet":
        with _parquet(path) as (_, columns):
            return columns
    others: list[Any] = []
    columns = json_columns(islice(_objects(path, others), SCHEMA_ROWS))
    if others and not columns:
        first = others[0]
        why = first.excerpt if isinstance(first, Unreadable) else f"it is {first!r}"
        raise SourceMissing(
            f"{path}: no row is a JSON object. Its first one: {excerpt(why)}. Give a file of JSON "
            "objects in UTF-8 (iconv converts other encodings)"
        )
    return columns


def _objects(path: Path, others: list[Any]) -> Iterator[Any]:
    """Yield the rows that are objects; the first one that is not goes into `others`."""
    for row in _json_rows(path):
        if isinstance(row, dict):
            yield row
        elif not others:
            others.append(row)


def raw_rows(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    """Yield a file's rows as Python objects, `Unreadable` for a row that does not decode.

    Args:
        path: a .parquet file, one of JSON (an array, a value a line, or values in a row), or the
            folder of one split that save_to_disk wrote.
        columns: the columns to read; unless it is JSON, no others are decoded.

    Raises:
        SourceMissing: the file does not open, or breaks off.
    """
    if path.is_dir():
        return _saved_rows(path, columns)
    return _parquet_rows(path, columns) if path.suffix == ".parquet" else _json_rows(path)


def _saved_rows(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    for batch in saved_batches(path, columns, BATCH_BYTES, MAX_BATCH_ROWS):
        yield from _rows_of(batch)


_DAMAGE = (pa.ArrowException, OSError, ValueError, LookupError, OverflowError, RecursionError)
"""What reading a damaged parquet file raises, here and in pyarrow."""


@contextmanager
def _parquet(path: Path) -> Iterator[tuple[pq.ParquetFile, Columns]]:
    """Open a parquet file; gives it and its columns, whose names a damaged one may not have."""
    with ExitStack() as opened:
        try:
            # A buffer and no pre-buffering: column chunks stream page by page instead of being
            # fetched whole, which for single-row-group files of long rows is gigabytes.
            made = pq.ParquetFile(path, buffer_size=2**20, pre_buffer=False)
            file = opened.enter_context(made)
            columns = arrow_columns(file.schema_arrow)
        except _DAMAGE as error:
            raise _broken(path, error) from error
        yield file, columns


def _parquet_rows(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    with _parquet(path) as (file, names):
        present = [name for name in names if name in columns]
        for group in range(file.metadata.num_row_groups):
            try:
                yield from _group_rows(path, file, group, present)
            except _DAMAGE as error:
                raise _broken(path, error) from error


def _group_rows(path: Path, file: pq.ParquetFile, group: int, columns: list[str]) -> Iterator[Any]:
    about = file.metadata.row_group(group)
    long = {}
    with path.open("rb") as raw:
        for i in range(about.num_columns):
            chunk, column = about.column(i), file.schema.column(i)
            if _is_of(column.path, columns):
                check_pages(raw, chunk)
            if column.path in columns and is_long(chunk, column):
                long[column.path] = long_strings(path, chunk, column)
        short = [name for name in columns if name not in long]
        batch_rows, rows = _rows_per_batch(raw, about, short), 0
    for batch in file.iter_batches(batch_rows, row_groups=[group], columns=short):
        rows += batch.num_rows
        for row in _rows_of(batch):
            yield _with_long(row, {name: _next(name, values) for name, values in long.items()})
    if rows != about.num_rows:
        raise ValueError(f"{rows} rows where {about.num_rows} were written")


def _next(column: str, values: Iterator[bytes | None]) -> bytes | None:
    for value in values:
        return value
    raise ValueError(f"column {column} ends before the others")


def _with_long(row: Any, long: dict[str, bytes | None]) -> Any:
    if isinstance(row, Unreadable):
        return row
    try:
        texts = {n: v if v is None else v.decode() for n, v in long.items()}
        return row | texts
    except UnicodeDecodeError as error:
        return Unreadable(RejectReason.UNSTORABLE_TEXT, f"not UTF-8: {error}")


def _is_of(path: str, columns: Sequence[str]) -> bool:
    """Tell whether a leaf of the schema is one of these columns, whose names may have dots."""
    return any(path == name or path.startswith(f"{name}.") for name in columns)


def _rows_per_batch(file: IO[bytes], group: pq.RowGroupMetaData, columns: Sequence[str]) -> int:
    chunks = (group.column(i) for i in range(group.num_columns))
    size = sum(
        c.total_uncompressed_size + c.num_values * longest_repeated(file, c)
        for c in chunks
        if _is_of(c.path_in_schema, columns)
    )
    return max(1, min(MAX_BATCH_ROWS, BATCH_BYTES * group.num_rows // max(size, 1)))


def _rows_of(batch: pa.RecordBatch) -> list[Any]:
    try:
        return batch.to_pylist()
    except (ValueError, OverflowError) as error:  # no UTF-8, or a day that Python has not
        if batch.num_rows == 1:
            is_text = isinstance(error, UnicodeDecodeError)
            reason = RejectReason.UNSTORABLE_TEXT if is_text else RejectReason.WRONG_TYPE
            return [Unreadable(reason, f"not UTF-8: {error}" if is_text else str(error))]
        return [row for i in range(batch.num_rows) for row in _rows_of(batch.slice(i, 1))]


def _json_rows(path: Path) -> Iterator[Any]:
    try:
        with _text(path) as handle:
            first = handle.read(1)
            while first.isspace():
                first = handle.read(1)
            if first == "[":
                yield from _array(handle, path)
                return
            line, below = first + handle.readline(), handle.readline()
            if _goes_on(line, below):
                yield from _array(handle, path, line + below)
            else:
                yield from _lines(chain((line, below), handle))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _broken(path, error) from error


def _text(path: Path) -> IO[str]:
    """Open a file of JSON as text.

    Bytes that are not of its encoding become lone surrogates: their row is refused later, not the
    file. A line ends with a line feed: a bare carriage return is a character of its row.
    """
    with path.open("rb") as file:
        kind = file.read(4)
    if kind.startswith(b"\x1f\x8b"):
        stream = gzip.GzipFile(path)
    elif kind == b"\x28\xb5\x2f\xfd":
        stream = io.BufferedReader(pa.input_stream(path, compression="zstd"))
    else:
        stream = path.open("rb")
    return io.TextIOWrapper(
        stream, _encoding(stream.peek(4)[:4]), errors="surrogateescape", newline="\n"
    )


def _encoding(first: bytes) -> str:
    """Return the encoding of JSON, whose first two characters are ASCII or follow a mark."""
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(first) == 4 and first[1] == first[3] == 0 != first[0]:
        return "utf-16-le"
    return "utf-16-be" if len(first) == 4 and first[0] == first[2] == 0 != first[1] else "utf-8-sig"


def _goes_on(line: str, below: str) -> bool:
    """Tell whether an object is laid out over several lines, and not cut: a row stands below."""
    if not (line.startswith("{") and line.rstrip().endswith(("{", "[", ","))):
        return False
    try:
        _DECODER.decode(below)
    except (ValueError, RecursionError):
        return True
    return False


def _lines(lines: Iterable[str]) -> Iterator[Any]:
    for line in lines:
        if _FOREIGN.search(line):
            yield _foreign(line)
        elif line.strip():
            try:
                yield _DECODER.decode(line)
            except (ValueError, RecursionError) as error:
                yield from _in_a_row(line) or [
                    Unreadable(RejectReason.BROKEN_JSON, f"{error}: {line[:200]}")
                ]


def _in_a_row(line: str) -> list[Any]:
    """Return the objects that a line holds one after another; none where it holds anything else."""
    values, at = [], 0
    try:
        while at < len(line):
            value, end = _DECODER.raw_decode(line, at)
            values.append(value)
            at = _BETWEEN.match(line, end).end()
    except (ValueError, RecursionError):
        return []
    return values if all(isinstance(value, dict) for value in values) else []


def _foreign(text: str) -> Unreadable:
    shown = text[:200].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Unreadable(RejectReason.UNSTORABLE_TEXT, f"not UTF-8: {shown}")


def _array(handle: IO[str], path: Path, opening: str = "") -> Iterator[Any]:
    """Yield the elements of a JSON array whose opening bracket is read, a chunk in memory.

    Arrays that follow it are read like one: somebody put files together, or wrote one a batch.
    With `opening`, what was read already: of values in a row up to the end of the file.
    """
    buffer, at, rows, ended = opening, 0, 0, False
    while True:
        at = _BETWEEN.match(buffer, at).end()
        if buffer.startswith("]", at) and not opening:
            at += 1
            while (at := _BLANKS.match(buffer, at).end()) == len(buffer):
                buffer, at = handle.read(JSON_CHUNK), 0
                if not buffer:
                    return
            if buffer[at] != "[":
                raise SourceMissing(
                    f"{path} goes on after its array of {rows} rows, and not with another array "
                    f"({excerpt(buffer[at : at + 40])}): give one array, or one object a line"
                )
            at += 1
            continue
        if opening and ended and at == len(buffer):
            return
        try:
            value, end = _DECODER.raw_decode(buffer, at)
            if end == len(buffer) and not ended:  # a number could go on in the next chunk
                raise ValueError("more to come")
        except (ValueError, RecursionError) as error:
            if ended or _is_broken(error, buffer):
                raise SourceMissing(
                    f"{path} breaks off or is broken after {rows} rows ({error}): "
                    "remove it and fetch it again"
                ) from error
            # Doubling keeps the retries of one long element linear in its length.
            more = handle.read(max(JSON_CHUNK, len(buffer) - at))
            buffer, at, ended = buffer[at:] + more, 0, not more
            continue
        yield _foreign(buffer[at:end]) if _FOREIGN.search(buffer, at, end) else value
        at, rows = end, rows + 1


def _is_broken(error: Exception, buffer: str) -> bool:
    """Tell whether more characters could not mend an element that does not decode."""
    if isinstance(error, json.JSONDecodeError):
        is_open = error.msg.startswith("Unterminated string")  # which is placed at its beginning
        return not is_open and error.pos < len(buffer) - LONGEST_TOKEN
    return isinstance(error, RecursionError)


def _int(digits: str) -> int | str:
    """Return a JSON integer; one longer than Python converts stays text, and is refused as such."""
    return int(digits) if len(digits) < 4000 else digits


_BLANKS = re.compile(r"[ \t\r\n]*")
_BETWEEN = re.compile(r"[ \t\r\n,]*")
_FOREIGN = re.compile("[\udc80-\udcff]")
"""Bytes that are not of the file's encoding, as they are read."""
_DECODER = json.JSONDecoder(parse_int=_int, strict=False)
"""Not strict: raw control characters are what a source wrote, not the end of its file."""


def _broken(path: Path, error: Exception) -> SourceMissing:
    return SourceMissing(
        f"{path} does not read as {path.suffix or 'a data file'} ({excerpt(str(error))}): "
        "remove it and fetch it again"
    )
