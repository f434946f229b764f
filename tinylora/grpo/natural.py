"""Natural gradient on v: a step is as long as it changes what the policy says, in no other unit.

Adam sets the pace of each number by itself. With u numbers shared by every module, some directions
of v change the policy a hundred times as much as others, and none of them is an axis: Adam spends
its steps in the loud ones, whose gradients are mostly noise. For so few numbers the whole Fisher
matrix F = E[s sᵀ], s = ∇ᵥ log π(completion), costs nothing: δ = F⁻¹ g (Amari 1998, doi
10.1162/089976698300017746), scaled to δᵀ F δ = lr², as in TRPO (Schulman et al. 2015, arXiv
1502.05477). lr is then the standard deviation, in nats, of a completion's log π(after) / π(before),
and lr² / 2 the KL divergence of a step.

F comes from the gradients that are there anyway: g = c Σ Aᵢ sᵢ over a micro-batch has the second
moment c² Σ Aᵢ² F where an advantage A says little about its score s.
"""

from typing import Any

import torch
from torch import Tensor


class NaturalGradient(torch.optim.Optimizer):
    """Natural gradient descent on one small vector.

    Args:
        v: (u,), the trained vector.
        lr: length of a step in the metric of F, in nats.
    """

    def __init__(self, v: Tensor, lr: float) -> None:
        super().__init__([v], {"lr": lr})

    def observe(self, sums: Tensor) -> None:
        """Add a step's `FisherSums`, (u * u + 2,), to what is known of F."""
        (v,) = self.param_groups[0]["params"]
        known = self.state[v].setdefault("sums", torch.zeros_like(sums))
        known += sums

    @torch.no_grad()
    def step(self, closure: Any = None) -> None:
        """Move v by lr along F⁻¹ g; a gradient of zero moves nothing."""
        (v,) = self.param_groups[0]["params"]
        if not v.grad.any():
            return
        gradient = v.grad.double()
        direction = torch.linalg.solve(fisher(self.state[v]["sums"].double()), gradient)
        length = (gradient @ direction).sqrt()
        v -= (self.param_groups[0]["lr"] * direction / length).to(v.dtype)


class FisherSums:
    """Sums over a step's micro-batches, added up over processes by whoever has several."""

    def __init__(self) -> None:
        self._sums: Tensor | float = 0.0

    def add(self, gradient: Tensor, weight: float) -> None:
        """Add a micro-batch's gradient c Σ Aᵢ sᵢ, (u,), and its weight c² Σ Aᵢ²."""
        gradient = gradient.detach().float()
        counts = gradient.new_tensor([weight, float(weight > 0)])
        self._sums = self._sums + torch.cat([torch.outer(gradient, gradient).flatten(), counts])

    def take(self) -> Tensor:
        """Return (u * u + 2,) float32: Σ g gᵀ, Σ weights, how many; start anew."""
        taken, self._sums = self._sums, 0.0
        return taken


def fisher(sums: Tensor) -> Tensor:
    """Return F, (u, u), from sums of `FisherSums`, shrunk towards a multiple of the identity.

    How far is what the Oracle Approximating Shrinkage estimator says (Chen et al. 2010, doi
    10.1109/TSP.2010.2053029, equation 23): all the way while micro-batches are few, when a step is
    plain gradient descent of known length.
    """
    u = round((len(sums) - 2) ** 0.5)
    second_moment, n = sums[:-2].view(u, u) / sums[-2], sums[-1]
    mean_square = second_moment.trace() / u
    squares = (second_moment**2).sum()
    above = (1 - 2 / u) * squares + (u * mean_square) ** 2
    below = (n + 1 - 2 / u) * (squares - u * mean_square**2)
    shrinkage = 1.0 if above >= below else float(above / below)
    return torch.lerp(second_moment, mean_square * torch.eye(u).to(sums), shrinkage)
