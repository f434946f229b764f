"""Holm's correction of many comparisons: of twenty equals, one looks better at p < 0.05."""

from collections.abc import Sequence
from dataclasses import replace

from statsmodels.stats.multitest import multipletests

from tinylora.evaluation.statistics.comparison import Comparison


def holm(p_values: Sequence[float]) -> list[float]:
    """Return each p made larger so that the chance of any false one among them stays its level.

    Holm 1979: at least as strong as Bonferroni's correction, whatever the tests share.
    """
    if not p_values:
        return []
    return [float(p) for p in multipletests(p_values, method="holm")[1]]


def corrected(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Return the comparisons with their p corrected for one another; one alone is left as it is.

    The intervals stay those of each comparison by itself.
    """
    if len(comparisons) < 2:
        return list(comparisons)
    values = holm([made.p_value for made in comparisons])
    return [
        replace(made, corrected_p=p, family=len(comparisons))
        for made, p in zip(comparisons, values, strict=True)
    ]
