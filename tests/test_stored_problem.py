"""A problem on its way from the warehouse to a child and to the judge."""

from tinylora.jobs import read_problems, write_problems
from tinylora.judge.checkers.checker import TOKENS, Checker
from tinylora.judge.submission import submission_of
from tinylora.problem import Origin, Outcome, StoredProblem, TestCase

CASE = TestCase("1\u2028", "2", Origin.PRIVATE)
PROGRAM = "#include <cstdio>\nint main() {}\n"


def test_a_checker_by_name_by_source_and_by_default(tmp_path):
    problems = [StoredProblem("k", test_cases=(CASE,), time_limit_s=1.5)]
    problems += [StoredProblem("k", test_cases=(CASE,), checker=c) for c in ("float:0.01", PROGRAM)]
    write_problems(tmp_path / "problems.jsonl", problems)
    read = read_problems(tmp_path / "problems.jsonl")
    assert read == problems
    checkers = [submission_of("int main() {}", problem).checker for problem in read]
    assert checkers == [TOKENS, Checker("float", 0.01), Checker("program", source=PROGRAM)]


def test_what_a_prompt_may_show_and_what_was_measured(tmp_path):
    shown = (TestCase("3", "4", Origin.PUBLIC),)
    outcomes = (Outcome("AC", 1, 1, 1), Outcome("CE", 0, 1, 3))
    asked = [StoredProblem("k", public_tests=shown, outcomes=outcomes), StoredProblem("k")]
    write_problems(tmp_path / "problems.jsonl", asked)
    measured, unknown = read_problems(tmp_path / "problems.jsonl")
    assert (measured, unknown) == tuple(asked)
    assert (unknown.public_tests, unknown.outcomes) == ((), ())


def test_a_submission_runs_the_problems_cases_or_those_given():
    problem = StoredProblem("k", test_cases=(CASE,), time_limit_s=1.5, memory_limit_mb=64)
    other = TestCase("5", "6", Origin.PUBLIC)
    own, given = submission_of(None, problem), submission_of(None, problem, (other,))
    assert (own.test_cases, given.test_cases) == ((CASE,), (other,))
    assert (own.time_limit_s, own.memory_limit_mb, own.source) == (1.5, 64, None)
