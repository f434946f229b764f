"""What a line of a statement announces: a sample section, an input, an output, something else.

Recognised in Chinese and English, or in both at once, with # headings, bullets, emphasis, tags,
【brackets】 or bare, numbered before or after, with full-width or ASCII punctuation: "### 样例 2",
"## 样例输入 #1", "**输入：**", "【输出样例二】", "Sample Input 1", "3.1 样例输入/Sample Input",
"输入：3 5".

The markup around a label: a bullet, a section's number, emphasis, brackets, tags.
"""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """One announcement."""

    kind: str
    """input, output, sample, other (a heading or bracketed line about something else), or further
    (a bare line over what follows the samples)."""
    number: str | None = None
    heading: bool = False
    """Opened by #."""
    explicit: bool = False
    """Says by itself that it is about a sample."""
    rest: str = ""
    """What follows the colon on the same line."""
    counted: bool = False
    """Has a # before its number: "Input #1"."""


_SAMPLE = r"(?:(?:输入输出|测试|数据)?(?:样例|示例|范例|例子)(?:数据|组)?|samples?|examples?)"
_NUMBER = r"(?:(?:#|no\.?|第|\()? *([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?: *(?:\)|组|个))?)"
IO_KINDS = {
    "input": r"(?:(?:标准)?输入(?:数据|文件|内容)?|(?:standard )?input(?: data| file)?|stdin)",
    "output": r"(?:(?:标准)?输出(?:数据|文件|内容)?|(?:standard )?output(?: data| file)?|stdout)",
}
_IO_LABELS = {
    kind: re.compile(
        rf"(?:{_NUMBER} *(?={_SAMPLE}))?(?P<before>{_SAMPLE})? *{_NUMBER}? *[的:-]? *{word}"
        rf" *(?P<after>{_SAMPLE})? *{_NUMBER}? *(?P<colon>:)? *(?P<rest>.*)"
    )
    for kind, word in IO_KINDS.items()
}
_AND = r" *(?:/|&|and|、|与|和)? *"
_SECTION = re.compile(
    rf"(?:{_NUMBER} *)?(?:{_SAMPLE}|sample (?:tests?|cases?|i/o)"
    rf"|(?:sample|样例) *(?:input|输入){_AND}(?:output|输出)"
    rf"|(?:输入|input){_AND}(?:输出|output) *{_SAMPLE}) *{_NUMBER}? *:?"
)
_ABOUT_A_SAMPLE = re.compile(
    rf"{_SAMPLE}? *{_NUMBER}? *(?:输入|输出)? *的?(?:解释|说明|分析|提示|explanation|note)s?"
    rf"(?:/提示)? *{_NUMBER}? *(?::.*)?"
)
_FURTHER = re.compile(
    r"(?:hints?|sources?|constraints?|(?:数据|题目)?(?:范围|规模|来源|约定)"
    r"(?:[与和及](?:约定|提示|说明|范围|规模))?|(?:时间|空间|时空|内存)限制|时限) *(?::.*)?"
)
"""In small letters an English one may be data."""
_OTHER_SECTION = re.compile(
    r"解释|说明|提示|范围|约定|规模|格式|描述|背景|来源|explanation|note|hint"
)
_HINT = re.compile(r"解释|说明|提示|explanation|note|hint", re.IGNORECASE)
_MAY_ANNOUNCE = re.compile(
    r"输入|输出|例|解释|说明|分析|提示|put|ample|expla|note|std"
    r"|范围|规模|来源|约定|限制|时限|hint|source|constraint",
    re.IGNORECASE,
)
"""Most lines are prose; this tells so before anything dearer is asked."""
_HEADING = re.compile(r"\s{0,3}#{1,6}(?: +|(?=[^\W\d_]))")
_WALL = re.compile(r"[#.\s]+|#+[!-~]*[^\w\s:()'/&,-][!-~]*")
"""A row of a maze, which begins as a heading does: "## ##", "#S..#"."""
_NUMERALS = {numeral: i for i, numeral in enumerate("一二三四五六七八九", start=1)}
_TWICE = re.compile(r"(?P<one>[^/|(]{2,24}?) *[/|(] *(?P<other>[^/|()]{2,24}?)\)? *(?P<colon>:?)")
"""A label in two languages: "样例输入/sample input", "样例输入 (sample input)"."""
_BRACKETED = re.compile(
    r"[【「]([^】」:：]*(?:[入出例]|put)[^】」:：]*)[】」]\s*([!-9;-~][ -~]*|（?无）?)"
)
"""Data after a label in brackets, without a colon: "【输入样例】2 3"."""
_COPY_BUTTON = re.compile(r"([^:：]*\S) *(?:复制|(?<=[\d ])[Cc]opy)")
"""The text of a button that a page shows after a label: "输入 #1复制"."""
LONGEST = 200


