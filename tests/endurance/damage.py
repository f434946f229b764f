"""Seeded damage: to values as JSON holds them, to the JSON of them, and to bytes.

What Python itself cannot write, a whole number of 5,000 digits or 100,000 brackets in each other,
stands in a value as a mark, and `json_text` puts it in its place.
"""

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

MARKS = {
    "\ue000digits": "9" * 5000,
    "\ue000many digits": "-" + "7" * 100_000,
    "\ue000deep": "[" * 400 + "]" * 400,
    "\ue000deeper": '{"a":' * 900 + "1" + "}" * 900,
    "\ue000deepest": "[" * 100_000 + "]" * 100_000,
    "\ue000exponent": "1e999",
}
WRONG = (
    *(None, True, False, 0, -1, 7, 2.5, -0.0, 2**31, -(2**31) - 1, 2**63, 2**64, 10**400),
    *(float("nan"), float("inf"), float("-inf"), 5e-324, 1.7e308),
    *("", " ", "\n", "\0", "x", "0", "-1", "null", "[", '{"a":', "[[1]]", "\ufeff", "汉字", "١٢"),
    *([], {}, [None], [[]], [[[1]]], {"": ""}, {"a": "b"}, [1, "1"], {"input": 1}, ["\0"]),
    *MARKS,
)
SPLICES = (
    *("\0", "\ud800", "\udcff", "\ud83d", "\ufeff", "\u202e", "\u2028", "\x85", "\x1b[2J", "\r"),
    *('"', "\\", "\\u", "```", "\n", "\t", "{", "]", "……", "...", "#", "<image>", "</s>", "%", "$"),
    *("\ue000", "０", "１２", "1e999", "a" * 300, "\n" * 300, "#" * 300, " " * 3000, "9" * 5000),
)
LONGEST = 200_000
"""Characters of a text that is repeated."""


def damaged(value: Any, draw: Random, most: int = 3) -> Any:
    """Return a copy of a value with one to `most` things wrong, inside JSON that is a text, too."""
    try:
        held = copy.deepcopy(value)
    except RecursionError:  # the damage of an earlier time is too deep to be followed
        held = None
    for _ in range(draw.randint(1, most)):
        places = [*places_in(held)] if isinstance(held, dict | list) else []
        if not places or draw.random() < 0.02:
            held = copy.deepcopy(draw.choice(WRONG))
        else:
            _wound(*draw.choice(places), draw)
    return held


def json_text(value: Any) -> str:
    """Return a value as JSON, with what the marks in it stand for."""
    text = json.dumps(value)
    for mark, meant in MARKS.items():
        text = text.replace(json.dumps(mark), meant)
    return text


def damaged_line(text: str, draw: Random) -> bytes:
    """Return a line of JSON with its bytes damaged; it stays one line, not blank, of one row."""
    found = damaged_bytes(text.encode(), draw, most=2).replace(b"\n", b" ").replace(b"}{", b"}:{")
    return found if found.strip() else b"x"


def damaged_bytes(data: bytes, draw: Random, most: int = 4) -> bytes:
    """Return bytes with one to `most` things wrong: flipped, cut, moved, filled or put in."""
    held = bytearray(data)
    for _ in range(draw.randint(1, most)):
        at = draw.randrange(len(held) + 1)
        end = min(len(held), at + draw.choice((1, 2, 4, 8, 40, 400)))
        match draw.randrange(10):
            case 0 | 1 | 2 if held:
                held[min(at, len(held) - 1)] ^= 1 << draw.randrange(8)
            case 3:
                held[at:end] = draw.randbytes(end - at)
            case 4:
                del held[at : end if draw.random() < 0.7 else len(held)]
            case 5:
                held[at:at] = draw.choice((b"\xff", b"\0", b"\xc3", b"\xed\xa0\x80", b'"', b"\\"))
            case 6:
                held[at:at] = held[at:end]
            case 7:
                held[at:end] = draw.choice((b"\0", b"\xff", b"\x7f", b" ")) * (end - at)
            case 8:
                size = draw.choice((4, 8))
                number = draw.choice((2**31 - 1, -1, 2**31 - 2, 2**24, len(held) + 1, 0))
                held[at : at + size] = number.to_bytes(size, "little", signed=True)
            case _:
                other = draw.randrange(len(held) + 1)
                held[other : other + end - at] = held[at:end]
    return bytes(held)


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in (*value, *value.values()) if isinstance(value, dict) else value:
            yield from texts(one)


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (container, key or index) of everything inside."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in list(items):
        yield value, key
        if isinstance(member, dict | list):
            yield from places_in(member)


def _wound(holder: Any, key: Any, draw: Random) -> None:
    value = holder[key]
    if isinstance(value, str) and draw.random() < 0.6:
        holder[key] = _wounded_text(value, draw)
        return
    match draw.randrange(9):
        case 0:
            del holder[key]
        case 1:
            holder[key] = None
        case 2 | 3:
            holder[key] = copy.deepcopy(draw.choice(WRONG))
        case 4:
            holder[key] = (
                [value] if draw.random() < 0.5 else {draw.choice(("", "a", "input")): value}
            )
        case 5:
            holder[key] = json_text(value)
        case 6 if isinstance(holder, dict):
            name = draw.choice((str(key).upper(), f"{key} ", f"{key}.a", "", "\0", "\ud800"))
            holder[name] = holder.pop(key)
        case 7 if isinstance(value, list) and value:
            holder[key] = value * draw.choice((2, 3, 100)) if draw.random() < 0.5 else value[:-1]
        case 8 if isinstance(value, int | float) and abs(value) < 2**64:
            holder[key] = draw.choice((str(value), -value, value * 1e9, value + 0.5))
        case _:
            others = list(places_in(holder))
            other, place = draw.choice(others)
            holder[key] = copy.deepcopy(other[place])


def _wounded_text(text: str, draw: Random) -> str:
    try:
        inner = json.loads(text)
    except (ValueError, RecursionError):
        inner = None
    if isinstance(inner, dict | list) and draw.random() < 0.7:
        return json_text(damaged(inner, draw, most=1))
    at = draw.randint(0, len(text))
    end = at + draw.choice((0, 0, 1, 5, 50))
    match draw.randrange(6):
        case 0:
            return text[:at]
        case 1:
            return text[at:]
        case 2:
            times = draw.choice((2, 10, 1000))
            return text * min(times, LONGEST // max(1, len(text)) + 1)
        case _:
            return text[:at] + draw.choice(SPLICES) + text[end:]
