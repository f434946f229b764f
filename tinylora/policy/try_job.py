"""A child process that tries a model and its adapter: `python -m tinylora.policy.try_job FOLDER`.

Reads what a TryJob wrote into FOLDER and appends to FOLDER/events.jsonl one "completion" of its
problem by the base model, "adapter" with what was put on the model, and one "completion" each with
v = 0 and with a small v, which say how far they are from the base model.
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from transformers import PreTrainedTokenizerBase

from tinylora.adapter.directions import make
from tinylora.adapter.inject import adapted_layers, attach, set_vector, trainable_vector
from tinylora.adapter.merge import merged
from tinylora.adapter.recipe import Asked
from tinylora.adapter.svd import exact_products
from tinylora.jobs import Events, begin, read_problems
from tinylora.policy.ask import requests
from tinylora.policy.engines.generate import Completion, generate
from tinylora.policy.job import TryJob
from tinylora.policy.load import load
from tinylora.policy.model_source import resolve

SMALL = 0.03
"""Length of the small v of each group: it moves every logit, and no model breaks at it."""
LINE = 4
"""Tokens of a made-up answer."""


def main(folder: Path) -> None:
    """Answer the problem in `folder` with the base model and with the adapter on it."""
    job = TryJob.read(folder)
    policy = load(resolve(job.model, job.home), job.model)
    problems = {one.problem_key: one for one in read_problems(folder / "problems.jsonl")}
    asked = requests([(key, 0, 0) for key in problems], problems, job.prompt, policy.tokenizer)
    ids = policy.tokenizer(asked[0].prompt, add_special_tokens=False, return_tensors="pt").input_ids
    events = Events(folder)

    @torch.no_grad()
    def logits(model: torch.nn.Module) -> torch.Tensor:
        with exact_products():
            return model(ids.to(policy.device)).logits

    def answer(model: torch.nn.Module) -> Completion:
        (completion,) = generate((model, policy.tokenizer), asked, job.generation)
        return completion

    before, plain = logits(policy.model), answer(policy.model)
    _tell(events.emit, "base", plain)
    model = attach(policy.model, job.adapter, job.home / "factors")
    if job.adapter.kind == "principal":
        make(model, [_made_up(ids, job.adapter.u, policy.tokenizer)], 1.0, folder)
    v = trainable_vector(model)
    trainable, total = model.get_nb_trainable_parameters()
    modules = len(list(adapted_layers(model)))
    events.emit("adapter", modules=modules, trainable=trainable, total=total)
    for name, length in (("v = 0", 0.0), ("a small v", SMALL)):
        set_vector(model, torch.full_like(v, length / job.adapter.u**0.5))
        # As a training computes them: under the adapter. The answer is as evaluations sample it.
        after = logits(model)
        with merged(model):
            found = answer(model)
        moved = {
            "same_logits": torch.equal(before, after),
            "same_tokens": found.token_ids == plain.token_ids,
            "largest_change": float((after.float() - before.float()).abs().max()),
            "v_norm": float(v.detach().norm()),
        }
        _tell(events.emit, name, found, **moved)


def _made_up(ids: torch.Tensor, u: int, tokenizer: PreTrainedTokenizerBase) -> Asked:
    """Return what u directions can be made from in seconds: random tokens in answers' place.

    A training makes them from hundreds of the model's own answers. Nothing is unlikelier than
    random tokens, so a few of them tell many directions apart, and a v is seen to move something.
    """
    draw = random.Random(0)
    lines = (tuple(draw.choices(range(len(tokenizer)), k=LINE)) for _ in range(2 * u))
    return Asked(tuple(ids[0].tolist()), tuple(lines))


def _tell(emit: Callable[..., None], policy: str, completion: Completion, **fields: Any) -> None:
    emit(
        "completion",
        policy=policy,
        text=completion.text,
        tokens=completion.tokens,
        finish_reason=completion.finish_reason,
        **fields,
    )


if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    main(Path(sys.argv[1]))
