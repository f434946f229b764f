"""Take the adapter elsewhere: as an ordinary LoRA, or as a whole model.

ΔW = (U Σ R) Vᵀ is a product of (out, r) and (r, in), which is what LoRA stores: the export is
exact, and anything that reads PEFT's LoRA format loads it. It no longer fits in u numbers. An
adapter of another kind goes the same way, a LoRA's alpha / rank multiplied into B.
"""

import logging
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, TaskType
from safetensors.torch import save_file
from torch import Tensor, nn

from tinylora.adapter.inject import ADAPTER, adapted_layers
from tinylora.adapter.layer import AdaptedLayer
from tinylora.adapter.merge import share_lost, summed
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.weights import is_quantised, storage
from tinylora.errors import SettingsError

log = logging.getLogger(__name__)
NOT_MERGED = (
    "a 4-bit base cannot hold ΔW; put the adapter on the unpacked model with --quantization none "
    "--dtype float32 --trust, or export it as lora"
)


@torch.no_grad()
def export_lora(model: PeftModel, folder: Path, rank: int | None = None) -> None:
    """Write the adapter to `folder` in PEFT's LoRA format, float32.

    Args:
        model: from `attach`.
        folder: made if absent; `PeftModel.from_pretrained(base, folder)` reads it.
        rank: pad A and B with zeros to this rank, for servers that know only some ranks (vLLM: 8
            and up). None keeps the adapter's own.

    Raises:
        SettingsError: `rank` is under the adapter's own.
    """
    config = model.peft_config[ADAPTER]
    rank = config.r if rank is None else rank
    check_rank(rank, config.r)
    tensors = {}
    for name, layer in adapted_layers(model):
        down, up = _pair(layer, rank)
        tensors[f"base_model.model.{name}.lora_A.weight"] = down
        tensors[f"base_model.model.{name}.lora_B.weight"] = up
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "adapter_model.safetensors", {"format": "pt"})
    LoraConfig(
        task_type=TaskType.CAUSAL_LM,
        r=rank,
        lora_alpha=rank,  # LoRA scales by alpha / r: by one
        target_modules=config.targets,
        base_model_name_or_path=config.base_model_name_or_path,
        inference_mode=True,
    ).save_pretrained(str(folder))


def check_rank(rank: int, own: int) -> None:
    """Refuse a LoRA of `rank` for an adapter of rank `own`.

    Raises:
        SettingsError: it is smaller.
    """
    if rank < own:
        raise SettingsError(f"rank {rank} cannot hold an adapter of rank {own}; raise it")


def only_tinylora(settings: AdapterSettings, to: str) -> None:
    """Refuse another kind of adapter where `to`, a format, holds TinyLoRAs alone.

    Raises:
        SettingsError: the adapter is of another kind.
    """
    if settings.kind != "tinylora":
        raise SettingsError(
            f"adapter.kind is {settings.kind}, and {to} holds a TinyLoRA alone; export it as lora "
            "or merged"
        )


def export_merged(model: PeftModel, folder: Path) -> float:
    """Write the base model with W + ΔW in its place to `folder`, in the base's own dtype.

    A 16-bit dtype rounds much of a small ΔW away; a warning says how much.

    Returns:
        The share of ΔW, by norm, that was rounded away.

    Raises:
        SettingsError: the base is 4-bit, which would round ΔW away.
    """
    layers = [layer for _, layer in adapted_layers(model)]
    if any(is_quantised(layer.base_layer) for layer in layers):
        raise SettingsError(NOT_MERGED)
    held, lost = {storage(layer.base_layer) for layer in layers}, share_lost(model)
    if held != {"float32"}:
        log.warning(
            "%s weights lose %.0f%% of ΔW (by norm) to rounding; load the base in float32 to "
            "keep it, or export it as LoRA",
            " and ".join(sorted(held)),
            100 * lost,
        )
    base: nn.Module = model.get_base_model()
    with summed(layers):
        plain = {
            name.replace(".base_layer.", "."): tensor for name, tensor in base.state_dict().items()
        }
        base.save_pretrained(str(folder), state_dict=plain)
    return lost


def _pair(layer: AdaptedLayer, rank: int) -> tuple[Tensor, Tensor]:
    """Return LoRA's A, (rank, in), and B, (out, rank), on the CPU."""
    down, up = (thin.cpu() for thin in layer.pair(ADAPTER))
    missing = rank - len(down)
    padded = nn.functional.pad(down, (0, 0, 0, missing)), nn.functional.pad(up, (0, missing))
    return padded[0].contiguous(), padded[1].contiguous()
