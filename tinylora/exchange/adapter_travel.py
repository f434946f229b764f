"""An adapter's file on its way out, to LoRA, a whole model, PEFT or tiny_lora_v.pt, and in."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from peft import PeftModel
from transformers import AutoTokenizer

from tinylora.adapter import checkpoint
from tinylora.adapter.contents import CheckpointContents, read
from tinylora.adapter.inject import (
    ADAPTER,
    adapted_layers,
    attach,
    set_vector,
    trainable_vector,
)
from tinylora.adapter.lora_folder import check_rank, write_lora
from tinylora.errors import CheckpointMismatch, SettingsError
from tinylora.exchange import peft_folder
from tinylora.exchange.adapter_base import BaseChoice, load_adapted, load_base
from tinylora.exchange.adapter_file import only_ours
from tinylora.exchange.earlier_projects import (
    LOST,
    check_settings,
    read_tiny_lora_v,
    write_tiny_lora_v,
)
from tinylora.exchange.export import (
    NOT_MERGED,
    export_merged,
    only_tinylora,
)
from tinylora.exchange.kinds import TENSORS, kind_of, parts_of
from tinylora.exchange.peft_tinylora import NOT_FOR_PEFT, RUN, export_peft, import_peft
from tinylora.files import check_new, room_for, system_errors
from tinylora.identity import sha256_file
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import ModelSettings


def export(
    file: Path,
    to: str,
    out: Path,
    choice: BaseChoice,
    home: Path,
    rank: int | None = None,
    trust: bool = False,
) -> dict[str, Any]:
    """Write the checkpoint `file` to `out` as `to`: "lora", "merged", "peft" or "tiny_lora_v".

    `out` appears by a rename when it is whole.

    Args:
        file: a checkpoint of ours.
        to: what to write.
        out: a folder, for a tiny_lora_v.pt a file; not there yet.
        choice: of the base model.
        home: where models and factors are kept.
        rank: LoRA's, padded with zeros up to it. None: the adapter's own.
        trust: export even where the checkpoint does not fit the base.

    Raises:
        SettingsError: `out` exists or is below a file, or the adapter cannot be written so.
        CheckpointMismatch: the checkpoint does not fit the base.
        DiskFault: the disk is full or refuses it; nothing is left of it.
    """
    only_ours(file, "export")
    check_new(out)
    if rank is not None and to != "lora":
        raise SettingsError(f"rank {rank} is for lora; {to} has the adapter's own")
    contents = read(file)
    _holdable(to, contents, choice, rank)
    source, model = load_adapted(file, contents, choice, home, trust)
    model.peft_config[ADAPTER].base_model_name_or_path = contents.base["name"]
    writers: dict[str, Callable[[Path], list[str]]] = {
        "lora": lambda part: _lora(model, part, rank),
        "merged": lambda part: _merged(model, part, source),
        "peft": lambda part: _peft(model, part),
        "tiny_lora_v": lambda part: _tiny_lora_v(model, part, source),
    }
    with room_for(out), system_errors():
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            remarks = writers[to](aside / out.name)
            (aside / out.name).rename(out)
        finally:
            shutil.rmtree(aside)
    return {"file": str(file), "to": to, "out": str(out), "notes": remarks}


def import_adapter(
    file: Path, out: Path, base: ModelSettings, home: Path, trust: bool = False
) -> dict[str, Any]:
    """Write a checkpoint of ours to `out` from PEFT's TinyLoRA or a tiny_lora_v.pt.

    Args:
        file: PEFT's folder, or TinyLoRA-GRPO-Coder's tiny_lora_v.pt.
        out: the file; not there yet.
        base: the model it was trained on.
        home: where models and factors are kept.
        trust: take the v of a tiny_lora_v.pt onto our P, which makes another adapter of it.

    Raises:
        SettingsError: `out` exists or is below a file, `file` is a checkpoint of ours already, or
            trust has no use.
        SourceMissing: `file` is not there.
        CheckpointMismatch: the adapter is not of this base, or its function cannot be rebuilt.
    """
    check_new(out)
    kind = kind_of(file)
    if kind == "tinylora":
        parts_of(file)  # refuses what is not there
        raise SettingsError(f"{file} is a checkpoint of ours already, or no adapter; name another")
    if kind == "peft" and trust:
        raise SettingsError(
            f"{file} is PEFT's, whose function is kept or refused; --trust is for a "
            "tiny_lora_v.pt: leave it out"
        )
    held = read_tiny_lora_v(file) if kind == "tiny_lora_v" else peft_folder.read(file)
    if kind == "tiny_lora_v" and not trust:
        raise CheckpointMismatch(
            f"{file}: {LOST}; with --trust it is taken as that, a starting point for training"
        )
    source, model = load_base(base, home)
    if kind == "peft":
        adapted, error = import_peft(model, held, home / "factors")
        remarks, tensors = _said_of(error), file / TENSORS
    else:
        adapted = attach(model, held.settings, home / "factors")
        remarks, tensors = held.remarks, file
        set_vector(adapted, held.v.float())
        found = len(list(adapted_layers(adapted)))
        if held.modules is not None and found != held.modules:
            remarks.append(f"it adapted {held.modules} modules, this base has {found}.")
    saved = checkpoint.save(
        adapted,
        out,
        base={"name": source.name, "revision": source.revision, "fingerprint": source.fingerprint},
        run_id=f"{RUN if kind == 'peft' else 'imported-tiny-lora-v-'}{sha256_file(tensors)[:16]}",
        step=0,
    )
    return {
        "file": str(file),
        "kind": kind,
        "out": str(out),
        "sha256": saved.sha256,
        "checkpoint_id": saved.checkpoint_id,
        "trained_numbers": trainable_vector(adapted).numel(),
        "notes": remarks,
    }


def _holdable(to: str, contents: CheckpointContents, choice: BaseChoice, rank: int | None) -> None:
    """Refuse, before a model is loaded, what `to` cannot hold."""
    if rank is not None:
        check_rank(rank, contents.settings.rank)
    if to == "peft":
        only_tinylora(contents.settings, "PEFT's TINYLORA")
    if to == "tiny_lora_v":
        check_settings(contents.settings)
    packed = {"merged": NOT_MERGED, "peft": NOT_FOR_PEFT}
    base = choice.settings(contents.base, contents.weights)
    if to in packed and base.quantization == "nf4":
        raise SettingsError(packed[to])


def _said_of(error: float) -> list[str]:
    return [
        f"the function is PEFT's: each ΔW agrees to {error:.0e} of itself.",
        "v is not: it is solved for, one vector a module, so modules that were tied no longer are.",
    ]


def _lora(model: PeftModel, out: Path, rank: int | None) -> list[str]:
    write_lora(model, out, rank)
    return ["exact: B·A is ΔW; PeftModel.from_pretrained reads it."]


def _merged(model: PeftModel, out: Path, source: ModelSource) -> list[str]:
    lost = export_merged(model, out)
    remarks = [f"{lost:.1%} of ΔW, by norm, was rounded away."]
    try:
        tokenizer = AutoTokenizer.from_pretrained(source.folder, local_files_only=True)
    except (OSError, ValueError):
        return [*remarks, "the base has no tokenizer, so neither has this."]
    tokenizer.save_pretrained(out)
    return remarks


def _peft(model: PeftModel, out: Path) -> list[str]:
    trained = export_peft(model, out)
    return [f"PeftModel.from_pretrained reads it as TINYLORA; {trained} numbers train there."]


def _tiny_lora_v(model: PeftModel, out: Path, source: ModelSource) -> list[str]:
    lost = write_tiny_lora_v(model, out, source.name)
    return [
        f"bfloat16 rounded v by {lost:.1%}.",
        "TinyLoRA-GRPO-Coder draws its P by CUDA's generator, in bfloat16 and in the order of its "
        "modules, so what it makes of this v is another adapter.",
    ]
