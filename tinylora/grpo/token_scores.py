"""Log-probabilities of the completions that teach, in the shapes TRL asks for, and their entropy.

A completion without advantage costs no pass through the model: its log-probabilities stay what is
known of them (or 0), and its weight of zero hides that.
"""

import torch
from torch import Tensor
from transformers import PreTrainedModel

from tinylora.grpo.log_probs import completion_log_probs


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
