"""GRDPO, the pairwise loss of an earlier project: the better half of a group against the worse.

−log σ(β (mean log π(y_w|x) − mean log π(y_l|x))) for every y_w of the half with the better rewards
and every y_l of the half with the worse ones. It is DPO's loss (Rafailov et al. 2023, arXiv
2305.18290, equation 7) without a reference model, and with means over tokens in place of sums, so
that a long completion weighs no more than a short one.
"""

from collections.abc import Sequence
from itertools import chain, product
from math import isnan

import torch
from torch import Tensor
from torch.nn.functional import logsigmoid

Pairs = list[tuple[int, int]]
"""Positions (better, worse) of completions."""


def pairs(rewards: Sequence[float], group_size: int, min_reward: float) -> list[Pairs]:
    """Return the pairs of each group, as positions in `rewards`.

    Args:
        rewards: of whole groups, one after the other; NaN is a completion without one, which is in
            no pair.
        group_size: completions per group.
        min_reward: pairs whose better reward is under this are left out.

    Returns:
        All pairs of the better and the worse half, without those of equal rewards: of them nobody
        knows which is better. With an odd number the middle one is in neither half.
    """
    starts = range(0, len(rewards), group_size)
    return [_of_one_group(rewards, range(at, at + group_size), min_reward) for at in starts]


def _of_one_group(rewards: Sequence[float], group: range, min_reward: float) -> Pairs:
    scored = [index for index in group if not isnan(rewards[index])]
    ranked = sorted(scored, key=lambda index: rewards[index], reverse=True)
    half = len(ranked) // 2
    return [
        (better, worse)
        for better, worse in product(ranked[:half], ranked[len(ranked) - half :])
        if rewards[better] >= min_reward and rewards[better] > rewards[worse]
    ]


def pairwise_loss(mean_log_probs: Tensor, groups: Sequence[Pairs], beta: float) -> Tensor:
    """Return the mean over groups of the mean over pairs, a scalar with gradients.

    Args:
        mean_log_probs: (B,) float, mean log π of each completion's tokens.
        groups: from `pairs`; one without pairs counts as 0.
        beta: see `TrainingSettings.grdpo_beta`.
    """
    total = mean_log_probs.sum() * 0.0  # backward() wants a path where there is no pair
    for found in filter(None, groups):
        better, worse = torch.tensor(found, device=mean_log_probs.device).T
        apart = mean_log_probs[better] - mean_log_probs[worse]
        total = total - logsigmoid(beta * apart).mean()
    return total / len(groups)


def in_pairs(groups: Sequence[Pairs], count: int) -> Tensor:
    """Return (count,) bool: which completions are in any pair, the only ones that teach."""
    chosen = torch.zeros(count, dtype=torch.bool)
    chosen[list(chain.from_iterable(chain.from_iterable(groups)))] = True
    return chosen
