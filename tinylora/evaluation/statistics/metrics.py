"""The three metrics every comparison prints, each a number in [0, 1] per completion."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tinylora.display import fixed, interval, percent, points
from tinylora.evaluation.records import JudgedCompletion

DECIMAL = fixed(3)


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured of one completion, and how people read it."""

    name: str
    of: Callable[[JudgedCompletion], float]
    percent: bool = True
    """Rates read as percent and differ by points; scores read as decimals."""

    def show(self, value: float) -> str:
        """Return a value for people: "3.6%" or "0.436"."""
        return percent(value) if self.percent else DECIMAL(value)

    def show_range(self, low: float, high: float) -> str:
        """Return an interval for people: "[1.7, 7.7]" or "[0.401, 0.467]"."""
        return interval(low, high) if self.percent else f"[{DECIMAL(low)}, {DECIMAL(high)}]"

    def show_difference(self, value: float) -> str:
        """Return a signed difference: "+1.8 points" or "-0.012"."""
        return points(value) if self.percent else f"{value:+.3f}"

    def show_size(self, value: float) -> str:
        """Return an unsigned difference: "11.0 points" or "0.042"."""
        return self.show_difference(abs(value)).removeprefix("+")


PASS_AT_1 = Metric("pass@1", lambda row: float(row.solved))
COMPILE_RATE = Metric("compile rate", lambda row: float(row.compiled))
MEAN_SCORE = Metric("mean score", lambda row: row.score, percent=False)
METRICS = (PASS_AT_1, COMPILE_RATE, MEAN_SCORE)


def values_by_problem(rows: Iterable[JudgedCompletion], metric: Metric) -> dict[str, list[float]]:
    """Return, for each problem key, the metric of each of its samples in sample order."""
    values: dict[str, list[float]] = {}
    for row in sorted(rows, key=lambda row: (row.problem_key, row.sample)):
        values.setdefault(row.problem_key, []).append(metric.of(row))
    return values
