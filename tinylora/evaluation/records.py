"""One judged completion of an evaluation: what summaries, comparisons and reports are made of.

`Outcome` is the part that every judged program has, wherever it was sampled.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Self

from tinylora.judge.verdict import NOT_COMPILED


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one program ended."""

    verdict: str
    """AC WA TLE MLE OLE RE CE NC."""
    passed: int
    """Test cases, of `total`."""
    total: int

    @property
    def solved(self) -> bool:
        """Return whether every test case passed."""
        return self.verdict == "AC"

    @property
    def compiled(self) -> bool:
        """Return whether there was code and its compiler accepted it."""
        return self.verdict not in NOT_COMPILED

    @property
    def score(self) -> float:
        """Return the share of test cases passed, 0 to 1."""
        return self.passed / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCompletion(Outcome):
    """One completion with its judgement and the problem's labels."""

    problem_key: str
    dataset: str
    bucket: str
    title: str
    sample: int
    text: str
    source: str | None
    """None: the completion held nothing to judge (verdict NC)."""
    first_failure: dict[str, Any] | None
    """{ordinal, verdict, expected, actual, message} of the first test case that failed."""
    tokens: int | None
    """None, as for finish_reason: another program sampled it and did not say."""
    finish_reason: str | None
    io_mode: str = "stdin"
    answer_language: str = "c++"
    """What the answer was judged as."""
    contest_window: str = "undated"
    """The year of the problem's contest."""

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """Return the record of a warehouse row; columns it does not know are left aside.

        Raises:
            KeyError: a column is missing.
        """
        return cls(**{name: row[name] for name in _names(cls)})


@cache
def _names(record: type[JudgedCompletion]) -> tuple[str, ...]:
    """Return its fields, looked up once: a report makes a record of every completion."""
    return tuple(field.name for field in fields(record))
