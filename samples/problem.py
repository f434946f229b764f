"""One sample problem: what it asks, who solves it, and which test cases try a program."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WrongSolution:
    """A plausible program that fails, and how."""

    why: str
    """What is wrong, in one line."""
    source: str
    """C++ source."""
    verdict: str
    """What the judge says: "WA", "TLE", "RE" or "CE"."""


@dataclass(frozen=True)
class SampleCase:
    """One input with its answer; `origin` is public, private or generated."""

    input: str
    output: str
    origin: str


@dataclass(frozen=True)
class SampleProblem:
    """One problem of ours, before it takes the shape of a dataset."""

    slug: str
    title: str
    statement: str
    """The story and the task: English, or Chinese for luogu_dpo."""
    input_format: str
    output_format: str
    reference: str
    """C++17 that is AC."""
    wrong: tuple[WrongSolution, ...]
    """Two that fail, for different reasons."""
    cases: tuple[SampleCase, ...]
    """All test cases: public, private, generated, in that order."""
    home: str
    """The dataset it is built into: "luogu_dpo", "code_contests", "deepcoder/primeintellect",
    "deepcoder/lcbv5", or "coder": further ones in code_contests' form, for the coder profile."""
    split: str
    """One of train, valid, test."""
    difficulty: str
    """code_contests's enum names: A, B, C, EASY, MEDIUM, ..."""
    time_limit_s: float = 2.0
    memory_limit_mb: int = 256
    tags: tuple[str, ...] = ()
    starter_code: str | None = None
    """Python starter code of a deepcoder problem that is called, not fed; None elsewhere."""
    fn_name: str | None = None
    """The function such a problem calls."""

    def cases_of(self, origin: str) -> tuple[SampleCase, ...]:
        """Return the test cases of one origin."""
        return tuple(case for case in self.cases if case.origin == origin)
