"""The base model that an adapter's file asks for, loaded with the adapter on it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peft import PeftModel
from pydantic import ValidationError
from transformers import PreTrainedModel

from tinylora.adapter.checkpoint import load_into
from tinylora.adapter.contents import CheckpointContents
from tinylora.adapter.inject import attach
from tinylora.errors import SettingsError
from tinylora.policy.load import load_model
from tinylora.policy.model_source import COMMIT, ModelSource, resolve
from tinylora.policy.settings import ModelSettings


@dataclass(frozen=True)
class BaseChoice:
    """What the caller says of the base model; None leaves it to the file.

    Attributes:
        name: as in `ModelSettings`; a folder or GGUF file may be relative to the working folder.
        revision: commit of a hub model.
        dtype, quantization, device: as in `ModelSettings`.
        sha256: of a GGUF file that packages carry in parts.
    """

    name: str | None = None
    revision: str | None = None
    dtype: str | None = None
    quantization: str | None = None
    device: str = "auto"
    sha256: str | None = None

    def settings(self, base: dict[str, Any], weights: str) -> ModelSettings:
        """Return which model to load for a file that names `base`, its weights held as `weights`.

        Args:
            base: name and revision; both empty where the file knows neither.
            weights: float32, bfloat16, float16 or nf4.

        Raises:
            SettingsError: no model can be loaded so.
        """
        name, revision = base.get("name", ""), base.get("revision") or ""
        pinned = revision if COMMIT.fullmatch(revision) or name.startswith("modelscope:") else None
        if self.name is not None:
            name, pinned = self.name, None
            if self.revision is None and Path(name).expanduser().exists():
                name = str(Path(name).expanduser().resolve())
        try:
            return ModelSettings(
                name=name,
                revision=self.revision or pinned,
                quantization=self.quantization or ("nf4" if weights == "nf4" else "none"),
                dtype=self.dtype or ("bfloat16" if weights == "nf4" else weights),
                device=self.device,
                sha256=self.sha256,
            )
        except ValidationError as error:
            wrong = ", ".join(f"{e['loc'][0]} {e['input']!r}" for e in error.errors())
            raise SettingsError(
                f"no base model is loaded with {wrong}; name it with --base"
            ) from error


def load_base(settings: ModelSettings, home: Path) -> tuple[ModelSource, PreTrainedModel]:
    """Find and load the base model; its tokenizer is not needed.

    Raises:
        SettingsError, SourceMissing: as `resolve` and `load_model`.
    """
    source = resolve(settings, home)
    return source, load_model(source, settings)


def load_adapted(
    file: Path, contents: CheckpointContents, choice: BaseChoice, home: Path, trust: bool
) -> tuple[ModelSource, PeftModel]:
    """Load the checkpoint's base model and put the checkpoint on it.

    Raises:
        CheckpointMismatch: it does not fit, and `trust` is off.
    """
    source, model = load_base(choice.settings(contents.base, contents.weights), home)
    adapted = attach(model, contents.settings, home / "factors")
    load_into(adapted, file, source.fingerprint, trust)
    return source, adapted
