"""What a statement, English or Chinese, says about how answers are marked, found by regex.

Each function answers one question and errs on the side of no: what is not recognised is marked
exactly, as if nothing had been said.
"""

import re

_NUMBERS = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
    **{"eight": 8, "nine": 9, "ten": 10, "twelve": 12},
    **{"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7},
    **{"八": 8, "九": 9, "十": 10},
}
_NUMBER = r"(\d{1,2}|" + "|".join(_NUMBERS) + ")"
_AT_LEAST = r"(?<!at least )(?<!at most )(?<!up to )(?<!least )(?<!至少)(?<!不少于)(?<!最多)"
_DECIMALS = re.compile(
    rf"{_AT_LEAST}\b{_NUMBER}[ -](?:decimal|fractional) ?(?:place|digit|point|number|$)"
    rf"|{_AT_LEAST}\b{_NUMBER} (?:decimals\b|(?:digits?|places?|numbers?|figures?)"
    r" (?:after|past|to the right of|behind) (?:the )?(?:decimal|dot|point|comma))"
    rf"|(?<!至少)(?<!最多)(?:保留|精确|四舍五入)[^\n，。；]{{0,10}}?{_NUMBER}[ $]*位"
    rf"|(?<!保留)(?<!保留 ){_AT_LEAST}[ $]*{_NUMBER}[ $]*位小数|小数点后[ $第]*{_NUMBER}[ $]*位",
    re.IGNORECASE,
)
_SMALL = (
    r"(?:10 ?(?:\^|\*\*)? ?(?:\{|<sup>|\()? ?[-−–] ?(\d{1,2})"
    r"|\b1(?:\.0)? ?e ?[-−–] ?(\d{1,2})|(?<![\d.])(0\.0{0,11}1)(?!\d))(?! ?[=\d])"
)
_ERROR = r"errors?\b|toleranc|误差"
_ABOUT = rf"(?:{_ERROR}|precision|accura|deviat|differs?\b|difference|精度|相差|偏差|之差)"
_TOLERANCE = re.compile(
    rf"{_ABOUT}[^\n]{{0,120}}?{_SMALL}|{_SMALL}[^\n]{{0,40}}?{_ABOUT}|\bwithin[ $]*{_SMALL}",
    re.IGNORECASE,
)
_SURELY = re.compile(rf"{_ERROR}|\bwithin\b", re.IGNORECASE)
_OF_ANSWERS = re.compile(
    r"\b(?:answer|output|print|result|your|judge|accept|correct)|答案|输出|结果|标准|正确",
    re.IGNORECASE,
)
"""Words of a sentence whose precision is that of an answer, and not of a thermometer."""
_SENTENCE_ENDS = re.compile(r"[\n。；！？!?]|\.(?=\s|$)")
_ANY_CASE = re.compile(
    r"\b(?:letters?|characters?|words?|answers?|yes|no)\b[^.\n]{0,60}"
    r"\bin any (?:letter )?(?:case|register)"
    r"|\bin any (?:letter )?(?:case|register) ?\((?:upper|lower)"
    r"|\b(?:upper|lower)[ -]?case (?:or|and) (?:upper|lower)[ -]?case"
    r"[^.\n]{0,40}(?:accept|allow|any)"
    r"|\bcase[- ]?insensitive|\bcase (?:of [^.\n]{0,40})?(?:does not|doesn't|do not|don't) matter"
    r"|不区分大小写|大小写不敏感|不分大小写|忽略大小写|任意大小写|大小写(?:任意|均可|不限|皆可)",
    re.IGNORECASE,
)
_ANSWER = (
    r"(?:answers?|solutions?|ways?|sequences?|arrays?|permutations?|strings?|pairs?|numbers?|paths?"
    r"|outputs?|options?|variants?|plans?|schedules?|sets?|trees?|graphs?|one)"
)
_VERB = r"\b(?:print|output|return|find|give|report|choose|write|display|show|produce|construct)"
_ONE = r"(?:一|1|其中|解|方案|合法|可行|满足|符合|组|种|个)"
_MANY = re.compile(
    rf"(?<!not )(?<!n't )(?<!never ){_VERB}(?: out)? any(?: one)?"
    rf"(?: of (?:them|these|those|the)\b| (?:\w+ ){{0,3}}?{_ANSWER}\b|[.,;)!\n]|$)"
    rf"|\bany (?:\w+ ){{0,2}}{_ANSWER}\b[^.\n]{{0,30}}\baccept"
    r"|\bany of them (?:will be|is|are) accept"
    rf"|\b(?:multiple|several|all) (?:\w+ )?{_ANSWER}\b (?:are|will be) (?:accepted|allowed)"
    rf"|{_VERB}\b[^.\n]{{0,80}}\bin (?:any|an arbitrary|arbitrary) order"
    r"|\bspecial judge"
    rf"|(?:输出|给出|打印|求出|构造)[^\n。；]{{0,8}}?(?:任意|任何|任一|随意){_ONE}"
    r"|(?:任意|任何|任一)[^\n。；，]{0,8}(?:即可|均可|都可|皆可)"
    r"|多(?:解|种|个|组)[^\n。；]{0,16}(?:任意|任一|随意)(?!两|三|多|数|时|长)"
    r"|(?:任意|任何)顺序|顺序(?:任意|不限|随意)|\bSPJ\b",
    re.IGNORECASE,
)


def tolerance_stated(statement: str) -> float | None:
    """Return the least absolute or relative error that the statement lets pass, if it names one."""
    stated = []
    for found in _TOLERANCE.finditer(statement):
        number = next(group for group in found.groups() if group)
        tolerance = float(number) if "." in number else 10.0 ** -int(number)
        if 0 < tolerance <= 0.1 and (
            _SURELY.search(found[0]) or _OF_ANSWERS.search(_sentences(found))
        ):
            stated.append(tolerance)
    return min(stated, default=None)


def _sentences(found: re.Match[str]) -> str:
    """Return what was found with the rest of the sentences in which it begins and ends."""
    text = found.string
    start = max((end.end() for end in _SENTENCE_ENDS.finditer(text, 0, found.start())), default=0)
    after = _SENTENCE_ENDS.search(text, found.end())
    return text[start : after.start() if after else None]


def decimals_asked_for(statement: str) -> int | None:
    """Return how many decimals the statement asks for; "at least 6" asks for no number."""
    found = _DECIMALS.search(statement)
    if found is None:
        return None
    number = next(group for group in found.groups() if group)
    # The old long s of "ſix" is an s to the pattern.
    return int(number) if number.isdecimal() else _NUMBERS.get(number.casefold())


def any_letter_case(statement: str) -> bool:
    """Tell whether letters may be printed in upper or lower case alike."""
    return _ANY_CASE.search(statement) is not None


def many_answers_stated(statement: str) -> bool:
    """Tell whether the statement accepts any of several answers, or one in any order."""
    return _MANY.search(statement) is not None