def label_of(line: str) -> Label | None:
    """Return what a line outside fences announces, None for prose."""
    heading = _HEADING.match(line)
    if heading and _WALL.fullmatch(line.strip()) and not _MAY_ANNOUNCE.search(line):
        return None
    words = (line[heading.end() :] if heading else line).strip()
    if len(words) > LONGEST:
        return Label("other", heading=True) if heading else None
    words = without_bullet(words)
    marked = words.startswith(("**", "__", "【", "[", "「"))
    if not (heading or marked or _MAY_ANNOUNCE.search(words)):
        return None
    if bracketed := _BRACKETED.fullmatch(words):
        words = f"{bracketed[1]}:{bracketed[2]}"
    bare = without_markup(words)
    if button := _COPY_BUTTON.fullmatch(bare):
        bare = button[1]
    if heading:
        bare = bare.rstrip(" .。")
    if bare.startswith("["):
        bare = bare.removeprefix("[").replace("]", "", 1)
    # Folding turns 输入＃１： into 输入#1:, one character for one: `rest` is cut by position.
    folded = "".join(map(_fold, bare))
    if section := _SECTION.fullmatch(folded):
        return Label("sample", _number(*section.groups()), heading is not None, explicit=True)
    plain = folded
    if (twice := _TWICE.fullmatch(folded)) and _io_kind(twice["one"]) == _io_kind(twice["other"]):
        plain = twice["one"] + twice["colon"]
    for kind, pattern in _IO_LABELS.items():
        if (found := pattern.fullmatch(plain)) and (found["colon"] or not found["rest"]):
            rest = bare[found.start("rest") :] if found["rest"] else ""
            if not (heading or marked) and _is_prose(rest):
                return None
            number = _number(found[1], found[3], found[5])
            explicit = bool(found["before"] or found["after"] or (heading and number))
            counted = number is not None and "#" in folded[: found.start("rest")]
            return Label(kind, number, heading is not None, explicit, rest, counted)
    if heading or _ABOUT_A_SAMPLE.fullmatch(folded) or (marked and _OTHER_SECTION.search(folded)):
        return Label("other", heading=heading is not None)
    is_further = _FURTHER.fullmatch(folded) and not bare[0].islower()
    return Label("further") if is_further else None


def is_hint(heading: str) -> bool:
    """Tell whether a heading is that of hints or explanations."""
    return _HINT.search(heading) is not None


def _is_prose(rest: str) -> bool:
    return len(rest) > 4 and not rest.isascii()


def _number(*groups: str | None) -> str | None:
    found = next(filter(None, groups), None)
    if not found or found.isascii():
        return found
    tens, _, ones = found.rpartition("十")  # 三, 十, 十三, 二十三
    ten = 10 * _NUMERALS.get(tens, 1) if "十" in found else 0
    return str(ten + _NUMERALS.get(ones, 0))


def _io_kind(folded: str) -> str | None:
    """Return what a short label is about, None where it is none or goes on after its colon."""
    for kind, pattern in _IO_LABELS.items():
        if (found := pattern.fullmatch(folded.strip())) and not found["rest"]:
            return kind
    return None


def _fold(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char).lower()
    return " " if char.isspace() else folded if len(folded) == 1 else char


_BULLET = re.compile(
    r"(?:[-+*>•·]\s+|\d+(?:\.\d+)*\.?\s+(?=\D)|\d+[.)）、．](?!\d)\s*|[（(]\d+[)）]\s*|[①-⑳]\s*"
    r"|[（(]?[一二三四五六七八九十]+[)）、．]\s*)"
)
"""A bullet, or the number of the label's section."""
_MARKUP = re.compile(
    r"\*\*|__|[*`$【】「」]|</?[a-z]+\d?>|\\(?:sub)*section\*?\{|\}$", re.IGNORECASE
)
_AROUND = (
    ("**", "**"),
    ("__", "__"),
    ("*", "*"),
    ("`", "`"),
    ("【", "】"),
    ("「", "」"),
    ("<b>", "</b>"),
)
"""Pairs whose second half may stand after the colon: "**输入：** 3 5"."""


def without_bullet(words: str) -> str:
    """Return a line without the bullet or number it opens with."""
    found = _BULLET.match(words)
    return words[found.end() :] if found else words


def without_markup(words: str) -> str:
    """Return a label without emphasis, brackets and tags; what follows its colon is data."""
    head, colon, rest = re.fullmatch(r"([^:：]*)([:：]?)(.*)", words, re.DOTALL).groups()
    for opening, closing in _AROUND if rest else ():
        if opening in head and head.count(opening) % 2 + (opening != closing):
            rest = rest.strip()
            bare = rest.removeprefix(closing)
            rest = bare if bare != rest else rest.removesuffix(closing)
            head = head.replace(opening, "")
    # Blanks in a row are one: the patterns try every way of dividing them among themselves.
    return (" ".join(_MARKUP.sub("", head).split()) + colon + rest).strip()
