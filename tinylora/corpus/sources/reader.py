"""What a dataset's reader is, and the border where raw rows turn into records.

A reader is one small file: which raw files belong to a (config, split), which columns they must
have, and how one raw row becomes a Problem. Whatever is wrong with a row is raised as `Refused`
with a reason from the closed list; `readers.read` turns it into a Reject, so a bad row is an answer
and never the end of a load.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from tinylora.corpus.files.raw_files import columns_of, raw_rows
from tinylora.corpus.files.schema import Columns
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.identity import sha256
from tinylora.problem import Problem, Refused, Reject, RejectReason

Row = Mapping[str, Any]

INT32_MAX = 2**31 - 1
_TITLE_LENGTH = 80

T = TypeVar("T")


@dataclass(frozen=True)
class Reader:
    """One dataset: where its rows lie, what they must look like, what they mean."""

    patterns: Callable[[str, str], tuple[str, ...]]
    """(config, split) to glob patterns inside the hub's repository; none: no such config or
    split."""
    needed: Callable[[str], Columns]
    """config to the columns it cannot do without."""
    problem: Callable[[Row, SourceSettings, CorpusSettings], Problem]
    """Raises Refused."""
    native_id: Callable[[Row], str | None]
    """The source's own name for a row, as far as a possibly broken row tells. Never raises."""
    optional: Columns = field(default_factory=dict)
    """Columns read where they are present; their type is held to as well."""
    solutions: Columns = field(default_factory=dict)
    """Further such columns: those of solutions, read only where the settings keep some."""
    answer_language: str = "c++"
    """What its problems are answered in where a row does not say otherwise: a name in
    judge/languages/registry.py."""
    configs: tuple[str, ...] = ("default",)
    """The dataset's configurations, as the hub names them."""
    statement: Callable[[Row], str | None] = lambda row: None
    """The statement of a row that may be broken, for people who look into what was refused. Never
    raises."""
    split: Callable[[Row], str | None] = lambda row: None
    """The split a row says it is of; one of another split than the source's is passed over. None:
    it does not say, and its file does. Never raises."""
    unique_ids: bool = False
    """A second row of one native id is a duplicate, whatever else it says."""
    check: Callable[[Mapping[Path, Columns]], None] = lambda columns: None
    """Holds the columns of all files against what `needed` cannot say. Raises SchemaDrift."""
    for_source: Callable[[SourceSettings], "Reader"] | None = None
    """Makes the reader of a source whose settings say which its files are and what their columns
    are called. None: the dataset has files and columns of its own."""
    files: Callable[[Path], tuple[Path, ...]] | None = None
    """What holds the rows of a local path, where that is no raw file: packages, each a folder or an
    archive. Raises SourceMissing where there is none."""
    columns_of: Callable[[Path], Columns] = columns_of
    """The kinds of a file's columns."""
    rows_of: Callable[[Path, Sequence[str]], Iterator[Any]] = raw_rows
    """A file's rows, of these columns; `Unreadable` where one does not decode."""

    def welcome(self, settings: CorpusSettings) -> Columns:
        """Return the columns that these settings read where they are present."""
        kept = self.solutions if settings.trust.solutions_kept else {}
        return {**self.optional, **kept}


@dataclass(frozen=True, slots=True)
class RefusedRow(Reject):
    """A row refused, with its whole statement where it shows one."""

    statement: str | None = None


def member(row: Row, column: str, kind: type[T]) -> T | None:
    """Return a column of one Python type, None where it is missing or null.

    Raises:
        Refused: it is something else (True and False are no whole numbers).
    """
    value = row.get(column)
    if value is None or (isinstance(value, kind) and not (kind is int and isinstance(value, bool))):
        return value
    found = f"{column} is {type(value).__name__}, not {kind.__name__}: {value!r:.200}"
    raise Refused(RejectReason.WRONG_TYPE, found)


def text(row: Row, column: str) -> str:
    """Return a string column.

    Raises:
        Refused: it is missing, null or something else.
    """
    value = member(row, column, str)
    if value is None:
        raise Refused(RejectReason.MISSING_FIELD, f"{column} is missing or null")
    return value


def shown_text(row: Row, column: str) -> str | None:
    """Return the text of a row that may be broken, None where the column holds none. No error."""
    value = row.get(column)
    return value if isinstance(value, str) else None


def shown_name(row: Row, column: str) -> str | None:
    """Return the name that a row has in a column, None where that is blank. No error."""
    name = shown_text(row, column)
    return name if name and name.strip() else None


def optional_text(row: Row, column: str) -> str | None:
    """Return a string column, None where the source does not know (missing, null, blank).

    Raises:
        Refused: it is neither text nor null.
    """
    value = member(row, column, str)
    return value if value and value.strip() else None


def plain(value: Any) -> Any:
    """Return a decimal, as parquet holds numbers of many programs, as the number it is."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def positive_int(row: Row, column: str, most: int = INT32_MAX) -> int | None:
    """Return a whole number in 1..`most`, None where the source does not know (zero, null).

    Raises:
        Refused: it is not a whole number.
    """
    value = member(row, column, int)
    return value if value is not None and 0 < value <= most else None


def content_id(statement: str) -> str:
    """Return a native id for a row that has none: 16 hex digits over its statement."""
    return f"sha-{sha256(statement)[:16]}"


def first_line(statement: str) -> str:
    """Return a title for a statement whose source has none."""
    return statement.strip().partition("\n")[0].strip(" #*")[:_TITLE_LENGTH]
