"""The mean of several checkpoints of one adapter: Polyak averaging, after the fact.

A step's v is where the last batch's noise left it; the mean of several lies nearer to what they all
wander about (Polyak and Juditsky, 1992, "Acceleration of stochastic approximation by averaging").
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from tinylora.adapter.checkpoint import saved
from tinylora.adapter.contents import CheckpointContents, pack, read
from tinylora.errors import CheckpointMismatch
from tinylora.files import check_new, write_whole
from tinylora.identity import fingerprint, sha256_file


def average(files: Sequence[Path], out: Path) -> dict[str, Any]:
    """Write a checkpoint whose v is the mean of those of `files` to `out`.

    Raises:
        SettingsError: `out` exists, or is below a file.
        SourceMissing: a file is not there.
        CheckpointMismatch: a file is damaged, or of another adapter or base than the first.
    """
    check_new(out)
    held = mean(files)
    run_id = "average-" + fingerprint([sha256_file(file) for file in files])
    out.parent.mkdir(parents=True, exist_ok=True)
    write_whole(out, pack(replace(held, run_id=run_id)))
    written = saved(out)
    return {
        "out": str(out),
        "sha256": written.sha256,
        "checkpoint_id": written.checkpoint_id,
        "trained_numbers": held.v.numel(),
        "notes": [f"the mean of {len(files)} checkpoints, the last of step {held.step}"],
    }


def mean(files: Sequence[Path]) -> CheckpointContents:
    """Return the first of `files` with the mean of all their v, in float32, and the last step.

    Raises:
        SourceMissing: a file is not there.
        CheckpointMismatch: a file is damaged, or of another adapter or base than the first.
    """
    first, *others = held = [read(file) for file in files]
    for file, other in zip(files[1:], others, strict=True):
        there, here = (
            (one.settings.in_force(), one.base, one.v.shape, _frozen(one)) for one in (other, first)
        )
        if there != here:
            raise CheckpointMismatch(
                f"{file} is not of the same base model and adapter as {files[0]}: the mean of "
                "their v means nothing; name checkpoints of one training"
            )
    v = torch.stack([one.v.double() for one in held]).mean(0).float()
    return replace(first, v=v, step=max(one.step for one in held))


def _frozen(one: CheckpointContents) -> tuple[str, ...]:
    signed = one.signature
    return signed.names_hash, signed.factors_hash, signed.projections_hash
