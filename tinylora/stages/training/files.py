"""What a training's child reads: its job, the problems it trains on and those it validates on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import ProblemSet, cases_of
from tinylora.stages.corpus.public_tests import public_tests
from tinylora.stages.job_folder import write_job, write_lines
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
    rollouts, evaluation = settings.training, settings.evaluation
    if inputs.validation is not None:
        budget = (evaluation.max_cases, evaluation.max_case_bytes)
        rows = _rows(inputs.validation, warehouse, settings, *budget, {})
        write_lines(folder / "validation.jsonl", rows)
    job = {"run_id": run_id, "settings": settings.model_dump(mode="json")}
    job |= {"home": str(home), "threads": None}
    budget = (rollouts.max_cases, rollouts.max_case_bytes)
    outcomes = inputs.measured.outcomes
    write_job(folder, job, _rows(inputs.problems, warehouse, settings, *budget, outcomes))


def _rows(
    problems: ProblemSet,
    warehouse: Warehouse,
    settings: Settings,
    max_cases: int | None,
    max_case_bytes: int | None,
    outcomes: dict[str, list[dict[str, Any]]],
) -> Iterator[dict[str, Any]]:
    """Yield what the child reads of each problem, with the test cases it may run and no others."""
    names = ("problem_key", "title", "statement", "language", "bucket")
    limits = ("time_limit_s", "memory_limit_mb", "checker")
    for start in range(0, len(problems.problems), PROBLEMS_AT_ONCE):
        few = problems.problems[start : start + PROBLEMS_AT_ONCE]
        keys = [problem.problem_key for problem in few]
        cases = cases_of(few, warehouse, max_cases, max_case_bytes)
        public = public_tests(warehouse, keys, settings.prompt.public_tests)
        for problem in few:
            key = problem.problem_key
            row = {name: getattr(problem, name) for name in (*names, *limits)}
            shown = [
                {"input": case.input, "output": case.output, "origin": str(case.origin)}
                for case in cases[key]
            ]
            known = {"public_tests": public[key], "outcomes": outcomes.get(key, [])}
            yield {**row, "test_cases": shown, **known}
