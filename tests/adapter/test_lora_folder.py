"""The adapter as a LoRA, of every kind and tying: base + B A is our merged weight, in PEFT too."""

import json

import pytest
import torch
from peft import PeftModel
from safetensors.torch import load_file

from tinylora.adapter.inject import adapted_layers, attach, set_vector, trainable_vector
from tinylora.adapter.lora_folder import write_lora
from tinylora.adapter.merge import merged
from tinylora.adapter.settings import AdapterSettings

SMALL = {"u": 4, "rank": 2}
EVERY = {
    "tied": SMALL,
    "in groups": {**SMALL, "tying": "groups:2"},
    "by kind": {**SMALL, "tying": "per_kind"},
    "by module": {**SMALL, "tying": "per_module"},
    "diagonal": {**SMALL, "projection": "diagonal"},
    "PEFT's factors": {**SMALL, "factors": "peft"},
    "one target": {**SMALL, "targets": ("q_proj",)},
    "lora": {"kind": "lora", "rank": 4, "lora_alpha": 6.0},
    "principal": {"kind": "principal", "u": 3, "rank": 4},
}


def adapted(plain, how, scale=0.1):
    model = attach(plain, AdapterSettings(**EVERY[how]))
    drawn = torch.Generator().manual_seed(5)
    if how == "principal":
        for _, layer in adapted_layers(model):
            shape = (3, layer.base_layer.out_features, 4)
            layer.tinyv_made["default"] = torch.randn(shape, generator=drawn) / 8
    set_vector(model, scale * torch.randn(trainable_vector(model).shape, generator=drawn))
    return model


@pytest.mark.parametrize("how", EVERY)
def test_base_and_product_are_our_merged_weights(make_model, tmp_path, how):
    model, plain = adapted(make_model(), how), make_model().state_dict()
    write_lora(model, tmp_path, 8)
    config = json.loads((tmp_path / "adapter_config.json").read_text())
    tensors = load_file(tmp_path / "adapter_model.safetensors")
    assert (config["r"], config["lora_alpha"]) == (8, 8)
    assert set(config["target_modules"]) == set(AdapterSettings(**EVERY[how]).targets)
    with merged(model):
        for name, layer in adapted_layers(model):
            a, b = (tensors.pop(f"base_model.model.{name}.lora_{one}.weight") for one in ("A", "B"))
            assert a.shape == (8, layer.base_layer.in_features) and a.dtype == torch.float32
            own = model.peft_config["default"].r
            assert not a[own:].any() and not b[:, own:].any()  # padding
            rebuilt = plain[f"{name}.weight"] + (config["lora_alpha"] / config["r"]) * b @ a
            torch.testing.assert_close(rebuilt, layer.base_layer.weight, rtol=0, atol=1e-6)
            assert not torch.equal(layer.base_layer.weight, plain[f"{name}.weight"])
    assert not tensors


@pytest.mark.parametrize("how", EVERY)
def test_peft_gives_the_same_logits(make_model, tokens, tmp_path, how):
    model = adapted(make_model(), how)
    write_lora(model, tmp_path, 8)
    elsewhere = PeftModel.from_pretrained(make_model(), tmp_path).eval()
    with torch.no_grad():
        ours, theirs = model(tokens).logits, elsewhere(tokens).logits
        assert (ours - make_model()(tokens).logits).abs().max() > 0.01
    torch.testing.assert_close(theirs, ours, rtol=0, atol=2e-5)


@pytest.mark.parametrize("how", EVERY)
def test_an_adapter_of_zero_is_the_base(make_model, tokens, tmp_path, how):
    write_lora(adapted(make_model(), how, scale=0.0), tmp_path, 8)
    elsewhere = PeftModel.from_pretrained(make_model(), tmp_path).eval()
    with torch.no_grad():
        assert torch.equal(elsewhere(tokens).logits, make_model()(tokens).logits)


def test_a_principal_without_directions_is_the_base_too(make_model, tokens, tmp_path):
    write_lora(attach(make_model(), AdapterSettings(**EVERY["principal"])), tmp_path, 8)
    elsewhere = PeftModel.from_pretrained(make_model(), tmp_path).eval()
    with torch.no_grad():
        assert torch.equal(elsewhere(tokens).logits, make_model()(tokens).logits)
