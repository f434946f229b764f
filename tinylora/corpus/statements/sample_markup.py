"""Markup around samples, which must not become data: each kind is recognised by one rule.

Quotations, tables and <pre> are rewritten into labels and fences before a statement is read. What
stands in no fence is freed of backticks, ">" and the copy button only where input and output both
wear them, for each may be data. Entities are decoded where the statement does not speak of markup.
"""

import html
import re

from tinylora.corpus.statements.sample_labels import IO_KINDS, label_of

FENCE = re.compile(r"^([ \t]*)(`{3,}|~{3,})(.*)$")
_OUR_FENCE = "~~~~~~"
_QUOTE = re.compile(r"^\s{0,3}> ?")
_PRE = re.compile(r"([^`]*?)<pre(?:\s[^>]*)?>", re.IGNORECASE)
_PRE_END = re.compile(r"</pre>", re.IGNORECASE)
_LONGEST = 500
"""Lines that one table or <pre> may take, and characters of a line that is taken for markup or for
a sentence: some patterns below take the square of it."""
_TAG = re.compile(r"</?(?:code|samp|tt|span|font|b|i|em|strong|div|p)(?:\s[^>]*)?>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CELL_END = re.compile(r"(?<!\\)\|")
_TICKED = re.compile(r"\s*`([^`]+)`\s*")
_TICKED_LINE = re.compile(_TICKED.pattern + "$")
_SPAN = re.compile(r"<span(?:\s[^<>]*)?>|</span>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#39|nbsp);")
_ABOUT_MARKUP = re.compile(
    r"(?<!\.)html|xml|markdown|标签|转义|实体|\btags?\b|\bescap|\bentit", re.IGNORECASE
)
_BOTH_LABELS = re.compile(
    r"\s*([【「][^】」]*(?:输入|input)[^】」]*[】」].*?)([【「][^】」]*(?:输出|output)[^】」]*[】」].*)",
    re.IGNORECASE,
)
"""An input and its output on one line: "【输入样例】2 3【输出样例】5"."""
_SENTENCE = re.compile(
    r".*[\u3400-\u9fff].*[。：；！？]\s*|[A-Z][a-z]*,?(?: [^\s:]+){3,}[.:!?]\s*|!\[.*\]\(.*\)\s*"
)
_ORDINAL = re.compile(r"[(#]?\d{1,2}[.:)]?")
_PROGRAM = re.compile(
    r"^[ \t]*(?:#include|using namespace|import \w|from \w+ import|def \w+\(|(?:int|void) main\b"
    r"|program \w+;|public class)",
    re.MULTILINE,
)


def rewritten(lines: list[str], place: int) -> tuple[list[str], int] | None:
    """Return plain markdown for the markup that begins at a line outside fences.

    The second half is the line after that markup; None where there is none.
    """
    if max(map(len, lines[place : place + 2])) > _LONGEST:
        return None
    if both := _BOTH_LABELS.fullmatch(lines[place]):
        return [both[1], both[2]], place + 1
    return _quotation(lines, place) or _table(lines, place) or _preformatted(lines, place)


def _quotation(lines: list[str], place: int) -> tuple[list[str], int] | None:
    """Free a quotation that holds labels or fences; what holds neither may be data."""
    if not _QUOTE.match(lines[place]) or (place and _QUOTE.match(lines[place - 1])):
        return None
    end = place
    while end < len(lines) and _QUOTE.match(lines[end]):
        end += 1
    inner = [_QUOTE.sub("", line) for line in lines[place:end]]
    if any(FENCE.match(line) or _announces(line) for line in inner):
        return inner, end
    return None


def _table(lines: list[str], place: int) -> tuple[list[str], int] | None:
    """Read a table with a column, or a row, each for inputs and outputs: one sample a line of it.

    One with an empty cell may spread a sample over several lines, and is left alone.
    """
    rule = lines[place + 1] if place + 1 < len(lines) else ""
    if "|" not in lines[place] or not _TABLE_RULE.fullmatch(rule):
        return None
    if not any(map(_announces, _cells(lines[place]))):
        return None
    end = place + 2
    while end < min(len(lines), place + _LONGEST) and "|" in lines[end]:
        end += 1
    grid = [_cells(line) for line in (lines[place], *lines[place + 2 : end])]
    for rows in (grid, list(zip(*grid, strict=False))):
        labels = [label_of(cell) for cell in rows[0]] if rows else []
        kinds = [label.kind if label else None for label in labels]
        columns = [i for i, kind in enumerate(kinds) if kind in IO_KINDS]
        if sorted(kinds[i] for i in columns) != ["input", "output"]:
            continue
        if not all(i < len(row) and row[i] for row in rows for i in columns):
            return None
        cells = ((rows[0][i], row[i]) for row in rows[1:] for i in columns)
        fenced = ([label, _OUR_FENCE, *cell.split("\n"), _OUR_FENCE] for label, cell in cells)
        return [line for part in fenced for line in part], end
    return None


def _cells(row: str) -> list[str]:
    cells = _CELL_END.split(row.strip().removeprefix("|").removesuffix("|"))
    lines = ([_unticked(part.strip()) for part in _BREAK.split(cell)] for cell in cells)
    return ["\n".join(part).replace("\\|", "|") for part in lines]


def _preformatted(lines: list[str], place: int) -> tuple[list[str], int] | None:
    """Read <pre> as a fence, or as plain lines where the labels stand inside it."""
    opening = _PRE.match(lines[place])
    if opening is None:
        return None
    ahead = range(place, min(len(lines), place + _LONGEST))
    end = next((i + 1 for i in ahead if _PRE_END.search(lines[i])), None)
    if end is None:
        return None
    inside, after = _PRE_END.split("\n".join(lines[place:end])[opening.end() :], maxsplit=1)
    text = _decoded(_TAG.sub("", _BREAK.sub("\n", inside))).strip("\n").split("\n")
    fence = [] if any(map(_announces, text)) else [_OUR_FENCE]
    around = [part for part in (opening[1],) if part.strip()]
    return [*around, *fence, *text, *fence, *([after] if after.strip() else [])], end


def _announces(line: str) -> bool:
    label = label_of(line)
    return label is not None and (label.kind in IO_KINDS or label.kind == "sample")


def unwrapped(given: str, answer: str) -> tuple[str, str]:
    """Return an unfenced input and output without the markup that both wear."""
    pair = [given, answer]
    if all(re.match(r"(?:复制|[Cc]opy)\s*\n", text) for text in pair):
        pair = [text.partition("\n")[2] for text in pair]
    unquoted = ["\n".join(_QUOTE.sub("", line) for line in text.split("\n")) for text in pair]
    if all(_all_lines(_QUOTE, text) for text in pair) and all(map(str.strip, unquoted)):
        pair = unquoted
    if all(_TICKED.fullmatch(text) or _all_lines(_TICKED_LINE, text) for text in pair):
        pair = ["\n".join(map(_unticked, _unticked(text).split("\n"))) for text in pair]
    if all(tables := [_untabled(text.strip("\n")) for text in pair]):
        pair = tables
    return pair[0].strip("\n"), pair[1].strip("\n")


def _all_lines(pattern: re.Pattern[str], text: str) -> bool:
    return bool(text.strip()) and all(
        pattern.match(line) for line in text.split("\n") if line.strip()
    )


def _unticked(line: str) -> str:
    ticked = _TICKED.fullmatch(line)
    return ticked[1] if ticked else line


def _untabled(text: str) -> str:
    """Return the cells of a table that is a sample's data, a line a row; "" where it is none."""
    lines = text.split("\n")
    if len(lines) < 2 or not all("|" in line for line in lines) or len(lines[1]) > _LONGEST:
        return ""
    if not _TABLE_RULE.fullmatch(lines[1]):
        return ""
    rows = (_cells(line) for line in (lines[0], *lines[2:]))
    return "\n".join(" ".join(row).strip() for row in rows).strip("\n")


def without_explanation(answer: str) -> str:
    """Return an unfenced output up to the first sentence about it.

    Such a sentence stands after an empty line, or is Chinese where the output is ASCII; an output
    that itself is made of sentences stays whole.
    """
    lines = answer.split("\n")
    for place, line in enumerate(lines):
        if len(line) <= _LONGEST and _SENTENCE.fullmatch(line):
            above = lines[:place]
            chinese_below_ascii = not line.isascii() and all(map(str.isascii, above))
            if place and (not above[-1].strip() or chinese_below_ascii or "![" in line):
                return "\n".join(above).rstrip("\n")
            return answer
    return answer


def is_code_below(answer: list[str], fenced: str) -> bool:
    """Tell whether a fence only follows an output that stands above it in plain lines."""
    text = "\n".join(answer).strip()
    first = text.partition("\n")[0]
    if not text or len(first) > _LONGEST or not first.isascii() or first.endswith(":"):
        return False
    if _SENTENCE.fullmatch(first):
        return False
    if _PROGRAM.search(fenced):
        return True
    if re.search(r"[A-Za-z]", first) or not re.search(r"\d", first):
        return False
    apart = not answer[-1].strip() and text.isdigit()  # else "1" may count the fence below it
    return apart or not _ORDINAL.fullmatch(text)


def decoded(texts: list[str], statement: str) -> list[str]:
    """Return the texts of a statement's samples without spans and entities of HTML.

    They stay in a statement that speaks of markup; entities also where a bare < or > shows that the
    texts were never encoded.
    """
    if _ABOUT_MARKUP.search(statement):
        return texts
    bare = [_SPAN.sub("", text) for text in texts]
    if any("<" in text or ">" in text for text in bare):
        return texts if any(re.search(r"</?[A-Za-z]", text) for text in bare) else bare
    return [_decoded(text) for text in bare]


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]).replace("\u00a0", " "), text)
