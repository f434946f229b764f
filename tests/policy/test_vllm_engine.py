import gc
import math
import os
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_vllm
import torch
from pydantic import ValidationError
from tiny_vllm import LLM, Server, adapted_model, plain_model, tokenizer, vllm_modules
from told_and_computed import told_and_computed

from tinylora.adapter.inject import (
    adapted_layers,
    adapter_hash,
    attach,
    set_vector,
    trainable_vector,
)
from tinylora.adapter.merge import merged
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import EngineFault, SettingsError
from tinylora.grpo.proof import compared, is_inside, mismatch, proof_of
from tinylora.grpo.rollout import Rollout
from tinylora.policy.engines import registry
from tinylora.policy.engines.engine import OwnEngine
from tinylora.policy.engines.generate import Request, generate
from tinylora.policy.engines.registry import generate as generate_by
from tinylora.policy.engines.registry import open_chosen
from tinylora.policy.engines.vllm_colocated import Colocated
from tinylora.policy.engines.vllm_engine import Started, padded_rank
from tinylora.policy.engines.vllm_served import Served
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import GenerationSettings

PROMPTS = ("w10 w11 w12", "w20 w21")
SAMPLING = GenerationSettings(max_new_tokens=4, temperature=0.7, engine="vllm")
FENCED = [3, 4, 5, 6, 5, 3]  # ```cpp \n int main() {} \n ```
PLAIN = Started(Path("folder"), "bfloat16", None, 8)


def requests(*seeds):
    return [Request(p, n, seed, p) for n, seed in enumerate(seeds or (1, 2)) for p in PROMPTS]


@pytest.fixture(autouse=True)
def vllm(monkeypatch):
    """Put the stand-in where vLLM would be; return its LLMs."""
    stand_in(monkeypatch, device="cpu")
    monkeypatch.setattr(LLM, "made", [])
    return LLM.made


def stand_in(monkeypatch, **changes):
    for name, module in vllm_modules(**changes).items():
        monkeypatch.setitem(sys.modules, name, module)


def opened(model, settings=SAMPLING):
    source = ModelSource("m", "r", Path("folder"), None, "f")
    return open_chosen(model, tokenizer(), source, settings, lambda: 48)


@pytest.fixture
def server():
    made = Server()
    with made.listening() as address:
        made.address = address
        yield made


@pytest.fixture(params=["in this process", "served"])
def make(request, server):
    """Open vLLM either way."""
    own = {"vllm_server": server.address} if request.param == "served" else {}
    return lambda model: opened(model, SAMPLING.model_copy(update=own))


def told_by(done, model):
    """Compare what vLLM says of the tokens with what the trainer computes."""
    return told_and_computed(done, model, tokenizer(), SAMPLING.temperature)


def rollouts_of(sampler):
    return [
        Rollout(done, tuple(tokenizer().encode(done.problem_key)), None, 0.0)
        for done in sampler.generate(requests(), SAMPLING)
    ]


def proven(model, rollouts, before=None):
    """Return the proof of a step on these rollouts, and why it is none where it is none."""
    found = compared(model, rollouts, SAMPLING.temperature, 1e-3)
    adapters = [one.completion.adapter for one in rollouts]
    proof = proof_of(1, adapters, adapter_hash(model), found, 1e-3)
    given = (model, rollouts, SAMPLING.temperature, proof, adapters, before)
    is_proven = is_inside(found, 1e-3) and {*adapters} <= {None, adapter_hash(model)}
    return proof, None if is_proven else mismatch(*given)


def test_the_adapter_goes_as_a_padded_lora_whenever_v_moved(vllm):
    model = adapted_model(targets=("q_proj", "down_proj"))
    sampler = opened(model)
    for factor in (1.0, 1.0, -2.0):
        set_vector(model, factor * tiny_vllm.V)
        list(sampler.generate(requests(1), SAMPLING))
    (started,) = vllm
    assert len(started.configs) == len(started.loras) == 2  # v stood still once
    last = list(started.configs)[-1]
    assert last.split("-")[:2] == ["tinylora", adapter_hash(model)]
    for config in started.configs.values():
        assert (config.r, config.lora_alpha) == (8, 8)
        assert set(config.target_modules) == {"q_proj", "down_proj"}
    folders = Path(sampler._loras.name)
    assert [one.name for one in folders.iterdir()] == ["2"]  # the one before is gone
    del sampler
    gc.collect()
    assert not folders.exists()


