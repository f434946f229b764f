"""Our decoding loop against `generate` of transformers, and llama.cpp on the same GGUF file.

    python -m benchmarks.generation [--profile demo] [--prompts 6] [--samples 8] [--tokens 128]
    python -m benchmarks.generation --profile coder --llama       # pip install llama-cpp-python

All sample the same number of completions of the same prompts, the profile's training problems cut
to --statement tokens, to the same limit, all side by side. Ours shares a prompt's prefill among its
samples, lets finished rows go, and ends a completion at its closing fence; transformers carries
every row to the end of its batch. So two ratios: of completions a second, what a rollout costs, and
of tokens a CPU second, which leaves the fence out. llama.cpp computes with the packed weights and
knows no fence.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import torch

from benchmarks.llama_cpp_side import LlamaCpp
from benchmarks.rounds import in_turns, median_ratio, say
from benchmarks.training_demo import settings_of, training_problems
from tinylora.identity import derive_seed
from tinylora.paths import home
from tinylora.policy.engines.generate import Ends, Request, generate
from tinylora.policy.load import Policy, load
from tinylora.policy.model_source import resolve
from tinylora.policy.prompt import prompt_of
from tinylora.policy.settings import GenerationSettings

AIMS = {"transformers": 2, "llama.cpp": 1}
"""How many of its tokens a CPU second ours is to sample, by peer."""
SHAPE = {"prompts": 6, "samples": 8, "tokens": 128, "statement": 256, "rounds": 3}


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--profile", default="demo", help="of prefect.yaml, e.g. coder")
    for name, default in SHAPE.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--llama", action="store_true", help="add llama.cpp")
    parser.add_argument("--set", action="append", default=[], metavar="KNOB=VALUE")
    chosen = parser.parse_args()
    if chosen.llama and find_spec("llama_cpp") is None:
        parser.error("--llama needs llama-cpp-python, which pip installs (it compiles for minutes)")
    cut = {"prompt.max_statement_tokens": chosen.statement}
    settings = settings_of(parser, chosen.profile, chosen.set, cut)
    source = resolve(settings.model, home())
    policy = load(source, settings.model)
    problems = training_problems(settings)
    prompts = [
        prompt_of(one, settings.prompt, policy.tokenizer)
        for one in problems[:: max(1, len(problems) // chosen.prompts)][: chosen.prompts]
    ]
    many = [prompt for prompt in prompts for _ in range(chosen.samples)]
    asked = settings.generation.model_copy(
        update={"max_new_tokens": chosen.tokens, "batch_size": len(many)}
    )
    sides = {
        "transformers": Side(lambda: of_transformers(policy, many, asked)),
        "ours": Side(lambda: of_ours(policy, many, asked)),
    }
    if chosen.llama:
        peer = LlamaCpp(Path(source.gguf_file), torch.get_num_threads(), asked)
        ids = [policy.tokenizer.encode(one, add_special_tokens=False) for one in prompts]
        sides["llama.cpp"] = Side(lambda: peer.sample(ids, chosen.samples))
    print(
        f"{chosen.profile}: {len(prompts)} prompts × {chosen.samples} completions × up to "
        f"{chosen.tokens} tokens; {torch.get_num_threads()} threads"
    )
    took = in_turns("sampling", sides, chosen.rounds)
    for name, side in sides.items():
        rates = ", ".join(f"{one:.1f}" for one in side.tokens_per_cpu_s)
        print(f"{name}: {side.tokens} tokens; a CPU second, by round: {rates}")
    say(
        "ours / transformers, completions a second",
        median_ratio(took["transformers"], took["ours"]),
    )
    for name in [name for name in AIMS if name in sides]:
        ratio = median_ratio(sides["ours"].tokens_per_cpu_s, sides[name].tokens_per_cpu_s)
        say(f"ours / {name}, tokens a CPU second", ratio, at_least=AIMS[name])


class Side:
    """One way of sampling, and what its rounds gave.

    Args:
        work: samples once and returns how many tokens, those after a completion's end left out.
    """

    def __init__(self, work: Callable[[], int]) -> None:
        self._work = work
        self.tokens: list[int] = []
        self.tokens_per_cpu_s: list[float] = []

    def __call__(self) -> None:
        """Sample once more."""
        started = time.process_time()
        self.tokens.append(self._work())
        self.tokens_per_cpu_s.append(self.tokens[-1] / (time.process_time() - started))


def of_ours(policy: Policy, prompts: Sequence[str], settings: GenerationSettings) -> int:
    """Sample one completion of each prompt as a rollout and an evaluation do."""
    requests = [
        Request(str(number), number, derive_seed(number), prompt)
        for number, prompt in enumerate(prompts)
    ]
    return sum(one.tokens for one in generate((policy.model, policy.tokenizer), requests, settings))


@torch.inference_mode()
def of_transformers(policy: Policy, prompts: Sequence[str], settings: GenerationSettings) -> int:
    """Sample one completion of each prompt with transformers, in one batch."""
    batch = policy.tokenizer(
        [*prompts], return_tensors="pt", padding=True, add_special_tokens=False
    )
    sampled = policy.model.generate(
        **batch.to(policy.device),
        do_sample=True,
        temperature=settings.temperature,
        top_k=0,
        top_p=1.0,
        repetition_penalty=1.0,
        max_new_tokens=settings.max_new_tokens,
        pad_token_id=policy.tokenizer.pad_token_id,
    )
    stops = Ends(policy.model, policy.tokenizer, settings).stop_ids
    answers = sampled[:, batch["input_ids"].shape[1] :].tolist()
    return sum(
        next((number for number, token in enumerate(row, 1) if token in stops), len(row))
        for row in answers
    )


if __name__ == "__main__":
    main()
