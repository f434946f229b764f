"""What an engine says of the tokens it sampled, beside what the trainer computes of them."""

import torch

from tinylora.grpo.log_probs import completion_log_probs
from tinylora.grpo.proof import Differences


def told_and_computed(completions, model, tokenizer, temperature):
    """Return how far the two are apart; a problem's key is its prompt."""
    longest = max(done.tokens for done in completions)
    ids, sampler, mask = torch.zeros(3, len(completions), longest)
    for row, done in enumerate(completions):
        ids[row, : done.tokens] = torch.tensor(done.token_ids)
        sampler[row, : done.tokens] = torch.tensor(done.log_probs)
        mask[row, : done.tokens] = 1
    prompts = [
        torch.tensor(tokenizer.encode(done.problem_key, add_special_tokens=False))
        for done in completions
    ]
    with torch.no_grad():
        trainer, _ = completion_log_probs(model, prompts, ids.long(), mask, temperature)
    return Differences.of(trainer, sampler, mask, band=1e-3)
