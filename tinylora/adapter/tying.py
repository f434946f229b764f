"""Which adapted modules share a v.

The answer depends on the set of module names alone, never on the order in which they are visited.

The fixed random projections P of one module.
"""

import math
import re
from collections.abc import Collection
from dataclasses import dataclass

import torch

from tinylora.errors import SettingsError
from tinylora.identity import derive_seed


@dataclass(frozen=True)
class Groups:
    """A partition of the adapted modules.

    Attributes:
        labels: the groups' names, in the order in which v holds their numbers.
        row: which of them each module belongs to.
    """

    labels: tuple[str, ...]
    row: dict[str, int]


def group(names: Collection[str], targets: Collection[str], tying: str) -> Groups:
    """Partition the modules `names` as `tying` says.

    Args:
        names: of all adapted modules.
        targets: the suffixes that chose them.
        tying: "all", "per_module", "per_kind" (one group a target), or "groups:N" (N runs of
            consecutive decoder layers whose lengths differ by one at most).

    Raises:
        SettingsError: there are fewer layers than groups, or a module stands in no numbered layer.
    """
    if tying == "all":
        return Groups(("all",), dict.fromkeys(names, 0))
    if tying == "per_module":
        return _by_label({name: name for name in names})
    if tying == "per_kind":
        return _by_label({name: _kind(name, targets) for name in names})
    return _runs(names, int(tying.removeprefix("groups:")))


def _by_label(label: dict[str, str]) -> Groups:
    labels = tuple(sorted(set(label.values())))
    place = {name: row for row, name in enumerate(labels)}
    return Groups(labels, {name: place[kind] for name, kind in label.items()})


def _kind(name: str, targets: Collection[str]) -> str:
    """Return the longest target that `name` ends in."""
    fitting = [target for target in targets if name == target or name.endswith(f".{target}")]
    return max(fitting, key=len)


def _runs(names: Collection[str], count: int) -> Groups:
    layer = {name: _layer(name, count) for name in names}
    layers = sorted(set(layer.values()))
    if count > len(layers):
        raise SettingsError(
            f"adapter.tying: groups:{count} of {len(layers)} adapted layers; ask for "
            f"{len(layers)} at most"
        )
    run = {number: place * count // len(layers) for place, number in enumerate(layers)}
    ends = [[number for number in layers if run[number] == row] for row in range(count)]
    labels = tuple(f"layers {own[0]}-{own[-1]}" for own in ends)
    return Groups(labels, {name: run[number] for name, number in layer.items()})


def _layer(name: str, count: int) -> int:
    found = re.search(r"\.(\d+)\.", f".{name}.")
    if found is None:
        raise SettingsError(
            f"adapter.tying: groups:{count} counts layers, and {name} stands in none; leave it out "
            "of adapter.targets or tie per_kind"
        )
    return int(found[1])


def projections(module: str, seed: int, u: int, rank: int, kind: str) -> torch.Tensor:
    """Draw P, (u, rank, rank) float32 on the CPU, entries N(0, 1) / √rank.

    The generator is the module's own, seeded from `seed` and its name, so neither the order of
    visiting nor the set of targets changes what a module draws. Drawn in float64: the vectorised
    and the plain code paths of different CPUs then round to the same float32.

    Args:
        module: the module's name inside the base model.
        seed: of the adapter.
        u: length of v.
        rank: of the factors.
        kind: "dense", or "diagonal" for numbers on the diagonal alone.
    """
    generator = torch.Generator().manual_seed(derive_seed(seed, module))
    size = (u, rank, rank) if kind == "dense" else (u, rank)
    drawn = torch.randn(size, generator=generator, dtype=torch.float64) / math.sqrt(rank)
    return (drawn if kind == "dense" else torch.diag_embed(drawn)).float()
