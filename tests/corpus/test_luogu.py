"""luogu_dpo: real rows, and each reason to refuse one."""

import json

import pytest
from corpus_rows import PREAMBLE, luogu_row, settings, source

from tinylora.corpus.sources import luogu
from tinylora.corpus.sources.reading import read
from tinylora.corpus.statements.task_kind import asks_for_a_function
from tinylora.problem import Origin, Problem, Refused, RejectReason, TestCase


def problem(row, non_ascii="drop"):
    return luogu.problem(row, source("luogu_dpo"), settings(non_ascii))


def refusal(row, non_ascii="drop"):
    with pytest.raises(Refused) as refused:
        problem(row, non_ascii)
    return refused.value.reason


def test_every_real_row(real_rows):
    records = list(read(source("luogu_dpo"), [real_rows], settings()))
    kept = [record for record in records if isinstance(record, Problem)]
    refused = {record.native_id: record.reason for record in records if record not in kept}
    assert [record.native_id for record in kept] == ["P1006"]
    assert refused == {
        "P1008": RejectReason.ANSWER_ONLY,
        "P1274": RejectReason.TRUNCATED_SAMPLE,
        "P2112": RejectReason.TRUNCATED_SAMPLE,
        "P2682": RejectReason.ANSWER_ONLY,
        "P3798": RejectReason.ANSWER_ONLY,
        "P3864": RejectReason.TRUNCATED_SAMPLE,
    }
    assert len(records) == 13


def test_against_the_earlier_regex(real_rows):
    """What it kept is kept; what it dropped without a word has a reason of its own here."""
    rows = [json.loads(line) for line in real_rows.read_text(encoding="utf-8").splitlines()]
    named = {RejectReason.ANSWER_ONLY, RejectReason.TRUNCATED_SAMPLE}
    for row in rows:
        if row["earlier_regex"] == "kept":
            assert problem(row).test_cases
        else:
            assert refusal(row) in named
            assert refusal(row, "keep") in named


def test_the_real_problem_is_whole(real_rows):
    kept = next(read(source("luogu_dpo"), [real_rows], settings()))
    assert kept.title == "[NOIP 2008 提高组] 传纸条"
    assert kept.extra == {"contest": "NOIP 2008 提高组"}
    assert kept.statement.startswith("# P1006 [NOIP 2008 提高组] 传纸条")
    assert kept.statement.endswith("```\n34\n```")
    assert kept.test_cases == (TestCase("3 3\n0 3 9\n2 8 5\n5 7 0\n", "34\n", Origin.STATEMENT),)
    assert (kept.language, kept.trust) == ("zh", "statement_samples_only")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("这是一道提交答案题。", RejectReason.ANSWER_ONLY),
        ("本题为交互题。", RejectReason.INTERACTIVE),
        ("请调用交互库中的函数。", RejectReason.INTERACTIVE),
        ("This is an interactive problem.", RejectReason.INTERACTIVE),
        ("本题为**提交答案**题。", RejectReason.ANSWER_ONLY),
        ("本题为提答题。", RejectReason.ANSWER_ONLY),
        ("你只需要提交输出文件。", RejectReason.ANSWER_ONLY),
        ("This is an output-only task.", RejectReason.ANSWER_ONLY),
        ("这是一道 __交互__ 题，不，这是交互题。", RejectReason.INTERACTIVE),
        ("本题与传统题不同，是交互题。", RejectReason.INTERACTIVE),
        ("本题不是传统题，为一道交互题。", RejectReason.INTERACTIVE),
        ("本题为交互式问题。", RejectReason.INTERACTIVE),
        ("你的程序与评测机交互。", RejectReason.INTERACTIVE),
        ("## 交互格式", RejectReason.INTERACTIVE),
        ("请包含 `grader.h`。", RejectReason.INTERACTIVE),
        ("你不需要编写 main 函数。", RejectReason.INTERACTIVE),
        ("本题是通信题。", RejectReason.INTERACTIVE),
        ("**这是一道提交答案试题。**", RejectReason.ANSWER_ONLY),
        ("本题是提交答案式题目。", RejectReason.ANSWER_ONLY),
        ("本题为提交答案（交互）题。", RejectReason.ANSWER_ONLY),
        ("This is an answer only problem.", RejectReason.ANSWER_ONLY),
        ("This task is output only.", RejectReason.ANSWER_ONLY),
        ("Flush your output; the interactor answers each query.", RejectReason.INTERACTIVE),
        (
            "After each query flush stdout, then read the reply of the judge.",
            RejectReason.INTERACTIVE,
        ),
        ("Your program runs interactively.", RejectReason.INTERACTIVE),
        ("每次询问后请清空缓冲区，再读入评测机的回答。", RejectReason.INTERACTIVE),
        ("输出后调用 `fflush(stdout)`，之后读取一行回复。", RejectReason.INTERACTIVE),
        ("你需要实现函数 `int add(int a, int b)`，评测程序会调用它。", RejectReason.INTERACTIVE),
        ("请编写下面的函数。该函数将被评测库调用恰好一次。", RejectReason.INTERACTIVE),
        ("Write this function; the grader will call it.", RejectReason.INTERACTIVE),
    ],
)
def test_tasks_that_are_not_one_program(body, reason):
    assert refusal(luogu_row(body=body)) is reason


