"""Mathematics: a program is an answer, and math-verify holds it against the right one.

Nothing runs in a box. An answer is read out of the completion, and the workers of
`tinylora.mathematics` compare it, under limits of their own. So that every judgement is made,
cached, vouched for and stored in one way, it goes through the pool like a program.

NC: neither an answer tag nor a box. CE: nothing in it can be read. WA: another answer, or one that
math-verify cannot hold against the right one. TLE, MLE, RE: comparing took too long, took too much
memory, or ended the worker twice.
"""

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

from tinylora.code_identity import code_version
from tinylora.entry_points import MATHEMATICS as CODE
from tinylora.errors import JobFailed, JudgeFault
from tinylora.judge.languages.language import Canary, Compiled
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Verdict
from tinylora.judge.walls.sandbox import Sandbox
from tinylora.judge.walls.walls import Access
from tinylora.mathematics.answer import AnswerChecker
from tinylora.mathematics.process import Checked
from tinylora.mathematics.settings import CheckSettings
from tinylora.mathematics.text import Where, given_answer, unboxed
from tinylora.problem import Origin, TestCase

LIBRARIES = ("math-verify", "latex2sympy2_extended", "sympy")
"""Those whose version can change a verdict."""
ENDED = {
    "time limit": Verdict.TLE,
    "memory limit": Verdict.MLE,
    "crashed": Verdict.RE,
}
"""What ended a comparison, as a verdict."""


class Mathematics:
    """See `Language`."""

    name = "mathematics"
    compares_itself = True

    def extract(self, text: str, code_block: Literal["last", "first"] = "last") -> str | None:
        """Return what stands in the last answer tag, else in the last box; None: in neither.

        `code_block` says nothing here: a completion that answers twice has corrected itself.
        """
        given = given_answer(text)
        return given.text if given.tag_present or given.where is Where.BOX else None

    def is_complete(self, text: str) -> bool:
        """Return False: what answers twice has corrected itself, so it is heard out."""
        return False

    def find(self, settings: JudgeSettings) -> "MathVerify":
        """Return what compares answers, with as many workers as the judge has.

        Raises:
            JudgeFault: math-verify is not installed.
        """
        chosen = settings.mathematics
        if chosen.workers is None:
            chosen = chosen.model_copy(update={"workers": settings.workers})
        return MathVerify(chosen)

    def canaries(self) -> tuple[Canary, ...]:
        """Return one for each of AC, WA and CE.

        None for TLE: it would take the whole time limit of a worker at every round.
        """
        cases = (TestCase("", r"\frac{1}{2}", Origin.PRIVATE),)
        found = {Verdict.AC: "0.5", Verdict.WA: "0.25", Verdict.CE: "\\"}
        return tuple(
            Canary(verdict, answer, cases, time_limit_s=1.0, memory_limit_mb=64)
            for verdict, answer in found.items()
        )


class MathVerify:
    """See `Compiler`. Its worker processes start with the first answer.

    Args:
        settings: what comparing an answer may cost; part of the version.

    Raises:
        JudgeFault: math-verify is not installed.
    """

    access = Access()

    def __init__(self, settings: CheckSettings) -> None:
        self._checker = AnswerChecker(settings)
        try:
            libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
        except PackageNotFoundError as error:
            raise JudgeFault(
                f"{error.name} is not installed: pip install math-verify, which brings it"
            ) from error
        self.version = (
            f"{libraries}, code {code_version(CODE)}, {settings.time_limit_s:g} s, "
            f"{settings.memory_limit_mb} MiB, {settings.longest_answer} characters"
        )

    def prepare(self, folder: Path, kept: Path) -> None:
        """Put nothing beside the boxes."""

    def compile(
        self, sandbox: Sandbox, source: str, limits: dict[str, Any], slowness: float
    ) -> Compiled:
        """Refuse an answer in which nothing can be read; the sandbox is left alone.

        Raises:
            JudgeFault: no worker starts, or the host lets none go on.
        """
        found = _asked(self._checker.check_readable, source)
        if not found.right:
            return Compiled(_complaint(found.why, self._checker.settings))
        answer = source.encode("utf-8", "surrogatepass")
        return Compiled(None, answer=answer, compare=partial(self._compare, source))

    def close(self) -> None:
        """End the workers."""
        self._checker.close()

    def _compare(self, answer: str, expected: str) -> tuple[Verdict, str]:
        found = _asked(self._checker.check, unboxed(expected), answer)
        if found.right:
            return Verdict.AC, ""
        if found.why is None:
            return Verdict.WA, "another answer"
        return ENDED.get(found.why, Verdict.WA), f"not verified: {found.why}"


MATHEMATICS = Mathematics()


def _asked(check: Any, *texts: str) -> Checked:
    """Return what a check of the checker finds.

    Raises:
        JudgeFault: that says nothing about the answer.
    """
    try:
        found = check(*texts)
    except JobFailed as error:
        raise JudgeFault(f"answers cannot be compared: {error}") from error
    if found.why == "wall time":
        raise JudgeFault(
            "comparing an answer got no CPU for minutes: look at the host's load, or lower "
            "judge.workers"
        )
    return found


def _complaint(why: str | None, settings: CheckSettings) -> str:
    if why is None:
        return "an answer without a character"
    if why == "too long":
        return f"an answer of more than {settings.longest_answer} characters"
    if why == "time limit":
        return f"reading the answer takes more than {settings.time_limit_s:g} s of CPU time"
    return f"the answer cannot be read: {why}"
