"""Compare finished evaluations: refuse, or name, whatever differs besides the policy."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.conditions import Rows, differences, keep_common_problems
from tinylora.evaluation.statistics.holm import corrected
from tinylora.evaluation.statistics.metrics import REGISTRY, by_problem, values_by_problem
from tinylora.evaluation.statistics.paired import compare_evaluations, compare_pooled
from tinylora.evaluation.statistics.summary import EvaluationSummary, summarise
from tinylora.stages.evaluation.finished import (
    comparable_part,
    find_evaluations,
    finished_evaluations,
    outcomes,
)
from tinylora.warehouse import Row, Warehouse


@dataclass
class Against:
    """One evaluation compared with the first."""

    evaluation: Row
    summary: EvaluationSummary
    comparisons: dict[str, Comparison]
    """By metric name."""
    differences: list[str] = field(default_factory=list)
    """What differs besides the policy; it was compared anyway."""
    left_out: list[str] = field(default_factory=list)
    """What of the two could not be paired."""


@dataclass(frozen=True)
class ComparedEvaluations:
    """The first evaluation, and the others against it."""

    base: Row
    summary: EvaluationSummary
    others: tuple[Against, ...]
    confidence: float
    pooled: dict[str, Comparison] | None = None
    """All others together against the first, by metric name."""


def compare(
    warehouse: Warehouse,
    words: Sequence[str],
    anyway: bool = False,
    confidence: float = 0.95,
    pooled: bool = False,
) -> ComparedEvaluations:
    """Return the first evaluation against each of the others, problems as units.

    With several others the p-values of each metric are corrected for one another (Holm). That of
    the pooled comparison is not among them: it answers one question, about all of them.

    Args:
        warehouse: holds them.
        words: at least two; see `find_evaluations`.
        anyway: compare what was made under different conditions, on the problems and samples that
            both hold.
        confidence: of the intervals.
        pooled: compare the others together with the first as well; they are trainings of one
            recipe with several seeds.

    Raises:
        SourceMissing: a word means no evaluation.
        NotComparable: fewer than two, one twice, or conditions differ; all of them are named. Or
            fewer than two to pool.
    """
    if len(words) < 2:
        raise NotComparable(f"{len(words)} evaluation cannot be compared: name two or more")
    base, *others = find_evaluations(finished_evaluations(warehouse), words)
    _refuse_twice([base, *others])
    if pooled and len(others) < 2:
        raise NotComparable(
            f"{len(others)} evaluation cannot be pooled: name the base's and two or more others"
        )
    if not anyway:
        _refuse_differences(base, others)
    before = outcomes(warehouse, base["evaluation_id"])
    after = [outcomes(warehouse, row["evaluation_id"]) for row in others]
    made = [_against(*pair, base, before, confidence) for pair in zip(others, after, strict=True)]
    for metric in REGISTRY.values():
        found = corrected([one.comparisons[metric.name] for one in made])
        for one, comparison in zip(made, found, strict=True):
            one.comparisons[metric.name] = comparison
    together = _pooled(before, after, anyway, confidence) if pooled else None
    return ComparedEvaluations(
        base, summarise(before, confidence), tuple(made), confidence, together
    )


def _pooled(
    before: Rows, after: Sequence[Rows], anyway: bool, confidence: float
) -> dict[str, Comparison]:
    """Compare all of `after` together with `before`; `anyway`: on what all of them hold."""
    if anyway:
        for one in after:
            before, _, _ = keep_common_problems(before, one)
        after = [keep_common_problems(before, one)[1] for one in after]
    base, tuned = by_problem(before), [by_problem(one) for one in after]
    return {
        metric.name: compare_pooled(
            values_by_problem(base, metric),
            [values_by_problem(one, metric) for one in tuned],
            confidence,
        )
        for metric in REGISTRY.values()
    }


def _against(row: Row, after: Rows, base: Row, before: Rows, confidence: float) -> Against:
    first, second, differ, left_out = comparable_part(base, row, before, after)
    comparisons = compare_evaluations(first, second, confidence)
    return Against(row, summarise(after, confidence), comparisons, differ, left_out)


def _refuse_twice(rows: Sequence[Row]) -> None:
    ids = [row["evaluation_id"] for row in rows]
    if again := sorted({one for one in ids if ids.count(one) > 1}):
        raise NotComparable(f"evaluation {again[0]} is named twice: name different ones")


def _refuse_differences(base: Row, others: Sequence[Row]) -> None:
    lines = [
        f"  {row['evaluation_id']} ({row['policy']}): {difference}"
        for row in others
        for difference in differences(base, row)
    ]
    if lines:
        raise NotComparable(
            f"more than the policy differs from {base['evaluation_id']} ({base['policy']}):\n"
            + "\n".join(lines)
            + "\nEvaluate under the same conditions, or compare what can be with --anyway."
        )
