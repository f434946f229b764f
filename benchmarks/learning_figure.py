"""The learning curves: training reward by step, and held-out compile rate before and after."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from matplotlib.figure import Figure

from tinylora.evaluation.report_data import ReportData

WINDOW = 5
"""Steps in the running mean: a rollout batch holds few problems."""


def draw(found: Mapping[str, ReportData], out: Path) -> None:
    """Write the figure to `out`, in the format its suffix names."""
    figure = Figure(figsize=(10, 4), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[3, 2])
    for place, (name, data) in enumerate(found.items()):
        steps = [row["step"] for row in data.steps]
        rewards = np.array([row["reward_mean"] for row in data.steps])
        colour = f"C{place}"
        left.plot(steps, rewards, ".", color=colour, alpha=0.35)
        smooth = np.convolve(
            np.pad(rewards, WINDOW // 2, "edge"), np.ones(WINDOW) / WINDOW, "valid"
        )
        left.plot(steps, smooth, color=colour, label=name)
        for at, one, marker in ((0, data.base, "o"), (1, data.tuned, "s")):
            rate = one.overall.compile_rate
            right.errorbar(
                [at + 0.06 * place],
                [100 * rate.estimate],
                yerr=[[100 * (rate.estimate - rate.low)], [100 * (rate.high - rate.estimate)]],
                fmt=marker,
                color=colour,
                capsize=3,
            )
    left.set(xlabel="step", ylabel="reward of the rollouts", title="training problems")
    left.legend(frameon=False)
    right.set(ylabel="compile rate, %", title="held-out problems", xlim=(-0.5, 1.8))
    right.set_xticks([0.1, 1.1], ["base", "tuned"])
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", alpha=0.25)
    figure.savefig(out, dpi=150)
