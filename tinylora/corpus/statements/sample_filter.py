"""Which samples can be judged: whole, with an input, and in characters a C++ program meets.

A statement's sample is written for people: "无" where there is no input, "……" where it would be too
long, a note in brackets. Each such sample is recognised by one rule with one reason.
"""

import re

from tinylora.corpus.statements.sample_io import Sample
from tinylora.problem import RejectReason

_NOTHING = re.compile(
    r"(?:[此本该]题)?(?:无|没有|无需|不需要|不用|不提供|暂无|空)(?:任何|样例|测试)*(?:输入|数据|内容|文件)*"
    r"|none|null|nil|n/a|no input|\((?:empty|nothing|no input)\)"
)
_NO_OUTPUT = re.compile(r"\s*[（(【<]\s*(?:无|空|无输出|没有输出|无内容)\s*[）)】>]\s*")
"""In brackets only: "无" alone may be what a program prints."""
_HAN = r"[\u3400-\u9fff]"
_NOTE = re.compile(
    rf"…|⋯|⋮|[・·]{{3}}|[（(][^（()）\n]{{0,200}}?{_HAN}|(?://|/\*|#|<-|--)[^\n/*#]{{0,200}}?{_HAN}"
    r"|[下后上中余间]略|省略|从略|略去|不予展示|[太过]长|[太过]大|不唯一|附件|附加文件|下发|剩余|其余"
    r"|[以如][上下](?:为|是|仅|只|均|输)|见 ?(?:样例|题|文件|sample)|见[^\n]{0,20}(?:目录|文件夹)"
    r"|\w\.(?:in|out|ans|txt)(?![\w.])|[仅只](?:能|会)?(?:展示|给出|显示|列出|保留|摘录)"
    r"|(?:展示|给出|显示|列出)[^\n]{0,4}(?:部分|其中)|(?:选手|下发|附加)的?(?:目录|文件)"
    r"|^[ \t]*(?:略[ \t]*$|(?:样例)?(?:解释|说明|任务)|(?:例|注|注意|以上|以下)[^\n]{0,12}[:：为])",
    re.MULTILINE,
)
_ENGLISH_NOTE = re.compile(
    r"[(\[](?:[^()\n]{0,40} )?(?:omitted|truncated|and so on)[)\]]"
    r"|\((?:[^()\n]{0,40}\b)?(?:one|any|several|many|multiple|other)(?: \w{1,12}){0,4}"
    r" (?:answer|solution|output)s?\b[^()\n]{0,60}\)"
    r"|^[ \t]*one of the (?:\w{1,12} ){0,2}(?:answer|solution|output)s\b[^:\n]{0,20}:"
    r"|\A\W*(?:see |in )?(?:the )?attach(?:ed|ment)\b[^\n]{0,60}\Z"
    r"|\bsee (?:the )?(?:attach|[\w/.-]{1,60}\.(?:in|out|ans|txt)\b)"
    r"|^[ \t]*(?:etc\.|and so on|too long|omitted)[ \t.]*$"
    r"|^[-+\d., \t]{0,80}\d[ \t]*(?://|/\*|<-|--+)[ \t>]{0,9}[a-z]",
    re.IGNORECASE | re.MULTILINE,
)
"""The last one: a line of numbers with a comment after it."""
_LIST_DOTS = re.compile(
    r"[\w\])] ?, ?\.{2,}(?: ?[,\]]|$)|\[ ?\.{3,} ?\]|\d[ ,]+-?\d+ \.\. -?\d", re.MULTILINE
)
"""Dots inside a list: "1,2,...,9", "[...]", "1 2 .. 9"; "0 .. 17" alone is a range."""
_DRAWN = frozenset(".-/|#*_ \t\n")
_ONE_ELLIPSIS = re.compile(r"\.{3}|\.{6}|(?:\.[ \t]+){2}\.")
_MORSE_ROW = re.compile(r"[.\-/ \t]+")
_MORSE = re.compile(r"^(?=[^\n]*\.)(?=[^\n]*-)[.\-/ \t]+$", re.MULTILINE)
_FILE = re.compile(r"\s*[\w/-]+\.(?:in|out|ans|txt)\s*")
_DOTS = re.compile(r"(?:(?<=\s)|^)\.{3,}(?=\s|$)|^[ \t]*(?:\.[ \t]+){2,}\.[ \t]*$", re.MULTILINE)
_NORMAL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(char): plain
    for char, plain in {
        **{"\u3000": " ", "\u00a0": " ", "、": ",", "。": ".", **dict.fromkeys("‐‑‒–—―−﹘﹣", "-")},
        **{"“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "×": "*"},
        **dict.fromkeys("\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad\u180e", ""),
        **dict.fromkeys((*map(chr, range(0x2000, 0x200B)), "\u1680", "\u202f", "\u205f"), " "),
        **dict.fromkeys("\u2028\u2029\u0085", "\n"),
    }.items()
}


