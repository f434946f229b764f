import math
import os
import sys
from dataclasses import replace

import pytest
import tiny_vllm
import torch
from pydantic import ValidationError
from tiny_vllm import LLM, Client, adapted_model, plain_model, tokenizer, vllm_module
from torch import nn

from tinylora.adapter.inject import adapted_layers, adapter_hash, set_vector
from tinylora.adapter.merge import merged, summed
from tinylora.adapter.weights import dense_weight
from tinylora.errors import EngineFault, SettingsError
from tinylora.grpo.importance import importance_weights
from tinylora.grpo.log_probs import completion_log_probs
from tinylora.grpo.proof import compared, is_inside, mismatch, proof_of
from tinylora.grpo.rollout import Rollout
from tinylora.grpo.settings import TrainingSettings
from tinylora.policy.engines import merged_weights
from tinylora.policy.engines.engine import OwnEngine
from tinylora.policy.engines.generate import Request, generate
from tinylora.policy.engines.merged_weights import MergedWeights
from tinylora.policy.engines.vllm_colocated import Colocated
from tinylora.policy.engines.vllm_engine import VllmEngine
from tinylora.policy.engines.vllm_served import Served
from tinylora.policy.settings import GenerationSettings

PROMPTS = ("w10 w11 w12", "w20 w21")
SAMPLING = GenerationSettings(max_new_tokens=4, temperature=0.7)
FENCED = [3, 4, 5, 6, 5, 3]  # ```cpp \n int main() {} \n ```


def requests(*seeds):
    return [Request(p, n, seed, p) for n, seed in enumerate(seeds or (1, 2)) for p in PROMPTS]


@pytest.fixture(autouse=True)
def vllm(monkeypatch):
    """Put the stand-in where vLLM would be; return its LLMs."""
    stand_in(monkeypatch)
    monkeypatch.setattr(LLM, "made", [])
    return LLM.made


def stand_in(monkeypatch, **changes):
    module, platforms = vllm_module(**changes)
    monkeypatch.setitem(sys.modules, "vllm", module)
    monkeypatch.setitem(sys.modules, "vllm.platforms", platforms)


def colocated(dtype="float32"):
    return Colocated("folder", dtype, 0.3, 48, 32)


def engine(model, dtype="float32"):
    return VllmEngine(model, tokenizer(), colocated(dtype))


def assert_adapted(sent, model, plain):
    """The plain model's names, tied ones once; W + ΔW bit for bit where v adapts, W elsewhere."""
    assert list(sent) == [name for name, _ in plain.named_parameters()]
    assert set(plain.state_dict()) - set(sent) == {"lm_head.weight"}  # tied to the embedding
    changed = {f"{name}.weight" for name, _ in adapted_layers(model)}
    with summed([layer for _, layer in adapted_layers(model)]):
        held = {
            n.replace("base_layer.", ""): p for n, p in model.base_model.model.state_dict().items()
        }
        for name, weight in plain.state_dict().items():
            if name in sent:
                assert torch.equal(sent[name], held[name]), name
                assert torch.equal(sent[name], weight) == (name not in changed), name


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_adapted_weights_are_sent_before_every_batch(vllm, dtype):
    model = adapted_model(dtype)
    ours = engine(model)
    list(ours.generate(requests(1), SAMPLING))
    set_vector(model, -2 * tiny_vllm.V)
    list(ours.generate(requests(2), SAMPLING))
    first, second = vllm[0].sent
    assert_adapted(second, model, plain_model(dtype))
    name = next(adapted_layers(model))[0] + ".weight"
    assert not torch.equal(first[name], second[name])
    set_vector(model, tiny_vllm.V)
    assert_adapted(first, model, plain_model(dtype))


