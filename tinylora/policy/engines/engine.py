"""Who samples completions: the model itself, or a program that is handed its weights.

An engine is a module that ENGINES names (tinylora/entry_points.py) and that has a `make_engine`;
this one is the engine "transformers".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.adapter.inject import adapter_hash
from tinylora.adapter.merge import merged
from tinylora.entry_points import ENGINES
from tinylora.policy.engines.generate import Completion, Request, generate
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import GenerationSettings


class Engine(Protocol):
    """Samples from the policy as it is when asked: with v's value at that moment."""

    def generate(
        self, requests: Sequence[Request], settings: GenerationSettings
    ) -> Iterator[Completion]:
        """Yield every request's completion, in no particular order. v must not change meanwhile.

        Each says what it was sampled from: the adapter's hash and its tokens' log-probabilities,
        without which no step can be proven (`tinylora/grpo/proof.py`).

        Raises:
            SettingsError: a prompt and its completion do not fit the model's context.
            EngineFault: the engine failed.
        """


@dataclass(frozen=True)
class Opening:
    """What an engine may need to know when it is opened; each takes what it wants of it."""

    model: PeftModel
    """Under its adapter; v is read whenever the engine is asked."""
    tokenizer: PreTrainedTokenizerBase
    source: ModelSource
    """Of the base model."""
    dtype: str
    """Of the weights, as model.dtype has it."""
    context: Callable[[], int]
    """Tokens of the longest prompt and its completion together; counting them takes a while."""
    side_by_side: int
    """Completions sampled at once."""
    memory_share: float
    """Of the GPU, for an engine that shares it with the trainer."""
    server: str | None
    """The address that generation.vllm_server names. None: there is none."""


def open_engine(name: str, opening: Opening) -> Engine:
    """Return the engine that ENGINES lists under `name`.

    Raises:
        SettingsError: what it needs is absent, too old, or set up otherwise.
    """
    return import_module(ENGINES[name]).make_engine(opening)


def make_engine(opening: Opening) -> Engine:
    """Return the model itself as an engine."""
    return OwnEngine(opening.model, opening.tokenizer)


class OwnEngine:
    """The model that trains, merged while it samples."""

    def __init__(self, model: PeftModel, tokenizer: PreTrainedTokenizerBase) -> None:
        self._model, self._tokenizer = model, tokenizer

    def generate(
        self, requests: Sequence[Request], settings: GenerationSettings
    ) -> Iterator[Completion]:
        """Yield completions as they end."""
        adapter = adapter_hash(self._model)
        with merged(self._model):
            for one in generate((self._model, self._tokenizer), requests, settings):
                yield replace(one, adapter=adapter)
