import math
from dataclasses import asdict

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tinylora.grpo.importance import importance_weights
from tinylora.grpo.proof import Differences, pooled_differences

# π/μ: 1.5, 4 (over the cap of 2), 0.25; the second row's first is padding, its last unknown
PI = torch.tensor([[0.30, 0.40, 0.10], [0.50, 0.20, 0.20]]).log()
MU = torch.tensor([[0.20, 0.10, 0.40], [0.01, 0.20, math.nan]]).log()
MASK = torch.tensor([[1, 1, 1], [0, 1, 1]])
BAND = 1.0


def test_weights_by_hand():
    weights = importance_weights(PI, MU, MASK, 2.0)
    expected = torch.tensor([[1.5, 2.0, 0.25], [1.0, 1.0, 1.0]])
    torch.testing.assert_close(weights, expected)


@pytest.mark.parametrize("off", [0, 0.0, None])
def test_without_a_cap_nothing_is_corrected(off):
    weights = importance_weights(PI, MU, MASK, off)
    assert torch.equal(weights, torch.ones(2, 3))
    told = Differences.of(PI, MU, MASK, BAND, off)
    assert told.capped == 0
    assert told.ratio == pytest.approx(6.75)  # it is still measured


def test_ratios_by_hand():
    told = Differences.of(PI, MU, MASK, BAND, 2.0)
    assert (told.tokens, told.unknown) == (4, 1)
    assert told.ratio == pytest.approx(1.5 + 4 + 0.25 + 1)
    assert told.capped == 1
    assert told.largest == pytest.approx(math.log(4))
    # r − 1 − log r: 0.0945, 1.6137, 0.6363, 0
    assert told.divergence == pytest.approx(0.09453 + 1.61371 + 0.63629, abs=4e-5)


def test_micro_batches_are_pooled_by_their_tokens():
    cut = [slice(0, 1), slice(1, 2)]
    rows = [Differences.of(PI[one], MU[one], MASK[one], BAND, 2.0) for one in cut]
    assert [(part.tokens, part.unknown) for part in rows] == [(3, 0), (1, 1)]
    whole = Differences.of(PI, MU, MASK, BAND, 2.0)
    pooled = pooled_differences(rows)
    assert asdict(pooled) == pytest.approx(asdict(whole))
    # three tokens of mean 23/12 and one of 1: not (23/12 + 1) / 2
    assert pooled.ratio / pooled.tokens == pytest.approx((3 * 23 / 12 + 1) / 4)
    nothing = Differences.of(PI, MU, torch.zeros(2, 3), BAND, 2.0)
    assert nothing == Differences() and pooled_differences([nothing, whole]) == whole


def test_the_same_policy_counts_every_token_once():
    weights = importance_weights(PI, PI, torch.ones(2, 3), 2.0)
    assert torch.equal(weights, torch.ones(2, 3))
    told = Differences.of(PI, PI, torch.ones(2, 3), BAND, 2.0)
    assert (told.tokens, told.ratio, told.largest, told.divergence) == (6, 6.0, 0.0, 0.0)


def test_nothing_counts():
    weights = importance_weights(PI, MU, torch.zeros(2, 3), 2.0)
    assert torch.equal(weights, torch.ones(2, 3))


def test_what_one_side_holds_impossible_stays_finite():
    sure, never = torch.tensor([[-0.1, -math.inf]]), torch.tensor([[-math.inf, -0.1]])
    weights = importance_weights(sure, never, torch.ones(1, 2), 2.0)
    assert weights[0, 0] == 2.0
    assert 0 < weights[0, 1] < 1e-12
    told = Differences.of(sure, never, torch.ones(1, 2), BAND, 2.0)
    assert math.isfinite(told.ratio) and math.isfinite(told.divergence)


def test_no_gradient_flows_through_a_weight():
    trainer = PI.clone().requires_grad_()
    weights = importance_weights(trainer, MU, MASK, 2.0)
    assert not weights.requires_grad


def test_shapes_that_would_broadcast_are_refused():
    with pytest.raises(ValueError, match=r"\(2, 3\), \(2, 1\)"):
        importance_weights(PI, MU[:, :1], MASK, 2.0)


def test_weighted_samples_of_another_policy_say_what_ours_would():
    # two tokens: μ = (0.5, 0.5), π = (0.8, 0.2), rewards 1 and 3. E_π = 1.4; ratios 1.6 and 0.4
    pi, mu = torch.tensor([[0.8, 0.2]]).log(), torch.tensor([[0.5, 0.5]]).log()
    weights = importance_weights(pi, mu, torch.ones(1, 2), 2.0)
    rewards, share = torch.tensor([1.0, 3.0]), torch.tensor([0.5, 0.5])
    assert float((share * weights[0] * rewards).sum()) == pytest.approx(1.4)
    # a cap of 1.25 turns 1.6 into it: 0.5 · 1.25 · 1 + 0.5 · 0.4 · 3
    weights = importance_weights(pi, mu, torch.ones(1, 2), 1.25)
    assert float((share * weights[0] * rewards).sum()) == pytest.approx(1.225)


@given(
    pairs=st.lists(st.tuples(st.floats(-40, 0), st.floats(-40, 0)), min_size=1, max_size=20),
    cap=st.floats(1, 10),
)
def test_a_weight_is_between_nothing_and_the_cap(pairs, cap):
    pi, mu = torch.tensor(pairs).T[:, None]
    given = (pi, mu, torch.ones(1, len(pairs)))
    weights, told = importance_weights(*given, cap), Differences.of(*given, BAND, cap)
    assert ((weights > 0) & (weights <= torch.tensor(cap))).all()
    assert told.divergence / told.tokens >= -1e-15  # to rounding
    over = pi - mu > math.log(cap) + 1e-6
    torch.testing.assert_close(weights[over], torch.full_like(weights[over], cap))
