"""The records every reader hands out: a Problem with its TestCases, or a Reject with its reason.

Frozen data, no behaviour beyond identity. Readers parse at the border into these and nothing later
looks at a raw row again.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from tinylora.identity import fingerprint, sha256


class Origin(StrEnum):
    """Where a test case comes from."""

    PUBLIC = "public"
    PRIVATE = "private"
    GENERATED = "generated"
    STATEMENT = "statement"


class IoMode(StrEnum):
    """How a program is fed: only `stdin` problems can be judged with g++ as they stand."""

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
    INTERACTIVE = "interactive"
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


@dataclass(frozen=True, slots=True)
class Solution:
    """A C++ program that a source offers for a problem, and whether it says that it is right."""

    source: str
    correct: bool


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
    """Of the statement: "en" or "zh"."""
    test_cases: tuple[TestCase, ...]
    io_mode: IoMode = IoMode.STDIN
    difficulty: str | None = None
    cf_rating: int | None = None
    contest_date: date | None = None
    time_limit_s: float | None = None
    memory_limit_mb: int | None = None
    tags: tuple[str, ...] = ()
    starter_code: str | None = None
    trust: str | None = None
    """What is known to weaken its tests: "statement_samples_only" where a hard-coded answer would
    pass."""
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

        A source that changes a limit or a test case has another problem, not the same one with
        other contents: what was judged against the old one keeps its meaning.
        """
        digest = hashlib.sha256()
        for case in self.test_cases:
            digest.update(sha256(case.input).encode())
            digest.update(sha256(case.output).encode())
            digest.update(case.origin.encode())
        where = [self.dataset, self.config, self.split, self.native_id, sha256(self.statement)]
        limits = [self.time_limit_s, self.memory_limit_mb, str(self.io_mode)]
        return fingerprint([where, limits, digest.hexdigest()])


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
