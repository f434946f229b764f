"""The leaderboard for a terminal and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tinylora.display import harmless
from tinylora.evaluation.reports.leaderboard import Board, Ranked
from tinylora.evaluation.statistics.comparison import count, evidence, verdict_in_words
from tinylora.evaluation.statistics.metrics import FURTHER, METRICS, PASS_AT_1, REGISTRY

SHOWN = (
    *("evaluation_id", "policy", "base_model", "run_id", "step", "checkpoint_id", "imported_as"),
    *("problem_set_fingerprint", "judge_version", "code_version", "finished_at", "seconds"),
)


def board_json(board: Board) -> dict[str, Any]:
    """Return everything for a program."""
    return {
        "problem_set_fingerprint": board.problem_set_fingerprint,
        "compared": board.compared,
        "corrected": "Holm" if board.compared > 1 else None,
        "rows": [_row(one) for one in board.ranked],
    }


def show_boards(boards: Sequence[Board], confidence: float, console: Console) -> None:
    """Print a table a problem set."""
    if not boards:
        console.print("No evaluation is finished: run a train-and-eval or evaluate deployment.")
    for board in boards:
        problems = count(board.ranked[0].summary.overall.problems, "problem")
        names = (metric.name for metric in METRICS)
        title = f"{problems}, set {board.problem_set_fingerprint}"
        table = Table(title=title, title_justify="left")
        table.add_column("", justify="right", no_wrap=True)
        for name in (*names, "hard-coded", "p"):
            table.add_column(name, no_wrap=True)
        for place, one in enumerate(board.ranked, 1):
            table.add_row(str(place), *_cells(one))
        console.print(table, markup=False)
        console.print(Text(_caption(board, confidence), "dim"), soft_wrap=True)
        for place, one in enumerate(board.ranked, 1):
            where = f"{place}. {harmless(one.row['policy'])} ({one.row['evaluation_id']}): "
            said = f"{_said(one)}{_further(one)}"
            console.print(Text(where, "bold").append(said, "not bold"), soft_wrap=True)


def _caption(board: Board, confidence: float) -> str:
    about = f"[…]: {confidence:.0%} intervals, problems as units."
    if board.compared < 2:
        return about
    return f"{about} Each p is corrected for {board.compared} comparisons (Holm)."


def _cells(one: Ranked) -> list[Text]:
    overall = one.summary.overall
    rates = [(metric, overall.interval(metric.name)) for metric in METRICS]
    shown = [
        f"{metric.show(found.estimate)}\n{metric.show_range(found.low, found.high)}"
        if found
        else "none"
        for metric, found in rates
    ]
    hard_coded = "–" if one.hard_coded_rate is None else PASS_AT_1.show(one.hard_coded_rate)
    p_value = "–" if one.against is None else f"{_p(one):.2g}"
    return [Text(cell) for cell in (*shown, hard_coded, p_value)]


def _said(one: Ranked) -> str:
    differ = harmless("; ".join(one.differences))
    if one.against is not None:
        made = one.against.difference
        size = PASS_AT_1.show_difference(made.estimate)
        span = PASS_AT_1.show_range(made.low, made.high)
        words = f"{size} {span}, {verdict_in_words(one.against)}"
        return f"{words}, although more than the policy differs: {differ}" if differ else words
    if one.is_base:
        return "the base model"
    if differ:
        return f"not compared, for more than the policy differs: {differ}"
    return "no base model was evaluated on these problems"


def _further(one: Ranked) -> str:
    """Return the metrics that are not tested, which would make the table too wide."""
    found = [(metric, one.summary.overall.interval(metric.name)) for metric in FURTHER]
    return "".join(
        f"; {metric.name} {metric.show(rate.estimate)} {metric.show_range(rate.low, rate.high)}"
        for metric, rate in found
        if rate
    )


def _p(one: Ranked) -> float:
    made = one.against
    return made.p_value if made.corrected_p is None else made.corrected_p


def _row(one: Ranked) -> dict[str, Any]:
    overall = one.summary.overall
    found = {metric.name: overall.interval(metric.name) for metric in REGISTRY.values()}
    said = {
        "metrics": {name: rate and asdict(rate) for name, rate in found.items()},
        "hard_coded_rate": one.hard_coded_rate,
        "problems": overall.problems,
        "completions": overall.completions,
        "base_evaluation_id": one.base_id,
        "differences": one.differences,
        "against_base": None,
    }
    if one.against is not None:
        said["against_base"] = asdict(one.against) | {
            "detected": one.against.detected,
            "conclusion": verdict_in_words(one.against),
            "evidence": evidence(one.against),
        }
    return {name: one.row[name] for name in SHOWN} | said
