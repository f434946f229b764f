"""`tinylora ingest`: local raw files into the warehouse, by the reader the flows use."""

import json
import sys
import time
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tinylora.corpus.given_files import given_files, given_source
from tinylora.corpus.settings import CorpusSettings
from tinylora.display import harmless
from tinylora.paths import warehouse_path
from tinylora.stages.corpus.ingest import LoadSummary, ingest_files
from tinylora.stages.progress import Progress
from tinylora.warehouse import Row, Warehouse

HELP = """Read raw files of a dataset into the warehouse; print what was kept, refused, and why.

A path is a .json, .jsonl or .parquet file, or a folder laid out as the hub's repository.
The same files again are not read again.

Examples:

    tinylora ingest luogu_dpo samples/raw/luogu_dpo

    tinylora ingest code_contests valid-00000-of-00001.parquet --split valid

    tinylora ingest deepcoder ~/DeepCoder --config lcbv5 --split test --json
"""


class NonAscii(StrEnum):
    """See CorpusSettings.non_ascii_samples."""

    DROP = "drop"
    KEEP = "keep"
    NORMALISE = "normalise"


QUIET_S = 2.0
"""Seconds between lines of progress, and before the first."""
EXAMPLE = 160
"""Characters of a refused row that are shown."""


def ingest(
    dataset: Annotated[str, typer.Argument(help="luogu_dpo, code_contests, deepcoder.")],
    paths: Annotated[list[Path], typer.Argument(help="Raw files, or folders that hold them.")],
    config: Annotated[str | None, typer.Option(help="Where the dataset has several.")] = None,
    split: Annotated[str, typer.Option(help="train, valid or test.")] = "train",
    non_ascii: Annotated[
        NonAscii, typer.Option(help="What to do with samples in a statement beyond ASCII.")
    ] = NonAscii.DROP,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Ingest, mark duplicates, print."""
    from tinylora.stages.corpus.duplicates import (
        mark_duplicates,  # here: scipy would slow every command
    )

    source = given_source(dataset, config, split, paths)
    files = given_files(source, paths)
    corpus = CorpusSettings(sources=(source,), non_ascii_samples=non_ascii.value)
    warehouse = Warehouse(warehouse_path())
    warehouse.migrate()
    load = ingest_files(files, source, corpus, warehouse, report=_Lines())
    mark_duplicates(warehouse, report=_Lines())
    (contents,) = warehouse.rows("select_load_contents", load_id=load.load_id)
    if as_json:
        read = {"files": [str(path) for path in files.files], "revision": files.revision}
        print(json.dumps(asdict(load) | read | contents, ensure_ascii=False, indent=1, default=str))
    else:
        rejects = warehouse.rows("select_load_rejects", load_id=load.load_id)
        _print(load, contents, rejects, len(files.files))


class _Lines:
    """Progress as plain lines on stderr, none for what is quickly done."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        if time.monotonic() - self._last >= QUIET_S:
            self._last = time.monotonic()
            print(progress.message, file=sys.stderr, flush=True)


def _print(load: LoadSummary, contents: Row, rejects: list[Row], files: int) -> None:
    console = Console()
    how = "reused: read before" if load.reused else f"read in {load.seconds:.1f} s"
    console.print(
        f"{load.dataset}/{load.config}/{load.split}, {files} file{'s' * (files > 1)}, {how}",
        highlight=False,
    )
    table = Table("rows", "", "example", box=None, pad_edge=False)
    table.add_row(str(load.rows_read), "read")
    table.add_row(str(load.rows_kept), "kept")
    table.add_row(str(load.rows_rejected), "rejected")
    for row in rejects:
        table.add_row(str(row["rejected"]), f"  {row['reason']}", escape(_example(row)))
    console.print(table)
    console.print(_usable(contents), highlight=False)


def _usable(contents: dict[str, Any]) -> str:
    megabytes = contents["test_case_bytes"] / 1e6
    return (
        f"{contents['problems']} problems with {contents['test_cases']} test cases "
        f"({megabytes:.1f} MB): {contents['usable']} usable, "
        f"{contents['duplicates']} repeat another problem, {contents['not_stdin']} are not stdin"
    )


def _example(row: Row) -> str:
    words = " ".join(harmless(row["example_excerpt"]).split())
    cut = words if len(words) <= EXAMPLE else words[:EXAMPLE] + "…"
    return f"{harmless(row['example_native_id'])}: {cut}"
