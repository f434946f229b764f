"""The problems of a training job: one JSON line each, chosen and written by whoever started it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinylora.corpus.records import Origin, TestCase
from tinylora.judge.checker import TOKENS, Checker


@dataclass(frozen=True, slots=True)
class TrainingProblem:
    """What training needs of a problem. A limit of None is left to the judge's settings."""

    problem_key: str
    title: str
    statement: str
    language: str
    bucket: str
    time_limit_s: float | None
    memory_limit_mb: int | None
    test_cases: tuple[TestCase, ...]
    checker: Checker = TOKENS


def read_problems(path: Path) -> list[TrainingProblem]:
    """Return the problems of a JSON lines file with the fields of `TrainingProblem`."""
    with path.open(encoding="utf-8") as lines:
        return [_problem(json.loads(line)) for line in lines]


def _problem(row: dict[str, Any]) -> TrainingProblem:
    cases = tuple(
        TestCase(case["input"], case["output"], Origin(case["origin"]))
        for case in row["test_cases"]
    )
    checker = Checker.parse(row.get("checker", "tokens"))
    return TrainingProblem(**{**row, "test_cases": cases, "checker": checker})
