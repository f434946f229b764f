"""A batch whose rows share their prompts' keys and values: see `shared_attention`."""

from collections.abc import Sequence

import torch
from transformers import PreTrainedModel

from tinylora.adapter.attending import attending
from tinylora.policy.engines.decode_batch import DecodeBatch, left_pad
from tinylora.policy.engines.shared_attention import NAME, Rows, can_share


class SharedPromptBatch:
    """Rows that are decoded side by side, as in `DecodeBatch`; equal prompts stand side by side."""

    @torch.inference_mode()
    def __init__(self, model: PreTrainedModel, prompts: Sequence[tuple[int, ...]]) -> None:
        self._model = model
        different = list(dict.fromkeys(prompts))
        counts = [prompts.count(prompt) for prompt in different]
        lengths = [len(prompt) for prompt in different]
        # One by one: together they would be padded, and a mask keeps attention off its fast path.
        each = [DecodeBatch(model, [prompt]) for prompt in different]
        layers = [*zip(*(one.cache.layers for one in each), strict=True)]
        keys, values = (
            [
                torch.cat([left_pad(getattr(one, name), max(lengths)) for one in layer])
                for layer in layers
            ]
            for name in ("keys", "values")
        )
        self._rows = Rows(keys, values, lengths, counts)
        first = torch.cat([one.logits for one in each])
        self.logits = first.repeat_interleave(torch.tensor(counts), dim=0)

    @torch.inference_mode()
    def step(self, tokens: torch.Tensor) -> None:
        """Append one token, [rows] int64, to every row."""
        with attending(self._model, NAME):
            self.logits = self._model(
                input_ids=tokens[:, None],
                position_ids=self._rows.positions[:, None],
                use_cache=False,
                arrangement=self._rows,
            ).logits[:, -1]
        self._rows.advance()

    @torch.inference_mode()
    def keep(self, rows: Sequence[int]) -> None:
        """Keep these rows, in the order they are in."""
        self._rows.keep(rows)
        self.logits = self.logits[torch.tensor(rows)]

    @torch.inference_mode()
    def join(self, other: "SharedPromptBatch") -> "SharedPromptBatch":
        """Add the rows of `other`, which has taken no step, after these and return all of them."""
        self._rows.join(other._rows)
        self.logits = torch.cat([self.logits, other.logits])
        return self


def start_batch(
    model: PreTrainedModel, prompts: Sequence[tuple[int, ...]]
) -> DecodeBatch | SharedPromptBatch:
    """Return the faster kind of batch for `model`; equal prompts must stand side by side."""
    return (SharedPromptBatch if can_share(model) else DecodeBatch)(model, prompts)
