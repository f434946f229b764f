"""Answers compared with the right ones by math-verify, in workers that cannot hang the run.

An answer is right, not right, or not verified, and then `why` says what was in the way; it counts
as not right. A worker that does not even start is our fault and raises.
"""

import os
import queue
from typing import Self

from tinylora.mathematics.process import Checked, Worker
from tinylora.mathematics.settings import CheckSettings
from tinylora.mathematics.text import reading, same_by_text


class AnswerChecker:
    """Compare answers; from as many threads as there are workers without waiting.

    A context manager; its workers end with it, and with this process however it ends.
    """

    def __init__(self, settings: CheckSettings) -> None:
        self.settings = settings
        self.workers = settings.workers or len(os.sched_getaffinity(0))
        self._free: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._all = [Worker(settings) for _ in range(self.workers)]
        for worker in self._all:
            self._free.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers; whoever waits for one is told."""
        for worker in self._all:
            worker.close()

    def check(self, gold: str, answer: str) -> Checked:
        """Return whether `answer` is `gold`; either may be LaTeX, plain, or words.

        Raises:
            JobFailed: no worker starts.
        """
        if max(len(gold), len(answer)) > self.settings.longest_answer:
            return Checked(False, "too long")
        settled = same_by_text(gold, answer)
        return self._compare(gold, answer) if settled is None else Checked(settled)

    def check_gold(self, gold: str) -> Checked:
        """Return whether `gold` can be read and equals itself: else no answer can be held to it."""
        if len(gold) > self.settings.longest_answer:
            return Checked(False, "too long")
        if same_by_text(gold, "?") is not None:  # words, or nothing at all: text settles it
            return Checked(bool(same_by_text(gold, gold)), None)
        return self._compare(gold, gold)

    def check_readable(self, answer: str) -> Checked:
        """Return whether there is anything in `answer` to compare; words are, as they stand.

        Raises:
            JobFailed: no worker starts.
        """
        if len(answer) > self.settings.longest_answer:
            return Checked(False, "too long")
        if same_by_text(answer, "?") is not None:  # words, or nothing at all
            return Checked(bool(same_by_text(answer, answer)))
        return self._ask({"answer": reading(answer)})

    def _compare(self, gold: str, answer: str) -> Checked:
        return self._ask({"gold": reading(gold), "answer": reading(answer)})

    def _ask(self, request: dict[str, str]) -> Checked:
        worker = self._free.get()
        try:
            found = worker.ask(request)
            # Once more in a fresh one: what ends a worker may be the machine's, or its own age.
            return worker.ask(request) if found.why in ("crashed", "memory limit") else found
        finally:
            self._free.put(worker)
