"""A checkpoint's file: what it holds and how that becomes bytes and comes back."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save

from tinylora.adapter.metadata import FORMATS, CheckpointMetadata, opened
from tinylora.adapter.recipe import Recipe
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.signature import PROBES, Signature


@dataclass(frozen=True)
class CheckpointContents:
    """What a file holds, read without a model.

    Attributes:
        v: (k·u,) float32, the numbers of one group of tied modules after another's; of a LoRA (n,),
            what trains of one module after another.
        settings: of the adapter.
        base: name, revision and fingerprint of the base model.
        weights: how the adapted weights were held: float32, bfloat16, float16 or nf4.
        signature: of the frozen tensors.
        run_id, step: the training run and its optimiser steps so far.
        code_version: of the code that wrote it.
        recipe: of a principal's directions; None of another kind.
    """

    v: torch.Tensor
    settings: AdapterSettings
    base: dict[str, Any]
    weights: str
    signature: Signature
    run_id: str
    step: int
    code_version: str
    recipe: Recipe | None = None


def pack(contents: CheckpointContents) -> bytes:
    """Return the file: v, probes and the recipe as tensors, the rest as JSON.

    Equal contents give equal bytes.
    """
    signature = contents.signature
    metadata = {
        "format": FORMATS[contents.settings.kind],
        "settings": contents.settings.in_force(),
        "base": contents.base,
        "weights": contents.weights,
        "modules": signature.modules,
        "names_hash": signature.names_hash,
        "factors_hash": signature.factors_hash,
        "projections_hash": signature.projections_hash,
        "run_id": contents.run_id,
        "step": contents.step,
        "code_version": contents.code_version,
        "torch": torch.__version__,
    }
    # one key: safetensors writes several in no fixed order
    header = {"tinylora": json.dumps(metadata, sort_keys=True)}
    tensors = {"v": contents.v.contiguous(), "probes": signature.probes}
    return save(tensors | (contents.recipe.tensors() if contents.recipe else {}), header)


def read(path: Path) -> CheckpointContents:
    """Read a checkpoint without a model.

    Raises:
        SourceMissing: no file there.
        CheckpointMismatch: the file is damaged or of another format.
    """
    with opened(path, "pt") as (metadata, file):
        contents = _contents(metadata, file.get_tensor("v"), file.get_tensor("probes"))
        if contents.settings.kind != "principal":
            return contents
        recipe = Recipe.of({name: file.get_tensor(name) for name in Recipe.NAMES})
        if len(recipe.coefficients) != contents.settings.u:
            raise ValueError(f"{len(recipe.coefficients)} directions for u {contents.settings.u}")
        return replace(contents, recipe=recipe)


def _contents(
    metadata: CheckpointMetadata, v: torch.Tensor, probes: torch.Tensor
) -> CheckpointContents:
    settings = metadata.settings
    if probes.shape != (metadata.modules, PROBES) or probes.dtype != torch.float32:
        raise ValueError(f"probes are {_kind(probes)}, not ({metadata.modules}, {PROBES}) float32")
    of_lora = settings.kind == "lora"
    each, part = (settings.rank, "input and output") if of_lora else (settings.u, "group")
    alone = settings.kind == "principal" or (not of_lora and settings.tying == "all")
    whole = v.numel() == each if alone else v.numel() % each == 0
    if v.dim() != 1 or v.dtype != torch.float32 or not (v.numel() and whole):
        raise ValueError(f"v is {_kind(v)}, not float32 and {each} long for each {part}")
    if lost := int((~v.isfinite()).sum()):
        raise ValueError(f"{lost} of {v.numel()} numbers of v are not finite")
    hashes = (getattr(metadata, f"{kind}_hash") for kind in ("names", "factors", "projections"))
    return CheckpointContents(
        v=v,
        settings=settings,
        base=metadata.base.model_dump(),
        signature=Signature(metadata.modules, *hashes, probes),
        **{name: getattr(metadata, name) for name in ("weights", "run_id", "step", "code_version")},
    )


def _kind(tensor: torch.Tensor) -> str:
    return f"{tuple(tensor.shape)} {str(tensor.dtype).removeprefix('torch.')}"
