"""What the commands share: options, so that they read alike, the warehouse, progress, failure."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tinylora.display import Format, harmless
from tinylora.errors import SettingsError, TinyLoRAError
from tinylora.files import is_refused, refused
from tinylora.paths import warehouse_path
from tinylora.stages.progress import Progress

if TYPE_CHECKING:
    from tinylora.cluster.settings import ExecutionSettings
    from tinylora.warehouse import Warehouse

NOTHING, MISUSE = 1, 2
"""Exit statuses: the question was answered by "nothing", and it made no sense."""
QUIET_S = 2.0
"""Seconds between lines of progress, and before the first."""

Split = Literal["train", "valid", "test"]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Compare although more than the policy differs.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Confidence = Annotated[float, typer.Option(min=0.5, max=0.9999, help="Of intervals.")]
Output = Annotated[Format, typer.Option("--format", "-f", help="table, csv or json.")]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes at once. [default: one per core]")
]

Ray = Annotated[
    str,
    typer.Option(
        metavar="HOST:PORT", help="Judge on the nodes of this Ray cluster (needs the extra ray)."
    ),
]


def execution_on(ray: str) -> "ExecutionSettings":
    """Return where to judge, as --ray says it.

    Raises:
        SettingsError: it is no HOST:PORT.
    """
    from pydantic import ValidationError  # most commands wait for neither

    from tinylora.cluster.settings import LOCAL, ExecutionSettings

    try:
        return ExecutionSettings(engine="ray", address=ray) if ray else LOCAL
    except ValidationError as error:
        raise SettingsError(f"--ray {ray!r} is no HOST:PORT, such as 10.0.0.5:6379") from error


def open_warehouse(migrated: bool = False, **options: float) -> "Warehouse":
    """Return the warehouse under TINYLORA_HOME; `migrated`: to write, so with today's tables."""
    from tinylora.warehouse import Warehouse  # --help need not wait for DuckDB and Arrow

    warehouse = Warehouse(warehouse_path(), **options)
    if migrated:
        warehouse.migrate()
    return warehouse


@contextmanager
def misuse_is() -> Iterator[None]:
    """Make one sentence on stderr and the exit status 2 of an error raised on purpose.

    Of a disk that refuses something, too: 1 is what a command says that found what it looked for.
    """
    try:
        yield
    except (TinyLoRAError, OSError) as error:
        if isinstance(error, OSError):
            if not is_refused(error):
                raise
            error = refused(error.filename or "a file", error)
        print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
        raise typer.Exit(MISUSE) from error


def progress_lines() -> Callable[[Progress], None]:
    """Return what prints progress as lines on stderr, none for what is quickly done."""
    last = time.monotonic()

    def report(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= QUIET_S:
            last = time.monotonic()
            print(harmless(progress.message), file=sys.stderr, flush=True)

    return report
