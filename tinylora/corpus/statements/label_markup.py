"""What a label wears and does not mean: a bullet, a section's number, emphasis, brackets, tags."""

import re

_PLACE = re.compile(
    r"(?:[-+*>•·]\s+|\d+(?:\.\d+)*\.?\s+(?=\D)|\d+[.)）、．](?!\d)\s*|[（(]\d+[)）]\s*|[①-⑳]\s*"
    r"|[（(]?[一二三四五六七八九十]+[)）、．]\s*)"
)
"""Where a label stands and not what it means: a bullet, the number of its section."""
_DRESS = re.compile(
    r"\*\*|__|[*`$【】「」]|</?[a-z]+\d?>|\\(?:sub)*section\*?\{|\}$", re.IGNORECASE
)
_AROUND = (
    ("**", "**"),
    ("__", "__"),
    ("*", "*"),
    ("`", "`"),
    ("【", "】"),
    ("「", "」"),
    ("<b>", "</b>"),
)
"""Pairs whose second half may stand after the colon: "**输入：** 3 5"."""


def without_place(words: str) -> str:
    """Return a line without the bullet or number it opens with."""
    found = _PLACE.match(words)
    return words[found.end() :] if found else words


def undressed(words: str) -> str:
    """Return a label without emphasis, brackets and tags; what follows its colon is data."""
    head, colon, rest = re.fullmatch(r"([^:：]*)([:：]?)(.*)", words, re.DOTALL).groups()
    for opening, closing in _AROUND if rest else ():
        if opening in head and head.count(opening) % 2 + (opening != closing):
            rest = rest.strip()
            bare = rest.removeprefix(closing)
            rest = bare if bare != rest else rest.removesuffix(closing)
            head = head.replace(opening, "")
    return (_DRESS.sub("", head).strip() + colon + rest).strip()
