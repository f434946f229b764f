"""Choose the next token of every row from its own random numbers, and say how likely it was."""

import numpy as np
import torch
import torch.nn.functional as F

from tinylora.errors import SettingsError

BLOCK = 128


def uniforms(seed: int, count: int) -> np.ndarray:
    """Return `count` numbers in [0, 1), float64: one for each token a row may take."""
    return np.random.Generator(np.random.PCG64(seed)).random(count)


@torch.inference_mode()
def choose(
    logits: torch.Tensor, uniform: torch.Tensor, temperature: float, top_p: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return one token per row by inverting the cumulative distribution at the row's number.

    A row's token depends on its own logits and number alone, never on its neighbours. Tokens stay
    in vocabulary order: an order by probability would swap near-ties with the last bit of noise.

    Args:
        logits: [rows, vocabulary], any float dtype.
        uniform: [rows], float64 in [0, 1). Not read at temperature 0.
        temperature: 0 takes the likeliest token.
        top_p: share of probability mass kept, the likeliest tokens first (nucleus sampling,
            Holtzman et al. 2020, arXiv 1904.09751). 1 keeps all.

    Returns:
        The tokens, [rows] int64, and log p of each in nats, [rows] float64, in the distribution it
        was drawn from: after temperature and top_p, 0 at temperature 0.

    Raises:
        SettingsError: logits are no numbers.
    """
    if temperature == 0:
        largest, tokens = logits.max(dim=-1)
        _check_numbers(largest)
        return tokens, logits.new_zeros(len(logits), dtype=torch.float64)
    probabilities = torch.softmax(logits.float() / temperature, dim=-1)
    if top_p < 1:
        ranked, order = probabilities.sort(dim=-1, descending=True)
        outside = ranked.cumsum(dim=-1) - ranked >= top_p  # mass before this token is enough
        probabilities.scatter_(-1, order, ranked.masked_fill(outside, 0.0))
    # In two steps, block and then token: running sums over a vocabulary of 150,000 in double
    # precision cost more than the softmax, and only one block's are needed.
    blocks = F.pad(probabilities, (0, -probabilities.shape[-1] % BLOCK)).unflatten(-1, (-1, BLOCK))
    ends = blocks.sum(dim=-1, dtype=torch.float64).cumsum(dim=-1)
    _check_numbers(ends[:, -1])
    target = uniform[:, None] * ends[:, -1:]
    block = torch.searchsorted(ends, target, right=True).clamp_(max=ends.shape[-1] - 1)
    start = F.pad(ends, (1, 0)).gather(-1, block)
    inside = blocks[torch.arange(len(block)), block[:, 0]].double().cumsum(dim=-1) + start
    # Two ways to sum round differently: the block's last token stands for what is beyond it.
    last = (inside == inside[:, -1:]).int().argmax(dim=-1, keepdim=True)
    token = torch.searchsorted(inside, target, right=True).minimum(last)
    chosen = block * BLOCK + token
    likely = probabilities.gather(-1, chosen).double() / ends[:, -1:]
    return chosen.squeeze(-1), likely.log().squeeze(-1)


def _check_numbers(values: torch.Tensor) -> None:
    if not values.isfinite().all():
        raise SettingsError(
            "the model's logits are no numbers, as where its weights or activations overflow: take "
            "model.dtype bfloat16 or float32, or another model"
        )
