"""One folder per job under `jobs/`, used by one run at a time.

The folder's name is the job's content identity, so a run that is started again finds what the
killed one left. A lock keeps two runs of the same job apart: the second waits and then finds the
work done.
"""

from collections.abc import Iterator
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
    lock = FileLock(folder / "lock")
    with room_for(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            report(Progress(0, None, f"another run is working on {identity}: waiting for it"))
            lock.acquire()
    try:
        yield folder
    finally:
        lock.release()
