"""The report's plots as inline SVG: drawn by matplotlib without a display, coloured by the page.

Colours are placeholders that become CSS variables, so that one drawing serves light, dark, paper;
the captions of the page say which is which. Text stays text. Each function returns None when there
is nothing to draw; the page says what is missing.
"""

import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tinylora.evaluation.statistics.comparison import count
from tinylora.evaluation.statistics.intervals import Interval
from tinylora.evaluation.statistics.metrics import COMPILE_RATE, PASS_AT_1
from tinylora.evaluation.statistics.summary import VERDICTS, EvaluationSummary

INK, MUTED, GRID, BASE, TUNED = "#010101", "#020202", "#030303", "#040404", "#050505"
CSS = {INK: "--ink", MUTED: "--muted", GRID: "--grid", BASE: "--base", TUNED: "--tuned"}
WIDTH_IN = 4.6
STYLE = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.size": 11,
    "axes.edgecolor": GRID,
    "axes.labelcolor": MUTED,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "text.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}


def reward_curve(steps: Sequence[Mapping[str, Any]]) -> str | None:
    """Return reward by step above |v| by step; rows are of the view reward_curve."""
    if not steps:
        return None
    x = [row["step"] for row in steps]
    mean = [row["reward_mean"] for row in steps]
    spread = [row["reward_std"] for row in steps]
    with matplotlib.rc_context(STYLE):
        figure, (top, bottom) = _panels(4.2, rows=2, height_ratios=(2.4, 1), sharex=True)
        low = [m - s for m, s in zip(mean, spread, strict=True)]
        high = [m + s for m, s in zip(mean, spread, strict=True)]
        top.fill_between(x, low, high, color=TUNED, alpha=0.15, linewidth=0)
        top.plot(x, mean, color=TUNED, linewidth=2, marker="o", markersize=3.5)
        top.set_title("mean reward of a step, band: one standard deviation", **_title())
        bottom.plot(x, [row["v_norm"] for row in steps], color=MUTED, linewidth=1.6)
        bottom.set_title("length of v: how far the trained numbers moved", **_title())
        bottom.set_ylim(bottom=0)
        bottom.set_xlabel("optimiser step")
        bottom.xaxis.get_major_locator().set_params(integer=True)
        for axes, name in ((top, "reward_mean"), (bottom, "v_norm")):
            _beside(axes, (x[-1], steps[-1][name]), f"{steps[-1][name]:.3g}")
            axes.grid(visible=False, axis="x")
        return _svg(figure, "reward-curve")


def verdict_mix(base: EvaluationSummary, tuned: EvaluationSummary) -> str | None:
    """Return the share of completions by verdict, base and tuned side by side."""
    totals = base.overall.completions, tuned.overall.completions
    if not all(totals):
        return None
    counts = base.overall.verdicts, tuned.overall.verdicts
    shown = [verdict for verdict in VERDICTS if any(verdict in found for found in counts)]
    with matplotlib.rc_context(STYLE):
        figure, (axes,) = _panels(0.9 + 0.52 * len(shown))
        for found, total, offset, colour in zip(
            counts, totals, (-0.19, 0.19), (BASE, TUNED), strict=True
        ):
            shares = [100 * found.get(verdict, 0) / total for verdict in shown]
            places = [row + offset for row in range(len(shown))]
            axes.barh(places, shares, height=0.34, color=colour, linewidth=0)
            for place, share, verdict in zip(places, shares, shown, strict=True):
                label = f"{share:.1f}% ({found.get(verdict, 0)})"
                _beside(axes, (share, place), label, fontsize=9)
        _rows(axes, shown)
        axes.set_xlim(0, 1.3 * max(axes.dataLim.x1, 1))
        axes.set_xlabel("share of completions, %")
        return _svg(figure, "verdict-mix")


