"""A metric that got worse from one evaluation of a policy to the next, and what is said of it.

Most metrics are better the higher, so "fell" is the word; the registry says which are not.

How metrics changed from one evaluation of a policy to the next, for many policies at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tinylora.evaluation.statistics.comparison import Comparison, evidence
from tinylora.evaluation.statistics.conditions import Rows, keep_common_problems
from tinylora.evaluation.statistics.holm import corrected
from tinylora.evaluation.statistics.metrics import (
    METRICS,
    RegisteredMetric,
    by_problem,
    values_by_problem,
)
from tinylora.evaluation.statistics.paired import compare_evaluations
from tinylora.evaluation.statistics.unpaired import compare_unpaired

NONE_SHARED = "no problem is in both: two unpaired samples of problems"
Changes = dict[str, Comparison]
"""Of one policy, by metric name."""


def changes(before: Rows, after: Rows, confidence: float = 0.95) -> tuple[Changes, list[str]]:
    """Return how each tested metric changed, and what of the two could not be paired.

    On the problems and samples that both hold; where no problem is in both, on all of each.

    Raises:
        NotComparable: one of the two holds no completion.
    """
    first, second, left_out = keep_common_problems(before, after)
    if first:
        return compare_evaluations(first, second, confidence, METRICS), left_out
    samples = by_problem(before), by_problem(after)
    unpaired = {
        metric.name: compare_unpaired(
            *(values_by_problem(one, metric) for one in samples), confidence
        )
        for metric in METRICS
    }
    return unpaired, [NONE_SHARED]


def corrected_together(found: Sequence[Changes]) -> list[Changes]:
    """Return the changes of all policies, their p corrected for one another (Holm)."""
    made = iter(corrected([one for of_policy in found for one in of_policy.values()]))
    return [{name: next(made) for name in of_policy} for of_policy in found]


def is_regression(change: Comparison, metric: RegisteredMetric) -> bool:
    """Return whether it got worse by more than its interval, and more than chance explains.

    The whole interval of the difference lies on the worse side of zero, and the test rejects after
    the correction.
    """
    return change.detected and metric.improved(change.difference.estimate) is False


@dataclass(frozen=True)
class Regression:
    """One metric of one policy that got worse by more than its interval."""

    metric: RegisteredMetric
    change: Comparison
    before: Mapping[str, Any]
    """The evaluation's row of select_finished_evaluations, as `after`."""
    after: Mapping[str, Any]
    differences: list[str]
    """Conditions that are not the same, and what could not be paired."""

    @property
    def sentence(self) -> str:
        """Return what fell, by how much, what differs, and what to do."""
        metric, change = self.metric, self.change
        first, second = self.before["evaluation_id"], self.after["evaluation_id"]
        way = "fell" if change.difference.estimate < 0 else "rose"
        pairs = NONE_SHARED not in self.differences  # else there is nothing more to look at
        look = f"; look with `tinylora compare {first} {second} --anyway`" if pairs else ""
        return (
            f"{metric.name} of {self.after['policy']} on {self.after['base_model']} {way} from "
            f"{metric.show(change.base)} to {metric.show(change.tuned)} "
            f"({evidence(change, metric)}); not the same: "
            f"{', '.join(self.differences) or 'nothing that is known'}{look}"
        )

    @property
    def payload(self) -> dict[str, Any]:
        """Return the same for a program, JSON values all of it."""
        difference = self.change.difference
        return {
            "sentence": self.sentence,
            "metric": self.metric.name,
            "policy": self.after["policy"],
            "base_model": self.after["base_model"],
            "before": self.change.base,
            "after": self.change.tuned,
            "difference": difference.estimate,
            "interval": [difference.low, difference.high],
            "confidence": difference.confidence,
            "p_value": self.change.corrected_p,
            "before_evaluation_id": self.before["evaluation_id"],
            "evaluation_id": self.after["evaluation_id"],
            "differences": self.differences,
        }


@dataclass(frozen=True)
class Pair:
    """Two evaluations of one policy, and how its metrics changed."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    changes: Changes
    differences: list[str]

    @property
    def regressions(self) -> list[Regression]:
        """Return the metrics that got worse, of those that raise an alarm."""
        return [
            Regression(metric, self.changes[metric.name], self.before, self.after, self.differences)
            for metric in METRICS
            if metric.alarms and is_regression(self.changes[metric.name], metric)
        ]
