"""The sample problems are packages like anybody's: the ordinary reader and the judge say so."""

import pytest

from samples.problems import PACKAGES, VERDICTS, all_problems
from tinylora.corpus.files.package_files import Package, packages_in
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.packaged import Expected
from tinylora.corpus.sources.packages import packaged
from tinylora.corpus.sources.reading import read
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.problem import Problem

PROBLEMS = {problem.slug: problem for problem in all_problems()}
HANDFUL = {
    "P9016-divisible": "tokens",  # luogu_dpo; one wrong program differs by its case alone
    "count-divisors": "case_fold",  # code_contests; one is too slow
    "count-words": "case_fold",  # code_contests, of a worded difficulty
    "buses-needed": "case_fold",  # deepcoder/primeintellect, a function
    "rotate-array-right": "case_fold",  # deepcoder/lcbv5; one crashes
    "simple-calculator": "case_fold",  # coder; one does not compile
}
"""To what the reader compares their outputs by: case counts where answers hold words."""


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    with JudgePool(JudgeSettings(), tmp_path_factory.mktemp("judge")) as pool:
        yield pool


def record_of(slug: str) -> Problem:
    source = SourceSettings(dataset="packages", path=str(PACKAGES / slug))
    settings = CorpusSettings(sources=(source,))
    (record,) = read(source, packages_in(PACKAGES / slug), settings)
    return record


def test_each_sample_is_one_package():
    assert [path.name for path in packages_in(PACKAGES)] == list(PROBLEMS)


@pytest.mark.parametrize("slug", HANDFUL)
def test_the_reader_of_packages_finds_the_problem(slug):
    record, problem = record_of(slug), PROBLEMS[slug]
    assert (record.native_id, record.title) == (slug, problem.title)
    assert record.language == ("zh" if problem.home == "luogu_dpo" else "en")
    for text in (problem.statement, problem.input_format, problem.output_format):
        assert f"\n\n{text}\n\n" in record.statement
    assert [(case.input, case.output) for case in record.test_cases] == [
        (case.input, case.output) for case in problem.cases
    ]
    assert (record.time_limit_s, record.memory_limit_mb) == (problem.time_limit_s, 256)
    assert (record.tags, record.trust) == (problem.tags, None)
    assert record.checker == HANDFUL[slug]


def test_the_judge_finds_their_programs_as_the_packages_say(judge):
    wanted, futures = {}, {}
    for slug in HANDFUL:
        record = record_of(slug)
        checker = Checker.parse(record.checker)
        for one in packaged(Package(PACKAGES / slug)).submissions:
            said = "AC" if one.expected is Expected.ACCEPTED else VERDICTS[one.expected]
            wanted[slug, one.name] = said
            limits = (record.time_limit_s, record.memory_limit_mb)
            futures[slug, one.name] = judge.submit(
                Submission(one.source, record.test_cases, *limits, checker)
            )
    assert {name: str(future.result().verdict) for name, future in futures.items()} == wanted
    # Three of each, but for the one that does not compile: the format has no place for such.
    assert len(wanted) == 3 * len(HANDFUL) - 1
    assert set(wanted.values()) == {"AC", "WA", "TLE", "RE"}
