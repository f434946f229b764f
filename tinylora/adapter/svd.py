"""The truncated SVD of one weight.

A full SVD of every weight of a 3B model takes a quarter of an hour on two cores; the adapter needs
the top r triplets of each, to 1e-5 in the values and 1e-4 in the vectors.

Two singular values closer than a rounding error define a plane, not two vectors: no solver can
agree with another inside it. `Factors.gap` says how close the closest pair is, and `attach` warns
where it is under NEAR. Where the iteration does not converge, the matrix is decomposed in full.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor

from tinylora.adapter.lanczos import OVERSAMPLE, NotConverged, gaps, leading

log = logging.getLogger(__name__)
NEAR = 1e-6
"""Of `Factors.gap`. float32 weights that differ by rounding, as on another device, have by then
leading vectors that differ by percents."""
SMALL = 64
"""A matrix with a side this short is decomposed in full: cheaper than iterating."""


@dataclass(frozen=True)
class Factors:
    """The truncated SVD of one (m, n) weight; U and V orthonormal.

    Attributes:
        u: (m, r) float32; in each column the entry of largest magnitude is positive.
        sigma: (r,) float32, descending.
        v: (n, r) float32.
        gap: smallest distance between a kept singular value and any other, relative to the
            largest. Under NEAR the vectors depend on the solver.
        weight_norm: ‖W‖_F.
    """

    u: Tensor
    sigma: Tensor
    v: Tensor
    gap: float
    weight_norm: float


def truncated_svd(weight: Tensor, rank: int) -> Factors:
    """Decompose `weight`, (m, n) float32 on any device, to its top `rank` triplets.

    Raises:
        ValueError: rank exceeds the shorter side, or the weight holds NaN or infinity.
    """
    short = min(weight.shape)
    if rank > short:
        raise ValueError(f"rank {rank} exceeds the shorter side of a {tuple(weight.shape)} weight")
    norm = float(torch.linalg.vector_norm(weight, dim=1).double().norm())
    if not norm < float("inf"):
        raise ValueError("the weight holds NaN or infinity")
    with exact_products():
        u, sigma, v, every = _triplets(weight, rank)
    u, v = _fix_signs(u[:, :rank], v[:, :rank])
    return Factors(
        u=u.float().contiguous(),
        sigma=sigma[:rank].float(),
        v=v.float().contiguous(),
        gap=float(gaps(every, rank).min() / every[0]) if every[0] > 0 else 0.0,
        weight_norm=norm,
    )


@contextmanager
def exact_products() -> Iterator[None]:
    """Multiply in float32 whatever model.matmul_precision says.

    Factors belong to the weights alone; and rounded products of two ways to compute the same
    differ where exact ones do not.
    """
    before = torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("highest")
    try:
        yield
    finally:
        torch.set_float32_matmul_precision(before)


def _triplets(weight: Tensor, rank: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return U, σ and V, of `rank` triplets at least, and the singular values known, for gaps."""
    if min(weight.shape) > max(SMALL, 4 * (rank + OVERSAMPLE)):
        tall = weight.shape[0] >= weight.shape[1]
        try:
            u, sigma, v, every = leading(weight if tall else weight.T, rank)
            return (u, sigma, v, every) if tall else (v, sigma, u, every)
        except NotConverged:
            log.warning(
                "the leading %d singular vectors of a %d by %d weight do not converge by "
                "iteration: decomposing it in full, which takes up to a minute",
                rank,
                *weight.shape,
            )
    u, sigma, vh = torch.linalg.svd(weight.double(), full_matrices=False)
    return u, sigma, vh.T, sigma


def _fix_signs(u: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
    """Make the entry of largest magnitude in each column of U positive; V follows.

    LAPACK, CUDA and iteration choose signs freely, and with an r by r projection a flipped pair
    changes ΔW.
    """
    peaks = u.gather(0, u.abs().argmax(dim=0, keepdim=True))
    signs = torch.where(peaks < 0, -1.0, 1.0).to(u.dtype)
    return u * signs, v * signs
