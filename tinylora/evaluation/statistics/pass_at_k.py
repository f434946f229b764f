"""Unbiased pass@k: the chance that at least one of k samples is right (Chen et al. 2021, eq. 1).

pass@k = 1 - C(n-c, k) / C(n, k) for a problem with c right among n samples: the chance that k draws
without replacement from those n hold a right one, the hypergeometric survival function at 0.
"""

from functools import cache

from scipy.stats import hypergeom


@cache
def pass_at_k(n: int, c: int, k: int) -> float:
    """Return the unbiased pass@k of one problem (arXiv 2107.03374, eq. 1).

    Args:
        n: samples drawn.
        c: samples that solved the problem.
        k: samples one may submit, 1 to n.

    Raises:
        ValueError: not 0 <= c <= n or not 1 <= k <= n.
    """
    if not 0 <= c <= n or not 1 <= k <= n:
        raise ValueError(f"pass@k needs 0 <= c <= n and 1 <= k <= n, got n={n}, c={c}, k={k}")
    return float(hypergeom.sf(0, n, c, k))


def reported_ks(n: int) -> tuple[int, ...]:
    """Return the k that are reported for n samples a problem: 1, 2, 4, 8, … up to n."""
    return tuple(1 << i for i in range(n.bit_length()))
