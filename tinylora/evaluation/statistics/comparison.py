"""What a comparison of two policies says, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tinylora.display import exact_percent
from tinylora.evaluation.statistics.metrics import PASS_AT_1, Metric

if TYPE_CHECKING:  # it imports scipy, which commands that print no comparison need not wait for
    from tinylora.evaluation.statistics.intervals import Interval

POWER = 0.8
"""The chance of detection that `detectable` is stated for."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Tuned against base on one metric."""

    base: float
    tuned: float
    difference: Interval
    """Tuned minus base."""
    p_value: float
    """Two-sided, of no difference."""
    test: str
    """Its name."""
    problems: int
    """Units of the test; for two unpaired samples the smaller one."""
    detectable: float | None
    """Smallest true difference seen with 80% power by this comparison alone, whatever its family.
    None: no difference would have been."""
    gained: int | None = None
    """Problems whose rate rose. None where problems are not paired."""
    lost: int | None = None
    """Problems whose rate fell."""
    corrected_p: float | None = None
    """Of this comparison as one of `family`, by Holm's method. None: it stands alone."""
    family: int = 1
    """Comparisons made together."""

    @property
    def detected(self) -> bool:
        """Return whether test and interval agree that there is a difference."""
        excludes_zero = self.difference.low > 0 or self.difference.high < 0
        p_value = self.p_value if self.corrected_p is None else self.corrected_p
        return excludes_zero and p_value < 1 - self.difference.confidence


def verdict_in_words(comparison: Comparison, metric: Metric = PASS_AT_1) -> str:
    """Return one sentence that claims no more than the test does."""
    if comparison.detected:
        way = "rose" if comparison.difference.estimate > 0 else "fell"
        size = metric.show_size(comparison.difference.estimate)
        return f"{metric.name} {way} by {size}, more than chance explains"
    if comparison.detectable is None:
        return (
            f"no detectable difference in {metric.name}: "
            f"{count(comparison.problems, 'problem')} cannot show any"
        )
    alone = "" if comparison.corrected_p is None else "by itself "
    return (
        f"no detectable difference in {metric.name}: "
        f"{alone}this sample could have seen {metric.show_size(comparison.detectable)}"
    )


def evidence(comparison: Comparison, metric: Metric = PASS_AT_1) -> str:
    """Return the numbers behind the words: "+1.8 points, 95% interval [-1.8, 5.5], p = 0.51 …"."""
    difference = comparison.difference
    return (
        f"{metric.show_difference(difference.estimate)}, "
        f"{exact_percent(difference.confidence)} interval "
        f"{metric.show_range(difference.low, difference.high)}, "
        f"{show_p(comparison.p_value)} ({comparison.test}, "
        f"{count(comparison.problems, 'problem')}){_corrected(comparison)}"
    )


def _corrected(comparison: Comparison) -> str:
    if comparison.corrected_p is None:
        return ""
    return f", {show_p(comparison.corrected_p)} as one of {comparison.family} (Holm)"


def count(n: int, noun: str) -> str:
    """Return "1 problem" or "165 problems"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def show_p(p_value: float) -> str:
    """Return "p = 0.0310", or "p < 0.001" for a p that small."""
    return "p < 0.001" if p_value < 0.001 else f"p = {p_value:.2g}"


def p_alone(p_value: float) -> str:
    """Return what `show_p` does without its "p", for a column of that name."""
    return show_p(p_value).removeprefix("p ").removeprefix("= ")
