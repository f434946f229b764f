"""The seam for judges: what everybody who has something judged may count on.

What a pool needs of a memory for judgements, and the one it has where it is given none.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol, Self

from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement


class Judge(ABC):
    """A context manager, made by `open_judge`; an exception in its body ends what runs."""

    judged: int
    """Submissions judged here."""
    reused: int
    """Submissions answered by a judgement made before or on its way."""
    compiler: str
    """The version of what compiles C++; a judgement names its own language's."""
    isolation: str
    """The walls: namespaces, landlock or rlimits."""
    judge_version: str
    """Changes with the judge's own code."""
    workers: int
    """Submissions judged at once; more than a few times as many need not wait here."""

    @property
    @abstractmethod
    def doubtful(self) -> frozenset[str]:
        """Identities of the judgements made since the canaries were last right, once one is wrong.

        Whoever has such a judgement should forget it; before that there are none.
        """

    @abstractmethod
    def submit(self, submission: Submission) -> Future[Judgement]:
        """Return the future judgement; equal submissions share one future, so do not cancel it.

        The future raises JudgeFault where the submission could not be judged, JudgeStopped where
        none can be any more.

        Raises:
            JudgeStopped: a canary got another verdict than its own: nothing is judged any more.
            JudgeFault: this host lacks what the submission's language needs, or judges it wrongly.
        """

    @abstractmethod
    def admit(self, language: str) -> str:
        """Make ready for a language before it is first submitted; return its compiler's version.

        Raises:
            JudgeFault: this host lacks what it needs, or judges it wrongly.
            SettingsError: no language is called that.
        """

    def judge_all(self, submissions: Sequence[Submission]) -> list[Judgement]:
        """Return the judgements in the submissions' order.

        Raises:
            JudgeFault: one of them could not be judged.
        """
        futures = [self.submit(submission) for submission in submissions]
        return [future.result() for future in futures]

    def __enter__(self) -> Self:
        return self

    @abstractmethod
    def __exit__(self, exception: type[BaseException] | None, *_: object) -> None: ...


KEPT = 2048
"""Judgements: more than any rollout batch, a few KiB each."""


class Cache(Protocol):
    """Judgements by their identity. The pool calls it from one thread at a time."""

    def get(self, judgement_id: str, /) -> Judgement | None:
        """Return the judgement, or None where it is not known."""

    def __setitem__(self, judgement_id: str, judgement: Judgement, /) -> None:
        """Remember a judgement."""


class Recent(dict[str, Judgement]):
    """Remembers the latest `KEPT` judgements, so that a long run's memory does not grow."""

    def __setitem__(self, judgement_id: str, judgement: Judgement) -> None:
        super().__setitem__(judgement_id, judgement)
        if len(self) > KEPT:
            del self[next(iter(self))]
