import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, t

from tinylora.evaluation.statistics.intervals import effective_size, mean_interval, rate_interval

PROBLEMS = st.lists(st.lists(st.floats(0, 1), min_size=1, max_size=3), min_size=1, max_size=12)


def test_wilson_hand_worked():
    # Wilson: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.96, p = 3/165
    n, p, z = 165, 3 / 165, 1.959964
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    found = rate_interval(3, 165)
    assert found.low == pytest.approx((middle - half) / (1 + z * z / n), abs=1e-6)
    assert found.high == pytest.approx((middle + half) / (1 + z * z / n), abs=1e-6)
    assert (round(found.low, 3), round(found.high, 3)) == (0.006, 0.052)


def test_one_binary_sample_a_problem_is_wilson():
    assert mean_interval([[1.0], [0.0], [0.0]]) == rate_interval(1, 3)


def test_nothing_has_no_interval():
    assert rate_interval(0, 0) is None
    assert mean_interval([]) is None


def test_problems_are_the_units():
    # Eight equal samples of a problem are no more news than one.
    values = [0.0, 1.0] * 20
    many = mean_interval([[value] * 8 for value in values])
    spread = 1.96 * math.sqrt(0.25 / 40)
    assert many.low == pytest.approx(0.5 - spread, abs=0.03)
    assert many.high == pytest.approx(0.5 + spread, abs=0.03)


def test_all_alike_does_not_claim_certainty():
    for value in (0.0, 0.5, 1.0):
        found = mean_interval([[value, value]] * 20)
        assert found.estimate == value
        assert found.high - found.low > 0.1
    one = mean_interval([[0.5, 0.5]])
    assert one.low < 0.1 and one.high > 0.9


@settings(max_examples=25, deadline=None)
@given(PROBLEMS, st.sampled_from([0.8, 0.95]))
def test_interval_contains_its_estimate_and_stays_in_range(problems, confidence):
    found = mean_interval(problems, confidence)
    assert found.estimate == pytest.approx(np.mean([np.mean(values) for values in problems]))
    assert -1e-9 <= found.low <= found.estimate <= found.high <= 1 + 1e-9


def test_same_seed_same_interval():
    problems = [[0.1, 0.9], [0.4, 0.6], [0.0, 0.2]]
    assert mean_interval(problems) == mean_interval(problems)


def test_effective_size_hand_worked():
    # means 0, 0, 1/2, 1: p = 3/8, variance of the mean 11/192; two differ from 0: one degree
    means = np.array([0.0, 0.0, 0.5, 1.0])
    assert effective_size(means) == 4  # 15/64 / (11/192) = 4.09, and (1.96 / 12.7)² of it is less
    many = np.tile(means, 50)
    size = 15 / 64 / (many.var(ddof=1) / 200)
    correction = (norm.ppf(0.975) / t.ppf(0.975, 99)) ** 2
    assert effective_size(many) == pytest.approx(size * correction)
    assert mean_interval(many[:, None].tolist()) == rate_like(0.375, size * correction)


def rate_like(p, size):
    wilson = rate_interval(p * size, size)
    return replace(wilson, estimate=p, method=f"Wilson, effective size {size:.0f}")


def test_failures_say_as_much_as_successes():
    # three of 200 problems differ from the rest: two degrees of freedom, whichever way they do
    rare = np.array([0.5, 0.25, 0.5] + [0.0] * 197)
    p, spread = 1.25 / 200, rare.var(ddof=1) / 200
    size = p * (1 - p) / spread * (norm.ppf(0.975) / t.ppf(0.975, 2)) ** 2
    for means in (rare, 1 - rare):
        assert effective_size(means) == pytest.approx(max(200, size))
        wider = effective_size(means, 0.5)
        assert wider == pytest.approx(p * (1 - p) / spread * (norm.ppf(0.75) / t.ppf(0.75, 2)) ** 2)
        assert wider > 200


def test_means_that_differ_by_rounding_alone_are_equal():
    assert effective_size(np.array([3.7e-233, 2.2e-309])) == 2
    assert effective_size(np.array([0.1 + 0.2, 0.3, 0.3])) == 3


@settings(max_examples=50)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_problems_never_say_less_than_right_or_wrong_ones(means):
    assert len(means) <= effective_size(np.array(means)) < math.inf
    found = mean_interval([[mean] for mean in means])
    assert 0 <= found.low <= found.estimate <= found.high <= 1


def test_it_covers_where_successes_are_rare():
    # Half of 40 problems are out of reach; the bootstrap holds the truth in 90 of 100 here.
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(300):
        rates = rng.beta(0.05, 0.95, size=(40, 1))
        found = mean_interval((rng.binomial(4, rates) / 4).tolist())
        hits += found.low <= 0.05 <= found.high
    assert hits >= 280  # 294 expected; under 280 has a chance under 1 in 1,000 at 95%
