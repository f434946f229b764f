"""What the home folder takes, kind by kind, and what of it can go.

Every file is of one kind. A kind keeps its files, or lets some go: at once, because they are
rubbish or made anew by themselves; or only if it is named, because somebody would miss them. What
a row of the warehouse refers to is in no kind that lets anything go, and what a running process
uses stays: a job whose lock is held, a file that a process has open, and, while any job runs or
judges, every cache.
"""

import os
import re
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from tinylora.code_identity import code_version
from tinylora.entry_points import FACTORS
from tinylora.errors import DiskFault
from tinylora.judge.walls.scratch import is_locked, locked, sweep
from tinylora.policy.weight_files import fingerprint_of
from tinylora.stages.upkeep.backup import LOCK, PROBLEM_FILES, WAREHOUSE
from tinylora.stages.upkeep.restore import REPLACED, STAGED
from tinylora.warehouse import Warehouse, with_log

AT_ONCE = {
    "temporary": "left half-written by processes that were killed",
    "old-logs": "events and output of finished jobs; what they tell is in the warehouse",
    "optimiser-states": "of finished trainings; nothing goes on from them",
    "old-factors": "made by an earlier solver; nothing reads them",
}
"""Kinds that go unless others are named, and what is in them."""
IF_NAMED = {
    "problem-files": "of jobs; a job that runs again has them anew, tinylora replay needs them",
    "unreferenced": "jobs and checkpoints that no row of the warehouse names",
    "factors": "singular vectors and directions; made again in minutes",
    "models": "base models that no row names; converted or downloaded again",
    "hub": "datasets' files that no load names; downloaded again",
    "snapshot": "a copy of the warehouse; tinylora snapshot takes it again",
    "headers": "precompiled for the judge; made again as programs come",
}
"""Kinds that go only if somebody names them."""
KEPT = {
    "warehouse": "everything that was read, judged, trained and evaluated",
    "checkpoints": "trained numbers that the warehouse names",
    "jobs": "what unfinished jobs go on from, and recent logs",
    "models-in-use": "base models that a row of the warehouse names",
    "hub-in-use": "datasets' files that a load was made from",
    "reports": "pages; tinylora report writes them again",
    "prefect": "the local server's history, runs and schedules",
    "replaced": "what tinylora restore --force moved aside; yours to delete",
    "other": "nothing of ours, or not known to be",
}
"""Kinds that stay, and why."""
KINDS = {**AT_ONCE, **IF_NAMED, **KEPT}
CACHES = ("old-factors", "factors", "models", "hub", "headers")
"""Kinds that any job which runs might be about to read."""
LOGS = re.compile(r"events\.jsonl|output(-\d+)?\.log")
OPTIMIZER = "optimizer.pt"
DAY_S = 86400.0
_HALF = re.compile(r"\.(?P<pid>\d+)\.partial$")
"""A file that process `pid` writes, until it is whole."""
_FACTORS = re.compile(r".*-r\d+-(?P<version>[0-9a-f]+)\.safetensors")


@dataclass
class Taken:
    """What one kind takes."""

    kind: str
    files: int = 0
    bytes: int = 0
    frees: int = 0
    """Bytes that go when it is cleaned."""
    in_use: int = 0
    """Bytes that would, were no process using them."""


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    real: str
    """Without symbolic links."""
    bytes: int
    kind: str
    job: str | None
    """Whose lock guards it."""


def survey(warehouse: Warehouse, home: Path, days: float) -> list[Taken]:
    """Return what each kind takes and could let go of; changes nothing.

    Args:
        warehouse: the one in `home`: it says what is referred to.
        home: the folder of all that is written.
        days: logs that are younger are not old.

    Raises:
        SourceMissing: there is no warehouse.
        WarehouseBusy: another process held it for longer than the patience.
    """
    return _by_kind(list(_Survey(warehouse, home, days).files()), _Use(home))


