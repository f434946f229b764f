"""Train one adapter: a child trains, this process stores what it tells as it comes.

The run's id covers everything that shapes it, so a finished training is reused and a killed one
goes on from its last checkpoint. What the child replays after a resume replaces itself.
"""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinylora.identity import code_version, fingerprint
from tinylora.jobs import all_events
from tinylora.judge.toolchain import find_toolchain
from tinylora.judge.verdict import Judgement
from tinylora.policy.model_source import ModelSource, resolve
from tinylora.settings import Settings, TrainingSettings
from tinylora.stages.job_folder import job_folder, write_job
from tinylora.stages.judgements import take_back
from tinylora.stages.problem_set import ProblemSet, problem_set, test_cases
from tinylora.stages.progress import Progress, Report, silent
from tinylora.stages.rows import completion_row, distinct
from tinylora.warehouse import Row, Warehouse

PROBLEMS_AT_ONCE = 16
TRAINING_CODE = ("adapter", "grpo", "identity.py", "judge", "policy")


@dataclass(frozen=True)
class Trained:
    """A training that is finished and stored."""

    run_id: str
    checkpoint: Row
    reused: bool


def train(
    settings: Settings,
    warehouse: Warehouse,
    home: Path,
    report: Report = silent,
    flow_run_id: str | None = None,
) -> Trained:
    """Train the adapter these settings describe, or return the one that was.

    Raises:
        SourceMissing: no training problems, no model.
        JobFailed: the training child ended badly; the same call resumes it.
    """
    chosen = settings.training
    problems = problem_set(
        warehouse,
        settings.corpus,
        "train",
        max_problems=chosen.max_problems,
        languages=chosen.languages,
        buckets=chosen.buckets,
        seed=chosen.seed,
    )
    source = resolve(settings.model, home)
    row = _row(settings, problems, source)
    run_id = fingerprint(row)
    with job_folder(home, run_id, report) as folder:
        if not _is_done(warehouse, home, run_id, folder):
            started_at = {"started_at": datetime.now(UTC), "flow_run_id": flow_run_id}
            stored = {"run_id": run_id, **row, "status": "running", **started_at}
            with warehouse.writing() as transaction:
                transaction.insert("insert_training_runs", [stored])
            job = {"run_id": run_id, "settings": settings.model_dump(mode="json")}
            job |= {"home": str(home), "threads": None}
            write_job(folder, job, _training_rows(problems, warehouse, chosen))
            _follow(folder, run_id, settings, warehouse, home, report, flow_run_id)
            return Trained(run_id, last_checkpoint(warehouse, run_id), reused=False)
    return Trained(run_id, last_checkpoint(warehouse, run_id), reused=True)


def _training_rows(
    problems: ProblemSet, warehouse: Warehouse, chosen: TrainingSettings
) -> Iterator[dict[str, Any]]:
    """Yield what the child reads of each problem, with the test cases it may run and no others."""
    names = ("problem_key", "title", "statement", "language", "bucket")
    limits = ("time_limit_s", "memory_limit_mb", "checker")
    for start in range(0, len(problems.problems), PROBLEMS_AT_ONCE):
        few = problems.problems[start : start + PROBLEMS_AT_ONCE]
        keys = [problem.problem_key for problem in few]
        cases = test_cases(warehouse, keys, chosen.max_cases, chosen.max_case_bytes)
        for problem in few:
            row = {name: getattr(problem, name) for name in (*names, *limits)}
            shown = [
                {"input": case.input, "output": case.output, "origin": str(case.origin)}
                for case in cases[problem.problem_key]
            ]
            yield {**row, "test_cases": shown}


def _is_done(warehouse: Warehouse, home: Path, run_id: str, folder: Path) -> bool:
    """Return whether the run finished and left its checkpoint; make way where it did not."""
    if not warehouse.rows("select_finished_run", run_id=run_id):
        return False
    if (home / last_checkpoint(warehouse, run_id)["path"]).is_file():
        return True
    # Somebody made room on the disk: what the events say was done has to be done again.
    (folder / "events.jsonl").unlink(missing_ok=True)
    shutil.rmtree(folder / "checkpoints", ignore_errors=True)
    return False


