"""Take the adapter elsewhere as a whole model; as a LoRA, `adapter/lora_folder.py` does."""

import logging
from pathlib import Path

from peft import PeftModel
from torch import nn

from tinylora.adapter.inject import adapted_layers
from tinylora.adapter.merge import share_lost, summed
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.weights import is_quantised, storage
from tinylora.errors import SettingsError

log = logging.getLogger(__name__)
NOT_MERGED = (
    "a 4-bit base cannot hold ΔW; put the adapter on the unpacked model with --quantization none "
    "--dtype float32 --trust, or export it as lora"
)


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
