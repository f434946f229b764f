"""What one test of a program that does nothing costs, in the judge and by `subprocess.run`."""

import subprocess
import time
from pathlib import Path

from tinylora.judge.judge import Judge
from tinylora.judge.submission import Submission
from tinylora.problem import Origin, TestCase

TRIVIAL = "#include <iostream>\nint main() { std::cout << 3; }\n"
TESTS = 300


def print_start_up(judge: Judge, folder: Path) -> None:
    """Print the milliseconds a test, without compiling; `folder` is for the peer's program."""
    few, many = (
        tuple(TestCase(str(place), "3", Origin.PUBLIC) for place in range(count))
        for count in (1, 1 + TESTS)
    )
    judge.judge_all([Submission(TRIVIAL, few)])
    started = time.perf_counter()
    judge.judge_all([Submission(TRIVIAL + "//\n", few)])
    between = time.perf_counter()
    judge.judge_all([Submission(TRIVIAL + "//\n", many)])
    ours_s = (time.perf_counter() - between) - (between - started)
    (folder / "a.cpp").write_text(TRIVIAL)
    subprocess.run(["g++", "-O2", "a.cpp", "-o", "a.out"], cwd=folder, check=True)
    started = time.perf_counter()
    for _ in range(TESTS):
        subprocess.run([folder / "a.out"], input=b"1", capture_output=True, timeout=2)
    peer_s = time.perf_counter() - started
    print(
        f"a test of a program that only prints: judge {1e3 * ours_s / TESTS:.2f} ms, "
        f"subprocess.run {1e3 * peer_s / TESTS:.2f} ms"
    )
