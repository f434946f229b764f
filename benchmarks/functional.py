"""The share of functional problems whose reference solution is accepted.

    python -m benchmarks.functional [FOLDER ...]

Our own functions in each encoding of DeepCoder's rows; then the functional rows of every parquet
file in the folders. Where a solution is refused, it may be at fault, and so may the tests.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from samples.functional import FUNCTIONS, rows
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources import deepcoder
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.problem import IoMode, Problem, Refused

AT_ONCE = 64
"""Problems whose test cases are in memory."""
TRIED = 3
"""Solutions of a row: one of them must be accepted."""


def main(folders: list[str]) -> None:
    """Judge and print."""
    ours = [
        (config, row, [function.solution])
        for function in FUNCTIONS
        for config, row in rows(function)
    ]
    with (
        tempfile.TemporaryDirectory(prefix="functional-") as scratch,
        open_judge(JudgeSettings(time_limit_s=10), Path(scratch)) as judge,
    ):
        for config in ("lcbv5", "taco", "primeintellect"):
            told = accepted([one for one in ours if one[0] == config], judge)
            print(f"ours as {config}: {shown(told)}")
        for folder in folders:
            for path in sorted(Path(folder).rglob("*.parquet")):
                print(f"{path}: {shown(accepted(given(path), judge))}")


def given(path: Path) -> Iterator[tuple[str, dict[str, Any], list[str]]]:
    """Yield the rows of a file of DeepCoder's, with the configuration that its folder names."""
    config = path.parent.name if path.parent.name in deepcoder.SPLITS else "taco"
    for batch in pq.ParquetFile(path).iter_batches(AT_ONCE):
        for row in batch.to_pylist():
            yield config, row, [program(one) for one in row.get("solutions") or ()]


def program(solution: str) -> str:
    """Return a solution without the fence that some rows have around it."""
    inside = solution.strip().removeprefix("```python").removesuffix("```")
    return inside.strip("\n") + "\n"


def accepted(found: Iterable[tuple[str, dict[str, Any], list[str]]], judge: Any) -> Counter[str]:
    """Return how many rows there are of each fate."""
    told: Counter[str] = Counter()
    waiting: list[list[Any]] = []
    for config, row, solutions in found:
        problem = problem_of(config, row)
        if problem is None or problem.io_mode is not IoMode.FUNCTION:
            continue
        if problem.function is None:
            told[problem.extra["why_not_judged"]] += 1
        elif not solutions:
            told["without a solution"] += 1
        else:
            waiting.append([judge.submit(submission(one, problem)) for one in solutions[:TRIED]])
        if len(waiting) == AT_ONCE:
            settle(waiting, told)
    settle(waiting, told)
    return told


def problem_of(config: str, row: dict[str, Any]) -> Problem | None:
    """Return the problem of a row, None where it is refused."""
    split = deepcoder.SPLITS[config][0]
    source = SourceSettings(dataset="deepcoder", config=config, split=split, path=".")
    try:
        return deepcoder.problem(row, source, CorpusSettings(sources=(source,)))
    except Refused:
        return None


def submission(source: str, problem: Problem) -> Submission:
    """Return a solution with its problem's test cases."""
    asked = {"language": problem.answer_language, "function": problem.function}
    return Submission(source, problem.test_cases, checker=Checker.parse(problem.checker), **asked)


def settle(waiting: list[list[Any]], told: Counter[str]) -> None:
    """Count what was judged and empty the list."""
    for futures in waiting:
        verdicts = [str(future.result().verdict) for future in futures]
        told["AC" if "AC" in verdicts else verdicts[0]] += 1
    waiting.clear()


def shown(told: Counter[str]) -> str:
    """Return the counts in words."""
    total = told.total()
    if not total:
        return "no functional row"
    others = ", ".join(f"{count} {what}" for what, count in told.most_common() if what != "AC")
    return f"{told['AC']} of {total} accepted ({told['AC'] / total:.1%}){others and f'; {others}'}"


if __name__ == "__main__":
    main(sys.argv[1:])
