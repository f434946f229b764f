"""What a training job's child reads of its problems."""

import json

from tinylora.grpo.problems import Outcome, read_problems
from tinylora.judge.checkers.checker import TOKENS, Checker
from tinylora.problem import Origin, TestCase

SHARED = {
    **{"problem_key": "k", "title": "t", "statement": "s", "language": "en", "bucket": "easy"},
    **{"time_limit_s": 1.5, "memory_limit_mb": None},
    "test_cases": [{"input": "1\u2028", "output": "2", "origin": "private"}],
}


def test_a_checker_by_name_by_source_and_by_default(tmp_path):
    program = "#include <cstdio>\nint main() {}\n"
    rows = [SHARED, {**SHARED, "checker": "float:0.01"}, {**SHARED, "checker": program}]
    path = tmp_path / "problems.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    checkers = [problem.checker for problem in read_problems(path)]
    assert checkers == [TOKENS, Checker("float", 0.01), Checker("program", source=program)]


def test_what_a_prompt_may_show_and_what_was_measured(tmp_path):
    told = {
        "public_tests": [{"input": "3", "output": "4", "origin": "public"}],
        "outcomes": [
            {"verdict": "AC", "passed": 1, "total": 1, "completions": 1},
            {"verdict": "CE", "passed": 0, "total": 1, "completions": 3},
        ],
    }
    path = tmp_path / "problems.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ({**SHARED, **told}, SHARED)))
    measured, unknown = read_problems(path)
    assert measured.public_tests == (TestCase("3", "4", Origin.PUBLIC),)
    assert measured.outcomes == (Outcome("AC", 1, 1, 1), Outcome("CE", 0, 1, 3))
    assert measured.pass_rate == 0.25
    assert (unknown.public_tests, unknown.outcomes, unknown.pass_rate) == ((), (), None)
