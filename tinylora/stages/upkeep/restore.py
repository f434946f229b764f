"""Put a backup in the place of a home folder, once all of it has proved whole.

Everything is unpacked beside its place, summed, opened and brought up to date there; the last step
is a few renames. What an archive holds is believed as little as any file of strangers: its members
are plain files below the folders that a backup has, written by us and not by tarfile, and none is
longer than the archive. The sums show damage, not forgery: whoever made the archive could have put
any numbers into its warehouse.
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock, Timeout

from tinylora.display import size
from tinylora.errors import BackupFault, DiskFault, InUse, QueryError, WarehouseBusy, WarehouseNewer
from tinylora.stages.progress import Progress, Report, silent
from tinylora.stages.upkeep.backup import ABOUT, CACHES, FORMAT, LOCK, RESULTS, SUMS, WAREHOUSE
from tinylora.stages.upkeep.snapshot import take_snapshot
from tinylora.warehouse import SNAPSHOT, Row, Warehouse, refuse_newer, with_log

STAGED = "restoring-"
"""What the name of a folder begins with in which an archive is unpacked; the process follows."""
REPLACED = "replaced-"
"""What the name of a folder begins with to which --force moves what was there; the time follows."""
ABOUT_BYTES = 10**6
BLOCK = 1 << 20


@dataclass(frozen=True)
class Restored:
    """A home that holds what an archive held."""

    home: Path
    files: int
    """The warehouse among them."""
    made_at: str
    base_models: list[Row]
    """That its checkpoints and evaluations were made on; their weights may have to be fetched."""
    migrated: list[str]
    """Migrations that the warehouse of the archive had not had."""
    replaced: Path | None
    """Where what was there before lies now."""


def restore(file: Path, home: Path, force: bool = False, report: Report = silent) -> Restored:
    """Put what `file` holds into `home`.

    Args:
        file: an archive of `back_up`.
        home: the folder of all that is written.
        force: move what is there aside, into a folder of `home`. Nothing is deleted.
        report: told how many bytes are done.

    Raises:
        BackupFault: `file` is no whole backup, or there is something where it is to go.
        WarehouseNewer: a newer version made it.
        InUse: a running process uses what would be moved aside.
        DiskFault: no room, or a folder that cannot be written to.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        _in_the_way(home, set(), force)  # before anything is unpacked
        with _unpacked(file, home, report) as (staged, about):
            there = _in_the_way(home, {path.name for path in staged.iterdir()}, force)
            files = sum(len(found) for _, _, found in os.walk(staged))
            migrated = _bring_up_to_date(staged / WAREHOUSE, about["schema"])
            _refuse_in_use(home)
            if SNAPSHOT in there:
                take_snapshot(Warehouse(staged / WAREHOUSE))
            replaced = _exchange(staged, home, there)
    except tarfile.TarError as error:
        raise _no_backup(file, str(error)) from error
    except OSError as error:
        raise DiskFault(f"{file} could not be restored into {home}: {error}") from error
    made_at, base_models = about["made_at"], about["base_models"]
    return Restored(home, files, made_at, base_models, migrated, replaced)


