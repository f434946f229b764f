"""The profile `arithmetic` in small: the demo model, a real judge of mathematics, a real kill."""

import pyarrow.parquet as pq
import pytest

from samples.build import RAW
from tinylora.adapter.checkpoint import read
from tinylora.grpo.job import TRAINING, TrainingJob
from tinylora.jobs import past_events, run_job
from tinylora.problem import Origin, StoredProblem, TestCase
from tinylora.profiles import profile

SMALL = {
    "training.steps": 2,
    "training.prompts_per_step": 2,
    "training.generations_per_prompt": 6,
    "training.max_new_tokens": 24,
    "training.reward.length_penalty_start": 8,
    "training.reward.length_penalty_end": 24,
    "training.grdpo_min_reward": 0.0,
    "training.micro_batch_size": 6,
    "training.save_every": 1,
    "training.validate_every": 0,
}


def write_job(folder, home):
    folder.mkdir()
    settings = profile("arithmetic").override(SMALL)
    job = TrainingJob(run_id="run", home=home, **settings.sections_of(TrainingJob))
    (raw,) = (RAW / "openr1_math" / "data").glob("*.parquet")
    problems = [
        StoredProblem(
            row["uuid"],
            statement=row["problem"],
            answer_language="mathematics",
            test_cases=(TestCase("", row["answer"], Origin.PRIVATE),),
        )
        for row in pq.read_table(raw).slice(0, 4).to_pylist()
    ]
    job.write(folder, problems)


def of_kind(events, kind):
    return [event for event in events if event["event"] == kind]


@pytest.mark.slow
def test_arithmetic_trains_is_killed_and_ends_where_an_uninterrupted_run_does(
    tmp_path, demo_model_home
):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    write_job(whole, demo_model_home)
    events = list(run_job(TRAINING, whole))
    rollouts, saved = of_kind(events, "rollout"), of_kind(events, "checkpoint")
    assert len(rollouts) == 2 * 2 * 6
    assert {one["judgement"]["limits"]["language"] for one in rollouts} == {"mathematics"}
    assert len({one["reward"] for one in rollouts}) > 1, "no pair teaches"
    assert [one["step"] for one in saved] == [1, 2]
    assert read(whole / saved[-1]["path"]).v.norm() > 0

    write_job(killed, demo_model_home)
    for event in run_job(TRAINING, killed):
        if event["event"] == "checkpoint" and event["step"] == 1:
            break  # closes the generator, which kills the child
    assert not of_kind(past_events(killed), "finish")
    rest = list(run_job(TRAINING, killed))
    assert rest[0]["resumed_from_step"] == 1
    assert of_kind(rest, "checkpoint")[-1]["sha256"] == saved[-1]["sha256"]
