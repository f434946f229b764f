from hypothesis import given
from hypothesis import strategies as st

from tinylora.judge.cases import choose_cases, spread
from tinylora.problem import Origin, TestCase


def cases(**counts):
    """Cases of one origin after the other, equal in size, each with an output of its own."""
    return [
        TestCase(f"{origin} {i}", f"{i:03}", Origin(origin))
        for origin, count in counts.items()
        for i in range(count)
    ]


def sized(*sizes, output="y"):
    """Private cases of so many bytes each, with one and the same output of one byte."""
    return [TestCase("x" * (size - 1), output, Origin.PRIVATE) for size in sizes]


def test_all_of_them_without_a_budget_or_under_it():
    given_cases = cases(public=2, private=1)
    assert choose_cases(given_cases, None) == tuple(given_cases)
    assert choose_cases(given_cases, 3) == tuple(given_cases)
    assert choose_cases(given_cases, 3, 10_000) == tuple(given_cases)
    assert choose_cases([], 3, 1) == ()


def test_origins_take_turns_and_the_middle_comes_before_the_ends():
    chosen = choose_cases(cases(public=2, private=10, generated=100), 6)
    assert [case.input for case in chosen] == [
        *("public 0", "public 1"),
        *("private 2", "private 5"),
        *("generated 25", "generated 50"),
    ]


def test_a_short_origin_gives_its_turns_away():
    chosen = choose_cases(cases(public=1, private=9), 4)
    assert [case.input for case in chosen] == ["public 0", "private 2", "private 4", "private 7"]


def test_sizes_are_spread_and_the_first_few_are_not_what_is_run():
    # By size: 10 20 … 90; the middle is 50, the middles of the halves 30 and 80.
    chosen = choose_cases(sized(90, 10, 80, 20, 70, 30, 60, 40, 50), 3)
    assert [len(case.input) + 1 for case in chosen] == [80, 30, 50]


def test_different_outputs_come_first():
    given_cases = [*sized(*range(10, 30), output="NO"), *sized(2, output="YES")]
    assert {case.output for case in choose_cases(given_cases, 2)} == {"NO", "YES"}


def test_bytes_are_a_budget_and_what_does_not_fit_is_passed_over():
    # Asked in the order 30, 20, 40, 10. Of 25 bytes: 30 does not fit, 20 does, 5 are left.
    assert choose_cases(sized(10, 20, 30, 40), None, 25) == tuple(sized(20))
    assert choose_cases(sized(10, 20, 30, 40), None, 30) == tuple(sized(30))
    assert choose_cases(sized(10, 20, 30, 40), None, 60) == tuple(sized(10, 20, 30))


def test_one_case_is_always_run_the_smallest_where_none_fits():
    assert choose_cases(sized(40, 10, 20), None, 5) == tuple(sized(10))


def test_bytes_are_bytes_not_characters():
    case = TestCase("天", "地", Origin.STATEMENT)  # three bytes each
    assert choose_cases([case, *sized(2)], None, 6) == (case,)
    assert choose_cases([case, *sized(2)], None, 5) == tuple(sized(2))


def test_spread_covers_the_range_from_its_first_few():
    assert spread(7) == [3, 1, 5, 0, 2, 4, 6]
    assert spread(0) == []
    assert sorted(spread(100)) == list(range(100))


ANY_CASES = st.lists(
    st.builds(
        TestCase, st.text("ab\n天", max_size=8), st.text("01", max_size=2), st.sampled_from(Origin)
    ),
    max_size=30,
)


@given(ANY_CASES, st.none() | st.integers(1, 40), st.none() | st.integers(1, 60))
def test_within_the_budget_in_order_without_repeats(given_cases, most, most_bytes):
    chosen = choose_cases(given_cases, most, most_bytes)
    places, start = [], 0
    for case in chosen:
        start = given_cases.index(case, start) + 1
        places.append(start)
    assert places == sorted(set(places))
    assert len(chosen) <= (most or len(given_cases))
    assert bool(chosen) == bool(given_cases)
    size = sum(len((case.input + case.output).encode()) for case in chosen)
    assert most_bytes is None or size <= most_bytes or len(chosen) == 1


@given(
    counts=st.fixed_dictionaries({o.value: st.integers(0, 30) for o in Origin}),
    most=st.integers(1, 40),
)
def test_as_many_as_allowed_of_as_many_origins_as_can_be(counts, most):
    given_cases = cases(**counts)
    chosen = choose_cases(given_cases, most)
    assert len(chosen) == min(most, len(given_cases))
    present = {case.origin for case in given_cases}
    assert len({case.origin for case in chosen}) == min(len(present), len(chosen))
