"""problems: statements and test cases in anybody's own files, whatever their columns are called.

The settings map our names to a file's columns (`columns: {statement: prompt, inputs: tests.input}`)
and say which files hold a split (`files`). A name that is not mapped is looked for as it is, among
the columns of a row; columns that nobody names are not read.

Test cases come in any of these shapes, each of them plain or as JSON in a text:

    [{"input": …, "output": …}]                        a list of objects, or one such object
    {"input": […], "output": […]}                      an object of two lists; also inputs, outputs
    two columns, or two members, each a list           mapped as inputs and outputs

One side of a test case is a text, a number or a list of lines. What a row lacks is null; what it
gets wrong refuses it. A test case that its source cut is left out and counted, as in every dataset.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self, get_args

from tinylora.corpus.files.raw_files import raw_rows
from tinylora.corpus.files.schema import ANYTHING, Columns, Kind
from tinylora.corpus.settings import SPLIT_WORDS, CorpusSettings, SourceSettings
from tinylora.corpus.sources.calls import parse_json
from tinylora.corpus.sources.code_contests import chosen_solutions
from tinylora.corpus.sources.deepcoder_tests import stdin_text
from tinylora.corpus.sources.reader import (
    INT32_MAX,
    Reader,
    Row,
    content_id,
    first_line,
    plain,
)
from tinylora.corpus.statements.cut_tests import is_whole
from tinylora.corpus.statements.language import language_of
from tinylora.corpus.statements.task_kind import other_task
from tinylora.errors import SchemaDrift, SettingsError
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.settings import Standard
from tinylora.problem import Origin, Problem, Refused, RejectReason, Solution, TestCase
from tinylora.section import shown

CASES = {
    "test_cases": ("inputs", "outputs"),
    "public_test_cases": ("public_inputs", "public_outputs"),
}
"""Test cases in one column, and in two."""
SIDES = ("input", "inputs", "output", "outputs")
TIME = {"time_limit_s": 1, "time_limit_ms": 1000}
"""A time limit in each unit, and how many of it make a second."""
MEMORY = {"memory_limit_mb": 1, "memory_limit_kb": 2**10, "memory_limit_bytes": 2**20}
"""A memory limit in each unit, and how many of it make a MiB."""
SOLUTIONS = ("solutions", "wrong_solutions")
NAMES = (
    *("statement", "id", "title", "language"),
    *(name for whole, sides in CASES.items() for name in (whole, *sides)),
    *(*TIME, *MEMORY, "checker", "standard"),
    *("difficulty", "rating", "contest_date", "tags", *SOLUTIONS, "split"),
)
"""All that a row can say of a problem. docs/adding-a-dataset.md tells of each."""
SINGULAR = {side.removesuffix("s"): side for sides in CASES.values() for side in sides}
"""What a mapping may call them as well: `input: tests.input`."""
RIVALS = {
    **{whole: {*sides} for whole, sides in CASES.items()},
    **{side: {whole} for whole, sides in CASES.items() for side in sides},
    **{unit: units.keys() - {unit} for units in (TIME, MEMORY) for unit in units},
}
"""Names that say the same as another one: where they are mapped, it is not looked for."""
SUFFIXES = ("parquet", "json*")
LANGUAGES = dict.fromkeys(("en", "english"), "en") | dict.fromkeys(("zh", "chinese"), "zh")

SECONDS = (0.02, 300)
MEGABYTES = (1, 2**15)
"""Limits beyond these were written in another unit than the mapping says."""
MAX_SHOWN = 200


@dataclass(frozen=True)
class Places:
    """Where a row of one source holds what we have names for."""

    mapped: Mapping[str, str]
    """Our name to theirs, as the settings say."""
    ignored: frozenset[str] = frozenset()
    """Our names that mean something else in these files."""

    @classmethod
    def of(cls, columns: Mapping[str, str]) -> Self:
        """Return the places of a mapping.

        Raises:
            SettingsError: it names what no problem has, or says one thing twice.
        """
        mapped: dict[str, str] = {}
        ignored: set[str] = set()
        for given, theirs in columns.items():
            name = SINGULAR.get(given, given)
            if name not in NAMES:
                raise SettingsError(
                    f"columns: a problem has no {shown(given)} to map "
                    f"{shown(theirs)} to; our names, which stand on the left, are "
                    f"{', '.join(NAMES)}"
                )
            if not theirs:
                ignored.add(name)
                continue
            if not all(theirs.split(".")):
                raise SettingsError(
                    f"columns: {given} is mapped to {shown(theirs)}: write COLUMN or COLUMN.MEMBER"
                )
            if rivals := sorted({name, *RIVALS.get(name, ())} & mapped.keys()):
                raise SettingsError(
                    f"columns: {name} and {', '.join(rivals)} say the same: map one of them, once"
                )
            mapped[name] = theirs
        return cls(mapped, frozenset(ignored - mapped.keys()))

    @cached_property
    def paths(self) -> dict[str, str]:
        """All names that are looked for, and where."""
        passed_over = {*self.ignored, *(o for name in self.mapped for o in RIVALS.get(name, ()))}
        return {name: self.mapped.get(name, name) for name in NAMES if name not in passed_over}

    def value(self, row: Row, name: str) -> Any:
        """Return what a row says under one of our names, None where it says nothing.

        Raises:
            Refused: the way there leads through what is no JSON, no object and no list of them.
        """
        path = self.paths.get(name)
        if path is None:
            return None
        root, members = _steps(path, row)
        return plain(_inside(row.get(root), members, path))

    def shown(self, row: Row, name: str) -> Any:
        """Return the same of a row that may be broken, None where it cannot be told. No error."""
        try:
            return self.value(row, name)
        except (Refused, RecursionError):
            return None


def _steps(path: str, columns: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the column that a path begins with, and the members after it."""
    if path in columns:
        return path, []
    root, *members = path.split(".")
    return root, members


