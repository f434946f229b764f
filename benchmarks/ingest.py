"""The ingest against pandas over whole shards and one JSONL file, on rows shaped like lcbv5.

    python -m benchmarks.ingest [--gb 0.5] [--rounds 2] [--layout one_page]

Each side runs in a child process of its own, in turns, over the same files; a child says how many
rows it kept, its seconds without imports, and its peak RSS. They do not do the same: the peer
writes text; ours hashes every test case and stores all of them, compressed and in transactions, in
the warehouse. A last, profiled run of ours says which part of it takes the time.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, get_args

from rich.console import Console

from benchmarks.lcbv5_shaped import Layout, rows_of, write
from tinylora.display import Column, fixed, print_rows

SIDES = ("peer", "ours")
CHECKOUT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Print rounds, ratios, and the parts of ours."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gb", type=float, default=0.5, help="text in all, in 1e9 bytes")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--layout", choices=get_args(Layout), default="one_page")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), rows_of(chosen.gb), chosen.layout)
        title = f"{rows_of(chosen.gb)} rows, {chosen.gb:g} GB of text, layout {chosen.layout}"
        compare(Path(name), title, chosen.rounds)


def compare(folder: Path, title: str, rounds: int) -> None:
    """Run both sides in turns and print rows per second, peak RSS and the median ratios."""
    rows, rates, peaks = [], [], []
    for number in range(1, rounds + 1):
        peer, ours = (in_child(side, folder) for side in SIDES)
        assert peer["rows"] == ours["rows"], (peer, ours)
        row = {"round": number}
        for side, done in zip(SIDES, (peer, ours), strict=True):
            row[f"{side} rows/s"] = done["rows"] / done["seconds"]
            row[f"{side} peak MB"] = done["peak_mb"]
        rows.append(row)
        rates.append(row["ours rows/s"] / row["peer rows/s"])
        peaks.append(row["ours peak MB"] / row["peer peak MB"])
    shares = in_child("profile", folder)["shares"]
    columns = [
        Column(f"{side} {what}", show=fixed(digits))
        for what, digits in (("rows/s", 2), ("peak MB", 0))
        for side in SIDES
    ]
    print_rows(rows, (Column("round"), *columns), title=title)
    console = Console(highlight=False)
    console.print(
        f"ours / peer, median of {rounds} rounds: rows per second "
        f"{statistics.median(rates):.2f} ×, peak RSS {statistics.median(peaks):.2f} ×"
    )
    console.print("time of ours: " + ", ".join(f"{k} {v:.0%}" for k, v in shares.items()))


def in_child(side: str, folder: Path) -> dict[str, Any]:
    """Return what one side measured in a process of its own, where its memory is its own."""
    command = [sys.executable, "-m", "benchmarks.ingest_sides", side, str(folder)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{side} ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
