import json

import duckdb
import pytest
from test_sql_files import evaluation, metric_check

from tinylora.code_identity import code_version
from tinylora.entry_points import JUDGE
from tinylora.errors import SourceMissing
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import CaseResult, FirstFailure, Judgement, Verdict
from tinylora.problem import Origin, TestCase
from tinylora.stages.judging.judgements import Ledger, judging, reuse
from tinylora.stages.training.events import EventStore
from tinylora.warehouse import Warehouse

ADD = '#include <cstdio>\nint main() { int a, b; scanf("%d %d", &a, &b); printf("%d", a + b); }\n'
CASES = (TestCase("1 2", "3", Origin.PUBLIC), TestCase("3 4", "8", Origin.PUBLIC))
STEP = {
    **{"event": "step", "step": 1, "loss": 0.0, "reward_mean": 0.5, "reward_std": 0.1},
    **{"zero_variance_share": 0.5, "v_change": 1e-3, "v_norm": 1e-2, "weight_change": 1e-3},
    **{"grad_norm": 1.0, "tokens_mean": 90.0, "truncated_share": 0.5},
    **{"generate_seconds": 1.0, "judge_seconds": 1.0, "update_seconds": 1.0},
}
ONE_WORKER = JudgeSettings(workers=1)


def judgement(key, version=None, cases=()):
    return Judgement(
        **{"judgement_id": key, "source_sha": "s", "source": "int main() {}", "cases_sha": "c"},
        **{"limits": {"time_limit_s": 1.5}, "compiler": "g++", "isolation": "landlock"},
        **{"judge_version": version or code_version(JUDGE), "verdict": Verdict.CE},
        **{"passed": 0, "total": 1, "score": 0.0, "compile_ms": 1.5, "cpu_ms": 0.0, "peak_kb": 0},
        first_failure=FirstFailure(None, Verdict.CE, "", "", 'main.cpp:1: error: "x"\n'),
        cases=tuple(cases),
    )


def count(warehouse, table="judgements"):
    return warehouse.select(f"select * from {table}").num_rows


def test_what_is_stored_comes_back_as_it_was(warehouse):
    kept = [judgement("a"), judgement("b", cases=[CaseResult(Verdict.RE, 1.25, 2.5, 99, None, 11)])]
    ledger = Ledger(warehouse)
    for one in kept:
        ledger[one.judgement_id] = one
        assert ledger.get(one.judgement_id) is one
    assert ledger.get("c") is None
    ledger.store()
    for known in (ledger, Ledger(warehouse)):
        assert [known.get(one.judgement_id) for one in kept] == kept
        assert known.get("c") is None


def test_no_two_runs_judge_the_same(warehouse, home):
    submission = Submission(ADD, CASES, time_limit_s=1.0)
    with judging(ONE_WORKER, home, warehouse) as (pool, _):
        first = pool.submit(submission).result()
        assert pool.submit(submission).result() is first
        assert reuse(pool) == "1 judged, 1 reused"
    assert first.verdict == "WA"
    assert count(warehouse) == 1
    with judging(ONE_WORKER, home, warehouse) as (pool, _):
        assert pool.submit(submission).result() == first
        assert reuse(pool) == "0 judged, 1 reused"
    assert count(warehouse) == 1


def test_a_run_that_ends_badly_keeps_what_it_judged(warehouse, home):
    with (
        pytest.raises(KeyboardInterrupt),
        judging(ONE_WORKER, home, warehouse) as (pool, _),
    ):
        pool.submit(Submission(None, CASES)).result()
        raise KeyboardInterrupt
    assert count(warehouse) == 1


def test_other_versions_of_the_judge_are_not_reused(warehouse):
    old = Ledger(warehouse)
    old["a"] = judgement("a", version="older")
    old.store()
    assert Ledger(warehouse).get("a") is None


def test_a_failed_transaction_loses_no_judgement(warehouse):
    ledger = Ledger(warehouse)
    ledger["a"] = judgement("a")
    with pytest.raises(KeyError), ledger.writing():
        raise KeyError
    assert count(warehouse) == 0
    ledger.store()
    assert count(warehouse) == 1


def test_a_ledger_that_is_held_costs_a_judgement_not_a_run(warehouse, caplog):
    ledger = Ledger(warehouse)
    ledger["a"] = judgement("a")
    ledger.store()
    ledger._reader.patience_s = 0.1
    with duckdb.connect(str(warehouse.path)):
        assert [ledger.get("a") for _ in range(3)] == [None] * 3
    assert len(caplog.records) == 1, "each try holds up every worker"
    assert "judging again what is stored, for 60 s" in caplog.text
    ledger._rests_until = 0.0
    assert ledger.get("a") is not None


def test_what_is_in_doubt_is_taken_back(warehouse):
    ledger = Ledger(warehouse)
    for key in "abc":
        ledger[key] = judgement(key)
    with ledger.writing() as transaction:
        transaction.insert("completions", [completion("one", "a"), completion("two", "b")])
    ledger["d"] = judgement("d")
    ledger.forget({"b", "c", "d"})
    ledger.store()
    assert [ledger.get(key) is not None for key in "abcd"] == [True, False, False, False]
    assert warehouse.query("judge_reuse")[0]["completions"] == 1
    assert count(warehouse) == 1


