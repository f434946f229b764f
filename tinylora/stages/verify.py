"""Walk the pipeline once on one built-in problem and say, step by step, what works.

machine -> load and generate -> extract -> compile and run. Nothing is stored and nothing is reused:
a verification that served an old answer would verify nothing.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinylora.errors import TinyLoRAError
from tinylora.jobs import run_job
from tinylora.judge.languages.cpp_source import extract_cpp
from tinylora.judge.open_judge import open_judge
from tinylora.judge.submission import Submission
from tinylora.policy.job import SAMPLING, SamplingJob
from tinylora.policy.model_source import resolve
from tinylora.problem import Origin, StoredProblem, TestCase
from tinylora.settings import Settings
from tinylora.stages.preflight import faults

STATEMENT = "Read two integers a and b from standard input and print their sum."
CASES = (TestCase("1 2\n", "3\n", Origin.PUBLIC), TestCase("-5 5\n", "0\n", Origin.PRIVATE))
REFERENCE = (
    "#include <iostream>\nint main() { long long a, b; std::cin >> a >> b; std::cout << a + b; }"
)


@dataclass(frozen=True)
class Step:
    """One step of the walk; `works` is about the machine, not about how clever the model is."""

    name: str
    works: bool
    detail: str


def verify(settings: Settings, home: Path) -> Iterator[Step]:
    """Yield each step as it is done; stop after the first that does not work."""
    missing = faults(settings, home)
    yield Step("machine", not missing, "; ".join(missing) or "compiler, disk and model are there")
    if missing:
        return
    try:
        completion = _generate(settings, home)
        shown = f"{completion['tokens']} tokens, ended by {completion['finish_reason']}"
        yield Step("load and generate", True, shown)
        source = extract_cpp(completion["text"], settings.prompt.code_block)
        size = f"{len(source.splitlines())} lines of C++" if source else "no C++ in this completion"
        yield Step("extract", True, size)
        yield from _judge(source, settings, home)
    except TinyLoRAError as error:
        yield Step("failed", False, str(error))


def _generate(settings: Settings, home: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="verify-") as name:
        folder = Path(name)
        job = SamplingJob(
            home=home,
            **(settings.sections_of(SamplingJob) | {"adapter": None}),
            base_fingerprint=resolve(settings.model, home).fingerprint,
            samples_per_problem=1,
            seed=0,
        )
        job.write(folder, [StoredProblem("verify", statement=STATEMENT)])
        events = list(run_job(SAMPLING, folder))
    return next(event for event in events if event["event"] == "completion")


def _judge(source: str | None, settings: Settings, home: Path) -> Iterator[Step]:
    with open_judge(settings.judge, home) as judge:
        known = judge.submit(Submission(REFERENCE, CASES)).result()
        detail = (
            f"{judge.compiler}; isolation {judge.isolation}; a right program is {known.verdict}"
        )
        yield Step("compile and run", known.verdict == "AC", detail)
        answer = judge.submit(Submission(source, CASES)).result()
        score = f"the model's answer is {answer.verdict}, {answer.passed} of {answer.total} passed"
        yield Step("judge the completion", True, score)