def test_two_adapters_of_one_v_have_two_names(vllm):
    for seed in (1, 2):
        list(opened(adapted_model(seed=seed)).generate(requests(1), SAMPLING))
    (first,), (second,) = (one.configs for one in vllm)
    assert first != second and first.split("-")[1] == second.split("-")[1]


@pytest.mark.parametrize(
    "adapter",
    [
        {"tying": "per_module"},
        {"kind": "lora", "rank": 12},
        {"kind": "principal", "u": 4},  # without directions yet: what they are made from is asked
    ],
)
def test_every_kind_goes_so(vllm, adapter):
    model = attach(plain_model(), AdapterSettings(**{"u": 4, **adapter}))
    drawn = torch.Generator().manual_seed(3)
    set_vector(model, torch.randn(trainable_vector(model).shape, generator=drawn) / 10)
    done = list(opened(model).generate(requests(), SAMPLING))
    assert told_by(done, model).largest < 1e-4
    assert {one.adapter for one in done} == {adapter_hash(model)}
    assert vllm[0].options["max_lora_rank"] == (16 if adapter.get("kind") == "lora" else 8)


def test_ranks_are_padded_to_what_vllm_has_kernels_for():
    owned = (1, 2, 8, 9, 16, 17, 64, 65, 256)
    assert [padded_rank(own) for own in owned] == [8, 8, 8, 16, 16, 32, 64, 128, 256]
    with pytest.raises(SettingsError, match=r"adapter.rank is 257, .* up to rank 256; lower it"):
        padded_rank(257)


def test_what_it_samples_is_proven_at_every_step(make):
    model = adapted_model()
    sampler = make(model)
    for factor in (0, 20, -10):  # an adapter of exactly zero is handed over like any other
        set_vector(model, factor * tiny_vllm.V)
        proof, wrong = proven(model, rollouts_of(sampler))
        assert wrong is None and proof.sampled_adapter == proof.trained_adapter
        assert proof.tokens >= 12 and proof.unknown == 0 and proof.max_difference < 1e-4


def test_both_ways_sample_the_same(server):
    model = adapted_model()
    found = [
        {(c.problem_key, c.sample): c for c in sampler.generate(requests(5, 6), SAMPLING)}
        for sampler in (opened(model), opened(model, served(server)))
    ]
    assert found[0] == found[1]
    assert sorted(server.asked) == [5, 5, 6, 6]


def served(server):
    return SAMPLING.model_copy(update={"vllm_server": server.address})


def test_a_lora_that_is_not_asked_with_is_named(make, monkeypatch):
    """The name comes from what vLLM sampled with, not from what it was handed."""
    monkeypatch.setattr(Colocated, "load", lambda self, lora: None)
    monkeypatch.setattr(Served, "load", lambda self, lora: None)
    model = adapted_model()
    set_vector(model, 20 * tiny_vllm.V)
    proof, wrong = proven(model, rollouts_of(make(model)))
    assert proof.sampled_adapter not in (None, proof.trained_adapter)
    assert "the adapter is not loaded, for the sampler is the base model" in wrong


def test_a_stale_lora_is_named(make, monkeypatch):
    model = adapted_model()
    sampler, before = make(model), 10 * tiny_vllm.V
    set_vector(model, before)
    assert proven(model, rollouts_of(sampler))[1] is None
    monkeypatch.setattr(Colocated, "load", lambda self, lora: None)
    monkeypatch.setattr(Served, "load", lambda self, lora: None)
    set_vector(model, 20 * tiny_vllm.V.flip(0))
    assert "the adapter is stale" in proven(model, rollouts_of(sampler), before)[1]


def test_a_lora_that_it_names_and_does_not_use_is_named(make, monkeypatch):
    monkeypatch.setattr(LLM, "under", lambda self, lora: self.model)
    model = adapted_model()
    set_vector(model, 20 * tiny_vllm.V)
    proof, wrong = proven(model, rollouts_of(make(model)))
    assert proof.sampled_adapter == proof.trained_adapter  # it was claimed
    assert "the adapter is not loaded, for the sampler is the base model" in wrong


