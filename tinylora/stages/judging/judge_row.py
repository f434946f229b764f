"""A line of a file of submissions: from bytes to a Submission, or to why it cannot be judged."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from tinylora.display import first_problem
from tinylora.errors import SettingsError, SourceMissing
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.settings import Standard
from tinylora.judge.submission import Submission, source_in
from tinylora.problem import IoMode, Origin, StoredProblem, TestCase
from tinylora.stages.corpus.problem_set import test_cases
from tinylora.warehouse import Warehouse

CASES_KEPT = 16
"""Problems whose test cases stay in memory; rows of one problem mostly stand close together."""
SHOWN_CHARS = 120
EXAMPLE = '{"source": "int main() {}", "test_cases": [{"input": "", "output": ""}]}'


class BadRow(Exception):
    """A row that cannot be judged. Data: it becomes the row's answer."""


def _no_boolean(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("a limit is a number, not a boolean")
    return value


def whole_text(value: str) -> str:
    """Return the text, which must be one that can be written."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("half a surrogate pair is no text") from error
    return value


Number = BeforeValidator(_no_boolean)


class Case(BaseModel):
    """A test case as a row gives it; an origin or the like beside it says nothing here."""

    input: str
    output: str


class CheckerProgram(BaseModel):
    """A checker that is a program of its own."""

    model_config = ConfigDict(extra="forbid")

    program: str


class SubmissionRow(BaseModel):
    """What a row may say. Other keys are kept in `model_extra` and named in the answer."""

    model_config = ConfigDict(extra="allow")

    id: str | int | float | None = None
    """Comes back in the answer."""
    completion: str | None = None
    """A model's text; the program in it is judged, and NC is the verdict where there is none."""
    source: str | None = None
    """A program, judged as it stands."""
    language: str | None = None
    """What it is written in. None: what its problem is answered in, else C++."""
    function: str | None = None
    """What a Python program defines and is called; a problem that has one brings it."""
    test_cases: list[Case] | None = Field(None, min_length=1)
    problem_key: Annotated[str, AfterValidator(whole_text)] | None = None
    """A problem of the warehouse, for test cases, limits and checker. Test cases of the row's own
    make it a label only."""
    time_limit_s: Annotated[float, Number] | None = Field(None, gt=0, le=600)
    memory_limit_mb: Annotated[int, Number] | None = Field(None, gt=0, le=1 << 20)
    checker: str | CheckerProgram | None = None
    standard: Standard | None = None
    """-std of g++."""

    @model_validator(mode="after")
    def _says_what_to_judge(self) -> Self:
        if (self.completion is None) == (self.source is None):
            raise ValueError("give either completion or source, one of them")
        if self.test_cases is None and self.problem_key is None:
            raise ValueError("give test_cases, or the problem_key of a problem in the warehouse")
        return self


def read_object(line: bytes, example: str = EXAMPLE) -> dict[str, Any]:
    """Return the JSON object that a line holds; whoever wrote no such line is shown `example`.

    Raises:
        BadRow: it holds none.
    """
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadRow(f"byte {error.start} is not UTF-8: write the file as UTF-8") from error
    except RecursionError as error:
        raise BadRow("nested too deeply to be read: a row is one flat object") from error
    except ValueError as error:
        why = str(error).partition(":")[0]
        raise BadRow(f"not JSON ({why}): write one object a line, e.g. {example}") from error
    if not isinstance(value, dict):
        raise BadRow(f"a JSON {type(value).__name__}, not an object: write e.g. {example}")
    return value


def read_row(value: dict[str, Any]) -> SubmissionRow:
    """Return an object as a row.

    Raises:
        BadRow: it does not say what to judge, or says it in a wrong way.
    """
    try:
        return SubmissionRow.model_validate(value)
    except ValidationError as error:
        raise BadRow(first_problem(error)) from error


def submission_of_row(row: SubmissionRow, problem_of: Callable[[str], StoredProblem]) -> Submission:
    """Return what to judge; the row's own language, limits and checker go before its problem's.

    Raises:
        BadRow: no such problem, or one g++ cannot judge, or no such checker or language.
    """
    try:
        if row.test_cases is None:
            problem = problem_of(row.problem_key)
        else:
            cases = (TestCase(case.input, case.output, Origin.PUBLIC) for case in row.test_cases)
            problem = StoredProblem(row.problem_key or "", test_cases=tuple(cases))
        own = {"answer_language": row.language, "function": row.function}
        problem = replace(problem, **{name: one for name, one in own.items() if one is not None})
        checker = problem.checker if row.checker is None else row.checker
        return Submission(
            source=source_in(row.completion, problem) if row.source is None else row.source,
            test_cases=problem.test_cases,
            time_limit_s=row.time_limit_s or problem.time_limit_s,
            memory_limit_mb=row.memory_limit_mb or problem.memory_limit_mb,
            checker=_checker(checker),
            **{"language": problem.answer_language, "function": problem.function},
            standard=row.standard or problem.standard,
        )
    except SettingsError as error:
        raise BadRow(str(error)) from error


def problems_in(warehouse: Warehouse) -> Callable[[str], StoredProblem]:
    """Return a function that looks problems up by their key, and remembers the last few."""

    @lru_cache(CASES_KEPT)
    def find(problem_key: str) -> StoredProblem:
        try:
            rows = warehouse.rows("select_judged_problem", problem_key=problem_key)
        except SourceMissing as error:
            raise BadRow(f"problem_key {problem_key!r} cannot be looked up: {error}") from error
        if not rows:
            raise BadRow(
                f"problem_key {problem_key[:SHOWN_CHARS]!r} is not in {warehouse.path}: ingest its "
                "dataset, or give test_cases"
            )
        (row,) = rows
        if row["io_mode"] != IoMode.STDIN and row["function"] is None:
            raise BadRow(
                f"problem {problem_key} is fed by {row['io_mode']}, and neither by standard input "
                "nor by a call of a known function: it cannot be judged"
            )
        del row["io_mode"]
        cases = test_cases(warehouse, problem_key)
        return StoredProblem(problem_key, **row, test_cases=cases)

    return find


def _checker(given: str | CheckerProgram) -> Checker:
    if isinstance(given, str):
        return Checker.parse(given)
    return Checker("program", source=given.program)
