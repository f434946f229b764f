"""The leading eigenpairs of WᵀW, by block Lanczos iteration.

Block Krylov iteration (Musco and Musco 2015, arXiv 1504.05477) seen from the shorter side: each
round multiplies a block of vectors by W and Wᵀ, makes it orthogonal to all earlier ones and solves
the small projected problem. It needs a quarter of the rounds of plain subspace iteration on the
flat spectra of up and value projections.

Stopping rule, for every kept pair i with eigenvalue θᵢ = σᵢ², residual eᵢ = ‖WᵀW vᵢ − θᵢ vᵢ‖ and
gapᵢ its distance to the nearest other θ: eᵢ ≤ ANGLE · gapᵢ. By Davis and Kahan the angle to the
true vector is then at most about ANGLE; the error of σᵢ is quadratic in it. Rounds run in float32
until its rounding hides the residual; where that is too early, they go on in float64 from there.

A block of vectors times WᵀW, where the iteration spends its time.

W is read from memory once a round, in slices that stay in the processor's cache while they are
multiplied twice. The vectors are rows: on a 2048-wide MLP `block · Wᵀ · W` takes an eighth of
`Wᵀ · (W · blockᵀ)`. The slices go to threads of ours, and torch's own wait meanwhile: products this
thin gain little from them, and beside another busy process they were five times slower than one.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import torch
from torch import Tensor

OVERSAMPLE = 4
"""Vectors carried beyond the rank: they show the gap to the next singular value."""
ANGLE = 2e-5
"""Radians. A fifth of what tests hold against the full SVD."""
FLOAT32_FLOOR = 1e-6
FLOAT64_FLOOR = 1e-14
"""Residual relative to θ₁ under which rounding hides what is left."""
MAX_BLOCKS = 32
MAX_RESTARTS = 20


class NotConverged(Exception):
    """MAX_RESTARTS in float64 leave the stopping rule unmet."""


def leading(weight: Tensor, rank: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return U (m, r), σ (r,), V (n, r) and all σ the iteration saw, for gaps; m ≥ n.

    Raises:
        NotConverged: what was found is no better than a guess.
    """
    generator = torch.Generator().manual_seed(0)
    block = torch.randn(rank + OVERSAMPLE, weight.shape[1], generator=generator).to(weight.device)
    with slicing(weight) as product:
        for precision, floor in ((torch.float32, FLOAT32_FLOOR), (torch.float64, FLOAT64_FLOOR)):
            matrix, block = weight.to(precision), block.to(precision)
            for _ in range(MAX_RESTARTS):
                theta, block, state = _krylov(partial(product, matrix), block, rank, floor)
                if state != "full":
                    break
            if state == "converged":
                break
    if state == "full":
        raise NotConverged
    image = block[:rank] @ matrix.T
    sigma = image.norm(dim=1)
    u = image / sigma[:, None].clamp_min(torch.finfo(sigma.dtype).tiny)
    return u.T, sigma, block[:rank].T, theta.clamp_min(0).sqrt()


def _krylov(
    gram: Callable[[Tensor], Tensor], start: Tensor, rank: int, floor: float
) -> tuple[Tensor, Tensor, str]:
    """Run Lanczos rounds from `start`, b vectors as the rows of (b, n); `gram` applies WᵀW to them.

    Returns:
        Ritz values (descending, CPU float64), the b leading Ritz vectors, and why it ended:
        "converged" by the rule, "floor" where this precision can do no more, "full" at MAX_BLOCKS.
    """
    width, n = start.shape
    size = min(MAX_BLOCKS, n // width) * width
    basis = start.new_empty(size, n)
    projected = torch.zeros(size, size, dtype=torch.float64)
    block, used, state = _orthonormal(start)[0], 0, "full"
    while state == "full" and used < size:
        basis[used : used + width] = block
        used += width
        seen = basis[:used]
        image = gram(block)
        overlap = image @ seen.T
        projected[used - width : used, :used] = overlap.double().cpu()
        projected[:used, used - width : used] = projected[used - width : used, :used].T.clone()
        block, beta = _orthonormal(image - overlap @ seen)
        # again: rounding left a little of the basis, and all of it where W has too low a rank
        block, left = _orthonormal(block - (block @ seen.T) @ seen)
        beta = left @ beta
        theta, ritz = torch.linalg.eigh(projected[:used, :used])
        theta, ritz = theta.flip(0), ritz.flip(1)
        residual = (beta.double().cpu() @ ritz[-width:, :rank]).norm(dim=0)
        state = _verdict(theta, residual, rank, floor)
    return theta, ritz[:, :width].T.to(basis) @ basis[:used], state


def _orthonormal(rows: Tensor) -> tuple[Tensor, Tensor]:
    """Return orthonormal rows, (b, n), and R, (b, b), with rows = Rᵀ · them."""
    q, r = torch.linalg.qr(rows.T)
    return q.T.contiguous(), r


def _verdict(theta: Tensor, residual: Tensor, rank: int, floor: float) -> str:
    noise = floor * float(theta[0])
    allowed = ANGLE * gaps(theta, rank)
    if bool((residual.clamp_min(noise) <= allowed).all()):
        return "converged"
    return "floor" if bool((residual <= noise).all()) else "full"


def gaps(values: Tensor, rank: int) -> Tensor:
    """Return (rank,): each leading value's distance to its nearest neighbour."""
    distance = (values[:rank, None] - values[None, :]).abs()
    distance.fill_diagonal_(float("inf"))
    return distance.min(dim=1).values if values.numel() > 1 else values[:rank]


SLICE = 1024
"""Rows of W: 8 MB at a width of 2048. The sum has one order, whatever the number of threads."""


@contextmanager
def slicing(weight: Tensor) -> Iterator[Callable[[Tensor, Tensor], Tensor]]:
    """Yield f(matrix (m, n), block (b, n)) → block · matrixᵀ · matrix, for matrices of this size.

    On the CPU torch has one thread inside, and as many as before afterwards.
    """
    if weight.device.type != "cpu":
        yield _product
        return
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with ThreadPoolExecutor(threads, "slices", torch.set_num_threads, (1,)) as pool:
            yield lambda matrix, block: _summed(pool, matrix, block)
    finally:
        torch.set_num_threads(threads)


def _summed(pool: ThreadPoolExecutor, matrix: Tensor, block: Tensor) -> Tensor:
    slices = matrix.split(SLICE)
    if len(slices) < 3:  # handing over would take longer than it saves
        return _product(matrix, block)
    return torch.stack([*pool.map(lambda part: _product(part, block), slices)]).sum(0)


def _product(matrix: Tensor, block: Tensor) -> Tensor:
    return (block @ matrix.T) @ matrix
