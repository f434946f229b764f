"""Problem packages from their files to trust: read, judged by their own validators, replayed."""

import pytest

from benchmarks import packages
from tests.corpus import problem_packages
from tests.corpus.problem_packages import ADDS, KATTIS, SUBTRACTS
from tinylora.corpus.sources.kattis_default import VALIDATOR
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.policy.settings import ModelSettings
from tinylora.problem import Origin, TestCase
from tinylora.settings import Settings
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.trust.replay_budget import replay_solutions

ANY_SUM = r"""#include <cstdio>
#include <cstdlib>
int main(int argc, char **argv) {
    long n, a, b, off = argc > 4 ? atol(argv[4]) : 0;
    if (fscanf(fopen(argv[1], "r"), "%ld", &n) != 1) return 1;
    return scanf("%ld %ld", &a, &b) == 2 && labs(a + b - n) <= off ? 42 : 43;
}
"""
SPLIT = """#include <cstdio>
int main() { long n; scanf("%ld", &n); printf("%ld %d", n - 1, ONE); }
"""


@pytest.fixture(scope="module")
def pool(tmp_path_factory):
    with JudgePool(JudgeSettings(workers=1), tmp_path_factory.mktemp("judge")) as pool:
        yield pool


def shows(text):
    quoted = text.replace("\n", "\\n").replace('"', '\\"')
    return f'#include <cstdio>\nint main() {{ fputs("{quoted}", stdout); }}\n'


@pytest.mark.parametrize(
    ("flags", "answer", "right", "wrong"),
    [
        ("float_tolerance 1e-2", "Yes 1.00", ["yes 1.009", "YES 0.991", "yes 1e0"], ["no 1.00"]),
        (
            "float_tolerance 1e-2",
            "Yes 1.00",
            ["yes 1\n"],
            ["yes 1.02", "yes one", "yes", "yes 1 1"],
        ),
        ("float_absolute_tolerance 0.5", "1000", ["1000.5"], ["1001", "x"]),
        ("float_relative_tolerance 0.5", "1000", ["1500", "500"], ["1501", "499"]),
        ("float_relative_tolerance 0.5", "0", ["0", "-0.0"], ["0.1"]),
        ("space_change_sensitive", "a b\nc\n", ["A b\nc\n"], ["a b\nc", "a  b\nc\n", "a b\nc\n\n"]),
        ("space_change_sensitive case_sensitive", "a b\n", ["a b\n"], ["A b\n", " a b\n"]),
    ],
)
def test_the_default_validator(pool, flags, answer, right, wrong):
    checker = Checker("validator", source=VALIDATOR, flags=tuple(flags.split()))
    cases = (TestCase("", answer, Origin.PUBLIC),)
    judged = pool.judge_all(
        [Submission(shows(text), cases, checker=checker) for text in (*right, *wrong)]
    )
    assert [str(one.verdict) for one in judged] == ["AC"] * len(right) + ["WA"] * len(wrong)


def test_a_package_is_ingested_judged_and_trusted(tmp_path, warehouse, home):
    statement = "problem_statement/problem.en.md"
    problem_packages.write(tmp_path / "all" / "adding", KATTIS)
    problem_packages.write(
        tmp_path / "all" / "splitting",
        {
            **KATTIS,
            "problem.yaml": "name: Splitting\nvalidation: custom\nvalidator_flags: 1",
            statement: "Write a number as a sum of two.",
            "data/sample/1.in": "5\n",
            "data/secret/01.in": "7\n",
            "data/secret/large/02.in": "9\n",
            "output_validators/check.cpp": ANY_SUM,
            "submissions/accepted/adds.cpp": SPLIT.replace("ONE", "2"),
            "submissions/wrong_answer/subtracts.cc": SPLIT.replace("ONE", "3"),
        },
    )
    problem_packages.write(
        tmp_path / "all" / "mistaken",
        {
            **KATTIS,
            "problem.yaml": "name: Mistaken",
            statement: "Subtract, or so they say.",
            "submissions/accepted/adds.cpp": SUBTRACTS,
            "submissions/wrong_answer/subtracts.cc": ADDS,
        },
    )
    source = problem_packages.source(tmp_path / "all")
    settings = Settings(
        corpus={"sources": [source]}, model=ModelSettings(name="package:none/none.gguf")
    )
    load = ingest(source, settings.corpus, warehouse, home)
    assert (load.rows_read, load.rows_kept, load.reused) == (3, 3, False)
    assert ingest(source, settings.corpus, warehouse, home).reused
    replay_solutions(settings, [load.load_id], warehouse, home)
    found = warehouse.select("select title, trust from problems order by title").to_pylist()
    assert [tuple(row.values()) for row in found] == [
        ("Adding", "replayed"),
        ("Mistaken", "quarantined"),
        ("Splitting", "replayed"),
    ]


def test_the_benchmark_names_programs_that_do_not_get_what_they_should(tmp_path, pool):
    slow = {"submissions/time_limit_exceeded/loops.cpp": None}
    problem_packages.write(tmp_path / "a", KATTIS | slow)
    mistaken = {"submissions/accepted/adds.cpp": SUBTRACTS, "submissions/wrong_answer/a.cc": ADDS}
    problem_packages.write(tmp_path / "b", KATTIS | slow | mistaken)
    problem_packages.write(tmp_path / "c", {"problem.yaml": "type: interactive"})
    as_said, otherwise, refused = packages._tried(tmp_path, pool)
    assert [as_said.cell(kind) for kind in packages.Expected] == ["1 AC", "1 WA", "1 RE", ""]
    assert (as_said.tests, as_said.otherwise) == (3, [])
    assert [line.split(":")[0] for line in otherwise.otherwise] == [
        "submissions/accepted/adds.cpp",
        "submissions/wrong_answer/a.cc",
    ]
    assert (refused.tests, refused.left_out.split(":")[0]) == (None, "interactive")
