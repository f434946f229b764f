"""Extraction: every layout a person writes gives the same pairs, and none is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.statements import sample_io
from tinylora.corpus.statements.sample_io import Sample, samples
from tinylora.problem import Refused, RejectReason

ONE = [Sample("3 3\n0 3 9", "34")]
TWO = [Sample("1 2", "3"), Sample("5 5", "10")]


def blocks(*labels_and_contents: str) -> str:
    pairs = zip(labels_and_contents[::2], labels_and_contents[1::2], strict=True)
    return "\n".join(f"{label}\n```\n{content}\n```" for label, content in pairs)


LAYOUTS_OF_ONE = {
    "hub": "## 样例\n\n### 样例 1\n\n**输入：**\n```\n3 3\n0 3 9\n```\n\n**输出：**\n```\n34\n```",
    "headings": "## 样例输入\n```\n3 3\n0 3 9\n```\n## 样例输出\n```\n34\n```",
    "words swapped": "### 输入样例\n```\n3 3\n0 3 9\n```\n### 输出样例\n```\n34\n```",
    "numbered": "### 样例输入 #1\n```\n3 3\n0 3 9\n```\n### 样例输出 #1\n```\n34\n```",
    "number inside": "#### 样例1输入\n```\n3 3\n0 3 9\n```\n#### 样例1输出\n```\n34\n```",
    "no space": "###样例输入1\n```\n3 3\n0 3 9\n```\n###样例输出1\n```\n34\n```",
    "io section": "## 输入输出样例\n### 输入 #1\n```\n3 3\n0 3 9\n```\n### 输出 #1\n```\n34\n```",
    "english": "### Sample Input 1\n```\n3 3\n0 3 9\n```\n### Sample Output 1\n```\n34\n```",
    "english section": "# Examples\nInput\n```\n3 3\n0 3 9\n```\nOutput\n```\n34\n```",
    "example first": blocks("**Example 1 Input:**", "3 3\n0 3 9", "**Example 1 Output:**", "34"),
    "brackets": "【样例输入】\n```\n3 3\n0 3 9\n```\n【样例输出】\n```\n34\n```",
    "numeral": "【样例输入一】\n```\n3 3\n0 3 9\n```\n【样例输出一】\n```\n34\n```",
    "full width": "## 样例\n**输入＃１：**\n```\n3 3\n0 3 9\n```\n**输出＃１：**\n```\n34\n```",
    "colon outside": "## 样例\n**输入**：\n```\n3 3\n0 3 9\n```\n**输出**：\n```\n34\n```",
    "tildes": "样例输入：\n~~~text\n3 3\n0 3 9\n~~~\n样例输出：\n~~~\n34\n~~~",
    "long fence": "样例输入\n````plain\n3 3\n0 3 9\n````\n样例输出\n````\n34\n`````",
    "indented": "样例输入\n    ```\n    3 3\n    0 3 9\n    ```\n样例输出\n\t```\n\t34\n\t```",
    "no fence": "样例输入\n3 3\n0 3 9\n\n样例输出\n34\n\n样例说明\n很简单。",
    "fence after prose": "样例输入\n如下：\n```\n3 3\n0 3 9\n```\n样例输出\n如下：\n```\n34\n```",
    "bullets": blocks("- 样例输入", "3 3\n0 3 9", "* **样例输出**", "34"),
    "section number": blocks("### 3.1 样例输入", "3 3\n0 3 9", "### 3.2 样例输出", "34"),
    "ordinal": blocks("1. 样例输入", "3 3\n0 3 9", "2. 样例输出", "34"),
    "ordinal in brackets": blocks("（1）样例输入", "3 3\n0 3 9", "（2）样例输出", "34"),
    "ordinal in words": blocks("## 四、样例输入", "3 3\n0 3 9", "## 五、样例输出", "34"),
    "group": blocks("## 第一组样例输入", "3 3\n0 3 9", "## 第一组样例输出", "34"),
    "numeral over ten": blocks("样例输入十二", "3 3\n0 3 9", "样例输出十二", "34"),
    "emphasis": blocks("*样例输入*", "3 3\n0 3 9", "`样例输出`", "34"),
    "tags": blocks("<b>样例输入</b>", "3 3\n0 3 9", "<strong>样例输出</strong>", "34"),
    "latex": blocks("\\subsection*{样例输入}", "3 3\n0 3 9", "\\subsection*{样例输出}", "34"),
    "formula": blocks("样例输入 $1$", "3 3\n0 3 9", "样例输出 $1$", "34"),
    "both languages": blocks(
        "样例输入/Sample Input", "3 3\n0 3 9", "样例输出 (Sample Output)", "34"
    ),
    "numbered headings": blocks("##### 输入数据 1", "3 3\n0 3 9", "##### 输出数据 1", "34"),
    "streams": "### 样例 2\n标准输入\n```\n3 3\n0 3 9\n```\nstdout\n```\n34\n```",
    "twice": "## 样例输入\n```\n3 3\n0 3 9\n```\n## 样例输出\n```\n34\n```\n" * 2,
}

NOT_SAMPLES = """## 输入格式
第一行一个整数。
```
n
```
## 输入
两个整数，例如
```
a b
```
## 输出
输出：一个整数。
## 说明/提示
【样例说明】
```plain
xxx
```
#### 样例#1解释
输入：见上。
```
1 1
```
"""


@pytest.mark.parametrize("layout", LAYOUTS_OF_ONE.values(), ids=LAYOUTS_OF_ONE)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_one_sample_in_every_layout(layout, line_end):
    assert samples(layout.replace("\n", line_end)) == ONE


@pytest.mark.parametrize("layout", LAYOUTS_OF_ONE.values(), ids=LAYOUTS_OF_ONE)
def test_other_sections_are_left_alone(layout):
    assert samples(NOT_SAMPLES + layout) == ONE
    assert samples(layout + "\n" + NOT_SAMPLES) == ONE


@pytest.mark.parametrize(
    "layout",
    [
        blocks("样例输入1", "1 2", "样例输出1", "3", "样例输入2", "5 5", "样例输出2", "10"),
        blocks("样例输入1", "1 2", "样例输入2", "5 5", "样例输出1", "3", "样例输出2", "10"),
        blocks("样例输入", "1 2", "样例输入", "5 5", "样例输出", "3", "样例输出", "10"),
        "### 样例 1\n输入\n```\n1 2\n```\n输出\n```\n3\n```\n说明\n```\nx\n```\n### 样例 2\n"
        "输入\n```\n5 5\n```\n输出\n```\n10\n```",
        "## 样例\n输入：1 2\n输出：3\n输入：5 5\n输出：10",
    ],
)
def test_two_samples(layout):
    assert samples(layout) == TWO


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("输出：a*b", "a*b"),
        ("输出：***", "***"),
        ("输出：`x`", "`x`"),
        ("输出：$5", "$5"),
        ("**输出：** ***", "***"),
        ("**输出：a*b**", "a*b"),
        ("*输出*：<b>", "<b>"),
        ("【输出：】[]", "[]"),
    ],
)
def test_what_follows_a_label_is_data_and_stays(line, rest):
    assert samples(f"## 样例\n输入：1\n{line}\n") == [Sample("1", rest)]


EXPLAINS = [
    *(
        "## 样例解释",
        "### 样例 1 说明",
        "### 样例 #1 的解释",
        "【样例说明】",
        "**【样例 1 解释】**",
    ),
    *(
        "### 样例输入 1 说明",
        "### 样例输出 1 解释",
        "### 样例一分析",
        "### 样例 1 图示",
        "样例解释：",
    ),
    *("### 关于样例 1", "### 解释样例 1", "### 样例 1 与样例 2 的说明", "### 样例 1（解释）"),
    *("### Sample 1 Explanation", "### Explanation of Sample 1", "### Note on sample 1"),
    *(
        "## 【样例 $1$ 解释】",
        "**样例 $1$ 说明：**",
        "- 样例说明",
        "1. 样例解释",
        "### 3.2 样例解释",
    ),
]


@pytest.mark.parametrize("title", EXPLAINS)
@pytest.mark.parametrize("inner", ["输入：\n```\n9\n```\n输出：\n```\n9\n```", "```\n9 9\n```"])
def test_a_section_that_explains_a_sample_is_none(title, inner):
    sample = LAYOUTS_OF_ONE["hub"]
    assert samples(f"{sample}\n{title}\n{inner}\n") == ONE
    assert samples(f"{title}\n{inner}\n\n{sample}\n") == ONE


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "below",
    [
        "Hint\n1 <= a <= 10\n\nSource\nPOJ 1000",
        "HINT\n\n7",
        "Source: POJ 1000",
        "Constraints:\n1 <= a <= 10",
        "**Constraints**\n1 <= a <= 10",
        "数据范围\n1<=a<=10",
        "数据规模与约定：1<=a<=10",
        "数据范围及提示\n1<=a<=10",
        "题目来源\nNOIP 2008",
        "时间限制：1s",
    ],
)
def test_what_follows_an_unfenced_sample_is_no_part_of_it(between, below):
    assert samples(f"样例输入\n3 3\n0 3 9\n样例输出\n34{between}{below}\n") == ONE


@pytest.mark.parametrize("maze", ["#####\n#S..#\n#..T#\n#####", "##S\n## ##\n# . #", "#@#\n#.#"])
def test_a_wall_is_no_heading(maze):
    rows = maze.count("\n") + 1
    text = f"## 样例输入\n{rows} 5\n{maze}\n## 样例输出\n{maze}\n##说明\n...\n"
    assert samples(text) == [Sample(f"{rows} 5\n{maze}", maze)]


def test_words_over_what_follows_samples_may_be_data():
    text = "样例输入\nSource\nHint: 1\n样例输出\nsource\nhint\n"
    assert samples(text) == [Sample("Source\nHint: 1", "source\nhint")]


def test_a_gap_in_a_line_is_one_blank():
    """Each line took a second where its blanks were divided in every way among the patterns."""
    gap = " " * 190
    assert samples(f"样例{gap}x\n" * 500 + LAYOUTS_OF_ONE["hub"]) == ONE
    wide = LAYOUTS_OF_ONE["headings"].replace("样例", f"样例{gap[:90]}")
    assert samples(wide.replace("输入\n", f"输入{gap[:90]}#1\n")) == ONE


@pytest.mark.parametrize("number", [None, "7"])
def test_many_inputs_before_their_outputs_pair_in_order(number):
    many = range(100_000)
    blocks = [
        sample_io._Block(kind, number, [str(i)]) for kind in ("input", "output") for i in many
    ]
    found = sample_io._paired(blocks)
    assert [(one.input, one.output) for one in found] == [(str(i), str(i)) for i in many]


@pytest.mark.parametrize(
    ("labels", "pairs"),
    [
        ("i1 i2 o2 o1", ["12", "03"]),
        ("i1 i2 i3 o o2 o", ["03", "14", "25"]),
        ("i i o1 o2", ["02", "13"]),
        ("i1 i o o1", ["12", "03"]),
        ("i1 i1 o1 o", ["02", "13"]),
        ("i1 i o4 o", None),
        ("i1 i2 o3", None),
        ("i o o", None),
        ("i1 i2 o2", None),
    ],
)
def test_inputs_pair_by_number_and_else_in_order(labels, pairs):
    """Each block is an input or output, its number, and as its content its place."""
    blocks = [
        sample_io._Block({"i": "input", "o": "output"}[label[0]], label[1:] or None, [str(place)])
        for place, label in enumerate(labels.split())
    ]
    if pairs is None:
        with pytest.raises(Refused, match="unpaired"):
            sample_io._paired(blocks)
    else:
        assert [one.input + one.output for one in sample_io._paired(blocks)] == pairs


def test_numbers_pair_what_order_would_not():
    text = blocks("样例输入1", "1 2", "样例输入2", "5 5", "样例输出2", "10", "样例输出1", "3")
    assert set(samples(text)) == set(TWO)


@pytest.mark.parametrize(
    "text",
    [
        "样例输入\n```\n1\n```",
        "样例输出\n```\n1\n```",
        "样例输入1\n```\n1\n```\n样例输出2\n```\n1\n```",
        "样例输入\n```\n1\n```\n样例输入\n```\n2\n```\n样例输出\n```\n1\n```",
    ],
)
def test_a_gap_is_never_zipped_over(text):
    with pytest.raises(Refused) as refused:
        samples(text)
    assert refused.value.reason is RejectReason.UNPAIRED_TEST_CASES


@pytest.mark.parametrize("text", ["", "无样例", NOT_SAMPLES, "## 样例\n略"])
def test_no_sample(text):
    with pytest.raises(Refused) as refused:
        samples(text)
    assert refused.value.reason is RejectReason.SAMPLE_NOT_FOUND


def test_a_fence_that_never_closes_is_marked():
    (sample,) = samples("样例输入\n```\n1\n```\n样例输出\n```\n1\n2")
    assert not sample.closed


TWO_MORE = "## 样例\n" + blocks("### 样例输入 #1", "1 2", "### 样例输出 #1", "3") + "\n"
UNCLOSED = {
    "in the background": "## 题目背景\n```\n很久以前\n## 题目描述\n求和。\n" + TWO_MORE,
    "four ticks, then three": "## 题目背景\n````cpp\nint x;\n```\n## 题目描述\n求和。\n" + TWO_MORE,
    "in the hint before": "## 提示\n```\nabc\n" + TWO_MORE,
    "in the hint after": TWO_MORE + "## 提示\n```\nabc\n",
    "tildes": "~~~\nabc\n" + TWO_MORE,
    "one section a block": "```\nabc\n" + blocks("## 样例输入", "1 2", "## 样例输出", "3"),
}


@pytest.mark.parametrize("text", UNCLOSED.values(), ids=UNCLOSED)
def test_a_fence_that_never_closes_hides_no_sample(text):
    assert samples(text) == TWO[:1]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("Sample #1\n1 2", "3"),
        ("1 2\nSample Output", "3"),
        ("Sample #1\n1 2\nSample Output", "3"),
        ("样例输入\n1 2", "样例输出 1\n3"),
        ("Sample Input 1\n1 2", "Sample Output 1:\n3"),
    ],
)
def test_a_label_inside_a_fence_is_cut(given, answer):
    assert samples(blocks("样例输入", given, "样例输出", answer)) == TWO[:1]


@pytest.mark.parametrize("given", ["sample", "sample\nexample", "Sample", "input\n1", "样例"])
def test_a_word_that_may_be_data_is_kept(given):
    assert samples(blocks("样例输入", given, "样例输出", "3")) == [Sample(given, "3")]


PAIRED = {
    "prose in the hint": TWO_MORE + "## 说明/提示\n#### 样例输出 2\n第二组中，答案是 10。\n",
    "prose about both in the hint": TWO_MORE
    + "## 提示\n#### 样例输入 1\n有两个数。\n#### 样例输出 1\n和是 3。\n",
    "a full stop after the number": blocks("### 样例输入 #1.", "1 2", "### 样例输出 #1.", "3"),
    "a note between": "## 样例\n**输入：**\n```\n1 2\n```\n**说明：数**\n**输出：**\n```\n3\n```",
    "a note in brackets between": "## 样例\n输入\n```\n1 2\n```\n【提示】看好\n输出\n```\n3\n```",
}


@pytest.mark.parametrize("text", PAIRED.values(), ids=PAIRED)
def test_prose_about_a_sample_is_none(text):
    assert samples(text) == TWO[:1]


def test_samples_in_the_hint_that_are_fenced_count():
    more = "## 提示\n" + blocks("#### 样例输入 2", "5 5", "#### 样例输出 2", "10")
    assert samples(TWO_MORE + more) == TWO


CONTENT = st.text(st.characters(codec="ascii", exclude_characters="`~\r"), min_size=1, max_size=60)
LABELS = st.sampled_from(
    [
        ("### 样例输入 #{}", "### 样例输出 #{}"),
        ("【输入样例{}】", "【输出样例{}】"),
        ("**Sample Input {}:**", "**Sample Output {}:**"),
        ("样例{}输入：", "样例{}输出："),
        ("## 样例\n### 样例 {}\n**输入：**", "**输出：**"),
    ]
)
FENCES = st.sampled_from(["```", "~~~", "````"])


@given(st.lists(st.tuples(CONTENT, CONTENT), min_size=1, max_size=4), LABELS, FENCES)
def test_whatever_is_fenced_comes_back(pairs, labels, fence):
    lines = [NOT_SAMPLES]
    for number, pair in enumerate(pairs, start=1):
        for label, content in zip(labels, pair, strict=True):
            lines += [label.format(number), fence, content, fence, ""]
    expected = list(dict.fromkeys(Sample(*pair) for pair in pairs))
    assert samples("\n".join(lines)) == expected


PIECES = [
    *(
        "## 样例\n",
        "### 样例输入 1\n",
        "### 样例输出 1\n",
        "**输入：**\n",
        "**输出：**\n",
        "【输入样例】\n",
    ),
    *(
        "Sample Input\n",
        "Sample Output\n",
        "```\n",
        "```\n1 2\n```\n",
        "~~~\n3\n~~~\n",
        "1 2\n",
        "无\n",
    ),
    *("### 样例输入\n```\n1 2\n```\n### 样例输出\n```\n3\n```\n", "\n", "## 提示\n", "…"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
    | st.text(st.sampled_from("样例输入输出#*`~：: 1\n【】Sample Input.…无"), max_size=200)
)
def test_any_text_gives_samples_or_a_reason(text):
    try:
        assert all(isinstance(sample, Sample) for sample in samples(text))
    except Refused as refused:
        assert refused.reason in RejectReason
