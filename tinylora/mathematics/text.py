"""Where a completion gives its answer: in the tag, in a box, or only somewhere in its text. Pure.

Every search is linear in the text's length: megabytes of braces cost milliseconds.

How an answer's text is to be read, before math-verify sees it. Pure.

math-verify reads a formula where it is told that one stands ($…$), and in plain text looks for the
last number. Read as text, "x^2 + 42" would pass for 42; read as a formula, "the answer is 42" is a
product of letters. So the reading is chosen here, one for each text: nobody gets two guesses.
"""

import re
import unicodedata
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


def tags(text: str, tag: str = "answer") -> list[str]:
    """Return the contents of every whole <tag>…</tag>, in order."""
    opening, closing = f"<{tag}>", f"</{tag}>"
    found = [piece.rpartition(opening) for piece in text.split(closing)[:-1]]
    return [content.strip() for _, begun, content in found if begun]


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


DELIMITED = re.compile(r"(?<!\\)\$|\\\(|\\\[")
PROSE = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}")
FORMULA = re.compile(r"[\\^_{}=+*]|\b[A-Za-z]\s*[-/]|[-/]\s*[A-Za-z]\b")
NUMBER = re.compile(r"\d[\d.,]*(?:\s*/\s*\d+)?")
TEXT_MACRO = re.compile(r"\\(?:text|textbf|mathrm|mbox)\s*\{([^{}]*)\}")
WORDS = re.compile(r"(?=.*[^\W\d_]{3}|no$)[^\W\d_]+(?: [^\W\d_]+)*", re.IGNORECASE)
FUNCTIONS = re.compile(r"\b(?:sin|cos|tan|cot|sec|csc|log|ln|exp|sqrt|pi|inf|infinity)\b")
CHOICE = re.compile(r"\(?([A-E])(?:[.):]\s+(?=\S)|\)(?=[\w\\]))(.*)", re.DOTALL)
"""Without a blank a bracket sets the letter off, where no operator follows: "(B)^2" is a power."""
BLANK = re.compile(r"(?<!\\)\\[ ,;:!]|~|\\q?quad(?![A-Za-z])")
"""How LaTeX writes a space."""
BOLD = re.compile(r"(?<![\w)\]}*])\*\*(?=\S)([^*]+)(?<=\S)\*\*(?![\w(\[{*])")
"""Emphasis; between operands the same marks are a power."""
MEANT = ("<super>", "<sub>", "<fraction>")
"""Compatibility forms that say more than a shape: 2² is not 22."""


def reading(text: str) -> str:
    """Return `text` as math-verify should get it: as a formula, or as prose with one number."""
    text = text.strip()
    if DELIMITED.search(text):
        return text
    if PROSE.search(text) and not FORMULA.search(text) and len(NUMBER.findall(text)) == 1:
        return text
    return f"${text}$"


def same_by_text(gold: str, answer: str) -> bool | None:
    """Return whether two answers agree, where their text settles it; None where it does not.

    Equal texts agree. An answer in words ("no solution") is right only in the same words: read as
    products of letters, "dear" would equal "read". "(B) 12 cm" answers "B", and "12 cm" as well.
    """
    right, given = _plain(gold), _plain(answer)
    if not right or not given:
        return False
    if right == given:
        return True
    if chosen := CHOICE.fullmatch(_bare(answer)):
        if re.fullmatch("[a-e]", right):
            return chosen[1].casefold() == right
        if _plain(chosen[2]) == right:
            return True
    if WORDS.fullmatch(right) and not FUNCTIONS.search(right):
        return False
    return None


def normalised(problem: str) -> str:
    """Return a problem's text for matching: one Unicode form, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", problem).split())


def _bare(text: str) -> str:
    spaced = BLANK.sub(" ", text)  # first: a macro's text would run on from \quad
    plain = BOLD.sub(r"\1", TEXT_MACRO.sub(r"\1", spaced).replace("$", ""))
    return " ".join("".join(map(_same_shape, unicodedata.normalize("NFC", plain))).split())


def _same_shape(char: str) -> str:
    """Return a character in its plain form, unless its form says something."""
    if char.isascii() or unicodedata.decomposition(char).startswith(MEANT):
        return char
    return unicodedata.normalize("NFKC", char)


def _plain(text: str) -> str:
    """Return the text's words: no markup, and no case where it holds words (X and x may differ)."""
    bare = _bare(text).rstrip(" .,;:").lstrip(" ,;:")
    if WORDS.fullmatch(bare.rstrip("! ")):
        bare = bare.rstrip("! ")
    parts = bare.removeprefix("(").removesuffix(")")
    if re.fullmatch(r"[A-Ea-e]", parts) or WORDS.fullmatch(bare):
        return parts.casefold() if len(parts) == 1 else bare.casefold()
    return bare
