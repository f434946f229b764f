import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinylora.evaluation.statistics.comparison import evidence, verdict_in_words
from tinylora.evaluation.statistics.holm import corrected, holm
from tinylora.evaluation.statistics.unpaired import compare_counts

P = st.lists(st.floats(0, 1), max_size=8)


def test_holm_hand_worked():
    # in order 0.01 × 3, 0.02 × 2, 0.03 × 1, none smaller than the one before
    assert holm([0.03, 0.01, 0.02]) == pytest.approx([0.04, 0.03, 0.04])
    assert holm([]) == []


@settings(max_examples=10)  # statsmodels collects garbage at each call
@given(P)
def test_holm_lies_between_the_raw_p_and_bonferroni(values):
    found = holm(values)
    for raw, made in zip(values, found, strict=True):
        assert raw - 1e-12 <= made <= min(1, raw * len(values)) + 1e-12


def test_what_stands_alone_is_left_as_it_is():
    made = compare_counts((3, 165), (6, 165))
    assert corrected([made]) == [made]
    assert "Holm" not in evidence(made)


def test_one_that_looks_real_alone_may_not_among_many():
    real, noise = compare_counts((10, 165), (23, 165)), compare_counts((10, 165), (11, 165))
    assert real.detected and real.p_value < 0.05
    found = corrected([real, *[noise] * 4])
    assert found[0].corrected_p == pytest.approx(5 * real.p_value)
    assert not found[0].detected
    # its own size is for 0.05 alone, which is not the level that Holm leaves it
    assert verdict_in_words(found[0]).startswith(
        "no detectable difference in pass@1: by itself this sample could have seen "
    )
    assert "by itself" not in verdict_in_words(noise)
    assert "as one of 5 (Holm)" in evidence(found[0])
