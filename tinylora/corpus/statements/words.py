r"""The words of a statement, whatever marks it up: what two statements are compared by.

Markup, layout, punctuation, case and white space go. What a formula says stays, as the word that
LaTeX has for it: "$a \le b$", "a ≤ b" and "a <= b" are all "a le b"; a sine is not a cosine. A
hyphen, an asterisk, a slash or an angle bracket counts only between operands (numbers, single
letters, brackets): elsewhere it is prose ("non-empty"), a list, emphasis or an arrow. Chinese,
Japanese and Korean have no spaces: every character is a word.
"""

import re
import unicodedata
from functools import cache

_SCRIPTS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LETTER = rf"[^\W\d_{_SCRIPTS}]"
_WORD = re.compile(rf"[{_SCRIPTS}]|[^\W_{_SCRIPTS}]+")

_NAMES = {
    "le": ("leq", "leqslant", "leqq", "≤", "⩽", "≦", "<="),
    "ge": ("geq", "geqslant", "geqq", "≥", "⩾", "≧", ">="),
    "ne": ("neq", "≠", "!="),
    "lt": (),
    "gt": (),
    "plus": ("+",),
    "eq": ("=", "=="),
    "times": ("cdot", "ast", "×", "·", "⋅", "∙", "∗"),
    "over": ("div", "÷"),
    "sum": ("∑",),
    "prod": ("∏",),
    "max": (),
    "min": (),
    "gcd": (),
    "mod": ("bmod", "pmod"),
    "floor": ("lfloor", "⌊"),
    "ceil": ("lceil", "⌈"),
    "sqrt": ("√",),
    "xor": ("oplus", "⊕"),
    "and": ("land", "wedge", "∧"),
    "or": ("lor", "vee", "∨"),
    "in": ("∈",),
    "notin": ("∉",),
    "cup": ("∪",),
    "cap": ("∩",),
    "infty": ("∞",),
    "frac": ("dfrac", "tfrac", "cfrac"),
}
"""Word to what else says it: LaTeX commands and marks that are nothing else."""
OPERATORS = {
    **dict.fromkeys(("lt", "le"), "less"),
    **dict.fromkeys(("gt", "ge"), "more"),
    **{one: one for one in ("ne", "eq", "plus", "minus", "times", "over", "mod", "xor", "gcd")},
    **{one: one for one in ("sum", "prod", "max", "min", "floor", "ceil", "sqrt")},
}
"""Words that make another task of a statement, to what they do. A bound may be told with < or with
≤; "and", "or" and "in" are mostly prose."""
_NAME_OF = {sign: name for name, signs in _NAMES.items() for sign in (name, *signs)}

_LAYOUT = frozenset(
    re.findall(
        r"\w+",
        """
        text textbf textit texttt textrm textsf mathrm mathbf mathit mathbb mathcal mathsf mathtt bf
        it tt rm sf em boldsymbol bm operatorname emph underline overline left right middle big Big
        bigg Bigg bigl bigr Bigl Bigr mid quad qquad hspace vspace hfill displaystyle textstyle
        limits nolimits begin end item hline cline centering tiny small large Large par newline
        noindent label ref cite url href includegraphics ldots dots cdots vdots ddots dotsc dotsb
        textasciitilde sim to gets rightarrow leftarrow Rightarrow Leftarrow longrightarrow mapsto
        color textcolor colorbox section subsection InputFile OutputFile bullet backslash lbrace
        rbrace langle rangle lvert rvert vert
        """,
    )
)
"""LaTeX commands that say nothing of their own, or what other markup says with a mark that is no
word (an arrow, dots)."""
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|[,;:! ])")
_MINUS = str.maketrans("−–‐‑", "----")
_MARK = re.compile(
    "(?<![<>=!])(?:[<>!]=|==?)(?![=>])|(?<![+])[+](?![+])"
    f"|[{''.join(sign for sign in _NAME_OF if len(sign) == 1 and not sign.isascii())}]"
)
_GAP = r"[ \t${}`]*"
_BETWEEN = re.compile(
    rf"((?:(?<!{_LETTER}){_LETTER}|\d|[)\]|]){_GAP})"
    r"(?:(-)(?![->])|(\*)(?!\*)|(/)(?!/)|(<)(?!<|-\D)|(>)(?!>))"
    rf"(?={_GAP}(?:-{_GAP})?(?:\d|{_LETTER}(?!{_LETTER})|[(\[|]))"
)
_SIGN = re.compile(rf"(?<![\w)\]-])-(?=\d|{_LETTER}(?!{_LETTER}))")
_WORDS_BETWEEN = (None, None, "minus", "times", "over", "lt", "gt")


def words(statement: str) -> list[str]:
    """Return the words of a statement in their order; their words are the same again."""
    plain = unicodedata.normalize("NFKC", statement).translate(_MINUS)
    plain = _COMMAND.sub(lambda found: f" {_said(found[1])} ", plain)
    plain = _BETWEEN.sub(lambda found: f"{found[1]} {_WORDS_BETWEEN[found.lastindex]} ", plain)
    plain = _SIGN.sub(" minus ", plain)
    plain = _MARK.sub(lambda found: f" {_NAME_OF[found[0]]} ", plain)
    return _WORD.findall(plain.lower())


@cache
def _said(command: str | None) -> str:
    """Return the word that a LaTeX command says; empty for layout and for blanks."""
    if command is None or command in _LAYOUT:
        return ""
    letter = f"GREEK {'CAPITAL' if command[0].isupper() else 'SMALL'} LETTER {command.upper()}"
    try:
        return unicodedata.lookup(letter)
    except KeyError:
        return _NAME_OF.get(command, command)
