"""Sample in a child, judge as completions arrive, store what is judged.

A kill costs at most the judgements of the last few seconds: completions that the child wrote down
are judged, not sampled again.
"""

import json
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from tinylora.corpus.records import TestCase
from tinylora.jobs import all_events
from tinylora.judge.checker import Checker
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement
from tinylora.policy.completion import extract_cpp
from tinylora.policy.model_source import ModelSource
from tinylora.settings import Settings
from tinylora.stages.job_folder import write_job
from tinylora.stages.judgements import Ledger, judging, reuse
from tinylora.stages.problem_set import ProblemSet, StoredProblem, cases_of
from tinylora.stages.progress import Progress, Report
from tinylora.stages.public_tests import public_tests
from tinylora.stages.rows import completion_row, distinct
from tinylora.warehouse import Row, Warehouse

CASES_KEPT = 16
STORE_EVERY_S = 5.0
"""What a kill can cost in judged completions."""
PENDING = 128
"""Completions at the judge at most: each holds on to the test cases of its problem."""


@dataclass(frozen=True)
class Sampling:
    """One policy on one problem set."""

    settings: Settings
    problems: ProblemSet
    source: ModelSource
    checkpoint: Row | None
    evaluation_id: str


@dataclass
class _Waiting:
    """Completions whose judgements are on their way, in the order they came."""

    ledger: Ledger
    evaluation_id: str
    pending: list[tuple[dict[str, Any], Future[Judgement]]] = field(default_factory=list)
    last: float = field(default_factory=time.monotonic)

    def store(self, everything: bool) -> None:
        """Write what is judged; with `everything`, wait for the rest and write that too."""
        if not everything and time.monotonic() - self.last < STORE_EVERY_S:
            return
        ready, later = [], []
        for event, future in self.pending:  # asked once: it may be done a moment later
            (ready if everything or future.done() else later).append((event, future))
        judged = [(event, future.result()) for event, future in ready]
        self.pending = later
        owner = {"evaluation_id": self.evaluation_id}
        completions = [completion_row(event, judgement, **owner) for event, judgement in judged]
        with self.ledger.writing() as transaction:
            transaction.insert("insert_completions", distinct(completions, "completion_id"))
        self.last = time.monotonic()


def sample_and_judge(
    work: Sampling, warehouse: Warehouse, home: Path, folder: Path, report: Report
) -> None:
    """Finish the completions and judgements of one evaluation.

    Raises:
        JudgeFault: the judge failed twice in a row.
        JobFailed: the sampling child ended badly.
    """
    settings, evaluation_id = work.settings, work.evaluation_id
    asked = asked_problems(work.problems, warehouse, settings.prompt.public_tests)
    write_job(folder, _job(work, home), asked)
    by_key = {problem.problem_key: problem for problem in work.problems.problems}
    total = len(by_key) * settings.evaluation.samples_per_problem
    stored = warehouse.rows("select_stored_completions", evaluation_id=evaluation_id)
    done = {(row["problem_key"], row["sample"]) for row in stored}
    budget = (settings.evaluation.max_cases, settings.evaluation.max_case_bytes)
    # Samples of one problem come close together; all problems' tests at once may be gigabytes.
    tests = lru_cache(CASES_KEPT)(lambda key: cases_of([by_key[key]], warehouse, *budget)[key])
    with judging(settings.judge, home / "judge", warehouse) as (judge, ledger):
        waiting = _Waiting(ledger, evaluation_id)
        report(Progress(len(done), total, f"judge: {judge.compiler}, isolation {judge.isolation}"))
        for event in all_events("tinylora.policy.sample_job", folder):
            if event["event"] != "completion":
                continue
            if (event["problem_key"], event["sample"]) in done:
                continue
            done.add((event["problem_key"], event["sample"]))
            problem = by_key[event["problem_key"]]
            tests_of_it = tests(problem.problem_key)
            submission = _submission(event, problem, tests_of_it, settings.prompt.code_block)
            waiting.pending.append((event, judge.submit(submission)))
            waiting.store(everything=len(waiting.pending) >= PENDING)
            report(Progress(len(done), total, f"{len(done)} of {total} completions sampled"))
        report(Progress(len(done), total, f"judging the last {len(waiting.pending)} completions"))
        waiting.store(everything=True)
        report(Progress(len(done), total, f"completions of this run: {reuse(judge)}"))


def _job(work: Sampling, home: Path) -> dict[str, Any]:
    settings, checkpoint = work.settings, work.checkpoint
    # A checkpoint brings its own adapter settings: rank and seed are its, not this run's.
    adapter = json.loads(checkpoint["adapter"]) if checkpoint else None
    return {
        "model": settings.model.model_dump(mode="json"),
        "prompt": settings.prompt.model_dump(mode="json"),
        "generation": settings.generation.model_dump(mode="json"),
        "adapter": adapter,
        "checkpoint": str(home / checkpoint["path"]) if checkpoint else None,
        "checkpoint_sha256": checkpoint["sha256"] if checkpoint else None,
        "base_fingerprint": work.source.fingerprint,
        "samples_per_problem": settings.evaluation.samples_per_problem,
        "seed": settings.evaluation.seed,
        "home": str(home),
        "threads": None,
    }


def asked_problems(
    problems: ProblemSet, warehouse: Warehouse, most_tests: int
) -> Iterator[dict[str, Any]]:
    """Yield what the child reads of each problem: what a prompt may show, and nothing else."""
    keys = [problem.problem_key for problem in problems.problems]
    tests = public_tests(warehouse, keys, most_tests)
    for problem in problems.problems:
        key = problem.problem_key
        yield {"problem_key": key, "statement": problem.statement, "public_tests": tests[key]}


def _submission(
    event: dict[str, Any],
    problem: StoredProblem,
    cases: tuple[TestCase, ...],
    code_block: Literal["last", "first"],
) -> Submission:
    source = extract_cpp(event["text"], code_block)
    limits = (problem.time_limit_s, problem.memory_limit_mb)
    return Submission(source, cases, *limits, Checker.parse(problem.checker))
