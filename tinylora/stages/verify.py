"""Walk the pipeline once on one built-in problem and say, step by step, what works.

machine -> load and generate -> put the adapter on it and generate with v = 0 and with a small v ->
extract -> compile and run. Nothing is stored and nothing is reused: a verification that served an
old answer would verify nothing.
"""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinylora.corpus.sources.readers import reader_of
from tinylora.errors import TinyLoRAError
from tinylora.jobs import run_job
from tinylora.judge.languages.registry import compares_itself
from tinylora.judge.open_judge import open_judge
from tinylora.judge.submission import source_in, submission_of
from tinylora.policy.job import TRYING, TryJob
from tinylora.problem import Origin, StoredProblem, TestCase
from tinylora.settings import Settings
from tinylora.stages.preflight import faults

SUM = (
    "Read two integers a and b from standard input and print their sum.",
    (TestCase("1 2\n", "3\n", Origin.PUBLIC), TestCase("-5 5\n", "0\n", Origin.PRIVATE)),
)
PROBLEMS = {
    "c++": SUM,
    "python": SUM,
    "mathematics": ("What is 20 + 22?", (TestCase("", "42", Origin.PRIVATE),)),
}
"""Statement and test cases, by the language that they are answered in."""
RIGHT = {
    "c++": "#include <iostream>\n"
    "int main() { long long a, b; std::cin >> a >> b; std::cout << a + b; }",
    "python": "print(sum(map(int, input().split())))",
    "mathematics": "42",
}
NOUNS = {"c++": "C++", "python": "Python", "mathematics": "answer"}


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
        texts, problem = {}, _problem(settings)
        for event in _tried(settings, home):
            if event["event"] == "adapter":
                yield _put_on(event)
                continue
            texts[event["policy"]] = event["text"]
            yield _generated(event)
        sources = {
            policy: source_in(text, problem, settings.prompt.code_block)
            for policy, text in texts.items()
        }
        sizes = (_size(*one, problem.answer_language) for one in sources.items())
        yield Step("extract", True, "; ".join(sizes))
        yield from _judge(sources, problem, settings, home)
    except TinyLoRAError as error:
        yield Step("failed", False, str(error))


def _problem(settings: Settings) -> StoredProblem:
    """Return a problem of the kind that the profile's sources hold; of two kinds, a program's."""
    kinds = {reader_of(source.dataset).answer_language for source in settings.corpus.sources}
    is_answer = len(kinds) == 1 and compares_itself(*kinds)
    language = kinds.pop() if is_answer else settings.prompt.language
    statement, cases = PROBLEMS[language]
    asked = {"statement": statement, "test_cases": cases, "answer_language": language}
    return StoredProblem("verify", **asked)


def _tried(settings: Settings, home: Path) -> Iterator[dict[str, Any]]:
    """Yield what the child tells of the model, and of it under the adapter."""
    with tempfile.TemporaryDirectory(prefix="verify-") as name:
        job = TryJob(home=home, **settings.sections_of(TryJob))
        job.write(Path(name), [_problem(settings)])
        yield from run_job(TRYING, Path(name))


def _put_on(adapter: Mapping[str, Any]) -> Step:
    trainable, total = adapter["trainable"], adapter["total"]
    detail = (
        f"{adapter['modules']} modules replaced; {total:,} parameters, of which {trainable:,} "
        f"train: 1 in {total / trainable:,.0f}"
    )
    return Step("put the adapter on", True, detail)


def _generated(answer: Mapping[str, Any]) -> Step:
    """Say how a completion went: with v = 0 it must be the base model's, with another v not."""
    shown = f"{answer['tokens']} tokens, ended by {answer['finish_reason']}"
    if answer["policy"] == "base":
        return Step("load and generate", True, shown)
    name, largest = f"generate with {answer['policy']}", answer["largest_change"]
    if answer["v_norm"] == 0:
        same = answer["same_logits"] and answer["same_tokens"]
        how = (
            "logits and tokens are the base model's, bit for bit"
            if same
            else f"logits differ from the base model's by up to {largest:.1e}, or tokens do: the "
            "adapter changes what it must not; report the model and its dtype"
        )
        return Step(name, same, f"{shown}; {how}")
    how = (
        f"|v| {answer['v_norm']:.2g} moves the logits by up to {largest:.2g}"
        if largest > 0
        else f"|v| {answer['v_norm']:.2g} moves no logit: v reaches no module of this model; look "
        "at adapter.targets and model.dtype"
    )
    return Step(name, largest > 0, f"{shown}; {how}")


def _size(policy: str, source: str | None, language: str) -> str:
    noun = NOUNS[language]
    if source is None:
        return f"{policy}: no {noun}"
    if compares_itself(language):
        return f"{policy}: an {noun}"
    return f"{policy}: {len(source.splitlines())} lines of {noun}"


def _judge(
    sources: Mapping[str, str | None], problem: StoredProblem, settings: Settings, home: Path
) -> Iterator[Step]:
    with open_judge(settings.judge, home) as judge:
        right = RIGHT[problem.answer_language]
        known = judge.submit(submission_of(right, problem)).result()
        detail = f"{known.compiler}; isolation {judge.isolation}; what is right is {known.verdict}"
        yield Step("compile and run", known.verdict == "AC", detail)
        answers = {
            policy: judge.submit(submission_of(source, problem)).result()
            for policy, source in sources.items()
        }
        scores = (
            f"{policy}: {answer.verdict}, {answer.passed} of {answer.total} passed"
            for policy, answer in answers.items()
        )
        yield Step("judge the completions", True, "; ".join(scores))
