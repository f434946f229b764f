r"""Statements in TeX become Markdown, by pandoc: the pip package pypandoc_binary brings it.

Formulas stay TeX between dollars. pandoc reads nothing but the text it is given (--sandbox), and is
ended when macros that call each other take too much time or memory. What pandoc does not know of
contests' own commands is written here in terms that it does: \begin{Input} is a heading, and an
\illustration is decoration. A figure goes where its caption says that it shows a sample; any other
picture may be the problem itself, so the statement is refused.
"""

import re
import subprocess

from tinylora.errors import SettingsError
from tinylora.problem import Refused, RejectReason

TIME_LIMIT_S = 10
MEMORY = "512M"
NO_PANDOC = (
    "statements in TeX need pandoc, which is not installed: run .venv/bin/pip install "
    "-c constraints.txt -e '.[packages]' in the checkout"
)
_TO = "commonmark+tex_math_dollars+pipe_tables-raw_html"
_MACROS = r"""
\newcommand{\problemname}[1]{}
\newcommand{\illustration}[3]{}
"""
_COMMENT = re.compile(
    r"(\\begin\{((?:[vV]erbatim|lstlisting)\*?|minted|alltt)\}.*?(?:\\end\{\2\}|\Z)"
    r"|\\(?:verb|lstinline)\*?([^\w\s*{\[])[^\n]*?\3|\\(?:url|href|path|nolinkurl)\s*\{[^{}\n]*\})"
    r"|(?<!\\)%[^\n]*",
    re.DOTALL,
)
"""And before it, as its first group, where a per cent sign is none: code, and addresses."""
_FIGURE = re.compile(r"\\begin\{(wrapfigure|figure)(\*?)\}.*?\\end\{\1\2\}", re.DOTALL)
_CAPTION = re.compile(r"\\caption\*?(?:\[[^\]\[]*\])?\{", re.IGNORECASE)
_SAMPLE = re.compile(r"sample|example|样例", re.IGNORECASE)
_PICTURE = re.compile(r"\\(?:includegraphics|epsfig|begin\{tikzpicture\}|graphics\b)")
_OTHER_FILE = re.compile(r"\\(?:input|include|import)\s*\{")
_SECTION = re.compile(r"\\begin\{(Input|Output|Interaction|Note|Notes|Limits)\}")
_SECTION_END = re.compile(r"\\end\{(?:Input|Output|Interaction|Note|Notes|Limits)\}")
_SWITCH = re.compile(r"\\(bf|it|tt|t)\s*\{")
_STYLES = {"bf": "textbf", "it": "textit", "tt": "texttt", "t": "texttt"}
"""Written with braces, as Polygon lets them be, they are meant for what is inside."""
_NAME = re.compile(r"\\problemname\s*\{([^{}]*)\}")


def title_of(tex: str) -> str:
    r"""Return what \problemname says, "" where it says nothing."""
    found = _NAME.search(_without_comments(tex))
    return found[1].strip() if found else ""


def markdown(tex: str) -> str:
    """Return a statement in TeX as Markdown, its sections as headings of the second level.

    Raises:
        Refused: it leans on a picture or on another file, or pandoc does not make anything of it.
        SettingsError: pandoc is not installed.
    """
    bare = _without_comments(tex)
    bare = _FIGURE.sub(lambda one: "" if _shows_a_sample(one[0]) else one[0], bare)
    for pattern, reason in (
        (_PICTURE, RejectReason.IMAGE_STATEMENT),
        (_OTHER_FILE, RejectReason.NO_TEXT_STATEMENT),
    ):
        if found := pattern.search(bare):
            raise Refused(reason, bare[max(0, found.start() - 100) : found.end() + 100])
    headed = _SECTION_END.sub("", _SECTION.sub(r"\\section*{\1}", bare))
    styled = _SWITCH.sub(lambda one: f"\\{_STYLES[one[1]]}{{", headed)
    return _pandoc(_MACROS + styled)


def _without_comments(tex: str) -> str:
    return _COMMENT.sub(lambda one: one[1] or "", tex)


def _shows_a_sample(figure: str) -> bool:
    caption = _CAPTION.search(figure)
    return caption is not None and _SAMPLE.search(figure, caption.end()) is not None


def _pandoc(tex: str) -> str:
    try:
        import pypandoc  # here: 150 MB that only statements in TeX need
    except ImportError as error:
        raise SettingsError(NO_PANDOC) from error
    command = [pypandoc.get_pandoc_path(), "--sandbox", "--from=latex", f"--to={_TO}"]
    command += ["--wrap=none", "--shift-heading-level-by=1", "+RTS", f"-M{MEMORY}", "-RTS"]
    try:
        done = subprocess.run(
            command, input=tex.encode(), capture_output=True, timeout=TIME_LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        why = f"pandoc takes more than {TIME_LIMIT_S} s"
        raise Refused(RejectReason.NO_TEXT_STATEMENT, why) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise Refused(RejectReason.NO_TEXT_STATEMENT, f"pandoc does not read it: {said:.200}")
    return done.stdout.decode("utf-8", "replace").strip()
