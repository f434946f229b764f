"""Attention of a group's completions, laid end to end after their prompt: nothing is padded.

    prompt | completion 1 | completion 2 | ...        one row of the model, (1, L)

Linear layers, most of the work, see every token once and no padding: completions of one group are
rarely equally long. The prompt attends to itself. Each completion attends to the prompt, whose keys
and values all completions read in one product, and to itself; for that alone they are padded.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor


class Group:
    """Where a prompt and its completions stand in one row."""

    def __init__(self, prompt: int, lengths: Sequence[int]) -> None:
        """Lay out completions of `lengths` tokens after `prompt` tokens."""
        self._parts = [prompt, *lengths]
        longest = max(lengths)
        self._later = torch.ones(longest, longest, dtype=torch.bool).triu(1)

    def positions(self, device: torch.device) -> Tensor:
        """Return (1, L) int64: every completion goes on where the prompt ends."""
        prompt, *lengths = (torch.arange(part, device=device) for part in self._parts)
        return torch.cat([prompt, *(len(prompt) + own for own in lengths)])[None]

    def attend(self, layer: int, query: Tensor, key: Tensor, value: Tensor, scale: float) -> Tensor:
        """Return what every token's query finds, (1, L, heads, D).

        Args:
            layer: whichever; nothing is kept from one token to the next.
            query: (1, heads, L, D).
            key: (1, KV heads, L, D).
            value: as `key`.
            scale: of the scores.
        """
        (first, *queries), (key, *keys), (value, *values) = (
            one.split(self._parts, dim=2) for one in (query, key, value)
        )
        of_prompt = F.scaled_dot_product_attention(
            first, key, value, is_causal=True, scale=scale, enable_gqa=True
        )
        heads = key.shape[1]
        queries, keys, values = (self._block(rows, heads) for rows in (queries, keys, values))
        queries = queries * scale
        read = (queries.flatten(1, 3) @ key[0].mT).view(*queries.shape[:-1], -1)
        own = (queries @ keys.mT).masked_fill(self._later.to(query.device), -torch.inf)
        weights = torch.cat([read, own], dim=-1).softmax(-1, dtype=torch.float32).to(query.dtype)
        read, own = weights.split([read.shape[-1], own.shape[-1]], dim=-1)
        found = (read.flatten(1, 3) @ value[0]).view(queries.shape) + own @ values
        said = [
            of_row[:, :, :length].flatten(0, 1)
            for of_row, length in zip(found.unbind(1), self._parts[1:], strict=True)
        ]
        return torch.cat([of_prompt[0], *said], dim=1).transpose(0, 1)[None]

    def _block(self, rows: Sequence[Tensor], heads: int) -> Tensor:
        """Return (KV heads, rows, R, T, D) of rows (1, KV heads · R, tokens, D), padded behind."""
        longest = len(self._later)
        padded = [F.pad(row[0], (0, 0, 0, longest - row.shape[2])) for row in rows]
        return torch.stack([row.unflatten(0, (heads, -1)) for row in padded], dim=1)
