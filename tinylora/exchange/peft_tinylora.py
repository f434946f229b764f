"""PEFT's own TinyLoRA, in and out: the same function, wherever the mathematics allows it.

PEFT stores, next to its v, the frozen tensors of every module: ΔW = B R A with R = Σᵢ vᵢ Pᵢ. That
makes both directions exact.

Out: A, B and P are ours, whatever the split, the projection and the signs. PEFT ties modules by a
ratio, so of our tyings only "all" and "per_module" are its own; in others each module gets a copy.

In: a checkpoint of ours draws P itself and fixes its own signs, so PEFT's v would mean something
else. But R is r by r and r² random P span all there is: with a v of r² numbers a module, solved
for, every ΔW in the space of the leading singular directions is ours to the last digits. The
function stays, v does not, and modules that shared a v no longer do.
"""

from collections.abc import Iterable
from pathlib import Path

import torch
from peft import PeftModel, TaskType, TinyLoraConfig
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import PreTrainedModel

from tinylora.adapter.inject import (
    ADAPTER,
    adapted_layers,
    attach,
    attached_settings,
    set_vector,
    trainable_vector,
)
from tinylora.adapter.layer import TinyLoraLinear
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.tuner import decoder_prefix
from tinylora.adapter.weights import is_quantised
from tinylora.errors import CheckpointMismatch, SettingsError
from tinylora.exchange.export import only_tinylora
from tinylora.exchange.kinds import TENSORS
from tinylora.exchange.peft_folder import PeftFolder

NOT_FOR_PEFT = (
    "PEFT's TinyLoRA cannot adapt a 4-bit base: it takes the packed bytes for the weight; export "
    "as lora, or from the unpacked model with --quantization none --trust"
)
RUN = "imported-peft-"
"""What the run of such a checkpoint begins with: its v was solved for, not trained."""
TOLERANCE = 1e-2
"""Share of A or B outside the leading directions; a bf16 A has 2e-3, another base's about 1. Also
the share by which a rebuilt ΔW may be off."""


@torch.no_grad()
def import_peft(
    base: PreTrainedModel, folder: PeftFolder, factors_home: Path | None = None
) -> tuple[PeftModel, float]:
    """Attach to `base` an adapter of ours that computes what the one in `folder` does.

    Args:
        base: the model that the adapter was trained on. Changed in place.
        folder: read by `peft_folder.read`.
        factors_home: folder where decomposed weights are kept between runs.

    Returns:
        As from `attach`; and the largest ‖ΔW − PEFT's ΔW‖_F / ‖PEFT's ΔW‖_F of a module.

    Raises:
        CheckpointMismatch: the adapter's A and B are not of this base's leading directions, or it
            adapts modules that this base does not have or ours leave as they are, or its ΔW was
            not rebuilt to TOLERANCE.
    """
    settings = AdapterSettings(
        u=folder.rank**2,
        rank=folder.rank,
        targets=_targets(base, folder.modules),
        factors="peft",
        tying="per_module",
    )
    _refuse_towers(base, folder.modules)
    order = [name for name, _ in base.named_modules() if name in folder.modules]
    model = attach(base, settings, factors_home)
    theirs = {name: folder.module(name, place, len(order)) for place, name in enumerate(order)}
    solved = []
    for name, layer in adapted_layers(model):
        mixing = _in_our_basis(name, layer, *theirs[name])
        spanning = layer.tinyv_p[ADAPTER].cpu().double().flatten(1)
        solved.append(torch.linalg.solve(spanning.T, mixing.flatten()).float())
    set_vector(model, torch.cat(solved))
    errors = [_error(layer, *theirs[name]) for name, layer in adapted_layers(model)]
    if not all(error <= TOLERANCE for error in errors):  # so that NaN is refused
        raise CheckpointMismatch(
            "the adapter was not rebuilt: a ΔW of ours is off PEFT's by more than "
            f"{TOLERANCE:.0%} of itself, or is not finite; export the adapter as a LoRA with PEFT"
        )
    return model, max(errors)


