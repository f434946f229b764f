"""What a report shows beside its metrics: inputs that programs failed on, cost, hard-coding."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.reports.report_data import ChangedVerdict, show_seconds
from tinylora.warehouse import Row, Warehouse

INPUT_CHARS = 600
BESIDE: dict[str, tuple[str, Callable[[Any], str]]] = {
    "hard-coded, at most": ("hard_coded_rate", lambda share: f"{100 * share:.1f}%"),
    "completions with code": ("code_rate", lambda share: f"{100 * share:.1f}%"),
    "tokens a completion": ("tokens_mean", lambda tokens: f"{tokens:.0f}"),
    "compiling, CPU time": ("compile_seconds", show_seconds),
    "running, CPU time": ("cpu_seconds", show_seconds),
}


def beside(warehouse: Warehouse, base_id: str, tuned_id: str) -> list[tuple[str, str, str]]:
    """Return (name, base's, tuned's) of what an evaluation holds beside its metrics."""
    base, tuned = (
        warehouse.rows("select_whole_evaluations", evaluation_ids=[found])
        for found in (base_id, tuned_id)
    )
    return [
        (name, *(_shown(rows, column, show) for rows in (base, tuned)))
        for name, (column, show) in BESIDE.items()
    ]


def with_texts(
    changed: Sequence[ChangedVerdict], base_id: str, tuned_id: str, warehouse: Warehouse
) -> list[ChangedVerdict]:
    """Return the samples with their titles, texts and programs, and what each failed on first."""
    rows = warehouse.rows(
        "select_judged_samples",
        evaluation_ids=[base_id, tuned_id],
        problem_keys=sorted({pair.base.problem_key for pair in changed}),
    )
    texts = {(row["evaluation_id"], row["problem_key"], row["sample"]): row for row in rows}

    def whole(row: JudgedCompletion, evaluation_id: str) -> JudgedCompletion:
        found = texts[evaluation_id, row.problem_key, row.sample]
        failure = found["first_failure"]
        return replace(
            row,
            **{name: found[name] for name in ("title", "text", "source")},
            first_failure=failure and json.loads(failure),
        )

    pairs = [
        ChangedVerdict(whole(one.base, base_id), whole(one.tuned, tuned_id)) for one in changed
    ]
    return _with_inputs(pairs, warehouse)


def _with_inputs(changed: Sequence[ChangedVerdict], warehouse: Warehouse) -> list[ChangedVerdict]:
    """Return the samples with the beginning of the input that each failed on first, where known.

    It is known where all test cases of the problem were run: then a place among them names one.
    """
    failed = [
        (row.problem_key, row.first_failure["ordinal"])
        for pair in changed
        for row in (pair.base, pair.tuned)
        if row.first_failure and row.first_failure["ordinal"] is not None
    ]
    rows = warehouse.rows(
        "select_case_inputs",
        problem_keys=sorted({key for key, _ in failed}),
        places=sorted({place for _, place in failed}),
        most=INPUT_CHARS,
    )
    inputs = {(row["problem_key"], row["place"], row["stored"]): row["input"] for row in rows}
    return [
        replace(pair, base=_with(pair.base, inputs), tuned=_with(pair.tuned, inputs))
        for pair in changed
    ]


def _with(row: JudgedCompletion, inputs: dict[tuple[str, int, int], str]) -> JudgedCompletion:
    failure = row.first_failure
    if not failure:
        return row
    found = inputs.get((row.problem_key, failure["ordinal"], row.total))
    return replace(row, first_failure={**failure, "input": found})


def _shown(rows: list[Row], column: str, show: Callable[[Any], str]) -> str:
    value = rows[0][column] if rows else None
    return "–" if value is None else show(value)
