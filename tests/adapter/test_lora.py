"""An ordinary LoRA under TinyLoRA's roof: the layer by hand and in float64, the model, its file."""

import copy
import json

import pytest
import torch
from peft import PeftModel
from safetensors import safe_open
from torch import nn
from torch.nn import functional

from tinylora.adapter.checkpoint import load_into, read, save
from tinylora.adapter.describe import describe, describe_vector
from tinylora.adapter.fused import fusable
from tinylora.adapter.inject import (
    MOST_LISTED,
    adapted_layers,
    attach,
    set_vector,
    trainable_vector,
    weight_change,
)
from tinylora.adapter.lora import LoraLinear, Parts, first_a, lora_scale
from tinylora.adapter.merge import merged
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SettingsError

LORA = AdapterSettings(kind="lora", rank=3)
BASE = {"name": "org/tiny", "revision": "a" * 40, "fingerprint": "f0f0"}
COUNT = 2 * 3 * ((64 + 64) * 2 + (64 + 32) * 2 + (64 + 160) * 3)
"""Of LORA on the tiny model: layers × rank × (in + out) of q and o, k and v, gate, up and down."""

FIRST_DRAWN = [
    [-0.2042136, -0.0899801, 0.2565223, -0.3841153],
    [-0.4140645, -0.0878059, -0.0142202, 0.0182992],
]


def lora_layer(base, start, v, scale, row=0, sizes=None):
    parameter = nn.Parameter(torch.as_tensor(v))
    shared = nn.ModuleDict({"default": nn.ParameterDict({"all": parameter})})
    layer = LoraLinear(base.requires_grad_(False), shared)
    parts = Parts(sizes or [parameter.numel()])
    layer.update_layer("default", "m", torch.as_tensor(start), scale, parts, row)
    return layer, parameter


def moved(model, size=0.05):
    generator = torch.Generator().manual_seed(3)
    v = size * torch.randn(trainable_vector(model).numel(), generator=generator)
    set_vector(model, v)
    return v


def test_by_hand():
    # W = I, A = [1, 1] + [0, 1] = [1, 2], B = [3, 4]ᵀ, alpha / r = 2, x = (5, 7):
    # A x = 19, y = x + 2 · 19 · B = (5 + 114, 7 + 152). Of y₀: ∂/∂B₀ = 2 · 19, ∂/∂A = 2 · 3 · x
    base = nn.Linear(2, 2, bias=False)
    base.weight.data = torch.eye(2)
    layer, v = lora_layer(base, [[1.0, 1.0]], [0.0, 1.0, 3.0, 4.0], 2.0)
    y = layer(torch.tensor([5.0, 7.0]))
    assert y.tolist() == [119.0, 159.0]
    y[0].backward()
    assert v.grad.tolist() == [30.0, 42.0, 38.0, 0.0]
    assert layer.get_delta_weight("default").tolist() == [[6.0, 12.0], [8.0, 16.0]]
    # ‖2 B A‖ = 2 · 5 · √5
    assert layer.change_norm("default").item() == pytest.approx(10 * 5**0.5)
    assert layer.weight_norms["default"] == pytest.approx(2**0.5)


