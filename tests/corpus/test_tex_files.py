"""A statement in TeX shows no file of the machine that reads it."""

import pytest

from tinylora.corpus.statements.tex import markdown
from tinylora.problem import Refused, RejectReason

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
