"""Where a completion gives its answer: in the tag, in a box, or only somewhere in its text. Pure.

Every search is linear in the text's length: megabytes of braces cost milliseconds.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

BOX = "\\boxed{"
REASONING_ENDS = "</think>"
REASONING_BEGINS = "<think>"
END_MARKS = ("<|im_end|>", "<|endoftext|>", "<|eot_id|>", "</s>")
"""What a tokenizer may leave after the last word; not part of the text."""
TAIL_CHARS = 500
"""Of a text with neither tag nor box: what is searched for its last number or formula."""


class Where(StrEnum):
    """The form in which an answer was found."""

    TAG = "tag"
    BOX = "box"
    TEXT = "text"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a completion answers, and in which form."""

    text: str
    where: Where
    tag_present: bool
    tag_at_end: bool


def given_answer(completion: str, tag: str = "answer") -> GivenAnswer:
    r"""Return the answer of a completion.

    It is the last whole <tag>…</tag> (of a box inside, the box's content), else the last
    \boxed{…}, else the end of the text. What stands inside <think>…</think> is reasoning and
    answers nothing; reasoning that never ends leaves no answer.
    """
    said = _after_reasoning(_without_end_marks(completion))
    content, at_end = _last_tag(said, tag)
    if content is not None:
        text = unboxed(content)
        return GivenAnswer(text, Where.TAG if text else Where.NOWHERE, True, at_end)
    boxed = _last_box(said)
    if boxed:
        return GivenAnswer(boxed, Where.BOX, False, False)
    tail = said[-TAIL_CHARS:].strip()
    return GivenAnswer(tail, Where.TEXT if tail else Where.NOWHERE, False, False)


def unboxed(text: str) -> str:
    """Return a right answer without the box that some datasets keep it in."""
    return _last_box(text) or text.strip()


def _without_end_marks(text: str) -> str:
    end = len(text)
    while end:
        mark = next((mark for mark in END_MARKS if text.endswith(mark, 0, end)), None)
        if mark is None and not text[end - 1].isspace():
            break
        end -= len(mark or " ")
    return text[:end]


def _after_reasoning(text: str) -> str:
    _, ended, after = text.rpartition(REASONING_ENDS)
    said = after if ended else text
    before, begun, _ = said.partition(REASONING_BEGINS)
    return before if begun else said


def _last_tag(text: str, tag: str) -> tuple[str | None, bool]:
    """Return the last whole tag's content, and whether nothing follows it."""
    opening, closing = f"<{tag}>", f"</{tag}>"
    end = text.rfind(closing)
    start = text.rfind(opening, 0, max(end, 0))
    if start < 0:
        return None, False
    return text[start + len(opening) : end], not text[end + len(closing) :].strip()


def _last_box(text: str) -> str | None:
    r"""Return the content of the last \boxed{…}; None where there is none, or it never closes."""
    start = text.rfind(BOX)
    if start < 0:
        return None
    start += len(BOX)
    depth = 1
    for found in re.finditer(r"\\.|[{}]", text[start:], re.DOTALL):  # \{ is a brace that is shown
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return text[start : start + found.start()].strip()
    return None
