"""extracted: problems as JSON Lines of the earlier projects, which `tinylora export` writes too.

    default         {prompt, test_cases: [{input, output}]}: luogu_rl_data.jsonl
    code_contests   code_contests' own columns, those that were kept: code_contests_SPLIT.jsonl

A prompt is a statement, or luogu_dpo's instruction and then one. Where its tests come from the file
does not say: what stands in the statement, line for line, was read off it, and the rest counts as
private. A test case is data and stays as it is written; one that was cut, or that Luogu wrote for
people only, is left out.
"""

from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources import code_contests, luogu
from tinylora.corpus.sources.reader import Reader, Row, content_id, first_line, member, text
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
OPTIONAL = {name: code_contests.NEEDED[name] for name in ("source", "difficulty")}
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
        Refused: no statement, a statement that leans on an image, not a task for one C++ program,
            no or unpaired tests, a bad type.
    """
    if source.config == "code_contests":
        return code_contests.problem(row, source, settings)
    prompt = text(row, "prompt")
    statement = luogu.statement_of(prompt) if luogu.has_instruction(prompt) else prompt
    if not statement.strip():
        raise Refused(RejectReason.EMPTY_STATEMENT, prompt)
    code_contests.refuse_image(statement)
    if other := other_task(statement):
        raise Refused(*other, stage="extract")
    number, title = luogu.heading(statement)
    test_cases, dropped = _test_cases(row, statement, is_luogu=number is not None)
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
        extra=({"platform": "LUOGU"} if number else {})
        | ({"dropped_pairs": str(dropped)} if dropped else {}),
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


def _test_cases(row: Row, statement: str, is_luogu: bool) -> tuple[tuple[TestCase, ...], int]:
    """Return the tests that can be judged, and how many cannot."""
    if row.get("test_cases") is None:
        raise Refused(RejectReason.MISSING_FIELD, "test_cases is missing or null")
    pairs = [_pair(one) for one in member(row, "test_cases", list)]
    if not pairs:
        raise Refused(RejectReason.NO_TEST_CASES, "test_cases is empty")
    kept = [pair for pair in pairs if _defect(*pair, is_luogu) is None]
    if not kept:
        shown = "\n".join(side[:140] for side in pairs[0])
        raise Refused(_defect(*pairs[0], is_luogu), shown, stage="extract")
    lines = _lines(statement)
    made = (TestCase(*pair, _origin(*pair, lines)) for pair in kept)
    return tuple(made), len(pairs) - len(kept)


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
