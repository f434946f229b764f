"""Which samples can be judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.statements.sample_filter import defect, is_ascii, normalised
from tinylora.corpus.statements.sample_io import Sample
from tinylora.problem import RejectReason

CUT = RejectReason.TRUNCATED_SAMPLE


NOTHING = [
    *(
        "没有",
        "无数据",
        "不需要输入",
        "此题无输入",
        "本题没有输入数据",
        "本题无样例输入",
        "空文件",
        "暂无",
    ),
    *("“无”", "<无>", "「无」", "(empty)", "N/A", "无。"),
]


@pytest.mark.parametrize(
    ("sample", "reason"),
    [
        (Sample("3", "1\n2\n……"), CUT),
        (Sample("3", "1\n2\n…"), CUT),
        (Sample("100", "1\n2\n...\n100"), CUT),
        (Sample("9", "1 2 ... 9"), CUT),
        (Sample("1 2\n......\n7", "4"), CUT),
        (Sample("9", "1\n. . .\n9"), CUT),
        (Sample("略", "4"), CUT),
        (Sample("4\n（以下省略）", "4"), CUT),
        (Sample("4", "4 // 以上为其中一种方案"), CUT),
        (Sample("见附件", "见附件"), CUT),
        (Sample("4", "(output omitted)"), CUT),
        (Sample("9", "1,2,...,9"), CUT),
        (Sample("9", "[...]"), CUT),
        (Sample("9", "1 2 .. 9"), CUT),
        (Sample("9", "1 2 3 ・・・"), CUT),
        (Sample("9", "1\n⋮\n9"), CUT),
        (Sample("9", "1\n下略"), CUT),
        (Sample("9", "1 以上为部分输出"), CUT),
        (Sample("9", "答案不唯一"), CUT),
        (Sample("文件过大", "1"), CUT),
        (Sample("见 sample1.in", "见 sample1.out"), CUT),
        (Sample("sample1.in", "sample1.ans"), CUT),
        (Sample("见选手目录下的 sum2.in", "见选手目录下的 sum2.ans"), CUT),
        (Sample("请参见 player/sum/sum2.in 文件", "6"), CUT),
        (Sample("9", "样例较大，只展示一行"), CUT),
        (Sample("9", "1\n此处仅显示其中一行"), CUT),
        (Sample("样例已附加在下发文件中", "1"), CUT),
        (Sample("9", "attached"), CUT),
        (Sample("see sum/sum2.in", "see sum/sum2.ans"), CUT),
        (Sample("9", "..."), CUT),
        (Sample("9", "......"), CUT),
        (Sample("9", "... ...\n9"), CUT),
        (Sample("9", "1\netc."), CUT),
        (Sample("9", "1\n(and so on)"), CUT),
        (Sample("1 2 // two integers", "3"), CUT),
        (Sample("1 2 <- two integers", "3"), CUT),
        (Sample("1 2（两个数）", "3"), CUT),
        (Sample("9", "1\n样例解释 见下"), CUT),
        (Sample("4", ""), CUT),
        (Sample("4", "4", closed=False), CUT),
        (Sample("无", "1"), RejectReason.NO_INPUT),
        (Sample("（无）\n", "1"), RejectReason.NO_INPUT),
        (Sample("None", "1"), RejectReason.NO_INPUT),
        *((Sample(text, "1"), RejectReason.NO_INPUT) for text in NOTHING),
        (Sample("", "1"), RejectReason.NO_INPUT),
    ],
)
def test_what_cannot_be_judged(sample, reason):
    assert defect(sample) is reason


@pytest.mark.parametrize(
    "sample",
    [
        Sample("1 2", "3"),
        Sample("3 3\n...\n.#.\n...", "8"),
        Sample("2 5\n.....\n.....", "10"),
        Sample("1 4\n....", "4"),
        Sample("3 3\n. . .\n. # .\n. . .", "8"),
        Sample("2 2\n..# ...\n... #..", "1"),
        Sample("0.5 1. .5", "..#"),
        Sample("天空", "空"),
        Sample("策略", "1"),
        Sample("无解", "1"),
        Sample("无题", "1"),
        Sample("empty", "1"),
        Sample("1..5", "1->2->3"),
        Sample("http://a.b/c", "5 // 2"),
        Sample("int a; // counter", "1"),
        Sample("a.txt", "3"),
        Sample("(())", "2"),
        Sample("[]()", "YES"),
        Sample("<<>>", "4"),
        Sample("..\n..", "0"),
        Sample("....", "0"),
        Sample("{}", "1"),
        Sample("... ---", "SO"),
        Sample("2\n... ---\n... ...", "SO\nSS"),
        Sample("SS", "... ..."),
        Sample("S O S", "... --- ..."),
        Sample("0 .. 17", "18"),
        Sample("-5 .. 5", "0 .. 10"),
        Sample("x", "none"),
    ],
)
def test_what_can(sample):
    assert defect(sample) is None


@pytest.mark.parametrize("minus", "‐‑‒–—―−﹣－")
def test_every_dash_that_is_a_minus_is_normalised(minus):
    assert normalised(Sample(f"{minus}5", "5")).input == "-5"


@pytest.mark.parametrize("blank", "\u00a0\u1680\u2000\u2001\u2003\u2009\u202f\u205f\u3000")
def test_every_blank_is_normalised(blank):
    assert normalised(Sample(f"1{blank}2\u200b", "5\ufeff")) == Sample("1 2", "5")


def test_normalised_is_ascii_where_only_width_differs():
    sample = normalised(Sample("１２，３（Ａ）　“x”", "—5。"))
    assert sample == Sample('12,3(A) "x"', "-5.")
    assert is_ascii(sample)
    assert not is_ascii(normalised(Sample("天空", "1")))


@given(st.text(), st.text())
def test_normalising_twice_changes_nothing_more(i, o):
    once = normalised(Sample(i, o))
    assert normalised(once) == once


@given(
    st.text(st.sampled_from(".# *1a\n"), max_size=60),
    st.text(st.sampled_from(".。…略（无\n"), max_size=40),
)
def test_defect_always_answers(i, o):
    assert defect(Sample(i, o)) in {None, CUT, RejectReason.NO_INPUT}


@pytest.mark.parametrize("piece", [".", ". ", "(", "（", "#", " ", "\n", "略", "无"])
def test_long_samples_take_linear_time(piece):
    defect(Sample(piece * 200_000, piece * 200_000 + "终"))


@pytest.mark.parametrize(
    "sample",
    [
        Sample("1 " * 200_000 + "4 5", "....\n\n.....\n" * 20_000 + "1"),
        Sample("3 4", "3\n#.. " + "... " * 100_000),
        Sample("3 4", "SOS\n" + "... --- " * 100_000),
    ],
)
def test_a_map_of_many_rows_or_cells_is_read_once(sample):
    assert defect(sample) is None
