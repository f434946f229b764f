from dataclasses import replace

import pytest
import torch
from tiny_vllm import plain_model, tokenizer

from tinylora.errors import SettingsError
from tinylora.judge.languages.cpp_source import extract_cpp
from tinylora.policy.engines.generate import Request, generate
from tinylora.policy.load import load
from tinylora.policy.model_source import resolve
from tinylora.policy.prompt import render
from tinylora.policy.settings import GenerationSettings

FENCED = [3, 4, 5, 6, 5, 3]  # ```cpp \n int main() {} \n ```
THOUGHT_AND_ANSWER = [*FENCED, 95, 3, 4, 5, 9, 6, 5, 3, 7, 0]  # 95 is </think>
QUESTIONS = ("Print a+b.", "Read n integers and print the largest of them, then stop.", "Hi")


@pytest.fixture(scope="module")
def policy(demo_model, demo_model_home):
    return load(resolve(demo_model, demo_model_home), demo_model)


def ask(policy, question, seed=0, sample=0):
    prompt = render([{"role": "user", "content": question}], policy.tokenizer)
    return Request(question, sample, seed, prompt)


def of(policy, requests, **settings):
    return generate((policy.model, policy.tokenizer), requests, GenerationSettings(**settings))


def sampled(policy, requests, **settings):
    done = of(policy, requests, **settings)
    return {(c.problem_key, c.sample): c for c in done}


def test_greedy_is_what_transformers_would_say(policy):
    request = ask(policy, QUESTIONS[0])
    [ours] = of(policy, [request], temperature=0, max_new_tokens=12)
    ids = policy.tokenizer(request.prompt, return_tensors="pt", add_special_tokens=False)
    theirs = policy.model.generate(**ids, max_new_tokens=12, do_sample=False)
    assert list(ours.token_ids) == theirs[0, ids["input_ids"].shape[1] :].tolist()
    assert ours.tokens == 12
    assert ours.finish_reason == "length"


@pytest.mark.parametrize("temperature", [0, 0.8])
def test_a_sample_does_not_depend_on_its_batch(policy, temperature):
    requests = [
        ask(policy, question, seed=10 * index + sample, sample=sample)
        for index, question in enumerate(QUESTIONS)
        for sample in range(2)
    ]
    alone = sampled(policy, requests, batch_size=1, max_new_tokens=8, temperature=temperature)
    # five seats for six: rows share a prefill, leave, and the last one joins
    together = sampled(policy, requests, batch_size=5, max_new_tokens=8, temperature=temperature)
    assert len(alone) == 6
    for key, one in alone.items():  # kernels round a token's log-probability by the rows beside it
        assert replace(one, log_probs=None) == replace(together[key], log_probs=None)
        assert one.log_probs == pytest.approx(together[key].log_probs, abs=1e-4)


def test_seeds_decide(policy):
    requests = [ask(policy, QUESTIONS[0], seed=seed, sample=seed) for seed in range(4)]
    first = sampled(policy, requests, max_new_tokens=12, temperature=1.0)
    assert first == sampled(policy, requests[::-1], max_new_tokens=12, temperature=1.0)
    assert len({completion.text for completion in first.values()}) > 1


def test_the_closing_fence_ends_a_completion(policy):
    chat = [
        {"role": "user", "content": "Give me a program."},
        {"role": "assistant", "content": "```cpp\nint main() {}\n```\n"},
        {"role": "user", "content": "Give me the same program again."},
    ]
    request = Request("again", 0, 0, render(chat, policy.tokenizer))
    settings = {"temperature": 0, "max_new_tokens": 30}
    [stopped] = sampled(policy, [request], **settings).values()
    assert stopped.finish_reason == "fence"
    assert stopped.text.startswith("```cpp")
    assert stopped.text.rstrip().endswith("```")
    [runs_on] = sampled(policy, [request], stop_at_fence=False, **settings).values()
    assert runs_on.finish_reason != "fence"
    assert runs_on.token_ids[: stopped.tokens] == stopped.token_ids


