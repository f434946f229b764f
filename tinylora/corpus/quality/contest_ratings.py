"""What a contest's name says of a problem's difficulty, in Codeforces ratings.

luogu names the contest in brackets before a title ("[NOIP 2008 提高组] 传纸条"), AtCoder's problems
in code_contests name it before a dash. A name covers problems a thousand points apart, so a rating
here is the middle of what such a contest asks and no more than a prior. The first rule that matches
counts; each says why it has its number.
"""

import re
from dataclasses import dataclass

_LETTERS = {
    "ABC": dict(zip("ABCDEFGH", (800, 900, 1100, 1400, 1700, 2000, 2300, 2600), strict=True)),
    "ARC": dict(zip("ABCDEF", (1300, 1600, 1900, 2200, 2600, 3000), strict=True)),
    "AGC": dict(zip("ABCDEF", (1600, 2000, 2400, 2700, 3000, 3300), strict=True)),
}
"""AtCoder's series by letter: the usual ratings of its tasks, which climb by letter. Ex is H."""
_NUMBERED = re.compile(r"\b(ABC|ARC|AGC) ?\d{3}[ _-]?([A-H]|Ex)\b")


@dataclass(frozen=True, slots=True)
class Contest:
    """One rule."""

    name: re.Pattern[str]
    rating: int
    """Codeforces scale."""
    reason: str


def _contest(name: str, rating: int, reason: str) -> Contest:
    return Contest(re.compile(name), rating, reason)


CONTESTS = (
    _contest(r"入门级|CSP-?J|NOIP.*普及|普及组", 1200, "juniors' round: loops to simple DP"),
    _contest(r"CSP-?S|NOIP.*提高|提高组|提高级", 1800, "seniors' round: graphs, DP, trees"),
    _contest(r"NOIP", 2000, "one level since 2020, above the seniors' round before it"),
    _contest(r"省选", 2400, "chooses the provincial team"),
    _contest(r"集训队|CTSC|CTS ?\d|WC ?\d|清华集训|北大集训", 2800, "chooses the national team"),
    _contest(r"APIO", 2400, "medals of the region, three hard tasks with subtasks"),
    _contest(r"(?<![A-Z])NOI ?\d|(?<![A-Z])NOI$", 2700, "the national final"),
    _contest(r"(?<![A-Z])IOI", 2500, "the world's final; subtasks soften it"),
    _contest(r"CEOI|BalticOI|(?<!H)BOI ?\d|ROI ?\d", 2300, "a region's final"),
    _contest(r"JOISC|JOI Open", 2600, "chooses Japan's team"),
    _contest(r"(?<![A-Z])JOI", 1800, "Japan's preliminary and final rounds"),
    _contest(r"COCI", 1700, "a monthly round for Croatia's schools"),
    _contest(
        r"(?:AH|BJ|CQ|FJ|GD|GX|GZ|HA|HB|HE|HN|JL|JS|JX|LN|NM|SC|SD|SH|SN|SX|TJ|XJ|YN|ZJ)OI",
        2400,
        "a province's own selection",
    ),
    _contest(r"USACO.* B$|USACO.*(?i:bronze|铜)", 1100, "Bronze: simulation, brute force"),
    _contest(r"USACO.* S$|USACO.*(?i:silver|银)", 1500, "Silver: search, prefix sums, greedy"),
    _contest(r"USACO.* G$|USACO.*(?i:gold|金)", 1900, "Gold: DP, shortest paths, trees"),
    _contest(r"USACO.* P$|USACO.*(?i:platinum|铂金|白金)", 2300, "Platinum: everything else"),
    _contest(r"USACO ?1\.", 1100, "training pages, chapter 1: getting started"),
    _contest(r"USACO ?[23]\.", 1500, "training pages, chapters 2 and 3: graphs, DP, knapsack"),
    _contest(r"USACO ?[456]\.", 1900, "training pages, chapters 4 to 6: flows, hulls, strings"),
    _contest(r"USACO", 1600, "a monthly round whose division is not named"),
    _contest(r"蓝桥杯.*国", 1600, "Lanqiao cup, national round: the province's, and more DP"),
    _contest(r"蓝桥杯", 1200, "Lanqiao cup: partly warm-up tasks"),
    _contest(r"GESP.*[一二]级", 800, "school certificate, first loops"),
    _contest(r"GESP.*[三四]级", 1000, "school certificate, arrays and functions"),
    _contest(r"GESP.*[五六]级", 1300, "school certificate, greedy and simple DP"),
    _contest(r"GESP.*[七八]级", 1600, "school certificate, graphs and DP"),
    _contest(r"(?:ICPC|ACM).*(?i:world|final|wf)", 2600, "the world's final"),
    _contest(r"ICPC|CCPC|CERC|NEERC|NWERC|SWERC", 2100, "a regional, a mix for teams"),
    _contest(r"AtCoder Grand|(?<![A-Z])AGC", 2500, "AtCoder's hardest series, over all letters"),
    _contest(r"AtCoder Regular|(?<![A-Z])ARC", 1900, "AtCoder's middle series, over all letters"),
    _contest(
        r"AtCoder Beginner|ACL Beginner|(?<![A-Z])ABC", 1200, "AtCoder's easiest, over all letters"
    ),
    _contest(r"Educational DP Contest", 1700, "AtCoder's DP course, from steps to hull tricks"),
)


def contest_rating(name: str) -> int | None:
    """Return the middle of what the named contest asks, None where no rule knows it.

    Args:
        name: what stands in a title's brackets, with USACO's division letter after it where the
            title ends in one.
    """
    if letter := _NUMBERED.search(name):
        return _LETTERS[letter[1]].get(letter[2].replace("Ex", "H"))
    return next((rule.rating for rule in CONTESTS if rule.name.search(name)), None)
