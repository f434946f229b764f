import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, norm, permutation_test

from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.comparison import evidence, verdict_in_words
from tinylora.evaluation.statistics.holm import corrected
from tinylora.evaluation.statistics.metrics import COMPILE_RATE, MEAN_SCORE, PASS_AT_1, REGISTRY
from tinylora.evaluation.statistics.paired import (
    compare,
    compare_evaluations,
    compare_pooled,
    mean_difference,
)
from tinylora.evaluation.statistics.power import paired_detectable


def keyed(values):
    return {f"p{i}": list(np.atleast_1d(value)) for i, value in enumerate(values)}


def binary(n, lost, gained, both=0):
    """Return base and tuned outcomes with so many problems lost, gained and solved by both."""
    rest = n - lost - gained - both
    base = [1.0] * lost + [0.0] * gained + [1.0] * both + [0.0] * rest
    tuned = [0.0] * lost + [1.0] * gained + [1.0] * both + [0.0] * rest
    return keyed(base), keyed(tuned)


def test_mcnemar_hand_worked():
    # 1 lost, 6 gained: two-sided binomial p = 2 (1 + 7) / 2^7 = 0.125
    found = compare(*binary(100, lost=1, gained=6, both=20))
    assert found.p_value == pytest.approx(0.125)
    assert (found.base, found.tuned) == (pytest.approx(0.21), pytest.approx(0.26))
    assert (found.gained, found.lost, found.problems) == (6, 1, 100)
    assert found.difference.estimate == pytest.approx(0.05)
    assert not found.detected
    assert verdict_in_words(found).startswith("no detectable difference in pass@1: this sample")


def test_a_real_gain_is_called_one():
    found = compare(*binary(165, lost=2, gained=20))
    assert found.p_value == pytest.approx(binomtest(2, 22).pvalue)
    assert verdict_in_words(found) == "pass@1 rose by 10.9 points, more than chance explains"
    assert "p < 0.001 (McNemar's exact test, 165 problems)" in evidence(found)


def test_a_loss_is_called_one():
    words = verdict_in_words(compare(*binary(165, lost=20, gained=2)), COMPILE_RATE)
    assert words == "compile rate fell by 10.9 points, more than chance explains"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_interval_and_exact_test_never_contradict_each_other(lost, gained, both):
    found = compare(*binary(40, lost, gained, both))
    excludes_zero = found.difference.low > 0 or found.difference.high < 0
    assert found.difference.low <= found.difference.estimate <= found.difference.high
    if found.p_value >= 0.05:
        assert not excludes_zero
    assert found.detected == (found.p_value < 0.05)


@pytest.mark.parametrize("problems", [2, 5, 9, 13, 40, 118])
def test_permutation_p_is_that_of_scipy(problems):
    """Up to 13 problems scipy enumerates too; beyond, both draw, 9,999 each: five errors apart."""
    rng = np.random.default_rng(problems)
    for gain in (0, 0.1):
        before = rng.binomial(8, 0.4, problems) / 8
        after = rng.binomial(8, 0.4 + gain, problems) / 8
        theirs = permutation_test(
            (after, before),
            lambda x, y, axis: np.mean(x - y, axis=axis),
            permutation_type="samples",
            vectorized=True,
            rng=np.random.default_rng(1),
        ).pvalue
        ours = compare(
            *({str(k): [x] * 2 for k, x in enumerate(rates)} for rates in (before, after))
        )
        drawn = 5 * (2 * theirs * (1 - theirs / 2) * 2 / 9_999) ** 0.5
        assert abs(ours.p_value - theirs) <= (1e-12 if problems <= 13 else drawn + 1e-4)


def test_permutation_p_is_the_enumerated_one():
    base = keyed([[0.0, 0.5], [0.2, 0.2], [0.4, 0.0], [0.1, 0.3], [0.6, 0.6]])
    tuned = keyed([[0.5, 0.5], [0.6, 0.2], [0.3, 0.0], [0.9, 0.3], [0.7, 0.8]])
    differences = [np.mean(tuned[key]) - np.mean(base[key]) for key in base]
    sums = [abs(np.dot(signs, differences)) for signs in itertools.product([1, -1], repeat=5)]
    by_hand = np.mean([total >= abs(sum(differences)) - 1e-12 for total in sums])
    found = compare(base, tuned)
    assert found.test == "paired permutation test"
    assert found.p_value == pytest.approx(by_hand)


def test_what_no_permutation_reaches_has_a_p_that_can_be_corrected():
    """Forty problems that all rose: 2 of 2^40 signs are as extreme, and none of those drawn.

    Of 199,999 and the observed one, twice: 0.00001. Then three metrics of 84 policies, each of
    which fell so, are told from chance: 0.00001 × 252 = 0.00252.
    """
    found = compare(keyed([[1.0, 0.5]] * 40), keyed([[0.5, 0.5]] * 40))
    assert found.p_value == pytest.approx(2 / 200_000)
    assert all(one.detected for one in corrected([found] * 3 * 84))


