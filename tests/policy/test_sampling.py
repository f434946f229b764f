import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from tinylora.errors import SettingsError
from tinylora.policy.engines.sampling import choose, uniforms


def pick(logits, uniform, temperature=1.0, top_p=1.0):
    rows = torch.tensor(logits, dtype=torch.float32)
    return choose(rows, torch.tensor(uniform, dtype=torch.float64), temperature, top_p)[0].tolist()


def log(*probabilities):
    return np.log(probabilities).tolist()


def test_the_number_falls_into_the_tokens_share():
    # shares 0.2 0.5 0.3: borders at 0.2 and 0.7
    rows = [log(0.2, 0.5, 0.3)] * 4
    assert pick(rows, [0.1, 0.21, 0.69, 0.71]) == [0, 1, 1, 2]


def test_temperature_sharpens():
    # at temperature 0.5 shares go with squares: 0.04 0.25 0.09 of 0.38, borders at 0.105 and 0.763
    rows = [log(0.2, 0.5, 0.3)] * 3
    assert pick(rows, [0.1, 0.11, 0.77], temperature=0.5) == [0, 1, 2]


def test_temperature_zero_takes_the_likeliest():
    assert pick([log(0.2, 0.5, 0.3)], [0.99], temperature=0) == [1]


def test_nucleus_drops_the_unlikely():
    # 0.5 and 0.3 reach 0.7: token 0 is out, the borders become 0 and 0.625
    rows = [log(0.2, 0.5, 0.3)] * 3
    assert pick(rows, [0.0, 0.62, 0.63], top_p=0.7) == [1, 1, 2]


def test_nucleus_always_keeps_one_token():
    assert pick([log(0.2, 0.5, 0.3)], [0.999], top_p=0.01) == [1]


def test_a_token_of_probability_zero_is_never_taken():
    rows = [[-np.inf, 0.0, -np.inf]] * 2
    assert pick(rows, [0.0, 1 - 2**-53]) == [1, 1]


def test_shares_come_out_as_asked():
    logits = torch.log(torch.tensor([[0.2, 0.5, 0.3]])).expand(20_000, 3)
    taken, _ = choose(logits, torch.tensor(uniforms(7, 20_000)), 1.0, 1.0)
    shares = torch.bincount(taken) / 20_000
    assert torch.allclose(shares, torch.tensor([0.2, 0.5, 0.3]), atol=0.02)  # 5 standard errors


def test_the_log_probability_is_of_the_distribution_that_was_drawn_from():
    rows = torch.tensor([log(0.2, 0.5, 0.3)] * 2)
    drawn = torch.tensor([0.1, 0.9], dtype=torch.float64)

    def said(temperature, top_p):
        return choose(rows, drawn, temperature, top_p)[1].exp().tolist()

    assert said(1.0, 1.0) == pytest.approx([0.2, 0.3])
    # squares 0.04 0.25 0.09 of 0.38
    assert said(0.5, 1.0) == pytest.approx([0.04 / 0.38, 0.09 / 0.38], rel=1e-6)
    # 0.5 and 0.3 are kept: 0.625 and 0.375 of them
    assert said(1.0, 0.7) == pytest.approx([0.625, 0.375])
    assert said(0, 1.0) == [1.0, 1.0]


@given(seed=st.integers(0, 2**60), short=st.integers(0, 50), more=st.integers(0, 50))
def test_a_longer_row_starts_with_the_same_numbers(seed, short, more):
    assert uniforms(seed, short + more)[:short].tolist() == uniforms(seed, short).tolist()


@pytest.mark.parametrize("temperature", [0, 0.8])
@pytest.mark.parametrize("overflown", [np.nan, np.inf])
def test_logits_that_are_no_numbers_are_not_sampled_from(temperature, overflown):
    rows = torch.tensor([log(0.2, 0.5, 0.3), [0.0, overflown, 0.0]])
    with pytest.raises(SettingsError, match=r"logits are no numbers.* take model\.dtype bfloat16"):
        choose(rows, torch.tensor([0.1, 0.9], dtype=torch.float64), temperature, 1.0)
