"""Truncated importance sampling: what a token counts for that another program sampled.

vLLM samples from μ, the trainer differentiates π: the same v, but other kernels and other rounding.
Each token's share of the loss is multiplied by

    w_t = min(π(y_t | x, y_<t) / μ(y_t | x, y_<t), C)

which makes the expectation over μ one over π, but for the truncation: that trades a little bias
for a bounded variance. Truncated weights: Ionides 2008, "Truncated Importance Sampling", J. Comp.
Graph. Stat. 17(2). Per token between sampler and trainer: Yao et al. 2025, "Your Efficient RL
Framework Secretly Brings You Off-Policy RL Training". TRL calls it token_truncate.
"""

import torch
from torch import Tensor

FURTHEST = 30.0
"""Nats beyond which two log-probabilities are no further apart: e³⁰ is still a float32."""


def importance_weights(trainer: Tensor, sampler: Tensor, mask: Tensor, cap: float | None) -> Tensor:
    """Return each token's weight.

    Args:
        trainer: (B, T) log π before the update, in nats; no gradient flows through it.
        sampler: (B, T) log μ, in nats; NaN where it is unknown.
        mask: (B, T), nonzero at tokens that count.
        cap: C. 0 or None: no correction, every weight is 1.

    Returns:
        (B, T) float32, 1 where the mask is 0 or a log-probability is unknown.

    Raises:
        ValueError: the shapes differ, which broadcasting would hide.
    """
    if not trainer.shape == sampler.shape == mask.shape:
        shapes = [tuple(each.shape) for each in (trainer, sampler, mask)]
        raise ValueError(f"trainer, sampler and mask are {shapes}: give one number per token each")
    difference = trainer.detach().float() - sampler.detach().float()
    known = mask.bool() & ~difference.isnan()
    ratio = difference.clamp(-FURTHEST, FURTHEST).where(known, 0.0).exp()
    return ratio.clamp(max=cap) if cap else torch.ones_like(ratio)
