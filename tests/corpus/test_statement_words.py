"""Operators are words of a statement, however they are written, and prose has none."""

import pytest

from tinylora.corpus.quality.dedupe import statement_sha
from tinylora.corpus.statements.words import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("输出 $a+b$", "输出 $a-b$"),
        ("print $x \\le y$", "print $x \\ge y$"),
        ("find $\\max(a, b)$", "find $\\min(a, b)$"),
        ("find $\\sum a_i$", "find $\\prod a_i$"),
        ("whether a < b", "whether a > b"),
        ("whether a = b", "whether a ≠ b"),
        ("print a * b", "print a / b"),
        ("$\\lfloor n \\rfloor$", "$\\lceil n \\rceil$"),
        ("print -1", "print 1"),
        (r"given $\sin\theta$, find $\cos\theta$", r"given $\cos\theta$, find $\sin\theta$"),
        (r"find $\binom{7}{3}$", r"find $\frac{7}{3}$"),
        (r"list $A\cup B$", r"list $A\cap B$"),
    ],
)
def test_another_operator_is_another_statement(one, other):
    assert statement_sha(one) != statement_sha(other)


@pytest.mark.parametrize(
    "same",
    [
        ["x ≤ y", "x <= y", "$x \\le y$", "$x\\leq{y}$", "$x \\leqslant y$", "x\n≤ y"],
        ["i < j", "i<j", "$i$ < $j$", "$i \\lt j$"],
        ["a ≠ b", "a != b", "$a \\ne b$", "$a\\neq b$"],
        ["n × m", "n * m", "n*m", "n·m", "$n \\times m$", "$n\\cdot m$"],
        ["a_i - b_i", "$a_{i}-b_{i}$", "a_i − b_i", "`a_i - b_i`"],
        ["-10^9 ≤ a", "$-10^9 \\le a$", "−10^{9} <= a"],
        [r"$A\cup B$", "A ∪ B"],
        [r"$\alpha \le \mathrm{x}$", "α ≤ x"],
        [r"$1 \sim n$, $x \to y$, $\ldots$", "1 ~ n, x -> y, …", "1 ∼ n, x → y, ..."],
        ["求 a+b 的值", "求 $a + b$ 的值", "求Ａ＋Ｂ的值"],
    ],
)
def test_the_same_formula_in_other_marks(same):
    assert len({tuple(words(one)) for one in same}) == 1


@pytest.mark.parametrize(
    ("prose", "told"),
    [
        ("a non-empty, 3-digit i-th", "a non empty 3 digit i th"),
        ("-----Input-----\n- n\n* m\n+++", "input n m"),
        ("**n** and *m*: *i* *j*", "n and m i j"),
        ("yes/no — C++ --> a->b", "yes no c a b"),
        ("=====\nx\n=====", "x"),
    ],
)
def test_prose_lists_and_emphasis_hold_no_operator(prose, told):
    assert " ".join(words(prose)) == told
