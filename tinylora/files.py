"""A file on disk is whole or absent at every moment, a power cut included.

Write a page or a table that people asked for by name.
"""

import errno
import glob
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tinylora.errors import DiskFault, SettingsError

REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EACCES)
"""What a disk that is full, read-only or broken says."""


def is_refused(error: BaseException) -> bool:
    """Return whether it is a disk that refuses, and nobody's mistake in a program."""
    return isinstance(error, OSError) and error.errno in REFUSALS


def refused(what: object, error: OSError) -> DiskFault:
    """Return, as a sentence, that `what` cannot be written, or may not be touched at all."""
    if error.errno == errno.EACCES:
        return DiskFault(
            f"{what} may not be read or written: {error.strerror}; let it, or name another, and "
            "start the same again"
        )
    return DiskFault(
        f"{what} cannot be written: {error.strerror}; make room on its disk, or let it be written "
        "to, and start the same again: what was stored is still there, and it goes on from that"
    )


@contextmanager
def room_for(what: object) -> Iterator[None]:
    """Say of `what` that it cannot be written, where the disk refuses the body something.

    Raises:
        DiskFault: it does.
    """
    try:
        yield
    except OSError as error:
        if not is_refused(error):
            raise
        raise refused(error.filename or what, error) from error


@contextmanager
def system_errors() -> Iterator[None]:
    """Raise as an OSError what a library in Rust says of one in the words of its own exception.

    Raises:
        OSError: the system refused the body something.
    """
    try:
        yield
    except Exception as error:
        found = re.search(r"\(os error (\d+)\)", str(error))
        if found is None:
            raise
        raise OSError(int(found[1]), os.strerror(int(found[1]))) from error


def check_new(path: Path) -> None:
    """Refuse, before anything is made for it, a place that is taken or lies below a file.

    Raises:
        SettingsError: it is, or does.
    """
    if path.exists():
        raise SettingsError(f"{path} is there already; name another place")
    above = next(one for one in path.absolute().parents if os.path.lexists(one))
    if not above.is_dir():
        raise SettingsError(
            f"{path} cannot be written, for {above} is no folder; name another place"
        )


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` by a rename; what was there before stays until then.

    Raises:
        OSError: the folder is missing or may not be written to, or the disk is full.
    """
    write_parts(path, [content])


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Put `parts` one after another at `path` by a rename; one at a time is in memory.

    Raises:
        OSError: the folder is missing or may not be written to, or the disk is full.
    """
    with whole_file(path) as handle:
        handle.writelines(parts)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Hand out what to write to; it is at `path`, by a rename, once the body is done.

    Where `path` is a link, what it leads to is written and the link stays.

    Raises:
        OSError: the folder is missing or may not be written to, the disk is full, or a device or a
            pipe is at `path`, which a rename would replace.
    """
    if not path.name:  # "" and "." and "/"
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "a device or a pipe is there, and no file", str(path))
    for left in path.parent.glob(f"{glob.escape(path.name)}.*.partial"):
        writer = left.suffixes[-2].removeprefix(".")
        if writer.isdigit() and not Path("/proc", writer).exists():  # it was killed
            left.unlink(missing_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let a rename in `folder` outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_text(path: Path, text: str) -> None:
    """Write `path`, in UTF-8, whole or not at all.

    Raises:
        DiskFault: its folder is missing or may not be written to, or the disk is full.
    """
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise DiskFault(f"{path} cannot be written: {error.strerror}; name another") from error
