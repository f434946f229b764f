"""Which checker a problem gets: hand-made statements in English and Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.quality.checker_choice import choose_checker, holds_decimals
from tinylora.corpus.statements.signs import (
    decimals_asked_for,
    many_answers_stated,
    tolerance_stated,
)
from tinylora.judge.checkers.checker import Checker

TOLERANCES = {
    "Your answer is correct if its absolute or relative error does not exceed 10^{-6}.": 1e-6,
    "It is right if its absolute or relative error doesn't exceed 10 - 9.": 1e-9,
    "The absolute or relative error should not exceed 10^{ - 4}.": 1e-4,
    "an absolute or relative error of at most 10−6 is accepted": 1e-6,
    "accepted if the error is less than 1e-6": 1e-6,
    "Print the answer with precision 1e-5.": 1e-5,
    "The output should be within 10^-6 of the right answer.": 1e-6,
    "The answer must not differ from the judges' by more than 0.001.": 1e-3,
    "The output should not contain an error greater than 0.00000001.": 1e-8,
    "an error of 10<sup>-5</sup> is fine": 1e-5,
    "误差不超过 $10^{-4}$ 即算正确。": 1e-4,
    "你的答案与标准答案的相对误差或绝对误差小于 1e-6 时视为正确": 1e-6,
    "答案误差在 $0.001$ 以内即可": 1e-3,
    "The absolute error may be 0.001, the relative error 1e-6.": 1e-6,
    "输入的实数精度为 0.01。输出答案，误差不超过 1e-6。": 1e-6,
    "A scale has an accuracy of 0.01 kg. Print the mass; an error up to 1e-9 is allowed.": 1e-9,
    "温度计的精度为 0.1 度。输出平均值，保留两位小数。": None,
    "Two readings are the same if their difference is at most 0.1. Print the mean.": None,
    "输出答案，精度要求为 1e-5。": 1e-5,
    "Print the answer with 6 digits after the decimal point.": None,
    "Print one number. 1 ≤ n ≤ 10^6.": None,
    "The difference is 10 - 4 = 6.": None,
    "输出一个实数，保留两位小数。": None,
}


@pytest.mark.parametrize(("statement", "tolerance"), TOLERANCES.items())
def test_tolerance(statement, tolerance):
    assert tolerance_stated(statement) == (tolerance and pytest.approx(tolerance))


DECIMALS = {
    "Print the average with exactly two decimals.": 2,
    "rounded to two decimal places": 2,
    "Output the answer with 6 digits after the decimal point.": 6,
    "Print it with three digits after the decimal point.": 3,
    "rounded to 1 decimal place": 1,
    "Print at least 6 digits after the decimal point.": None,
    "up to 4 decimal places": None,
    "结果保留两位小数。": 2,
    "答案保留 $3$ 位小数": 3,
    "保留到小数点后第 2 位": 2,
    "精确到小数点后六位": 6,
    "四舍五入保留１位小数": 1,
    "至少保留6位小数": None,
    "Print one integer.": None,
}


@pytest.mark.parametrize(("statement", "places"), DECIMALS.items())
def test_decimals(statement, places):
    assert decimals_asked_for(statement) == places


MANY = [
    "If there are multiple answers, print any of them.",
    "If there are several solutions, you can output any.",
    "If there are many such permutations, print any of them.",
    "If there are multiple optimal strategies, print any one of them.",
    "Print any suitable sequence.",
    "If multiple solutions exist, you may print any of them.",
    "Any valid answer will be accepted.",
    "If there are multiple possible answers, you may find any of them",
    "You can print the indices in any order.",
    "Output the edges in arbitrary order.",
    "Multiple solutions are accepted.",
    "若有多解，输出任意一组即可。",
    "如果有多种方案，输出任意一种。",
    "若存在多组解，任意输出一组均可",
    "如有多个答案，请输出任意一个满足条件的答案。",
    "答案不唯一，任意一种均可",
    "本题使用 Special Judge。",
    "**本题采用 SPJ**",
    "可以按任意顺序输出。",
]
ONE = [
    "If there are multiple answers, print the smallest one.",
    "If there are several solutions, print the lexicographically smallest.",
    "Do not print any extra spaces.",
    "You should not output any characters after the number.",
    "Print the number of ways to choose any subset.",
    "The points are given in any order.",
    "Find the maximum sum over any subarray.",
    "若有多解，输出字典序最小的一组。",
    "对于任意一个区间，求它的和。",
    "可以任意多次操作，求最小值。",
    "任意两点之间恰有一条路。",
]


@pytest.mark.parametrize("statement", MANY)
def test_many_answers(statement):
    assert many_answers_stated(statement)


@pytest.mark.parametrize("statement", ONE)
def test_one_answer(statement):
    assert not many_answers_stated(statement)


CHECKERS = [
    ("Print the sum.", ["3\n", "-5 7\n"], "tokens"),
    ("Print the mean.", ["2.5\n", "3\n"], "float:1e-06"),
    ("Print it with an error of at most 10^{-4}.", ["0.3333333333\n"], "float:0.0001"),
    ("误差不超过 1e-9", ["1.5e+10\n"], "float:1e-09"),
    # The form is part of the task: the digits are compared as they stand.
    ("Print the mean with exactly two decimals.", ["2.50\n", "-0.33\n"], "tokens"),
    ("输出一个实数，保留两位小数。", ["2.50\n"], "tokens"),
    # The tests do not hold to the statement's number, so neither may the checker.
    ("Print the mean with two decimal places.", ["2.5\n"], "float:1e-06"),
    # Of many decimals right programs differ in the last.
    ("保留 6 位小数", ["0.333333\n"], "float:1e-06"),
    ("rounded to three decimal places", ["0.333\n"], "tokens"),
    ("rounded to four decimal places", ["0.3333\n"], "float:0.0001"),
    ("Two decimal places; an error up to 0.01 is accepted.", ["0.33\n"], "float:0.01"),
    ("Print the version.", ["1.2.3\n", "1.2\n"], "tokens"),
    ("Print the day.", ["12.05.2020\n"], "tokens"),
    ("Print the address.", ["192.168.0.1\n"], "tokens"),
    ("Print the time.", ["12:30\n"], "tokens"),
    ("Print the code.", ["12e4\n"], "tokens"),
    ("Print the file's name.", ["a.txt b.5\n"], "tokens"),
    ("You can print each letter in any case.", ["YES\n", "NO\n"], "case_fold"),
    ("You can print each letter in any case (upper or lower).", ["Yes\nNo\n"], "case_fold"),
    ("大小写不敏感。", ["YES\n2 3\n", "NO\n"], "case_fold"),
    ("In any case, print the sum.", ["3\n"], "tokens"),
    ("In any case, print YES or NO.", ["YES\n"], "tokens"),
    ("You can print each letter in any case.", ["3\n"], "tokens"),
    ("Print YES or NO.", ["YES\n", "NO\n"], "tokens"),
    ("Print each word in any case.", [f"w{'x' * i}\n" for i in range(20)], "tokens"),
    ("Print nothing.", [], "tokens"),
]


@pytest.mark.parametrize(("statement", "outputs", "checker"), CHECKERS)
def test_checker(statement, outputs, checker):
    assert choose_checker(statement, outputs) == checker
    assert str(Checker.parse(checker)) == checker


def test_decimals_are_told_from_dots():
    assert holds_decimals(["1\n", "abc 2.5\n"])
    assert holds_decimals([".5\n"])
    assert not holds_decimals(["1. 2.\n", "e.g.\n", "1.2.3\n"])


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_gets_a_checker_that_the_judge_knows(statement, outputs):
    Checker.parse(choose_checker(statement, outputs))
    many_answers_stated(statement)


@given(st.integers(1, 12), st.floats(-1e6, 1e6))
def test_a_stated_tolerance_is_the_checkers(power, number):
    statement = f"The relative error must not exceed 10^{{-{power}}}."
    assert choose_checker(statement, [f"{number:.9f}\n"]) == f"float:{10.0**-power:g}"


@given(st.lists(st.integers()))
def test_whole_numbers_are_exact(numbers):
    statement = "The absolute or relative error must not exceed 10^-6."
    assert choose_checker(statement, [f"{number}\n" for number in numbers]) == "tokens"
