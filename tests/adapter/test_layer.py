"""The layer's arithmetic against a dense W' and against autograd, both in float64."""

import pytest
import torch
from torch import nn
from torch.nn import functional

from tinylora.adapter.fused import AdaptedLinear, fusable
from tinylora.adapter.layer import TinyLoraLinear
from tinylora.adapter.svd import truncated_svd
from tinylora.adapter.tying import projections


def adapted(
    rows=40, columns=50, u=5, rank=2, kind="dense", dtype=torch.float32, bias=True, split="paper"
):
    torch.manual_seed(0)
    base = nn.Linear(columns, rows, bias=bias).to(dtype).requires_grad_(False)
    shared = nn.ModuleDict({"default": nn.ParameterDict({"all": nn.Parameter(torch.randn(u) / 3)})})
    layer = TinyLoraLinear(base, shared)
    found = truncated_svd(base.weight.float(), rank)
    layer.update_layer("default", found, projections("m", 42, u, rank, kind), split=split)
    layer.split = split
    return layer, shared["default"]["all"]


def dense_change(layer, v):
    """U Σ (Σ vᵢ Pᵢ) Vᵀ or U √Σ (Σ vᵢ Pᵢ) √Σ Vᵀ, literally, in float64."""
    found, drawn = layer.factors["default"], layer.tinyv_p["default"]
    mixing = sum(v[i].double() * drawn[i].double() for i in range(len(v)))
    sigma = found.sigma.double().diag()
    mixing = sigma.sqrt() @ mixing @ sigma.sqrt() if layer.split == "peft" else sigma @ mixing
    return found.u.double() @ mixing @ found.v.double().T


@pytest.mark.parametrize("kind", ["dense", "diagonal"])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("split", ["paper", "peft"])
def test_equals_the_dense_weight(kind, bias, split):
    layer, v = adapted(kind=kind, bias=bias, split=split)
    x = torch.randn(3, 7, 50)
    weight = layer.base_layer.weight.double() + dense_change(layer, v)
    bias_ = layer.base_layer.bias.double() if bias else None
    expected = functional.linear(x.double(), weight, bias_)
    torch.testing.assert_close(layer(x).double(), expected, rtol=1e-5, atol=1e-5)
    torch.testing.assert_close(
        layer.get_delta_weight("default").double(), dense_change(layer, v), rtol=1e-5, atol=1e-6
    )


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_zero_v_is_the_base_bit_for_bit(dtype):
    layer, v = adapted(dtype=dtype)
    v.data.zero_()
    x = torch.randn(6, 50).to(dtype)
    found = layer(x)
    assert found.dtype == dtype
    assert torch.equal(found, layer.base_layer(x))


