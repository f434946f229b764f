"""Packages of ICPC and Kattis: what they say is read, and what cannot be judged is refused."""

import sys

import pytest
from problem_packages import ADDS, CRASHES, KATTIS, SUBTRACTS, record, records, write

from tinylora.errors import SettingsError
from tinylora.judge.checkers.checker import Checker
from tinylora.problem import IoMode, Origin, Problem

VALIDATOR = '#include "words.h"\nint main(int argc, char **argv) { return verdict(argc); }\n'
HEADER = "#pragma once\ninline int verdict(int argc) { return argc == 6 ? 42 : 43; }\n"
CUSTOM = {
    "problem.yaml": "name: Adding\nvalidation: custom\nvalidator_flags: --most 'a b'\n",
    "output_validators/check/main.cpp": VALIDATOR,
    "output_validators/check/words.h": HEADER,
}


def test_all_that_a_package_says(tmp_path):
    found = record(tmp_path / "adding", KATTIS)
    assert isinstance(found, Problem), found
    assert (found.dataset, found.native_id, found.title) == ("packages", "adding", "Adding")
    assert (found.language, found.time_limit_s, found.memory_limit_mb) == ("en", 1.5, 512)
    assert (found.tags, found.io_mode, found.trust) == (("sums", "easy"), IoMode.STDIN, None)
    assert found.checker == "case_fold"
    assert [(one.input, one.output, one.origin) for one in found.test_cases] == [
        ("1 2\n", "3\n", Origin.PUBLIC),
        ("10 20\n", "30\n", Origin.PRIVATE),
        ("1000000000000 1\n", "1000000000001\n", Origin.PRIVATE),
    ]
    assert [(one.source, one.correct) for one in found.solutions] == [
        (ADDS, True),
        (CRASHES, False),
        (SUBTRACTS, False),
    ]
    assert found.extra == {
        "submissions_left_out": "1 in another language, 1 of a mixed or unknown verdict, 1 too slow"
    }
    assert found.statement == (
        "# Adding\n\nAdd two numbers.\n\n## Input\n\nTwo numbers.\n\n"
        "## Sample Input 1\n\n```\n1 2\n```\n\n## Sample Output 1\n\n```\n3\n```\n"
    )


@pytest.mark.parametrize("name", ["2048", "'2048'", "{en: 2048}"])
def test_a_title_may_be_a_number(tmp_path, name):
    yaml = {"problem.yaml": f"name: {name}", "output_validators/v.cpp": None}
    assert record(tmp_path / "p", KATTIS, yaml).title == "2048"


@pytest.mark.parametrize(
    ("files", "seconds"),
    [
        ({}, None),
        ({"problem.yaml": "limits: {time_limit: 0.5}"}, 0.5),
        ({".timelimit": "3\n"}, 3.0),
        ({"domjudge-problem.ini": "short-name = A\ntimelimit='2.5'\n"}, 2.5),
        ({"domjudge-problem.ini": "timelimit = 4\n"}, 4.0),
        ({"domjudge-problem.ini": '[x]\n\ttimelimit\t=\t" 4" \r\n'}, 4.0),
        ({"domjudge-problem.ini": "timelimit = '4\n"}, None),
        ({"domjudge-problem.ini": f"name = a{' ' * 99_900}b\ntimelimit=4\n"}, 4.0),
        ({"problem.yaml": "limits: {time_limit: 1}", ".timelimit": "3"}, 1.0),
        ({".timelimit": "3", "domjudge-problem.ini": "timelimit=2"}, 3.0),
        ({"problem.yaml": "limits: {time_limit: soon}", ".timelimit": "-1"}, None),
        ({"problem.yaml": "limits: {time_limit: .nan, memory: true}"}, None),
        ({"problem.yaml": "limits: [1, 2]"}, None),
    ],
)
def test_where_a_time_limit_stands(tmp_path, files, seconds):
    found = record(tmp_path / "p", KATTIS, {"problem.yaml": "name: x", **files})
    assert found.time_limit_s == seconds
    assert found.memory_limit_mb is None


