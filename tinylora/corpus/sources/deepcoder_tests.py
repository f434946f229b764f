"""DeepCoder's `tests`: one JSON string, two shapes, pairs kept together.

    [{"input": …, "output": …, "testtype" or "type": …, "fn_name"?, "metadata": {"func_name"}?}]
    {"inputs": […], "outputs": […], "fn_name"?}

For programs that read stdin an entry is text, a number, or a list of lines. For functions an entry
that is not text is kept as JSON. A pair with a null on either side is dropped whole, and counted:
dropping nulls side by side would shift every later pair. So is one that its source cut.
"""

import json
import math
from dataclasses import dataclass
from typing import Any

from tinylora.corpus.statements.cut_tests import is_whole
from tinylora.problem import Refused, RejectReason

_STDIN = {"stdin", "stdin_stdout", None, ""}


@dataclass(frozen=True, slots=True)
class Tests:
    """All usable pairs of one problem."""

    __test__ = False  # pytest collects classes that start with "Test"

    pairs: tuple[tuple[str, str], ...]
    functional: bool
    """True when any test calls a function instead of feeding stdin."""
    fn_name: str | None
    dropped: int
    """Pairs left out because one side was null, or not whole."""


class _Digits(str):
    """A JSON integer longer than Python converts."""

    __slots__ = ()


def tests_of(encoded: str, named: bool = False, in_class: bool = False) -> Tests:
    """Return the tests of one row.

    Args:
        encoded: the JSON.
        named: the row names the function that tests without a kind of their own call.
        in_class: its starter code is LeetCode's class, so such tests whose inputs are lists of
            something else than lines are a function's arguments.

    Raises:
        Refused: broken JSON, another shape, unpaired lists, an entry of no known kind, no pair.
    """
    decoded = parse_json(encoded)
    if isinstance(decoded, list):
        entries, fn_name, functional = _listed(decoded)
    elif isinstance(decoded, dict):
        entries, fn_name, functional = _columns(decoded)
    else:
        raise Refused(
            RejectReason.WRONG_TYPE, f"tests is {type(decoded).__name__}: {encoded[:200]}"
        )
    if functional is None:
        functional = named or (in_class and any(_is_arguments(i) for i, _ in entries))
    as_text = _argument if functional else _stdin_text
    pairs = [(as_text(i), as_text(o)) for i, o in entries if i is not None and o is not None]
    whole = [pair for pair in pairs if functional or is_whole(*pair)]
    if not whole:
        raise Refused(RejectReason.NO_TEST_CASES, encoded[:300])
    return Tests(
        pairs=tuple(whole),
        functional=functional,
        fn_name=fn_name,
        dropped=len(entries) - len(whole),
    )


def parse_json(encoded: str) -> Any:
    """Return what a JSON column holds.

    Raises:
        Refused: it is not JSON, or not JSON that fits Python (nesting, digits).
    """
    try:
        try:
            return json.loads(encoded)
        except json.JSONDecodeError:
            raise
        except ValueError:  # more digits than Python converts
            return json.loads(encoded, parse_int=_Digits)
    except (ValueError, RecursionError) as error:
        raise Refused(RejectReason.BROKEN_JSON, f"{error}: {encoded[:200]}") from error


def _listed(tests: list[Any]) -> tuple[list[tuple[Any, Any]], str | None, bool | None]:
    """Return the pairs, the function's name, and whether it is one; None: no test says."""
    entries, names, functional = [], [], None
    for test in tests:
        if not isinstance(test, dict):
            raise Refused(
                RejectReason.WRONG_TYPE, f"a test is {type(test).__name__}: {test!r:.200}"
            )
        if "input" not in test or "output" not in test:
            raise Refused(RejectReason.UNPAIRED_TEST_CASES, f"a test has only {sorted(test)}")
        entries.append((test["input"], test["output"]))
        names.append(_function(test))
        kind = test.get("testtype") or test.get("type")
        if not isinstance(kind, str | None):
            raise Refused(RejectReason.WRONG_TYPE, f"a test's kind is no text: {kind!r:.200}")
        if kind is not None or names[-1]:
            functional = bool(functional) or (kind not in _STDIN if kind is not None else True)
    return entries, next(filter(None, names), None), functional


def _columns(tests: dict[str, Any]) -> tuple[list[tuple[Any, Any]], str | None, bool | None]:
    """Return the pairs, the function's name, and whether it is one; None: there is no name."""
    inputs, outputs = tests.get("inputs"), tests.get("outputs")
    if not (isinstance(inputs, list) and isinstance(outputs, list)):
        raise Refused(RejectReason.WRONG_TYPE, f"tests has keys {sorted(tests)}, not two lists")
    if len(inputs) != len(outputs):
        counts = f"{len(inputs)} inputs and {len(outputs)} outputs"
        raise Refused(RejectReason.UNPAIRED_TEST_CASES, counts)
    fn_name = _function(tests)
    return list(zip(inputs, outputs, strict=True)), fn_name, fn_name is not None or None


def _function(test: dict[str, Any]) -> str | None:
    metadata = test.get("metadata")
    named = metadata.get("func_name") if isinstance(metadata, dict) else None
    name = test.get("fn_name") or named
    return name if isinstance(name, str) and name else None


def _stdin_text(entry: Any) -> str:
    if isinstance(entry, list):
        return "\n".join(_line(line) for line in entry)
    return _line(entry)


def _line(entry: Any) -> str:
    if isinstance(entry, str):
        return entry
    is_number = isinstance(entry, int | float) and not isinstance(entry, bool)
    if is_number and math.isfinite(entry):
        return json.dumps(entry)
    raise Refused(
        RejectReason.WRONG_TYPE, f"a test entry is {type(entry).__name__}: {entry!r:.200}"
    )


def _argument(entry: Any) -> str:
    return entry if isinstance(entry, str) else _json(entry)


def _is_arguments(entry: Any) -> bool:
    return isinstance(entry, list) and not all(isinstance(one, str) for one in entry)


def _json(entry: Any) -> str:
    """Return what json.dumps returns, integers of any length included."""
    if isinstance(entry, _Digits):
        return str(entry)
    if isinstance(entry, list):
        return f"[{', '.join(map(_json, entry))}]"
    if isinstance(entry, dict):
        members = (f"{json.dumps(n, ensure_ascii=False)}: {_json(v)}" for n, v in entry.items())
        return f"{{{', '.join(members)}}}"
    return json.dumps(entry, ensure_ascii=False)
