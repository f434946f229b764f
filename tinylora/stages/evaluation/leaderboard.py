"""Rank every finished evaluation on its problem set, each against the base model."""

from datetime import datetime
from pathlib import Path

from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.reports.leaderboard import Board, Ranked, board, render_leaderboard
from tinylora.evaluation.statistics.conditions import differences, keep_common_problems
from tinylora.evaluation.statistics.metrics import PASS_AT_1, by_problem, values_by_problem
from tinylora.evaluation.statistics.paired import compare
from tinylora.evaluation.statistics.summary import summarise
from tinylora.files import write_text
from tinylora.stages.evaluation.finished import (
    base_for,
    bases_of,
    finished_evaluations,
    outcomes_by_id,
)
from tinylora.warehouse import Row, Warehouse


def leaderboard(
    warehouse: Warehouse, anyway: bool = False, confidence: float = 0.95
) -> list[Board]:
    """Return a board per problem set, the one evaluated last first.

    Args:
        warehouse: holds the evaluations.
        anyway: hold against the base also what was made under other conditions on its problems.
        confidence: of the intervals.
    """
    known = finished_evaluations(warehouse)
    ids = [row["evaluation_id"] for row in known]
    rates = warehouse.rows("select_whole_evaluations", evaluation_ids=ids)
    hard_coded = {row["evaluation_id"]: row["hard_coded_rate"] for row in rates}
    by_set: dict[str, list[Row]] = {}
    for row in known:
        by_set.setdefault(row["problem_set_fingerprint"], []).append(row)
    boards = []
    for fingerprint, rows in by_set.items():
        found = outcomes_by_id(warehouse, [row["evaluation_id"] for row in rows])
        ranked = [_ranked(row, rows, found, anyway, confidence) for row in rows]
        for one in ranked:
            one.hard_coded_rate = hard_coded.get(one.row["evaluation_id"])
        boards.append(board(fingerprint, ranked))
    return boards


def write_leaderboard(boards: list[Board], path: Path, confidence: float = 0.95) -> None:
    """Write the page.

    Raises:
        DiskFault: it cannot be written.
    """
    now = f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}"
    write_text(path, render_leaderboard(boards, confidence, now))


def _ranked(
    row: Row,
    rows: list[Row],
    found: dict[str, list[JudgedCompletion]],
    anyway: bool,
    confidence: float,
) -> Ranked:
    after = found[row["evaluation_id"]]
    one = Ranked(row, summarise(after, confidence))
    if one.is_base or not bases_of(rows, row):
        return one
    base = base_for(rows, row)
    one.base_id, one.differences = base["evaluation_id"], differences(base, row)
    if one.differences and not anyway:
        return one
    before, after, left_out = keep_common_problems(found[one.base_id], after)
    one.differences += left_out
    values = (values_by_problem(by_problem(rows), PASS_AT_1) for rows in (before, after))
    one.against = compare(*values, confidence)
    return one
