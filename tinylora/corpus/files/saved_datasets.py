"""Folders that the datasets library wrote with save_to_disk: one split, or several side by side.

The library's load_from_disk maps their Arrow files: nothing in them is unpickled or run, and a
batch of rows is in memory. Rows of other features than the reader's are not decoded.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tinylora.corpus.files.schema import Columns, arrow_columns
from tinylora.corpus.settings import SPLIT_WORDS
from tinylora.display import excerpt
from tinylora.errors import SettingsError, SourceMissing

if TYPE_CHECKING:
    from datasets import Dataset

STATE = "state.json"
"""In the folder of one split: its Arrow files, and which split it was."""
SPLITS = "dataset_dict.json"
"""In a folder of several splits: their names, which are those of folders."""
END_OF_STREAM = b"\xff\xff\xff\xff\x00\x00\x00\x00"
"""How an Arrow stream ends: one that breaks off between two batches would else read as whole."""


def is_saved(folder: Path) -> bool:
    """Tell whether save_to_disk wrote a folder."""
    return any((folder / name).is_file() for name in (STATE, SPLITS))


def saved_split(folder: Path, split: str, shared: bool = False) -> Path:
    """Return the folder of a split: one of several, or `folder` itself where it holds one alone.

    Where all splits of a dataset share its files, and rows or slices tell them apart, a split that
    was saved alone is taken whatever its name.

    Raises:
        SourceMissing: the split is not there, or what describes the folder is damaged.
        SettingsError: the one split that the folder holds is known to be another.
    """
    if not (folder / SPLITS).is_file():
        named = re.match(r"\w*", str(_described(folder / STATE).get("_split") or split))[0]
        if not shared and named not in SPLIT_WORDS[split]:
            raise SettingsError(f"{folder} was saved from split {named}, not {split}: name that")
        return folder
    names = _described(folder / SPLITS).get("splits")
    names = [name for name in names or () if isinstance(name, str)]
    for word in SPLIT_WORDS[split]:
        if word in names:
            return folder / word
    if shared and len(names) == 1:
        return folder / names[0]
    raise SourceMissing(f"{folder} has no split {split!r}; it holds: {', '.join(names)}")


def saved_files(folder: Path) -> tuple[Path, ...]:
    """Return the Arrow files of a split's folder, in reading order.

    Raises:
        SourceMissing: one is missing or cut short, or the list of them is damaged.
    """
    listed = _described(folder / STATE).get("_data_files")
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise SourceMissing(f"{folder / STATE} does not list the data files: save the dataset anew")
    files = tuple(folder / str(one.get("filename")) for one in listed)
    for path in files:
        try:
            with path.open("rb") as file:
                file.seek(-len(END_OF_STREAM), 2)
                whole = file.read() == END_OF_STREAM
        except OSError as error:
            raise _broken(path, error) from error
        if not whole:
            raise _broken(path, "it is cut short")
    return files


def saved_columns(folder: Path) -> Columns:
    """Return the kinds of the columns of a split's folder."""
    return arrow_columns(_load(folder).data.schema)


def saved_batches(
    folder: Path, columns: Sequence[str], batch_bytes: int, most_rows: int
) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a split's folder in batches of about so many bytes.

    Raises:
        SourceMissing: the folder does not load.
    """
    data = _load(folder).data.table
    data = data.select([name for name in data.column_names if name in columns])
    for batch in data.to_batches():
        try:
            batch.validate(full=True)  # first: a wild offset in a mapped file ends the process
        except pa.ArrowException as error:
            raise _broken(folder, error) from error
        rows = max(1, min(most_rows, batch_bytes * batch.num_rows // max(batch.nbytes, 1)))
        for start in range(0, batch.num_rows, rows):
            yield batch.slice(start, rows)


def _load(folder: Path) -> "Dataset":
    from datasets import load_from_disk  # here: it would slow every command

    saved_files(folder)  # whole, or refused by name
    try:
        return load_from_disk(str(folder))
    except (
        OSError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        pa.ArrowException,
    ) as error:
        raise _broken(folder, error) from error


def _described(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(path, error) from error
    if not isinstance(found, dict):
        raise _broken(path, "it is no JSON object")
    return found


def _broken(path: Path, why: Exception | str) -> SourceMissing:
    return SourceMissing(
        f"{path} does not read as what save_to_disk writes ({excerpt(str(why))}): save the dataset "
        "anew"
    )