def _inside(value: Any, members: list[str], path: str, listed: bool = False) -> Any:
    """Return the member of an object, or those of a list of objects; of JSON too."""
    if not members or value is None:
        return value
    if isinstance(value, str):
        value = parse_json(value)
    if isinstance(value, dict):
        return _inside(value.get(members[0]), members[1:], path, listed)
    if isinstance(value, list) and not listed:
        return [_inside(one, members, path, listed=True) for one in value]
    found = f"{path}: {type(value).__name__} has no {members[0]}: {value!r:.{MAX_SHOWN}}"
    raise Refused(RejectReason.WRONG_TYPE, found)


def problem(places: Places, row: Row, source: SourceSettings, settings: CorpusSettings) -> Problem:
    """Return the problem of one row.

    Raises:
        Refused: no statement, not a task for one program, no or unpaired tests, a bad value.
    """
    statement = _text(places, row, "statement", may_be_number=False)
    if statement is None:
        if isinstance(places.value(row, "statement"), str):
            raise Refused(RejectReason.EMPTY_STATEMENT, "")
        raise _missing(places, "statement")
    is_said = "split" in places.mapped or places.paths.get("split") in row
    if is_said and _text(places, row, "split", may_be_number=False) is None:
        raise _missing(places, "split")
    if other := other_task(statement):
        raise Refused(*other, stage="extract")
    test_cases, dropped = _test_cases(places, row)
    megabytes = _limit(places, row, MEMORY, MEGABYTES)
    samples_only = all(case.origin is Origin.PUBLIC for case in test_cases)
    return Problem(
        dataset=source.dataset,
        config=source.config,
        split=source.split,
        native_id=_text(places, row, "id") or content_id(statement),
        title=_text(places, row, "title") or first_line(statement),
        statement=statement,
        language=_language(places, row) or language_of(statement),
        test_cases=test_cases,
        difficulty=_text(places, row, "difficulty"),
        cf_rating=_rating(places, row),
        contest_date=_date(places, row),
        time_limit_s=_limit(places, row, TIME, SECONDS),
        memory_limit_mb=None if megabytes is None else math.ceil(megabytes),
        tags=_tags(places, row),
        trust="statement_samples_only" if samples_only else None,
        checker=_checker(places, row),
        standard=_standard(places, row),
        solutions=_solutions(places, row, settings.trust.solutions_kept),
        extra={"dropped_pairs": str(dropped)} if dropped else {},
    )


