"""A statement in TeX shows no file of the machine that reads it."""

import pytest

from tinylora.corpus.statements.tex import markdown, title_of
from tinylora.problem import Refused, RejectReason

NL = "\n"
WORD = "plantedword"
WAYS = (
    *(r"\input{%s}", r"\input %s ", r"\include{%s}", r"\InputIfFileExists{%s}{a}{b}"),
    *(r"\lstinputlisting{%s}", r"\verbatiminput{%s}", r"\subfile{%s}", r"\usepackage{%s}"),
    *(r"\csname input\endcsname{%s}", r"\let\x\input \x{%s}", r"\bibliography{%s}"),
    r"\newcommand{\x}{\input}\x{%s}",
)


def test_a_figure_full_of_captions_is_read_once():
    captions = r"\caption[a]{" * 100_000
    with pytest.raises(Refused) as refused:
        markdown(rf"\begin{{figure}}{captions}\includegraphics{{a}}\end{{figure}}")
    assert refused.value.reason is RejectReason.IMAGE_STATEMENT


@pytest.mark.parametrize("caption", [r"\caption{The first Sample}", r"\caption*[s]{a}, 样例"])
def test_a_figure_that_shows_a_sample_goes(caption):
    pytest.importorskip("pypandoc")
    figure = rf"\begin{{figure*}}\includegraphics{{a}}{caption}\end{{figure*}}"
    assert markdown(f"Add. {figure} Print.").split() == ["Add.", "Print."]


CODE = 'printf("%d", a % b);'


@pytest.mark.parametrize(
    "tex",
    [
        rf"\begin{{verbatim}}{NL}{CODE}{NL}\end{{verbatim}}",
        rf"\begin{{lstlisting}}[language=C]{NL}{CODE}{NL}\end{{lstlisting}}",
        rf"Call \verb|{CODE}| here.",
        rf"\verb+{CODE}+ % \begin{{verbatim}}",
    ],
)
def test_code_has_no_comments(tex):
    pytest.importorskip("pypandoc")
    said = markdown(f"Before.\n\n{tex} % gone\n\nAfter.% gone")
    assert CODE in said and "After." in said and "gone" not in said


def test_an_address_has_no_comments():
    pytest.importorskip("pypandoc")
    said = markdown(r"See \url{https://a.b/c%20d} and \href{https://a.b/e%20f}{that}.% gone")
    assert "c%20d" in said and "(https://a.b/e%20f)" in said and "gone" not in said


def test_code_that_does_not_end_is_read_once():
    assert title_of(r"\begin{verbatim}" * 100_000) == ""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("ending", ["", ".tex", ".sty"])
def test_no_way_to_a_file_shows_it(tmp_path, way, ending):
    pytest.importorskip("pypandoc")
    (tmp_path / f"file{ending}").write_text(WORD)
    try:
        said = markdown(f"Before.\n\n{way % (tmp_path / 'file')}\n\nAfter.")
    except Refused as refused:
        said = refused.excerpt
    assert WORD not in said
