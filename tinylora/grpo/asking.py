"""How a training problem becomes a prompt, and a completion of it a submission."""

from typing import Literal

from transformers import PreTrainedTokenizerBase

from tinylora.grpo.problems import TrainingProblem
from tinylora.judge.submission import Submission
from tinylora.policy.completion import extract_cpp
from tinylora.policy.prompt import messages, render
from tinylora.policy.settings import PromptSettings


def prompt_of(
    problem: TrainingProblem, settings: PromptSettings, tokenizer: PreTrainedTokenizerBase
) -> str:
    """Return the text that the model continues."""
    chat = messages(problem.statement, settings, tokenizer, problem.public_tests)
    return render(chat, tokenizer)


def submission_of(
    problem: TrainingProblem, text: str, code_block: Literal["last", "first"]
) -> Submission:
    """Return the program in `text`, or that there is none, with the problem's tests and limits."""
    limits = (problem.time_limit_s, problem.memory_limit_mb)
    return Submission(extract_cpp(text, code_block), problem.test_cases, *limits, problem.checker)
