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
        ("print a & b", "print a | b"),
        ("print a & b", "print a && b"),
        ("print a | b", "print a b"),
        ("print a ^ b", "print a b"),
        ("print $a^b$", "print $a_b$"),
        ("print a << b", "print a >> b"),
        ("print a >> 1", "print a > 1"),
        ("print a % b", "print a, b"),
        ("print (a + b) % 7", "print (a + b) 7"),
        ("whether a || b", "whether a && b"),
        ("print ~x", "print x"),
        ("print a & ~b", "print a & b"),
        ("print 5!", "print 5"),
        ("print $(n-1)!$", "print $(n-1)$"),
        ("whether a<b>c", "whether a b c"),
        ("whether a < b > c", "whether a b c"),
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
        ["a % b", "a%b", r"$a \bmod b$", r"$a \% b$", "a &#37; b"],
        ["a & b", "a&b", r"$a \& b$", "a &amp; b", "<code>a &amp; b</code>"],
        ["a && b", r"$a \land b$", r"$a \&\& b$", "a &amp;&amp; b"],
        ["a | b", r"$a \mid b$", "`a|b`"],
        ["2^n", "2ⁿ", "2<sup>n</sup>", "$2^{n}$", "2^n"],
        ["a_1 ≤ 10^5", "a₁ ≤ 10⁵", "a<sub>1</sub> &lt;= 10<sup>5</sup>", "$a_{1} \\le 10^5$"],
        ["10^-18", "10⁻¹⁸", "$10^{-18}$", "10<sup>-18</sup>"],
        ["a_{i+1} x", "aᵢ₊₁x", "a<sub>i+1</sub>x"],
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
        ("50% (half) of it, 30\\% a bit", "50 half of it 30 a bit"),
        (
            "the $i^{th}$ of research&development: well done! ~~no~~ 1~n lines~a",
            "the i th of research development well done no 1 n lines a",
        ),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
    ],
)
def test_prose_lists_and_emphasis_hold_no_operator(prose, told):
    assert " ".join(words(prose)) == told


def test_html_is_markup():
    html = (
        '<p>You are given an array <code>nums</code> of <span class="math">n</span> integers,'
        "<br/>with <var>0 &lt; n &lt;= 10<sup>4</sup></var>&nbsp;of them.</p>\n<ul>\n\t<li><b>Sort"
        '</b> it&#39;s <em>fast</em>:</li>\n</ul><img alt="" src="https://a.b/c.png" />'
    )
    plain = (
        "You are given an array nums of n integers, with 0 < n <= 10^4 of them.\n\n"
        "- Sort it's fast:"
    )
    assert words(html) == words(plain)
    assert words("&lt;p&gt; is a tag") == words("p is a tag")


def test_many_tags_that_do_not_end_take_no_time():
    words('<a href="' * 5_000)
    words("<a b=c d='e' f" * 5_000)
