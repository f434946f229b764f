"""Run (or resume) a training's child and store what it tells, as it comes.

What the child replays after a resume replaces itself.

What a training's events say to a person: one sentence each.
"""

import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from tinylora.grpo.job import TRAINING, launch_of
from tinylora.jobs import all_events
from tinylora.judge.verdict import Judgement
from tinylora.settings import Settings
from tinylora.stages.judging.judgements import take_back
from tinylora.stages.judging.rows import completion_row, distinct, reward_term_rows
from tinylora.stages.progress import Progress, Report
from tinylora.warehouse import Warehouse


def follow(
    folder: Path,
    run_id: str,
    settings: Settings,
    warehouse: Warehouse,
    home: Path,
    listen: Callable[[dict[str, Any]], None],
    flow_run_id: str | None,
) -> None:
    """Run (or resume) the child and store what it tells, a transaction per step.

    Args:
        folder: of the job, with what the child reads.
        run_id: of the training.
        settings: of the run.
        warehouse: where it is stored.
        home: above `folder`; stored paths are relative to it.
        listen: told each event once it is stored.
        flow_run_id: of the flow run it belongs to.

    Raises:
        JobFailed: the child ended badly.
        RolloutMismatch: it did so because its rollouts were not sampled from what is trained.
    """
    started, status = time.monotonic(), "failed"
    store = EventStore(warehouse, run_id, folder.relative_to(home))
    try:
        for event in all_events(TRAINING, folder, launch_of(settings.training)):
            store.add(event)
            listen(event)
        status = "finished"
    finally:
        with warehouse.writing() as transaction:
            transaction.execute(
                "update_training_run",
                run_id=run_id,
                status=status,
                seconds=time.monotonic() - started,
                flow_run_id=flow_run_id,
            )


class EventStore:
    """Rollouts wait for their step; a step and all that belongs to them are one transaction."""

    def __init__(self, warehouse: Warehouse, run_id: str, folder: Path) -> None:
        self._warehouse, self._run_id, self._folder = warehouse, run_id, folder
        self._rollouts: list[dict[str, Any]] = []
        self._proof: list[dict[str, Any]] = []
        self._validated: dict[int, set[str]] = {}  # judgements by step

    def add(self, event: dict[str, Any]) -> None:
        """Store what an event tells, or keep it for the step it belongs to."""
        kind, fields = event["event"], {k: v for k, v in event.items() if k != "event"}
        if kind == "start":
            self._rollouts.clear()  # of a killed attempt at a step, which is taken again
            self._proof.clear()
        elif kind == "rollout":
            self._rollouts.append(fields)
        elif kind == "proof":
            self._prove({"run_id": self._run_id, **fields})
        elif kind == "step":
            self._step(fields)
        elif kind == "checkpoint":
            self._checkpoint(fields)
        elif kind == "validation":
            self._validation(fields)
        elif kind == "doubtful":
            self._rollouts.clear()
            take_back(self._warehouse, fields["judgement_ids"], self._run_id)
            self._doubt(fields["judgement_ids"])

    def _prove(self, proof: dict[str, Any]) -> None:
        """Keep what proves a step; what refutes one is stored at once, for no step follows."""
        self._proof = [proof]
        if proof["mismatch"]:
            with self._warehouse.writing() as transaction:
                transaction.insert("rollout_proofs", self._proof)

    def _step(self, step: dict[str, Any]) -> None:
        judged = [
            (event, event["judgement"] and Judgement.from_row(event["judgement"]))
            for event in self._rollouts
        ]
        completions = [
            completion_row(event, judgement, run_id=self._run_id, step=event["step"])
            for event, judgement in judged
        ]
        told = {
            row["completion_id"]: event
            for row, event in zip(completions, self._rollouts, strict=True)
        }
        terms = [row for key, event in told.items() for row in reward_term_rows(event, key)]
        judgements = [judgement.to_row() for _, judgement in judged if judgement]
        with self._warehouse.writing() as transaction:
            transaction.insert(
                "judgements", distinct(judgements, "judgement_id"), on_conflict="ignore"
            )
            if told:
                of_step = {"run_id": self._run_id, "step": step["step"]}
                transaction.execute("delete_reward_terms", **of_step)
                transaction.execute("delete_rollouts", **of_step, completion_ids=list(told))
            transaction.insert("completions", distinct(completions, "completion_id"))
            transaction.insert("reward_terms", terms)
            transaction.insert("rollout_proofs", self._proof)
            transaction.insert("training_steps", [{"run_id": self._run_id, **step}])
        self._rollouts.clear()
        self._proof.clear()

    def _checkpoint(self, event: dict[str, Any]) -> None:
        row = {"run_id": self._run_id, "validation_score": None, **event}
        row["path"] = (self._folder / event["path"]).as_posix()
        with self._warehouse.writing() as transaction:
            transaction.insert("checkpoints", [row])
            transaction.execute("update_validation_scores", run_id=self._run_id)

    def _validation(self, event: dict[str, Any]) -> None:
        row = {"run_id": self._run_id, **event}
        self._validated[event["step"]] = set(row.pop("judgement_ids"))
        with self._warehouse.writing() as transaction:
            transaction.insert("validations", [row])
            transaction.execute("update_validation_scores", run_id=self._run_id)

    def _doubt(self, judgement_ids: Collection[str]) -> None:
        """Forget validations that lean on judgements in doubt: they choose nothing."""
        steps = [s for s, ids in self._validated.items() if not ids.isdisjoint(judgement_ids)]
        for step in steps:
            del self._validated[step]
        with self._warehouse.writing() as transaction:
            transaction.delete(
                "validations", [{"run_id": self._run_id, "step": step} for step in steps]
            )
            transaction.execute("update_validation_scores", run_id=self._run_id)


def tell(event: dict[str, Any], settings: Settings, report: Report) -> None:
    """Report an event that a person wants to hear of."""
    steps = settings.training.steps
    if event["event"] == "step":
        message = (
            f"step {event['step']} of {steps}: reward {event['reward_mean']:.3f}"
            f" ± {event['reward_std']:.3f}, equal groups {event['zero_variance_share']:.0%},"
            f" |Δv| {event['v_change']:.2e}, ‖ΔW‖/‖W‖ {event['weight_change']:.2e},"
            f" {event['generate_seconds']:.0f} s generate, {event['update_seconds']:.0f} s update"
        )
        report(Progress(event["step"], steps, message))
    elif event["event"] == "validation":
        message = (
            f"step {event['step']} of {steps}: validation {event['score']:.4f}"
            f" ({event['samples']} completions of {event['problems']} problems: compile rate"
            f" {event['compile_rate']:.1%}, pass rate {event['pass_rate']:.1%}, mean score"
            f" {event['mean_score']:.3f}), {event['seconds']:.0f} s"
        )
        report(Progress(event["step"], steps, message, always=True))
    elif event["event"] == "directions":
        message = f"directions: {event['done']} of {event['of']} {event['what']}"
        report(Progress(0, steps, message))
    elif event["event"] == "start":
        counts = f"{event['trainable']:,} of {event['total']:,} parameters train"
        since = event.get("resumed_from_step") or 0
        again = f", resumed after step {since}" if since else ""
        length = event.get("v_norm")
        where = f", from a v of length {length:.3g}" if length and not since else ""
        report(Progress(since, steps, counts + again + where))