@pytest.mark.parametrize(
    "body",
    [
        *("本题不是提交答案题。", "本题是传统题，并非交互题。", "人机交互很重要。"),
        *(
            "他研究人机交互问题。",
            "本题不采用交互。",
            "提交答案时请注意。",
            "每队只能提交答案一次。",
        ),
        *("This is not an interactive problem.", "请实现一个函数。"),
        *(
            "If there is none, output only the number -1.",
            "Print the answer only.",
            "The answer only.",
        ),
        *("This isn't an interactive problem.", "This isn’t an interactive task."),
        *("It is a non-interactive problem.", "This isn't an output-only task."),
        *("这题不是一个交互题。", "这并非一道交互题。", "本题为传统题，思路来自一道交互题。"),
        "本题原为交互题，现改为传统题。",
        "原题为交互题，洛谷上作为普通题评测。",
        "比赛中为交互题，这里请提交完整的程序。",
        "本题在考试时使用交互库，在此你需要提交一个完整程序。",
        "Formerly an interactive problem, now judged as an ordinary one.",
        "一个缓冲区满了就清空缓冲区。求清空的次数。",
        "求函数 f 被调用的次数。",
        "He plays poker and has a royal flush.",
    ],
)
def test_tasks_that_only_mention_them(body):
    assert problem(luogu_row(body=body)).native_id == "P1001"


@pytest.mark.parametrize(
    ("pair", "drop", "keep", "normalise"),
    [
        (("天空", "空"), RejectReason.NOT_ASCII, None, RejectReason.NOT_ASCII),
        (("１ ２", "３"), RejectReason.NOT_ASCII, None, None),
        (("无", "3"), *[RejectReason.NO_INPUT] * 3),
        (("1 2", "3\n……"), *[RejectReason.TRUNCATED_SAMPLE] * 3),
        (("1 2", "3"), None, None, None),
    ],
)
def test_the_ascii_filter_reads_samples_only(pair, drop, keep, normalise):
    row = luogu_row(body="正文里有中文。", pair=pair)
    for mode, reason in (("drop", drop), ("keep", keep), ("normalise", normalise)):
        if reason:
            assert refusal(row, mode) is reason
        else:
            assert problem(row, mode)


def test_normalise_changes_the_sample_and_not_the_statement():
    found = problem(luogu_row(pair=("１ ２", "３")), "normalise")
    assert found.test_cases == (TestCase("1 2\n", "3\n", Origin.STATEMENT),)
    assert "１ ２" in found.statement


def test_one_cut_sample_does_not_spoil_the_others():
    row = luogu_row()
    row["conversations"][0]["value"] += (
        "\n### 样例 2\n\n**输入：**\n```\n9\n```\n\n**输出：**\n```\n……\n```\n"
    )
    assert problem(row).test_cases == (TestCase("1 2\n", "3\n", Origin.STATEMENT),)


