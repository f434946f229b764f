"""The solutions of a code_contests row: a few of its C++ ones, right and wrong, to try tests with.

They are a bonus: what is missing, mistyped or of no use is passed over and never refuses the row.
Which ones are kept depends on nothing but their text, so that a larger choice contains a smaller.
"""

import re
from itertools import islice
from typing import Any

from tinylora.corpus.sources.reader import Row
from tinylora.identity import sha256
from tinylora.problem import Solution

_PROGRAMS = {"language": ["int"], "solution": ["string"]}
COLUMNS = {"solutions": _PROGRAMS, "incorrect_solutions": _PROGRAMS}
CPP = 2
MOST_CHARACTERS = 50_000
_ELSEWHERE = re.compile(r"%-?\d*I64|\b__int64\b|#\s*include\s*<(?:windows|conio)\.h>", re.I)
"""Programs for another system's compiler and libraries; what they do on ours says nothing."""


def solutions(row: Row, kept: int) -> tuple[Solution, ...] | None:
    """Return at most `kept` right and `kept` wrong solutions, the right ones first; of 0, None."""
    if not kept:
        return None
    right, wrong = (_programs(row.get(column)) for column in COLUMNS)
    contradictory = right & wrong
    return tuple(
        Solution(source, correct)
        for sources, correct in ((right, True), (wrong, False))
        # Looking into a source costs more than ordering it: only as many are looked into as needed.
        for source in islice(filter(_is_usable, sorted(sources - contradictory, key=sha256)), kept)
    )


def _programs(column: Any) -> set[str]:
    """Return the different C++ programs of a column, none longer than is ever kept."""
    if not isinstance(column, dict):
        return set()
    languages, sources = column.get("language"), column.get("solution")
    if not isinstance(languages, list) or not isinstance(sources, list):
        return set()
    if len(languages) != len(sources):  # which language a source is in cannot be told
        return set()
    pairs = zip(languages, sources, strict=True)
    return {
        source
        for language, source in pairs
        if language == CPP and isinstance(source, str) and len(source) <= MOST_CHARACTERS
    }


def _is_usable(source: str) -> bool:
    """Tell whether a source can be stored, and says something when it is run here."""
    if not source.strip() or "\0" in source or _ELSEWHERE.search(source):
        return False
    return source.isascii() or not re.search("[\ud800-\udfff]", source)
