"""The rule of trust: replays worked by hand, and what holds for all of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.quality.replays import Replay
from tinylora.corpus.quality.trust import QUARANTINED, QUARANTINES, REPLAYED, assess


def right(*verdicts, printed=""):
    first = next((i for i, verdict in enumerate(verdicts) if verdict != "AC"), None)
    return Replay(True, verdicts, first, printed)


def wrong(*verdicts):
    return replace(right(*verdicts), correct=False)


PASSES, FAILS, UNCOMPILED = ("AC", "AC", "AC"), ("AC", "WA", "AC"), ()

TABLE = {
    "as it should be": (
        [right(*PASSES), wrong(*FAILS), wrong("TLE", "AC", "AC")],
        (REPLAYED, [], ()),
    ),
    "one wrong solution passes": (
        [right(*PASSES), wrong(*PASSES)],
        (REPLAYED, ["some_wrong_solutions_pass"], ()),
    ),
    "every one of two passes": (
        [right(*PASSES), wrong(*PASSES), wrong(*PASSES)],
        (QUARANTINED, ["every_wrong_solution_passes"], ()),
    ),
    "one of three is caught": (
        [right(*PASSES), wrong(*PASSES), wrong(*PASSES), wrong(*FAILS)],
        (REPLAYED, ["some_wrong_solutions_pass"], ()),
    ),
    "what does not compile is not caught": (
        [right(*PASSES), wrong(*PASSES), wrong(*PASSES), wrong(*UNCOMPILED)],
        (QUARANTINED, ["every_wrong_solution_passes"], ()),
    ),
    "the only right solution fails": (
        [right("AC", "WA", "RE"), wrong(*FAILS)],
        (QUARANTINED, ["no_right_solution_passes"], (1, 2)),
    ),
    "two agree against a test": (
        [right(*FAILS, printed="7\n"), right(*FAILS, printed=" 7"), wrong(*FAILS)],
        (QUARANTINED, ["no_right_solution_passes", "right_solutions_agree_against_a_test"], (1,)),
    ),
    "two disagree with the test and each other": (
        [right(*FAILS, printed="7"), right(*FAILS, printed="8"), wrong(*FAILS)],
        (QUARANTINED, ["no_right_solution_passes"], (1,)),
    ),
    "a minority fails": (
        [right(*PASSES), right(*PASSES), right(*FAILS), wrong(*FAILS)],
        (REPLAYED, ["some_right_solutions_fail"], (1,)),
    ),
    "half of them fail": (
        [right(*PASSES), right(*FAILS), wrong(*FAILS)],
        (REPLAYED, ["some_right_solutions_fail"], (1,)),
    ),
    "most of them fail": (
        [right(*PASSES), right("WA", "AC", "AC"), right("AC", "AC", "WA"), wrong(*FAILS)],
        (QUARANTINED, ["most_right_solutions_fail"], (0, 2)),
    ),
    "a slow host says nothing": (
        [right("AC", "TLE", "MLE"), wrong(*FAILS)],
        (None, ["no_right_solution_decided"], ()),
    ),
    "slow here, right there": (
        [right("AC", "TLE", "AC"), right(*PASSES), wrong(*FAILS)],
        (REPLAYED, [], ()),
    ),
    "slow and wrong": (
        [right("TLE", "WA", "AC"), wrong(*FAILS)],
        (QUARANTINED, ["no_right_solution_passes"], (1,)),
    ),
    "another compiler's program": (
        [right(*UNCOMPILED), wrong(*FAILS)],
        (None, ["no_right_solution_decided"], ()),
    ),
    "no wrong ones": ([right(*PASSES)], (REPLAYED, ["no_wrong_solution_decided"], ())),
    "only wrong ones, caught": ([wrong(*FAILS)], (None, ["no_right_solution_decided"], ())),
    "nothing": ([], (None, ["no_right_solution_decided", "no_wrong_solution_decided"], ())),
}


@pytest.mark.parametrize(("replays", "expected"), TABLE.values(), ids=TABLE)
def test_by_hand(replays, expected):
    found = assess(replays, many_answers_stated=False)
    assert (found.trust, list(found.reasons), found.failed_cases) == expected


def test_the_counts():
    found = assess(
        [right(*PASSES), right(*FAILS), right("TLE", "AC", "AC"), wrong(*PASSES), wrong(*FAILS)],
        many_answers_stated=False,
    )
    assert (found.correct_accepted, found.correct_failed, found.wrong_accepted) == (1, 1, 1)


@pytest.mark.parametrize(
    ("replays", "stated", "many"),
    [
        ([right(*PASSES), right(*PASSES)], True, False),  # it may accept many; here they agree
        ([right(*PASSES), right(*FAILS)], True, True),
        ([right(*PASSES), right(*FAILS)], False, False),  # one outlier: mislabelled
        ([right(*PASSES), right(*FAILS), right("WA", "AC", "AC")], False, True),
        ([right(*FAILS, printed="7"), right(*FAILS, printed="8")], False, True),
        ([right(*FAILS, printed="7"), right(*FAILS, printed="7 ")], False, False),
        ([right(*FAILS, printed="7"), right(*FAILS, printed="8")], True, True),
        # A crash is no other answer.
        ([right(*PASSES), right("AC", "RE", "AC"), right("RE", "AC", "AC")], False, False),
    ],
)
def test_many_answers(replays, stated, many):
    found = assess([*replays, wrong(*FAILS)], stated)
    assert found.many_answers is many
    assert ("many_answers" in found.reasons) is (many and stated)
    assert found.trust == QUARANTINED or not (many and stated)


VERDICTS = st.tuples(*[st.sampled_from(["AC", "WA", "TLE", "RE"])] * 3)
RIGHT = st.builds(lambda verdicts, text: right(*verdicts, printed=text), VERDICTS, st.text())
WRONG = st.builds(lambda verdicts: wrong(*verdicts), VERDICTS)
REPLAYS = st.lists(st.one_of(RIGHT, WRONG, st.just(right()), st.just(wrong())), max_size=6)


@given(REPLAYS, st.booleans())
def test_a_quarantine_has_a_reason_and_order_plays_no_part(replays, stated):
    found = assess(replays, stated)
    assert (found.trust == QUARANTINED) is bool(QUARANTINES.intersection(found.reasons))
    assert assess(replays[::-1], stated) == found


@given(REPLAYS, st.booleans())
def test_what_says_nothing_changes_nothing(replays, stated):
    slow = right("TLE", "AC", "MLE")
    assert assess([*replays, slow, right(), wrong()], stated) == assess(replays, stated)


@given(REPLAYS)
def test_one_more_right_solution_that_passes_never_harms(replays):
    before, after = (assess(more, False) for more in (replays, [*replays, right(*PASSES)]))
    assert after.trust != QUARANTINED or before.trust == QUARANTINED