def _test_cases(places: Places, row: Row) -> tuple[tuple[TestCase, ...], int]:
    """Return the test cases that are whole, public ones first, and how many are not."""
    public = _pairs(places, row, "public_test_cases")
    shown = set(public)  # which many sources repeat among all test cases
    private = [pair for pair in _pairs(places, row, "test_cases") if pair not in shown]
    cases = [TestCase(*pair, Origin.PUBLIC) for pair in public]
    cases += [TestCase(*pair, Origin.PRIVATE) for pair in private]
    whole = tuple(case for case in cases if is_whole(case.input, case.output))
    if not whole:
        what = f"all {len(cases)} test cases are cut or explained" if cases else "no test case"
        raise Refused(RejectReason.NO_TEST_CASES, what)
    return whole, len(cases) - len(whole)


def _pairs(places: Places, row: Row, name: str) -> list[tuple[str, str]]:
    """Return the pairs of a row's test cases, whatever shape they have."""
    found = _decoded(places, row, name)
    if found is None:
        return _paired(name, *(_decoded(places, row, side) for side in CASES[name]))
    if isinstance(found, dict):
        sides = [found.get(one, found.get(f"{one}s")) for one in ("input", "output")]
        # A struct of a table is there in each row: where there is nothing, its members are null.
        nothing = sides == [None, None] and not found.keys().isdisjoint(SIDES)
        if nothing or any(isinstance(side, list) for side in sides):
            _refuse_function(found)
            return _paired(name, *sides)
        found = [found]
    if not isinstance(found, list):
        raise _wrong(name, found, "no list of test cases")
    return [_pair(name, one) for one in found]


def _decoded(places: Places, row: Row, name: str) -> Any:
    """Return what a text holds as JSON, None where it is blank, and anything else as it is."""
    value = places.value(row, name)
    if not isinstance(value, str):
        return value
    try:
        return parse_json(value) if value.strip() else None
    except Refused as refused:
        raise Refused(refused.reason, f"{places.paths[name]}: {refused.excerpt}") from refused


def _paired(name: str, inputs: Any, outputs: Any) -> list[tuple[str, str]]:
    if inputs is None and outputs is None:
        return []
    if not all(isinstance(side, list | None) for side in (inputs, outputs)):
        raise _wrong(name, [inputs, outputs], "not a list of inputs and one of outputs")
    inputs, outputs = inputs or [], outputs or []
    if len(inputs) != len(outputs):
        counts = f"{name}: {len(inputs)} inputs and {len(outputs)} outputs"
        raise Refused(RejectReason.UNPAIRED_TEST_CASES, counts)
    return [
        _pair(name, {"input": given, "output": answer})
        for given, answer in zip(inputs, outputs, strict=True)
    ]


def _pair(name: str, test: Any) -> tuple[str, str]:
    if not isinstance(test, dict):
        raise _wrong(name, test, "a test case that is no object of input and output")
    _refuse_function(test)
    given, answer = test.get("input"), test.get("output")
    if given is None or answer is None:
        shown = f"{name}: a test case lacks a side: {test!r:.{MAX_SHOWN}}"
        raise Refused(RejectReason.UNPAIRED_TEST_CASES, shown)
    return stdin_text(given), stdin_text(answer)


def _refuse_function(test: Mapping[str, Any]) -> None:
    """Refuse a test case that calls a function: a program is fed by standard input."""
    if test.get("fn_name") or "functional" in (test.get("testtype"), test.get("type")):
        raise _wrong("test_cases", test, "a test case that calls a function, not a program")


def _text(places: Places, row: Row, name: str, may_be_number: bool = True) -> str | None:
    """Return a text, None where there is none; a whole number, such as an id, is one too."""
    value = places.value(row, name)
    if may_be_number and isinstance(value, int | float) and not isinstance(value, bool):
        if isinstance(value, float):  # how a column of whole numbers and nulls is often stored
            if math.isnan(value):
                return None
            value = int(value) if value.is_integer() else value
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise _wrong(name, value, "no text")
    return value if value and value.strip() else None


def _language(places: Places, row: Row) -> str | None:
    """Return "en" or "zh", None where the row does not say."""
    said = _text(places, row, "language", may_be_number=False)
    known = said and LANGUAGES.get(said.strip().lower().partition("-")[0])
    if said and not known:
        raise _wrong("language", said, "neither en nor zh")
    return known or None


