"""extracted: problems as JSON Lines of the earlier projects, which `tinylora export` writes too.

    default         {prompt, test_cases: [{input, output}]}: luogu_rl_data.jsonl; with {function,
                    starter_code} or {answer_language: "mathematics"} where it is no program
    code_contests   code_contests' own columns, those that were kept: code_contests_SPLIT.jsonl

A prompt is a statement, or luogu_dpo's instruction and then one. Where its tests come from the file
does not say: what stands in the statement of a program, line for line, was read off it, and the
rest counts as private. A test case is data and stays as it is written; one that was cut, or that
Luogu wrote for people only, is left out.
"""

from typing import Any

from tinylora.corpus.files.schema import ANYTHING
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources import code_contests, luogu, openr1_math
from tinylora.corpus.sources.calls import call_pairs
from tinylora.corpus.sources.deepcoder_tests import Tests, how_answered
from tinylora.corpus.sources.reader import (
    Reader,
    Row,
    content_id,
    first_line,
    member,
    optional_text,
    text,
)
from tinylora.corpus.statements.cut_tests import is_whole
from tinylora.corpus.statements.language import language_of
from tinylora.corpus.statements.sample_filter import defect
from tinylora.corpus.statements.sample_io import Sample
from tinylora.corpus.statements.task_kind import other_task
from tinylora.problem import Origin, Problem, Refused, RejectReason, TestCase

NEEDED = {
    "default": {"prompt": "string", "test_cases": [{"input": "string", "output": "string"}]},
    "code_contests": {
        name: code_contests.NEEDED[name]
        for name in ("description", "public_tests", "private_tests", "generated_tests")
    },
}
OPTIONAL = {
    # Config default reads neither, and a file of its own may mean something else by them; what
    # config code_contests finds in one is held to its kind row by row.
    **dict.fromkeys(("source", "difficulty"), ANYTHING),
    **dict.fromkeys(("function", "starter_code", "answer_language"), "string"),
}
FILES = {
    ("default", "train"): ("luogu_rl_data.jsonl", "*_train.jsonl"),
    ("default", "valid"): ("*_valid.jsonl",),
    ("default", "test"): ("*_test.jsonl",),
    **{
        ("code_contests", split): (f"code_contests_{split}.jsonl",)
        for split in ("train", "valid", "test")
    },
}


def problem(row: Row, source: SourceSettings, settings: CorpusSettings) -> Problem:
    """Return the problem of one line.

    Raises:
        Refused: no statement, a statement that leans on an image, not a task for one program, no or
            unpaired tests, an answer that nothing can be held to, a bad type.
    """
    if source.config == "code_contests":
        return code_contests.problem(row, source, settings)
    prompt = text(row, "prompt")
    statement = luogu.statement_of(prompt) if luogu.has_instruction(prompt) else prompt
    if not statement.strip():
        raise Refused(RejectReason.EMPTY_STATEMENT, prompt)
    code_contests.refuse_image(statement)
    answered_in = _answered_in(row)
    if answered_in == "c++" and (other := other_task(statement)):
        raise Refused(*other, stage="extract")
    number, title = luogu.heading(statement)
    pairs, extra = _pairs(row), {"platform": "LUOGU"} if number else {}
    how: dict[str, Any] = {"answer_language": answered_in}
    if answered_in == "c++":
        test_cases = _programs_tests(pairs, statement, is_luogu=number is not None)
        dropped = len(pairs) - len(test_cases)
        extra |= {"dropped_pairs": str(dropped)} if dropped else {}
    else:
        if answered_in == "python":
            how, pairs = _called(row, pairs, extra)
        else:
            openr1_math.refuse_unchecked(answer for _, answer in pairs)
        test_cases = tuple(TestCase(*pair, Origin.PRIVATE) for pair in pairs)
    read_off = all(case.origin is Origin.STATEMENT for case in test_cases)
    return Problem(
        dataset=source.dataset,
        config=source.config,
        split=source.split,
        native_id=number or content_id(statement),
        title=title or first_line(statement),
        statement=statement,
        language=language_of(statement),
        test_cases=test_cases,
        trust="statement_samples_only" if read_off else None,
        **how,
        extra=extra,
    )


