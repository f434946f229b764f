"""Tests that their source did not give whole: cut off by its own page, or with words in them."""

import re

_CUT = re.compile(r"\d[ \t]*\.{3}\s*\Z")
"""A page that shows only the beginning of a long file ends it so."""
_CUT_ANYWHERE = re.compile(r"[\w\s]\.{3}\s*\Z")
LONG = 200
"""Characters: a shorter text that ends in a word and dots may be data."""
_POINT = re.compile(r"\d\.\d")
_EXPLAINED = re.compile(r"^[ \t]*explanations?[ \t]*:", re.IGNORECASE | re.MULTILINE)


def is_whole(given: str, answer: str) -> bool:
    """Tell whether a pair can be a test: neither side is cut, no explanation follows the answer."""
    return not (_is_cut(given) or _is_cut(answer) or _EXPLAINED.search(answer))


def _is_cut(text: str) -> bool:
    end = text[-64:].rstrip()
    if not end.endswith("...") or not (_CUT_ANYWHERE if len(text) >= LONG else _CUT).search(end):
        return False
    return "." not in _POINT.sub("", text.rstrip().removesuffix("..."))  # else it draws a map
