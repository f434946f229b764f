"""How a training goes, and what it pays for."""

import math
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import Field, NonNegativeInt, ValidationError, field_validator, model_validator

from tinylora.corpus.settings import CaseOrigins
from tinylora.display import first_problem
from tinylora.errors import SettingsError
from tinylora.problem import STATEMENT_LANGUAGES
from tinylora.section import Section

Bucket = Literal["easy", "medium", "hard", "unrated"]


class RewardSettings(Section):
    """A judgement's price, and what else counts: the reward is the weighted sum of the terms."""

    shape: Literal["staged", "fraction", "staged_fraction"] = "staged_fraction"
    """staged: 0 no compile, 0.5 compiles, 1 all passed. fraction: k/N passed.
    staged_fraction: 0, 0.5, 0.5 + 0.5 k/N, 1."""
    length_penalty_weight: float = Field(0.0, ge=0)
    """Times a penalty that falls from 0 to -1 as a completion grows. 0: length does not count."""
    length_penalty_start: int = Field(384, ge=0)
    """Tokens up to which there is no penalty, and the term length_credit is whole."""
    length_penalty_end: int = Field(512, ge=1)
    """Tokens from which on the penalty is whole, and the term length_credit is 0."""
    format_bonus_weight: float = Field(0.0, ge=0)
    """What a completion earns that holds one C++ program, in a block, and ends with it. A policy
    may learn the block and no programming: compare compile rate and pass@k."""
    no_code_penalty_weight: float = Field(0.0, ge=0)
    """What a completion without any C++ loses: it would be worth as much as one that does not
    compile."""
    weights: dict[str, Annotated[float, Field(ge=0)]] = Field(default={})
    """Of every other term, by its name in `TERMS` of `tinylora/grpo/reward.py`. A term that is not
    named has weight 0 and is not computed."""
    bucket_weights: dict[Bucket, Annotated[float, Field(gt=0)]] = Field(default={})
    """Multiplies the advantages of a bucket's groups, e.g. {"hard": 1.1}; 1 where none is given. On
    the rewards themselves a factor would cancel within the group."""

    @model_validator(mode="after")
    def _penalty_falls(self) -> Self:
        if self.length_penalty_start >= self.length_penalty_end:
            raise ValueError(
                f"length_penalty_start {self.length_penalty_start} is not under length_penalty_end "
                f"{self.length_penalty_end}: the penalty grows between them"
            )
        return self


