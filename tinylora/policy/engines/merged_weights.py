"""The adapted weights one after another, under the plain model's names: what another engine loads.

W + ΔW is built beside W, one matrix at a time: the model is never merged, nothing drifts, and the
memory is one matrix's. A 4-bit matrix is de-quantised on the way to the dtype that its own kernel
would take it to. In 16 bits the sum is rounded, which loses most of a small ΔW; how much is told.
"""

from collections.abc import Iterator

import torch
from peft import PeftModel
from torch import Tensor, nn

from tinylora.adapter.inject import ADAPTER, adapted_layers
from tinylora.adapter.layer import AdaptedLayer
from tinylora.adapter.weights import dense_weight, is_quantised

BASE = ".base_layer."
"""What PEFT puts into the name of a wrapped layer's weight."""


class MergedWeights:
    """One pass over the weights of a model that v adapts; v must not change meanwhile.

    A tied weight comes once, under its first name, as in `named_parameters`. The adapter's own
    tensors do not come.
    """

    def __init__(self, model: PeftModel) -> None:
        self._base = model.get_base_model()
        self._adapted = {f"{name}{BASE}weight": layer for name, layer in adapted_layers(model)}
        self._lost = self._total = 0.0
        self.taken = 0
        """Weights that were handed over."""

    def described(self) -> list[tuple[str, str, list[int]]]:
        """Return name, dtype ("bfloat16") and shape of each, in their order, building none."""
        return [
            (_plain(name), str(dtype).removeprefix("torch."), list(shape))
            for name, _, dtype, shape in self._held()
        ]

    @property
    def complete(self) -> bool:
        """Whether every weight was handed over."""
        return self.taken == len(self.described())

    @property
    def share_lost(self) -> float:
        """Return ‖rounding error of W + ΔW‖_F / ‖ΔW‖_F over what was handed over; 0 where v is 0.

        Near 1 the engine has the base model, whatever v is.
        """
        return (self._lost / self._total) ** 0.5 if self._total else 0.0

    def __iter__(self) -> Iterator[tuple[str, Tensor]]:
        """Yield (name, tensor), W + ΔW where v adapts; to be read, on the weight's device.

        W + ΔW has the bits that `adapter.merge` gives it.
        """
        for name, owner, dtype, _ in self._held():
            layer = self._adapted.get(name)
            with torch.no_grad():
                if layer is not None:
                    weight = self._sum(layer, dtype)
                elif _is_packed(owner, name):
                    weight = dense_weight(owner).to(dtype)
                else:
                    weight = self._base.get_parameter(name).detach()
            self.taken += 1
            yield _plain(name), weight

    def _held(self) -> Iterator[tuple[str, nn.Module, torch.dtype, torch.Size]]:
        for name, parameter in self._base.named_parameters():
            owner = self._base.get_submodule(name.rpartition(".")[0])
            state = parameter.quant_state if _is_packed(owner, name) else parameter
            yield name, owner, state.dtype, state.shape

    def _sum(self, layer: AdaptedLayer, dtype: torch.dtype) -> Tensor:
        if layer.merged:
            return layer.base_layer.weight.detach()
        change = layer.get_delta_weight(ADAPTER)
        exact = dense_weight(layer.base_layer) + change
        rounded = exact.to(dtype)
        if dtype != torch.float32:
            self._lost += float((rounded.float() - exact).double().square().sum())
            self._total += float(change.double().square().sum())
        return rounded


def _is_packed(owner: nn.Module, name: str) -> bool:
    """Say whether the parameter `name` of `owner` is a 4-bit layer's weight."""
    return name.endswith(".weight") and is_quantised(owner)


def _plain(name: str) -> str:
    return name.replace(BASE, ".")
