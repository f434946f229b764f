"""From a completion's text to the C++ program in it. Needs no model and no tokenizer.

Models draft, explain and correct themselves: the last complete C++ fence is the answer, and one
that holds a `main` goes before one that does not (a snippet quoted in the explanation). An
unterminated fence counts when there is nothing better, then bare source from its first `#include`.
What stands inside <think> is never the answer. Asked for the first block, the same goes from the
other end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

CPP_LABEL = re.compile(r"(c\+\+|cpp|cc|cxx|hpp)(\d\d)?", re.IGNORECASE)
MAYBE_CPP_LABELS = frozenset({"", "c", "h", "code", "text", "txt", "plaintext"})
# A main of C++'s own: Python's `main()`, Rust's `fn main() {` and Java's `void main` have others.
CPP_SIGNS = re.compile(
    r"#\s*include\s*[<\"]|\busing\s+namespace\b|\bstd::"
    r"|^[ \t]*(?:(?:int|signed|auto|void|int32_t)\s+main\s*\(|main\s*\([^()]*\)\s*\{)",
    re.MULTILINE,
)
MAIN = re.compile(r"\bmain\s*\(")
LABEL_ENDS = re.compile(r"[\s:,;({]")
TICKS = re.compile(r"(`{3,}|~{3,})[ \t]*([^\r\n]*)\r?(?:\n|$)")
BARE_START = re.compile(r"^[ \t]*#(?:\s*include\s*[<\"]|define\s|pragma\s)", re.MULTILINE)
INCLUDE = re.compile(r"^[ \t]*#\s*include\s*[<\"]", re.MULTILINE)
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

    @property
    def is_cpp(self) -> bool:
        """By its label, or by its looks where the label does not tell."""
        if CPP_LABEL.fullmatch(self.label):
            return bool(self.inside.strip())
        return self.label in MAYBE_CPP_LABELS and CPP_SIGNS.search(self.inside) is not None


def extract_cpp(text: str, code_block: Literal["last", "first"] = "last") -> str | None:
    """Return the C++ source of a completion as it stands, or None when there is none."""
    answer = _without_thoughts(text)
    fences = list(_fences(answer))
    programs = [fence for fence in fences if fence.is_cpp]
    complete = [fence for fence in programs if fence.closed]
    with_main = [fence for fence in complete if MAIN.search(fence.inside)]
    for choice in (with_main, complete, programs):
        if choice:
            return choice[-1 if code_block == "last" else 0].inside
    return _bare_source(answer, fences)


def closes_fence(text: str) -> bool:
    """Return whether `text` ends with the end of a C++ program: a block that holds a `main`.

    A helper quoted on the way is no reason to stop: the program may be still to come.
    """
    if not text.rstrip().endswith(("```", "~~~")):
        return False
    answer = _without_thoughts(text)
    *_, last = (None, *_fences(answer))
    if last is None or not last.closed or answer[last.end :].strip():
        return False
    return last.is_cpp and MAIN.search(last.inside) is not None


def _without_thoughts(text: str) -> str:
    """Drop <think> blocks; the opening tag may have been part of the prompt."""
    return THOUGHT_END.sub("", THOUGHT.sub("", text))


def _fences(text: str) -> Iterator[Fence]:
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


def _bare_source(text: str, fences: list[Fence]) -> str | None:
    """Return the source from a preprocessor line outside every block up to its last brace."""
    for fence in reversed(fences):
        text = text[: fence.start] + text[fence.end :]
    start = BARE_START.search(text)
    if start is None or INCLUDE.search(text, start.start()) is None:
        return None
    source = text[start.start() :]
    last_brace = source.rfind("}")
    return source if last_brace < 0 else source[: last_brace + 1] + "\n"
