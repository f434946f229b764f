"""Train one adapter: a child trains, this process stores what it tells as it comes.

The run's id covers everything that shapes it, so a finished training is reused and a killed one
goes on from its last checkpoint. What it hands on is the checkpoint that validated best, or the
last one where it does not validate.
"""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinylora.identity import fingerprint, sha256_file
from tinylora.settings import Settings
from tinylora.stages.code_files import store_code
from tinylora.stages.job_folder import job_folder
from tinylora.stages.progress import Progress, Report, report_left_out, report_origin, silent
from tinylora.stages.training.events import follow, tell
from tinylora.stages.training.files import write_training_job
from tinylora.stages.training.identity import training_code, training_identity, training_inputs
from tinylora.warehouse import Row, Warehouse

FIRST_FORECAST = 4

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Trained:
    """A training that is finished and stored."""

    run_id: str
    checkpoint: Row
    """That it hands on: a row of checkpoints, with the adapter's settings."""
    reused: bool
    made_at: datetime

    @property
    def name(self) -> str:
        """That it is a training, and its id."""
        return f"training {self.run_id}"


def train(
    settings: Settings,
    warehouse: Warehouse,
    home: Path,
    report: Report = silent,
    flow_run_id: str | None = None,
    stored: Callable[[str], None] = lambda run_id: None,
) -> Trained:
    """Train the adapter these settings describe, or return the one that was.

    Args:
        settings: of the run.
        warehouse: where it is stored.
        home: where its job folder is.
        report: told how far it is.
        flow_run_id: of the flow run it belongs to.
        stored: told the run's id whenever the warehouse has a step or a validation more.

    Raises:
        SourceMissing: no training problems, none to validate on, no model.
        SettingsError: a curriculum by pass rate, and no evaluation to take it from.
        JobFailed: the training child ended badly; the same call resumes it.
        RolloutMismatch: rollouts were not sampled from what is trained; the message says why, and
            the same call goes on once that is mended.
        JudgeFault: the judge failed twice in a row after it; the same call goes on.
    """
    inputs = training_inputs(settings, warehouse, home)
    row = training_identity(settings, inputs)
    run_id = fingerprint(row)
    settings = in_steps(settings, len(inputs.problems.problems), report)
    with job_folder(home, run_id, report) as folder:
        reused = _is_done(warehouse, home, run_id, folder)
        if not reused:
            started_at = {"started_at": datetime.now(UTC), "flow_run_id": flow_run_id}
            running = {"run_id": run_id, **row, "status": "running", **started_at}
            with warehouse.writing() as transaction:
                store_code(transaction, training_code(settings))
                transaction.insert("training_runs", [running], on_conflict="ignore")
                again = {"status": "running", "seconds": 0.0, "flow_run_id": flow_run_id}
                transaction.execute("update_training_run", run_id=run_id, **again)
            report_origin(settings.model.origin, report)
            for problems in filter(None, (inputs.problems, inputs.validation)):
                report_left_out(problems.left_out, report)
            write_training_job(folder, run_id, settings, inputs, warehouse, home)

            def listen(event: dict[str, Any]) -> None:
                tell(event, settings, report)
                if event["event"] == "step" and is_forecast(event["step"]):
                    _look_ahead(run_id, event["step"], settings, warehouse, report)
                if event["event"] in ("step", "validation"):
                    stored(run_id)

            _report_machines(run_id, settings, report)
            follow(folder, run_id, settings, warehouse, home, listen, flow_run_id)
        elif not all((folder / name).is_file() for name in ("job.json", "problems.jsonl")):
            # left out by a backup, or deleted by `tinylora clean`; a replay reads them
            write_training_job(folder, run_id, settings, inputs, warehouse, home)
        from tinylora.stages.training.reward_gap import watch_reward  # it waits for scipy

        watch_reward(run_id, settings, inputs.problems, warehouse, home, report)
    (run,) = warehouse.rows("select_run", run_id=run_id)
    return Trained(run_id, _checkpoint(warehouse, run_id), reused, run["finished_at"])


def in_steps(settings: Settings, problems: int, report: Report) -> Settings:
    """Return the settings with the training's length in steps; say it where they give epochs."""
    given, counted = settings.training, settings.training.in_steps(problems)
    if given.epochs is not None:
        words = (
            f"training.epochs {given.epochs:g}: {problems} problems, {given.prompts_per_step} a "
            f"rollout batch, make {counted.steps} steps"
        )
        report(Progress(0, counted.steps, words, always=True))
    return settings.model_copy(update={"training": counted})


def _report_machines(run_id: str, settings: Settings, report: Report) -> None:
    """Say what the other machines of a training wait for, where there are others."""
    chosen = settings.training
    if chosen.machines > 1:
        words = (
            f"training {run_id} waits at {chosen.rendezvous} for {chosen.machines - 1} other "
            f"machines: on each, with this TINYLORA_HOME at the same path, tinylora join {run_id} "
            f"--machine N, N from 1 to {chosen.machines - 1}"
        )
        report(Progress(0, chosen.steps, words, always=True))


def _is_done(warehouse: Warehouse, home: Path, run_id: str, folder: Path) -> bool:
    """Return whether the run finished and left its checkpoint; make way where it did not."""
    stored = warehouse.rows("select_run", run_id=run_id)
    if not stored or stored[0]["status"] != "finished":
        return False
    handed_on = _checkpoint(warehouse, run_id)
    path = home / handed_on["path"]
    if path.is_file() and sha256_file(path) == handed_on["sha256"]:
        return True
    log.warning("%s is lost or damaged: training %s is done once more", path, run_id)
    (folder / "events.jsonl").unlink(missing_ok=True)  # they say that it is done
    shutil.rmtree(folder / "checkpoints", ignore_errors=True)
    return False


def is_forecast(step: int) -> bool:
    """Say whether the log looks ahead after a step: 4, 8, 16 and so on."""
    return step >= FIRST_FORECAST and step & (step - 1) == 0


def _look_ahead(
    run_id: str, step: int, settings: Settings, warehouse: Warehouse, report: Report
) -> None:
    """Report what is to be expected of the run, where there is enough to go by."""
    from tinylora.stages.training.forecast import forecast_if_any  # it waits for scipy

    try:
        expected = forecast_if_any(warehouse, run_id)
    except Exception as error:  # whatever it is, the training is worth more
        log.warning("no forecast after step %d: %s", step, error)
        return
    for words in expected.says if expected else ():
        report(Progress(step, settings.training.steps, f"forecast: {words}", always=True))


def _checkpoint(warehouse: Warehouse, run_id: str) -> Row:
    return warehouse.rows("select_run_checkpoint", run_id=run_id)[0]
