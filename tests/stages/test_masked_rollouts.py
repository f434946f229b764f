"""A rollout that the judge failed on, from the event to the warehouse."""

import pytest

from tests.warehouses import new_warehouse
from tinylora.paths import SQL
from tinylora.stages.training.events import EventStore

JUDGED = {
    **{"judgement_id": "j", "source_sha": "s", "source": "int main() {}", "cases_sha": "c"},
    **{"limits": {}, "compiler": "g++", "judge_version": "1", "isolation": "rlimits"},
    **{"verdict": "AC", "passed": 1, "total": 1, "score": 1.0, "compile_ms": 1.0, "cpu_ms": 1.0},
    **{"peak_kb": 1, "first_failure": None, "cases": [], "wall_ms": 1.0, "host_factor": 1.0},
}
STEP = {
    **{"event": "step", "step": 1, "loss": 0.0, "reward_mean": 1.0, "reward_std": 0.0},
    **{"zero_variance_share": 1.0, "v_change": 0.0, "v_norm": 0.0, "weight_change": 0.0},
    **{"grad_norm": 0.0, "tokens_mean": 9.0, "truncated_share": 0.0, "generate_seconds": 1.0},
    **{"judge_seconds": 1.0, "update_seconds": 1.0, "fault_share": 0.5},
}


def rollout(sample, **values):
    return {
        **{"event": "rollout", "step": 1, "problem_key": "p", "sample": sample, "seed": 7},
        **{"text": "…", "tokens": 9, "finish_reason": "stop", "advantage": 0.0, **values},
    }


@pytest.fixture
def warehouse(tmp_path):
    store = new_warehouse(tmp_path / "warehouse.duckdb")
    return store


def unjudged(warehouse):
    check = SQL / "checks" / "completions_without_judgement.sql"
    return warehouse.select(check.read_text(encoding="utf-8")).to_pylist()


def test_rollouts_of_a_killed_attempt_are_not_of_the_step_that_was_taken(warehouse, tmp_path):
    store = EventStore(warehouse, "run", tmp_path)
    judged = {"reward": 1.0, "terms": {"judgement": 1.0}, "fault": None, "judgement": JUDGED}
    store.add(rollout(0, **judged))
    store.add({"event": "start", "resumed_from_step": 0})
    store.add(rollout(1, **judged))
    store.add(STEP)
    assert warehouse.select("select sample from completions").to_pylist() == [{"sample": 1}]


def test_a_masked_rollout_is_stored_with_its_fault(warehouse, tmp_path):
    store = EventStore(warehouse, "run", tmp_path)
    terms = {"judgement": 1.0}
    store.add(rollout(0, reward=1.0, terms=terms, fault=None, judgement=JUDGED))
    store.add(rollout(1, reward=None, terms={}, fault="disk full", judgement=None))
    store.add(STEP)
    names = "sample, judgement_id, source_sha, reward, fault"
    rows = warehouse.select(f"select {names} from completions order by sample").to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        (0, "j", "s", 1.0, None),
        (1, None, None, None, "disk full"),
    ]
    assert warehouse.select("select * from judgements").num_rows == 1
    assert unjudged(warehouse) == []
    (reuse,) = warehouse.query("judge_reuse")
    assert (reuse["completions"], reuse["judgements"], reuse["reused"]) == (1, 1, 0)
    (curve,) = warehouse.select("select fault_share, lr from training_steps").to_pylist()
    assert curve == {"fault_share": 0.5, "lr": None}


def test_no_judgement_and_no_fault_is_found(warehouse, tmp_path):
    store = EventStore(warehouse, "run", tmp_path)
    store.add(rollout(0, reward=None, judgement=None))
    store.add(STEP)
    assert [row["problem_key"] for row in unjudged(warehouse)] == ["p"]


def test_a_batch_of_faults_alone_is_stored(warehouse, tmp_path):
    store = EventStore(warehouse, "run", tmp_path)
    store.add(rollout(0, reward=None, terms={}, fault="disk full", judgement=None))
    store.add(STEP)
    assert warehouse.select("select fault from completions").to_pylist() == [{"fault": "disk full"}]
