import random
import re
from collections import Counter
from dataclasses import replace

import pytest

from samples.check import leaks
from samples.problem import MINIMUM_CASES, SampleProblem, WrongSolution
from samples.problems import all_problems
from samples.writing import cpp, edit

PROBLEMS = all_problems()
HOMES = {"luogu_dpo", "code_contests", "deepcoder/primeintellect", "deepcoder/lcbv5", "coder"}


def doubling(**changes) -> SampleProblem:
    problem = SampleProblem(
        slug="doubling",
        title="Doubling",
        statement="Print twice n.",
        input_format="One integer n.",
        output_format="One integer.",
        solve=lambda text: str(2 * int(text)),
        reference=cpp("int n;\ncin >> n;\ncout << 2 * n;"),
        wrong=(WrongSolution("n", "", "CE"), WrongSolution("n", "", "CE")),
        public=("1",),
        private=("2", "3", "4"),
        generate=lambda rng: ["5", "6", "7", "8"],
        home="code_contests",
        split="train",
        difficulty="A",
    )
    return replace(problem, **changes)


def test_outputs_come_from_the_oracle_and_end_with_a_newline():
    first, *_, last = doubling().cases
    assert (first.input, first.output, first.origin) == ("1\n", "2\n", "public")
    assert (last.input, last.output, last.origin) == ("8\n", "16\n", "generated")


def test_an_input_given_twice_is_one_case():
    problem = doubling(generate=lambda rng: ["1", "5", "6", "7", "8\n", "8"])
    assert [case.input for case in problem.cases] == [f"{n}\n" for n in range(1, 9)]


def test_too_few_cases_are_refused():
    with pytest.raises(ValueError, match="doubling: 4 distinct test inputs, 8 needed"):
        _ = doubling(generate=lambda rng: ["1"]).cases


def test_generators_are_seeded_by_the_slug():
    wide = doubling(generate=lambda rng: [str(rng.randrange(10**9)) for _ in range(5)])
    again = replace(wide)
    assert wide.cases == again.cases
    assert wide.cases != replace(wide, slug="other").cases


def test_an_edit_that_changes_nothing_is_refused():
    assert edit("a b a", "a", "c") == "c b a"
    with pytest.raises(ValueError, match="nothing to edit"):
        edit("int n;", "long", "int")


def test_there_are_enough_problems_everywhere():
    homes = Counter((problem.home, problem.split) for problem in PROBLEMS)
    assert len(PROBLEMS) >= 80
    assert homes["luogu_dpo", "train"] == 24
    assert homes["code_contests", "train"] == 22
    assert homes["deepcoder/primeintellect", "train"] == 14
    assert homes["code_contests", "valid"] and homes["code_contests", "test"]
    assert homes["deepcoder/lcbv5", "test"]


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem.slug)
def test_problem_is_well_formed(problem):
    assert len(problem.cases) >= MINIMUM_CASES
    assert 1 <= len(problem.cases_of("public")) <= 3
    assert len(problem.private) >= 3
    assert len(problem.generate(random.Random(problem.slug))) >= 4
    assert problem.home in HOMES
    assert problem.split in {"train", "valid", "test"}
    assert all(case.output.endswith("\n") for case in problem.cases)
    assert all(text.isascii() for case in problem.cases for text in (case.input, case.output))
    first, second = problem.wrong
    assert len({problem.reference, first.source, second.source}) == 3
    assert (problem.starter_code is None) == (problem.fn_name is None)
    assert bool(re.search("[\u4e00-\u9fff]", problem.statement)) == (problem.home == "luogu_dpo")


def test_splits_share_no_task():
    assert leaks(PROBLEMS) == []


def test_the_same_task_in_two_splits_is_a_leak():
    renamed = doubling(slug="twofold", split="test", statement="print twice N")
    assert leaks([doubling(), renamed]) == [
        "doubling (train) and twofold (test) share their statement",
        "doubling (train) and twofold (test) share their reference",
    ]
    assert leaks([doubling(), replace(renamed, split="train")]) == []
