"""The problems of a training job: one JSON line each, chosen and written by whoever started it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinylora.judge.checkers.checker import TOKENS, Checker
from tinylora.problem import Origin, TestCase


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many of the base model's completions of a problem were judged alike."""

    verdict: str
    passed: int
    total: int
    completions: int


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
    """What a rollout is judged on."""
    checker: Checker = TOKENS
    public_tests: tuple[TestCase, ...] = ()
    """What its prompt may show."""
    outcomes: tuple[Outcome, ...] = ()
    """Of the base model's evaluations; empty where it was not measured, or nobody asked."""

    @property
    def pass_rate(self) -> float | None:
        """The share of the base model's completions that were accepted; None: not measured."""
        tried = sum(outcome.completions for outcome in self.outcomes)
        solved = sum(one.completions for one in self.outcomes if one.verdict == "AC")
        return solved / tried if tried else None


def read_problems(path: Path) -> list[TrainingProblem]:
    """Return the problems of a JSON lines file with the fields of `TrainingProblem`."""
    with path.open(encoding="utf-8") as lines:
        return [_problem(json.loads(line)) for line in lines]


def _problem(row: dict[str, Any]) -> TrainingProblem:
    parsed = {
        "test_cases": _cases(row["test_cases"]),
        "public_tests": _cases(row.get("public_tests", ())),
        "outcomes": tuple(Outcome(**outcome) for outcome in row.get("outcomes", ())),
        "checker": Checker.parse(row.get("checker", "tokens")),
    }
    return TrainingProblem(**{**row, **parsed})


def _cases(rows: Iterable[dict[str, Any]]) -> tuple[TestCase, ...]:
    return tuple(TestCase(row["input"], row["output"], Origin(row["origin"])) for row in rows)
