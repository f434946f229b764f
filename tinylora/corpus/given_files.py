"""Raw files named by hand: which config and split they are, and where they come from.

A path is a raw file, whatever its name, or a folder that `hub.local_files` knows.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from tinylora.corpus.hub import SourceFiles, content_revision, local_files
from tinylora.corpus.settings import SourceSettings, Split
from tinylora.corpus.sources.readers import reader_of
from tinylora.display import first_problem
from tinylora.errors import SettingsError
from tinylora.identity import fingerprint
from tinylora.paths import CHECKOUT

LONGEST_NAMES = 200
"""Characters of the names of several paths that an origin shows; a digest stands for the rest."""


def given_source(
    dataset: str,
    config: str | None,
    split: str,
    paths: Sequence[Path],
    columns: Mapping[str, str],
    files: str | None,
) -> SourceSettings:
    """Return the source that these paths are; its `path` is the file or folder all lie in.

    Raises:
        SettingsError: no such dataset, config or split; the message lists those there are. Or
            `files` is no pattern.
    """
    reader = reader_of(dataset)
    configs = ", ".join(reader.configs)
    if config is None and "default" not in reader.configs:
        raise SettingsError(f"{dataset} has no default config: name one of {configs}")
    config = config or "default"
    if config not in reader.configs:
        raise SettingsError(f"{dataset} has no config {config!r}; there are: {configs}")
    splits = [name for name in get_args(Split) if reader.patterns(config, name)]
    if split not in splits:
        raise SettingsError(
            f"{dataset} has no split {split!r} of config {config!r}; there are: {', '.join(splits)}"
        )
    named = {"dataset": dataset, "config": config, "split": split, "path": _origin(paths)}
    try:
        return SourceSettings(**named, columns=dict(columns), files=files)
    except ValidationError as error:
        raise SettingsError(first_problem(error)) from error


def given_files(source: SourceSettings, paths: Sequence[Path]) -> SourceFiles:
    """Return the raw files behind paths, each once, in the order of their names.

    Raises:
        SourceMissing: a path is not there, is no raw file, or is a folder without this split.
        SettingsError: a file or saved split is known to be of another split or config.
    """
    files = {file for path in map(_absolute, paths) for file in local_files(path, source)}
    common = _common([_absolute(path) for path in paths])
    folder = common if common.is_dir() else common.parent
    ordered = tuple(sorted(files))
    return SourceFiles(ordered, content_revision(folder, ordered))


def _absolute(path: Path) -> Path:
    """Return a path from the root that keeps its links: the hub's cache links names to hashes."""
    return Path(os.path.normpath(path.absolute()))


def _common(absolute: Sequence[Path]) -> Path:
    return Path(os.path.commonpath(absolute))


def _origin(paths: Sequence[Path]) -> str:
    """Return what all paths have in common, as profiles name it: relative inside the checkout.

    Several paths are never the folder they lie in, of which a profile reads all, nor are they other
    paths of that folder, whose load would give way to theirs: their names are a part of it.
    """
    absolute = [_absolute(path) for path in paths]
    common = _common(absolute)
    origin = common if common in absolute else common / _names(absolute, common)
    return (origin.relative_to(CHECKOUT) if origin.is_relative_to(CHECKOUT) else origin).as_posix()


def _names(absolute: Sequence[Path], common: Path) -> str:
    """Return the names of paths below `common` as a shell would write them, not endlessly long."""
    names = sorted({path.relative_to(common).as_posix() for path in absolute})
    shown = ",".join(names)
    if len(shown) > LONGEST_NAMES:
        shown = f"{shown[:LONGEST_NAMES]}…{len(names)} paths {fingerprint(names)}"
    return f"{{{shown}}}"
