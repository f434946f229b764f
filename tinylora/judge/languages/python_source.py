"""From a completion's text to the Python program in it. Needs no model and no tokenizer.

The rules are those of `cpp_source.py`: the last complete Python fence is the answer, and one that
reads input and prints goes before one that does not (a snippet quoted in the explanation). An
unterminated fence counts when there is nothing better, then bare source from its first line of
code. What stands inside <think> is never the answer. Where a function is asked for, a block that
defines it takes the place of one that reads and prints.
"""

import re
import textwrap
from collections.abc import Callable
from typing import Literal

from tinylora.judge.languages.fences import (
    Fence,
    chosen_block,
    fences_in,
    last_fence,
    without_fences,
    without_thoughts,
)

PYTHON_LABEL = re.compile(r"(python|py|pypy)([23](\.\d+)?)?", re.IGNORECASE)
MAYBE_PYTHON_LABELS = frozenset({"", "code", "text", "txt", "plaintext"})
HEADS = (
    r"import\s+\w[\w., \t]*$|from\s+[\w.]+\s+import\s+[^;\n]+$"
    r"|(?:async\s+)?def\s+\w+\s*\([^\n]*:[ \t]*(?:#.*)?$|class\s+\w+[^;{\n]*:[ \t]*(?:#.*)?$"
    r"|if\s+__name__\s*=="
)
"""How a line of Python begins that no other language has like this: without a semicolon at its
end, with a colon."""
READS = r"\binput\s*\(|\bstdin\b|\bopen\s*\(\s*0\b|\bfileinput\b|\bos\.read\s*\(\s*0\b"
WRITES = r"\bprint\s*\(|\bstdout\b|\bos\.write\s*\(\s*1\b"
PYTHON_SIGNS = re.compile(
    rf"^[ \t]*(?:{HEADS}|print\s*\([^\n]*\)[ \t]*(?:#.*)?$)|\binput\s*\(\s*\)|\bsys\.stdin\b",
    re.MULTILINE,
)
# Lines that no Python has: of C++, Java, C#, Rust and Go.
OTHER_SIGNS = re.compile(
    r"^[ \t]*(?:#\s*include\s*[<\"]|using\s+[\w.]+(?:\s+[\w.]+)?;|import\s+[\w.*]+;"
    r"|public\s+(?:static|class)\b|(?:pub\s+)?fn\s+\w+|func\s+\w+\s*\(|package\s+\w)",
    re.MULTILINE,
)
BARE_START = re.compile(
    rf"^(?:{HEADS}|[\w, \t*]+=[^\n]*(?:{READS})|print\s*\([^\n]*\)[ \t]*$"
    r"|(?=[^\n]+:[ \t]*$)(?:for\s[^\n]+\sin\s|while\s|with\s))",
    re.MULTILINE,
)
CODE_LINE = re.compile(
    r"[ \t]+\S|[@#)\]}\"']"
    r"|(?:import|from|del|global|raise|assert)\s+\w|(?:pass|break|continue|return)\b[^.]*$"
    r"|(?:if|elif|else|for|while|try|except|finally|with|def|class|async|match)\b.*:[ \t]*(?:#.*)?$"
    r"|(?:if|elif|for|while|with)\b[^:]*:.*[()=]|(?:else|try|finally)\s*:"
    r"|[\w.]+\s*\(.*[)(\[{,:][ \t]*(?:#.*)?$"
)
"""A line that may end a program: indented, or a statement; prose is neither."""
ASSIGNED = re.compile(r"[\w., \t\[\]*()'\":+-]+")
"""What stands before the = of an assignment, and before the operator of an augmented one."""


def extract_python(
    text: str, code_block: Literal["last", "first"] = "last", function: str | None = None
) -> str | None:
    """Return the Python source of a completion, or None when there is none.

    The program, or what defines `function`. As it stands, but for what a whole block is indented by
    (one inside a list).
    """
    answer = without_thoughts(text)
    fences = list(fences_in(answer))
    programs = [fence for fence in fences if _is_python(fence)]
    found = chosen_block(programs, _is_answer(function), code_block)
    return _bare_source(answer, fences, function) if found is None else _at_the_margin(found)


def closes_fence(text: str, function: str | None = None) -> bool:
    """Return whether `text` ends with the end of a Python program: a block that reads and prints.

    Or, where a function is asked for, with that of a block that defines it.

    A helper quoted on the way is no reason to stop: the program may be still to come.
    """
    last = last_fence(text)
    return last is not None and _is_python(last) and _is_answer(function)(last.inside)


def _is_python(fence: Fence) -> bool:
    """By its label, or by its looks where the label does not tell."""
    if PYTHON_LABEL.fullmatch(fence.label):
        return bool(fence.inside.strip())
    return (
        fence.label in MAYBE_PYTHON_LABELS
        and PYTHON_SIGNS.search(fence.inside) is not None
        and OTHER_SIGNS.search(fence.inside) is None
    )


def _reads_and_prints(source: str) -> bool:
    return re.search(READS, source) is not None and re.search(WRITES, source) is not None


def _is_answer(function: str | None) -> Callable[[str], bool]:
    """Return what tells a whole answer from a snippet."""
    if function is None:
        return _reads_and_prints
    name = re.escape(function)
    defines = re.compile(rf"\bdef\s+{name}\s*\(|^{name}\s*=", re.MULTILINE)
    return lambda source: defines.search(source) is not None


def _at_the_margin(source: str) -> str:
    """Return a source whose first line of code is indented without that; others as they stand."""
    first = next(line for line in source.splitlines() if line.strip())
    return textwrap.dedent(source) if first[0] in " \t" else source


def _bare_source(text: str, fences: list[Fence], function: str | None) -> str | None:
    """Return the source from the first line of code outside every block up to the last one."""
    text = without_fences(text, fences)
    start = BARE_START.search(text)
    if start is None or OTHER_SIGNS.search(text):
        return None
    lines = text[start.start() :].splitlines()
    while lines and not _is_code(lines[-1]):
        lines.pop()
    source = "\n".join(lines) + "\n"
    if function is not None:
        return source if _is_answer(function)(source) else None
    return source if re.search(f"{READS}|{WRITES}", source) else None


def _is_code(line: str) -> bool:
    to, is_there, value = line.partition("=")
    assigns = is_there and not value.startswith("=")
    return bool(CODE_LINE.match(line) or (assigns and ASSIGNED.fullmatch(to.rstrip("-+*/%&|^<>"))))
