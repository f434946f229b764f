"""Which test cases are kept apart: by content alone, never those shown, never too few."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.quality.kept_apart import LEAST, kept_apart

ORIGINS = st.sampled_from(["public", "statement", "private", "generated"])
CASES = st.lists(st.tuples(ORIGINS, st.integers(0, 40)), max_size=60)


def digest(origin, number):
    return f"{origin} {hashlib.sha256(str(number).encode()).hexdigest()}"


def sides(count):
    """Return the numbers below `count` that are drawn, and the others, as the rule says it."""
    drawn = []
    for number in range(count):
        content = digest("private", number).split()[1]
        hashed = hashlib.sha256(f"kept apart:{content}".encode()).hexdigest()
        drawn += [number] if int(hashed, 16) % 2 == 0 else []
    return drawn, [number for number in range(count) if number not in drawn]


def test_by_hand():
    drawn, others = sides(20)
    three, two = drawn[:3], drawn[:2]
    apart = tuple(digest("private", number) for number in three)
    cases = [digest("private", number) for number in (*three, *others[:3])]
    assert kept_apart(cases) == apart
    assert kept_apart([digest("private", n) for n in (*two, *others[:3])]) == ()
    assert kept_apart([digest("private", n) for n in (*three, *others[:2])]) == ()
    # what a statement shows stays with what rewards, wherever else it stands
    assert kept_apart([digest("public", three[0]), *cases]) == ()
    more = [digest("public", drawn[3]), digest("generated", drawn[3])]
    assert kept_apart([*more, *cases]) == apart
    # a case that stands there twice tests nothing twice
    assert kept_apart([digest("private", n) for n in (*two, two[0], *others[:3])]) == ()
    assert kept_apart([]) == ()


@given(CASES)
def test_what_is_kept_apart_is_unshown_and_leaves_enough(cases):
    digests = [digest(*case) for case in cases]
    apart = kept_apart(digests)
    shown = {number for origin, number in cases if origin in ("public", "statement")}
    assert not set(apart) & {digest(origin, n) for origin, n in cases if n in shown}
    rest = {d for d in digests if d not in apart} - {digest(o, n) for o, n in cases if n in shown}
    assert not apart or (len(set(apart)) >= LEAST and len(rest) >= LEAST)


@given(CASES, CASES)
def test_cases_that_join_move_no_other_unshown_one(cases, joining):
    before, after = [digest(*c) for c in cases], [digest(*c) for c in (*cases, *joining)]
    shown = {number for origin, number in joining if origin in ("public", "statement")}
    newly = {digest(origin, number) for origin, number in cases if number in shown}
    one, two = kept_apart(before), kept_apart(after)
    if one and two:
        assert set(one) - newly == set(two) & set(before) - newly


@pytest.mark.parametrize("count", [40, 400])
def test_about_half_is_kept_apart(count):
    share = len(kept_apart([digest("generated", n) for n in range(count)])) / count
    assert 0.3 < share < 0.7
