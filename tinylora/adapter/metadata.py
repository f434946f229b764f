"""What a checkpoint says next to its tensors, as JSON: strict, since anyone may have written it."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tinylora.adapter.settings import AdapterSettings
from tinylora.display import harmless

FORMAT = 2
"""1 knew neither tying nor the split of the factors: all modules shared v, split as in the paper,
which are the defaults, so it reads as it stands."""
FORMAT_OF_LORA = 3
"""A LoRA's, which code that knows no LoRA refuses."""
NAMED = {1: set(), FORMAT: {"tying", "factors"}, FORMAT_OF_LORA: {"kind", "lora_alpha"}}
"""Which of these settings a file names, by its format; another format is not read."""

MOST_LISTED = 4096
"""Numbers of a vector at most that are told in events and rows, and printed: a LoRA's millions stay
in its checkpoint's tensors."""


class Written(BaseModel):
    """What says whether this code reads the rest."""

    model_config = ConfigDict(strict=True)

    format: int
    code_version: str = "unknown"


class Base(BaseModel):
    """The base model that v was trained on."""

    model_config = ConfigDict(strict=True)

    name: str
    revision: str | None
    fingerprint: str


class CheckpointMetadata(Written):
    """All of it, as `contents.CheckpointContents` describes it."""

    settings: AdapterSettings
    base: Base
    weights: str
    modules: int = Field(ge=1)
    names_hash: str
    factors_hash: str
    projections_hash: str
    run_id: str
    step: int = Field(ge=0)
    torch: str

    @model_validator(mode="after")
    def _settings_of_their_format(self) -> Self:
        named = set().union(*NAMED.values()) & self.settings.model_fields_set
        if named != NAMED[self.format]:
            raise ValueError(
                f"format {self.format} with {' and '.join(sorted(named)) or 'no tying'} in settings"
            )
        if (self.settings.kind == "lora") != (self.format == FORMAT_OF_LORA):
            raise ValueError(f"format {self.format} with kind {self.settings.kind} in settings")
        return self


def first_problem(error: Exception) -> str:
    """Return what is wrong, on one line that a terminal may show."""
    said = str(error)
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False)[0]
        said = f"{'.'.join(map(str, first['loc'])) or 'its JSON'}: {first['msg']}"
    return harmless(" ".join(said.split()))
