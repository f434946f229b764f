"""Solutions replayed on one problem's test cases, and what they show when held against each other.

Pure data and questions about it; what the answers mean for the problem is in trust.py. Time and
memory are the host's as much as the program's, and a program that does not compile here was written
for another compiler: those say nothing about the tests.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_DISAGREES = {"WA", "RE", "OLE"}
_PRINTED = {"AC", "WA"}


@dataclass(frozen=True, slots=True)
class Replay:
    """One solution through the judge."""

    correct: bool
    """As its source says."""
    verdicts: tuple[str, ...]
    """One per test case (AC, WA, TLE, MLE, OLE, RE); none where it did not compile."""
    first_failure: int | None = None
    """Place of the first case that is not AC."""
    printed: str = ""
    """The beginning of what it printed there: equal beginnings count as equal answers."""

    @property
    def accepted(self) -> bool:
        """Whether every case passed."""
        return bool(self.verdicts) and set(self.verdicts) == {"AC"}

    @property
    def disagrees(self) -> bool:
        """Whether it ended on some case in another way than the tests expect."""
        return not _DISAGREES.isdisjoint(self.verdicts)


def failed_cases(right: Sequence[Replay]) -> tuple[int, ...]:
    """Return the places of cases that a right solution fails, other than by time or memory."""
    places = {i for one in right for i, verdict in enumerate(one.verdicts) if verdict in _DISAGREES}
    return tuple(sorted(places))


def answers_differ(right: Sequence[Replay]) -> bool:
    """Tell whether two solutions printed different answers to one input, as far as is known.

    One that passes a case and one that does not differ there. Of two that do not pass, what they
    printed is known where it is the first failure of both.
    """
    if any(set(verdicts) >= _PRINTED for verdicts in _by_case(right)):
        return True
    printed = _first_wrong_answers(right)
    return len(printed) > len({place for place, _ in printed})


def agree_against_a_test(right: Sequence[Replay]) -> bool:
    """Tell whether two solutions print the same where a test expects what none of them prints."""
    refuted = [place for place, found in enumerate(_by_case(right)) if "AC" not in found]
    printed = _first_wrong_answers(right)
    return any(place in refuted and count > 1 for (place, _), count in printed.items())


def _by_case(right: Sequence[Replay]) -> list[tuple[str, ...]]:
    return list(zip(*(one.verdicts for one in right), strict=True))


def _first_wrong_answers(right: Sequence[Replay]) -> Counter[tuple[int, tuple[str, ...]]]:
    """Count (place, tokens printed) of wrong answers that are their solution's first failure."""
    return Counter(
        (one.first_failure, tuple(one.printed.split()))
        for one in right
        if one.first_failure is not None and one.verdicts[one.first_failure] == "WA"
    )
