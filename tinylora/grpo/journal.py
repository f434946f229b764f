"""What a training job tells: its events, its checkpoints, its alarms. The main process tells it."""

import logging
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel

from tinylora.adapter.checkpoint import SavedCheckpoint
from tinylora.adapter.directions import recipe_of
from tinylora.adapter.inject import trainable_vector
from tinylora.adapter.merge import mergeable_layers
from tinylora.errors import DiskFault
from tinylora.grpo import training_state
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.proof import RolloutProof
from tinylora.grpo.record import StepRecord, alarms
from tinylora.grpo.reward import reward_weights
from tinylora.grpo.rollout import Rollout
from tinylora.grpo.settings import TrainingSettings
from tinylora.grpo.training_state import TrainingState
from tinylora.grpo.validation import Validation, is_due
from tinylora.jobs import Events, past_events
from tinylora.policy.model_source import ModelSource

TOLD_EVERY = 32
"""Completions or scores of a principal's directions between two events."""

log = logging.getLogger(__name__)


class Journal:
    """Tells on the main process and is silent on the others.

    A step is told before its checkpoint is saved, so what a resumed run does not take again has
    always been told. Its validation, which may take long, comes after: a run that is killed in it
    goes on with it.
    """

    def __init__(
        self,
        folder: Path,
        job: TrainingJob,
        source: ModelSource,
        model: PeftModel,
        tells: bool,
    ) -> None:
        self._folder, self._run_id, self._training = folder, job.run_id, job.training
        self._base = {
            "name": source.name,
            "revision": source.revision,
            "fingerprint": source.fingerprint,
        }
        self._model, self._starts_elsewhere = model, job.start is not None
        self._weights = reward_weights(job.training.reward)
        self._events = Events(folder) if tells else None
        self._last_saved = self._last_step = 0
        self._records: list[StepRecord] = []

    def start(self, state: TrainingState) -> None:
        """Tell what begins, and again of the checkpoint it begins at: its event may be missing.

        Where validations choose a checkpoint, the adapter before any training is one of them. It
        is saved, too, where v does not begin at zero, and where a principal's directions have just
        been made, which takes minutes: a killed run finds their recipe there.
        """
        trainable, total = self._model.get_nb_trainable_parameters()
        self._last_saved = self._last_step = state.step
        self._records = _told(self._folder, state.step)
        self._tell(
            "start",
            trainable=trainable,
            total=total,
            v_norm=float(trainable_vector(self._model).detach().norm()),
            resumed_from_step=state.step,
        )
        if state.saved is not None:
            self._tell_checkpoint(state.step, state.saved)
        elif self._starts_elsewhere or is_due(0, self._training) or recipe_of(self._model):
            self._save(0, None)

    def directions(self, what: str, done: int, of: int) -> None:
        """Tell how far the directions of a principal adapter are, every so often.

        Args:
            what: "completions" or "scores".
            done: how many of them are made.
            of: how many there will be.
        """
        if done == of or done % TOLD_EVERY == 0:
            self._tell("directions", what=what, done=done, of=of)

    def rollouts(self, step: int, rollouts: list[Rollout], advantages: list[float]) -> None:
        """Tell the rollouts that `step` is the first to learn from."""
        for rollout, advantage in zip(rollouts, advantages, strict=True):
            fields = {**rollout.to_event(), "weights": self._weights, "advantage": advantage}
            self._tell("rollout", step=step, **fields)

    def proof(self, proof: RolloutProof) -> None:
        """Tell what proves a step that is about to be taken, or why it is not taken."""
        self._tell("proof", **asdict(proof))

    def step(self, record: StepRecord, optimizer: dict[str, Any]) -> None:
        """Tell a step, warn where something is off, and save when it is time."""
        self._last_step = record.step
        self._tell("step", **asdict(record))
        if self._events is None:
            return
        merges = bool(mergeable_layers(self._model))
        resolution = torch.finfo(torch.float32).eps if merges else None
        for alarm in alarms(record, resolution, self._records):
            log.warning(alarm)
        self._records.append(record)
        if self._is_time_to_save(record.step):
            self._save(record.step, optimizer)

    def validation(self, step: int, found: Validation | None) -> None:
        """Tell how the policy after `step` does on the validation problems; None: not asked."""
        if found is not None:
            self._tell("validation", step=step, **asdict(found))

    def finish(self) -> None:
        """Tell the end; before it the mean of the last steps' v, where it is to be handed on."""
        averaged = averaged_steps(self._training)
        if self._events is not None and len(averaged) > 1:
            folder = self._folder / "checkpoints"
            mean = training_state.save_mean(folder, run_id=self._run_id, steps=averaged)
            self._tell_checkpoint(averaged[-1], mean, averaged=len(averaged))
        self._tell("finish", steps=self._last_step)

    def _is_time_to_save(self, step: int) -> bool:
        """Save where a rollout batch ends: a resumed run has no rollouts to go on with."""
        chosen = self._training
        batch_ends = step % chosen.num_iterations == 0
        due = batch_ends and step - self._last_saved >= chosen.save_every
        return due or step in averaged_steps(chosen) or is_due(step, chosen)

    def _save(self, step: int, optimizer: dict[str, Any] | None) -> None:
        if self._events is None:
            return
        saved = training_state.save(
            self._model,
            optimizer,
            self._folder / "checkpoints",
            base=self._base,
            run_id=self._run_id,
            step=step,
        )
        self._last_saved = step
        self._tell_checkpoint(step, saved)

    def _tell_checkpoint(self, step: int, saved: SavedCheckpoint, averaged: int = 1) -> None:
        self._tell(
            "checkpoint",
            step=step,
            averaged=averaged,
            path=saved.path.relative_to(self._folder.resolve()).as_posix(),
            sha256=saved.sha256,
            v=saved.v,
            checkpoint_id=saved.checkpoint_id,
            base_fingerprint=self._base["fingerprint"],
        )

    def _tell(self, event: str, **fields: Any) -> None:
        if self._events is None:
            return
        try:
            self._events.emit(event, **fields)
        except OSError as error:
            raise DiskFault(
                f"{self._folder / 'events.jsonl'} could not be written ({error.strerror}): make "
                "room on its disk and start the same run again; it goes on from its last checkpoint"
            ) from error


def averaged_steps(chosen: TrainingSettings) -> list[int]:
    """Return the steps whose v are averaged in the end: the last one, and those before it."""
    batches = math.ceil(chosen.steps / chosen.num_iterations)
    last = range(batches - chosen.average_last + 1, batches + 1)
    return [min(batch * chosen.num_iterations, chosen.steps) for batch in last]


def _told(folder: Path, last: int) -> list[StepRecord]:
    """Return the steps up to `last` as a killed attempt told them, each as it was last taken."""
    found = {
        event["step"]: StepRecord(**{k: v for k, v in event.items() if k != "event"})
        for event in past_events(folder)
        if event["event"] == "step" and event["step"] <= last
    }
    return [found[step] for step in sorted(found)]
