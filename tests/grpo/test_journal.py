from pathlib import Path

import pytest
import torch
from scripted import make_adapted
from test_record import changed

from tinylora.errors import DiskFault
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.journal import Journal
from tinylora.grpo.training_state import TrainingState
from tinylora.jobs import past_events
from tinylora.policy.model_source import ModelSource

JOB = {
    "run_id": "run",
    "model": {"name": "org/tiny", "revision": "a" * 40, "dtype": "bfloat16"},
    "training": {"steps": 99, "save_every": 99},
}


def journal(folder, model=None, **training):
    source = ModelSource("org/tiny", "a" * 40, folder, None, "f0f0")
    job = TrainingJob(home=folder, **{**JOB, "training": {**JOB["training"], **training}})
    return Journal(folder, job, source, model or make_adapted(), True)


def test_it_saves_where_a_rollout_batch_ends(tmp_path):
    told = journal(tmp_path, steps=6, num_iterations=2, save_every=1)
    for step in range(1, 7):
        told.step(changed(step=step), {})
    saved = [one["step"] for one in past_events(tmp_path) if one["event"] == "checkpoint"]
    assert saved == [2, 4, 6]


@pytest.mark.parametrize(("dtype", "alarmed"), [(torch.float32, True), (torch.bfloat16, False)])
def test_resolution_matters_where_rollouts_merge(tmp_path, caplog, dtype, alarmed):
    journal(tmp_path, make_adapted().to(dtype)).step(changed(weight_change=1e-8), {})
    assert ("under the resolution" in caplog.text) == alarmed


def test_a_flat_reward_is_seen_across_a_kill(tmp_path, caplog):
    first = journal(tmp_path)
    for step in range(1, 16):
        first.step(changed(step=step), {})
    second = journal(tmp_path)  # killed after step 15, and saved after step 14
    second.start(TrainingState(14))
    for step in range(15, 21):
        assert "has not risen" not in caplog.text
        second.step(changed(step=step), {})
    assert "in 20 rollout batches the reward has not risen" in caplog.text


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_event_that_finds_the_disk_full_names_the_file_and_the_remedy(tmp_path):
    (tmp_path / "events.jsonl").symlink_to("/dev/full")
    with pytest.raises(DiskFault, match=r"events.jsonl could not be written \(No space left"):
        journal(tmp_path).finish()
