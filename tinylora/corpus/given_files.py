"""Raw files named by hand: which config and split they are, and where they come from.

A path is a raw file, whatever its name, or a folder laid out as the hub's repository.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from tinylora.corpus.hub import SourceFiles, content_revision, matching
from tinylora.corpus.readers import reader_of
from tinylora.errors import SettingsError, SourceMissing
from tinylora.paths import CHECKOUT
from tinylora.settings import SourceSettings

SPLITS = ("train", "valid", "test")
SUFFIXES = (".json", ".jsonl", ".parquet")


def given_source(
    dataset: str, config: str | None, split: str, paths: Sequence[Path]
) -> SourceSettings:
    """Return the source that these paths are; its `path` is the file or folder all lie in.

    Raises:
        SettingsError: no such dataset, config or split; the message lists those there are.
    """
    reader = reader_of(dataset)
    configs = ", ".join(reader.configs)
    if config is None and "default" not in reader.configs:
        raise SettingsError(f"{dataset} has no default config: name one of {configs}")
    config = config or "default"
    if config not in reader.configs:
        raise SettingsError(f"{dataset} has no config {config!r}; there are: {configs}")
    splits = [name for name in SPLITS if reader.patterns(config, name)]
    if split not in splits:
        raise SettingsError(
            f"{dataset} has no split {split!r} of config {config!r}; there are: {', '.join(splits)}"
        )
    return SourceSettings(dataset=dataset, config=config, split=split, path=_origin(paths))


def given_files(source: SourceSettings, paths: Sequence[Path]) -> SourceFiles:
    """Return the raw files behind paths, each once, in the order of their names.

    Raises:
        SourceMissing: a path is not there, is no raw file, or is a folder without this split.
    """
    patterns = reader_of(source.dataset).patterns(source.config, source.split)
    files: set[Path] = set()
    for path in map(Path.resolve, paths):
        files.update(matching(path, patterns) if path.is_dir() else [_raw_file(path)])
    origin = CHECKOUT / source.path
    folder = origin if origin.is_dir() else origin.parent
    ordered = tuple(sorted(files))
    return SourceFiles(ordered, content_revision(folder, ordered))


def _raw_file(path: Path) -> Path:
    if not path.exists():
        raise SourceMissing(f"no file or folder {path}: check the path")
    if path.suffix not in SUFFIXES:
        raise SourceMissing(f"{path} is no raw file: its name must end in {', '.join(SUFFIXES)}")
    return path


def _origin(paths: Sequence[Path]) -> str:
    """Return what all paths have in common, as profiles name it: relative inside the checkout."""
    common = Path(os.path.commonpath([path.resolve() for path in paths]))
    return (common.relative_to(CHECKOUT) if common.is_relative_to(CHECKOUT) else common).as_posix()
