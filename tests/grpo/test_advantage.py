import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tinylora.grpo.advantage import advantages, zero_variance_share


def test_one_success_in_four():
    # mean 0.25: the success earns +0.75, each failure -0.25
    assert advantages([1.0, 0.0, 0.0, 0.0], 4, "none") == [0.75, -0.25, -0.25, -0.25]


def test_one_success_in_four_scaled_by_the_group():
    # sample variance (0.75² + 3 × 0.25²) / 3 = 0.25, deviation 0.5
    expected = [0.75 / 0.5001, *[-0.25 / 0.5001] * 3]
    assert advantages([1.0, 0.0, 0.0, 0.0], 4, "group") == pytest.approx(expected)


def test_scaled_by_the_batch():
    # group means 0.5 and 0; the batch's mean is 0.25 and its sample deviation 0.5
    expected = [0.5 / 0.5001, -0.5 / 0.5001, 0.0, 0.0]
    assert advantages([1.0, 0.0, 0.0, 0.0], 2, "batch") == pytest.approx(expected)


@pytest.mark.parametrize("scale", ["group", "batch", "none"])
def test_uniform_groups_carry_no_signal(scale):
    assert advantages([0.5, 0.5, 0.5, 0.5], 2, scale) == [0.0] * 4


def test_zero_variance_share():
    assert zero_variance_share([0.5, 0.5, 0.0, 1.0, 0.1 + 0.2, 0.3, 0.0, 0.0], 2) == 0.75


@pytest.mark.parametrize(("rewards", "group_size"), [([], 2), ([1.0], 1), ([1.0, 0.0, 1.0], 2)])
def test_broken_groups_are_refused(rewards, group_size):
    with pytest.raises(ValueError, match="whole groups"):
        advantages(rewards, group_size, "none")


@given(
    st.lists(st.sampled_from([0.0, 0.5, 0.625, 0.75, 1.0]), min_size=4, max_size=4),
    st.lists(st.sampled_from([0.0, 0.5, 0.625, 0.75, 1.0]), min_size=4, max_size=4),
)
def test_same_arithmetic_as_tensors(first, second):
    grouped = torch.tensor([first, second])
    scaled = (grouped - grouped.mean(1, keepdim=True)) / (grouped.std(1, keepdim=True) + 1e-4)
    ours = advantages([*first, *second], 4, "group")
    assert ours == pytest.approx(scaled.flatten().tolist(), abs=1e-4)


def test_a_masked_completion_is_as_if_it_had_not_been_sampled():
    # mean of 1, 0 and 0.5 is 0.5, their sample deviation 0.5
    assert advantages([1.0, None, 0.0, 0.5], 4, "none") == [0.5, 0.0, -0.5, 0.0]
    expected = [0.5 / 0.5001, 0.0, -0.5 / 0.5001, 0.0]
    assert advantages([1.0, None, 0.0, 0.5], 4, "group") == pytest.approx(expected)
    # the batch's known rewards are 1, 0, 0 and 0: deviation 0.5
    expected = [0.5 / 0.5001, -0.5 / 0.5001, *[0.0] * 4]
    assert advantages([1.0, 0.0, None, None, 0.0, 0.0], 3, "batch") == pytest.approx(expected)


@pytest.mark.parametrize("scale", ["group", "batch", "none"])
def test_fewer_than_two_known_rewards_teach_nothing(scale):
    rewards = [None, 1.0, None, None, 0.0, 1.0]
    assert advantages(rewards[:4], 2, scale) == [0.0] * 4
    assert advantages(rewards, 2, scale)[:4] == [0.0] * 4
    assert zero_variance_share(rewards, 2) == 2 / 3
    assert zero_variance_share([None, 0.5, 0.5, None, 0.5, 1.0], 3) == 0.5


def test_a_factor_on_the_rewards_of_a_group_cancels_and_one_on_its_advantages_does_not():
    # group deviations 0.5 and 0.5 (see above); a hard problem weighs 1.1
    rewards = [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    plain = advantages(rewards, 4, "group")
    heavier = advantages([*(1.1 * one for one in rewards[:4]), *rewards[4:]], 4, "group")
    # 1.1 · 0.75 / (1.1 · 0.5 + 1e-4) is 0.75 / 0.5 but for the 1e-4
    assert heavier == pytest.approx(plain, rel=1e-4)
    weighed = advantages(rewards, 4, "group", factors=[1.1, 1.0])
    assert weighed[:4] == pytest.approx([1.1 * one for one in plain[:4]])
    assert weighed[4:] == plain[4:]
    assert weighed[:2] == pytest.approx([1.1 * 0.75 / 0.5001, -1.1 * 0.25 / 0.5001])


def test_there_is_one_factor_per_group():
    with pytest.raises(ValueError, match="2 factors for 1 groups"):
        advantages([0.0, 1.0], 2, "none", factors=[1.0, 1.0])


REWARDS = st.sampled_from([None, 0.0, 0.5, 0.625, 0.75, 1.0])


@given(
    st.lists(st.lists(REWARDS, min_size=4, max_size=4), min_size=1, max_size=4),
    st.sampled_from(["group", "batch", "none"]),
)
def test_masked_as_trl_masks_not_a_number(groups, scale):
    flat = [one for group in groups for one in group]
    ours = advantages(flat, 4, scale)
    grouped = torch.tensor([[torch.nan if one is None else one for one in g] for g in groups])
    centred = grouped - grouped.nanmean(1, keepdim=True)
    if scale != "none":
        pooled = grouped.flatten()[None] if scale == "batch" else grouped
        squares = (pooled - pooled.nanmean(1, keepdim=True)) ** 2
        count = pooled.isfinite().sum(1, keepdim=True)
        centred = centred / ((squares.nansum(1, keepdim=True) / (count - 1)).sqrt() + 1e-4)
    assert ours == pytest.approx(centred.nan_to_num(0.0).flatten().tolist(), abs=2e-3)
    assert all(value == 0.0 for one, value in zip(flat, ours, strict=True) if one is None)
    for start in range(0, len(ours), 4):
        assert math.fsum(ours[start : start + 4]) == pytest.approx(0.0, abs=1e-9)
