"""Raw files of a source: local ones, or the hub's.

Local is a file, a folder laid out as the hub's repository, one that save_to_disk wrote, or one that
is or holds problem packages, where the dataset's reader finds such.

A hub download is pinned to a commit, fetches only the files of its config and split, goes on where
an earlier one stopped, and is whole only once its manifest is written, which happens last. A line
that goes dead within a file is taken up there by the hub's client; a process that was killed leaves
its finished files, and begins the others again.
"""

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import httpx2  # the hub's own client: its lost connections are its errors
import huggingface_hub
from huggingface_hub.errors import HFValidationError

from tinylora.corpus.files.package_files import files_below, is_package
from tinylora.corpus.files.saved_datasets import is_saved, saved_files, saved_split
from tinylora.corpus.settings import SourceSettings, Split
from tinylora.corpus.sources.readers import reader_for
from tinylora.errors import SettingsError, SourceMissing, not_fetched
from tinylora.files import write_whole
from tinylora.identity import fingerprint, sha256_file
from tinylora.paths import CHECKOUT

_ABOUT = re.compile(r"manifest-.*|dataset_infos?\.json")
"""Files that say something about the data: our own, and those of the datasets library."""
SUFFIXES = (".json", ".jsonl", ".parquet")
SHOWN = 4
"""Patterns that a message names."""
_SHARD = re.compile(r"(?P<stem>.*)-(?P<index>\d{5})-of-(?P<count>\d{5})(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class SourceFiles:
    """The raw files of one (dataset, config, split), in reading order."""

    files: tuple[Path, ...]
    """A folder among them is a split that save_to_disk wrote, or a problem package."""
    revision: str
    """Hub commit, or "files-" and 16 hex digits over names and contents of local files."""


def fetch(source: SourceSettings, home: Path) -> SourceFiles:
    """Return a source's files, downloading what `home` does not hold yet.

    Raises:
        SourceMissing: no such folder, config, split or file, shards missing, or the hub said no.
        SettingsError: no reader for the dataset, or a file is named as one of another split.
    """
    patterns = reader_for(source).patterns(source.config, source.split)
    if not patterns:
        raise SourceMissing(
            f"{source.dataset} has no split {source.split!r} of config {source.config!r}: "
            "name one the dataset has, or mend the reader's patterns"
        )
    if source.path is not None:
        path = CHECKOUT / Path(source.path).expanduser()
        files = local_files(path, source)
        return SourceFiles(files, content_revision(path if path.is_dir() else path.parent, files))
    return _hub(source, patterns, home)


def local_files(path: Path, source: SourceSettings) -> tuple[Path, ...]:
    """Return the source's raw files that `path` is or holds.

    Raises:
        SourceMissing: it is not there, is no raw file, or is a folder without this split.
        SettingsError: a file or saved split is known to be of another split or config.
    """
    if not path.exists():
        raise SourceMissing(
            f"no file or folder {path}: give a raw file, the folder that is laid out as the hub's "
            "repository, or one that save_to_disk wrote"
        )
    reader = reader_for(source)
    if reader.files is not None:
        return reader.files(path)
    if source.files is not None and (is_saved(path) or not path.is_dir()):
        raise SettingsError(
            f"{source.dataset}: files {source.files} chooses files of a folder, and {path} is "
            "none to choose from: leave `files` out"
        )
    if path.is_dir() and is_saved(path):
        each = {reader.patterns(source.config, split) for split in get_args(Split)}
        return (saved_split(path, source.split, shared=len(each) == 1),)
    if path.is_dir():
        return matching(path, reader.patterns(source.config, source.split))
    if path.suffix not in SUFFIXES:
        raise SourceMissing(f"{path} is no raw file: its name must end in {', '.join(SUFFIXES)}")
    _refuse_other(path, source)
    return (path,)


def _refuse_other(path: Path, source: SourceSettings) -> None:
    """Refuse a file named as the hub names those of another split or config, not of this one."""
    reader = reader_for(source)
    asked = (source.config, source.split)
    named = {
        (config, split): reader.patterns(config, split)
        for config in reader.configs
        for split in get_args(Split)
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


def content_revision(folder: Path, files: Sequence[Path]) -> str:
    """Return the revision of local files: their names inside `folder`, and their contents.

    Raises:
        SourceMissing: a file of what save_to_disk wrote is missing or cut short.
    """
    each = [one for path in files for one in (_contents(path) if path.is_dir() else [path])]
    contents = [
        # A package is refused for a link to a folder, whatever that holds.
        [path.relative_to(folder).as_posix(), "folder" if path.is_dir() else sha256_file(path)]
        for path in each
    ]
    return f"files-{fingerprint(contents)}"


def _contents(folder: Path) -> Iterable[Path]:
    return files_below(folder) if is_package(folder) else saved_files(folder)


def _hub(source: SourceSettings, patterns: Sequence[str], home: Path) -> SourceFiles:
    folder = home / "hub" / source.repo.replace("/", "--") / source.revision
    own = reader_for(source).for_source is None
    chosen = "" if own else f"-{fingerprint(list(patterns))}"  # settings may choose others
    manifest = folder / f"manifest-{source.config}-{source.split}{chosen}.json"
    held = _held(manifest)
    if held is not None:
        return SourceFiles(held, source.revision)
    try:
        huggingface_hub.snapshot_download(
            source.repo,
            repo_type="dataset",
            revision=source.revision,
            # To the hub a file of the root is not in **/, to a folder it is.
            allow_patterns=sorted({*patterns, *(one.removeprefix("**/") for one in patterns)}),
            local_dir=folder,
        )
    except (OSError, HFValidationError, httpx2.HTTPError) as error:
        raise not_fetched(
            error,
            f"{source.repo} at {source.revision} ({', '.join(patterns)}) did not download "
            f"({error}): check the network, the name and, for a gated dataset, HF_TOKEN, and run "
            "again; finished files are kept",
        ) from error
    files = matching(folder, patterns)
    _write_manifest(manifest, files)
    return SourceFiles(files, source.revision)


def _held(manifest: Path) -> tuple[Path, ...] | None:
    """Return the files of a finished download, None when it is not there or no longer whole."""
    try:
        sizes = json.loads(manifest.read_text(encoding="utf-8"))
        files = {manifest.parent / name: size for name, size in sizes.items()}
    except (FileNotFoundError, ValueError, AttributeError):  # none, or cut short by a crash
        return None
    if any(not path.is_file() or path.stat().st_size != size for path, size in files.items()):
        return None
    return tuple(files) or None


def _write_manifest(manifest: Path, files: Sequence[Path]) -> None:
    sizes = {path.relative_to(manifest.parent).as_posix(): path.stat().st_size for path in files}
    write_whole(manifest, json.dumps(sizes, indent=1).encode())


def matching(folder: Path, patterns: Sequence[str]) -> tuple[Path, ...]:
    """Return the files of a folder laid out as the hub's repository, in reading order.

    Raises:
        SourceMissing: there are none, or shards are missing.
    """
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    files = tuple(sorted(path for path in found if not _ABOUT.fullmatch(path.name)))
    if not files:
        named = " or ".join([*patterns[:SHOWN], *["…"] * (len(patterns) > SHOWN)])
        raise SourceMissing(
            f"{folder} holds nothing that matches {named}: put the raw files there "
            "as the hub lays them out, name them with `files` where the dataset is problems, or "
            "set `repo` and `revision` instead of `path`"
        )
    _refuse_gaps(folder, files)
    return files


def _refuse_gaps(folder: Path, files: Sequence[Path]) -> None:
    """Refuse a set of shards NNNNN-of-NNNNN with some missing: part of a split is another split."""
    shards: dict[tuple[str, int], set[int]] = defaultdict(set)
    for path in files:
        if found := _SHARD.fullmatch(path.relative_to(folder).as_posix()):
            shards[found["stem"], int(found["count"])].add(int(found["index"]))
    for (stem, count), present in shards.items():
        if missing := sorted(set(range(count)) - present):
            raise SourceMissing(
                f"{folder} lacks {len(missing)} of the {count} shards of {stem}, first "
                f"{stem}-{missing[0]:05d}-of-{count:05d}: fetch the rest"
            )
