"""The registry of datasets. Adding one is one file and one line in READERS.

It imports every reader, so nothing that makes a load imports it for more than its own reader: a
load's identity covers that one and no other (`reader_module`).
"""

from tinylora.corpus.sources import (
    code_contests,
    deepcoder,
    extracted,
    luogu,
    openr1_math,
    packages,
)
from tinylora.corpus.sources.reader import Reader
from tinylora.errors import SettingsError

READERS: dict[str, Reader] = {
    "luogu_dpo": luogu.READER,
    "code_contests": code_contests.READER,
    "deepcoder": deepcoder.READER,
    "extracted": extracted.READER,
    "openr1_math": openr1_math.READER,
    "packages": packages.READER,
}


def reader_of(dataset: str) -> Reader:
    """Return a dataset's reader.

    Raises:
        SettingsError: there is none of that name.
    """
    if dataset not in READERS:
        raise SettingsError(f"dataset {dataset!r} has no reader; there are: {', '.join(READERS)}")
    return READERS[dataset]


def reader_module(dataset: str) -> str:
    """Return the name of the module a dataset's reader is in: where it turns a row into a problem.

    Raises:
        SettingsError: there is none of that name.
    """
    return reader_of(dataset).problem.__module__
