"""How metrics changed from one evaluation of a policy to the next, for many policies at once."""

from collections.abc import Sequence

from tinylora.evaluation.statistics.common_problems import Rows, keep_common_problems
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.holm import corrected
from tinylora.evaluation.statistics.metrics import METRICS, values_by_problem
from tinylora.evaluation.statistics.paired import compare_evaluations
from tinylora.evaluation.statistics.unpaired import compare_unpaired

NONE_SHARED = "no problem is in both: two unpaired samples of problems"
Changes = dict[str, Comparison]
"""Of one policy, by metric name."""


def changes(before: Rows, after: Rows, confidence: float = 0.95) -> tuple[Changes, list[str]]:
    """Return how each metric changed, and what of the two could not be paired.

    On the problems and samples that both hold; where no problem is in both, on all of each.

    Raises:
        NotComparable: one of the two holds no completion.
    """
    first, second, left_out = keep_common_problems(before, after)
    if first:
        return compare_evaluations(first, second, confidence), left_out
    unpaired = {
        metric.name: compare_unpaired(
            values_by_problem(before, metric), values_by_problem(after, metric), confidence
        )
        for metric in METRICS
    }
    return unpaired, [NONE_SHARED]


def corrected_together(found: Sequence[Changes]) -> list[Changes]:
    """Return the changes of all policies, their p corrected for one another (Holm)."""
    made = iter(corrected([one for of_policy in found for one in of_policy.values()]))
    return [{name: next(made) for name in of_policy} for of_policy in found]
