"""The factors of a layer's weight, from disk when these exact weights were decomposed before.

One safetensors file a matrix, named by the weight's bits, the rank and the solver's code, so that
models which share a matrix share its file, a changed solver never meets an old file, and a killed
injection keeps what it had finished.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

import torch
import xxhash
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import nn

from tinylora.adapter.svd import NEAR, Factors, truncated_svd
from tinylora.adapter.weights import dense_weight, weight_key
from tinylora.code_identity import code_version
from tinylora.entry_points import FACTORS
from tinylora.errors import SettingsError
from tinylora.files import write_whole

log = logging.getLogger(__name__)


def layer_factors(name: str, layer: nn.Linear, rank: int, home: Path | None) -> Factors:
    """Return the truncated SVD of `layer`'s weight, float32, on the weight's device.

    Args:
        name: the module's, for messages.
        layer: a linear layer, plain or 4-bit.
        rank: triplets to keep.
        home: folder of the cache; None computes and keeps nothing.

    Raises:
        SettingsError: rank exceeds a side of the weight, or the weight is not finite.
    """
    path = None if home is None else _path(home, layer, rank)
    found = None if path is None else _read(path)
    if found is None:
        try:
            found = truncated_svd(dense_weight(layer), rank)
        except ValueError as error:
            raise SettingsError(
                f"{name}: {error}; lower adapter.rank or fetch the model again"
            ) from error
        if path is not None:
            _write(path, found)
    device = layer.weight.device
    return Factors(
        found.u.to(device), found.sigma.to(device), found.v.to(device), found.gap, found.weight_norm
    )


def warn_of_near_ties(found: Mapping[str, Factors]) -> None:
    """Log one warning where singular values nearly coincide, by module name."""
    near = {n: f.gap for n, f in found.items() if f.gap < NEAR and float(f.sigma[0]) > 0}
    if near:
        closest = min(near, key=near.get)
        log.warning(
            "%d of %d adapted modules have a kept singular value that nearly equals another; the "
            "closest, %s, by %.1e of its largest. Their singular vectors depend on the machine, so "
            "another may refuse a checkpoint: change adapter.rank, or leave them out of "
            "adapter.targets",
            len(near),
            len(found),
            closest,
            near[closest],
        )


def _path(home: Path, layer: nn.Linear, rank: int) -> Path:
    key = weight_key(layer)
    return home / key[:2] / f"{key}-r{rank}-{code_version(FACTORS)}.safetensors"


def _read(path: Path) -> Factors | None:
    """Return what the file holds; a damaged one counts as absent and is written anew."""
    if not path.exists():
        return None
    try:
        with safe_open(path, "pt") as file:
            u, sigma, v = (file.get_tensor(name) for name in ("u", "sigma", "v"))
            metadata = json.loads(file.metadata()["factors"])
    except (SafetensorError, KeyError, ValueError, TypeError) as error:
        log.warning("%s is damaged (%s): decomposing again", path, error)
        return None
    if metadata["digest"] != _digest(u, sigma, v):
        log.warning("%s does not hold what was written: decomposing again", path)
        return None
    return Factors(u, sigma, v, metadata["gap"], metadata["weight_norm"])


def _write(path: Path, factors: Factors) -> None:
    u, sigma, v = factors.u.cpu(), factors.sigma.cpu(), factors.v.cpu()
    metadata = {
        "gap": factors.gap,
        "weight_norm": factors.weight_norm,
        "digest": _digest(u, sigma, v),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, save({"u": u, "sigma": sigma, "v": v}, {"factors": json.dumps(metadata)}))


def _digest(*tensors: torch.Tensor) -> str:
    digest = xxhash.xxh3_128()
    for tensor in tensors:
        digest.update(tensor.contiguous().numpy())
    return digest.hexdigest()