def test_what_a_few_permutations_reach_is_left_at_the_first_ones():
    """Of 118 problems 78 rose and 40 fell by as much: the sum is 38 / √118 = 3.5 errors.

    As far out or farther lie binom.sf(77, 118, 0.5) = 0.03% of the signs, some 3 of 9,999.
    """
    rose = keyed([[0.0, 0.5]] * 78 + [[0.5, 0.5]] * 40)
    found = compare(rose, keyed([[0.5, 0.5]] * 78 + [[0.0, 0.5]] * 40))
    seen = found.p_value / 2 * 10_000 - 1
    assert seen == pytest.approx(round(seen)) and 1 <= seen <= 10


def test_sums_that_rounding_parts_are_equal():
    """Right of 3 samples: a problem's rate changes by thirds, whose sums are not always equal.

    Three of five changed by +1/3, two by -1/3: half of the 32 sums are +1/3 or more, so p is 1.
    """
    before, after = [2, 3, 2, 2, 0, 2, 3, 1], [2, 3, 1, 3, 1, 3, 3, 0]
    differences = [Fraction(b - a, 3) for a, b in zip(before, after, strict=True)]
    sums = [
        sum(sign * by for sign, by in zip(signs, differences, strict=True))
        for signs in itertools.product([1, -1], repeat=8)
    ]
    side = Fraction(sum(total >= sum(differences) for total in sums), len(sums))
    assert (side, sum(differences)) == (Fraction(1, 2), Fraction(1, 3))
    found = compare(*(keyed([[1.0] * k + [0.0] * (3 - k) for k in n]) for n in (before, after)))
    assert found.p_value == min(1, 2 * side) == 1


def test_few_changes_leave_few_degrees_of_freedom():
    # 1.25 / 60 = 0.02083; variance (0.5625 - 60 · 0.02083²) / 59 = 0.009093, error 0.01231; of
    # 3 + 1 degrees t is 2.7764
    rose = np.array([0.5, 0.5, 0.25] + [0.0] * 57)
    found = mean_difference(rose)
    assert (found.low, found.high) == pytest.approx((-0.0133, 0.0550), abs=5e-5)
    assert found.high - found.low == pytest.approx(2 * 2.7764 * 0.01231, rel=1e-3)


def test_the_wider_end_of_both_intervals_counts():
    # 18 / 165 = 0.10909; variance (22 - 18² / 165) / 164, error 0.02721, t of 164 degrees 1.9745:
    # [0.05536, 0.16282]. Clopper-Pearson of 20 in 22 is [0.70839, 0.98879]: times two, less one,
    # times 22 / 165 [0.05557, 0.13035], which lies within it
    found = compare(*binary(165, lost=2, gained=20)).difference
    assert (found.low, found.high) == pytest.approx((0.05536, 0.16282), abs=1e-5)
    # of 6 in 7 it is [0.42128, 0.99639], from -0.01102 on; Student's is [-0.00181, 0.10181]
    found = compare(*binary(100, lost=1, gained=6)).difference
    assert (found.low, found.high) == pytest.approx((-0.01102, 0.10181), abs=1e-5)


def test_a_stricter_test_sees_only_larger_differences():
    for base, tuned in (
        binary(165, lost=2, gained=20),
        (keyed([[0.0, 0.5]] * 40), keyed([[0.5, 0.5], [0.0, 0.5]] * 20)),
    ):
        ninety, usual, strict = (compare(base, tuned, c).detectable for c in (0.9, 0.95, 0.99))
        assert ninety < usual < strict


def test_pairing_sees_what_separate_samples_would_not():
    # Problems differ a lot, every one of them improves a little.
    rng = np.random.default_rng(3)
    before = rng.uniform(0, 0.9, 40)
    found = compare(keyed(before), keyed(before + rng.uniform(0, 0.04, 40)))
    assert found.detected
    assert found.difference.high < 0.04


def test_nothing_changed():
    found = compare(*binary(165, lost=0, gained=0, both=3))
    assert found.p_value == 1
    assert found.difference.low < 0 < found.difference.high  # no false certainty
    assert found.detectable >= 6 / 165  # six changed problems are the fewest the test can call


def test_everything_changed():
    found = compare(*binary(20, lost=0, gained=20))
    assert found.detected
    assert (found.base, found.tuned, found.difference.high) == (0, 1, 1)


@pytest.mark.parametrize("n", [1, 5])
def test_too_few_problems_say_so(n):
    found = compare(*binary(n, lost=0, gained=n))
    assert found.detectable is None
    assert not found.detected
    assert "too few" in verdict_in_words(found) or "cannot show any" in verdict_in_words(found)


def test_one_problem_with_several_samples():
    found = compare({"p": [0.0, 0.0]}, {"p": [1.0, 0.0]})
    assert found.p_value == 1
    assert found.difference.low < 0 < found.difference.high


def test_detectable_effect_has_the_power_it_claims():
    # 60 problems whose rates change by N(effect, 0.2): the paired t test detects 80% of samples.
    rng = np.random.default_rng(5)
    noise = rng.normal(0, 0.2, 60)
    noise = (noise - noise.mean()) / noise.std(ddof=1) * 0.2
    detectable = compare(keyed(0.5 + 0 * noise), keyed(0.5 + noise)).detectable
    assert detectable == pytest.approx(0.2 * 2.8 / np.sqrt(60), rel=0.03)  # z(0.975) + z(0.8)