def _number(places: Places, row: Row, name: str, least: float, most: float) -> float | None:
    """Return a number, None where it is null or 0, which say that nobody knows."""
    value = places.value(row, name)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(name, value, "no number")
    if value and not least <= value <= most:
        raise _wrong(name, value, f"not within {least:g} to {most:g}; is it in another unit?")
    return float(value) or None


def _limit(
    places: Places, row: Row, units: Mapping[str, int], bounds: tuple[float, float]
) -> float | None:
    """Return a limit in the first of its units, whichever the row states it in."""
    for name, parts in units.items():
        found = _number(places, row, name, *(bound * parts for bound in bounds))
        if found is not None:
            return found / parts
    return None


def _rating(places: Places, row: Row) -> int | None:
    found = _number(places, row, "rating", 1, INT32_MAX)
    return None if found is None else round(found)


def _date(places: Places, row: Row) -> date | None:
    """Return the day of a date, a time, or a text that begins as 2024-01-27 does."""
    value = places.value(row, "contest_date")
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date) or (isinstance(value, str) and not value.strip()):
        return value or None
    try:
        return date.fromisoformat(value.strip()[:10])
    except (AttributeError, ValueError) as error:
        raise _wrong("contest_date", value, "no date such as 2024-01-27") from error


def _tags(places: Places, row: Row) -> tuple[str, ...]:
    found = places.value(row, "tags")
    if isinstance(found, str):
        found = _tags_said(found)
    if not isinstance(found, list | None) or not all(isinstance(one, str) for one in found or ()):
        raise _wrong("tags", found, "no list of texts")
    return tuple(tag for tag in found or () if tag.strip())


def _tags_said(said: str) -> Any:
    """Return the tags of a text: JSON, a list as Python prints it, or tags between commas."""
    with suppress(Refused):
        found = parse_json(said)
        if found is None or isinstance(found, list | dict):
            return found
    listed = said.strip().removeprefix("[").removesuffix("]")
    return [tag.strip(" \t\r\n'\"") for tag in listed.split(",")]


def _checker(places: Places, row: Row) -> str | None:
    said = _text(places, row, "checker", may_be_number=False)
    if said is None:
        return None
    try:
        name = said.strip()
        checker = Checker.parse(said if "\n" in name else name)
    except SettingsError as error:
        raise _wrong("checker", said, str(error)) from error
    return checker.text


def _standard(places: Places, row: Row) -> str | None:
    said = _text(places, row, "standard", may_be_number=False)
    if said is not None and said not in get_args(Standard):
        raise _wrong("standard", said, f"none of {', '.join(get_args(Standard))}")
    return said


def _solutions(places: Places, row: Row, kept: int) -> tuple[Solution, ...] | None:
    """Return some C++ programs that are right and wrong; what is none is passed over."""
    if not kept:
        return None
    right, wrong = (_programs(places, row, name) for name in SOLUTIONS)
    return chosen_solutions(right, wrong, kept)


def _programs(places: Places, row: Row, name: str) -> set[str]:
    try:
        found = _decoded(places, row, name)
    except (Refused, RecursionError):
        found = None
    found = found if isinstance(found, list) else []
    return {one for one in found if isinstance(one, str)}


def _wrong(name: str, value: Any, what: str) -> Refused:
    return Refused(RejectReason.WRONG_TYPE, f"{name}: {what}: {value!r:.{MAX_SHOWN}}")


def _missing(places: Places, name: str) -> Refused:
    return Refused(
        RejectReason.MISSING_FIELD, f"{places.paths.get(name, name)} is missing, null or blank"
    )


def _native_id(places: Places, row: Row) -> str | None:
    """Return a row's id, else its statement's hash, None where a broken row shows neither."""
    try:
        named = _text(places, row, "id")
    except Refused:
        named = None
    shown = _statement(places, row)
    return named or (None if shown is None else content_id(shown))


def _statement(places: Places, row: Row) -> str | None:
    shown = places.shown(row, "statement")
    return shown if isinstance(shown, str) else None


def _split(places: Places, row: Row) -> str | None:
    """Return the split that a row says it is of: ours, or the row's own word for another."""
    said = places.shown(row, "split")
    if not isinstance(said, str) or not said.strip():
        return None
    word = said.strip().lower()
    return next((split for split, words in SPLIT_WORDS.items() if word in words), word)