def test_the_bits_are_those_of_merged(vllm):
    model = adapted_model()
    sent = dict(MergedWeights(model))
    with merged(model):
        for name, layer in adapted_layers(model):
            assert torch.equal(sent[f"{name}.weight"], layer.base_layer.weight)
        again = dict(MergedWeights(model))  # ΔW is not added twice
    assert all(torch.equal(sent[name], again[name]) for name in sent)


def test_raw_base_weights_would_be_seen(vllm, monkeypatch):
    model = adapted_model()
    monkeypatch.setattr(merged_weights, "adapted_layers", lambda model: [])
    list(engine(model).generate(requests(), SAMPLING))
    with pytest.raises(AssertionError):
        assert_adapted(vllm[0].sent[0], model, plain_model())


def test_sending_leaves_the_model_alone():
    model = adapted_model()
    before = {n: (p.data_ptr(), p.clone()) for n, p in model.named_parameters()}
    list(MergedWeights(model))
    for name, parameter in model.named_parameters():
        address, values = before[name]
        assert parameter.data_ptr() == address and torch.equal(parameter, values)


def test_one_matrix_at_a_time():
    weights = iter(MergedWeights(adapted_model()))
    built = [weight for name, weight in (next(weights) for _ in range(2)) if "q_proj" in name]
    assert len(built) == 1 and built[0]._base is None  # its own memory, freed when let go


def test_they_are_described_without_being_built(monkeypatch):
    model = adapted_model(torch.bfloat16)
    found = [(n, str(w.dtype)[6:], list(w.shape)) for n, w in MergedWeights(model)]
    monkeypatch.setattr(merged_weights, "dense_weight", None)
    assert MergedWeights(model).described() == found


