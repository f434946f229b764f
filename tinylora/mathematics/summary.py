"""What a file of scored completions comes to: the metrics, with intervals over its problems."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tinylora.evaluation.statistics.intervals import Interval, mean_interval
from tinylora.evaluation.statistics.metrics import Metric
from tinylora.evaluation.statistics.pass_at_k import pass_at_k
from tinylora.mathematics.scores import HIGHEST_REWARD, ScoredProblem
from tinylora.mathematics.text import Where


@dataclass(frozen=True, slots=True)
class MathSummary:
    """What a file comes to."""

    problems: int
    completions: int
    intervals: dict[str, Interval]
    """By metric name; empty without a problem."""
    found: dict[str, int]
    """Completions by where their answer stands."""
    not_verified: dict[str, int]
    """Completions by why their answer is not verified; they count as not right."""
    length_unit: str
    length_mean: float | None
    length_median: float | None
    prompts_cut: int
    """Completions that repeated their prompt, which was cut off."""
    prompt: str | None
    """The first of those prompts."""
    shared_tag: str | None
    """What stands in an answer tag of every completion; None where all of them are right."""


PASS_AT_1 = Metric("pass@1", lambda row: float(row.correct))
"""The code side's name: right at the first try. As for pass@k, in the tag or in a box."""
ANY_FORM = Metric("pass@1 in any form", lambda row: float(row.right))
"""Right wherever the answer stands: what changes here is no matter of form."""
TAG = Metric("answer tag", lambda row: float(row.tag_present))
TAG_AT_END = Metric("tag at the end", lambda row: float(row.tag_at_end))
LENGTH = Metric("length credit", lambda row: row.length_credit, percent=False)
REWARD = Metric("reward", lambda row: row.reward, percent=False)
PER_COMPLETION = (PASS_AT_1, ANY_FORM, TAG, TAG_AT_END, LENGTH, REWARD)


def metrics(k: int) -> tuple[Metric, ...]:
    """Return the metrics in the order people read them: pass@k first."""
    any_of_k = Metric(f"pass@{k}", PASS_AT_1.of), Metric(f"pass@{k} in any form", ANY_FORM.of)
    return (*(any_of_k if k > 1 else ()), *PER_COMPLETION)


def strict_and_lenient(k: int) -> list[tuple[Metric, Metric]]:
    """Return what is right in tag or box, and right in any form, beside each other."""
    by_name = {metric.name: metric for metric in metrics(k)}
    names = [name for name in by_name if f"{name} in any form" in by_name]
    return [(by_name[name], by_name[f"{name} in any form"]) for name in names]


def values_by_problem(
    problems: Sequence[ScoredProblem], metric: Metric, k: int
) -> dict[str, list[float]]:
    """Return a metric's numbers by problem key: one a completion, for pass@k with k > 1 one.

    Rewards are divided by the highest one, so that every number is in [0, 1].
    """
    values = {p.key: [metric.of(completion) for completion in p.completions] for p in problems}
    if metric is REWARD:
        return {key: [value / HIGHEST_REWARD for value in each] for key, each in values.items()}
    if metric in PER_COMPLETION:
        return values
    return {key: [pass_at_k(len(each), int(sum(each)), k)] for key, each in values.items()}


def summarise(
    problems: Sequence[ScoredProblem], k: int, unit: str, confidence: float = 0.95
) -> MathSummary:
    """Return what scored problems come to; k is 1 to the fewest completions of any problem."""
    rows = [completion for problem in problems for completion in problem.completions]
    lengths = [row.length for row in rows]
    return MathSummary(
        problems=len(problems),
        completions=len(rows),
        intervals={
            metric.name: _interval(problems, metric, k, confidence)
            for metric in (metrics(k) if problems else ())
        },
        found={str(where): sum(row.where is where for row in rows) for where in Where},
        not_verified=dict(Counter(row.why_not_verified for row in rows if row.why_not_verified)),
        length_unit=unit,
        length_mean=float(np.mean(lengths)) if rows else None,
        length_median=float(np.median(lengths)) if rows else None,
        prompts_cut=sum(row.prompt_cut > 0 for row in rows),
        prompt=next((problem.echoed for problem in problems if problem.echoed), None),
        shared_tag=_shared_tag(problems) if len(rows) > 1 else None,
    )


def _shared_tag(problems: Sequence[ScoredProblem]) -> str | None:
    """Return what every completion has in an answer tag, unless all of them are right."""
    if all(completion.correct for problem in problems for completion in problem.completions):
        return None
    shared = [set(problem.shared_tags) for problem in problems]
    found = (tag for tag in problems[0].shared_tags if all(tag in each for each in shared))
    return next(found, None)


def _interval(
    problems: Sequence[ScoredProblem], metric: Metric, k: int, confidence: float
) -> Interval:
    values = list(values_by_problem(problems, metric, k).values())
    found = mean_interval(values, confidence)
    if metric is not REWARD:
        return found
    ends = (HIGHEST_REWARD * end for end in (found.estimate, found.low, found.high))
    return replace(found, **dict(zip(("estimate", "low", "high"), ends, strict=True)))
