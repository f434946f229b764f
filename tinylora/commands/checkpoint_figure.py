"""A picture of an adapter: ‖ΔW‖/‖W‖ of each module, by decoder layer and projection."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tinylora.errors import SettingsError

FORMATS = (".png", ".svg", ".pdf")
IN_A_LAYER = re.compile(r"(?:^|\.)layers\.(\d+)\.(?:.*\.)?([^.]+)$")


def check_name(out: Path) -> None:
    """Refuse, before a model is loaded for it, a picture that could not be written.

    Raises:
        SettingsError: the suffix names no format, or the folder is not there.
    """
    if out.suffix not in FORMATS:
        raise SettingsError(f"--figure {out}: no format of ours; end it in {', '.join(FORMATS)}")
    if not out.parent.is_dir():
        raise SettingsError(f"--figure {out}: there is no folder {out.parent}")


def draw(said: Mapping[str, Any], out: Path) -> None:
    """Write what `show` measured to `out`, in the format that its suffix names.

    Raises:
        SettingsError: v is zero, or no module is in a numbered layer.
    """
    from matplotlib.colors import LogNorm  # a tenth of a second that other commands need not wait
    from matplotlib.figure import Figure

    found = said["description"]
    kinds, table = by_layer(found["modules"])
    positive = [ratio for row in table for ratio in row if ratio]
    if not positive:
        raise SettingsError(
            f"{said['file']}: no ‖ΔW‖/‖W‖ to draw: v is zero, or no module is in a numbered layer"
        )
    figure = Figure(figsize=(9, 0.9 + 0.36 * len(kinds)), layout="constrained")
    axes = figure.subplots()
    norm = LogNorm(min(positive), max(positive)) if min(positive) < max(positive) else None
    shown = [[ratio or float("nan") for ratio in row] for row in table]
    image = axes.imshow(shown, norm=norm, cmap="viridis", aspect="auto")
    axes.set_yticks(range(len(kinds)), [kind.removesuffix("_proj") for kind in kinds])
    axes.set_xlabel("decoder layer")
    axes.set_title(_title(said), loc="left", fontsize=10)
    axes.spines[:].set_visible(False)
    figure.colorbar(image, label="‖ΔW‖ / ‖W‖", pad=0.01)
    figure.savefig(out, dpi=110)


def by_layer(modules: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[float | None]]]:
    """Return the kinds of projection, as they first come, and a row of ratios for each by layer."""
    cells, kinds, last = {}, [], -1
    for module in modules:
        if place := IN_A_LAYER.search(module["name"]):
            layer, kind = int(place[1]), place[2]
            cells[kind, layer], last = module["ratio"], max(last, layer)
            kinds += [] if kind in kinds else [kind]
    return kinds, [[cells.get((kind, layer)) for layer in range(last + 1)] for kind in kinds]


def _title(said: Mapping[str, Any]) -> str:
    found, base = said["description"], said["base"]["name"]
    name = re.split(r"[:/]", base)[-1]
    return (
        f"{name}, step {said['step']}: |v| {found['v_norm']:.2g}, ‖ΔW‖/‖W‖ overall "
        f"{found['ratio']:.2g}, {found['share_under_bf16']:.0%} under bf16's resolution"
    )
