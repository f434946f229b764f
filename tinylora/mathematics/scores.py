"""Completions of mathematics problems: each answer found, verified, and rewarded."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from tinylora.mathematics.answer import AnswerChecker
from tinylora.mathematics.file import MathFile, MathRow, RejectedRow
from tinylora.mathematics.length import LengthUnit
from tinylora.mathematics.process import Checked
from tinylora.mathematics.reward import length_credit, math_reward
from tinylora.mathematics.settings import MathRewardSettings
from tinylora.mathematics.text import Where, given_answer, unboxed

Report = Callable[[int, int], None]
"""Called with problems scored, and problems there are."""


@dataclass(frozen=True, slots=True)
class ScoredCompletion:
    """One completion."""

    answer: str
    where: Where
    right: bool
    """The answer is right, in whatever form it stands."""
    why_not_verified: str | None
    tag_present: bool
    tag_at_end: bool
    length: int
    length_credit: float
    reward: float

    @property
    def correct(self) -> bool:
        """Return whether the answer is right and in the tag or a box."""
        return self.right and self.where in (Where.TAG, Where.BOX)


@dataclass(frozen=True, slots=True)
class ScoredProblem:
    """One problem with its completions, in the file's order."""

    row: int
    key: str
    problem: str
    answer: str
    completions: tuple[ScoredCompletion, ...]

    def solved(self, k: int) -> bool:
        """Return whether any of the first k completions is correct."""
        return any(completion.correct for completion in self.completions[:k])


def score_file(
    found: MathFile,
    checker: AnswerChecker,
    unit: LengthUnit,
    settings: MathRewardSettings,
    report: Report,
) -> tuple[list[ScoredProblem], list[RejectedRow]]:
    """Return the problems scored, and every row that is not, both in the file's order.

    Raises:
        JobFailed: no worker of the checker starts.
    """
    problems, rejects = [], list(found.rejects)
    executor = ThreadPoolExecutor(checker.workers, thread_name_prefix="score")
    try:
        waiting = [executor.submit(_score, row, checker, unit, settings) for row in found.rows]
        for done, future in enumerate(as_completed(waiting), start=1):
            scored = future.result()
            (problems if isinstance(scored, ScoredProblem) else rejects).append(scored)
            report(done, len(waiting))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
    return sorted(problems, key=lambda p: p.row), sorted(rejects, key=lambda r: r.row)


def _score(
    row: MathRow, checker: AnswerChecker, unit: LengthUnit, settings: MathRewardSettings
) -> ScoredProblem | RejectedRow:
    gold = unboxed(row.answer)
    readable = checker.check_gold(gold)
    if not readable.right:
        why = readable.why or "it does not equal itself"
        return RejectedRow(row.row, "answer_not_checkable", f"{why}: {gold[:100]}")
    given = [given_answer(text, settings.answer_tag) for text in row.generations]
    checked = {answer: checker.check(gold, answer) for answer in {g.text for g in given if g.text}}
    completions = []
    for answer, length in zip(given, unit.lengths(row.generations), strict=True):
        found = checked.get(answer.text, Checked(False))
        correct = found.right and answer.where in (Where.TAG, Where.BOX)
        form = answer.tag_present, answer.tag_at_end, length
        completions.append(
            ScoredCompletion(
                *(answer.text, answer.where, found.right, found.why),
                *(*form, length_credit(length, settings)),
                reward=math_reward(correct, *form, settings),
            )
        )
    return ScoredProblem(row.row, row.key, row.problem, row.answer, tuple(completions))
