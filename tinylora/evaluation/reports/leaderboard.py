"""The leaderboard: policies on one problem set, each against the base model, as a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tinylora.display import exact_percent
from tinylora.evaluation.reports.page import environment
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.holm import corrected
from tinylora.evaluation.statistics.metrics import COMPILE_RATE, MEAN_SCORE, PASS_AT_1
from tinylora.evaluation.statistics.summary import EvaluationSummary


@dataclass
class Ranked:
    """One evaluation."""

    row: dict[str, Any]
    """Of select_finished_evaluations."""
    summary: EvaluationSummary
    hard_coded_rate: float | None = None
    """At most this share was hard-coded; None: it cannot be told."""
    against: Comparison | None = None
    """pass@1 against the base; its p corrected for the other rows of the board."""
    base_id: str | None = None
    """The base's evaluation it was held against."""
    differences: list[str] = field(default_factory=list)
    """What differs besides the policy: why it was not compared, or what to bear in mind."""

    @property
    def is_base(self) -> bool:
        """Return whether it is a base model as it stands."""
        return self.row["checkpoint_id"] is None and self.row["imported_as"] is None


@dataclass(frozen=True)
class Board:
    """The evaluations on one problem set, best pass@1 first."""

    problem_set_fingerprint: str
    ranked: tuple[Ranked, ...]

    @property
    def compared(self) -> int:
        """How many rows were held against a base: the family p is corrected for."""
        return sum(one.against is not None for one in self.ranked)

    @property
    def bases(self) -> int:
        """Return how many evaluations of base models there are: of several, a row names its own."""
        return sum(one.is_base for one in self.ranked)


def board(problem_set_fingerprint: str, found: Sequence[Ranked]) -> Board:
    """Return the board of `found`: best pass@1 first, their p corrected for one another (Holm)."""
    compared = [one for one in found if one.against is not None]
    for one, against in zip(compared, corrected([one.against for one in compared]), strict=True):
        one.against = against
    return Board(problem_set_fingerprint, tuple(sorted(found, key=_place)))


def render_leaderboard(boards: Sequence[Board], confidence: float, created_at: str) -> str:
    """Return the page: no script, no network, light and dark, fit for a phone and for paper."""
    return (
        environment()
        .get_template("leaderboard.html.j2")
        .render(
            boards=boards,
            level=f"{exact_percent(confidence)} interval",
            created_at=created_at,
        )
    )


def _place(one: Ranked) -> tuple[float, ...]:
    overall = one.summary.overall
    rates = [overall.interval(metric.name) for metric in (PASS_AT_1, COMPILE_RATE, MEAN_SCORE)]
    return tuple(-rate.estimate if rate else 0.0 for rate in rates)
