"""Rollouts from vLLM: it gets W + ΔW before every batch, and says how likely each token was to it.

vLLM knows nothing of TinyLoRA, so it is handed whole weights. Handed the base's, it would sample
from the base model and nobody would notice: that it took all of them is checked here, and what it
says of its tokens is set against the trainer's own numbers (`grpo.importance`).
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.adapter.inject import adapter_hash
from tinylora.errors import EngineFault
from tinylora.policy.engines.generate import (
    Completion,
    Ends,
    Request,
    Row,
    check_context,
    longest_first,
)
from tinylora.policy.engines.merged_weights import MergedWeights
from tinylora.policy.settings import GenerationSettings

MUCH_LOST = 0.5
SAMPLED_FROM = "processed_logprobs"
"""vLLM's name for log-probabilities after temperature: of the distribution that was sampled."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sampled:
    """Tokens one after another, the end of turn included, and log μ of each in nats."""

    token_ids: Sequence[int]
    log_probs: Sequence[float]
    """NaN: vLLM does not know it."""


class Backend(Protocol):
    """A running vLLM: in this process, or behind an address."""

    def load(self, weights: MergedWeights) -> None:
        """Sample from `weights` from now on, and forget what was computed with others."""

    def sample(
        self, rows: Sequence[Row], stop_ids: Sequence[int], settings: GenerationSettings
    ) -> list[Sampled]:
        """Return what follows each row's prompt, in their order, drawn from the row's own seed."""


class VllmEngine:
    """Samples from `model`'s policy through vLLM.

    The same seed gives the same completion only while vLLM's batches are the same: unlike ours, its
    rounding depends on what is computed side by side.

    Args:
        model: from `attach`; v is read at every batch.
        tokenizer: of the base model.
        backend: a vLLM that was started with the base model.
    """

    def __init__(
        self, model: PeftModel, tokenizer: PreTrainedTokenizerBase, backend: Backend
    ) -> None:
        self._model, self._tokenizer, self._backend = model, tokenizer, backend
        self.share_lost: float | None = None
        """Of ΔW, by norm, rounded away in the weights last sent. None: none were sent."""
        self._warned = False

    def generate(
        self, requests: Sequence[Request], settings: GenerationSettings
    ) -> Iterator[Completion]:
        """Hand over the weights, then yield every request's completion, each as long as ours.

        vLLM does not know where a program ends: what it wrote after that is cut off.

        Raises:
            SettingsError: a prompt and its completion do not fit the model's context.
            EngineFault: vLLM failed, or left something out.
        """
        rows = longest_first(requests, self._tokenizer, settings)
        check_context(rows, settings, self._model)
        if not rows:
            return
        ends = Ends(self._model, self._tokenizer, settings)
        adapter = self._synchronise()
        sampled = self._backend.sample(rows, ends.stop_ids, settings)
        if len(sampled) != len(rows):
            raise EngineFault(f"vLLM answered {len(sampled)} of {len(rows)} requests; start again")
        for row, answer in zip(rows, sampled, strict=True):
            yield replace(_completion(row, answer, ends), adapter=adapter)

    def _synchronise(self) -> str:
        """Hand the weights over; return the hash of the adapter that is in them."""
        weights, adapter = MergedWeights(self._model), adapter_hash(self._model)
        self._backend.load(weights)
        if not weights.complete:
            raise EngineFault(
                f"vLLM took {weights.taken} of {len(weights.described())} weights and would sample "
                "from another model; take a version that tinylora[vllm] names"
            )
        self.share_lost = weights.share_lost
        if self.share_lost > MUCH_LOST and not self._warned:
            self._warned = True
            log.warning(
                "vLLM's rollouts come nearly from the base model: rounding W + ΔW loses %.0f%% of "
                "ΔW (by norm); train with model.dtype float32, or let rollouts be own",
                100 * self.share_lost,
            )
        return adapter


def sampling(settings: GenerationSettings) -> dict[str, Any]:
    """Return what vLLM's SamplingParams and TRL's client name alike."""
    return {
        "n": 1,
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        "max_tokens": settings.max_new_tokens,
        "logprobs": 0,  # the sampled token's alone
    }


def _completion(row: Row, answer: Sampled, ends: Ends) -> Completion:
    """Return the completion up to where ours would have ended."""
    where = f"problem {row.request.problem_key}, sample {row.request.sample}"
    if len(answer.token_ids) != len(answer.log_probs):
        raise EngineFault(
            f"{where}: vLLM gave {len(answer.log_probs)} log-probabilities for "
            f"{len(answer.token_ids)} tokens; take a version that tinylora[vllm] names"
        )
    for count, token in enumerate(answer.token_ids, start=1):
        row.taken.append(token)
        if reason := ends.reason(row):
            ended = ends.completion(row, reason)
            return replace(ended, log_probs=tuple(answer.log_probs[:count]))
    raise EngineFault(
        f"{where}: vLLM ended after {len(row.taken)} tokens without an end of turn; give it a "
        "context of the longest prompt and training.max_new_tokens together"
    )