def test_four_bits_stay_four_bits(vllm):
    model = adapted_model(torch.bfloat16)
    model.get_base_model().is_loaded_in_4bit = True  # as transformers marks a model it packed
    opened(model)
    told = vllm[0].options
    assert (told["quantization"], told["dtype"]) == ("bitsandbytes", "bfloat16")
    opened(adapted_model())
    assert vllm[1].options["quantization"] is None


def test_seeds_decide(vllm):
    ours = opened(adapted_model())
    asked = requests(5, 6, 7)
    found = {(c.problem_key, c.sample): c for c in ours.generate(asked, SAMPLING)}
    assert len(found) == 6
    assert found == {(c.problem_key, c.sample): c for c in ours.generate(asked[::-1], SAMPLING)}
    assert len({found[PROMPTS[0], sample].token_ids for sample in range(3)}) > 1


@pytest.mark.parametrize(
    ("script", "changes", "kept", "reason"),
    [
        ([*FENCED, 7, 0], {}, 6, "fence"),
        ([9, 3, 4, 5, 9, 5, 3, 0], {}, 8, "stop"),  # a helper without main is no reason to end
        ([*FENCED, 7, 0], {"stop_at_fence": False}, 8, "stop"),
        ([7, 8, 0], {}, 3, "stop"),
        ([7] * 8, {}, 8, "length"),
        ([*FENCED, 7, 7], {"max_new_tokens": 6}, 6, "fence"),
    ],
)
def test_it_ends_where_ours_would(vllm, script, changes, kept, reason):
    ours = opened(adapted_model())
    vllm[0].script = script
    settings = SAMPLING.model_copy(update={"max_new_tokens": 8, **changes})
    answers = list(ours.generate(requests(1), settings))
    assert len(answers) == len(PROMPTS)
    for done in answers:
        assert done.token_ids == tuple(script[:kept])
        assert len(done.log_probs) == kept and max(done.log_probs) < 0
        assert done.finish_reason == reason
        assert done.text == tokenizer().decode(script[:kept], skip_special_tokens=True)


def test_what_the_prompt_opened_is_thought_here_too(vllm):
    ours = opened(adapted_model())
    vllm[0].script = [*FENCED, 95, *FENCED, 7, 0]  # 95 is </think>
    asked = [replace(one, prompt=f"{one.prompt} <think>") for one in requests(1)]
    settings = SAMPLING.model_copy(update={"max_new_tokens": 16})
    for done in ours.generate(asked, settings):
        assert (len(done.token_ids), done.finish_reason) == (13, "fence")
        assert done.text.startswith("<think>```cpp")


@pytest.mark.parametrize(("language", "reason"), [("c++", "fence"), ("python", "stop")])
def test_the_answer_s_language_says_where_it_ends(vllm, language, reason):
    ours = opened(adapted_model())
    vllm[0].script = [*FENCED, 7, 0]
    asked = [replace(one, language=language) for one in requests(1)]
    settings = SAMPLING.model_copy(update={"max_new_tokens": 8})
    assert {done.finish_reason for done in ours.generate(asked, settings)} == {reason}


def test_awake_only_while_it_samples(vllm):
    ours = opened(adapted_model())
    assert vllm[0].calls == ["sleep 1"]
    list(ours.generate(requests(), SAMPLING))
    assert vllm[0].calls[1:] == ["wake", "reset", "generate", "sleep 1"]
    assert list(ours.generate([], SAMPLING)) == []
    assert len(vllm[0].calls) == 5  # nothing asked, nothing done


def test_it_sleeps_after_a_failure(vllm, monkeypatch):
    ours = opened(adapted_model())
    monkeypatch.setattr(LLM, "_answer", None)
    with pytest.raises(TypeError):
        list(ours.generate(requests(), SAMPLING))
    assert vllm[0].calls[-1] == "sleep 1"


