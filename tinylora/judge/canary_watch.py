"""The canaries: which there are, when they are due again, and what is in doubt once one is wrong.

A judgement is handed out as soon as it is made. It is vouched for by the next canaries that are
right; those made since the last right ones are in doubt when a canary is wrong.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tinylora.errors import JudgeFault, JudgeStopped
from tinylora.judge.languages.registry import find_language
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement, Verdict

log = logging.getLogger(__name__)


def canaries(language: str) -> list[tuple[Verdict, Submission]]:
    """Return a language's canaries with the verdict that each must get."""
    return [
        (
            one.verdict,
            Submission(
                one.source,
                one.test_cases,
                one.time_limit_s,
                one.memory_limit_mb,
                language=language,
            ),
        )
        for one in find_language(language).canaries()
    ]


def must_be(want: Verdict, got: Judgement) -> None:
    """Raise JudgeFault unless a canary got the verdict it must get."""
    if got.verdict is not want:
        why = got.first_failure.message if got.first_failure else "it passed"
        raise JudgeFault(
            f"the {want} canary got {got.verdict} ({why}): this host does not judge rightly; look "
            f"at its load, its memory and {got.compiler}"
        )


class CanaryWatch:
    """Of one pool; called from its threads.

    Args:
        every: judgements from one round of canaries to the next; 0: no rounds.
    """

    def __init__(self, every: int) -> None:
        self._every = every
        self._lock = threading.Lock()
        self._unvouched: list[str] = []
        self._flying = False
        self._stopped: str | None = None
        self._given_up = False

    def raise_if_stopped(self) -> None:
        """Raise JudgeStopped from the moment a canary was wrong."""
        if self._stopped:
            raise JudgeStopped(self._stopped)

    @property
    def doubtful(self) -> frozenset[str]:
        """The judgements in doubt; none as long as the canaries are right."""
        with self._lock:
            return frozenset(self._unvouched if self._stopped else ())

    def is_due_after(self, judgement_id: str) -> bool:
        """Note a judgement; return whether the caller is to judge the canaries now."""
        with self._lock:
            if self._every:
                self._unvouched.append(judgement_id)
            due = 0 < self._every <= len(self._unvouched) and not self._flying
            self._flying |= due
            return due

    def give_up(self) -> None:
        """From now on a round that fails was interrupted, and says nothing about the canaries."""
        self._given_up = True

    @contextmanager
    def round(self) -> Iterator[None]:
        """Vouch for what was judged before the body, or stop for good where the body raises."""
        with self._lock:
            before = len(self._unvouched)
        try:
            yield
        except Exception as fault:
            if self._given_up:
                raise
            with self._lock:
                self._stopped = (
                    f"{fault}. The judge stops; {len(self._unvouched)} judgements made since the "
                    "canaries were last right are in doubt"
                )
            log.error("%s", self._stopped)
            raise JudgeStopped(self._stopped) from fault
        else:
            with self._lock:
                del self._unvouched[:before]
        finally:
            self._flying = False
