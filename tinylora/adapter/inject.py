"""Attach TinyLoRA, or another kind of adapter, to a base model, and reach what was attached."""

import hashlib
import math
from collections.abc import Iterator
from pathlib import Path

import torch
from peft import PeftModel, TaskType, get_peft_model
from torch import nn
from transformers import PreTrainedModel

from tinylora.adapter.factors import warn_of_near_ties
from tinylora.adapter.layer import AdaptedLayer, TinyLoraLinear
from tinylora.adapter.lora import LoraLinear
from tinylora.adapter.metadata import MOST_LISTED
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.tuner import TinyLoraConfig, TinyLoraModel, decoder_prefix, register
from tinylora.errors import SettingsError

ADAPTER = "default"


def attach(
    model: PreTrainedModel, settings: AdapterSettings, factors_home: Path | None = None
) -> PeftModel:
    """Wrap `model` so that v alone trains; v is zero, and the logits are the base's bit for bit.

    Args:
        model: the base model, plain or bitsandbytes 4-bit, on its device. Changed in place.
        settings: the adapter.
        factors_home: folder where decomposed weights are kept between runs.

    Raises:
        SettingsError: a target matches nothing that reads text, is no linear layer, is the output
            head, is tied to another weight, or is smaller than the rank; or tying wants more groups
            than there are layers.
    """
    _check_targets(model, settings.targets)
    register()
    config = TinyLoraConfig(
        task_type=TaskType.CAUSAL_LM,
        r=settings.rank,
        target_modules=list(settings.targets),
        **settings.model_dump(exclude={"rank", "targets"}),
    )
    config.factors_home = factors_home
    adapted = get_peft_model(model, config, adapter_name=ADAPTER)
    layers = adapted_layers(adapted)
    warn_of_near_ties({n: m.factors[ADAPTER] for n, m in layers if isinstance(m, TinyLoraLinear)})
    return adapted


def _check_targets(model: nn.Module, targets: tuple[str, ...]) -> None:
    names = dict(model.named_modules())
    text = decoder_prefix(model)
    head = model.get_output_embeddings() if hasattr(model, "get_output_embeddings") else None
    matched = set()
    for target in targets:
        found = {name for name in names if name == target or name.endswith(f".{target}")}
        if not any(name.startswith(text) or names[name] is head for name in found):
            inside = {n: m for n, m in names.items() if n.startswith(text)}
            linear = {n.split(".")[-1] for n, m in inside.items() if isinstance(m, nn.Linear)}
            raise SettingsError(
                f"adapter.targets: no module of {type(model).__name__} ends in {target!r}; "
                f"its linear layers end in {', '.join(sorted(linear))}"
            )
        matched |= found
    owners: dict[int, list[str]] = {}
    for name, module in names.items():
        for parameter in module.parameters(recurse=False):
            owners.setdefault(id(parameter), []).append(name)
    for sharing in owners.values():
        if len(sharing) > 1 and matched & set(sharing):
            raise SettingsError(
                f"adapter.targets: {' and '.join(sharing)} share one weight, which merging would "
                "change for both; leave them out"
            )
    if heads := [name for name in matched if names[name] is head]:
        raise SettingsError(
            f"adapter.targets: {heads[0]} is the model's output head, which stays as it is; "
            "leave it out"
        )


def trainable_vector(model: nn.Module) -> nn.Parameter:
    """Return v, (k·u,) float32, the one parameter: u numbers for each of k groups of modules.

    Of a LoRA it is (n,): every module's A, less what it was at the start, and B.

    Raises:
        SettingsError: `model` carries no adapter of ours.
    """
    return _tuner(model).tinyv_v[ADAPTER]["all"]


def adapter_hash(model: nn.Module) -> str:
    """Return 16 hex digits over v's bits: which adapter this is, among those of one training.

    The frozen tensors are the same throughout a training, so v alone tells its steps apart.
    """
    v = trainable_vector(model).detach().to("cpu", torch.float32).contiguous()
    return hashlib.sha256(v.numpy()).hexdigest()[:16]


def scaled_vector(model: nn.Module, factor: float) -> torch.Tensor:
    """Return the v, of v's shape, that makes every ΔW `factor` times what v makes it.

    That is v times the factor; of a LoRA's, B is multiplied and A left as it is.
    """
    v = trainable_vector(model).detach()
    scaled = v * factor
    for _, layer in adapted_layers(model):
        if type(layer) is LoraLinear:  # a principal adapter's A is no part of v
            parts, row = layer.parts[ADAPTER]
            start = sum(parts.sizes[:row])
            of_a = slice(start, start + layer.tinyv_start[ADAPTER].numel())
            scaled[of_a] = v[of_a]
    return scaled


def listed(values: torch.Tensor) -> tuple[float, ...] | None:
    """Return a vector of v's shape as numbers, None where they are more than MOST_LISTED."""
    return tuple(values.tolist()) if values.numel() <= MOST_LISTED else None


def group_labels(model: nn.Module) -> tuple[str, ...]:
    """Return the name of each of v's k groups, in their order in v: ("all",) where all is tied.

    A LoRA's v counts as one group.
    """
    return _tuner(model).groups[ADAPTER].labels


def adapted_layers(model: nn.Module) -> Iterator[tuple[str, AdaptedLayer]]:
    """Yield each adapted layer with its name inside the base model, sorted by name."""
    base = _tuner(model).model
    found = ((n, m) for n, m in base.named_modules() if isinstance(m, AdaptedLayer))
    yield from sorted(found, key=lambda pair: pair[0])


def attached_settings(model: PeftModel) -> AdapterSettings:
    """Return the settings that `model`'s adapter was attached with."""
    return model.peft_config[ADAPTER].settings


def keep_float32(model: nn.Module) -> None:
    """Put v back to float32 where a framework cast it (TRL does so on 4-bit models).

    Call it after the trainer is built and before its optimiser is. Values that were rounded by the
    cast come back as they were when v was last set by `set_vector`.
    """
    v = trainable_vector(model)
    if v.dtype != torch.float32:
        exact = _tuner(model).last_set
        rounded = exact is not None and torch.equal(exact.to(v.device, v.dtype), v.data)
        v.data = exact.to(v.device).clone() if rounded else v.data.float()


def set_vector(model: nn.Module, values: torch.Tensor) -> None:
    """Copy `values`, of v's shape, into v and remember them unrounded for `keep_float32`."""
    exact = values.detach().to("cpu", torch.float32).clone()
    trainable_vector(model).data.copy_(exact)
    _tuner(model).last_set = exact


@torch.no_grad()
def weight_change(model: nn.Module) -> float:
    """Return ‖ΔW‖_F / ‖W‖_F, a ratio, over all adapted weights together.

    No ΔW is built for it, so it is cheap enough for every step.
    """
    layers = [layer for _, layer in adapted_layers(model)]
    changes = torch.stack([layer.change_norm(ADAPTER).cpu() for layer in layers]).double()
    total = math.fsum(layer.weight_norms[ADAPTER] ** 2 for layer in layers)
    return float(changes.square().sum().sqrt()) / math.sqrt(total)


def _tuner(model: nn.Module) -> TinyLoraModel:
    tuner = getattr(model, "base_model", None)
    if not isinstance(tuner, TinyLoraModel):
        raise SettingsError(f"{type(model).__name__} carries no TinyLoRA; attach one first")
    return tuner
