"""Truncated importance sampling: what a token counts for that another program sampled.

vLLM samples from μ, the trainer differentiates π: the same v, but other kernels and other rounding.
Each token's share of the loss is multiplied by

    w_t = min(π(y_t | x, y_<t) / μ(y_t | x, y_<t), C)

which makes the expectation over μ one over π, but for the truncation: that trades a little bias
for a bounded variance. Truncated weights: Ionides 2008, "Truncated Importance Sampling", J. Comp.
Graph. Stat. 17(2). Per token between sampler and trainer: Yao et al. 2025, "Your Efficient RL
Framework Secretly Brings You Off-Policy RL Training". TRL calls it token_truncate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import torch
from torch import Tensor

FURTHEST = 30.0
"""Nats beyond which two log-probabilities are no further apart: e³⁰ is still a float32."""


@dataclass(frozen=True, slots=True)
class ImportanceStatistics:
    """How far sampler and trainer are apart, over the tokens that count and have both numbers."""

    tokens: int
    unknown: int
    """Tokens without one of the two log-probabilities: their weight is 1."""
    ratio_mean: float
    """Of π/μ, not truncated. Its expectation is 1, whatever the two are: away from that, what
    sampled is not what said these log-probabilities."""
    capped_share: float
    """Tokens whose ratio is above the cap; 0 without one."""
    max_difference: float
    """Largest |log π − log μ|, in nats."""
    divergence: float
    """KL(μ ‖ π) per token in nats, as the mean of r − 1 − log r, r = π/μ (Schulman 2020, k3)."""


def importance_weights(
    trainer: Tensor, sampler: Tensor, mask: Tensor, cap: float | None
) -> tuple[Tensor, ImportanceStatistics]:
    """Return each token's weight, and statistics for the log.

    Args:
        trainer: (B, T) log π before the update, in nats; no gradient flows through it.
        sampler: (B, T) log μ, in nats; NaN where it is unknown.
        mask: (B, T), nonzero at tokens that count.
        cap: C. 0 or None: no correction, every weight is 1.

    Returns:
        (B, T) float32, 1 where the mask is 0 or a log-probability is unknown; and the statistics.

    Raises:
        ValueError: the shapes differ, which broadcasting would hide.
    """
    if not trainer.shape == sampler.shape == mask.shape:
        shapes = [tuple(each.shape) for each in (trainer, sampler, mask)]
        raise ValueError(f"trainer, sampler and mask are {shapes}: give one number per token each")
    difference = trainer.detach().float() - sampler.detach().float()
    known = mask.bool() & ~difference.isnan()
    difference = difference.clamp(-FURTHEST, FURTHEST).where(known, 0.0)
    ratio = difference.exp()
    weights = ratio.clamp(max=cap) if cap else torch.ones_like(ratio)
    return weights, _statistics(difference[known], int(mask.bool().sum()), cap)


def pooled(parts: Sequence[ImportanceStatistics]) -> ImportanceStatistics | None:
    """Return the statistics over all tokens of several micro-batches; None where there are none.

    Means and shares are of tokens, so a micro-batch weighs as much as it has tokens with both
    log-probabilities.
    """
    tokens = sum(part.tokens for part in parts)
    if not tokens:
        return None

    def mean(name: str) -> float:
        return fsum(part.tokens * getattr(part, name) for part in parts) / tokens

    return ImportanceStatistics(
        tokens=tokens,
        unknown=sum(part.unknown for part in parts),
        ratio_mean=mean("ratio_mean"),
        capped_share=mean("capped_share"),
        max_difference=max(part.max_difference for part in parts),
        divergence=mean("divergence"),
    )


def _statistics(difference: Tensor, counted: int, cap: float | None) -> ImportanceStatistics:
    tokens = len(difference)
    if not tokens:
        return ImportanceStatistics(0, counted, 1.0, 0.0, 0.0, 0.0)
    exact = difference.double()
    ratio = exact.exp()
    return ImportanceStatistics(
        tokens=tokens,
        unknown=counted - tokens,
        ratio_mean=float(ratio.mean()),
        capped_share=float((ratio > cap).double().mean()) if cap else 0.0,
        max_difference=float(exact.abs().max()),
        divergence=float((exact.expm1() - exact).mean()),  # r − 1 would cancel near r = 1
    )
