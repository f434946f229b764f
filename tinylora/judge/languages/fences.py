"""From a completion's text to its fenced code blocks, whatever language they hold.

Thoughts are no part of an answer. What a block is for (a program, a draft, a sample) each language
says itself: `cpp_source.py`, `python_source.py`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

LABEL_ENDS = re.compile(r"[\s:,;({]")
# Possessive, and from a run's beginning: a long run of ticks is looked at once.
TICKS = re.compile(r"((?<!`)`{3,}+|(?<!~)~{3,}+)[ \t]*+([^\r\n]*+)\r?(?:\n|$)")
THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
THOUGHT_END = re.compile(r"\A.*</think>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fence:
    """One fenced block: its label (lower case), what is inside, and whether and where it ends."""

    label: str
    inside: str
    closed: bool
    start: int
    end: int


def chosen_block(
    programs: list[Fence],
    is_whole: Callable[[str], bool],
    code_block: Literal["last", "first"] = "last",
) -> str | None:
    """Return the block that is the answer, or None where there is no block.

    Args:
        programs: the blocks of the language, in order.
        is_whole: whether a block is a program, not a snippet quoted in the explanation. Complete
            blocks that are go before complete ones, and those before an unterminated one.
        code_block: which of the best is meant.
    """
    complete = [fence for fence in programs if fence.closed]
    whole = [fence for fence in complete if is_whole(fence.inside)]
    for choice in (whole, complete, programs):
        if choice:
            return choice[-1 if code_block == "last" else 0].inside
    return None


def last_fence(text: str) -> Fence | None:
    """Return the block that `text` ends with the end of, thoughts apart; None: with none."""
    if not text.rstrip().endswith(("```", "~~~")):
        return None
    answer = without_thoughts(text)
    *_, last = (None, *fences_in(answer))
    if last is None or not last.closed or answer[last.end :].strip():
        return None
    return last


def without_thoughts(text: str) -> str:
    """Drop <think> blocks; the opening tag may have been part of the prompt."""
    return THOUGHT_END.sub("", THOUGHT.sub("", text))


def without_fences(text: str, fences: list[Fence]) -> str:
    """Return what stands outside every block."""
    for fence in reversed(fences):
        text = text[: fence.start] + text[fence.end :]
    return text


def fences_in(text: str) -> Iterator[Fence]:
    """Yield the blocks of `text`. A labelled fence inside an open block ends it, opens the next."""
    opened: re.Match[str] | None = None
    for ticks in _fence_marks(text):
        rest = ticks[2].strip()
        if opened is None:
            opened = ticks
        elif _closes(opened[1], ticks[1]):
            reopens = bool(rest) and " " not in rest and not rest.startswith(("`", "~"))
            yield _fence(opened, text[opened.end() : ticks.start()], not reopens, ticks.end(1))
            opened = ticks if reopens else None
    if opened is not None:
        yield _fence(opened, text[opened.end() :], False, len(text))


def _fence_marks(text: str) -> Iterator[re.Match[str]]:
    """Yield runs of ticks that could open or close a block; code quoted in one line is neither."""
    for match in TICKS.finditer(text):
        if match[1] not in match[2]:
            yield match


def _closes(opening: str, mark: str) -> bool:
    return mark[0] == opening[0] and len(mark) >= len(opening)


def _fence(opened: re.Match[str], inside: str, closed: bool, end: int) -> Fence:
    label = LABEL_ENDS.split(opened[2].strip().strip("{}. "))[0].lower()
    lines = inside.rstrip(" \t")
    return Fence(label, lines, closed, opened.start(), end)
