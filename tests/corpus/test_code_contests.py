"""code_contests: each column where it belongs, zero and '' as unknown."""

from decimal import Decimal

import pytest
from corpus_rows import code_contests_row, settings, source

from tinylora.corpus.sources import code_contests
from tinylora.problem import IoMode, Origin, Refused, RejectReason, TestCase


def problem(**changes):
    return code_contests.problem(code_contests_row(**changes), source("code_contests"), settings())


def test_every_column_that_matters():
    found = problem()
    assert (found.native_id, found.title) == ("1575_A. Another Sorting", "Another Sorting")
    assert found.test_cases == (
        TestCase("1\n", "1\n", Origin.PUBLIC),
        TestCase("2\n", "2\n", Origin.PRIVATE),
        TestCase("3\n", "3\n", Origin.GENERATED),
        TestCase("4\n", "4\n", Origin.GENERATED),
    )
    assert (found.difficulty, found.cf_rating, found.tags) == ("A", 1100, ("sortings",))
    assert (found.time_limit_s, found.memory_limit_mb) == (1.5, 245)
    assert (found.io_mode, found.language) == (IoMode.STDIN, "en")
    assert found.extra == {
        "source": "CODEFORCES",
        "cf_contest_id": "1575",
        "cf_index": "A",
        "cf_points": "500",
    }


def test_zero_and_empty_are_unknown():
    found = problem(
        name="",
        source=0,
        difficulty=0,
        cf_contest_id=0,
        cf_index="",
        cf_points=0.0,
        cf_rating=0,
        cf_tags=[],
        time_limit=None,
        memory_limit_bytes=0,
    )
    assert found.native_id.startswith("sha-")
    assert (found.difficulty, found.cf_rating, found.tags, found.extra) == (None, None, (), {})
    assert (found.time_limit_s, found.memory_limit_mb) == (None, None)


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, None), (1, "EASY"), (5, "HARDEST"), (6, "EXTERNAL"), (7, "A"), (8, "B"), (28, "V")],
)
def test_difficulty_is_numbered_as_the_hub_does(number, name):
    assert problem(difficulty=number).difficulty == name


@pytest.mark.parametrize(("number", "name"), [(4, "CODEJAM"), (5, "ATCODER"), (6, "AIZU")])
def test_source_is_numbered_as_the_hub_does(number, name):
    assert problem(source=number).extra["source"] == name


def test_files_instead_of_stdin():
    found = problem(input_file="input.txt", output_file="output.txt")
    assert found.io_mode is IoMode.FILE
    assert found.extra["input_file"] == "input.txt"


@pytest.mark.parametrize(
    "note", ["Note\n\n", "Notes\n", "Explanation\n", "Explanation:\n", "-----Note-----\n",
             "Explanation of Sample 1:\n" , "Explanation for Input 1:\n", "Explanation: see "]
)  # fmt: skip
def test_an_image_in_the_note_is_no_loss(note):
    assert problem(description=f"Sort.\n\n{note}<image>")


@pytest.mark.parametrize(
    "sections",
    [
        "Input\n\n1\n\nOutput\n\n",
        "-----Input-----\n1\n\n-----Output-----\n",
        "Examples\n\nInput\n1\nOutput\n",
        "Sample Input 1:\n1\nSample Output 1:\n",
        "### Input Format\n1\n### Output Format\n",
    ],
)
def test_a_note_is_what_follows_the_last_section(sections):
    whole = f"Sort.\n\nNote: swap.\n\n{{}}\n\n{sections}1\n\nNote\n\n<image>"
    assert problem(description=whole.format(""))
    with pytest.raises(Refused) as refused:
        problem(description=whole.format("<image>"))
    assert refused.value.reason is RejectReason.IMAGE_STATEMENT


def test_decimal_points_are_kept():
    assert problem(cf_points=Decimal("1500.00")).extra["cf_points"] == "1500"
    assert "cf_points" not in problem(cf_points=Decimal(0)).extra


@pytest.mark.parametrize(
    "text",
    ["1 2 3...", "1 2 3 ...\n", "5\n" + "abc " * 60 + "ab...", "1.5 2.5 3..."],
)
def test_a_test_that_the_source_cut_is_left_out_and_counted(text):
    found = problem(private_tests={"input": [text, "2\n"], "output": ["1", text]})
    assert [case.origin for case in found.test_cases] == ["public", "generated", "generated"]
    assert found.extra["dropped_pairs"] == "2"


@pytest.mark.parametrize("text", ["wait...", "2 3\n.1.\n1...", "...", "3 3\n###\n..."])
def test_dots_of_a_test_that_are_data_are_kept(text):
    found = problem(private_tests={"input": [text], "output": ["1"]})
    assert found.test_cases[1].input == text
    assert "dropped_pairs" not in found.extra


def test_an_answer_that_explains_itself_is_left_out():
    found = problem(private_tests={"input": ["2"], "output": ["2\nExplanation: two"]})
    assert (len(found.test_cases), found.extra["dropped_pairs"]) == (3, "1")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("This is an interactive problem. Do not forget to flush.", RejectReason.INTERACTIVE),
        ("Print a query and flush stdout; the judge answers it.", RejectReason.INTERACTIVE),
        ("This is an output-only task.", RejectReason.ANSWER_ONLY),
    ],
)
def test_no_task_for_one_program(said, reason):
    with pytest.raises(Refused) as refused:
        problem(description=said)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"description": None}, RejectReason.MISSING_FIELD),
        ({"description": " \n"}, RejectReason.EMPTY_STATEMENT),
        ({"description": "Compute <image>."}, RejectReason.IMAGE_STATEMENT),
        (
            dict.fromkeys(("public_tests", "private_tests", "generated_tests")),
            RejectReason.NO_TEST_CASES,
        ),
        (
            {"private_tests": {"input": ["1", "2"], "output": ["1"]}},
            RejectReason.UNPAIRED_TEST_CASES,
        ),
        ({"private_tests": {"input": [None], "output": ["1"]}}, RejectReason.WRONG_TYPE),
        ({"private_tests": "none"}, RejectReason.WRONG_TYPE),
        ({"difficulty": 29}, RejectReason.WRONG_TYPE),
        ({"difficulty": "A"}, RejectReason.WRONG_TYPE),
        ({"time_limit": 2}, RejectReason.WRONG_TYPE),
        ({"cf_rating": True}, RejectReason.WRONG_TYPE),
    ],
)
def test_refused(changes, reason):
    with pytest.raises(Refused) as refused:
        problem(**changes)
    assert refused.value.reason is reason


def test_numbers_no_column_can_hold_are_unknown():
    found = problem(cf_rating=2**40, memory_limit_bytes=2**63 - 1)
    assert (found.cf_rating, found.memory_limit_mb) == (None, None)
