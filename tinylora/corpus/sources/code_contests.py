"""code_contests: statements, limits, ratings, and public, private and generated tests by columns.

Parquet, `data/SPLIT-NNNNN-of-NNNNN-HASH.parquet` on the hub. Enums are numbered as the hub's copy
numbers them, which is not as the original protocol buffer does. Zero and '' mean unknown. The
solutions, most of the bytes, are only read where the settings keep some.
"""

import re

from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.code_contests_columns import (
    difficulty,
    extra,
    megabytes,
    seconds,
    tags,
)
from tinylora.corpus.sources.code_contests_solutions import COLUMNS, solutions
from tinylora.corpus.sources.reader import (
    Reader,
    Row,
    content_id,
    member,
    optional_text,
    positive_int,
    text,
)
from tinylora.problem import IoMode, Origin, Problem, Refused, RejectReason, TestCase

_PAIRS = {"input": ["string"], "output": ["string"]}
NEEDED = {
    "name": "string",
    "description": "string",
    "public_tests": _PAIRS,
    "private_tests": _PAIRS,
    "generated_tests": _PAIRS,
    "source": "int",
    "difficulty": "int",
    "cf_contest_id": "int",
    "cf_index": "string",
    "cf_rating": "int",
    "cf_tags": ["string"],
    "time_limit": {"seconds": "int", "nanos": "int"},
    "memory_limit_bytes": "int",
    "input_file": "string",
    "output_file": "string",
}
OPTIONAL = {
    "cf_points": ("float", "int"),
    "is_description_translated": "bool",
    "untranslated_description": "string",
}

_ORIGINS = (
    ("public_tests", Origin.PUBLIC),
    ("private_tests", Origin.PRIVATE),
    ("generated_tests", Origin.GENERATED),
)
_TITLE = re.compile(r"^\d+_[A-Z]\d?\. (?=\S)")


def problem(row: Row, source: SourceSettings, settings: CorpusSettings) -> Problem:
    """Return the problem of one row.

    Raises:
        Refused: no statement, a statement that leans on an image, no or unpaired tests, a bad type.
    """
    statement = text(row, "description")
    if not statement.strip():
        raise Refused(RejectReason.EMPTY_STATEMENT, statement)
    if "<image>" in _before_note(statement):
        at = statement.index("<image>")
        raise Refused(RejectReason.IMAGE_STATEMENT, statement[max(0, at - 150) : at + 150])
    name = optional_text(row, "name")
    files = {key: optional_text(row, key) for key in ("input_file", "output_file")}
    return Problem(
        dataset=source.dataset,
        config=source.config,
        split=source.split,
        native_id=name or content_id(statement),
        title=_TITLE.sub("", name or ""),
        statement=statement,
        language="en",
        test_cases=_test_cases(row),
        io_mode=IoMode.FILE if any(files.values()) else IoMode.STDIN,
        difficulty=difficulty(row),
        cf_rating=positive_int(row, "cf_rating"),
        time_limit_s=seconds(row),
        memory_limit_mb=megabytes(row),
        tags=tags(row),
        solutions=solutions(row, settings.trust.solutions_kept),
        extra=extra(row) | {key: value for key, value in files.items() if value},
    )


def native_id(row: Row) -> str | None:
    """Return the source's name of a row."""
    name = row.get("name")
    return name if isinstance(name, str) and name.strip() else None


def patterns(config: str, split: str) -> tuple[str, ...]:
    """Return where rows lie: only config "default"; train, valid and test."""
    return (f"data/{split}-*.parquet",) if config == "default" else ()


def _before_note(statement: str) -> str:
    """Return all but the note: a picture that explains a sample may be missing."""
    return re.split(r"\n\s*Note\s*\n", statement, maxsplit=1)[0]


def _test_cases(row: Row) -> tuple[TestCase, ...]:
    cases = tuple(case for column, origin in _ORIGINS for case in _pairs(row, column, origin))
    if not cases:
        raise Refused(RejectReason.NO_TEST_CASES, "public, private and generated tests are empty")
    return cases


def _pairs(row: Row, column: str, origin: Origin) -> list[TestCase]:
    tests = member(row, column, dict) or {}
    inputs, outputs = (member(tests, side, list) or [] for side in ("input", "output"))
    if len(inputs) != len(outputs):
        counts = f"{column} has {len(inputs)} inputs and {len(outputs)} outputs"
        raise Refused(RejectReason.UNPAIRED_TEST_CASES, counts)
    if not all(isinstance(part, str) for part in (*inputs, *outputs)):
        raise Refused(RejectReason.WRONG_TYPE, f"{column} holds something that is no text")
    return [TestCase(i, o, origin) for i, o in zip(inputs, outputs, strict=True)]


READER = Reader(patterns, lambda config: NEEDED, problem, native_id, OPTIONAL, COLUMNS)
