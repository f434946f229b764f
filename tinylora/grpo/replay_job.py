"""A child that trains once more on stored rollouts: `python -m tinylora.grpo.replay_job FOLDER`.

It takes the very steps that a training takes (`take_steps`), only that nobody samples or judges:
what the policy said and what the judge said of it lie in FOLDER/rollouts.jsonl. Prompts, rewards,
advantages and v are computed anew, each step with as many threads as it was taken with. Appends to
FOLDER/events.jsonl a "step" as the training does, with the hash of v after it, and "finish".
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.adapter.checkpoint import load_into
from tinylora.adapter.inject import adapter_hash, attach, set_vector, trainable_vector
from tinylora.errors import JudgeFault, SourceMissing
from tinylora.grpo.curriculum import Curriculum
from tinylora.grpo.job import ReplayJob
from tinylora.grpo.record import StepRecord
from tinylora.grpo.rollout import RolloutBatch, RolloutWorker
from tinylora.grpo.train_job import join_processes
from tinylora.grpo.training import take_steps
from tinylora.grpo.training_state import TrainingState
from tinylora.jobs import Events, begin, read_problems
from tinylora.judge.verdict import Judgement
from tinylora.policy.engines.generate import Completion, Request
from tinylora.policy.load import Policy, load
from tinylora.policy.model_source import ModelSource, resolve
from tinylora.policy.settings import GenerationSettings
from tinylora.problem import StoredProblem

ROLLOUTS = "rollouts.jsonl"


class Replayed(Exception):
    """The last step that was taken has been taken again: no further one."""


class StoredRollouts(RolloutWorker):
    """Answers as the worker of a training did, from what is stored of it.

    Args:
        tokenizer: of the base model.
        problems: all that are asked.
        job: what was trained, and how.
        rows: the rollouts, as they lie in ROLLOUTS.
    """

    def __init__(
        self,
        tokenizer: PreTrainedTokenizerBase,
        problems: Iterable[StoredProblem],
        job: ReplayJob,
        rows: Iterable[dict[str, Any]],
    ) -> None:
        super().__init__(None, tokenizer, problems, None, job)
        self._threads = job.threads_by_step
        self._rows = {(row["problem_key"], row["sample"], row["seed"]): row for row in rows}

    def roll(self, step: int, samples: Iterable[tuple[str, int]]) -> RolloutBatch:
        """Return the stored rollout of each (problem key, sample number).

        Raises:
            SourceMissing: one is not stored.
        """
        if threads := self._threads.get(step):
            torch.set_num_threads(threads)
        return super().roll(step, samples)

    def _answers(
        self, asked: list[Request], generation: GenerationSettings
    ) -> Iterator[tuple[Completion, Future[Judgement]]]:
        for one in asked:
            row = self._rows.get((one.problem_key, one.sample, one.seed))
            if row is None:
                raise SourceMissing(
                    f"problem {one.problem_key}, sample {one.sample}, seed {one.seed}: no such "
                    "rollout is stored; its training asked other problems than these settings and "
                    "this code do"
                )
            judged: Future[Judgement] = Future()
            if row["judgement"] is None:
                judged.set_exception(JudgeFault(row["fault"]))
            else:
                judged.set_result(Judgement.from_row(row["judgement"]))
            said = row["log_probs"]
            yield (
                Completion(
                    one.problem_key,
                    one.sample,
                    one.seed,
                    row["text"],
                    tuple(row["token_ids"]),
                    row["finish_reason"],
                    said and tuple(said),
                ),
                judged,
            )


def main(folder: Path) -> None:
    """Replay what the job in `folder` says, from its first step to the last one that is stored."""
    job = ReplayJob.read(folder)
    processes = join_processes(job)
    source = resolve(job.model, job.home)
    events = Events(folder) if processes.is_main_process else None
    replay(folder, job, source, load(source, job.model), events)


def replay(
    folder: Path, job: ReplayJob, source: ModelSource, policy: Policy, events: Events | None
) -> None:
    """Take the stored steps once more, and tell each.

    Args:
        folder: of the job, with its problems and rollouts.
        job: as job.json has it.
        source: of the base model.
        policy: the base model, which gets the adapter.
        events: of the main process.

    Raises:
        SourceMissing: a rollout that is asked for is not stored.
        CheckpointMismatch: the base model, or what v began at, is not as it was.
    """
    problems = read_problems(folder / "problems.jsonl")
    with (folder / ROLLOUTS).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    model = _at_its_start(attach(policy.model, job.adapter, job.home / "factors"), job, source)

    def after_step(record: StepRecord, _: dict[str, Any]) -> None:
        if events is not None:
            told = {name: getattr(record, name) for name in job.compared}
            events.emit("step", step=record.step, adapter=adapter_hash(model), **told)
        if record.step == job.last_step:
            raise Replayed

    with suppress(Replayed):
        take_steps(
            folder,
            job,
            model,
            policy.tokenizer,
            StoredRollouts(policy.tokenizer, problems, job, rows),
            Curriculum(problems, job.training),
            TrainingState(0),
            on_rollouts=lambda *_: None,
            on_proof=lambda _: None,
            on_step=after_step,
        )
    if events is not None:
        events.emit("finish")


def _at_its_start(model: PeftModel, job: ReplayJob, source: ModelSource) -> PeftModel:
    """Give the adapter the v, and a principal's the directions, that the training began with."""
    if job.directions is not None:
        load_into(model, job.directions, source.fingerprint)
        set_vector(model, torch.zeros_like(trainable_vector(model)))
    if job.start is not None:
        load_into(model, job.start, source.fingerprint, sha256=job.start_sha256)
    return model


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")  # it calls rollout_func experimental
    main(Path(sys.argv[1]))
