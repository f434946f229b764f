"""code_contests: statements, limits, ratings, and public, private and generated tests by columns.

Parquet, `data/SPLIT-NNNNN-of-NNNNN-HASH.parquet` on the hub. Enums are numbered as the hub's copy
numbers them, which is not as the original protocol buffer does. Zero and '' mean unknown. The
solutions, most of the bytes, are only read where the settings keep some.

The small columns of a code_contests row: difficulty, limits, tags and what is kept as text.

The solutions of a code_contests row: a few of its C++ ones, right and wrong, to try tests with.

They are a bonus: what is missing, mistyped or of no use is passed over and never refuses the row.
Which ones are kept depends on nothing but their text, so that a larger choice contains a smaller.
"""

import math
import re
from decimal import Decimal
from itertools import islice
from numbers import Real
from typing import Any

from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reader import (
    INT32_MAX,
    Reader,
    Row,
    content_id,
    member,
    optional_text,
    positive_int,
    shown_name,
    shown_text,
    text,
)
from tinylora.corpus.statements.cut_tests import is_whole
from tinylora.corpus.statements.task_kind import other_task
from tinylora.identity import sha256
from tinylora.problem import IoMode, Origin, Problem, Refused, RejectReason, Solution, TestCase

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
_NOTE = re.compile(
    r"\n[ \t*#-]*(?:notes?|explanations?)(?: \d+| (?:for|of) [^\n:]{0,40})?[ \t*#-]*(?::|\n)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?:^|\n)[ \t*#-]*(?:(?:sample|example) )?(?:inputs?|outputs?|samples?|examples?)"
    r"(?: format| specification)?(?: \d+)?[ \t*#:-]*(?=\n)",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^\d+_[A-Z]\d?\. (?=\S)")


def problem(row: Row, source: SourceSettings, settings: CorpusSettings) -> Problem:
    """Return the problem of one row.

    Raises:
        Refused: no statement, a statement that leans on an image, not a task for one C++ program,
            no or unpaired tests, a bad type.
    """
    statement = text(row, "description")
    if not statement.strip():
        raise Refused(RejectReason.EMPTY_STATEMENT, statement)
    refuse_image(statement)
    if other := other_task(statement):
        raise Refused(*other, stage="extract")
    test_cases, dropped = _test_cases(row)
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
        test_cases=test_cases,
        io_mode=IoMode.FILE if any(files.values()) else IoMode.STDIN,
        difficulty=difficulty(row),
        cf_rating=positive_int(row, "cf_rating"),
        time_limit_s=seconds(row),
        memory_limit_mb=megabytes(row),
        tags=tags(row),
        solutions=solutions(row, settings.trust.solutions_kept),
        extra=extra(row)
        | {key: value for key, value in files.items() if value}
        | ({"dropped_pairs": str(dropped)} if dropped else {}),
    )


def native_id(row: Row) -> str | None:
    """Return the source's name of a row."""
    return shown_name(row, "name")


def statement(row: Row) -> str | None:
    """Return the statement of a row, None where it shows none."""
    return shown_text(row, "description")


def refuse_image(statement: str) -> None:
    """Refuse a statement that leans on an image."""
    if "<image>" in _before_note(statement):
        at = statement.index("<image>")
        raise Refused(RejectReason.IMAGE_STATEMENT, statement[max(0, at - 150) : at + 150])


def patterns(config: str, split: str) -> tuple[str, ...]:
    """Return where rows lie: only config "default"; train, valid and test."""
    return (f"data/{split}-*.parquet",) if config == "default" else ()


def _before_note(statement: str) -> str:
    """Return all but the note: a picture that explains a sample may be missing.

    "Note:" above the last section of input, output or samples is a word of the task.
    """
    *_, start = (0, *(section.end() for section in _SECTION.finditer(statement)))
    note = _NOTE.search(statement, start)
    return statement[: note.start()] if note else statement


def _test_cases(row: Row) -> tuple[tuple[TestCase, ...], int]:
    """Return the tests that are whole, and how many are not."""
    cases = [case for column, origin in _ORIGINS for case in _pairs(row, column, origin)]
    whole = tuple(case for case in cases if is_whole(case.input, case.output))
    if not whole:
        what = f"all {len(cases)} tests are cut or explained" if cases else "all tests are empty"
        raise Refused(RejectReason.NO_TEST_CASES, what)
    return whole, len(cases) - len(whole)


def _pairs(row: Row, column: str, origin: Origin) -> list[TestCase]:
    tests = member(row, column, dict) or {}
    inputs, outputs = (member(tests, side, list) or [] for side in ("input", "output"))
    if len(inputs) != len(outputs):
        counts = f"{column} has {len(inputs)} inputs and {len(outputs)} outputs"
        raise Refused(RejectReason.UNPAIRED_TEST_CASES, counts)
    if not all(isinstance(part, str) for part in (*inputs, *outputs)):
        raise Refused(RejectReason.WRONG_TYPE, f"{column} holds something that is no text")
    return [TestCase(i, o, origin) for i, o in zip(inputs, outputs, strict=True)]


