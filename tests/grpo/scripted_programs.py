"""A tiny policy that writes whole programs: its tokens are numbers, and C++ that a judge judges."""

import torch
from scripted import VOCABULARY, make_adapted
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import PreTrainedTokenizerFast

from tinylora.grpo.job import TrainingJob
from tinylora.jobs import write_problems
from tinylora.policy.load import Policy
from tinylora.policy.model_source import ModelSource
from tinylora.problem import Origin, StoredProblem, TestCase

SOURCES = (
    '#include <cstdio>\nint main() { int n; scanf("%d", &n); printf("%d", 2 * n); }\n',
    '#include <cstdio>\nint main() { printf("4"); }\n',
    "int main( { return; }\n",
)
CASES = {"double": [("2", "4"), ("3", "6")], "four": [("1", "4")]}
TEMPLATE = "{{ messages[-1].content[:9] }}"
"""A few words: the tiny model's context is short."""


class Killed(BaseException):
    """As sudden as SIGKILL for all that is on disk."""


def word(index):
    """Return the text of a token; every second one is a program."""
    if index < 3 or index % 2:
        return str(index)
    return f"{index} ```cpp\n{SOURCES[index // 2 % 3]}```"


def make_policy():
    words = Tokenizer(WordLevel({word(i): i for i in range(VOCABULARY)}, unk_token="2"))
    words.pre_tokenizer = Whitespace()  # of prompts, which are unknown words
    named = {"eos_token": "0", "pad_token": "1", "chat_template": TEMPLATE}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words, **named)
    return Policy(make_adapted().unload(), tokenizer, torch.device("cpu"))


def make_job(folder="nowhere", **training):
    small = {"steps": 3, "prompts_per_step": 2, "generations_per_prompt": 4, "micro_batch_size": 4}
    small |= {"max_new_tokens": 4, "learning_rate": 0.5, "save_every": 1}
    return TrainingJob(
        run_id="run",
        home=folder,
        model={"name": "org/tiny", "revision": "a" * 40},
        adapter={"u": 4},
        generation={"max_new_tokens": 4, "temperature": 1.0},
        judge={"workers": 1, "canary_every": 0},
        training={**small, "validation_samples": 8, **training},
    )


def problems():
    return [
        StoredProblem(
            key,
            title=key,
            statement=f"a {key} b c",
            bucket="easy",
            test_cases=tuple(TestCase(i, o, Origin.PUBLIC) for i, o in cases),
        )
        for key, cases in CASES.items()
    ]


def write_job(folder, **training):
    """Return the job of a folder that holds the problems to train and to validate on."""
    folder.mkdir()
    for name in ("problems", "validation"):
        write_problems(folder / f"{name}.jsonl", problems())
    return make_job(folder, **training)


def source(folder):
    return ModelSource("org/tiny", "a" * 40, folder, None, "f" * 16)
