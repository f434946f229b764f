from math import exp, log, nan

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tinylora.grpo.grdpo import in_pairs, pairs, pairwise_loss


def minus_log_sigmoid(x):
    return log(1 + exp(-x))


def test_every_better_one_against_every_worse_one():
    assert pairs([0.0, 1.0, 0.5, 0.75], 4, 0.0) == [[(1, 2), (1, 0), (3, 2), (3, 0)]]


@pytest.mark.parametrize(
    ("rewards", "min_reward", "expected"),
    [
        ([1.0, 1.0, 1.0, 1.0], 0.0, []),  # nobody knows which is better
        ([1.0, 0.5, 0.5, 0.0], 0.0, [(0, 2), (0, 3), (1, 3)]),  # 1 and 2 are equal
        ([1.0, 0.5, 0.0, 0.0], 0.6, [(0, 2), (0, 3)]),  # 0.5 is under the bound
        ([1.0, 0.5, 0.0], 0.0, [(0, 2)]),  # the middle one is in neither half
        ([nan, 0.5, 0.0, nan], 0.0, [(1, 2)]),  # without a reward in no pair
        ([nan, nan, nan, 1.0], 0.0, []),
    ],
)
def test_pairs_left_out(rewards, min_reward, expected):
    assert pairs(rewards, len(rewards), min_reward) == [expected]


def test_pairs_stay_within_their_group():
    found = pairs([1.0, 0.0, 0.0, 1.0], 2, 0.0)
    assert found == [[(0, 1)], [(3, 2)]]
    assert in_pairs(found, 4).tolist() == [True] * 4
    assert in_pairs(pairs([1.0, 1.0, 0.0, 1.0], 2, 0.0), 4).tolist() == [False, False, True, True]


def test_the_loss_by_hand():
    means = torch.tensor([-1.0, -3.0, -2.0, -2.0])
    # Group one: −1 over −3, told apart by 2; group two: a tie in probability, log 2.
    loss = pairwise_loss(means, [[(0, 1)], [(3, 2)]], beta=0.5)
    assert float(loss) == pytest.approx((minus_log_sigmoid(1.0) + log(2)) / 2)
    # Within a group the mean over pairs: 2 and 1 apart
    loss = pairwise_loss(means, [[(0, 1), (0, 2)]], beta=1.0)
    assert float(loss) == pytest.approx((minus_log_sigmoid(2.0) + minus_log_sigmoid(1.0)) / 2)


def test_a_group_without_pairs_halves_the_loss_of_the_other():
    means = torch.tensor([-1.0, -3.0, -2.0, -2.0])
    loss = pairwise_loss(means, [[(0, 1)], []], beta=0.5)
    assert float(loss) == pytest.approx(minus_log_sigmoid(1.0) / 2)


def test_its_gradient_by_hand():
    means = torch.tensor([-1.0, -1.0], requires_grad=True)
    pairwise_loss(means, [[(0, 1)]], beta=0.15).backward()
    # d/dx of −log σ(βx) at 0 is −β σ(0) = −β / 2
    assert means.grad.tolist() == pytest.approx([-0.075, 0.075])


def test_no_pair_is_no_loss_and_still_a_path_for_gradients():
    means = torch.tensor([-1.0, -1.0], requires_grad=True)
    loss = pairwise_loss(means, [[]], beta=0.15)
    loss.backward()
    assert float(loss) == 0.0 and means.grad.tolist() == [0.0, 0.0]


@given(st.lists(st.floats(0, 1) | st.just(nan), min_size=2, max_size=12))
def test_the_better_is_better(rewards):
    (found,) = pairs(rewards, len(rewards), 0.0)
    assert all(rewards[better] > rewards[worse] for better, worse in found)
    assert len(set(found)) == len(found)
    halves = {better for better, _ in found}, {worse for _, worse in found}
    assert halves[0].isdisjoint(halves[1])
