"""The directions of a principal adapter: what changes the base model's own completions most.

Under the adapter's layers, y = W x + B A x with A drawn and B zero, completion i has the score
sᵢ = ∂ log π(completion) / ∂B, a vector over all layers' B, which knows no reward. With n scores as
the rows of S, the eigenvectors V of S Sᵀ (n, n), largest eigenvalues w first, give the principal
components of the empirical Fisher matrix SᵀS / n, of length such that v counts nats:

    Dₖ = Σᵢ Cₖᵢ sᵢ    Cₖᵢ = Vᵢₖ √n / wₖ    (1/n) Σⱼ (sⱼ·Dₖ) (sⱼ·Dₗ) = 1 if k = l else 0

A score is taken through the completion's own tokens. Its prompt's keys and values are computed
once for all completions of it, and held: a prompt is most of the tokens, and no completion's own.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
import torch
from peft import PeftModel
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from transformers import Cache

from tinylora.adapter.attending import attending, differentiable
from tinylora.adapter.inject import ADAPTER, adapted_layers, attached_settings
from tinylora.adapter.principal import PrincipalLinear
from tinylora.adapter.recipe import Asked, Recipe
from tinylora.errors import CheckpointMismatch, SettingsError
from tinylora.files import write_whole
from tinylora.identity import fingerprint

COLUMNS = 1 << 16
"""Of the scores, multiplied at once in float64."""
LOGITS = 1 << 25
"""Held at once while scores are taken, about: 0.13 GB in float32, and three times as many again
for their softmax and its slope."""


def make(
    model: PeftModel,
    asked: Sequence[Asked],
    temperature: float,
    scratch: Path,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Recipe:
    """Make the directions of the adapter of `model` and give them to it.

    Args:
        model: from `attach`, with `kind` principal.
        asked: completions of the base model, more than u.
        temperature: they were sampled at.
        scratch: a folder with room for the scores: 4 bytes · completions · Σ out · r, of a 0.5B
            model 5 MB a completion. They are gone afterwards, however it ends.
        told: how many completions are done, of how many.

    Raises:
        SettingsError: the completions tell fewer than u directions apart.
    """
    n, u = sum(len(one.completions) for one in asked), attached_settings(model).u
    if u >= n:
        raise SettingsError(
            f"adapter.u is {u}, and {n} completions tell at most {n - 1} directions apart; take a "
            "smaller u, or more adapter.completions"
        )
    size = sum(out * r for out, r in _shapes(model))
    with TemporaryFile(dir=scratch) as file:
        kept = np.memmap(file, np.float32, "w+", shape=(n, size))
        for row, score in enumerate(scores(model, asked, temperature)):
            kept[row] = score.numpy()
            told(row + 1, n)
        mixed = coefficients(gram(kept), u)
        recipe = Recipe(tuple(asked), temperature, mixed)
        _keep(model, recipe, _mixed(mixed, map(torch.from_numpy, map(np.array, kept))))
    return recipe


def restore(model: PeftModel, recipe: Recipe) -> None:
    """Give the adapter of `model` the directions of `recipe`, kept or made again.

    They are kept beside the factors, where `attach` was given a folder for those.

    Raises:
        CheckpointMismatch: the recipe's tokens are not this model's.
    """
    found = recipe_of(model)
    if found is not None and found.key == recipe.key:
        return
    size = sum(out * r for out, r in _shapes(model))
    path = _path(model, recipe)
    try:
        made = load_file(path)["directions"] if path else None
    except (FileNotFoundError, SafetensorError, KeyError):  # never made here, or cut short
        made = None
    if made is None or made.shape != (len(recipe.coefficients), size):
        _check_tokens(model, recipe)
        made = _mixed(recipe.coefficients, scores(model, recipe.asked, recipe.temperature))
        _keep(model, recipe, made)
    else:
        _give(model, recipe, made)


def _check_tokens(model: PeftModel, recipe: Recipe) -> None:
    known = model.get_base_model().config.get_text_config().vocab_size
    largest = int(recipe.tensors()["tokens"].max())
    if largest >= known:
        raise CheckpointMismatch(
            f"the directions are made from token {largest}, and the base model knows {known}; name "
            "the base model it was trained on, or restore the checkpoint from a copy"
        )


def recipe_of(model: PeftModel) -> Recipe | None:
    """Return what the adapter's directions are made from, None where it has none."""
    return model.base_model.recipes.get(ADAPTER)


def scores(model: PeftModel, asked: Iterable[Asked], temperature: float) -> Iterator[Tensor]:
    """Yield ∂ log π / ∂B of each completion, (Σ out · r,) float32 on the CPU, layers by name.

    Args:
        model: from `attach`, with `kind` principal; v does not matter.
        asked: the completions.
        temperature: logits are divided by it.
    """
    base = model.get_base_model()
    device = base.get_input_embeddings().weight.device
    for one in asked:
        prompt = torch.tensor([one.prompt], device=device)
        with _open(model), torch.no_grad():
            cache = base(prompt[:, :-1], use_cache=True).past_key_values
        found = {}
        for places in _of_like_length(
            one.completions, LOGITS // base.config.get_text_config().vocab_size
        ):
            batch = [one.completions[place] for place in places]
            found |= zip(places, _scores_of(model, prompt, cache, batch, temperature), strict=True)
        yield from (found[place] for place in range(len(found)))


