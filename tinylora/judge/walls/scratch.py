"""A pool's folder: locked while its pool lives, swept by the next pool when it was left behind."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinylora.errors import JudgeFault
from tinylora.judge.walls.sandbox import kill_processes_in


class PoolFolder:
    """`path` exists until `remove`.

    Raises:
        JudgeFault: the scratch folder cannot be written.
    """

    def __init__(self, scratch: Path) -> None:
        try:
            scratch.mkdir(parents=True, exist_ok=True)
            with locked(scratch):
                sweep(scratch)
                self.path = Path(tempfile.mkdtemp(prefix="pool-", dir=scratch.resolve()))
                self.path.chmod(0o711)
                self._lock = os.open(self.path / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC)
                fcntl.flock(self._lock, fcntl.LOCK_EX)
        except OSError as error:
            raise JudgeFault(
                f"the judge cannot use its scratch folder {scratch}: {error}"
            ) from error

    def remove(self) -> None:
        """Remove the folder and all in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def sweep(scratch: Path) -> None:
    """Remove the folders of pools that are no more, and end what still runs in them."""
    for folder in scratch.resolve().glob("pool-*"):
        if not is_locked(folder / "lock"):
            for box in folder.glob("box-*"):
                kill_processes_in(box)
            shutil.rmtree(folder, ignore_errors=True)


def is_locked(path: Path) -> bool:
    """Return whether a process holds the lock that is this file; where none is, none does."""
    try:
        lock = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    except OSError:  # there are too many files open, say: somebody's next look will tell
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock that is a folder while the body runs; pools are made and swept under it."""
    fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
