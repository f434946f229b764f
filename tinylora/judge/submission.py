"""What is handed to the judge: a source, its test cases and the limits of its problem."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from tinylora.errors import SettingsError
from tinylora.identity import fingerprint, sha256
from tinylora.judge.checkers.checker import TOKENS, Checker
from tinylora.judge.languages.registry import find_language
from tinylora.judge.settings import JudgeSettings, Standard
from tinylora.problem import StoredProblem, TestCase


@dataclass(frozen=True, slots=True)
class Submission:
    """One program to judge. Judged with the judge's own limits where its problem states none."""

    source: str | None
    """The program as it stands. None: the completion held no code, and the verdict is NC."""
    test_cases: tuple[TestCase, ...]
    time_limit_s: float | None = None
    memory_limit_mb: int | None = None
    checker: Checker = TOKENS
    stop_at_first_failure: bool | None = None
    """Leave out the cases after the first failure. None: as the judge's settings say."""
    language: str = "c++"
    """One of `tinylora/judge/languages/registry.py`."""
    standard: Standard | None = None
    """-std of a C++ program. None: as the judge's settings say."""
    function: str | None = None
    """What a Python program defines, and is called with the JSON values of the input's lines; the
    output is the JSON of its result. None: the program reads the input itself."""

    def __post_init__(self) -> None:
        find_language(self.language)
        if not self.test_cases:
            raise SettingsError(
                "a submission with 0 test cases cannot be judged: leave such problems out"
            )
        if self.time_limit_s is not None and not self.time_limit_s > 0:
            raise SettingsError(
                f"time_limit_s = {self.time_limit_s}: give CPU seconds above 0, or None"
            )
        if self.memory_limit_mb is not None and not self.memory_limit_mb > 0:
            raise SettingsError(
                f"memory_limit_mb = {self.memory_limit_mb}: give MiB above 0, or None"
            )
        called(self.function, self.language)
        if self.standard not in (None, *get_args(Standard)):
            raise SettingsError(
                f"standard = {self.standard!r}: one of {', '.join(get_args(Standard))}, or None"
            )

    @property
    def source_sha(self) -> str | None:
        """SHA-256 of the source."""
        return None if self.source is None else sha256(self.source)

    def limits(self, settings: JudgeSettings) -> dict[str, Any]:
        """Return all that this submission is judged under; the problem's where it states one."""
        return {
            "time_limit_s": self.time_limit_s or settings.time_limit_s,
            "memory_limit_mb": min(
                self.memory_limit_mb or settings.memory_limit_mb, settings.memory_limit_mb
            ),
            "output_limit_kb": settings.output_limit_kb,
            "process_limit": settings.process_limit,
            "source_limit_kb": settings.source_limit_kb,
            "compile_time_limit_s": settings.compile_time_limit_s,
            "compile_memory_mb": settings.compile_memory_mb,
            "language": self.language,
            "standard": self.standard or settings.standard,
            "defines": list(settings.defines),
            "checker": str(self.checker),
            "stop_at_first_failure": (
                settings.stop_at_first_failure
                if self.stop_at_first_failure is None
                else self.stop_at_first_failure
            ),
            **called(self.function),
        }


def source_in(
    text: str, problem: StoredProblem, code_block: Literal["last", "first"] = "last"
) -> str | None:
    """Return what a completion answers, in its problem's language; None where it holds nothing."""
    extract = find_language(problem.answer_language).extract
    return extract(text, code_block, **called(problem.function, problem.answer_language))


def called(function: str | None, language: str = "python") -> dict[str, str]:
    """Return how a language is told of the function that is asked for; most know of none.

    Raises:
        SettingsError: this one knows of none, or it is no name.
    """
    if function is None:
        return {}
    if language != "python" or not function.isidentifier():
        raise SettingsError(
            f"function = {function!r} in {language}: give the name of a function of a python "
            "program, or None"
        )
    return {"function": function}


def submission_of(
    source: str | None,
    problem: StoredProblem,
    test_cases: tuple[TestCase, ...] | None = None,
    stop_at_first_failure: bool | None = None,
) -> Submission:
    """Return a program (None: there is none) with its problem's language, limits and checker.

    Args:
        source: the program.
        problem: that it is meant to solve.
        test_cases: to run instead of the problem's own.
        stop_at_first_failure: as in `Submission`.
    """
    cases = problem.test_cases if test_cases is None else test_cases
    limits = (problem.time_limit_s, problem.memory_limit_mb)
    checker = Checker.parse(problem.checker)
    return Submission(
        *(source, cases, *limits, checker, stop_at_first_failure),
        **{"language": problem.answer_language, "function": problem.function},
        standard=problem.standard,
    )


def cases_sha(test_cases: Iterable[TestCase]) -> str:
    """Return 16 hex digits over inputs and outputs, in order; a case's origin changes nothing."""
    return fingerprint([[sha256(case.input), sha256(case.output)] for case in test_cases])


def judgement_id(
    source_sha: str | None,
    cases: str,
    limits: dict[str, Any],
    compiler: str,
    judge_version: str,
    isolation: str,
) -> str:
    """Return the identity of a judgement: whatever could change its verdict, and nothing else.

    The isolation counts by its name: a program sees other files in each (`stat`, `/proc`), so what
    it gets behind one must not stand for what it gets behind another.
    """
    return fingerprint([source_sha, cases, limits, compiler, judge_version, isolation])
