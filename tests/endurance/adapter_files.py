"""Adapters' files of every kind, damaged in their bytes, their words, their tensors.

Ours, PEFT's folder and the earlier projects' pickle. A pickle among them would make a folder if
anything ran it: none may.
"""

import io
import json
import os
import pickle
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from safetensors.torch import load, save

from tests.endurance.damage import damaged, damaged_bytes, json_text
from tests.endurance.watched import Kind, sentence
from tinylora.adapter.average import average
from tinylora.adapter.contents import CheckpointContents, pack
from tinylora.adapter.metadata import opened
from tinylora.adapter.recipe import Asked, Recipe
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.signature import PROBES, Signature
from tinylora.errors import TinyLoRAError
from tinylora.exchange.adapter_file import show
from tinylora.exchange.kinds import CONFIG, TENSORS
from tinylora.policy.weight_files import of_folder

MODULES = 6
KINDS_OF_OURS = {
    "tinylora": AdapterSettings(u=16),
    "lora": AdapterSettings(kind="lora", rank=4),
    "principal": AdapterSettings(kind="principal", u=3, completions=4),
}
DTYPES = (torch.float16, torch.bfloat16, torch.int64, torch.bool, torch.float8_e4m3fn)
ODD_NUMBERS = (float("nan"), float("inf"), 3e38, 1e-45)
PEFT = {
    **{"peft_type": "TINYLORA", "r": 2, "u": 4, "weight_tying": 1.0, "projection_seed": 42},
    **{"bias": "none", "fan_in_fan_out": False, "modules_to_save": None, "save_projection": True},
    **{"target_modules": ["q_proj"], "base_model_name_or_path": "org/tiny"},
}
EARLIER = {
    **{"u_value": 4, "rank": 2, "seed": 7, "model_id": "org/tiny"},
    **{"total_replaced_layers": MODULES, "is_quantized": False},
}


class Hostile:
    """What runs where a pickle is let."""

    def __init__(self, victim: Path) -> None:
        self.victim = str(victim)

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (self.victim,)


def ours(draw: Random, folder: Path) -> Counter[str]:
    """Show a checkpoint of ours, and average it with a whole one."""
    whole = _whole(draw.choice([*KINDS_OF_OURS]))
    file, other = folder / "bad.safetensors", folder / "good.safetensors"
    other.write_bytes(whole)
    match draw.randrange(3):
        case 0:
            file.write_bytes(damaged_bytes(whole, draw))
        case 1:
            said = damaged(_said(whole), draw)
            file.write_bytes(save(load(whole), {"tinylora": json_text(said)}))
        case _:
            file.write_bytes(save(_odd(load(whole), draw), {"tinylora": json.dumps(_said(whole))}))
    outcome = _shown(file, folder)
    with_numpy = _named(lambda: _opened(file))
    out = folder / "mean.safetensors"
    averaged = _named(lambda: average([other, file], out))
    assert out.exists() is (averaged == "kept"), f"{averaged}, and {out.name} {out.exists()}"
    assert outcome == "kept" or (averaged != "kept"), f"shown: {outcome}; averaged: {averaged}"
    return Counter([outcome, f"np {with_numpy}"])


def peft(draw: Random, folder: Path) -> Counter[str]:
    """Show a folder of PEFT's."""
    generator = torch.Generator().manual_seed(0)
    tensors = {"base_model.tinylora_v.0": torch.ones(4)}
    for name, shape in {"A": (2, 6), "B": (5, 2), "P": (4, 2, 2)}.items():
        key = f"base_model.model.model.layers.0.self_attn.q_proj.tinylora_{name}"
        tensors[key] = torch.randn(shape, generator=generator)
    config, weights, part = json.dumps(PEFT).encode(), save(tensors), draw.randrange(4)
    if part == 0:
        config = json_text(damaged(PEFT, draw)).encode()
    if part == 1:
        config = damaged_bytes(config, draw)
    if part == 2:
        weights = damaged_bytes(weights, draw)
    if part == 3:
        weights = save(_odd(tensors, draw))
    place = folder / "peft"
    place.mkdir()
    (place / CONFIG).write_bytes(config)
    (place / TENSORS).write_bytes(weights)
    return Counter([_shown(place, folder)])


