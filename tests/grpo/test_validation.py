from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scripted import make_adapted
from scripted_programs import make_job, make_policy, problems

from tinylora.adapter.inject import set_vector, trainable_vector
from tinylora.evaluation.records import Outcome
from tinylora.evaluation.statistics.metrics import CHOICES
from tinylora.grpo.settings import TrainingSettings
from tinylora.grpo.validation import Validator, is_due, validated
from tinylora.judge.pool import JudgePool
from tinylora.policy.engines.engine import OwnEngine
from tinylora.settings import Settings


def due(**settings):
    chosen = TrainingSettings(**settings)
    return [step for step in range(chosen.steps + 1) if is_due(step, chosen)]


def test_never_without_validate_every():
    assert due(steps=8) == []


@pytest.mark.parametrize(
    ("every", "batch", "steps", "expected"),
    [
        (4, 1, 10, [0, 4, 8, 10]),
        (1, 1, 2, [0, 1, 2]),
        (9, 1, 4, [0, 4]),
        (4, 3, 12, [0, 6, 9, 12]),  # 4, 8 and 12 lie in the batches that end there
        (2, 3, 7, [0, 3, 6, 7]),
    ],
)
def test_due_where_a_batch_ends_that_holds_a_multiple(every, batch, steps, expected):
    assert due(validate_every=every, num_iterations=batch, steps=steps) == expected


@given(every=st.integers(1, 9), batch=st.integers(1, 5), steps=st.integers(1, 40))
def test_validations_are_no_further_apart_than_asked_for(every, batch, steps):
    found = due(validate_every=every, num_iterations=batch, steps=steps)
    assert found[0] == 0 and found[-1] == steps
    assert all(step % batch == 0 for step in found[:-1])
    apart = [b - a for a, b in pairwise(found)]
    assert all(gap < every + batch for gap in apart)


def test_validated_is_what_no_judge_came_to_doubt():
    events = [
        {"event": "validation", "step": 0, "judgement_ids": ["a", "b"]},
        {"event": "step", "step": 1},
        {"event": "validation", "step": 2, "judgement_ids": ["b", "c"]},
    ]
    assert validated(events) == {0, 2}
    assert validated([*events, {"event": "doubtful", "judgement_ids": ["c"]}]) == {0}
    assert validated([*events, {"event": "doubtful", "judgement_ids": ["b"]}, events[2]]) == {2}


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    settings = make_job().judge
    with JudgePool(settings, tmp_path_factory.mktemp("judge"), check=False) as pool:
        yield pool


@pytest.fixture
def validator(judge, tmp_path):
    def make(model, **training):
        job, tokenizer = make_job(tmp_path, validate_every=1, **training), make_policy().tokenizer
        return Validator(OwnEngine(model, tokenizer), tokenizer, problems(), judge, job)

    return make


def test_the_score_follows_from_v_and_the_seed(validator):
    model, found = make_adapted(), []
    for value in (0.0, 2.0, 0.0):
        set_vector(model, torch.full((4,), value))
        found.append(validator(model).validate())
    base, moved, again = found
    rates = ("score", "compile_rate", "pass_rate", "mean_score", "judgement_ids")
    assert [getattr(again, name) for name in rates] == [getattr(base, name) for name in rates]
    assert moved.mean_score != base.mean_score
    assert validator(model, seed=7).validate().mean_score != base.mean_score
    assert trainable_vector(model).tolist() == [0.0] * 4


class Noting(OwnEngine):
    """Notes the seeds that it is asked with."""

    def generate(self, requests, settings):
        self.seeds = {(one.problem_key, one.sample): one.seed for one in requests}
        return super().generate(requests, settings)


def test_every_completion_of_every_problem_has_a_seed_of_its_own(judge, tmp_path):
    tokenizer, job = make_policy().tokenizer, make_job(tmp_path, validate_every=1)
    engine = Noting(make_adapted(), tokenizer)
    Validator(engine, tokenizer, problems(), judge, job).validate()
    assert len(engine.seeds) == len(set(engine.seeds.values())) == 2 * 8


def test_the_rates_are_of_all_completions(validator):
    found = validator(make_adapted()).validate()
    assert (found.problems, found.samples) == (2, 16)
    assert 0 < found.pass_rate < found.mean_score < found.compile_rate < 1
    assert all(rate * 16 % 1 == 0 for rate in (found.pass_rate, found.compile_rate))
    assert found.mean_score * 32 % 1 == 0  # one problem has two test cases, the other one


@pytest.mark.parametrize("metric", ["compile_rate", "pass_rate", "mean_score"])
def test_the_metric_chooses_the_score(validator, metric):
    found = validator(make_adapted(), validation_metric=metric).validate()
    assert found.score == getattr(found, metric)


def test_any_registered_metric_that_may_choose_is_the_score(validator):
    found = validator(make_adapted(), validation_metric="staged_score").validate()
    # 0.5 for each that compiles, and half the mean score
    assert found.score == pytest.approx(0.5 * found.compile_rate + 0.5 * found.mean_score)


def test_pass_at_k_is_of_problems_that_any_completion_solves(validator):
    found = validator(make_adapted(), validation_metric="pass_at_k").validate()
    assert found.score in (0.5, 1.0) and found.score > found.pass_rate
    alone = validator(
        make_adapted(), validation_metric="pass_at_k", validation_samples=1
    ).validate()
    assert alone.score == alone.pass_rate


@pytest.mark.parametrize(
    ("passed", "score"), [([[0, 0], [0, 1]], 0.5), ([[1, 1], [0, 1]], 1.0), ([[0], [0]], 0.0)]
)
def test_pass_at_k_by_hand(passed, score):
    problems = [[Outcome("AC" if one else "WA", one, 1) for one in problem] for problem in passed]
    assert CHOICES["pass_at_k"].of(problems) == score


@pytest.mark.parametrize("metric", ["partial_pass_rate", "pass@1", "mean"])
def test_a_metric_that_may_not_choose_is_refused_with_those_that_may(metric):
    those = "those are: pass_rate, compile_rate, mean_score, staged_score, pass_at_k"
    corpus = {"sources": [{"dataset": "luogu_dpo", "path": "x"}]}
    with pytest.raises(ValueError, match=f"'{metric}' is no registered metric .*{those}"):
        Settings(corpus=corpus, model={"name": "m"}, training={"validation_metric": metric})


def test_a_step_that_is_not_due_is_not_validated(validator):
    assert validator(make_adapted(), num_iterations=2).at(1) is None
