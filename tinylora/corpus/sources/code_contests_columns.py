"""The small columns of a code_contests row: difficulty, limits, tags and what is kept as text."""

import math

from tinylora.corpus.sources.reader import (
    INT32_MAX,
    Row,
    member,
    optional_text,
    positive_int,
)
from tinylora.problem import Refused, RejectReason

SOURCES = ("UNKNOWN", "CODECHEF", "CODEFORCES", "HACKEREARTH", "CODEJAM", "ATCODER", "AIZU")
DIFFICULTIES = (
    *("UNKNOWN", "EASY", "MEDIUM", "HARD", "HARDER", "HARDEST", "EXTERNAL"),
    *"ABCDEFGHIJKLMNOPQRSTUV",
)


def difficulty(row: Row) -> str | None:
    """Return a letter or a word."""
    return _enum(row, "difficulty", DIFFICULTIES)


def seconds(row: Row) -> float | None:
    """Return the time limit."""
    limit = member(row, "time_limit", dict) or {}
    return (positive_int(limit, "seconds") or 0) + (positive_int(limit, "nanos") or 0) / 1e9 or None


def megabytes(row: Row) -> int | None:
    """Return MiB, rounded up so that a limit in decimal megabytes is not lowered."""
    size = positive_int(row, "memory_limit_bytes", INT32_MAX * 2**20)
    return math.ceil(size / 2**20) if size else None


def tags(row: Row) -> tuple[str, ...]:
    """Return Codeforces' tags."""
    found = member(row, "cf_tags", list) or []
    return tuple(tag for tag in found if isinstance(tag, str) and tag)


def extra(row: Row) -> dict[str, str]:
    """Return what is known of the columns kept as text."""
    points = row.get("cf_points")
    found = {
        "source": _enum(row, "source", SOURCES),
        "cf_contest_id": positive_int(row, "cf_contest_id"),
        "cf_index": optional_text(row, "cf_index"),
        "cf_points": f"{points:g}" if isinstance(points, float | int) and points > 0 else None,
        "translated": "true" if row.get("is_description_translated") is True else None,
        "untranslated_description": optional_text(row, "untranslated_description"),
    }
    return {key: str(value) for key, value in found.items() if value is not None}


def _enum(row: Row, column: str, names: tuple[str, ...]) -> str | None:
    """Return the member's name, None for 0 (unknown).

    Raises:
        Refused: a number the enum does not have.
    """
    number = positive_int(row, column)
    if number is None:
        return None
    if number >= len(names):
        raise Refused(
            RejectReason.WRONG_TYPE, f"{column} is {number}, its enum ends at {len(names) - 1}"
        )
    return names[number]
