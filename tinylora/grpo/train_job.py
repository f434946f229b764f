"""A child process that trains one adapter: `python -m tinylora.grpo.train_job FOLDER`.

Reads FOLDER/job.json and FOLDER/problems.jsonl, appends to FOLDER/events.jsonl ("start"; "rollout",
"step" and "checkpoint" as they happen; "doubtful", where a canary was wrong; "finish"), keeps
checkpoints under FOLDER/checkpoints. Run again on the same folder it goes on from the last whole
checkpoint. Under `accelerate launch` every process rolls out and judges its share; the main one
writes, and each its own judge's doubts.
"""

import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from accelerate import PartialState
from peft import PeftModel

from tinylora.adapter.inject import attach
from tinylora.errors import SettingsError
from tinylora.grpo import training_state
from tinylora.grpo.curriculum import Curriculum
from tinylora.grpo.journal import Journal
from tinylora.grpo.problems import TrainingProblem, read_problems
from tinylora.grpo.rollout import RolloutWorker
from tinylora.grpo.trainer import PolicyTrainer
from tinylora.grpo.training_state import TrainingState
from tinylora.jobs import Events, end_with_parent
from tinylora.judge.pool import JudgePool
from tinylora.policy.load import Policy, load
from tinylora.policy.model_source import resolve
from tinylora.settings import JudgeSettings, Section, Settings


class Job(Section):
    """What job.json holds."""

    run_id: str
    settings: Settings
    home: Path
    threads: int | None = None
    """Torch's threads in each process. None: the cores, shared out among the processes."""


def main(folder: Path) -> None:
    """Train as the job in `folder` says, from where it stands to its last step."""
    started = time.monotonic()
    job = Job.model_validate_json((folder / "job.json").read_text(encoding="utf-8"))
    settings = job.settings
    _check_dtype(settings)
    processes = _processes(settings)
    torch.set_num_threads(job.threads or _share(processes))
    problems = read_problems(folder / "problems.jsonl")
    source = resolve(settings.model, job.home)
    policy = load(source, settings.model)
    model = attach(policy.model, settings.adapter, job.home / "factors")
    state = training_state.resume(model, folder / "checkpoints", source.fingerprint)
    journal = Journal(folder, job.run_id, settings, source, model, processes.is_main_process)
    with JudgePool(_judge(settings.judge, processes), job.home / "judge") as judge:
        journal.start(state, judge)
        if state.step < settings.training.steps:
            try:
                _train(folder, settings, policy, model, problems, state, judge, journal)
            finally:
                if judge.doubtful:  # of this process's judge, so it tells by itself
                    Events(folder).emit("doubtful", judgement_ids=sorted(judge.doubtful))
    journal.finish(time.monotonic() - started)


def _train(
    folder: Path,
    settings: Settings,
    policy: Policy,
    model: PeftModel,
    problems: Sequence[TrainingProblem],
    state: TrainingState,
    judge: JudgePool,
    journal: Journal,
) -> None:
    chosen = settings.training
    curriculum = Curriculum(problems, chosen)
    first, last = (step // chosen.num_iterations for step in (state.step, chosen.steps - 1))
    trainer = PolicyTrainer(
        model=model,
        tokenizer=policy.tokenizer,
        worker=RolloutWorker(model, policy.tokenizer, problems, judge, settings),
        questions=[key for number in range(first, last + 1) for key in curriculum.batch(number)],
        settings=chosen,
        folder=folder,
        done=state.step,
        optimizer_state=state.optimizer,
        on_rollouts=journal.rollouts,
        on_step=journal.step,
    )
    trainer.train()


def _check_dtype(settings: Settings) -> None:
    """Refuse what would train wrongly, before anything is loaded.

    Raises:
        SettingsError: the model would compute in float16, whose gradients need a loss scaling that
            this trainer does not do.
    """
    if settings.model.dtype == "float16":
        raise SettingsError(
            "model.dtype is float16, in which small gradients vanish without loss scaling; "
            "train in bfloat16 or float32"
        )


def _processes(settings: Settings) -> PartialState:
    """Join the other processes, if there are any; each has its own GPU then.

    Raises:
        SettingsError: there are not as many as the settings say.
    """
    on_cpu = settings.model.device == "cpu" or not torch.cuda.is_available()
    processes = PartialState(cpu=on_cpu)
    if processes.num_processes != settings.training.processes:
        raise SettingsError(
            f"training.processes is {settings.training.processes} and this job was started as "
            f"{processes.num_processes}; start it with accelerate launch --num_processes"
        )
    return processes


def _share(processes: PartialState) -> int:
    """Return this process's share of the cores, at least 1."""
    return max(1, len(os.sched_getaffinity(0)) // processes.num_processes)


def _judge(settings: JudgeSettings, processes: PartialState) -> JudgeSettings:
    """Return the settings of this process's judge: together they use the cores once."""
    return settings.model_copy(update={"workers": settings.workers or _share(processes)})


if __name__ == "__main__":
    end_with_parent()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")  # it calls rollout_func experimental
    main(Path(sys.argv[1]))