def clean(warehouse: Warehouse, home: Path, kinds: Collection[str], days: float) -> list[Taken]:
    """Delete what these kinds let go of; return those that let something go.

    Nothing is stored meanwhile: what no row refers to when it is looked at stays so.

    Args:
        warehouse: see `survey`.
        home: see `survey`.
        kinds: of AT_ONCE and IF_NAMED.
        days: see `survey`.

    Raises:
        SourceMissing: there is no warehouse.
        WarehouseBusy: another process held it for longer than the patience.
        DiskFault: a file cannot be deleted.
    """
    gone: list[_File] = []
    judge = home / "judge"
    try:
        # No judge starts meanwhile: it holds its own folder only once that is made.
        with warehouse.unchanging(), locked(judge) if judge.is_dir() else nullcontext():
            files, use = list(_Survey(warehouse, home, days).files()), _Use(home)
            by_job = defaultdict(list)
            for file in files:
                if file.kind in kinds and not use.of(file):
                    by_job[file.job].append(file)
            if "temporary" in kinds:
                sweep(judge)  # which also ends what still runs in there
            for job, found in by_job.items():
                with _held(home, job) as ours:
                    if ours:
                        gone += found
                        _delete(home, found)
    except OSError as error:
        raise DiskFault(f"{error.filename} cannot be deleted: {error.strerror}") from error
    return [one for one in _by_kind(gone, None) if one.frees]


class _Survey:
    """Every file of a home, and of which kind it is, as the warehouse sees it."""

    def __init__(self, warehouse: Warehouse, home: Path, days: float) -> None:
        self._home, self._now = home, time.time()
        self._old = self._now - days * DAY_S
        self._snapshot = with_log(warehouse.snapshot)
        self._checkpoints = {row["path"] for row in warehouse.rows("select_checkpoint_files")}
        self._states = {row["job"]: row["status"] for row in warehouse.rows("select_job_states")}
        self._with_checkpoints = {path.split("/")[1] for path in self._checkpoints if "/" in path}
        bases = warehouse.rows("select_named_models")
        self._fingerprints = {row["base_fingerprint"] for row in bases}
        self._downloaded = tuple(
            re.sub(r"[^\w.-]", "--", f"{row['base_model']}@{row['base_revision'] or ''}")
            for row in bases
        )
        self._origins = {
            (row["origin"].replace("/", "--"), row["revision"])
            for row in warehouse.rows("select_origins")
        }
        self._solver = code_version(FACTORS)

    def files(self) -> Iterator[_File]:
        """Yield the files."""
        for top in self._home.iterdir():
            walked = os.walk(top) if top.is_dir() else [(self._home, (), [top.name])]
            for folder, _, names in walked:
                real = os.path.realpath(folder)
                for name in names:
                    path = Path(folder, name)
                    with suppress(FileNotFoundError):
                        about, parts = path.lstat(), path.relative_to(self._home).parts
                        kind = self._kind(path, parts, about.st_mtime)
                        job = parts[1] if parts[0] == "jobs" and len(parts) > 2 else None
                        yield _File(path, f"{real}/{name}", about.st_size, kind, job)

    def _kind(self, path: Path, parts: tuple[str, ...], changed: float) -> str:
        top, *below = parts
        if top.startswith(WAREHOUSE):
            return "warehouse"
        if path in self._snapshot:
            return "snapshot"
        if top.startswith(STAGED):
            return "other" if _is_alive(top.removeprefix(STAGED).split("-")[0]) else "temporary"
        if top.startswith(REPLACED):
            return "replaced"
        if not below:
            half = _HALF.search(top)
            return "temporary" if half and not _is_alive(half["pid"]) else "other"
        if half := _HALF.search(path.name):
            return "other" if _is_alive(half["pid"]) else "temporary"
        of_top = {
            **{"jobs": self._of_a_job, "imported": self._imported, "factors": self._factors},
            **{"models": self._model, "hub": self._download, "judge": self._of_the_judge},
        }
        if top in of_top:
            return of_top[top](path, below, changed)
        return top if top in ("reports", "prefect") else "other"

    def _of_a_job(self, path: Path, below: list[str], changed: float) -> str:
        job, *inside = below
        if not inside or path.name == LOCK:
            return "jobs"
        if f"jobs/{'/'.join(below)}" in self._checkpoints:
            return "checkpoints"
        if any(part.startswith("partial-") for part in inside):
            return "temporary"
        if path.name in PROBLEM_FILES:
            return "problem-files"
        if job not in self._states and job not in self._with_checkpoints:
            return "unreferenced"
        if self._states.get(job) == "finished":
            if LOGS.fullmatch(path.name) and changed < self._old:
                return "old-logs"
            if path.name == OPTIMIZER:
                return "optimiser-states"
        return "jobs"

    def _imported(self, path: Path, below: list[str], changed: float) -> str:
        named = "/".join(("imported", *below)) in self._checkpoints
        return "checkpoints" if named else "unreferenced"

    def _factors(self, path: Path, below: list[str], changed: float) -> str:
        made = _FACTORS.fullmatch(path.name)
        return "old-factors" if made and made["version"] != self._solver else "factors"

    def _model(self, path: Path, below: list[str], changed: float) -> str:
        folder = below[0]
        if folder.endswith(".part"):
            lock = self._home / "models" / f"{folder.removesuffix('.part')}.lock"
            return "other" if is_locked(lock) else "temporary"
        if folder == "digests" or folder.endswith(".lock"):
            return "models-in-use"
        if folder.endswith(".gguf"):  # put together from parts in packages
            named = fingerprint_of([path], self._home) in self._fingerprints
        else:
            named = folder in self._fingerprints or folder.startswith(self._downloaded)
        return "models-in-use" if named else "models"

    def _download(self, path: Path, below: list[str], changed: float) -> str:
        return "hub-in-use" if tuple(below[:2]) in self._origins else "hub"

    def _of_the_judge(self, path: Path, below: list[str], changed: float) -> str:
        folder = below[0]
        if folder.startswith("pool-"):
            return "other" if is_locked(self._home / "judge" / folder / LOCK) else "temporary"
        return "headers" if folder.startswith("headers-") else "other"


