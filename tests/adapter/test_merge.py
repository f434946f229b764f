from types import SimpleNamespace

import pytest
import torch
from torch import nn

from tinylora.adapter.inject import adapted_layers, attach, set_vector
from tinylora.adapter.merge import mergeable_layers, merged, share_lost, summed


def weights(model):
    return {name: layer.base_layer.weight.data for name, layer in adapted_layers(model)}


def test_merged_forward_is_the_adapted_one(make_model, settings, tokens):
    model = attach(make_model(), settings)
    set_vector(model, torch.linspace(-0.1, 0.1, 16))
    with torch.no_grad():
        adapted = model(tokens).logits
        with merged(model):
            plain = model(tokens).logits
        torch.testing.assert_close(plain, adapted, rtol=0, atol=1e-4)
        assert torch.equal(model(tokens).logits, adapted)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_sixteen_bits_stay_on_the_adapter_path(make_model, settings, tokens, dtype):
    model = attach(make_model(dtype), settings)
    set_vector(model, torch.full((16,), 0.05))
    before = {name: w.clone() for name, w in weights(model).items()}
    assert mergeable_layers(model) == []
    with torch.no_grad():
        adapted = model(tokens).logits
        with merged(model):
            assert torch.equal(model(tokens).logits, adapted)
            assert all(torch.equal(w, before[n]) for n, w in weights(model).items())
    assert all(torch.equal(w, before[n]) for n, w in weights(model).items())


def test_only_the_float32_layers_of_a_mixed_model_merge(make_model, settings):
    model = attach(make_model(), settings)
    name, mixed = next(adapted_layers(model))
    mixed.base_layer.to(torch.bfloat16)
    with merged(model):
        assert [n for n, layer in adapted_layers(model) if not layer.merged] == [name]


def test_the_share_lost_to_rounding(make_model, settings):
    exact, rounded = attach(make_model(), settings), attach(make_model(torch.bfloat16), settings)
    shares = []
    assert share_lost(rounded) == 0.0  # v is zero
    for size in (1e-4, 1e-2, 1.0):
        for model in (exact, rounded):
            set_vector(model, torch.full((16,), size))
        assert share_lost(exact) < 1e-2
        shares.append(share_lost(rounded))
    assert 1 > shares[0] > 0.9 > shares[1] > shares[2]
    assert shares[2] < 0.01


def test_the_share_lost_by_hand(monkeypatch):
    # bfloat16 goes from 1 in steps of 1/128: of (4, 1) / 512 the second is lost, 1 of √(16 + 1)
    weight = nn.Linear(2, 1, bias=False, dtype=torch.bfloat16)
    weight.weight.data.fill_(1)
    change = torch.tensor([[4.0, 1.0]]) / 512
    layer = SimpleNamespace(base_layer=weight, get_delta_weight=lambda _: change)
    monkeypatch.setattr("tinylora.adapter.merge.adapted_layers", lambda _: [("m", layer)])
    assert share_lost(nn.Module()) == pytest.approx(17**-0.5)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_thousand_merges_leave_every_bit(make_model, settings, dtype):
    model = attach(make_model(dtype), settings)
    layers = [layer for _, layer in adapted_layers(model)]
    before = {name: w.clone() for name, w in weights(model).items()}
    addresses = {name: w.data_ptr() for name, w in weights(model).items()}
    generator = torch.Generator().manual_seed(0)
    for _ in range(1000):
        set_vector(model, torch.randn(16, generator=generator))
        with summed(layers):  # in bfloat16, too: an export merges there
            pass
    for name, weight in weights(model).items():
        assert torch.equal(weight, before[name]), name
        assert weight.data_ptr() == addresses[name]


def test_an_error_inside_restores(make_model, settings):
    model = attach(make_model(), settings)
    set_vector(model, torch.ones(16))
    before = {name: w.clone() for name, w in weights(model).items()}
    with pytest.raises(KeyboardInterrupt), merged(model):
        assert any(not torch.equal(w, before[n]) for n, w in weights(model).items())
        raise KeyboardInterrupt
    assert all(torch.equal(w, before[n]) for n, w in weights(model).items())


def test_a_merge_that_fails_half_way_restores(make_model, settings, monkeypatch):
    model = attach(make_model(), settings)
    set_vector(model, torch.ones(16))
    before = {name: w.clone() for name, w in weights(model).items()}
    last = list(adapted_layers(model))[-1][1]
    monkeypatch.setattr(last, "get_delta_weight", None)
    with pytest.raises(TypeError), merged(model):
        pass
    assert all(torch.equal(w, before[n]) for n, w in weights(model).items())


def test_generation_inside(make_model, settings, tokens):
    model = attach(make_model(), settings)
    set_vector(model, torch.full((16,), 0.1))
    with merged(model):
        fast = model.generate(input_ids=tokens, max_new_tokens=5, do_sample=False)
    assert torch.equal(fast, model.generate(input_ids=tokens, max_new_tokens=5, do_sample=False))
