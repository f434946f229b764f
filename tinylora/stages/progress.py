"""How a stage tells whoever runs it how far it is. Stages know neither terminals nor Prefect."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One report: `done` of `total` (None: unknown), and a sentence for a person."""

    done: int
    total: int | None
    message: str
    always: bool = False
    """Show it however soon it comes after another."""

    @property
    def percent(self) -> float:
        """Return 0 to 100; 0 while the total is unknown."""
        return 100.0 * self.done / self.total if self.total else 0.0


Report = Callable[[Progress], None]


def report_origin(origin: str | None, report: Report) -> None:
    """Report `model.origin`: whose the weights are and under which licence; None is not told."""
    if origin:
        report(Progress(0, None, f"model: {origin}", always=True))


def silent(progress: Progress) -> None:
    """Tell nobody."""


def report_left_out(left_out: str | None, report: Report) -> None:
    """Report which problems a problem set leaves out for want of test cases; None is not told."""
    if left_out:
        report(Progress(0, None, f"left out: {left_out}", always=True))
