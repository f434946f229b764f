"""Whether a training learnt its problems or the test cases it was paid for.

choose rollouts of its first and last steps -> judge them on the test cases kept apart -> compare.
Nothing is sampled: the programs lie in the warehouse. What was judged is not judged again, so a
killed run goes on where it stopped.
"""

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from tinylora.corpus.quality.kept_apart import SHOWN
from tinylora.evaluation.statistics.reward_gap import RewardGap, gap_in_words, reward_gap
from tinylora.judge.submission import submission_of
from tinylora.judge.verdict import NOT_COMPILED
from tinylora.problem import StoredProblem, TestCase
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import ProblemSet, cases_of
from tinylora.stages.judging.judgements import judging
from tinylora.stages.progress import Progress, Report
from tinylora.warehouse import Row, Warehouse

ROLLOUTS = 128
"""Of the first steps, and as many of the last ones, at most: a minute or two of judging."""
AT_ONCE = 64
"""Rollouts between two transactions: what a kill can cost."""
CASES_KEPT = 16

log = logging.getLogger(__name__)


def watch_reward(
    run_id: str,
    settings: Settings,
    problems: ProblemSet,
    warehouse: Warehouse,
    home: Path,
    report: Report,
) -> None:
    """Judge some of a training's rollouts on what rewarded none of them; warn where a gap widened.

    Nothing is judged where judging stops at a program's first failure.

    Args:
        run_id: of the training, which has ended.
        settings: of the run.
        problems: it trained on, with the test cases that rewarded.
        warehouse: where it is stored.
        home: for the judge's scratch.
        report: told how far it is.

    Raises:
        JudgeFault: the judge failed twice in a row; the same call goes on.
    """
    if settings.judge.stop_at_first_failure:
        return  # scores are then how far a program came, and no shares
    divided = {one.problem_key: one for one in problems.problems if one.kept_apart}
    chosen = {"run_id": run_id, "problem_keys": list(divided), "most": ROLLOUTS}
    rows = warehouse.rows("select_rollouts_kept_apart", **chosen)
    if not rows:
        return
    _judge(rows, divided, settings, warehouse, home, report)
    found = gap_of(warehouse, run_id, settings.evaluation.confidence)
    if found is not None:
        words = gap_in_words(found)
        report(Progress(len(rows), len(rows), words, always=True))
        if found.widened:
            log.warning("training %s: %s", run_id, words)


def gap_of(warehouse: Warehouse, run_id: str, confidence: float) -> RewardGap | None:
    """Return the gap between reward and report of a training; None where it was not measured."""
    return reward_gap(warehouse.rows("select_gaps", run_id=run_id), confidence)


def _judge(
    rows: Sequence[Row],
    divided: dict[str, StoredProblem],
    settings: Settings,
    warehouse: Warehouse,
    home: Path,
    report: Report,
) -> None:
    budget = (settings.training.max_cases, settings.training.max_case_bytes)

    @lru_cache(CASES_KEPT)
    def cases(key: str) -> tuple[tuple[TestCase, ...], tuple[TestCase, ...]]:
        rewarding = divided[key]
        apart = replace(rewarding, case_digests=rewarding.kept_apart)
        own, others = (cases_of([one], warehouse, *budget)[key] for one in (rewarding, apart))
        return own, others

    with judging(settings.judge, home, warehouse, settings.execution) as (judge, ledger):
        for start in range(0, len(rows), AT_ONCE):
            waiting = []
            for row in rows[start : start + AT_ONCE]:
                rewarding, apart = cases(row["problem_key"])
                # What does not compile fails on all test cases alike: one judgement says both.
                future = None
                if row["verdict"] not in NOT_COMPILED:
                    problem = divided[row["problem_key"]]
                    future = judge.submit(submission_of(row["source"], problem, apart))
                waiting.append((row, _rewarded(row, rewarding), future))
            judged = [
                {
                    "completion_id": row["completion_id"],
                    "judgement_id": future.result().judgement_id if future else row["judgement_id"],
                    **rewarded,
                }
                for row, rewarded, future in waiting
            ]
            with ledger.writing() as transaction:
                transaction.insert("kept_apart_judgements", judged)
            done = start + len(judged)
            message = f"{done} of {len(rows)} rollouts judged on test cases kept apart"
            report(Progress(done, len(rows), message))


def _rewarded(row: Row, rewarding: Sequence[TestCase]) -> dict[str, int | None]:
    """Return how many of the rewarding cases that a statement does not show the program passed.

    Those it shows are easier than the rest, and none of them is kept apart: with them in it a gap
    would widen whenever more programs compile.
    """
    unshown = [place for place, case in enumerate(rewarding) if case.origin not in SHOWN]
    results = json.loads(row["cases"])
    if row["total"] != len(rewarding) or len(results) not in (0, len(rewarding)):
        return {"rewarded_passed": None, "rewarded_total": None}
    passed = sum(bool(results) and results[place]["verdict"] == "AC" for place in unshown)
    return {"rewarded_passed": passed, "rewarded_total": len(unshown)}
