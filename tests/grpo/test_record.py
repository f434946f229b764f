import re
from dataclasses import asdict, fields, replace

import pytest
from scripted import scripted_rollout

from tests.warehouses import new_warehouse
from tinylora.grpo.record import FLAT_BATCHES, BatchSummary, StepRecord, alarms, summarise
from tinylora.grpo.rollout import RolloutBatch

QUIET = StepRecord(
    **{"step": 3, "loss": 0.0, "reward_mean": 0.5, "reward_std": 0.1, "zero_variance_share": 0.5},
    **{"v_change": 1e-3, "v_norm": 1e-2, "weight_change": 1e-3, "grad_norm": 1.0},
    **{"tokens_mean": 90.0, "truncated_share": 0.5, "fault_share": 0.0},
    **{"generate_seconds": 1.0, "judge_seconds": 1.0, "update_seconds": 1.0},
)


def changed(**values):
    return StepRecord(**{f.name: getattr(QUIET, f.name) for f in fields(QUIET)} | values)


def batch(rewards, generate, judge, finish="stop"):
    rollouts = [
        scripted_rollout(1, "key", n, price=price, finish=finish) for n, price in enumerate(rewards)
    ]
    return RolloutBatch(rollouts, generate, judge)


def masked(rollouts):
    """Return the batch with its first rollout masked."""
    first, *others = rollouts.rollouts
    nothing = replace(first, judgement=None, reward=None, terms={}, fault="disk full")
    return RolloutBatch([nothing, *others], 1, 1)


def test_a_step_has_the_columns_of_its_table(tmp_path):
    warehouse = new_warehouse(tmp_path / "warehouse.duckdb")
    told = asdict(changed(lr=1e-3, clip_low_share=0.25, importance_divergence=0.125))
    told |= {"v": [0.5, -0.25], "gradient": [2.0, 0.125]}
    with warehouse.writing() as transaction:
        transaction.insert("training_steps", [{"run_id": "run", **told}])
    (stored,) = warehouse.select("select * from training_steps").to_pylist()
    assert stored == {"run_id": "run", **told}
    shown = set(warehouse.select("select * from reward_curve").column_names)
    no_curves = {"v", "gradient", "threads"}
    assert {field.name for field in fields(StepRecord)} - no_curves <= shown


def test_a_summary_is_part_of_a_record():
    assert {f.name for f in fields(BatchSummary)} <= {f.name for f in fields(StepRecord)}


def test_summary_of_two_processes():
    summary = summarise(
        [batch([0.0, 1.0], 4, 1), batch([0.5, 0.5], 3, 2, finish="length")], group_size=2
    )
    assert summary.reward_mean == 0.5
    assert summary.reward_std == pytest.approx((1 / 6) ** 0.5)  # (¼ + ¼ + 0 + 0) / 3
    assert summary.zero_variance_share == 0.5
    assert summary.truncated_share == 0.5
    assert summary.fault_share == 0.0
    assert (summary.generate_seconds, summary.judge_seconds) == (4, 2)


def test_masked_rollouts_have_no_part_in_the_rewards():
    one = masked(batch([0.9, 0.0, 1.0, 0.5], 1, 1))
    summary = summarise([one, batch([0.5] * 4, 1, 1)], group_size=4)
    assert summary.reward_mean == pytest.approx(3.5 / 7)
    # seven rewards: 0 and 1 are half away from the mean, the others on it
    assert summary.reward_std == pytest.approx((0.5 / 6) ** 0.5)
    assert summary.zero_variance_share == 0.5
    assert summary.fault_share == 0.125
    tokens = [r.completion.tokens for r in (*one.rollouts, *batch([0.5] * 4, 1, 1).rollouts)]
    assert summary.tokens_mean == sum(tokens) / 8


def test_one_reward_has_no_spread_and_none_is_no_summary():
    assert summarise([masked(batch([0.0, 1.0], 1, 1))], group_size=2).reward_std == 0.0
    nothing = RolloutBatch(masked(batch([0.0, 1.0], 1, 1)).rollouts[:1] * 2, 1, 1)
    with pytest.raises(ValueError, match="none of 2 rollouts has a reward"):
        summarise([nothing], group_size=2)


def test_no_alarm_without_need():
    assert alarms(QUIET, 1.2e-7) == []
    assert alarms(changed(weight_change=1e-8), None) == []  # nothing is merged
    assert alarms(changed(importance_capped_share=0.1), None) == []


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"zero_variance_share": 1.0}, "easier problems"),
        ({"truncated_share": 0.95}, "max_new_tokens"),
        ({"weight_change": 1e-8}, "learning_rate"),
        ({"importance_capped_share": 0.12}, "12% of the sampled.*with the trained weights"),
        ({"fault_share": 0.0625}, "6% of completions.*host's load, memory and disk"),
    ],
)
def test_an_alarm_carries_advice(values, advice):
    (alarm,) = alarms(changed(**values), 1.2e-7)
    assert alarm.startswith("step 3:")
    assert re.search(advice, alarm)


def run(means, **values):
    """Return the alarms of a run with these rewards, step by step."""
    records = [changed(step=n, reward_mean=mean, **values) for n, mean in enumerate(means, 1)]
    return [alarms(record, None, records[:n]) for n, record in enumerate(records)]


FLAT = [0.4, 0.5] * (FLAT_BATCHES // 2)
RISING = [0.4 + 0.01 * n + (n % 2) / 100 for n in range(FLAT_BATCHES)]


def test_a_reward_that_does_not_rise_is_said_once_per_window():
    told = run(FLAT * 2)
    assert [n for n, found in enumerate(told, 1) if found] == [20, 40]
    assert "in 20 rollout batches" in told[19][0]
    assert "(0.400 then, 0.500 now); raise learning_rate" in told[19][0]
    assert any(run(RISING[::-1])), "falling is not rising"
    assert any(run([0.5] * FLAT_BATCHES))


def test_a_reward_that_rises_is_no_alarm():
    assert not any(run(RISING))
    # after a flat window a rising one
    assert [n for n, found in enumerate(run(FLAT + RISING), 1) if found] == [20]
    assert not any(run(FLAT[:-1]))


def test_further_steps_on_a_batch_are_no_evidence():
    first = [changed(step=2 * n + 1, reward_mean=mean) for n, mean in enumerate(FLAT)]
    again = [changed(step=r.step + 1, reward_mean=0.4, generate_seconds=0.0) for r in first]
    records = sorted([*first, *again], key=lambda record: record.step)
    told = [alarms(record, None, records[:n]) for n, record in enumerate(records)]
    assert [n for n, found in enumerate(told, 1) if found] == [39]
