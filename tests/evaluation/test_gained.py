"""What rollouts solve more than the base model, by hand and by repetition."""

import numpy as np
import pytest
from scipy.stats import t

from tinylora.evaluation.statistics.gained import Group, gained, prior

EVEN = [(k, 4) for k in range(5)] * 20
"""Each count of four equally often: beta-binomial with a = b = 1, the uniform distribution."""


def test_the_prior_of_even_counts_is_uniform():
    assert prior(EVEN) == pytest.approx((1.0, 1.0), rel=1e-3)


def test_by_hand():
    # Under a uniform prior 1 of 4 is (1 + 1) / (4 + 2) = ⅓. Of 8 rollouts 4 pass, or all 8: +⅙, +⅔.
    half, whole = Group(4, 8, 1, 4), Group(8, 8, 1, 4)
    found = gained([half, whole] * 4, EVEN)
    assert (found.rollouts, found.rate) == (64, 0.75)
    assert found.base_rate == pytest.approx(1 / 3, rel=1e-3)
    assert found.change.estimate == pytest.approx(5 / 12, rel=2e-3)
    # the changes lie ¼ to each side: a deviation of ¼ · √(8/7), over √8, times t of 7 degrees
    width = t.ppf(0.975, 7) * 0.25 * 7**-0.5
    assert found.change.high - found.change.estimate == pytest.approx(width, rel=1e-3)


def test_groups_that_all_changed_alike_leave_room_for_others():
    """Wilson: of 8 that were never seen to differ up to 32.4% may."""
    found = gained([Group(8, 8, 4, 4)] * 8, EVEN).change  # (4 + 1) / (4 + 2): +⅙
    assert found.estimate == pytest.approx(1 / 6, rel=1e-3)
    unseen = 1.96**2 / (8 + 1.96**2)
    assert found.estimate - found.low == pytest.approx(unseen * (1 + 1 / 6), rel=1e-3)
    assert found.high - found.estimate == pytest.approx(found.estimate - found.low)


def test_few_groups_tell_nothing():
    assert gained([Group(4, 8, 1, 4)] * 7, EVEN) is None


def test_all_or_nothing_and_all_alike_have_a_prior():
    for counts in ([(0, 4), (4, 4)] * 10, [(2, 4)] * 20, [(0, 4)] * 20):
        assert all(np.isfinite(prior(counts)))


def test_a_curriculum_that_asks_what_seems_half_solved_gains_nothing_by_that():
    """An unchanged policy, asked what its two samples seem half to solve: 300 times no gain.

    Held against the measured rates as they are, it would seem to lose or gain with the choice.
    """
    random = np.random.default_rng(3)
    found, plain, held = [], [], 0
    for _ in range(300):
        true = random.beta(0.5, 1.5, size=120)
        seen = random.binomial(2, true)
        asked = random.permutation(np.flatnonzero(seen == 1))[:24]
        solved = random.binomial(8, true[asked])
        groups = [Group(int(k), 8, 1, 2) for k in solved]
        made = gained(groups, [(int(k), 2) for k in seen])
        found.append(made.change.estimate)
        held += made.change.low <= 0 <= made.change.high
        plain.append((solved / 8 - 0.5).mean())
    assert abs(np.mean(found)) < 0.015
    assert np.mean(plain) < -0.05
    assert held > 0.9 * 300
