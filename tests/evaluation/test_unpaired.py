"""Two evaluations of different problems."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.unpaired import compare_unpaired

RATES = st.dictionaries(st.integers(0, 99).map(str), st.sampled_from([[0.0], [1.0]]), min_size=1)


def solved(n, of, name="p"):
    return {f"{name}{i}": [float(i < n)] for i in range(of)}


def test_hand_worked():
    found = compare_unpaired(solved(4, 4), solved(0, 4, "q"))
    # two of the 70 ways to deal four ones and four zeros to four and four are as far apart
    assert found.p_value == pytest.approx(2 / 70)
    # Wilson of 4 in 4 and of 0 in 4, at z² = 3.8415: 4 / 7.8415 and 3.8415 / 7.8415
    assert (found.base, found.tuned, found.difference.low) == (1, 0, -1)
    assert found.difference.high == pytest.approx(
        -1 + (2 * (3.8415 / 7.8415) ** 2) ** 0.5, abs=1e-4
    )
    assert found.detected


def test_newcombes_own_example():
    # Newcombe 1998 (doi 10.1002/(SICI)1097-0258(19980430)17:8<873), method 10, 56/70 - 48/80
    found = compare_unpaired(solved(48, 80), solved(56, 70, "q"))
    assert found.difference.low == pytest.approx(0.0524, abs=5e-5)
    assert found.difference.high == pytest.approx(0.3339, abs=5e-5)


@settings(max_examples=10)
@given(RATES, RATES)
def test_the_other_way_round_is_the_opposite(base, tuned):
    there, back = compare_unpaired(base, tuned), compare_unpaired(tuned, base)
    assert there.difference.estimate == pytest.approx(-back.difference.estimate)
    assert there.difference.low == pytest.approx(-back.difference.high)
    assert -1 <= there.difference.low <= there.difference.estimate <= there.difference.high <= 1
    assert 0 < there.p_value <= 1


def test_nothing_to_compare_is_refused():
    with pytest.raises(NotComparable, match="no problem"):
        compare_unpaired({}, solved(1, 2))
