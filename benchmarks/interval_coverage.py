"""How often 95% intervals over problems hold the truth: ours against the bootstrap.

`python -m benchmarks.interval_coverage [REPEATS]` prints, for problems whose pass rates are spread
as an evaluation's are, the share of intervals that hold the true mean and their mean width. Of the
same draws: what `mean_interval` returns, scipy's percentile and BCa bootstraps over problems, and
Student's t. A second table does the same for differences of base and tuned, as `compare` gives.
"""

import sys
from collections.abc import Iterator

import numpy as np
from scipy.stats import bootstrap, t

from tinylora.evaluation.statistics.intervals import Interval, mean_interval
from tinylora.evaluation.statistics.paired import compare

RESAMPLES = 999
Bounds = tuple[float, float]
RATES = {
    "2% solved, most never": (0.02, 1.0),
    "5% solved, most never": (0.05, 1.0),
    "10% solved": (0.1, 2.0),
    "30% solved": (0.3, 2.0),
    "90% solved": (0.9, 2.0),
}
"""Mean, and pseudo-counts of the beta distribution that problems' pass rates are drawn from."""
SIZES = ((20, 4), (40, 4), (40, 8), (165, 4))
"""Problems, samples of each."""
CHANGES = {"nothing changed": 0.0, "10% of problems got better": 0.1}


def main() -> None:
    """Print both tables."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    rng = np.random.default_rng(20_260_306)
    _table("a policy's rate", list(_rate_rows(repeats, rng)))
    _table("tuned minus base", list(_difference_rows(repeats, rng)))


def _rate_rows(repeats: int, rng: np.random.Generator) -> Iterator[tuple[str, dict[str, list]]]:
    for name, (mean, weight) in RATES.items():
        for problems, samples in SIZES:
            found: dict[str, list] = {}
            for _ in range(repeats):
                rates = rng.beta(mean * weight, (1 - mean) * weight, problems)
                values = rng.binomial(samples, rates) / samples
                ours = mean_interval([[value, value] for value in values])
                bounds = {"ours": (ours.low, ours.high), **_others(values, rng, ours)}
                _count(found, bounds, mean)
            yield f"{name}, {problems} × {samples}", found


def _difference_rows(
    repeats: int, rng: np.random.Generator
) -> Iterator[tuple[str, dict[str, list]]]:
    for name, share in CHANGES.items():
        for problems, samples in SIZES:
            found: dict[str, list] = {}
            for _ in range(repeats):
                before = rng.beta(0.1, 1.9, problems)
                better = rng.random(problems) < share
                after = np.where(better, (1 + before) / 2, before)
                base, tuned = (rng.binomial(samples, rates) / samples for rates in (before, after))
                ours = compare(_keyed(base), _keyed(tuned)).difference
                bounds = {"ours": (ours.low, ours.high), **_others(tuned - base, rng, ours)}
                _count(found, bounds, share * 0.95 / 2)
            yield f"{name}, {problems} × {samples}", found


def _others(values: np.ndarray, rng: np.random.Generator, ours: Interval) -> dict[str, Bounds]:
    if np.ptp(values) == 0:  # they would claim certainty: each gets Wilson's interval, as ours has
        return dict.fromkeys(("percentile", "BCa", "Student"), (ours.low, ours.high))
    error = values.std(ddof=1) / np.sqrt(len(values))
    student = t.interval(0.95, len(values) - 1, loc=values.mean(), scale=error)
    return {
        "percentile": _bootstrap(values, "percentile", rng),
        "BCa": _bootstrap(values, "BCa", rng),
        "Student": student,
    }


def _bootstrap(values: np.ndarray, method: str, rng: np.random.Generator) -> Bounds:
    made = bootstrap((values,), np.mean, n_resamples=RESAMPLES, method=method, rng=rng)
    return made.confidence_interval.low, made.confidence_interval.high


def _count(found: dict[str, list], bounds: dict[str, Bounds], truth: float) -> None:
    for method, (low, high) in bounds.items():
        found.setdefault(method, []).append((low <= truth <= high, high - low))


def _keyed(values: np.ndarray) -> dict[str, list[float]]:
    return {str(place): [value, value] for place, value in enumerate(values)}


def _table(title: str, rows: list[tuple[str, dict[str, list]]]) -> None:
    methods = list(rows[0][1])
    print(f"\n{title}: % that hold the truth / mean width in points")
    print(" " * 44 + "".join(f"{method:>15}" for method in methods))
    for name, found in rows:
        print(f"{name:<44}" + "".join(f"{_shown(found[method]):>15}" for method in methods))


def _shown(pairs: list[tuple[bool, float]]) -> str:
    held, width = 100 * np.mean(pairs, axis=0)
    return f"{held:5.1f} / {width:4.1f}"


if __name__ == "__main__":
    main()