class TrainingSettings(Section):
    """GRPO, or GRDPO."""

    algorithm: Literal["grpo", "grdpo"] = "grpo"
    """grpo: every completion weighs as much as it is better than its group. grdpo: every one of a
    group's better half is preferred to every one of its worse half (an earlier project's loss);
    clipping, beta, loss_type and scale_rewards mean nothing then."""
    start_from: str | None = Field(None, min_length=1)
    """A checkpoint whose v the training begins at: its id, or the path of a file as evaluate takes
    it. Base model and adapter must be as they are there. None: v begins at zero. What the
    checkpoint holds is part of the training's identity, its name and its path are not."""
    steps: int | None = Field(8, ge=1)
    """Optimiser steps. None, and only then: as many as `epochs` make."""
    epochs: float | None = Field(None, gt=0)
    """Instead of steps: how often every training problem is asked, on average. That is ceil(epochs
    × problems / prompts_per_step) rollout batches, of num_iterations steps each; the log says how
    many steps. Problems that join or leave the corpus make it another number of steps."""
    prompts_per_step: int = Field(2, ge=1)
    """Problems per rollout batch, all processes together."""
    generations_per_prompt: int = Field(8, ge=2)
    """Completions per problem: the group that advantages are relative to."""
    optimizer: Literal["adam", "adamw_8bit", "natural"] = "adam"
    """adam: each number at its own pace. adamw_8bit: the same with a weight decay of 0.01, and its
    moments in 8 bits each (bitsandbytes): a lora's millions need 2 bytes each instead of 8; up to
    4,096 numbers keep them in float32. natural: the natural gradient, whose steps change what the
    policy says by a given amount; needs grpo and loss_type dapo."""
    learning_rate: float = Field(2e-3, gt=0)
    """adam: about how far each of the u numbers moves a step; SmolLM2 breaks at |v| near 0.3.
    natural: by how many nats (standard deviation) a step changes a completion's log-probability;
    0.3 taught SmolLM2 in 30 steps; half its square is the KL divergence of a step."""
    schedule: Literal["constant", "linear"] = "constant"
    """linear: the learning rate falls to zero over the run, which averages the last steps' noise
    out."""
    num_iterations: int = Field(1, ge=1)
    """Optimiser steps per rollout batch. Clipping only matters above 1."""
    epsilon: float = Field(0.2, gt=0)
    """Lower clip of the probability ratio."""
    epsilon_high: float = Field(0.2, gt=0)
    """Upper clip; larger than epsilon keeps rare good tokens alive."""
    beta: float = Field(0.0, ge=0)
    """KL penalty against the base model. 0 skips the reference pass."""
    loss_type: Literal["grpo", "dr_grpo", "dapo", "bnpo"] = "dapo"
    """TRL's loss normalisation."""
    scale_rewards: Literal["group", "batch", "none"] = "group"
    """What standard deviation the advantage is divided by."""
    grdpo_beta: float = Field(0.15, gt=0)
    """GRDPO's β: how sharply a pair that is already told apart stops teaching."""
    grdpo_min_reward: float = 0.0
    """GRDPO leaves out pairs whose better reward is under this: the least bad teaches little."""
    replace_equal_groups: int = Field(0, ge=0)
    """Dynamic sampling: groups whose rewards are all equal teach nothing and are replaced by groups
    of other problems, this many a rollout batch at most."""
    max_grad_norm: float = Field(1.0, gt=0)
    """Gradient clipping."""
    micro_batch_size: int = Field(8, ge=1)
    """Completions per backward pass: memory against speed. Divides prompts × generations."""
    gradient_checkpointing: bool = False
    """Recompute activations in the backward pass: less memory, a third slower."""
    temperature: float = Field(1.0, gt=0)
    """Of rollouts; the policy that learns is the one at this temperature."""
    max_new_tokens: int = Field(512, ge=1)
    """Tokens per rollout."""
    mask_truncated: bool = False
    """Leave completions that hit the token limit out of the loss."""
    max_fault_share: float = Field(0.1, ge=0, lt=1)
    """Rollouts of a batch that the judge may fail on: they are left out of what is learnt. Above it
    the training stops, for the rest is then no fair sample."""
    curriculum: Literal["uniform", "pass_rate"] = "uniform"
    """uniform: every problem once an epoch. pass_rate: a problem the more often, the likelier the
    base model's measured completions of it differ in reward, for a group of equals teaches nothing.
    The train flow measures them first, by an evaluation of the base model on the training problems;
    each new one of those changes the training's identity. Either way within `buckets`, where there
    are some."""
    curriculum_samples: int = Field(4, ge=1)
    """Completions per training problem that a curriculum by pass rate measures."""
    buckets: dict[Bucket, NonNegativeInt] = Field(default={})
    """Problems per step by difficulty bucket, e.g. {"easy": 2, "medium": 2, "hard": 1}. A bucket
    that is not named is left out: unrated ones too, to which Luogu's problems belong whose title
    names no known contest. Empty: uniform, from all."""
    max_problems: int | None = Field(None, ge=1)
    """Train on the first this many after a seeded shuffle."""
    languages: tuple[Literal[STATEMENT_LANGUAGES], ...] = STATEMENT_LANGUAGES
    """Statement languages to train on."""
    case_origins: CaseOrigins = ()
    """Origins of the test cases that reward: public, private, generated, statement. A problem
    without a case of these is not trained on, and the log counts them. max_cases chooses among what
    is left. Of what a statement shows alone, a program that prints it earns all. Empty: every
    origin."""
    max_cases: int | None = Field(None, ge=1)
    """Test cases run per rollout, spread over origins, outputs and sizes. None: all."""
    max_case_bytes: int | None = Field(None, ge=1)
    """Bytes of input and expected output run per rollout, all its test cases together; at least one
    is run. None: no bound."""
    reward: RewardSettings = RewardSettings()
    seed: int = Field(42, ge=0, lt=1 << 63)
    """Of problem order, sampling and rollouts."""
    save_every: int = Field(4, ge=1)
    """Steps between checkpoints: what a kill can cost."""
    average_last: int = Field(1, ge=1)
    """What is handed on is the mean of v after each of this many last rollout batches: one v is as
    noisy as its batch, and their mean less. 1: the last v, or the one that validated best."""
    validate_every: int = Field(0, ge=0)
    """Steps between validations on the corpus's valid split, which choose the checkpoint that is
    kept as the best; each is at the end of a rollout batch and saves a checkpoint. Before the first
    step and after the last one is validated too. 0: never; the last checkpoint counts."""
    validation_problems: int | None = Field(None, ge=1)
    """Problems validated on, chosen as evaluation.max_problems chooses. None: all. Few make the
    choice a lottery: the best of many noisy scores flatters."""
    validation_samples: int = Field(1, ge=1)
    """Completions per validation problem, sampled as evaluation samples and marked against as many
    test cases; their seeds are the same at every step."""
    validation_metric: str = "mean_score"
    """What the best checkpoint is best by: compile_rate, pass_rate, mean_score, staged_score or
    another registered metric that may choose (docs/metrics.md); or pass_at_k, the share of problems
    that any of their validation_samples completions solves."""
    processes: int = Field(1, ge=1)
    """Above 1: accelerate launch with this many, on all machines together."""
    machines: int = Field(1, ge=1)
    """Above 1: each has an equal share of the processes; on each but the first somebody says
    `tinylora join` (docs/scaling.md)."""
    rendezvous: str | None = Field(None, pattern=r"^[^\s:/]+:[0-9]{1,5}$")
    """HOST:PORT of the first machine, where the others meet it. None: there are no others."""
    importance_cap: float = Field(2.0, ge=0)
    """Each token of vLLM's counts min(π/μ, this) times: truncated importance sampling, against what
    its kernels and rounding change. At least 1; 0: no correction."""
    proof_band: float | None = Field(None, gt=0)
    """Nats that sampler and trainer may lie apart in a token's log-probability. A step stops the
    training before v moves where more than 1% of its tokens are outside, or the mean difference is
    over a tenth of it. None: 0.001 where weights are float32 and model.matmul_precision is highest,
    else 1."""

    @field_validator("start_from")
    @classmethod
    def _names_one_checkpoint(cls, name: str | None) -> str | None:
        if name in ("latest", "best", "base"):
            raise ValueError(
                f"{name!r} is another checkpoint tomorrow, or none; give a checkpoint's id, the "
                "path of its file, or null to begin at zero"
            )
        return name

    def in_steps(self, problems: int) -> Self:
        """Return the settings with their length in steps, for so many training problems.

        Raises:
            SettingsError: `average_last` is more than those steps.
        """
        if self.epochs is None:
            return self
        asked = Fraction(str(self.epochs)) * problems  # 0.1 of 10 is 1, and no float above it
        batches = math.ceil(asked / self.prompts_per_step)
        counted = {"steps": batches * self.num_iterations, "epochs": None}
        try:
            return type(self).model_validate(self.model_dump() | counted)
        except ValidationError as error:
            said = first_problem(error)
            raise SettingsError(f"training.epochs {self.epochs:g} of {problems}: {said}") from error

    @model_validator(mode="before")
    @classmethod
    def _epochs_replace_the_default(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("epochs") is not None:
            return {"steps": None, **given}
        return given

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if (self.steps is None) == (self.epochs is None):
            raise ValueError(
                f"steps is {self.steps} and epochs {self.epochs}: give one of them, and null for "
                "the other"
            )
        return self

    @model_validator(mode="after")
    def _one_is_handed_on(self) -> Self:
        wanted, steps = self.average_last, self.steps
        if wanted > 1 and self.validate_every:
            raise ValueError(
                f"average_last {wanted} hands on a mean, and validate_every {self.validate_every} "
                "the checkpoint that validated best: set the first to 1 or the other to 0"
            )
        if steps is not None and wanted > (batches := -(-steps // self.num_iterations)):
            raise ValueError(
                f"average_last is {wanted}, and {steps} steps are {batches} rollout batches: "
                "lower it, or train longer"
            )
        return self

    @field_validator("languages")
    @classmethod
    def _languages_have_no_order(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(set(languages)))

    @field_validator("importance_cap")
    @classmethod
    def _truncates_from_above(cls, cap: float) -> float:
        if 0 < cap < 1:
            raise ValueError(f"{cap} would shrink tokens that both agree on; use 0 or at least 1")
        return cap

    @model_validator(mode="after")
    def _natural_gradient_knows_its_loss(self) -> Self:
        if self.optimizer == "natural" and (self.algorithm, self.loss_type) != ("grpo", "dapo"):
            raise ValueError(
                f"optimizer natural reads the Fisher matrix off grpo's dapo loss, and this is "
                f"{self.algorithm} with loss_type {self.loss_type}; take those, or adam"
            )
        if self.optimizer == "natural" and (self.beta, self.num_iterations) != (0.0, 1):
            raise ValueError(
                f"optimizer natural takes one step of a length that is set, on fresh rollouts and "
                f"their rewards alone, and this has beta {self.beta} and num_iterations "
                f"{self.num_iterations}; take 0 and 1, or adam"
            )
        return self

    @model_validator(mode="after")
    def _machines_share_the_processes(self) -> Self:
        if (self.machines > 1) != (self.rendezvous is not None):
            raise ValueError(
                f"machines is {self.machines} and rendezvous {self.rendezvous}: several machines "
                "meet at HOST:PORT of the first, and one meets nobody"
            )
        if self.processes % self.machines:
            raise ValueError(
                f"processes {self.processes} must be a multiple of machines {self.machines}, each "
                "of which has as many: one for each of its GPUs"
            )
        return self

    @model_validator(mode="after")
    def _batches_divide(self) -> Self:
        rollouts = self.prompts_per_step * self.generations_per_prompt
        if rollouts % (self.micro_batch_size * self.processes):
            raise ValueError(
                f"prompts_per_step × generations_per_prompt = {rollouts} must be a multiple of "
                f"micro_batch_size × processes = {self.micro_batch_size * self.processes}"
            )
        if self.algorithm == "grdpo" and self.micro_batch_size % self.generations_per_prompt:
            raise ValueError(
                f"grdpo compares the completions of a group: micro_batch_size "
                f"{self.micro_batch_size} must be a multiple of generations_per_prompt "
                f"{self.generations_per_prompt}"
            )
        penalty = self.reward
        pays = penalty.length_penalty_weight or penalty.weights.get("length_credit")
        if pays and penalty.length_penalty_start >= self.max_new_tokens:
            raise ValueError(
                f"reward.length_penalty_start {penalty.length_penalty_start} is not under "
                f"max_new_tokens {self.max_new_tokens}: no completion would ever be penalised"
            )
        if self.buckets and sum(self.buckets.values()) != self.prompts_per_step:
            raise ValueError(
                f"buckets {self.buckets} sum to {sum(self.buckets.values())}, "
                f"prompts_per_step is {self.prompts_per_step}"
            )
        return self
