"""What a pool needs of a memory for judgements, and the one it has where it is given none."""

from typing import Protocol

from tinylora.judge.verdict import Judgement

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
