"""DeepCoder-Preview: four configs of statements whose tests are a JSON string.

Parquet, `CONFIG/SPLIT-NNNNN-of-NNNNN.parquet` on the hub. lcbv5 has rows of many megabytes and
states contest dates in `metadata`; codeforces holds sample tests only, and `trust` says so. Which
tests of the other configs are public is not known: they count as private.
"""

from datetime import date
from typing import Any

from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.calls import parse_json
from tinylora.corpus.sources.deepcoder_tests import Tests, how_answered, tests_of
from tinylora.corpus.sources.reader import (
    Reader,
    Row,
    content_id,
    first_line,
    optional_text,
    shown_text,
    text,
)
from tinylora.corpus.statements.task_kind import other_task
from tinylora.problem import Origin, Problem, Refused, RejectReason, TestCase

SPLITS = {
    "primeintellect": ("train",),
    "taco": ("train",),
    "lcbv5": ("train", "test"),
    "codeforces": ("test",),
}
NEEDED = {"problem": "string", "tests": "string"}
OPTIONAL = {"starter_code": "string", "metadata": ("string", {})}

LONGEST_EXTRA = 300
"""Characters of a metadata value worth keeping beside a problem; longer ones are payload."""


def needed(config: str) -> dict[str, Any]:
    """Return the columns a config must have; lcbv5's dates tell its train from its test."""
    return NEEDED | (OPTIONAL if config == "lcbv5" else {})


def problem(row: Row, source: SourceSettings, settings: CorpusSettings) -> Problem:
    """Return the problem of one row.

    Raises:
        Refused: no statement, not a task for one program, tests or metadata that are no JSON of a
            known shape, unpaired tests.
    """
    statement = text(row, "problem")
    if not statement.strip():
        raise Refused(RejectReason.EMPTY_STATEMENT, statement)
    about = _metadata(row)
    starter_code = optional_text(row, "starter_code")
    tests = tests_of(
        text(row, "tests"),
        named=_known(about, "func_name") is not None,
        starter_code=starter_code,
    )
    if not tests.functional and (other := other_task(statement)):
        raise Refused(*other, stage="extract")
    samples_only = source.config == "codeforces"
    origin = Origin.PUBLIC if samples_only else Origin.PRIVATE
    extra = _extra(about, tests)
    return Problem(
        dataset=source.dataset,
        config=source.config,
        split=source.split,
        native_id=_known(about, "question_id") or content_id(statement),
        title=_known(about, "question_title") or first_line(statement),
        statement=statement,
        language="en",
        test_cases=tuple(TestCase(i, o, origin) for i, o in tests.pairs),
        difficulty=_known(about, "difficulty"),
        contest_date=_date(about),
        starter_code=starter_code,
        trust="statement_samples_only" if samples_only else None,
        **how_answered(tests, extra, starter_code),
        extra=extra,
    )


def native_id(row: Row) -> str | None:
    """Return the question id of a row's metadata, else its statement's hash."""
    try:
        known = _known(_metadata(row), "question_id")
    except Refused:
        known = None
    shown = statement(row)
    return known or (None if shown is None else content_id(shown))


def statement(row: Row) -> str | None:
    """Return the statement of a row, None where it shows none."""
    return shown_text(row, "problem")


def patterns(config: str, split: str) -> tuple[str, ...]:
    """Return where rows lie; none for a split the config does not have."""
    return (f"{config}/{split}-*.parquet",) if split in SPLITS.get(config, ()) else ()


def _metadata(row: Row) -> dict[str, Any]:
    """Return the metadata of a row, which comes as an object, as its JSON, or not at all."""
    value = row.get("metadata")
    if isinstance(value, str):
        value = parse_json(value) if value.strip() else None
    if not isinstance(value, dict | None):
        raise Refused(
            RejectReason.WRONG_TYPE, f"metadata is {type(value).__name__}: {value!r:.200}"
        )
    return value or {}


def _known(about: dict[str, Any], name: str) -> str | None:
    value = about.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def _date(about: dict[str, Any]) -> date | None:
    """Return the day of "2024-01-27" or "2024-01-27T07:00:00"."""
    try:
        return date.fromisoformat((_known(about, "contest_date") or "")[:10])
    except ValueError:
        return None


def _extra(about: dict[str, Any], tests: Tests) -> dict[str, str]:
    """Return what else the metadata states, a date that is no date included."""
    used = {"question_id", "question_title", "difficulty", "func_name"}
    used |= {"contest_date"} if _date(about) else set()
    extra = {name: _known(about, name) for name in about if name not in used}
    extra = {name: value for name, value in extra.items() if len(value or "") <= LONGEST_EXTRA}
    extra["fn_name"] = tests.fn_name or _known(about, "func_name")
    extra["dropped_pairs"] = str(tests.dropped) if tests.dropped else None
    return {name: value for name, value in extra.items() if value is not None}


READER = Reader(
    *(patterns, needed, problem, native_id, OPTIONAL), configs=tuple(SPLITS), statement=statement
)
