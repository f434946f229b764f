"""Whole groups over all processes, and dynamic sampling: groups that teach nothing are replaced.

Dynamic sampling is DAPO's (Yu et al. 2025, arXiv 2503.14476, section 3.2) with a budget. Every
process rolls out its own contiguous share of a batch; what is replaced follows from the rewards of
all of them, so all agree on it without being told.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from accelerate import PartialState
from accelerate.utils import gather_object

from tinylora.grpo.advantage import zero_variance_share
from tinylora.grpo.rollout import Rollout, RolloutBatch, RolloutWorker, numbered

Replace = Callable[[Sequence[int], Sequence[int]], list[str]]
"""Given positions in a batch and those replaced before, other problem keys for the first."""


@dataclass(frozen=True)
class GroupRollouts:
    """What one process keeps of a rollout batch, and what it set aside."""

    kept: RolloutBatch
    """In the order of the batch; seconds include what was set aside."""
    set_aside: list[Rollout]
    """Of groups that were replaced, of this process."""
    replaced_share: float
    """Groups replaced, of all groups that were rolled out; the same on every process."""


def roll_groups(
    worker: RolloutWorker,
    step: int,
    keys: Sequence[str],
    group_size: int,
    *,
    budget: int = 0,
    other: Replace | None = None,
) -> GroupRollouts:
    """Roll out `group_size` completions of every key, and replace equal groups up to `budget`.

    Args:
        worker: of this process.
        step: the first one to learn from these rollouts.
        keys: problems of the whole batch, one per group; the same on every process.
        group_size: completions per group.
        budget: groups that may be replaced.
        other: where replacements come from; needed with a budget.

    Raises:
        JudgeFault: too many rollouts could not be judged.
    """
    processes = PartialState()
    share = len(keys) * group_size // processes.num_processes
    mine = range(processes.process_index * share, (processes.process_index + 1) * share)
    seen: Counter[str] = Counter()
    samples = numbered([key for key in keys for _ in range(group_size)], seen)
    batch = worker.roll(step, [samples[i] for i in mine])
    kept, set_aside, replaced = list(batch.rollouts), [], []
    while budget > len(replaced) and (equal := _equal_groups(kept, group_size)):
        equal = equal[: budget - len(replaced)]
        for group, key in zip(equal, other(equal, tuple(replaced)), strict=True):
            of_group = slice(group * group_size, (group + 1) * group_size)
            samples[of_group] = numbered([key] * group_size, seen)
        replaced += equal
        todo = [i for i in mine if i // group_size in equal]
        more = worker.roll(step, [samples[i] for i in todo]) if todo else RolloutBatch([], 0.0, 0.0)
        for i, rollout in zip(todo, more.rollouts, strict=True):
            set_aside.append(kept[i - mine.start])
            kept[i - mine.start] = rollout
        batch = replace(
            batch,
            rollouts=kept,
            generate_seconds=batch.generate_seconds + more.generate_seconds,
            judge_seconds=batch.judge_seconds + more.judge_seconds,
        )
    return GroupRollouts(batch, set_aside, len(replaced) / (len(keys) + len(replaced)))


def _equal_groups(mine: list[Rollout], group_size: int) -> list[int]:
    """Return the positions of the groups, over all processes, that teach nothing."""
    rewards = gather_object([rollout.reward for rollout in mine])
    starts = range(0, len(rewards), group_size)
    groups = [rewards[i : i + group_size] for i in starts]
    return [i for i, group in enumerate(groups) if zero_variance_share(group, group_size) == 1.0]
