"""Made-up judged completions, small enough to work out by hand."""

from collections.abc import Callable

import pytest

from tinylora.evaluation.records import JudgedCompletion


def _judged(problem: str, verdict: str, sample: int = 0, **changes) -> JudgedCompletion:
    passed = {"AC": 4, "CE": 0, "NC": 0}.get(verdict, 1)
    failure = {"ordinal": 1, "verdict": verdict, "expected": "3", "actual": "4", "message": ""}
    fields = {
        **{"problem_key": problem, "dataset": "code_contests", "bucket": "easy"},
        **{"title": f"Problem {problem}", "sample": sample, "verdict": verdict},
        **{"passed": passed, "total": 4, "text": "```cpp\nint main() {}\n```"},
        "source": None if verdict == "NC" else "int main() {}",
        "first_failure": None if verdict == "AC" else failure,
        **{"tokens": 10, "finish_reason": "fence"},
    }
    return JudgedCompletion(**{**fields, **changes})


@pytest.fixture
def judged() -> Callable[..., JudgedCompletion]:
    """Return a maker of completions: judged("p1", "WA", sample=0, bucket="hard")."""
    return _judged
