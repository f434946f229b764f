"""One sample problem: what it asks, who solves it, and which inputs try a program.

Outputs are never written by hand: every one comes from `solve`, an oracle independent of the C++
reference, so that a mistake in either shows up when the judge runs one against the other.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

MINIMUM_CASES = 8


@dataclass(frozen=True)
class WrongSolution:
    """A plausible program that fails, and how."""

    why: str
    """What is wrong, in one line."""
    source: str
    """C++ source."""
    verdict: str
    """What the judge says: "WA", "TLE", "RE", "CE", ..."""


@dataclass(frozen=True)
class SampleCase:
    """One input with the oracle's output; `origin` is public, private or generated."""

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
    solve: Callable[[str], str]
    """Independent oracle: stdin text to stdout text."""
    reference: str
    """C++17 that is AC."""
    wrong: tuple[WrongSolution, WrongSolution]
    """Two that fail, for different reasons."""
    public: tuple[str, ...]
    """1-3 inputs; the ones a statement shows."""
    private: tuple[str, ...]
    """Edge cases, 3 or more."""
    generate: Callable[[random.Random], list[str]]
    """4 or more further inputs; the generator is seeded by the slug."""
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

    @cached_property
    def cases(self) -> tuple[SampleCase, ...]:
        """All test cases: public, private, generated, in that order, no input twice.

        Raises:
            ValueError: fewer than `MINIMUM_CASES` distinct inputs.
        """
        seen: dict[str, SampleCase] = {}
        for origin, text in self._inputs():
            stdin = _line_ended(text)
            if stdin not in seen:
                seen[stdin] = SampleCase(stdin, _line_ended(self.solve(stdin)), origin)
        if len(seen) < MINIMUM_CASES:
            raise ValueError(
                f"{self.slug}: {len(seen)} distinct test inputs, {MINIMUM_CASES} needed;"
                " add private or generated inputs"
            )
        return tuple(seen.values())

    def cases_of(self, origin: str) -> tuple[SampleCase, ...]:
        """Return the test cases of one origin."""
        return tuple(case for case in self.cases if case.origin == origin)

    def _inputs(self) -> Iterator[tuple[str, str]]:
        for origin, inputs in (
            ("public", self.public),
            ("private", self.private),
            ("generated", self.generate(random.Random(self.slug))),
        ):
            yield from ((origin, text) for text in inputs)


def _line_ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"
