"""The registry of metrics: each is one number of one judged completion, and one entry here.

An entry is all that a metric needs (docs/metrics.md). From it follow its column in the views of
`sql/`, its interval in summaries, leaderboards and reports, its comparison between two policies,
whether a change for the worse raises an alarm, and whether a training may choose its checkpoint by
it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from statistics import fmean
from typing import Any, Literal

from tinylora.display import fixed, interval, percent, points
from tinylora.evaluation.records import JudgedCompletion, Outcome

DECIMAL = fixed(3)


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured of one completion, and how people read it."""

    name: str
    of: Callable[[Any], float]
    """A number in [0, 1]."""
    percent: bool = True
    """Rates read as percent and differ by points; scores read as decimals."""

    def show(self, value: float) -> str:
        """Return a value for people: "3.6%" or "0.436"."""
        return percent(value) if self.percent else DECIMAL(value)

    def show_range(self, low: float, high: float) -> str:
        """Return an interval for people: "[1.7, 7.7]" or "[0.401, 0.467]"."""
        return interval(low, high) if self.percent else f"[{DECIMAL(low)}, {DECIMAL(high)}]"

    def show_difference(self, value: float) -> str:
        """Return a signed difference: "+1.8 points" or "-0.012"; a tiny negative one is +0.000."""
        return points(value) if self.percent else f"{round(value, 3) + 0.0:+.3f}"

    def show_size(self, value: float) -> str:
        """Return an unsigned difference: "11.0 points" or "0.042"."""
        return self.show_difference(abs(value)).removeprefix("+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredMetric(Metric):
    """A metric of judged programs: a pure function of one, here and in SQL.

    Raises:
        ValueError: its flags contradict each other.
        AttributeError: it chooses checkpoints, and looks at more than an Outcome holds.
    """

    column: str
    """Its name in SQL and in settings: lower case, digits and underscores."""
    says: str
    """One sentence of what it is; of a metric with a history, whose word it was."""
    sql: str
    """The same number as `of`, an expression over the columns of judged_completions."""
    better: Literal["higher", "lower"] | None
    """Which way a policy improves. None: a change is good or bad by where it comes from."""
    tested: bool = False
    """Compared with a p-value and a verdict in words, one of the family that is corrected together
    (Holm). A further member raises the corrected p of every other."""
    alarms: bool = False
    """Whether a policy that got worse by it since its last evaluation raises an alarm."""
    chooses: bool = False
    """Whether `training.validation_metric` may name it: the highest is the best checkpoint. Then it
    is a function of verdict, passed and total alone, which is what a validation keeps."""

    def __post_init__(self) -> None:
        if self.alarms and not (self.tested and self.better):
            raise ValueError(
                f"metric {self.name!r} raises alarms, so a test must tell a change from chance and "
                "a way must be worse: give it tested=True and better='higher' or 'lower'"
            )
        if self.chooses and self.better != "higher":
            raise ValueError(
                f"metric {self.name!r} chooses checkpoints, and the highest is taken: it needs "
                f"better='higher', not {self.better!r}"
            )
        if self.chooses:
            self.of(Outcome("WA", passed=1, total=2))  # AttributeError: it looks at more

    def improved(self, difference: float) -> bool | None:
        """Return whether a change by `difference` is for the better; None: neither can be said."""
        if self.better is None or difference == 0:
            return None
        return (difference > 0) == (self.better == "higher")


_ENTRIES = (
    RegisteredMetric(
        "pass@1",
        lambda row: float(row.solved),
        column="pass_rate",
        says="Share of completions that pass every test case.",
        sql="solved",
        better="higher",
        tested=True,
        alarms=True,
        chooses=True,
    ),
    RegisteredMetric(
        "compile rate",
        lambda row: float(row.compiled),
        column="compile_rate",
        says="Share of completions that hold a program which compiles.",
        sql="compiled",
        better="higher",
        tested=True,
        alarms=True,
        chooses=True,
    ),
    RegisteredMetric(
        "mean score",
        lambda row: row.score,
        percent=False,
        column="mean_score",
        says="k/N: the share of its problem's N test cases that a completion passes.",
        sql="score",
        better="higher",
        tested=True,
        alarms=True,
        chooses=True,
    ),
    RegisteredMetric(
        "staged score",
        lambda row: 0.5 + 0.5 * row.score if row.compiled else 0.0,
        percent=False,
        column="staged_score",
        says="The earlier projects' average score: 0 where a completion does not compile, "
        "0.5 + 0.5 k/N where it does and passes k of N test cases.",
        sql="if(compiled, 0.5 + 0.5 * score, 0)",
        better="higher",
        chooses=True,
    ),
    RegisteredMetric(
        "partial passes",
        lambda row: float(0 < row.passed < row.total),
        column="partial_pass_rate",
        says="The earlier projects' partial pass: share of completions that pass some test cases "
        "and not all.",
        sql="passed > 0 and passed < total",
        better=None,  # one fewer is a program that was mended, or one that was broken
    ),
)

REGISTRY = {metric.column: metric for metric in _ENTRIES}
"""Every metric by its column, in the order people read them."""
METRICS = tuple(metric for metric in _ENTRIES if metric.tested)
"""Those that comparisons test: a report's cards, and the family whose p are corrected together."""
FURTHER = tuple(metric for metric in _ENTRIES if not metric.tested)
"""Those shown beside them with their intervals, no test made."""
PASS_AT_1, COMPILE_RATE, MEAN_SCORE = (
    REGISTRY[column] for column in ("pass_rate", "compile_rate", "mean_score")
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a validation may choose a checkpoint by: the highest is the best."""

    of: Callable[[Sequence[Sequence[Outcome]]], float]
    """A number in [0, 1] of every problem's completions, at least one each."""
    sql: str
    """What it is, as a training's identity says it: a metric's own expression, or words."""


def _mean_of(metric: RegisteredMetric) -> Choice:
    return Choice(lambda problems: fmean(map(metric.of, chain.from_iterable(problems))), metric.sql)


CHOICES = {column: _mean_of(metric) for column, metric in REGISTRY.items() if metric.chooses}
"""What `training.validation_metric` may name: the metrics that choose, and pass@k, which is no
metric of one completion but a number of all that a problem has."""
CHOICES["pass_at_k"] = Choice(
    lambda problems: fmean(any(map(PASS_AT_1.of, outcomes)) for outcomes in problems),
    "any of a problem's completions is solved",
)


def by_problem(rows: Iterable[JudgedCompletion]) -> dict[str, list[JudgedCompletion]]:
    """Return each problem's samples in sample order, by the problems' keys in order."""
    found: dict[str, list[JudgedCompletion]] = {}
    for row in sorted(rows, key=attrgetter("problem_key", "sample")):
        found.setdefault(row.problem_key, []).append(row)
    return found


def values_by_problem(
    samples: Mapping[str, Iterable[JudgedCompletion]], metric: Metric
) -> dict[str, list[float]]:
    """Return, for each problem key, the metric of each of its samples (see `by_problem`)."""
    of = metric.of
    return {key: [of(row) for row in rows] for key, rows in samples.items()}
