"""Whether two outputs are the same JSON value, and where they differ first.

A float and any number are the same within 1e-6, absolutely or relatively; integers are counts and
must be equal, whatever their length. true is no 1, and the order of an object's names says nothing.
"""

import json
import math
from typing import Any

from tinylora.errors import CheckerFault

TOLERANCE = 1e-6
SHOWN_CHARS = 60


class Integer(str):
    """A JSON integer, digit by digit: Python does not convert one of 5,000 digits."""

    __slots__ = ()


def json_difference(expected: bytes, actual: bytes) -> str | None:
    """Return what differs first, or None when both are the same value.

    Raises:
        CheckerFault: what is expected is no JSON value.
    """
    try:
        want = _parse(expected)
    except (ValueError, RecursionError) as error:
        raise CheckerFault(
            f"checker json: an expected output is no JSON value ({error}); mend the test case, or "
            "leave its problem out"
        ) from error
    if not actual.strip():
        return "there is no output"
    try:
        give = _parse(actual)
    except (ValueError, RecursionError) as error:
        return f"the output is not one JSON value: {error}"
    waiting: list[tuple[str, Any, Any]] = [("", want, give)]
    while waiting:  # not by recursion: a hostile output may be nested deeply
        where, want, give = waiting.pop()
        if type(want) is not type(give) or not isinstance(want, list | dict):
            if not _same(want, give):
                place = f"at {where}: " if where else ""
                return f"{place}expected {_show(want)}, got {_show(give)}"
        elif len(want) != len(give) or (isinstance(want, dict) and want.keys() != give.keys()):
            kind = "names" if isinstance(want, dict) else "elements"
            place = f"at {where}: " if where else ""
            sizes = f"{len(want)} {kind}, got {len(give)}"
            return f"{place}expected {sizes if len(want) != len(give) else 'other names'}"
        else:
            names = list(want) if isinstance(want, dict) else range(len(want))
            parts = [(f"{where}[{_name(name)}]", want[name], give[name]) for name in names]
            waiting += reversed(parts)
    return None


def _parse(text: bytes) -> Any:
    return json.loads(text.decode("utf-8", "surrogatepass"), parse_int=Integer)


def _same(want: Any, give: Any) -> bool:
    numbers = isinstance(want, Integer | float) and isinstance(give, Integer | float)
    if not numbers:
        return type(want) is type(give) and want == give
    if isinstance(want, Integer) and isinstance(give, Integer):
        return want == give or {want, give} == {"0", "-0"}
    right, answer = float(want), float(give)
    if math.isfinite(right) and math.isfinite(answer):
        return math.isclose(right, answer, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    if isinstance(want, Integer) or isinstance(give, Integer):
        return False  # it is beyond floats, and not infinite
    return right == answer or (math.isnan(right) and math.isnan(answer))


def _name(name: str | int) -> str:
    return str(name) if isinstance(name, int) else _cut(json.dumps(name))


def _show(value: Any) -> str:
    """Return what a value is, short: only a part of a large one is written."""
    if isinstance(value, list | dict):
        kind = "a list of" if isinstance(value, list) else "an object of"
        return f"{kind} {len(value)}"
    return _cut(value if isinstance(value, Integer) else json.dumps(value))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…"
