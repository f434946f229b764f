"""What a problem package says, whatever its format; what both formats have in common."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tinylora.corpus.files.package_files import Package
from tinylora.corpus.sources.one_source import CPP_SUFFIXES, one_source
from tinylora.problem import STATEMENT_LANGUAGES, IoMode, Refused, RejectReason

STATEMENT_BYTES = 100_000
"""Of a statement's file; the longest ones have a quarter of it."""


class Expected(StrEnum):
    """What a package says that a submission gets. Closed: the rest says too little to test with."""

    ACCEPTED = "accepted"
    WRONG_ANSWER = "wrong_answer"
    RUN_TIME_ERROR = "run_time_error"
    TIME_LIMIT_EXCEEDED = "time_limit_exceeded"


@dataclass(frozen=True, slots=True)
class PackageSubmission:
    """A program in C or C++ that comes with a problem, as one source."""

    name: str
    """Its path inside the package."""
    expected: Expected
    source: str


@dataclass(frozen=True)
class Packaged:
    """All that a package says of its problem. None: it does not say."""

    title: str
    statement: str
    """In Markdown, without samples."""
    language: str
    samples: tuple[tuple[str, str], ...]
    """Inputs and answers that contestants see."""
    secret: tuple[tuple[str, str], ...]
    checker: str
    """As judge/checkers/checker.py parses it."""
    time_limit_s: float | None = None
    memory_limit_mb: int | None = None
    submissions: tuple[PackageSubmission, ...] = ()
    left_out: Counter[str] = field(default_factory=Counter)
    """Submissions that cannot be tried here, by what they are."""
    io_mode: IoMode = IoMode.STDIN
    files: dict[str, str] = field(default_factory=dict)
    """input_file and output_file, where a program reads and writes those."""
    tags: tuple[str, ...] = ()


def chosen_language(languages: Iterable[str]) -> str:
    """Return which of a statement's languages is read: English, else Chinese.

    Raises:
        Refused: it is in neither.
    """
    found = {language.partition("-")[0]: language for language in sorted(languages, reverse=True)}
    for language in STATEMENT_LANGUAGES:
        if language in found:
            return found[language]
    raise Refused(
        RejectReason.OTHER_LANGUAGE,
        f"its statement is in {', '.join(sorted(found)) or 'no language'}, not English or Chinese",
    )


def with_samples(packaged: Packaged) -> str:
    """Return a statement as contestants see it: title, text, samples."""
    heading = f"# {packaged.title}\n\n" if packaged.title else ""
    words = (
        ("样例输入", "样例输出") if packaged.language == "zh" else ("Sample Input", "Sample Output")
    )
    shown = "".join(
        f"\n\n## {word} {number}\n\n{_fenced(text)}"
        for number, sample in enumerate(packaged.samples, start=1)
        for word, text in zip(words, sample, strict=True)
    )
    return f"{heading}{packaged.statement}{shown}\n"


def _fenced(text: str) -> str:
    ticks = max(map(len, re.findall("`{3,}", text)), default=2) + 1
    return f"{'`' * ticks}\n{text.removesuffix(chr(10))}\n{'`' * ticks}"


def pairs(package: Package, names: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the inputs and answers that lie in these files.

    Raises:
        Refused: an input has no answer.
    """
    missing = [name for each in names for name in each if name not in package]
    if missing:
        raise Refused(
            RejectReason.UNPAIRED_TEST_CASES,
            f"{len(missing)} files of {len(names)} test cases are missing, the first is "
            f"{missing[0]}: make them by the package's own scripts",
        )
    return tuple((package.text(given), package.text(answer)) for given, answer in names)


def submission_of(
    package: Package, name: str, files: Sequence[str], expected: Expected | None
) -> PackageSubmission | str:
    """Return a program of a package, or what it is where it cannot be tried here."""
    if expected is None:
        return "of a mixed or unknown verdict"
    sources = [file for file in files if file.endswith(CPP_SUFFIXES)]
    if not sources:
        return "in another language"
    try:
        return PackageSubmission(name, expected, one_source(package, sources))
    except Refused:  # not UTF-8, too long, or it includes what is not there
        return "not readable"


def sorted_out(
    found: Iterable[PackageSubmission | str],
) -> tuple[tuple[PackageSubmission, ...], Counter[str]]:
    """Return the programs that can be tried, and what the others are, counted."""
    found = list(found)
    tried = tuple(one for one in found if isinstance(one, PackageSubmission))
    return tried, Counter(one for one in found if isinstance(one, str))
