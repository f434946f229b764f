"""Which checker marks a problem, chosen from what its statement says and its expected outputs show.

- Decimal numbers in the outputs: a tolerance, the statement's own where it names one. Where it asks
  for a few decimals exactly ("two decimal places"), the form is part of the task and is compared as
  it stands; from four decimals on, right programs differ in the last one.
- "Print each letter in any case" over outputs of a few words: case does not count.
- Everything else: tokens. Exact is the default because a lenient checker pays for wrong programs.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from tinylora.corpus.statements.signs import (
    any_letter_case,
    decimals_asked_for,
    tolerance_stated,
)

TOKENS = "tokens"
CASE_FOLD = "case_fold"
TOLERANCE = 1e-6
"""Absolute or relative, where the statement names none."""
EXACT_DECIMALS = 3
"""Up to this many decimals that a statement asks for are compared as they stand."""
FEW_WORDS = 8
OUTPUTS_READ = 64
CHARACTERS_READ = 10_000
"""Of each output: enough to see what kind of thing is printed, however large a test case is."""

_DECIMAL = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?|[-+]?\d+(?:\.\d*)?[eE][-+]\d+")
_DIGITS_AROUND_DOT = re.compile(r"\d\.\d")


def choose_checker(statement: str, outputs: Iterable[str]) -> str:
    """Return the name of a checker that tinylora/judge/checkers/checker.py knows."""
    tokens = _tokens(outputs)
    decimals = _decimals(tokens)
    if decimals:
        return _for_decimals(statement, decimals)
    words = {token.casefold() for token in tokens if token.isalpha()}
    if 0 < len(words) <= FEW_WORDS and any_letter_case(statement):
        return CASE_FOLD
    return TOKENS


def holds_decimals(outputs: Iterable[str]) -> bool:
    """Tell whether the outputs hold decimal numbers (not version numbers, dates or addresses)."""
    return bool(_decimals(_tokens(outputs)))


def _for_decimals(statement: str, decimals: Sequence[str]) -> str:
    stated = tolerance_stated(statement)
    if stated is not None:
        return f"float:{stated:g}"
    places = {len(token.partition(".")[2]) for token in decimals}
    asked = decimals_asked_for(statement)
    if asked is None or places != {asked}:
        return f"float:{TOLERANCE:g}"
    return TOKENS if asked <= EXACT_DECIMALS else f"float:{max(TOLERANCE, 10.0**-asked):g}"


def _tokens(outputs: Iterable[str]) -> list[str]:
    """Return the different tokens, in the order in which they appear."""
    read = (output[:CHARACTERS_READ].split() for output in islice(outputs, OUTPUTS_READ))
    return list(dict.fromkeys(token for part in read for token in part))


def _decimals(tokens: Sequence[str]) -> list[str]:
    """Return the tokens that are decimal numbers; none where dots between digits mean more."""
    if any(_DIGITS_AROUND_DOT.search(token) and not _DECIMAL.fullmatch(token) for token in tokens):
        return []
    return [token for token in tokens if _DECIMAL.fullmatch(token)]
