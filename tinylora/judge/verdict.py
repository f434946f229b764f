"""What judging a submission yields: a verdict, per case and worst-of, with its measurements.

Frozen data. A judgement says what happened; what that is worth is the reward's business.
"""

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

EXCERPT_CHARS = 300
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Verdict(StrEnum):
    """From best to worst; a submission's verdict is the worst of its cases'."""

    AC = "AC"
    WA = "WA"
    TLE = "TLE"
    MLE = "MLE"
    OLE = "OLE"
    RE = "RE"
    CE = "CE"
    NC = "NC"  # the completion held no source at all


NOT_COMPILED = frozenset({Verdict.CE, Verdict.NC})
"""The verdicts where there was nothing to run; a text such as "CE" is found in it as well."""
SEVERITY = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(verdicts: list[Verdict]) -> Verdict:
    """Return the worst of at least one verdict."""
    return max(verdicts, key=SEVERITY.__getitem__)


def excerpt(text: str | bytes) -> str:
    """Return the first 300 characters of `text` as text that JSON and a database take.

    Bytes that are not UTF-8, lone surrogates and NULs become U+FFFD.
    """
    if isinstance(text, bytes):
        text = text[: 4 * EXCERPT_CHARS].decode("utf-8", "replace")
    return valid_text(text[:EXCERPT_CHARS])


def valid_text(text: str) -> str:
    """Return `text` with each lone surrogate and NUL replaced by U+FFFD."""
    return UNSTORABLE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One test case: CPU and wall time in milliseconds, peak resident memory in KiB."""

    verdict: Verdict
    cpu_ms: float
    wall_ms: float
    peak_kb: int
    exit_code: int | None = None
    """None: a signal or the judge ended it, or the row is older than this field."""
    signal: int | None = None
    """What ended it. None: no signal, the judge did (too late, too large), or an older row."""


@dataclass(frozen=True, slots=True)
class FirstFailure:
    """The first case that is not AC, or why nothing ran (CE, NC)."""

    ordinal: int | None
    """Place of the test case among the submission's, from 0. None: no case was run."""
    verdict: Verdict
    expected: str
    actual: str
    message: str
    """What differs, the exit status, or the compiler's first complaint."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One submission judged: a row of the table `judgements`."""

    judgement_id: str
    source_sha: str | None
    source: str | None
    cases_sha: str
    limits: dict[str, Any]
    compiler: str
    judge_version: str
    isolation: str
    verdict: Verdict
    passed: int
    total: int
    score: float
    """passed / total."""
    compile_ms: float
    """CPU time of compiling, milliseconds."""
    cpu_ms: float
    """CPU time of all cases, milliseconds."""
    peak_kb: int
    """The largest resident memory any case reached, KiB."""
    first_failure: FirstFailure | None
    cases: tuple[CaseResult, ...]
    """One per test case that was run, in order. Fewer than `total` where judging stopped at the
    first failure, empty when nothing was run (CE, NC)."""
    wall_ms: float | None = None
    """Wall time of all cases. None: an older row."""
    host_factor: float | None = None
    """What this host stretched time limits by, the most of all cases. None: an older row."""

    def to_row(self) -> dict[str, Any]:
        """Return the columns as values JSON can hold."""
        return {**asdict(self), "cases": [asdict(case) for case in self.cases]}

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> Self:
        """Return the judgement that `to_row` was called on."""
        failure = row["first_failure"]
        fields = {
            **row,
            "verdict": Verdict(row["verdict"]),
            "first_failure": failure and FirstFailure(**_typed(failure)),
            "cases": tuple(CaseResult(**_typed(case)) for case in row["cases"]),
        }
        return cls(**fields)


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "verdict": Verdict(row["verdict"])}
