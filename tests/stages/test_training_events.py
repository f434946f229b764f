"""What a training's child tells, as the warehouse and a page show it."""

import pytest

from tinylora.errors import SourceMissing
from tinylora.stages.training.events import EventStore
from tinylora.stages.training.forecast import forecast_run
from tinylora.stages.training.page import sparkline, training_page

RUN = {
    **{"run_id": "run", "settings": {}, "base_model": "m", "base_revision": "r", "adapter": {}},
    **{"base_fingerprint": "b", "corpus_fingerprint": "c", "code_version": "1"},
    **{"status": "finished", "flow_run_id": None, "started_at": "2026-01-02 03:04:05+00"},
}


def step(number, **changes):
    names = ("loss", "reward_std", "zero_variance_share", "v_change", "v_norm", "weight_change")
    names += ("grad_norm", "tokens_mean", "truncated_share")
    names += ("generate_seconds", "judge_seconds", "update_seconds")
    told = {"event": "step", "step": number, "reward_mean": number / 10, **changes}
    return {**dict.fromkeys(names, 0.25), **told}


def checkpoint(number):
    return {
        **{"event": "checkpoint", "step": number, "path": f"checkpoints/{number}", "sha256": "0"},
        **{"v": [0.5], "checkpoint_id": f"c{number}", "base_fingerprint": "b"},
    }


def validation(number, score, judgement="a"):
    return {
        **{"event": "validation", "step": number, "score": score, "problems": 3, "samples": 6},
        **{"compile_rate": 0.5, "pass_rate": 0.25, "mean_score": score, "seconds": 1.5},
        "judgement_ids": [judgement],
    }


@pytest.fixture
def store(warehouse, home):
    with warehouse.writing() as transaction:
        transaction.insert("training_runs", [RUN], on_conflict="ignore")
    return EventStore(warehouse, "run", home)


def scores(warehouse):
    found = warehouse.select("select step, validation_score from checkpoints order by step")
    return [tuple(row.values()) for row in found.to_pylist()]


def handed_on(warehouse):
    return warehouse.rows("select_run_checkpoint", run_id="run")[0]["step"]


def test_a_checkpoint_has_its_validation_whichever_is_told_again(store, warehouse):
    told = [checkpoint(0), validation(0, 0.25), step(1), checkpoint(1), validation(1, 0.75)]
    told += [step(2), checkpoint(2)]
    for event in told:
        store.add(event)
    assert scores(warehouse) == [(0, 0.25), (1, 0.75), (2, None)]
    for event in (checkpoint(1), *told):  # as a resumed run tells them
        store.add(event)
    assert scores(warehouse) == [(0, 0.25), (1, 0.75), (2, None)]
    assert handed_on(warehouse) == 1
    assert warehouse.failed_checks() == {}


def test_a_mean_is_what_a_training_hands_on(store, warehouse):
    for event in (
        checkpoint(1),
        checkpoint(2),
        checkpoint(2) | {"averaged": 2, "checkpoint_id": "m"},
    ):
        store.add(event)
    found = {
        warehouse.rows(name, **words)[0]["checkpoint_id"]
        for name, words in (
            ("select_run_checkpoint", {"run_id": "run"}),
            ("select_best_checkpoint", {"base_fingerprint": "b"}),
            ("select_latest_checkpoint", {"base_fingerprint": "b"}),
        )
    }
    assert found == {"m"}
    assert warehouse.failed_checks() == {}


def test_a_validation_in_doubt_chooses_nothing(store, warehouse):
    for event in (checkpoint(0), validation(0, 0.25), checkpoint(1), validation(1, 0.75, "odd")):
        store.add(event)
    store.add({"event": "doubtful", "judgement_ids": ["odd"]})
    assert scores(warehouse) == [(0, 0.25), (1, None)]
    assert handed_on(warehouse) == 0
    assert warehouse.failed_checks() == {}


def test_the_page_shows_what_is_known_of_each_step(store, warehouse):
    for event in (checkpoint(0), validation(0, 0.25), step(1, entropy=1.5), checkpoint(1)):
        store.add(event)
    for number in range(2, 31):
        store.add(step(number))
    page = training_page(warehouse, "run")
    assert "Training `run`, 30 steps" in page
    assert "reward, 0.1 at first, 3 now: `▁" in page
    assert "validation, 0.25 at first" in page
    headings, _, *rows = [line for line in page.splitlines() if line.startswith("| ")][3:]
    assert "equal groups" in headings and "judge s" in headings
    assert "entropy" not in headings and "verdicts" not in headings  # of the last 20, none has any
    assert [row.split(" | ")[0] for row in rows] == [f"| {number}" for number in range(11, 31)]


