"""Comparing a program's output with the expected one: nothing extra, nothing missing.

tokens     white space separates, and tells nothing else apart
lines      every line exactly; blanks at its end, and blank lines at the end of all, do not count
case_fold  tokens, upper and lower case alike (Unicode's full case folding)
json       one JSON value, whatever its spacing (json_values.py)
float      tokens; two decimal numbers may differ by the tolerance, absolutely or relatively

Pieces are made one at a time: a flood of output costs no memory.
"""

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest

from tinylora.judge.checkers.checker import TOKENS, Checker
from tinylora.judge.checkers.json_values import json_difference
from tinylora.judge.verdict import excerpt

TOKEN = re.compile(rb"\S+")
# Possessive (++): what a hostile output nearly matches is not tried again digit by digit.
NUMBER = re.compile(rb"[+-]?(?:\d++\.?+\d*+|\.\d++)(?:[eE][+-]?\d++)?")
INTEGER = re.compile(rb"[+-]?\d++")
SLACK = 1e-15
"""What 1.02 - 1.01 exceeds 0.01 by in binary: a difference of the tolerance itself passes."""
SHOWN_CHARS = 60
BEFORE_CHARS = 20
"""Shown of what two long pieces have in common before they differ."""


def difference(expected: bytes, actual: bytes, checker: Checker = TOKENS) -> str | None:
    """Return what differs first, or None when `checker`, no program, takes them for the same.

    Raises:
        CheckerFault: checker json, and what is expected is no JSON.
    """
    if expected.rstrip() == actual.rstrip():
        return None
    if checker.mode == "json":
        return json_difference(expected, actual)
    name, pieces = ("line", _lines) if checker.mode == "lines" else ("token", _tokens)
    same = _equality(checker)
    for place, (want, give) in enumerate(zip_longest(pieces(expected), pieces(actual)), start=1):
        if want is None:
            return f"{name} {place}: nothing more expected, got {_show(give)}"
        if give is None:
            return f"{name} {place}: expected {_show(want)}, the output ends"
        if want != give and not same(want, give):
            start = _common(want, give) - BEFORE_CHARS
            return f"{name} {place}: expected {_show(want, start)}, got {_show(give, start)}"
    return None


def _tokens(text: bytes) -> Iterator[bytes]:
    for match in TOKEN.finditer(text):
        yield match[0]


def _lines(text: bytes) -> Iterator[bytes]:
    start, end = 0, len(text.rstrip())
    while start < end:
        stop = text.find(b"\n", start, end)
        stop = end if stop < 0 else stop
        yield text[start:stop].rstrip()
        start = stop + 1


def _equality(checker: Checker) -> Callable[[bytes, bytes], bool]:
    """Return what takes two different pieces for the same."""
    if checker.mode == "case_fold":
        return lambda want, give: _folded(want) == _folded(give)
    if checker.mode == "float":
        return lambda want, give: _close(want, give, checker.tolerance)
    return lambda want, give: False


def _folded(token: bytes) -> str:
    """Return the text without case; bytes that are not UTF-8 stay apart from one another."""
    return token.decode("utf-8", "surrogateescape").casefold()


def _close(want: bytes, give: bytes, tolerance: float) -> bool:
    """Return whether two tokens are numbers that differ by no more than the tolerance.

    Two integers must be equal, digit by digit: an integer is a count, an index or a remainder, and
    a relative tolerance would take 1000000008 for 1000000007. As soon as one of them is written
    with a point or an exponent, both are numbers: 2 and 2.0000001 are close. nan, inf, hexadecimal
    numbers and what a double cannot hold are words: they must be the same, letter by letter.
    """
    if INTEGER.fullmatch(want) and INTEGER.fullmatch(give):
        return _value(want) == _value(give)
    if not (NUMBER.fullmatch(want) and NUMBER.fullmatch(give)):
        return False
    right, answer = float(want), float(give)
    if abs(right) == float("inf") or abs(answer) == float("inf"):
        return False
    return abs(right - answer) <= tolerance * max(1.0, abs(right)) + SLACK


def _value(integer: bytes) -> tuple[bool, bytes]:
    """Return an integer in a form in which +7, 7 and 007 are the same, and so are 0 and -0."""
    digits = integer.lstrip(b"+-").lstrip(b"0")
    return integer.startswith(b"-") and digits != b"", digits


def _common(one: bytes, other: bytes) -> int:
    """Return how many bytes two pieces begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _show(piece: bytes, start: int = 0) -> str:
    """Return some of a piece, from about `start` on, with dots where more of it is."""
    start = max(0, start) if len(piece) > SHOWN_CHARS else 0
    text = excerpt(piece[start:])
    cut = text if len(text) <= SHOWN_CHARS else text[:SHOWN_CHARS] + "…"
    return repr("…" + cut if start else cut)
