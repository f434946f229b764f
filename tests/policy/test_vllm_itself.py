"""The engine on the real vLLM, where one is installed: its CPU build will do (docs/training.md)."""

import os
from functools import partial

import pytest
import torch

from tinylora.adapter.inject import adapter_hash, attach, set_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.grpo.importance import importance_weights
from tinylora.grpo.log_probs import completion_log_probs
from tinylora.policy.engines.generate import Request
from tinylora.policy.engines.registry import open_chosen
from tinylora.policy.load import load
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import GenerationSettings

vllm = pytest.importorskip("vllm")
pytestmark = pytest.mark.slow
SAMPLING = GenerationSettings(
    max_new_tokens=8, temperature=0.8, batch_size=8, engine="vllm", vllm_memory_share=0.1
)


def test_it_samples_from_the_adapted_model(demo_model, demo_model_home, monkeypatch):
    eager = partial(vllm.LLM, enforce_eager=True)  # compiling takes minutes on a CPU
    monkeypatch.setattr(vllm, "LLM", eager)
    before = dict(os.environ)
    source = resolve(demo_model, demo_model_home)
    policy = load(source, demo_model)
    model = attach(policy.model, AdapterSettings(u=16), demo_model_home / "factors")
    engine = open_chosen(model, policy.tokenizer, source, SAMPLING, lambda: 64)
    assert {name for name in ("RANK", "MASTER_PORT") if name in os.environ} <= set(before)
    prompts = ["Write a C++ program that prints", "#include <iostream>\n"]
    requests = [Request(prompt, n, 7 + n, prompt) for n, prompt in enumerate(prompts * 2)]
    for size in (0.0, 0.1, -0.1):  # the LoRA is replaced, and replaced again
        v = torch.full((16,), size)
        set_vector(model, v)
        found = list(engine.generate(requests, SAMPLING))
        told = compare(model, policy.tokenizer, found)
        print(size, told)
        assert told.unknown == 0 and told.max_difference < 1e-3
        assert {one.adapter for one in found} == {adapter_hash(model)}
        set_vector(model, v + 0.1)  # another policy would be seen
        assert compare(model, policy.tokenizer, found).max_difference > 0.1
        set_vector(model, v)
    again = {(c.problem_key, c.sample): c.token_ids for c in engine.generate(requests, SAMPLING)}
    assert again == {(c.problem_key, c.sample): c.token_ids for c in found}


def compare(model, tokenizer, completions):
    longest = max(done.tokens for done in completions)
    ids, sampler, mask = torch.zeros(3, len(completions), longest)
    for row, done in enumerate(completions):
        ids[row, : done.tokens] = torch.tensor(done.token_ids)
        sampler[row, : done.tokens] = torch.tensor(done.log_probs)
        mask[row, : done.tokens] = 1
    prompts = [
        torch.tensor(tokenizer.encode(done.problem_key, add_special_tokens=False))
        for done in completions
    ]
    with torch.no_grad():
        scored = (prompts, ids.long(), mask, SAMPLING.temperature)
        trainer, _ = completion_log_probs(model, *scored)
    return importance_weights(trainer, sampler, mask, 2.0)[1]