def packed(dtype):
    bitsandbytes = pytest.importorskip("bitsandbytes")
    model = plain_model(dtype)
    for module in list(model.model.layers.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                options = {"bias": child.bias is not None, "compute_dtype": dtype}
                four = bitsandbytes.nn.Linear4bit(child.in_features, child.out_features, **options)
                values = child.weight.data.to(dtype)
                four.weight = bitsandbytes.nn.Params4bit(values, False, quant_type="nf4")
                four.bias = child.bias
                setattr(module, name, four.to("cpu"))
    model.is_loaded_in_4bit = True
    return model


@pytest.mark.parametrize("targets", [("q_proj", "down_proj"), ("q_proj",)])
def test_four_bits_are_unpacked_on_the_way(monkeypatch, targets):
    plain = plain_model(torch.bfloat16)
    monkeypatch.setattr(tiny_vllm, "plain_model", packed)
    model = adapted_model(torch.bfloat16, targets=targets)
    weights = MergedWeights(model)
    sent = dict(weights)
    assert [n for n, _, _ in weights.described()] == [n for n, _ in plain.named_parameters()]
    for name, parameter in plain.named_parameters():
        assert sent[name].dtype == torch.bfloat16 and sent[name].shape == parameter.shape
    layers = dict(adapted_layers(model))
    assert {name.rsplit(".", 1)[1] for name in layers} == set(targets)
    for name, layer in layers.items():
        wanted = dense_weight(layer.base_layer) + layer.get_delta_weight("default")
        assert torch.equal(sent[f"{name}.weight"], wanted.bfloat16())
    own = model.get_base_model().model.layers[0].self_attn.v_proj
    assert torch.equal(sent["model.layers.0.self_attn.v_proj.weight"], dense_weight(own).bfloat16())


def test_its_log_probs_are_the_trainers(vllm):
    model = adapted_model()
    set_vector(model, 20 * tiny_vllm.V)
    told = compare(model, list(engine(model).generate(requests(), SAMPLING)))
    assert told.tokens >= 12 and told.unknown == 0
    assert told.max_difference < 1e-4
    assert told.ratio_mean == pytest.approx(1, abs=1e-4)


def test_the_comparison_sees_the_base_model(vllm, monkeypatch):
    model = adapted_model()
    set_vector(model, 20 * tiny_vllm.V)
    monkeypatch.setattr(merged_weights, "adapted_layers", lambda model: [])
    told = compare(model, list(engine(model).generate(requests(), SAMPLING)))
    assert told.max_difference > 0.1


def compare(model, completions):
    longest = max(done.tokens for done in completions)
    ids, sampler, mask = torch.zeros(3, len(completions), longest)
    for row, done in enumerate(completions):
        ids[row, : done.tokens] = torch.tensor(done.token_ids)
        sampler[row, : done.tokens] = torch.tensor(done.log_probs)
        mask[row, : done.tokens] = 1
    prompts = [torch.tensor(tokenizer().encode(done.problem_key)) for done in completions]
    with torch.no_grad():
        scored = (prompts, ids.long(), mask, SAMPLING.temperature)
        trainer, _ = completion_log_probs(model, *scored)
    return importance_weights(trainer, sampler, mask, 2.0)[1]


def served(model):
    return VllmEngine(model, tokenizer(), Served(Client(), "float32"))


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
    return proof, None if is_inside(found, 1e-3) else mismatch(*given)


@pytest.mark.parametrize("make", [engine, served])
def test_what_it_samples_is_proven_at_every_step(vllm, make):
    model = adapted_model()
    sampler = make(model)
    for factor in (0, 20, -10):
        set_vector(model, factor * tiny_vllm.V)
        proof, wrong = proven(model, rollouts_of(sampler))
        assert wrong is None and proof.sampled_adapter == proof.trained_adapter
        assert proof.tokens >= 12 and proof.unknown == 0 and proof.max_difference < 1e-4


@pytest.mark.parametrize("make", [engine, served])
def test_weights_without_the_adapter_are_named(vllm, make, monkeypatch):
    model = adapted_model()
    set_vector(model, 20 * tiny_vllm.V)
    with monkeypatch.context() as patch:
        patch.setattr(merged_weights, "adapted_layers", lambda model: [])
        rollouts = rollouts_of(make(model))
    proof, wrong = proven(model, rollouts)
    assert proof.sampled_adapter == proof.trained_adapter  # it was claimed
    assert "the adapter is not loaded, for the sampler is the base model" in wrong


@pytest.mark.parametrize("make", [engine, served])
def test_weights_that_it_took_and_does_not_use_are_named(vllm, make, monkeypatch):
    model = adapted_model()
    sampler, before = make(model), 10 * tiny_vllm.V
    set_vector(model, before)
    assert proven(model, rollouts_of(sampler))[1] is None

    def take(llm, method, timeout=None, args=(), kwargs=None):
        return [None for _ in kwargs["weights_iterator"]]

    monkeypatch.setattr(LLM, "collective_rpc", take)
    set_vector(model, 20 * tiny_vllm.V.flip(0))
    assert "the adapter is stale" in proven(model, rollouts_of(sampler), before)[1]


def test_seeds_decide(vllm):
    ours = engine(adapted_model())
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
    ours = engine(adapted_model())
    vllm[0].script = script
    settings = SAMPLING.model_copy(update={"max_new_tokens": 8, **changes})
    for done in ours.generate(requests(1), settings):
        assert done.token_ids == tuple(script[:kept])
        assert len(done.log_probs) == kept and max(done.log_probs) < 0
        assert done.finish_reason == reason
        assert done.text == tokenizer().decode(script[:kept], skip_special_tokens=True)


@pytest.mark.parametrize(("language", "reason"), [("c++", "fence"), ("python", "stop")])
def test_the_answer_s_language_says_where_it_ends(vllm, language, reason):
    ours = engine(adapted_model())
    vllm[0].script = [*FENCED, 7, 0]
    asked = [replace(one, language=language) for one in requests(1)]
    settings = SAMPLING.model_copy(update={"max_new_tokens": 8})
    assert {done.finish_reason for done in ours.generate(asked, settings)} == {reason}


def test_awake_only_while_it_samples(vllm):
    ours = engine(adapted_model())
    assert vllm[0].calls == ["sleep 2"]
    list(ours.generate(requests(), SAMPLING))
    batch = vllm[0].calls[1:]
    order = ["wake ['weights']", "reload", "reset", "wake ['kv_cache']", "generate", "sleep 2"]
    assert batch == order
    assert list(ours.generate([], SAMPLING)) == []
    assert len(vllm[0].calls) == 7  # nothing asked, nothing done


def test_it_sleeps_after_a_failure(vllm, monkeypatch):
    ours = engine(adapted_model())
    monkeypatch.setattr(LLM, "_answer", None)
    with pytest.raises(TypeError):
        list(ours.generate(requests(), SAMPLING))
    assert vllm[0].calls[-1] == "sleep 2"


def test_how_it_is_started(vllm):
    names = ("RANK", "LOCAL_RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT")
    before = {name: os.environ.get(name) for name in names}
    colocated("bfloat16")
    told = vllm[0].options
    assert (told["model"], told["dtype"], told["max_model_len"]) == ("folder", "bfloat16", 48)
    assert told["logprobs_mode"] == "processed_logprobs"  # after temperature
    assert told["gpu_memory_utilization"] == 0.3 and told["enable_sleep_mode"]
    assert {name: os.environ.get(name) for name in names} == before
    assert os.environ["VLLM_NO_USAGE_STATS"] == "1"


def test_a_platform_without_sleep(vllm, monkeypatch):
    stand_in(monkeypatch, device="cpu", sleeps=False)
    list(engine(adapted_model()).generate(requests(), SAMPLING))
    assert vllm[0].calls == ["reload", "reset", "generate"]
    assert vllm[0].options["enable_sleep_mode"] is False


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"version": "0.21.9"}, "vLLM 0.21.9 is older than 0.22.0"),
        ({"device": ""}, "vLLM sees no GPU; let training.rollouts be own"),
    ],
)
def test_where_vllm_cannot_run(monkeypatch, changes, message):
    stand_in(monkeypatch, **changes)
    with pytest.raises(SettingsError, match=message):
        colocated()


