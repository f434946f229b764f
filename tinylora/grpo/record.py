"""What a training step leaves behind, and what in it a person should hear about."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from tinylora.grpo.advantage import zero_variance_share
from tinylora.grpo.rollout import Rollout, RolloutBatch

MANY_TRUNCATED = 0.9
MANY_FAULTS = 0.01
MANY_CAPPED = 0.1
FLAT_BATCHES = 20
"""Rollout batches over which rewards should have risen: each asks other problems, so few say
little."""
CHANCE = 0.05
"""A rise that chance shows more often than this is none."""


@dataclass(frozen=True, slots=True)
class StepRecord:
    """One optimiser step: columns of `training_steps`. Shares are of 1, None is not measured."""

    step: int
    loss: float
    reward_mean: float
    reward_std: float
    zero_variance_share: float
    v_change: float
    v_norm: float
    weight_change: float
    grad_norm: float
    tokens_mean: float
    truncated_share: float
    generate_seconds: float
    judge_seconds: float
    update_seconds: float
    fault_share: float
    """Rollouts the judge failed on, masked."""
    replaced_share: float = 0.0
    """Groups that dynamic sampling replaced, of all that were rolled out."""
    entropy: float | None = None
    """Mean over completion tokens, in nats."""
    clip_low_share: float | None = None
    clip_high_share: float | None = None
    """Tokens whose ratio was clipped at either end."""
    lr: float | None = None
    """Learning rate of the step."""
    v: tuple[float, ...] | None = None
    """The trained numbers after the step, (u,). None where they are more than MOST_LISTED
    (tinylora/adapter/inject.py), as a LoRA's, and in records of an older release."""
    gradient: tuple[float, ...] | None = None
    """The step's estimate of the gradient of the mean advantage by v, (u,): what a forecast is made
    of. None where v is, and where the loss is no such thing: grdpo, another loss_type than dapo,
    several steps a rollout batch, a KL penalty."""
    importance_ratio_mean: float | None = None
    """These four: of `Differences` over the step's tokens that taught. None where the model
    itself sampled, where grdpo taught, and where nothing did."""
    importance_capped_share: float | None = None
    importance_max_difference: float | None = None
    importance_divergence: float | None = None
    threads: int | None = None
    """Torch's. None in records of an older release."""


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """A rollout batch of all processes in the numbers a step records."""

    reward_mean: float
    reward_std: float
    zero_variance_share: float
    tokens_mean: float
    truncated_share: float
    fault_share: float
    generate_seconds: float
    judge_seconds: float


def summarise(
    batches: Sequence[RolloutBatch], group_size: int, set_aside: Sequence[Rollout] = ()
) -> BatchSummary:
    """Return the summary of what every process rolled out; the slowest one's seconds count.

    Rewards are of the rollouts that have one, tokens and truncation of all. Faults are counted
    among those that were set aside as well: groups whose judge failed are replaced first.

    Raises:
        ValueError: no rollout has a reward, or they are not whole groups.
    """
    rollouts = [rollout for batch in batches for rollout in batch.rollouts]
    rewards = [rollout.reward for rollout in rollouts]
    scored = [reward for reward in rewards if reward is not None]
    if not scored:
        raise ValueError(f"none of {len(rollouts)} rollouts has a reward: there is nothing to say")
    return BatchSummary(
        reward_mean=fmean(scored),
        reward_std=stdev(scored) if len(scored) > 1 else 0.0,
        zero_variance_share=zero_variance_share(rewards, group_size),
        tokens_mean=fmean(rollout.completion.tokens for rollout in rollouts),
        truncated_share=fmean(rollout.truncated for rollout in rollouts),
        fault_share=fmean(rollout.reward is None for rollout in (*rollouts, *set_aside)),
        generate_seconds=max(batch.generate_seconds for batch in batches),
        judge_seconds=max(batch.judge_seconds for batch in batches),
    )


def alarms(
    record: StepRecord, resolution: float | None, earlier: Sequence[StepRecord] = ()
) -> list[str]:
    """Return warnings, each with advice.

    Args:
        record: of the step.
        resolution: relative spacing of the weights that rollouts merge ΔW into (1.2e-7 for
            float32); None where they merge into none.
        earlier: records of all steps before it, oldest first.
    """
    found = []
    if record.fault_share > MANY_FAULTS:
        found.append(
            f"step {record.step}: the judge failed on {record.fault_share:.0%} of completions, "
            "which teach nothing; look at its warnings above, and at the host's load, memory and "
            "disk"
        )
    if record.zero_variance_share == 1.0:
        found.append(
            f"step {record.step}: all groups have equal rewards, so nothing was learnt; take "
            "easier problems, more generations_per_prompt or a finer reward.shape"
        )
    if record.truncated_share >= MANY_TRUNCATED:
        found.append(
            f"step {record.step}: {record.truncated_share:.0%} of completions hit the token limit; "
            "raise training.max_new_tokens"
        )
    if (record.importance_capped_share or 0.0) > MANY_CAPPED:
        found.append(
            f"step {record.step}: {record.importance_capped_share:.0%} of the sampled tokens are "
            "over training.importance_cap times likelier to the trainer than to the engine that "
            "sampled them: does it run with the trained weights?"
        )
    if resolution is not None and 0 < record.weight_change < resolution / 2:
        found.append(
            f"step {record.step}: ‖ΔW‖/‖W‖ = {record.weight_change:.1e} is under the resolution "
            f"{resolution:.1e} of the merged weights, so rollouts may not feel the adapter; raise "
            "learning_rate"
        )
    # Further iterations over a batch repeat its rewards: they took no time to generate.
    batches = [one for one in (*earlier, record) if one.generate_seconds > 0]
    if record.generate_seconds > 0 and len(batches) % FLAT_BATCHES == 0:
        first, *_, last = means = [one.reward_mean for one in batches[-FLAT_BATCHES:]]
        if not _rise(means):
            found.append(
                f"step {record.step}: in {FLAT_BATCHES} rollout batches the reward has not risen "
                f"by more than chance ({first:.3f} then, {last:.3f} now); raise learning_rate or "
                "generations_per_prompt, or take problems that are solved sometimes"
            )
    return found


def _rise(means: Sequence[float]) -> bool:
    """Return whether the trend is upwards beyond chance (slope of least squares, t test)."""
    from scipy.stats import linregress  # a training's start need not wait for it

    return linregress(range(len(means)), means, alternative="greater").pvalue < CHANCE
