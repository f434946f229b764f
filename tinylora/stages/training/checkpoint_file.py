"""A checkpoint's file from elsewhere, taken into the warehouse like one that was trained here.

Its file is copied below the home folder under its hash. Its training is a row with the status
"imported": what the file says of it, and nothing that only its own warehouse knows.

PEFT's folder and an earlier project's tiny_lora_v.pt are first made a checkpoint of, in a child
that does what `tinylora checkpoint import` does.
"""

import json
import logging
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinylora import paths
from tinylora.adapter.metadata import MOST_LISTED, CheckpointMetadata, opened
from tinylora.code_identity import code_version
from tinylora.entry_points import IMPORTED as IMPORTER
from tinylora.exchange.job import IMPORTING, MADE, ImportJob
from tinylora.exchange.kinds import kind_of, parts_of
from tinylora.files import write_whole
from tinylora.identity import fingerprint, sha256_file
from tinylora.jobs import past_events, run_job
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings
from tinylora.stages.job_folder import job_folder
from tinylora.stages.progress import silent
from tinylora.warehouse import Row, Transaction, Warehouse

IMPORTED = "imported"
"""The status of such a training, and what its id begins with."""

log = logging.getLogger(__name__)


def is_file_name(name: str) -> bool:
    """Say whether a checkpoint's name is a path: an id has neither folder nor ending."""
    return "/" in name or bool(Path(name).suffix) or paths.resolve(name).is_dir()


def take_in(warehouse: Warehouse, path: Path, model: ModelSettings, home: Path) -> Row:
    """Return the row of the checkpoint at `path`, with its adapter's settings; store it if new.

    Args:
        warehouse: where it is stored.
        path: a checkpoint's file, a folder of PEFT's TinyLoRA, or a tiny_lora_v.pt; a relative one
            starts at the checkout.
        model: the base model that either of the latter two was trained on.
        home: where its file is copied to.

    Raises:
        SourceMissing: there is no such file.
        CheckpointMismatch: it is none of the three or damaged, or does not fit `model`.
    """
    path = paths.resolve(path)
    if kind_of(path) != "tinylora":
        path = _converted(path, model, home)
    with opened(path, "np") as (metadata, file):
        held = file.get_tensor("v")
    v = held.tolist() if held.size <= MOST_LISTED else None
    digest = sha256_file(path)
    checkpoint_id = fingerprint([metadata.run_id, metadata.step, digest])
    stored = warehouse.rows("select_checkpoint", checkpoint_id=checkpoint_id)
    if stored and _is_whole(home / stored[0]["path"], digest):
        return stored[0]
    copy = Path(stored[0]["path"]) if stored else Path(IMPORTED) / f"{digest}.safetensors"
    (home / copy).parent.mkdir(parents=True, exist_ok=True)
    content = path.read_bytes()
    with warehouse.writing() as transaction:  # `clean` waits, or would delete what no row names yet
        write_whole(home / copy, content)
        if not stored:
            file = {"path": str(copy), "sha256": digest}
            _store(transaction, metadata, v, checkpoint_id, file)
    return warehouse.rows("select_checkpoint", checkpoint_id=checkpoint_id)[0]


def _is_whole(copy: Path, digest: str) -> bool:
    return copy.is_file() and sha256_file(copy) == digest


def _converted(path: Path, model: ModelSettings, home: Path) -> Path:
    """Return the checkpoint that is made of what is at `path`; made once for each base model.

    A tiny_lora_v.pt is taken onto our P, which makes another adapter of it: a warning says so.
    """
    kind = kind_of(path)
    made_by = {
        "parts": [sha256_file(part) for part in parts_of(path)],
        "base": resolve(model, home).fingerprint,
        "weights": [model.dtype, model.quantization],
        "code": code_version(IMPORTER),
    }
    job = ImportJob(home=home, file=path, model=model, trust=kind == "tiny_lora_v")
    with job_folder(home, fingerprint(made_by), silent) as folder:
        if not (_finished(folder) and (folder / MADE).is_file()):
            (folder / MADE).unlink(missing_ok=True)
            job.write(folder, ())
            deque(run_job(IMPORTING, folder), maxlen=0)
        if kind == "tiny_lora_v":
            log.warning("%s: %s", path, " ".join(_finished(folder)[-1]["notes"]))
    return folder / MADE


def _finished(folder: Path) -> list[dict[str, Any]]:
    return [event for event in past_events(folder) if event["event"] == "finish"]


def _store(
    transaction: Transaction,
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
    transaction.insert("training_runs", [run], on_conflict="ignore")
    transaction.insert("checkpoints", [checkpoint], on_conflict="ignore")