def rates_by_bucket(base: EvaluationSummary, tuned: EvaluationSummary) -> str | None:
    """Return pass@1 and compile rate by difficulty bucket with intervals, base above tuned."""
    befores = base.slices["difficulty"]
    names = [found.name for found in befores]
    after = {found.name: found for found in tuned.slices["difficulty"]}
    if not names or set(names) != set(after):
        return None
    with matplotlib.rc_context(STYLE):
        figure, panels = _panels(1.0 + 0.62 * len(names), columns=2, sharey=True)
        figure.get_layout_engine().set(wspace=0.1)
        for axes, metric in zip(panels, (PASS_AT_1, COMPILE_RATE), strict=True):
            for row, before in enumerate(befores):
                _dot(axes, row - 0.16, before.interval(metric.name), BASE)
                _dot(axes, row + 0.16, after[before.name].interval(metric.name), TUNED)
            axes.set_title(metric.name, **_title())
            end = next(end for end in (10, 25, 50, 100) if end >= axes.dataLim.x1 - 1e-9)
            axes.set_xlim(-0.03 * end, 1.03 * end)
            axes.set_xticks([0, end / 2, end], ["0", f"{end / 2:g}", f"{end}%"])
            _rows(axes, [f"{s.name[:16]}\n{count(s.problems, 'problem')}" for s in befores])
        return _svg(figure, "rates-by-bucket")


def score_by_problem(base: EvaluationSummary, tuned: EvaluationSummary) -> str | None:
    """Return each problem's mean score before and after; a dot's area counts sharers."""
    keys = sorted(set(base.score_by_problem) & set(tuned.score_by_problem))
    if not keys:
        return None
    with matplotlib.rc_context(STYLE):
        figure, (axes,) = _panels(3.9)
        axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1, linestyle=(0, (4, 4)))
        pairs = Counter((base.score_by_problem[key], tuned.score_by_problem[key]) for key in keys)
        before, after = zip(*pairs, strict=True)
        dot = min(30, 2_000 / max(pairs.values()))  # hundreds may share one, at 0 or at 1
        areas = [dot * shared for shared in pairs.values()]
        axes.scatter(before, after, s=areas, color=TUNED, alpha=0.45, linewidth=0, clip_on=False)
        axes.text(0.03, 0.96, "tuned better", color=MUTED, va="top")
        axes.text(0.97, 0.04, "base better", color=MUTED, ha="right")
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
        axes.set_xlabel("mean score of a problem, base")
        axes.set_ylabel("tuned")
        return _svg(figure, "score-by-problem")


def _dot(axes: Axes, place: float, interval: Interval | None, colour: str) -> None:
    if interval is None:
        return
    low, middle, high = (100 * v for v in (interval.low, interval.estimate, interval.high))
    axes.plot([low, high], [place, place], color=colour, linewidth=2, solid_capstyle="round")
    axes.plot([middle], [place], color=colour, marker="o", markersize=7)


def _panels(
    height_in: float, rows: int = 1, columns: int = 1, **layout: Any
) -> tuple[Figure, list[Axes]]:
    figure = Figure(figsize=(WIDTH_IN, height_in), layout="constrained")
    ratios = {"height_ratios": layout.pop("height_ratios", None)}
    axes = figure.subplots(rows, columns, squeeze=False, gridspec_kw=ratios, **layout)
    return figure, list(axes.flat)


def _rows(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.grid(visible=False, axis="y")


def _beside(axes: Axes, place: tuple[float, float], text: str, **style: Any) -> None:
    axes.annotate(
        text, place, xytext=(5, 0), textcoords="offset points", va="center", color=INK, **style
    )


def _title() -> dict[str, Any]:
    return {"loc": "left", "fontsize": 10, "color": MUTED}


def _svg(figure: Figure, name: str) -> str:
    """Return `figure` as an SVG element for a page: no prologue, no metadata, ids of its own."""
    text = io.StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with matplotlib.rc_context({"svg.hashsalt": name}):
        figure.savefig(text, format="svg", transparent=True, bbox_inches="tight", metadata=nothing)
    svg = text.getvalue()[text.getvalue().index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg)
    svg = re.sub(r'(?<=<svg )(.*?)width="[^"]*"|height="[^"]*pt"', r"\1", svg, count=2)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", svg)
    for colour, variable in CSS.items():
        svg = svg.replace(colour, f"var({variable})")
    return svg
