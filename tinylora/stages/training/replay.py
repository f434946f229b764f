"""Train a stored training once more from its rollouts and judgements, and say where it differs.

Nobody samples and nobody judges: a child takes the run's steps again
(`tinylora/grpo/replay_job.py`), and each is held against what the warehouse has of it. On the CPU
that trained, with the code that trained, all of it is the same to the last bit, however often the
training was killed.
"""

import json
import math
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from filelock import FileLock

from tinylora import entry_points
from tinylora.code_identity import code_of
from tinylora.errors import SourceMissing
from tinylora.grpo.job import REPLAY, ReplayJob, TrainingJob
from tinylora.identity import sha256_file
from tinylora.jobs import Launch, run_job
from tinylora.stages.judging.judgements import judgement_from
from tinylora.stages.progress import Progress, Report, silent
from tinylora.stages.training.runs import find_run
from tinylora.warehouse import Row, Warehouse

COMPARED = ("reward_mean", "loss", "grad_norm", "v_norm")
"""Numbers of a step that are held against each other, besides v itself."""


@dataclass(frozen=True)
class ReplayedStep:
    """How far a step that was taken again is from the stored one; 0 where a number has its bits."""

    step: int
    reward_mean: float
    loss: float
    grad_norm: float
    v_norm: float
    v: float | None
    """Largest difference of a trained number. None: they are too many to be stored, and the hash
    of them is another one, or there is none."""
    same: bool
    """Whether nothing differs."""


@dataclass(frozen=True)
class Replay:
    """A training that was taken again."""

    run_id: str
    steps: list[ReplayedStep]
    same_code: bool = True
    """Whether the code that trains today is the code that trained."""

    @property
    def first_different(self) -> ReplayedStep | None:
        """Return the first step that differs; None: there is none."""
        return next((one for one in self.steps if not one.same), None)

    @property
    def says(self) -> str:
        """Return what was found, in a sentence."""
        count, first = len(self.steps), self.first_different
        if first is None:
            return f"training {self.run_id}: all {count} steps are the same, bit for bit"
        numbers = {**{name: getattr(first, name) for name in COMPARED}, "v": first.v}
        apart = [f"{name} by {by:.3g}" for name, by in numbers.items() if by]
        how = ", ".join(apart) if apart else "v, by its hash"
        code = "" if self.same_code else "; other code trained it (tinylora sql code_versions)"
        where = f"step {first.step} is the first of {count} that differs"
        return f"training {self.run_id}: {where}: {how}{code}"


def replay(warehouse: Warehouse, home: Path, word: str, report: Report = silent) -> Replay:
    """Take the stored steps of the training that `word` means once more.

    Args:
        warehouse: that holds it.
        home: where its job folder is.
        word: a run's id, its beginning, or latest.
        report: told how far it is.

    Raises:
        SourceMissing: no such training, no steps or no tokens of it are stored, or its job folder
            is gone.
        JobFailed: the child ended badly.
    """
    run_id = find_run(warehouse, word)["run_id"]
    taken, steps = steps_taken(warehouse, run_id), []
    (home / "jobs").mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(prefix="replay-", dir=home / "jobs") as folder,
        FileLock(Path(folder) / "lock"),  # by which `tinylora clean` knows that somebody is at work
    ):
        job = write_replay_job(Path(folder), warehouse, home, run_id)
        for told in run_job(REPLAY, Path(folder), Launch(job.training.processes)):
            if told["event"] == "step":
                steps.append(found := held_against(told, taken[told["step"]]))
                how = "the same" if found.same else "differs"
                words = f"step {found.step} of {job.last_step}: {how}"
                report(Progress(found.step, job.last_step, words))
    (run,) = warehouse.rows("select_run", run_id=run_id)
    chosen = (job.prompt.template, job.generation.engine, job.prompt.language)
    code = code_of(entry_points.training(*chosen)).version
    return Replay(run_id, steps, same_code=run["code_version"] == code)


