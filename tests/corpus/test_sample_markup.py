"""Markup around samples never becomes data, and data that look like markup stay."""

import contextlib

import pytest

from tinylora.corpus.statements.sample_filter import defect
from tinylora.corpus.statements.sample_io import Sample, samples
from tinylora.problem import Refused, RejectReason

SUM = [Sample("3 4\n5", "12")]
TWO_SUMS = [Sample("3 4", "7"), Sample("5 5", "10")]


def fenced(given: str, answer: str) -> str:
    return f"求和。\n\n样例输入\n```\n{given}\n```\n样例输出\n```\n{answer}\n```\n"


RENDERED = {
    "fence closed behind the data": "样例输入\n```\n3 4\n5```\n样例输出\n```\n12```\n",
    "then a heading": "## 样例输入\n```\n3 4\n5```\n## 样例输出\n```\n12\n```\n## 提示\n好\n",
    "then an explanation": "样例输入\n```\n3 4\n5\n```\n样例输出\n```\n12```\n说明\n```\nx\n```\n",
    "fence opened before the data": "样例输入\n```3 4\n5\n```\n样例输出\n```12```\n",
    "copy button": "输入 #1复制\n3 4\n5\n输出 #1复制\n12\n说明/提示\n把它们加起来。\n",
    "copy button, section": "输入输出样例\n输入 #1 复制\n3 4\n5\n输出 #1 复制\n12\n",
    "copy button on its own line": "样例输入\n复制\n3 4\n5\n样例输出\n复制\n12\n",
    "copy button in English": "Sample Input 1 Copy\n3 4\n5\nSample Output 1 Copy\n12\n",
    "no heading": "求和。\n\n输入 #1\n```\n3 4\n5\n```\n输出 #1\n```\n12\n```\n",
    "no heading, bold": "求和。\n\n**输入 #1**\n```\n3 4\n5\n```\n**输出 #1**\n```\n12\n```\n",
    "quotation": "样例输入\n> 3 4\n> 5\n\n样例输出\n> 12\n",
    "fence in a quotation": "样例输入\n> ```\n> 3 4\n> 5\n> ```\n样例输出\n> ```\n> 12\n> ```\n",
    "all in a quotation": "> ## 样例输入\n> ```\n> 3 4\n> 5\n> ```\n> ## 样例输出\n> 12\n",
    "pre": "样例输入\n<pre>\n3 4\n5\n</pre>\n样例输出\n<pre>12</pre>\n",
    "pre with code": '样例输入\n<pre><code class="x">3 4\n5</code></pre>\n样例输出\n<pre>12</pre>',
    "pre on one line": "<b>样例输入</b><pre>3 4<br>5</pre><b>样例输出</b><pre>12</pre>",
    "labels in pre": "<pre>\n样例输入\n3 4\n5\n样例输出\n12\n</pre>\n",
    "backticks": "样例输入\n`3 4\n5`\n样例输出\n`12`\n",
    "backticks a line": "样例输入\n`3 4`\n`5`\n样例输出\n`12`\n",
    "table": "| 样例输入 | 样例输出 |\n|:--|--:|\n| 3 4<br>5 | 12 |\n",
    "table in ticks": "## 样例\n| # | 输入 | 输出 |\n|-|-|-|\n| 1 | `3 4`<br>`5` | `12` |\n",
    "table of rows": "## 样例\n| 输入 | 3 4<br>5 |\n| --- | --- |\n| 输出 | 12 |\n",
    "table of data": "样例输入\n\n| 3 | 4 |\n|---|---|\n| 5 | |\n\n样例输出\n\n| 12 |\n|----|\n",
    "sentence below": "样例输入\n3 4\n5\n\n样例输出\n12\n\n三个数的和是十二。\n",
    "sentence right below": "样例输入\n3 4\n5\n样例输出\n12\n三个数的和是十二。\n",
    "English below": "Sample Input\n3 4\n5\n\nSample Output\n12\n\nAll three numbers are added.\n",
    "code below": "样例输入\n3 4\n5\n样例输出\n12\n\n```cpp\nint main() {}\n```\n",
    "code and words below": "样例输入\n3 4\n5\n样例输出\n12\n代码：\n```\n#include <cstdio>\n```\n",
    "block below": "样例输入\n3 4\n5\n样例输出\n12\n\n```\n3+4+5\n```\n好\n",
    "span": fenced('<span class="n">3</span> 4\n5', "<span>12</span>"),
}


@pytest.mark.parametrize("text", RENDERED.values(), ids=RENDERED)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_markup_is_no_data(text, line_end):
    assert samples(text.replace("\n", line_end)) == SUM


@pytest.mark.parametrize(
    "text",
    [
        "【输入样例】3 4\n【输出样例】7\n【输入样例】5 5\n【输出样例】10\n",
        "【输入样例】3 4【输出样例】7\n【输入样例】5 5【输出样例】10\n",
        "## 样例\n| 输入 | 输出 |\n| --- | --- |\n| 3 4 | 7 |\n| 5 5 | 10 |\n",
        "输入 #1复制\n3 4\n输出 #1复制\n7\n输入 #2复制\n5 5\n输出 #2复制\n10\n",
    ],
)
def test_two_samples(text):
    assert samples(text) == TWO_SUMS


