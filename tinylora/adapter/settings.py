"""What trains: how many numbers, along which directions, of which modules."""

from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from tinylora.section import Section

PROJECTIONS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class AdapterSettings(Section):
    """TinyLoRA: W' = W + U Σ (Σᵢ vᵢ Pᵢ) Vᵀ (arXiv 2602.04118); or another kind."""

    kind: Literal["tinylora", "lora", "principal"] = "tinylora"
    """tinylora: u numbers. lora: an ordinary LoRA to hold it against: every layer trains an A and a
    B of its own, millions of numbers in all, and u, projection, factors and tying mean nothing.
    principal: u numbers along the directions that change the base model's own completions most
    (docs/training.md); projection, factors and tying mean nothing."""
    u: int = Field(16, ge=1, le=4096)
    """Length of v. With tying "all", and of a principal, these are all the numbers that train."""
    rank: int = Field(2, ge=1, le=64)
    """Singular directions of each weight that v may move. The paper found 2 best. Of a lora: rows
    of A and columns of B; 16 is usual. Of a principal: likewise, A stays as drawn; 4 is good."""
    completions: int = Field(384, ge=2, le=8192)
    """Of a principal alone: how many completions of training problems, sampled from the base model
    before the first step, its directions are made from. More than u. More of them cost time and
    tell more directions from chance."""
    lora_alpha: float | None = Field(None, gt=0)
    """Of a lora alone, which adds lora_alpha / rank · B A: twice that is as good as a larger
    learning rate. None: 2 · rank."""
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
    seed: int = Field(42, ge=0, lt=1 << 63)
    """Of the fixed random projections P, of a lora its A at the start, of a principal its A. Part
    of a checkpoint's identity."""

    @property
    def label(self) -> str:
        """How large it is, in a few characters."""
        if self.kind == "lora":
            return f"LoRA rank {self.rank}"
        return f"u={self.u}" if self.kind == "tinylora" else f"principal u={self.u}"

    @property
    def alpha(self) -> float:
        """What lora_alpha is in force."""
        return 2.0 * self.rank if self.lora_alpha is None else self.lora_alpha

    def in_force(self) -> dict[str, Any]:
        """Return as JSON what means something to the adapter's kind: what it is known by."""
        if self.kind == "tinylora":
            return self.model_dump(mode="json", exclude={"kind", "lora_alpha", "completions"})
        if self.kind == "principal":
            of_it = {"kind", "u", "rank", "targets", "seed", "completions"}
            return self.model_dump(mode="json", include=of_it)
        named = self.model_dump(mode="json", include={"kind", "rank", "targets", "seed"})
        return named | {"lora_alpha": self.alpha}

    def differences(self, here: "AdapterSettings") -> list[str]:
        """Return one phrase for each knob in which another adapter, of `here`, differs from it."""
        if self.kind != here.kind:
            return [f"kind is {self.kind} there, {here.kind} here"]
        now = here.in_force()
        return [
            f"{knob} is {value} there, {now[knob]} here"
            for knob, value in self.in_force().items()
            if value != now[knob]
        ]

    @field_validator("targets")
    @classmethod
    def _targets_have_no_order(cls, targets: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*filter(targets.__contains__, PROJECTIONS), *sorted(targets))))

    @model_validator(mode="after")
    def _alpha_has_a_lora(self) -> Self:
        if self.kind != "lora" and self.lora_alpha is not None:
            raise ValueError(
                f"lora_alpha is {self.lora_alpha:g} and kind {self.kind}, which has no alpha; take "
                "kind lora, or leave it out"
            )
        return self

    @model_validator(mode="after")
    def _completions_tell_directions_apart(self) -> Self:
        if self.kind == "principal" and self.u >= self.completions:
            raise ValueError(
                f"u is {self.u} and completions {self.completions}, which tell at most "
                f"{self.completions - 1} directions apart; take a smaller u or more completions"
            )
        return self
