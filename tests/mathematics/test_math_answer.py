"""Answers compared for real, by math-verify in its worker; no answer hangs or fills the machine."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from tinylora.errors import JobFailed
from tinylora.mathematics import process as math_process
from tinylora.mathematics.answer import AnswerChecker
from tinylora.mathematics.process import Checked
from tinylora.mathematics.settings import CheckSettings

EQUAL = [
    ("1/2", "0.5"),
    (r"\frac{1}{2}", r"\frac12"),
    ("0.5", r"50\%"),
    ("50%", "0.5"),
    (r"\frac{3}{4}", "3/4"),
    ("1/3", "0.333333"),
    ("1000", "1,000"),
    ("12", "12 cm"),
    ("12", r"12\text{ cm}"),
    (r"90^\circ", "90"),
    ("5", r"\$5"),
    ("5", "$5$"),
    ("$5$", "5.0"),
    ("42", "x = 42"),
    ("42", "The answer is 42."),
    (r"\{1,2\}", r"\{2,1\}"),
    ("1,2", "2,1"),
    ("(1,2)", r"x \in (1,2)"),
    ("x^2+2x+1", "(x+1)^2"),
    (r"\sqrt{8}", r"2\sqrt{2}"),
    (r"\binom{5}{2}", "10"),
]
UNEQUAL = [
    ("12", "13"),
    ("12", "42 cm"),
    (r"\frac{1}{3}", "0.333"),
    ("(1,2)", "[1,2]"),
    ("(1,2)", "(2,1)"),
    ("1,2", "1"),
    ("2", "1,2"),
    ("42", "41, 42, 43"),
    ("42", "x = 42 or x = 43"),
    ("42", "either 41 or 42"),
    ("42", "x^2 + 42"),
    ("1", "It is x - 1"),
    ("x", "y"),
    (r"\infty", r"-\infty"),
    ("5", ""),
    ("5", "1/0"),
    ("5", '__import__("os").getpid()'),
]


@pytest.mark.parametrize(("gold", "answer"), EQUAL)
def test_equal_answers(answers, gold, answer):
    assert answers.check(gold, answer).right


@pytest.mark.parametrize(("gold", "answer"), UNEQUAL)
def test_unequal_answers(answers, gold, answer):
    assert not answers.check(gold, answer).right


@pytest.mark.parametrize("hostile", ["9^{9^{9^9}}", "(" * 450 + "1" + ")" * 450])
def test_an_explosion_ends_at_its_time_limit(answers, hostile):
    assert answers.check("5", hostile) == Checked(False, "time limit")
    assert answers.check("1/2", "0.5").right  # the next one is served


def test_what_is_too_long_is_not_parsed(answers):
    before = time.monotonic()
    assert answers.check("5", "{" * 5_000_000).why == "too long"
    assert time.monotonic() - before < 1


def test_memory_is_bounded():
    settings = CheckSettings(workers=1, memory_limit_mb=128, longest_answer=10**8, time_limit_s=20)
    with AnswerChecker(settings) as checker:
        assert not checker.check("5", "1" * 3_000_000).right
        status = Path(f"/proc/{checker._all[0]._child.pid}/status").read_text(encoding="ascii")
        peak_kb = next(int(x.split()[1]) for x in status.splitlines() if x.startswith("VmPeak"))
        assert peak_kb <= 128 * 1024
        assert checker.check("1/2", "0.5").right


def test_a_worker_that_dies_is_replaced(answers):
    assert answers.check("1/2", "0.5").right
    os.kill(answers._all[0]._child.pid, signal.SIGKILL)
    assert answers.check("1/2", "0.5").right


def test_it_serves_threads(answers):
    # signals, and so math-verify's own timeouts, work in the main thread only
    found = []
    thread = threading.Thread(target=lambda: found.append(answers.check("0.25", "1/4")))
    thread.start()
    thread.join()
    assert found[0].right


def test_a_right_answer_must_be_readable(answers):
    assert answers.check_gold("1/2").right
    assert answers.check_gold("no solution").right
    assert not answers.check_gold("$$").right
    assert answers.check_gold("7" * 2_000).why == "too long"


def test_a_worker_that_does_not_start_is_our_fault(monkeypatch):
    monkeypatch.setattr(math_process, "MODULE", "tinylora.evaluation.no_such_worker")
    checker = AnswerChecker(CheckSettings(workers=1))
    with checker, pytest.raises(JobFailed, match="No module named"):
        checker.check("1", "2")


def test_workers_end_with_the_checker():
    with AnswerChecker(CheckSettings(workers=1)) as checker:
        checker.check("1", "2")
        child = checker._all[0]._child
    assert child.returncode is not None
    with pytest.raises(JobFailed, match="closed"):
        checker.check("1", "2")