@pytest.mark.parametrize(
    ("flags", "checker"),
    [
        ("", "case_fold"),
        ("case_sensitive", "tokens"),
        ("float_tolerance 1e-6", None),  # by which 20001 may do for 20000
        ("float_absolute_tolerance 1e-6", None),
        ("space_change_sensitive", None),
        ("space_change_sensitive case_sensitive", None),
    ],
)
def test_the_default_validator_is_a_comparison_of_the_judges_where_one_does_the_same(
    tmp_path, flags, checker
):
    changes = {"problem.yaml": f"validator_flags: {flags}"}
    found = Checker.parse(record(tmp_path / "p", KATTIS, changes).checker)
    if checker is not None:
        assert str(found) == checker
    else:
        assert (found.mode, found.flags) == ("validator", tuple(flags.split()))


@pytest.mark.parametrize(
    "files",
    [
        {"data/testdata.yaml": "output_validator_flags: float_tolerance 1e-3"},
        {"data/test_group.yaml": "output_validator_args: [float_tolerance, 1e-3]"},
        {"data/test_group.yaml": "output_validator_args: [float_tolerance, 0.001]"},
        {
            "data/sample/test_group.yaml": "output_validator_args: [float_tolerance, '1e-3']",
            "data/secret/testdata.yaml": "output_validator_flags: float_tolerance 1e-3",
        },
    ],
)
def test_groups_have_the_flags_of_what_is_around_them(tmp_path, files):
    found = Checker.parse(record(tmp_path / "p", KATTIS, files).checker)
    assert found.flags[0] == "float_tolerance" and float(found.flags[1]) == 0.001


@pytest.mark.parametrize(
    "folder", ["output_validators/check", "output_validators", "output_validator"]
)
def test_a_validator_is_one_source_with_its_flags(tmp_path, folder):
    changes = {name.replace("output_validators/check", folder): CUSTOM[name] for name in CUSTOM}
    found = Checker.parse(record(tmp_path / "p", KATTIS, changes).checker)
    assert (found.mode, found.flags) == ("validator", ("--most", "a b"))
    assert found.source.startswith("\ninline int verdict") and '#include "' not in found.source
    assert "int main(int argc" in found.source and "#pragma" not in found.source


def test_since_2023_a_validator_need_not_be_announced(tmp_path):
    files = {"output_validator/v.cpp": "int main() { return 42; }", "problem.yaml": "name: x"}
    assert record(tmp_path / "a", KATTIS, files).checker == "case_fold"
    files["problem.yaml"] = "problem_format_version: 2025-09\ntype: [pass-fail]\nname: {en: Sum}"
    found = record(tmp_path / "b", KATTIS, files)
    assert found.checker.startswith("validator\n")
    assert found.title == "Sum"


