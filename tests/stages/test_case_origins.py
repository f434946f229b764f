"""Test cases by where they come from: what rewards, what judges, and who is left out."""

import json

import pytest
from pydantic import ValidationError

from tests.stages.conftest import TEST, TRAIN
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.errors import SourceMissing
from tinylora.evaluation.settings import EvaluationSettings
from tinylora.identity import fingerprint
from tinylora.stages.corpus.problem_set import cases_of, problem_set
from tinylora.stages.evaluation.identity import conditions, evaluation_problems
from tinylora.stages.imports.conditions import Conditions
from tinylora.stages.progress import report_left_out

CODE_CONTESTS = SourceSettings(
    dataset="code_contests", split="train", path="samples/raw/code_contests"
)


@pytest.fixture
def corpus():
    return CorpusSettings(sources=(CODE_CONTESTS, TRAIN, TEST))


def origins(problem):
    return {digest.split()[0] for digest in problem.case_digests}


def test_only_the_named_origins_are_run(filled, corpus):
    whole = problem_set(filled, corpus, "test")
    assert set.union(*map(origins, whole.problems)) == {"public", "private", "generated"}
    chosen = problem_set(filled, corpus, "test", case_origins=("private",))
    for one in chosen.problems:
        assert {str(case.origin) for case in cases_of([one], filled, None)[one.problem_key]} == {
            "private"
        }
    assert chosen.fingerprint != whole.fingerprint
    every = problem_set(
        filled, corpus, "test", case_origins=("public", "private", "generated", "statement")
    )
    assert every == whole  # so it is the same evaluation


def test_a_problem_without_such_a_case_is_left_out_and_counted(filled, corpus):
    whole = problem_set(filled, corpus, "train", use="reward")
    chosen = problem_set(filled, corpus, "train", use="reward", case_origins=("statement",))
    kept = [one for one in whole.problems if "statement" in origins(one)]
    assert [one.problem_key for one in chosen.problems] == [one.problem_key for one in kept]
    gone = len(whole.problems) - len(kept)
    assert gone and kept and whole.left_out is None
    assert chosen.left_out == (
        f"{gone} of {len(whole.problems)} problems with split 'train' have no test case of origin "
        "statement that may reward"
    )
    said = []
    for one in (whole, chosen):
        report_left_out(one.left_out, said.append)
    assert [one.message for one in said] == [f"left out: {chosen.left_out}"]
    few = problem_set(
        filled, corpus, "train", use="reward", case_origins=("statement",), max_problems=3
    )
    assert len(few.problems) == 3  # chosen among those that have cases


def test_none_left_is_refused(filled, corpus):
    with pytest.raises(SourceMissing, match=r"30 of 30 .* origin statement that may report: name"):
        problem_set(filled, corpus, "test", case_origins=("statement",))


def test_what_is_kept_apart_stays_apart_whatever_the_origins(filled, corpus):
    reward = problem_set(filled, corpus, "train", use="reward", case_origins=("generated",))
    report = problem_set(filled, corpus, "train", use="report", case_origins=("generated",))
    apart = {one.problem_key: set(one.case_digests) for one in report.problems if one.kept_apart}
    both = [one for one in reward.problems if one.problem_key in apart]
    assert both
    for one in both:
        assert origins(one) == {"generated"}
        assert not set(one.case_digests) & apart[one.problem_key]
        assert set(one.kept_apart) == apart[one.problem_key]  # the reward's gap compares like cases


def test_they_are_settings_of_each_use(filled, settings):
    asked = settings.override({"evaluation.case_origins": ["private", "public"]})
    assert asked.evaluation.case_origins == ("public", "private")  # in whatever order they come
    found = evaluation_problems(asked, filled)
    assert set.union(*map(origins, found.problems)) == {"public", "private"}
    assert asked.training.case_origins == ()
    with pytest.raises(ValidationError, match="'secret'"):
        EvaluationSettings(case_origins=("secret",))


def test_an_evaluation_says_them_and_one_without_is_as_it_was(settings):
    asked = settings.override({"evaluation.case_origins": ["private"]})
    assert conditions(asked)["evaluation"]["case_origins"] == ["private"]
    assert "case_origins" not in conditions(settings)["evaluation"]
    assert fingerprint(conditions(asked)) != fingerprint(conditions(settings))


def test_an_import_takes_them_over(filled, settings):
    row = filled.rows("select_named_problems", evaluation_id=None, split="test", language="c++")[0]
    chosen = Conditions(
        *("e", [row], settings.judge, "last", "c++", ("private",), None, None, False)
    )
    assert origins(chosen.stored_problem(row)) <= {"private"}
    said = json.loads(json.dumps(chosen.settings(1)))
    assert said["evaluation"]["case_origins"] == ["private"]
