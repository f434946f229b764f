"""One archive of the warehouse and of what it refers to: checkpoints, jobs, reports.

The archive is a plain tar, which `tar` and `sha256sum --check SHA256SUMS` read as well. Its first
member says what made it and which schema the warehouse has; its last has the SHA-256 of every
other, so an archive that was cut short has none. The warehouse is copied first: a checkpoint is on
disk before its row is stored, so every file that this copy refers to is there to be added.
"""

import hashlib
import io
import json
import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from tinylora import __version__
from tinylora.display import size
from tinylora.errors import BackupFault, DiskFault
from tinylora.files import whole_file
from tinylora.stages.progress import Progress, Report, silent
from tinylora.warehouse import Row, Warehouse

FORMAT = 1
"""Of the archive. Another one is a newer version's, and refused."""
ABOUT, WAREHOUSE, SUMS = "backup.json", "warehouse.duckdb", "SHA256SUMS"
RESULTS = ("jobs", "imported", "reports")
"""Folders that an archive always holds, but for what LEFT_OUT names."""
CACHES = ("models", "hub", "factors")
"""Folders of what can be downloaded or made again: an archive holds them if it is asked to."""
PROBLEM_FILES = ("problems.jsonl", "validation.jsonl")
"""Of a job: written anew from the warehouse whenever it runs, and as large as its test cases."""
LOCK = "lock"
"""Of a job: held while somebody works on it."""
LEFT_OUT = (*PROBLEM_FILES, LOCK)
HALF = (".partial", ".part", ".lock")
"""Endings of files that somebody writes, or holds while writing another."""
HALF_FOLDER = re.compile(r"^partial-|\.part$")
"""A folder that somebody fills: a checkpoint's, or a model's that is converted."""
MARGIN = 64 * 10**6
"""Bytes of free disk asked for beyond the archive's own."""


@dataclass(frozen=True)
class BackedUp:
    """An archive that is written."""

    file: Path
    files: int
    """The warehouse among them."""
    bytes: int
    base_models: list[Row]
    """That its checkpoints and evaluations were made on; their weights are a cache."""
    faults: list[str]
    """In words: checkpoints that the warehouse names, and whose file is lost or damaged."""
    left_out: dict[str, int]
    """Folders of the home that are not in it, and the bytes they take."""


def back_up(
    warehouse: Warehouse, home: Path, file: Path, caches: bool = False, report: Report = silent
) -> BackedUp:
    """Write an archive of `home` to `file`, whole or not at all.

    A process that wants to write to the warehouse waits while that is copied, and no longer.

    Args:
        warehouse: the one in `home`.
        home: the folder of all that is written.
        file: where to; not there yet.
        caches: add models, downloads and factors.
        report: told how many bytes are done.

    Raises:
        SourceMissing: there is no warehouse.
        WarehouseBusy: another process held it for longer than the patience.
        WarehouseNewer: a newer version made it.
        BackupFault: there is something at `file`.
        DiskFault: no room, no folder, or a file that cannot be read.
    """
    if file.exists():
        raise BackupFault(f"{file} is there already: name another file, or move it away")
    folders = (*RESULTS, *CACHES) if caches else RESULTS
    try:
        with whole_file(file) as handle, tarfile.open(fileobj=handle, mode="w") as archive:
            made = _Archive(archive, report)
            with warehouse.unchanging():
                made.expected = _refuse_full_disk(file, warehouse.path, _files(home, folders))
                about, named = _about(warehouse), warehouse.rows("select_checkpoint_files")
                made.add_text(ABOUT, json.dumps(about, indent=1))
                made.add(WAREHOUSE, warehouse.path)
            for path in _files(home, folders):
                made.add(path.relative_to(home).as_posix(), path)
            sums = "".join(f"{digest}  {name}\n" for name, digest in made.sums.items())
            made.add_text(SUMS, sums)
    except OSError as error:
        raise DiskFault(f"{file} could not be written ({error}): nothing is left of it") from error
    return BackedUp(
        file=file,
        files=len(made.sums) - 2,  # our own two
        bytes=file.stat().st_size,
        base_models=about["base_models"],
        faults=list(_faults(named, made.sums)),
        left_out=_left_out(home, folders),
    )


