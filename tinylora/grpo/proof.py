"""Proof, at every step, that its rollouts were sampled from what is trained.

A sampler that lost the adapter, has yesterday's, or reads another prompt, gives completions that
look as good as any: reward and loss say nothing, and the training learns noise. Two things tell.
The engine says which adapter it sampled from, by its hash. And it says how likely each token was to
it; the trainer computes the same number for its update anyway. For one policy the two differ by
rounding alone, which is what the band allows. A step outside the band moves nothing: it stops the
training with the likeliest cause, found by computing the log-probabilities once more as each of the
known mistakes would have made them.

At v = 0 the adapter is the base model and no log-probability can tell them apart; the hash can. The
trainer's own kernels are measured with an adapter of exactly zero, too, against the base without
one: what they differ by is no mistake of the sampler's.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import fsum

import torch
from peft import PeftModel
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from tinylora.adapter.inject import (
    adapted_layers,
    adapter_hash,
    scaled_vector,
    trainable_vector,
)
from tinylora.adapter.weights import storage
from tinylora.grpo.importance import FURTHEST
from tinylora.grpo.log_probs import completion_log_probs
from tinylora.grpo.rollout import Rollout

FLOAT32_BAND = 1e-3
"""Nats that log π and log μ of a token may lie apart where weights are float32. SmolLM2's on a CPU
are apart by 5e-6 on average and 3e-5 at most, and by 0.02 on average a step of Adam later."""
ROUNDED_BAND = 1.0
"""The same where weights are 16 or 4 bits, whose kernels round differently: SmolLM2's in bfloat16
are apart by 0.03 on average and 0.2 at most, and 0.25 and 1.8 from the base model's. Or where the
products of float32 are rounded to bfloat16: then they are apart by 0.008 and 0.2."""
MEAN_OF_BAND = 0.1
"""A step's mean difference may be this much of the band."""
MOST_OUTSIDE = 0.01
"""Share of a step's tokens that may lie outside the band."""
LOOKED_AT = 4
"""Completions that the search for a cause looks at."""
SCALES = (-1.0, 0.125, 0.25, 0.5, 0.75, 1.5, 2.0, 3.0, 4.0, 8.0, 16.0, 32.0)
"""Factors of ΔW between which a wrong one is sought."""
AS_ROUNDED = 4.0
"""A mean difference up to this many times that of weights rounded to bfloat16 may be rounding."""


@dataclass(frozen=True, slots=True)
class Differences:
    """log π − log μ over tokens: π the trainer's probability of a token, μ the sampler's."""

    tokens: int = 0
    unknown: int = 0
    """Tokens without one of the two log-probabilities."""
    total: float = 0.0
    """Sum of |log π − log μ|, in nats."""
    largest: float = 0.0
    outside: int = 0
    """Tokens further apart than the band."""
    ratio: float = 0.0
    """Sum of π/μ, not truncated. Its mean is expected to be 1 whatever the two are: away from that,
    what sampled is not what said these log-probabilities."""
    capped: int = 0
    """Tokens whose π/μ is above the cap; 0 without one."""
    divergence: float = 0.0
    """Sum of r − 1 − log r, r = π/μ, whose mean is KL(μ ‖ π) in nats (Schulman 2020, k3)."""

    @classmethod
    def of(
        cls, trainer: Tensor, sampler: Tensor, mask: Tensor, band: float, cap: float | None = None
    ) -> "Differences":
        """Return those of the tokens where `mask` is not 0.

        Args:
            trainer: (B, T) log π, in nats.
            sampler: (B, T) log μ, in nats; NaN where it is unknown.
            mask: (B, T).
            band: in nats.
            cap: of importance weights. 0 or None: there is none.
        """
        counted = mask.bool()
        difference = trainer.detach().double() - sampler.double()
        difference = difference.clamp(-FURTHEST, FURTHEST)[counted]
        known = difference[~difference.isnan()]
        apart, ratio = known.abs(), known.exp()
        return cls(
            tokens=len(known),
            unknown=len(difference) - len(known),
            total=float(apart.sum()),
            largest=float(apart.max()) if len(known) else 0.0,
            outside=int((apart > band).sum()),
            ratio=float(ratio.sum()),
            capped=int((ratio > cap).sum()) if cap else 0,
            divergence=float((known.expm1() - known).sum()),  # r − 1 would cancel near r = 1
        )

    @property
    def mean(self) -> float:
        """Return the mean; 0 of no tokens."""
        return self.total / self.tokens if self.tokens else 0.0


