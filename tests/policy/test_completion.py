import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.judge.languages.cpp_source import closes_fence, extract_cpp

PROGRAM = "#include <iostream>\nint main() { std::cout << 1; }\n"
DRAFT = "#include <iostream>\nint main() { std::cout << 2; }\n"


def fenced(source, label="cpp", ticks="```"):
    return f"{ticks}{label}\n{source}{ticks}\n"


@pytest.mark.parametrize(
    "label", ["cpp", "c++", "cc", "cxx", "C++", "CPP", "c++17", "cpp17", "", "c"]
)
def test_labels_that_are_cpp(label):
    assert extract_cpp(f"Here you are:\n{fenced(PROGRAM, label)}Good luck.") == PROGRAM


@pytest.mark.parametrize("label", ["python", "py", "java", "rust", "bash", "json", "javascript"])
def test_other_languages_are_not_cpp(label):
    assert extract_cpp(fenced("print(1)\n", label)) is None
    assert extract_cpp(fenced("# main()\n#include <x>\n", label)) is None


@pytest.mark.parametrize(
    "label", ["cpp:main.cpp", "{.cpp}", "cpp title=a", "C++ (GCC 12)", "cpp,linenos"]
)
def test_labels_that_say_more(label):
    assert extract_cpp(fenced(PROGRAM, label)) == PROGRAM


@pytest.mark.parametrize(
    "other",
    [
        "def main():\n    print(1)\n\nmain()\n",
        "fn main() {\n    println!(1);\n}\n",
        "func main() {\n}\n",
        "public class Main {\n    public static void main(String[] args) {\n    }\n}\n",
        "from sys import stdin\nfor line in stdin: print(line)\n",
    ],
)
def test_an_unlabelled_fence_of_another_language(other):
    assert extract_cpp(fenced(other, "")) is None
    assert extract_cpp(fenced(PROGRAM) + fenced(other, "")) == PROGRAM


@pytest.mark.parametrize(
    "start", ["int main() {", "int\nmain() {", "signed main(){", "auto main() -> int {", "main() {"]
)
def test_an_unlabelled_fence_with_a_main_of_cpp(start):
    assert extract_cpp(fenced(f"{start} return 0; }}\n", "")) == f"{start} return 0; }}\n"


def test_an_unlabelled_fence_must_look_like_cpp():
    assert extract_cpp(fenced("1 2\n3\n", "")) is None
    assert extract_cpp(fenced("int main() { return 0; }\n", "")) == "int main() { return 0; }\n"


def test_the_last_complete_fence_wins_over_drafts():
    text = f"First try:\n{fenced(DRAFT)}That is wrong. Better:\n{fenced(PROGRAM)}"
    assert extract_cpp(text) == PROGRAM


def test_the_first_block_is_read_where_it_is_asked_for():
    text = f"First try:\n{fenced(DRAFT)}That is wrong. Better:\n{fenced(PROGRAM)}"
    assert extract_cpp(text, "first") == DRAFT
    assert extract_cpp(fenced("print(1)\n", "python") + text, "first") == DRAFT
    assert extract_cpp("```cpp\n" + PROGRAM, "first") == PROGRAM
    assert extract_cpp(f"{fenced('int a;')}{fenced(PROGRAM)}", "first") == PROGRAM
    assert extract_cpp(f"<think>{fenced(PROGRAM)}</think>{fenced(DRAFT)}", "first") == DRAFT


def test_a_complete_fence_wins_over_a_later_unterminated_one():
    assert extract_cpp(fenced(PROGRAM) + "```cpp\n#include <iostream>\nint main() {") == PROGRAM


def test_an_unterminated_fence_counts_when_nothing_is_better():
    assert extract_cpp("```cpp\n" + PROGRAM) == PROGRAM
    assert extract_cpp(fenced("print(1)\n", "python") + "```cpp\n" + PROGRAM) == PROGRAM


