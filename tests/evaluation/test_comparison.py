"""When a difference is called one: interval and test have to agree, at one confidence."""

import pytest

from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.intervals import Interval
from tinylora.evaluation.statistics.metrics import MEAN_SCORE


@pytest.mark.parametrize(
    ("low", "high", "confidence", "p_value", "detected"),
    [
        (0.01, 0.09, 0.95, 0.03, True),
        (-0.09, -0.01, 0.95, 0.03, True),
        (0.01, 0.09, 0.95, 0.06, False),
        (0.01, 0.09, 0.99, 0.03, False),  # 0.03 is not under 1 in 100
        (0.01, 0.09, 0.9, 0.06, True),
        (-0.01, 0.09, 0.95, 0.03, False),  # an interval over zero
        (0.0, 0.09, 0.95, 0.03, False),
    ],
)
def test_interval_and_test_have_to_agree(low, high, confidence, p_value, detected):
    difference = Interval((low + high) / 2, low, high, confidence, "by hand")
    found = Comparison(0.5, 0.54, difference, p_value, "by hand", 100, detectable=0.1)
    assert found.detected is detected


def test_a_tiny_fall_reads_as_none():
    assert MEAN_SCORE.show_difference(-0.0004) == MEAN_SCORE.show_difference(0.0) == "+0.000"
    assert MEAN_SCORE.show_size(-0.0004) == "0.000"
    assert MEAN_SCORE.show_difference(-0.0006) == "-0.001"


def test_the_corrected_p_is_the_one_that_counts():
    difference = Interval(0.05, 0.01, 0.09, 0.95, "by hand")
    found = Comparison(0.5, 0.55, difference, 0.03, "by hand", 100, 0.1, corrected_p=0.06, family=2)
    assert not found.detected
