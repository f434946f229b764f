"""How the earlier projects judged: one `subprocess.run` of g++, one per test, one after another."""

import subprocess
import tempfile
from itertools import takewhile
from pathlib import Path

from tinylora.judge.submission import Submission

COMPILE_S = 10


def judge_serially(submissions: list[Submission]) -> list[int | None]:
    """Return how many tests each submission passes; None: it does not compile.

    One that is to stop at its first failure passes those before it.
    """
    with tempfile.TemporaryDirectory() as name:
        return [_passed(submission, Path(name)) for submission in submissions]


def _passed(submission: Submission, folder: Path) -> int | None:
    source, binary = folder / "a.cpp", folder / "a.out"
    source.write_text(submission.source or "")
    command = ["g++", "-O2", "-std=gnu++17", "-DONLINE_JUDGE", str(source), "-o", str(binary)]
    try:
        if subprocess.run(command, capture_output=True, timeout=COMPILE_S).returncode:
            return None
    except subprocess.TimeoutExpired:
        return None
    limit_s = submission.time_limit_s or 2.0
    passes = (_passes(binary, one.input, one.output, limit_s) for one in submission.test_cases)
    return sum(takewhile(bool, passes) if submission.stop_at_first_failure else passes)


def _passes(binary: Path, given: str, expected: str, limit_s: float) -> bool:
    try:
        ran = subprocess.run([binary], input=given, capture_output=True, text=True, timeout=limit_s)
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0 and ran.stdout.split() == expected.split()
