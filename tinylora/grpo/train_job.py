"""A child process that trains one adapter: `python -m tinylora.grpo.train_job FOLDER`.

Reads FOLDER/job.json, FOLDER/problems.jsonl and, where it validates, FOLDER/validation.jsonl;
appends to FOLDER/events.jsonl ("directions", of a principal adapter; "start"; "rollout", "step",
"checkpoint" and "validation" as they happen; "doubtful", where a canary was wrong; "finish"), keeps
checkpoints under FOLDER/checkpoints.
Run again on the same folder it goes on from the last whole checkpoint. Under `accelerate launch`
every process rolls out and judges its share; the main one writes, and each its own judge's doubts.
"""

import os
import sys
from pathlib import Path

import torch
from accelerate import PartialState

from tinylora.errors import SettingsError
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.training import go_on
from tinylora.jobs import Events, begin
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.policy.load import load
from tinylora.policy.model_source import resolve


def main(folder: Path) -> None:
    """Train as the job in `folder` says, from where it stands to its last step."""
    job = TrainingJob.read(folder)
    _check_dtype(job)
    processes = join_processes(job)
    torch.set_num_threads(job.threads or _share(processes))
    source = resolve(job.model, job.home)
    policy = load(source, job.model)
    with open_judge(_judge(job.judge, processes), job.home) as judge:
        try:
            journal = go_on(folder, job, source, policy, judge, processes.is_main_process)
        finally:
            if judge.doubtful:  # of this process's judge, so it tells by itself
                Events(folder).emit("doubtful", judgement_ids=sorted(judge.doubtful))
    journal.finish()


def _check_dtype(job: TrainingJob) -> None:
    """Refuse what would train wrongly, before anything is loaded.

    Raises:
        SettingsError: plain weights in float16. Under a 4-bit base it is what they are multiplied
            in, and the trainer scales the loss.
    """
    if job.model.dtype == "float16" and job.model.quantization == "none":
        raise SettingsError(
            "model.dtype is float16 and model.quantization none: float16 trains on a 4-bit base "
            "alone; train in bfloat16 or float32, or take quantization nf4"
        )


def join_processes(job: TrainingJob) -> PartialState:
    """Join the other processes, if there are any; each has its own GPU then.

    Raises:
        SettingsError: there are not as many as the settings say.
    """
    on_cpu = job.model.device == "cpu" or not torch.cuda.is_available()
    processes = PartialState(cpu=on_cpu)
    if processes.num_processes != job.training.processes:
        raise SettingsError(
            f"training.processes is {job.training.processes} and this job was started as "
            f"{processes.num_processes}; start it with accelerate launch --num_processes"
        )
    return processes


def _share(processes: PartialState) -> int:
    """Return this process's share of its machine's cores, at least 1."""
    here = int(os.environ.get("LOCAL_WORLD_SIZE", processes.num_processes))
    return max(1, len(os.sched_getaffinity(0)) // here)


def _judge(settings: JudgeSettings, processes: PartialState) -> JudgeSettings:
    """Return the settings of this process's judge: together they use the cores once."""
    return settings.model_copy(update={"workers": settings.workers or _share(processes)})


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")  # it calls rollout_func experimental
    main(Path(sys.argv[1]))
