"""The registry of datasets. Adding one is one file and one line in READERS.

It imports every reader, so nothing that makes a load imports it for more than its own reader: a
load's identity covers that one and no other (`reader_module`).
"""

from tinylora.corpus.settings import SourceSettings
from tinylora.corpus.sources import (
    code_contests,
    deepcoder,
    extracted,
    luogu,
    openr1_math,
    packages,
    problems,
)
from tinylora.corpus.sources.reader import Reader
from tinylora.errors import SettingsError

READERS: dict[str, Reader] = {
    "luogu_dpo": luogu.READER,
    "code_contests": code_contests.READER,
    "deepcoder": deepcoder.READER,
    "extracted": extracted.READER,
    "openr1_math": openr1_math.READER,
    "problems": problems.READER,
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


def reader_for(source: SourceSettings) -> Reader:
    """Return the reader of a source, which its settings may tell of files and columns.

    Raises:
        SettingsError: no reader of that name, or settings that it does not take.
    """
    reader = reader_of(source.dataset)
    if reader.for_source is not None:
        return reader.for_source(source)
    if source.columns or source.files is not None:
        raise SettingsError(
            f"dataset {source.dataset} has files and columns of its own: leave out `files` and "
            "`columns`, or read it as dataset problems"
        )
    return reader


def reader_module(dataset: str) -> str:
    """Return the name of the module a dataset's reader is in: where it turns a row into a problem.

    Raises:
        SettingsError: there is none of that name.
    """
    return reader_of(dataset).problem.__module__
