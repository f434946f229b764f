"""A C++ program of several files as one source: what the judge compiles.

Files that the program includes take the place of their #include, each once, where they are first
asked for: beside the file that asks, or in one of the folders given. What the system provides stays
an #include.
"""

import posixpath
import re
from collections.abc import Sequence

from tinylora.corpus.files.package_files import Package
from tinylora.problem import Refused, RejectReason

CPP_SUFFIXES = (".cpp", ".cc", ".cxx", ".c++", ".C", ".c")
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)[^\n]*$', re.M)
_ONCE = re.compile(r"^[ \t]*#[ \t]*pragma[ \t]+once\b[^\n]*$", re.M)
_SYSTEM = re.compile(
    r"(?:assert|complex|ctype|errno|float|inttypes|limits|math|memory|std\w+|strings?|time|unistd)\.h"
)
"""What some write in quotes as well."""
SOURCE_BYTES = 2**20
"""Of each file; testlib has 200,000."""
MOST_CHARACTERS = 4 * SOURCE_BYTES
"""Of all together."""


def one_source(package: Package, files: Sequence[str], folders: Sequence[str] = ()) -> str:
    """Return the program of these files, which are compiled together, as one.

    Args:
        package: what holds them.
        files: C++ sources; the one with main() comes last in what is returned.
        folders: where else included files are looked for.

    Raises:
        Refused: a file that the program includes is not in the package.
    """
    seen: set[str] = set()
    texts = {name: package.text(name, SOURCE_BYTES) for name in files}
    ordered = sorted(files, key=lambda name: (has_main(texts[name]), name))
    source = "\n".join(_expanded(package, name, folders, seen) for name in ordered)
    if len(source) > MOST_CHARACTERS:
        raise Refused(RejectReason.TOO_LARGE, f"{files[0]} has {len(source)} characters")
    return source


def has_main(source: str) -> bool:
    """Tell whether a source is a whole program's main file."""
    return bool(re.search(r"\bmain\s*\(", source))


def _expanded(package: Package, name: str, folders: Sequence[str], seen: set[str]) -> str:
    seen.add(name)

    def included(found: re.Match[str]) -> str:
        asked = found[1] or found[2]
        for folder in (posixpath.dirname(name), *folders):
            path = posixpath.normpath(posixpath.join(folder, asked))
            if path in seen:
                return ""
            if path in package:
                return _expanded(package, path, folders, seen)
        if found[1] and "." in asked and "/" not in asked and not _SYSTEM.fullmatch(asked):
            raise Refused(
                RejectReason.CHECKER_NOT_RUN,
                f"{name} includes {asked}, which the package does not hold: add it to the package",
            )
        return found[0]

    return _ONCE.sub("", _INCLUDE.sub(included, package.text(name, SOURCE_BYTES)))