def steps_taken(warehouse: Warehouse, run_id: str) -> dict[int, Row]:
    """Return what is stored of a run's steps, by their number.

    Raises:
        SourceMissing: there are none.
    """
    taken = {row["step"]: row for row in warehouse.rows("select_steps_taken", run_id=run_id)}
    if not taken:
        raise SourceMissing(f"training {run_id} has no step yet: there is nothing to replay")
    return taken


def write_replay_job(there: Path, warehouse: Warehouse, home: Path, run_id: str) -> ReplayJob:
    """Write into the folder `there` what a replay's child reads, and return its job.

    Raises:
        SourceMissing: no steps or no tokens of the run are stored, or its job folder is gone.
    """
    folder, taken = home / "jobs" / run_id, steps_taken(warehouse, run_id)
    rollouts = _rollouts(warehouse, run_id)
    job = _job(folder, home, taken)
    shutil.copyfile(folder / "problems.jsonl", there / "problems.jsonl")
    (there / "job.json").write_text(job.model_dump_json(indent=1), encoding="utf-8")
    with (there / "rollouts.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rollouts)
    return job


def _rollouts(warehouse: Warehouse, run_id: str) -> list[Row]:
    """Return the run's rollouts with their judgements, as the child reads them."""
    judged = {
        row["judgement_id"]: judgement_from(row).to_row()
        for row in warehouse.rows("select_rollout_judgements", run_id=run_id)
    }
    rollouts = warehouse.rows("select_rollouts", run_id=run_id)
    if untold := [row for row in rollouts if row["token_ids"] is None]:
        raise SourceMissing(
            f"training {run_id}: {len(untold)} of its {len(rollouts)} rollouts are stored without "
            "their tokens, as an older release did; a training of today can be replayed"
        )
    return [{**row, "judgement": judged.get(row["judgement_id"])} for row in rollouts]


def _job(folder: Path, home: Path, taken: dict[int, Row]) -> ReplayJob:
    """Return the run's own job, made to be replayed."""
    if not (folder / "job.json").is_file() or not (folder / "problems.jsonl").is_file():
        raise SourceMissing(
            f"{folder} has no job.json and problems.jsonl, which a replay reads (a backup leaves "
            "the problems out, and `tinylora clean problem-files` deletes them): run the same "
            "training again, which finds itself finished and writes them anew"
        )
    job = TrainingJob.read(folder)
    saved = sorted(folder.glob("checkpoints/step-*/adapter.safetensors"))
    start, start_sha256 = job.start, job.start_sha256
    first = folder / "checkpoints" / "step-000000" / "adapter.safetensors"
    if start is not None and first in saved:  # the run's own copy: the other may be gone
        start, start_sha256 = first, sha256_file(first)
    if job.adapter.kind == "principal" and not saved:
        raise SourceMissing(f"{folder} has no checkpoint, which holds a principal's directions")
    # Log-probabilities that differ are what is asked about: they must not end it.
    training = job.training.model_copy(update={"proof_band": 1e9})
    return ReplayJob(
        **{
            **dict(job),
            **{"home": home, "training": training, "start": start, "start_sha256": start_sha256},
            "last_step": max(taken),
            "threads_by_step": {n: row["threads"] for n, row in taken.items() if row["threads"]},
            "directions": saved[0] if job.adapter.kind == "principal" else None,
            "compared": (*COMPARED, "v"),
        }
    )


def held_against(told: dict[str, Any], stored: Row) -> ReplayedStep:
    """Return how far a step that was taken again is from the one that was."""
    apart = {name: _apart(told[name], stored[name]) for name in COMPARED}
    if told["v"] is not None and stored["v"] is not None:
        pairs = list(zip(told["v"], stored["v"], strict=True))
        v = max(_apart(*pair) for pair in pairs)
    else:
        v = 0.0 if stored["adapter"] in (None, told["adapter"]) else None
    return ReplayedStep(told["step"], **apart, v=v, same=not any(apart.values()) and v == 0.0)


def _apart(one: float, other: float) -> float:
    """Return |one − other|; 0 of two that are not numbers, infinite where only one is none."""
    if math.isnan(one) or math.isnan(other):
        return 0.0 if math.isnan(one) and math.isnan(other) else math.inf
    return abs(one - other)
