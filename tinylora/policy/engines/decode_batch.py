"""The rows a model is decoding side by side: prefill, one step, and rows that leave or join.

Batched `generate` of transformers keeps a finished row to the end of its batch and reads a prompt
once per sample. Here finished rows leave, new ones take their place, and samples of one prompt
share its prefill. Rows are padded on the left, so that all of them end at the same position.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from transformers import DynamicCache, PreTrainedModel


class DecodeBatch:
    """Rows that are decoded side by side.

    `logits` [rows, vocabulary] are those of each row's next token.
    """

    @torch.inference_mode()
    def __init__(self, model: PreTrainedModel, prompts: Sequence[tuple[int, ...]]) -> None:
        self._model = model
        different = list(dict.fromkeys(prompts))
        length = max(map(len, different))
        ids = torch.zeros((len(different), length), dtype=torch.long)
        self.mask = torch.zeros_like(ids)
        for row, prompt in enumerate(different):
            ids[row, length - len(prompt) :] = torch.tensor(prompt)
            self.mask[row, length - len(prompt) :] = 1
        self.mask = self.mask.to(model.device)
        self.cache = DynamicCache()
        self._forward(ids.to(model.device), (self.mask.cumsum(-1) - 1).clamp(min=0))
        if len(different) < len(prompts):
            self.keep([different.index(prompt) for prompt in prompts])

    @torch.inference_mode()
    def step(self, tokens: torch.Tensor) -> None:
        """Append one token, [rows] int64, to every row."""
        self.mask = F.pad(self.mask, (0, 1), value=1)
        self._forward(tokens[:, None], self.mask.sum(-1, keepdim=True) - 1)

    @torch.inference_mode()
    def keep(self, rows: Sequence[int]) -> None:
        """Keep these rows, in this order (a row may be named twice), and no needless padding."""
        index = torch.tensor(rows, device=self.mask.device)
        self.mask = self.mask[index]
        self.logits = self.logits[index]
        padding = int(self.mask.any(dim=0).int().argmax())
        self.mask = self.mask[:, padding:]
        for layer in self.cache.layers:  # each on its own device
            of_layer = index.to(layer.keys.device)
            layer.keys = layer.keys[of_layer, :, padding:]
            layer.values = layer.values[of_layer, :, padding:]

    @torch.inference_mode()
    def join(self, other: "DecodeBatch") -> "DecodeBatch":
        """Add the rows of `other` after these and return all of them."""
        length = max(self.mask.shape[1], other.mask.shape[1])
        self.mask = torch.cat([left_pad(f.mask[..., None], length)[..., 0] for f in (self, other)])
        self.logits = torch.cat([self.logits, other.logits])
        for ours, theirs in zip(self.cache.layers, other.cache.layers, strict=True):
            ours.keys = torch.cat([left_pad(layer.keys, length) for layer in (ours, theirs)])
            ours.values = torch.cat([left_pad(layer.values, length) for layer in (ours, theirs)])
        return self

    def _forward(self, ids: torch.Tensor, positions: torch.Tensor) -> None:
        # By index, not by number: the last token then lies in memory of its own. For a slice of all
        # tokens torch's product copies the head's matrix once for every row.
        last = torch.tensor([ids.shape[1] - 1], device=ids.device)
        if len(set(getattr(self._model, "hf_device_map", {}).values())) > 1:
            last = 1  # an index would lie on the first layer's device, and the hidden states do not
        self.logits = self._model(
            input_ids=ids,
            attention_mask=self.mask,
            position_ids=positions,
            past_key_values=self.cache,
            use_cache=True,
            logits_to_keep=last,
        ).logits[:, -1]


def left_pad(tensor: torch.Tensor, length: int) -> torch.Tensor:
    """Pad the second-last axis (positions) with zeros in front."""
    return F.pad(tensor, (0, 0, length - tensor.shape[-2], 0))
