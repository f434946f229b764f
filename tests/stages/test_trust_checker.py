"""A problem whose own checker program cannot be used is quarantined; the pass goes on."""

import time

from tinylora.judge.checkers.checker import Checker
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.problem import Origin, StoredProblem, TestCase
from tinylora.stages.trust.replay import Replayable, _Flying, _row


def test_a_broken_checker_is_a_reason(tmp_path, caplog):
    checker = Checker("program", source="not C++\n")
    cases = (TestCase("", "", Origin.PUBLIC),)
    problem = Replayable(StoredProblem("p", "A title", checker=str(checker)), False, (), "r", False)
    with JudgePool(JudgeSettings(workers=1), tmp_path, check=False) as pool:
        future = pool.submit(Submission("int main() {}", cases, checker=checker))
        row = _row(_Flying(problem, (0,), [(True, future)], time.monotonic()), pool)
    assert (row["trust"], row["reasons"]) == ("quarantined", ["checker_fails"])
    assert (row["correct_replayed"], row["failed_cases"]) == (0, [])
    assert "p is quarantined: checker program:" in caplog.text
