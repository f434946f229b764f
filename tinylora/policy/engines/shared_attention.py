"""Attention of many rows over few prompts: a prompt's keys and values are read once, not per row.

A decoding step of transformers appends each layer's new key to a copy of all before it, repeats the
copy for every query head and reads it row by row: at 64 rows of 500 tokens, gigabytes moved for one
token. Rows that sample the same prompt share nearly all of it. Here their queries are stacked, so
the prompt is one matrix product; only what a row has said itself is its own.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers import AttentionInterface, PreTrainedModel

NAME = "shared_prompts"
BLOCK = 64
"""Columns by which the room for the rows' own tokens grows."""


@dataclass(frozen=True)
class Prompt:
    """Keys and values of one prompt, a tensor per layer, each (KV heads, P tokens, D)."""

    keys: list[Tensor]
    values: list[Tensor]

    def __len__(self) -> int:
        return self.keys[0].shape[1]


class Rows:
    """What rows have said since their prompts. Rows of one prompt stand next to each other."""

    def __init__(self, prompts: Sequence[Prompt], counts: Sequence[int]) -> None:
        """Start `counts[i]` rows of `prompts[i]`, which have said nothing."""
        self._prompts, self._counts = list(prompts), list(counts)
        self._column = 0
        """Where the next token's keys go. Rows that joined later begin at a later column."""
        like, device = prompts[0].keys, prompts[0].keys[0].device
        self._begins = torch.zeros(sum(counts), dtype=torch.long, device=device)
        empty = [one.new_zeros((sum(counts), one.shape[0], 0, one.shape[2])) for one in like]
        self._keys, self._values = empty, list(empty)

    @property
    def positions(self) -> Tensor:
        """(rows,) int64: the position of each row's next token."""
        lengths = torch.tensor([len(prompt) for prompt in self._prompts])
        prompts = lengths.repeat_interleave(torch.tensor(self._counts))
        return prompts.to(self._begins.device) + self._column - self._begins

    def attend(self, layer: int, query: Tensor, key: Tensor, value: Tensor, scale: float) -> Tensor:
        """Take in each row's new key and value and return what its query finds.

        Args:
            layer: which one.
            query: (rows, heads, 1, D).
            key: (rows, KV heads, 1, D).
            value: as `key`.
            scale: of the scores.

        Returns:
            (rows, 1, heads, D).
        """
        now = self._column
        if now == self._keys[layer].shape[2]:
            self._keys[layer] = F.pad(self._keys[layer], (0, 0, 0, BLOCK))
            self._values[layer] = F.pad(self._values[layer], (0, 0, 0, BLOCK))
        self._keys[layer][:, :, now], self._values[layer][:, :, now] = key[:, :, 0], value[:, :, 0]
        keys, values = (kept[layer][:, :, : now + 1] for kept in (self._keys, self._values))
        query = query.view(len(query), key.shape[1], -1, query.shape[-1]) * scale
        own = query @ keys.mT
        columns = torch.arange(now + 1, device=own.device)
        own = own.masked_fill(columns < self._begins[:, None, None, None], -torch.inf)
        found = torch.empty_like(query)
        start = 0
        for prompt, count in zip(self._prompts, self._counts, strict=True):
            group = slice(start, start := start + count)
            found[group] = _of_one_prompt(
                query[group], prompt.keys[layer], prompt.values[layer], own[group], values[group]
            )
        return found.view(len(query), 1, -1, query.shape[-1])

    def advance(self) -> None:
        """Go on to the next token, when every layer has attended."""
        self._column += 1

    def keep(self, rows: Sequence[int]) -> None:
        """Keep these rows; their order is that of before."""
        index = torch.tensor(rows, device=self._begins.device)
        ends = torch.tensor(self._counts).cumsum(0)
        of = torch.bucketize(torch.tensor(rows), ends, right=True).tolist()
        kept = [(prompt, of.count(i)) for i, prompt in enumerate(self._prompts) if i in of]
        self._prompts, self._counts = ([one[part] for one in kept] for part in (0, 1))
        self._begins = self._begins[index]
        first = int(self._begins.min())
        self._begins, last, self._column = self._begins - first, self._column, self._column - first
        for held in (self._keys, self._values):
            held[:] = [tensor[index, :, first:last] for tensor in held]

    def join(self, other: "Rows") -> None:
        """Add rows that have said nothing yet after these."""
        if other._column:
            raise ValueError(f"rows that have said {other._column} tokens cannot join others")
        self._prompts += other._prompts
        self._counts += other._counts
        self._begins = torch.cat([self._begins, other._begins + self._column])
        for held in (self._keys, self._values):
            held[:] = [F.pad(t, (0, 0, 0, 0, 0, 0, 0, len(other._begins))) for t in held]


def _of_one_prompt(
    query: Tensor, keys: Tensor, values: Tensor, own: Tensor, said: Tensor
) -> Tensor:
    """Return (rows, KV heads, R, D), R query heads to a KV head, for rows of one prompt.

    Args:
        query: (rows, KV heads, R, D), scaled.
        keys: (KV heads, P, D) of the prompt.
        values: as `keys`.
        own: (rows, KV heads, R, T), the scores of what the rows said themselves.
        said: (rows, KV heads, T, D), the values of it.
    """
    rows, heads, repeats, width = query.shape
    stacked = query.transpose(0, 1).reshape(heads, rows * repeats, width)
    scores = (stacked @ keys.mT).view(heads, rows, repeats, -1)
    whole = torch.cat([scores, own.transpose(0, 1)], dim=-1)
    weights = whole.softmax(-1, dtype=torch.float32).to(query.dtype)
    length = keys.shape[1]
    of_prompt = weights[..., :length].reshape(heads, rows * repeats, length) @ values
    of_own = weights[..., length:].transpose(0, 1) @ said
    return of_prompt.view(heads, rows, repeats, width).transpose(0, 1) + of_own


def _attention(
    module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: None,
    *,
    scaling: float,
    rows: Rows,
    **_: Any,
) -> tuple[Tensor, None]:
    """Answer transformers' attention interface; `rows` is passed through the model's forward."""
    return rows.attend(module.layer_idx, query, key, value, scaling), None


AttentionInterface.register(NAME, _attention)


def can_share(model: PreTrainedModel) -> bool:
    """Return whether `model` attends through transformers' interface, over all tokens, on a CPU.

    On a GPU a product per prompt and layer costs more in launches than it saves.
    """
    kinds = set(getattr(model.config, "layer_types", None) or ["full_attention"])
    base = model.get_base_model() if hasattr(model, "get_base_model") else model
    through_interface = getattr(base, "_supports_attention_backend", False)
    return model.device.type == "cpu" and through_interface and kinds == {"full_attention"}


@contextmanager
def sharing(model: PreTrainedModel) -> Iterator[None]:
    """Let `model` attend by `rows` (a keyword of its forward) inside the block."""
    before = model.config._attn_implementation
    model.config._attn_implementation = NAME
    try:
        yield
    finally:
        model.config._attn_implementation = before
