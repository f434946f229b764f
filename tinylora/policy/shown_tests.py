"""The test cases that a prompt shows: the problem's public ones, and no others whatever happens."""

from collections.abc import Sequence

from tinylora.problem import Origin, TestCase

SHOWABLE = (Origin.PUBLIC, Origin.STATEMENT)
TEXT_CHARACTERS = 400
"""Of an input, and of an output; longer ones lose their middle."""
CUT = "\n[...]\n"
"""Stands where a middle was."""


def shown_tests(test_cases: Sequence[TestCase], most: int, statement: str) -> str:
    """Return the first `most` public test cases as text to follow `statement`; "" where none are.

    One whose input and output both stand in `statement`, as whole lines, is not shown again.
    """
    public = [case for case in test_cases if case.origin in SHOWABLE][:most]
    lines = _lines(statement)
    new = [
        case
        for case in public
        if _lines(case.input) not in lines or _lines(case.output) not in lines
    ]
    return "".join(_example(number, case) for number, case in enumerate(new, start=1))


def _example(number: int, case: TestCase) -> str:
    shown = (("input", case.input), ("output", case.output))
    parts = [f"Example {number}, {name}:\n```\n{_shortened(text)}\n```" for name, text in shown]
    return "".join(f"\n\n{part}" for part in parts)


def _shortened(text: str) -> str:
    text = text.strip("\n")
    if len(text) <= TEXT_CHARACTERS:
        return text
    kept = (TEXT_CHARACTERS - len(CUT)) // 2
    return text[:kept] + CUT + text[-kept:]


def _lines(text: str) -> str:
    """Return the lines of `text` without the space around them and the empty ones among them."""
    stripped = [line.strip() for line in text.splitlines()]
    return "\n".join(["", *(line for line in stripped if line), ""])