@pytest.mark.parametrize(
    ("changes", "reason", "says"),
    [
        ({"problem.yaml": "validation: custom interactive"}, "interactive", "interactive"),
        ({"problem.yaml": "type: interactive"}, "interactive", "interactive"),
        ({"problem.yaml": "type: [pass-fail, multi-pass]"}, "multi_pass", "multi-pass"),
        ({"problem.yaml": "validation: custom multi-pass"}, "multi_pass", "multi-pass"),
        ({"problem.yaml": "type: scoring"}, "scoring", "scoring"),
        ({"problem.yaml": "type: submit-answer"}, "answer_only", "submit-answer"),
        ({"data/secret/01.ans": None}, "unpaired_test_cases", "data/secret/01.ans"),
        (
            dict.fromkeys(name for name in KATTIS if name.startswith("data/")),
            *("no_test_cases", "no test cases"),
        ),
        ({"data/secret/01.in": b"\xff\xfe"}, "unstorable_text", "data/secret/01.in"),
        ({"data/secret/01.in": b"1\x002\n"}, "unstorable_text", ""),
        ({"data/secret/01.yaml": "args: [--fast]"}, "no_input", "arguments"),
        ({**CUSTOM, "output_validators/check/words.h": None}, "checker_not_run", "words.h"),
        ({**CUSTOM, "output_validators/b.cpp": "int main() {}"}, "checker_not_run", "2 C++"),
        ({**CUSTOM, "output_validators/b.py": "exit(42)"}, "checker_not_run", "b.py"),
        ({**CUSTOM, "output_validators/check/run": "true"}, "checker_not_run", "build or run"),
        ({"problem.yaml": "validation: custom"}, "checker_not_run", "0 C++ programs"),
        ({"problem.yaml": "validator_flags: float_tolerance"}, "checker_not_run", "with a number"),
        ({"problem.yaml": "validator_flags: exact"}, "checker_not_run", "case_sensitive"),
        ({"problem.yaml": 'validator_flags: "a \'b"'}, "broken_package", "do not split"),
        (
            {"data/secret/large/testdata.yaml": "output_validator_flags: case_sensitive"},
            *("checker_not_run", "case_sensitive, none"),
        ),
        ({"problem_statement/problem.en.md": " \n"}, "empty_statement", "empty"),
        ({"problem_statement/problem.en.md": "See ![it](a.png)"}, "image_statement", "a.png"),
        ({"problem_statement/problem.en.md": None}, "no_text_statement", "none in"),
        (
            {"problem_statement/problem.en.md": None, "problem_statement/problem.pdf": "%PDF"},
            *("no_text_statement", "problem.pdf"),
        ),
        (
            {"problem_statement/problem.en.md": None, "problem_statement/problem.sv.md": "Hej"},
            *("other_language", "sv"),
        ),
        ({"problem.yaml": "name: [\n"}, "broken_package", "problem.yaml is no YAML"),
        ({"problem.yaml": "- a\n- b\n"}, "broken_package", "no mapping"),
        ({"problem.yaml": "[" * 5000}, "broken_package", "problem.yaml is no YAML"),
        ({"problem.yaml": b"name: \xff"}, "unstorable_text", "problem.yaml"),
        ({"problem.yaml": "# " + "x" * 2**20}, "too_large", "problem.yaml"),
        ({".timelimit": "1" * 1000}, "too_large", ".timelimit"),
        ({"problem_statement/problem.en.md": "x" * 100_001}, "too_large", "problem.en.md"),
        (
            CUSTOM
            | {"output_validators/check/words.h": '#include "0.h"\n'}
            | {f"output_validators/check/{i}.h": f'#include "{i + 1}.h"\n' for i in range(2000)},
            *("too_large", "too deep"),
        ),
    ],
)
def test_what_is_refused_says_why(tmp_path, changes, reason, says):
    found = record(tmp_path / "adding", KATTIS, changes)
    assert found.reason == reason, found
    assert says in found.excerpt
    assert found.native_id == "adding"


def test_aliases_that_multiply_are_not_read(tmp_path):
    laughs = "a0: &a0 {x: 1}\n" + "".join(
        f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 9)}]}}\n" for i in range(1, 20)
    )
    found = record(tmp_path / "p", KATTIS, {"problem.yaml": laughs})
    assert found.reason == "broken_package"
    assert "aliases" in found.excerpt


@pytest.mark.parametrize(
    ("statements", "language", "words"),
    [
        ({"problem.sv.md": "Hej", "problem.md": "Hello"}, "en", "Hello"),
        (
            {"problem.zh-CN.md": "求两个整数的和，并输出结果。", "problem.sv.md": "Hej"},
            "zh",
            "求两个",
        ),
        ({"problem.zh.md": "求和。", "problem.en-GB.md": "Add."}, "en", "Add."),
    ],
)
def test_english_is_read_before_chinese(tmp_path, statements, language, words):
    files = {f"statement/{name}": text for name, text in statements.items()}
    found = record(tmp_path / "p", KATTIS, {"problem_statement/problem.en.md": None, **files})
    assert (found.language, words in found.statement) == (language, True)
    assert ("样例输入 1" if language == "zh" else "Sample Input 1") in found.statement


def test_constants_are_written_out(tmp_path):
    changes = {
        "problem.yaml": "constants: {most: 100, k: {value: 5, tex: '5\\,000'}}",
        "problem_statement/problem.en.md": "{{most}} {{ k }} {{k.tex}} {{other}}",
    }
    assert "100 5 5\\,000 {{other}}" in record(tmp_path / "p", KATTIS, changes).statement


def test_a_long_constant_named_often_stays_a_name(tmp_path):
    changes = {
        "problem.yaml": f"constants: {{c: {'x' * 90_000}}}",
        "problem_statement/problem.en.md": "{{c}} " * 15_000,
    }
    assert record(tmp_path / "p", KATTIS, changes).statement.startswith("{{c}} {{c}}")


