"""Evaluate one policy (the base model, or it with a checkpoint) on one problem set.

select problems -> sample in a child -> judge as completions arrive -> store. With a cluster, its
nodes judge before that, and what they judged is found. Everything that could change a number is in
the evaluation's identity, so a finished evaluation is reused and a killed one goes on where it
stopped: what is stored is neither sampled nor judged again.

The row of an evaluation while it is being worked on.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinylora.code_identity import Code, code_of, code_version
from tinylora.entry_points import JUDGE
from tinylora.errors import SettingsError
from tinylora.identity import fingerprint
from tinylora.policy.model_source import ModelSource, resolve
from tinylora.settings import Settings
from tinylora.stages.code_files import store_code
from tinylora.stages.corpus.problem_set import ProblemSet
from tinylora.stages.evaluation.identity import (
    conditions,
    evaluation_code,
    evaluation_identity,
    evaluation_problems,
)
from tinylora.stages.job_folder import job_folder
from tinylora.stages.judging.judge_ahead import sample_and_judge_ahead
from tinylora.stages.judging.sample_and_judge import Sampling, sample_and_judge
from tinylora.stages.progress import Report, report_left_out, report_origin, silent
from tinylora.warehouse import Row, Warehouse


@dataclass(frozen=True)
class Evaluated:
    """An evaluation that is finished and stored."""

    evaluation_id: str
    reused: bool
    made_at: datetime

    @property
    def name(self) -> str:
        """That it is an evaluation, and its id."""
        return f"evaluation {self.evaluation_id}"


def evaluate(
    settings: Settings,
    warehouse: Warehouse,
    home: Path,
    checkpoint: Row | None = None,
    report: Report = silent,
    flow_run_id: str | None = None,
) -> Evaluated:
    """Evaluate the base model, or `checkpoint` (a row of checkpoints), on settings' problems.

    Raises:
        SettingsError: a checkpoint on training problems.
        SourceMissing: no problems, no model.
        JudgeFault: the judge failed twice in a row.
        JobFailed: the sampling child ended badly.
    """
    if checkpoint:
        refuse_training_problems(settings)
    problems = evaluation_problems(settings, warehouse)
    source = resolve(settings.model, home)
    identity = evaluation_identity(settings, problems, source, checkpoint)
    evaluation_id = fingerprint(identity)
    with job_folder(home, evaluation_id, report) as folder:
        for found in warehouse.rows("select_finished_among", evaluation_ids=[evaluation_id]):
            return Evaluated(evaluation_id, reused=True, made_at=found["finished_at"])
        row = _row(settings, problems, source, identity)
        row = {"evaluation_id": evaluation_id, **row}
        report_origin(settings.model.origin, report)
        report_left_out(problems.left_out, report)
        code = (evaluation_code(settings), code_of(JUDGE))
        with running_evaluation(warehouse, row, code, flow_run_id):
            work = Sampling(settings, problems, source, checkpoint, evaluation_id)
            sample_and_judge_ahead(work, warehouse, home, folder, report)
            sample_and_judge(work, warehouse, home, folder, report)
    return Evaluated(evaluation_id, reused=False, made_at=datetime.now(UTC))


def refuse_training_problems(settings: Settings) -> None:
    """Let no checkpoint be evaluated on what it may have been trained on.

    Raises:
        SettingsError: the settings ask for training problems.
    """
    if settings.evaluation.split == "train":
        raise SettingsError(
            "evaluation.split is train, and a checkpoint would be evaluated on training problems: "
            "that is for the base model alone; take valid or test"
        )


def _row(
    settings: Settings,
    problems: ProblemSet,
    source: ModelSource,
    identity: dict[str, Any],
) -> Row:
    return {
        "checkpoint_id": identity["checkpoint_id"],
        "base_model": source.name,
        "base_model_origin": settings.model.origin,
        "base_fingerprint": source.fingerprint,
        "problem_set_fingerprint": problems.fingerprint,
        "problems": len(problems.problems),
        "settings": conditions(settings),
        "seed": settings.evaluation.seed,
        "judge_version": code_version(JUDGE),
        "code_version": identity["code"],
    }


@contextmanager
def running_evaluation(
    warehouse: Warehouse, row: Row, code: Sequence[Code], flow_run_id: str | None = None
) -> Iterator[None]:
    """Store `row` as running; once the body is through, as finished. Its seconds count either way.

    `code` is what makes it: the files are stored with it.

    Raises:
        WarehouseBusy: another process held the file for longer than the patience.
    """
    started, status = time.monotonic(), "running"
    begun = {"status": status, "flow_run_id": flow_run_id, "started_at": datetime.now(UTC)}
    with warehouse.writing() as transaction:
        store_code(transaction, *code)
        transaction.insert("evaluations", [row | begun], on_conflict="ignore")
    try:
        yield
        status = "finished"
    finally:
        with warehouse.writing() as transaction:
            transaction.execute(
                "update_evaluation",
                evaluation_id=row["evaluation_id"],
                status=status,
                seconds=time.monotonic() - started,
                flow_run_id=flow_run_id,
            )
