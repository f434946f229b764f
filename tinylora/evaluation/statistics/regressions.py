"""A metric that fell from one evaluation of a policy to the next, and what is said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinylora.evaluation.statistics.changes import Changes
from tinylora.evaluation.statistics.comparison import Comparison, evidence
from tinylora.evaluation.statistics.metrics import METRICS, Metric


def is_regression(change: Comparison) -> bool:
    """Return whether it fell by more than its interval, and more than chance explains.

    The whole interval of the difference lies under zero, and the test rejects after the correction.
    """
    return change.detected and change.difference.estimate < 0


@dataclass(frozen=True)
class Regression:
    """One metric of one policy that fell by more than its interval."""

    metric: Metric
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
        return (
            f"{metric.name} of {self.after['policy']} on {self.after['base_model']} fell from "
            f"{metric.show(change.base)} to {metric.show(change.tuned)} "
            f"({evidence(change, metric)}); not the same: "
            f"{', '.join(self.differences) or 'nothing that is known'}; look with "
            f"`tinylora compare {first} {second} --anyway`"
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
        """Return the metrics that fell."""
        return [
            Regression(metric, self.changes[metric.name], self.before, self.after, self.differences)
            for metric in METRICS
            if is_regression(self.changes[metric.name])
        ]