def test_how_it_is_started(vllm):
    names = ("RANK", "LOCAL_RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")
    before = {name: os.environ.get(name) for name in names}
    opened(adapted_model(torch.bfloat16))
    told = vllm[0].options
    assert (told["model"], told["dtype"], told["max_model_len"]) == ("folder", "bfloat16", 48)
    assert told["logprobs_mode"] == "processed_logprobs"  # after temperature
    assert told["gpu_memory_utilization"] == 0.3 and told["enable_sleep_mode"]
    assert (told["enable_lora"], told["max_lora_rank"], told["max_loras"]) == (True, 8, 1)
    assert {name: os.environ.get(name) for name in names} == before
    assert os.environ["VLLM_NO_USAGE_STATS"] == "1"


def test_a_platform_without_sleep(vllm, monkeypatch):
    stand_in(monkeypatch, device="cpu", sleeps=False)
    list(opened(adapted_model()).generate(requests(), SAMPLING))
    assert vllm[0].calls == ["reset", "generate"]
    assert vllm[0].options["enable_sleep_mode"] is False


@pytest.mark.parametrize(
    ("changes", "started", "message"),
    [
        ({"version": "0.21.9"}, PLAIN, "vLLM 0.21.9 is older than 0.22.0"),
        ({"device": ""}, PLAIN, "vLLM sees no GPU; let generation.engine be transformers"),
        ({}, replace(PLAIN, dtype="float32"), "LoRAs take 16 bits on a GPU; take bfloat16"),
    ],
)
def test_where_vllm_cannot_run(monkeypatch, changes, started, message):
    stand_in(monkeypatch, **changes)
    with pytest.raises(SettingsError, match=message):
        Colocated(started, 0.3, 48, 32)


def test_without_vllm(monkeypatch):
    monkeypatch.delitem(sys.modules, "vllm")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"not installed; install tinylora\[vllm\]"):
        opened(plain_model())


def test_a_stale_cache_is_a_fault(vllm):
    ours = opened(adapted_model())
    vllm[0].cached = False
    with pytest.raises(EngineFault, match="read before it slept"):
        list(ours.generate(requests(), SAMPLING))


def test_an_end_for_no_reason_is_a_fault(vllm):
    ours = opened(adapted_model())
    vllm[0].script = [7, 7]
    with pytest.raises(EngineFault, match=r"problem w10 .*, sample 0: .* after 2 tokens"):
        list(ours.generate(requests(), SAMPLING))


def test_the_server_holds_one_of_our_loras_at_a_time(server):
    model = adapted_model()
    sampler, names = opened(model, served(server)), []
    for factor in (1, 2, 1):
        set_vector(model, factor * tiny_vllm.V)
        list(sampler.generate(requests(1), SAMPLING))
        names.append(*server.loras)
    assert names[0] == names[2] != names[1]
    list(opened(model, served(server)).generate(requests(1), SAMPLING))  # it is there already
    assert [*server.loras] == names[2:]


def test_a_log_prob_the_server_does_not_know(server, monkeypatch):
    ours = opened(adapted_model(), served(server))
    choice = {"token_ids": [7, 0], "logprobs": {"token_logprobs": [None, -0.5]}}
    monkeypatch.setattr(
        server, "_complete", lambda _: (200, {"model": "base", "choices": [choice]})
    )
    [done] = ours.generate(requests(1)[:1], SAMPLING)
    assert math.isnan(done.log_probs[0]) and done.log_probs[1] == -0.5


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"mode": "raw_logprobs"}, "start it with --logprobs-mode processed_logprobs"),
        ({"dtype": "torch.bfloat16"}, "start it with --dtype float32"),
        ({"quantization": "bitsandbytes"}, "start it without --quantization"),
        ({"model": "sibling"}, "has the model sibling, .* start it with `vllm serve folder`"),
        ({"rank": 0}, "up to rank 0, .* one of rank 8; start it with --enable-lora"),
    ],
)
def test_a_server_started_otherwise_is_refused(told, message):
    with Server(**told).listening() as address, pytest.raises(SettingsError, match=message):
        Served(address, replace(PLAIN, dtype="float32"))


def test_a_server_of_plain_weights_has_no_four_bits(server):
    four = Started(Path("folder"), "float32", "bitsandbytes", 8)
    with pytest.raises(SettingsError, match="start it with --quantization bitsandbytes"):
        Served(server.address, four)