def test_a_layer_takes_its_own_part_of_v():
    base = nn.Linear(2, 2, bias=False)
    base.weight.data = torch.eye(2)
    v = [9.0, 0.0, 1.0, 3.0, 4.0, 9.0, 9.0]
    layer, v = lora_layer(base, [[1.0, 1.0]], v, 2.0, row=1, sizes=[1, 4, 2])
    y = layer(torch.tensor([5.0, 7.0]))
    assert y.tolist() == [119.0, 159.0]
    y[0].backward()
    assert v.grad.tolist() == [0.0, 30.0, 42.0, 38.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize("fused", [True, False])
@pytest.mark.parametrize("bias", [True, False])
def test_output_and_gradients_against_autograd_in_float64(fused, bias):
    torch.manual_seed(0)
    base, start = nn.Linear(50, 40, bias=bias), first_a("m", 42, 4, 50)
    layer, v = lora_layer(base, start, torch.randn(4 * 90) / 9, 1.5)
    if not fused:
        base.register_forward_hook(lambda *_: None)
    x, weights = torch.randn(3, 9, 50, requires_grad=True), torch.randn(3, 9, 40)
    assert fusable(base, x) == fused
    y = layer(x)
    (y * weights).sum().backward()
    v64, x64 = (t.detach().double().requires_grad_() for t in (v, x))
    down, up = start + v64[:200].view(4, 50), v64[200:].view(40, 4)
    offset = base.bias.double() if bias else None
    y64 = functional.linear(x64, base.weight.double() + 1.5 * up @ down, offset)
    (y64 * weights).sum().backward()
    torch.testing.assert_close(y.double(), y64, rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(v.grad.double(), v64.grad, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(x.grad.double(), x64.grad, rtol=1e-4, atol=1e-5)
    dense = layer.get_delta_weight("default").double()
    assert float(layer.change_norm("default")) == pytest.approx(float(dense.norm()), rel=1e-5)


def test_sixteen_bits_round_once():
    torch.manual_seed(0)
    base = nn.Linear(50, 40).to(torch.bfloat16)
    layer, v = lora_layer(base, first_a("m", 42, 4, 50), torch.randn(360) / 9, 1.0)
    x = torch.randn(5, 50).to(torch.bfloat16)
    weight = base.weight.double() + layer.get_delta_weight("default").double()
    expected = functional.linear(x.double(), weight, base.bias.double())
    found = layer(x)
    assert found.dtype == torch.bfloat16
    assert ((found.double() - expected).abs() < 2**-7 * (expected.abs() + 1)).all()
    found.float().sum().backward()
    assert v.grad.dtype == torch.float32 and v.grad.isfinite().all() and v.grad.any()


def test_a_starts_as_pefts_does():
    # kaiming_uniform_ with a = √5 draws within ±1/√in, with variance 1 / (3 · in)
    start, peft = first_a("m", 42, 64, 400), torch.empty(64, 400)
    nn.init.kaiming_uniform_(peft, a=5**0.5)
    for drawn in (start, peft):
        assert 0.0499 < float(drawn.abs().max()) <= 0.05
        assert float(drawn.var()) == pytest.approx(1 / 1200, rel=0.03)
    assert torch.equal(start, first_a("m", 42, 64, 400))
    assert not torch.equal(start, first_a("n", 42, 64, 400))
    assert not torch.equal(start, first_a("m", 43, 64, 400))


def test_where_a_starts_does_not_change():
    # a checkpoint is refused where these differ; a change here breaks every LoRA there is
    drawn = first_a("model.layers.0.self_attn.q_proj", 42, 2, 4)
    torch.testing.assert_close(drawn, torch.tensor(FIRST_DRAWN))


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_start_is_the_base_bit_for_bit(make_model, tokens, dtype):
    plain = make_model(dtype)(tokens).logits
    model = attach(make_model(dtype), LORA)
    v = trainable_vector(model)
    assert torch.equal(model(tokens).logits, plain)
    assert (v.dtype, v.shape, bool(v.any())) == (torch.float32, (COUNT,), False)
    assert model.get_nb_trainable_parameters()[0] == COUNT
    assert weight_change(model) == 0.0


def test_every_number_gets_its_gradient_at_every_backward(make_model, tokens):
    model = attach(make_model(), LORA)
    moved(model)
    v, grads = trainable_vector(model), []
    for _ in range(2):  # micro-batches of a step: v stands still
        model(tokens).logits.square().sum().backward()
        grads.append(v.grad.clone())
    torch.testing.assert_close(grads[1], 2 * grads[0])
    assert (v.grad != 0).float().mean() > 0.99
    with torch.no_grad():
        logits = model(tokens).logits
        v -= 1e-3 * v.grad.sign()  # as an optimiser does it
        assert not torch.equal(model(tokens).logits, logits)
    v.grad = None
    model(tokens).logits.square().sum().backward()
    assert (v.grad != grads[0]).any()
    again = copy.deepcopy(model)
    assert torch.equal(again(tokens).logits, model(tokens).logits)


def test_merge_and_unmerge(make_model, tokens):
    model = attach(make_model(), LORA)
    moved(model)
    before = {n: layer.base_layer.weight.clone() for n, layer in adapted_layers(model)}
    with torch.no_grad():
        adapted = model(tokens).logits
        with merged(model):
            torch.testing.assert_close(model(tokens).logits, adapted, rtol=0, atol=1e-4)
            assert all(layer.merged for _, layer in adapted_layers(model))
        assert torch.equal(model(tokens).logits, adapted)
        with model.disable_adapter():
            assert torch.equal(model(tokens).logits, make_model()(tokens).logits)
    assert all(torch.equal(m.base_layer.weight, before[n]) for n, m in adapted_layers(model))


def test_pefts_own_folder_comes_back(make_model, tokens, tmp_path):
    model = attach(make_model(), LORA)
    moved(model)
    model.save_pretrained(tmp_path)
    again = PeftModel.from_pretrained(make_model(), tmp_path)
    assert torch.equal(again(tokens).logits, model(tokens).logits)


def test_only_one_kind_at_a_time(make_model):
    model = attach(make_model(), LORA)
    other = copy.deepcopy(model.peft_config["default"])
    other.kind, other.lora_alpha = "tinylora", None
    with pytest.raises(SettingsError, match="carries an adapter of another kind already"):
        model.add_adapter("other", other)


def test_alpha_is_twice_the_rank_and_of_a_lora_alone(make_model):
    assert lora_scale(AdapterSettings(kind="lora", rank=16)) == 2.0
    assert lora_scale(AdapterSettings(kind="lora", rank=16, lora_alpha=32)) == 2.0
    assert lora_scale(AdapterSettings(kind="lora", rank=8, lora_alpha=4)) == 0.5
    with pytest.raises(ValueError, match="lora_alpha is 32 and kind tinylora"):
        AdapterSettings(lora_alpha=32)


def test_a_label_says_how_large_it_is():
    assert (AdapterSettings(u=8).label, LORA.label) == ("u=8", "LoRA rank 3")


def test_what_means_nothing_to_a_kind_is_no_part_of_it():
    lora, tiny = AdapterSettings(kind="lora", rank=4), AdapterSettings()
    assert lora.in_force() == {
        **{"kind": "lora", "rank": 4, "lora_alpha": 8.0, "seed": 42},
        "targets": list(lora.targets),
    }
    same = AdapterSettings(kind="lora", rank=4, lora_alpha=8, u=7, tying="per_kind")
    assert same.in_force() == lora.in_force()
    assert tiny.in_force().keys() == tiny.model_dump().keys() - {
        *("kind", "lora_alpha", "completions")
    }


def test_checkpoint_round_trip(make_model, tokens, tmp_path):
    model = attach(make_model(), LORA)
    v = moved(model)
    file = save(model, tmp_path / "a", base=BASE, run_id="r", step=3)
    assert COUNT > MOST_LISTED and file.v is None
    again = attach(make_model(), LORA.model_copy(update={"lora_alpha": 6.0, "u": 5}))
    contents = load_into(again, file.path, "f0f0")
    assert torch.equal(contents.v, v) and torch.equal(trainable_vector(again).data, v)
    assert contents.settings.in_force() == LORA.in_force()
    assert torch.equal(again(tokens).logits, model(tokens).logits)
    with safe_open(file.path, "pt") as raw:
        told = json.loads(raw.metadata()["tinylora"])
    assert told["format"] == 3 and told["settings"] == LORA.in_force()
    load_into(attach(make_model(torch.bfloat16), LORA), file.path, "f0f0")  # W, rounded


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rank": 2}, r"rank is 3 there, 2 here"),
        ({"lora_alpha": 3.0}, r"lora_alpha is 6\.0 there, 3\.0 here"),
        ({"targets": ("q_proj",)}, "targets is "),
        ({"seed": 1}, "seed is 42 there, 1 here"),
        ({"kind": "tinylora"}, "kind is lora there, tinylora here"),
    ],
)
def test_another_adapter_is_refused(make_model, tmp_path, change, said):
    file = save(attach(make_model(), LORA), tmp_path / "a", base=BASE, run_id="r", step=0)
    other = attach(make_model(), AdapterSettings(**{**LORA.model_dump(), **change}))
    with pytest.raises(CheckpointMismatch, match=said):
        load_into(other, file.path, "f0f0")
    assert not trainable_vector(other).any()


def test_another_base_is_refused(make_model, tmp_path):
    file = save(attach(make_model(), LORA), tmp_path / "a", base=BASE, run_id="r", step=0)
    with pytest.raises(CheckpointMismatch, match="fingerprint f0f0; the loaded one has"):
        load_into(attach(make_model(), LORA), file.path, "beef")
    changed = make_model()
    changed.model.layers[1].mlp.up_proj.weight.data.mul_(1.1)
    with pytest.raises(CheckpointMismatch, match=r"W differ in 1 of 14 .*layers.1.mlp.up_proj"):
        load_into(attach(changed, LORA), file.path, "f0f0")
    drawn = attach(make_model(), LORA)
    for _, layer in adapted_layers(drawn):
        layer.tinyv_start["default"] = layer.tinyv_start["default"].flip(0)
    with pytest.raises(CheckpointMismatch, match="every A starts elsewhere"):
        load_into(drawn, file.path, "f0f0")


def test_described_by_what_it_does(make_model, tmp_path):
    model = attach(make_model(), LORA)
    assert describe(model).conclusion == "v is zero: this adapter changes nothing."
    v = moved(model)
    found = describe(model)
    changes = [layer.get_delta_weight("default").double() for _, layer in adapted_layers(model)]
    assert [m.change_norm for m in found.modules] == pytest.approx(
        [float(change.norm()) for change in changes], rel=1e-4
    )
    assert (found.v, found.trained, found.expected_ratio) == (None, COUNT, None)
    assert found.group_norms == pytest.approx((float(v.norm()),))
    told = describe_vector(v, LORA, "float32")
    assert "an ordinary LoRA's" in told.conclusion
    assert read(save(model, tmp_path / "a", base=BASE, run_id="r", step=1).path).v.equal(v)
