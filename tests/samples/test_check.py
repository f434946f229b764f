from zlib import crc32

import pytest

from samples.check import expectations, surprises
from samples.problems import all_problems
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings

PROBLEMS = {problem.slug: problem for problem in all_problems()}


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    with JudgePool(JudgeSettings(), tmp_path_factory.mktemp("judge")) as pool:
        yield pool


def test_a_program_with_another_verdict_is_named(judge):
    right, *wrong = expectations([PROBLEMS["cube-volume"]])
    swapped = type(right)(wrong[0].name, right.verdict, wrong[0].submission)
    landed = []
    assert surprises([right], judge, lambda: landed.append(1)) == []
    (line,) = surprises([swapped], judge, lambda: landed.append(1))
    assert line.startswith("cube-volume: the product overflows int: WA")
    assert line.endswith("not AC")
    assert len(landed) == 2


@pytest.mark.slow
def test_a_third_of_all_sample_programs_get_their_verdicts(judge):
    third = [problem for slug, problem in PROBLEMS.items() if crc32(slug.encode()) % 3 == 0]
    assert surprises(expectations(third), judge, lambda: None) == []
