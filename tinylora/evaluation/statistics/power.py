"""The smallest difference a sample could have shown: without it, "no difference" says nothing."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from scipy.optimize import brentq
from scipy.special import betaincinv
from scipy.stats import binom, hypergeom
from statsmodels.stats.power import NormalIndPower, TTestPower
from statsmodels.stats.proportion import proportion_confint

from tinylora.evaluation.statistics.comparison import POWER
from tinylora.evaluation.statistics.intervals import ROUNDING

TABLES = 170_000
"""Pairs of counts that Fisher's test is enumerated for, some 400 problems each: seconds."""
TIE = 1 + 1e-7
"""Tables as likely as the one seen, but for rounding; scipy's fisher_exact uses the same."""


def paired_detectable(differences: np.ndarray, alpha: float, binary: bool) -> float | None:
    """Return the smallest mean difference seen with 80% power by a paired test, or None.

    The power of the paired t test (statsmodels) for the spread that the differences show. Where
    they show none, Wilson's bound on the share of problems that change stands in for it. An exact
    test also needs m changed problems, 2 · 0.5^m <= alpha, to reach its level at all. So it is no
    less than the share of changing problems of which m are in the sample four times in five, times
    what a problem changes by.

    Args:
        differences: tuned minus base per problem, (problems,), in [-1, 1].
        alpha: level of the test.
        binary: one right-or-wrong sample a problem, so that a change is a whole one.

    Returns:
        None when no difference in [-1, 1] would be seen: too few problems.
    """
    n = len(differences)
    fewest_changed = math.ceil(math.log2(2 / alpha))
    if n < fewest_changed:
        return None
    spread, changes = float(np.std(differences, ddof=1)), abs(differences[differences != 0])
    if spread < ROUNDING:
        spread = math.sqrt(proportion_confint(0, n, alpha=alpha, method="wilson")[1])
    a_change = 1.0 if binary or not len(changes) else float(changes.mean())
    floor = float(betaincinv(fewest_changed, n - fewest_changed + 1, POWER)) * a_change
    smallest = max(_paired_effect(n, alpha) * spread, floor)
    return smallest if smallest <= 1 else None


@cache
def _paired_effect(n: int, alpha: float) -> float:
    """Return the mean in standard deviations that `n` pairs show; a board asks for one n often."""
    return _shown(lambda effect: TTestPower().power(effect, nobs=n, alpha=alpha))


def _shown(power: Callable[[float], float]) -> float:
    """Return the effect, above 0, at which a test's power is POWER.

    statsmodels' own solve_power ends in an array, or in another root, at some sizes.
    """

    def lacking(effect: float) -> float:
        found = float(power(effect))
        return (1.0 if math.isnan(found) else found) - POWER  # beyond certainty it is no number

    high = 0.1
    while lacking(high) < 0:
        high *= 2
    return float(brentq(lacking, 0.0, high))


def unpaired_detectable(rate: float, base_n: int, tuned_n: int, alpha: float) -> float | None:
    """Return the smallest change from `rate` seen with 80% power by two unpaired samples, or None.

    The power of Fisher's exact test, every pair of counts enumerated; for samples too large for
    that the normal test's on arcsine-transformed rates. Upwards where there is room, else
    downwards.
    """
    if (base_n + 1) * (tuned_n + 1) > TABLES:
        return _normal_detectable(rate, base_n, tuned_n, alpha)
    rejected = _fisher_rejects(base_n, tuned_n, alpha)
    by_tuned = binom.pmf(np.arange(base_n + 1), base_n, rate) @ rejected

    def lacking(changed: float) -> float:
        return float(by_tuned @ binom.pmf(np.arange(tuned_n + 1), tuned_n, changed)) - POWER

    for end in (1.0, 0.0):
        if lacking(end) >= 0:
            return abs(brentq(lacking, rate, end) - rate)
    return None


def _fisher_rejects(base_n: int, tuned_n: int, alpha: float) -> np.ndarray:
    """Return whether the two-sided test rejects, (base successes, tuned successes)."""
    rejected = np.zeros((base_n + 1, tuned_n + 1), dtype=bool)
    for successes in range(base_n + tuned_n + 1):
        base = np.arange(max(0, successes - tuned_n), min(base_n, successes) + 1)
        chance = hypergeom.pmf(base, base_n + tuned_n, base_n, successes)
        order = np.sort(chance)
        as_rare = np.searchsorted(order, chance * TIE, side="right")
        p_value = np.concatenate([[0.0], np.cumsum(order)])[as_rare]
        rejected[base, successes - base] = p_value < alpha
    return rejected


def _normal_detectable(rate: float, base_n: int, tuned_n: int, alpha: float) -> float | None:
    """Return the same by Cohen's h (statsmodels), turned back into a rate."""
    ratio = tuned_n / base_n
    effect = _shown(lambda h: NormalIndPower().power(h, base_n, alpha, ratio=ratio))
    angle = math.asin(math.sqrt(rate))
    up, down = angle + effect / 2, angle - effect / 2
    if up <= math.pi / 2:
        return math.sin(up) ** 2 - rate
    return rate - math.sin(down) ** 2 if down >= 0 else None
