"""`tinylora ingest`: local raw files into the warehouse, by the reader the flows use."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from tinylora.commands.options import AsJson, open_warehouse, progress_lines
from tinylora.display import Column, excerpt, print_json, print_rows, say
from tinylora.name_and_value import name_and_value

if TYPE_CHECKING:
    from tinylora.stages.corpus.ingest import LoadSummary
    from tinylora.warehouse import Row

HELP = """Read raw files of a dataset into the warehouse; print what was kept, refused, and why.

A path is a .json, .jsonl or .parquet file, a folder laid out as the hub's repository, or one that
the datasets library's save_to_disk wrote. The same files again are not read again.

`problems` reads your own files: rows of a statement and test cases, whatever their columns are
called. --column says so, and a dot leads into an object, a list of objects or JSON. Our names are
statement, test_cases (or inputs and outputs), id, time_limit_s (or time_limit_ms) and more, all in
docs/adding-a-dataset.md. `extracted` reads what the earlier projects wrote;
`packages` reads problem packages of ICPC, Kattis or Polygon: folders or .zip files, at any depth
below a path.

Examples:

    tinylora ingest problems my.jsonl --split test

    tinylora ingest problems my.jsonl --column statement=prompt --column time_limit_ms=limit

    tinylora ingest problems my_folder --files 'part-*.parquet' --column split=subset

    tinylora ingest luogu_dpo samples/raw/luogu_dpo

    tinylora ingest luogu_dpo local_luogu_dpo

    tinylora ingest extracted local_luogu_rl/luogu_rl_data.jsonl

    tinylora ingest packages ~/contests --split train

    tinylora ingest code_contests valid-00000-of-00001.parquet --split valid

    tinylora ingest deepcoder ~/DeepCoder --config lcbv5 --split test --json
"""


DATASETS = (
    *("luogu_dpo", "code_contests", "deepcoder", "extracted", "openr1_math", "problems"),
    "packages",
)
"""The registry's; --help names them without waiting for their readers."""
COLUMN_FORM = "OURS=THEIRS, e.g. statement=prompt"


def ingest(
    dataset: Annotated[str, typer.Argument(help=f"{', '.join(DATASETS)}.")],
    paths: Annotated[list[Path], typer.Argument(help="Raw files, or folders that hold them.")],
    config: Annotated[str | None, typer.Option(help="Where the dataset has several.")] = None,
    split: Annotated[str, typer.Option(help="train, valid or test.")] = "train",
    column: Annotated[
        list[str],
        typer.Option(metavar="OURS=THEIRS", help="Of problems: statement=prompt. Repeatable."),
    ] = [],  # noqa: B006
    files: Annotated[
        str | None, typer.Option(metavar="PATTERN", help="Of problems: which files of a folder.")
    ] = None,
    non_ascii: Annotated[
        Literal["drop", "keep", "normalise"],
        typer.Option(help="What to do with samples in a statement beyond ASCII."),
    ] = "drop",
    as_json: AsJson = False,
) -> None:
    """Ingest, mark duplicates, print."""
    from tinylora.corpus.given_files import given_files, given_source
    from tinylora.corpus.settings import CorpusSettings
    from tinylora.stages.corpus.duplicates import mark_duplicates
    from tinylora.stages.corpus.ingest import ingest_files

    columns = dict(name_and_value(one, "--column", COLUMN_FORM) for one in column)
    source = given_source(dataset, config, split, paths, columns, files)
    found = given_files(source, paths)
    corpus = CorpusSettings(sources=(source,), non_ascii_samples=non_ascii)
    warehouse = open_warehouse(migrated=True)
    load = ingest_files(found, source, corpus, warehouse, report=progress_lines())
    mark_duplicates(warehouse, report=progress_lines())
    (contents,) = warehouse.rows("select_load_contents", load_id=load.load_id)
    if as_json:
        read = {"files": [str(path) for path in found.files], "revision": found.revision}
        print_json(asdict(load) | read | contents)
    else:
        rejects = warehouse.rows("select_load_rejects", load_id=load.load_id)
        _show(load, contents, rejects, len(found.files))


def _show(load: "LoadSummary", contents: dict[str, Any], rejects: list["Row"], files: int) -> None:
    how = "reused: read before" if load.reused else f"read in {load.seconds:.1f} s"
    say(f"{load.dataset}/{load.config}/{load.split}, {files} file{'s' * (files > 1)}, {how}")
    rows = [
        {"rows": getattr(load, f"rows_{what}"), "": what, "example": ""}
        for what in ("read", "kept", "rejected")
    ]
    rows += [
        {
            "rows": row["rejected"],
            "": f"  {row['reason']}",
            "example": f"{row['example_native_id']}: {excerpt(row['example_excerpt'])}",
        }
        for row in rejects
    ]
    print_rows(rows, (Column("rows"), Column(""), Column("example", wrap=True)))
    say(
        f"{contents['problems']} problems with {contents['test_cases']} test cases "
        f"({contents['test_case_bytes'] / 1e6:.1f} MB): {contents['usable']} usable, "
        f"{contents['duplicates']} repeat another problem, {contents['not_stdin']} are not stdin"
    )
