"""Log-probabilities and entropies of completions: a prompt once, the head a slice at a time.

A group's completions share their prompt, and the prompt is most of the tokens: it is computed once,
with gradients, for all that continue it, and no padding is computed (`group_attention`). A model
that attends otherwise, or on a GPU, has the prompt's keys and values repeated for padded rows. The
numbers are those of one forward pass over prompt + completion per row, to rounding, at a fraction
of the work. The vocabulary's logits, the largest tensor by far, are never whole (`head_scores`);
a model that makes them by more than one product (Granite, Cohere) makes its own, whole.

A completion without advantage costs no pass through the model: its log-probabilities stay what is
known of them (or 0), and its weight of zero hides that.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from transformers import PreTrainedConfig, PreTrainedModel

from tinylora.adapter.attending import attending, differentiable
from tinylora.grpo.group_attention import Group
from tinylora.policy.engines.shared_attention import NAME, can_share

SLICE_BYTES = 64 << 20
"""Logits held at once."""


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
        index = torch.tensor(group, device=log_probs.device)
        tokens = completion_mask[group, :longest].bool()
        ids = completion_ids[group, :longest]
        found, entropy = _scores(model, prompts[group[0]], ids, tokens, temperature)
        where = (index[:, None].expand_as(tokens)[tokens], tokens.nonzero()[:, 1])
        log_probs = log_probs.index_put(where, found.to(log_probs.device))
        entropies.index_put_(where, entropy.to(log_probs.device))
    return log_probs, entropies


def _scores(
    model: PreTrainedModel, prompt: Tensor, ids: Tensor, tokens: Tensor, temperature: float
) -> tuple[Tensor, Tensor]:
    """Return log-probabilities and entropies of N tokens, (N,) each; see `_end_to_end`."""
    base = model.get_base_model() if hasattr(model, "get_base_model") else model
    body, head, asked = base.base_model, base.get_output_embeddings(), ids[tokens]
    if not _is_plain_product(base.config.get_text_config(), head):
        logits = _side_by_side(base, prompt, ids, tokens)
        likely = (logits.float() / temperature).log_softmax(-1)
        entropy = -torch.linalg.vecdot(likely.exp(), likely).detach()
        return likely.gather(-1, asked.to(likely.device)[:, None])[:, 0], entropy
    hidden = (_end_to_end if can_share(body) else _side_by_side)(body, prompt, ids, tokens)
    there = head.weight.device  # the last layer and the tokens may lie on other ones
    return head_scores(hidden.to(there), head.weight, asked.to(there), temperature)


def _end_to_end(body: PreTrainedModel, prompt: Tensor, ids: Tensor, tokens: Tensor) -> Tensor:
    """Return (N, H), what the head makes the logits of N tokens of, in one row without padding.

    Args:
        body: the model without its head.
        prompt: (P,) int64.
        ids: (n, C) int64, the completions.
        tokens: (n, C) bool, which of them are tokens; the others stand behind.
    """
    rows = [row[own] for row, own in zip(ids, tokens, strict=True)]
    # The last prompt token goes with the completions: its output predicts their first token.
    fed = [torch.cat([prompt[-1:], row[:-1]]) if len(row) else row for row in rows]
    group = Group(len(prompt) - 1, [len(row) for row in rows])
    with attending(body, NAME):
        found = body(
            input_ids=torch.cat([prompt[:-1], *fed])[None],
            position_ids=group.positions(prompt.device),
            use_cache=False,
            arrangement=group,
        )
    return found.last_hidden_state[0, len(prompt) - 1 :]


def _side_by_side(model: PreTrainedModel, prompt: Tensor, ids: Tensor, tokens: Tensor) -> Tensor:
    """Return what `_end_to_end` does, for any model with a cache: the prompt once, padded rows.

    Padding stands on the right, where no token that counts can see it, so no mask is needed. Of a
    model with its head it is the logits, (N, V).
    """
    n = len(ids)
    cache = model.base_model(input_ids=prompt[None, :-1], use_cache=True).past_key_values
    cache.batch_repeat_interleave(n)
    inputs = torch.cat([prompt[-1:].expand(n, 1), ids[:, :-1]], dim=1)
    with attending(model, differentiable(model)):
        found = model(input_ids=inputs, past_key_values=cache, use_cache=True)[0]
    return found[tokens.to(found.device)]


def _is_plain_product(config: PreTrainedConfig, head: nn.Module) -> bool:
    """Say whether the logits are one product of a frozen matrix, which `head_scores` takes."""
    scaled = any(getattr(config, name, None) not in (None, 1.0) for name in LOGIT_SCALES)
    plain = type(head) is nn.Linear and head.bias is None and not head.weight.requires_grad
    return plain and not scaled


LOGIT_SCALES = ("final_logit_softcapping", "logits_scaling", "logit_scale", "output_multiplier")


def head_scores(
    hidden: Tensor, weight: Tensor, ids: Tensor, temperature: float
) -> tuple[Tensor, Tensor]:
    """Return log softmax(W h / T)[id] with gradients to h, and the entropies in nats without.

    Args:
        hidden: (N, H), of weight's dtype.
        weight: (V, H), frozen.
        ids: (N,) int64.
        temperature: T.

    Returns:
        (N,) and (N,), float32.
    """
    return _HeadScores.apply(hidden, weight, ids, temperature)


class _HeadScores(torch.autograd.Function):
    """The scores, whose slopes are found on the way: no (N, V) is ever whole.

    ∂ log p[id] / ∂h = (W[id] - Σ p W) / T needs p, which is at hand in the forward pass alone.
    """

    @staticmethod
    def forward(
        ctx: Any, hidden: Tensor, weight: Tensor, ids: Tensor, temperature: float
    ) -> tuple[Tensor, Tensor]:
        """Return log-probabilities and entropies, (N,) float32 each."""
        log_probs = torch.empty(len(ids), device=ids.device)
        entropies, slopes = torch.empty_like(log_probs), torch.empty_like(hidden)
        many = max(1, SLICE_BYTES // (4 * len(weight)))
        for at in range(0, len(ids), many):
            part = slice(at, at + many)
            logits = (hidden[part] @ weight.T).float()
            if temperature != 1:
                logits /= temperature
            own = logits.gather(-1, ids[part, None])[:, 0]
            highest, where = logits.max(-1)
            p = logits.softmax(-1)
            normaliser = highest - p.gather(-1, where[:, None])[:, 0].log()
            log_probs[part] = own - normaliser
            entropies[part] = normaliser - torch.linalg.vecdot(p, logits)
            if ctx.needs_input_grad[0]:
                mean = p.to(weight.dtype) @ weight
                slopes[part] = (weight[ids[part]] - mean) / temperature
        ctx.save_for_backward(slopes)
        ctx.mark_non_differentiable(entropies)
        return log_probs, entropies

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, grad: Tensor, _: Tensor) -> tuple[Tensor | None, ...]:
        """Return ∂L/∂h; the rest is frozen."""
        (slopes,) = ctx.saved_tensors
        return (slopes * grad[:, None]).to(slopes.dtype), None, None, None


class EntropyMean:
    """Mean entropy, in nats, of the distributions that the scored tokens were drawn from."""

    def __init__(self) -> None:
        self._sums = torch.zeros(2, dtype=torch.float64)

    def add(self, entropies: Tensor, mask: Tensor) -> None:
        """Add (B, C) entropies where mask is not 0."""
        self._sums += torch.stack([(entropies.detach() * mask).sum(), mask.sum()]).cpu()

    def take(self) -> Tensor:
        """Return (2,) float64: the sum and the number of tokens; start anew."""
        taken, self._sums = self._sums, torch.zeros(2, dtype=torch.float64)
        return taken


def token_scores(
    model: PreTrainedModel,
    input_ids: Tensor,
    attention_mask: Tensor,
    completion_length: int,
    temperature: float,
    *,
    rows_at_once: int | None = None,
    taught: Tensor | None = None,
    known: Tensor | None = None,
) -> tuple[Tensor, Tensor]:
    """Return (B, C) log-probabilities with gradients, and (B, C) entropies without.

    Args:
        model: the policy.
        input_ids: (B, P + C) int64: prompts padded on the left, completions on the right.
        attention_mask: (B, P + C), 0 at padding.
        completion_length: C.
        temperature: of sampling.
        rows_at_once: completions per forward pass. None: all.
        taught: (B,) bool, which rows to compute. None: all.
        known: (B, C) log-probabilities to return for the others. None: zeros.
    """
    ids, mask = input_ids[:, -completion_length:], attention_mask[:, -completion_length:]
    present = attention_mask[:, :-completion_length].bool()
    log_probs = torch.zeros(ids.shape, device=ids.device) if known is None else known
    entropies = torch.zeros(ids.shape, device=ids.device)
    chosen = torch.ones(len(ids), dtype=torch.bool) if taught is None else taught.cpu()
    for rows in chosen.nonzero()[:, 0].split(rows_at_once or len(ids)):
        prompts = [input_ids[row, :-completion_length][present[row]] for row in rows]
        rows = rows.to(ids.device)
        found, entropies[rows] = completion_log_probs(
            model, prompts, ids[rows], mask[rows], temperature
        )
        log_probs = log_probs.index_copy(0, rows, found)
    return log_probs, entropies
