"""What a reward term may look at: one judged completion."""

from dataclasses import dataclass
from typing import Self

from tinylora.judge.verdict import CaseResult, Judgement


@dataclass(frozen=True, slots=True)
class Facts:
    """One judged completion."""

    verdict: str
    """AC, WA, TLE, MLE, OLE, RE, CE or NC."""
    passed: int
    total: int
    """Test cases judged, at least 1."""
    tokens: int
    """Length of the completion."""
    text: str
    cases: tuple[CaseResult, ...] = ()
    """One per test case that was run, in order: its verdict, CPU and wall time in milliseconds and
    peak memory in KiB. Fewer than `total` where judging stopped at the first failure. Empty where
    nothing was run (CE, NC), and where only the counts are known."""
    language: str = "c++"
    """What it was judged as."""
    function: str | None = None
    """What it was asked to define. None: it is a program."""

    @classmethod
    def of(cls, judged: Judgement, tokens: int, text: str) -> Self:
        """Return the facts of a completion of `tokens` tokens and what the judge said of it."""
        counts = (str(judged.verdict), judged.passed, judged.total)
        asked = (judged.limits["language"], judged.limits.get("function"))
        return cls(*counts, tokens, text, judged.cases, *asked)
