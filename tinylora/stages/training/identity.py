"""What a training is: what it works on, and the conditions it does so under.

Two trainings with the same identity are the same training. Anything that can move a number belongs
here; how often a checkpoint is saved, or how many are judged at once, does not.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinylora import entry_points
from tinylora.code_identity import Code, code_of
from tinylora.errors import SourceMissing
from tinylora.evaluation.statistics.metrics import CHOICES
from tinylora.grpo.settings import TrainingSettings
from tinylora.policy.model_source import ModelSource, resolve
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import ProblemSet, problem_set
from tinylora.stages.judging.compilers import compilers
from tinylora.stages.training.checkpoints import start_checkpoint
from tinylora.stages.training.measured import Measurement, measure
from tinylora.warehouse import Row, Warehouse

OF_NO_MATTER = {"save_every", "start_from", "proof_band", "machines", "rendezvous"}
"""What a training started from counts by what it is (`start_checkpoint_id`), not by its name."""
VALIDATION = {"validate_every", "validation_problems", "validation_samples", "validation_metric"}


@dataclass(frozen=True)
class TrainingInputs:
    """What a training works on."""

    problems: ProblemSet
    validation: ProblemSet | None
    """None: it does not validate."""
    source: ModelSource
    measured: Measurement
    start: Row | None = None
    """The checkpoint whose v it begins at. None: zero."""


def training_inputs(settings: Settings, warehouse: Warehouse, home: Path) -> TrainingInputs:
    """Return what a training with these settings works on.

    Raises:
        SourceMissing: no training problems, none to validate on, no model, no start.
        SettingsError: a curriculum by pass rate, and no evaluation to take it from.
        CheckpointMismatch: what it is to start from is of another base model or adapter.
    """
    chosen = settings.training
    start = start_checkpoint(settings, warehouse, home)
    problems = training_problems(settings, warehouse)
    source = resolve(settings.model, home)
    validation = _validation_problems(settings, warehouse) if chosen.validate_every else None
    return TrainingInputs(
        problems, validation, source, _measured(warehouse, source, problems, chosen), start
    )


def training_problems(settings: Settings, warehouse: Warehouse) -> ProblemSet:
    """Return the problems that a training with these settings asks.

    Raises:
        SourceMissing: there are none.
    """
    chosen = settings.training
    return problem_set(
        warehouse,
        settings.corpus,
        "train",
        use="reward",
        case_origins=chosen.case_origins,
        max_problems=chosen.max_problems,
        answered_in=settings.prompt.language,
        languages=chosen.languages,
        buckets=chosen.buckets,
        seed=chosen.seed,
    )


def validation_problems(settings: Settings, warehouse: Warehouse) -> ProblemSet:
    """Return the problems that a training with these settings validates on, where it does.

    Raises:
        SourceMissing: there are none.
    """
    chosen = settings.training
    return problem_set(
        warehouse,
        settings.corpus,
        "valid",
        use="validate",
        case_origins=settings.evaluation.case_origins,
        max_problems=chosen.validation_problems,
        answered_in=settings.prompt.language,
        seed=chosen.seed,
    )


def training_identity(settings: Settings, inputs: TrainingInputs) -> Row:
    """Return the columns of training_runs that make a training's identity."""
    chosen = settings.training
    conditions = {
        "model": settings.model.model_dump(mode="json", exclude={"device", "device_map", "origin"}),
        "prompt": settings.prompt.that_count(),
        # Temperature and length of rollouts are training's own; the rest of generation is
        # evaluation's.
        "stop_at_fence": settings.generation.stop_at_fence,
        "judge": settings.judge.that_count(),
        "training": chosen.model_dump(mode="json", exclude=OF_NO_MATTER | VALIDATION),
        "compiler": compilers(inputs.problems, settings.judge),
        "measured": inputs.measured.identity,
        "validation": inputs.validation and _validation(settings, inputs.validation),
    }
    if settings.generation.engine != entry_points.DEFAULT_ENGINE:
        conditions["engine"] = settings.generation.engine
    if chosen.epochs is not None:
        conditions["steps"] = chosen.in_steps(len(inputs.problems.problems)).steps
    return {
        "settings": conditions,
        "base_model": inputs.source.name,
        "base_revision": inputs.source.revision,
        "base_fingerprint": inputs.source.fingerprint,
        "adapter": settings.adapter.in_force(),
        "corpus_fingerprint": inputs.problems.fingerprint,
        # An id says what the file holds, wherever it lies.
        "start_checkpoint_id": inputs.start and inputs.start["checkpoint_id"],
        "code_version": training_code(settings).version,
    }


def training_code(settings: Settings) -> Code:
    """Return the code that trains with these settings."""
    prompt = settings.prompt
    return code_of(
        entry_points.training(prompt.template, settings.generation.engine, prompt.language)
    )


def _validation(settings: Settings, problems: ProblemSet) -> dict[str, Any]:
    """Return all that can change a validation's score or when it is taken."""
    chosen, evaluation = settings.training, settings.evaluation
    return {
        "every": chosen.validate_every,
        "samples": chosen.validation_samples,
        "metric": chosen.validation_metric,
        # What this one is: a further metric in the registry changes no training.
        "metric_sql": CHOICES[chosen.validation_metric].sql,
        "problem_set": problems.fingerprint,
        "compiler": compilers(problems, settings.judge),
        "generation": settings.generation.that_count(),
        "max_cases": evaluation.max_cases,
        "max_case_bytes": evaluation.max_case_bytes,
    }


def _validation_problems(settings: Settings, warehouse: Warehouse) -> ProblemSet:
    chosen = settings.training
    try:
        return validation_problems(settings, warehouse)
    except SourceMissing as error:
        raise SourceMissing(
            f"training.validate_every is {chosen.validate_every}, and {error}; or set it to 0 and "
            "the last checkpoint counts"
        ) from error


def _measured(
    warehouse: Warehouse, source: ModelSource, problems: ProblemSet, chosen: TrainingSettings
) -> Measurement:
    """Return what is known of the problems where the curriculum asks for it."""
    if chosen.curriculum != "pass_rate":
        return Measurement()
    keys = [problem.problem_key for problem in problems.problems]
    languages = sorted({problem.answer_language for problem in problems.problems})
    return measure(warehouse, source, keys, languages)
