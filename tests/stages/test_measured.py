"""What a job is told of its problems: how the base model did on them, and what may be shown."""

import shutil
from pathlib import Path

import pytest
from test_sql_files import completion, evaluation, judgement
from transformers import AutoTokenizer

from tests.stages.conftest import TEST, TRAIN, ingested_in
from tinylora.corpus.settings import CorpusSettings
from tinylora.errors import SettingsError
from tinylora.jobs import read_problems
from tinylora.policy.job import SamplingJob
from tinylora.policy.model_source import ModelSource, resolve
from tinylora.policy.prompt import prompt_of
from tinylora.policy.sample_job import requests_of
from tinylora.problem import Outcome
from tinylora.stages.corpus.problem_set import cases_of, problem_set, with_public_tests
from tinylora.stages.evaluation.identity import evaluation_problems
from tinylora.stages.training.files import write_training_job
from tinylora.stages.training.identity import TrainingInputs, training_identity, training_problems
from tinylora.stages.training.measured import Measurement, measure
from tinylora.stages.training.train import train
from tinylora.warehouse import Warehouse

SOURCE = ModelSource("m", "r", None, None, "b")


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    corpus = CorpusSettings(sources=(TRAIN, TEST))
    return ingested_in(tmp_path_factory.mktemp("ingested"), corpus)


@pytest.fixture
def filled(ingested, tmp_path):
    """The small corpus in a warehouse of this test's own."""
    return Warehouse(Path(shutil.copy(ingested, tmp_path / "warehouse.duckdb")))


@pytest.fixture
def keys(filled, corpus):
    return [problem.problem_key for problem in problem_set(filled, corpus, "train").problems]


@pytest.fixture
def answered(filled):
    """Store an evaluation: {problem key: verdicts of its samples, such as "AC WA"}."""

    def store(name, verdicts, checkpoint=None, **changes):
        made = [
            completion({"evaluation_id": name}, key, sample, verdict)
            for key, words in verdicts.items()
            for sample, verdict in enumerate(words.split())
        ]
        with filled.writing() as transaction:
            judged = [judgement(verdict) for verdict in ("AC", "WA", "CE", "NC")]
            transaction.insert("judgements", judged, on_conflict="ignore")
            transaction.insert("completions", made)
            transaction.insert(
                "evaluations", [evaluation(name, checkpoint, **changes)], on_conflict="ignore"
            )

    return store


def test_a_measurement_is_of_finished_evaluations_of_this_base_model(filled, keys, answered):
    a, b, *_ = keys
    answered("e1", {a: "AC WA WA", b: "CE"})
    answered("e2", {a: "WA NC"}, base_model="the same by another name")
    answered("running", {a: "AC AC"}, status="running")
    answered("tuned", {a: "AC"}, checkpoint="c8")
    answered("another", {b: "AC"}, base_fingerprint="another")
    measured = measure(filled, SOURCE, keys)
    assert measured.outcomes == {
        a: [
            {"verdict": "AC", "passed": 4, "total": 4, "completions": 1},
            {"verdict": "NC", "passed": 0, "total": 4, "completions": 1},
            {"verdict": "WA", "passed": 1, "total": 4, "completions": 3},
        ],
        b: [{"verdict": "CE", "passed": 0, "total": 4, "completions": 1}],
    }
    assert measured.identity["evaluations"] == ["e1", "e2"]
    assert measure(filled, SOURCE, [b]).identity["evaluations"] == ["e1"]


def test_no_measurement_names_the_remedy(filled, settings, home, keys, answered):
    answered("another", {keys[0]: "AC"}, base_fingerprint="another")
    asked = settings.override({"training.curriculum": "pass_rate", "training.languages": ["zh"]})
    with pytest.raises(SettingsError, match=r"has no finished evaluation .*checkpoint=base.*train"):
        train(asked, filled, home)


def test_a_new_measurement_is_another_training(filled, settings, corpus, keys, answered):
    problems = problem_set(filled, corpus, "train")

    def identity(measured):
        return training_identity(settings, TrainingInputs(problems, None, SOURCE, measured))

    answered("e1", {keys[0]: "AC WA"})
    first = measure(filled, SOURCE, keys)
    assert identity(first) == identity(measure(filled, SOURCE, keys)) != identity(Measurement())
    answered("e2", {keys[0]: "AC"})
    assert identity(measure(filled, SOURCE, keys)) != identity(first)