def pooled_differences(parts: Sequence[Differences]) -> Differences:
    """Return the differences over all tokens of several micro-batches."""
    return Differences(
        tokens=sum(part.tokens for part in parts),
        unknown=sum(part.unknown for part in parts),
        total=fsum(part.total for part in parts),
        largest=max((part.largest for part in parts), default=0.0),
        outside=sum(part.outside for part in parts),
        ratio=fsum(part.ratio for part in parts),
        capped=sum(part.capped for part in parts),
        divergence=fsum(part.divergence for part in parts),
    )


@dataclass(frozen=True, slots=True)
class RolloutProof:
    """What proves a step, or refutes it: columns of `rollout_proofs`."""

    step: int
    sampled_adapter: str | None
    """`adapter_hash` of what the engine sampled from. None: it does not say, or was not one."""
    trained_adapter: str
    tokens: int
    unknown: int
    mean_difference: float | None
    """These three: None where the engine says no log-probabilities."""
    max_difference: float | None
    outside_share: float | None
    band: float
    zero_difference: float | None = None
    """Largest difference, in nats, that an adapter of exactly zero makes to the trainer's own
    log-probabilities of one completion. Measured when a training begins or goes on; None else."""
    mismatch: str | None = None
    """What is wrong, and the likely cause. None: the step is proven as far as it can be."""


def proof_of(
    step: int, sampled: Sequence[str | None], trained: str, found: Differences, band: float
) -> RolloutProof:
    """Return the figures of a step.

    Args:
        step: its number.
        sampled: the adapter of every rollout, as the engine said.
        trained: `adapter_hash` of v before the step.
        found: differences of the tokens that were compared.
        band: in nats.
    """
    named = set(sampled)
    return RolloutProof(
        step=step,
        sampled_adapter=named.pop() if len(named) == 1 else None,
        trained_adapter=trained,
        tokens=found.tokens,
        unknown=found.unknown,
        mean_difference=found.mean if found.tokens else None,
        max_difference=found.largest if found.tokens else None,
        outside_share=found.outside / found.tokens if found.tokens else None,
        band=band,
    )


def is_inside(found: Differences, band: float) -> bool:
    """Say whether sampler and trainer are one policy, as far as the compared tokens tell."""
    outside = found.outside / found.tokens if found.tokens else 0.0
    return found.mean <= MEAN_OF_BAND * band and outside <= MOST_OUTSIDE


def band_of(model: PeftModel, chosen: float | None) -> float:
    """Return the band in nats: the chosen one, or that of the weights and of their products."""
    if chosen is not None:
        return chosen
    plain = all(storage(layer.base_layer) == "float32" for _, layer in adapted_layers(model))
    exact = torch.get_float32_matmul_precision() == "highest"  # model.matmul_precision
    return FLOAT32_BAND if plain and exact else ROUNDED_BAND


def compared(
    model: PeftModel, rollouts: Sequence[Rollout], temperature: float, band: float
) -> Differences:
    """Return the differences of these rollouts to `model` as it is now; none without log μ."""
    said = [one for one in rollouts if one.completion.log_probs]
    if not said:
        return Differences()
    trainer, mask = _scores(model, said, temperature)
    return Differences.of(trainer, _told(said).to(trainer.device), mask, band)


