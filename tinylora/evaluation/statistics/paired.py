"""Base against tuned on the same problems: pairing removes what the problems themselves vary by.

One right-or-wrong sample a problem: McNemar's exact test. Several samples, or scores: a permutation
test that swaps base and tuned within problems, on per-problem means.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

import numpy as np
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import mcnemar

from tinylora.errors import NotComparable
from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.intervals import (
    ROUNDING,
    Interval,
    alike_range,
    difference_interval,
)
from tinylora.evaluation.statistics.metrics import REGISTRY, Metric, by_problem, values_by_problem
from tinylora.evaluation.statistics.power import paired_detectable

Samples = Mapping[str, Sequence[float]]
PERMUTED = "paired permutation test"
PERMUTATIONS = 9_999
FURTHER_PERMUTATIONS = 199_999
"""Permutations in all where the first were not enough: 0.3 s for 118 problems, and a million 1 s,
which a board of 200 policies would wait for."""
MOST_NUMBERS = 200_000_000
"""Permuted numbers of them, a second or two: so of more than 1,000 problems they are fewer."""
SEED = 20_260_306
NUMBERS_AT_ONCE = 4_000_000
"""Permuted numbers in memory at a time: 32 MB, however many problems there are."""


def compare(base: Samples, tuned: Samples, confidence: float = 0.95) -> Comparison:
    """Compare two policies on the same problems, problems as units.

    Args:
        base: per problem key, one number in [0, 1] per sample.
        tuned: the same problems with as many samples each.
        confidence: of the interval; the test's level is 1 - confidence.

    Raises:
        NotComparable: problems or sample counts differ, or there is no problem.
    """
    keys = _shared_keys(base, tuned)
    before = np.array([fmean(base[key]) for key in keys])
    after = _without_noise(before, np.array([fmean(tuned[key]) for key in keys]))
    differences = after - before
    gained, lost = int(np.sum(differences > 0)), int(np.sum(differences < 0))
    binary = _one_binary_sample(base, tuned)
    if binary:
        both, neither = int(np.sum(before * after)), int(np.sum((1 - before) * (1 - after)))
        p_value = mcnemar([[both, lost], [gained, neither]], exact=True).pvalue
        interval = _binary_difference(differences, gained, lost, confidence)
        test = "McNemar's exact test"
    else:
        p_value = _permutation_p(before, after)
        interval = mean_difference(differences, confidence)
        test = PERMUTED
    return _comparison(before, after, interval, float(p_value), test, binary)


def compare_pooled(base: Samples, tuned: Sequence[Samples], confidence: float = 0.95) -> Comparison:
    """Compare a base with several policies that were made alike, such as trainings of one recipe.

    A problem's rate is the mean of theirs, so what one seed gained by luck is averaged out.
    Problems are the units, as ever: it speaks of these trainings on problems like these, and how
    the recipe would do with yet other seeds shows in how far its policies are apart.

    Args:
        base: per problem key, one number in [0, 1] per sample.
        tuned: of each policy, the same problems.
        confidence: of the interval; the test's level is 1 - confidence.

    Raises:
        NotComparable: problems or sample counts differ, or there is no problem.
    """
    (keys,) = {tuple(_shared_keys(base, one)) for one in tuned}
    before = np.array([fmean(base[key]) for key in keys])
    after = np.mean([[fmean(one[key]) for key in keys] for one in tuned], axis=0)
    after = _without_noise(before, after)
    interval = mean_difference(after - before, confidence)
    p_value = _permutation_p(before, after)
    return _comparison(before, after, interval, p_value, PERMUTED, binary=False)


def _without_noise(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return `after`, equal to `before` where they differ by rounding alone.

    The mean of 0.1 and 0.2 is not that of 0.3 and 0 to the last bit, and yet no change.
    """
    return np.where(abs(after - before) < ROUNDING, before, after)


def _comparison(
    before: np.ndarray,
    after: np.ndarray,
    interval: Interval,
    p_value: float,
    test: str,
    binary: bool,
) -> Comparison:
    """Return what a test of two rates per problem, (problems,) each, found."""
    differences = after - before
    return Comparison(
        *(float(before.mean()), float(after.mean()), interval, p_value, test, len(differences)),
        detectable=paired_detectable(differences, 1 - interval.confidence, binary),
        gained=int(np.sum(differences > 0)),
        lost=int(np.sum(differences < 0)),
    )


def mean_difference(differences: np.ndarray, confidence: float = 0.95) -> Interval:
    """Return the mean of differences of rates over several samples, with its interval.

    Problems that did not change say little about the spread of those that do: there are as many
    degrees of freedom as problems that changed, and one. Measured, that covers where few changed
    and is no wider where many did (benchmarks/interval_coverage.py).

    Args:
        differences: tuned minus base per problem, (problems,), in [-1, 1].
        confidence: of the interval.
    """
    changed = int(np.count_nonzero(differences))
    return _difference(differences, min(changed + 1, len(differences) - 1), confidence)