def test_without_vllm(monkeypatch):
    monkeypatch.delitem(sys.modules, "vllm")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"not installed; install tinylora\[vllm\]"):
        colocated()


def test_a_weight_left_out_is_a_fault(monkeypatch):
    def only_three(self, method, kwargs):
        for _, _ in zip(range(3), kwargs["weights_iterator"], strict=False):
            pass

    monkeypatch.setattr(LLM, "collective_rpc", only_three)
    with pytest.raises(EngineFault, match=r"took 3 of \d+ weights"):
        list(engine(adapted_model()).generate(requests(), SAMPLING))


def test_a_stale_cache_is_a_fault(vllm):
    ours = engine(adapted_model())
    vllm[0].cached = False
    with pytest.raises(EngineFault, match="other weights read"):
        list(ours.generate(requests(), SAMPLING))


def test_an_end_for_no_reason_is_a_fault(vllm):
    ours = engine(adapted_model())
    vllm[0].script = [7, 7]
    with pytest.raises(EngineFault, match=r"problem w10 .*, sample 0: .* after 2 tokens"):
        list(ours.generate(requests(), SAMPLING))


def test_what_rounding_loses_is_said_once(vllm, caplog):
    model = adapted_model(torch.bfloat16, v=torch.zeros(4))
    ours = engine(model, "bfloat16")
    for size in (0.0, 1e-5, 1e-5):
        set_vector(model, torch.full((4,), size))
        list(ours.generate(requests(1), SAMPLING))
    assert ours.share_lost > 0.9
    assert sum("nearly from the base model" in line for line in caplog.messages) == 1
    exact = engine(adapted_model())
    list(exact.generate(requests(1), SAMPLING))
    assert exact.share_lost == 0