def test_what_a_training_s_judge_doubts_is_taken_back(warehouse, home):
    told = {**completion("one", "a"), "step": 1, "advantage": 0.0, "truncated": False}
    store = EventStore(warehouse, "run", home)
    store.add({"event": "rollout", **told, "judgement": judgement("a").to_row()})
    store.add(STEP)
    assert (count(warehouse), count(warehouse, "completions")) == (1, 1)
    store.add({"event": "doubtful", "judgement_ids": ["a"]})
    assert (count(warehouse), count(warehouse, "completions")) == (0, 0)
    assert count(warehouse, "training_steps") == 1


def test_doubt_reopens_evaluations_and_leaves_other_trainings_their_rollouts(warehouse, home):
    """The same program was judged for two trainings and an evaluation; one judge is in doubt."""
    rows = [
        completion("of e", "a", "e"),
        completion("of f", "b", "f"),
        completion("of mine", "a", None) | {"run_id": "run", "step": 1},
        completion("of another", "a", None) | {"run_id": "other", "step": 1},
        completion("alone", "c", None) | {"run_id": "run", "step": 1},
    ]
    ledger = Ledger(warehouse)
    for key in "abc":
        ledger[key] = judgement(key)
    with ledger.writing() as transaction:
        transaction.insert("completions", rows)
        transaction.insert("evaluations", [evaluation("e", None), evaluation("f", None)])
        pairs = (("e", "f"), ("f", "e"), ("f", "g"))
        checks = [metric_check(one, "pass@1", before_evaluation_id=other) for one, other in pairs]
        for check in checks:
            transaction.insert("metric_checks", [check | {"metric": check["before_evaluation_id"]}])
    EventStore(warehouse, "run", home).add({"event": "doubtful", "judgement_ids": ["a", "c"]})
    (check,) = warehouse.select("from metric_checks").to_pylist()
    assert (check["evaluation_id"], check["before_evaluation_id"]) == ("f", "g")
    left = warehouse.select("select completion_id as key from completions order by key")
    assert [row["key"] for row in left.to_pylist()] == ["of another", "of f"]
    left = warehouse.select("select judgement_id as key from judgements order by key")
    assert [row["key"] for row in left.to_pylist()] == ["a", "b"]
    states = warehouse.select("select evaluation_id, status from evaluations order by all")
    assert [(*row.values(),) for row in states.to_pylist()] == [("e", "running"), ("f", "finished")]


def test_a_doubtful_pool_stores_nothing_of_it(warehouse, home, monkeypatch):
    with judging(ONE_WORKER, home, warehouse) as (pool, _):
        kept = pool.submit(Submission(None, CASES)).result()
        doubted = pool.submit(Submission(None, CASES[:1])).result()
        monkeypatch.setattr(type(pool), "doubtful", {doubted.judgement_id})
    stored = warehouse.select("select judgement_id from judgements").to_pylist()
    assert stored == [{"judgement_id": kept.judgement_id}]


def test_without_a_warehouse_there_is_no_ledger(tmp_path):
    with pytest.raises(SourceMissing):
        Ledger(Warehouse(tmp_path / "none.duckdb"))


def completion(key, judgement_id, evaluation_id="e"):
    return {
        **{"completion_id": key, "run_id": None, "step": None, "evaluation_id": evaluation_id},
        **{"problem_key": "p", "sample": 0, "seed": 1, "text": "", "source_sha": "s"},
        **{"judgement_id": judgement_id, "tokens": 1, "finish_reason": "stop"},
        **{"reward": None, "advantage": None},
    }


def test_reuse_is_counted_once_per_completion(warehouse):
    ledger = Ledger(warehouse)
    rows = [completion(str(i), key, "abb"[i % 3]) for i, key in enumerate("xyxxzx")]
    with ledger.writing() as transaction:
        transaction.insert("completions", rows)
    counted = warehouse.query("judge_reuse")
    # evaluation a asks for x, x; b for y, x, z, x: of six completions three are the first of theirs
    assert [(row["id"], row["completions"], row["judgements"]) for row in counted] == [
        ("a", 2, 1),
        ("b", 4, 3),
    ]
    assert sum(row["reused"] for row in counted) == 3
    assert json.dumps(counted)


def test_what_comes_again_is_read_many_at_a_time(warehouse, monkeypatch):
    ledger = Ledger(warehouse)
    keys = [f"{number:03}" for number in range(250)]
    for key in keys:
        ledger[key] = judgement(key)
    ledger.store()
    reads, known = [], Ledger(warehouse)
    rows = known._reader.rows
    monkeypatch.setattr(known._reader, "rows", lambda *a, **b: reads.append(a) or rows(*a, **b))
    assert [known.get(key).judgement_id for key in keys] == keys
    assert len(reads) < 25
    assert known.get(keys[-1]) == judgement(keys[-1])
