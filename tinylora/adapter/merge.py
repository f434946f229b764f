"""Run the plain base forward on merged weights for a while: rollouts at the base's own speed.

Only float32 weights are merged. In 16 bits an entry that moves by less than half its spacing stays
where it was, and most of a small ΔW is lost that way; 4-bit weights cannot hold one at all. With
those, rollouts come from the very forward pass that training differentiates.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import nn

from tinylora.adapter.inject import ADAPTER, adapted_layers
from tinylora.adapter.layer import AdaptedLayer
from tinylora.adapter.weights import storage


@contextmanager
def merged(model: nn.Module) -> Iterator[None]:
    """Inside, float32 base weights are W + ΔW; afterwards they are W again, the same bits in place.

    W + ΔW is built beside W, never into it, so nothing drifts over any number of merges. It costs a
    second copy of the merged weights while it lasts. v must not change inside. A 16-bit or 4-bit
    weight is left as it is: its adapter path stays active.
    """
    with summed(mergeable_layers(model)):
        yield


def mergeable_layers(model: nn.Module) -> list[AdaptedLayer]:
    """Return the adapted layers that `merged` merges: those with float32 weights."""
    return [layer for _, layer in adapted_layers(model) if storage(layer.base_layer) == "float32"]


@contextmanager
def summed(layers: Sequence[AdaptedLayer]) -> Iterator[None]:
    """Merge exactly `layers`, whatever their dtype rounds away, and restore them afterwards."""
    try:
        for layer in layers:
            layer.merge()
        yield
    finally:
        for layer in layers:
            layer.unmerge()


@torch.no_grad()
def share_lost(model: nn.Module) -> float:
    """Return ‖rounding error of W + ΔW‖_F / ‖ΔW‖_F over all adapted, unpacked weights.

    Between 0 and 1, since W itself is never further from W + ΔW than ΔW; 0 where v is zero.
    """
    lost = total = 0.0
    for _, layer in adapted_layers(model):
        weight, change = layer.base_layer.weight, layer.get_delta_weight(ADAPTER)
        exact = weight.float() + change
        lost += float((exact.to(weight.dtype).float() - exact).double().square().sum())
        total += float(change.double().square().sum())
    return (lost / total) ** 0.5 if total else 0.0