def test_a_snippet_in_the_explanation_does_not_replace_the_program():
    text = fenced(PROGRAM) + "The key line is\n" + fenced("std::cout << 1;\n")
    assert extract_cpp(text) == PROGRAM


def test_fragments_alone_are_judged_as_they_stand():
    assert extract_cpp(fenced("int a;\n") + fenced("int b;\n")) == "int b;\n"


def test_a_python_fence_before_and_after():
    python = fenced("def main(): pass\n", "python")
    assert extract_cpp(python + fenced(PROGRAM) + python) == PROGRAM


def test_samples_around_the_program_are_not_taken():
    given, wanted = fenced("3 4\n", ""), fenced("7\n", "")
    text = f"Input:\n{given}{fenced(PROGRAM)}Output:\n{wanted}"
    assert extract_cpp(text) == PROGRAM


def test_bare_source_from_include_without_the_prose_around_it():
    assert extract_cpp(f"Sure! The solution:\n\n{PROGRAM}\nThis prints one.") == PROGRAM
    defines = "#define LL long long\n" + PROGRAM
    assert extract_cpp("Answer:\n" + defines) == defines


def test_prose_is_not_source():
    assert extract_cpp("I would include <iostream> and write a main function.") is None
    assert extract_cpp("# include everything\nuse main()") is None
    assert extract_cpp("") is None
    assert extract_cpp("```cpp\n```") is None


def test_thoughts_are_skipped():
    assert extract_cpp(f"<think>{fenced(DRAFT)}</think>\n{fenced(PROGRAM)}") == PROGRAM
    assert extract_cpp(f"<think>{fenced(DRAFT)}") is None
    assert extract_cpp(f"{fenced(DRAFT)}</think>{fenced(PROGRAM)}") == PROGRAM
    twice = f"<think>hm</think>{fenced(DRAFT)}<think>no</think>{fenced(PROGRAM)}"
    assert extract_cpp(twice) == PROGRAM


def test_tildes_longer_fences_and_windows_lines():
    assert extract_cpp(fenced(PROGRAM, ticks="~~~")) == PROGRAM
    quoted = PROGRAM + "// ``` inside\n"
    assert extract_cpp(fenced(quoted, ticks="````")) == quoted
    assert extract_cpp(fenced(PROGRAM).replace("\n", "\r\n")) == PROGRAM.replace("\n", "\r\n")


def test_fences_within_a_line():
    assert extract_cpp(f"Code: ```cpp\n{PROGRAM}``` and that is it.") == PROGRAM
    assert extract_cpp("```cpp\nint main() {}```") == "int main() {}"
    assert extract_cpp(f"Use ```cout``` here.\n{fenced(PROGRAM)}") == PROGRAM


def test_an_indented_fence_in_a_list():
    assert extract_cpp("1. Do\n   ```cpp\n   int main() {}\n   ```\n") == "   int main() {}\n"


def test_chinese_completion():
    text = f"思路：直接输出。\n\n下面是代码：\n\n{fenced(PROGRAM)}\n复杂度 O(1)。"
    assert extract_cpp(text) == PROGRAM


def completion(name):
    return (Path(__file__).parent / "completions" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "holds", "ends"),
    [
        # What SmolLM2-135M said, at temperature 0.7, to "a + b" and "is n even", in both languages.
        ("sampled_en_prose_after", "int a = 10, b = -1;", "return 0;\n}\n"),
        ("sampled_zh_output_after", "Enter integer", "return 0;\n}\n"),
        ("sampled_zh_two_blocks", "cout << 100 << endl;", "return 0;\n}\n"),
        # What larger models do: drafts, sketches in Python, thoughts, snippets, an end too early.
        ("written_en_draft_then_fix", "// ANSWER", 'cout << pairs << "\\n";\n}\n'),
        ("written_en_bare", "// ANSWER", "<< '\\n';\n}\n"),
        ("written_zh_think", "// ANSWER", "return 0;\n}\n"),
        ("written_zh_cut_off", "// ANSWER", "(n + 1) / 2 <<\n"),
    ],
)
def test_completions_in_two_languages(name, holds, ends):
    source = extract_cpp(completion(name))
    assert holds in source
    assert source.startswith("#include")
    assert source.endswith(ends)
    assert "DRAFT" not in source
    assert source.count("main(") == 1


