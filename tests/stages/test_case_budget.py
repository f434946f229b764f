"""Test cases are stored whole; what is run of them is a budget that comes with the settings."""

from tinylora.stages.corpus.problem_set import cases_of, problem_set


def test_the_budget_is_applied_to_what_is_stored_whole(filled, settings):
    chosen = max(
        problem_set(filled, settings.corpus, "test").problems,
        key=lambda problem: len(problem.case_digests),
    )

    def run(most, most_bytes):
        return cases_of([chosen], filled, most, most_bytes)[chosen.problem_key]

    whole = run(None, None)
    assert len(whole) == len(chosen.case_digests) > 3
    sizes = [len((case.input + case.output).encode()) for case in whole]
    assert len(run(3, None)) == 3
    assert run(3, None) != whole[:3]
    assert run(None, sum(sizes)) == whole
    half = run(None, sum(sizes) // 2)
    assert 0 < len(half) < len(whole)
    assert sum(len((case.input + case.output).encode()) for case in half) <= sum(sizes) // 2
    (smallest,) = run(None, 1)
    assert len((smallest.input + smallest.output).encode()) == min(sizes)