def compare_evaluations(
    base: Sequence[JudgedCompletion],
    tuned: Sequence[JudgedCompletion],
    confidence: float = 0.95,
    metrics: Iterable[Metric] = tuple(REGISTRY.values()),
) -> dict[str, Comparison]:
    """Return the comparison of each metric by name; empty when neither evaluation has rows.

    Raises:
        NotComparable: the evaluations are not of the same problems and samples.
    """
    if not base and not tuned:
        return {}
    before, after = by_problem(base), by_problem(tuned)
    return {
        metric.name: compare(
            values_by_problem(before, metric), values_by_problem(after, metric), confidence
        )
        for metric in metrics
    }


def _shared_keys(base: Samples, tuned: Samples) -> list[str]:
    if alone := sorted(set(base) ^ set(tuned)):
        raise NotComparable(
            f"{len(alone)} problems are in only one of the two evaluations (first: {alone[0]}): "
            "evaluate both policies on the same problem set"
        )
    if uneven := sorted(key for key in base if len(base[key]) != len(tuned[key])):
        key = uneven[0]
        raise NotComparable(
            f"problem {key} has {len(base[key])} samples of the base and {len(tuned[key])} of the "
            "tuned policy: evaluate both with the same samples_per_problem"
        )
    if not base:
        raise NotComparable("neither evaluation holds a problem: evaluate at least one")
    return sorted(base)


def _one_binary_sample(base: Samples, tuned: Samples) -> bool:
    return all(
        len(values) == 1 and values[0] in (0, 1)
        for policy in (base, tuned)
        for values in policy.values()
    )


def _permutation_p(before: np.ndarray, after: np.ndarray) -> float:
    """Return the two-sided p of the mean difference when base and tuned swap within problems.

    A swap turns a difference's sign, and what did not change has none. Few signs are all tried;
    of many, `PERMUTATIONS` random ones and the observed (Phipson and Smyth 2010). Where none of
    those is as extreme, `FURTHER_PERMUTATIONS` are drawn in all: a p that never goes below 0.0002
    cannot be corrected for many comparisons. It is valid: at a level that the first draws reach it
    rejects only where they do by themselves, and at a lower one only where all draws do. Two-sided
    is twice the smaller side. It is scipy's permutation_test of pairs, as a product of matrices: 20
    times as fast, which a leaderboard of 200 policies and a report on 12,500 problems need.
    """
    differences = (after - before)[after != before]
    differences = differences if differences.sum() >= 0 else -differences
    n = len(differences)
    if 2**n <= PERMUTATIONS:
        swapped = np.arange(2**n)[:, None] >> np.arange(n) & 1
        return min(1.0, 2 * _as_extreme(differences, swapped) / 2**n)
    rng, tried, extreme = np.random.default_rng(SEED), 0, 0
    for draws in (PERMUTATIONS, min(FURTHER_PERMUTATIONS, MOST_NUMBERS // n)):
        while tried < draws:
            rows = min(draws - tried, max(1, NUMBERS_AT_ONCE // n))
            drawn = np.frombuffer(rng.bytes(rows * -(-n // 8)), np.uint8).reshape(rows, -1)
            extreme += _as_extreme(differences, np.unpackbits(drawn, axis=1, count=n))
            tried += rows
        if extreme:
            break
    return min(1.0, 2 * (extreme + 1) / (tried + 1))


def _as_extreme(differences: np.ndarray, swapped: np.ndarray) -> int:
    """Return how many sets of swaps, (sets, problems) of 0 and 1, leave a sum as large."""
    least = differences.sum() - 1e-9 * abs(differences).sum()  # equal sums may differ by bits
    sums = differences.sum() - 2 * (swapped.astype(float) @ differences)
    return int(np.sum(sums >= least))


def _difference(differences: np.ndarray, degrees: int, confidence: float) -> Interval:
    """Return Student's interval; where all changed alike, Wilson's bound on others."""
    if np.ptp(differences) >= ROUNDING:
        return difference_interval(differences, degrees, confidence)
    estimate = float(differences[0])
    low, high = alike_range(estimate, len(differences), confidence)
    return Interval(estimate, low, high, confidence, "Wilson over problems: all came out alike")


def _binary_difference(
    differences: np.ndarray, gained: int, lost: int, confidence: float
) -> Interval:
    """Return Student's interval, widened to hold the exact one given the changes.

    The exact one (Clopper and Pearson, of the share of changes that are gains) holds 0 exactly when
    McNemar's test does not reject, so interval and p never contradict each other; Student's adds
    that the number of changed problems is itself chance.
    """
    student = _difference(differences, len(differences) - 1, confidence)
    changed = gained + lost
    if changed == 0:
        return student
    share = binomtest(gained, changed).proportion_ci(confidence, method="exact")
    low, high = ((2 * bound - 1) * changed / len(differences) for bound in share)
    return Interval(
        student.estimate,
        min(student.low, float(low)),
        max(student.high, float(high)),
        confidence,
        "Student's t with Clopper-Pearson",
    )