def test_where_nobody_answers(server):
    with Server().listening() as address:
        pass  # and then it is gone
    with pytest.raises(SettingsError, match=r"vllm_server http://127.*; docs/training.md says how"):
        Served(address, PLAIN, patience_s=0.0)
    server.broken.add("/health")
    with pytest.raises(SettingsError, match="it is not healthy"):
        Served(server.address, PLAIN, patience_s=0.0)


def test_a_server_that_never_answers_is_not_waited_for():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(SettingsError, match=r"vllm_server .*timed out"):
            Served(address, PLAIN, patience_s=0.2)


@pytest.mark.parametrize("path", ["/v1/load_lora_adapter", "/v1/completions"])
def test_a_server_that_fails(server, path):
    ours = opened(adapted_model(), served(server))
    server.broken.add(path)
    with pytest.raises(
        EngineFault, match=f"answered 500 to {path}: .*out of memory.*; see its log"
    ):
        list(ours.generate(requests(), SAMPLING))


def test_our_own_engine_is_generate_on_merged_weights():
    model = adapted_model()
    asked = requests()
    found = list(OwnEngine(model, tokenizer()).generate(asked, SAMPLING))
    with merged(model):
        plain = list(generate((model, tokenizer()), asked, SAMPLING))
        default = SAMPLING.model_copy(update={"engine": "transformers"})
        assert plain == list(generate_by((model, tokenizer()), asked, default))
    assert found == [replace(one, adapter=adapter_hash(model)) for one in plain]
    assert all(len(done.log_probs) == done.tokens and max(done.log_probs) < 0 for done in found)
    assert not any(layer.merged for _, layer in adapted_layers(model))


def test_an_evaluation_asks_it_once(vllm):
    model, plain = adapted_model(), plain_model()
    with merged(model):  # as an evaluation's child has it
        tuned = list(generate_by((model, tokenizer()), requests(), SAMPLING))
    base = list(generate_by((plain, tokenizer()), requests(), SAMPLING))
    assert {one.adapter for one in tuned} == {adapter_hash(model)}
    assert told_by(tuned, model).largest < 1e-4
    assert {one.adapter for one in base} == {None}
    assert vllm[1].options["enable_lora"] is False and "max_lora_rank" not in vllm[1].options
    assert vllm[0].options["max_model_len"] == 3 + 4  # the longest prompt, and its completion


def test_an_evaluation_asks_in_parts(vllm, monkeypatch):
    monkeypatch.setattr(registry, "AT_A_TIME", 4)
    done = generate_by((plain_model(), tokenizer()), requests(1, 2, 3), SAMPLING)
    for _ in range(4):  # they are there before the rest is asked
        next(done)
    assert vllm[0].calls.count("generate") == 1
    assert len(list(done)) == 2 and vllm[0].calls.count("generate") == 2


def test_an_evaluation_of_another_adapter_is_a_fault(monkeypatch):
    monkeypatch.setattr(Colocated, "load", lambda self, lora: None)
    with pytest.raises(EngineFault, match=r"vllm sampled from adapter \w+, and \w+ is evaluated"):
        list(generate_by((adapted_model(), tokenizer()), requests(), SAMPLING))


LOOPBACK = ["http://127.0.0.1:8000", "http://localhost:80", "http://[::1]:8000"]
ELSEWHERE = [
    *("http://10.0.0.2:8000", "http://gpu-box:8000", "https://127.0.0.1:8000", "127.0.0.1:8000"),
    *("http://127.0.0.1", "http://127.0.0.1:8000@example.org:80", "http://0.0.0.0:8000", ""),
    "http://127.0.0.1:eight",
]


@pytest.mark.parametrize("address", LOOPBACK)
def test_a_server_on_the_loopback_interface(address):
    GenerationSettings(engine="vllm", vllm_server=address)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_server_elsewhere(address):
    with pytest.raises(ValidationError, match="loopback"):
        GenerationSettings(engine="vllm", vllm_server=address)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"vllm_server": LOOPBACK[0]}, "engine transformers, which asks no server"),
        ({"vllm_memory_share": 1.0}, "less than 1"),
        ({"engine": "theirs"}, "'theirs' is no engine; there are: transformers, vllm"),
    ],
)
def test_settings_that_make_no_sense(wrong, message):
    with pytest.raises(ValidationError, match=message):
        GenerationSettings(**wrong)
