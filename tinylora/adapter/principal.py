"""A layer that u numbers move along directions which the base model's own completions tell.

    y = W x + (Σₖ vₖ Dₖ) A x        A (r, in) is drawn, D (u, out, r) is made (`directions`)

Both are frozen, and v is the same u numbers for every layer. Before it has its directions the layer
is the base, as it is at a v of zero.
"""

import math

import torch
from torch import Tensor, nn

from tinylora.adapter.layer import Float32Buffers
from tinylora.adapter.lora import LoraLinear
from tinylora.errors import SettingsError
from tinylora.identity import derive_seed


class PrincipalLinear(LoraLinear):
    """A LoRA's layer whose A stays as it was drawn, and whose B is Σₖ vₖ Dₖ."""

    other_param_names = ("tinyv_start", "tinyv_made")

    def __init__(self, base_layer: nn.Linear, shared: nn.ModuleDict) -> None:
        super().__init__(base_layer, shared)
        self.tinyv_made = Float32Buffers()  # D, (u, out, r)
        # While scores are taken, a zero B for each row to differentiate by: (rows, out, r).
        self.opened: dict[str, Tensor] = {}

    def directions(self, adapter: str) -> Tensor:
        """Return D, (u, out, r) float32.

        Raises:
            SettingsError: it was not given any yet.
        """
        if adapter not in self.tinyv_made:
            raise SettingsError(
                "adapter.kind principal has no directions yet; training makes them, and a "
                "checkpoint brings them"
            )
        return self.tinyv_made[adapter]

    def pair(self, adapter: str) -> tuple[Tensor, Tensor]:
        """Return A, (r, in), and B, (out, r), float32; where it is opened, a B for each row."""
        down = self.tinyv_start[adapter]
        if adapter in self.opened:
            return down, self.opened[adapter]
        if adapter not in self.tinyv_made:
            return down, down.new_zeros(self.base_layer.out_features, len(down))
        made = self.tinyv_made[adapter]
        v = self.tinyv_v[adapter]["all"].to(made.device, torch.float32)
        return down, (v @ made.flatten(1)).view(made.shape[1:])

    def delete_adapter(self, adapter_name: str) -> None:
        """Forget `adapter_name` here."""
        super().delete_adapter(adapter_name)
        self.opened.pop(adapter_name, None)

    def _fused(self, x: Tensor, adapter: str) -> Tensor:
        if adapter in self.opened:  # scores are float32, whatever the base is
            return self.base_layer(x) + self._small_path(x, adapter).to(x.dtype)
        return super()._fused(x, adapter)


def fixed_a(module: str, seed: int, rank: int, width: int) -> Tensor:
    """Draw A, (rank, width) float32 on the CPU: normal, of variance 1/width.

    Args:
        module: the module's name inside the base model.
        seed: of the adapter.
        rank: of A.
        width: of what the module reads.
    """
    generator = torch.Generator().manual_seed(derive_seed(seed, module))
    drawn = torch.randn(rank, width, generator=generator, dtype=torch.float64)
    return (drawn / math.sqrt(width)).float()
