"""Two counts such as 3/165 and 6/165, nothing known about which problems: unpaired samples."""

from scipy.stats import fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep

from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.intervals import Interval
from tinylora.evaluation.statistics.power import unpaired_detectable


def compare_counts(
    base: tuple[int, int], tuned: tuple[int, int], confidence: float = 0.95
) -> Comparison:
    """Compare two rates, each (successes, problems): Fisher's exact test, Newcombe's interval.

    Where per-problem outcomes are known, `paired.compare` sees smaller differences.

    Raises:
        NotComparable: a count is not 0 <= successes <= problems with at least one problem.
    """
    for successes, n in (base, tuned):
        if not 0 <= successes <= n or n == 0:
            raise NotComparable(
                f"count {successes}/{n} is no rate: give successes/problems, for example 3/165"
            )
    (base_hits, base_n), (tuned_hits, tuned_n) = base, tuned
    table = [[tuned_hits, tuned_n - tuned_hits], [base_hits, base_n - base_hits]]
    alpha = 1 - confidence
    low, high = confint_proportions_2indep(
        tuned_hits, tuned_n, base_hits, base_n, method="newcomb", compare="diff", alpha=alpha
    )
    before, after = base_hits / base_n, tuned_hits / tuned_n
    return Comparison(
        base=before,
        tuned=after,
        difference=Interval(after - before, float(low), float(high), confidence, "Newcombe"),
        p_value=float(fisher_exact(table).pvalue),
        test="Fisher's exact test",
        problems=min(base_n, tuned_n),
        detectable=unpaired_detectable(before, base_n, tuned_n, alpha),
    )
