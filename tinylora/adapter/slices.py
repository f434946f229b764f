"""A block of vectors times WᵀW, where the iteration spends its time.

W is read from memory once a round, in slices that stay in the processor's cache while they are
multiplied twice. The vectors are rows: on a 2048-wide MLP `block · Wᵀ · W` takes an eighth of
`Wᵀ · (W · blockᵀ)`. The slices go to threads of ours, and torch's own wait meanwhile: products this
thin gain little from them, and beside another busy process they were five times slower than one.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import torch
from torch import Tensor

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
