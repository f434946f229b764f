"""Two evaluations that share no problem: unpaired samples, which show less than pairs do.

Two counts such as 3/165 and 6/165, nothing known about which problems: unpaired samples.
"""

import math

import numpy as np
from scipy.stats import fisher_exact, permutation_test
from statsmodels.stats.proportion import confint_proportions_2indep

from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.intervals import Interval, mean_interval
from tinylora.evaluation.statistics.paired import NUMBERS_AT_ONCE, PERMUTATIONS, SEED, Samples
from tinylora.evaluation.statistics.power import unpaired_detectable


def compare_unpaired(base: Samples, tuned: Samples, confidence: float = 0.95) -> Comparison:
    """Compare two policies on different problems, or one policy on two sets of them.

    A permutation test that deals per-problem means to the two anew, and the interval that Newcombe
    (1998) makes of two rates' own, here of the two means'.

    Args:
        base: per problem key, one number in [0, 1] per sample.
        tuned: the same of other problems.
        confidence: of the interval; the test's level is 1 - confidence.

    Raises:
        NotComparable: one of the two holds no problem.
    """
    if not base or not tuned:
        raise NotComparable("one of the two evaluations holds no problem: evaluate at least one")
    before, after = (mean_interval(list(one.values()), confidence) for one in (base, tuned))
    means = [np.array([np.mean(values) for values in one.values()]) for one in (tuned, base)]
    p_value = permutation_p(*means)
    return Comparison(
        before.estimate,
        after.estimate,
        _newcombe(before, after),
        p_value,
        "permutation test",
        min(len(base), len(tuned)),
        unpaired_detectable(before.estimate, len(base), len(tuned), 1 - confidence),
    )


def permutation_p(after: np.ndarray, before: np.ndarray) -> float:
    """Return the two-sided p of a difference of means, by dealing the numbers to the two anew."""
    if min(len(after), len(before)) < 2:
        return 1.0
    result = permutation_test(
        (after, before),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        vectorized=True,
        n_resamples=PERMUTATIONS,
        batch=max(1, NUMBERS_AT_ONCE // (len(after) + len(before))),
        rng=np.random.default_rng(SEED),
    )
    return float(result.pvalue)


def _newcombe(before: Interval, after: Interval) -> Interval:
    difference = after.estimate - before.estimate
    low = difference - math.hypot(after.estimate - after.low, before.high - before.estimate)
    high = difference + math.hypot(after.high - after.estimate, before.estimate - before.low)
    return Interval(
        difference, max(-1.0, low), min(1.0, high), before.confidence, "Newcombe of two means"
    )


def compare_counts(
    base: tuple[int, int], tuned: tuple[int, int], confidence: float = 0.95
) -> Comparison:
    """Compare two rates, each (successes, problems): Fisher's exact test, Newcombe's interval.

    Where per-problem outcomes are known, `paired.compare` sees smaller differences.

    Raises:
        NotComparable: a count is not 0 <= successes <= problems with at least one problem.
    """
    for successes, n in (base, tuned):
        if not 0 <= successes <= n or n == 0:
            raise NotComparable(
                f"count {successes}/{n} is no rate: give successes/problems, for example 3/165"
            )
    (base_hits, base_n), (tuned_hits, tuned_n) = base, tuned
    table = [[tuned_hits, tuned_n - tuned_hits], [base_hits, base_n - base_hits]]
    alpha = 1 - confidence
    low, high = confint_proportions_2indep(
        tuned_hits, tuned_n, base_hits, base_n, method="newcomb", compare="diff", alpha=alpha
    )
    before, after = base_hits / base_n, tuned_hits / tuned_n
    return Comparison(
        base=before,
        tuned=after,
        difference=Interval(after - before, float(low), float(high), confidence, "Newcombe"),
        p_value=float(fisher_exact(table).pvalue),
        test="Fisher's exact test",
        problems=min(base_n, tuned_n),
        detectable=unpaired_detectable(before, base_n, tuned_n, alpha),
    )