@pytest.mark.parametrize("fused", [True, False])
@pytest.mark.parametrize("bias", [True, False])
def test_gradients_against_autograd_in_float64(fused, bias):
    layer, v = adapted(bias=bias)
    if not fused:
        layer.base_layer.register_forward_hook(lambda *_: None)
    x = torch.randn(9, 50, requires_grad=True)
    assert fusable(layer.base_layer, x) == fused
    weights = torch.randn(9, 40)
    (layer(x) * weights).sum().backward()

    v64 = v.detach().double().requires_grad_()
    x64 = x.detach().double().requires_grad_()
    weight = layer.base_layer.weight.double() + dense_change(layer, v64)
    bias64 = layer.base_layer.bias.double() if bias else None
    (functional.linear(x64, weight, bias64) * weights).sum().backward()
    torch.testing.assert_close(v.grad.double(), v64.grad, rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(x.grad.double(), x64.grad, rtol=1e-4, atol=1e-5)


def test_gradcheck():
    torch.manual_seed(0)
    sizes = [(2, 3, 7), (5, 7), (5,), (2, 7), (5, 2), (2, 2)]
    x, weight, bias, a, b, r = (torch.randn(size, dtype=torch.float64) for size in sizes)
    assert torch.autograd.gradcheck(
        lambda x, r: AdaptedLinear.apply(x, weight, bias, a, b, r),
        (x.requires_grad_(), r.requires_grad_()),
    )


def test_frozen_input_costs_no_gradient():
    layer, v = adapted()
    layer(torch.randn(9, 50)).sum().backward()
    assert v.grad.isfinite().all() and v.grad.any()


def test_gradient_by_hand():
    # W = diag(3, 2): U = V = I. P₀ = [[0, 1], [0, 0]]: ΔW = v Σ P₀ = [[0, 3v], [0, 0]],
    # so y₀ = 3x₀ + 3v x₁, and with x = (5, 7): y₀ = 15 + 21 v, dy₀/dv = 21
    base = nn.Linear(2, 2, bias=False).requires_grad_(False)
    base.weight.data = torch.diag(torch.tensor([3.0, 2.0]))
    v = nn.Parameter(torch.tensor([2.0]))
    layer = TinyLoraLinear(base, nn.ModuleDict({"default": nn.ParameterDict({"all": v})}))
    drawn = torch.tensor([[[0.0, 1.0], [0.0, 0.0]]])
    layer.update_layer("default", truncated_svd(base.weight, 2), drawn)
    y = layer(torch.tensor([5.0, 7.0]))
    assert y.tolist() == [57.0, 14.0]
    y[0].backward()
    assert v.grad.tolist() == [21.0]
    assert layer.change_norm("default").item() == 6.0


def test_the_split_by_hand():
    # W = diag(9, 4), P = [[0, 1], [0, 0]], v = 1: paper ΔW₀₁ = σ₀ = 9, peft √σ₀·√σ₁ = 6
    base = nn.Linear(2, 2, bias=False).requires_grad_(False)
    base.weight.data = torch.diag(torch.tensor([9.0, 4.0]))
    shared = nn.ModuleDict({"default": nn.ParameterDict({"all": nn.Parameter(torch.ones(1))})})
    layer, drawn = TinyLoraLinear(base, shared), torch.tensor([[[0.0, 1.0], [0.0, 0.0]]])
    for split, change in (("paper", 9.0), ("peft", 6.0)):
        layer.update_layer("default", truncated_svd(base.weight, 2), drawn, split=split)
        assert layer.get_delta_weight("default").tolist() == [[0.0, change], [0.0, 0.0]]
        assert layer.change_norm("default").item() == change


def test_a_layer_takes_its_own_row_of_v():
    base = nn.Linear(2, 2, bias=False).requires_grad_(False)
    base.weight.data = torch.diag(torch.tensor([3.0, 2.0]))
    v = nn.Parameter(torch.tensor([5.0, 7.0, 11.0]))
    shared = nn.ModuleDict({"default": nn.ParameterDict({"all": v})})
    layer, drawn = TinyLoraLinear(base, shared), torch.tensor([[[1.0, 0.0], [0.0, 0.0]]])
    layer.update_layer("default", truncated_svd(base.weight, 2), drawn, row=1)
    y = layer(torch.tensor([1.0, 0.0]))
    assert y.tolist() == [3.0 + 3 * 7, 0.0]
    y[0].backward()
    assert v.grad.tolist() == [0.0, 3.0, 0.0]


def test_small_path_stays_float32_under_autocast():
    layer, _ = adapted()
    x = torch.randn(4, 50)
    exact = layer(x) - layer.base_layer(x)
    with torch.autocast("cpu", torch.bfloat16):
        small = layer._small_path(x, "default")
    assert small.dtype == torch.float32
    torch.testing.assert_close(small, exact, rtol=1e-4, atol=1e-5)


def test_a_move_under_bf16s_spacing_is_kept_in_the_mean():
    # ΔW x is a thousandth of W x. Added to a rounded W x it is mostly rounded away; added before
    # the one rounding, W x dithers it.
    layer, v = adapted(600, 500, dtype=torch.bfloat16, bias=False)
    v.data *= 3e-3
    x = torch.randn(64, 500).to(torch.bfloat16)
    base, small = layer.base_layer(x).double(), x.double() @ dense_change(layer, v.detach()).T

    def kept():
        with torch.no_grad():
            return float(((layer(x).double() - base) * small).sum() / small.square().sum())

    assert abs(kept() - 1) < 0.05
    layer.base_layer.register_forward_hook(lambda *_: None)  # now it cannot be fused
    assert kept() < 0.6


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("bias", [True, False])
def test_sixteen_bits_against_the_dense_weight(dtype, bias):
    layer, v = adapted(dtype=dtype, bias=bias)
    x, base = torch.randn(3, 7, 50).to(dtype), layer.base_layer
    weight = base.weight.double() + dense_change(layer, v)
    expected = functional.linear(x.double(), weight, base.bias.double() if bias else None)
    roundings = torch.finfo(dtype).eps * (expected.abs() + 1)
    assert layer(x).dtype == dtype
    assert ((layer(x).double() - expected).abs() < roundings).all()


def test_sixteen_bit_gradients():
    layer, v = adapted(dtype=torch.bfloat16)
    x = torch.randn(9, 50).to(torch.bfloat16).requires_grad_()
    fused = torch.autograd.grad(layer(x).float().square().sum(), (x, v))
    layer.base_layer.register_forward_hook(lambda *_: None)
    plain = torch.autograd.grad(layer(x).float().square().sum(), (x, v))
    for one, two in zip(fused, plain, strict=True):
        torch.testing.assert_close(one, two, rtol=2e-2, atol=2e-1)


@pytest.mark.parametrize("split", ["paper", "peft"])
def test_change_norm_needs_no_dense_matrix(split):
    layer, v = adapted(rank=3, split=split)
    torch.testing.assert_close(
        layer.change_norm("default").double(), dense_change(layer, v).norm(), rtol=1e-5, atol=0
    )


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_merge_rebuilds_from_the_pristine_weight(dtype):
    layer, v = adapted(dtype=dtype)
    weight, address = layer.base_layer.weight.data.clone(), layer.base_layer.weight.data_ptr()
    for step in range(50):
        v.data.normal_(generator=torch.Generator().manual_seed(step))
        layer.merge()
        change = dense_change(layer, v)
        torch.testing.assert_close(
            layer.base_layer.weight.data, (weight.double() + change).to(dtype), rtol=1e-2, atol=1e-5
        )
        layer.unmerge()
        assert torch.equal(layer.base_layer.weight.data, weight)
    assert layer.base_layer.weight.data_ptr() == address


def test_safe_merge_refuses_infinity_and_leaves_the_base():
    layer, v = adapted()
    weight = layer.base_layer.weight.data
    v.data.fill_(float("inf"))
    with pytest.raises(ValueError, match="NaN or infinite"):
        layer.merge(safe_merge=True)
    assert layer.base_layer.weight.data is weight or torch.equal(layer.base_layer.weight, weight)
    assert not layer.merged
