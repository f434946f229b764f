"""Comparing by text: edge cases worked by hand, and what holds of any texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.errors import SettingsError
from tinylora.judge.checkers.checker import TOKENS, Checker
from tinylora.judge.checkers.compare import difference

LINES, FOLDED = Checker("lines"), Checker("case_fold")
MILLIONTH, TENTH, CENT = Checker("float", 1e-6), Checker("float", 0.1), Checker("float", 0.01)
EVERY = [TOKENS, LINES, FOLDED, MILLIONTH]
SAME = None


@pytest.mark.parametrize(
    ("expected", "actual", "differs"),
    [
        (b"1 2\n", b"1\n2", SAME),
        (b"1 2", b"\t1\r\n\v2\f\n\n", SAME),
        (b"", b" \n", SAME),
        (b"", b"", SAME),
        (b"1 2", b"1", "token 2: expected '2', the output ends"),
        (b"1", b"1 1", "token 2: nothing more expected, got '1'"),
        (b"1", b"", "token 1: expected '1', the output ends"),
        (b"", b"x", "token 1: nothing more expected, got 'x'"),
        (b"12", b"1 2", "token 1: expected '12', got '1'"),
        (b"1 2 3", b"1 3 2", "token 2: expected '2', got '3'"),
        (b"1.0", b"1", "token 1: expected '1.0', got '1'"),
        (b"7", b"+7", "token 1: expected '7', got '+7'"),
        (b"Yes", b"YES", "token 1: expected 'Yes', got 'YES'"),
        ("é".encode(), "e\u0301".encode(), "token 1: expected 'é', got 'e\u0301'"),
        (b"a", b"a\0", "token 1: expected 'a', got 'a\ufffd'"),
        (b"a b", "a\u00a0b".encode(), "token 1: expected 'a', got 'a\\xa0b'"),
    ],
)  # fmt: skip
def test_tokens(expected, actual, differs):
    assert difference(expected, actual) == differs


@pytest.mark.parametrize(
    ("expected", "actual", "differs"),
    [
        (b"a b\nc\n", b"a b\nc", SAME),
        (b"a b\nc", b"a b  \r\nc\t\n\n \n", SAME),
        (b"", b"\n\n", SAME),
        (b"a\n\nb", b"a\n \nb", SAME),
        (b"a b", b"a  b", "line 1: expected 'a b', got 'a  b'"),
        (b"a", b" a", "line 1: expected 'a', got ' a'"),
        (b"a\nb", b"a b", "line 1: expected 'a', got 'a b'"),
        (b"a\nb", b"a\n\nb", "line 2: expected 'b', got ''"),
        (b"a\nb", b"\na\nb", "line 1: expected 'a', got ''"),
        (b"a\nb", b"a", "line 2: expected 'b', the output ends"),
        (b"a", b"a\n\nb", "line 2: nothing more expected, got ''"),
        (b"a", b"A", "line 1: expected 'a', got 'A'"),
        (b" *\n***", b"*\n***", "line 1: expected ' *', got '*'"),
    ],
)
def test_lines(expected, actual, differs):
    assert difference(expected, actual, LINES) == differs


@pytest.mark.parametrize(
    ("expected", "actual", "differs"),
    [
        ("YES no", "yes\nNO\n", SAME),
        ("Straße", "STRASSE", SAME),
        ("ΣΊΣΥΦΟΣ", "σίσυφος", SAME),  # both forms of the small sigma
        ("YES", "YES.", "token 1: expected 'YES', got 'YES.'"),
        ("Yes", "Yes Yes", "token 2: nothing more expected, got 'Yes'"),
        ("Yes Yes", "Yes", "token 2: expected 'Yes', the output ends"),
        ("I", "ı", "token 1: expected 'I', got 'ı'"),
        ("é", "É", SAME),
    ],
)
def test_case_fold(expected, actual, differs):
    assert difference(expected.encode(), actual.encode(), FOLDED) == differs


def test_case_fold_keeps_bytes_that_are_no_text_apart():
    assert difference(b"A\xff", b"a\xff", FOLDED) is None
    assert difference(b"A\xff", b"a\xfe", FOLDED) is not None


@pytest.mark.parametrize(
    ("checker", "expected", "actual", "same"),
    [
        (MILLIONTH, "0.5", "0.5000009", True),
        (MILLIONTH, "0.5", "0.5000011", False),
        (MILLIONTH, "1000000.0", "1000000.9", True),  # relatively
        (MILLIONTH, "1000000.0", "1000001.1", False),
        (MILLIONTH, "1000000.9", "-1000000.9", False),
        (CENT, "0.07", "0.06", True),  # the tolerance itself, whatever binary makes of it
        (CENT, "1.02", "1.01", True),
        (CENT, "0.07", "0.0599", False),
        (TENTH, "-1.0", "-1.1", True),
        (TENTH, "100.0", "110.0", True),
        (TENTH, "100.0", "110.1", False),
        # How numbers are written does not count.
        (MILLIONTH, "100000.0", "1e5", True),
        (MILLIONTH, "0.5", ".5", True),
        (MILLIONTH, "2.0", "+2.", True),
        (MILLIONTH, "2.5e-1", "25E-2", True),
        (MILLIONTH, "0.0", "-0.0", True),
        (MILLIONTH, "0.0000001", "0", True),
        # Two integers must be equal, however long; with a point one of them is a number.
        (MILLIONTH, "1000000007", "1000000008", False),
        (MILLIONTH, "1000000007", "1000000007.0", True),
        (MILLIONTH, "1000000007", "1000000008.0", True),
        (TENTH, "2", "3", False),
        (MILLIONTH, "9" * 5000, "9" * 5000, True),
        (MILLIONTH, "9" * 5000, "9" * 4999 + "8", False),
        (MILLIONTH, "7", "+007", True),
        (MILLIONTH, "0", "-0", True),
        (MILLIONTH, "7", "-7", False),
        # Words are words.
        (MILLIONTH, "Case 1: 0.5", "Case 1: 0.50", True),
        (MILLIONTH, "Case 1: 0.5", "case 1: 0.5", False),
        (MILLIONTH, "nan", "nan", True),
        (MILLIONTH, "0.5", "nan", False),
        (MILLIONTH, "nan", "0.5", False),
        (MILLIONTH, "inf", "inf", True),
        (MILLIONTH, "inf", "-inf", False),
        (MILLIONTH, "inf", "1e999", False),
        (MILLIONTH, "1e999", "1e999", True),
        (MILLIONTH, "1e999", "2e999", False),
        (MILLIONTH, "1.0", "1e999", False),
        (MILLIONTH, "8.0", "0x1p3", False),
        (MILLIONTH, "1000.0", "1,000.0", False),
        (MILLIONTH, "1000.0", "1_000.0", False),
        (MILLIONTH, "1.0", "1.0f", False),
        (MILLIONTH, "1.0", "١", False),  # a digit, but not of ours
        (MILLIONTH, ".", ".", True),
        (MILLIONTH, "0.0", ".", False),
        (MILLIONTH, "0.5 0.5", "0.5", False),
        (MILLIONTH, "0.5", "0.5 0.5", False),
        (MILLIONTH, "0.5 0.25", "0.50\n0.25000001\n", True),
    ],
)
def test_float(checker, expected, actual, same):
    assert (difference(expected.encode(), actual.encode(), checker) is None) is same


def test_what_differs_is_shown_where_it_does():
    long = "1" * 500
    told = difference(f"{long}2{long}".encode(), f"{long}3{long}".encode())
    want, give = ("…" + "1" * 20 + digit + "1" * 39 + "…" for digit in "23")
    assert told == f"token 1: expected '{want}', got '{give}'"
    assert len(difference(b"", b"x" * 10**6)) < 200


@pytest.mark.parametrize("checker", EVERY, ids=str)
@pytest.mark.parametrize("digits", [b"0", b"7", b".7", b"7.7", b"7e7", b"-0"])
def test_a_flood_of_what_nearly_is_a_number_takes_no_time(checker, digits):
    """Linear takes milliseconds; a pattern that goes back over 4 million digits takes hours."""
    flood = digits + digits[-1:] * (4 << 20)
    assert difference(flood + b"x", b"1" + flood + b"y", checker) is not None


TEXT = st.text(alphabet="aAbßİ10.-+e \n\t\r\u00a0é\0", max_size=30).map(str.encode) | st.binary(
    max_size=20
)
PIECE = st.text(alphabet="aA10.-+eé", min_size=1, max_size=8).map(str.encode)  # fmt: skip


@pytest.mark.parametrize("checker", EVERY, ids=str)
@given(text=TEXT)
def test_a_text_is_what_it_is(checker, text):
    assert difference(text, text, checker) is None
    assert difference(text, text + b"\n", checker) is None


@pytest.mark.parametrize("checker", EVERY, ids=str)
@given(text=TEXT, piece=PIECE)
def test_one_piece_more_or_less_never_passes(checker, text, piece):
    for more in (text + b"\n" + piece, piece + b"\n" + text):
        assert difference(text, more, checker) is not None
        assert difference(more, text, checker) is not None


SPACE = st.sampled_from([b" ", b"\n", b" \n", b"\t", b"\r\n"])
RESPACED = st.tuples(st.lists(PIECE, max_size=6), SPACE, SPACE).map(
    lambda made: (made[1].join(made[0]), made[2].join(made[0]))
)


@given(pair=RESPACED)
def test_white_space_and_case_are_all_that_is_forgiven(pair):
    one, other = pair
    assert difference(one, other, TOKENS) is None
    assert difference(one, other.upper(), FOLDED) is None
    assert difference(one, other + b" b", FOLDED) is not None


@given(pair=st.tuples(TEXT, TEXT) | RESPACED)
def test_what_passes_exactly_passes_leniently(pair):
    one, other = pair
    if difference(one, other, LINES) is None:
        assert difference(one, other, TOKENS) is None
    if difference(one, other, TOKENS) is None:
        assert difference(one, other, FOLDED) is None
        assert difference(one, other, MILLIONTH) is None


@given(st.floats(-1e12, 1e12), st.floats(-0.03, 0.03), st.booleans())
def test_float_is_absolute_or_relative(right, by, relative):
    answer = right * (1 + by) if relative else right + by
    passes = difference(repr(right).encode(), repr(answer).encode(), CENT) is None
    off = abs(right - answer)
    if off > 1.001 * 0.01 * max(1, abs(right)):
        assert not passes
    if off < 0.999 * 0.01 or off < 0.999 * 0.01 * abs(right):
        assert passes


@pytest.mark.parametrize("name", ["tokens", "lines", "case_fold", "float:1e-06", "float:0.01"])
def test_names_come_back(name):
    assert str(Checker.parse(name)) == name


def test_a_program_is_named_by_what_it_says():
    program = Checker.parse("#include <cstdio>\nint main() {}")
    assert program == Checker("program", source="#include <cstdio>\nint main() {}")
    assert str(program) != str(Checker.parse("#include <cstdio>\nint main() { }"))
    assert str(program).startswith("program:")


def test_tolerances_that_differ_are_different():
    assert str(Checker("float", 1.0000001e-6)) != str(Checker("float", 1e-6))


@pytest.mark.parametrize(
    "name",
    ["", "token", "float", "float:", "float:0", "float:-1", "float:nan", "float:inf", "program"],
)
def test_other_names_are_refused(name):
    with pytest.raises(SettingsError, match="write tokens, lines, case_fold"):
        Checker.parse(name)


def test_a_checker_has_what_its_mode_needs_and_no_more():
    for arguments in [("float",), ("tokens", 0.1), ("program",), ("lines", None, "int main() {}")]:
        with pytest.raises(SettingsError):
            Checker(*arguments)
