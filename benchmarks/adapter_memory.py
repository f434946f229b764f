"""One side's injection in a process of its own: seconds cold and warm, and peak memory.

    python -m benchmarks.adapter_memory MODEL LAYERS float32|bfloat16|nf4 ours|peft SPECTRUM

Prints one JSON object. Peaks are of the resident memory beyond what the built model takes.
"""

import ctypes
import gc
import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch

from benchmarks.adapter_models import build, pack
from benchmarks.adapter_sides import SETTINGS, peft
from tinylora.adapter.inject import attach


def main() -> None:
    """Build, inject twice, print."""
    logging.disable(logging.WARNING)  # of kernels that no one asked for
    name, layers, storage, side, spectrum = sys.argv[1:]
    model = build(name, int(layers), spectrum, getattr(torch, storage, torch.bfloat16))
    if storage == "nf4":
        pack(model)
    _settle()
    said = {"model_mb": _status("VmRSS")}
    with tempfile.TemporaryDirectory() as home:
        inject = (lambda: peft(model)) if side == "peft" else lambda: _ours(model, Path(home))
        for start in ("cold", "warm") if side == "ours" else ("cold",):
            said[f"{start}_s"], said[f"{start}_peak_mb"] = _measured(inject)
    print(json.dumps(said))


def _ours(model: torch.nn.Module, home: Path) -> torch.nn.Module:
    return attach(model, SETTINGS, home)


def _measured(inject: Callable[[], torch.nn.Module]) -> tuple[float, float]:
    """Return seconds and megabytes beyond the model; the model is left as it was."""
    _settle()
    before = _status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts here
    started = time.perf_counter()
    adapted = inject()
    seconds = time.perf_counter() - started
    peak = _status("VmHWM") - before
    adapted.unload()
    return seconds, peak


def _settle() -> None:
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # freed memory would hide what comes next


def _status(field: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith(field))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
