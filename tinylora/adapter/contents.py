"""A checkpoint's file: what it holds and how that becomes bytes and comes back."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from tinylora.adapter.signature import Signature
from tinylora.errors import CheckpointMismatch, SourceMissing
from tinylora.settings import AdapterSettings

FORMAT = 2
"""1 knew neither tying nor the split of the factors: all modules shared v, split as in the paper,
which are the defaults, so it reads as it stands."""
READABLE = (1, FORMAT)


@dataclass(frozen=True)
class CheckpointContents:
    """What a file holds, read without a model.

    Attributes:
        v: (k·u,) float32, the numbers of one group of tied modules after another's.
        settings: of the adapter.
        base: name, revision and fingerprint of the base model.
        weights: how the adapted weights were held: float32, bfloat16, float16 or nf4.
        signature: of the frozen tensors.
        run_id, step: the training run and its optimiser steps so far.
        code_version: of the code that wrote it.
    """

    v: torch.Tensor
    settings: AdapterSettings
    base: dict[str, Any]
    weights: str
    signature: Signature
    run_id: str
    step: int
    code_version: str


def pack(contents: CheckpointContents) -> bytes:
    """Return the file: tensors v and probes, the rest as JSON. Equal contents give equal bytes."""
    signature = contents.signature
    notes = {
        "format": FORMAT,
        "settings": contents.settings.model_dump(mode="json"),
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
    metadata = {"tinylora": json.dumps(notes, sort_keys=True)}
    return save({"v": contents.v.contiguous(), "probes": signature.probes}, metadata)


def read(path: Path) -> CheckpointContents:
    """Read a checkpoint without a model.

    Raises:
        SourceMissing: no file there.
        CheckpointMismatch: the file is damaged or of another format.
    """
    if not path.is_file():
        raise SourceMissing(f"no checkpoint at {path}; name the file that training saved")
    try:
        with safe_open(path, "pt") as file:
            notes = json.loads((file.metadata() or {})["tinylora"])
            v, probes = file.get_tensor("v"), file.get_tensor("probes")
        if notes["format"] in READABLE:
            return _contents(notes, v, probes)
    except (SafetensorError, KeyError, ValueError) as error:
        raise CheckpointMismatch(
            f"{path} is no TinyLoRA checkpoint or is damaged ({error}); restore it from a copy"
        ) from error
    raise CheckpointMismatch(
        f"{path} has format {notes['format']}, this code reads {' and '.join(map(str, READABLE))}; "
        f"check out code version {notes.get('code_version')}"
    )


def _contents(notes: dict[str, Any], v: torch.Tensor, probes: torch.Tensor) -> CheckpointContents:
    hashes = (notes[f"{kind}_hash"] for kind in ("names", "factors", "projections"))
    return CheckpointContents(
        v=v,
        settings=AdapterSettings.model_validate(notes["settings"]),
        signature=Signature(notes["modules"], *hashes, probes),
        **{name: notes[name] for name in ("base", "weights", "run_id", "step", "code_version")},
    )
