"""Whether everything runs on one GPU, and how fast: in under 8 minutes, without a network.

    python -m benchmarks.gpu_check            # Qwen2.5-Coder-3B's shapes, on the GPU
    python -m benchmarks.gpu_check --small    # the same on a tiny shape, on whatever there is

A model with random weights is written to a temporary folder (6 GB) and read back in bfloat16 and in
NF4. In each it gets an adapter, answers by every engine, and takes one GRPO step, whose rewards are
made up: no program is judged. Printed is a Markdown table. Nothing is said of how well anything
answers or learns.
"""

import argparse
import gc
import importlib.util
import logging
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import ascii_lowercase
from tempfile import TemporaryDirectory
from typing import Any

import torch
from peft import PeftModel
from tokenizers import Tokenizer, decoders
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel
from torch import nn
from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.entry_points import DEFAULT_ENGINE
from tinylora.errors import RolloutMismatch
from tinylora.grpo.proof import RolloutProof
from tinylora.grpo.record import StepRecord
from tinylora.grpo.rollout import Rollout, RolloutBatch
from tinylora.grpo.settings import TrainingSettings
from tinylora.grpo.trainer import PolicyTrainer, keep_differentiable
from tinylora.policy.engines.engine import Engine
from tinylora.policy.engines.generate import Request
from tinylora.policy.engines.registry import open_chosen
from tinylora.policy.load import load
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import GenerationSettings, ModelSettings

STORAGES = ("none", "nf4")
"""Quantisations; both compute in bfloat16."""
NOT_INSTALLED, REFUSED = "not installed", "outside the band"


@dataclass(frozen=True)
class Size:
    """How large the model is, and what is asked of it."""

    shape: dict[str, int]
    """Of Qwen2Config."""
    completions: int
    """Sampled side by side, of two prompts; as many as a step's rollouts."""
    tokens: int
    """Of each."""
    prompt: int
    """Tokens of a prompt."""
    memory_share: float = 0.3
    """Of the GPU, that vLLM takes."""


