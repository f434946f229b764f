"""What one evaluation found: the metrics with their intervals, overall and in slices."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from statistics import fmean

from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.statistics.intervals import Interval, mean_interval
from tinylora.evaluation.statistics.metrics import (
    MEAN_SCORE,
    PASS_AT_1,
    REGISTRY,
    by_problem,
    values_by_problem,
)
from tinylora.evaluation.statistics.pass_at_k import pass_at_k, reported_ks

VERDICTS = ("AC", "WA", "TLE", "MLE", "OLE", "RE", "CE", "NC")
BUCKETS = ("easy", "medium", "hard")
LABELS = {
    **{"difficulty": "bucket", "dataset": "dataset", "io mode": "io_mode"},
    **{"year of contest": "contest_window", "language": "answer_language"},
}
"""The ways to slice, and what of a completion says which slice it is in."""

Samples = Mapping[str, Sequence[JudgedCompletion]]
"""Of each problem, by its key."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some problems of an evaluation: all, or of one bucket, dataset, io mode, year, language."""

    name: str
    problems: int
    completions: int
    intervals: dict[str, Interval]
    """Of every registered metric, by its name; empty when there is no completion."""
    verdicts: dict[str, int]
    """Completions by verdict, in the order of VERDICTS, those that occur."""

    def interval(self, metric: str) -> Interval | None:
        """Return the interval of a metric by its name ("pass@1"); None without a completion."""
        return self.intervals[metric] if self.completions else None


@dataclass(frozen=True, slots=True)
class EvaluationSummary:
    """One evaluation."""

    overall: Slice
    slices: dict[str, tuple[Slice, ...]]
    """By the way to slice, of LABELS; no languages where all of it is C++."""
    pass_at_k: dict[int, Interval] = field(default_factory=dict)
    """k = 1, 2, 4, … up to the samples every problem has."""
    score_by_problem: dict[str, float] = field(default_factory=dict)
    """Mean score of each problem key."""


def summarise(rows: Sequence[JudgedCompletion], confidence: float = 0.95) -> EvaluationSummary:
    """Return the summary of one evaluation's judged completions; an empty one has no intervals."""
    samples = by_problem(rows)
    overall = _slice("all", samples, confidence)
    return EvaluationSummary(
        overall=overall,
        slices={way: _slices(rows, label, overall, confidence) for way, label in LABELS.items()},
        pass_at_k=_pass_at_ks(samples, confidence),
        score_by_problem={
            key: fmean(values) for key, values in values_by_problem(samples, MEAN_SCORE).items()
        },
    )


def _slice(name: str, samples: Samples, confidence: float) -> Slice:
    counts = Counter(row.verdict for row in chain.from_iterable(samples.values()))
    return Slice(
        name=name,
        problems=len(samples),
        completions=counts.total(),
        intervals={
            metric.name: mean_interval([*values_by_problem(samples, metric).values()], confidence)
            for metric in (REGISTRY.values() if samples else ())
        },
        verdicts={verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]},
    )


def _slices(
    rows: Sequence[JudgedCompletion], label: str, overall: Slice, confidence: float
) -> tuple[Slice, ...]:
    """Return a slice for each label; one that all rows have is `overall` under that name."""
    order = {bucket: rank for rank, bucket in enumerate(BUCKETS)}
    names = sorted({getattr(row, label) for row in rows}, key=lambda n: (order.get(n, 9), n))
    if names == ["c++"]:  # which goes without saying
        return ()
    if len(names) == 1:
        return (replace(overall, name=names[0]),)
    return tuple(
        _slice(name, by_problem(row for row in rows if getattr(row, label) == name), confidence)
        for name in names
    )


def _pass_at_ks(samples: Samples, confidence: float) -> dict[int, Interval]:
    solved = values_by_problem(samples, PASS_AT_1).values()
    fewest = min((len(values) for values in solved), default=0)
    return {
        k: mean_interval(
            [[pass_at_k(len(values), int(sum(values)), k)] for values in solved], confidence
        )
        for k in reported_ks(fewest)
    }
