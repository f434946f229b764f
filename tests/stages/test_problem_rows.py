"""What the warehouse holds of a problem."""

from tinylora.problem import Origin, Problem, TestCase
from tinylora.stages.corpus.problem_rows import case_rows


def test_where_an_input_ends_is_part_of_a_case_s_digest():
    pairs = [("1", "23"), ("12", "3"), ("1", "23")]
    cases = tuple(TestCase(*pair, Origin.PUBLIC) for pair in pairs)
    problem = Problem("d", "c", "train", "1", "title", "statement", "en", cases)
    first, second, third = (row["sha256"] for row in case_rows(problem))
    assert first == third != second
