import numpy as np
import pytest
from scipy.stats import binom, fisher_exact
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize

from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.comparison import verdict_in_words
from tinylora.evaluation.statistics.power import unpaired_detectable
from tinylora.evaluation.statistics.unpaired import compare_counts


@pytest.mark.parametrize(
    ("base", "tuned", "p_value"),
    [((3, 165), (6, 165), 0.50), ((121, 165), (126, 165), 0.61)],
)
def test_the_earlier_projects_gains_are_noise(base, tuned, p_value):
    found = compare_counts(base, tuned)
    assert found.p_value == pytest.approx(p_value, abs=0.005)
    assert not found.detected
    assert found.difference.low < 0 < found.difference.high
    assert verdict_in_words(found).startswith("no detectable difference")


def test_agrees_with_scipy():
    found = compare_counts((10, 165), (60, 165))
    assert found.p_value == fisher_exact([[60, 105], [10, 155]]).pvalue
    assert found.detected


@pytest.mark.parametrize("base", [(2, 12), (0, 10), (12, 12)])
def test_detectable_effect_has_80_percent_power(base):
    # every pair of counts, weighed by its chance, with scipy's test
    hits, n = base
    rate, counts = hits / n, range(n + 1)
    found = compare_counts(base, base).detectable
    changed = rate + found if rate < 0.9 else rate - found
    rejected = [
        [fisher_exact([[a, n - a], [b, n - b]]).pvalue < 0.05 for b in counts] for a in counts
    ]
    power = binom.pmf(counts, n, rate) @ np.array(rejected) @ binom.pmf(counts, n, changed)
    assert power == pytest.approx(0.8, abs=1e-6)


def test_detectable_effect_of_large_samples_is_the_normal_test_s():
    found = unpaired_detectable(0.1, 2_000, 2_000, 0.05)
    effect = proportion_effectsize(0.1 + found, 0.1)
    assert NormalIndPower().power(effect, 2_000, 0.05) == pytest.approx(0.8, abs=1e-3)


def test_the_larger_of_two_samples_lends_the_smaller_little():
    # asin √0.1 = 0.32175; Cohen's h of (1.95996 + 0.84162) · √(1/500 + 1/4000) = 0.13290
    found = unpaired_detectable(0.1, 500, 4_000, 0.05)
    assert found == pytest.approx(np.sin(0.32175 + 0.1329 / 2) ** 2 - 0.1, abs=1e-5)
    effect = proportion_effectsize(0.1 + found, 0.1)
    assert NormalIndPower().power(effect, 500, 0.05, ratio=8) == pytest.approx(0.8, abs=1e-3)


def test_where_there_is_no_room_above_the_change_is_a_fall():
    # asin √0.999 = 1.53917 and half of 2.80158 · √(2/2000) = 0.08859 is more than π / 2
    found = unpaired_detectable(0.999, 2_000, 2_000, 0.05)
    assert found == pytest.approx(0.999 - np.sin(1.53917 - 0.08859 / 2) ** 2, abs=1e-5)
    effect = proportion_effectsize(0.999, 0.999 - found)
    assert NormalIndPower().power(effect, 2_000, 0.05) == pytest.approx(0.8, abs=1e-3)
    # 1.47063 + 0.0443 is less
    found = unpaired_detectable(0.99, 2_000, 2_000, 0.05)
    assert found == pytest.approx(np.sin(1.47063 + 0.08859 / 2) ** 2 - 0.99, abs=1e-5)


def test_one_problem_each_cannot_show_anything():
    found = compare_counts((0, 1), (1, 1))
    assert found.detectable is None
    assert "1 problem cannot show any" in verdict_in_words(found)


@pytest.mark.parametrize("count", [(0, 0), (3, 2), (-1, 5)])
def test_nonsense_is_refused(count):
    with pytest.raises(NotComparable, match="give successes/problems"):
        compare_counts((1, 5), count)
