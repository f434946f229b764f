"""Rollouts: sample completions from the merged policy while those sampled before are being judged.

Every completion has its own seed, derived from the run's seed, the step, the problem and the
sample's number: what a step samples depends on v and on nothing that happened before. A completion
that the judge fails on is masked, not scored; too many of those, or a judge that nobody can trust,
end the training.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.errors import JudgeFault, JudgeStopped
from tinylora.grpo.asking import prompt_of, submission_of
from tinylora.grpo.problems import TrainingProblem
from tinylora.grpo.reward import Facts, reward, reward_terms
from tinylora.identity import derive_seed
from tinylora.judge.judge import Judge
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement
from tinylora.policy.engines.engine import Engine, OwnEngine
from tinylora.policy.engines.generate import Completion, Request
from tinylora.policy.settings import GenerationSettings
from tinylora.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rollout:
    """One completion with its judgement and what that is worth, or why it is masked."""

    completion: Completion
    prompt_ids: tuple[int, ...]
    judgement: Judgement | None
    """None: the judge failed on it."""
    reward: float | None
    """The weighted sum of the terms. None: masked."""
    terms: Mapping[str, float] = field(default_factory=dict)
    """`reward_terms`, without their weights; empty where masked."""
    bucket: str = "unrated"
    """Of its problem."""
    fault: str | None = None
    """What the judge said where it failed."""

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
            **{"reward": self.reward, "terms": dict(self.terms), "fault": self.fault},
            "judgement": self.judgement and self.judgement.to_row(),
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
        judge: Judge,
        settings: Settings,
        engine: Engine | None = None,
    ) -> None:
        """Sample from `model` merged, or through `engine` where one is given."""
        self._tokenizer, self._judge = tokenizer, judge
        self._engine = engine or OwnEngine(model, tokenizer)
        self._problems = {problem.problem_key: problem for problem in problems}
        self._settings = settings
        self._generation = rollout_generation(settings)

    def roll(self, step: int, samples: Sequence[tuple[str, int]]) -> RolloutBatch:
        """Return a rollout for each (problem key, sample number).

        Raises:
            JudgeStopped: the judge judges no more, or cannot be trusted.
        """
        started = time.monotonic()
        prompts = {
            key: prompt_of(self._problems[key], self._settings.prompt, self._tokenizer)
            for key, _ in samples
        }
        requests = [self._request(step, key, number, prompts[key]) for key, number in samples]
        waiting = {}
        for completion in self._engine.generate(requests, self._generation):
            future = self._judge.submit(self._submission(completion))
            waiting[completion.problem_key, completion.sample] = (completion, future)
        sampled = time.monotonic()
        ids = {key: self._encode(prompt) for key, prompt in prompts.items()}
        rollouts = [
            self._rollout(completion, ids[completion.problem_key], future)
            for completion, future in (waiting[sample] for sample in samples)
        ]
        return RolloutBatch(rollouts, sampled - started, time.monotonic() - sampled)

    def _encode(self, prompt: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(prompt, add_special_tokens=False))

    def _request(self, step: int, key: str, number: int, prompt: str) -> Request:
        seed = derive_seed(self._settings.training.seed, step, key, number)
        return Request(key, number, seed, prompt)

    def _submission(self, completion: Completion) -> Submission:
        problem = self._problems[completion.problem_key]
        return submission_of(problem, completion.text, self._settings.prompt.code_block)

    def _rollout(
        self, completion: Completion, prompt_ids: tuple[int, ...], future: Future[Judgement]
    ) -> Rollout:
        """Wait for the judge and price what it says; a fault of this one submission masks it."""
        bucket = self._problems[completion.problem_key].bucket
        try:
            judged = future.result()
        except JudgeStopped:
            raise
        except JudgeFault as fault:
            where = (completion.problem_key, completion.sample)
            log.warning("problem %s, sample %d is masked, for the judge failed: %s", *where, fault)
            return Rollout(completion, prompt_ids, None, None, bucket=bucket, fault=str(fault))
        chosen = self._settings.training.reward
        counts = (str(judged.verdict), judged.passed, judged.total)
        terms = reward_terms(Facts(*counts, completion.tokens, completion.text), chosen)
        return Rollout(completion, prompt_ids, judged, reward(terms, chosen), terms, bucket)


def refuse_many_faults(rollouts: Sequence[Rollout], max_share: float) -> None:
    """Raise JudgeFault where the judge failed on more than `max_share` of the rollouts."""
    faults = [rollout.fault for rollout in rollouts if rollout.fault is not None]
    if len(faults) > max_share * len(rollouts):
        raise JudgeFault(
            f"the judge failed on {len(faults)} of {len(rollouts)} rollouts "
            f"({len(faults) / len(rollouts):.0%}; training.max_fault_share is {max_share:.0%}), "
            f"first: {faults[0]}"
        )


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


def numbered(keys: Sequence[str], seen: Counter[str] | None = None) -> list[tuple[str, int]]:
    """Return each key with how often it came before: the sample numbers of a rollout batch.

    Args:
        keys: of problems, in the order they are asked.
        seen: how often each came earlier in the step; these are counted in. None: never.
    """
    seen = Counter() if seen is None else seen
    pairs = []
    for key in keys:
        pairs.append((key, seen[key]))
        seen[key] += 1
    return pairs
