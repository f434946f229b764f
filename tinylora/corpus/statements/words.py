r"""The words of a statement, whatever marks it up: what two statements are compared by.

Markup, layout, punctuation, case and white space go. What a formula says stays, as the word that
LaTeX has for it: "$a \le b$", "a ≤ b" and "a <= b" are all "a le b"; a sine is not a cosine. A
hyphen, an asterisk, a slash, an angle bracket or a bitwise operator counts only between operands
(numbers, single letters, brackets): elsewhere it is prose ("non-empty", "50%"), a list, emphasis or
an arrow. A number in an exponent or an index is a word beside its base, however it is set: "10^5",
"10⁵" and "10<sup>5</sup>". Chinese, Japanese and Korean have no spaces: every character is a word.
"""

import html
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
    **{one: one for one in ("bitand", "bar", "shl", "shr")},
    "caret": "xor",
    **dict.fromkeys(("maximum", "maximal", "largest", "greatest", "most", "大"), "max"),
    **dict.fromkeys(("minimum", "minimal", "smallest", "least", "小"), "min"),
    **{"product": "prod", "difference": "minus", "lcm": "lcm"},
    **{"divisor": "gcd", "multiple": "lcm"},
    **{"和": "sum", "积": "prod", "差": "minus", "约": "gcd", "倍": "lcm"},
}
"""Words that make another task of a statement, to what they do. A bound may be told with < or with
≤, and a xor with ^; "and", "or" and "in" are mostly prose. A word of Chinese is a character: 大 and
小 are those of 最大 and 最小, 约 and 倍 of 公约数 and 公倍数."""
_NAME_OF = {sign: name for name, signs in _NAMES.items() for sign in (name, *signs)}

_LAYOUT = frozenset(
    re.findall(
        r"\w+",
        """
        text textbf textit texttt textrm textsf mathrm mathbf mathit mathbb mathcal mathsf mathtt bf
        it tt rm sf em boldsymbol bm operatorname emph underline overline left right middle big Big
        bigg Bigg bigl bigr Bigl Bigr quad qquad hspace vspace hfill displaystyle textstyle
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
_ESCAPED = re.compile(r"\\([&%])")
_MINUS = str.maketrans("−–‐‑", "----")
_MARK = re.compile(
    "(?<![<>=!])(?:[<>!]=|==?)(?![=>])|(?<![+])[+](?![+])"
    f"|[{''.join(sign for sign in _NAME_OF if len(sign) == 1 and not sign.isascii())}]"
)
_GAP = r"[ \t${}`]*"
_LEFT = rf"(?:(?<!{_LETTER}){_LETTER}|\d|[)\]|])"
_RIGHT = rf"{_GAP}(?:[-~]{_GAP})?(?:\d|{_LETTER}(?!{_LETTER})|[(\[|])"
_WORDS_BETWEEN = {
    **{"-": "minus", "*": "times", "/": "over", "<": "lt", ">": "gt", "<<": "shl", ">>": "shr"},
    **{"&": "bitand", "|": "bar", "%": "mod", "&&": "and", "||": "or"},
}
_BETWEEN = re.compile(
    rf"({_LEFT}{_GAP})"
    r"(-(?![->])|\*(?!\*)|/(?!/)|<(?!<|-\D)|>(?!>)|<<(?![<=])|>>(?![>=])|%|&&?|\|\|?)"
    rf"(?={_RIGHT})"
)
_SIGN = re.compile(rf"(?<![\w)\]-])-(?=\d|{_LETTER}(?!{_LETTER}))")
_NOT = re.compile(rf"(?:(?<=[(=+*/&|^`])|(?<={_LETTER}{_LETTER} )|(?<= [=+*/&|^] ))~(?={_RIGHT})")
_FACTORIAL = re.compile(rf"((?<!{_LETTER}){_LETTER}|\d|[)\]])!(?![=!\[])")
_CARET = re.compile(rf"\^(?={_GAP}(?:{_LETTER}(?!{_LETTER})|\())")
"""Before a number it is an exponent, which needs no word: "10^5" is "10 5"; so is "i^th"."""
_PERCENT = re.compile(r"(?<=\d)%(?!\w)")
_TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)

_TAG = re.compile(
    r"""<(/?)(
        a|b|big|blockquote|br|caption|center|code|dd|del|details|div|dl|dt|em|figcaption|figure|font
        |h[1-6]|hr|i|img|ins|kbd|li|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|summary
        |sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var
    )(?:\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s<>"']+))*\s*/?>""",
    re.IGNORECASE | re.VERBOSE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_RAISED = re.compile("[²³¹⁰ⁱ⁴-ⁿ]+")
_LOWERED = re.compile("[₀-₎ₐ-ₜᵢ-ᵥⱼ]+")


def words(statement: str) -> list[str]:
    """Return the words of a statement in their order; their words are the same again."""
    plain = _RAISED.sub(r"^\g<0> ", _LOWERED.sub(r" \g<0> ", _without_html(statement)))
    plain = unicodedata.normalize("NFKC", plain).translate(_MINUS)
    plain = _COMMAND.sub(lambda found: f" {_said(found[1])} ", _ESCAPED.sub(r"\1", plain))
    plain = _TABLE_ROW.sub(lambda found: found[0].replace("|", " "), plain)
    plain = _NOT.sub(" bitnot ", _PERCENT.sub(" ", plain))
    plain = _FACTORIAL.sub(r"\1 factorial ", plain)
    plain = _CARET.sub(" caret ", plain)
    plain = _BETWEEN.sub(lambda found: f"{found[1]} {_WORDS_BETWEEN[found[2]]} ", plain)
    plain = _SIGN.sub(" minus ", plain)
    plain = _MARK.sub(lambda found: f" {_NAME_OF[found[0]]} ", plain)
    return _WORD.findall(plain.lower())


def _without_html(statement: str) -> str:
    """Return a statement with its tags as blanks and its entities as what they stand for.

    An opening tag of one letter is one only where it is closed: "a<b>c" compares.
    """
    closed = {found[2].lower() for found in _TAG.finditer(statement) if found[1]}

    def blank(found: re.Match[str]) -> str:
        name = found[2].lower()
        if len(name) == 1 and name not in closed:
            return found[0]
        return "^" if name == "sup" and not found[1] else " "

    return _ENTITY.sub(lambda found: html.unescape(found[0]), _TAG.sub(blank, statement))


@cache
def _said(command: str | None) -> str:
    """Return the word that a LaTeX command says; empty for layout and for blanks."""
    if command is None or command in _LAYOUT:
        return ""
    if command == "mid":
        return "|"
    letter = f"GREEK {'CAPITAL' if command[0].isupper() else 'SMALL'} LETTER {command.upper()}"
    try:
        return unicodedata.lookup(letter)
    except KeyError:
        return _NAME_OF.get(command, command)
