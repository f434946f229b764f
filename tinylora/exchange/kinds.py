"""Which kinds of adapters' files there are, known by their looks; nothing here reads a tensor.

A checkpoint of ours (safetensors), TinyLoRA-GRPO-Coder's tiny_lora_v.pt, and a folder of PEFT's
TinyLoRA.
"""

from pathlib import Path

from tinylora.errors import SourceMissing

CONFIG = "adapter_config.json"
TENSORS = "adapter_model.safetensors"
PICKLES = (".pt", ".pth", ".bin", ".pkl")


def kind_of(file: Path) -> str:
    """Return "peft", "tiny_lora_v" or "tinylora", by its looks."""
    if file.is_dir():
        return "peft"
    with_zip = file.is_file() and file.open("rb").read(4) == b"PK\x03\x04"
    return "tiny_lora_v" if with_zip or file.suffix in PICKLES else "tinylora"


def parts_of(file: Path) -> tuple[Path, ...]:
    """Return the files that the adapter at `file` is made of: of PEFT's folder both.

    Raises:
        SourceMissing: one of them is not there.
    """
    if kind_of(file) != "peft":
        if not file.is_file():
            raise SourceMissing(f"no checkpoint at {file}; name a file or a folder that PEFT saved")
        return (file,)
    for name in (CONFIG, TENSORS):
        if not (file / name).is_file():
            raise SourceMissing(f"no {name} in {file}; name a folder that PEFT saved")
    return file / CONFIG, file / TENSORS
