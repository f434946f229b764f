"""How each cost grows: CPU seconds by size, both axes logarithmic, beside a line of n log n."""

from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure


def draw(found: list[dict[str, Any]], out: Path) -> None:
    """Write the figure of rows with `of`, `n`, `work` and `CPU s` to `out`."""
    grown = list(dict.fromkeys(row["of"] for row in found))
    figure = Figure(figsize=(4 * len(grown), 3.6), layout="constrained")
    for axes, of in zip(figure.subplots(1, len(grown), squeeze=False)[0], grown, strict=True):
        rows = [row for row in found if row["of"] == of]
        for name in dict.fromkeys(row["work"] for row in rows):
            sizes, seconds = zip(
                *((row["n"], row["CPU s"]) for row in rows if row["work"] == name), strict=True
            )
            axes.loglog(sizes, seconds, "o-", label=name)
        sizes = np.unique([row["n"] for row in rows]).astype(float)
        most = max(row["CPU s"] for row in rows)
        line = sizes * np.log(sizes) / (sizes[-1] * np.log(sizes[-1]))
        axes.loglog(sizes, most * line, color="grey", linewidth=0.8, label="n log n")
        axes.set(xlabel=of, ylabel="CPU seconds")
        axes.legend(frameon=False, fontsize="small")
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(out, dpi=150)
