"""Where the Python program is in a completion, and where a completion is complete."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.judge.languages.cpp_source import extract_cpp
from tinylora.judge.languages.python_source import closes_fence, extract_python

PROGRAM = "n = int(input())\nprint(n + 1)\n"
DRAFT = "n = int(input())\nprint(n - 1)\n"
SNIPPET = "def f(n):\n    return n + 1\n"
CPP = "#include <iostream>\nint main() { std::cout << 1; }\n"
COMPLETIONS = Path(__file__).parents[1] / "policy" / "completions"


def block(source, label="python", ticks="```"):
    return f"{ticks}{label}\n{source}{ticks}\n"


@pytest.mark.parametrize(
    "label",
    [
        *("python", "py", "Python", "python3", "py3", "python3.11", "pypy3", "", "code", "text"),
        *("python:main.py", "{.python}", "python title=a", "Python (3.8)", "py,linenos"),
    ],
)
def test_labels_that_are_python(label):
    assert extract_python(f"Here you are:\n{block(PROGRAM, label)}Good luck.") == PROGRAM


@pytest.mark.parametrize("label", ["cpp", "java", "pycon", "bash", "json", "cython", "c++"])
def test_other_labels_are_not_python(label):
    assert extract_python(block("print(1)\n", label)) is None


@pytest.mark.parametrize(
    "other",
    [
        CPP,
        "1 2\n3\n",
        "for x in a sum is printed\n",
        "import java.util.*;\npublic class Main {\n}\n",
        "use std::io;\nfn main() {\n    println!(1);\n}\n",
        'package main\nimport "fmt"\nfunc main() {\n    print(1)\n}\n',
        "int a;\nclass A {\n  int b;\n};\n",
        "Hello, input was 3\n",
    ],
)
def test_an_unlabelled_block_must_look_like_python(other):
    assert extract_python(block(other, "")) is None
    assert extract_python(block(PROGRAM) + block(other, "")) == PROGRAM


@pytest.mark.parametrize(
    "source",
    [
        PROGRAM,
        "import sys\n",
        "from sys import stdin\nfor line in stdin: print(line)\n",
        "def f(a, b):  # adds\n    return a + b\n",
        "class Solution:\n    pass\n",
        "print('hello')\n",
        "if __name__ == '__main__':\n    pass\n",
    ],
)
def test_unlabelled_blocks_that_look_like_python(source):
    assert extract_python(block(source, "")) == source


def test_the_last_complete_program_wins_over_drafts_and_snippets():
    text = f"First:\n{block(DRAFT)}Wrong. Better:\n{block(PROGRAM)}The key is\n{block(SNIPPET)}"
    assert extract_python(text) == PROGRAM
    assert extract_python(text, "first") == DRAFT
    assert extract_python(block(SNIPPET) + block("x = 1\n")) == "x = 1\n"


def test_an_unterminated_block_counts_when_nothing_is_better():
    assert extract_python("```python\n" + PROGRAM) == PROGRAM
    assert extract_python(block(PROGRAM) + "```python\n" + DRAFT) == PROGRAM
    assert extract_python(block(CPP, "cpp") + "```python\n" + PROGRAM) == PROGRAM


def test_python_beside_cpp_is_told_apart():
    text = block(CPP, "cpp") + block(PROGRAM) + block(CPP, "cpp")
    assert extract_python(text) == PROGRAM
    assert extract_cpp(text) == CPP


def test_thoughts_hold_no_answer():
    assert extract_python(f"<think>{block(DRAFT)}</think>\n{block(PROGRAM)}") == PROGRAM
    assert extract_python(f"<think>{block(DRAFT)}") is None
    assert extract_python(f"{block(DRAFT)}</think>{block(PROGRAM)}") == PROGRAM


def test_a_block_inside_a_list_comes_to_the_margin():
    text = "1. Do\n   ```python\n   n = int(input())\n   if n:\n       print(n)\n   ```\n"
    assert extract_python(text) == "n = int(input())\nif n:\n    print(n)\n"


def test_tildes_and_windows_lines_of_python():
    assert extract_python(block(PROGRAM, ticks="~~~")) == PROGRAM
    quoted = PROGRAM + "# ``` inside\n"
    assert extract_python(block(quoted, ticks="````")) == quoted
    assert extract_python(block(PROGRAM).replace("\n", "\r\n")) == PROGRAM.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "source",
    [
        PROGRAM,
        "import sys\n\nfor line in sys.stdin:\n    print(line)\n",
        "def main():\n    n = int(input())\n    print(n)\n\nmain()\n",
        "from collections import deque\nq = deque()\nq.append(int(input()))\nprint(q)\n",
        "a, b = map(int, input().split())\nif a: print(b)\nelse: print(a)\n",
        "print(sum(map(int, open(0).read().split())))\n",
        "class A:\n    def f(self):\n        print(1)\n\nA().f()\n",
    ],
)
def test_bare_source_without_the_prose_around_it(source):
    for after in ("", "\nThis prints one more than n.\n", "\n这样就行了。\n"):
        assert extract_python(f"Sure! The solution:\n\n{source}{after}") == source
    assert extract_python(source) == source


def test_prose_is_no_python():
    assert extract_python("I would import sys and print the sum.") is None
    assert extract_python("for each line in the input, print it") is None
    assert extract_python("") is None
    assert extract_python("```python\n```") is None
    assert extract_python("def f(n):\n    return n\n") is None  # it neither reads nor prints
    assert extract_python(CPP) is None


def test_completions_that_models_wrote():
    """Those of the C++ tests: one is in Python, and a sketch in Python is no answer in C++."""
    only = (COMPLETIONS / "written_zh_python_only.md").read_text(encoding="utf-8")
    source = extract_python(only)
    assert extract_cpp(only) is None
    ast.parse(source)
    assert "print" in source
    for name in ("sampled_en_prose_after", "written_en_bare"):
        text = (COMPLETIONS / f"{name}.md").read_text(encoding="utf-8")
        assert extract_python(text) is None, name


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("```python\nprint(input())\n```", True),
        ("```py\nprint(input())\n```\n", True),
        ("Text\n```\nimport sys\nprint(sys.stdin.read())\n```", True),
        ("```python\nprint(input())\n``", False),
        ("```python\nprint(input())\n", False),
        ("```python\nprint(input())\n```\nThis", False),
        ("```python\ndef f(n): return n\n```", False),  # a helper: the program may follow
        ("```python\nprint(1)\n```", False),
        ("```cpp\nint main() { print(input()); }\n```", False),
        ("<think>```python\nprint(input())\n```", False),
        ("```", False),
        ("", False),
    ],
)
def test_where_a_completion_in_python_is_complete(text, closes):
    assert closes_fence(text) is closes


WHOLE = [
    *(block(PROGRAM), block(DRAFT, ""), block(SNIPPET), block(CPP, "cpp")),
    *(block(DRAFT, "py", "~~~"), "In prose.\n", f"<think>{block(DRAFT)}</think>\n"),
]
PIECES = [
    *WHOLE,
    *(PROGRAM, "print(input())\n", "import sys\n"),
    *("```\n", "```python\n", "~~~\n", "````\n", "<think>", "</think>", "`", " ", "é\n"),
]
ANY = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(
    alphabet="`~ \npyiut():=think</>é#", max_size=200
)


@given(ANY)
def test_any_text_has_an_answer_in_python(text):
    source = extract_python(text)
    assert source is None or source.strip()
    if closes_fence(text):
        assert "input" in source and "print" in source


@given(st.lists(st.sampled_from(WHOLE), max_size=6))
def test_after_whatever_is_whole_a_program_in_python_is_the_answer(before):
    closed = "".join(before) + block(PROGRAM)
    assert closes_fence(closed)
    assert extract_python(closed) == PROGRAM


@given(st.text(max_size=100).filter(lambda s: not {"`", "~", "\r"} & set(s)))
def test_what_stands_in_a_python_block_comes_out_unchanged(inside):
    source = "x = 1\n" + inside + "\nprint(input())\n"
    if "think>" not in source:
        assert extract_python(block(source)) == source


IN_CPP = [
    *("int main() {}", "int a;", "using namespace std;", "    return 0;", "}", "for (;;) {"),
    *("#include <cstdio>", "class A {", "};", "std::cout << 1;", "// import sys", "1 2", ""),
]
IN_PYTHON = [
    *("print(input())", "import sys", "def f(n):", "    return n", "x = 1", "# a comment"),
    *("class A:", "if x: print(x)", "a = {}", "main()", "1 2", ""),
]


@given(
    st.sampled_from([IN_CPP, IN_PYTHON]).flatmap(
        lambda lines: st.lists(st.sampled_from(lines), max_size=6).map("\n".join)
    )
    | st.text(alphabet="ab ()=:\n#'\"", max_size=120)
)
def test_python_and_cpp_never_both_claim_an_unlabelled_block(inside):
    text = block(inside, "")
    assert extract_cpp(text) is None or extract_python(text) is None


@pytest.mark.parametrize("tail", ["-" * 200_000, "+*" * 100_000, "if " + ":" * 100_000 + " x"])
def test_a_tail_of_one_sign_takes_no_time(tail):
    assert extract_python("n = int(input())\nprint(n)\n" + tail) == "n = int(input())\nprint(n)\n"


def test_a_run_of_ticks_takes_no_time():
    assert extract_python("`" * 100_000 + "\rx") is None


@pytest.mark.parametrize("line", ["a = 1", "a[0] += 1", "x.y **= 2", "a, *b = 1, 2", "n: int = 3"])
def test_an_assignment_may_end_a_program(line):
    source = f"print(input())\n{line}\n"
    assert extract_python(f"{source}\nThat is a == b, or x <= y.\n") == source
