"""A checkpoint's file from elsewhere, taken into the warehouse like one that was trained here.

Its file is copied below the home folder under its hash. Its training is a row with the status
"imported": what the file says of it, and nothing that only its own warehouse knows.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinylora.adapter.metadata import MOST_LISTED, NAMED, CheckpointMetadata
from tinylora.errors import CheckpointMismatch, SourceMissing
from tinylora.files import write_whole
from tinylora.identity import fingerprint, sha256_file
from tinylora.warehouse import Row, Warehouse

IMPORTED = "imported"
"""The status of such a training, and what its id begins with."""


def is_file_name(name: str) -> bool:
    """Say whether a checkpoint's name is a path: an id has neither folder nor ending."""
    return "/" in name or bool(Path(name).suffix)


def take_in(warehouse: Warehouse, path: Path, home: Path) -> Row:
    """Return the row of the checkpoint at `path`, with its adapter's settings; store it if new.

    Raises:
        SourceMissing: there is no such file.
        CheckpointMismatch: it is no checkpoint of ours, or damaged.
    """
    path = path.expanduser()
    metadata, v = _read(path)
    digest = sha256_file(path)
    checkpoint_id = fingerprint([metadata.run_id, metadata.step, digest])
    stored = warehouse.rows("select_checkpoint", checkpoint_id=checkpoint_id)
    if stored and (home / stored[0]["path"]).is_file():
        return stored[0]
    copy = Path(stored[0]["path"]) if stored else Path(IMPORTED) / f"{digest}.safetensors"
    (home / copy).parent.mkdir(parents=True, exist_ok=True)
    write_whole(home / copy, path.read_bytes())
    if not stored:
        _store(warehouse, metadata, v, checkpoint_id, {"path": str(copy), "sha256": digest})
    return warehouse.rows("select_checkpoint", checkpoint_id=checkpoint_id)[0]


def _store(
    warehouse: Warehouse,
    metadata: CheckpointMetadata,
    v: list[float] | None,
    checkpoint_id: str,
    file: dict[str, Any],
) -> None:
    base, now = metadata.base, datetime.now(UTC)
    # An id of its own, so that the same training can still be done here.
    said = metadata.run_id
    run_id = said if said.startswith(f"{IMPORTED}-") else f"{IMPORTED}-{said}"
    run = {
        "run_id": run_id,
        "settings": "{}",
        "base_model": base.name,
        "base_revision": base.revision or "unknown",
        "base_fingerprint": base.fingerprint,
        "adapter": json.dumps(metadata.settings.in_force()),
        "corpus_fingerprint": "unknown",
        "code_version": metadata.code_version,
        "status": IMPORTED,
        "started_at": now,
        "finished_at": now,
    }
    checkpoint = {
        "checkpoint_id": checkpoint_id,
        "run_id": run_id,
        "step": metadata.step,
        "v": v,
        "base_fingerprint": base.fingerprint,
        **file,
    }
    with warehouse.writing() as transaction:
        transaction.insert("training_runs", [run], on_conflict="ignore")
        transaction.insert("checkpoints", [checkpoint], on_conflict="ignore")


def _read(path: Path) -> tuple[CheckpointMetadata, list[float] | None]:
    """Read what the warehouse keeps; whether it fits the base, its loading says."""
    from safetensors import SafetensorError, safe_open

    if path.is_dir() or path.suffix in (".pt", ".pth", ".bin"):
        raise CheckpointMismatch(
            f"{path} is no checkpoint of ours: make one of it with `tinylora checkpoint import "
            f"{path} OUT.safetensors --base MODEL`, and name OUT.safetensors"
        )
    if not path.is_file():
        raise SourceMissing(f"no checkpoint at {path}; name a file, an id, best, latest, or base")
    try:
        with safe_open(path, "np") as file:
            text = (file.metadata() or {})["tinylora"]
            held = file.get_tensor("v")
        written = json.loads(text)["format"]
        if written not in NAMED:
            raise ValueError(f"its format is {written}, this code reads {[*NAMED]}")
        v = held.tolist() if held.size <= MOST_LISTED else None
        return CheckpointMetadata.model_validate_json(text), v
    except (SafetensorError, KeyError, ValueError, TypeError) as error:
        said = str(error).splitlines()[0]
        raise CheckpointMismatch(
            f"{path} is no TinyLoRA checkpoint or is damaged ({said}); restore it from a copy"
        ) from error
