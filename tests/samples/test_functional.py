"""Our functions come back from each of DeepCoder's encodings as one, and their solutions are right.

With real rows beside the checkout, theirs are tried as well (benchmarks/functional.py prints why).
"""

from pathlib import Path

import pytest

from benchmarks.functional import accepted, given, problem_of
from samples.functional import FUNCTIONS, rows
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "deepcoder"


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_the_encodings_are_one(function):
    found = {config: problem_of(config, row) for config, row in rows(function)}
    assert set(found) == {"lcbv5", "taco", "primeintellect"}
    pairs = [  # a bare null, which is nothing in a list of outputs, is left out while reading
        [(case.input, case.output) for case in problem.test_cases if case.output != "null"]
        for problem in found.values()
    ]
    as_texts, *others = [[tuple(map(_bare, pair)) for pair in one] for one in pairs]
    assert others == [as_texts] * 2
    assert {problem.function for problem in found.values()} == {function.name}


def _bare(text):
    """Without what json.dumps may write in one way or the other."""
    return text.encode().decode("unicode_escape") if "\\u" in text else text


def test_there_are_enough_of_them():
    assert len(FUNCTIONS) >= 30 and len({one.name for one in FUNCTIONS}) == len(FUNCTIONS)


@pytest.mark.slow
def test_every_solution_is_accepted(tmp_path):
    ours = [
        (config, row, [function.solution])
        for function in FUNCTIONS
        for config, row in rows(function)
        if config != "primeintellect"
    ]
    with open_judge(JudgeSettings(), tmp_path) as judge:
        assert accepted(ours, judge) == {"AC": len(ours)}


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason="no real rows beside the checkout")
def test_most_real_solutions_are_accepted(tmp_path):
    with open_judge(JudgeSettings(time_limit_s=10), tmp_path) as judge:
        for path in sorted(REAL.rglob("*.parquet")):
            told = accepted(given(path), judge)
            judged = sum(told[verdict] for verdict in ("AC", "WA", "TLE", "MLE", "OLE", "RE", "CE"))
            assert told["AC"] >= 0.9 * judged, (path, told)
