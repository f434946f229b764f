"""Rollouts: sample completions from the merged policy while those sampled before are being judged.

Every completion has its own seed, derived from the run's seed, the step, the problem and the
sample's number: what a step samples depends on v and on nothing that happened before.
"""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.adapter.merge import merged
from tinylora.grpo.problems import TrainingProblem
from tinylora.grpo.reward import reward
from tinylora.identity import derive_seed
from tinylora.judge.pool import JudgePool
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement
from tinylora.policy.completion import extract_cpp
from tinylora.policy.generate import Completion, Request, generate
from tinylora.policy.prompt import messages, render
from tinylora.settings import GenerationSettings, Settings


@dataclass(frozen=True, slots=True)
class Rollout:
    """One completion with its judgement and what that is worth."""

    completion: Completion
    prompt_ids: tuple[int, ...]
    judgement: Judgement
    reward: float

    @property
    def truncated(self) -> bool:
        """Whether the token limit ended it."""
        return self.completion.finish_reason == "length"

    def to_event(self) -> dict[str, Any]:
        """Return the fields of a "rollout" event that are known before its group is."""
        done = self.completion
        return {
            **{"problem_key": done.problem_key, "sample": done.sample, "seed": done.seed},
            **{"text": done.text, "tokens": done.tokens, "finish_reason": done.finish_reason},
            **{"reward": self.reward, "judgement": self.judgement.to_row()},
        }


@dataclass(frozen=True, slots=True)
class RolloutBatch:
    """What one process rolled out, in the order it was asked."""

    rollouts: list[Rollout]
    generate_seconds: float
    judge_seconds: float
    """Waiting for the judge after the last completion; most judging is done by then."""


class RolloutWorker:
    """Samples and judges for one process."""

    def __init__(
        self,
        model: PeftModel,
        tokenizer: PreTrainedTokenizerBase,
        problems: Iterable[TrainingProblem],
        judge: JudgePool,
        settings: Settings,
    ) -> None:
        self._model, self._tokenizer, self._judge = model, tokenizer, judge
        self._problems = {problem.problem_key: problem for problem in problems}
        self._settings = settings
        self._generation = rollout_generation(settings)

    def roll(self, step: int, samples: Sequence[tuple[str, int]]) -> RolloutBatch:
        """Return a rollout for each (problem key, sample number).

        Raises:
            JudgeFault: a completion could not be judged. It has no reward then, not a reward of 0.
        """
        started = time.monotonic()
        prompts = {key: self._prompt(key) for key, _ in samples}
        requests = [self._request(step, key, number, prompts[key]) for key, number in samples]
        waiting = {}
        with merged(self._model):
            policy = (self._model, self._tokenizer)
            for completion in generate(policy, requests, self._generation):
                future = self._judge.submit(self._submission(completion))
                waiting[completion.problem_key, completion.sample] = (completion, future)
        sampled = time.monotonic()
        judged = [(waiting[sample][0], waiting[sample][1].result()) for sample in samples]
        ids = {key: self._encode(prompt) for key, prompt in prompts.items()}
        rollouts = [
            Rollout(completion, ids[completion.problem_key], judgement, self._price(judgement))
            for completion, judgement in judged
        ]
        return RolloutBatch(rollouts, sampled - started, time.monotonic() - sampled)

    def _prompt(self, key: str) -> str:
        statement = self._problems[key].statement
        return render(messages(statement, self._settings.prompt, self._tokenizer), self._tokenizer)

    def _encode(self, prompt: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(prompt, add_special_tokens=False))

    def _request(self, step: int, key: str, number: int, prompt: str) -> Request:
        seed = derive_seed(self._settings.training.seed, step, key, number)
        return Request(key, number, seed, prompt)

    def _submission(self, completion: Completion) -> Submission:
        problem = self._problems[completion.problem_key]
        source = extract_cpp(completion.text, self._settings.prompt.code_block)
        limits = (problem.time_limit_s, problem.memory_limit_mb)
        return Submission(source, problem.test_cases, *limits, problem.checker)

    def _price(self, judgement: Judgement) -> float:
        shape = self._settings.training.reward
        return reward(judgement.verdict, judgement.passed, judgement.total, shape)


def rollout_generation(settings: Settings) -> GenerationSettings:
    """Return how rollouts are sampled: from the whole distribution, which the ratio is about."""
    chosen = settings.training
    return settings.generation.model_copy(
        update={
            "max_new_tokens": chosen.max_new_tokens,
            "temperature": chosen.temperature,
            "top_p": 1.0,
        }
    )


def numbered(keys: Sequence[str]) -> list[tuple[str, int]]:
    """Return each key with how often it came before: the sample numbers of a rollout batch."""
    seen: Counter[str] = Counter()
    pairs = []
    for key in keys:
        pairs.append((key, seen[key]))
        seen[key] += 1
    return pairs
