"""How texts are read before math-verify sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.mathematics.text import normalised, reading, same_by_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("42", "$42$"),
        (" x^2 + 42 ", "$x^2 + 42$"),  # as prose its last number would do
        ("$42$", "$42$"),
        (r"\$5", r"$\$5$"),  # a price, no formula
        ("The answer is 42.", "The answer is 42."),
        ("either 41 or 42", "$either 41 or 42$"),  # two numbers: no guess is picked
        ("It is x - 1", "$It is x - 1$"),
        ("It is x^2 + 1", "$It is x^2 + 1$"),
    ],
)
def test_reading(text, expected):
    assert reading(text) == expected


@pytest.mark.parametrize(
    ("gold", "answer", "same"),
    [
        ("1/2", "1/2", True),
        ("1/2", "0.5", None),
        ("1/2", "", False),
        ("", "", False),
        ("No solution", r"\text{no  solution}.", True),
        ("no solution", "none", False),
        ("no", "on", False),  # as products of letters they would be equal
        ("dear", "read", False),
        ("\\sin x", "x", None),
        ("B", "(B)", True),
        ("B", "b", True),
        ("B", r"\textbf{(B)}", True),
        ("B", "(B) 12 cm", True),
        ("B", "A. 12 cm", False),
        ("X", "x", None),
        ("25", ".25", None),
        ("75", "0.75", None),
        ("5", "5!", None),
        ("5!", "5", None),
        ("No solution", "no solution!", True),
        ("22", "2²", None),
        ("102", "10²", None),
        ("11/2", "1½", None),
        ("23", "2**3", None),
        ("23", "**23**", True),
        ("23", "２３", True),  # of full width
        ("5", "(B) 5", True),
        ("12", "B. 12", True),
        ("5", "(B) 6", None),
        ("D", r"\textbf{(D)}\ 12", True),  # as contests set their choices
        ("D", r"\textbf{(D)}~12", True),
        ("D", r"\text{(D)}\;12", True),
        ("D", r"$\mathrm{(D)}\quad\text{12 cm}$", True),
        ("D", r"\textbf{(E)}\ 12", False),
        ("D", "(D)12", True),
        ("D", "(E)12", False),
        ("D", r"(D)\frac{1}{2}", True),
        ("12", r"\textbf{(D)}\ 12", True),
        ("12", r"\textbf{(D)}\ 13", None),
        ("B", "(B)^2", None),
        ("B", "(B)(C)", None),
        ("no solution", r"\text{no}\quad\text{solution}", True),
    ],
)
def test_what_text_settles(gold, answer, same):
    assert same_by_text(gold, answer) is same


@given(st.text(max_size=60))
def test_a_text_agrees_with_itself_where_it_says_anything(text):
    assert same_by_text(text + "7", text + "7") is True
    assert same_by_text("no " + text, "no " + text) is True
    assert same_by_text(text, text) is not None
    assert text.strip() or same_by_text(text, text) is False


def test_problems_match_whatever_their_white_space():
    assert normalised(" Find\u00a0x:\n x =  1 ") == "Find x: x = 1"
    assert normalised("Find X") != normalised("Find x")
