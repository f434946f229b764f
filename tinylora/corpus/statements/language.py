"""Which language a statement is written in, where its source does not say."""

import re

_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_HAN = 20
"""Characters of a statement for each Han one from which it is no Chinese one: English ones quote
a name at most."""


def language_of(statement: str) -> str:
    """Return "zh" for a Chinese statement, else "en"."""
    return "zh" if len(_HAN.findall(statement)) * _LEAST_HAN > len(statement) else "en"