def earlier(draw: Random, folder: Path) -> Counter[str]:
    """Show a tiny_lora_v.pt, a third of them with something in it that would run."""
    victim, file, part = folder / "made", folder / "v.pt", draw.randrange(4)
    held: Any = {"global_v": torch.ones(4, dtype=torch.bfloat16), **EARLIER}
    if part == 0:
        wounded = damaged(EARLIER, draw)
        held = {**held, **wounded} if isinstance(wounded, dict) else wounded
    if part == 1:
        held |= _odd({"global_v": held["global_v"]}, draw)
    if part == 2:
        held[draw.choice([*held])] = Hostile(victim)
    content = io.BytesIO()
    if part == 2 and draw.random() < 0.3:
        content.write(pickle.dumps(held, protocol=draw.randrange(6)))
    else:
        torch.save(held, content, _use_new_zipfile_serialization=draw.random() < 0.5)
    raw = content.getvalue()
    file.write_bytes(damaged_bytes(raw, draw) if part == 3 or draw.random() < 0.3 else raw)
    outcome = _shown(file, folder)
    assert not victim.exists(), "a pickle was run"
    assert part != 2 or outcome != "kept", "a pickle that would run was kept"
    return Counter([outcome])


def base_models(draw: Random, folder: Path) -> Counter[str]:
    """Name a base model whose folder is damaged: its index of shards, or a shard's header."""
    whole = save({"a": torch.ones(3), "b": torch.ones(2, 2)})
    index = {"metadata": {"total_size": 28}, "weight_map": {"a": "m.safetensors"}}
    (folder / "config.json").write_text("{}")
    (folder / "m.safetensors").write_bytes(
        damaged_bytes(whole, draw) if draw.random() < 0.5 else whole
    )
    if draw.random() < 0.7:
        text = json_text(damaged(index, draw) if draw.random() < 0.6 else index).encode()
        text = text if draw.random() < 0.6 else damaged_bytes(text, draw)
        (folder / "model.safetensors.index.json").write_bytes(text)
    return Counter([_named(lambda: of_folder(folder, "mine"))])


def _shown(file: Path, home: Path) -> str:
    """Return what comes of `checkpoint show`: "kept" where it can be printed as JSON, too."""
    return _named(lambda: json.dumps(show(file, None, home)))


def _opened(file: Path) -> None:
    """Read v as the flow's process does, without torch."""
    with opened(file, "np") as (_, held):
        np.asarray(held.get_tensor("v")).tolist()


def _named(made: Any) -> str:
    try:
        made()
    except TinyLoRAError as error:
        return sentence(error)
    return "kept"


@cache
def _whole(kind: str) -> bytes:
    settings = KINDS_OF_OURS[kind]
    recipe = None
    if kind == "principal":
        asked = (Asked((1, 2), ((3,), (4, 5))), Asked((6, 1), ((7, 8), (9,))))
        recipe = Recipe(asked, 0.8, torch.ones(3, 4))
    contents = CheckpointContents(
        v=torch.linspace(-1, 1, {"tinylora": 16, "lora": 80, "principal": 3}[kind]),
        settings=settings,
        base={"name": "org/tiny", "revision": "a" * 40, "fingerprint": "f0f0"},
        weights="float32",
        signature=Signature(MODULES, "n" * 16, "f" * 16, "p" * 16, torch.ones(MODULES, PROBES)),
        run_id="r1",
        step=4,
        code_version="c" * 16,
        recipe=recipe,
    )
    return pack(contents)


def _said(whole: bytes) -> dict[str, Any]:
    length = int.from_bytes(whole[:8], "little")
    return json.loads(json.loads(whole[8 : 8 + length])["__metadata__"]["tinylora"])


def _odd(tensors: dict[str, torch.Tensor], draw: Random) -> dict[str, torch.Tensor]:
    """Return the tensors with one missing, of another kind or shape, or with an odd number."""
    name = draw.choice([*tensors])
    tensor, changed = tensors[name], dict(tensors)
    match draw.randrange(7):
        case 0:
            del changed[name]
        case 1:
            changed[name] = tensor.to(draw.choice(DTYPES))
        case 2:
            changed[name] = tensor.flatten()[: draw.randrange(tensor.numel())].clone()
        case 3:
            changed[name] = tensor[None].clone()
        case 4:
            changed[name] = tensor.repeat(2, *[1] * (tensor.dim() - 1))
        case 5:
            changed[name] = tensor.double() if tensor.is_floating_point() else -tensor
        case _:
            flat = tensor.flatten().clone()
            number = draw.choice(ODD_NUMBERS) if tensor.is_floating_point() else 2**31 - 1
            flat[draw.randrange(len(flat))] = number
            changed[name] = flat.view(tensor.shape)
    return changed


KINDS = {
    "checkpoints": Kind(ours),
    "PEFT's folders": Kind(peft),
    "tiny_lora_v.pt": Kind(earlier),
    "base models": Kind(base_models),
}
