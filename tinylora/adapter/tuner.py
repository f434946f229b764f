"""TinyLoRA as a PEFT method of its own, so that PeftModel, TRL, merge and save know it.

PEFT has a TINYLORA: it splits √S to both sides, so its v means something else than the paper's, and
it reads a 4-bit base's packed bytes as a weight. Ours is TINYLORA_EXACT. `register_peft_method`
takes only members of PEFT's closed enum of types, so `register` writes the same three public
tables that it fills; a configuration's type may be a plain string.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from peft.config import PeftConfig
from peft.mapping import (
    PEFT_TYPE_TO_CONFIG_MAPPING,
    PEFT_TYPE_TO_PREFIX_MAPPING,
    PEFT_TYPE_TO_TUNER_MAPPING,
)
from peft.tuners.tuners_utils import BaseTuner
from pydantic import ValidationError
from torch import nn

from tinylora.adapter.factors import layer_factors
from tinylora.adapter.layer import AdaptedLayer, Float32Parameters, TinyLoraLinear
from tinylora.adapter.lora import LoraLinear, Parts, first_a, lora_scale
from tinylora.adapter.principal import PrincipalLinear, fixed_a
from tinylora.adapter.recipe import Recipe
from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.tying import Groups, group, projections
from tinylora.display import first_problem
from tinylora.errors import SettingsError

PEFT_TYPE = "TINYLORA_EXACT"
PREFIX = "tinyv_"


@dataclass
class TinyLoraConfig(PeftConfig):
    """What PEFT stores about one adapter; the fields are AdapterSettings' own.

    PEFT rewrites a long `target_modules` into an unordered, shorter set that chooses the same
    modules; `targets` keeps what was asked for, which `per_kind` groups by.

    `factors_home`, the folder of cached factors or None for no cache, is the caller's to set. It is
    no field, so that it neither travels with a saved adapter nor comes from one.

    Raises:
        SettingsError: a value that AdapterSettings does not take.
    """

    u: int = 16
    r: int = 2
    target_modules: list[str] | None = None
    projection: str = "dense"
    factors: str = "paper"
    tying: str = "all"
    seed: int = 42
    targets: list[str] | None = None
    kind: str = "tinylora"
    lora_alpha: float | None = None
    completions: int = 384

    def __post_init__(self) -> None:
        super().__post_init__()
        self.peft_type = PEFT_TYPE
        self.factors_home: Path | None = None
        if self.targets is None:
            self.targets = self.target_modules
        try:
            self.targets = list(self.settings.targets)
        except ValidationError as error:
            raise SettingsError(
                f"{PEFT_TYPE} takes no such adapter: {first_problem(error)}; mend its configuration"
            ) from error
        self.target_modules = list(self.targets)

    @property
    def settings(self) -> AdapterSettings:
        """Return the adapter in our words."""
        alike = AdapterSettings.model_fields.keys() - {"rank"}
        return AdapterSettings(rank=self.r, **{name: getattr(self, name) for name in alike})


def decoder_prefix(model: nn.Module) -> str:
    """Return what the names of the modules that read text begin with; "" where all may do so."""
    decoder = model.get_decoder() if hasattr(model, "get_decoder") else model
    return next((f"{n}." for n, m in model.named_modules() if m is decoder and n), "")


class TinyLoraModel(BaseTuner):
    """The tuner: replaces the targeted linear layers and owns v, one float32 parameter.

    It holds the vectors of all k groups of modules one after another, (k·u,): (u,) where every
    module is tied to every other. Of a LoRA it holds one part a module, by name: how far its A has
    moved from its start, then its B, each row by row. Of a principal it holds u numbers.
    """

    uses_shared_state = True
    prefix = PREFIX
    tuner_layer_cls = AdaptedLayer
    target_module_mapping: dict[str, list[str]] = {}  # noqa: RUF012 PEFT's own declaration

    def _pre_injection_hook(
        self, model: nn.Module, config: TinyLoraConfig, adapter_name: str
    ) -> None:
        if not hasattr(self, "tinyv_v"):
            self.tinyv_v = nn.ModuleDict()
            self.last_set: torch.Tensor | None = None  # v, unrounded, for inject.keep_float32
            self.groups: dict[str, Groups] = {}
            self.parts: dict[str, Parts] = {}  # of LoRAs alone
            self.recipes: dict[str, Recipe] = {}  # of principals that have their directions

    def _create_and_replace(
        self,
        peft_config: TinyLoraConfig,
        adapter_name: str,
        target: nn.Module,
        target_name: str,
        parent: nn.Module,
        current_key: str,
        **unused: Any,
    ) -> None:
        base = _base_of(target)
        if not isinstance(base, nn.Linear):
            raise SettingsError(
                f"adapter.targets: {current_key} is {type(base).__name__}, not a linear layer; "
                "name other suffixes"
            )
        layer_class, freeze = {
            "tinylora": (TinyLoraLinear, self._freeze_tinylora),
            "lora": (LoraLinear, self._freeze_lora),
            "principal": (PrincipalLinear, self._freeze_principal),
        }[peft_config.kind]
        if base is not target and type(target) is not layer_class:
            raise SettingsError(
                f"adapter.kind: {current_key} carries an adapter of another kind already; "
                "unload that one first"
            )
        if adapter_name not in self.tinyv_v:
            count = self._count(adapter_name, peft_config)
            zeros = torch.zeros(count, dtype=torch.float32, device=base.weight.device)
            v = nn.Parameter(zeros)
            v.requires_grad_(adapter_name in self.active_adapters)
            self.tinyv_v[adapter_name] = Float32Parameters({"all": v})
        layer = target if base is not target else layer_class(base, self.tinyv_v)
        freeze(layer, adapter_name, current_key, peft_config)
        layer.set_adapter(self.active_adapters, inference_mode=peft_config.inference_mode)
        if layer is not target:
            self._replace_module(parent, target_name, layer, target)

    def _check_target_module_exists(self, peft_config: TinyLoraConfig, key: str) -> Any:
        """Leave out what a target names in the towers of a multimodal model."""
        inside = key.startswith(decoder_prefix(self.model))
        return inside and super()._check_target_module_exists(peft_config, key)

    def _count(self, adapter: str, config: TinyLoraConfig) -> int:
        """Say who has which numbers of the adapter's v; return how many it has."""
        chosen = {
            name: _base_of(module)
            for name, module in self.model.named_modules()
            if self._check_target_module_exists(config, name)
        }
        if config.kind == "tinylora":
            groups = self.groups[adapter] = group(chosen, config.targets, config.tying)
            return len(groups.labels) * config.u
        rows = {name: row for row, name in enumerate(sorted(chosen))}
        self.groups[adapter] = Groups(("all",), rows)
        if config.kind == "principal":
            return config.u
        # what is no linear layer is refused when its turn comes
        layers = (chosen[name] for name in rows)
        sizes = [
            config.r * (layer.in_features + layer.out_features)
            for layer in layers
            if isinstance(layer, nn.Linear)
        ]
        self.parts[adapter] = Parts(sizes)
        return sum(sizes)

    def _freeze_tinylora(
        self, layer: TinyLoraLinear, adapter: str, module: str, config: TinyLoraConfig
    ) -> None:
        factors = layer_factors(module, layer.base_layer, config.r, config.factors_home)
        drawn = projections(module, config.seed, config.u, config.r, config.projection)
        row = self.groups[adapter].row[module]
        layer.update_layer(adapter, factors, drawn, row, config.factors)

    def _freeze_lora(
        self, layer: LoraLinear, adapter: str, module: str, config: TinyLoraConfig
    ) -> None:
        start = first_a(module, config.seed, config.r, layer.base_layer.in_features)
        parts, row = self.parts[adapter], self.groups[adapter].row[module]
        layer.update_layer(adapter, module, start, lora_scale(config.settings), parts, row)

    def _freeze_principal(
        self, layer: PrincipalLinear, adapter: str, module: str, config: TinyLoraConfig
    ) -> None:
        start = fixed_a(module, config.seed, config.r, layer.base_layer.in_features)
        layer.update_layer(adapter, module, start, 1.0, Parts(()), 0)


def _base_of(module: nn.Module) -> nn.Module:
    return module.base_layer if isinstance(module, AdaptedLayer) else module


def register() -> None:
    """Make PEFT know the method; idempotent. `attach` calls it; call it before from_pretrained."""
    PEFT_TYPE_TO_CONFIG_MAPPING[PEFT_TYPE] = TinyLoraConfig
    PEFT_TYPE_TO_TUNER_MAPPING[PEFT_TYPE] = TinyLoraModel
    PEFT_TYPE_TO_PREFIX_MAPPING[PEFT_TYPE] = PREFIX
