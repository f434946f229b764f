"""What an evaluation is: its problems and the conditions they are met under.

Two evaluations with the same identity are the same evaluation. Anything that can move a number
belongs here; anything that only shapes the wait (batch size, workers, device) does not.
"""

from typing import Any

from tinylora import entry_points
from tinylora.code_identity import Code, code_of
from tinylora.policy.model_source import ModelSource
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import REPORTED_ONLY, ProblemSet, problem_set
from tinylora.stages.judging.compilers import compilers
from tinylora.warehouse import Row, Warehouse


def evaluation_problems(settings: Settings, warehouse: Warehouse) -> ProblemSet:
    """Return the problem set an evaluation with these settings is about."""
    chosen = settings.evaluation
    return problem_set(
        warehouse,
        settings.corpus,
        chosen.split,
        use="report",
        case_origins=chosen.case_origins,
        max_problems=chosen.max_problems,
        answered_in=settings.prompt.language,
        seed=chosen.seed,
    )


def evaluation_identity(
    settings: Settings, problems: ProblemSet, source: ModelSource, checkpoint: Row | None
) -> dict[str, Any]:
    """Return all that can change an evaluation's numbers; its fingerprint is the id."""
    return {
        "checkpoint_id": checkpoint["checkpoint_id"] if checkpoint else None,
        "base_fingerprint": source.fingerprint,
        "problem_set": problems.fingerprint,
        "code": evaluation_code(settings).version,
        "compiler": compilers(problems, settings.judge),
        **conditions(settings),
    }


def evaluation_code(settings: Settings) -> Code:
    """Return the code that samples with these settings, and judges what was sampled."""
    prompt = settings.prompt
    return code_of(
        entry_points.evaluation(prompt.template, settings.generation.engine, prompt.language)
    )


def conditions(settings: Settings) -> dict[str, Any]:
    """Return the settings that shape a number; batch size and workers only shape the wait."""
    judge = settings.judge.that_count()
    evaluation = settings.evaluation.model_dump(mode="json", exclude={"confidence", "case_origins"})
    if settings.evaluation.case_origins:
        evaluation["case_origins"] = list(settings.evaluation.case_origins)
    if settings.evaluation.split != REPORTED_ONLY:
        evaluation["keep_tests_apart"] = settings.corpus.keep_tests_apart
    return {
        "model": settings.model.model_dump(mode="json", exclude={"device", "device_map", "origin"}),
        "prompt": settings.prompt.that_count(),
        "generation": settings.generation.that_count(),
        "judge": judge,
        "evaluation": evaluation,
    }
