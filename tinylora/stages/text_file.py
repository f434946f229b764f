"""Write a page or a table that people asked for by name."""

from pathlib import Path

from tinylora import files
from tinylora.errors import DiskFault


def write_text(path: Path, text: str) -> None:
    """Write `path`, in UTF-8, whole or not at all.

    Raises:
        DiskFault: its folder is missing or may not be written to, or the disk is full.
    """
    try:
        files.write_whole(path, text.encode())
    except OSError as error:
        raise DiskFault(f"{path} cannot be written: {error.strerror}; name another") from error