def test_different_problems_are_refused():
    with pytest.raises(NotComparable, match="only one of the two evaluations"):
        compare({"p": [1.0]}, {"q": [1.0]})
    with pytest.raises(NotComparable, match="2 samples of the base and 1 "):
        compare({"p": [1.0, 0.0]}, {"p": [1.0]})
    with pytest.raises(NotComparable, match="neither"):
        compare({}, {})


def test_compare_evaluations(judged):
    base = [judged(f"p{i}", "CE") for i in range(20)]
    tuned = [judged(f"p{i}", "WA" if i < 12 else "CE") for i in range(20)]
    found = compare_evaluations(base, tuned)
    assert list(found)[:3] == [PASS_AT_1.name, COMPILE_RATE.name, MEAN_SCORE.name]
    assert list(found) == [metric.name for metric in REGISTRY.values()]
    assert found["compile rate"].difference.estimate == pytest.approx(0.6)
    assert found["compile rate"].detected
    assert found["mean score"].difference.estimate == pytest.approx(0.6 * 0.25)
    assert not found["pass@1"].detected
    assert compare_evaluations([], []) == {}


def test_seeds_pool_by_problem():
    """Two policies, three problems × 2: the means of both are compared, by hand +1/4."""
    base = {"a": [0, 0], "b": [0, 1], "c": [1, 1]}
    one = {"a": [1, 0], "b": [0, 1], "c": [1, 1]}
    two = {"a": [0, 0], "b": [1, 1], "c": [1, 1]}
    found = compare_pooled(base, [one, two])
    assert found.difference.estimate == pytest.approx((0.25 + 0.25 + 0) / 3)
    assert (found.gained, found.lost, found.problems) == (2, 0, 3)
    alone = compare_pooled(base, [one])
    assert alone.difference == compare(base, one).difference
    assert alone.p_value == compare(base, one).p_value
    with pytest.raises(NotComparable, match="only one of the two"):
        compare_pooled(base, [one, {"a": [1, 1]}])


def test_a_mean_of_equal_rates_is_no_change():
    """np.mean([0.1, 0.1, 0.1]) is 0.1 + 1.4e-17: trainings that are the base changed nothing."""
    base = {f"p{k}": [0.1] for k in range(20)}
    found = compare_pooled(base, [base] * 3)
    assert (found.gained, found.lost, found.p_value) == (0, 0, 1.0)
    assert not found.detected
    assert mean_difference(np.array([0.3, 0.1 + 0.2, 0.3])).method.startswith("Wilson")


@pytest.mark.parametrize(("n", "alpha"), [(60, 0.01), (102, 0.1), (200, 0.2), (871, 0.05)])
def test_any_number_of_problems_can_be_compared(n, alpha):
    """statsmodels' solve_power ends in an array at these sizes, which is no number."""
    spread = np.resize([0.1, -0.1], n)
    found = paired_detectable(spread, alpha, binary=False)
    by_z = np.std(spread, ddof=1) * (norm.ppf(1 - alpha / 2) + norm.ppf(0.8)) / np.sqrt(n)
    assert found == pytest.approx(by_z, rel=0.05)


def test_what_a_sample_could_have_seen_takes_as_many_problems_as_the_test_needs():
    """One completion more in 100 problems of eight: six have to change, four times in five.

    P(Bin(100, q) ≥ 6) is 80% at q = 7.8%; by 1/8 each, that is 0.97 points.
    """
    rose = np.zeros(100)
    rose[0] = 1 / 8
    assert paired_detectable(rose, 0.05, binary=False) == pytest.approx(0.0097, abs=1e-4)
    whole = paired_detectable(rose * 8, 0.05, binary=True)
    assert whole == pytest.approx(0.0779, abs=1e-4)
    assert binom.sf(5, 100, whole) == pytest.approx(0.8)
    alike = paired_detectable(np.array([0.4 - 0.3] * 10), 0.05, binary=False)
    assert alike > 0.07  # no spread, but for rounding


def test_equal_means_of_other_samples_are_no_change():
    """(0.1 + 0.2) / 2 and (0.3 + 0) / 2 differ by a bit."""
    found = compare(keyed([[0.1, 0.2]] * 8), keyed([[0.3, 0.0]] * 8))
    assert (found.gained, found.lost, found.p_value) == (0, 0, 1.0)


def test_an_interval_is_called_by_its_confidence():
    assert "99.5% interval" in evidence(compare(keyed([0.0] * 9), keyed([1.0] * 9), 0.995))


def test_what_ten_equal_differences_could_have_shown_by_hand():
    """Wilson's bound of 0 in 10 at z² = 3.8415 is 3.8415 / 13.8415, its root the spread: 0.5268.

    Ten pairs show 0.996 standard deviations four times in five.
    """
    found = paired_detectable(np.full(10, 0.1), 0.05, binary=False)
    assert found == pytest.approx(0.996 * (3.8415 / 13.8415) ** 0.5, rel=1e-3)
