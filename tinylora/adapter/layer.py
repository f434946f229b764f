"""One adapted linear layer: y = base(x) + B A x, and TinyLoRA's: y = base(x) + U Σ R Vᵀ x.

There R = Σᵢ vᵢ Pᵢ (arXiv 2602.04118, eq. 3). With the factors split as PEFT splits them it is
U √Σ R √Σ Vᵀ x.

No dense ΔW in the forward pass: the input goes through r dimensions and back. The base layer keeps
its own kernel, whatever its dtype or packing. v and the factors are float32, and so is the path
through them; the result is cast to what the base returned. A plain base takes the path into its own
multiplication, in its own dtype (`fused`).

Tensors that follow a model to its device but never to its dtype.

`model.to(torch.bfloat16)` would round v below its own updates and the factors below their hashes.
"""

from collections.abc import Callable
from typing import Any, Self

import torch
from peft.tuners._buffer_dict import BufferDict
from peft.tuners.tuners_utils import BaseTunerLayer, check_adapters_to_merge
from torch import Tensor, nn
from torch.nn import functional

from tinylora.adapter.fused import AdaptedLinear, fusable
from tinylora.adapter.svd import Factors
from tinylora.adapter.weights import is_quantised
from tinylora.errors import SettingsError


class AdaptedLayer(nn.Module, BaseTunerLayer):
    """A linear layer, plain or 4-bit, whose weight v changes by a product of two thin matrices.

    `tinyv_v` maps adapter names to the parameters that the tuner owns; it is held here by reference
    and not registered, so that every module of the model counts v once.

    Attributes:
        weight_norms: ‖W‖_F of the base layer, by the adapters that this layer carries.
    """

    adapter_layer_names = ("tinyv_v",)

    def __init__(self, base_layer: nn.Linear, shared: nn.ModuleDict) -> None:
        super().__init__()
        self.base_layer = base_layer
        self.__dict__["tinyv_v"] = shared  # past nn.Module's registration
        self.weight_norms: dict[str, float] = {}
        self.merged_adapters = []
        self._pristine: torch.Tensor | None = None

    def pair(self, adapter: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Return A, (r, in), and B, (out, r), float32: ΔW = B A."""
        raise NotImplementedError

    def change_norm(self, adapter: str) -> torch.Tensor:
        """Return ‖ΔW‖_F as a scalar, without building ΔW."""
        raise NotImplementedError

    def _fused(self, x: torch.Tensor, adapter: str) -> torch.Tensor:
        """Return the adapted output where the base is plain and in x's dtype (`fusable`)."""
        raise NotImplementedError

    def get_delta_weight(self, adapter: str) -> torch.Tensor:
        """Return the dense ΔW, (out, in) float32: for merging and for tests."""
        down, up = self.pair(adapter)
        return up @ down

    def forward(self, x: torch.Tensor, *args: Any, **kwargs: Any) -> torch.Tensor:
        """Map (..., in) to (..., out) in the base layer's dtype."""
        if self.disable_adapters and self.merged:
            self.unmerge()
        active = [name for name in self.active_adapters if name in self.weight_norms]
        if self.disable_adapters or self.merged or not active:
            return self.base_layer(x, *args, **kwargs)
        if len(active) == 1 and fusable(self.base_layer, x):
            return self._fused(x, active[0])
        result = self.base_layer(x, *args, **kwargs)
        for name in active:
            result = result + self._small_path(x, name).to(result.dtype)
        return result

    def _small_path(self, x: torch.Tensor, adapter: str) -> torch.Tensor:
        with torch.autocast(x.device.type, enabled=False):  # autocast would take it to bfloat16
            down, up = self.pair(adapter)
            return functional.linear(x.float(), down) @ up.mT  # one B for all rows, or one for each

    def merge(self, safe_merge: bool = False, adapter_names: list[str] | None = None) -> None:
        """Point the base layer at W + ΔW, newly built; the pristine W is kept, never written to.

        The sum has the weight's own dtype: 16 bits round a small ΔW away (see merge.share_lost).

        Args:
            safe_merge: refuse a merged weight that is not finite.
            adapter_names: which adapters; None takes the active ones.

        Raises:
            SettingsError: the base is quantised: ΔW would be rounded away.
            ValueError: `safe_merge`, and the merged weight holds NaN or infinity.
        """
        names = check_adapters_to_merge(self, adapter_names)
        names = [name for name in names if name in self.weight_norms]
        if not names:
            return
        if is_quantised(self.base_layer):
            raise SettingsError(
                "a 4-bit weight cannot hold ΔW; merge into the model loaded in float32 instead"
            )
        pristine = self.base_layer.weight.data if self._pristine is None else self._pristine
        with torch.no_grad():
            total = [*self.merged_adapters, *names]
            change = sum(self.get_delta_weight(name) for name in total)
            merged = (pristine.float() + change).to(pristine.dtype)
        if safe_merge and not merged.isfinite().all():
            raise ValueError(f"adapter {names} makes weights that are NaN or infinite")
        self._pristine, self.base_layer.weight.data = pristine, merged
        self.merged_adapters.extend(names)

    def unmerge(self) -> None:
        """Point the base layer back at the pristine weight: the same bits, the same memory."""
        if self._pristine is not None:
            self.base_layer.weight.data, self._pristine = self._pristine, None
        self.merged_adapters.clear()

    def delete_adapter(self, adapter_name: str) -> None:
        """Forget `adapter_name` here."""
        super().delete_adapter(adapter_name)
        self.weight_norms.pop(adapter_name, None)

    def __repr__(self) -> str:
        return f"tinyv.{super().__repr__()}"


class TinyLoraLinear(AdaptedLayer):
    """A linear layer that its group's v moves along its own singular directions."""

    other_param_names = ("tinyv_in", "tinyv_out", "tinyv_p")

    def __init__(self, base_layer: nn.Linear, shared: nn.ModuleDict) -> None:
        super().__init__(base_layer, shared)
        self.tinyv_in = Float32Buffers()  # Vᵀ or √Σ Vᵀ, (r, in)
        self.tinyv_out = Float32Buffers()  # U Σ or U √Σ, (out, r)
        self.tinyv_p = Float32Buffers()  # P, (u, r, r)
        self.factors: dict[str, Factors] = {}
        self.scales: dict[str, tuple[torch.Tensor, torch.Tensor]] = {}  # left and right of R, (r,)
        self.rows: dict[str, int] = {}  # whose u numbers of v

    def update_layer(
        self,
        adapter: str,
        factors: Factors,
        projections: torch.Tensor,
        row: int = 0,
        split: str = "paper",
    ) -> None:
        """Give `adapter` its frozen tensors here.

        Args:
            adapter: its name.
            factors: of the base layer's weight.
            projections: (u, r, r) float32.
            row: v is (k·u,), one group's numbers after another's; this layer's are the row-th.
            split: "paper" for U Σ R Vᵀ, "peft" for U √Σ R √Σ Vᵀ.
        """
        left, right = split_sigma(factors.sigma, split)
        self.factors[adapter], self.rows[adapter] = factors, row
        self.weight_norms[adapter] = factors.weight_norm
        self.scales[adapter] = left, right
        self.tinyv_in[adapter] = (factors.v * right).T.contiguous()
        self.tinyv_out[adapter] = (factors.u * left).contiguous()
        self.tinyv_p[adapter] = projections.to(factors.u.device)

    def mixing(self, adapter: str) -> torch.Tensor:
        """Return R = Σᵢ vᵢ Pᵢ, (r, r) float32."""
        projections = self.tinyv_p[adapter]
        every, u = self.tinyv_v[adapter]["all"], len(projections)
        own = every if len(every) == u else every.narrow(0, self.rows[adapter] * u, u)
        v = own.to(projections.device, torch.float32)
        return (v @ projections.flatten(1)).view(projections.shape[1:])

    def pair(self, adapter: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the right factor and the left one times R."""
        return self.tinyv_in[adapter], self.tinyv_out[adapter] @ self.mixing(adapter)

    def change_norm(self, adapter: str) -> torch.Tensor:
        """Return ‖ΔW‖_F as a scalar: ‖Σ R‖_F or ‖√Σ R √Σ‖_F, since U and V are orthonormal."""
        mixing = self.mixing(adapter)
        left, right = (scale.to(mixing.device) for scale in self.scales[adapter])
        return (left[:, None] * mixing * right).norm()

    def delete_adapter(self, adapter_name: str) -> None:
        """Forget `adapter_name` here."""
        super().delete_adapter(adapter_name)
        for kept in (self.factors, self.scales, self.rows):
            kept.pop(adapter_name, None)

    def _fused(self, x: torch.Tensor, adapter: str) -> torch.Tensor:
        base = self.base_layer
        frozen = (base.weight, base.bias, self.tinyv_in[adapter], self.tinyv_out[adapter])
        return AdaptedLinear.apply(x, *frozen, self.mixing(adapter))


def split_sigma(sigma: torch.Tensor, split: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what scales R from the left and from the right, (r,) each; their product is Σ."""
    return (sigma.sqrt(), sigma.sqrt()) if split == "peft" else (sigma, torch.ones_like(sigma))


class Float32Buffers(BufferDict):
    """Frozen tensors by adapter name; not part of the state dict."""

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        for name, tensor in list(self.items()):
            self[name] = _moved(tensor, fn)
        return self


class Float32Parameters(nn.ParameterDict):
    """Trained tensors by name; each stays the same Parameter, so optimisers keep hold of it."""

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        for parameter in self.values():
            parameter.data = _moved(parameter.data, fn)
            if parameter.grad is not None:
                parameter.grad.data = _moved(parameter.grad.data, fn)
        return self


def _moved(tensor: Tensor, fn: Callable[[Tensor], Tensor]) -> Tensor:
    moved = fn(tensor)
    return moved if moved.dtype == torch.float32 else tensor.to(moved.device)
