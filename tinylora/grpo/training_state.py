"""What a killed run goes on from: checkpoint and optimiser state, one folder per saved step.

Nothing else is needed. Rollouts, problems and their order follow from the seed and the step, and v
is in the checkpoint. A folder appears by a rename when its files are on disk, and holds their sums:
what a bad disk changed later is not gone on from.
"""

import io
import logging
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel

from tinylora.adapter import checkpoint
from tinylora.adapter.average import mean
from tinylora.adapter.checkpoint import SavedCheckpoint
from tinylora.adapter.contents import pack
from tinylora.errors import DiskFault
from tinylora.files import sync_folder, write_whole
from tinylora.identity import sha256_file

CHECKPOINT = "adapter.safetensors"
OPTIMIZER = "optimizer.pt"
SUMS = "SHA256SUMS"
"""As `sha256sum --check` reads it."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TrainingState:
    """Where a run stands: steps taken, and after them optimiser state and checkpoint."""

    step: int
    optimizer: dict[str, Any] | None = None
    saved: SavedCheckpoint | None = None


def save(
    model: PeftModel,
    optimizer: dict[str, Any] | None,
    folder: Path,
    *,
    base: dict[str, Any],
    run_id: str,
    step: int,
) -> SavedCheckpoint:
    """Write the state after `step` under `folder`; whole or absent at every moment.

    Args:
        model: from `attach`.
        optimizer: the optimiser's state; None before the first step.
        folder: of the run's checkpoints.
        base: name, revision and fingerprint of the base model.
        run_id: the training run.
        step: optimiser steps taken.

    Raises:
        DiskFault: the disk is full or refuses it; what was saved before is still there.
    """
    final = folder / f"step-{step:06d}"
    partial = folder / f"partial-{step:06d}"
    shutil.rmtree(partial, ignore_errors=True)
    try:
        checkpoint.save(model, partial / CHECKPOINT, base=base, run_id=run_id, step=step)
        packed = io.BytesIO()
        torch.save(optimizer, packed)
        write_whole(partial / OPTIMIZER, packed.getvalue())
        sums = "".join(f"{sha256_file(partial / n)}  {n}\n" for n in (CHECKPOINT, OPTIMIZER))
        write_whole(partial / SUMS, sums.encode())
        shutil.rmtree(final, ignore_errors=True)  # damaged, or it would have been gone on from
        partial.rename(final)
        sync_folder(folder)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)  # its room may be what the log needs
        raise DiskFault(
            f"the checkpoint of step {step} could not be written to {final} ({error.strerror}): "
            f"make room on the disk of {folder} and start the same run again; it goes on from the "
            "checkpoint before, which is whole"
        ) from error
    return checkpoint.saved(final / CHECKPOINT)


def save_mean(folder: Path, *, run_id: str, steps: Sequence[int]) -> SavedCheckpoint:
    """Write the mean of the v saved after `steps` under `folder`; no run goes on from it.

    Args:
        folder: of the run's checkpoints.
        run_id: the training run.
        steps: whose checkpoints are there.

    Raises:
        SourceMissing: one of them is not there.
        CheckpointMismatch: one of them is damaged.
        DiskFault: the disk is full or refuses it.
    """
    held = mean([folder / f"step-{step:06d}" / CHECKPOINT for step in steps])
    path = folder / f"mean-of-{len(steps)}" / CHECKPOINT
    try:
        path.parent.mkdir(exist_ok=True)
        write_whole(path, pack(replace(held, run_id=run_id)))
    except OSError as error:
        raise DiskFault(
            f"the mean of the last steps' v could not be written to {path} ({error.strerror}): "
            "make room on its disk and start the same run again"
        ) from error
    return checkpoint.saved(path)


def resume(model: PeftModel, folder: Path, base_fingerprint: str) -> TrainingState:
    """Put the newest whole checkpoint's v into `model`; step 0 where there is none.

    A damaged one is passed over with a warning: it costs one interval.

    Raises:
        CheckpointMismatch: the checkpoint belongs to another base model or adapter.
    """
    saved = folder.glob("step-*")
    for found in sorted(saved, key=lambda one: int(one.name.removeprefix("step-")), reverse=True):
        if damage := _damage(found):
            log.warning("checkpoint %s is damaged (%s): going on without it", found, damage)
            continue
        optimizer = torch.load(found / OPTIMIZER, map_location="cpu", weights_only=True)
        contents = checkpoint.load_into(model, found / CHECKPOINT, base_fingerprint)
        return TrainingState(contents.step, optimizer, checkpoint.saved(found / CHECKPOINT))
    return TrainingState(0)


def _damage(folder: Path) -> str | None:
    """Return what is wrong with the files of a saved step, None where they are as written."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
        sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
        for name in (CHECKPOINT, OPTIMIZER):
            if sha256_file(folder / name) != sums.get(name):
                return f"{name} is not as it was written"
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    return None
