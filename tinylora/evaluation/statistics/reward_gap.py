"""The gap between what rewards a training and what reports on it, at its beginning and its end.

A problem's gap is the score of its rollouts on the unshown test cases that reward them, less their
score on those kept apart. Both are drawn alike, so a policy that learns the problem has none at any
skill; one that learns the rewarding cases opens it. Problems are the units, as everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import ttest_ind

from tinylora.evaluation.statistics.comparison import count, show_p
from tinylora.evaluation.statistics.intervals import ROUNDING, Interval, alike_range
from tinylora.evaluation.statistics.metrics import MEAN_SCORE
from tinylora.evaluation.statistics.unpaired import permutation_p


@dataclass(frozen=True, slots=True)
class GapPart:
    """The first or the last part of a training's steps."""

    problems: int
    rollouts: int
    reward_only: int
    """Rollouts that passed every test case that rewarded them and not all of those kept apart."""
    reward_score: float
    """Mean over problems of the rewarding cases passed, as a share; those shown not counted."""
    report_score: float
    """The same of the cases kept apart."""


@dataclass(frozen=True, slots=True)
class RewardGap:
    """A training's gap and how it moved."""

    first: GapPart
    last: GapPart
    change: Interval | None
    """The last part's gap minus the first's. None: a part has fewer than two problems."""
    p_value: float
    """Two-sided, of no change."""

    @property
    def widened(self) -> bool:
        """Return whether test and interval agree that the gap is wider at the end."""
        if self.change is None:
            return False
        return self.change.low > 0 and self.p_value < 1 - self.change.confidence


def reward_gap(rows: Iterable[Mapping[str, Any]], confidence: float = 0.95) -> RewardGap | None:
    """Return the gap of one training; None where one of its parts was not measured.

    Args:
        rows: of select_gaps: part, problem_key, rollouts, reward_only, reward_score, report_score.
        confidence: of the interval; the test's level is 1 - confidence.
    """
    parts = {"first": [], "last": []}
    for row in rows:
        parts[row["part"]].append(row)
    first, last = parts["first"], parts["last"]
    if not first or not last:
        return None
    before, after = (
        np.array([row["reward_score"] - row["report_score"] for row in part])
        for part in (first, last)
    )
    change, p_value = None, 1.0
    if min(len(before), len(after)) > 1:
        change, p_value = _change(before, after, confidence)
    return RewardGap(_part(first), _part(last), change, p_value)


def gap_in_words(gap: RewardGap) -> str:
    """Return one sentence that claims no more than the test does."""
    first, last = (part.reward_score - part.report_score for part in (gap.first, gap.last))
    score = MEAN_SCORE.show_difference
    told = (
        f"on test cases that rewarded it the policy scored {score(first)} against those kept apart "
        f"in its first steps and {score(last)} in its last ones"
    )
    if gap.change is None:
        return f"{told}; too few problems to say whether that changed"
    found = f"{score(gap.change.estimate)} {MEAN_SCORE.show_range(gap.change.low, gap.change.high)}"
    found = f"{found}, {show_p(gap.p_value)}"
    if gap.widened:
        only = count(gap.last.reward_only, "rollout")
        return (
            f"the gap between reward and report widened by {found}: {told}, where {only} of "
            f"{gap.last.rollouts} passed all that rewarded it and failed others. It learns the "
            "test cases: give rewards more of them, or train shorter"
        )
    return f"no widening gap between reward and report is seen ({found}): {told}"


def _change(before: np.ndarray, after: np.ndarray, confidence: float) -> tuple[Interval, float]:
    """Return Welch's interval of the difference of means, and a permutation test's p.

    Where each part's gaps are all equal Welch's has no width; Wilson bounds what was not seen.
    """
    estimate = float(after.mean() - before.mean())
    if max(np.ptp(before), np.ptp(after)) < ROUNDING:  # all came out alike: others may not
        low, high = alike_range(estimate, min(len(before), len(after)), confidence)
    else:
        welch = ttest_ind(after, before, equal_var=False).confidence_interval(confidence)
        low, high = float(welch.low), float(welch.high)
    interval = Interval(estimate, float(low), float(high), confidence, "Welch's t, or Wilson")
    if abs(estimate) < ROUNDING:
        return interval, 1.0
    return interval, permutation_p(after, before)


def _part(rows: list[Mapping[str, Any]]) -> GapPart:
    return GapPart(
        problems=len(rows),
        rollouts=sum(row["rollouts"] for row in rows),
        reward_only=sum(row["reward_only"] for row in rows),
        reward_score=float(np.mean([row["reward_score"] for row in rows])),
        report_score=float(np.mean([row["report_score"] for row in rows])),
    )
