"""A problem, its test cases and its solutions, as rows of the warehouse."""

from collections.abc import Iterator
from typing import Any

from tinylora.corpus.quality.checker_choice import choose_checker, holds_decimals
from tinylora.corpus.quality.difficulty import prior
from tinylora.corpus.statements.signs import many_answers_stated
from tinylora.identity import sha256
from tinylora.judge.languages.registry import compares_itself
from tinylora.problem import Problem


def problem_row(problem: Problem) -> dict[str, Any]:
    """Return the row of `problems`."""
    known = prior(problem)
    return {
        "problem_key": problem.problem_key,
        **{"dataset": problem.dataset, "config": problem.config, "split": problem.split},
        **{"native_id": problem.native_id, "title": problem.title},
        **{"statement": problem.statement, "language": problem.language},
        **{"native_difficulty": problem.difficulty, "cf_rating": problem.cf_rating},
        "contest_date": problem.contest_date,
        "time_limit_s": problem.time_limit_s,
        "memory_limit_mb": problem.memory_limit_mb,
        "io_mode": str(problem.io_mode),
        "tags": list(problem.tags),
        "starter_code": problem.starter_code,
        "extra": problem.extra,
        "duplicate_of": None,
        **_marking_columns(problem),
        **{"prior_rating": known.rating, "prior_source": known.source},
    }


def case_rows(problem: Problem) -> Iterator[dict[str, Any]]:
    """Yield the rows of `test_cases`, in their order."""
    for ordinal, case in enumerate(problem.test_cases):
        yield {
            "problem_key": problem.problem_key,
            "ordinal": ordinal,
            **{"origin": str(case.origin), "input": case.input, "output": case.output},
            "bytes": len(case.input.encode()) + len(case.output.encode()),
            "sha256": sha256(f"{len(case.input)}:{case.input}{case.output}"),
        }


def solution_rows(problem: Problem) -> Iterator[dict[str, Any]]:
    """Yield the rows of `solutions`, in their order."""
    for ordinal, solution in enumerate(problem.solutions or ()):
        yield {
            **{"problem_key": problem.problem_key, "ordinal": ordinal},
            **{"correct": solution.correct, "source": solution.source},
            "sha256": sha256(solution.source),
        }


def _marking_columns(problem: Problem) -> dict[str, Any]:
    """Return the columns of `problems` that say how a problem is marked and how far to trust it."""
    outputs = [case.output for case in problem.test_cases]
    return {
        **{"answer_language": problem.answer_language, "function": problem.function},
        "standard": problem.standard,
        "checker": problem.checker or _checker(problem, outputs),
        "float_output": holds_decimals(outputs),
        "many_answers_stated": many_answers_stated(problem.statement),
        "trust": problem.trust,
        "stated_trust": problem.trust,
    }


def _checker(problem: Problem, outputs: list[str]) -> str | None:
    """Return how outputs are compared; None where the answer's own language does that."""
    if compares_itself(problem.answer_language):
        return None
    return choose_checker(problem.statement, outputs)
