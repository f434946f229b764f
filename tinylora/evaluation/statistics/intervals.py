"""Intervals for means over problems. Problems are the units: samples of one problem are not news.

One right-or-wrong sample a problem: Wilson's interval. Several samples, or scores: Wilson's at the
effective number of samples, as surveys do with clusters (Korn and Graubard 1998; Franco et al.
2019, doi 10.1093/jssam/smy019). The bootstrap over problems would hold the truth in 82 to 91 of 100
samples where successes are rare; benchmarks/interval_coverage.py measures both.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from scipy.stats import norm, t
from statsmodels.stats.proportion import proportion_confint

ROUNDING = 1e-9  # of a mean of numbers in [0, 1]


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and a range; a share `confidence` of such ranges holds the truth."""

    estimate: float
    low: float
    high: float
    confidence: float
    method: str


def rate_interval(successes: float, n: float, confidence: float = 0.95) -> Interval | None:
    """Return Wilson's interval for a rate of n independent problems; None when n is 0."""
    if n == 0:
        return None
    low, high = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    estimate = successes / n
    return Interval(
        estimate, min(float(low), estimate), max(float(high), estimate), confidence, "Wilson"
    )


def mean_interval(samples: Sequence[Sequence[float]], confidence: float = 0.95) -> Interval | None:
    """Return the mean over problems of each problem's mean, with its interval.

    Args:
        samples: one sequence of numbers in [0, 1] per problem; lengths may differ, none is empty.
        confidence: of the interval.

    Returns:
        None when there is no problem.
    """
    if not samples:
        return None
    means = np.array([fmean(values) for values in samples])  # 10 times as fast as np.mean of few
    if all(len(values) == 1 for values in samples) and set(means) <= {0.0, 1.0}:
        return rate_interval(float(means.sum()), len(means), confidence)
    estimate = float(np.mean(means))
    size = effective_size(means, confidence)
    wilson = rate_interval(estimate * size, size, confidence)
    method = f"Wilson, effective size {size:.0f}"
    return Interval(
        estimate, min(wilson.low, estimate), max(wilson.high, estimate), confidence, method
    )


def effective_size(means: np.ndarray, confidence: float = 0.95) -> float:
    """Return how many independent right-or-wrong samples say as much as these problems do.

    That is p(1 - p) over the variance of the mean, made smaller as that variance is itself but an
    estimate: (z / t)² with as many degrees of freedom as problems that differ from 0 (or from 1),
    less one. It is at least the number of problems: no distribution on [0, 1] varies more than
    right-or-wrong does. Means that differ by rounding alone count as equal: their variance says
    nothing.

    Args:
        means: per problem, in [0, 1], (problems,).
        confidence: of the interval it is for.
    """
    problems = len(means)
    telling = min(int(np.sum(means > 0)), int(np.sum(means < 1)))
    if problems < 2 or np.ptp(means) < ROUNDING or telling < 2:
        return float(problems)
    p, spread = float(np.mean(means)), float(np.var(means, ddof=1)) / problems
    tail = (1 + confidence) / 2
    correction = (norm.ppf(tail) / t.ppf(tail, telling - 1)) ** 2
    return max(float(problems), p * (1 - p) / spread * correction)


def alike_range(estimate: float, n: int, confidence: float) -> tuple[float, float]:
    """Return the range of a mean of differences in [-1, 1] of which n all came out as `estimate`.

    Others may not: Wilson's bound on what 0 in n is a sample of says how many.
    """
    _, unseen = proportion_confint(0, n, alpha=1 - confidence, method="wilson")
    return float(estimate - unseen * (1 + estimate)), float(estimate + unseen * (1 - estimate))


def difference_interval(
    differences: np.ndarray, degrees: int, confidence: float = 0.95
) -> Interval:
    """Return Student's interval for a mean of differences in [-1, 1] that are not all equal.

    Args:
        differences: tuned minus base per problem, (problems >= 2,).
        degrees: of freedom.
        confidence: of the interval.
    """
    estimate = float(np.mean(differences))
    error = float(np.std(differences, ddof=1)) / math.sqrt(len(differences))
    low, high = t.interval(confidence, degrees, loc=estimate, scale=error)
    return Interval(
        *(estimate, max(-1.0, float(low)), min(1.0, float(high)), confidence), "Student's t"
    )
