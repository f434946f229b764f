"""A whole run that takes seconds: a tiny base that writes programs, a few problems, a profile."""

import json
from pathlib import Path

import yaml
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import PreTrainedTokenizerFast

from tests.tiny_llama import VOCABULARY, tiny_llama

READ = '#include <cstdio>\nint main() {{ int n; scanf("%d", &n); {} printf("%d", {}); }}\n'
SPEND = "volatile unsigned long spent = 0; while (spent < 40000000) spent = spent + 1;"
"""About a tenth of a second, so that a program can be met while it runs."""
PROGRAMS = (
    READ.format("", "2 * n"),
    READ.format(SPEND, "n + 1"),
    "int main() { return 7; }\n",
    "int main( { return; }\n",
)
TASKS = {"double": lambda n: 2 * n, "next": lambda n: n + 1, "square": lambda n: n * n}
INPUTS = (1, 2, 3, 5, 8, 13, 21, 34)
TEMPLATE = "{{ messages[-1].content[:24] }}"
"""A few words of the statement: the tiny model's context is short."""
TRAINING = {
    **{"steps": 3, "prompts_per_step": 2, "generations_per_prompt": 4, "micro_batch_size": 4},
    **{"max_new_tokens": 4, "save_every": 1, "optimizer": "natural", "learning_rate": 0.2},
    **{"scale_rewards": "none", "validate_every": 3, "validation_samples": 2},
}


def write_profile(folder: Path) -> Path:
    """Put base model, problems and profile into `folder`; return the profile's file."""
    _write_base(folder / "base")
    rows = [_problem(task, split) for split in ("train", "valid", "test") for task in TASKS]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "problems.jsonl").write_text(lines, encoding="utf-8")
    source = {"dataset": "problems", "path": str(folder / "problems.jsonl")}
    profile = {
        "corpus": {"sources": [{**source, "split": one} for one in ("train", "valid", "test")]},
        "model": {"name": str(folder / "base"), "dtype": "float32"},
        "adapter": {"u": 4, "rank": 2},
        "generation": {"max_new_tokens": 4, "temperature": 1.0, "batch_size": 8},
        "judge": {"workers": 2, "canary_every": 0},
        "training": TRAINING,
        "evaluation": {"split": "test", "samples_per_problem": 4},
    }
    path = folder / "profile.yaml"
    path.write_text(yaml.safe_dump(profile), encoding="utf-8")
    return path


def _write_base(folder: Path) -> None:
    tiny_llama().save_pretrained(folder)
    words = Tokenizer(WordLevel({_word(i): i for i in range(VOCABULARY)}, unk_token="2"))
    words.pre_tokenizer = Whitespace()  # of prompts, which are unknown words
    named = {"eos_token": "0", "pad_token": "1", "chat_template": TEMPLATE}
    PreTrainedTokenizerFast(tokenizer_object=words, **named).save_pretrained(folder)


def _word(index: int) -> str:
    """Return the text of a token; every second one is a program."""
    if index < 3 or index % 2:
        return str(index)
    return f"{index} ```cpp\n{PROGRAMS[index // 2 % len(PROGRAMS)]}```"


def _problem(task: str, split: str) -> dict[str, object]:
    answer = TASKS[task]
    # what a statement says decides what repeats what: each has words of its own
    said = {"train": "Learn", "valid": "Choose", "test": "Prove"}[split]
    statement = f"{said} {task}: " + " ".join(f"{split}{task}{i}" for i in range(30))
    return {
        **{"id": f"{split}-{task}", "title": f"{split} {task}", "statement": statement},
        **{"split": split, "inputs": [f"{n}\n" for n in INPUTS], "time_limit_ms": 4000},
        "outputs": [f"{answer(n)}\n" for n in INPUTS],
        "solutions": [READ.format("", "2 * n")] if task == "double" else [],
    }
