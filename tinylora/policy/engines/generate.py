"""Sample completions: each from its own seed, so no sample depends on the batch it is in."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from tinylora.errors import SettingsError
from tinylora.judge.languages.registry import find_language
from tinylora.judge.submission import called
from tinylora.policy.engines.sampling import choose, uniforms
from tinylora.policy.engines.shared_prompt_batch import start_batch
from tinylora.policy.settings import GenerationSettings

FinishReason = Literal["stop", "fence", "length"]
THOUGHT_BEGINS = re.compile(r"<think>\s*\Z")
"""The end of a prompt whose chat template opens the thought, as reasoning models' do."""


@dataclass(frozen=True)
class Request:
    """One completion to sample."""

    problem_key: str
    sample: int
    seed: int
    """At least 0. The same seed, prompt, model and settings give the same completion."""
    prompt: str
    """Rendered through the chat template."""
    language: str = "c++"
    """What the answer is written in, as in `tinylora/judge/languages/registry.py`."""
    function: str | None = None
    """What the answer defines. None: it is a program."""


@dataclass(frozen=True)
class Completion:
    """One completion."""

    problem_key: str
    sample: int
    seed: int
    text: str
    """Without special tokens; with the closing fence where that ended it, and with the <think> that
    its prompt ended with in front: without it the thought would be taken for the answer."""
    token_ids: tuple[int, ...]
    """Exactly as sampled, the end-of-turn token included."""
    finish_reason: FinishReason
    log_probs: tuple[float, ...] | None = None
    """Of each token, in nats, in the distribution it was drawn from (after temperature and top_p),
    as the engine that drew it computed them. NaN: unknown. None: it says none."""
    adapter: str | None = None
    """`adapter_hash` of what the engine sampled from. None: it does not say."""

    @property
    def tokens(self) -> int:
        """Tokens sampled."""
        return len(self.token_ids)


@dataclass
class Row:
    """A request on its way: its prompt's ids and the tokens taken so far."""

    request: Request
    prompt: tuple[int, ...]
    most: int
    """Tokens that may be taken."""
    taken: list[int] = field(default_factory=list)
    log_probs: list[float] = field(default_factory=list)
    """Of the tokens taken; an engine that learns them otherwise leaves it empty."""

    @cached_property
    def uniforms(self) -> np.ndarray:
        """Return its random numbers, one for each token it may take; drawn when first asked for."""
        return uniforms(self.request.seed, self.most)


def generate(
    policy: tuple[PreTrainedModel, PreTrainedTokenizerBase],
    requests: Sequence[Request],
    settings: GenerationSettings,
) -> Iterator[Completion]:
    """Yield every request's completion as it ends, so in no particular order.

    The longest prompts go first: if memory does not suffice, that shows at once. A finished row
    leaves the batch, and new rows join when a quarter of it is free.

    Raises:
        SettingsError: a prompt and its completion do not fit the model's context.
    """
    model, tokenizer = policy
    waiting = longest_first(requests, tokenizer, settings)
    check_context(waiting, settings, model)
    ends = Ends(model, tokenizer, settings)
    training = model.training
    model.eval()
    try:
        yield from _decode(model, waiting, settings, ends)
    finally:
        model.train(training)


def _decode(
    model: PreTrainedModel, waiting: deque[Row], settings: GenerationSettings, ends: "Ends"
) -> Iterator[Completion]:
    rows: list[Row] = []
    batch = None
    while waiting or rows:
        if waiting and len(rows) <= settings.batch_size * 3 // 4:
            room = min(len(waiting), settings.batch_size - len(rows))
            joining = [waiting.popleft() for _ in range(room)]
            arriving = start_batch(model, [row.prompt for row in joining])
            batch = batch.join(arriving) if batch and rows else arriving
            rows += joining
        tokens, log_probs = _next_tokens(batch.logits, rows, settings)
        for row, token, likely in zip(rows, tokens.tolist(), log_probs.tolist(), strict=True):
            row.taken.append(token)
            row.log_probs.append(likely)
        reasons = [ends.reason(row) for row in rows]
        live = [index for index, reason in enumerate(reasons) if reason is None]
        for row, reason in zip(rows, reasons, strict=True):
            if reason is not None:
                yield ends.completion(row, reason)
        if live and len(live) < len(rows):
            batch.keep(live)
        rows = [rows[index] for index in live]
        if rows:
            batch.step(tokens[live])


