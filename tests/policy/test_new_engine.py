"""An engine is one module and one line: the example of docs/adding-an-engine.md, sampled from."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
import torch
from tiny_llama import tiny_llama
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from transformers import PreTrainedTokenizerFast

from tinylora.adapter.inject import attach
from tinylora.adapter.settings import AdapterSettings
from tinylora.entry_points import ENGINES
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.rollout import RolloutWorker
from tinylora.grpo.training import rollout_engine
from tinylora.judge.open_judge import open_judge
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import GenerationSettings
from tinylora.problem import Origin, StoredProblem, TestCase

PAGE = Path(__file__).resolve().parents[2] / "docs/adding-an-engine.md"


@pytest.fixture
def mine(monkeypatch):
    """The page's module under the page's name, and the page's line in the registry."""
    text = PAGE.read_text(encoding="utf-8")
    source, line = re.findall(r"```python\n(.*?)\n```\n\n", text.replace("```cpp", "CPP"), re.S)
    module = ModuleType("tinylora.policy.engines.mine")
    exec(compile(source.replace("CPP", "```cpp"), "mine.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    (name, path) = re.fullmatch(r'\s*"(\w+)": "([\w.]+)",', line).groups()
    monkeypatch.setitem(ENGINES, name, path)
    return name


def test_the_pages_engine_samples_rollouts_that_are_judged(mine, tmp_path):
    words = Tokenizer(WordLevel({"a": 0, "b": 1}, unk_token="a"))
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, eos_token="b", pad_token="b")
    tokenizer.chat_template = "{{ messages[-1]['content'] }}"
    job = TrainingJob(
        run_id="run",
        home=tmp_path,
        model={"name": "tiny"},
        generation={"engine": mine},
        judge={"workers": 1, "canary_every": 0},
    )
    problem = StoredProblem(
        "k", statement="Say nothing.", test_cases=(TestCase("", "", Origin.PUBLIC),)
    )
    model = attach(tiny_llama(), AdapterSettings(u=4))
    source = ModelSource("tiny", "r", tmp_path, None, "f")
    engine = rollout_engine(job, source, model, tokenizer, [problem])
    with open_judge(job.judge, tmp_path, check=False) as judge, torch.inference_mode():
        worker = RolloutWorker(engine, tokenizer, [problem], judge, job)
        rollouts = worker.roll(1, [("k", 0), ("k", 1)]).rollouts
    assert [(one.judgement.verdict, one.reward) for one in rollouts] == [("AC", 1.0)] * 2


def test_an_unknown_engine_lists_the_known():
    with pytest.raises(ValueError, match="'theirs' is no engine; there are: transformers, vllm"):
        GenerationSettings(engine="theirs")
