"""What is picked, what is held against what, and that the same regression is told once."""

import json
import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from test_sql_files import checkpoint, completion, evaluation, judgement, training_run

from tests.stages.conftest import TEST, ingested_in
from tinylora.corpus.settings import CorpusSettings
from tinylora.identity import fingerprint
from tinylora.policy.model_source import resolve
from tinylora.stages.evaluation.identity import (
    conditions,
    evaluation_identity,
    evaluation_problems,
)
from tinylora.stages.evaluation.metric_checks import check_metrics
from tinylora.stages.evaluation.re_evaluation import evaluations_of_today, policies_to_evaluate
from tinylora.stages.training.checkpoints import final_checkpoints
from tinylora.warehouse import Warehouse

START = datetime(2026, 1, 2, tzinfo=UTC)
FELL = {"pass@1", "compile rate", "mean score"}


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    return ingested_in(tmp_path_factory.mktemp("ingested"), CorpusSettings(sources=(TEST,)))


@pytest.fixture
def filled(ingested, tmp_path):
    """The held-out problems in a warehouse of this test's own."""
    return Warehouse(Path(shutil.copy(ingested, tmp_path / "warehouse.duckdb")))


@pytest.fixture
def corpus():
    return CorpusSettings(sources=(TEST,))


@pytest.fixture
def asked(settings):
    return settings.override({"evaluation.max_problems": 8})


@pytest.fixture
def stored(filled, asked, home):
    """A finished training with one checkpoint, and a way to store evaluations."""
    base = resolve(asked.model, home).fingerprint
    model = {"model": {"quantization": "none", "dtype": "float32"}}
    saved = checkpoint("c8", base_fingerprint=base)
    run = {**training_run(), "base_fingerprint": base, "settings": json.dumps(model)}
    with filled.writing() as write:
        write.insert("training_runs", [run], on_conflict="ignore")
        write.insert("checkpoints", [{**saved, "validation_score": None}])
        write.insert(
            "judgements", [judgement(verdict) for verdict in ("AC", "CE")], on_conflict="ignore"
        )
    keys = [one.problem_key for one in evaluation_problems(asked, filled).problems]

    def put(name, verdict, age, checkpoint_id=None, **changes):
        at = START + timedelta(days=age)
        known = {"settings": json.dumps(conditions(asked)), "started_at": at, "finished_at": at}
        known |= {"base_fingerprint": base, **changes}
        row = evaluation(name, checkpoint_id, **known)
        owner = {"evaluation_id": name}
        with filled.writing() as write:
            write.insert("evaluations", [row], on_conflict="ignore")
            write.insert("completions", [completion(owner, key, 0, verdict) for key in keys])

    base_id, tuned_id = evaluations_of_today(asked, filled, home)
    return SimpleNamespace(put=put, base_id=base_id, tuned_id=tuned_id)


def looked_at(warehouse, settings, home):
    """Return (before, after, metric) of what fell, and of what the alarm was told."""
    told = []
    found = check_metrics(settings, warehouse, home, told.append)
    assert found == told
    return {(one.before["evaluation_id"], one.metric.name) for one in found}


def test_the_ids_are_those_that_evaluate_gives(filled, asked, home, stored):
    problems, source = evaluation_problems(asked, filled), resolve(asked.model, home)
    policies = [None, *final_checkpoints(filled, asked.model, home)]
    assert [stored.base_id, stored.tuned_id] == [
        fingerprint(evaluation_identity(asked, problems, source, policy)) for policy in policies
    ]


def test_what_lacks_an_evaluation_is_picked_base_first(filled, asked, home, stored):
    def picked():
        found = policies_to_evaluate(asked, filled, home)
        return [one and one["checkpoint_id"] for one in found]

    assert picked() == [None, "c8"]
    stored.put(stored.base_id, "AC", 0)
    stored.put(stored.tuned_id, "AC", 0, "c8", status="running")
    assert picked() == ["c8"]
    other = asked.override({"judge.time_limit_s": 9.0})
    assert len(policies_to_evaluate(other, filled, home)) == 2


def test_a_fall_is_found_stored_and_told_once(filled, asked, home, stored):
    stored.put("earlier", "AC", 0, judge_version="0")
    stored.put(stored.base_id, "CE", 1)
    assert looked_at(filled, asked, home) == {("earlier", metric) for metric in FELL}
    first, *_ = rows = filled.query("metric_checks")
    assert {row["metric"] for row in rows if row["fell"]} == FELL
    assert (first["before_evaluation_id"], first["policy"]) == ("earlier", "base")
    assert first["differences"] == ["judge version: 0 against 1"]
    assert looked_at(filled, asked, home) == set()


def test_no_fall_is_stored_too_and_every_policy_has_its_own(filled, asked, home, stored):
    stored.put("base before", "CE", 0)
    stored.put("tuned before", "AC", 0, "c8")
    stored.put(stored.base_id, "CE", 1)
    stored.put(stored.tuned_id, "CE", 1, "c8")
    # of 16 changes of eight problems Holm's p is 2 / 2^8 x 6 = 0.047
    assert looked_at(filled, asked, home) == {("tuned before", metric) for metric in FELL}
    assert len(filled.query("metric_checks")) == 6


def test_only_an_older_one_of_the_same_policy_sampled_alike_is_before(filled, asked, home, stored):
    others = {
        "younger": {"age": 2},
        "of another policy": {"checkpoint_id": "c8"},
        "imported": {"imported_as": "theirs"},
        "of another base": {"base_fingerprint": "another"},
        "unfinished": {"status": "running"},
        "colder": {"settings": '{"generation": {"temperature": 0.1}}'},
        "of another split": {"settings": '{"evaluation": {"split": "train"}}'},
        "in another dtype": {"settings": '{"model": {"dtype": "bfloat16"}}'},
    }
    for name, changes in others.items():
        stored.put(name, "AC", **{"age": 0, **changes})
    stored.put(stored.base_id, "CE", 1)
    assert looked_at(filled, asked, home) == set()
    assert filled.query("metric_checks") == []


def test_the_newest_before_counts_and_a_setting_it_did_not_know_is_none(
    filled, asked, home, stored
):
    stored.put("oldest", "CE", 0)
    stored.put("old", "AC", 1, settings='{"generation": {}, "evaluation": {"split": "test"}}')
    stored.put(stored.base_id, "CE", 2)
    assert looked_at(filled, asked, home) == {("old", metric) for metric in FELL}


def test_what_was_told_but_not_stored_is_told_again(filled, asked, home, stored):
    stored.put("earlier", "AC", 0)
    stored.put(stored.base_id, "CE", 1)

    def killed(regression):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_metrics(asked, filled, home, killed)
    assert filled.query("metric_checks") == []
    assert len(looked_at(filled, asked, home)) == 3


def test_of_two_at_once_one_tells(filled, asked, home, stored):
    stored.put("earlier", "AC", 0)
    stored.put(stored.base_id, "CE", 1)
    told, both = [], threading.Barrier(2)

    def look():
        both.wait()
        check_metrics(asked, filled, home, told.append)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {regression.metric.name for regression in told} == FELL and len(told) == 3
    assert len(filled.query("metric_checks")) == 3