LARGE = Size(
    {
        **{"vocab_size": 151_936, "hidden_size": 2048, "intermediate_size": 11_008},
        **{"num_hidden_layers": 36, "num_attention_heads": 16, "num_key_value_heads": 2},
    },
    completions=16,
    tokens=256,
    prompt=256,
)
SMALL = Size(
    {
        **{"vocab_size": 320, "hidden_size": 64, "intermediate_size": 128},
        **{"num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2},
    },
    completions=4,
    tokens=6,
    prompt=8,
)


@dataclass(frozen=True)
class Found:
    """What one storage of the weights comes to."""

    load_s: float
    weights_gib: float
    """Memory after loading: of the GPU, or of the process where there is none."""
    inject_s: float
    transformers_tokens_s: float
    vllm_tokens_s: float | None
    """None: vLLM is not installed."""
    step_sample_s: float | None
    """None: the proof refused the step."""
    step_update_s: float | None
    peak_gib: float
    """Of everything up to and with the step, vLLM's own processes left out."""
    mean_difference: float
    """|log π − log μ| of the step's tokens, in nats."""
    max_difference: float
    outside_share: float
    band: float
    vllm_mean_difference: float | None
    """The same where vLLM sampled the step."""
    vllm_max_difference: float | None


ROWS: Sequence[tuple[str, Callable[[Found], str]]] = (
    ("load, s", lambda one: f"{one.load_s:.1f}"),
    ("memory after loading, GiB", lambda one: f"{one.weights_gib:.2f}"),
    ("injection with SVD, s", lambda one: f"{one.inject_s:.1f}"),
    ("transformers, tokens/s", lambda one: f"{one.transformers_tokens_s:.0f}"),
    ("vLLM, tokens/s", lambda one: _or_not(one.vllm_tokens_s, ".0f")),
    ("one GRPO step: sampling, s", lambda one: _or_not(one.step_sample_s, ".1f", REFUSED)),
    ("one GRPO step: update, s", lambda one: _or_not(one.step_update_s, ".1f", REFUSED)),
    ("peak memory, GiB", lambda one: f"{one.peak_gib:.2f}"),
    ("sampler against trainer, mean, nats", lambda one: f"{one.mean_difference:.4f}"),
    ("sampler against trainer, largest, nats", lambda one: f"{one.max_difference:.4f}"),
    ("tokens outside the band", lambda one: f"{one.outside_share:.2%} of ±{one.band:g}"),
    ("vLLM against trainer, mean, nats", lambda one: _or_not(one.vllm_mean_difference, ".4f")),
    ("vLLM against trainer, largest, nats", lambda one: _or_not(one.vllm_max_difference, ".4f")),
)


def main(words: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", action="store_true", help="a tiny shape, on whatever there is")
    chosen = parser.parse_args(words)
    if not chosen.small and not torch.cuda.is_available():
        sys.exit("torch sees no CUDA device here, so nothing was measured; --small needs none")
    os.environ.setdefault("TRL_EXPERIMENTAL_SILENCE", "1")  # it calls rollout_func experimental
    logging.getLogger("transformers").setLevel(logging.ERROR)
    size, started = SMALL if chosen.small else LARGE, time.monotonic()
    with TemporaryDirectory(prefix="tinylora-gpu-check-") as folder:
        write_model(Path(folder) / "base", size)
        found = [measure(Path(folder), size, quantisation) for quantisation in STORAGES]
    print(table(found, size, time.monotonic() - started))


def table(found: Sequence[Found], size: Size, seconds: float) -> str:
    """Return what was found as a Markdown table, a column for each storage."""
    there = torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU"
    parameters = f"hidden {size.shape['hidden_size']}, {size.shape['num_hidden_layers']} layers"
    lines = [f"| {there}; {parameters} | bfloat16 | nf4 |", "|---|---|---|"]
    lines += [f"| {name} | {' | '.join(show(one) for one in found)} |" for name, show in ROWS]
    asked = f"{size.completions} completions of {size.tokens} tokens"
    return "\n".join([*lines, "", f"{asked} at a time; all of it took {seconds:.0f} s."])


def measure(home: Path, size: Size, quantisation: str) -> Found:
    """Load the model in `home` so, put an adapter on it, sample, and take a step."""
    gc.collect()  # of the storage before
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    source = ModelSource("random", "none", home / "base", None, "random")
    settings = ModelSettings(name="random", dtype="bfloat16", quantization=quantisation)
    policy, load_s = _timed(lambda: load(source, settings))
    tokenizer, weights = policy.tokenizer, _memory()
    model, inject_s = _timed(lambda: attach(policy.model, AdapterSettings(u=16)))
    set_vector(model, torch.full((16,), 0.01))
    keep_differentiable(model)  # before anything is sampled
    has_vllm = importlib.util.find_spec("vllm") is not None
    rates, steps = {}, {}
    for name in (DEFAULT_ENGINE, "vllm") if has_vllm else (DEFAULT_ENGINE,):
        sampling = GenerationSettings(
            engine=name,
            max_new_tokens=size.tokens,
            temperature=1.0,
            batch_size=size.completions,
            stop_at_fence=False,
            vllm_memory_share=size.memory_share,
        )
        engine = open_chosen(model, tokenizer, source, sampling, lambda: size.prompt + size.tokens)
        worker = Worker(engine, sampling, tokenizer, size)
        worker.roll(0, worker.samples)  # what is compiled or allocated at first is not timed
        batch = worker.roll(1, worker.samples)
        tokens = sum(one.completion.tokens for one in batch.rollouts)
        rates[name] = tokens / batch.generate_seconds
        steps[name] = take_step(model, tokenizer, worker, home, size, corrects=name == "vllm")
    step, proof = steps[DEFAULT_ENGINE]
    _, by_vllm = steps.get("vllm", (None, None))
    return Found(
        load_s=load_s,
        weights_gib=weights,
        inject_s=inject_s,
        transformers_tokens_s=rates[DEFAULT_ENGINE],
        vllm_tokens_s=rates.get("vllm"),
        step_sample_s=step and step.generate_seconds,
        step_update_s=step and step.update_seconds,
        peak_gib=_memory(peak=True),
        mean_difference=proof.mean_difference,
        max_difference=proof.max_difference,
        outside_share=proof.outside_share,
        band=proof.band,
        vllm_mean_difference=by_vllm and by_vllm.mean_difference,
        vllm_max_difference=by_vllm and by_vllm.max_difference,
    )


class Worker:
    """Samples by an engine where a RolloutWorker does; every second one is paid: nobody judges."""

    def __init__(
        self,
        engine: Engine,
        sampling: GenerationSettings,
        tokenizer: PreTrainedTokenizerFast,
        size: Size,
    ) -> None:
        self._engine, self._sampling, self._tokenizer = engine, sampling, tokenizer
        self._prompts = {
            key: "".join(Random(key).choices(ascii_lowercase, k=size.prompt))
            for key in ("first", "second")
        }
        each = size.completions // len(self._prompts)
        self.samples = [(key, number) for key in self._prompts for number in range(each)]

    def roll(self, step: int, samples: Sequence[tuple[str, int]]) -> RolloutBatch:
        """Return a rollout for each (problem key, sample number)."""
        started = time.monotonic()
        asked = [
            Request(key, number, 1000 * step + number, self._prompts[key])
            for key, number in samples
        ]
        done = {
            (one.problem_key, one.sample): one
            for one in self._engine.generate(asked, self._sampling)
        }
        rollouts = []
        for key, number in samples:
            one = done[key, number]
            ids = tuple(self._tokenizer.encode(self._prompts[key], add_special_tokens=False))
            reward = float(number % 2)  # half of each group, whatever it says
            rollouts.append(Rollout(one, ids, None, reward, {"judgement": reward}))
        return RolloutBatch(rollouts, time.monotonic() - started, 0.0)


def take_step(
    model: PeftModel,
    tokenizer: PreTrainedTokenizerFast,
    worker: Worker,
    folder: Path,
    size: Size,
    corrects: bool,
) -> tuple[StepRecord | None, RolloutProof]:
    """Take one GRPO step; return what it did, and what proves it.

    None, and what refutes it: it was outside the band, and not taken.
    """
    settings = TrainingSettings(
        steps=1,
        prompts_per_step=2,
        generations_per_prompt=size.completions // 2,
        micro_batch_size=size.completions // 2,
        max_new_tokens=size.tokens,
    )
    records: list[StepRecord] = []
    proofs: list[RolloutProof] = []
    trainer = PolicyTrainer(
        model=model,
        tokenizer=tokenizer,
        worker=worker,
        questions=["first", "second"],
        settings=settings,
        folder=folder,
        done=0,
        optimizer_state=None,
        on_rollouts=lambda *_: None,
        on_proof=proofs.append,
        on_step=lambda record, _: records.append(record),
        corrects=corrects,
    )
    with suppress(RolloutMismatch):
        trainer.train()
    return records[0] if records else None, proofs[0]


def write_model(folder: Path, size: Size) -> None:
    """Write a model of random weights to `folder`, as a hub's lies on the disk, in bfloat16.

    Each matrix has a few directions that stand out, as a trained one's: of noise alone the largest
    singular values nearly coincide, and finding them takes long.
    """
    alphabet = sorted(ByteLevel.alphabet())
    end = len(alphabet)  # the id of what ends a turn
    config = Qwen2Config(
        **size.shape, tie_word_embeddings=True, bos_token_id=None, eos_token_id=end
    )
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(0)
    with torch.device(device):
        model = Qwen2ForCausalLM(config).bfloat16()
    with torch.no_grad():
        for layer in model.model.layers.modules():
            if isinstance(layer, nn.Linear):
                rows, columns = layer.weight.shape
                left = torch.randn(rows, 4, device=device) / rows**0.5
                right = torch.randn(4, columns, device=device) / columns**0.5
                strength = torch.tensor([8.0, 5.0, 3.0, 2.0], device=device)
                layer.weight += ((left * strength) @ right).bfloat16()
    model.generation_config.eos_token_id = end
    model.save_pretrained(folder)
    # Bytes as Qwen2's tokenizer spells them, and as many further words as the model has rows.
    words = [*alphabet, "<|endoftext|>", *(f"word{at}" for at in range(end + 1, config.vocab_size))]
    made = Tokenizer(BPE({word: at for at, word in enumerate(words)}, []))
    made.pre_tokenizer, made.decoder = ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=made, eos_token="<|endoftext|>", pad_token="<|endoftext|>"
    )
    tokenizer.chat_template = "{{ messages[-1]['content'] }}"
    tokenizer.save_pretrained(folder)


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what `work` returns, and its seconds."""
    started = time.monotonic()
    made = work()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return made, time.monotonic() - started


def _memory(peak: bool = False) -> float:
    """Return GiB of the GPU that torch holds, or held at most; of the process without a GPU."""
    if torch.cuda.is_available():
        held = torch.cuda.max_memory_allocated() if peak else torch.cuda.memory_allocated()
        return held / 2**30
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _or_not(value: float | None, how: str, otherwise: str = NOT_INSTALLED) -> str:
    return otherwise if value is None else format(value, how)


if __name__ == "__main__":
    main()
