"""`tinylora leaderboard`: every finished evaluation against its base model."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tinylora.commands.compare import (
    comparison_json,
    evaluation_json,
    further_metrics,
    metric_columns,
)
from tinylora.commands.options import (
    NOTHING,
    Anyway,
    AsJson,
    Confidence,
    misuse_is,
    open_warehouse,
)
from tinylora.display import Column, exact_percent, print_json, print_rows, say
from tinylora.evaluation.statistics.comparison import count, p_alone
from tinylora.evaluation.statistics.metrics import PASS_AT_1

if TYPE_CHECKING:
    from tinylora.evaluation.reports.leaderboard import Board

HELP = """Rank the finished evaluations, a table a problem set, each against the base model.

pass@1 is compared in pairs, problems as units, with the base's evaluation under the same
conditions; where several rows are, their p-values are corrected for one another (Holm). What was
made under other conditions is ranked, not compared, unless --anyway.

The exit status is 0 where there is an evaluation, 1 where there is none, 2 where it could not be
read or written.

Examples:

    tinylora leaderboard

    tinylora leaderboard --html leaderboard.html

    tinylora leaderboard --json
"""
FIELDS = (
    *("evaluation_id", "policy", "base_model", "run_id", "step", "checkpoint_id", "imported_as"),
    *("problem_set_fingerprint", "judge_version", "code_version", "finished_at", "seconds"),
)
"""Of an evaluation's row, in JSON."""


def leaderboard(
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page, too.")] = None,
    anyway: Anyway = False,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Rank, print."""
    from tinylora.stages.evaluation.leaderboard import leaderboard, write_leaderboard

    with misuse_is():
        boards = leaderboard(open_warehouse(), anyway, confidence)
        if html is not None:
            write_leaderboard(boards, html, confidence)
    said = [_json(board) for board in boards]
    if as_json:
        print_json({"boards": said, "confidence": confidence})
    else:
        for board in said:
            _show(board, confidence)
    if not boards:
        if not as_json:
            say("No evaluation is finished: run a train-and-eval or evaluate deployment.")
        raise typer.Exit(NOTHING)


def _json(board: "Board") -> dict[str, Any]:
    rows = [
        evaluation_json(one.row, one.summary, FIELDS)
        | {
            "hard_coded_rate": one.hard_coded_rate,
            "base_evaluation_id": one.base_id,
            "differences": one.differences,
            "against_base": one.against and comparison_json(one.against),
        }
        for one in board.ranked
    ]
    return {
        "problem_set_fingerprint": board.problem_set_fingerprint,
        "bases": board.bases,
        "compared": board.compared,
        "corrected": "Holm" if board.compared > 1 else None,
        "rows": rows,
    }


def _show(board: dict[str, Any], confidence: float) -> None:
    caption = f"[…]: {exact_percent(confidence)} intervals, problems as units."
    if board["corrected"]:
        caption += f" Each p is corrected for {board['compared']} comparisons (Holm)."
    rows = [{"": place, **row} for place, row in enumerate(board["rows"], 1)]
    print_rows(
        rows,
        [
            Column(""),
            *metric_columns(),
            Column("hard-coded", "hard_coded_rate", PASS_AT_1.show),
            Column("p", _p, p_alone),
        ],
        title=f"{count(rows[0]['problems'], 'problem')}, set {board['problem_set_fingerprint']}",
        caption=caption,
    )
    for row in rows:
        where = f"{row['']}. {row['policy']} ({row['evaluation_id']}): "
        against = _against_base(row, board["bases"] > 1)
        say((where, "bold"), "; ".join(filter(None, (against, further_metrics(row)))))


def _p(row: dict[str, Any]) -> float | None:
    made = row["against_base"]
    if made is None:
        return None
    return made["p_value"] if made["corrected_p"] is None else made["corrected_p"]


def _against_base(row: dict[str, Any], several: bool) -> str:
    made, differ = row["against_base"], "; ".join(row["differences"])
    if made is not None:
        difference = made["difference"]
        size = PASS_AT_1.show_difference(difference["estimate"])
        span = PASS_AT_1.show_range(difference["low"], difference["high"])
        base = f" against {row['base_evaluation_id']}" if several else ""
        words = f"{size} {span}{base}, {made['conclusion']}"
        return f"{words}, although more than the policy differs: {differ}" if differ else words
    if row["checkpoint_id"] is None and row["imported_as"] is None:
        return "the base model"
    if differ:
        return f"not compared, for more than the policy differs: {differ}"
    return "no base model was evaluated on these problems"
