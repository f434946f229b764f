"""A forecast by hand-worked numbers, and that noise forecasts nothing."""

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.stats.power import TTestPower

from tinylora.evaluation.statistics.forecast import Course, Moves, forecast, gain_per_rate, spread
from tinylora.evaluation.statistics.gained import Gained
from tinylora.evaluation.statistics.intervals import Interval

HALF = [(4, 8)] * 10
"""Ten problems that half of eight samples solve: p (1 − p) = 1/4 · 8/7 = 2/7 each."""


def course(gradients, changes, rates, rollouts_per_step=64) -> Course:
    columns = [np.array(one, dtype=float).reshape(len(one), -1) for one in (gradients, changes)]
    rates = np.array(rates, dtype=float)
    return Course(len(gradients), rates, rollouts_per_step, Moves(*columns))


def test_a_step_is_judged_by_the_others():
    # δ · ḡ of the others: (2 + 3) / 2, (1 + 3) / 2 and (1 + 2) / 2, a sum of 6 over rates of 3
    gain, error = gain_per_rate(course([1, 2, 3], [1, 1, 1], [1, 1, 1]))
    assert gain == 2.0
    # without the first: (3 + 2) / 2 = 2.5; second: 2; third: 1.5. √(2/3 · (¼ + 0 + ¼)) = 3^−½
    assert error == pytest.approx(3**-0.5)


def test_noise_gains_nothing():
    """Steps along their own gradients, which are all noise: 1,000 courses gain 0 in the mean.

    By their own gradients each would seem to gain, |g|² / |g| · rate.
    """
    random = np.random.default_rng(7)
    gains, own = [], []
    for _ in range(1000):
        drawn = random.normal(size=(6, 32))
        steps = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
        gains.append(gain_per_rate(course(drawn, steps, np.ones(6)))[0])
        own.append((drawn * steps).sum(1).mean())
    assert abs(np.mean(gains)) < 4 * np.std(gains) / 1000**0.5
    assert np.mean(own) > 5


def test_the_jackknifes_error_is_that_of_repetition():
    """The errors of 400 courses, with a signal, against how their gains scatter."""
    random = np.random.default_rng(8)
    gains, errors = [], []
    for _ in range(400):
        drawn = 0.5 + random.normal(size=(12, 8))
        steps = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
        gain, error = gain_per_rate(course(drawn, steps, np.ones(12)))
        gains.append(gain)
        errors.append(error)
    assert np.mean(errors) == pytest.approx(np.std(gains), rel=0.25)


def test_what_is_expected_by_hand():
    # The gain is 2 a unit of rate. A completion passes 0.05 more often for each unit of advantage;
    # training groups vary by 4/7, twice what held-out problems do: 2 · 0.05 · ½ = 0.05 a unit.
    found = forecast(course([1, 2, 3], [1, 1, 1], [1, 1, 1, 1, 1]), 0.05, 4 / 7, HALF, wanted=0.4)
    assert found.so_far.estimate == pytest.approx(0.15)
    assert found.at_end.estimate == pytest.approx(0.25)
    # t of 2 degrees is 4.303: 0.05 / 2 · 5 · 4.303 · 3^−½ around it
    assert found.at_end.high - found.at_end.low == pytest.approx(2 * 0.125 * 4.303 / 3**0.5, 1e-3)
    # 0.4 takes 8 units of rate: 5 more steps of rate 1
    assert found.wanted_rollouts == 5 * 64
    assert (found.done, found.steps, found.problems, found.samples) == (3, 5, 10, 8)


def test_what_it_still_takes_is_counted_at_the_last_rate_used():
    # as above, 0.25 more at 0.05 a unit of rate: 5 steps of the rate 1 that the third one had
    begun = course([1, 2, 3], [1, 1, 1], [2, 0.5, 0.5, 0.1, 0.1])
    found = forecast(begun, 0.05, 4 / 7, HALF, wanted=0.4)
    pace = 0.05 * 0.5 * gain_per_rate(begun)[0]
    assert found.so_far.estimate == pytest.approx(3 * pace) == pytest.approx(0.15)
    assert found.wanted_rollouts == 10 * 64


def test_what_it_still_takes_in_minutes():
    # 0.4 is 0.25 more than 0.15: 5 more steps of 64 rollouts at 3 s each are 16 minutes
    begun = replace(course([1, 2, 3], [1, 1, 1], [1, 1, 1, 1, 1]), seconds_per_rollout=3.0)
    found = forecast(begun, 0.05, 4 / 7, HALF, wanted=0.4, metric="compile rate")
    assert found.until.startswith(
        "40.0 points of compile rate are expected after 320 more rollouts, 16 minutes at this pace,"
    )
    assert "compile rate is expected to change by +25.0 points" in found.says[0]


def test_what_an_evaluation_sees():
    # Differences of two rates of 8 samples: 2 · (2/7) / 8 = 1/14, and every problem moves alike
    found = forecast(course([1, 2, 3], [1, 1, 1], [1, 1, 1]), 0.05, 4 / 7, HALF)
    effect = TTestPower().solve_power(nobs=10, alpha=0.05, power=0.8)
    assert found.detectable == pytest.approx(effect * 14**-0.5, rel=1e-4)
    assert found.wanted == found.detectable
    seen = TTestPower().power(0.15 * 14**0.5, nobs=10, alpha=0.05)
    assert found.chance == pytest.approx(seen)
    # √(4/7 / s) · effect ≤ 0.15
    assert found.better_samples == int(np.ceil(4 / 7 * (effect / 0.15) ** 2))