@torch.no_grad()
def export_peft(model: PeftModel, folder: Path) -> int:
    """Write the adapter to `folder` as PEFT's TinyLoRA; return how many numbers train there.

    `PeftModel.from_pretrained(base, folder)` reads it. On a 16-bit base PEFT holds A and B in 16
    bits, too.

    Raises:
        SettingsError: the adapter is a LoRA, or the base is 4-bit, which PEFT's TinyLoRA cannot
            adapt.
    """
    layers, settings = dict(adapted_layers(model)), attached_settings(model)
    only_tinylora(settings, "PEFT's TINYLORA")
    if any(is_quantised(layer.base_layer) for layer in layers.values()):
        raise SettingsError(NOT_FOR_PEFT)
    tied = settings.tying == "all"
    rows = trainable_vector(model).detach().cpu().view(-1, settings.u)
    tensors = {"base_model.tinylora_v.0": rows[0].clone()} if tied else {}
    visited = [name for name, _ in model.get_base_model().named_modules() if name in layers]
    for index, name in enumerate(visited):
        layer = layers[name]
        parts = {"A": layer.tinyv_in, "B": layer.tinyv_out, "P": layer.tinyv_p}
        for letter, part in parts.items():
            tensors[f"base_model.model.{name}.tinylora_{letter}"] = part[ADAPTER].cpu().contiguous()
        if not tied:
            tensors[f"base_model.tinylora_v.{index}"] = rows[layer.rows[ADAPTER]].clone()
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / TENSORS, {"format": "pt"})
    TinyLoraConfig(
        task_type=TaskType.CAUSAL_LM,
        r=settings.rank,
        u=settings.u,
        weight_tying=1.0 if tied else 0.0,
        projection_seed=settings.seed,
        save_projection=True,
        # PEFT looks for suffixes in a multimodal model's towers, too
        target_modules=list(_targets(model.get_base_model(), layers)),
        base_model_name_or_path=model.peft_config[ADAPTER].base_model_name_or_path,
        inference_mode=True,
    ).save_pretrained(str(folder))
    return settings.u * (1 if tied else len(visited))


def _targets(base: nn.Module, modules: Iterable[str]) -> tuple[str, ...]:
    """Return suffixes that choose exactly `modules`: the last words, else the whole names."""
    wanted, there = set(modules), [name for name, _ in base.named_modules()]
    if missing := sorted(wanted - set(there)):
        raise CheckpointMismatch(
            f"the adapter is of {missing[0]}, which {type(base).__name__} does not have; name the "
            "base model it was trained on"
        )
    words = sorted({name.split(".")[-1] for name in wanted})
    chosen = {name for name in there if name.split(".")[-1] in words}
    return tuple(words) if chosen == wanted else tuple(sorted(wanted))


def _refuse_towers(base: nn.Module, modules: Iterable[str]) -> None:
    """Refuse an adapter that also changes what `attach` leaves as it is."""
    text = decoder_prefix(base)
    if outside := sorted(name for name in modules if not name.startswith(text)):
        raise CheckpointMismatch(
            f"the adapter is of {len(outside)} modules outside of {text.removesuffix('.')}, such "
            f"as {outside[0]}, and ours leaves those as they are; adapt none of them, or export "
            "the adapter as a LoRA with PEFT"
        )


def _in_our_basis(name: str, layer: TinyLoraLinear, a: Tensor, b: Tensor, r: Tensor) -> Tensor:
    """Return the R for which our split of Σ gives b r a, float64."""
    found = layer.factors[ADAPTER]
    u, v = found.u.cpu().double(), found.v.cpu().double()
    left, right = (scale.cpu().double() for scale in layer.scales[ADAPTER])
    if a.shape[1] != len(v) or b.shape[0] != len(u):
        raise CheckpointMismatch(
            f"{name} is {tuple(layer.base_layer.weight.shape)} here and ({b.shape[0]}, "
            f"{a.shape[1]}) there; name the base model it was trained on"
        )
    left_out = (b - u @ (u.T @ b)).norm() / b.norm(), (a - a @ v @ v.T).norm() / a.norm()
    outside = float(torch.stack(left_out).nan_to_num(1.0).max())  # of a zero A all is outside
    if not outside <= TOLERANCE:
        raise CheckpointMismatch(
            f"{name}: {outside:.0%} of the adapter's A or B lies outside the leading "
            f"{len(left)} singular directions of this base's weight; name the base model it "
            "was trained on, or export the adapter as a LoRA with PEFT"
        )
    return torch.linalg.solve(left.diag(), u.T @ b) @ r @ (a @ v / right)


def _error(layer: TinyLoraLinear, a: Tensor, b: Tensor, r: Tensor) -> float:
    """Return ‖ours − b r a‖_F / ‖b r a‖_F, from (r+r)-dimensional factors alone."""
    out, mixing, down = (
        tensor.cpu().double()
        for tensor in (layer.tinyv_out[ADAPTER], layer.mixing(ADAPTER), layer.tinyv_in[ADAPTER])
    )
    off = _product_norm(torch.cat([out @ mixing, -b @ r], 1), torch.cat([down, a]))
    size = _product_norm(b @ r, a)
    return off / size if size else 0.0


def _product_norm(up: Tensor, down: Tensor) -> float:
    """Return ‖up · down‖_F without the product."""
    return float((torch.linalg.qr(up).R @ torch.linalg.qr(down.T).R.T).norm())
