"""Replay the sources' own solutions within a budget, and set problems' trust by what they say.

    problems with solutions -> those not replayed yet -> judge -> rows of trust_replays -> trust

Finished problems are stored every few seconds, so a kill costs those seconds; what the budget does
not reach, the next run goes on with. A replay that was made under the same conditions is reused.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tinylora.cluster.judge_on import judge_on
from tinylora.corpus.quality.trust import QUARANTINED
from tinylora.settings import Settings
from tinylora.stages.progress import Progress, Report, silent
from tinylora.stages.trust.replay import Replayable, replay_rows, replayable_problems
from tinylora.warehouse import Row, Warehouse

STORE_EVERY_S = 5.0
"""What a kill can cost in replayed problems."""


@dataclass(frozen=True)
class TrustSummary:
    """What is known of the problems that have solutions, after one run."""

    problems: int
    replayed: int
    """By this run."""
    reused: int
    left: int
    """Not reached within the budget: a later run's."""
    quarantined: int
    seconds: float
    reasons: dict[str, int] = field(default_factory=dict)
    """How many problems show each; several may stand beside one problem."""


def replay_solutions(
    settings: Settings,
    load_ids: Sequence[str],
    warehouse: Warehouse,
    home: Path,
    report: Report = silent,
    flow_run_id: str | None = None,
) -> TrustSummary:
    """Replay what the budget allows of these loads' problems; set the trust of all of them.

    Raises:
        JudgeFault: the judge failed twice in a row; what was finished before is stored.
    """
    started = time.monotonic()
    problems = replayable_problems(settings, warehouse, load_ids)
    reused = [problem for problem in problems if problem.is_done]
    trust = settings.corpus.trust
    pending = [problem for problem in problems if not problem.is_done][: trust.max_problems]
    with warehouse.writing() as transaction:
        transaction.apply("touch_trust_replays", [{"replay_id": one.replay_id} for one in reused])
    if pending and trust.budget_s > 0:
        _replay(pending, settings, warehouse, home, report, flow_run_id)
    with warehouse.writing() as transaction:
        transaction.apply(
            "apply_trust", [{"problem_key": one.problem.problem_key} for one in problems]
        )
        transaction.execute("mark_duplicates")  # of two equal problems the trusted one stays
    replay_ids = [one.replay_id for one in problems]
    rows = warehouse.rows("select_trust_replays", replay_ids=replay_ids)
    return TrustSummary(
        problems=len(problems),
        replayed=len(rows) - len(reused),
        reused=len(reused),
        left=len(problems) - len(rows),
        quarantined=sum(row["trust"] == QUARANTINED for row in rows),
        seconds=time.monotonic() - started,
        reasons=dict(Counter(reason for row in rows for reason in row["reasons"])),
    )


def _replay(
    pending: Sequence[Replayable],
    settings: Settings,
    warehouse: Warehouse,
    home: Path,
    report: Report,
    flow_run_id: str | None,
) -> None:
    trust = settings.corpus.trust
    deadline = time.monotonic() + trust.budget_s
    total = len(pending)
    finished: list[Row] = []
    stored_at, done = time.monotonic(), 0
    with judge_on(settings.execution, settings.judge, home) as judge:
        report(Progress(0, total, f"judge: {judge.compiler}, isolation {judge.isolation}"))
        rows = replay_rows(
            pending,
            trust.max_cases,
            judge,
            warehouse,
            lambda: time.monotonic() < deadline,
        )
        try:
            for row in rows:
                finished.append({**row, "flow_run_id": flow_run_id})
                done += 1
                report(Progress(done, total, f"solutions of {done} of {total} problems replayed"))
                if time.monotonic() - stored_at > STORE_EVERY_S:
                    _store(finished, warehouse)
                    finished, stored_at = [], time.monotonic()
        finally:
            _store(finished, warehouse)


def _store(rows: Sequence[Row], warehouse: Warehouse) -> None:
    if not rows:
        return
    with warehouse.writing() as transaction:
        transaction.insert("trust_replays", rows)
        transaction.apply("apply_trust", [{"problem_key": row["problem_key"]} for row in rows])
