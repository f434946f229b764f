"""The part of two evaluations that can be set side by side although not all of it can."""

from collections import defaultdict
from collections.abc import Sequence

from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.statistics.comparison import count

Rows = list[JudgedCompletion]


def keep_common_problems(
    base: Sequence[JudgedCompletion], tuned: Sequence[JudgedCompletion]
) -> tuple[Rows, Rows, list[str]]:
    """Return both evaluations on the problems they share, with as many samples of each problem.

    The samples kept are the first ones. The third value names what was left out.
    """
    before, after = _by_problem(base), _by_problem(tuned)
    shared = sorted(before.keys() & after.keys())
    kept: tuple[Rows, Rows] = ([], [])
    for key in shared:
        fewest = min(len(before[key]), len(after[key]))
        for rows, of_problem in zip(kept, (before[key], after[key]), strict=True):
            rows += of_problem[:fewest]
    left_out = []
    if alone := len(before.keys() ^ after.keys()):
        left_out.append(
            f"{count(alone, 'problem')} of only one of the two left out, {len(shared)} kept"
        )
    dropped = sum(len(found[key]) for found in (before, after) for key in shared) - sum(
        map(len, kept)
    )
    if dropped:
        left_out.append(f"{count(dropped, 'sample')} left out where one of the two has more")
    return *kept, left_out


def _by_problem(rows: Sequence[JudgedCompletion]) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.problem_key, row.sample)):
        found[row.problem_key].append(row)
    return found
