"""One folder per job under `jobs/`, used by one run at a time.

The folder's name is the job's content identity, so a run that is started again finds what the
killed one left. A lock keeps two runs of the same job apart: the second waits and then finds the
work done.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tinylora.files import room_for
from tinylora.stages.progress import Progress, Report


@contextmanager
def job_folder(home: Path, identity: str, report: Report) -> Iterator[Path]:
    """Hold the folder of job `identity` while the body runs; wait for another run that holds it.

    Raises:
        DiskFault: the disk is full or refuses it.
    """
    folder = home / "jobs" / identity
    waiting = f"another run is working on {identity}: waiting for it"
    with alone(folder / "lock", waiting, lambda said: report(Progress(0, None, said))):
        yield folder


@contextmanager
def alone(path: Path, waiting: str, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock that is this file while the body runs; say so before waiting for another.

    Raises:
        DiskFault: the disk is full or refuses it.
    """
    lock = FileLock(path)
    with room_for(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say(waiting)
            lock.acquire()
    try:
        yield
    finally:
        lock.release()