def test_unequal_problems_move_unequally():
    # Half of them can move, by twice the mean: Δᵢ varies by Δ² about it. Their mean p (1 − p) is
    # 1/7 without bias: 2 · (1/7) / 8 = 1/28 comes from samples
    half = [(4, 8)] * 5 + [(0, 8)] * 5
    found = forecast(course([1, 2, 3], [1, 1, 1], [1, 1, 1]), 0.05, 2 / 7, half)
    assert found.at_end.estimate == pytest.approx(0.15)
    effect = 0.15 / (1 / 28 + 0.15**2) ** 0.5
    assert found.chance == pytest.approx(TTestPower().power(effect, nobs=10, alpha=0.05))


def test_unequal_problems_need_more_than_samples():
    """Where few problems can move at all, more samples of them do not help."""
    lone = [(0, 8)] * 9 + [(4, 8)]
    found = forecast(course([1, 2, 3], [1, 1, 1], [1, 1, 1]), 0.05, 4 / 7, lone)
    assert found.better_samples is None
    assert any("needs more problems" in words for words in found.says)


def test_a_change_that_nobody_asked_for_and_no_evaluation_sees_is_not_spoken_of():
    """Two problems: at 1 in 1,000 no change of theirs is seen in 80% of cases."""
    few = [(4, 8)] * 2
    made = forecast(course([1, 2, 3], [1, 1, 1], [1] * 4), 0.05, 4 / 7, few, confidence=0.999)
    assert (made.detectable, made.wanted, made.until) == (None, None, None)
    assert "too small to see any change" in made.says[1]
    assert not any("100.0 points" in words for words in made.says)
    asked = forecast(
        course([1, 2, 3], [1, 1, 1], [1] * 4), 0.05, 4 / 7, few, wanted=0.4, confidence=0.999
    )
    assert asked.detectable is None and asked.says[-1] == asked.until is not None


def test_a_way_down_reaches_nothing():
    found = forecast(course([-1, -2, -3], [1, 1, 1], [1] * 4), 0.05, 4 / 7, HALF, wanted=0.1)
    assert found.at_end.estimate < 0
    assert found.wanted_rollouts is None
    assert any("do not say how 10.0 points" in words for words in found.says)


@pytest.mark.parametrize(
    ("taken", "trained", "solved"),
    [([1, 2], 0.5, HALF), ([1, 2, 3], 0.0, HALF), ([1, 2, 3], 0.5, [(0, 8), (8, 8)])],
)
def test_too_little_to_go_by(taken, trained, solved):
    made = course(taken, [1] * len(taken), [1] * 5)
    assert forecast(made, 0.05, trained, solved) is None


def test_where_no_move_is_known_the_last_rollouts_say_what_is_gained():
    # +10 points [4, 16] on problems of p (1 − p) = 4/7, and 2/7 held out: half of it
    change = Interval(0.10, 0.04, 0.16, 0.95, "Student's t over groups")
    seen = Gained(512, 0.6, 0.5, change)
    begun = Course(4, np.ones(8), 64, None)
    found = forecast(begun, 0.05, 4 / 7, HALF, wanted=0.1, seen=seen)
    assert found.so_far.estimate == pytest.approx(0.05)
    assert (found.so_far.low, found.so_far.high) == pytest.approx((0.02, 0.08))
    assert (found.at_end, found.wanted_rollouts) == (None, None)
    assert found.says[1] == (
        "after 4 of 8 steps (256 rollouts) pass@1 is expected to have changed by "
        "+5.0 points [2.0, 8.0]"
    )
    ended = forecast(replace(begun, rates=np.ones(4)), 0.05, 4 / 7, HALF, seen=seen)
    assert ended.at_end == ended.so_far == found.so_far
    assert forecast(begun, 0.05, 4 / 7, HALF) is None


def test_what_is_seen_and_what_is_to_come_err_independently():
    # Seen +10 points [4, 16], of which half is carried over: 3 points to each side. Two steps to
    # come at 0.05 each, 4.303 · 3^−½ · 0.025 · 2 to each side, as above
    seen = Gained(512, 0.6, 0.5, Interval(0.10, 0.04, 0.16, 0.95, "Student's t over groups"))
    begun = course([1, 2, 3], [1, 1, 1], [1, 1, 1, 1, 1])
    found = forecast(begun, 0.05, 4 / 7, HALF, seen=seen)
    assert found.at_end.estimate == pytest.approx(0.05 + 0.10)
    width = (0.03**2 + (4.303 * 3**-0.5 * 0.05) ** 2) ** 0.5
    assert found.at_end.high - 0.15 == pytest.approx(width, rel=1e-3)
    assert 0.15 - found.at_end.low == pytest.approx(width, rel=1e-3)


def test_spread_is_without_bias():
    """The mean over all outcomes of two samples with p = ¼: ⅜ · ½ = 3/16 = p (1 − p)."""
    assert 2 * 0.25 * 0.75 * spread(1, 2) == pytest.approx(3 / 16)
    assert spread(1, 1) == spread(3, 3) == 0.0