def test_what_is_measured_and_what_may_be_shown_reach_the_training(
    filled, settings, corpus, home, keys, answered, tmp_path
):
    answered("e1", {keys[1]: "AC CE CE"})
    problems = problem_set(filled, corpus, "train")
    chosen = settings.override({"prompt.public_tests": 1, "training.max_cases": 1})
    inputs = TrainingInputs(problems, None, SOURCE, measure(filled, SOURCE, keys))
    write_training_job(tmp_path, "run", chosen, inputs, filled, home)
    unknown, measured, *others = read_problems(tmp_path / "problems.jsonl")
    assert measured.outcomes == (Outcome("AC", 4, 4, 1), Outcome("CE", 0, 4, 2))
    assert unknown.outcomes == ()
    assert all(len(problem.public_tests) == 1 for problem in (unknown, measured, *others))


def test_only_public_tests_are_handed_out(filled, corpus):
    problems = problem_set(filled, corpus, "test").problems
    everything = cases_of(problems, filled, None)
    assert {case.origin for cases in everything.values() for case in cases} > {"public"}
    for most in (1, 16):
        for shown in with_public_tests(problems, filled, most):
            cases = everything[shown.problem_key]
            public = [case for case in cases if case.origin == "public"][:most]
            assert shown.public_tests == tuple(public)
    assert not any(one.public_tests for one in with_public_tests(problems, filled, 0))


def sampling_job(settings, home):
    shared = settings.sections_of(SamplingJob)
    return SamplingJob(home=home, base_fingerprint="", samples_per_problem=1, seed=1, **shared)


def test_training_and_evaluation_ask_alike_and_show_nothing_private(
    filled, settings, corpus, home, demo_model, demo_model_home, tmp_path
):
    # so short that the samples in the statements are cut out, and shown as examples
    chosen = settings.override({"prompt.public_tests": 2, "prompt.max_statement_tokens": 40})
    problems = problem_set(filled, corpus, "test")
    tokenizer = AutoTokenizer.from_pretrained(resolve(demo_model, demo_model_home).folder)
    inputs = TrainingInputs(problems, None, SOURCE, Measurement())
    write_training_job(tmp_path, "run", chosen, inputs, filled, home)
    read = read_problems(tmp_path / "problems.jsonl")
    job = sampling_job(chosen, home)
    job.write(tmp_path, with_public_tests(problems.problems, filled, 2))
    asked = {one.problem_key: one.prompt for one in requests_of(job, tmp_path, tokenizer)}
    assert asked == {
        one.problem_key: prompt_of(one, chosen.prompt, tokenizer)
        for one in read
        if one.problem_key in asked
    }

    assert sum("Example 1, output:" in prompt for prompt in asked.values()) > 15
    for problem in read:
        public = [one.input.strip() for one in problem.public_tests]
        for case in problem.test_cases:
            given = case.input.strip()
            if len(given) > 8 and not any(given in one for one in public):
                assert given not in asked[problem.problem_key]

    whole = settings.override({"prompt.public_tests": 2}).prompt
    job = job.model_copy(update={"prompt": whole})
    again = requests_of(job, tmp_path, tokenizer)
    assert not any("Example 1, input:" in one.prompt for one in again)


def test_worth_asking_by_hand(filled, keys, answered):
    a, b, *_ = keys
    answered("e1", {a: "AC WA WA NC", b: "CE NC"})
    differ = {row["problem_key"]: row for row in filled.query("worth_asking", generations=2)}
    # 1/4 solved, 1/2 one passed of four, 1/4 nothing: 1 - 1/16 - 1/4 - 1/16
    assert (differ[a]["differ_percent"], differ[b]["differ_percent"]) == (62.5, 0.0)
    assert (differ[a]["compile_percent"], differ[a]["pass_percent"]) == (75.0, 25.0)
    assert (differ[b]["completions"], differ[b]["compile_percent"]) == (2, 0.0)
    first, last = filled.query("worth_asking", generations=None)
    assert (first["problem_key"], last["problem_key"]) == (a, b)
    assert first["differ_percent"] == 99.6  # groups of 8: 1 - 1/256 - 2/65536


def test_what_is_measured_are_the_training_problems(filled, settings):
    def measured(**training):
        chosen = settings.override(
            {"evaluation.max_problems": 1, "evaluation.seed": 5}
            | {f"training.{name}": value for name, value in training.items()}
        )
        asked = evaluation_problems(chosen.for_measuring(), filled).problems
        trained = training_problems(chosen, filled).problems
        return {one.problem_key for one in asked}, {one.problem_key for one in trained}

    asked, trained = measured()
    assert asked == trained and len(asked) > 1
    for seed in range(3):
        asked, trained = measured(max_problems=1, seed=seed)
        assert asked == trained and len(asked) == 1
    asked, trained = measured(max_problems=1, case_origins=("statement",))
    assert asked > trained
    asked, trained = measured(max_problems=1, languages=("zh",))
    assert asked > trained
