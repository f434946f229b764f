"""Solutions of problems through the judge, some problems at a time, to rows of trust_replays.

Which problems have solutions to replay, and the identity of such a replay.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tinylora.code_identity import code_version
from tinylora.corpus.quality.replays import Replay
from tinylora.corpus.quality.trust import CHECKER_FAILED, assess
from tinylora.entry_points import REPLAY
from tinylora.errors import CheckerFault
from tinylora.identity import fingerprint
from tinylora.judge.cases import choose_cases
from tinylora.judge.judge import Judge
from tinylora.judge.languages.toolchain import find_toolchain
from tinylora.judge.submission import submission_of
from tinylora.judge.verdict import Judgement
from tinylora.problem import StoredProblem
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import test_cases
from tinylora.warehouse import Row, Warehouse


@dataclass(frozen=True)
class Replayable:
    """A problem and the solutions to try its tests with."""

    problem: StoredProblem
    many_answers_stated: bool
    solution_shas: tuple[str, ...]
    replay_id: str
    """Over all that can change what the replay says."""
    is_done: bool


def replayable_problems(
    settings: Settings, warehouse: Warehouse, load_ids: Sequence[str]
) -> list[Replayable]:
    """Return the problems of these loads that have solutions, the most useful to replay first."""
    trust = settings.corpus.trust
    if trust.solutions_kept == 0:
        return []
    conditions = [
        trust.max_cases,
        settings.judge.model_dump(
            mode="json",
            exclude={"workers", "canary_every", "stop_at_first_failure", "mathematics"},
        ),
        find_toolchain(settings.judge.standard).version,
        code_version(REPLAY),
    ]
    found = []
    for row in warehouse.rows("select_replayable_problems", load_ids=list(load_ids)):
        right, wrong = (
            row.pop(name)[: trust.solutions_kept] for name in ("right_shas", "wrong_shas")
        )
        known = row.pop("replay_ids")
        replay_id = fingerprint([row, right, wrong, conditions])
        stated = row.pop("many_answers_stated")
        problem, shas = StoredProblem.from_row(row), (*right, *wrong)
        found.append(Replayable(problem, stated, shas, replay_id, replay_id in known))
    return found


log = logging.getLogger(__name__)


@dataclass
class _Flying:
    """A problem whose solutions are being judged."""

    problem: Replayable
    ordinals: tuple[int, ...]
    """Of the test cases that are run, in their problem's list."""
    judged: list[tuple[bool, Future[Judgement]]]
    """Whether its source says that a solution is right, and its judgement."""
    started: float


def replay_rows(
    problems: Iterable[Replayable],
    max_cases: int | None,
    judge: Judge,
    warehouse: Warehouse,
    goes_on: Callable[[], bool],
) -> Iterator[Row]:
    """Yield a row of trust_replays for each problem in turn; begin none once `goes_on` says no.

    Raises:
        JudgeFault: a solution could not be judged; nothing is said of its problem.
    """
    waiting = iter(problems)
    flying: deque[_Flying] = deque()
    while True:
        # One more than there are workers keeps them busy; their test cases are all that is held.
        while len(flying) <= judge.workers and goes_on():
            problem = next(waiting, None)
            if problem is None:
                break
            flying.append(_begin(problem, max_cases, judge, warehouse))
        if not flying:
            return
        yield _row(flying.popleft(), judge)


def _begin(
    problem: Replayable, max_cases: int | None, judge: Judge, warehouse: Warehouse
) -> _Flying:
    key = problem.problem.problem_key
    cases = test_cases(warehouse, key)
    chosen = choose_cases(cases, max_cases)
    kept = {id(case) for case in chosen}
    ordinals = tuple(ordinal for ordinal, case in enumerate(cases) if id(case) in kept)
    solutions = warehouse.rows(
        "select_solutions",
        problem_key=problem.problem.problem_key,
        shas=list(problem.solution_shas),
    )
    started = time.monotonic()
    judged = [
        # Of a right solution every case it fails counts; a wrong one is caught by the first, and
        # many are wrong by being too slow: they would use up the time limit of every case.
        (
            row["correct"],
            judge.submit(
                submission_of(
                    row["source"],
                    problem.problem,
                    chosen,
                    stop_at_first_failure=not row["correct"],
                )
            ),
        )
        for row in solutions
    ]
    return _Flying(problem, ordinals, judged, started)


def _row(flying: _Flying, judge: Judge) -> dict[str, Any]:
    problem = flying.problem
    try:
        replays = [_replay(correct, future.result()) for correct, future in flying.judged]
        found = assess(replays, problem.many_answers_stated)
    except CheckerFault as fault:  # the problem's own: the next one's may be well
        log.warning("%s is quarantined: %s", problem.problem.problem_key, fault)
        replays, found = [], CHECKER_FAILED
    now = datetime.now(UTC)
    return {
        **{"replay_id": problem.replay_id, "problem_key": problem.problem.problem_key},
        "correct_replayed": sum(one.correct for one in replays),
        "correct_accepted": found.correct_accepted,
        "correct_failed": found.correct_failed,
        "wrong_replayed": sum(not one.correct for one in replays),
        "wrong_accepted": found.wrong_accepted,
        "failed_cases": [flying.ordinals[place] for place in found.failed_cases],
        "many_answers": found.many_answers,
        "trust": found.trust,
        "reasons": [str(reason) for reason in found.reasons],
        "checker": problem.problem.checker,
        **{"judge_version": judge.judge_version, "compiler": judge.compiler},
        **{"replayed_at": now, "used_at": now},
        "seconds": time.monotonic() - flying.started,
    }


def _replay(correct: bool, judgement: Judgement) -> Replay:
    failure = judgement.first_failure
    return Replay(
        correct,
        tuple(str(case.verdict) for case in judgement.cases),
        failure.ordinal if failure else None,
        failure.actual if failure else "",
    )
