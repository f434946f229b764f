"""An adapter's file by hand: what is in it, and whether it fits its base model."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from tinylora.adapter.contents import read
from tinylora.adapter.describe import describe, describe_vector
from tinylora.adapter.inject import attach
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.verify import differences, unusable
from tinylora.errors import SettingsError
from tinylora.exchange import peft_folder
from tinylora.exchange.adapter_base import BaseChoice, load_adapted, load_base
from tinylora.exchange.earlier_projects import read_tiny_lora_v
from tinylora.exchange.kinds import kind_of
from tinylora.exchange.peft_tinylora import RUN
from tinylora.identity import sha256_file


def show(file: Path, choice: BaseChoice | None, home: Path, trust: bool = False) -> dict[str, Any]:
    """Say what `file` holds.

    Args:
        file: of any of the three kinds.
        choice: load the base model, too, and measure every module; None reads the file alone.
        home: where models and factors are kept.
        trust: measure on a base that the file does not fit.

    Raises:
        SourceMissing, CheckpointMismatch: the file cannot be read, or does not fit the base.
        SettingsError: a base model was asked for, and the file is not a checkpoint of ours.
    """
    kind = kind_of(file)
    if kind != "tinylora" and choice is not None:
        raise SettingsError(
            f"{file} is no checkpoint of ours, so its modules cannot be measured; import it first"
        )
    said = {"tinylora": _show_ours, "tiny_lora_v": _show_tiny_lora_v, "peft": _show_peft}[kind](
        file
    )
    if choice is not None:
        _, model = load_adapted(file, read(file), choice, home, trust)
        solved = said["run_id"].startswith(RUN)
        said["description"] = asdict(describe(model, solved))
    return {"file": str(file), "kind": kind, **said}


def verify(file: Path, choice: BaseChoice, home: Path) -> dict[str, Any]:
    """Say whether a checkpoint fits its base model, and what differs.

    A base that the adapter cannot be attached to is one it does not fit.

    Raises:
        SourceMissing, SettingsError: the file or the model is not there.
        CheckpointMismatch: the file is damaged.
    """
    only_ours(file, "verify")
    contents = read(file)
    source, model = load_base(choice.settings(contents.base, contents.weights), home)
    try:
        adapted = attach(model, contents.settings, home / "factors")
    except SettingsError as error:
        found = [str(error)]
    else:
        found = differences(adapted, contents, source.fingerprint) + unusable(adapted, contents.v)
    return {
        "file": str(file),
        "fits": not found,
        "differences": found,
        "modules": contents.signature.modules,
        "base": {"name": source.name, "fingerprint": source.fingerprint},
    }


def only_ours(file: Path, verb: str) -> None:
    """Refuse what holds too little to `verb` it.

    Raises:
        SettingsError: the file is TinyLoRA-GRPO-Coder's or PEFT's.
    """
    kind = kind_of(file)
    if kind != "tinylora":
        whose = {"tiny_lora_v": "TinyLoRA-GRPO-Coder's", "peft": "PEFT's"}[kind]
        raise SettingsError(
            f"{file} is {whose}, and only a checkpoint of ours holds what it takes to {verb} it; "
            "import it first"
        )


def _show_ours(file: Path) -> dict[str, Any]:
    contents = read(file)
    solved = contents.run_id.startswith(RUN)
    told = describe_vector(contents.v, contents.settings, contents.weights, solved)
    return {
        "bytes": file.stat().st_size,
        "sha256": sha256_file(file),
        "settings": contents.settings.in_force(),
        "base": contents.base,
        "weights": contents.weights,
        "modules": contents.signature.modules,
        "run_id": contents.run_id,
        "step": contents.step,
        "code_version": contents.code_version,
        "description": asdict(told),
        "notes": [],
    }


def _show_tiny_lora_v(file: Path) -> dict[str, Any]:
    held = read_tiny_lora_v(file)
    return {
        "bytes": file.stat().st_size,
        "sha256": sha256_file(file),
        "settings": held.settings.in_force(),
        "base": {"name": held.model_id},
        "weights": held.weights,
        "modules": held.modules,
        "description": asdict(describe_vector(held.v, held.settings, held.weights)),
        "notes": held.remarks,
    }


def _show_peft(file: Path) -> dict[str, Any]:
    held = peft_folder.read(file)
    groups, u = held.vectors.shape
    # of these only u, rank and projection bear on what is said of v
    near = AdapterSettings(u=u, rank=held.rank, factors="peft", tying="per_module")
    shown = ("r", "u", "weight_tying", "projection_seed", "save_projection", "target_modules")
    return {
        "settings": {name: held.config.get(name) for name in shown},
        "base": {"name": held.config.get("base_model_name_or_path")},
        "weights": None,
        "modules": len(held.modules),
        "description": asdict(describe_vector(held.vectors.flatten(), near, "unknown")),
        "notes": [f"{groups} v of {u} numbers, which mean something else to a checkpoint of ours."],
    }
