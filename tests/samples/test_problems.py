import re
import shutil
from collections import Counter
from dataclasses import replace

import pytest

from samples.check import flaws, leaks
from samples.problem import SampleCase, SampleProblem, WrongSolution
from samples.problems import PACKAGES, all_problems, read_sample

PROBLEMS = all_problems()
DOUBLING = SampleProblem(
    slug="doubling",
    title="Doubling",
    statement="Print twice n.",
    input_format="One integer n.",
    output_format="One integer.",
    reference="int main() { return 2; }\n",
    wrong=(WrongSolution("n", "", "CE"), WrongSolution("n", "int", "CE")),
    cases=tuple(
        SampleCase(f"{n}\n", f"{2 * n}\n", "public" if n == 1 else "private") for n in range(1, 9)
    ),
    home="code_contests",
    split="train",
    difficulty="A",
)


@pytest.fixture
def package(tmp_path):
    return shutil.copytree(PACKAGES / "cube-volume", tmp_path / "cube-volume")


def test_a_package_is_read_as_its_files_stand():
    problem = read_sample(PACKAGES / "P9001-a-plus-b")
    assert (problem.slug, problem.title) == ("P9001-a-plus-b", "小明的加法")
    assert problem.output_format == "一行，一个整数，即 $a+b$ 的值。"
    assert problem.cases[0] == SampleCase("3 4\n", "7\n", "public")
    assert [case.origin for case in problem.cases] == [
        *("public",) * 2,
        *("private",) * 3,
        *("generated",) * 5,
    ]
    assert [(one.verdict, one.why) for one in problem.wrong] == [
        ("WA", "reads into unsigned, so a negative sum wraps"),
        ("CE", "no semicolon after the declaration"),
    ]
    assert (problem.time_limit_s, problem.memory_limit_mb, problem.tags) == (2.0, 256, ())


def test_a_function_keeps_its_starter_code():
    problem = read_sample(PACKAGES / "clock-later")
    assert problem.fn_name == "clockLater"
    assert problem.starter_code == (
        "class Solution:\n    def clockLater(self, hour: int, later: int) -> int:\n        "
    )


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("sample.yaml", "home: coder\nwrong: {}\n", "`wrong` of sample.yaml differ in wrong_"),
        ("statement/problem.en.md", "Print n.\n", "its statement has no ## Input and ## Output"),
        ("data/sample/9.in", "1\n", "data/sample must hold an .in and an .ans of each name"),
        ("problem.yaml", "name: Cube\n", "its problem.yaml or sample.yaml lacks 'limits'"),
    ],
)
def test_a_package_that_is_no_sample_is_refused(package, file, text, complaint):
    (package / file).write_text(text)
    with pytest.raises(ValueError, match=f"cube-volume: .*{re.escape(complaint)}"):
        read_sample(package)


def test_secret_tests_say_where_they_come_from(package):
    for kind in ("in", "ans"):
        (package / f"data/secret/extra.{kind}").write_text("1\n")
    with pytest.raises(ValueError, match="data/secret/extra must be named like 01-private"):
        read_sample(package)


def test_a_submission_of_no_known_verdict_is_refused(package):
    (package / "submissions/wrong_answer").rename(package / "submissions/mixed")
    sample = package / "sample.yaml"
    sample.write_text(sample.read_text().replace("wrong_answer/", "mixed/"))
    with pytest.raises(ValueError, match="no verdict belongs to submissions/mixed: use wrong_a"):
        read_sample(package)


def test_there_are_enough_problems_everywhere():
    homes = Counter((problem.home, problem.split) for problem in PROBLEMS)
    assert len(PROBLEMS) >= 80
    assert homes["luogu_dpo", "train"] == 24
    assert homes["code_contests", "train"] == 22
    assert homes["deepcoder/primeintellect", "train"] == 14
    assert homes["code_contests", "valid"] and homes["code_contests", "test"]
    assert homes["deepcoder/lcbv5", "test"]


def test_no_sample_breaks_a_rule():
    assert flaws([*PROBLEMS, DOUBLING]) == []


@pytest.mark.parametrize(
    ("changes", "flaw"),
    [
        ({"cases": DOUBLING.cases[:7]}, "7 test cases, 8 needed"),
        ({"cases": (*DOUBLING.cases, DOUBLING.cases[-1])}, "two test cases have one input"),
        ({"cases": DOUBLING.cases[1:] * 2}, "0 test cases in data/sample, not 1 to 3"),
        (
            {"cases": tuple(replace(case, origin="public") for case in DOUBLING.cases)},
            "0 private test cases, 3 needed",
        ),
        (
            {"cases": (*DOUBLING.cases, SampleCase("9", "18\n", "private"))},
            "a test file ends without a new line",
        ),
        ({"cases": (*DOUBLING.cases, SampleCase("é\n", "0\n", "private"))}, "is not ASCII"),
        ({"wrong": DOUBLING.wrong[:1]}, "1 wrong solutions, 2 needed"),
        ({"wrong": DOUBLING.wrong[:1] * 2}, "two of its programs are the same"),
        ({"fn_name": "double"}, "fn_name and starter_code go together"),
        ({"statement": "输出 n 的两倍。"}, "luogu_dpo is in Chinese, and nothing else is"),
    ],
)
def test_every_broken_rule_is_a_line(changes, flaw):
    found = flaws([replace(DOUBLING, **changes)])
    assert all(line.startswith("doubling: ") for line in found)
    assert any(line.endswith(flaw) for line in found)


def test_splits_share_no_task():
    assert leaks(PROBLEMS) == []


def test_the_same_task_in_two_splits_is_a_leak():
    renamed = replace(DOUBLING, slug="twofold", split="test", statement="print twice N")
    assert leaks([DOUBLING, renamed]) == [
        "doubling (train) and twofold (test) share their statement",
        "doubling (train) and twofold (test) share their reference",
    ]
    assert leaks([DOUBLING, replace(renamed, split="train")]) == []