def test_entities_are_decoded():
    assert samples(fenced("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1")) == [Sample("1 < 2 && 3 > 2", "1")]


DATA = {
    "entities beside bare signs": (fenced("&lt;a&gt;", "<a>"), Sample("&lt;a&gt;", "<a>")),
    "entities that are the task": ("还原 HTML。\n" + fenced("&lt;", "1"), Sample("&lt;", "1")),
    "spans among tags": (
        fenced("<p><span>a</span></p>", "1"),
        Sample("<p><span>a</span></p>", "1"),
    ),
    "> in a fence": (fenced("> 3", "> 4"), Sample("> 3", "> 4")),
    "| in a fence": (fenced("|1|\n|-|\n|2|", "|"), Sample("|1|\n|-|\n|2|", "|")),
    "marks behind data": (fenced("a```", "1"), Sample("a```", "1")),
    "> alone": ("样例输入\n> 4\n样例输出\n>\n", Sample("> 4", ">")),
    "a drawing": ("样例输入\n2\n样例输出\n|..|\n|--|\n", Sample("2", "|..|\n|--|")),
    "sentences": (
        "样例输入\n1\n样例输出\nIt is a cat.\n\nIt is not a dog.\n",
        Sample("1", "It is a cat.\n\nIt is not a dog."),
    ),
    "Chinese": ("样例输入\n1\n样例输出\n你好\n再见，朋友\n", Sample("1", "你好\n再见，朋友")),
    "an empty line": ("样例输入\n1\n\n2\n样例输出\n1\n\n2\n", Sample("1\n\n2", "1\n\n2")),
    "words before a fence": ("样例输入\n1\n样例输出\n1.\n```\n7\n```\n", Sample("1", "7")),
    "a number before a fence": ("样例输入\n1\n样例输出\n1\n```\n7\n```\n", Sample("1", "7")),
    "a program is the output": (fenced("1", "#include <a>"), Sample("1", "#include <a>")),
}


@pytest.mark.parametrize(("text", "sample"), DATA.values(), ids=DATA)
def test_data_that_look_like_markup_stay(text, sample):
    assert samples(text) == [sample]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "### 样例 1 输入\n```\n1\n```\n### 样例 2 输出\n```\n1\n```\n",
            RejectReason.UNPAIRED_TEST_CASES,
        ),
        ("### 样例 1\n输入\n1\n### 样例 2\n输出\n1\n", RejectReason.UNPAIRED_TEST_CASES),
        ("| 样例 1 输入 | 样例 2 输出 |\n|-|-|\n| 1 | 1 |\n", RejectReason.UNPAIRED_TEST_CASES),
        (
            "## 样例\n| 输入 | 输出 |\n|-|-|\n| 3 4 | 7 |\n| 5 5 | |\n",
            RejectReason.SAMPLE_NOT_FOUND,
        ),
    ],
)
def test_what_cannot_be_paired_is_refused(text, reason):
    with pytest.raises(Refused) as refused:
        samples(text)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("【样例输入】（无）\n【样例输出】5\n", RejectReason.NO_INPUT),
        (fenced("（无）", "5"), RejectReason.NO_INPUT),
        (fenced("5", "（无）"), RejectReason.NO_ANSWER),
        ("样例输入：5\n样例输出：(无)\n", RejectReason.NO_ANSWER),
        (fenced("5", "无"), None),
    ],
)
def test_nothing_is_no_data(text, reason):
    (sample,) = samples(text)
    assert defect(sample) is reason


@pytest.mark.parametrize(
    "answer",
    [
        "5 -- x",
        "1 2\nomitted",
        "1 2\n[the rest omitted]",
        "1 2\n省略",
        "1 2 (one of the answers)",
        "1 2\n(any valid answer)",
        "1 2 (multiple answers are possible)",
        "One of the possible answers: 1 2",
        "1 2（答案不唯一）",
        "1 2\n(答案不唯一)",
    ],
)
def test_a_note_in_a_sample_is_no_data(answer):
    (sample,) = samples(fenced("5", answer))
    assert defect(sample) is RejectReason.TRUNCATED_SAMPLE


@pytest.mark.parametrize("line", ["|a|\n|-|\n", "> a\n", "> 输入\n", "<pre>\n", "a```\n", "`a`\n"])
@pytest.mark.parametrize("fence", ["", "```\n"])
def test_long_markup_takes_linear_time(line, fence):
    """A line that looked at all lines below it would take minutes."""
    with contextlib.suppress(Refused):
        samples(f"样例输入\n{fence}{line * 5000}\n样例输出\n{line * 5000}")


@pytest.mark.parametrize("answer", ["x -- y", "5 -- 3", "(one)", "(the answer)", "any answer"])
def test_what_only_looks_like_a_note_is_data(answer):
    (sample,) = samples(fenced("5", answer))
    assert defect(sample) is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "line",
    [
        "【" + "输入input" * 50_000,
        "说" * 200_000,
        "a | b\n" + " " * 200_000 + "x",
        "\n" * 200_000 + "x",
        "<pre " + "a" * 200_000,
        "| " * 100_000,
        "`" * 200_000,
    ],
)
def test_no_line_is_too_long_to_be_read(line):
    statement = f"{line}\n输出样例\n\n{line}\n{line}\n```\n{line}\n```\n"
    with pytest.raises(Refused):
        samples(statement)
