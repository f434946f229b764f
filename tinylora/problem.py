"""The records that every room shares.

A reader parses a raw row into a Problem with its TestCases, or a Reject with its reason, and
nothing later looks at the raw row again. The warehouse hands a problem on as a StoredProblem: what
is asked, and how answers are marked, on those of its test cases that may be run for the use at
hand.
"""

import hashlib
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from tinylora.identity import fingerprint, sha256


class Origin(StrEnum):
    """Where a test case comes from."""

    PUBLIC = "public"
    PRIVATE = "private"
    GENERATED = "generated"
    STATEMENT = "statement"


class IoMode(StrEnum):
    """How a program is fed: by standard input, as a function that is called, or by files."""

    STDIN = "stdin"
    FUNCTION = "function"
    FILE = "file"


class RejectReason(StrEnum):
    """Why a row was refused. Closed: a new reason is a new member, never a free text."""

    NOT_A_ROW = "not_a_row"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    BROKEN_JSON = "broken_json"
    EMPTY_STATEMENT = "empty_statement"
    IMAGE_STATEMENT = "image_statement"
    NO_TEST_CASES = "no_test_cases"
    UNPAIRED_TEST_CASES = "unpaired_test_cases"
    SAMPLE_NOT_FOUND = "sample_not_found"
    NOT_ASCII = "not_ascii"
    TRUNCATED_SAMPLE = "truncated_sample"
    NO_INPUT = "no_input"
    ANSWER_ONLY = "answer_only"
    NO_ANSWER = "no_answer"
    PROOF = "proof"
    CHOICES_NOT_SHOWN = "choices_not_shown"
    ANSWER_NOT_CHECKABLE = "answer_not_checkable"
    INTERACTIVE = "interactive"
    SCORING = "scoring"
    MULTI_PASS = "multi_pass"
    BROKEN_PACKAGE = "broken_package"
    TOO_LARGE = "too_large"
    NO_TEXT_STATEMENT = "no_text_statement"
    OTHER_LANGUAGE = "other_language"
    CHECKER_NOT_RUN = "checker_not_run"
    DUPLICATE_ROW = "duplicate_row"
    OUTSIDE_WINDOW = "outside_window"
    UNSTORABLE_TEXT = "unstorable_text"


@dataclass(frozen=True, slots=True)
class TestCase:
    """One input/output pair of a problem, stored whole."""

    __test__ = False  # pytest collects classes that start with "Test"

    input: str
    output: str
    origin: Origin

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """Return the test case that a row with these columns holds."""
        return cls(row["input"], row["output"], Origin(row["origin"]))


@dataclass(frozen=True, slots=True)
class Solution:
    """A C++ program that a source offers for a problem, and whether it says that it is right."""

    source: str
    correct: bool