def _next_tokens(
    logits: torch.Tensor, rows: list[Row], settings: GenerationSettings
) -> tuple[torch.Tensor, torch.Tensor]:
    drawn = torch.tensor([row.uniforms[len(row.taken)] for row in rows], dtype=torch.float64)
    return choose(logits, drawn.to(logits.device), settings.temperature, settings.top_p)


def longest_first(
    requests: Sequence[Request], tokenizer: PreTrainedTokenizerBase, settings: GenerationSettings
) -> deque[Row]:
    """Return tokenised rows; equal prompts end up side by side, so that they share a prefill."""
    prompts = {request.prompt for request in requests}
    ids = {prompt: tuple(tokenizer.encode(prompt, add_special_tokens=False)) for prompt in prompts}
    rows = [Row(request, ids[request.prompt], settings.max_new_tokens) for request in requests]
    return deque(sorted(rows, key=lambda row: (len(row.prompt), row.prompt), reverse=True))


def check_context(
    rows: Sequence[Row], settings: GenerationSettings, model: PreTrainedModel
) -> None:
    """Refuse rows, the longest first, that do not fit.

    Raises:
        SettingsError: a prompt and its completion do not fit the model's context.
    """
    context = getattr(model.config.get_text_config(), "max_position_embeddings", None)
    if rows and context and (needed := len(rows[0].prompt) + settings.max_new_tokens) > context:
        raise SettingsError(
            f"problem {rows[0].request.problem_key}: prompt and completion need {needed} tokens, "
            f"the model's context holds {context}; lower prompt.max_statement_tokens or "
            "max_new_tokens"
        )


def _is_complete(request: Request, text: str) -> bool:
    """Return whether `text` has just ended the answer that is asked for."""
    return find_language(request.language).is_complete(text, **called(request.function))


class Ends:
    """When a row is finished, and what it says then."""

    def __init__(
        self,
        model: PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        settings: GenerationSettings,
    ) -> None:
        self._tokenizer = tokenizer
        self._settings = settings
        of_model = model.generation_config.eos_token_id
        self._eos = {tokenizer.eos_token_id}
        self._eos.update(of_model if isinstance(of_model, list) else [of_model])
        vocabulary = tokenizer.get_vocab()
        self._ticks = {index for token, index in vocabulary.items() if "`" in token}

    @property
    def stop_ids(self) -> list[int]:
        """Tokens that end a turn."""
        return sorted(index for index in self._eos if index is not None)

    def reason(self, row: Row) -> FinishReason | None:
        """Return why the row ends with its last token, None if it goes on."""
        taken = row.taken
        if taken[-1] in self._eos:
            return "stop"
        # Decoding every row at every step would be slow: a fence needs a backtick just before.
        if (
            self._settings.stop_at_fence
            and not self._ticks.isdisjoint(taken[-2:])
            and _is_complete(row.request, self._text(row))
        ):
            return "fence"
        return "length" if len(taken) == self._settings.max_new_tokens else None

    def completion(self, row: Row, reason: FinishReason) -> Completion:
        """Return what `row` says, ended for `reason`."""
        request = row.request
        return Completion(
            request.problem_key,
            request.sample,
            request.seed,
            self._text(row),
            tuple(row.taken),
            reason,
            tuple(row.log_probs) or None,
        )

    def _text(self, row: Row) -> str:
        begun = THOUGHT_BEGINS.search(row.request.prompt)
        said = self._tokenizer.decode(row.taken, skip_special_tokens=True)
        return begun[0] + said if begun else said
