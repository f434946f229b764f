"""What the base layer holds, whether its weight is plain or bitsandbytes 4-bit."""

from collections.abc import Iterator

import torch
import xxhash
from torch import nn

PLAIN = (torch.bfloat16, torch.float16, torch.float32, torch.float64)
"""Dtypes taken from a file that others wrote; torch computes little with any further one."""


def is_quantised(layer: nn.Module) -> bool:
    """Say whether `layer` keeps its weight packed (bitsandbytes 4-bit)."""
    return getattr(layer.weight, "quant_state", None) is not None


def storage(layer: nn.Module) -> str:
    """Say how `layer` keeps its weight: float32, bfloat16, float16, or nf4."""
    if is_quantised(layer):
        return layer.weight.quant_state.quant_type
    return str(layer.weight.dtype).removeprefix("torch.")


def dense_weight(layer: nn.Linear) -> torch.Tensor:
    """Return the weight as the layer's own kernel sees it, (out, in) float32, for reading alone."""
    if not is_quantised(layer):
        return layer.weight.detach().float()
    from bitsandbytes.functional import dequantize_4bit  # only a quantised base needs it

    packed, state = _plain_packing(layer)
    return dequantize_4bit(packed, state).detach().to(torch.float32)


def weight_key(layer: nn.Linear) -> str:
    """Return 32 hex digits over the weight's exact bits, packed or plain (XXH3, not secret)."""
    digest = xxhash.xxh3_128()
    for part in _parts(layer):
        digest.update(f"{part.dtype}{tuple(part.shape)}".encode())
        digest.update(part.contiguous().cpu().view(-1).view(torch.uint8).numpy())
    return digest.hexdigest()


def _parts(layer: nn.Linear) -> Iterator[torch.Tensor]:
    if not is_quantised(layer):
        yield layer.weight.detach()
        return
    packed, state = _plain_packing(layer)
    scales = [state.absmax, state.code, torch.tensor([*state.shape, state.blocksize])]
    if state.nested:
        scales += [state.state2.absmax, state.state2.code, state.offset.reshape(1)]
    yield from (packed, *scales)


def _plain_packing(layer: nn.Linear) -> tuple[torch.Tensor, object]:
    """Undo the repacking that bitsandbytes does on some CPUs at the first forward pass."""
    packed, state = layer.weight.data, layer.weight.quant_state
    if getattr(state, "packing_format_for_cpu", False):
        from bitsandbytes.functional import _convert_weight_packed_for_cpu_inverse

        packed, state = _convert_weight_packed_for_cpu_inverse(packed, state)
    return packed, state
