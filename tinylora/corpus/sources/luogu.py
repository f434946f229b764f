"""luogu_dpo: Chinese statements whose only tests are the samples inside them.

One JSON file at the root of the hub's repository, each problem in it twice. A problem is the first
turn of `conversations`: an instruction, then markdown. A program that prints the samples' outputs
would pass, and `trust` says so.
"""

import re
from typing import Any

from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.reader import Reader, Row, content_id
from tinylora.corpus.statements.sample_filter import defect, is_ascii, normalised
from tinylora.corpus.statements.sample_io import Sample, samples
from tinylora.corpus.statements.task_kind import asks_for_a_function, other_task
from tinylora.problem import Origin, Problem, Refused, RejectReason, TestCase

NEEDED = {"conversations": [{"value": "string"}]}

_CONTENT = re.compile(r"题目内容\s*[:：]\s*")
_HEADING = re.compile(
    r"#(?!#)[ \t]*(?:(?P<id>[A-Za-z][A-Za-z_]*[0-9][A-Za-z0-9_]*)(?!\S))?[ \t]*(?P<title>[^\n]*)"
)
_CONTEST = re.compile(r"\[([^\]]+)\]")


def problem(row: Row, source: SourceSettings, settings: CorpusSettings) -> Problem:
    """Return the problem of one row.

    Raises:
        Refused: no statement, not a task for one C++ program, or no sample that can be judged.
    """
    statement = statement_of(_prompt(row))
    if not statement:
        raise Refused(RejectReason.EMPTY_STATEMENT, _prompt(row))
    if other := other_task(statement):
        raise Refused(*other, stage="extract")
    native, title = heading(statement)
    contest = _CONTEST.match(title)
    return Problem(
        dataset=source.dataset,
        config=source.config,
        split=source.split,
        native_id=native or content_id(statement),
        title=title,
        statement=statement,
        language="zh",
        test_cases=_test_cases(statement, settings),
        trust="statement_samples_only",
        extra={"contest": contest[1]} if contest else {},
    )


def native_id(row: Row) -> str | None:
    """Return the P number of a row, None where it shows none."""
    found = statement(row)
    return None if found is None else heading(found)[0]


def statement(row: Row) -> str | None:
    """Return the statement of a row, None where it shows none."""
    try:
        return statement_of(_prompt(row))
    except Refused:
        return None


def patterns(config: str, split: str) -> tuple[str, ...]:
    """Return where rows lie: only config "default", only train."""
    return ("*.json", "*.jsonl") if (config, split) == ("default", "train") else ()


def _prompt(row: Row) -> str:
    turns: Any = row.get("conversations")
    if turns is None:
        raise Refused(RejectReason.MISSING_FIELD, "conversations is missing or null")
    first = turns[0] if isinstance(turns, list) and turns else None
    value = first.get("value") if isinstance(first, dict) else None
    if not isinstance(value, str):
        raise Refused(RejectReason.WRONG_TYPE, f"conversations[0].value is no text: {turns!r:.200}")
    return value


def has_instruction(prompt: str) -> bool:
    """Tell whether the problem stands after an instruction."""
    return _CONTENT.search(prompt) is not None


def statement_of(prompt: str) -> str:
    """Return the problem without the instruction before it."""
    opening = _CONTENT.search(prompt)
    return prompt[opening.end() if opening else 0 :].strip()


def heading(statement: str) -> tuple[str | None, str]:
    """Return ("P1006", "[NOIP 2008 提高组] 传纸条") of "# P1006 [NOIP 2008 提高组] 传纸条"."""
    found = _HEADING.match(statement)
    return (found["id"], found["title"].strip()) if found else (None, "")


def _test_cases(statement: str, settings: CorpusSettings) -> tuple[TestCase, ...]:
    """Return the samples that can be judged; one that cannot does not spoil the others."""
    found = samples(statement)
    if asks_for_a_function(statement, [sample.input for sample in found]):
        raise Refused(RejectReason.INTERACTIVE, _shown(found[0]), stage="extract")
    if settings.non_ascii_samples == "normalise":
        found = [normalised(sample) for sample in found]
    whole = [sample for sample in found if defect(sample) is None]
    if not whole:
        raise Refused(defect(found[0]), _shown(found[0]), stage="extract")
    kept = [sample for sample in whole if settings.non_ascii_samples == "keep" or is_ascii(sample)]
    if not kept:
        raise Refused(RejectReason.NOT_ASCII, _shown(whole[0]), stage="filter")
    return tuple(TestCase(_lines(s.input), _lines(s.output), Origin.STATEMENT) for s in kept)


def _lines(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _shown(sample: Sample) -> str:
    return f"input: {sample.input[:140]}\noutput: {sample.output[:140]}"


READER = Reader(patterns, lambda config: NEEDED, problem, native_id, statement=statement)
