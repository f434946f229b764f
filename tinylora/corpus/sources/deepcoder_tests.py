"""DeepCoder's `tests`: one JSON string, two shapes, pairs kept together.

    [{"input": …, "output": …, "testtype" or "type": …, "fn_name"?, "metadata": {"func_name"}?}]
    {"inputs": […], "outputs": […], "fn_name"?}

For programs that read stdin an entry is text, a number, or a list of lines; for functions calls.py
has the encodings. A pair with a null on either side is dropped whole, and counted: dropping nulls
side by side would shift every later pair. So is one that its source cut.
"""

import json
import math
from dataclasses import dataclass
from typing import Any

from tinylora.corpus.sources.calls import (
    as_json,
    call_pairs,
    function_of,
    parse_json,
    takes_nodes,
)
from tinylora.corpus.sources.reader import plain
from tinylora.corpus.statements.cut_tests import is_whole
from tinylora.problem import IoMode, Refused, RejectReason

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
    readable: bool = True
    """False: a function's texts are no JSON a line, and stand in `pairs` as the row has them."""


def tests_of(encoded: str, named: bool = False, starter_code: str | None = None) -> Tests:
    """Return the tests of one row.

    Args:
        encoded: the JSON.
        named: the row names the function that tests without a kind of their own call.
        starter_code: the row's. Where it is LeetCode's class, such tests whose inputs are lists of
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
        in_class = "class Solution" in (starter_code or "")
        functional = named or (in_class and any(_is_arguments(i) for i, _ in entries))
    there = [(i, o) for i, o in entries if i is not None and o is not None]
    calls = call_pairs(there, starter_code) if functional else None
    if calls is not None:
        whole = calls
    elif functional:
        whole = [(_as_it_stands(i), _as_it_stands(o)) for i, o in there]
    else:
        pairs = ((stdin_text(i), stdin_text(o)) for i, o in there)
        whole = [pair for pair in pairs if is_whole(*pair)]
    if not whole:
        raise Refused(RejectReason.NO_TEST_CASES, encoded[:300])
    return Tests(
        pairs=tuple(whole),
        functional=functional,
        fn_name=fn_name,
        dropped=len(entries) - len(whole),
        readable=not functional or calls is not None,
    )


def how_answered(
    tests: Tests, extra: dict[str, str], starter_code: str | None = None
) -> dict[str, Any]:
    """Return the fields of a Problem that say how it is answered.

    Args:
        tests: its tests.
        extra: the problem's; `fn_name` in it names a function where no test does, and it is told
            why a function cannot be judged, as `why_not_judged`.
        starter_code: the row's.
    """
    if not tests.functional:
        return {"io_mode": IoMode.STDIN}
    function = function_of(tests.fn_name or extra.get("fn_name"), starter_code)
    fields = {"io_mode": IoMode.FUNCTION, "answer_language": "python"}
    if function is None:
        extra["why_not_judged"] = "it does not say which"
    elif takes_nodes(starter_code):
        extra["why_not_judged"] = "it takes or returns ListNode or TreeNode"
    elif not tests.readable:
        extra["why_not_judged"] = "its arguments or results are no JSON"
    else:
        fields |= {"function": function, "checker": "json"}
    return fields


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


def stdin_text(entry: Any) -> str:
    """Return one side of a test case as a program reads or prints it.

    Raises:
        Refused: it is neither text nor a number nor a list of those.
    """
    if isinstance(entry, list):
        return "\n".join(_line(line) for line in entry)
    return _line(entry)


def _line(entry: Any) -> str:
    entry = plain(entry)
    if isinstance(entry, str):
        return entry
    is_number = isinstance(entry, int | float) and not isinstance(entry, bool)
    if is_number and (isinstance(entry, int) or math.isfinite(entry)):
        return json.dumps(entry)
    why = "a side of a test case that is no text, number or list of lines"
    raise Refused(RejectReason.WRONG_TYPE, f"{why}: {entry!r:.200}")


def _as_it_stands(entry: Any) -> str:
    return entry if isinstance(entry, str) else as_json(entry)


def _is_arguments(entry: Any) -> bool:
    return isinstance(entry, list) and not all(isinstance(one, str) for one in entry)
