"""Every C and C++ program of problem packages through the judge, held against what it should get.

    python -m benchmarks.packages FOLDER...

A package is read as `tinylora ingest packages` reads it. A program that is said to be accepted must
get AC, one with wrong answers or crashes must not, unless the package holds samples alone; of one
that is said to be too slow, the table shows what it got here and draws no conclusion. Exit status
1: some package is not as it says.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tinylora.corpus.files.package_files import packages_in
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.packaged import Expected
from tinylora.corpus.sources.packages import READER, packaged
from tinylora.corpus.sources.reading import read
from tinylora.display import Column, print_rows, say
from tinylora.errors import CheckerFault
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.judge import Judge
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.problem import Problem

MUST_FAIL = (Expected.WRONG_ANSWER, Expected.RUN_TIME_ERROR)


@dataclass
class Tried:
    """One package: what its programs got, or why none was tried."""

    name: str
    tests: int | None = None
    has_secret: bool = True
    compared: str = ""
    got: dict[Expected, Counter[str]] = field(default_factory=dict)
    otherwise: list[str] = field(default_factory=list)
    """Programs that did not get what they should."""
    left_out: str = ""

    def cell(self, expected: Expected) -> str:
        """Return the verdicts of one kind of programs, counted."""
        found = self.got.get(expected, Counter())
        return ", ".join(f"{count} {verdict}" for verdict, count in sorted(found.items()))


def main() -> None:
    """Read, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, help="packages, or folders of packages")
    parser.add_argument("--workers", type=int, default=None, help="programs at once")
    asked = parser.parse_args()
    settings = JudgeSettings(workers=asked.workers, stop_at_first_failure=True)
    with TemporaryDirectory() as home, open_judge(settings, Path(home)) as judge:
        tried = [one for folder in asked.folders for one in _tried(folder, judge)]
    columns = [
        Column("package", lambda one: one.name),
        Column("tests", lambda one: one.tests),
        Column("compared by", lambda one: one.compared, wrap=True),
        *(Column(str(kind), lambda one, kind=kind: one.cell(kind), wrap=True) for kind in Expected),
        Column("as it says", lambda one: "" if one.tests is None else _yes(one), wrap=True),
        Column("not tried", lambda one: one.left_out, wrap=True),
    ]
    print_rows(tried, columns)
    judged = [one for one in tried if one.tests is not None]
    programs = sum(found.total() for one in judged for found in one.got.values())
    bad = [one for one in judged if one.otherwise]
    say(f"{len(judged)} of {len(tried)} packages judged, {programs} programs, {len(bad)} differ")
    sys.exit(bool(bad))


def _yes(one: Tried) -> str:
    said = "yes" if one.has_secret else "yes, of samples alone"
    return "; ".join(one.otherwise) or said


def _tried(folder: Path, judge: Judge) -> Iterator[Tried]:
    source = SourceSettings(dataset="packages", path=str(folder.resolve()))
    settings = CorpusSettings(sources=(source,))
    paths = packages_in(folder)
    for path, record in zip(paths, read(source, paths, settings), strict=True):
        if isinstance(record, Problem):
            tried = _judged(path, record, judge)
        else:
            tried = Tried(path.name, left_out=f"{record.reason}: {record.excerpt}")
        got = (f"{kind} {tried.cell(kind)}" for kind in tried.got)
        say(f"{path}: {'; '.join(got) or tried.left_out}", style="dim")
        yield tried


def _judged(path: Path, problem: Problem, judge: Judge) -> Tried:
    (row,) = READER.rows_of(path, ())
    submissions = packaged(row["package"]).submissions
    checker = Checker.parse(problem.checker)
    compared = str(checker) if checker.source is None else " ".join((checker.mode, *checker.flags))
    has_secret = problem.trust is None
    tried = Tried(problem.native_id, len(problem.test_cases), has_secret, compared)
    tried.left_out = problem.extra.get("submissions_left_out", "")
    limits = (problem.time_limit_s, problem.memory_limit_mb)
    futures = [
        judge.submit(Submission(one.source, problem.test_cases, *limits, checker))
        for one in submissions
    ]
    for one, future in zip(submissions, futures, strict=True):
        try:
            judgement = future.result()
            verdict, failure = str(judgement.verdict), judgement.first_failure
            why = failure.message if failure else ""
        except CheckerFault as fault:
            verdict, why = "checker fault", str(fault)
        tried.got.setdefault(one.expected, Counter())[verdict] += 1
        should_fail = one.expected in MUST_FAIL and has_secret
        is_off = one.expected is Expected.ACCEPTED if verdict != "AC" else should_fail
        if is_off or verdict == "checker fault":
            tried.otherwise.append(f"{one.name}: {verdict} {why:.80}".strip())
    return tried


if __name__ == "__main__":
    main()
