"""GRPO through TRL: the one file that knows it.

TRL owns the order of a step, the grouping and the clipped loss. Ours are the rollouts, the
log-probabilities (a group's prompt is computed once, completions without advantage not at all), and
the optimiser, which sees v in float32 alone. Nothing here draws random numbers: a run that starts
again at a rollout batch's first step takes the steps it would have taken.
"""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from statistics import fmean
from typing import Any

import torch
from accelerate.utils import gather_object
from datasets import Dataset
from peft import PeftModel
from torch import Tensor
from transformers import PreTrainedTokenizerBase, PrinterCallback, TrainerCallback
from trl import GRPOConfig, GRPOTrainer
from trl.trainer.utils import split_tensor_dict

from tinylora.adapter.inject import (
    adapted_layers,
    adapter_hash,
    keep_float32,
    listed,
    trainable_vector,
    weight_change,
)
from tinylora.adapter.weights import is_quantised
from tinylora.errors import RolloutMismatch, SettingsError
from tinylora.grpo.advantage import advantages
from tinylora.grpo.group_rollouts import GroupRollouts, roll_groups
from tinylora.grpo.log_probs import EntropyMean
from tinylora.grpo.natural import FisherSums, NaturalGradient
from tinylora.grpo.proof import (
    Differences,
    RolloutProof,
    band_of,
    compared,
    is_inside,
    mismatch,
    pooled_differences,
    proof_of,
    zero_difference,
)
from tinylora.grpo.record import BatchSummary, StepRecord, summarise
from tinylora.grpo.reward import reward_weights
from tinylora.grpo.rollout import Rollout, RolloutWorker, refuse_many_faults
from tinylora.grpo.settings import TrainingSettings
from tinylora.grpo.teaching_passes import TeachingPasses

FLOAT16_SCALE = 2.0**14
"""What a loss counts while its gradient runs through float16, whose smallest number is 6e-8: a mean
over 10,000 tokens gives each of them less. v's own gradient, in float32, is divided by it again."""

WEIGHT_DECAY = 0.01
"""Of AdamW, as libraries have it: a step takes this share of v, times the learning rate, off."""

OnRollouts = Callable[[int, list[Rollout], list[float]], None]
"""Told the step a rollout batch is for, its rollouts group after group, and their advantages; then
those of groups that were replaced, with none."""
OnProof = Callable[[RolloutProof], None]
"""Told what proves a step, or refutes it, before v moves."""
OnStep = Callable[[StepRecord, dict[str, Any]], None]
"""Told what a step did, and the optimiser's state after it."""


