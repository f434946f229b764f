"""What a training's child reads: its job, the problems it trains on and those it validates on."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinylora.grpo.job import TrainingJob
from tinylora.jobs import write_problems
from tinylora.problem import Outcome, StoredProblem
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import ProblemSet, cases_of, with_public_tests
from tinylora.stages.training.identity import TrainingInputs
from tinylora.warehouse import Warehouse

PROBLEMS_AT_ONCE = 16


def write_training_job(
    folder: Path,
    run_id: str,
    settings: Settings,
    inputs: TrainingInputs,
    warehouse: Warehouse,
    home: Path,
) -> None:
    """Write job.json, problems.jsonl and, where the run validates, validation.jsonl."""
    rollouts, evaluation, shown = (
        settings.training,
        settings.evaluation,
        settings.prompt.public_tests,
    )
    if inputs.validation is not None:
        budget = (evaluation.max_cases, evaluation.max_case_bytes)
        asked = _asked(inputs.validation, warehouse, shown, *budget, {})
        write_problems(folder / "validation.jsonl", asked)
    budget = (rollouts.max_cases, rollouts.max_case_bytes)
    problems = _asked(inputs.problems, warehouse, shown, *budget, inputs.measured.outcomes)
    job = TrainingJob(
        run_id=run_id,
        home=home,
        **settings.sections_of(TrainingJob),
        start=inputs.start and home / inputs.start["path"],
        start_sha256=inputs.start and inputs.start["sha256"],
    )
    job.write(folder, problems)


def _asked(
    problems: ProblemSet,
    warehouse: Warehouse,
    shown: int,
    max_cases: int | None,
    max_case_bytes: int | None,
    outcomes: dict[str, list[dict[str, Any]]],
) -> Iterator[StoredProblem]:
    """Yield each problem with the test cases that the child may run, and no others."""
    for start in range(0, len(problems.problems), PROBLEMS_AT_ONCE):
        few = problems.problems[start : start + PROBLEMS_AT_ONCE]
        cases = cases_of(few, warehouse, max_cases, max_case_bytes)
        for problem in with_public_tests(few, warehouse, shown):
            known = outcomes.get(problem.problem_key, ())
            yield replace(
                problem,
                test_cases=cases[problem.problem_key],
                outcomes=tuple(Outcome(**outcome) for outcome in known),
            )
