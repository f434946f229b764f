"""Completions from vLLM, which has the base model and is handed v as a LoRA before every batch.

ΔW of every kind of adapter is a product of two thin matrices, so as a LoRA it is exact, takes
megabytes, and leaves a quantised base as it is. Its name says whose it is: v's hash is in it, and
vLLM says with every completion which LoRA it sampled with. Names are never used again for another
adapter, so what vLLM keeps of prompts, by the LoRA's name, is never another adapter's either.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from peft import PeftModel
from transformers import PreTrainedModel, PreTrainedTokenizerBase

from tinylora.adapter.inject import adapter_hash, trainable_vector
from tinylora.adapter.lora_folder import TENSORS, write_lora
from tinylora.errors import EngineFault, SettingsError
from tinylora.identity import sha256_file
from tinylora.policy.engines.generate import (
    Completion,
    Ends,
    Request,
    Row,
    check_context,
    longest_first,
)
from tinylora.policy.settings import GenerationSettings

RANKS = (8, 16, 32, 64, 128, 256)
"""Ranks of LoRAs that vLLM has kernels for."""
SAMPLED_FROM = "processed_logprobs"
"""vLLM's name for log-probabilities after temperature: of the distribution that was sampled."""
OURS = "tinylora-"
"""What the names of our LoRAs begin with; v's hash comes next."""


@dataclass(frozen=True, slots=True)
class Started:
    """What a vLLM has to be started with, to be asked for this model's completions."""

    folder: Path
    """Of the base model."""
    dtype: str
    """Of the weights, or what packed ones are multiplied in."""
    quantisation: str | None
    """"bitsandbytes" packs the weights as the model's are packed. None: they are plain."""
    rank: int | None
    """Of the LoRAs it will be handed. None: there is no adapter."""


@dataclass(frozen=True, slots=True)
class Lora:
    """An adapter on its way to vLLM."""

    name: str
    """Its own: v's hash, and one of all its weights."""
    number: int
    """Another one for each LoRA that an engine hands over, from 1."""
    folder: Path
    """As PEFT writes it."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """Tokens one after another, the end of turn included, and log μ of each in nats."""

    token_ids: Sequence[int]
    log_probs: Sequence[float]
    """NaN: vLLM does not know it."""
    lora: str | None
    """Name of the LoRA that vLLM says it sampled with. None: none, so from the base model."""


class Backend(Protocol):
    """A running vLLM: in this process, or behind an address."""

    def load(self, lora: Lora) -> None:
        """Sample with `lora` from now on."""

    def sample(
        self, rows: Sequence[Row], stop_ids: Sequence[int], settings: GenerationSettings
    ) -> list[Sampled]:
        """Return what follows each row's prompt, in their order, drawn from the row's own seed."""


class VllmEngine:
    """Samples from `model`'s policy through vLLM.

    The same seed gives the same completion only while vLLM's batches are the same: unlike ours, its
    rounding depends on what is computed side by side.

    Args:
        model: plain, or from `attach`; then v is read at every batch.
        tokenizer: of the base model.
        backend: a vLLM that was started with the base model.
        rank: to which LoRAs are padded; None for a plain model.
    """

    def __init__(
        self,
        model: PeftModel | PreTrainedModel,
        tokenizer: PreTrainedTokenizerBase,
        backend: Backend,
        rank: int | None,
    ) -> None:
        self._model, self._tokenizer, self._backend = model, tokenizer, backend
        self._rank = rank
        self._loras = TemporaryDirectory(prefix=OURS)  # gone when the engine is
        self._sent: Lora | None = None
        self._hash: str | None = None

    def generate(
        self, requests: Sequence[Request], settings: GenerationSettings
    ) -> Iterator[Completion]:
        """Hand over the adapter, then yield every request's completion, each as long as ours.

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
        if self._rank is not None:
            self._send()
        sampled = self._backend.sample(rows, ends.stop_ids, settings)
        if len(sampled) != len(rows):
            raise EngineFault(f"vLLM answered {len(sampled)} of {len(rows)} requests; start again")
        for row, answer in zip(rows, sampled, strict=True):
            yield replace(_completion(row, answer, ends), adapter=self._adapter(answer.lora))

    def _send(self) -> None:
        """Hand v over, unless it is the v that was handed over last."""
        now = adapter_hash(self._model)
        if now == self._hash:
            return
        number = self._sent.number + 1 if self._sent else 1
        folder = Path(self._loras.name) / str(number)
        write_lora(self._model, folder, self._rank)
        name = f"{OURS}{now}-{sha256_file(folder / TENSORS)[:16]}"
        lora = Lora(name, number, folder)
        self._backend.load(lora)
        if self._sent:
            shutil.rmtree(self._sent.folder)
        self._sent, self._hash = lora, now

    def _adapter(self, lora: str | None) -> str | None:
        """Return the hash of the adapter that vLLM says it sampled from.

        The base model is the adapter of a v of zero. None: it is asked for the base model.
        """
        if lora is not None:
            return lora.removeprefix(OURS).split("-")[0]
        if self._rank is None:
            return None
        zeros = bytes(4 * trainable_vector(self._model).numel())
        return hashlib.sha256(zeros).hexdigest()[:16]


def padded_rank(own: int) -> int:
    """Return the least rank of RANKS that holds an adapter of rank `own`.

    Raises:
        SettingsError: there is none.
    """
    for rank in RANKS:
        if own <= rank:
            return rank
    raise SettingsError(
        f"adapter.rank is {own}, and vLLM takes LoRAs up to rank {RANKS[-1]}; lower it, or let "
        "generation.engine be transformers"
    )


def sampling(settings: GenerationSettings) -> dict[str, Any]:
    """Return what vLLM's SamplingParams and its server name alike."""
    return {
        "n": 1,
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        # Said, for a server fills in what the model's generation_config.json says otherwise.
        "top_k": 0,
        "min_p": 0.0,
        "repetition_penalty": 1.0,
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
        "context of the longest prompt and max_new_tokens together"
    )
