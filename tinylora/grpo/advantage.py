"""The group advantage: how much better a completion did than its siblings.

The arithmetic of TRL's GRPOTrainer (Shao et al. 2024, arXiv 2402.03300, with the sample standard
deviation and 1e-4 added to it) without its float32 rounding: groups of equal rewards have exactly
no advantage. A reward of None is that of a completion the judge could not judge: it is masked, as
if it had not been sampled.
"""

from collections.abc import Sequence
from math import isclose
from statistics import fmean, stdev
from typing import Literal

EPSILON = 1e-4

Scale = Literal["group", "batch", "none"]
Reward = float | None


def advantages(
    rewards: Sequence[Reward],
    group_size: int,
    scale: Scale,
    factors: Sequence[float] | None = None,
) -> list[float]:
    """Return one advantage per reward.

    Args:
        rewards: of a whole rollout batch, group after group; None: masked.
        group_size: completions per group, at least 2.
        scale: divide by the standard deviation of the group, of the batch, or not at all.
        factors: one per group, which its advantages are multiplied by. None: 1 each. On the rewards
            of a group a factor would go into its deviation too, and cancel.

    Raises:
        ValueError: the rewards are not whole groups, or the factors not one per group.
    """
    groups = _groups(rewards, group_size)
    factors = [1.0] * len(groups) if factors is None else factors
    if len(factors) != len(groups):
        raise ValueError(f"{len(factors)} factors for {len(groups)} groups: give one per group")
    found: list[float] = []
    for group, factor in zip(groups, factors, strict=True):
        if _teaches_nothing(group):
            found += [0.0] * group_size
            continue
        mean = fmean(_scored(group))
        width = _width(rewards if scale == "batch" else group, scale)
        found += [0.0 if one is None else factor * (one - mean) / width for one in group]
    return found


def zero_variance_share(rewards: Sequence[Reward], group_size: int) -> float:
    """Return the share of groups that teach nothing: all rewards equal, or fewer than two known.

    Raises:
        ValueError: the rewards are not whole groups.
    """
    return fmean(_teaches_nothing(group) for group in _groups(rewards, group_size))


def _teaches_nothing(group: Sequence[Reward]) -> bool:
    scored = _scored(group)
    return len(scored) < 2 or all(isclose(one, scored[0], abs_tol=1e-9) for one in scored)


def _width(rewards: Sequence[Reward], scale: Scale) -> float:
    return 1.0 if scale == "none" else stdev(_scored(rewards)) + EPSILON


def _scored(rewards: Sequence[Reward]) -> list[float]:
    return [one for one in rewards if one is not None]


def _groups(rewards: Sequence[Reward], group_size: int) -> list[Sequence[Reward]]:
    if group_size < 2 or not rewards or len(rewards) % group_size:
        raise ValueError(f"{len(rewards)} rewards are not whole groups of {group_size}")
    return [rewards[i : i + group_size] for i in range(0, len(rewards), group_size)]
