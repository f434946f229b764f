"""What a checkpoint remembers of the frozen tensors: enough to refuse others, in 2 KB.

Exact hashes settle the usual case. They cannot be the only test: another solver or device rounds U,
Σ and V differently in the last bits, and that adapter is the same one. So every module is also
probed: with fixed random g, h and a, the number gᵀ U Σ (Σᵢ aᵢ Pᵢ) Vᵀ h, twice. Rounding moves it by
less than TOLERANCE of σ₁‖Σ aᵢPᵢ‖; another weight, a flipped sign or another P by order one.

An ordinary LoRA has W itself where TinyLoRA has U, Σ and V, and A before any training where it has
P. A is drawn, not solved for, so its hash settles it, and both probes are gᵀ W h. bfloat16 rounds
them by a thousandth of ‖W‖, and a LoRA of float32 weights may be put on those, so they are held
against three times the norm.

A principal is a LoRA in this, and its directions count with W. They are made, and rounded, by a
pass of the base model: so the second probe is gᵀ (Σₖ aₖ Dₖ) A h.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import torch

from tinylora.adapter.inject import ADAPTER, adapted_layers
from tinylora.adapter.layer import AdaptedLayer
from tinylora.adapter.lora import LoraLinear
from tinylora.adapter.principal import PrincipalLinear
from tinylora.identity import derive_seed, fingerprint

PROBES = 2
TOLERANCE = 2e-3


@dataclass(frozen=True)
class Signature:
    """The frozen tensors of one adapter.

    Attributes:
        modules: how many layers are adapted.
        names_hash: over their names and shapes.
        factors_hash: over the bits of every U, Σ, V; of a LoRA every W, of a principal also
            every D.
        projections_hash: over the bits of every P; of a LoRA every A before any training, of a
            principal every A.
        probes: (modules, PROBES) float32, rows in order of module names.
    """

    modules: int
    names_hash: str
    factors_hash: str
    projections_hash: str
    probes: torch.Tensor


@torch.no_grad()
def sign(model: torch.nn.Module) -> Signature:
    """Take the signature of `model`'s adapter: about a second for 250 modules."""
    factors, drawn, names, probes = hashlib.sha256(), hashlib.sha256(), [], []
    for name, layer in adapted_layers(model):
        of_weight, random = _frozen(layer)
        for part in of_weight:
            factors.update(part)
        drawn.update(random.cpu().numpy())
        down, up = layer.pair(ADAPTER)
        names.append([name, len(up), down.shape[1]])
        probes.append([value for value, _ in _probe(name, layer)])
    return Signature(
        modules=len(names),
        names_hash=fingerprint(names),
        factors_hash=factors.hexdigest()[:16],
        projections_hash=drawn.hexdigest()[:16],
        probes=torch.tensor(probes, dtype=torch.float32),
    )


@torch.no_grad()
def differing_modules(model: torch.nn.Module, probes: torch.Tensor) -> list[str]:
    """Return the names of modules whose frozen tensors are not those that `probes` came from."""
    different = []
    for (name, layer), then in zip(adapted_layers(model), probes.tolist(), strict=True):
        now = _probe(name, layer)
        if any(
            not abs(value - old) <= TOLERANCE * scale  # so that NaN differs
            for (value, scale), old in zip(now, then, strict=True)
        ):
            different.append(name)
    return different


def _frozen(layer: AdaptedLayer) -> tuple[Iterable[Any], torch.Tensor]:
    """Return what a layer's weight was made into, and what was drawn for it."""
    if isinstance(layer, PrincipalLinear):
        made = layer.directions(ADAPTER).cpu().numpy()
        return [layer.keys[ADAPTER].encode(), made], layer.tinyv_start[ADAPTER]
    if isinstance(layer, LoraLinear):
        return [layer.keys[ADAPTER].encode()], layer.tinyv_start[ADAPTER]
    found = layer.factors[ADAPTER]
    parts = (found.u, found.sigma, found.v)
    return [tensor.cpu().numpy() for tensor in parts], layer.tinyv_p[ADAPTER]


def _probe(name: str, layer: AdaptedLayer) -> list[tuple[float, float]]:
    """Return PROBES pairs (response, its scale) of one layer, computed in float64."""
    if isinstance(layer, LoraLinear):
        scale = 3 * layer.weight_norms[ADAPTER]
        of_weight = [(reading, scale) for reading in layer.readings[ADAPTER]]
        if not isinstance(layer, PrincipalLinear):
            return of_weight
        return [of_weight[0], _response(name, layer)]
    found, drawn = layer.factors[ADAPTER], layer.tinyv_p[ADAPTER].cpu().double()
    u, sigma, v = found.u.cpu().double(), found.sigma.cpu().double(), found.v.cpu().double()
    generator = torch.Generator().manual_seed(derive_seed("probe", name))
    pairs = []
    for _ in range(PROBES):
        g, h, a = (
            torch.randn(size, generator=generator, dtype=torch.float64)
            for size in (len(u), len(v), len(drawn))
        )
        mixing = (a @ drawn.flatten(1)).view(drawn.shape[1:])
        response = (g @ u * sigma) @ mixing @ (v.T @ h)
        pairs.append((float(response), float(sigma[0] * mixing.norm())))
    return pairs


def _response(name: str, layer: PrincipalLinear) -> tuple[float, float]:
    """Return (gᵀ (Σₖ aₖ Dₖ) A h, its scale) of one layer, computed in float64.

    A base in bfloat16 rounds a score by a hundredth on another machine, another D is off by order
    one: the scale is 25 norms, which makes TOLERANCE a twentieth of one.
    """
    made = layer.directions(ADAPTER).cpu().double()
    down = layer.tinyv_start[ADAPTER].cpu().double()
    generator = torch.Generator().manual_seed(derive_seed("probe", "directions", name))
    sizes = (made.shape[1], down.shape[1], len(made))
    g, h, a = (torch.randn(size, generator=generator, dtype=torch.float64) for size in sizes)
    up, inner = (a @ made.flatten(1)).view(made.shape[1:]), down @ h
    return float(g @ up @ inner), float(25 * up.norm() * inner.norm())