def _of_like_length(completions: Sequence[Sequence[int]], most: int) -> Iterator[list[int]]:
    """Yield the places of completions, the shortest first, as many as make `most` tokens padded."""
    batch: list[int] = []
    for place in sorted(range(len(completions)), key=lambda place: len(completions[place])):
        if batch and (len(batch) + 1) * len(completions[place]) > most:
            yield batch
            batch = []
        batch.append(place)
    yield batch


def _scores_of(
    model: PeftModel,
    prompt: Tensor,
    cache: Cache,
    completions: Sequence[Sequence[int]],
    temperature: float,
) -> list[Tensor]:
    """Return the scores of completions of one prompt, whose keys and values `cache` holds.

    They go through the model side by side, padded at their ends, which nothing before attends to;
    each has a B of its own.
    """
    count, device = len(completions), prompt.device
    with _open(model, count) as ups:
        ids = pad_sequence([torch.tensor(one) for one in completions], batch_first=True).to(device)
        lengths = torch.tensor([[len(one)] for one in completions], device=device)
        said = torch.arange(ids.shape[1], device=device) < lengths
        fed = torch.cat([prompt[:, -1:].expand(count, 1), ids[:, :-1]], dim=1)
        read = copy.deepcopy(cache)
        read.batch_repeat_interleave(count)
        found = model.get_base_model()(fed, past_key_values=read, use_cache=True).logits
        likely = (found.float() / temperature).log_softmax(-1).gather(-1, ids[..., None])[..., 0]
        slopes = torch.autograd.grad(likely[said].sum(), ups)
    return [torch.cat([slope[row].flatten().cpu() for slope in slopes]) for row in range(count)]


def gram(kept: np.ndarray) -> Tensor:
    """Return S Sᵀ, (n, n) float64, of n scores (n, size) float32."""
    total = torch.zeros(len(kept), len(kept), dtype=torch.float64)
    for at in range(0, kept.shape[1], COLUMNS):
        part = torch.from_numpy(np.array(kept[:, at : at + COLUMNS])).double()
        total.addmm_(part, part.T)
    return total


def coefficients(products: Tensor, u: int) -> Tensor:
    """Return C, (u, n) float32, of S Sᵀ (n, n) float64; each row's largest number is positive.

    Raises:
        SettingsError: S has fewer than u components that are no rounding.
    """
    n = len(products)
    values, vectors = torch.linalg.eigh(products)
    values, vectors = values.flip(0)[:u], vectors.flip(1)[:, :u]
    told = int((values > 1e-9 * values[0]).sum())
    if told < u:
        raise SettingsError(
            f"adapter.u is {u}, and the {n} completions of the base model tell {told} directions "
            "apart, for many are the same; take a smaller u, or more adapter.completions"
        )
    largest = vectors.gather(0, vectors.abs().argmax(0, keepdim=True))
    return (vectors * largest.sign() * n**0.5 / values).T.float().contiguous()


@contextmanager
def _open(model: PeftModel, rows: int = 1) -> Iterator[list[Tensor]]:
    """Inside, every layer has a zero B for each row to differentiate by."""
    layers, base = _layers(model), model.get_base_model()
    try:
        with (
            attending(base, differentiable(base)),
            torch.inference_mode(False),
            torch.enable_grad(),
        ):
            for layer, shape in zip(layers, _shapes(model), strict=True):
                zero = torch.zeros((rows, *shape), device=layer.tinyv_start[ADAPTER].device)
                layer.opened[ADAPTER] = zero.requires_grad_()
            yield [layer.opened[ADAPTER] for layer in layers]
    finally:
        for layer in layers:
            layer.opened.pop(ADAPTER, None)


def _mixed(mixed: Tensor, rows: Iterable[Tensor]) -> Tensor:
    """Return C S, (u, size), adding one score at a time: the same bits wherever they come from."""
    made = None
    for column, row in zip(mixed.T, rows, strict=True):
        made = torch.zeros(len(mixed), len(row)) if made is None else made
        made.addr_(column, row)
    return made


def _keep(model: PeftModel, recipe: Recipe, made: Tensor) -> None:
    _give(model, recipe, made)
    if path := _path(model, recipe):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, save({"directions": made}))


def _give(model: PeftModel, recipe: Recipe, made: Tensor) -> None:
    parts = made.split([out * r for out, r in _shapes(model)], dim=1)
    with torch.inference_mode(False):
        for layer, shape, part in zip(_layers(model), _shapes(model), parts, strict=True):
            device = layer.tinyv_start[ADAPTER].device
            layer.tinyv_made[ADAPTER] = part.reshape(-1, *shape).to(device).clone()
    model.base_model.recipes[ADAPTER] = recipe


def _path(model: PeftModel, recipe: Recipe) -> Path | None:
    """Return where the directions are kept: by recipe, A, and the bits of the base's weights."""
    home = model.peft_config[ADAPTER].factors_home
    if home is None:
        return None
    chosen = attached_settings(model)
    base = fingerprint([layer.keys[ADAPTER] for layer in _layers(model)])
    return home / f"directions-{recipe.key}-{chosen.seed}-{chosen.rank}-{base}.safetensors"


def _layers(model: PeftModel) -> list[PrincipalLinear]:
    return [layer for _, layer in adapted_layers(model)]


def _shapes(model: PeftModel) -> list[tuple[int, int]]:
    rank = attached_settings(model).rank
    return [(layer.base_layer.out_features, rank) for layer in _layers(model)]