class _Use:
    """What running processes use of a home."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._open = _open_files()
        self._jobs: dict[str, bool] = {}
        self._anything_runs = (
            any(self._works_on(path.parent.name) for path in home.glob(f"jobs/*/{LOCK}"))
            or any(is_locked(path) for path in home.glob(f"judge/pool-*/{LOCK}"))
            or is_locked(home / "prefect" / "stack.lock")
        )

    def of(self, file: _File) -> bool:
        """Return whether a process uses `file`, or may be about to."""
        return (
            file.real in self._open
            or (file.kind in CACHES and self._anything_runs)
            or (file.job is not None and self._works_on(file.job))
        )

    def _works_on(self, job: str) -> bool:
        if job not in self._jobs:
            self._jobs[job] = is_locked(self._home / "jobs" / job / LOCK)
        return self._jobs[job]


def _by_kind(files: Iterable[_File], use: _Use | None) -> list[Taken]:
    found = {kind: Taken(kind) for kind in KINDS}
    for file in files:
        one = found[file.kind]
        one.files += 1
        one.bytes += file.bytes
        if file.kind not in KEPT:
            if use is not None and use.of(file):
                one.in_use += file.bytes
            else:
                one.frees += file.bytes
    return list(found.values())


@contextmanager
def _held(home: Path, job: str | None) -> Iterator[bool]:
    """Hold a job's lock while the body runs; hand out whether it could be had."""
    if job is None:
        yield True
        return
    folder = home / "jobs" / job
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
        if [path.name for path in folder.iterdir()] == [LOCK]:
            (folder / LOCK).unlink()  # whoever waits for it notices, and makes both anew
            folder.rmdir()
    finally:
        lock.release()


def _delete(home: Path, files: Iterable[_File]) -> None:
    """Delete these files, and the folders that are empty then."""
    for file in files:
        file.path.unlink(missing_ok=True)
        for folder in file.path.parents:
            if home in (folder, folder.parent) or (folder.exists() and any(folder.iterdir())):
                break
            with suppress(FileNotFoundError):  # gone with the file before
                folder.rmdir()


def _open_files() -> set[str]:
    """Return the files that processes have open or mapped, as far as we may see."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            for path in (process / "fd").iterdir():
                with suppress(OSError):  # closed since it was listed; the next ones are not
                    found.add(str(path.readlink()))
        with suppress(OSError):
            maps = os.fsdecode((process / "maps").read_bytes())
            found |= {line[at:] for line in maps.splitlines() if (at := line.find("/")) > 0}
    return found


def _is_alive(pid: str) -> bool:
    return pid.isdigit() and Path("/proc", pid).exists()
