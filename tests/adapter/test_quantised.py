"""A real bitsandbytes NF4 base, double quantisation, on the CPU: the path of a 4-bit 3B model."""

import pytest
import torch
from peft import PeftModel
from torch import nn

from tinylora.adapter import checkpoint
from tinylora.adapter.describe import describe
from tinylora.adapter.inject import (
    adapted_layers,
    attach,
    keep_float32,
    set_vector,
    trainable_vector,
    weight_change,
)
from tinylora.adapter.lora_folder import write_lora
from tinylora.adapter.merge import merged
from tinylora.adapter.weights import dense_weight, is_quantised
from tinylora.errors import CheckpointMismatch, SettingsError
from tinylora.exchange.peft_tinylora import export_peft

bitsandbytes = pytest.importorskip("bitsandbytes")


def quantise(model):
    """Replace the layers' linear modules by NF4 ones, as loading in 4-bit does."""
    for module in list(model.model.layers.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                packed = bitsandbytes.nn.Linear4bit(
                    child.in_features,
                    child.out_features,
                    bias=False,
                    compute_dtype=torch.float32,
                    quant_type="nf4",
                    compress_statistics=True,
                )
                packed.load_state_dict(child.state_dict())
                setattr(module, name, packed.to("cpu"))
    model.is_loaded_in_4bit = True
    return model


@pytest.fixture
def packed(make_model):
    return quantise(make_model())


def test_the_base_is_packed_and_keeps_its_kernel(packed, settings):
    model = attach(packed, settings)
    for _, layer in adapted_layers(model):
        assert type(layer.base_layer) is bitsandbytes.nn.Linear4bit
        assert is_quantised(layer.base_layer)
        assert layer.base_layer.weight.dtype == torch.uint8


def test_zero_v_is_the_base_bit_for_bit(packed, settings, tokens):
    with torch.no_grad():
        before = packed(tokens).logits
        assert torch.equal(attach(packed, settings)(tokens).logits, before)


def test_factors_are_those_of_the_dequantised_weight(packed, settings, tokens):
    expected = {
        name: dense_weight(module)
        for name, module in packed.named_modules()
        if isinstance(module, bitsandbytes.nn.Linear4bit)
    }
    for name, layer in adapted_layers(attach(packed, settings)):
        found = layer.factors["default"]
        sigma = torch.linalg.svdvals(expected[name].double())[:2]
        torch.testing.assert_close(found.sigma.double(), sigma, rtol=1e-5, atol=0)
        image = expected[name].double() @ found.v.double()
        torch.testing.assert_close(
            image, found.u.double() * found.sigma.double(), rtol=0, atol=2e-4
        )


def test_equals_a_plain_model_of_the_dequantised_weights(packed, make_model, settings, tokens):
    plain = make_model()
    for name, module in packed.named_modules():
        if isinstance(module, bitsandbytes.nn.Linear4bit):
            plain.get_submodule(name).weight.data = dense_weight(module)
    v, logits, grads = torch.linspace(-0.1, 0.1, 16), [], []
    for model in (attach(packed, settings), attach(plain, settings)):
        set_vector(model, v)
        out = model(tokens, labels=tokens)
        out.loss.backward()
        logits.append(out.logits.detach())
        grads.append(trainable_vector(model).grad)
    torch.testing.assert_close(*logits, rtol=1e-3, atol=1e-3)
    torch.testing.assert_close(*grads, rtol=1e-3, atol=1e-4)


def test_v_is_float32_after_a_cast_and_trains(packed, settings, tokens):
    model = attach(packed, settings)
    v = trainable_vector(model)
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data = parameter.data.to(torch.bfloat16)
    keep_float32(model)
    optimiser = torch.optim.Adam([v], lr=1e-5)
    for _ in range(3):
        model(tokens, labels=tokens).loss.backward()
        optimiser.step()
    assert v.dtype == torch.float32
    assert all(s["exp_avg"].dtype == torch.float32 for s in optimiser.state.values())
    assert v.data.abs().min() > 1e-5  # every entry moved by its three steps


def test_merging_leaves_a_packed_base_alone(packed, settings, tokens):
    model = attach(packed, settings)
    set_vector(model, torch.full((16,), 0.05))
    with torch.no_grad():
        adapted = model(tokens).logits
        with merged(model):
            assert torch.equal(model(tokens).logits, adapted)
    with pytest.raises(SettingsError, match="4-bit weight cannot hold"):
        next(layer for _, layer in adapted_layers(model)).merge()


def test_counts_and_change_see_the_matrix_not_its_bytes(packed, make_model, settings):
    model = attach(packed, settings)
    plain = attach(make_model(), settings)
    assert model.get_nb_trainable_parameters() == plain.get_nb_trainable_parameters()
    set_vector(model, torch.full((16,), 0.05))
    assert 0 < weight_change(model) < 1


def test_a_checkpoint_of_the_plain_base_does_not_fit(packed, make_model, settings, tmp_path):
    base = {"name": "tiny", "revision": None, "fingerprint": "f"}
    plain = attach(make_model(), settings)
    file = checkpoint.save(plain, tmp_path / "c", base=base, run_id="r", step=1)
    model = attach(packed, settings)
    with pytest.raises(CheckpointMismatch, match="U, Σ, V differ in 14 of 14"):
        checkpoint.load_into(model, file.path, "f")
    own = checkpoint.save(model, tmp_path / "d", base=base, run_id="r", step=1)
    assert checkpoint.load_into(model, own.path, "f").weights == "nf4"


def test_peft_has_no_tinylora_for_it_and_lora_does(packed, make_model, settings, tokens, tmp_path):
    model = attach(packed, settings)
    set_vector(model, torch.linspace(-0.1, 0.1, 16))
    with pytest.raises(SettingsError, match="PEFT's TinyLoRA cannot adapt a 4-bit base"):
        export_peft(model, tmp_path / "peft")
    write_lora(model, tmp_path / "lora")
    # in evaluation mode bitsandbytes cannot pack a side of 160
    found = PeftModel.from_pretrained(quantise(make_model()), tmp_path / "lora", is_trainable=True)
    with torch.no_grad():
        torch.testing.assert_close(found(tokens).logits, model(tokens).logits, rtol=0, atol=1e-4)


def test_telemetry_says_below(packed, settings):
    model = attach(packed, settings)
    set_vector(model, torch.full((16,), 1e-5))
    found = describe(model)
    assert found.share_under_bf16 == 1.0
    assert found.conclusion.endswith("is below the resolution of the weights it modifies.")


def test_cached_by_the_packed_bits(packed, make_model, settings, tmp_path):
    attach(packed, settings, tmp_path)
    files = set(tmp_path.rglob("*.safetensors"))
    assert len(files) == 14
    attach(quantise(make_model()), settings, tmp_path)
    assert set(tmp_path.rglob("*.safetensors")) == files
