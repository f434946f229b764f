"""Raw files named by hand: which config and split they are, and where they come from.

A path is a raw file, whatever its name, or a folder laid out as the hub's repository.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from tinylora.corpus.hub import SourceFiles, content_revision, matching
from tinylora.corpus.settings import SourceSettings
from tinylora.corpus.sources.readers import reader_of
from tinylora.errors import SettingsError, SourceMissing
from tinylora.paths import CHECKOUT

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
        SettingsError: a file is named as one of another split or config.
    """
    patterns = reader_of(source.dataset).patterns(source.config, source.split)
    files: set[Path] = set()
    for path in map(_absolute, paths):
        files.update(matching(path, patterns) if path.is_dir() else [_raw_file(path, source)])
    origin = CHECKOUT / source.path
    folder = origin if origin.is_dir() else origin.parent
    ordered = tuple(sorted(files))
    return SourceFiles(ordered, content_revision(folder, ordered))


def _raw_file(path: Path, source: SourceSettings) -> Path:
    if not path.exists():
        raise SourceMissing(f"no file or folder {path}: check the path")
    if path.suffix not in SUFFIXES:
        raise SourceMissing(f"{path} is no raw file: its name must end in {', '.join(SUFFIXES)}")
    _refuse_other(path, source)
    return path


def _refuse_other(path: Path, source: SourceSettings) -> None:
    """Refuse a file named as the hub names those of another split or config, not of this one."""
    reader = reader_of(source.dataset)
    asked = (source.config, source.split)
    named = {
        (config, split): reader.patterns(config, split)
        for config in reader.configs
        for split in SPLITS
    }
    for shown in (str, os.path.basename):  # its folder and name, then the name alone
        of = [at for at, some in named.items() if any(path.match(shown(one)) for one in some)]
        if asked in of:
            return
        if of:
            config, split = of[0]
            raise SettingsError(
                f"{path} is named as a file of config {config}, split {split}, not of config "
                f"{source.config}, split {source.split}: add --config {config} --split {split}, "
                "or rename it"
            )


def _absolute(path: Path) -> Path:
    """Return a path from the root that keeps its links: the hub's cache links names to hashes."""
    return Path(os.path.normpath(path.absolute()))


def _origin(paths: Sequence[Path]) -> str:
    """Return what all paths have in common, as profiles name it: relative inside the checkout.

    Several files are never the folder they lie in: a profile reads all of that.
    """
    absolute = [_absolute(path) for path in paths]
    common = Path(os.path.commonpath(absolute))
    common = common if common in absolute else common / "*"
    return (common.relative_to(CHECKOUT) if common.is_relative_to(CHECKOUT) else common).as_posix()
