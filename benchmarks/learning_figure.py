"""The learning curves: training reward by step, and what became of a held-out rate."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tinylora.evaluation.reports.report_data import ReportData

WINDOW = 5
"""Steps in the running mean: a rollout batch holds few problems."""


def draw(found: Mapping[str, ReportData], metric: str, out: Path) -> None:
    """Write the figure of a metric to `out`, in the format its suffix names."""
    figure = Figure(figsize=(10, 4), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    for place, (name, data) in enumerate(found.items()):
        _rewards(left, name, data, f"C{place}", dots=len(found) == 1)
    left.set(xlabel="step", ylabel="reward of the rollouts", title="training problems")
    left.legend(frameon=False)
    left.grid(axis="y", alpha=0.25)
    if len(found) == 1:
        _before_and_after(right, metric, *found.values())
    else:
        _differences(right, metric, found)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(out, dpi=150)


def _rewards(axes: Axes, name: str, data: ReportData, colour: str, dots: bool) -> None:
    steps = [row["step"] for row in data.steps]
    rewards = np.array([row["reward_mean"] for row in data.steps])
    if dots:
        axes.plot(steps, rewards, ".", color=colour, alpha=0.35)
    padded = np.pad(rewards, WINDOW // 2, "edge")
    smooth = np.convolve(padded, np.ones(WINDOW) / WINDOW, "valid")
    axes.plot(steps, smooth, color=colour, label=name)


def _before_and_after(axes: Axes, metric: str, data: ReportData) -> None:
    for at, one, marker in ((0, data.base, "o"), (1, data.tuned, "s")):
        rate = one.overall.interval(metric)
        bars = [[100 * (rate.estimate - rate.low)], [100 * (rate.high - rate.estimate)]]
        axes.errorbar([at], [100 * rate.estimate], yerr=bars, fmt=marker, color="C0", capsize=3)
    axes.set(ylabel=f"{metric}, %", title="held-out problems", xlim=(-0.5, 1.5))
    axes.set_xticks([0, 1], ["base", "tuned"])
    axes.grid(axis="y", alpha=0.25)


def _differences(axes: Axes, metric: str, found: Mapping[str, ReportData]) -> None:
    for place, data in enumerate(found.values()):
        gain = data.comparisons[metric].difference
        bars = [[100 * (gain.estimate - gain.low)], [100 * (gain.high - gain.estimate)]]
        colour = f"C{place}"
        axes.errorbar([100 * gain.estimate], [place], xerr=bars, fmt="o", color=colour, capsize=3)
    axes.axvline(0, color="grey", linewidth=0.8)
    axes.set(xlabel=f"change of {metric}, points", title="held-out problems")
    axes.set_yticks(range(len(found)), found)
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.25)
