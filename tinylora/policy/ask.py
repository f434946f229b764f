"""What an engine is asked, by whoever asks it: rollouts, validations and evaluations alike.

They differ in how many samples they take and from which seeds.
"""

from collections.abc import Iterable, Mapping

from transformers import PreTrainedTokenizerBase

from tinylora.policy.engines.generate import Request
from tinylora.policy.prompt import prompt_of
from tinylora.policy.settings import PromptSettings
from tinylora.problem import StoredProblem

Sample = tuple[str, int, int]
"""Whose completion: problem key, number among the problem's samples, seed."""


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
