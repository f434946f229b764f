from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinylora.evaluation.statistics.pass_at_k import pass_at_k, reported_ks


def test_hand_worked():
    # 2 of 4 right, 2 tries: 6 pairs, one of them without a right one
    assert pass_at_k(4, 2, 2) == pytest.approx(5 / 6)
    assert pass_at_k(10, 3, 1) == pytest.approx(0.3)


def test_extremes():
    assert pass_at_k(5, 0, 5) == 0
    assert pass_at_k(5, 5, 1) == 1
    assert pass_at_k(5, 1, 5) == 1  # every sample is submitted


@st.composite
def counts(draw):
    n = draw(st.integers(1, 9))
    return n, draw(st.integers(0, n)), draw(st.integers(1, n))


@given(counts())
def test_matches_brute_force(count):
    n, c, k = count
    draws = list(combinations([True] * c + [False] * (n - c), k))
    assert pass_at_k(n, c, k) == pytest.approx(sum(map(any, draws)) / len(draws))


def test_large_n_does_not_overflow():
    assert 0 < pass_at_k(10_000, 3, 100) < 1


@pytest.mark.parametrize("count", [(4, 5, 1), (4, -1, 1), (4, 2, 5), (4, 2, 0), (0, 0, 1)])
def test_nonsense_is_refused(count):
    with pytest.raises(ValueError, match="n="):
        pass_at_k(*count)


def test_reported_ks():
    assert reported_ks(0) == ()
    assert reported_ks(1) == (1,)
    assert reported_ks(8) == (1, 2, 4, 8)
    assert reported_ks(10) == (1, 2, 4, 8)
