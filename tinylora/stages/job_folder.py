"""One folder per job under `jobs/`, used by one run at a time.

The folder's name is the job's content identity, so a run that is started again finds what the
killed one left. A lock keeps two runs of the same job apart: the second waits and then finds the
work done.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from tinylora.stages.progress import Progress, Report


@contextmanager
def job_folder(home: Path, identity: str, report: Report) -> Iterator[Path]:
    """Hold the folder of job `identity` while the body runs; wait for another run that holds it."""
    folder = home / "jobs" / identity
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        report(Progress(0, None, f"another run is working on {identity}: waiting for it"))
        lock.acquire()
    try:
        yield folder
    finally:
        lock.release()


def write_job(folder: Path, job: dict[str, Any], problems: Iterable[dict[str, Any]]) -> None:
    """Write job.json and problems.jsonl, what a child reads."""
    write_lines(folder / "problems.jsonl", problems)
    (folder / "job.json").write_text(json.dumps(job, indent=1), encoding="utf-8")


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as JSON lines."""
    with path.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps(row) + "\n")
