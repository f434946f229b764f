"""Judge every sample program, look for flaws and leaks; exit status 1 if anything is off.

A reference must be AC on all its test cases, whose answers come from another solution, in another
language; a wrong solution must get exactly the verdict it is said to get. So this checks the
problems and the judge against each other.
"""

import logging
import re
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import as_completed
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import typer
from rich.progress import Progress

from samples.problem import SampleProblem
from samples.problems import all_problems
from tinylora.corpus.quality.checker_choice import choose_checker
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.judge import Judge
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Verdict
from tinylora.problem import Origin, TestCase

MINIMUM_CASES = 8
MINIMUM_PRIVATE = 3
MOST_PUBLIC = 3

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Expectation:
    """One program and the verdict it must get."""

    name: str
    verdict: Verdict
    submission: Submission


def expectations(problems: Iterable[SampleProblem]) -> list[Expectation]:
    """Return what must hold of each problem: its reference is AC, its wrong solutions are not.

    Raises:
        ValueError: a wrong solution is said to be AC, or to get a verdict there is not.
    """
    expected = []
    for problem in problems:
        programs = [("reference", problem.reference, Verdict.AC)]
        for wrong in problem.wrong:
            verdict = Verdict(wrong.verdict)
            if verdict is Verdict.AC:
                raise ValueError(f"{problem.slug}: a wrong solution cannot be AC ({wrong.why})")
            programs.append((wrong.why, wrong.source, verdict))
        for what, source, verdict in programs:
            name = f"{problem.slug}: {what}"
            expected.append(Expectation(name, verdict, _submission(problem, source)))
    return expected


def surprises(
    expected: Iterable[Expectation], judge: Judge, landed: Callable[[], object]
) -> list[str]:
    """Return a line for every program that gets another verdict; calls `landed` after each.

    Raises:
        JudgeFault: a program could not be judged.
    """
    futures = {}
    for expectation in expected:
        futures.setdefault(judge.submit(expectation.submission), []).append(expectation)
    lines = []
    for future in as_completed(futures):
        judgement = future.result()
        for expectation in futures[future]:
            landed()
            if judgement.verdict is not expectation.verdict:
                failure = judgement.first_failure
                why = f" ({failure.message})" if failure else ""
                lines.append(
                    f"{expectation.name}: {judgement.verdict}{why}, not {expectation.verdict}"
                )
    return sorted(lines)


def flaws(problems: Iterable[SampleProblem]) -> list[str]:
    """Return a line for every rule of the samples (README.md) that a problem breaks."""
    lines = []
    for problem in problems:
        cases = problem.cases
        texts = [text for case in cases for text in (case.input, case.output)]
        public, private = (len(problem.cases_of(origin)) for origin in ("public", "private"))
        sources = [problem.reference, *(wrong.source for wrong in problem.wrong)]
        for broken, said in (
            (len(cases) < MINIMUM_CASES, f"{len(cases)} test cases, {MINIMUM_CASES} needed"),
            (len({case.input for case in cases}) < len(cases), "two test cases have one input"),
            (not 1 <= public <= MOST_PUBLIC, f"{public} test cases in data/sample, not 1 to 3"),
            (private < MINIMUM_PRIVATE, f"{private} private test cases, {MINIMUM_PRIVATE} needed"),
            (not all(text.endswith("\n") for text in texts), "a test file ends without a new line"),
            (not all(text.isascii() for text in texts), "a test file is not ASCII"),
            (len(problem.wrong) != 2, f"{len(problem.wrong)} wrong solutions, 2 needed"),
            (len(set(sources)) < len(sources), "two of its programs are the same"),
            (
                (problem.starter_code is None) != (problem.fn_name is None),
                "fn_name and starter_code go together",
            ),
            (
                bool(re.search("[\u4e00-\u9fff]", problem.statement))
                != (problem.home == "luogu_dpo"),
                "luogu_dpo is in Chinese, and nothing else is",
            ),
        ):
            if broken:
                lines.append(f"{problem.slug}: {said}")
    return lines


def leaks(problems: Iterable[SampleProblem]) -> list[str]:
    """Return a line for every two problems of different splits that are the same task.

    The same means: one slug, one statement (letters and digits alone count), or one reference
    program (blanks aside). Equal test inputs prove nothing: many tasks read one integer.
    """
    lines = []
    for one, other in combinations(problems, 2):
        if one.split == other.split:
            continue
        for what, same in (
            ("slug", one.slug == other.slug),
            ("statement", _letters(one.statement) == _letters(other.statement)),
            ("reference", one.reference.split() == other.reference.split()),
        ):
            if same:
                lines.append(
                    f"{one.slug} ({one.split}) and {other.slug} ({other.split}) share their {what}"
                )
    return lines


def _submission(problem: SampleProblem, source: str) -> Submission:
    cases = tuple(TestCase(case.input, case.output, Origin(case.origin)) for case in problem.cases)
    asked = f"{problem.statement}\n{problem.output_format}"
    checker = Checker.parse(choose_checker(asked, (case.output for case in cases)))
    return Submission(source, cases, problem.time_limit_s, problem.memory_limit_mb, checker)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.casefold())


def main() -> None:
    """Judge all sample programs."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    problems = all_problems()
    expected = expectations(problems)
    complaints = flaws(problems) + leaks(problems)
    with (
        tempfile.TemporaryDirectory(prefix="samples-check-") as scratch,
        open_judge(JudgeSettings(), Path(scratch)) as judge,
        Progress(transient=True) as progress,
    ):
        task = progress.add_task(f"{len(problems)} problems", total=len(expected))
        complaints += surprises(expected, judge, lambda: progress.advance(task))
    for line in complaints:
        logger.error("%s", line)
    logger.info(
        "%d problems, %d programs, %d complaints", len(problems), len(expected), len(complaints)
    )
    raise typer.Exit(1 if complaints else 0)


if __name__ == "__main__":
    typer.run(main)
