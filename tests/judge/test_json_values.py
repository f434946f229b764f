"""The checker json: values, not texts."""

import json

import pytest

from tinylora.errors import CheckerFault
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.checkers.compare import difference

JSON = Checker("json")
NINES = "9" * 5000


def differs(expected, actual):
    return difference(expected.encode(), actual.encode(), JSON)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("[1, 2]", " [1,2]\n"),
        ('{"a": 1, "b": [true, null]}', '{"b":[true,null],"a":1}'),
        ('"é\\n"', '"\\u00e9\\n"'),
        ("0.5", "0.5000004"),
        ("1000000.0", "1000000.9"),
        ("2", "2.0000001"),
        ("2.0", "2"),
        ("0", "-0"),
        (NINES, f" {NINES} "),
        ("[Infinity, NaN]", "[Infinity,NaN]"),
        ("[]", "[ ]"),
    ],
)
def test_the_same(expected, actual):
    assert differs(expected, actual) is None


@pytest.mark.parametrize(
    ("expected", "actual", "says"),
    [
        ("1", "true", "expected 1, got true"),
        ("0", "false", "expected 0, got false"),
        ("1.0", "true", "expected 1.0, got true"),
        ("null", "0", "expected null, got 0"),
        ("1", '"1"', 'expected 1, got "1"'),
        ('"a"', '"A"', 'expected "a", got "A"'),
        ("[1, 2]", "[2, 1]", "at [0]: expected 1, got 2"),
        ("[[1, 2], [3]]", "[[1, 2], [3, 4]]", "at [1]: expected 1 elements, got 2"),
        ('{"a": [1, 2]}', '{"a": [1, 3]}', 'at ["a"][1]: expected 2, got 3'),
        ('{"a": 1}', '{"b": 1}', "expected other names"),
        ("[]", "{}", "expected a list of 0, got an object of 0"),
        ("1000000007", "1000000008", "expected 1000000007, got 1000000008"),
        ("0.5", "0.500002", "expected 0.5, got 0.500002"),
        ("1.0", "Infinity", "expected 1.0, got Infinity"),
        ("1" + "0" * 400, "Infinity", "got Infinity"),
        ("-Infinity", "-1" + "0" * 400, "expected -Infinity"),
        (NINES, NINES[1:] + "8", f"expected {NINES[:60]}…"),
        ("3", "", "there is no output"),
        ("3", "3 3", "not one JSON value"),
        ("3", "3\n3", "not one JSON value"),
        ("3", "three", "not one JSON value"),
        ("3", "[" * 100_000, "not one JSON value"),
        ("3", "\udc80", "not one JSON value"),
    ],
)
def test_different(expected, actual, says):
    found = difference(expected.encode(), actual.encode("utf-8", "surrogateescape"), JSON)
    assert says in found and len(found) < 300


def test_what_is_nested_deeply_is_compared():
    deep = 600 * "[" + "1" + 600 * "]"
    assert differs(deep, deep.replace("1", "1.0")) is None
    assert differs(deep, deep.replace("1", "2")).endswith("expected 1, got 2")


def test_an_expected_output_that_is_no_json_is_no_verdict():
    with pytest.raises(CheckerFault, match="an expected output is no JSON value"):
        differs("three", "3")
    assert differs("three", "three") is None


def test_its_name():
    assert str(Checker.parse("json")) == "json"
    assert json.loads("1") == json.loads("true")  # why Python's own comparison is not enough
