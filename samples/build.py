"""Write the sample problems as their datasets' raw files, laid out as the hub's repositories.

luogu_dpo/luogu_dpo.json, code_contests/data/SPLIT-00000-of-00001.parquet,
deepcoder/CONFIG/SPLIT-00000-of-00001.parquet; the coder profile's further problems as
code_contests' files in a folder of their own, coder/; and arithmetic as OpenR1-Math-220k's,
openr1_math/data/train-00000-of-00001.parquet. The same problems give the same files: JSON
byte for byte, parquet as long as the pyarrow version is the same (its name is in the file), tables
always.
"""

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.parquet as pq
import typer

from samples.arithmetic import SCHEMA as ARITHMETIC
from samples.arithmetic import arithmetic_rows
from samples.as_code_contests import SCHEMA, code_contests_row
from samples.as_deepcoder import LCBV5, PRIMEINTELLECT, lcbv5_row, primeintellect_row
from samples.as_luogu_dpo import luogu_rows
from samples.problem import SampleProblem
from samples.problems import all_problems

RAW = Path(__file__).parent / "raw"
SHARD = "00000-of-00001.parquet"
SPLITS = ("train", "valid", "test")
DEEPCODER = {"deepcoder/primeintellect": "train", "deepcoder/lcbv5": "test"}

logger = logging.getLogger(__name__)


def build(out: Path, problems: Iterable[SampleProblem]) -> list[Path]:
    """Write every raw file under `out`; a split without problems gets no file.

    Returns:
        The files written, sorted.

    Raises:
        ValueError: a problem's home is unknown, or has no such split.
    """
    homes: dict[tuple[str, str], list[SampleProblem]] = {}
    for problem in problems:
        homes.setdefault((problem.home, problem.split), []).append(problem)
    return sorted(_write(out, home, split, group) for (home, split), group in homes.items())


def build_arithmetic(out: Path) -> Path:
    """Write the problems of arithmetic under `out` and return their file."""
    path = out / "openr1_math" / "data" / f"train-{SHARD}"
    return _write_parquet(path, ARITHMETIC, arithmetic_rows())


def _write(out: Path, home: str, split: str, problems: list[SampleProblem]) -> Path:
    if home == "luogu_dpo":
        return _write_json(out / home / "luogu_dpo.json", luogu_rows(problems))
    if home in ("code_contests", "coder") and split in SPLITS:
        path = out / home / "data" / f"{split}-{SHARD}"
        return _write_parquet(path, SCHEMA, map(code_contests_row, problems))
    if DEEPCODER.get(home) != split:
        raise ValueError(f"{problems[0].slug}: {home} has no {split} split here")
    path = out / home / f"{split}-{SHARD}"
    if home == "deepcoder/lcbv5":
        return _write_parquet(path, LCBV5, map(lcbv5_row, problems))
    rows = (primeintellect_row(position, problem) for position, problem in enumerate(problems))
    return _write_parquet(path, PRIMEINTELLECT, rows)


def _write_json(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _write_parquet(path: Path, schema: pa.Schema, rows: Iterable[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), path, compression="snappy")
    return path


def main(out: Annotated[Path, typer.Option(help="Folder to write into.")] = RAW) -> None:
    """Write the raw files of all sample problems."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    for path in [*build(out, all_problems()), build_arithmetic(out)]:
        logger.info("%s: %d bytes", path, path.stat().st_size)


if __name__ == "__main__":
    typer.run(main)