def patterns(source: SourceSettings, places: Places, config: str, split: str) -> tuple[str, ...]:
    """Return where rows lie: in the files that the settings name, or in those named as the split.

    Where the settings say in which column a row names its split, files of all splits are read.
    """
    if config != "default":
        return ()
    if source.files is not None:
        return (source.files,)
    splits = SPLIT_WORDS if "split" in places.mapped else (split,)
    return tuple(
        f"{folder}{word}[-_.]*{suffix}"
        for one in splits
        for word in SPLIT_WORDS.get(one, ())
        for folder in ("", "data/")
        for suffix in SUFFIXES
    )


def check(places: Places, files: Mapping[Path, Columns]) -> None:
    """Hold the columns of a source's files against its mapping, and against what a problem needs.

    Raises:
        SchemaDrift: no row has a column that is mapped, a statement, or test cases.
    """
    has = {
        name
        for name, path in places.paths.items()
        if any(_leads(path, found) for found in files.values())
    }
    if _lacks(places, has):  # those are the columns of a JSON file's first rows alone
        for row in _json_rows(files):
            has |= {name for name, path in places.paths.items() if _leads(path, row)}
    if lacks := _lacks(places, has):
        name, what = lacks
        path, found = next(iter(files.items()))
        raise SchemaDrift(
            f"{path}: {what}; there are: {', '.join(sorted(found))}. Name the right one: "
            f"columns {{{name}: THEIRS}} in a profile, --column {name}=THEIRS on the command line"
        )


def _lacks(places: Places, has: set[str]) -> tuple[str, str] | None:
    """Return the first name that must be there and is not, and what to say; None: all are."""
    for name, theirs in places.mapped.items():
        if name not in has:
            return name, f"no row has {theirs!r}, to which columns maps {name}"
    if "statement" not in has:
        return "statement", "no row has a column 'statement'"
    if any(has >= {whole} or has >= {*sides} for whole, sides in CASES.items()):
        return None
    for sides in CASES.values():
        for one, other in (sides, sides[::-1]):
            if one in has:
                return other, f"no row has a column {other!r} to go with {places.paths[one]!r}"
    return "test_cases", "no row has test cases: neither 'test_cases' nor 'inputs' and 'outputs'"


def _json_rows(files: Mapping[Path, Columns]) -> Iterator[Row]:
    for file in files:
        if file.is_file() and file.suffix != ".parquet":
            yield from (row for row in raw_rows(file, ()) if isinstance(row, dict))


def _leads(path: str, columns: Mapping[str, Kind] | Row) -> bool:
    """Tell whether a path leads to something in a row, or in the kinds of its columns."""
    root, members = _steps(path, columns)
    return root in columns and _has(columns[root], members)


def _has(value: Any, members: list[str], listed: bool = False) -> bool:
    if not members or isinstance(value, str):  # a text may be JSON
        return True
    if isinstance(value, list):  # of lists, `_inside` goes through one
        return not listed and any(_has(one, members, listed=True) for one in value)
    return (
        isinstance(value, Mapping)
        and members[0] in value
        and _has(value[members[0]], members[1:], listed)
    )


def reader_for(source: SourceSettings) -> Reader:
    """Return the reader of a source with its mapping.

    Raises:
        SettingsError: the mapping names what no problem has.
    """
    places = Places.of(source.columns)
    return Reader(
        patterns=lambda config, split: patterns(source, places, config, split),
        needed=lambda config: {},
        problem=lambda row, source, settings: problem(places, row, source, settings),
        native_id=lambda row: _native_id(places, row),
        optional=_columns(places, lambda name: name not in SOLUTIONS),
        solutions=_columns(places, lambda name: name in SOLUTIONS),
        statement=lambda row: _statement(places, row),
        split=lambda row: _split(places, row),
        unique_ids=True,
        check=lambda files: check(places, files),
        for_source=reader_for,
    )


def _columns(places: Places, is_wanted: Callable[[str], bool]) -> Columns:
    """Return the columns of the wanted names; a name with a dot in it may be that of a column."""
    paths = [path for name, path in places.paths.items() if is_wanted(name)]
    return dict.fromkeys([*paths, *(path.partition(".")[0] for path in paths)], ANYTHING)


READER = reader_for(SourceSettings(dataset="problems", path="."))