def zero_difference(
    model: PeftModel, rollouts: Sequence[Rollout], temperature: float
) -> float | None:
    """Return how far an adapter of exactly zero moves log-probabilities, in nats at most.

    Its ΔW is zero, but its kernel is another one than the base layer's alone.
    """
    some = _longest(rollouts)[:1]
    if not some:
        return None
    with _v_as(model, torch.zeros_like(trainable_vector(model))):
        adapted, _ = _scores(model, some, temperature)
        with model.disable_adapter():
            plain, _ = _scores(model, some, temperature)
    return float((adapted - plain).abs().max())


def mismatch(
    model: PeftModel,
    rollouts: Sequence[Rollout],
    temperature: float,
    proof: RolloutProof,
    sampled: Collection[str | None],
    before: Tensor | None,
) -> str:
    """Return what is wrong at a step that is not proven, the likely cause and the remedy.

    Args:
        model: as it is trained; v is put back as it was.
        rollouts: of the step, of this process.
        temperature: of sampling.
        proof: of the step.
        sampled: the adapter of every rollout of all processes, as the engines said.
        before: v before the step before. None: not known.
    """
    figures = "the engine says no log-probabilities"
    if proof.tokens:
        figures = (
            f"log-probabilities of sampler and trainer are {proof.mean_difference:.2g} nats apart "
            f"on average and {proof.max_difference:.2g} at most, and {proof.outside_share:.0%} of "
            f"{proof.tokens} tokens are outside the band of {proof.band:g} (training.proof_band)"
        )
    cause = _by_hash(model, {*sampled} - {None, proof.trained_adapter}, proof, before)
    cause = cause or _by_numbers(model, rollouts, temperature, proof.band, before)
    return (
        f"step {proof.step}: its rollouts were not sampled from what is trained, so v was not "
        f"moved: {figures}. Likely cause: {cause}"
    )


NOT_LOADED = (
    "the adapter is not loaded, for the sampler is the base model; let the engine load W + ΔW "
    "before every rollout batch"
)
STALE = (
    "the adapter is stale, for the sampler has the v of the step before; let the engine load v "
    "anew after every step"
)
TWICE = (
    "the adapter counts twice, as where it is merged into the weights and adapts them as well; "
    "let the engine do one of the two"
)
OTHER_DTYPE = (
    "another dtype or other kernels, for the difference is about what rounding to bfloat16 makes; "
    "let the sampler compute in model.dtype, or widen training.proof_band knowingly"
)
OTHER_PROMPT = (
    "another prompt, as of another tokenizer or chat template, or another base model; let the "
    "engine read the very prompt that it is asked, with the base model's own tokenizer and weights"
)


def _by_hash(
    model: PeftModel, named: set[str], proof: RolloutProof, before: Tensor | None
) -> str | None:
    """Return the cause that an engine gives away by naming other adapters; None without one."""
    if not named:
        return None
    with _v_as(model, torch.zeros_like(trainable_vector(model))):
        if adapter_hash(model) in named:
            return NOT_LOADED
    if before is not None:
        with _v_as(model, before):
            if adapter_hash(model) in named:
                return STALE
    return (
        f"the sampler has adapter {', '.join(sorted(named))} and {proof.trained_adapter} is "
        "trained; let the engine load v anew after every step"
    )


def _by_numbers(
    model: PeftModel,
    rollouts: Sequence[Rollout],
    temperature: float,
    band: float,
    before: Tensor | None,
) -> str:
    """Return the mistake under which the trainer's log-probabilities become the sampler's."""
    some = _longest([one for one in rollouts if one.completion.log_probs])[:LOOKED_AT]
    if not some:  # on this process
        return OTHER_PROMPT

    def apart(v: Tensor) -> float:
        with _v_as(model, v):
            return compared(model, some, temperature, band).mean

    def scaled(factor: float) -> float:
        return apart(scaled_vector(model, factor))

    observed = compared(model, some, temperature, band).mean
    found = {NOT_LOADED: scaled(0.0)}
    if before is not None:
        found[STALE] = apart(before)
    factor, least = _lowest(scaled, SCALES)
    found[TWICE if abs(factor - 2) < 0.02 else _of_scale(factor)] = least
    cause = min(found, key=found.__getitem__)  # of equals the first
    if found[cause] < observed and found[cause] <= max(MEAN_OF_BAND * band, observed / 10):
        return cause
    return OTHER_DTYPE if observed <= _rounding(model, some, temperature) else OTHER_PROMPT