def test_samples_that_are_arguments_ask_for_a_function():
    pair = ("n = 2\nu = [0]\nv = [1]", "1")
    assert refusal(luogu_row(body="你需要实现如下函数。", pair=pair)) is RejectReason.INTERACTIVE
    assert problem(luogu_row(pair=("x = 2", "2"))).test_cases
    assert problem(luogu_row(body="你需要实现如下函数。")).test_cases


@pytest.mark.parametrize(
    ("given", "asks"),
    [
        ("n = 2, m = [3, 4]", True),
        ("n=2\n\n  m = 'a b'\n", True),
        ("n = 2\n3 4", False),
        ("n = 2\nm", False),
        ("n =\n", False),
        *(("\n".join(f"a{i}=1" for i in range(many)) + "\n? 3", False) for many in (40, 20_000)),
    ],
)
def test_arguments_are_told_from_other_lines_at_once(given, asks):
    """Were there two ways to read a line of forty, there would be 2^40 to read them all."""
    assert asks_for_a_function("你需要实现如下函数。", [given]) is asks


@pytest.mark.parametrize("non_ascii", ["drop", "keep", "normalise"])
@pytest.mark.parametrize(
    "second",
    [
        ("见选手目录下的 sum2.in", "见选手目录下的 sum2.ans"),
        ("见附件", "见附件"),
        ("9 9", "由于输出过多，这里只展示一行：18"),
    ],
)
def test_a_sample_that_says_where_it_is_does_not_spoil_the_others(second, non_ascii):
    assert problem(with_second(second), non_ascii).test_cases == ONE


@pytest.mark.parametrize("non_ascii", ["drop", "normalise"])
def test_one_chinese_sample_does_not_spoil_the_others(non_ascii):
    assert problem(with_second(("天空", "空")), non_ascii).test_cases == ONE
    assert len(problem(with_second(("天空", "空")), "keep").test_cases) == 2


ONE = (TestCase("1 2\n", "3\n", Origin.STATEMENT),)


def with_second(pair):
    row = luogu_row()
    row["conversations"][0]["value"] += (
        f"\n### 样例 2\n\n**输入：**\n```\n{pair[0]}\n```\n\n**输出：**\n```\n{pair[1]}\n```\n"
    )
    return row


@pytest.mark.parametrize(
    ("heading", "native", "title"),
    [
        ("# P1006 [NOIP 2008] 传纸条", "P1006", "[NOIP 2008] 传纸条"),
        ("# CF1A Theatre Square", "CF1A", "Theatre Square"),
        ("# AT_abc100_a Cake", "AT_abc100_a", "Cake"),
        ("# A+B Problem", None, "A+B Problem"),
        ("# 2048 游戏", None, "2048 游戏"),
        ("## 题目描述", None, ""),
    ],
)
def test_heading(heading, native, title):
    statement = f"{heading}\n\n样例输入\n```\n1\n```\n样例输出\n```\n1\n```"
    found = problem({"conversations": [{"from": "human", "value": PREAMBLE + statement}]})
    assert found.native_id == (native or found.native_id)
    assert found.native_id.startswith("sha-") is (native is None)
    assert (found.title, found.statement) == (title, statement)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, RejectReason.MISSING_FIELD),
        ({"conversations": None}, RejectReason.MISSING_FIELD),
        ({"conversations": []}, RejectReason.WRONG_TYPE),
        ({"conversations": ["x"]}, RejectReason.WRONG_TYPE),
        ({"conversations": [{"value": None}]}, RejectReason.WRONG_TYPE),
        ({"conversations": [{"value": PREAMBLE}]}, RejectReason.EMPTY_STATEMENT),
        ({"conversations": [{"value": "# P1 x\n没有样例"}]}, RejectReason.SAMPLE_NOT_FOUND),
    ],
)
def test_broken_rows(row, reason):
    assert refusal(row) is reason
    luogu.native_id(row)
