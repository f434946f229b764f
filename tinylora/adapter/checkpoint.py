"""A saved adapter: one safetensors file of a few KB that rebuilds the adapter or refuses.

It holds v and, as JSON, everything the frozen tensors are made from, with their signature. Factors
and projections are not stored: they are made again from the base model and the seed, then held
against the signature. (A LoRA's v is megabytes, and the rest is as small. A principal's file holds
the completions that its directions are made from, too: some 200 KB.)
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peft import PeftModel

from tinylora.adapter.contents import CheckpointContents, pack, read
from tinylora.adapter.directions import recipe_of, restore
from tinylora.adapter.inject import (
    adapted_layers,
    attached_settings,
    listed,
    set_vector,
    trainable_vector,
)
from tinylora.adapter.signature import sign
from tinylora.adapter.verify import differences, unusable
from tinylora.adapter.weights import storage
from tinylora.code_identity import code_version
from tinylora.entry_points import CHECKPOINT
from tinylora.errors import CheckpointMismatch
from tinylora.files import write_whole
from tinylora.identity import fingerprint, sha256_file


@dataclass(frozen=True)
class SavedCheckpoint:
    """One file on disk.

    Attributes:
        path: absolute.
        sha256: of the file.
        v: the trained numbers, None where they are more than metadata.MOST_LISTED.
        checkpoint_id: 16 hex digits over run, step and content.
    """

    path: Path
    sha256: str
    v: tuple[float, ...] | None
    checkpoint_id: str


def save(
    model: PeftModel, path: Path, *, base: dict[str, Any], run_id: str, step: int
) -> SavedCheckpoint:
    """Write the adapter of `model` to `path`; the file is whole or absent at every moment.

    Args:
        model: from `attach`.
        path: the file; its folder is made.
        base: name, revision and fingerprint of the base model.
        run_id: the training run.
        step: optimiser steps taken.

    Raises:
        CheckpointMismatch: v is not finite, which `read` would refuse; nothing is written.
        SettingsError: a principal that has no directions yet.
    """
    if not trainable_vector(model).isfinite().all():
        raise CheckpointMismatch(
            f"v is not finite at step {step}, so {path} was not written; go on from the checkpoint "
            "before, or lower training.learning_rate"
        )
    _, layer = next(adapted_layers(model))
    contents = CheckpointContents(
        v=trainable_vector(model).detach().cpu().float(),
        settings=attached_settings(model),
        base=base,
        weights=storage(layer.base_layer),
        signature=sign(model),
        run_id=run_id,
        step=step,
        code_version=code_version(CHECKPOINT),
        recipe=recipe_of(model),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, pack(contents))
    return saved(path)


def saved(path: Path) -> SavedCheckpoint:
    """Return what the warehouse records of the file at `path`."""
    contents, digest = read(path), sha256_file(path)
    return SavedCheckpoint(
        path=path.resolve(),
        sha256=digest,
        v=listed(contents.v),
        checkpoint_id=fingerprint([contents.run_id, contents.step, digest]),
    )


def load_into(
    model: PeftModel,
    path: Path,
    base_fingerprint: str,
    trust: bool = False,
    sha256: str | None = None,
) -> CheckpointContents:
    """Verify the checkpoint at `path` against `model` and copy its v in.

    A principal gets the checkpoint's directions, too: of the cache, or made again, which takes one
    pass of the base model forth and back for each completion they come from.

    Args:
        model: from `attach`.
        path: the file.
        base_fingerprint: of the base model that is loaded now.
        trust: take v even though the base or the frozen tensors differ. v itself must have the
            model's shape, and the file the expected one.
        sha256: of the file that is meant; None takes any.

    Raises:
        SourceMissing: no file there.
        CheckpointMismatch: something differs; the message names all of it.
    """
    contents = read(path)
    if sha256 is not None and (found := sha256_file(path)) != sha256:
        raise CheckpointMismatch(
            f"{path} has sha256 {found}, the checkpoint that is meant has {sha256}; "
            "restore the file from a copy, or train again"
        )
    broken = unusable(model, contents.v)
    different = differences(model, contents, base_fingerprint) + broken
    if different and (broken or not trust):
        raise CheckpointMismatch(
            f"{path} does not fit: {'; '.join(different)}; "
            "load the base model it was trained on, or train again"
        )
    if contents.recipe is not None:  # `differences` stops at another base, which trust takes
        restore(model, contents.recipe)
    set_vector(model, contents.v)
    return contents
