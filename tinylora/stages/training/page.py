"""A training on one Markdown page, as far as the warehouse knows it: made anew while it trains."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import fmean
from typing import Any

from tinylora.evaluation.reports.page import sentence
from tinylora.stages.training.forecast import forecast_if_any
from tinylora.warehouse import Row, Warehouse

LAST = 20
"""Steps in the table."""
WIDTH = 60
"""Characters of a sparkline."""
BARS = "▁▂▃▄▅▆▇█"
COLUMNS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "step": ("step", "{}".format),
    "reward_mean": ("reward", "{:.3f}".format),
    "reward_std": ("± std", "{:.3f}".format),
    "zero_variance_share": ("equal groups", "{:.0%}".format),
    "replaced_share": ("replaced", "{:.0%}".format),
    "verdicts": ("verdicts", str),
    "fault_share": ("judge faults", "{:.0%}".format),
    "validation": ("validation", "{:.4f}".format),
    "tokens_mean": ("tokens", "{:.0f}".format),
    "truncated_share": ("truncated", "{:.0%}".format),
    "entropy": ("entropy", "{:.3f}".format),
    "v_change": ("length of Δv", "{:.1e}".format),
    "v_norm": ("length of v", "{:.3g}".format),
    "weight_change": ("‖ΔW‖/‖W‖", "{:.1e}".format),
    "clip_low_share": ("clipped low", "{:.1%}".format),
    "clip_high_share": ("clipped high", "{:.1%}".format),
    "importance_ratio_mean": ("mean π/μ", "{:.4f}".format),
    "importance_capped_share": ("π/μ capped", "{:.1%}".format),
    "importance_max_difference": ("largest log π − log μ, nats", "{:.1e}".format),
    "importance_divergence": ("KL(μ ‖ π), nats", "{:.1e}".format),
    "lr": ("learning rate", "{:.1e}".format),
    "generate_seconds": ("generate s", "{:.1f}".format),
    "judge_seconds": ("judge s", "{:.1f}".format),
    "update_seconds": ("update s", "{:.1f}".format),
}
"""Heading and format; a column that no step has a value for is left out."""
VALIDATION = {
    "step": ("step", "{}".format),
    "score": ("score", "{:.4f}".format),
    "compile_percent": ("compile rate %", "{:.1f}".format),
    "pass_percent": ("pass rate %", "{:.1f}".format),
    "mean_score": ("mean score", "{:.4f}".format),
    "samples": ("completions", "{}".format),
    "seconds": ("s", "{:.0f}".format),
    "best": ("", lambda best: "best" if best else ""),
}


def training_page(warehouse: Warehouse, run_id: str) -> str:
    """Return the page of run `run_id`: curves over all steps, the last of them as a table.

    Raises:
        WarehouseBusy: a writer held the file for longer than the patience.
    """
    steps = warehouse.rows("select_training_page", run_id=run_id)
    validations = warehouse.query("validations", run_id=run_id)
    parts = [f"Training `{run_id}`, {len(steps)} steps"]
    curves = {"reward": [row["reward_mean"] for row in steps]}
    curves["length of v"] = [row["v_norm"] for row in steps]
    curves["validation"] = [row["score"] for row in validations]
    parts += [
        f"{name}, {values[0]:.3g} at first, {values[-1]:.3g} now: `{sparkline(values, WIDTH)}`"
        for name, values in curves.items()
        if values
    ]
    if expected := forecast_if_any(warehouse, run_id):
        parts.append("".join(f"- {sentence(words)}.\n" for words in expected.says).rstrip())
    if validations:
        parts.append(_table(validations, VALIDATION))
    if steps:
        parts.append(_table(steps[-LAST:], COLUMNS))
    return "\n\n".join(parts) + "\n"


def sparkline(values: Sequence[float], width: int) -> str:
    """Return at most `width` bars from the lowest value to the highest; each a mean of neighbours.

    Args:
        values: those that are no numbers are left out.
        width: at least 1.
    """
    values = [value for value in values if math.isfinite(value)]
    if not values:
        return ""
    count = min(width, len(values))
    edges = [i * len(values) // count for i in range(count + 1)]
    means = [fmean(values[a:b]) for a, b in pairwise(edges)]
    low, span = min(means), max(means) - min(means)
    top = len(BARS) - 1
    return "".join(BARS[round((mean - low) / span * top) if span else 0] for mean in means)


def _table(rows: Sequence[Row], columns: dict[str, tuple[str, Callable[[Any], str]]]) -> str:
    shown = {name: how for name, how in columns.items() if any(r[name] is not None for r in rows)}
    lines = ["| " + " | ".join(heading for heading, _ in shown.values()) + " |"]
    lines.append("|" + " ---: |" * len(shown))
    for row in rows:
        cells = ("" if row[name] is None else show(row[name]) for name, (_, show) in shown.items())
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
