"""What an adapter does to its weights, in numbers: with the base model, or from v alone.

Without a model W is unknown, but P is not: its entries have variance 1/r, so in the mean over P

    dense:     ‖ΔW‖² = |v|² Σσⱼ² (paper)   or   |v|² (Σσⱼ)² / r ≤ |v|² Σσⱼ² (peft)
    diagonal:  ‖ΔW‖² = |v|² Σσⱼ² / r

where Σσⱼ² ≤ ‖W‖² runs over the r directions that move. So |v|, or |v|/√r, is what these directions
change by relative to themselves, and the whole weight changes by no more.
"""

import math
from dataclasses import dataclass
from typing import Any

import torch
from peft import PeftModel

from tinylora.adapter.inject import (
    ADAPTER,
    adapted_layers,
    attached_settings,
    group_labels,
    listed,
    trainable_vector,
    weight_change,
)
from tinylora.adapter.resolution import (
    BF16,
    BROKEN,
    OF_LORA,
    OF_PRINCIPAL,
    SOLVED,
    ZERO,
    half_spacing,
    of_modules,
    of_vector,
)
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.weights import storage


@dataclass(frozen=True)
class ModuleChange:
    """One adapted module: ‖ΔW‖_F, ‖W‖_F, and the first over the second."""

    name: str
    change_norm: float
    weight_norm: float
    ratio: float


@dataclass(frozen=True)
class Description:
    """An adapter's telemetry; what needs the weights is None, or empty, without a model.

    Attributes:
        trained: how many numbers train.
        v: all of them, one group of tied modules after another; None where they are more than
            metadata.MOST_LISTED.
        v_norm: |v| over all of them.
        v_max: largest magnitude.
        v_dtype: how v is stored.
        v_spacing: distance from v_max to the next larger number of that dtype. A step of less than
            half of it leaves that number where it is.
        group_norms: |v| of each group, u numbers each; a LoRA or a principal is one group.
        group_labels: the groups' names; empty without a model.
        expected_ratio: ‖ΔW‖/‖W‖ along the directions that move, root mean square over P, of the
            group whose v is longest; None where v was solved for with P known, and of another kind,
            whose v alone does not say.
        ratio: ‖ΔW‖_F / ‖W‖_F over all adapted weights together.
        modules: each module's own, by name.
        share_under_bf16: share of modules with ‖ΔW‖_F < 2⁻⁹ ‖W‖_F (see resolution.py).
        conclusion: one sentence.
    """

    trained: int
    v: tuple[float, ...] | None
    v_norm: float
    v_max: float
    v_dtype: str
    v_spacing: float
    group_norms: tuple[float, ...]
    group_labels: tuple[str, ...]
    expected_ratio: float | None
    ratio: float | None
    modules: tuple[ModuleChange, ...]
    share_under_bf16: float | None
    conclusion: str


@torch.no_grad()
def describe(model: PeftModel, solved: bool = False) -> Description:
    """Describe the adapter of `model`, from `attach`; no ΔW is built for it.

    Args:
        model: from `attach`.
        solved: as in `describe_vector`.
    """
    modules, held = [], set()
    for name, layer in adapted_layers(model):
        change, weight = float(layer.change_norm(ADAPTER)), layer.weight_norms[ADAPTER]
        modules.append(ModuleChange(name, change, weight, change / weight if weight else 0.0))
        held.add(storage(layer.base_layer))
    v = trainable_vector(model).detach()
    weights = max(sorted(held), key=half_spacing)  # of several dtypes the coarsest counts
    under, under_bf16 = (
        sum(module.change_norm < share * module.weight_norm for module in modules)
        for share in (half_spacing(weights), BF16)
    )
    concluded = of_modules(under, under_bf16, len(modules), weights) if v.any() else ZERO
    return Description(
        **_of_v(v, attached_settings(model), solved),
        group_labels=group_labels(model),
        ratio=weight_change(model),
        modules=tuple(modules),
        share_under_bf16=under_bf16 / len(modules),
        conclusion=concluded if v.isfinite().all() else BROKEN,
    )


def describe_vector(
    v: torch.Tensor, settings: AdapterSettings, weights: str, solved: bool = False
) -> Description:
    """Describe what is known of an adapter without its base model.

    Args:
        v: (k·u,), or a LoRA's, in the dtype it is stored in.
        settings: of the adapter.
        weights: how the base's weights are held: float32, bfloat16, float16 or nf4.
        solved: v was fitted to P, as an import from PEFT does, so no mean over P is its own.
    """
    fields = _of_v(v, settings, solved)
    ratio = fields["expected_ratio"]
    if solved:
        conclusion = SOLVED
    elif settings.kind != "tinylora" and 0 < fields["v_norm"] < math.inf:
        conclusion = OF_LORA if settings.kind == "lora" else OF_PRINCIPAL
    else:
        moved = fields["v_norm"] if ratio is None else ratio
        conclusion = of_vector(moved, settings.rank, weights)
    return Description(
        **fields,
        group_labels=(),
        ratio=None,
        modules=(),
        share_under_bf16=None,
        conclusion=conclusion,
    )


def spacing(value: float, dtype: torch.dtype) -> float:
    """Return the distance from |`value`| to the next larger number of `dtype`."""
    held = torch.tensor(abs(value), dtype=dtype)
    return float(torch.nextafter(held, torch.tensor(math.inf, dtype=dtype)) - held)


def _of_v(v: torch.Tensor, settings: AdapterSettings, solved: bool) -> dict[str, Any]:
    wide, tiny = v.cpu().double(), settings.kind == "tinylora"
    groups = wide.view(-1 if tiny else 1, settings.u if tiny else v.numel())
    norms, largest = groups.norm(dim=1), float(wide.abs().max())
    ratio = float(norms.max())
    if settings.projection == "diagonal":
        ratio /= math.sqrt(settings.rank)
    return {
        "trained": v.numel(),
        "v": listed(wide),
        "v_norm": float(wide.norm()),
        "v_max": largest,
        "v_dtype": str(v.dtype).removeprefix("torch."),
        "v_spacing": spacing(largest, v.dtype),
        "group_norms": tuple(norms.tolist()),
        "expected_ratio": None if solved or not tiny else ratio,
    }
