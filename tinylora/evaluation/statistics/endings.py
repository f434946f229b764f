"""What a gain in pass@1 is made of: how completions ended, and which problems moved.

Every completion has one ending of a closed set (the view completion_endings), so what the wrong
endings lose is what the right ones gain, to the last completion.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from tinylora.display import interval, percent, points
from tinylora.evaluation.statistics.intervals import Interval
from tinylora.evaluation.statistics.paired import mean_difference

RIGHT = ("right", "right by hard-coding")
WRONG = ("wrong answer", "crashes", "too slow", "does not compile", "no code", "cut off")
STATES = ("always", "sometimes", "never")
"""How often the samples of a problem solve it."""
MESSAGES = 8

Row = dict[str, Any]
"""Of the statement select_endings."""
Counted = dict[str, Counter[Hashable]]
"""By the problems' keys."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One kind of completion: its share before and after, problems weighing the same."""

    name: str
    base: float
    tuned: float
    difference: Interval
    of_gain: float | None = None
    """Share of the change of pass@1 that its change accounts for; those of the wrong endings add up
    to 1. None: pass@1 did not change by more than chance explains."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Return it as text: name, base, tuned, difference, its interval, share of the gain."""
        of_gain = "" if self.of_gain is None else percent(self.of_gain, 0)
        change = self.difference
        return (
            *(self.name, percent(self.base), percent(self.tuned)),
            *(points(change.estimate), interval(change.low, change.high), of_gain),
        )


@dataclass(frozen=True, slots=True)
class TakenApart:
    """A comparison of two evaluations by endings."""

    endings: tuple[Movement, ...]
    """Right ones first; endings that neither has are left out."""
    reads_input: Movement | None
    """Completions whose program reads its input. None: neither evaluation holds a program."""
    problems: dict[tuple[str, str], int]
    """How many were solved (always, sometimes, never) before and after, for every pair."""
    messages: tuple[tuple[str, int, int], ...]
    """What the compiler said first, of how many completions before and after."""


def take_apart(
    base: Sequence[Row], tuned: Sequence[Row], confidence: float, changed: bool
) -> TakenApart | None:
    """Return how the endings of two evaluations of the same problems differ.

    Args:
        base: rows of select_endings.
        tuned: as `base`; a problem that only one of them holds is left aside.
        confidence: of the intervals.
        changed: whether pass@1 did, by more than chance explains.

    Returns:
        None where they share no problem.
    """
    shared = {row["problem_key"] for row in base} & {row["problem_key"] for row in tuned}
    if not shared:
        return None
    sides = [[row for row in side if row["problem_key"] in shared] for side in (base, tuned)]

    ended = [_counted(side, lambda row: row["ending"]) for side in sides]

    def moved(name: str, endings: Sequence[str], gain: float | None = None) -> Movement:
        return _movement(name, *(_shares(side, endings) for side in ended), confidence, gain)

    gain = (moved("right", RIGHT).difference.estimate or None) if changed else None
    seen = {row["ending"] for side in sides for row in side}
    right = [moved(name, [name]) for name in RIGHT if name in seen]
    wrong = [moved(name, [name], gain) for name in WRONG if name in seen]
    read = [_counted(side, lambda row: bool(row["reads_input"])) for side in sides]
    reading = [_shares(side, [True]) for side in read]
    programs = any(row["reads_input"] is not None for side in sides for row in side)
    return TakenApart(
        endings=(*right, *wrong),
        reads_input=_movement("reads its input", *reading, confidence) if programs else None,
        problems=_problem_moves(*ended),
        messages=_messages(*sides),
    )


def _counted(rows: Sequence[Row], what: Callable[[Row], Hashable]) -> Counted:
    """Return, for each problem in order, how many of its completions are what."""
    found: Counted = defaultdict(Counter)
    for row in rows:
        found[row["problem_key"]][what(row)] += 1
    return dict(sorted(found.items()))


def _shares(counted: Counted, of: Iterable[Hashable]) -> dict[str, float]:
    """Return, for each problem, the share of its completions that are one of `of`."""
    return {key: sum(counts[one] for one in of) / counts.total() for key, counts in counted.items()}


def _movement(
    name: str,
    base: dict[str, float],
    tuned: dict[str, float],
    confidence: float,
    gain: float | None = None,
) -> Movement:
    before, after = (np.array(list(side.values())) for side in (base, tuned))
    difference = mean_difference(after - before, confidence)
    of_gain = None if gain is None else -difference.estimate / gain
    return Movement(name, float(before.mean()), float(after.mean()), difference, of_gain)


def _problem_moves(base: Counted, tuned: Counted) -> dict[tuple[str, str], int]:
    before, after = (_states(side) for side in (base, tuned))
    counts = Counter((before[key], after[key]) for key in before)
    return {pair: counts[pair] for pair in product(STATES, STATES)}


def _states(ended: Counted) -> dict[str, str]:
    return {
        key: "always" if share == 1 else "never" if share == 0 else "sometimes"
        for key, share in _shares(ended, RIGHT).items()
    }


def _messages(base: Sequence[Row], tuned: Sequence[Row]) -> tuple[tuple[str, int, int], ...]:
    before, after = (
        Counter(row["compiler_message"] for row in side if row["compiler_message"])
        for side in (base, tuned)
    )
    often = (before + after).most_common(MESSAGES)
    return tuple((message, before[message], after[message]) for message, _ in often)
