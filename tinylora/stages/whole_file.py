"""Write a file that people open: whole or not at all."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from tinylora.errors import DiskFault


def write_whole(path: Path, text: str) -> None:
    """Write `path` whole or not at all, whoever else writes it.

    Raises:
        DiskFault: its folder is missing or may not be written to, or the disk is full.
    """
    try:
        with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as part:
            part.write(text)
        Path(part.name).replace(path)
        path.chmod(0o644)
    except OSError as error:
        raise DiskFault(f"{path} cannot be written: {error.strerror}; name another") from error
