"""The layers that the adapter is measured against, put on a model and taken off again.

`dense` builds ΔW in every forward pass, y = W x + ΔW x, as a first version of TinyLoRA would; with
`folded`, y = (W + ΔW) x, one multiplication and one matrix less. Both hold ΔW until the backward.
"""

from collections.abc import Callable

import torch
from peft import TinyLoraConfig, get_peft_model
from torch import Tensor, nn
from torch.nn import functional
from transformers import PreTrainedModel

from benchmarks.adapter_models import KINDS, projections
from tinylora.adapter.inject import adapted_layers, attach, trainable_vector
from tinylora.adapter.settings import AdapterSettings

SETTINGS = AdapterSettings()


class DenseLinear(nn.Module):
    """A base layer with ΔW = B R A, R = Σ vᵢ Pᵢ, built in full."""

    def __init__(self, layer: nn.Module, v: nn.Parameter, folded: bool) -> None:
        super().__init__()
        self.base, self.folded = layer.base_layer, folded
        self.frozen = [part["default"] for part in (layer.tinyv_out, layer.tinyv_p, layer.tinyv_in)]
        self.__dict__["v"] = v

    def forward(self, x: Tensor) -> Tensor:
        """Map (..., in) to (..., out)."""
        b, p, a = self.frozen
        change = b @ (self.v @ p.flatten(1)).view(p.shape[1:]) @ a
        if self.folded:
            return functional.linear(x, self.base.weight + change, self.base.bias)
        return self.base(x) + functional.linear(x, change)


def ours(model: PreTrainedModel) -> nn.Module:
    """Attach the project's adapter."""
    return moved(attach(model, SETTINGS))


def peft(model: PreTrainedModel) -> nn.Module:
    """Attach PEFT's TinyLoRA with the same u and rank, one v for all modules."""
    config = TinyLoraConfig(
        r=SETTINGS.rank, u=SETTINGS.u, target_modules=list(KINDS), weight_tying=1.0
    )
    return moved(get_peft_model(model, config))


def dense(model: PreTrainedModel, folded: bool = False) -> nn.Module:
    """Put DenseLinear over each projection; they share one v."""
    adapted = attach(model, SETTINGS)
    v = trainable_vector(moved(adapted))
    layers = {id(layer): layer for _, layer in adapted_layers(adapted)}
    inside = adapted.get_base_model()
    for parent, name, layer in list(projections(inside)):
        setattr(parent, name, DenseLinear(layers[id(layer)], v, folded))
    return inside


def moved(model: nn.Module) -> nn.Module:
    """Give the trainable numbers values, so that no multiplication is by zero."""
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data = torch.linspace(-0.01, 0.01, parameter.numel()).view_as(parameter)
    return model


def loss(model: nn.Module, tokens: Tensor, activations: bool = False) -> Callable[[], Tensor]:
    """Return what runs forward to the loss; with `activations` the embeddings want a gradient."""
    if not activations:
        return lambda: model(input_ids=tokens, labels=tokens).loss

    def forward() -> Tensor:
        embedded = model.get_input_embeddings()(tokens).detach().requires_grad_()
        return model(inputs_embeds=embedded, labels=tokens).loss

    return forward