def last_checkpoint(warehouse: Warehouse, run_id: str) -> Row:
    """Return the row of the newest checkpoint of a run."""
    return warehouse.rows("select_checkpoints", run_id=run_id)[-1]


def _row(settings: Settings, problems: ProblemSet, source: ModelSource) -> Row:
    """Return the columns of training_runs that make its identity."""
    conditions = {
        "model": settings.model.model_dump(mode="json", exclude={"device"}),
        "prompt": settings.prompt.model_dump(mode="json"),
        # Temperature and length of rollouts are training's own; the rest of generation is
        # evaluation's.
        "stop_at_fence": settings.generation.stop_at_fence,
        "judge": settings.judge.model_dump(mode="json", exclude={"workers", "canary_every"}),
        "training": settings.training.model_dump(mode="json", exclude={"save_every"}),
        "compiler": find_toolchain(settings.judge.standard).version,
    }
    return {
        "settings": conditions,
        "base_model": source.name,
        "base_revision": source.revision,
        "base_fingerprint": source.fingerprint,
        "adapter": settings.adapter.model_dump(mode="json"),
        "corpus_fingerprint": problems.fingerprint,
        "code_version": code_version(*TRAINING_CODE),
    }


def _follow(
    folder: Path,
    run_id: str,
    settings: Settings,
    warehouse: Warehouse,
    home: Path,
    report: Report,
    flow_run_id: str | None,
) -> None:
    """Run (or resume) the child and store what it tells, a transaction per step."""
    started, status = time.monotonic(), "failed"
    store = _Store(warehouse, run_id, folder.relative_to(home))
    try:
        for event in all_events("tinylora.grpo.train_job", folder, settings.training.processes):
            store.add(event)
            _tell(event, settings, report)
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


class _Store:
    """Rollouts wait for their step; a step, its rollouts and its judgements are one transaction."""

    def __init__(self, warehouse: Warehouse, run_id: str, folder: Path) -> None:
        self._warehouse, self._run_id, self._folder = warehouse, run_id, folder
        self._rollouts: list[dict[str, Any]] = []

    def add(self, event: dict[str, Any]) -> None:
        kind, fields = event["event"], {k: v for k, v in event.items() if k != "event"}
        if kind == "rollout":
            self._rollouts.append(fields)
        elif kind == "step":
            self._step(fields)
        elif kind == "checkpoint":
            self._checkpoint(fields)
        elif kind == "doubtful":
            self._rollouts.clear()
            take_back(self._warehouse, fields["judgement_ids"])

    def _step(self, step: dict[str, Any]) -> None:
        judged = [(event, Judgement.from_row(event["judgement"])) for event in self._rollouts]
        completions = [
            completion_row(event, judgement, run_id=self._run_id, step=event["step"])
            for event, judgement in judged
        ]
        judgements = [judgement.to_row() for _, judgement in judged]
        with self._warehouse.writing() as transaction:
            transaction.insert("insert_judgements", distinct(judgements, "judgement_id"))
            transaction.insert("insert_completions", distinct(completions, "completion_id"))
            transaction.insert("insert_training_steps", [{"run_id": self._run_id, **step}])
        self._rollouts.clear()

    def _checkpoint(self, event: dict[str, Any]) -> None:
        row = {"run_id": self._run_id, "validation_score": None, **event}
        row["path"] = (self._folder / event["path"]).as_posix()
        with self._warehouse.writing() as transaction:
            transaction.insert("insert_checkpoints", [row])


def _tell(event: dict[str, Any], settings: Settings, report: Report) -> None:
    steps = settings.training.steps
    if event["event"] == "step":
        message = (
            f"step {event['step']} of {steps}: reward {event['reward_mean']:.3f}"
            f" ± {event['reward_std']:.3f}, equal groups {event['zero_variance_share']:.0%},"
            f" |Δv| {event['v_change']:.2e}, ‖ΔW‖/‖W‖ {event['weight_change']:.2e},"
            f" {event['generate_seconds']:.0f} s generate, {event['update_seconds']:.0f} s update"
        )
        report(Progress(event["step"], steps, message))
    elif event["event"] == "start":
        counts = f"{event['trainable']} of {event['total']:,} parameters train"
        since = event.get("resumed_from_step") or 0
        again = f", resumed after step {since}" if since else ""
        report(Progress(since, steps, counts + again))