@contextmanager
def _unpacked(file: Path, home: Path, report: Report) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Unpack the archive beside its place, and hold it against its sums."""
    if not file.is_file():
        raise BackupFault(f"there is no file {file}: name an archive of `tinylora backup`")
    staged = Path(tempfile.mkdtemp(prefix=f"{STAGED}{os.getpid()}-", dir=home))
    try:
        try:
            about = _unpack_all(file, staged, report)
        except (ValueError, OverflowError, RecursionError) as error:  # tarfile believes its numbers
            raise _no_backup(file, str(error)) from error
        yield staged, about
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _unpack_all(file: Path, staged: Path, report: Report) -> dict[str, Any]:
    """Write the members into `staged`, hold them against their sums, and return what made them."""
    with tarfile.open(file, "r:") as archive:
        about = _about(file, archive)
        free, needed = shutil.disk_usage(staged).free, file.stat().st_size
        if free < needed:
            raise DiskFault(
                f"{file} is {size(needed)} and the disk of {staged.parent} has {size(free)} free: "
                "make room, or restore into a folder on another disk (TINYLORA_HOME=FOLDER)"
            )
        sums, done = {}, 0
        for member in archive:
            done += member.size
            told = f"{size(done)} of {size(needed)} unpacked"
            sums[member.name] = _unpack(file, archive, member, staged, sums)
            report(Progress(done, needed, told))
    _check_sums(file, staged, sums)
    (staged / ABOUT).unlink()
    return about


def _about(file: Path, archive: tarfile.TarFile) -> dict[str, Any]:
    """Return the archive's first member, which says what made it.

    Raises:
        BackupFault: it is no backup, or its form is not known.
        WarehouseNewer: its warehouse is a newer version's.
    """
    first = archive.next()
    if first is None or first.name != ABOUT or not first.isreg() or first.size > ABOUT_BYTES:
        raise _no_backup(file, f"it does not begin with {ABOUT}")
    try:
        about = json.loads(archive.extractfile(first).read())
        found, had = int(about["format"]), [str(name) for name in about["schema"]]
        about = {**about, "schema": had, "made_at": str(about["made_at"])}
        about["base_models"] = [
            {**row, **{key: str(row[key]) for key in ("base_model", "base_fingerprint")}}
            for row in about["base_models"]
        ]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise _no_backup(file, f"{ABOUT} cannot be read: {error}") from error
    if found != FORMAT:
        raise WarehouseNewer(
            f"{file} is a backup of form {found}, and this code knows form {FORMAT}: update the "
            "code (git pull, make setup)"
        )
    refuse_newer(str(file), had)
    return about


def _unpack(
    file: Path,
    archive: tarfile.TarFile,
    member: tarfile.TarInfo,
    staged: Path,
    known: dict[str, str],
) -> str:
    """Write one member below `staged`; return its SHA-256.

    Raises:
        BackupFault: it is no plain file, is there twice, or would lie where no backup writes.
    """
    path = PurePosixPath(member.name)
    where = path.parts[:1]
    is_ours = member.name in (ABOUT, WAREHOUSE, SUMS) or (
        len(path.parts) > 1 and where[0] in (*RESULTS, *CACHES)
    )
    if not is_ours or member.name != path.as_posix() or {"..", "."} & {*path.parts}:
        raise _no_backup(file, f"its member {member.name!r} lies where no backup writes")
    if not member.isreg() or member.issparse():
        raise _no_backup(file, f"its member {member.name!r} is no plain file")
    if member.name in known:
        raise _no_backup(file, f"its member {member.name!r} is there twice")
    tarfile.data_filter(member, str(staged))  # what Python itself refuses, whatever we forgot
    target = staged / path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, source = hashlib.sha256(), archive.extractfile(member)
    with target.open("xb") as out:
        while block := source.read(BLOCK):
            digest.update(block)
            out.write(block)
    os.utime(target, (member.mtime, member.mtime))
    return digest.hexdigest()


def _check_sums(file: Path, staged: Path, found: dict[str, str]) -> None:
    """Hold what was unpacked against SHA256SUMS, which goes.

    Raises:
        BackupFault: something is missing, is too much, or is not as it was written.
    """
    if SUMS not in found:
        raise _no_backup(file, f"it does not end with {SUMS}: it was cut short")
    lines = os.fsdecode((staged / SUMS).read_bytes()).split("\n")[:-1]
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    del found[SUMS]
    (staged / SUMS).unlink()
    if wrong := sorted(n for n in {*told, *found} if told.get(n) != found.get(n)):
        raise _no_backup(file, f"{', '.join(wrong[:5])} is not as it was written")
    if WAREHOUSE not in found:
        raise _no_backup(file, f"it holds no {WAREHOUSE}")


def _bring_up_to_date(path: Path, had: list[str]) -> list[str]:
    """Open the unpacked warehouse and bring it up to date; return the migrations it lacked."""
    warehouse = Warehouse(path)
    warehouse.migrate()
    return [name for name in warehouse.migrations() if name not in had]


def _refuse_in_use(home: Path) -> None:
    """See that nobody works in `home`.

    Raises:
        InUse: a process holds a job of it or its local server, or has the warehouse open.
    """
    for path in (*home.glob(f"jobs/*/{LOCK}"), *home.glob("prefect/stack.lock")):
        try:
            with FileLock(path).acquire(timeout=0):
                """Nobody else does."""
        except Timeout as error:
            raise InUse(
                f"a running process holds {path}: wait for its end or stop it, then restore"
            ) from error
    path = home / WAREHOUSE
    if not path.exists():
        return
    with suppress(QueryError, WarehouseNewer):  # damaged, or newer: why it is replaced
        try:
            with Warehouse(path, write_patience_s=0.0).writing():
                """Nobody else has it open."""
        except WarehouseBusy as error:
            raise InUse(f"a running process has {path} open: close it, then restore") from error


def _in_the_way(home: Path, arriving: set[str], force: bool) -> list[str]:
    """Return what of `home` is a result, or has the name of something that arrives.

    Raises:
        BackupFault: there is something, and it may not be moved aside.
    """
    files = (path.name for one in (WAREHOUSE, SNAPSHOT) for path in with_log(home / one))
    names = sorted({*arriving, *RESULTS, *files})
    there = [name for name in names if _holds(home / name)]
    if there and not force:
        raise BackupFault(
            f"{home} holds {', '.join(there)} already: restore into another folder "
            "(TINYLORA_HOME=FOLDER), or add --force, which moves those aside"
        )
    return there


def _exchange(staged: Path, home: Path, there: list[str]) -> Path | None:
    """Move what is `there` aside and what is staged into `home`, all of it or nothing.

    Returns:
        Where what was there lies now; None: nothing was.
    """
    aside = home / f"{REPLACED}{datetime.now():%Y%m%d-%H%M%S}"
    moves = [(home / name, aside / name) for name in there]
    moves += [(path, home / path.name) for path in sorted(staged.iterdir())]
    if there:
        aside.mkdir()
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.rename(target)
            done.append((source, target))
    except OSError:  # a folder that a disk is mounted on, say
        for source, target in reversed(done):
            target.rename(source)
        if there:
            aside.rmdir()
        raise
    return aside if there else None


def _holds(path: Path) -> bool:
    """Return whether there is something at `path`; an empty folder is nothing, a link is."""
    if path.is_symlink():
        return True
    return any(path.iterdir()) if path.is_dir() else path.exists()


def _no_backup(file: Path, why: str) -> BackupFault:
    return BackupFault(f"{file} is no whole backup of this project: {why}. Nothing was changed")