class PolicyTrainer(TeachingPasses, GRPOTrainer):
    """Trains v on rollouts that `worker` makes; what is told is told on every process.

    Args:
        model: from `attach`; its v is trained in place.
        tokenizer: of the base model.
        worker: this process's rollouts.
        questions: problem keys of every rollout batch to come, one per group.
        other: given the number of a rollout batch (0 is the run's first), positions in it and those
            replaced before, other problems for the first; needed where equal groups are replaced.
        settings: GRPO's.
        folder: where TRL may write; it is told to write nothing.
        done: optimiser steps taken before, a multiple of `num_iterations`.
        optimizer_state: the optimiser's after those steps, or None.
        corrects: whether another engine than the model samples, whose tokens are weighted
            (`grpo.importance`).
    """

    def __init__(
        self,
        model: PeftModel,
        tokenizer: PreTrainedTokenizerBase,
        worker: RolloutWorker,
        questions: Sequence[str],
        settings: TrainingSettings,
        folder: Path,
        done: int,
        optimizer_state: dict[str, Any] | None,
        on_rollouts: OnRollouts,
        on_proof: OnProof,
        on_step: OnStep,
        other: Callable[[int, Sequence[int], Sequence[int]], list[str]] | None = None,
        corrects: bool = False,
    ) -> None:
        self._worker, self.settings, self._done = worker, settings, done
        self._optimizer_state = optimizer_state
        self._on_rollouts, self._on_proof, self._on_step = on_rollouts, on_proof, on_step
        self._other, self.corrects = other, corrects
        self._fisher = FisherSums()
        self._groups: GroupRollouts | None = None
        self._summary: BatchSummary | None = None
        self.entropy = EntropyMean()
        self.differences: list[Differences] = []
        self.band = band_of(model, settings.proof_band)
        self._proof: RolloutProof | None = None
        self._before: Tensor | None = None
        self._loss = self._seconds = self._grad_norm = 0.0
        self._gradient: tuple[float, ...] | None = None
        in_float16 = model.get_base_model().dtype == torch.float16
        self._loss_scale = FLOAT16_SCALE if in_float16 else 1.0
        keep_differentiable(model)
        super().__init__(
            model=model,
            reward_funcs=[_reward_function(name) for name in reward_weights(settings.reward)],
            args=_config(model, settings, folder, settings.steps - done),
            train_dataset=Dataset.from_dict({"prompt": list(questions)}),
            processing_class=tokenizer,
            rollout_func=lambda keys, _: self._roll(keys),
            callbacks=[_StepWatch(self)],
        )
        # Set late: told at construction, TRL would copy the adapter as its reference. Without a
        # copy it switches the adapter off instead, and the reference is the base model.
        self.beta = settings.beta
        self.remove_callback(PrinterCallback)

    @property
    def step(self) -> int:
        """Optimiser steps taken, over all attempts."""
        return self._done + self.state.global_step

    def create_optimizer(self, model: Any = None) -> torch.optim.Optimizer:
        """Return the optimiser of v, in float32 whatever TRL cast it to, with the state it had."""
        keep_float32(self.model)
        v, lr = trainable_vector(self.model), self.settings.learning_rate
        natural = self.settings.optimizer == "natural"
        self._natural = NaturalGradient(v, lr) if natural else None
        self.optimizer = self._natural or _adam(v, self.settings)
        if self._optimizer_state is not None:
            self.optimizer.load_state_dict(self._optimizer_state)
        return self.optimizer

    def create_scheduler(self, num_training_steps: int, optimizer: Any = None) -> Any:
        """Return the learning rate's course over the whole run, whichever part of it this is."""
        last = self.settings.steps if self.settings.schedule == "linear" else None
        self.lr_scheduler = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda step: 1.0 if last is None else 1.0 - (self._done + step) / last
        )
        return self.lr_scheduler

    def compute_loss(self, *args: Any, **kwargs: Any) -> Tensor:
        """Return TRL's loss, as large as its gradient has to be where that runs through float16."""
        return super().compute_loss(*args, **kwargs) * self._loss_scale

    def training_step(self, *args: Any, **kwargs: Any) -> Tensor:
        """Take one micro-batch; after the last one of a step, average v's gradient.

        Raises:
            SettingsError: the gradient is larger than float16 holds.
        """
        started = time.monotonic()
        v = trainable_vector(self.model)
        earlier = 0.0 if v.grad is None else v.grad.clone()
        loss = super().training_step(*args, **kwargs) / self._loss_scale
        if self._loss_scale != 1.0:
            v.grad = earlier + (v.grad - earlier) / self._loss_scale
            if not v.grad.isfinite().all():
                raise SettingsError(
                    f"step {self.step + 1}: a gradient or an activation is larger than float16 "
                    "holds (65,504); train with model.dtype bfloat16 or float32"
                )
        self._loss += float(self.accelerator.reduce(loss, "mean"))
        if self._natural is not None:
            self._fisher.add(v.grad - earlier, self._weight)
        if self.accelerator.sync_gradients:
            # Ours, because the forward passes go around DistributedDataParallel
            v.grad = self.accelerator.reduce(v.grad, "mean")
            if self._natural is not None:
                self._natural.observe(self.accelerator.reduce(self._fisher.take(), "sum"))
            self._grad_norm = float(v.grad.norm())
            self._gradient = self._of_mean_advantage(v.grad)
        self._seconds += time.monotonic() - started
        return loss

    def _of_mean_advantage(self, of_loss: Tensor) -> tuple[float, ...] | None:
        """Return the gradient of a completion's mean advantage, from that of the loss.

        A group's mean is taken from each of its G rewards, its own included: 1 − 1/G of what it
        would be against the others' mean.
        """
        chosen, size = self.settings, self.num_generations
        plain = (chosen.algorithm, chosen.loss_type, chosen.num_iterations, chosen.beta)
        if plain != ("grpo", "dapo", 1, 0.0):
            return None
        rollouts = chosen.prompts_per_step * size
        every = self._scale / self.accelerator.num_processes * rollouts
        return listed(-of_loss / every * size / (size - 1))

    def _prepare_inputs(self, generation_batch: Any) -> dict[str, Tensor]:
        """Return the next micro-batch; unlike TRL's, unshuffled, so groups stay together."""
        count = self.args.steps_per_generation
        if self._step % (count * self.num_iterations) == 0:
            batch = self._generate_and_score_completions(generation_batch)
            self._buffered_inputs = split_tensor_dict(batch, count)
        return self._buffered_inputs[self._step % count]

    def _roll(self, keys: list[str]) -> dict[str, Any]:
        """Answer this process's share of a rollout batch in TRL's words."""
        started = time.monotonic()
        self._trained_adapter = adapter_hash(self.model)
        number, size = (self.step // self.num_iterations, self.num_generations)
        self._groups = roll_groups(
            self._worker,
            self.step + 1,
            gather_object(keys)[::size],
            size,
            budget=self.settings.replace_equal_groups,
            other=lambda positions, replaced: self._other(number, positions, replaced),
        )
        self._seconds -= time.monotonic() - started
        rollouts = self._groups.kept.rollouts
        asked = rollouts + self._groups.set_aside  # a group whose judge failed was replaced, too
        refuse_many_faults(asked, self.settings.max_fault_share)
        sampled = [rollout.completion.log_probs for rollout in rollouts]
        masked = self.settings.mask_truncated
        return {
            "prompt_ids": [list(rollout.prompt_ids) for rollout in rollouts],
            "completion_ids": [list(rollout.completion.token_ids) for rollout in rollouts],
            "logprobs": None if None in sampled else sampled,
            "rollout": rollouts,
            # TRL's own mask takes a completion that ended at its code fence for a truncated one
            "env_mask": [
                [0 if rollout.reward is None or (masked and rollout.truncated) else 1]
                * rollout.completion.tokens
                for rollout in rollouts
            ],
        }

    def _generate_and_score_completions(self, inputs: Any) -> dict[str, Tensor]:
        """Let TRL do it, report the batch, and train on the advantages that are reported.

        They are TRL's but for its float32 rounding, which gives groups of equal rewards a whisper
        of an advantage: enough to cost a backward pass.
        """
        output = super()._generate_and_score_completions(inputs)
        everywhere = gather_object([self._groups])
        rollouts = [rollout for groups in everywhere for rollout in groups.kept.rollouts]
        set_aside = [rollout for groups in everywhere for rollout in groups.set_aside]
        kept = [groups.kept for groups in everywhere]
        self._summary = summarise(kept, self.num_generations, set_aside)
        rewards = [rollout.reward for rollout in rollouts]
        weights = self.settings.reward.bucket_weights
        factors = [weights.get(one.bucket, 1.0) for one in rollouts[:: self.num_generations]]
        ours = advantages(
            rewards, self.num_generations, self.settings.scale_rewards, factors=factors
        )
        self._on_rollouts(self.step + 1, rollouts + set_aside, ours + [0.0] * len(set_aside))
        mine = slice(first := self.accelerator.process_index * len(inputs), first + len(inputs))
        output["advantages"] = output["advantages"].new_tensor(ours[mine])
        output["rewards"] = output["advantages"].new_tensor(
            [math.nan if reward is None else reward for reward in rewards[mine]]
        )
        return output

    def before_update(self) -> None:
        """Prove the step, and remember v and the learning rate."""
        self._prove()
        self._before = trainable_vector(self.model).detach().clone()
        self._lr = self.optimizer.param_groups[0]["lr"]

    def _prove(self) -> None:
        """Tell what proves that the rollouts come from the policy that is about to learn from them.

        Steps that share a rollout batch share its proof.

        Raises:
            RolloutMismatch: they come from another one.
        """
        step, mine, chosen = self.step + 1, self._groups.kept.rollouts, self.settings
        if self.step % self.num_iterations:
            self._on_proof(replace(self._proof, step=step, zero_difference=None))
            return
        found = pooled_differences(gather_object(self.differences))
        if not found.tokens:  # nothing teaches: one completion is computed for this alone
            one = compared(self.model, mine[:1], chosen.temperature, self.band)
            found = pooled_differences(gather_object([one]))
        sampled = gather_object([rollout.completion.adapter for rollout in mine])
        proof = proof_of(step, sampled, self._trained_adapter, found, self.band)
        if self._proof is None:
            apart = gather_object([zero_difference(self.model, mine, chosen.temperature)])
            proof = replace(proof, zero_difference=max((a for a in apart if a), default=0.0))
        if not (is_inside(found, self.band) and {*sampled} <= {None, self._trained_adapter}):
            given = (self.model, mine, chosen.temperature, proof, sampled, self._before)
            why, *_ = gather_object([mismatch(*given)])  # all processes search, and say the same
            self._on_proof(replace(proof, mismatch=why))
            self.accelerator.wait_for_everyone()  # or one's end would kill the one that tells
            raise RolloutMismatch(why)
        self._on_proof(proof)
        self._proof = proof

    def after_update(self) -> None:
        """Report the step that was taken."""
        v = trainable_vector(self.model).detach()
        if v.dtype != torch.float32:
            raise AssertionError(f"v is {v.dtype} after step {self.step}; it trains in float32")
        entropy = self.accelerator.reduce(self.entropy.take().to(v.device), "sum")
        apart = pooled_differences(gather_object(self.differences))
        weighted = self.corrects and self.settings.algorithm == "grpo" and apart.tokens > 0
        importance = apart if weighted else None
        clipped = {
            side: fmean(self._metrics["train"].get(f"clip_ratio/{side}_mean", [0.0]))
            for side in ("low", "high")
        }
        record = StepRecord(
            step=self.step,
            loss=self._loss,
            v_change=float((v - self._before).norm()),
            v_norm=float(v.norm()),
            weight_change=weight_change(self.model),
            grad_norm=self._grad_norm,
            update_seconds=self._seconds,
            lr=self._lr,
            v=listed(v),
            gradient=self._gradient,
            entropy=float(entropy[0] / entropy[1]) if entropy[1] else None,
            clip_low_share=clipped["low"],
            clip_high_share=clipped["high"],
            replaced_share=self._groups.replaced_share,
            importance_ratio_mean=importance and importance.ratio / importance.tokens,
            importance_capped_share=importance and importance.capped / importance.tokens,
            importance_max_difference=importance and importance.largest,
            importance_divergence=importance and importance.divergence / importance.tokens,
            threads=torch.get_num_threads(),
            **asdict(self._summary),
        )
        self._loss = self._seconds = 0.0
        self.differences.clear()
        self._summary = replace(self._summary, generate_seconds=0.0, judge_seconds=0.0)
        self._metrics["train"].clear()
        self._on_step(record, self.optimizer.state_dict())


def keep_differentiable(model: PeftModel) -> None:
    """Keep 4-bit layers on a CPU in training mode, which changes nothing they compute.

    In evaluation mode bitsandbytes packs their weights for a faster kernel that has no gradient,
    and leaves them packed: after the first rollout v's gradient would silently be wrong.
    """
    for _, layer in adapted_layers(model):
        base = layer.base_layer
        if is_quantised(base) and base.weight.device.type == "cpu":
            base.train()
            base.train = lambda mode=True, base=base: base


def _reward_function(term: str) -> Callable[..., list[float | None]]:
    """Return TRL's reward function for one term of the reward; None where it is masked."""

    def reward(rollout: list[Rollout], **_: Any) -> list[float | None]:
        return [one.terms.get(term) for one in rollout]

    reward.__name__ = term
    return reward


def _adam(v: Tensor, settings: TrainingSettings) -> torch.optim.Optimizer:
    if settings.optimizer == "adamw_8bit":
        from bitsandbytes.optim import AdamW8bit  # only this one needs it

        return AdamW8bit([v], lr=settings.learning_rate, weight_decay=WEIGHT_DECAY)
    return torch.optim.Adam([v], lr=settings.learning_rate)


class _StepWatch(TrainerCallback):
    """Tells the trainer when its optimiser moves."""

    def __init__(self, trainer: PolicyTrainer) -> None:
        self._trainer = trainer

    def on_pre_optimizer_step(self, *_: Any, **__: Any) -> None:
        self._trainer.before_update()

    def on_step_end(self, *_: Any, **__: Any) -> None:
        self._trainer.after_update()


def _config(model: PeftModel, settings: TrainingSettings, folder: Path, steps: int) -> GRPOConfig:
    rollouts = settings.prompts_per_step * settings.generations_per_prompt
    return GRPOConfig(
        output_dir=str(folder),
        max_steps=steps,
        per_device_train_batch_size=settings.micro_batch_size,
        gradient_accumulation_steps=rollouts // (settings.micro_batch_size * settings.processes),
        num_generations=settings.generations_per_prompt,
        max_completion_length=settings.max_new_tokens,
        reward_weights=list(reward_weights(settings.reward).values()),
        temperature=settings.temperature,
        num_iterations=settings.num_iterations,
        epsilon=settings.epsilon,
        epsilon_high=settings.epsilon_high,
        beta=0.0,
        router_aux_loss_coef=0.0,  # of a mixture of experts: TRL would balance their load besides
        loss_type=settings.loss_type,
        scale_rewards=settings.scale_rewards,
        max_grad_norm=settings.max_grad_norm,
        learning_rate=settings.learning_rate,
        lr_scheduler_type="constant",
        # The only name in transformers 5.10 to 5.17, which vLLM takes; later ones warn, and take it
        gradient_checkpointing=settings.gradient_checkpointing,
        shuffle_dataset=False,
        seed=settings.seed % 2**32,
        use_cpu=model.device.type == "cpu",
        bf16=False,  # the model computes in the dtype it was loaded in, here as in rollouts
        fp16=False,
        save_strategy="no",
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=False,
    )
