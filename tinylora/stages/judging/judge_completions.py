"""Judge an evaluation's completions as they arrive, and store what is judged.

A kill costs at most the judgements of the last few seconds: what is stored is not asked for again,
and what was ever judged is not judged again.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission, source_in, submission_of
from tinylora.judge.verdict import Judgement
from tinylora.problem import StoredProblem
from tinylora.stages.corpus.problem_set import cases_of
from tinylora.stages.judging.judgements import Ledger, judging, reuse
from tinylora.stages.judging.rows import completion_row, distinct
from tinylora.stages.progress import Progress, Report
from tinylora.warehouse import Warehouse

CASES_KEPT = 16
STORE_EVERY_S = 5.0
"""What a kill can cost in judged completions."""
PENDING = 64
"""Completions at the judge at most: each holds on to the test cases of its problem."""


@dataclass(frozen=True)
class Judging:
    """Whose completions they are, and what they are judged on."""

    evaluation_id: str
    problems: tuple[StoredProblem, ...]
    samples_per_problem: int
    judge: JudgeSettings
    code_block: Literal["last", "first"]
    max_cases: int | None
    max_case_bytes: int | None

    def submissions(
        self, completions: Iterable[dict[str, Any]], warehouse: Warehouse
    ) -> tuple[int, Iterator[tuple[dict[str, Any], Submission]]]:
        """Return how many are stored, and the others as they come, each with what to judge."""
        by_key = {problem.problem_key: problem for problem in self.problems}
        budget = (self.max_cases, self.max_case_bytes)
        # Samples of one problem come close together; all problems' tests at once may be gigabytes.
        tests = lru_cache(CASES_KEPT)(lambda key: cases_of([by_key[key]], warehouse, *budget)[key])
        stored = warehouse.rows("select_stored_completions", evaluation_id=self.evaluation_id)
        done = {(row["problem_key"], row["sample"]) for row in stored}

        def missing() -> Iterator[tuple[dict[str, Any], Submission]]:
            for completion in completions:
                place = (completion["problem_key"], completion["sample"])
                if place not in done:
                    done.add(place)
                    problem = by_key[completion["problem_key"]]
                    source = source_in(completion["text"], problem, self.code_block)
                    yield completion, submission_of(source, problem, tests(problem.problem_key))

        return len(done), missing()


def judge_completions(
    work: Judging,
    completions: Iterable[dict[str, Any]],
    warehouse: Warehouse,
    home: Path,
    report: Report,
) -> None:
    """Judge and store what of `completions` is not stored yet; taken one by one, as they come.

    Raises:
        JudgeFault: the judge failed twice in a row.
        WarehouseBusy: another process held the file for longer than the patience.
    """
    stored, missing = work.submissions(completions, warehouse)
    total = len(work.problems) * work.samples_per_problem
    with judging(work.judge, home, warehouse) as (judge, ledger):
        report(Progress(stored, total, f"judge: {judge.compiler}, isolation {judge.isolation}"))
        waiting = _Waiting(ledger, work.evaluation_id, stored, total, report)
        for completion, submission in missing:
            waiting.pending.append((completion, judge.submit(submission)))
            waiting.settle(most=PENDING - 1)
        waiting.settle(most=0)
        report(Progress(total, total, f"completions of this run: {reuse(judge)}"))


@dataclass
class _Waiting:
    """Completions whose judgements are on their way, in the order they came."""

    ledger: Ledger
    evaluation_id: str
    stored: int
    total: int
    report: Report
    pending: list[tuple[dict[str, Any], Future[Judgement]]] = field(default_factory=list)
    last: float = field(default_factory=time.monotonic)

    def settle(self, most: int) -> None:
        """Store what is judged, every few seconds; wait until at most `most` are left to store."""
        while len(self.pending) > most:
            wait([future for _, future in self.pending], max(0.0, self._due_in()))
            self._store()
        if self._due_in() <= 0:
            self._store()

    def _due_in(self) -> float:
        return self.last + STORE_EVERY_S - time.monotonic()

    def _store(self) -> None:
        ready, later = [], []
        for completion, future in self.pending:  # asked once: it may be done a moment later
            (ready if future.done() else later).append((completion, future))
        judged = [(completion, future.result()) for completion, future in ready]
        self.pending = later
        owner = {"evaluation_id": self.evaluation_id}
        rows = [completion_row(completion, judgement, **owner) for completion, judgement in judged]
        with self.ledger.writing() as transaction:
            transaction.insert("completions", distinct(rows, "completion_id"))
        self.last = time.monotonic()
        self.stored += len(judged)
        self.report(
            Progress(self.stored, self.total, f"{self.stored} of {self.total} completions judged")
        )
