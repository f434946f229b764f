"""The knobs of scoring mathematics, with unit and consequence."""

from typing import Self

from pydantic import Field, model_validator

from tinylora.section import Section


class MathRewardSettings(Section):
    """What an answer must look like, and how long its completion may be."""

    answer_tag: str = Field("answer", pattern=r"^[A-Za-z_][A-Za-z0-9_-]{0,31}$")
    """Name of the tag: "answer" means <answer>…</answer>."""
    full_length: int = Field(800, ge=0)
    """Tokens (or words, see `LengthUnit`) up to which length earns full credit."""
    no_length: int = Field(1_000, ge=1)
    """Tokens from which length earns nothing; between the two the credit falls linearly."""

    @model_validator(mode="after")
    def _falls(self) -> Self:
        if self.full_length >= self.no_length:
            raise ValueError(
                f"full_length {self.full_length} is not below no_length {self.no_length}: "
                "credit must fall somewhere"
            )
        return self


class CheckSettings(Section):
    """What comparing one answer with the right one may cost. Beyond it the answer is not right."""

    time_limit_s: float = Field(5.0, gt=0, le=600)
    """CPU seconds an answer. Lower it and slow hosts leave more answers unverified."""
    memory_limit_mb: int = Field(1_024, ge=128, le=1 << 20)
    """MiB of address space of a worker, about 65 of which its libraries take."""
    longest_answer: int = Field(1_000, ge=1)
    """Characters. Longer ones are not parsed at all."""
    workers: int | None = Field(None, ge=1)
    """Answers compared at once. None: one per core."""
