"""One training: from where its folder says it stands to its last step.

Validations, checkpoints and what is told of a step hang on the trainer's steps here; when they are
due is theirs to say.

Which engine samples in a training, for rollouts and validations alike: `generation.engine`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.adapter.checkpoint import load_into
from tinylora.adapter.directions import recipe_of
from tinylora.adapter.inject import attach
from tinylora.entry_points import DEFAULT_ENGINE
from tinylora.grpo import training_state
from tinylora.grpo.curriculum import Curriculum
from tinylora.grpo.first_completions import make_directions
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.journal import Journal
from tinylora.grpo.record import StepRecord
from tinylora.grpo.rollout import RolloutWorker
from tinylora.grpo.settings import TrainingSettings
from tinylora.grpo.trainer import (
    OnProof,
    OnRollouts,
    OnStep,
    PolicyTrainer,
    keep_differentiable,
)
from tinylora.grpo.training_state import TrainingState
from tinylora.grpo.validation import Validator, validated
from tinylora.jobs import past_events, read_problems
from tinylora.judge.judge import Judge
from tinylora.policy.engines.engine import Engine
from tinylora.policy.engines.registry import open_chosen
from tinylora.policy.load import Policy
from tinylora.policy.model_source import ModelSource
from tinylora.policy.prompt import prompt_of
from tinylora.problem import StoredProblem


def go_on(
    folder: Path,
    job: TrainingJob,
    source: ModelSource,
    policy: Policy,
    judge: Judge,
    tells: bool,
) -> Journal:
    """Train on from the last whole checkpoint in `folder`; a validation it misses comes first.

    Args:
        folder: of the job.
        job: as job.json has it.
        source: of the base model.
        policy: the base model, which gets the adapter.
        judge: of this process.
        tells: whether this process is the main one.

    Returns:
        The journal, with everything told but the end.
    """
    chosen = job.training
    questions = read_problems(folder / "validation.jsonl") if chosen.validate_every else []
    problems = read_problems(folder / "problems.jsonl")
    model = attach(policy.model, job.adapter, job.home / "factors")
    keep_differentiable(model)  # before anything is sampled
    state = training_state.resume(model, folder / "checkpoints", source.fingerprint)
    if job.start is not None and state.saved is None:
        load_into(model, job.start, source.fingerprint, sha256=job.start_sha256)
    done = validated(past_events(folder))
    journal = Journal(folder, job, source, model, tells)
    engine = rollout_engine(job, source, model, policy.tokenizer, [*problems, *questions])
    if job.adapter.kind == "principal" and recipe_of(model) is None:
        given = (model, policy.tokenizer, engine, problems)
        make_directions(folder, job, *given, journal.directions)
    validator = Validator(engine, policy.tokenizer, questions, judge, job)
    journal.start(state)
    if state.step not in done:
        journal.validation(state.step, validator.at(state.step))

    def after_step(record: StepRecord, optimizer: dict[str, Any]) -> None:
        journal.step(record, optimizer)
        journal.validation(record.step, validator.at(record.step))

    take_steps(
        folder,
        job,
        model,
        policy.tokenizer,
        RolloutWorker(engine, policy.tokenizer, problems, judge, job),
        Curriculum(problems, chosen),
        state,
        on_rollouts=journal.rollouts,
        on_proof=journal.proof,
        on_step=after_step,
    )
    return journal


def take_steps(
    folder: Path,
    job: TrainingJob,
    model: PeftModel,
    tokenizer: PreTrainedTokenizerBase,
    worker: RolloutWorker,
    curriculum: Curriculum,
    state: TrainingState,
    *,
    on_rollouts: OnRollouts,
    on_proof: OnProof,
    on_step: OnStep,
) -> None:
    """Take the optimiser steps that are left after `state`, whoever answers for the policy.

    Args:
        folder: of the job.
        job: what is trained, and how.
        model: under its adapter; its v is trained in place.
        tokenizer: of the base model.
        worker: this process's rollouts.
        curriculum: which problems are asked.
        state: where the training stands.
        on_rollouts: told of each rollout batch; these three as `PolicyTrainer` has them.
        on_proof: told what proves a step.
        on_step: told what a step did.
    """
    chosen = job.training
    if state.step < chosen.steps:
        trainer = PolicyTrainer(
            model=model,
            tokenizer=tokenizer,
            worker=worker,
            questions=_questions(curriculum, state.step, chosen),
            settings=chosen,
            folder=folder,
            done=state.step,
            optimizer_state=state.optimizer,
            on_rollouts=on_rollouts,
            on_proof=on_proof,
            on_step=on_step,
            other=curriculum.replace,
            corrects=job.generation.engine != DEFAULT_ENGINE,
        )
        trainer.train()


def _questions(curriculum: Curriculum, done: int, chosen: TrainingSettings) -> list[str]:
    """Return the problem keys of the rollout batches that are left after `done` steps."""
    first, last = (step // chosen.num_iterations for step in (done, chosen.steps - 1))
    return [key for number in range(first, last + 1) for key in curriculum.batch(number)]


def rollout_engine(
    job: TrainingJob,
    source: ModelSource,
    model: PeftModel,
    tokenizer: PreTrainedTokenizerBase,
    problems: Sequence[StoredProblem],
) -> Engine:
    """Return the engine that `generation.engine` names.

    Args:
        job: what is trained, and how.
        source: of the base model.
        model: under its adapter; v is read whenever the engine is asked.
        tokenizer: of the base model.
        problems: all that will be asked.

    Raises:
        SettingsError: vLLM is asked for and absent, too old, without a GPU, or served otherwise.
    """

    def context() -> int:
        prompts = (prompt_of(problem, job.prompt, tokenizer) for problem in problems)
        longest = max(len(tokenizer.encode(one, add_special_tokens=False)) for one in prompts)
        return longest + max(job.training.max_new_tokens, job.generation.max_new_tokens)

    return open_chosen(model, tokenizer, source, job.generation, context)
