"""What a checkpoint says next to its tensors, as JSON: strict, since anyone may have written it.

Its file is opened here, without torch: the flow's process reads what it stores, the child the rest.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from safetensors import SafetensorError, safe_open

from tinylora.adapter.settings import AdapterSettings
from tinylora.display import first_problem, harmless
from tinylora.errors import CheckpointMismatch, SourceMissing

FORMAT = 2
"""1 knew neither tying nor the split of the factors: all modules shared v, split as in the paper,
which are the defaults, so it reads as it stands."""
FORMAT_OF_LORA = 3
"""A LoRA's, which code that knows no LoRA refuses."""
FORMAT_OF_PRINCIPAL = 4
"""A principal's, whose file also holds what its directions are made from."""
FORMATS = {"tinylora": FORMAT, "lora": FORMAT_OF_LORA, "principal": FORMAT_OF_PRINCIPAL}
"""What this code writes, by the adapter's kind."""
NAMED = {
    1: set(),
    FORMAT: {"tying", "factors"},
    FORMAT_OF_LORA: {"kind", "lora_alpha"},
    FORMAT_OF_PRINCIPAL: {"kind", "completions"},
}
"""Which of these settings a file names, by its format; another format is not read."""

LARGEST = 2 * 1024**3
"""Bytes, enough for a LoRA of rank 64 on every layer of a 14B model; TinyLoRA's take kilobytes."""

DAMAGE = (SafetensorError, LookupError, ValueError, TypeError, AttributeError, RuntimeError)
"""What reading a damaged file raises; AttributeError for a kind of number that numpy has not."""

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
        if FORMATS[self.settings.kind] != max(self.format, FORMAT):
            raise ValueError(f"format {self.format} with kind {self.settings.kind} in settings")
        return self


@contextmanager
def opened(path: Path, framework: Literal["np", "pt"]) -> Iterator[tuple[CheckpointMetadata, Any]]:
    """Open the checkpoint at `path`: what it says, and the file, whose `get_tensor` gives the rest.

    What its tensors raise inside says that it is damaged, too.

    Args:
        path: the file.
        framework: what its tensors come as: arrays ("np"), or torch's ("pt").

    Raises:
        SourceMissing: no file there.
        CheckpointMismatch: the file is damaged or of another format.
    """
    if not path.is_file():
        raise SourceMissing(f"no checkpoint at {path}; name the file that training saved")
    try:
        if (size := path.stat().st_size) > LARGEST:
            raise ValueError(f"it has {size:,} bytes, which is more than any has")
        with safe_open(path, framework) as file:
            text = (file.metadata() or {})["tinylora"]
            written = Written.model_validate_json(text)
            if written.format not in NAMED:
                raise CheckpointMismatch(
                    f"{path} has format {written.format}, this code reads "
                    f"{', '.join(map(str, NAMED))}; check out code version {written.code_version}"
                )
            yield CheckpointMetadata.model_validate_json(text), file
    except DAMAGE as error:
        raise CheckpointMismatch(
            f"{path} is no TinyLoRA checkpoint or is damaged ({damage(error)}); restore it "
            "from a copy"
        ) from error


def damage(error: Exception) -> str:
    """Return what is wrong, on one line that a terminal may show."""
    if isinstance(error, ValidationError):
        return first_problem(error)
    return harmless(" ".join(str(error).split()))
