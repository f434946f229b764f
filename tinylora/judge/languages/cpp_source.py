"""From a completion's text to the C++ program in it. Needs no model and no tokenizer.

Models draft, explain and correct themselves: the last complete C++ fence is the answer, and one
that holds a `main` goes before one that does not (a snippet quoted in the explanation). An
unterminated fence counts when there is nothing better, then bare source from its first `#include`.
What stands inside <think> is never the answer. Asked for the first block, the same goes from the
other end.
"""

import re
from typing import Literal

from tinylora.judge.languages.fences import (
    Fence,
    chosen_block,
    fences_in,
    last_fence,
    without_fences,
    without_thoughts,
)

CPP_LABEL = re.compile(r"(c\+\+|cpp|cc|cxx|hpp)(\d\d)?", re.IGNORECASE)
MAYBE_CPP_LABELS = frozenset({"", "c", "h", "code", "text", "txt", "plaintext"})
# A main of C++'s own: Python's `main()`, Rust's `fn main() {` and Java's `void main` have others.
CPP_SIGNS = re.compile(
    r"#\s*include\s*[<\"]|\busing\s+namespace\b|\bstd::"
    r"|^[ \t]*(?:(?:int|signed|auto|void|int32_t)\s+main\s*\(|main\s*\([^()]*\)\s*\{)",
    re.MULTILINE,
)
MAIN = re.compile(r"\bmain\s*\(")
BARE_START = re.compile(r"^[ \t]*#(?:\s*include\s*[<\"]|define\s|pragma\s)", re.MULTILINE)
INCLUDE = re.compile(r"^[ \t]*#\s*include\s*[<\"]", re.MULTILINE)


def extract_cpp(text: str, code_block: Literal["last", "first"] = "last") -> str | None:
    """Return the C++ source of a completion as it stands, or None when there is none."""
    answer = without_thoughts(text)
    fences = list(fences_in(answer))
    programs = [fence for fence in fences if _is_cpp(fence)]
    found = chosen_block(programs, _has_main, code_block)
    return _bare_source(answer, fences) if found is None else found


def closes_fence(text: str) -> bool:
    """Return whether `text` ends with the end of a C++ program: a block that holds a `main`.

    A helper quoted on the way is no reason to stop: the program may be still to come.
    """
    last = last_fence(text)
    return last is not None and _is_cpp(last) and _has_main(last.inside)


def _is_cpp(fence: Fence) -> bool:
    """By its label, or by its looks where the label does not tell."""
    if CPP_LABEL.fullmatch(fence.label):
        return bool(fence.inside.strip())
    return fence.label in MAYBE_CPP_LABELS and CPP_SIGNS.search(fence.inside) is not None


def _has_main(source: str) -> bool:
    return MAIN.search(source) is not None


def _bare_source(text: str, fences: list[Fence]) -> str | None:
    """Return the source from a preprocessor line outside every block up to its last brace."""
    text = without_fences(text, fences)
    start = BARE_START.search(text)
    if start is None or INCLUDE.search(text, start.start()) is None:
        return None
    source = text[start.start() :]
    last_brace = source.rfind("}")
    return source if last_brace < 0 else source[: last_brace + 1] + "\n"