def test_a_server_gets_weights_and_seeds():
    model, served = adapted_model(), Client()
    ours = VllmEngine(model, tokenizer(), Served(served, "float32"))
    found = list(ours.generate(requests(5, 6), SAMPLING))
    assert_adapted(served.llm.sent[0], model, plain_model())
    assert [name for name, _, _ in served.described[0]] == list(served.llm.sent[0])
    assert sorted(served.asked) == [5, 5, 6, 6]
    assert served.llm.calls[:2] == ["reload", "reset"]
    same = {(c.problem_key, c.sample): c for c in engine(model).generate(requests(5, 6), SAMPLING)}
    assert {(c.problem_key, c.sample): c for c in found} == same
    assert compare(model, found).max_difference < 1e-4


def test_a_log_prob_the_server_does_not_know(monkeypatch):
    served = Client()
    ours = VllmEngine(adapted_model(), tokenizer(), Served(served, "float32"))
    unknown = {"completion_ids": [[7, 0]], "logprobs": [[[None], [-0.5]]]}
    monkeypatch.setattr(served, "generate", lambda *_, **__: unknown)
    [done] = ours.generate(requests(1)[:1], SAMPLING)
    assert math.isnan(done.log_probs[0]) and done.log_probs[1] == -0.5


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"mode": "raw_logprobs"}, "start it with --logprobs-mode processed_logprobs"),
        ({"dtype": "torch.bfloat16"}, "start it with --dtype float32"),
    ],
)
def test_a_server_started_otherwise_is_refused(told, message):
    with pytest.raises(SettingsError, match=message):
        Served(Client(**told), "float32")


@pytest.mark.parametrize("broken", ["update_named_params", "generate"])
def test_a_server_that_fails(monkeypatch, broken):
    served = Client()
    ours = VllmEngine(adapted_model(), tokenizer(), Served(served, "float32"))

    def fail(*_, **__):
        raise Exception("Request failed: 500")

    monkeypatch.setattr(served, broken, fail)
    with pytest.raises(EngineFault, match="Request failed: 500; see its log"):
        list(ours.generate(requests(), SAMPLING))


def test_our_own_engine_is_generate_on_merged_weights():
    model = adapted_model()
    asked = requests()
    found = list(OwnEngine(model, tokenizer()).generate(asked, SAMPLING))
    with merged(model):
        plain = list(generate((model, tokenizer()), asked, SAMPLING))
    assert found == [replace(one, adapter=adapter_hash(model)) for one in plain]
    assert all(len(done.log_probs) == done.tokens and max(done.log_probs) < 0 for done in found)
    assert not any(layer.merged for _, layer in adapted_layers(model))


LOOPBACK = ["http://127.0.0.1:8000", "http://localhost:80", "http://[::1]:8000"]
ELSEWHERE = [
    *("http://10.0.0.2:8000", "http://gpu-box:8000", "https://127.0.0.1:8000", "127.0.0.1:8000"),
    *("http://127.0.0.1", "http://127.0.0.1:8000@example.org:80", "http://0.0.0.0:8000", ""),
    "http://127.0.0.1:eight",
]


@pytest.mark.parametrize("address", LOOPBACK)
def test_a_server_on_the_loopback_interface(address):
    TrainingSettings(rollouts="vllm_server", vllm_server=address)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_server_elsewhere(address):
    with pytest.raises(ValidationError, match="loopback"):
        TrainingSettings(rollouts="vllm_server", vllm_server=address)


@pytest.mark.parametrize(
    "wrong",
    [
        {"rollouts": "vllm_server"},
        {"vllm_server": LOOPBACK[0]},
        {"rollouts": "vllm_server", "vllm_server": LOOPBACK[0], "processes": 2},
        {"importance_cap": 0.5},
        {"vllm_memory_share": 1.0},
    ],
)
def test_settings_that_make_no_sense(wrong):
    with pytest.raises(ValidationError):
        TrainingSettings(**wrong)
