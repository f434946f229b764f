"""What counts as a regression, worked by hand on single samples: McNemar's exact test."""

import json
from dataclasses import replace

import pytest

from tinylora.evaluation.statistics.metrics import METRICS
from tinylora.evaluation.statistics.regressions import (
    NONE_SHARED,
    Pair,
    changes,
    corrected_together,
    is_regression,
)

BEFORE = {"evaluation_id": "e1", "policy": "step 8 of r1", "base_model": "m"}
AFTER = {**BEFORE, "evaluation_id": "e2"}


@pytest.fixture
def evaluation(judged):
    """Make an evaluation of one sample a problem: evaluation("AC", "WA") or with other problems."""
    return lambda *verdicts, name="p": [
        judged(f"{name}{i:02}", verdict) for i, verdict in enumerate(verdicts)
    ]


def regressions(*pairs):
    """Return, for each (before, after), the names of the metrics that fell."""
    found = corrected_together([changes(*pair)[0] for pair in pairs])
    return [{m.name for m in METRICS if is_regression(one[m.name], m)} for one in found]


def test_seven_of_seven_is_a_fall_and_six_is_none(evaluation):
    # p = 2 / 2^7 for pass@1, three metrics: 0.0156 x 3 = 0.047; with six problems 0.031 x 3
    assert regressions((evaluation(*["AC"] * 7), evaluation(*["WA"] * 7))) == [
        {"pass@1", "mean score"}
    ]
    assert "pass@1" not in regressions((evaluation(*["AC"] * 6), evaluation(*["WA"] * 6)))[0]


def test_what_does_not_compile_fell_in_all_three(evaluation):
    everything = {"pass@1", "compile rate", "mean score"}
    assert regressions((evaluation(*["AC"] * 12), evaluation(*["CE"] * 12))) == [everything]


def test_a_rise_is_no_fall(evaluation):
    assert regressions((evaluation(*["CE"] * 12), evaluation(*["AC"] * 12))) == [set()]


def test_of_what_should_be_low_a_rise_is_the_regression(evaluation):
    low = replace(METRICS[0], better="lower", chooses=False)
    better, worse = evaluation(*["AC"] * 12), evaluation(*["WA"] * 12)
    for metric, fell, rose in ((METRICS[0], True, False), (low, False, True)):
        down, up = changes(better, worse)[0], changes(worse, better)[0]
        assert is_regression(down[metric.name], metric) is fell
        assert is_regression(up[metric.name], metric) is rose


def test_one_that_fell_alone_may_not_among_many(evaluation):
    regressed = (evaluation(*["AC"] * 8), evaluation(*["WA"] * 8))
    steady = (evaluation(*["AC"] * 8), evaluation(*["AC"] * 8))
    assert regressions(regressed)[0] >= {"pass@1"}
    # 2 / 2^8 = 0.0078; the smallest of 3 x 3 comparisons: x 9 = 0.07
    assert regressions(regressed, steady, steady) == [set()] * 3


def test_only_problems_in_both_count(evaluation):
    before = evaluation(*["AC"] * 12)
    after = evaluation(*["AC"] * 12) + evaluation(*["CE"] * 30, name="new")
    found, left_out = changes(before, after)
    assert found["pass@1"].difference.estimate == 0
    assert left_out == ["30 problems of only one of the two left out, 12 kept"]


def test_none_in_both_are_two_separate_samples(evaluation):
    before, after = evaluation(*["AC"] * 12), evaluation(*["CE"] * 12, name="q")
    assert changes(before, after)[1] == [NONE_SHARED]
    assert regressions((before, after)) == [{"pass@1", "compile rate", "mean score"}]
    few = (evaluation("AC", "AC"), evaluation("CE", "CE", name="q"))
    assert regressions(few) == [set()]  # the old rate's own interval begins at 0.34


def test_a_fall_says_what_by_how_much_and_what_to_do(evaluation):
    before, after = evaluation(*["AC"] * 12), evaluation(*["CE"] * 12)
    (found,) = corrected_together([changes(before, after)[0]])
    regression, *_ = Pair(BEFORE, AFTER, found, ["judge version: 1 against 2"]).regressions
    assert regression.sentence.startswith(
        "pass@1 of step 8 of r1 on m fell from 100.0% to 0.0% (-100.0 points, 95% interval [-100.0,"
    )
    assert regression.sentence.endswith(
        "not the same: judge version: 1 against 2; look with `tinylora compare e1 e2 --anyway`"
    )
    said = json.loads(json.dumps(regression.payload))
    assert (said["before"], said["after"], said["difference"]) == (1, 0, -1)
    # 2 / 2^12 three times over
    assert said["p_value"] == pytest.approx(3 * 2 / 2**12)
    assert said["interval"][1] < 0 and said["metric"] == "pass@1"