def native_id(row: Row) -> str | None:
    """Return Luogu's number of a line's problem, else its statement's hash."""
    found = statement(row)
    return found and (luogu.heading(found)[0] or content_id(found))


def statement(row: Row) -> str | None:
    """Return the statement of a line, None where it shows none."""
    prompt = row.get("prompt")
    if isinstance(prompt, str):
        return luogu.statement_of(prompt) if luogu.has_instruction(prompt) else prompt
    return code_contests.statement(row)


def patterns(config: str, split: str) -> tuple[str, ...]:
    """Return what the earlier projects called their files, and any file that names its split."""
    return FILES.get((config, split), ())


def _answered_in(row: Row) -> str:
    """Return the language of a line's answers: a function is asked in Python."""
    if optional_text(row, "function") is not None:
        return "python"
    said = optional_text(row, "answer_language") or "c++"
    if said not in ("c++", "mathematics"):
        known = "there is no function, and it is neither c++ nor mathematics"
        raise Refused(RejectReason.WRONG_TYPE, f"answer_language: {known}: {said:.200}")
    return said


def _called(
    row: Row, pairs: list[tuple[str, str]], extra: dict[str, str]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the fields of a Problem that say which function is called, and how it is tested."""
    starter_code = optional_text(row, "starter_code")
    calls = call_pairs(pairs, starter_code)
    tests = Tests(tuple(calls or pairs), True, row["function"], 0, readable=calls is not None)
    how = how_answered(tests, extra, starter_code)
    return {"starter_code": starter_code, **how}, calls or pairs


def _pairs(row: Row) -> list[tuple[str, str]]:
    if row.get("test_cases") is None:
        raise Refused(RejectReason.MISSING_FIELD, "test_cases is missing or null")
    pairs = [_pair(one) for one in member(row, "test_cases", list)]
    if not pairs:
        raise Refused(RejectReason.NO_TEST_CASES, "test_cases is empty")
    return pairs


def _programs_tests(
    pairs: list[tuple[str, str]], statement: str, is_luogu: bool
) -> tuple[TestCase, ...]:
    """Return the tests of a program that can be judged."""
    kept = [pair for pair in pairs if _defect(*pair, is_luogu) is None]
    if not kept:
        shown = "\n".join(side[:140] for side in pairs[0])
        raise Refused(_defect(*pairs[0], is_luogu), shown, stage="extract")
    lines = _lines(statement)
    return tuple(TestCase(*pair, _origin(*pair, lines)) for pair in kept)


def _defect(given: str, answer: str, is_luogu: bool) -> RejectReason | None:
    """Return why a pair is no test, None where it is one."""
    found = defect(Sample(given, answer)) if is_luogu else None
    return found or (None if is_whole(given, answer) else RejectReason.NO_TEST_CASES)


def _pair(one: object) -> tuple[str, str]:
    if not isinstance(one, dict):
        raise Refused(RejectReason.WRONG_TYPE, f"a test case is no object: {one!r:.200}")
    sides = one.get("input"), one.get("output")
    if None in sides:
        raise Refused(RejectReason.UNPAIRED_TEST_CASES, f"a test case lacks a side: {one!r:.200}")
    if not all(isinstance(side, str) for side in sides):
        raise Refused(RejectReason.WRONG_TYPE, f"a test case holds what is no text: {one!r:.200}")
    return sides


def _origin(given: str, answer: str, statement: str) -> Origin:
    shown = all(_lines(side) in statement for side in (given, answer))
    return Origin.STATEMENT if shown else Origin.PRIVATE


def _lines(written: str) -> str:
    """Return a text between line feeds, without blanks at the ends of its lines."""
    return "\n" + "\n".join(line.strip() for line in written.strip().splitlines()) + "\n"


READER = Reader(
    *(patterns, NEEDED.__getitem__, problem, native_id, OPTIONAL),
    configs=tuple(NEEDED),
    statement=statement,
)
