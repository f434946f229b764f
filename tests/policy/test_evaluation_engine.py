"""An evaluation's child by each engine: its whole job, on a tiny model that lies in a folder."""

import json
import sys

import pytest
import torch
from tiny_llama import tiny_llama
from tiny_vllm import LLM, Server, tokenizer, vllm_modules

from tinylora.adapter.checkpoint import save
from tinylora.adapter.inject import adapter_hash, attach, set_vector
from tinylora.adapter.merge import merged
from tinylora.adapter.settings import AdapterSettings
from tinylora.jobs import past_events
from tinylora.policy.engines.generate import generate
from tinylora.policy.job import SamplingJob
from tinylora.policy.load import load
from tinylora.policy.model_source import resolve
from tinylora.policy.sample_job import main, requests_of
from tinylora.policy.settings import GenerationSettings, ModelSettings
from tinylora.problem import StoredProblem

PROBLEMS = [StoredProblem(key, statement=f"{key} w11 w12") for key in ("w20", "w30")]
GENERATION = {"max_new_tokens": 4, "temperature": 0.7}
ADAPTER = AdapterSettings(u=4)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """The base model's settings; its files lie in a folder, as a hub's do."""
    folder = tmp_path_factory.mktemp("base")
    plain = tiny_llama(bos_token_id=None, eos_token_id=0, max_position_embeddings=512)
    plain.save_pretrained(folder)
    reads = tokenizer()
    reads.chat_template = "{{ messages[-1]['content'] }}"
    reads.save_pretrained(folder)
    return ModelSettings(name=str(folder), device="cpu")


@pytest.fixture(scope="module")
def checkpoint(model, tmp_path_factory):
    """A checkpoint's file and the hash of its adapter."""
    home = tmp_path_factory.mktemp("trained")
    source = resolve(model, home)
    adapted = attach(load(source, model).model, ADAPTER)
    set_vector(adapted, torch.linspace(-2, 3, 4))
    base = {"name": model.name, "revision": "", "fingerprint": source.fingerprint}
    save(adapted, home / "v.safetensors", base=base, run_id="r", step=1)
    return home / "v.safetensors", adapter_hash(adapted)


@pytest.fixture
def sampled(model, tmp_path, monkeypatch):
    """Run a child's job; return its job, and what it sampled, by problem and sample."""
    for name, module in vllm_modules(device="cpu").items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(LLM, "made", [])
    threads = torch.get_num_threads()

    def run(name, file=None, **engine):
        folder = tmp_path / name
        folder.mkdir()
        job = SamplingJob(
            home=tmp_path,
            threads=1,
            model=model,
            prompt={},
            generation=GENERATION | engine,
            adapter=ADAPTER if file else None,
            checkpoint=file,
            base_fingerprint=resolve(model, tmp_path).fingerprint,
            samples_per_problem=2,
            seed=42,
        )
        job.write(folder, PROBLEMS)
        main(folder)
        events = past_events(folder)
        assert events[-1]["event"] == "finish"
        done = [event for event in events if event["event"] == "completion"]
        return job, {(one["problem_key"], one["sample"]): one["text"] for one in done}

    yield run
    torch.set_num_threads(threads)


def test_the_model_itself_says_what_it_always_said(sampled, model, checkpoint, tmp_path):
    """Nothing of the engine's choice touches it: these are `generate`'s own completions."""
    job, found = sampled("tuned", checkpoint[0])
    policy = load(resolve(model, tmp_path), model)
    adapted = attach(policy.model, ADAPTER, tmp_path / "factors")
    set_vector(adapted, torch.linspace(-2, 3, 4))
    asked = requests_of(job, tmp_path / "tuned", policy.tokenizer)
    with merged(adapted):
        plain = generate((adapted, policy.tokenizer), asked, GenerationSettings(**GENERATION))
        assert found == {(one.problem_key, one.sample): one.text for one in plain}
    assert not LLM.made


@pytest.mark.parametrize("where", ["in this process", "served"])
def test_vllm_evaluates_the_base_and_a_checkpoint(sampled, model, checkpoint, where):
    server = Server()
    server.info["model_config"]["model"] = model.name
    server.llm.model = tiny_llama(bos_token_id=None, eos_token_id=0, max_position_embeddings=512)
    with server.listening() as address:
        engine = {"engine": "vllm"} | ({"vllm_server": address} if where == "served" else {})
        _, base = sampled("base", **engine)
        _, tuned = sampled("tuned", checkpoint[0], **engine)
        _, again = sampled("again", checkpoint[0], **engine)
    assert len(base) == len(tuned) == 4 and base != tuned == again
    if where == "served":
        (name,) = server.loras
        assert len(server.asked) == 12
    else:
        assert [llm.options["enable_lora"] for llm in LLM.made[1:]] == [False, True, True]
        assert {llm.options["model"] for llm in LLM.made[1:]} == {model.name}
        (name,) = LLM.made[-1].configs
    assert name.split("-")[1] == checkpoint[1]


def test_what_is_done_is_not_sampled_again(sampled, checkpoint, tmp_path):
    sampled("tuned", checkpoint[0], engine="vllm")
    before = (tmp_path / "tuned" / "events.jsonl").read_text(encoding="utf-8")
    main(tmp_path / "tuned")
    more = (tmp_path / "tuned" / "events.jsonl").read_text(encoding="utf-8")[len(before) :]
    told = [json.loads(line)["event"] for line in more.splitlines()]
    assert told == ["finish"] and len(LLM.made) == 1  # no vLLM was started for nothing