SOURCES = ("UNKNOWN", "CODECHEF", "CODEFORCES", "HACKEREARTH", "CODEJAM", "ATCODER", "AIZU")
DIFFICULTIES = (
    *("UNKNOWN", "EASY", "MEDIUM", "HARD", "HARDER", "HARDEST", "EXTERNAL"),
    *"ABCDEFGHIJKLMNOPQRSTUV",
)


def difficulty(row: Row) -> str | None:
    """Return a letter or a word."""
    return _enum(row, "difficulty", DIFFICULTIES)


def seconds(row: Row) -> float | None:
    """Return the time limit; one of more than an hour is none."""
    limit = member(row, "time_limit", dict) or {}
    return (positive_int(limit, "seconds", 3600) or 0) + (
        positive_int(limit, "nanos") or 0
    ) / 1e9 or None


def megabytes(row: Row) -> int | None:
    """Return MiB, rounded up so that a limit in decimal megabytes is not lowered."""
    size = positive_int(row, "memory_limit_bytes", INT32_MAX * 2**20)
    return math.ceil(size / 2**20) if size else None


def tags(row: Row) -> tuple[str, ...]:
    """Return Codeforces' tags."""
    found = member(row, "cf_tags", list) or []
    return tuple(tag for tag in found if isinstance(tag, str) and tag)


def extra(row: Row) -> dict[str, str]:
    """Return what is known of the columns kept as text."""
    found = {
        "source": _enum(row, "source", SOURCES),
        "cf_contest_id": positive_int(row, "cf_contest_id"),
        "cf_index": optional_text(row, "cf_index"),
        "cf_points": _points(row),
        "translated": "true" if row.get("is_description_translated") is True else None,
        "untranslated_description": optional_text(row, "untranslated_description"),
    }
    return {key: str(value) for key, value in found.items() if value is not None}


def _points(row: Row) -> str | None:
    """Return Codeforces' points, None where they are no positive number that a float holds."""
    value = row.get("cf_points")
    try:
        points = float(value) if isinstance(value, Real | Decimal) else 0.0
    except OverflowError:
        return None
    return f"{points:g}" if points > 0 else None


def _enum(row: Row, column: str, names: tuple[str, ...]) -> str | None:
    """Return the member's name, None for 0 (unknown).

    Raises:
        Refused: a number the enum does not have.
    """
    number = positive_int(row, column)
    if number is None:
        return None
    if number >= len(names):
        raise Refused(
            RejectReason.WRONG_TYPE, f"{column} is {number}, its enum ends at {len(names) - 1}"
        )
    return names[number]


_PROGRAMS = {"language": ["int"], "solution": ["string"]}
COLUMNS = {"solutions": _PROGRAMS, "incorrect_solutions": _PROGRAMS}
CPP = 2
MOST_CHARACTERS = 50_000
_ELSEWHERE = re.compile(r"%-?\d*I64|\b__int64\b|#\s*include\s*<(?:windows|conio)\.h>", re.I)
"""Programs for another system's compiler and libraries; what they do on ours says nothing."""


def solutions(row: Row, kept: int) -> tuple[Solution, ...] | None:
    """Return at most `kept` right and `kept` wrong solutions, the right ones first; of 0, None."""
    if not kept:
        return None
    return chosen_solutions(*(_programs(row.get(column)) for column in COLUMNS), kept)


def chosen_solutions(right: set[str], wrong: set[str], kept: int) -> tuple[Solution, ...]:
    """Return at most `kept` of C++ programs that are right and of those that are wrong."""
    contradictory = right & wrong
    return tuple(
        Solution(source, correct)
        for sources, correct in ((right, True), (wrong, False))
        # Looking into a source costs more than ordering it: only as many are looked into as needed.
        for source in islice(filter(_is_usable, sorted(sources - contradictory, key=sha256)), kept)
    )


def _programs(column: Any) -> set[str]:
    """Return the different C++ programs of a column, none longer than is ever kept."""
    if not isinstance(column, dict):
        return set()
    languages, sources = column.get("language"), column.get("solution")
    if not isinstance(languages, list) or not isinstance(sources, list):
        return set()
    if len(languages) != len(sources):  # which language a source is in cannot be told
        return set()
    pairs = zip(languages, sources, strict=True)
    return {
        source
        for language, source in pairs
        if language == CPP and isinstance(source, str) and len(source) <= MOST_CHARACTERS
    }


def _is_usable(source: str) -> bool:
    """Tell whether a source can be stored, and says something when it is run here."""
    if not source.strip() or "\0" in source or _ELSEWHERE.search(source):
        return False
    return source.isascii() or not re.search("[\ud800-\udfff]", source)


READER = Reader(patterns, lambda config: NEEDED, problem, native_id, OPTIONAL, COLUMNS)