def test_the_end_of_turn_is_kept_in_the_ids_only(policy):
    request = ask(policy, "Say only the word: yes")
    [completion] = sampled(policy, [request], temperature=0, max_new_tokens=40).values()
    assert completion.finish_reason == "stop"
    assert completion.token_ids[-1] == policy.tokenizer.eos_token_id
    assert "<|im_end|>" not in completion.text


def of_tiny(model, **settings):
    """Return the ids that the tiny model answers with, and why it ends."""
    chosen = GenerationSettings(max_new_tokens=12, **settings)
    [done] = generate((model, tokenizer()), [Request("p", 0, 5, "w10 w11 w12")], chosen)
    return done.token_ids, done.finish_reason


def test_of_the_least_share_of_the_mass_the_likeliest_token_is_left():
    greedy = of_tiny(plain_model(), temperature=0)
    assert of_tiny(plain_model(), temperature=1.0, top_p=1e-6) == greedy
    assert of_tiny(plain_model(), temperature=1.0) != greedy


def test_every_token_that_the_model_names_as_an_end_ends_it():
    model = plain_model()
    ids, _ = of_tiny(model, temperature=0)
    last = next(token for token in ids if token != ids[0])
    model.generation_config.eos_token_id = [95, last]
    assert {0, 95}.isdisjoint(ids)  # 0 is the tokenizer's own end
    assert of_tiny(model, temperature=0) == (ids[: ids.index(last) + 1], "stop")


@pytest.mark.parametrize(
    ("prompt", "script", "kept", "reason", "source"),
    [
        ("w10 w11", THOUGHT_AND_ANSWER, 6, "fence", "int main() {}"),
        ("w10 w11 <think>\n", THOUGHT_AND_ANSWER, 14, "fence", "helper();int main() {}"),
        ("w10 w11 <think>\n", [*FENCED, 7, 7], 8, "length", None),  # the thought never ends
        ("w10 <think> </think>", [*FENCED, 7, 0], 6, "fence", "int main() {}"),
    ],
)
def test_what_the_prompt_opened_is_thought(prompt, script, kept, reason, source, monkeypatch):
    drawn = iter(script)
    monkeypatch.setattr(
        "tinylora.policy.engines.generate.choose",
        lambda *_: (torch.tensor([next(drawn)]), torch.zeros(1)),
    )
    settings = GenerationSettings(max_new_tokens=len(script))
    [done] = generate((plain_model(), tokenizer()), [Request("p", 0, 5, prompt)], settings)
    assert (done.token_ids, done.finish_reason) == (tuple(script[:kept]), reason)
    assert done.text.startswith("<think>\n```") == prompt.endswith("<think>\n")
    assert extract_cpp(done.text) == (source and f"{source}\n")


def test_the_model_is_left_in_the_mode_it_came_in(policy):
    policy.model.train()
    running = of(policy, [ask(policy, "Hi")], max_new_tokens=1)
    next(running)
    assert not torch.is_inference_mode_enabled()  # the caller's code runs between completions
    assert list(running) == []
    assert policy.model.training
    policy.model.eval()


def test_a_prompt_past_the_context_is_refused(policy):
    request = ask(policy, "word " * policy.model.config.max_position_embeddings)
    with pytest.raises(SettingsError, match="context holds"):
        next(of(policy, [request], max_new_tokens=1))


def test_nothing_asked_nothing_done(policy):
    assert list(of(policy, [])) == []


def test_an_adapter_at_zero_says_what_its_base_says(demo_model, demo_model_home, policy):
    from tinylora.adapter.inject import attach
    from tinylora.adapter.merge import merged
    from tinylora.adapter.settings import AdapterSettings

    request = ask(policy, QUESTIONS[0], seed=3)
    base = sampled(policy, [request], max_new_tokens=8)
    other = load(resolve(demo_model, demo_model_home), demo_model)
    adapter = AdapterSettings(targets=("q_proj",))
    model = attach(other.model, adapter, demo_model_home / "factors")
    adapted = replace(other, model=model)
    assert sampled(adapted, [request], max_new_tokens=8) == base
    with merged(model):
        assert sampled(adapted, [request], max_new_tokens=8) == base
