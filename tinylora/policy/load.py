"""Load a base model: weights in the dtype asked for and a tokenizer that pads left."""

import contextlib
import fcntl
import logging
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoTokenizer,
    BitsAndBytesConfig,
    PreTrainedConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

from tinylora.errors import SettingsError, SourceMissing
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import ModelSettings

BFLOAT16_FLAGS = {"amx_bf16", "avx512_bf16", "bf16"}
"""Linux's names of the instructions that multiply bfloat16: two of x86's, one of ARM's."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Policy:
    """A model that answers, with its tokenizer."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    device: torch.device


def load(source: ModelSource, settings: ModelSettings) -> Policy:
    """Load `source` as `settings` ask; a GGUF file is converted first, once.

    Raises:
        SettingsError: a device this host lacks, or a tokenizer without a chat template.
        SourceMissing: the files cannot be read as a model.
    """
    model = load_model(source, settings)
    with _readable(source.name):
        tokenizer = AutoTokenizer.from_pretrained(source.folder, local_files_only=True)
    if tokenizer.chat_template is None:
        raise SettingsError(
            f"model {source.name!r} has no chat template; use an instruction-tuned model"
        )
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    tokenizer.padding_side = "left"
    return Policy(model, tokenizer, model.device)


def load_model(source: ModelSource, settings: ModelSettings) -> PreTrainedModel:
    """Load the weights of `source` alone, frozen, in evaluation mode, converted once from GGUF.

    Raises:
        SettingsError: a device this host lacks, GPUs that do not hold the model together, or a
            model with other layers than those that attend.
        SourceMissing: the files cannot be read as a model.
    """
    if source.gguf_file is not None:
        convert_gguf(Path(source.gguf_file), source.folder)
    device = _device(settings.device)
    if settings.dtype == "bfloat16" and device.type == "cpu" and not multiplies_bfloat16():
        log.warning(
            "this processor has no instructions for bfloat16, whose products take it some 5 to 9 "
            "times as long as float32's: model.dtype=float32 is faster, and takes twice the memory"
        )
    torch.set_float32_matmul_precision(settings.matmul_precision)
    with _readable(source.name):
        config = AutoConfig.from_pretrained(source.folder, local_files_only=True)
        _without_dropout(config)
        model = AutoModelForCausalLM.from_pretrained(
            source.folder,
            config=config,
            dtype=getattr(torch, settings.dtype),
            quantization_config=_quantization(settings),
            device_map=settings.device_map or {"": device},
            local_files_only=True,
        )
    _check_whole(model, settings)
    _check_attends(model, settings.name)
    # torch multiplies by a weight that could train on another path, with other last bits, than by
    # the frozen ones under an adapter. The base is compared with those, so it is frozen too.
    return model.eval().requires_grad_(False)


def multiplies_bfloat16(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Tell whether the processor has instructions for bfloat16, as far as Linux says; else True."""
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    flags = [line for line in lines if line.startswith(("flags", "Features"))]
    return not flags or bool(BFLOAT16_FLAGS & set(flags[0].split()))


def _without_dropout(config: PreTrainedConfig) -> None:
    """Let the model that is trained be the one that samples, whatever the base was trained with."""
    for name, value in config.to_dict().items():
        if isinstance(value, float) and ("dropout" in name or name.endswith("pdrop")):
            setattr(config, name, 0.0)
    for name in config.sub_configs:
        if (nested := getattr(config, name, None)) is not None:  # some have no ears
            _without_dropout(nested)


def convert_gguf(file: Path, folder: Path) -> None:
    """De-quantise a GGUF file to float32 safetensors in `folder`, unless that was done before.

    De-quantising takes half a minute each time, reading the result a fraction of a second. The
    folder appears by a rename when all is written, so a killed conversion is done again; a lock
    keeps a second process waiting rather than converting too.

    Raises:
        SourceMissing: the file cannot be read as a model.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if folder.is_dir():
            return
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        with _readable(str(file)):
            tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
            model = AutoModelForCausalLM.from_pretrained(
                file.parent, gguf_file=file.name, dtype=torch.float32
            )
        _forget_quantisation(model)
        model.save_pretrained(part)
        tokenizer.save_pretrained(part)
        part.rename(folder)


def _forget_quantisation(model: PreTrainedModel) -> None:
    """Make the de-quantised model say so: transformers leaves its GGUF quantiser attached."""
    for name in ("hf_quantizer", "quantization_method"):
        if hasattr(model, name):
            delattr(model, name)
    model.is_quantized = False
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config


def _quantization(settings: ModelSettings) -> BitsAndBytesConfig | None:
    if settings.quantization == "none":
        return None
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=getattr(torch, settings.dtype),
    )


def _device(asked: str) -> torch.device:
    if asked == "cuda" and not torch.cuda.is_available():
        raise SettingsError("model.device is cuda, torch sees no GPU here; use auto or cpu")
    if asked == "auto":
        asked = "cuda" if torch.cuda.is_available() else "cpu"
    # Of several processes each has a GPU, which accelerate wants numbered where the base is 4-bit.
    # A single one's has no number: with one, transformers' Trainer would take every GPU it sees.
    together = torch.distributed.is_available() and torch.distributed.is_initialized()
    if asked == "cuda" and together:
        return torch.device("cuda", torch.cuda.current_device())
    return torch.device(asked)


def _check_attends(model: PreTrainedModel, name: str) -> None:
    """Refuse a model that keeps something else of its tokens than their keys and values.

    Rows of a batch leave and join by cutting those; a recurrent state cannot be cut.
    """
    kinds = set(getattr(model.config.get_text_config(), "layer_types", None) or ())
    other = kinds - {"full_attention", "sliding_attention", "chunked_attention"}
    if other or model._is_stateful:
        raise SettingsError(
            f"model {name!r} ({type(model).__name__}) does not only attend "
            f"({', '.join(sorted(other)) or 'it keeps a state'}), and completions cannot be "
            "sampled side by side from it here: take a model whose layers all attend"
        )


def _check_whole(model: PreTrainedModel, settings: ModelSettings) -> None:
    """Refuse a model that `device_map` left in part where nothing computes.

    Such modules' weights are elsewhere until they run: they can neither be decomposed nor merged.
    """
    places = {str(place) for place in getattr(model, "hf_device_map", {}).values()}
    left = places & {"cpu", "disk"}
    if settings.device_map is not None and left and places != {"cpu"}:
        raise SettingsError(
            f"model {settings.name!r} does not fit into the GPUs: device_map "
            f"{settings.device_map} leaves a part of it to {' and '.join(sorted(left))}; take "
            "quantization nf4, a 16-bit dtype or more GPUs"
        )


@contextlib.contextmanager
def _readable(name: str) -> Iterator[None]:
    """Say which model it was when transformers cannot make one of the files."""
    try:
        yield
    except (OSError, ValueError, LookupError, RuntimeError, struct.error) as error:
        if isinstance(error, torch.cuda.OutOfMemoryError):
            raise
        raise SourceMissing(
            f"model {name!r} cannot be loaded ({type(error).__name__}: {str(error)[:300]}); fetch "
            "it again, or check that transformers knows its architecture"
        ) from error
