"""Which test cases a prompt shows."""

import pytest

from tinylora.policy.prompt import CUT, TEXT_CHARACTERS, shown_tests
from tinylora.problem import Origin, TestCase

STATEMENT = """Add two numbers, at most 30.

Sample Input

    1 2
    3 4

Sample Output

    10
"""


def case(given, wanted, origin=Origin.PUBLIC):
    return TestCase(given, wanted, origin)


def test_private_and_generated_ones_are_never_shown():
    hidden = [case("17", "18", Origin.PRIVATE), case("19", "20", Origin.GENERATED)]
    assert shown_tests(hidden, 16, "Count.") == ""
    shown = shown_tests([*hidden, case("21", "22")], 16, "Count.")
    assert shown == "\n\nExample 1, input:\n```\n21\n```\n\nExample 1, output:\n```\n22\n```"


def test_none_unless_asked_for():
    assert shown_tests([case("1", "2")], 0, "Count.") == ""


@pytest.mark.parametrize(
    ("given", "wanted", "again"),
    [
        ("1 2\n3 4\n", "10\n", False),
        ("1 2 \r\n3 4", "10", False),
        ("1 2\n", "10\n", False),  # whole lines, though not all of the sample's
        ("3", "10", True),  # "3 4" is another line
        ("1 2\n3 4\n", "30\n", True),  # the bound is no line of its own
        ("", "10\n", False),  # nothing to show of an empty input
    ],
)
def test_what_stands_in_the_statement_is_not_shown_again(given, wanted, again):
    assert bool(shown_tests([case(given, wanted)], 1, STATEMENT)) == again


def test_the_first_ones_count_whether_the_statement_has_them_or_not():
    cases = [case("1 2\n3 4\n", "10\n", Origin.STATEMENT), case("5", "6"), case("7", "8")]
    shown = shown_tests(cases, 2, STATEMENT)
    assert "Example 1, input:\n```\n5\n" in shown
    assert "7" not in shown


def test_a_long_text_loses_its_middle():
    shown = shown_tests([case("first " + "9 " * 10**6 + "last\n", "1\n")], 1, "Count.")
    given = shown.split("```")[1].strip("\n")
    assert len(given) <= TEXT_CHARACTERS
    assert given.startswith("first 9")
    assert given.endswith("9 last")
    assert CUT in given
