"""The test cases of a function: how datasets write them, and how the warehouse does.

In the warehouse an input is one JSON value a line, a line for each argument, and an output is one
JSON value. LiveCodeBench writes texts like that already. APPS, TACO and PrimeIntellect write an
input as the list of the arguments, and an output as the value, or as a list that holds nothing
else.
"""

import json
import re
from typing import Any

from tinylora.problem import Refused, RejectReason

DEFINED = re.compile(r"^[ \t]*def[ \t]+(?!__)(\w+)[ \t]*\(", re.MULTILINE)
RETURNS_LIST = re.compile(r"->\s*(?:typing\.)?(?:Optional\[)?[Ll]ist\b")
NODES = re.compile(r"\b(?:ListNode|TreeNode)\b")


class Digits(str):
    """A JSON integer longer than Python converts."""

    __slots__ = ()


def function_of(name: str | None, starter_code: str | None) -> str | None:
    """Return the name of the function that is called: `name`, else the starter code's only one.

    None: neither tells, or what is called is no function (a class, through `__init__`).
    """
    defined = DEFINED.findall(starter_code or "")
    found = name or (defined[0] if len(defined) == 1 else "")
    return found if found.isidentifier() and not found.startswith("__") else None


def takes_nodes(starter_code: str | None) -> bool:
    """Return whether a function takes or returns LeetCode's linked nodes, which no JSON is."""
    return NODES.search(starter_code or "") is not None


def call_pairs(
    entries: list[tuple[Any, Any]], starter_code: str | None = None
) -> list[tuple[str, str]] | None:
    """Return the pairs of a function in the warehouse's encoding; None: a text is no such JSON.

    Args:
        entries: inputs and outputs as the row has them, without nulls.
        starter_code: tells whether the function returns a list.

    Whether [5] is the value 5 in a list of its own, or a list, no row says. It is the former where
    all outputs of the row are such lists, unless the starter code returns a list and what is inside
    is none.
    """
    listed = [output for given, output in entries if not isinstance(given, str)]
    wrapped = all(isinstance(output, list) and len(output) == 1 for output in listed)
    if RETURNS_LIST.search(starter_code or ""):
        wrapped = wrapped and all(isinstance(output[0], list) for output in listed)
    pairs = [_pair(given, output, wrapped) for given, output in entries]
    return None if None in pairs else pairs


def parse_json(encoded: str) -> Any:
    """Return what a JSON text holds.

    Raises:
        Refused: it is not JSON, or not JSON that fits Python (nesting, digits).
    """
    try:
        try:
            return json.loads(encoded)
        except json.JSONDecodeError:
            raise
        except ValueError:  # more digits than Python converts
            return json.loads(encoded, parse_int=Digits)
    except (ValueError, RecursionError) as error:
        raise Refused(RejectReason.BROKEN_JSON, f"{error}: {encoded[:200]}") from error


def as_json(entry: Any) -> str:
    """Return what json.dumps returns, integers of any length included; no line break is in it."""
    if isinstance(entry, Digits):
        return str(entry)
    if isinstance(entry, list):
        return f"[{', '.join(map(as_json, entry))}]"
    if isinstance(entry, dict):
        members = (f"{json.dumps(n, ensure_ascii=False)}: {as_json(v)}" for n, v in entry.items())
        return f"{{{', '.join(members)}}}"
    return json.dumps(entry, ensure_ascii=False)


def _pair(given: Any, output: Any, wrapped: bool) -> tuple[str, str] | None:
    if not isinstance(given, str):
        arguments = given if isinstance(given, list) else [given]
        value = output[0] if wrapped else output
        return "\n".join(map(as_json, arguments)), as_json(value)
    given = given.strip()
    result = output.strip() if isinstance(output, str) else as_json(output)
    texts = [*(given.split("\n") if given else ()), result]
    return (given, result) if all(map(_is_json, texts)) and "\n" not in result else None


def _is_json(text: str) -> bool:
    try:
        parse_json(text)
    except Refused:
        return False
    return True
