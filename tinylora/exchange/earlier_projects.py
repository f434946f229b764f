"""`tiny_lora_v.pt`, the checkpoint of TinyLoRA-GRPO-Coder and the projects around it, in and out.

TinyLoRA-GRPO-Coder writes a dict with all of `FIELDS`. LuoguQwen-RL's has no `is_quantized`, and
its older text describes v alone, a tensor. So v is all that a file must hold; what else it does not
say is named.

It is a pickle, and read as a stranger's: tensors, numbers and text, and nothing that runs. It holds
v and no way back to its P, which is why it can be read, described and written, but not rebuilt.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from peft import PeftModel

from tinylora.adapter.inject import adapted_layers, attached_settings, trainable_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.weights import PLAIN, is_quantised
from tinylora.display import size
from tinylora.errors import CheckpointMismatch, SettingsError, SourceMissing
from tinylora.exchange import strangers_pickle
from tinylora.exchange.export import only_tinylora
from tinylora.files import write_whole

LOST = (
    "its P was drawn by CUDA's generator, in bfloat16 and in the order of its modules, so the "
    "function this v had cannot be rebuilt here: on the P that this code draws, the same v is "
    "another adapter"
)
FIELDS = {
    "global_v": torch.Tensor,
    "u_value": int,
    "rank": int,
    "seed": int,
    "model_id": str,
    "total_replaced_layers": int,
    "is_quantized": bool,
}
"""What a file may say, and must say in this form."""
ASSUMED = {"rank": 2, "seed": 42}
"""What stands for the rank and the seed of a file that names none: LuoguQwen-RL trained at rank 2,
and no seed brings its P back."""


@dataclass(frozen=True)
class TinyLoraV:
    """What a `tiny_lora_v.pt` says.

    Attributes:
        v: (u,) in the dtype it is stored in, bfloat16 as a rule.
        settings: the adapter of ours that comes closest: diagonal P, one v for all modules.
        model_id: of the base model; None where the file does not say.
        modules: how many layers were adapted; None where the file does not say.
        weights: nf4, bfloat16 where the base was not quantised, "unknown" where the file does not
            say.
        unsaid: the names of `FIELDS` that the file lacks.
    """

    v: torch.Tensor
    settings: AdapterSettings
    model_id: str | None
    modules: int | None
    weights: str
    unsaid: tuple[str, ...] = ()

    @property
    def remarks(self) -> list[str]:
        """Return what a person should know of this file, a sentence each."""
        said = [f"{LOST}."]
        if self.unsaid:
            assumed = [f"{name} {ASSUMED[name]}" for name in self.unsaid if name in ASSUMED]
            taken = f"; {' and '.join(assumed)} are assumed" if assumed else ""
            said.append(f"the file does not say {', '.join(self.unsaid)}{taken}.")
        return said


def read_tiny_lora_v(path: Path) -> TinyLoraV:
    """Read `path`, a dict or a bare v, without running anything in it.

    Raises:
        SourceMissing: no file there.
        CheckpointMismatch: it is no such file, or one that would run code if it were let.
    """
    if not path.is_file():
        raise SourceMissing(f"no checkpoint at {path}; name a tiny_lora_v.pt")
    if (found := path.stat().st_size) > strangers_pickle.MOST_BYTES:
        raise CheckpointMismatch(
            f"{path} is {size(found)}, and a tiny_lora_v.pt is a few KB; name another"
        )
    try:
        held = strangers_pickle.load(path)
    except Exception as error:  # what is no pickle fails in a dozen ways
        raise CheckpointMismatch(
            f"{path} was not read: it is damaged, or holds more than tensors, numbers and text, "
            "and none of that was run; restore it from a copy you trust"
        ) from error
    if isinstance(held, torch.Tensor):
        held = {"global_v": held}
    _check(path, held)
    v = held["global_v"]
    u, rank = held.get("u_value", v.numel()), held.get("rank", ASSUMED["rank"])
    try:
        settings = AdapterSettings(
            u=u, rank=rank, projection="diagonal", seed=held.get("seed", ASSUMED["seed"])
        )
    except ValueError as error:
        raise CheckpointMismatch(
            f"{path} has u_value {u} and rank {rank}, which no adapter has; restore it from a copy"
        ) from error
    _check_v(path, v, settings.u)
    return TinyLoraV(
        v=v.detach(),
        settings=settings,
        model_id=held.get("model_id"),
        modules=held.get("total_replaced_layers"),
        weights={True: "nf4", False: "bfloat16", None: "unknown"}[held.get("is_quantized")],
        unsaid=tuple(name for name in FIELDS if name not in held),
    )


def write_tiny_lora_v(model: PeftModel, path: Path, model_id: str) -> float:
    """Write the v of `model`, from `attach`, as a tiny_lora_v.pt; return what bfloat16 rounded off.

    TinyLoRA-GRPO-Coder draws its own P, so what it makes of the file is another adapter than
    `model`'s.

    Returns:
        |v in bfloat16 − v| / |v|, 0 for a zero v.

    Raises:
        SettingsError: the adapter has more than one v, or dense P: neither has a place there.
    """
    settings = attached_settings(model)
    check_settings(settings)
    v = trainable_vector(model).detach().cpu()
    layers = [layer for _, layer in adapted_layers(model)]
    held = {
        "global_v": v.to(torch.bfloat16),
        "u_value": settings.u,
        "rank": settings.rank,
        "seed": settings.seed,
        "model_id": model_id,
        "total_replaced_layers": len(layers),
        "is_quantized": is_quantised(layers[0].base_layer),
    }
    content = io.BytesIO()
    torch.save(held, content)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content.getvalue())
    return float((held["global_v"].float() - v).norm() / v.norm()) if v.any() else 0.0


def check_settings(settings: AdapterSettings) -> None:
    """Refuse an adapter that a tiny_lora_v.pt has no place for.

    Raises:
        SettingsError: it is a LoRA, or has more than one v, dense P, or PEFT's split.
    """
    only_tinylora(settings, "a tiny_lora_v.pt")
    for knob, only in (("tying", "all"), ("projection", "diagonal"), ("factors", "paper")):
        if getattr(settings, knob) != only:
            raise SettingsError(
                f"adapter.{knob} is {getattr(settings, knob)}, a tiny_lora_v.pt knows only {only}; "
                "export as lora, which keeps the function"
            )


def _check(path: Path, held: Any) -> None:
    if not isinstance(held, dict) or "global_v" not in held:
        raise CheckpointMismatch(
            f"{path} is no tiny_lora_v.pt: it is no tensor and lacks global_v; name another"
        )
    for name, kind in FIELDS.items():
        if name in held and not isinstance(held[name], kind):
            raise CheckpointMismatch(
                f"{path} is no tiny_lora_v.pt: its {name} is {type(held[name]).__name__}, not "
                f"{kind.__name__}; name another"
            )


def _check_v(path: Path, v: torch.Tensor, u: int) -> None:
    # a view may claim any number of elements, so the shape comes before anything that visits them
    plain = v.layout is torch.strided and v.device.type == "cpu" and v.dtype in PLAIN
    if not (plain and v.shape == (u,) and v.isfinite().all()):
        raise CheckpointMismatch(
            f"{path}: global_v is {tuple(v.shape)} {str(v.dtype).removeprefix('torch.')}, not "
            f"{u} finite numbers in memory; restore it from a copy"
        )