class _Archive:
    """A tar that is being written, and the SHA-256 of what is in it by name."""

    def __init__(self, archive: tarfile.TarFile, report: Report) -> None:
        self.sums: dict[str, str] = {}
        self.expected = 0
        self._archive, self._report, self._done = archive, report, 0

    def add(self, name: str, path: Path) -> None:
        """Add the file at `path`, as long as it is now; one that is gone by now is left out."""
        with suppress(FileNotFoundError), path.open("rb") as handle:
            about = os.fstat(handle.fileno())
            self._add(name, handle, about.st_size, int(about.st_mtime))

    def add_text(self, name: str, text: str) -> None:
        """Add a file of ours."""
        content = os.fsencode(text)
        self._add(name, io.BytesIO(content), len(content), int(datetime.now(UTC).timestamp()))

    def _add(self, name: str, handle: BinaryIO, length: int, modified: int) -> None:
        member = tarfile.TarInfo(name)  # nobody's name, and no rights but to read
        member.size, member.mtime = length, modified
        hashed = _Hashed(handle, self._tell)
        self._archive.addfile(member, hashed)
        self.sums[name] = hashed.digest.hexdigest()

    def _tell(self, count: int) -> None:
        self._done += count
        words = f"{size(self._done)} of {size(self.expected)} copied"
        self._report(Progress(self._done, self.expected, words))


class _Hashed:
    """What is read through it is hashed and counted."""

    def __init__(self, handle: BinaryIO, tell: Any) -> None:
        self.digest = hashlib.sha256()
        self._handle, self._tell = handle, tell

    def read(self, count: int = -1) -> bytes:
        block = self._handle.read(count)
        self.digest.update(block)
        self._tell(len(block))
        return block


def _about(warehouse: Warehouse) -> dict[str, Any]:
    """Return what the archive says of itself, before anything of it is unpacked."""
    return {
        "format": FORMAT,
        "made_at": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
        "tinylora": __version__,
        "duckdb": version("duckdb"),
        "schema": warehouse.migrations(),
        "base_models": warehouse.rows("select_base_models"),
    }


def _files(home: Path, folders: Iterable[str]) -> Iterator[Path]:
    """Yield what is kept of these folders; nothing half-written, no locks, pipes or sockets."""
    for name in folders:
        for folder, inside, files in os.walk(home / name):
            inside[:] = sorted(one for one in inside if not HALF_FOLDER.search(one))
            for file in sorted(files):
                path = Path(folder, file)
                passing = path.suffix in HALF or (name == "jobs" and file in LEFT_OUT)
                if not passing and path.is_file():
                    yield path


def _refuse_full_disk(file: Path, warehouse: Path, files: Iterable[Path]) -> int:
    """Return the bytes that the archive will hold.

    Raises:
        DiskFault: there is not so much room for it.
    """
    needed = sum(path.stat().st_size for path in (warehouse, *files) if path.exists())
    free = shutil.disk_usage(file.parent).free
    if free < needed + MARGIN:
        raise DiskFault(
            f"{file} needs {size(needed + MARGIN)} and its disk has {size(free)} free: make room "
            "(`tinylora clean` says what can go), or name a file on another disk"
        )
    return needed


def _faults(named: Iterable[Row], sums: dict[str, str]) -> Iterator[str]:
    for row in named:
        found = sums.get(row["path"])
        if found != row["sha256"]:
            how = "is lost" if found is None else "is not as it was written"
            yield f"checkpoint {row['checkpoint_id']}: {row['path']} {how}"


def _left_out(home: Path, folders: Iterable[str]) -> dict[str, int]:
    """Return the other folders of the home that hold something."""
    found = {}
    for path in sorted(home.iterdir()):
        if path.is_dir() and path.name not in folders:
            walked = (Path(at, one) for at, _, files in os.walk(path) for one in files)
            found[path.name] = sum(one.lstat().st_size for one in walked if one.exists())
    return {name: taken for name, taken in found.items() if taken}
