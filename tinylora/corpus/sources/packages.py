"""packages: problem packages, each a folder or a .zip, in the formats that contests exchange.

    ICPC and Kattis   problem.yaml, data/, output_validators/, submissions/ (kattis_package.py)
    Polygon           problem.xml, tests/, check.cpp, solutions/ (polygon_package.py)

A path is a package or a folder that holds some, at any depth. Samples are public tests and end the
statement, as contestants see it; secret tests are private. What a package's own programs are said
to get tries the tests (trust): right are those that must be accepted, wrong those with wrong
answers or crashes. Whether one that is too slow is so here, its package cannot know.
"""

from collections import Counter

from tinylora.corpus.files.package_files import (
    COLUMNS,
    Package,
    columns_of,
    package_rows,
    packages_in,
)
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources import kattis_package, polygon_package
from tinylora.corpus.sources.packaged import Expected, Packaged, with_samples
from tinylora.corpus.sources.reader import Reader, Row
from tinylora.problem import Origin, Problem, Refused, RejectReason, Solution, TestCase

_CORRECT = {
    Expected.ACCEPTED: True,
    Expected.WRONG_ANSWER: False,
    Expected.RUN_TIME_ERROR: False,
}
MOST_CHARACTERS = 50_000
"""Of a solution that is kept."""


def packaged(package: Package) -> Packaged:
    """Return what a package says.

    Raises:
        Refused: it is damaged, or its problem is none that one C++ program solves here.
        SettingsError: its statement is in TeX and pandoc is not installed.
    """
    read = polygon_package.read if "problem.xml" in package else kattis_package.read
    try:
        return read(package)
    except RecursionError as error:
        raise Refused(RejectReason.TOO_LARGE, "its files lead too deep into each other") from error


def problem(row: Row, source: SourceSettings, settings: CorpusSettings) -> Problem:
    """Return the problem of one package.

    Raises:
        Refused: as `packaged`, or it has no statement or no tests.
        SettingsError: its statement is in TeX and pandoc is not installed.
    """
    said = packaged(row["package"])
    if not said.statement.strip():
        raise Refused(RejectReason.EMPTY_STATEMENT, "its statement is empty")
    cases = [TestCase(*pair, Origin.PUBLIC) for pair in said.samples]
    cases += [TestCase(*pair, Origin.PRIVATE) for pair in said.secret]
    if not cases:
        raise Refused(RejectReason.NO_TEST_CASES, "it holds no test cases")
    slow = Counter("too slow" for one in said.submissions if one.expected not in _CORRECT)
    counted = sorted((said.left_out + slow).items())
    left_out = ", ".join(f"{count} {what}" for what, count in counted)
    return Problem(
        dataset=source.dataset,
        config=source.config,
        split=source.split,
        native_id=native_id(row),
        title=said.title,
        statement=with_samples(said),
        language=said.language,
        test_cases=tuple(cases),
        io_mode=said.io_mode,
        time_limit_s=said.time_limit_s,
        memory_limit_mb=said.memory_limit_mb,
        tags=said.tags,
        trust=None if said.secret else "statement_samples_only",
        checker=said.checker,
        solutions=_solutions(said, settings.trust.solutions_kept),
        extra=said.files | ({"submissions_left_out": left_out} if left_out else {}),
    )


def native_id(row: Row) -> str:
    """Return the name of a package's folder, or of its archive without .zip."""
    return row["package"].name


def patterns(config: str, split: str) -> tuple[str, ...]:
    """Return where packages lie on the hub: archives, of whichever split they are asked for as."""
    return ("**/*.zip", "*.zip") if config == "default" else ()


def _solutions(said: Packaged, kept: int) -> tuple[Solution, ...] | None:
    """Return at most `kept` right and `kept` wrong solutions, the right ones first; of 0, None."""
    if not kept:
        return None
    usable = [
        Solution(one.source, _CORRECT[one.expected])
        for one in said.submissions
        if one.expected in _CORRECT and _is_usable(one.source)
    ]
    right, wrong = ([one for one in usable if one.correct is are] for are in (True, False))
    return (*right[:kept], *wrong[:kept])


def _is_usable(source: str) -> bool:
    return bool(source.strip()) and len(source) <= MOST_CHARACTERS and "\0" not in source


READER = Reader(
    patterns,
    lambda config: COLUMNS,
    problem,
    native_id,
    files=packages_in,
    columns_of=columns_of,
    rows_of=package_rows,
)
