"""Sample in a child, judge as completions arrive, store what is judged.

Completions that a killed run's child wrote down are judged, not sampled again.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinylora.jobs import all_events
from tinylora.policy.model_source import ModelSource
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import ProblemSet
from tinylora.stages.corpus.public_tests import public_tests
from tinylora.stages.job_folder import write_job
from tinylora.stages.judging.judge_completions import Judging, judge_completions
from tinylora.stages.progress import Report
from tinylora.warehouse import Row, Warehouse


@dataclass(frozen=True)
class Sampling:
    """One policy on one problem set."""

    settings: Settings
    problems: ProblemSet
    source: ModelSource
    checkpoint: Row | None
    evaluation_id: str


def sample_and_judge(
    work: Sampling, warehouse: Warehouse, home: Path, folder: Path, report: Report
) -> None:
    """Finish the completions and judgements of one evaluation.

    Raises:
        JudgeFault: the judge failed twice in a row.
        JobFailed: the sampling child ended badly.
    """
    settings = work.settings
    asked = asked_problems(work.problems, warehouse, settings.prompt.public_tests)
    write_job(folder, _job(work, home), asked)
    judging = Judging(
        *(work.evaluation_id, work.problems.problems, settings.evaluation.samples_per_problem),
        judge=settings.judge,
        code_block=settings.prompt.code_block,
        max_cases=settings.evaluation.max_cases,
        max_case_bytes=settings.evaluation.max_case_bytes,
    )
    # Closed here, so that no child samples on when judging fails and the run is tried again.
    with closing(all_events("tinylora.policy.engines.sample_job", folder)) as events:
        sampled = (event for event in events if event["event"] == "completion")
        judge_completions(judging, sampled, warehouse, home, report)


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
