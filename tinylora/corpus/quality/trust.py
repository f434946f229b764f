"""What replayed solutions say about a problem's tests: trusted, quarantined, or nothing decided.

A right solution that prints something else than a test expects is evidence against one of the two.
Which one, the others tell: an expected output that a second right solution prints is a right one,
so the first is mislabelled, unless the statement accepts many answers; one that no right solution
prints is wrong, or one of many. So a problem is quarantined when its tests would refuse most right
programs, or accept every wrong one; else it keeps its trust, and what was seen stays on record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tinylora.corpus.quality.replays import (
    Replay,
    agree_against_a_test,
    answers_differ,
    failed_cases,
)

QUARANTINED = "quarantined"
REPLAYED = "replayed"
ENOUGH_WRONG = 2
"""Wrong solutions that must all pass before tests count as too weak: one may be right after all, or
be wrong by its running time alone."""


class Reason(StrEnum):
    """What was seen. Closed: a new reason is a new member."""

    NO_RIGHT_SOLUTION_PASSES = "no_right_solution_passes"
    MOST_RIGHT_SOLUTIONS_FAIL = "most_right_solutions_fail"
    MANY_ANSWERS = "many_answers"
    EVERY_WRONG_SOLUTION_PASSES = "every_wrong_solution_passes"
    CHECKER_FAILS = "checker_fails"
    # The rest leave a problem where it is.
    RIGHT_SOLUTIONS_AGREE_AGAINST_A_TEST = "right_solutions_agree_against_a_test"
    SOME_RIGHT_SOLUTIONS_FAIL = "some_right_solutions_fail"
    SOME_WRONG_SOLUTIONS_PASS = "some_wrong_solutions_pass"
    NO_RIGHT_SOLUTION_DECIDED = "no_right_solution_decided"
    NO_WRONG_SOLUTION_DECIDED = "no_wrong_solution_decided"


QUARANTINES = {
    Reason.NO_RIGHT_SOLUTION_PASSES,
    Reason.MOST_RIGHT_SOLUTIONS_FAIL,
    Reason.MANY_ANSWERS,
    Reason.EVERY_WRONG_SOLUTION_PASSES,
    Reason.CHECKER_FAILS,
}


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the replays of one problem amount to."""

    trust: str | None
    """QUARANTINED, REPLAYED, or None where nothing was decided."""
    reasons: tuple[Reason, ...]
    failed_cases: tuple[int, ...]
    """Places of cases that a right solution fails, other than by time or memory."""
    many_answers: bool
    """Right solutions print different answers to one input, and the statement says that they may,
    or more than one of them differs from the tests."""
    correct_accepted: int
    correct_failed: int
    """The rest ran out of time or memory, or do not compile here."""
    wrong_accepted: int


CHECKER_FAILED = Assessment(
    trust=QUARANTINED,
    reasons=(Reason.CHECKER_FAILS,),
    failed_cases=(),
    many_answers=False,
    correct_accepted=0,
    correct_failed=0,
    wrong_accepted=0,
)
"""Of a problem whose own checker cannot be used: none of its replays says anything."""


def assess(replays: Iterable[Replay], many_answers_stated: bool) -> Assessment:
    """Return what the replays of one problem, all on the same cases, say about its tests."""
    replays = list(replays)
    right = [one for one in replays if one.correct and (one.accepted or one.disagrees)]
    wrong = [one for one in replays if not one.correct and one.verdicts]
    accepted = sum(one.accepted for one in right)
    failed = len(right) - accepted
    passing = sum(one.accepted for one in wrong)
    too_weak = passing == len(wrong) >= ENOUGH_WRONG
    differ = answers_differ(right)
    seen = {
        Reason.NO_RIGHT_SOLUTION_PASSES: accepted == 0 < failed,
        Reason.MOST_RIGHT_SOLUTIONS_FAIL: 0 < accepted < failed,
        Reason.MANY_ANSWERS: differ and many_answers_stated,
        Reason.EVERY_WRONG_SOLUTION_PASSES: too_weak,
        Reason.RIGHT_SOLUTIONS_AGREE_AGAINST_A_TEST: agree_against_a_test(right),
        Reason.SOME_RIGHT_SOLUTIONS_FAIL: 0 < failed <= accepted,
        Reason.SOME_WRONG_SOLUTIONS_PASS: passing > 0 and not too_weak,
        Reason.NO_RIGHT_SOLUTION_DECIDED: not right,
        Reason.NO_WRONG_SOLUTION_DECIDED: not wrong,
    }
    reasons = tuple(reason for reason, is_so in seen.items() if is_so)
    trust = REPLAYED if right else None
    return Assessment(
        trust=trust if QUARANTINES.isdisjoint(reasons) else QUARANTINED,
        reasons=reasons,
        failed_cases=failed_cases(right),
        many_answers=differ and (many_answers_stated or failed > 1),
        correct_accepted=accepted,
        correct_failed=failed,
        wrong_accepted=passing,
    )