def test_the_page_says_how_far_the_sampler_was_from_the_trainer(store, warehouse):
    figures = {"ratio_mean": 1.0, "capped_share": 0.015, "max_difference": 2e-4, "divergence": 0.0}
    store.add(step(1, **{f"importance_{name}": value for name, value in figures.items()}))
    headings, _, row = training_page(warehouse, "run").splitlines()[-3:]
    shown = dict(zip(headings.split(" | "), row.split(" | "), strict=True))
    assert (shown["mean π/μ"], shown["π/μ capped"]) == ("1.0000", "1.5%")
    assert shown["largest log π − log μ, nats"] == "2.0e-04"
    assert shown["KL(μ ‖ π), nats"] == "0.0e+00"
    (curve,) = warehouse.query("reward_curve", run_id="run")
    assert curve["importance_max_difference"] == 2e-4


def rollout(number, problem):
    return {
        **{"event": "rollout", "step": number, "problem_key": problem, "sample": 0, "seed": 1},
        **{"text": "t", "tokens": 1, "finish_reason": "stop", "judgement": None},
        **{"reward": 0.5, "advantage": 0.0, "terms": {"pass": 0.5}, "weights": {"pass": 1.0}},
    }


def test_a_step_that_is_taken_again_has_its_own_rollouts_alone(store, warehouse):
    for event in (rollout(1, "a"), rollout(1, "b"), step(1), rollout(2, "d"), step(2)):
        store.add(event)
    for event in ({"event": "start"}, rollout(1, "a"), rollout(1, "c"), step(1)):
        store.add(event)
    asked = "select step, problem_key from completions {} order by 1, 2"
    kept = [(1, "a"), (1, "c"), (2, "d")]
    found = warehouse.select(asked.format("")).to_pylist()
    assert [tuple(row.values()) for row in found] == kept
    terms = warehouse.select(asked.format("join reward_terms using (completion_id)")).to_pylist()
    assert [tuple(row.values()) for row in terms] == kept


def proof(number, **changes):
    return {
        **{"event": "proof", "step": number, "sampled_adapter": "aa", "trained_adapter": "aa"},
        **{"tokens": 8, "unknown": 0, "mean_difference": 1e-6, "max_difference": 1e-5},
        **{"outside_share": 0.0, "band": 1e-3, "zero_difference": None, "mismatch": None},
        **changes,
    }


def test_the_proof_of_a_step_comes_with_it_and_what_refutes_one_at_once(store, warehouse):
    def proven():
        rows = warehouse.query("rollout_proof", run_id="run")
        return [(row["step"], row["same_adapter"], row["mismatch"]) for row in rows]

    store.add(proof(1))
    assert proven() == []
    store.add(step(1))
    assert proven() == [(1, True, None)]
    store.add(proof(2, sampled_adapter="bb", mismatch="stale"))
    assert proven() == [(1, True, None), (2, False, "stale")]
    for event in ({"event": "start"}, proof(2), step(2)):  # mended, and taken once more
        store.add(event)
    assert proven() == [(1, True, None), (2, True, None)]
    for event in (proof(3), {"event": "start"}, step(3)):  # of a killed attempt
        store.add(event)
    assert len(proven()) == 2


def test_a_vector_too_long_to_be_told_is_null_and_forecasts_nothing(warehouse, home):
    chosen = {"training": {"schedule": "constant", "steps": 9}}
    with warehouse.writing() as transaction:
        transaction.insert("training_runs", [{**RUN, "settings": chosen}])
    store = EventStore(warehouse, "run", home)
    for number in range(1, 6):
        store.add(step(number, v=None, gradient=None, lr=0.01))
        store.add(checkpoint(number) | {"v": None})
    assert warehouse.select("select v from checkpoints").to_pylist() == [{"v": None}] * 5
    with pytest.raises(SourceMissing, match=r"5 steps, 0 of them .*few enough"):
        forecast_run(warehouse, "run")
    assert "Training `run`, 5 steps" in training_page(warehouse, "run")


def test_a_run_without_a_step_has_a_page(store, warehouse):
    assert training_page(warehouse, "run") == "Training `run`, 0 steps\n"


@pytest.mark.parametrize(
    ("values", "width", "bars"),
    [
        ([0.0, 7.0], 60, "▁█"),
        ([3.0, 3.0, 3.0], 60, "▁▁▁"),
        ([0, 1, 2, 3, 4, 5, 6, 7], 60, "▁▂▃▄▅▆▇█"),
        ([0.0, 0.0, 6.0, 8.0], 2, "▁█"),
        ([0.0, float("nan"), 7.0, float("inf")], 60, "▁█"),
        ([float("nan")], 60, ""),
    ],
)
def test_sparkline(values, width, bars):
    assert sparkline(values, width) == bars
