"""A problem package: the folder or the .zip that holds one problem's files. One is one row.

What is in it is somebody else's: nothing is unpacked, a name is only ever looked up among those the
package itself lists, and what is read is bounded, file by file and over the package. A link in a
folder may lead to another file of the same package, and nowhere else, nor to a folder; an archive
may hold none.
"""

import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from tinylora.corpus.files.raw_files import Unreadable
from tinylora.corpus.files.schema import Columns
from tinylora.errors import SourceMissing
from tinylora.problem import Refused, RejectReason

MARKS = ("problem.yaml", "problem.xml", "domjudge-problem.ini")
"""A folder that holds one of these is a package."""
COLUMNS: Columns = {"package": "package"}
FILE_BYTES = 64 * 2**20
"""Of one file."""
PACKAGE_BYTES = 512 * 2**20
"""Of all that is read of a package."""
MOST_FILES = 20_000
DIRECTORY_BYTES = 8 * 2**20
"""Of an archive's list of its files, which is read into memory before anything else."""
_UNPACKING = (OSError, RuntimeError, EOFError, ValueError)
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_END_SIZE, _COMMENT, _LOCATOR = 22, 2**16, 20


class Package:
    """The files of one package, by their path inside it.

    Raises:
        Refused: (here and while reading) it is damaged, too large, or not safe to read.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.stem if path.suffix == ".zip" else path.name
        self._left = PACKAGE_BYTES
        self._files = _zipped(path) if path.is_file() else _Folder(path)
        if not any(mark in self._files.names for mark in MARKS):
            raise _broken(f"{path.name} holds no {', '.join(MARKS)}")
        self.names: tuple[str, ...] = tuple(sorted(self._files.names))

    def __contains__(self, name: object) -> bool:
        return name in self._files.names

    def under(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder, in their order."""
        return tuple(name for name in self.names if name.startswith(f"{folder}/"))

    def read(self, name: str, most: int = FILE_BYTES) -> bytes:
        """Return a file's contents, at most so many bytes."""
        if name not in self:
            raise Refused(RejectReason.MISSING_FIELD, f"the package holds no {name}")
        size = self._files.size(name)
        if size > most:
            raise Refused(RejectReason.TOO_LARGE, f"{name} has {size} bytes, {most} are allowed")
        self._left -= size
        if self._left < 0:
            raise Refused(
                RejectReason.TOO_LARGE, f"what is read has more than {PACKAGE_BYTES} bytes"
            )
        return self._files.read(name, size)

    def text(self, name: str, most: int = FILE_BYTES) -> str:
        """Return a file of UTF-8, as it stands but for a byte order mark."""
        try:
            return self.read(name, most).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refused(RejectReason.UNSTORABLE_TEXT, f"{name} is not UTF-8: {error}") from error


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self.names: dict[str, Path] = {}
        for path in files_below(root):
            if not path.resolve().is_relative_to(self._root):
                raise _broken(f"{path.relative_to(root)} is a link that leads out of the package")
            if path.is_dir():
                raise _broken(f"{path.relative_to(root)} is a link to a folder: put a copy there")
            self.names[path.relative_to(root).as_posix()] = path
            if len(self.names) > MOST_FILES:
                raise Refused(RejectReason.TOO_LARGE, f"more than {MOST_FILES} files")

    def size(self, name: str) -> int:
        return self.names[name].stat().st_size

    def read(self, name: str, size: int) -> bytes:
        with self.names[name].open("rb") as handle:
            return handle.read(size)


class _Archive:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        members = [one for one in archive.infolist() if not one.is_dir()]
        for one in members:
            _refuse_unsafe(one)
        names = {one.filename: one for one in members}
        if len(names) < len(members):
            raise _broken("two files of the archive have the same name")
        root = _root(names)
        inside = (name for name in names if name.startswith(root))
        self.names = {name.removeprefix(root): names[name] for name in inside}

    def size(self, name: str) -> int:
        return self.names[name].file_size

    def read(self, name: str, size: int) -> bytes:
        try:
            with self._archive.open(self.names[name]) as handle:
                return handle.read(size)
        # RuntimeError: encrypted; NotImplementedError: an unknown way of packing.
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, *_UNPACKING) as error:
            raise _broken(f"{name} does not unpack: {error}") from error


