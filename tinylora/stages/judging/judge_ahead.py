"""Let a cluster judge completions before they are judged and stored as ever.

completions -> shards -> nodes -> judgements in the warehouse; then `judge_completions`, which finds
them there by their identities and judges what is missing, as after a kill. So only the way that
every run goes makes rows of completions, and it makes the same ones whoever judged.
"""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

from tinylora.cluster.sample_on_nodes import sample_on_nodes
from tinylora.cluster.settings import ExecutionSettings
from tinylora.jobs import all_events
from tinylora.judge.verdict import Judgement
from tinylora.policy.job import SAMPLING
from tinylora.stages.corpus.problem_set import with_public_tests
from tinylora.stages.judging.judge_completions import STORE_EVERY_S, Judging
from tinylora.stages.judging.judgements import judging, reuse
from tinylora.stages.judging.sample_and_judge import Sampling
from tinylora.stages.progress import Progress, Report
from tinylora.warehouse import Warehouse

AHEAD_PER_CORE = 8
AHEAD_SHARDS = 4
"""Completions on their way: this many for each core of the nodes, and at least so many shards."""


def judge_ahead(
    work: Judging,
    completions: Iterable[dict[str, Any]],
    warehouse: Warehouse,
    home: Path,
    execution: ExecutionSettings,
    report: Report,
) -> None:
    """Have a cluster judge what of `completions` is not stored yet, and store the judgements.

    Without a cluster this does nothing.

    Raises:
        ClusterMissing: the cluster does not answer.
        JudgeFault: a submission could not be judged by any node, or a canary was wrong.
        WarehouseBusy: another process held the file for longer than the patience.
    """
    if execution.engine == "local":
        return
    _, missing = work.submissions(completions, warehouse)
    total = len(work.problems) * work.samples_per_problem
    with judging(work.judge, home, warehouse, execution) as (judge, ledger):
        waiting: deque[Future[Judgement]] = deque()
        for _, submission in missing:
            waiting.append(judge.submit(submission))
            most = max(AHEAD_PER_CORE * judge.workers, AHEAD_SHARDS * execution.shard)
            while len(waiting) >= most:
                waiting.popleft().result()
            ledger.store(STORE_EVERY_S)
            known = judge.judged + judge.reused
            report(Progress(known, total, f"{judge.judged} completions judged on the nodes"))
        for future in waiting:
            future.result()
            ledger.store(STORE_EVERY_S)
        report(Progress(total, total, f"completions on the nodes: {reuse(judge)}"))


def sample_and_judge_ahead(
    work: Sampling, warehouse: Warehouse, home: Path, folder: Path, report: Report
) -> None:
    """Sample one evaluation's completions, and let a cluster judge them as they come.

    Nodes sample too where `execution.sampling` says so.

    Without a cluster this does nothing. What it sampled and what was judged is found afterwards.

    Raises:
        JobFailed: the sampling child ended badly, or no node samples.
        ClusterMissing: the cluster does not answer.
        JudgeFault: a submission could not be judged by any node, or a canary was wrong.
    """
    settings = work.settings
    if settings.execution.engine == "local":
        return
    shown = with_public_tests(work.problems.problems, warehouse, settings.prompt.public_tests)
    job = work.job(home)
    job.write(folder, shown)
    if settings.execution.sampling == "nodes":
        completions = sample_on_nodes(job, folder, shown, settings.execution)
    else:
        completions = all_events(SAMPLING, folder)
    with closing(completions) as events:
        sampled = (event for event in events if event["event"] == "completion")
        judge_ahead(work.judging, sampled, warehouse, home, settings.execution, report)
