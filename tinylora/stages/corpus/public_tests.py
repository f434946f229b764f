"""The test cases that prompts may show, as the children's problems.jsonl holds them."""

from collections.abc import Sequence
from typing import Any

from tinylora.warehouse import Warehouse


def public_tests(
    warehouse: Warehouse, problem_keys: Sequence[str], most: int
) -> dict[str, list[dict[str, Any]]]:
    """Return the first `most` public test cases of each problem: input, output and origin."""
    found: dict[str, list[dict[str, Any]]] = {key: [] for key in problem_keys}
    if most:
        keys = list(problem_keys)
        for row in warehouse.rows("select_public_tests", problem_keys=keys, most=most):
            found[row.pop("problem_key")].append(row)
    return found