def defect(sample: Sample) -> RejectReason | None:
    """Return why a sample cannot be a test case, None when it can."""
    if not sample.closed or not sample.output.strip():
        return RejectReason.TRUNCATED_SAMPLE
    if not sample.input.strip() or _NOTHING.fullmatch(_bare(sample.input)):
        return RejectReason.NO_INPUT
    if _NO_OUTPUT.fullmatch(sample.output):
        return RejectReason.NO_ANSWER
    if _FILE.fullmatch(sample.input) and _FILE.fullmatch(sample.output):
        return RejectReason.TRUNCATED_SAMPLE  # names of files that we do not have
    if any(_is_cut(part, sample) for part in (sample.input, sample.output)):
        return RejectReason.TRUNCATED_SAMPLE
    return None


def is_ascii(sample: Sample) -> bool:
    """Tell whether every character of the sample is ASCII."""
    return sample.input.isascii() and sample.output.isascii()


def normalised(sample: Sample) -> Sample:
    """Return the sample with full-width digits, letters and punctuation as ASCII."""
    return Sample(sample.input.translate(_NORMAL), sample.output.translate(_NORMAL), sample.closed)


def _bare(text: str) -> str:
    """Return a short text without brackets, quotes and full stops; a long one is not nothing."""
    text = text.strip()
    if len(text) >= 20 or text.lower() in ("(empty)", "(nothing)"):
        return text.lower()
    return text.strip("(（【[<《「『“”\"'])）】>》」』。. \n").lower()


def _is_cut(text: str, sample: Sample) -> bool:
    """Tell whether something was left out of a sample, or a note written into it."""
    if _ENGLISH_NOTE.search(text) or (not text.isascii() and _NOTE.search(text)):
        return True
    if ".." in text and _LIST_DOTS.search(text):
        return True
    if _DRAWN.issuperset(text) and not _ONE_ELLIPSIS.fullmatch(text.strip()):
        return False  # there is nothing that dots could stand for
    if "..." not in text.replace(". ", "."):
        return False
    morse = _MORSE.search(text) is not None
    lines, stated = text.split("\n"), set(sample.input.split())
    return any(
        not ((morse and _MORSE_ROW.fullmatch(line)) or _is_map(found, lines, place, stated))
        for place, line in enumerate(lines)
        if (found := _DOTS.search(line))
    )


def _is_map(dots: re.Match[str], lines: list[str], place: int, stated: set[str]) -> bool:
    """Tell whether the dots in a line are (part of) a row of a map.

    Such a row has neighbours of its own width and make, or a width that the input states.
    """
    row = lines[place].strip()
    if row != dots[0].strip():  # among other tokens: all cells are of one width
        cells = row.split()
        return len(set(map(len, cells))) == 1 and any("#" in c or "*" in c for c in cells)
    for way in (range(place - 1, -1, -1), range(place + 1, len(lines))):
        line = next((lines[i] for i in way if lines[i]), "").strip()
        if len(line) == len(row) and (len(row) > 3 or re.search(r"[.#*@A-Za-z]", line)):
            return True
    width = len(row.split()) if " " in row else len(row)
    return str(width) in stated
