"""The adapter as an ordinary LoRA, in the folder that PEFT writes: exact, and everyone reads it.

ΔW of every kind is a product of (out, r) and (r, in), TinyLoRA's (U Σ R) Vᵀ too, which is what a
LoRA stores; a LoRA's own alpha / r is multiplied into B. It no longer fits in u numbers.
"""

from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, TaskType
from safetensors.torch import save_file
from torch import Tensor, nn

from tinylora.adapter.inject import ADAPTER, adapted_layers
from tinylora.adapter.layer import AdaptedLayer
from tinylora.errors import SettingsError

TENSORS = "adapter_model.safetensors"


@torch.no_grad()
def write_lora(model: PeftModel, folder: Path, rank: int | None = None) -> None:
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
    save_file(tensors, folder / TENSORS, {"format": "pt"})
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


def _pair(layer: AdaptedLayer, rank: int) -> tuple[Tensor, Tensor]:
    """Return LoRA's A, (rank, in), and B, (out, rank), on the CPU."""
    down, up = (thin.cpu() for thin in layer.pair(ADAPTER))
    missing = rank - len(down)
    padded = nn.functional.pad(down, (0, 0, 0, missing)), nn.functional.pad(up, (0, missing))
    return padded[0].contiguous(), padded[1].contiguous()
