"""Text on its way to a terminal or a page."""

import unicodedata
from datetime import timedelta

UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))


def age(passed: timedelta) -> str:
    """Return `passed` in the largest unit that fits: "3 days", "1 hour", "0 seconds"."""
    seconds = int(passed.total_seconds())
    unit, size = next((one for one in UNITS if seconds >= one[1]), UNITS[-1])
    count = seconds // size
    return f"{count} {unit}{'' if count == 1 else 's'}"


def harmless(text: str) -> str:
    """Return `text` with every character a terminal would act on shown as its escape.

    What models and datasets write is hostile: an escape sequence can clear a screen or set a
    clipboard. Line ends and tabs stay.
    """
    return "".join(
        char
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
        else char.encode("unicode_escape").decode()
        for char in text
    )
