"""What a checkpoint says next to its tensors, as JSON: strict, since anyone may have written it."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tinylora.adapter.settings import AdapterSettings
from tinylora.display import harmless

FORMAT = 2
"""1 knew neither tying nor the split of the factors: all modules shared v, split as in the paper,
which are the defaults, so it reads as it stands."""
READABLE = (1, FORMAT)
NEW_IN_2 = {"tying", "factors"}


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
        named = NEW_IN_2 & self.settings.model_fields_set
        if named != (NEW_IN_2 if self.format >= FORMAT else set()):
            raise ValueError(
                f"format {self.format} with {' and '.join(sorted(named)) or 'no tying'} in settings"
            )
        return self


def first_problem(error: Exception) -> str:
    """Return what is wrong, on one line that a terminal may show."""
    said = str(error)
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False)[0]
        said = f"{'.'.join(map(str, first['loc'])) or 'its JSON'}: {first['msg']}"
    return harmless(" ".join(said.split()))
