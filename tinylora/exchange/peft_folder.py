"""What a folder of PEFT's TinyLoRA holds, read without a model and without running anything."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from pydantic import BaseModel, ConfigDict, Field
from safetensors.torch import load_file
from torch import Tensor

from tinylora.adapter.metadata import DAMAGE, damage
from tinylora.adapter.tuner import PEFT_TYPE
from tinylora.adapter.weights import PLAIN
from tinylora.display import excerpt
from tinylora.errors import CheckpointMismatch
from tinylora.exchange.kinds import parts_of

MODULE = "base_model.model."
VECTOR = "base_model.tinylora_v."


class Knobs(BaseModel):
    """What is read of a configuration; no adapter of ours has more numbers or directions."""

    model_config = ConfigDict(strict=True)

    r: int = Field(ge=1, le=64)
    u: int = Field(ge=1, le=4096)
    weight_tying: float = Field(ge=0, le=1)
    projection_seed: int = Field(ge=-(2**62), le=2**62)  # torch's seeds are of 64 bits


@dataclass(frozen=True)
class PeftFolder:
    """An adapter as PEFT saved it.

    Attributes:
        config: adapter_config.json.
        tensors: by PEFT's names.
        modules: names of the adapted modules inside the base model.
    """

    config: dict[str, Any]
    tensors: dict[str, Tensor]
    modules: frozenset[str]

    @property
    def rank(self) -> int:
        """Singular directions of each weight."""
        return self.config["r"]

    @property
    def vectors(self) -> Tensor:
        """All v, (groups, u)."""
        count = sum(name.startswith(VECTOR) for name in self.tensors)
        return torch.stack([self.tensors[f"{VECTOR}{group}"] for group in range(count)])

    def module(self, name: str, index: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """Return A (r, in), B (out, r) and R (r, r) of one module, float64.

        Args:
            name: the module's inside the base model.
            index: its place among the adapted ones, in the order of the model's `named_modules`:
                PEFT ties and seeds by it.
            count: how many are adapted.

        Raises:
            CheckpointMismatch: a tensor is missing, or of another shape than the rest.
        """
        try:
            return self._module(name, index, count)
        except (KeyError, RuntimeError) as error:
            raise CheckpointMismatch(
                f"the adapter's tensors of {name} do not belong together ({error}); save it again "
                "with PEFT"
            ) from error

    def _module(self, name: str, index: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
        a, b = (self.tensors[f"{MODULE}{name}.tinylora_{x}"].double() for x in "AB")
        groups = max(1, round(count * (1.0 - self.config["weight_tying"])))
        group = min(index // max(1, count // groups), groups - 1)
        v = self.tensors[f"{VECTOR}{group}"]
        drawn = self.tensors.get(f"{MODULE}{name}.tinylora_P")
        if drawn is None:
            drawn = _redrawn(self.config["projection_seed"] + index, len(v), len(a))
        mixing = torch.einsum("i,ijk->jk", v.double(), drawn.double())
        b @ mixing @ a[:, :1]  # the shapes fit
        return a, b, mixing


def read(folder: Path) -> PeftFolder:
    """Read the adapter in `folder`.

    Raises:
        SourceMissing: a file is not there.
        CheckpointMismatch: it is damaged, of another method, or trained more than v.
    """
    config_file, tensors_file = parts_of(folder)
    try:
        config = json.loads(config_file.read_text(encoding="utf-8"))
        _refuse(folder, config)
        knobs, tensors = Knobs.model_validate(config), load_file(tensors_file)
    except DAMAGE as error:
        raise CheckpointMismatch(
            f"{folder} holds no adapter of PEFT or is damaged ({type(error).__name__}: "
            f"{damage(error)}); restore it from a copy"
        ) from error
    for name in tensors:
        if ".tinylora_" not in name:
            raise CheckpointMismatch(
                f"{folder} holds {name}, which is more than v on linear layers; adapt no embedding "
                "and no head"
            )
    modules = {
        name.removeprefix(MODULE).rsplit(".", 1)[0] for name in tensors if name.startswith(MODULE)
    }
    for name in sorted(modules):
        if missing := [x for x in "AB" if f"{MODULE}{name}.tinylora_{x}" not in tensors]:
            raise CheckpointMismatch(
                f"{folder} lacks {' and '.join(missing)} of {name}, whose signs decide what v "
                "means; save the adapter again with PEFT"
            )
    if not modules or not any(name.startswith(VECTOR) for name in tensors):
        raise CheckpointMismatch(f"{folder} holds no v or no module; save the adapter again")
    if odd := sorted(_odd(knobs, tensors)):
        raise CheckpointMismatch(
            f"{folder}: {odd[0]} does not belong to an adapter with r {knobs.r} and u {knobs.u}, "
            "or is not finite; save the adapter again with PEFT"
        )
    return PeftFolder(config, tensors, frozenset(modules))


def _refuse(folder: Path, config: dict[str, Any]) -> None:
    """Refuse what a v and frozen factors cannot express."""
    if config["peft_type"] == PEFT_TYPE:
        raise CheckpointMismatch(
            f"{folder} is ours, as PeftModel.save_pretrained writes it, without a signature: load "
            "it with PeftModel.from_pretrained after tuner.register(), and save it with "
            "checkpoint.save"
        )
    if config["peft_type"] != "TINYLORA":
        raise CheckpointMismatch(
            f"{folder} holds a {excerpt(str(config['peft_type']))} adapter; only PEFT's TINYLORA "
            "moves weights along their own singular directions, as ours does: name the checkpoint "
            "it was made of, or what exporting that with --to peft wrote"
        )
    for knob in ("modules_to_save", "fan_in_fan_out"):
        if config.get(knob):
            raise CheckpointMismatch(
                f"{folder} has {knob} {excerpt(str(config[knob]))}: more than v on linear layers, "
                "which is all that a checkpoint of ours holds"
            )
    if config.get("bias", "none") != "none":
        raise CheckpointMismatch(
            f"{folder} trained biases ({excerpt(str(config['bias']))}), which a checkpoint of ours "
            "does not hold"
        )


def _redrawn(seed: int, u: int, rank: int) -> Tensor:
    """Draw P as PEFT does where a folder leaves it out (save_projection false)."""
    generator = torch.Generator().manual_seed(seed)
    return torch.normal(0.0, 1.0 / rank**0.5, size=(u, rank, rank), generator=generator)


def _odd(knobs: Knobs, tensors: dict[str, Tensor]) -> Iterator[str]:
    """Yield the tensors that are not finite numbers of the shape that `knobs` gives them."""
    r, count = knobs.r, sum(name.startswith(VECTOR) for name in tensors)
    vectors = {f"{VECTOR}{group}" for group in range(count)}
    for name, tensor in tensors.items():
        fits = {
            "A": tensor.dim() == 2 and tensor.shape[0] == r,
            "B": tensor.dim() == 2 and tensor.shape[1] == r,
            "P": tensor.shape == (knobs.u, r, r),
        }.get(name.rsplit("tinylora_", 1)[1], name in vectors and tensor.shape == (knobs.u,))
        if not (fits and tensor.dtype in PLAIN and tensor.isfinite().all()):
            yield name
