"""The one way completions are made and judged: problems asked, an engine's answers to the judge.

Rollouts, validations and evaluations differ in how many samples they take and from which seeds; who
answers (an Engine) and who judges is the caller's choice. An evaluation's child samples alone, and
its parent judges what the child tells.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from typing import Literal, Protocol

from transformers import PreTrainedTokenizerBase

from tinylora.judge.submission import Submission, source_in, submission_of
from tinylora.judge.verdict import Judgement
from tinylora.policy.engines.engine import Engine
from tinylora.policy.engines.generate import Completion, Request
from tinylora.policy.prompt import prompt_of
from tinylora.policy.settings import GenerationSettings, PromptSettings
from tinylora.problem import StoredProblem

Sample = tuple[str, int, int]
"""Whose completion: problem key, number among the problem's samples, seed."""


class Submits(Protocol):
    """As much of a judge as is needed here."""

    def submit(self, submission: Submission) -> Future[Judgement]:
        """Return the judgement that will be made."""


def requests(
    samples: Iterable[Sample],
    problems: Mapping[str, StoredProblem],
    settings: PromptSettings,
    tokenizer: PreTrainedTokenizerBase,
) -> list[Request]:
    """Return what an engine is asked; a problem is rendered once for all of its samples."""
    prompts: dict[str, str] = {}
    made = []
    for key, number, seed in samples:
        problem = problems[key]
        if key not in prompts:
            prompts[key] = prompt_of(problem, settings, tokenizer)
        asked = (prompts[key], problem.answer_language, problem.function)
        made.append(Request(key, number, seed, *asked))
    return made


def sample_and_judge(
    asked: list[Request],
    problems: Mapping[str, StoredProblem],
    engine: Engine,
    generation: GenerationSettings,
    judge: Submits,
    code_block: Literal["last", "first"],
) -> Iterator[tuple[Completion, Future[Judgement]]]:
    """Yield completions as they end, each with its judgement, made while others are sampled.

    Raises:
        SettingsError: a prompt and its completion do not fit the model's context.
        EngineFault: the engine failed.
    """
    for completion in engine.generate(asked, generation):
        problem = problems[completion.problem_key]
        source = source_in(completion.text, problem, code_block)
        yield completion, judge.submit(submission_of(source, problem))
