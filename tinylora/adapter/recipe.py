"""What a principal adapter's directions are made from: completions, and how they are mixed.

It is some 200 KB and travels in every checkpoint; the directions, of hundreds of times its size,
are made of it again.
"""

import hashlib
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True)
class Asked:
    """A prompt and the base model's completions of it, as token ids."""

    prompt: tuple[int, ...]
    completions: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Recipe:
    """How directions are made: direction k is Σᵢ coefficients[k, i] times completion i's score.

    Attributes:
        asked: the completions, n in all, in the order of the coefficients' columns.
        temperature: they were sampled at.
        coefficients: (u, n) float32.
    """

    NAMES: ClassVar = ("tokens", "lengths", "per_prompt", "temperature", "coefficients")

    asked: tuple[Asked, ...]
    temperature: float
    coefficients: Tensor

    def tensors(self) -> dict[str, Tensor]:
        """Return it as the tensors of a file: each prompt and its completions, one after another.

        tokens, lengths and per_prompt (its completions) are int32.
        """
        rows = [row for one in self.asked for row in (one.prompt, *one.completions)]
        whole = {
            "tokens": [token for row in rows for token in row],
            "lengths": [len(row) for row in rows],
            "per_prompt": [len(one.completions) for one in self.asked],
        }
        return {name: torch.tensor(held, dtype=torch.int32) for name, held in whole.items()} | {
            "temperature": torch.tensor([self.temperature], dtype=torch.float64),
            "coefficients": self.coefficients.contiguous(),
        }

    @classmethod
    def of(cls, held: dict[str, Tensor]) -> "Recipe":
        """Return the recipe that `tensors` wrote.

        Raises:
            ValueError: they are none.
        """
        for name in ("tokens", "lengths", "per_prompt"):
            if held[name].dtype != torch.int32 or held[name].dim() != 1 or (held[name] < 0).any():
                raise ValueError(f"{name} of the recipe is no row of counts")
        tokens, lengths, per_prompt = (
            held[n].tolist() for n in ("tokens", "lengths", "per_prompt")
        )
        mixed, temperature = held["coefficients"], held["temperature"]
        if (
            sum(lengths) != len(tokens)
            or len(per_prompt) + sum(per_prompt) != len(lengths)
            or min(lengths, default=0) < 1
            or min(per_prompt) < 1
        ):
            raise ValueError("the recipe's lengths and tokens do not belong together")
        if mixed.dtype != torch.float32 or mixed.shape[1:] != (sum(per_prompt),):
            raise ValueError(f"the recipe's coefficients are {tuple(mixed.shape)} {mixed.dtype}")
        if not mixed.isfinite().all() or temperature.numel() != 1 or not 0 < temperature < math.inf:
            raise ValueError("the recipe's numbers are not finite, or its temperature not positive")
        ends = np.cumsum([0, *lengths]).tolist()
        rows = iter([tuple(tokens[start:end]) for start, end in pairwise(ends)])
        asked = [Asked(next(rows), tuple(next(rows) for _ in range(n))) for n in per_prompt]
        if any(len(one.prompt) < 2 for one in asked):  # all but the last are read beforehand
            raise ValueError("a prompt of the recipe is a single token")
        return cls(tuple(asked), float(temperature), mixed)

    @property
    def key(self) -> str:
        """16 hex digits over all of it."""
        digest = hashlib.sha256()
        for tensor in self.tensors().values():
            digest.update(f"{tuple(tensor.shape)}".encode() + tensor.numpy().tobytes())
        return digest.hexdigest()[:16]
