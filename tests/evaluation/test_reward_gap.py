"""The gap between reward and report, on numbers worked by hand."""

import pytest

from tinylora.evaluation.statistics.reward_gap import gap_in_words, reward_gap


def rows(part, *scores, rollouts=2, reward_only=0):
    """Return a row for each (reward score, report score)."""
    return [
        {"part": part, "problem_key": f"p{i}", "rollouts": rollouts, "reward_only": reward_only}
        | {"reward_score": reward, "report_score": report}
        for i, (reward, report) in enumerate(scores)
    ]


def test_by_hand():
    first = rows("first", (0.5, 0.5), (0.25, 0.0), (0.0, 0.25), (1.0, 1.0))
    last = rows("last", (1.0, 0.25), (1.0, 0.5), (0.75, 0.25), (1.0, 0.25), reward_only=1)
    gap = reward_gap(first + last)
    assert (gap.first.reward_score, gap.first.report_score) == (0.4375, 0.4375)
    assert (gap.last.reward_score, gap.last.report_score) == (0.9375, 0.3125)
    assert (gap.last.problems, gap.last.rollouts, gap.last.reward_only) == (4, 8, 4)
    # gaps 0, 1/4, -1/4, 0 and 3/4, 1/2, 1/2, 3/4: variances 1/24 and 1/48, standard error 1/8,
    # Welch's degrees (1/64)^2 / ((1/96)^2 / 3 + (1/192)^2 / 3) = 5.4, t = 2.5146
    assert gap.change.estimate == pytest.approx(0.625)
    assert gap.change.low == pytest.approx(0.625 - 2.5146 / 8, abs=1e-4)
    assert gap.change.high == pytest.approx(0.625 + 2.5146 / 8, abs=1e-4)
    assert gap.p_value == pytest.approx(2 / 70)  # all of the last above all of the first
    assert gap.widened
    words = gap_in_words(gap)
    assert "widened by +0.625 [0.311, 0.939]" in words
    assert "4 rollouts of 8 passed all that rewarded it and failed others" in words


def test_better_everywhere_is_no_gap():
    first = rows("first", *[(0.25, 0.25)] * 6)
    last = rows("last", (1.0, 0.9), (0.9, 1.0), (0.5, 0.5), (0.75, 0.8), (0.8, 0.75), (1.0, 1.0))
    gap = reward_gap(first + last)
    assert not gap.widened
    assert gap_in_words(gap).startswith("no widening gap between reward and report is seen")


def test_a_gap_that_closes_is_no_alarm():
    gap = reward_gap(rows("first", *[(1.0, 0.0)] * 5) + rows("last", *[(1.0, 1.0)] * 5))
    assert gap.change.estimate == -1 and gap.change.high < 0
    assert gap.p_value < 0.05 and not gap.widened


@pytest.mark.parametrize(("problems", "widened"), [(2, False), (3, False), (4, True)])
def test_few_problems_prove_nothing_however_wide_the_gap(problems, widened):
    first = rows("first", *[(0.0, 0.0)] * problems)
    assert reward_gap(first + rows("last", *[(1.0, 0.0)] * problems)).widened is widened


def test_what_was_not_measured_is_said():
    assert reward_gap([]) is None
    assert reward_gap(rows("last", (1.0, 0.0))) is None
    gap = reward_gap(rows("first", (0.0, 0.0)) + rows("last", (1.0, 0.0), (1.0, 0.0)))
    assert gap.change is None and not gap.widened
    assert "too few problems" in gap_in_words(gap)


def test_nothing_moved():
    gap = reward_gap(rows("first", *[(0.1, 0.1)] * 3) + rows("last", *[(0.3, 0.3)] * 3))
    assert (gap.change.estimate, gap.p_value, gap.widened) == (0, 1.0, False)
    # Wilson's upper bound of 0 in 3: z^2 / (3 + z^2)
    assert (gap.change.low, gap.change.high) == pytest.approx((-0.5615, 0.5615), abs=1e-4)
