"""Rewards of mathematics, by numbers worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tinylora.mathematics.scores import length_credit, math_reward
from tinylora.mathematics.settings import MathRewardSettings

DEFAULTS = MathRewardSettings()


@pytest.mark.parametrize(
    ("length", "credit"),
    [(0, 1), (800, 1), (850, 0.75), (900, 0.5), (999, 0.005), (1_000, 0), (5_000, 0)],
)
def test_length_credit(length, credit):
    assert length_credit(length, DEFAULTS) == pytest.approx(credit)


def test_the_later_length_of_the_earlier_projects():
    # full to 400, none from 1,000: at 550 a quarter of the way is gone
    settings = MathRewardSettings(full_length=400)
    assert length_credit(550, settings) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("correct", "present", "at_end", "length", "reward"),
    [
        (True, True, True, 100, 2.0),  # 1 + (1 + 1 + 1) / 3
        (True, True, False, 900, 1.5),  # 1 + (1 + 0 + 0.5) / 3
        (True, False, False, 2_000, 1.0),
        (False, True, True, 800, 1.0),  # form alone
        (False, True, True, 950, 0.75),  # (1 + 1 + 0.25) / 3
        (False, False, False, 1_000, 0.0),
    ],
)
def test_math_reward(correct, present, at_end, length, reward):
    assert math_reward(correct, present, at_end, length, DEFAULTS) == pytest.approx(reward)


@given(st.integers(0, 3_000), st.integers(0, 3_000))
def test_longer_never_earns_more(one, other):
    shorter, longer = sorted((one, other))
    assert 0 <= length_credit(longer, DEFAULTS) <= length_credit(shorter, DEFAULTS) <= 1


def test_nonsense_is_refused():
    with pytest.raises(ValueError, match="length -1"):
        length_credit(-1, DEFAULTS)
    with pytest.raises(ValidationError, match="not below no_length"):
        MathRewardSettings(full_length=1_000)
    with pytest.raises(ValidationError):
        MathRewardSettings(answer_tag="a b")
