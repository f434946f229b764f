"""OpenR1-Math-220k: problems of mathematics with one right answer each, from NuminaMath 1.5.

Parquet on the hub: `data/` (config "default", 94,000 rows) and `extended/`; `all/` holds both. It
has one split of its own, so the source's `rows` say which rows are trained on, chosen by and held
out. Its generations, most of the bytes, are another model's reasoning and are not read.

A problem is kept if a completion can be held to its answer: math-verify reads it, and finds it
equal to itself. Proofs, problems without an answer and those that lean on a picture are refused.
"""

import re
from collections.abc import Iterable
from functools import cache

from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reader import (
    Reader,
    Row,
    content_id,
    optional_text,
    shown_name,
    shown_text,
    text,
)
from tinylora.mathematics.answer import AnswerChecker
from tinylora.mathematics.settings import CheckSettings
from tinylora.mathematics.text import unboxed
from tinylora.problem import Origin, Problem, Refused, RejectReason, TestCase

NEEDED = {"problem": "string", "answer": "string"}
OPTIONAL = {
    "problem_type": "string",
    "question_type": "string",
    "source": "string",
    "uuid": "string",
}
FOLDERS = {
    "default": ("data/train-*.parquet",),
    "extended": ("extended/train-*.parquet",),
    "all": ("all/default-*.parquet", "all/extended-*.parquet"),
}
PROOF, NO_ANSWER = "proof", "notfound"
"""What stands in place of an answer."""
MULTIPLE_CHOICE = "MCQ"
_IMAGE = re.compile(
    r"!\[[^\]!]*(?:!(?!\[)[^\]!]*)*\]\(|\\includegraphics|<img\b|\[asy\]", re.IGNORECASE
)
"""No "![" is in the first one's brackets: a text full of them would be read once for each."""
_LETTER = re.compile(r"\(?([A-E])[).]?")


def problem(row: Row, source: SourceSettings, settings: CorpusSettings) -> Problem:
    """Return the problem of one row; its answer is its one test case.

    Raises:
        Refused: no statement, one that leans on a picture, a proof, no answer, an answer that
            names a choice which the statement does not show, or one nothing can be held to.
    """
    statement = text(row, "problem")
    if not statement.strip():
        raise Refused(RejectReason.EMPTY_STATEMENT, statement)
    if picture := _IMAGE.search(statement):
        raise Refused(RejectReason.IMAGE_STATEMENT, statement[max(0, picture.start() - 100) :])
    kind, topic = optional_text(row, "question_type"), optional_text(row, "problem_type")
    answer = _answer(row, kind)
    if kind == MULTIPLE_CHOICE and not _shows_choice(statement, answer):
        raise Refused(RejectReason.CHOICES_NOT_SHOWN, f"{answer}: {statement[-200:]}", "extract")
    refuse_unchecked([answer])
    platform = optional_text(row, "source")
    known = {"source": platform, "question_type": kind}
    return Problem(
        dataset=source.dataset,
        config=source.config,
        split=source.split,
        native_id=native_id(row) or content_id(statement),
        title="",
        statement=statement,
        language="en",
        answer_language=READER.answer_language,
        test_cases=(TestCase("", answer, Origin.PRIVATE),),
        tags=(topic,) if topic else (),
        extra={name: value for name, value in known.items() if value},
    )


def native_id(row: Row) -> str | None:
    """Return the source's name of a row."""
    return shown_name(row, "uuid")


def statement(row: Row) -> str | None:
    """Return the statement of a row, None where it shows none."""
    return shown_text(row, "problem")


def patterns(config: str, split: str) -> tuple[str, ...]:
    """Return where rows lie: the same files for every split."""
    return FOLDERS.get(config, ())


def _answer(row: Row, kind: str | None) -> str:
    """Return the right answer without its box.

    Raises:
        Refused: the problem has none.
    """
    answer = unboxed(optional_text(row, "answer") or "")
    if PROOF in (answer.casefold(), kind):
        raise Refused(RejectReason.PROOF, answer or "question_type is proof", "filter")
    if not answer or answer.casefold() == NO_ANSWER:
        raise Refused(RejectReason.NO_ANSWER, answer or "answer is missing, null or blank")
    return answer


def _shows_choice(statement: str, answer: str) -> bool:
    """Tell whether an answer can be known: a letter alone says nothing without its choices."""
    letter = _LETTER.fullmatch(answer)
    if letter is None:
        return True
    mark = rf"(?<![A-Za-z]){letter[1]}\s*(?:\}}\s*)?[).:]|\\text\w*\{{\s*\(?{letter[1]}"
    return re.search(mark, statement) is not None


def refuse_unchecked(answers: Iterable[str]) -> None:
    """Refuse right answers that nothing can be held to."""
    for answer in answers:
        found = _checker().check_gold(answer)
        if not found.right:
            why = found.why or "it does not equal itself"
            raise Refused(RejectReason.ANSWER_NOT_CHECKABLE, f"{why}: {answer}", "filter")


@cache
def _checker() -> AnswerChecker:
    """Return the one that this process has; its worker starts at the first answer."""
    return AnswerChecker(CheckSettings(workers=1))


READER = Reader(
    patterns,
    lambda config: NEEDED,
    problem,
    native_id,
    OPTIONAL,
    answer_language="mathematics",
    configs=tuple(FOLDERS),
    statement=statement,
)
