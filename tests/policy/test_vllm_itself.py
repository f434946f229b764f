"""The engine on the real vLLM, where one is installed: its CPU build will do (docs/training.md)."""

import os
from functools import partial

import pytest
import torch
from told_and_computed import told_and_computed

from tinylora.adapter.inject import adapter_hash, attach, set_vector
from tinylora.adapter.settings import AdapterSettings
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
    tokenizer, heat = policy.tokenizer, SAMPLING.temperature
    engine = open_chosen(model, policy.tokenizer, source, SAMPLING, lambda: 64)
    assert {name for name in ("RANK", "MASTER_PORT") if name in os.environ} <= set(before)
    prompts = ["Write a C++ program that prints", "#include <iostream>\n"]
    requests = [Request(prompt, n, 7 + n, prompt) for n, prompt in enumerate(prompts * 2)]
    for size in (0.0, 0.1, -0.1):  # the LoRA is replaced, and replaced again
        v = torch.full((16,), size)
        set_vector(model, v)
        found = list(engine.generate(requests, SAMPLING))
        told = told_and_computed(found, model, tokenizer, heat)
        print(size, told)
        assert told.unknown == 0 and told.largest < 1e-3
        assert {one.adapter for one in found} == {adapter_hash(model)}
        set_vector(model, v + 0.1)  # another policy would be seen
        assert told_and_computed(found, model, tokenizer, heat).largest > 0.1
        set_vector(model, v)
    again = {(c.problem_key, c.sample): c.token_ids for c in engine.generate(requests, SAMPLING)}
    assert again == {(c.problem_key, c.sample): c.token_ids for c in found}
