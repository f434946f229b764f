"""What sources say of difficulty, on one scale, and the buckets that SQL cuts from it."""

import pytest

from tests.warehouses import new_warehouse
from tinylora.corpus.quality.contest_ratings import CONTESTS, contest_rating
from tinylora.corpus.quality.difficulty import LETTERS, WORDS, Prior, prior
from tinylora.problem import Problem


def problem(**changes):
    return Problem(
        "d", "default", "train", "1", changes.pop("title", "t"), "s", "en", (), **changes
    )


@pytest.fixture(scope="module")
def bucket_of(tmp_path_factory):
    """Buckets by the cut points of a real warehouse."""
    warehouse = new_warehouse(tmp_path_factory.mktemp("cuts") / "warehouse.duckdb")
    cuts = warehouse.select("from cut_points").to_pylist()

    def bucket(rating):
        fits = [c["bucket"] for c in cuts if rating and c["at_least"] <= rating < c["below"]]
        assert len(fits) <= 1, "cut points overlap"
        return fits[0] if fits else "unrated"

    return bucket


@pytest.mark.parametrize(
    ("difficulty", "rating", "expected"),
    [
        ("A", None, "easy"),
        ("B", None, "easy"),
        ("EASY", None, "easy"),
        ("easy", None, "easy"),
        ("C", None, "medium"),
        ("D", None, "medium"),
        ("MEDIUM", None, "medium"),
        ("E", None, "hard"),
        ("V", None, "hard"),
        ("HARDEST", None, "hard"),
        ("A", 1299, "easy"),
        ("A", 1300, "medium"),
        ("A", 1899, "medium"),
        ("A", 1900, "hard"),
        ("A", 3500, "hard"),
        ("EXTERNAL", None, "unrated"),
        ("UNKNOWN", None, "unrated"),
        (None, None, "unrated"),
    ],
)
def test_bucket(bucket_of, difficulty, rating, expected):
    assert bucket_of(prior(problem(difficulty=difficulty, cf_rating=rating)).rating) == expected


def test_every_letter_and_word_has_a_rating_and_letters_climb():
    assert list(LETTERS) == list("ABCDEFGHIJKLMNOPQRSTUV")
    assert list(LETTERS.values()) == sorted(LETTERS.values())
    assert list(WORDS.values()) == sorted(WORDS.values())


def test_what_the_source_says_most_plainly_counts_first():
    title = "[NOI 2015] x"
    assert prior(problem(title=title, cf_rating=1100, difficulty="E")) == Prior(1100, "rating")
    assert prior(problem(title=title, difficulty="E")) == Prior(2100, "letter")
    assert prior(problem(title=title, difficulty="hard")) == Prior(2200, "word")
    assert prior(problem(title=title)) == Prior(2700, "contest")
    assert prior(problem(title="NOI 2015 x")) == Prior(None, None)


PROVINCES = ("BJOI", "FJOI", "HBOI", "TJOI", "XJOI", "ZJOI")
"""Those whose name ends as another contest's does."""


@pytest.mark.parametrize(
    ("title", "rating"),
    [
        ("[NOIP 2008 提高组] 传纸条", 1800),
        ("[NOIP2008 提高组] 传纸条", 1800),
        ("[NOIP 1998 普及组] 三连击", 1200),
        ("[NOIP2020] 排水系统", 2000),
        ("[CSP-J 2019] 数字游戏", 1200),
        ("[CSP-J2020] 优秀的拆分", 1200),
        ("[CSP-S2019] 括号树", 1800),
        ("[USACO1.2] 命名那个数字 Name That Number", 1100),
        ("[USACO3.4] Closed Fences", 1500),
        ("[USACO4.2] Drainage Ditches", 1900),
        ("[USACO18OPEN] Out of Sorts S", 1500),
        ("[USACO18OPEN] Out of Sorts G", 1900),
        ("[USACO20DEC] Do You Know Your ABCs? B", 1100),
        ("[USACO21JAN] Sum of Distances P", 2300),
        ("[USACO06NOV] Corn Fields", 1600),
        ("[省选联考 2020 A 卷] 冰火战士", 2400),
        ("[HNOI2008] 玩具装箱", 2400),
        ("[SDOI 2009] HH的项链", 2400),
        *((f"[{province}2013] 区间", 2400) for province in PROVINCES),
        ("[BOI2007] Mokia", 2300),
        ("[JOISC 2014] 巴士走读", 2600),
        ("[NOI2018] 归程", 2700),
        ("[NOI 2018 模拟] 归程", 2700),
        ("[IOI2005] Riv 河流", 2500),
        ("[APIO2010] 特别行动队", 2400),
        ("[CTSC1997] 选课", 2800),
        ("[WC2006] 水管局长", 2800),
        ("[蓝桥杯 2020 省 AB1] 走方格", 1200),
        ("[蓝桥杯 2013 国 B] 出栈次序", 1600),
        ("[ICPC2020 Nanjing R] K Co-prime Permutation", 2100),
        ("[CCPC 2019 秦皇岛] A", 2100),
        ("[GESP202303 一级] 长方形面积", 800),
        ("[GESP202312 八级] 奖品分配", 1600),
        ("[ABC180C] Cream puff", 1100),
        ("[ABC233Ex] Manhattan Christmas Tree", 2600),
        ("[ARC104D] Multiset Mean", 2200),
        ("[AGC049E] Increment Decrement", 3000),
        ("[COCI 2010/2011 #1] TIMSKO", 1700),
        ("[JOI 2020 Final] 只不过是长的领带", 1800),
        ("【NOIP 2008 普及组】立体图", 1200),
        ("[YsOI2023] 区间翻转区间异或和", None),
        ("[语言月赛202304] 洛谷", None),
        ("2048 游戏", None),
        ("", None),
    ],
)
def test_contests_of_luogu(title, rating):
    assert prior(problem(title=title)).rating == rating


@pytest.mark.parametrize(
    ("title", "rating"),
    [
        ("p02660 AtCoder Beginner Contest 169 - Div Game", 1200),
        ("p02550 ACL Beginner Contest - Sum", 1200),
        ("p03201 AtCoder Grand Contest 031 - Reversi", 2500),
        ("p02800 AtCoder Regular Contest 100 - x", 1900),
        ("p03171 Educational DP Contest - Deque", 1700),
        ("p00001 List of Top 3 Hills", None),
        ("p02999 Some Cup - The AtCoder Grand Contest", None),
    ],
)
def test_contests_of_atcoder(title, rating):
    assert prior(problem(title=title, extra={"source": "ATCODER"})).rating == rating
    assert prior(problem(title=title, extra={"source": "AIZU"})).rating is None


def test_every_rule_has_a_reason_and_a_rating_of_the_scale():
    assert all(rule.reason and 800 <= rule.rating <= 3500 for rule in CONTESTS)
    assert contest_rating("no contest at all") is None
