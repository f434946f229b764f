"""The markup around a label: a bullet, a section's number, emphasis, brackets, tags."""

import re

_BULLET = re.compile(
    r"(?:[-+*>•·]\s+|\d+(?:\.\d+)*\.?\s+(?=\D)|\d+[.)）、．](?!\d)\s*|[（(]\d+[)）]\s*|[①-⑳]\s*"
    r"|[（(]?[一二三四五六七八九十]+[)）、．]\s*)"
)
"""A bullet, or the number of the label's section."""
_MARKUP = re.compile(
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


def without_bullet(words: str) -> str:
    """Return a line without the bullet or number it opens with."""
    found = _BULLET.match(words)
    return words[found.end() :] if found else words


def without_markup(words: str) -> str:
    """Return a label without emphasis, brackets and tags; what follows its colon is data."""
    head, colon, rest = re.fullmatch(r"([^:：]*)([:：]?)(.*)", words, re.DOTALL).groups()
    for opening, closing in _AROUND if rest else ():
        if opening in head and head.count(opening) % 2 + (opening != closing):
            rest = rest.strip()
            bare = rest.removeprefix(closing)
            rest = bare if bare != rest else rest.removesuffix(closing)
            head = head.replace(opening, "")
    return (_MARKUP.sub("", head).strip() + colon + rest).strip()
