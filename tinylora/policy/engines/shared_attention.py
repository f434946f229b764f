"""Attention of many rows over few prompts: a prompt's keys and values are read once, not per row.

A decoding step of transformers appends each layer's new key to a copy of all before it, repeats the
copy for every query head and reads it row by row: at 64 rows of 500 tokens, gigabytes moved for one
token. Rows that sample the same prompt share nearly all of it. Here their queries are stacked, so
all prompts are one batched matrix product; only what a row has said itself is its own. Prompts are
padded to the longest, and stacks to the tallest.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers import AttentionInterface, PreTrainedModel

from tinylora.policy.engines.decode_batch import left_pad

NAME = "shared_prompts"
"""Of the attention whose tokens an arrangement, passed through the model's forward, finds."""
BLOCK = 64
"""Columns by which the room for the rows' own tokens grows."""


class Arrangement(Protocol):
    """Rows of a model's input that stand otherwise than the model knows."""

    def attend(self, layer: int, query: Tensor, key: Tensor, value: Tensor, scale: float) -> Tensor:
        """Return what queries (rows, heads, T, D) find, (rows, T, heads, D)."""


class Rows:
    """What rows have said since their prompts. Rows of one prompt stand next to each other."""

    def __init__(
        self,
        keys: Sequence[Tensor],
        values: Sequence[Tensor],
        lengths: Sequence[int],
        counts: Sequence[int],
    ) -> None:
        """Start `counts[i]` rows of prompt i, which have said nothing.

        Args:
            keys: a tensor per layer, (prompts, KV heads, P, D), padded on the left.
            values: as `keys`.
            lengths: of each prompt, in tokens; at most P.
            counts: of each prompt, at least 1.
        """
        self._read = list(keys), list(values)
        self._lengths, self._counts = list(lengths), list(counts)
        self._column = 0
        """Where the next token's keys go. Rows that joined later begin at a later column."""
        device = keys[0].device
        self._begins = torch.zeros(sum(counts), dtype=torch.long, device=device)
        empty = [one.new_zeros((sum(counts), one.shape[1], 0, one.shape[3])) for one in keys]
        self._said = empty, list(empty)
        self._arrange()

    @property
    def positions(self) -> Tensor:
        """(rows,) int64: the position of each row's next token."""
        return self._prompts + self._column - self._begins

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
        keys = self._with(self._said[0], layer, key)
        values = self._with(self._said[1], layer, value)
        read_keys, read_values = (read[layer] for read in self._read)
        query = query.view(len(query), key.shape[1], -1, query.shape[-1]) * scale
        of_prompt = self._by_row(self._by_prompt(query) @ read_keys.mT)
        scores = torch.cat([of_prompt, query @ keys.mT], dim=-1)
        scores.masked_fill_(self._hidden, -torch.inf)
        weights = scores.softmax(-1, dtype=torch.float32).to(query.dtype)
        of_prompt, own = weights.split([read_keys.shape[2], keys.shape[2]], dim=-1)
        found = self._by_row(self._by_prompt(of_prompt) @ read_values) + own @ values
        return found.reshape(len(query), 1, -1, query.shape[-1])

    def advance(self) -> None:
        """Go on to the next token, when every layer has attended."""
        self._column += 1
        self._hidden = self._hide()

    def keep(self, rows: Sequence[int]) -> None:
        """Keep these rows; their order is that of before."""
        index = torch.tensor(rows, device=self._begins.device)
        ends = torch.tensor(self._counts).cumsum(0)
        of = torch.bucketize(torch.tensor(rows), ends, right=True).tolist()
        prompts = sorted(set(of))
        if len(prompts) < len(self._counts):
            self._lengths = [self._lengths[prompt] for prompt in prompts]
            longest, chosen = max(self._lengths), torch.tensor(prompts, device=index.device)
            for held in self._read:
                held[:] = [tensor[chosen, :, -longest:] for tensor in held]
        self._counts = [of.count(prompt) for prompt in prompts]
        self._begins = self._begins[index]
        first = int(self._begins.min())
        self._begins, last, self._column = self._begins - first, self._column, self._column - first
        for held in self._said:
            held[:] = [tensor[index, :, first:last] for tensor in held]
        self._arrange()

    def join(self, other: "Rows") -> None:
        """Add rows that have said nothing yet after these."""
        if other._column:
            raise ValueError(f"rows that have said {other._column} tokens cannot join others")
        self._lengths += other._lengths
        self._counts += other._counts
        longest = max(self._lengths)
        for held, theirs in zip(self._read, other._read, strict=True):
            held[:] = [
                torch.cat([left_pad(one, longest) for one in pair])
                for pair in zip(held, theirs, strict=True)
            ]
        self._begins = torch.cat([self._begins, other._begins + self._column])
        for held in self._said:
            held[:] = [F.pad(t, (0, 0, 0, 0, 0, 0, 0, len(other._begins))) for t in held]
        self._arrange()

    def _arrange(self) -> None:
        """Say where each row stands in a block that has as many rows for every prompt."""
        device, counts = self._begins.device, torch.tensor(self._counts)
        lengths = torch.tensor(self._lengths)
        self._prompts = lengths.repeat_interleave(counts).to(device)
        self._each = each = max(self._counts)
        self._hidden = self._hide()
        self._places = self._slots = None
        if set(self._counts) != {each}:
            starts = counts.cumsum(0) - counts
            of = torch.arange(len(counts)).repeat_interleave(counts)
            places = of * each + torch.arange(len(of)) - starts[of]
            slots = torch.zeros(len(counts) * each, dtype=torch.long)
            slots[places] = torch.arange(len(of))  # what is in no row's place is row 0, unread
            self._places, self._slots = places.to(device), slots.to(device)

    def _by_prompt(self, of_rows: Tensor) -> Tensor:
        """Return (prompts, KV heads, each · R, ...) of (rows, KV heads, R, ...)."""
        block = of_rows if self._slots is None else of_rows[self._slots]
        _, heads, repeats, width = block.shape
        block = block.view(-1, self._each, heads, repeats, width).transpose(1, 2)
        return block.reshape(-1, heads, self._each * repeats, width)

    def _by_row(self, of_prompts: Tensor) -> Tensor:
        """Undo `_by_prompt`."""
        prompts, heads, stacked, width = of_prompts.shape
        block = of_prompts.view(prompts, heads, self._each, stacked // self._each, width)
        block = block.transpose(1, 2).reshape(prompts * self._each, heads, -1, width)
        return block if self._places is None else block[self._places]

    def _with(self, kept: list[Tensor], layer: int, new: Tensor) -> Tensor:
        """Return what the rows said, (rows, KV heads, T, D), with `new` (rows, KV heads, 1, D)."""
        now = self._column
        if now == kept[layer].shape[2]:
            kept[layer] = F.pad(kept[layer], (0, 0, 0, BLOCK))
        kept[layer][:, :, now] = new[:, :, 0]
        return kept[layer][:, :, : now + 1]

    def _hide(self) -> Tensor:
        """Return (rows, 1, 1, P + T) bool: a prompt's padding, and what was before a row came."""
        width, device = self._read[0][0].shape[2], self._begins.device
        padding = torch.arange(width, device=device) < (width - self._prompts)[:, None]
        before = torch.arange(self._column + 1, device=device) < self._begins[:, None]
        return torch.cat([padding, before], dim=1)[:, None, None]


def _attention(
    module: Any,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    mask: None,
    *,
    scaling: float,
    arrangement: Arrangement,
    **_: Any,
) -> tuple[Tensor, None]:
    """Answer transformers' attention interface."""
    return arrangement.attend(module.layer_idx, query, key, value, scaling), None


AttentionInterface.register(NAME, _attention)


COMPARED = frozenset(
    (
        *("arcee", "cohere", "ernie4_5", "gemma", "glm", "glm4", "granite", "llama", "mistral"),
        *("olmo", "olmo2", "phi3", "qwen2", "qwen2_moe", "qwen3", "qwen3_moe", "seed_oss"),
        *("smollm3", "starcoder2"),
    )
)
"""The architectures of which a test compares this attention with their own. Others hand the
interface a mask that they have learnt, sinks, or keys of another width than their values'."""


def can_share(model: PreTrainedModel) -> bool:
    """Return whether `model` may attend so: a compared one, over all tokens, on a CPU.

    Whether it would save anything on a GPU was not measured.
    """
    config = model.config
    kinds = set(getattr(config, "layer_types", None) or [_kind_of_all(config)])
    compared = config.model_type in COMPARED and kinds == {"full_attention"}
    return model.device.type == "cpu" and compared


def _kind_of_all(config: Any) -> str:
    """Return how all layers attend, of a model that does not say it of each."""
    windowed = getattr(config, "sliding_window", None) is not None
    return "sliding_attention" if windowed else "full_attention"
