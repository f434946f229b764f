"""The terms of a rollout's reward, from the event to the warehouse and out of it again."""

import pytest
from test_masked_rollouts import JUDGED, STEP, rollout

from tinylora.stages.training.events import EventStore

WEIGHTS = {"judgement": 1.0, "format_bonus": 0.25}


def judged(sample, bonus=1.0, judgement_id="j"):
    return rollout(
        sample,
        **{"reward": 0.5 + 0.25 * bonus, "terms": {"judgement": 0.5, "format_bonus": bonus}},
        **{"weights": WEIGHTS, "fault": None},
        judgement={**JUDGED, "judgement_id": judgement_id},
    )


def masked(sample):
    told = {"reward": None, "terms": {}, "weights": WEIGHTS, "fault": "disk full"}
    return rollout(sample, **told, judgement=None)


@pytest.fixture
def store(warehouse, home):
    return EventStore(warehouse, "run", home)


def told(store, *events):
    for event in events:
        store.add(event)


def stored(warehouse):
    assert "reward_terms_do_not_add_up" not in warehouse.failed_checks()
    found = warehouse.select(
        "select sample, term, value, weight"
        " from reward_terms join completions using (completion_id) order by all"
    )
    return [tuple(row.values()) for row in found.to_pylist()]


ONE = [(0, "format_bonus", 1.0, 0.25), (0, "judgement", 0.5, 1.0)]


def test_a_rollout_has_a_row_for_each_term_and_a_masked_one_none(store, warehouse):
    told(store, judged(0), masked(1), STEP)
    assert stored(warehouse) == ONE


def test_a_step_that_fails_to_be_stored_leaves_no_terms(store, warehouse):
    with pytest.raises(Exception, match="NOT NULL"):
        told(store, judged(0), {**STEP, "loss": None})
    assert warehouse.select("from reward_terms").num_rows == 0


def test_terms_told_again_replace_themselves(store, warehouse):
    told(store, judged(0), judged(1, bonus=0.0), STEP)
    assert stored(warehouse)[2:] == [(1, "format_bonus", 0.0, 0.25), (1, "judgement", 0.5, 1.0)]
    told(store, judged(0), masked(1), STEP)
    assert stored(warehouse) == ONE


def test_terms_of_a_killed_attempt_are_not_stored(store, warehouse):
    told(store, judged(1), {"event": "start", "resumed_from_step": 0}, judged(0), STEP)
    assert stored(warehouse) == ONE


def test_terms_go_with_the_rollouts_whose_judgement_is_in_doubt(store, warehouse):
    told(store, judged(0), judged(1, judgement_id="odd"), STEP)
    assert len(stored(warehouse)) == 4
    told(store, {"event": "doubtful", "judgement_ids": ["odd"]})
    assert stored(warehouse) == ONE
    assert warehouse.select("from reward_terms").num_rows == 2
