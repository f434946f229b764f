"""What a principal adapter's directions are made from: the base model's answers before any step.

They are sampled here, by the engine that rolls out, and no evaluation of the training problems has
to be there: what they are follows from the run's settings, problems and code, so the run's identity
covers them as it stands. Nobody judges them, for no reward goes into the directions.
"""

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from peft import PeftModel
from transformers import PreTrainedTokenizerBase

from tinylora.adapter.directions import make
from tinylora.adapter.recipe import Asked
from tinylora.grpo.job import TrainingJob
from tinylora.identity import derive_seed
from tinylora.policy.ask import requests
from tinylora.policy.engines.engine import Engine
from tinylora.problem import StoredProblem


def make_directions(
    folder: Path,
    job: TrainingJob,
    model: PeftModel,
    tokenizer: PreTrainedTokenizerBase,
    engine: Engine,
    problems: Sequence[StoredProblem],
    told: Callable[[str, int, int], None],
) -> None:
    """Sample `adapter.completions` answers and give the adapter of `model` its directions.

    Args:
        folder: of the job, with room for the scores meanwhile.
        job: what is trained, and how.
        model: under its adapter, whose v is zero.
        tokenizer: of the base model.
        engine: that samples.
        problems: those that training asks.
        told: what is being made, how many of it are done, and of how many.

    Raises:
        SettingsError: the completions tell fewer than u directions apart.
    """
    chosen, wanted = job.training, job.adapter.completions
    by_key = {one.problem_key: one for one in problems}
    samples = [
        (key, number, derive_seed(chosen.seed, "directions", key, number))
        for key, number in spread(
            sorted(by_key), wanted, chosen.generations_per_prompt, chosen.seed
        )
    ]
    sent = requests(samples, by_key, job.prompt, tokenizer)
    found: dict[str, dict[int, tuple[int, ...]]] = {}
    for done, one in enumerate(engine.generate(sent, job.rollout_generation), start=1):
        found.setdefault(one.problem_key, {})[one.sample] = tuple(one.token_ids)
        told("completions", done, wanted)
    prompts = {one.problem_key: one.prompt for one in sent}
    asked = [
        Asked(
            tuple(tokenizer.encode(prompts[key], add_special_tokens=False)),
            tuple(tokens for _, tokens in sorted(found[key].items())),
        )
        for key in prompts
    ]
    make(
        model,
        asked,
        chosen.temperature,
        folder,
        lambda done, of: told("scores", done, of),
    )


def spread(keys: Sequence[str], wanted: int, each: int, seed: int) -> list[tuple[str, int]]:
    """Return (problem key, number) of `wanted` completions, spread evenly over problems.

    Args:
        keys: of the problems, in a fixed order; which of them are asked is drawn.
        wanted: completions in all.
        each: of a problem, where there are enough problems; else as many more as it takes.
        seed: of the draw.
    """
    count = min(len(keys), math.ceil(wanted / each))
    drawn = random.Random(derive_seed(seed, "directions")).sample(list(keys), count)
    pairs = [(key, number) for number in range(math.ceil(wanted / count)) for key in drawn]
    return sorted(pairs[:wanted], key=lambda pair: (drawn.index(pair[0]), pair[1]))
