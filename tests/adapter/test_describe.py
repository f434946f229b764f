import math

import pytest
import torch
from torch.nn import functional

from tinylora.adapter.describe import describe, describe_vector, spacing
from tinylora.adapter.inject import adapted_layers, attach, set_vector, weight_change
from tinylora.adapter.resolution import of_modules, of_vector
from tinylora.adapter.settings import AdapterSettings

BELOW = "this adapter is below the resolution of the weights it modifies."


@pytest.mark.parametrize("factors", ["paper", "peft"])
def test_norms_are_those_of_the_dense_matrices(make_model, factors):
    settings = AdapterSettings(u=3, factors=factors, tying="per_kind")
    model = attach(make_model(), settings)
    set_vector(model, torch.linspace(-0.1, 0.1, 21))
    found = describe(model)
    assert len(found.modules) == 14
    for module, (name, layer) in zip(found.modules, adapted_layers(model), strict=True):
        change = float(layer.get_delta_weight("default").double().norm())
        weight = float(layer.base_layer.weight.double().norm())
        assert module.name == name
        assert module.change_norm == pytest.approx(change, rel=1e-5)
        assert module.weight_norm == pytest.approx(weight, rel=1e-6)
        assert module.ratio == pytest.approx(change / weight, rel=1e-5)
    assert found.ratio == weight_change(model)
    assert found.v_norm == pytest.approx(math.hypot(*found.v))
    assert found.group_labels[0] == "down_proj" and len(found.group_norms) == 7
    assert found.group_norms[0] == pytest.approx(math.hypot(*found.v[:3]))
    assert found.expected_ratio == max(found.group_norms)


def test_spacing():
    # float32 near 1: 2⁻²³; bfloat16 in [2⁻¹³, 2⁻¹²): 2⁻¹³ · 2⁻⁷
    assert spacing(-1.0, torch.float32) == 2.0**-23
    assert spacing(2.05e-4, torch.bfloat16) == 2.0**-20
    assert spacing(0.0, torch.float32) > 0


def test_share_under_bf16_and_what_rounding_does(make_model, settings):
    # ΔW/‖W‖ about 1e-4, 1e-3 and 1e-1: bf16 rounds by 2⁻⁹ = 2e-3
    for size, share in ((1e-4, 1.0), (1e-3, 1.0), (0.1, 0.0)):
        model = attach(make_model(torch.bfloat16), settings)
        set_vector(model, functional.normalize(torch.ones(16), dim=0) * size)
        found = describe(model)
        assert found.share_under_bf16 == share
        stayed = []
        for _, layer in adapted_layers(model):
            weight = layer.base_layer.weight
            moved = (weight.float() + layer.get_delta_weight("default")).to(weight.dtype)
            stayed.append(float((moved == weight).float().mean()))
        assert all((s > 0.5) == (share == 1.0) for s in stayed)
        assert (BELOW in found.conclusion) == (share == 1.0)


def test_float32_weights_keep_what_bf16_would_lose(make_model, settings):
    model = attach(make_model(), settings)
    assert describe(model).conclusion == "v is zero: this adapter changes nothing."
    set_vector(model, torch.full((16,), 1e-5))
    found = describe(model)
    assert found.share_under_bf16 == 1.0
    assert "the float32 base keeps it" in found.conclusion and BELOW not in found.conclusion


@pytest.mark.parametrize(
    ("size", "said"),
    [(1e-5, f"under float16's resolution in all 14 modules: {BELOW}"), (2e-3, "the float16 base")],
)
def test_float16_weights_have_a_resolution_of_their_own(make_model, settings, size, said):
    model = attach(make_model(torch.float16), settings)
    set_vector(model, functional.normalize(torch.ones(16), dim=0) * size)
    found = describe(model)
    assert found.share_under_bf16 == 1.0 and said in found.conclusion


def test_a_v_that_is_not_finite_is_no_adapter(make_model, settings):
    model = attach(make_model(), settings)
    set_vector(model, torch.full((16,), math.nan))
    assert describe(model).conclusion.startswith("v is not finite")
    v = torch.full((16,), math.inf)
    assert describe_vector(v, settings, "float32").conclusion.startswith("v is not finite")


def test_a_solved_v_expects_nothing(make_model, settings):
    model = attach(make_model(), settings)
    assert describe(model).expected_ratio == 0.0
    assert describe(model, solved=True).expected_ratio is None


@pytest.mark.parametrize("projection", ["dense", "diagonal"])
@pytest.mark.parametrize("factors", ["paper", "peft"])
def test_without_a_model_the_ratio_is_that_of_the_leading_directions(
    make_model, projection, factors
):
    """The mean over 14 modules' P and 512 of v's numbers comes close; the weight's is under it."""
    settings = AdapterSettings(u=512, projection=projection, factors=factors)
    model = attach(make_model(), settings)
    v = torch.randn(512, generator=torch.Generator().manual_seed(0)) / 1000
    set_vector(model, v)
    expected = describe_vector(v, settings, "float32").expected_ratio
    squares = []
    for _, layer in adapted_layers(model):
        sigma = layer.factors["default"].sigma
        squares.append(float(layer.change_norm("default").detach() / sigma.norm()) ** 2)
    assert math.sqrt(sum(squares) / len(squares)) == pytest.approx(expected, rel=0.3)
    assert describe(model).ratio < expected


def test_sentences():
    assert of_modules(0, 0, 7, "nf4") == "ΔW is above bf16's resolution in all 7 modules."
    assert of_modules(3, 3, 7, "bfloat16") == (
        f"ΔW is under bf16's resolution in 3 of 7 modules: {BELOW[:-1]} there."
    )
    kept = "base keeps it, and weights in bfloat16 would round most of it away"
    under = "ΔW is under bf16's resolution in 3 of 7 modules: the"
    for weights in ("float16", "float32"):
        assert of_modules(0, 3, 7, weights) == f"{under} {weights} {kept} there."
        assert of_modules(7, 7, 7, weights) == (
            f"ΔW is under {weights}'s resolution in all 7 modules: {BELOW}"
        )
    assert of_vector(4e-4, 2, "nf4") == (
        "v moves the leading 2 singular directions of each weight by about 0.04% of themselves and "
        f"bfloat16 rounds by 0.2% or more: {BELOW}"
    )
    assert "the float32 base keeps it" in of_vector(4e-4, 2, "float32")
    assert "the float16 base keeps it" in of_vector(4e-4, 2, "float16")  # 2⁻¹² is 2.4e-4
    assert f"float16 rounds by 0.024% or more: {BELOW}" in of_vector(2e-4, 2, "float16")
    assert "above bf16's resolution" in of_vector(0.1, 2, "nf4")
    assert "by about 34% of themselves" in of_vector(0.34, 2, "nf4")
    assert "by about 10% of themselves" in of_vector(0.096, 2, "nf4")
    assert of_vector(0.0, 2, "nf4") == "v is zero: this adapter changes nothing."
