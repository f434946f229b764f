"""What a child's allocator costs: the kernel's share of the forward and backward passes.

    python -m benchmarks.allocator [--passes 10] [--rounds 3]

glibc returns large buffers to the system after every operation and asks for them again, page by
page. `tinylora.jobs` starts its children with other thresholds; the peer here is glibc as it comes.
An allocator is chosen when a process starts, so each side of each round is a process of its own.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

import torch

from benchmarks.adapter_models import build
from benchmarks.adapter_sides import loss, ours
from benchmarks.rounds import say
from tinylora.children import CHILD_ENVIRONMENT
from tinylora.display import Column, fixed, print_rows

OF_GLIBC = {name: text for name, text in CHILD_ENVIRONMENT.items() if name.startswith("MALLOC_")}
TOKENS = (8, 160)
"""Completions and their length: a micro-batch of the demo's."""


def main() -> None:
    """Compare both sides, or be one of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passes", type=int, default=10, help="forward and backward, a side")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        print(json.dumps(_passes(chosen.passes)))
        return
    rows = []
    for number in range(1, chosen.rounds + 1):
        for side, settings in (("glibc", {}), ("ours", OF_GLIBC)):
            rows.append({"round": number, "side": side, **_child(settings, chosen.passes)})
    columns = [Column("round"), Column("side")]
    columns += [Column(name, show=fixed(1)) for name in ("user s", "system s", "wall s")]
    columns += [Column(name, show=fixed(2)) for name in ("million faults", "peak GB")]
    title = f"{chosen.passes} passes of {TOKENS[0]} × {TOKENS[1]} tokens forward and back, SmolLM2"
    print_rows(rows, columns, title=title)

    for row in rows:
        row["CPU s"] = row["user s"] + row["system s"]
        row["kernel"] = row["system s"] / row["CPU s"]

    def median(side: str, of: str) -> float:
        return statistics.median(row[of] for row in rows if row["side"] == side)

    say("CPU seconds, glibc / ours", median("glibc", "CPU s") / median("ours", "CPU s"))
    say("kernel's share of CPU seconds, glibc", median("glibc", "kernel"))
    say("kernel's share of CPU seconds, ours", median("ours", "kernel"), at_most=0.03)


def _child(settings: dict[str, str], passes: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.allocator", "--child", "--passes", str(passes)]
    clean = {name: text for name, text in os.environ.items() if name not in OF_GLIBC}
    found = subprocess.run(command, env=clean | settings, stdout=subprocess.PIPE, check=True)
    return json.loads(found.stdout.splitlines()[-1])


def _passes(passes: int) -> dict[str, float]:
    model = ours(build("smollm2", 30))
    tokens = torch.randint(0, 512, TOKENS, generator=torch.Generator().manual_seed(0))
    forward = loss(model, tokens)
    forward().backward()  # what the first pass alone asks for is not what is measured
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    for _ in range(passes):
        forward().backward()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    return {
        "user s": after.ru_utime - before.ru_utime,
        "system s": after.ru_stime - before.ru_stime,
        "wall s": wall,
        "million faults": (after.ru_minflt - before.ru_minflt) / 1e6,
        "peak GB": after.ru_maxrss / 1e6,
    }


if __name__ == "__main__":
    main()
