"""Rollouts: sample completions from the merged policy while those sampled before are being judged.

Every completion has its own seed, derived from the run's seed, the step, the problem and the
sample's number: what a step samples depends on v and on nothing that happened before. A completion
that the judge fails on is masked, not scored; too many of those, or a judge that nobody can trust,
end the training.
"""

import logging
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from tinylora.errors import JudgeFault, JudgeStopped
from tinylora.grpo.asking import Asking
from tinylora.grpo.facts import Facts
from tinylora.grpo.reward import reward, reward_terms
from tinylora.identity import derive_seed
from tinylora.judge.verdict import Judgement
from tinylora.policy.engines.generate import Completion

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
            **{"token_ids": done.token_ids, "log_probs": done.log_probs},
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


class RolloutWorker(Asking):
    """Rolls out what a step is to learn from."""

    def roll(self, step: int, samples: Sequence[tuple[str, int]]) -> RolloutBatch:
        """Return a rollout for each (problem key, sample number).

        Raises:
            JudgeStopped: the judge judges no more, or cannot be trusted.
        """
        started = time.monotonic()
        seed = self._job.training.seed
        seeded = [(key, number, derive_seed(seed, step, key, number)) for key, number in samples]
        asked = self._requests(seeded)
        waiting = {
            (completion.problem_key, completion.sample): (completion, future)
            for completion, future in self._answers(asked, self._job.rollout_generation)
        }
        sampled = time.monotonic()
        ids = {one.problem_key: one.prompt for one in asked}
        ids = {key: self._encode(prompt) for key, prompt in ids.items()}
        rollouts = [
            self._rollout(completion, ids[completion.problem_key], future)
            for completion, future in (waiting[sample] for sample in samples)
        ]
        return RolloutBatch(rollouts, sampled - started, time.monotonic() - sampled)

    def _encode(self, prompt: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(prompt, add_special_tokens=False))

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
        chosen = self._job.training.reward
        terms = reward_terms(Facts.of(judged, completion.tokens, completion.text), chosen)
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
