"""Log-probabilities and entropies of completions, the prompt of a group computed once.

A group's completions share their prompt, and the prompt is most of the tokens: its keys and values
are computed for one row, with gradients, and repeated for the rows that continue it. The numbers
are those of one forward pass over prompt + completion per row, to rounding, at a fraction of the
work.
"""

import torch
from torch import Tensor
from transformers import PreTrainedModel


def completion_log_probs(
    model: PreTrainedModel,
    prompts: list[Tensor],
    completion_ids: Tensor,
    completion_mask: Tensor,
    temperature: float,
) -> tuple[Tensor, Tensor]:
    """Return log π(token | prompt, tokens before it) of every completion token, and the entropies.

    Args:
        model: a causal language model with a key-value cache, not checkpointing activations.
        prompts: token ids per row, each (P,) int64 with P > 1, no padding. Equal ones are shared.
        completion_ids: (B, C) int64, padded on the right.
        completion_mask: (B, C), 1 at tokens and 0 at padding.
        temperature: logits are divided by it, as they were when the tokens were sampled.

    Returns:
        Log-probabilities, (B, C) float32 with gradients, and the entropies in nats of the
        distributions the tokens were drawn from, (B, C) float32 without; both 0 at padding.
    """
    rows: dict[tuple[int, ...], list[int]] = {}
    for row, prompt in enumerate(prompts):
        rows.setdefault(tuple(prompt.tolist()), []).append(row)
    log_probs = torch.zeros(completion_ids.shape, device=completion_ids.device)
    entropies = torch.zeros_like(log_probs)
    for group in rows.values():
        longest = int(completion_mask[group].sum(-1).max())
        if longest == 0:
            continue
        ids, mask = completion_ids[group, :longest], completion_mask[group, :longest]
        logits = _logits_of_one_group(model, prompts[group[0]], ids, temperature)
        normaliser = logits.logsumexp(-1)
        found = logits.gather(-1, ids[..., None])[..., 0] - normaliser
        index = torch.tensor(group, device=log_probs.device)
        padded = torch.nn.functional.pad(found * mask, (0, log_probs.shape[1] - longest))
        log_probs = log_probs.index_copy(0, index, padded)
        entropies[index, :longest] = _entropies(logits.detach(), normaliser.detach()) * mask
    return log_probs, entropies


def _logits_of_one_group(
    model: PreTrainedModel, prompt: Tensor, completion_ids: Tensor, temperature: float
) -> Tensor:
    """Return (n, C, V) float32 logits, over temperature, of n completions of one prompt.

    The last prompt token goes with the completions: its output predicts their first token. Padding
    stands on the right, where no token that counts can see it, so no mask is needed.
    """
    n = completion_ids.shape[0]
    cache = model(input_ids=prompt[None, :-1], use_cache=True, logits_to_keep=1).past_key_values
    cache.batch_repeat_interleave(n)
    inputs = torch.cat([prompt[-1:].expand(n, 1), completion_ids[:, :-1]], dim=1)
    logits = model(input_ids=inputs, past_key_values=cache, use_cache=True).logits.float()
    return logits / temperature if temperature != 1 else logits


def _entropies(logits: Tensor, normaliser: Tensor) -> Tensor:
    """Return (n, C) entropies, a row at a time: a copy of all logits would double the memory."""
    rows = [
        norm - ((row - norm[:, None]).exp_() * row).sum(-1)
        for row, norm in zip(logits, normaliser, strict=True)
    ]
    return torch.stack(rows)
