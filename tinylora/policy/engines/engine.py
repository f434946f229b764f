"""Who samples completions: the model itself, or a program that is handed its weights."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.adapter.merge import merged
from tinylora.policy.engines.generate import Completion, Request, generate
from tinylora.policy.settings import GenerationSettings


class Engine(Protocol):
    """Samples from the policy as it is when asked: with v's value at that moment."""

    def generate(
        self, requests: Sequence[Request], settings: GenerationSettings
    ) -> Iterator[Completion]:
        """Yield every request's completion, in no particular order. v must not change meanwhile.

        Raises:
            SettingsError: a prompt and its completion do not fit the model's context.
            EngineFault: the engine failed.
        """


class OwnEngine:
    """The model that trains, merged while it samples."""

    def __init__(self, model: PeftModel, tokenizer: PreTrainedTokenizerBase) -> None:
        self._model, self._tokenizer = model, tokenizer

    def generate(
        self, requests: Sequence[Request], settings: GenerationSettings
    ) -> Iterator[Completion]:
        """Yield completions as they end; without log-probabilities, for they are the trainer's."""
        with merged(self._model):
            yield from generate((self._model, self._tokenizer), requests, settings)