STATEMENT_LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Problem:
    """One problem as its source gives it. `None` means the source does not know."""

    dataset: str
    config: str
    split: str
    native_id: str
    title: str
    statement: str
    language: str
    """One of STATEMENT_LANGUAGES."""
    test_cases: tuple[TestCase, ...]
    io_mode: IoMode = IoMode.STDIN
    difficulty: str | None = None
    cf_rating: int | None = None
    contest_date: date | None = None
    time_limit_s: float | None = None
    memory_limit_mb: int | None = None
    tags: tuple[str, ...] = ()
    standard: str | None = None
    """-std of C++ programs, where the source says so; None: as the judge's settings say."""
    starter_code: str | None = None
    trust: str | None = None
    """What is known to weaken its tests: "statement_samples_only" where a hard-coded answer would
    pass."""
    answer_language: str = "c++"
    """What an answer is written in: a name in tinylora/judge/languages/registry.py."""
    function: str | None = None
    """The function that is called, where `io_mode` is function. Its inputs are one JSON value a
    line, a line an argument, and its outputs one JSON value. None: it cannot be judged."""
    checker: str | None = None
    """How outputs are compared where the source says so: a name that judge/checkers/checker.py
    knows. None: it is chosen from the statement and the outputs (checker_choice.py)."""
    solutions: tuple[Solution, ...] | None = ()
    """Some of the source's own C++ solutions, right and wrong, to try the tests with. None: they
    were not read, and what an earlier reading found of them stays."""
    extra: dict[str, str] = field(default_factory=dict)
    """Other source columns worth keeping, as text (input_file, output_file, source, fn_name)."""

    @cached_property
    def problem_key(self) -> str:
        """16 hex digits over all that is asked and how it is marked.

        A source that changes a limit, a checker or a test case has another problem, not the same
        one with other contents: what was judged against the old one keeps its meaning.
        """
        digest = hashlib.sha256()
        for case in self.test_cases:
            digest.update(sha256(case.input).encode())
            digest.update(sha256(case.output).encode())
            digest.update(case.origin.encode())
        where = [self.dataset, self.config, self.split, self.native_id, sha256(self.statement)]
        limits = [self.time_limit_s, self.memory_limit_mb, str(self.io_mode)]
        if self.function is not None:
            limits.append(self.function)
        if self.standard is not None:
            limits.append(f"-std={self.standard}")
        if self.checker is not None:
            limits.append(f"checker {sha256(self.checker)}")
        if self.starter_code is not None:
            limits.append(f"starter {sha256(self.starter_code)}")
        return fingerprint([where, limits, digest.hexdigest()])


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of the base model's completions of a problem were judged alike."""

    verdict: str
    passed: int
    total: int
    completions: int


@dataclass(frozen=True)
class StoredProblem:
    """A problem of the warehouse, for whoever asks it or marks its answers."""

    problem_key: str
    title: str = ""
    statement: str = ""
    language: str = "en"
    """Of the statement."""
    bucket: str = "unrated"
    time_limit_s: float | None = None
    """None: as the judge's settings say."""
    memory_limit_mb: int | None = None
    """None: as the judge's settings say."""
    test_cases: tuple[TestCase, ...] = ()
    """What is run. Empty until it is read: the texts of a whole problem set may be gigabytes."""
    checker: str = "tokens"
    """How outputs are compared: what `Checker.parse` takes."""
    dataset: str = ""
    answer_language: str = "c++"
    """What an answer is written in, and judged as."""
    function: str | None = None
    """The function that is called. None: programs read standard input."""
    standard: str | None = None
    """-std of C++ programs. None: as the judge's settings say."""
    starter_code: str | None = None
    """Code that a solution begins from, which the prompt shows. None: there is none."""
    case_digests: tuple[str, ...] = ()
    """Origin and SHA-256 of each test case that may be run."""
    kept_apart: tuple[str, ...] = ()
    """Digests of the test cases that reports alone run (corpus/quality/kept_apart.py). Empty: they
    are not divided."""
    public_tests: tuple[TestCase, ...] = ()
    """What a prompt may show."""
    outcomes: tuple[Outcome, ...] = ()
    """Of the base model's evaluations; empty where it was not measured, or nobody asked."""

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """Return the problem that a row of the warehouse, or `to_row`, holds."""
        parsed = {name: tuple(row[name]) for name in ("case_digests", "kept_apart") if name in row}
        for name in ("test_cases", "public_tests"):
            if name in row:
                parsed[name] = tuple(TestCase.from_row(case) for case in row[name])
        if "outcomes" in row:
            parsed["outcomes"] = tuple(Outcome(**outcome) for outcome in row["outcomes"])
        return cls(**{**row, **parsed})

    def to_row(self) -> dict[str, Any]:
        """Return the problem as JSON can hold it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reject:
    """One row refused."""

    dataset: str
    native_id: str
    stage: str
    """One of read, extract, filter."""
    reason: RejectReason
    excerpt: str
    """At most 300 characters of what was refused."""


class Refused(Exception):
    """A raw row that cannot become a Problem, and why."""

    def __init__(self, reason: RejectReason, excerpt: Any, stage: str = "read") -> None:
        super().__init__(reason)
        self.reason = reason
        self.excerpt = excerpt if isinstance(excerpt, str) else repr(excerpt)
        self.stage = stage
