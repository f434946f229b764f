"""A whole training on mathematics as GRDPO had it: pairs, an ordinary LoRA, 8-bit AdamW, pass@k."""

import pytest
import torch
from scripted import VOCABULARY, make_adapted
from scripted_programs import TEMPLATE, make_job, source
from test_training import Killed, last_words
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import PreTrainedTokenizerFast

from tinylora.adapter.settings import AdapterSettings
from tinylora.grpo.training import go_on
from tinylora.jobs import Events, past_events, write_problems
from tinylora.judge.pool import JudgePool
from tinylora.policy.load import Policy
from tinylora.problem import Origin, StoredProblem, TestCase

SAID = ("<answer>4</answer>", r"<answer>\frac{12}{2}</answer>", "so it is 4", r"\boxed{6}", "or")
ASKED = {"easy": ("2 + 2?", "4"), "medium": ("3 + 3?", "6")}
GRDPO = {
    **{"algorithm": "grdpo", "grdpo_beta": 0.15, "grdpo_min_reward": 1.1},
    **{"optimizer": "adamw_8bit", "learning_rate": 1e-3, "buckets": {"easy": 1, "medium": 1}},
    **{"steps": 2, "prompts_per_step": 2, "generations_per_prompt": 8, "micro_batch_size": 8},
    **{"validate_every": 1, "validation_samples": 10, "validation_metric": "pass_at_k"},
    "reward": {
        "shape": "fraction",
        "weights": dict.fromkeys(("answer_tag", "answer_tag_at_end", "length_credit"), 1 / 3),
        **{"length_penalty_start": 2, "length_penalty_end": 4},
    },
}


def word(index):
    """Return the text of a token; every second one is an answer, or as good as one."""
    if index < 3 or index % 2:
        return str(index)
    return f"{SAID[index // 2 % len(SAID)]} {' ' * index}"  # alike, and yet another token


def make_policy():
    words = Tokenizer(WordLevel({word(i): i for i in range(VOCABULARY)}, unk_token="2"))
    words.pre_tokenizer = Whitespace()
    named = {"eos_token": "0", "pad_token": "1", "chat_template": TEMPLATE}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, **named)
    return Policy(make_adapted().unload(), tokenizer, torch.device("cpu"))


def write_job(folder):
    folder.mkdir()
    problems = [
        StoredProblem(
            bucket,
            statement=statement,
            bucket=bucket,
            answer_language="mathematics",
            test_cases=(TestCase("", answer, Origin.PRIVATE),),
        )
        for bucket, (statement, answer) in ASKED.items()
    ]
    for name in ("problems", "validation"):
        write_problems(folder / f"{name}.jsonl", problems)
    lora = AdapterSettings(kind="lora", rank=16, lora_alpha=32)
    return make_job(folder, **GRDPO).model_copy(update={"adapter": lora})


def train(folder, judge, job):
    go_on(folder, job, source(folder), make_policy(), judge, tells=True).finish()
    return past_events(folder)


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    settings = make_job().judge
    with JudgePool(settings, tmp_path_factory.mktemp("judge"), check=False) as pool:
        yield pool


def test_it_trains_on_answers_and_goes_on_after_a_kill(tmp_path, judge, monkeypatch):
    whole = train(tmp_path / "whole", judge, write_job(tmp_path / "whole"))
    rollouts = [event for event in whole if event["event"] == "rollout"]
    assert {one["judgement"]["limits"]["language"] for one in rollouts} == {"mathematics"}
    assert {one["judgement"]["verdict"] for one in rollouts} >= {"AC", "WA", "NC"}
    for one in rollouts:
        terms, right = one["terms"], one["judgement"]["verdict"] == "AC"
        form = terms["answer_tag"] + terms["answer_tag_at_end"] + terms["length_credit"]
        assert one["reward"] == pytest.approx(right + form / 3)
    assert any(one["reward"] >= 1.1 for one in rollouts), "no pair would teach"
    steps = [event for event in whole if event["event"] == "step"]
    assert all(step["v_change"] > 0 for step in steps)
    scores = [event["score"] for event in whole if event["event"] == "validation"]
    assert len(scores) == 3 and set(scores) <= {0.0, 0.5, 1.0} and max(scores) > 0
    tell = Events.emit

    def emit(events, event, **fields):
        if event == "step" and fields["step"] == 2:
            raise Killed
        tell(events, event, **fields)

    monkeypatch.setattr(Events, "emit", emit)
    job = write_job(tmp_path / "killed")
    with pytest.raises(Killed):
        train(tmp_path / "killed", judge, job)
    monkeypatch.setattr(Events, "emit", tell)
    assert last_words(train(tmp_path / "killed", judge, job)) == last_words(whole)
