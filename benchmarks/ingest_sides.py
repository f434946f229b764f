"""What `benchmarks.ingest` compares, each for a process of its own.

    python -m benchmarks.ingest_sides peer|ours|profile FOLDER

Prints one line of JSON: rows, seconds (without imports), peak_mb (RSS of this process).
"""

import cProfile
import json
import pstats
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinylora.memory import peak_rss_mb

PARTS = {
    "parquet": ("raw_files.py", "long_strings.py", "parquet_pages.py", "posix.pread", "_io.Buf"),
    "JSON": ("json/decoder.py",),
    "hashing": ("_hashlib",),
    "DuckDB": ("warehouse.py",),
}
"""Words in the names of profiled functions; pyarrow and DuckDB count to their caller's file."""


def main() -> None:
    """Run one side over FOLDER and print what it measured."""
    side, folder = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        result = {"peer": peer, "ours": ours, "profile": profiled}[side](folder, Path(scratch))
    print(json.dumps(result | {"peak_mb": peak_rss_mb()}))


def peer(folder: Path, scratch: Path) -> dict[str, Any]:
    """Load each shard as a frame, decode its tests, write prompt and test cases to one JSONL."""
    import pandas as pd

    def work() -> int:
        rows = 0
        with (scratch / "train.jsonl").open("w", encoding="utf-8") as out:
            for shard in sorted(folder.glob("lcbv5/train-*.parquet")):
                frame = pd.read_parquet(shard)
                for _, row in frame.iterrows():
                    tests = [t for t in json.loads(row["tests"]) if t["testtype"] == "stdin"]
                    cases = [{"input": t["input"], "output": t["output"]} for t in tests]
                    record = {"prompt": row["problem"], "test_cases": cases}
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")
                    rows += 1
        return rows

    return timed(work)


def ours(folder: Path, scratch: Path) -> dict[str, Any]:
    """Ingest into a fresh warehouse."""
    return timed(ingesting(folder, scratch))


def profiled(folder: Path, scratch: Path) -> dict[str, Any]:
    """Ingest under the profiler and add each part's share of the time."""
    work, profile = ingesting(folder, scratch), cProfile.Profile()
    result = profile.runcall(timed, work)
    spent: Counter[str] = Counter({part: 0.0 for part in (*PARTS, "the rest")})
    for (path, _, function), (_, _, seconds, _, _) in pstats.Stats(profile).stats.items():
        name = f"{path} {function}"
        found = (part for part, words in PARTS.items() if any(word in name for word in words))
        spent[next(found, "the rest")] += seconds
    return result | {"shares": {part: t / spent.total() for part, t in spent.items()}}


def ingesting(folder: Path, scratch: Path) -> Callable[[], int]:
    """Return the work of ours; imports and migration are not part of it."""
    from tinylora.corpus.settings import CorpusSettings, SourceSettings
    from tinylora.stages.corpus.ingest import ingest
    from tinylora.warehouse import Warehouse

    source = SourceSettings(dataset="deepcoder", config="lcbv5", split="train", path=str(folder))
    warehouse = Warehouse(scratch / "warehouse.duckdb")
    warehouse.migrate()
    corpus = CorpusSettings(sources=(source,))
    return lambda: ingest(source, corpus, warehouse, scratch).rows_kept


def timed(work: Callable[[], int]) -> dict[str, Any]:
    """Return the rows that `work` kept and its seconds."""
    started = time.perf_counter()
    rows = work()
    return {"rows": rows, "seconds": time.perf_counter() - started}


if __name__ == "__main__":
    main()