def _zipped(path: Path) -> _Archive:
    try:
        _refuse_long_directory(path)
        return _Archive(zipfile.ZipFile(path))
    # LookupError: of a file without a name
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, LookupError) as error:
        raise _broken(f"{path.name} is no zip archive that can be read: {error}") from error


def _refuse_long_directory(path: Path) -> None:
    """Refuse an archive that lists so many files that the list alone would fill the memory."""
    with path.open("rb") as handle:
        handle.seek(max(0, path.stat().st_size - _END_SIZE - _COMMENT - _LOCATOR))
        tail = handle.read()
    at = len(tail) - _END_SIZE if tail[-_END_SIZE:].startswith(_END) else tail.rfind(_END)
    if at < 0:
        raise zipfile.BadZipFile("it has no list of files")
    listed = int.from_bytes(tail[at + 12 : at + 16], "little")
    if listed > DIRECTORY_BYTES or _END_64 in tail[max(0, at - _LOCATOR) : at]:
        raise Refused(RejectReason.TOO_LARGE, f"{path.name} lists more than {MOST_FILES} files")


def _refuse_unsafe(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in name or "\0" in name:
        raise _broken(f"the archive holds a file of the unsafe name {name!r:.200}")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _broken(f"{name!r:.200} is a link or device: pack the file itself")


def _root(names: Iterable[str]) -> str:
    """Return the folder inside an archive that is the package, with its slash; "": the archive.

    Raises:
        Refused: several are packages, of which one row would be only one.
    """
    tops: list[str] = []
    for folder in sorted(n[: n.rfind("/") + 1] for n in names if PurePosixPath(n).name in MARKS):
        if not tops or not folder.startswith(tops[-1]):  # what lies below a package is none
            tops.append(folder)
    if len(tops) > 1:
        raise _broken(
            f"the archive holds {len(tops)} packages ({tops[0]}, {tops[1]}…): unpack it and give "
            "the folder"
        )
    return tops[0] if tops else ""


def packages_in(path: Path) -> tuple[Path, ...]:
    """Return the packages that a path is or holds, in the order of their names.

    What lies below a package, in a hidden folder or behind a link is none.

    Raises:
        SourceMissing: there is none.
    """
    found = (path,) if is_package(path) else tuple(sorted(_walked(path)))
    if not found:
        raise SourceMissing(
            f"{path} holds no problem package: give a folder with {' or '.join(MARKS)}, a .zip of "
            "one, or a folder that holds such"
        )
    return found


def is_package(path: Path) -> bool:
    """Tell whether a path is a package, by its name or the one file that each must have."""
    if path.is_dir():
        return any((path / mark).is_file() for mark in MARKS)
    return path.suffix == ".zip" and path.is_file()


def _walked(top: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(top):
        here = Path(folder)
        if here != top and is_package(here):
            folders.clear()
            yield here
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (here / name for name in files if is_package(here / name))


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a package that is a folder, and its links to folders, not followed.

    Hidden folders hold none of it.
    """
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (path for name in folders if (path := Path(here, name)).is_symlink())
        yield from (path for name in sorted(files) if (path := Path(here, name)).is_file())


def columns_of(path: Path) -> Columns:
    """Return the one column of every package: itself."""
    return COLUMNS


def package_rows(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    """Yield the one row of a package, or `Unreadable` with why it is none."""
    try:
        yield {"package": Package(path)}
    except Refused as refused:
        yield Unreadable(refused.reason, f"{path.name}: {refused.excerpt}")


def _broken(why: str) -> Refused:
    return Refused(RejectReason.BROKEN_PACKAGE, why)
