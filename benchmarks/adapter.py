"""The adapter: injection, memory, forward and backward, merging, against PEFT and a dense ΔW.

    python -m benchmarks.adapter [--model smollm2|qwen3b-shapes] [--section injection ...] [--quick]

On SmolLM2's real weights and at Qwen2.5-Coder-3B's shapes (benchmarks/adapter_models.py says what
they hold). All sides take turns in one run, and each target is stated with what was measured. At 3B
shapes one decoder layer's seven matrices stand for the 36 alike where a side is slow; memory and
the warm start are of all 36.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import torch
from rich.console import Console

from benchmarks.adapter_models import LAYERS, MODELS, SPECTRA, build, projections
from benchmarks.adapter_sides import ours, peft
from benchmarks.adapter_step import merge, step
from benchmarks.rounds import in_turns, median_ratio, say

CHECKOUT = Path(__file__).resolve().parent.parent
console = Console(highlight=False)


def main() -> None:
    """Run the chosen sections on the chosen models."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", choices=MODELS, action="append", help="default: both")
    parser.add_argument("--section", choices=tuple(SECTIONS), action="append", help="default: all")
    parser.add_argument("--spectrum", choices=SPECTRA, default=SPECTRA[0], help="of the 3B shapes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="one round, few layers")
    chosen = parser.parse_args()
    rounds = 1 if chosen.quick else chosen.rounds
    for name in chosen.model or MODELS:
        console.rule(f"{name}, {torch.get_num_threads()} threads")
        for section in chosen.section or SECTIONS:
            SECTIONS[section](name, rounds, chosen.quick, chosen.spectrum)


def injection(name: str, rounds: int, quick: bool, spectrum: str) -> None:
    """Time a full SVD, PEFT and ours over the same decoder layers, nothing cached."""
    layers = 1 if name != "smollm2" else 3 if quick else LAYERS[name]
    model = build(name, layers, spectrum)
    weights = [layer.weight for _, _, layer in projections(model)]
    sides = {
        "full SVD": lambda: [torch.linalg.svd(weight, full_matrices=False) for weight in weights],
        "PEFT": lambda: peft(model).unload(),
        "ours": lambda: ours(model).unload(),
    }
    took = in_turns(f"injection, cold: {layers} decoder layers, float32", sides, rounds)
    times = LAYERS[name] // layers
    for side, seconds in took.items():
        console.print(f"{side}: {sorted(seconds)[len(seconds) // 2] * times:.1f} s for all layers")
    ratio = median_ratio(took["full SVD"], took["ours"])
    target = 40 if (name, spectrum) == ("qwen3b-shapes", "smollm2") else None
    say("full SVD / ours", ratio, at_least=target)
    say("PEFT / ours", median_ratio(took["PEFT"], took["ours"]))


def memory(name: str, rounds: int, quick: bool, spectrum: str) -> None:
    """Inject all layers in child processes, cold and then from the cache."""
    layers = min(LAYERS[name], 4) if quick else LAYERS[name]
    packings = ("float32",) if name == "smollm2" else ("bfloat16", "nf4")
    for storage, side in [(packing, "ours") for packing in packings] + [("float32", "peft")]:
        some = 1 if side == "peft" and name != "smollm2" else layers
        said = _child(name, str(some), storage, side, spectrum)
        peaks = f"peak beyond the model {said['cold_peak_mb']:.0f} MB"
        console.print(f"{side}, {storage}, {some} layers: cold {said['cold_s']:.1f} s, {peaks}")
        if "warm_s" in said:
            say("    warm start, s", said["warm_s"], at_most=2)


def _child(*words: str) -> dict[str, float]:
    """Return what `benchmarks.adapter_memory` measured in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.adapter_memory", *words]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


SECTIONS = {"injection": injection, "memory": memory, "step": step, "merge": merge}

if __name__ == "__main__":
    main()