def test_completions_whose_first_block_is_another():
    assert "int result = 100;" in extract_cpp(completion("sampled_zh_two_blocks"), "first")
    assert "// DRAFT" in extract_cpp(completion("written_en_draft_then_fix"), "first")
    assert "// ANSWER" in extract_cpp(completion("written_zh_think"), "first")


def test_a_completion_in_python_alone_holds_no_cpp():
    assert extract_cpp(completion("written_zh_python_only")) is None


def test_real_completions():
    path = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "luogu_real.jsonl"
    if not path.exists():
        pytest.skip("no real rows beside this checkout")
    taken = []
    for line in path.read_text(encoding="utf-8").splitlines():
        for answer in _answers(json.loads(line)):
            source = extract_cpp(answer)
            if source is not None:
                taken.append(source)
    if not taken:
        pytest.skip("these rows hold no answers")
    assert not any("```" in source for source in taken)


def _answers(value):
    if isinstance(value, dict):
        if "gpt" in value.values() and isinstance(value.get("value"), str):
            yield value["value"]
        for inner in value.values():
            yield from _answers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _answers(inner)


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("```cpp\nint main() {}\n```", True),
        ("```cpp\nint main() {}\n```\n", True),
        ("Text\n```\n#include <cstdio>\nint main() {}\n```", True),
        ("```cpp\nint main() {}\n``", False),
        ("```cpp\nint a;\n```", False),  # a helper: the program may follow
        ("```cpp\nint main() {}\n", False),
        ("```cpp\nint main() {}\n```\nThis", False),
        ("```", False),
        ("```cpp", False),
        ("", False),
        ("```\n3 4\n```", False),
        ("```python\nprint()\n```", False),
        ("<think>```cpp\nint main() {}\n```", False),
        ("```cpp\nint a;\n```\nbetter:\n```", False),
    ],
)
def test_where_generation_may_stop(text, closes):
    assert closes_fence(text) is closes


WHOLE = [
    *(fenced(PROGRAM), fenced(DRAFT, ""), fenced("int a;\n"), fenced("print(1)\n", "python")),
    *(fenced(DRAFT, "c++", "~~~"), "In prose.\n", f"<think>{fenced(DRAFT)}</think>\n"),
]
PIECES = [
    *WHOLE,
    *(PROGRAM, "int main() {}\n", "#include <cstdio>\n"),
    *("```\n", "```cpp\n", "~~~\n", "````\n", "<think>", "</think>", "`", " ", "é\n"),
]
ANY = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(
    alphabet="`~ \ncp+#include<x>main(){};think/é", max_size=200
)


@given(ANY)
def test_any_text_has_an_answer(text):
    source = extract_cpp(text)
    assert source is None or source.strip()
    if closes_fence(text):
        assert "main" in source


@given(st.lists(st.sampled_from(WHOLE), max_size=6))
def test_after_whatever_is_whole_a_program_is_the_answer(before):
    closed = "".join(before) + fenced(PROGRAM)
    assert closes_fence(closed)
    assert extract_cpp(closed) == PROGRAM


@given(st.text(max_size=100).filter(lambda s: "`" not in s and "~" not in s and "\r" not in s))
def test_what_stands_in_a_fence_comes_out_unchanged(inside):
    source = inside + "\nint main() {}\n"
    if "think>" not in source:
        assert extract_cpp(fenced(source)) == source


def test_needs_no_torch():
    code = "import sys, tinylora.judge.languages.cpp_source; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
