"""Raw rows become records, in one way whatever the dataset.

    files -> schema held against the reader's columns -> rows -> one Problem or Reject a row

`kept + rejected = read`, always.
"""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tinylora.corpus.files.raw_files import Unreadable, columns_of
from tinylora.corpus.files.schema import Columns, check_columns
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reader import Reader, RefusedRow
from tinylora.corpus.sources.readers import reader_for
from tinylora.errors import SettingsError, SourceMissing
from tinylora.identity import fingerprint
from tinylora.problem import Problem, Refused, RejectReason

EXCERPT = 300
"""Characters of a refused row that are kept."""


def read(
    source: SourceSettings, files: Sequence[Path], settings: CorpusSettings
) -> Iterator[Problem | RefusedRow]:
    """Return one record per raw row of `files`, lazily; all schemas are checked first.

    Of a source with `rows`, one record per row of that slice; those before it are passed over and
    those after it are not read.

    Raises:
        SchemaDrift: a file lacks a column the reader needs, or has it with another type.
        SourceMissing: a file does not open, holds no JSON object, or (while iterating) breaks off;
            or all of them are empty.
        SettingsError: (while iterating) the split ends before `rows` begin.
    """
    reader = reader_for(source)
    also = reader.welcome(settings)
    columns = {path: reader.columns_of(path) for path in files}
    if files and not any(columns.values()):
        raise SourceMissing(f"{files[0]} holds no row: it is empty; fetch it again")
    for path, found in columns.items():
        if found:  # an empty file beside others takes nothing away
            check_columns(path, found, reader.needed(source.config), also)
    reader.check({path: found for path, found in columns.items() if found})
    return _records(reader, source, files, settings)


def schema_fingerprint(
    files: Sequence[Path], columns: Callable[[Path], Columns] = columns_of
) -> str:
    """Return 16 hex digits over the columns and kinds seen; shards that agree count once."""
    kinds = [columns(path) for path in files]
    return fingerprint([kind for i, kind in enumerate(kinds) if kind not in kinds[:i]])


def _records(
    reader: Reader, source: SourceSettings, files: Sequence[Path], settings: CorpusSettings
) -> Iterator[Problem | RefusedRow]:
    seen: set[str] = set()
    columns = [*reader.needed(source.config), *reader.welcome(settings)]
    for place, row in _rows(reader, source, files, columns):
        record = _record(reader, row, source, settings, place)
        if isinstance(record, Problem):
            key = record.native_id if reader.unique_ids else record.problem_key
            if key in seen:
                reason, shown = RejectReason.DUPLICATE_ROW, record.title
                record = _reject(source, record.native_id, reason, shown, "filter")
            else:
                seen.add(key)
        yield record


def _rows(
    reader: Reader, source: SourceSettings, files: Sequence[Path], columns: Sequence[str]
) -> Iterator[tuple[str, Any]]:
    """Yield the raw rows of the source, each with its place: its file and its number there.

    Raises:
        SourceMissing: every row says that it is of another split.
        SettingsError: the split ends before `source.rows` begin.
    """
    every = _of_split(reader, source, files, columns)
    if source.rows is None:
        yield from every
        return
    start, stop = source.rows
    passed_over = sum(1 for _ in islice(every, start))
    chosen = list(islice(every, 1))
    if not chosen:
        raise SettingsError(
            f"{source.dataset}: rows [{start}, {stop}] begin after the end of the split "
            f"{source.split}, which holds {passed_over}; give a smaller start"
        )
    yield from chosen
    yield from islice(every, stop - start - 1)


def _of_split(
    reader: Reader, source: SourceSettings, files: Sequence[Path], columns: Sequence[str]
) -> Iterator[tuple[str, Any]]:
    others: set[str] = set()
    is_empty = True
    for path in files:
        for ordinal, row in enumerate(reader.rows_of(path, columns)):
            split = reader.split(row) if isinstance(row, dict) else None
            if split in (None, source.split):
                is_empty = False
                yield f"{path.name}#{ordinal}", row
            else:
                others.add(split)
    if is_empty and others:
        raise SourceMissing(
            f"{source.dataset}: no row of {files[0]} is of split {source.split}; they say that "
            f"they are of {', '.join(sorted(others))[:200]}: name one of those"
        )


def _record(
    reader: Reader, row: Any, source: SourceSettings, settings: CorpusSettings, place: str
) -> Problem | RefusedRow:
    try:
        return _problem_or_reject(reader, row, source, settings, place)
    except RecursionError:
        why = "its values are nested deeper than Python follows"
        return _reject(source, place, RejectReason.TOO_LARGE, why)


def _problem_or_reject(
    reader: Reader, row: Any, source: SourceSettings, settings: CorpusSettings, place: str
) -> Problem | RefusedRow:
    if isinstance(row, Unreadable):
        return _reject(source, place, row.reason, row.excerpt)
    if not isinstance(row, dict):
        return _reject(source, place, RejectReason.NOT_A_ROW, repr(row)[:EXCERPT])
    try:
        return _storable(_in_window(reader.problem(row, source, settings), source))
    except Refused as refused:
        native_id, statement = reader.native_id(row) or place, reader.statement(row)
        return _reject(source, native_id, refused.reason, refused.excerpt, refused.stage, statement)


def _in_window(problem: Problem, source: SourceSettings) -> Problem:
    """Return a problem whose contest was on one of the source's days, or whose day is not known.

    Raises:
        Refused: its contest was before or after them.
    """
    day = problem.contest_date
    early = day and source.contests_from and day < source.contests_from
    late = day and source.contests_before and day >= source.contests_before
    if early or late:
        raise Refused(RejectReason.OUTSIDE_WINDOW, f"contest of {day}: {problem.title}", "filter")
    return problem


def _reject(
    source: SourceSettings,
    native_id: str,
    reason: RejectReason,
    excerpt: str,
    stage: str = "read",
    statement: str | None = None,
) -> RefusedRow:
    return RefusedRow(
        *(source.dataset, _prose(native_id)[:EXCERPT], stage, reason, _prose(excerpt[:EXCERPT])),
        statement=statement and _prose(statement),
    )


def _storable(problem: Problem) -> Problem:
    """Return the problem in text that UTF-8, Arrow and DuckDB can hold.

    Lone surrogates cannot be encoded and NULs end strings in too many places. Prose is cleaned of
    them; a test case is data and is refused rather than altered.

    Raises:
        Refused: a test case holds one.
    """
    for case in problem.test_cases:
        for part in (case.input, case.output):
            if not _is_storable(part):
                raise Refused(RejectReason.UNSTORABLE_TEXT, part)
    texts = {
        field.name: _clean(getattr(problem, field.name))
        for field in dataclasses.fields(problem)
        if field.name not in ("test_cases", "solutions")
    }
    changed = {name: new for name, new in texts.items() if new != getattr(problem, name)}
    return dataclasses.replace(problem, **changed) if changed else problem


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {_prose(name): _prose(member) for name, member in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_prose, value))
    return _prose(value) if type(value) is str else value


def _prose(text: str) -> str:
    if _is_storable(text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _is_storable(text: str) -> bool:
    if "\0" in text:
        return False
    try:
        text.isascii() or text.encode()
    except UnicodeEncodeError:
        return False
    return True
