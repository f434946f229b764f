"""The passes through the model that teach: which rows, which loss, what each token counts for.

Mixed into TRL's trainer, whose loss it steers from outside: rows without advantage are left out,
tokens that another engine sampled are weighted, and GRDPO's loss takes the place of GRPO's.
"""

import math
from typing import Any

import torch
from torch import Tensor

from tinylora.adapter.inject import trainable_vector
from tinylora.grpo.grdpo import in_pairs, pairs, pairwise_loss
from tinylora.grpo.importance import importance_weights
from tinylora.grpo.log_probs import EntropyMean, token_scores
from tinylora.grpo.proof import Differences
from tinylora.grpo.settings import TrainingSettings


class TeachingPasses:
    """The part of a GRPOTrainer that computes losses; stands before it among the bases."""

    settings: TrainingSettings
    corrects: bool
    """Whether another engine than the model samples. Of its own samples μ is π, and every weight
    1."""
    entropy: EntropyMean
    differences: list[Differences]
    """Of this process's micro-batches since the last step, where the engine says log μ."""
    band: float
    """Of them, in nats."""
    _taught: Tensor | None = None
    """(B,) bool, the rows that the pass at hand computes. None: all."""
    _known: Tensor | None = None
    """(B, C) log-probabilities under the policy that sampled, where steps share a rollout batch."""
    _corrected: dict[str, Tensor] | None = None
    """The micro-batch, where another engine sampled it."""
    _sampled: Tensor | None = None
    """(B, C) log μ of the micro-batch, where the engine says it."""
    _weight: float = 0.0
    """c² Σ Aᵢ² of the last micro-batch, whose loss is −c Σ Aᵢ log π under loss_type dapo."""
    _scale: float = 1.0
    """c: this many processes over the tokens of all completions of the step."""

    def _compute_loss(self, model: Any, inputs: dict[str, Tensor]) -> Tensor:
        if self.settings.algorithm == "grdpo":
            return self._pairwise_loss(model, inputs)
        counts = (inputs["completion_mask"] * inputs["tool_mask"]).any(-1)
        scale = self.accelerator.num_processes / inputs["num_items_in_batch"].clamp(min=1.0)
        self._scale = float(scale)
        self._weight = float(((scale * inputs["advantages"])[counts] ** 2).sum())
        if self.beta == 0.0:  # the penalty reaches completions without advantage too
            self._taught = (inputs["advantages"] != 0) & counts
        self._known = inputs.get("old_per_token_logps")
        self._sampled = inputs.get("sampling_per_token_logps")
        self._corrected = inputs if self.corrects and self._sampled is not None else None
        self.use_vllm = self._corrected is not None  # elsewhere TRL would hand weights over itself
        try:
            return super()._compute_loss(model, inputs)
        finally:
            self._taught = self._known = self._corrected = self._sampled = None
            self.use_vllm = False

    def _pairwise_loss(self, model: Any, inputs: dict[str, Tensor]) -> Tensor:
        """Return GRDPO's loss of a micro-batch of whole groups, ready for accumulation."""
        mask = inputs["completion_mask"] * inputs["tool_mask"]
        rewards = inputs["rewards"].masked_fill(~mask.any(-1), math.nan).tolist()
        found = pairs(rewards, self.num_generations, self.settings.grdpo_min_reward)
        ids, present = (
            torch.cat([inputs[f"prompt_{part}"], inputs[f"completion_{part}"]], dim=1)
            for part in ("ids", "mask")
        )
        self._taught = in_pairs(found, len(rewards))
        self._sampled = inputs.get("sampling_per_token_logps")
        try:
            logps, *_ = self._get_per_token_logps_and_entropies(model, ids, present, mask.size(1))
        finally:
            self._taught = self._sampled = None
        means = (logps * mask).sum(-1) / mask.sum(-1).clamp(min=1)
        loss = pairwise_loss(means, found, self.settings.grdpo_beta)
        return loss / self.current_gradient_accumulation_steps

    def _get_per_token_logps_and_entropies(
        self,
        model: Any,
        input_ids: Tensor,
        attention_mask: Tensor,
        logits_to_keep: int,
        batch_size: int | None = None,
        **others: Any,
    ) -> tuple[Tensor, Tensor, None]:
        """Return `token_scores`; TRL's way where activations are checkpointed, for all rows."""
        taught, policy = self._taught, self.accelerator.unwrap_model(model)
        if self.args.gradient_checkpointing:  # it forbids the key-value cache
            others["compute_entropy"], taught = True, None
            logps, entropies, _ = super()._get_per_token_logps_and_entropies(
                policy, input_ids, attention_mask, logits_to_keep, batch_size, **others
            )
        else:
            logps, entropies = token_scores(
                policy,
                input_ids,
                attention_mask,
                logits_to_keep,
                self.temperature,
                rows_at_once=batch_size,
                taught=taught,
                known=self._known,
            )
            if torch.is_grad_enabled():
                logps = logps + 0.0 * trainable_vector(policy).sum()  # backward() wants a path to v
        if torch.is_grad_enabled():
            counted = attention_mask[:, -logits_to_keep:]
            if taught is not None:
                counted = counted * taught[:, None].to(counted.device)
            self.entropy.add(entropies, counted)
            if self._sampled is not None:
                at_sampling = logps if self._known is None else self._known
                told, cap = (at_sampling, self._sampled, counted), self.settings.importance_cap
                self.differences.append(Differences.of(*told, self.band, cap))
                if self._corrected is not None:
                    self._corrected["importance_sampling_ratio"] = importance_weights(*told, cap)
        return logps, entropies, None
