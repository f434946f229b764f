"""One training: from where its folder says it stands to its last step.

Validations, checkpoints and what is told of a step hang on the trainer's steps here; when they are
due is theirs to say.
"""

from pathlib import Path
from typing import Any

from tinylora.adapter.inject import attach
from tinylora.grpo import training_state
from tinylora.grpo.curriculum import Curriculum
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.journal import Journal
from tinylora.grpo.record import StepRecord
from tinylora.grpo.rollout import RolloutWorker
from tinylora.grpo.rollout_engine import rollout_engine
from tinylora.grpo.settings import TrainingSettings
from tinylora.grpo.trainer import PolicyTrainer
from tinylora.grpo.validation import Validator, validated
from tinylora.jobs import past_events, read_problems
from tinylora.judge.judge import Judge
from tinylora.policy.load import Policy
from tinylora.policy.model_source import ModelSource


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
    state = training_state.resume(model, folder / "checkpoints", source.fingerprint)
    done = validated(past_events(folder))
    journal = Journal(folder, job, source, model, tells)
    engine = rollout_engine(job, source, model, policy.tokenizer, [*problems, *questions])
    validator = Validator(engine, policy.tokenizer, questions, judge, job)
    journal.start(state, judge)
    if state.step not in done:
        journal.validation(state.step, validator.at(state.step))

    def after_step(record: StepRecord, optimizer: dict[str, Any]) -> None:
        journal.step(record, optimizer)
        journal.validation(record.step, validator.at(record.step))

    if state.step < chosen.steps:
        curriculum = Curriculum(problems, chosen)
        trainer = PolicyTrainer(
            model=model,
            tokenizer=policy.tokenizer,
            worker=RolloutWorker(engine, policy.tokenizer, problems, judge, job),
            questions=_questions(curriculum, state.step, chosen),
            settings=chosen,
            folder=folder,
            done=state.step,
            optimizer_state=state.optimizer,
            on_rollouts=journal.rollouts,
            on_step=after_step,
            other=curriculum.replace,
        )
        trainer.train()
    return journal


def _questions(curriculum: Curriculum, done: int, chosen: TrainingSettings) -> list[str]:
    """Return the problem keys of the rollout batches that are left after `done` steps."""
    first, last = (step // chosen.num_iterations for step in (done, chosen.steps - 1))
    return [key for number in range(first, last + 1) for key in curriculum.batch(number)]
