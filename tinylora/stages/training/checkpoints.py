"""Find a checkpoint by what people call it."""

from pathlib import Path

from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SourceMissing
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings
from tinylora.settings import Settings
from tinylora.stages.training.checkpoint_file import is_file_name, take_in
from tinylora.warehouse import Row, Warehouse

CALLED = {"latest": "select_latest_checkpoint", "best": "select_best_checkpoint"}
"""Statements that find a checkpoint by what it is, not by its id."""


def find_checkpoint(
    warehouse: Warehouse, name: str, model: ModelSettings, home: Path
) -> Row | None:
    """Return the row of a checkpoint of `model`, or None for the base model.

    `name` is a checkpoint_id, the path of a checkpoint's file (or of PEFT's TinyLoRA, or of a
    tiny_lora_v.pt), "base", or of the run that started last "latest" (its newest) or "best" (the
    one that validated best, of equals the earliest; its newest where none was validated).

    Raises:
        SourceMissing: there is no such checkpoint.
        CheckpointMismatch: it was trained on another base model, or the file is no checkpoint.
    """
    if name == "base":
        return None
    base = resolve(model, home).fingerprint
    if name in CALLED:
        rows = warehouse.rows(CALLED[name], base_fingerprint=base)
    elif is_file_name(name):
        rows = [take_in(warehouse, Path(name), model, home)]
    else:
        rows = warehouse.rows("select_checkpoint", checkpoint_id=name)
    if not rows:
        raise SourceMissing(
            f"there is no checkpoint {name!r} on {model.name}: give an id from `tinylora sql "
            '"select checkpoint_id, run_id, step from checkpoints"`, the path of a file, best, '
            "latest, or base"
        )
    if rows[0]["base_fingerprint"] != base:
        raise CheckpointMismatch(
            f"checkpoint {name} was trained on base {rows[0]['base_fingerprint']}, and "
            f"{model.name} is {base}: use it with the model settings of its own run"
        )
    return rows[0]


def start_checkpoint(settings: Settings, warehouse: Warehouse, home: Path) -> Row | None:
    """Return the row of the checkpoint that a training begins at, or None where it is zero.

    Raises:
        SourceMissing: there is no such checkpoint.
        CheckpointMismatch: its base model or its adapter is not the training's; what differs is
            named, with both values.
    """
    named = settings.training.start_from
    if named is None:
        return None
    row = find_checkpoint(warehouse, named, settings.model, home)
    there = AdapterSettings.model_validate_json(row["adapter"])
    if different := there.differences(settings.adapter):
        raise CheckpointMismatch(
            f"training.start_from is {named}, whose v means nothing to this adapter: "
            f"{'; '.join(different)}; set them under adapter as they are there, or leave "
            "training.start_from out and begin at zero"
        )
    return row


def final_checkpoints(warehouse: Warehouse, model: ModelSettings, home: Path) -> list[Row]:
    """Return the checkpoint that each finished run on `model` hands on, newest run first.

    A run on the same weights in another dtype or quantisation is left to settings that load them
    so.
    """
    return warehouse.rows(
        "select_final_checkpoints",
        base_fingerprint=resolve(model, home).fingerprint,
        quantization=model.quantization,
        dtype=model.dtype,
    )