def test_a_program_that_is_only_a_part_is_no_stdin_problem(tmp_path):
    files = {"include/cpp/main.cpp": "int main() { return solve(); }"}
    assert record(tmp_path / "p", KATTIS, files).io_mode is IoMode.FUNCTION


def test_a_program_of_several_files_is_one_source(tmp_path):
    files = {
        "submissions/accepted/a/main.cpp": '#include "add.h"\nint main() { return add(1, 2); }\n',
        "submissions/accepted/a/add.h": "#pragma once\nint add(int, int);\n",
        "submissions/accepted/a/add.cpp": '#include "add.h"\nint add(int, int) { return 3; }\n',
        "submissions/accepted/adds.cpp": None,
        "submissions/wrong_answer/w.cpp": '#include "missing.h"\nint main() {}',
        "submissions/wrong_answer/v.cpp": b"// \xff\nint main() {}",
    }
    found = record(tmp_path / "p", KATTIS, files)
    (right,) = (one.source for one in found.solutions if one.correct)
    assert [line for line in right.splitlines() if line] == [
        "int add(int, int);",
        "int add(int, int) { return 3; }",
        "int main() { return add(1, 2); }",
    ]
    assert "2 not readable" in found.extra["submissions_left_out"]


def test_samples_alone_are_little_to_trust(tmp_path):
    secret = dict.fromkeys(name for name in KATTIS if name.startswith("data/secret"))
    assert record(tmp_path / "p", KATTIS, secret).trust == "statement_samples_only"


TEX = r"""\problemname{Adding up}
\illustration{0.3}{cat.jpg}{A cat}
Add $a$ and \emph{b}. % \includegraphics{commented}
\begin{figure}\includegraphics{s}\caption{The first sample.}\end{figure}

\begin{Input}
Two numbers, $1 \le a, b \le \constant{most}$.
\end{Input}
\section*{Output}
\begin{tabular}{|l|r|} \hline x & \t{y} \\ \hline 1 & 2 \\ \hline \end{tabular}
"""


def tex(text, **also):
    return {
        "problem.yaml": "constants: {most: 9}",
        "problem_statement/problem.en.md": None,
        "problem_statement/problem.tex": text,
        **also,
    }


def test_tex_becomes_markdown(tmp_path):
    pytest.importorskip("pypandoc")
    found = record(tmp_path / "p", KATTIS, tex(TEX))
    assert found.title == "Adding up"
    lines = [line for line in found.statement.splitlines() if line.strip()]
    assert lines[:4] == [
        "# Adding up",
        "Add $a$ and *b*.",
        "## Input",
        r"Two numbers, $1 \le a, b \le 9$.",
    ]
    assert lines[4] == "## Output"
    assert [cell.strip() for cell in lines[5].strip("|").split("|")] == ["x", "`y`"]
    assert "cat" not in found.statement


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (r"See \includegraphics{a}", "image_statement"),
        (r"\begin{tikzpicture}\end{tikzpicture}", "image_statement"),
        (r"Add. \input{/etc/passwd}", "no_text_statement"),
        (r"Unclosed { and \begin{itemize}", "no_text_statement"),
        (r"\newcommand{\a}{\a\a}\a", "no_text_statement"),
    ],
)
def test_tex_that_is_not_read(tmp_path, text, reason):
    pytest.importorskip("pypandoc")
    assert record(tmp_path / "p", KATTIS, tex(text)).reason == reason


def test_macros_that_multiply_end_in_time(tmp_path, monkeypatch):
    pytest.importorskip("pypandoc")
    monkeypatch.setattr("tinylora.corpus.statements.tex.TIME_LIMIT_S", 0.5)
    macros = zip("abcdefgh", "bcdefghi", strict=True)
    bomb = "".join(f"\\newcommand{{\\{one}}}{{" + f"\\{other}" * 9 + "}" for one, other in macros)
    found = record(tmp_path / "p", KATTIS, tex(bomb + r"\newcommand{\i}{hahaha}\a"))
    assert found.reason == "no_text_statement"
    assert "pandoc takes more than" in found.excerpt


def test_without_pandoc_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(SettingsError, match=r"pip install -c constraints\.txt -e '\.\[packages\]'"):
        records(write(tmp_path / "p", {**KATTIS, **tex(TEX)}))