def _of_scale(factor: float) -> str:
    return (
        f"wrong scaling, for the sampler's ΔW is {factor:.3g} times the trained one; let the "
        "engine scale as the adapter's settings say"
    )


def _lowest(f: Callable[[float], float], grid: Sequence[float]) -> tuple[float, float]:
    """Return where f, which has one valley, is least, and its value there: grid, golden section."""
    values = [f(x) for x in grid]
    at = values.index(min(values))
    low, high = grid[max(0, at - 1)], grid[min(len(grid) - 1, at + 1)]
    shrink = (5**0.5 - 1) / 2
    for _ in range(20):
        left, right = high - shrink * (high - low), low + shrink * (high - low)
        low, high = (low, right) if f(left) < f(right) else (left, high)
    middle = (low + high) / 2
    return min([(middle, f(middle)), (grid[at], values[at])], key=lambda pair: pair[1])


def _rounding(model: PeftModel, rollouts: Sequence[Rollout], temperature: float) -> float:
    """Return the largest mean difference, in nats, that another dtype can be blamed for."""
    exact, mask = _scores(model, rollouts, temperature)
    with _rounded(model):
        rounded, _ = _scores(model, rollouts, temperature)
    counted = mask.bool()
    return AS_ROUNDED * float((exact - rounded).abs()[counted].mean())


@contextmanager
def _rounded(model: PeftModel) -> Iterator[None]:
    """Inside, float32 weights have no more digits than bfloat16; afterwards they are as before."""
    exact = [(one, one.data) for one in model.parameters() if one.dtype == torch.float32]
    v = trainable_vector(model)
    try:
        for one, data in exact:
            if one is not v:
                one.data = data.bfloat16().float()
        yield
    finally:
        for one, data in exact:
            one.data = data


@contextmanager
def _v_as(model: PeftModel, values: Tensor) -> Iterator[None]:
    """Inside, v is `values`; afterwards it has the bits it had."""
    v = trainable_vector(model)
    kept = v.detach().clone()
    try:
        v.data.copy_(values)
        yield
    finally:
        v.data.copy_(kept)


def _longest(rollouts: Sequence[Rollout]) -> list[Rollout]:
    some = [one for one in rollouts if one.completion.tokens]
    return sorted(some, key=lambda one: -one.completion.tokens)


@torch.no_grad()
def _scores(
    model: PeftModel, rollouts: Sequence[Rollout], temperature: float
) -> tuple[Tensor, Tensor]:
    """Return log π of every token, (B, T) in nats, and the mask, 0 at padding."""
    rows = [torch.tensor(one.completion.token_ids) for one in rollouts]
    ids = pad_sequence(rows, batch_first=True).to(model.device)
    mask = pad_sequence([torch.ones_like(row) for row in rows], batch_first=True).to(model.device)
    prompts = [torch.tensor(one.prompt_ids, device=model.device) for one in rollouts]
    training = model.training
    model.eval()  # where activations are checkpointed, training has no key-value cache
    try:
        log_probs, _ = completion_log_probs(model, prompts, ids, mask, temperature)
    finally:
        model.train(training)
    return log_probs, mask


def _told(rollouts: Sequence[Rollout]) -> Tensor:
    """Return log μ of every token, (B, T) in nats, 0 at padding."""
    rows = [torch.tensor(one.completion.log_probs, dtype=torch.float64) for one in rollouts]
    return pad_sequence(rows, batch_first=True)
