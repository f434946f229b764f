"""What trains: how many numbers, along which directions, of which modules."""

from typing import Literal

from pydantic import Field

from tinylora.section import Section

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class AdapterSettings(Section):
    """TinyLoRA: W' = W + U Σ (Σᵢ vᵢ Pᵢ) Vᵀ (arXiv 2602.04118)."""

    u: int = Field(16, ge=1, le=4096)
    """Length of v. With tying "all" these are all the numbers that train."""
    rank: int = Field(2, ge=1, le=64)
    """Singular directions of each weight that v may move. The paper found 2 best."""
    targets: tuple[str, ...] = Field(PROJECTIONS, min_length=1)
    """Suffixes of module names to adapt. A suffix that matches nothing is an error."""
    projection: Literal["dense", "diagonal"] = "dense"
    """dense: each P is r by r (paper). diagonal: r numbers on the diagonal (the earlier
    projects)."""
    factors: Literal["paper", "peft"] = "paper"
    """Where the singular values go. paper: U Σ R Vᵀ. peft: U √Σ R √Σ Vᵀ, which moves the first
    direction less and mixes the directions evenly: the same v is another change."""
    tying: str = Field("all", pattern=r"^(all|per_module|per_kind|groups:[1-9][0-9]*)$")
    """Who shares a v. all: every module, u numbers. groups:N: N runs of consecutive layers, N·u.
    per_kind: each of `targets`. per_module: nobody, u per module. More of them learn more and
    need a larger file."""
    seed: int = 42
    """Of the fixed random projections P. Part of a checkpoint's identity."""
