"""How a problem is marked and its solutions, as columns and rows of the warehouse."""

from collections.abc import Iterator
from typing import Any

from tinylora.corpus.quality.checker_choice import choose_checker, holds_decimals
from tinylora.corpus.statements.signs import many_answers_stated
from tinylora.identity import sha256
from tinylora.problem import Problem


def marking_columns(problem: Problem) -> dict[str, Any]:
    """Return the columns of `problems` that say how a problem is marked and how far to trust it."""
    outputs = [case.output for case in problem.test_cases]
    return {
        "checker": problem.checker or choose_checker(problem.statement, outputs),
        "float_output": holds_decimals(outputs),
        "many_answers_stated": many_answers_stated(problem.statement),
        "trust": problem.trust,
        "stated_trust": problem.trust,
    }


def solution_rows(problem: Problem) -> Iterator[dict[str, Any]]:
    """Yield the rows of `solutions`, in their order."""
    for ordinal, solution in enumerate(problem.solutions or ()):
        yield {
            **{"problem_key": problem.problem_key, "ordinal": ordinal},
            **{"correct": solution.correct, "source": solution.source},
            "sha256": sha256(solution.source),
        }
