"""An ordinary LoRA of one layer (Hu et al. 2021, arXiv 2106.09685), to hold TinyLoRA against.

    y = W x + alpha / r · B A x        A (r, in) and B (out, r) both train

A starts as PEFT draws it, uniform within ±1/√in, and B at zero. What trains is one flat vector v,
as everywhere here, and each layer has a part of it: by how much its A has moved from where it
started, and its B. So a v of zero is the base model, |v| is how far the adapter has come, and
optimiser, checkpoint and merging are TinyLoRA's.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from tinylora.adapter.layer import AdaptedLayer, Float32Buffers
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.weights import dense_weight, weight_key
from tinylora.identity import derive_seed


class Parts:
    """v cut into the layers' parts, by one operation of autograd for all layers together.

    If every layer took a slice of its own, autograd would make of every slice's gradient a tensor
    as long as v, and add them up: with a million numbers that costs more than the layers do.

    Args:
        sizes: how many numbers each layer has, in the order in which v holds them.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = list(sizes)
        self._cut: tuple[Tensor, ...] = ()
        self._of: tuple[int | bool, ...] = ()

    def part(self, v: Tensor, row: int) -> Tensor:
        """Return the row-th part of `v`, (sizes[row],): a view, differentiable where v is."""
        modes = torch.is_grad_enabled(), torch.is_inference_mode_enabled()
        of = v.data_ptr(), v._version, v.requires_grad, *modes
        if of != self._of:
            self._cut, self._of = v.split(self.sizes), of
        return self._cut[row]

    def __deepcopy__(self, memo: dict[int, object]) -> "Parts":
        return Parts(self.sizes)  # the views are of the original's v


def lora_scale(settings: AdapterSettings) -> float:
    """Return what a LoRA multiplies B A by: alpha / rank."""
    return settings.alpha / settings.rank


class LoraLinear(AdaptedLayer):
    """A linear layer with an A and a B of its own."""

    other_param_names = ("tinyv_start",)

    def __init__(self, base_layer: nn.Linear, shared: nn.ModuleDict) -> None:
        super().__init__(base_layer, shared)
        self.tinyv_start = Float32Buffers()  # A before any training, (r, in)
        self.scales: dict[str, float] = {}  # alpha / r
        self.parts: dict[str, tuple[Parts, int]] = {}  # which numbers of v
        self.keys: dict[str, str] = {}  # over the bits of W, for signatures
        self.readings: dict[str, list[float]] = {}  # gᵀ W h for random g and h, likewise

    def update_layer(
        self, adapter: str, module: str, start: Tensor, scale: float, parts: Parts, row: int
    ) -> None:
        """Give `adapter` its frozen tensor here, and note which weight it is for.

        Args:
            adapter: its name.
            module: the layer's name inside the base model.
            start: A before any training, (r, in) float32.
            scale: alpha / r.
            parts: of v; this layer's is the row-th, r · (in + out) numbers.
            row: its number there.
        """
        self.tinyv_start[adapter] = start.to(self.base_layer.weight.device)
        self.scales[adapter], self.parts[adapter] = scale, (parts, row)
        weight = dense_weight(self.base_layer).double()
        self.weight_norms[adapter] = float(weight.norm())
        self.keys[adapter] = weight_key(self.base_layer)
        self.readings[adapter] = _readings(module, weight)

    def pair(self, adapter: str) -> tuple[Tensor, Tensor]:
        """Return A, (r, in), and alpha / r · B, (out, r), float32."""
        start, (parts, row) = self.tinyv_start[adapter], self.parts[adapter]
        part = parts.part(self.tinyv_v[adapter]["all"], row).to(start.device, torch.float32)
        moved, up = part[: start.numel()], part[start.numel() :]
        return start + moved.view_as(start), self.scales[adapter] * up.view(-1, len(start))

    def change_norm(self, adapter: str) -> Tensor:
        """Return ‖B A‖_F as a scalar: its square is the trace of (Bᵀ B)(A Aᵀ)."""
        down, up = self.pair(adapter)
        return ((up.T @ up) * (down @ down.T)).sum().clamp(min=0.0).sqrt()

    def delete_adapter(self, adapter_name: str) -> None:
        """Forget `adapter_name` here."""
        super().delete_adapter(adapter_name)
        for kept in (self.scales, self.parts, self.keys, self.readings):
            kept.pop(adapter_name, None)

    def _fused(self, x: Tensor, adapter: str) -> Tensor:
        """Add the small path in the base's own multiplication: 16 bits are rounded once."""
        base, rows = self.base_layer, x.reshape(-1, x.shape[-1])
        down, up = (thin.to(x.dtype) for thin in self.pair(adapter))
        inner = rows @ down.T
        if x.dtype.itemsize > 2:
            y = functional.linear(rows, base.weight, base.bias).addmm_(inner, up.T)
        else:
            small = inner @ up.T
            y = torch.addmm(small if base.bias is None else small + base.bias, rows, base.weight.T)
        return y.view(*x.shape[:-1], -1)


def first_a(module: str, seed: int, rank: int, width: int) -> Tensor:
    """Draw A as PEFT's LoRA does, (rank, width) float32 on the CPU: uniform within ±1/√width.

    That is `kaiming_uniform_` with a = √5. The generator is the module's own, and draws in float64,
    as in `tying.projections`.

    Args:
        module: the module's name inside the base model.
        seed: of the adapter.
        rank: of A.
        width: of what the module reads.
    """
    generator = torch.Generator().manual_seed(derive_seed(seed, module))
    drawn = torch.rand(rank, width, generator=generator, dtype=torch.float64)
    return ((2 * drawn - 1) / math.sqrt(width)).float()


def _readings(module: str, weight: Tensor) -> list[float]:
    """Return gᵀ W h, twice, for g and h that are fixed for the module; W float64."""
    generator = torch.Generator().manual_seed(derive_seed("probe", module))
    g, h = (torch.randn(2, n, generator=generator, dtype=weight.dtype) for n in weight.shape)
    return (g.to(weight.device) @ weight * h.to(weight.device)).sum(dim=1).tolist()
