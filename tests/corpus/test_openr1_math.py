"""OpenR1-Math-220k: a problem is kept where a completion can be held to its answer."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from corpus_rows import OPENR1_MATH, openr1_math_row, settings, source, write_parquet

from tinylora.corpus.settings import SourceSettings
from tinylora.corpus.sources import openr1_math
from tinylora.corpus.sources.reading import read
from tinylora.judge.languages.registry import LANGUAGES, compares_itself
from tinylora.problem import Origin, Refused, RejectReason, TestCase
from tinylora.stages.corpus.problem_rows import problem_row


def problem(statement="What is 6 times 7?", **changes):
    row = openr1_math_row(statement, **changes)
    return openr1_math.problem(row, source("openr1_math"), settings())


def test_every_column_that_matters():
    found = problem()
    assert found.native_id == "00000000-0000-0000-0000-000000000042"
    assert (found.statement, found.language) == ("What is 6 times 7?", "en")
    assert found.answer_language == "mathematics"
    assert found.test_cases == (TestCase("", "42", Origin.PRIVATE),)
    assert (found.tags, found.difficulty, found.checker) == (("Algebra",), None, None)
    assert found.extra == {"source": "olympiads", "question_type": "math-word-problem"}
    row = problem_row(found)
    assert (row["answer_language"], row["checker"], row["io_mode"]) == (
        "mathematics",
        None,
        "stdin",
    )


@pytest.mark.parametrize(("said", "checker"), [({"compares_itself": True}, None), ({}, "tokens")])
def test_a_language_that_compares_itself_leaves_nothing_to_a_checker(monkeypatch, said, checker):
    assert [name for name in LANGUAGES if compares_itself(name)] == ["mathematics"]
    monkeypatch.setitem(LANGUAGES, "toy", SimpleNamespace(**said))
    assert problem_row(replace(problem(), answer_language="toy"))["checker"] == checker


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (r"\boxed{\frac{1}{2}}", r"\frac{1}{2}"),
        ("no solution", "no solution"),
        (r"x \in (-\infty, 2]", r"x \in (-\infty, 2]"),
        ("12 \\mathrm{~cm}", "12 \\mathrm{~cm}"),
    ],
)
def test_an_answer_that_equals_itself_is_kept(answer, kept):
    assert problem(answer=answer).test_cases[0].output == kept


def test_a_choice_is_kept_where_it_is_shown():
    mcq = {"question_type": "MCQ", "answer": "B"}
    for shown in ("(A) 41 (B) 42", "A. 41 B. 42", r"$\textbf{(A)}\ 41 \textbf{(B)}\ 42$"):
        assert problem(f"What is 6 times 7? {shown}", **mcq).test_cases[0].output == "B"
    assert problem("6 times 7?", question_type="MCQ", answer="42").test_cases[0].output == "42"


@pytest.mark.parametrize(
    ("changes", "reason", "stage"),
    [
        ({"problem": " "}, RejectReason.EMPTY_STATEMENT, "read"),
        ({"problem": "See ![](https://host/a.png)"}, RejectReason.IMAGE_STATEMENT, "read"),
        (
            {"problem": "[asy] draw((0,0)--(1,1)); [/asy] Area?"},
            RejectReason.IMAGE_STATEMENT,
            "read",
        ),
        ({"problem": "![a ![b! ](a.png)"}, RejectReason.IMAGE_STATEMENT, "read"),
        ({"problem": "![" * 500_000 + "<img>"}, RejectReason.IMAGE_STATEMENT, "read"),
        ({"problem": None}, RejectReason.MISSING_FIELD, "read"),
        ({"answer": None}, RejectReason.NO_ANSWER, "read"),
        ({"answer": " "}, RejectReason.NO_ANSWER, "read"),
        ({"answer": "notfound"}, RejectReason.NO_ANSWER, "read"),
        ({"answer": "proof"}, RejectReason.PROOF, "filter"),
        ({"question_type": "proof"}, RejectReason.PROOF, "filter"),
        ({"question_type": "MCQ", "answer": "B"}, RejectReason.CHOICES_NOT_SHOWN, "extract"),
        ({"answer": "7" * 1001}, RejectReason.ANSWER_NOT_CHECKABLE, "filter"),
        ({"answer": "\\"}, RejectReason.ANSWER_NOT_CHECKABLE, "filter"),
        ({"answer": 42}, RejectReason.WRONG_TYPE, "read"),
    ],
)
def test_a_row_is_refused_with_its_reason(changes, reason, stage):
    row = openr1_math_row() | changes
    with pytest.raises(Refused) as refused:
        openr1_math.problem(row, source("openr1_math"), settings())
    assert (refused.value.reason, refused.value.stage) == (reason, stage)


def test_rows_say_which_split_they_are(tmp_path):
    rows = [openr1_math_row(f"{n} + 1?", answer=str(n + 1), uuid=str(n)) for n in range(5)]
    path = write_parquet(tmp_path / "train-00000-of-00001.parquet", rows, OPENR1_MATH)
    held_out = SourceSettings(dataset="openr1_math", split="test", rows=(3, 5), path="anywhere")
    found = list(read(held_out, [path], settings()))
    assert [(one.split, one.native_id) for one in found] == [("test", "3"), ("test", "4")]
    for split in ("train", "valid", "test"):
        assert openr1_math.patterns("default", split) == ("data/train-*.parquet",)
    assert openr1_math.patterns("none", "train") == ()
