"""How an answer's text is to be read, before math-verify sees it. Pure.

math-verify reads a formula where it is told that one stands ($…$), and in plain text looks for the
last number. Read as text, "x^2 + 42" would pass for 42; read as a formula, "the answer is 42" is a
product of letters. So the reading is chosen here, one for each text: nobody gets two guesses.
"""

import re
import unicodedata

DELIMITED = re.compile(r"(?<!\\)\$|\\\(|\\\[")
PROSE = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}")
FORMULA = re.compile(r"[\\^_{}=+*]|\b[A-Za-z]\s*[-/]|[-/]\s*[A-Za-z]\b")
NUMBER = re.compile(r"\d[\d.,]*(?:\s*/\s*\d+)?")
TEXT_MACRO = re.compile(r"\\(?:text|textbf|mathrm|mbox)\s*\{([^{}]*)\}")
WORDS = re.compile(r"(?=.*[^\W\d_]{3}|no$)[^\W\d_]+(?: [^\W\d_]+)*", re.IGNORECASE)
FUNCTIONS = re.compile(r"\b(?:sin|cos|tan|cot|sec|csc|log|ln|exp|sqrt|pi|inf|infinity)\b")
CHOICE = re.compile(r"\(?([A-E])[.):]\s+\S.*", re.DOTALL)


def reading(text: str) -> str:
    """Return `text` as math-verify should get it: as a formula, or as prose with one number."""
    text = text.strip()
    if DELIMITED.search(text):
        return text
    if PROSE.search(text) and not FORMULA.search(text) and len(NUMBER.findall(text)) == 1:
        return text
    return f"${text}$"


def same_by_text(gold: str, answer: str) -> bool | None:
    """Return whether two answers agree, where their text settles it; None where it does not.

    Equal texts agree. An answer in words ("no solution") is right only in the same words: read as
    products of letters, "dear" would equal "read". "B" is chosen by "(B) 12 cm" as well.
    """
    right, given = _plain(gold), _plain(answer)
    if not right or not given:
        return False
    if right == given:
        return True
    if len(right) == 1 and (chosen := CHOICE.fullmatch(_bare(answer))):
        return chosen[1].casefold() == right
    if WORDS.fullmatch(right) and not FUNCTIONS.search(right):
        return False
    return None


def normalised(problem: str) -> str:
    """Return a problem's text for matching: one Unicode form, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", problem).split())


def _bare(text: str) -> str:
    return normalised(TEXT_MACRO.sub(r"\1", text).replace("$", "").replace("**", ""))


def _plain(text: str) -> str:
    """Return the text's words: no markup, and no case where it holds words (X and x may differ)."""
    bare = _bare(text).strip(" .,;:!")
    parts = bare.removeprefix("(").removesuffix(")")
    if re.fullmatch(r"[A-Ea-e]", parts) or WORDS.fullmatch(bare):
        return parts.casefold() if len(parts) == 1 else bare.casefold()
    return bare
