import json
import os
import signal
from collections import Counter

import pytest
import torch

from tinylora.adapter.checkpoint import save
from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, JobFailed
from tinylora.identity import derive_seed
from tinylora.jobs import past_events, run_job
from tinylora.policy.load import load
from tinylora.policy.model_source import resolve
from tinylora.policy.sample_job import main
from tinylora.policy.settings import GenerationSettings, PromptSettings

MODULE = "tinylora.policy.sample_job"


@pytest.fixture
def folder(tmp_path, demo_model, demo_model_home):
    job = {
        "model": demo_model.model_dump(mode="json"),
        "prompt": PromptSettings().model_dump(mode="json"),
        "generation": GenerationSettings(max_new_tokens=4, batch_size=2).model_dump(mode="json"),
        "adapter": None,
        "checkpoint": None,
        "base_fingerprint": resolve(demo_model, demo_model_home).fingerprint,
        "samples_per_problem": 3,
        "seed": 42,
        "home": str(demo_model_home),
        "threads": 1,
    }
    problems = [{"problem_key": key, "statement": f"Print {key}."} for key in ("a", "b", "c")]
    (tmp_path / "job.json").write_text(json.dumps(job))
    (tmp_path / "problems.jsonl").write_text("".join(json.dumps(p) + "\n" for p in problems))
    return tmp_path


@pytest.fixture
def sample_here():
    """Do here what a job's child does: it spends seconds on imports that are made here already."""
    threads = torch.get_num_threads()
    yield main
    torch.set_num_threads(threads)


def test_killed_job_resumes_and_samples_nothing_twice(folder):
    running = run_job(MODULE, folder)
    assert next(running)["event"] == "completion"
    os.kill(running.gi_frame.f_locals["child"].pid, signal.SIGKILL)
    with pytest.raises(JobFailed, match="signal 9"):
        list(running)

    before = [e for e in past_events(folder) if e["event"] == "completion"]
    assert 1 <= len(before) < 9
    *rest, finish = run_job(MODULE, folder)
    assert len(rest) == 9 - len(before) and finish == {"event": "finish"}

    done = [e for e in past_events(folder) if e["event"] == "completion"]
    assert Counter((e["problem_key"], e["sample"]) for e in done) == {
        (key, sample): 1 for key in "abc" for sample in range(3)
    }
    assert all(e["seed"] == derive_seed(42, e["problem_key"], e["sample"]) for e in done)
    assert all(e["tokens"] <= 4 and e["finish_reason"] in ("stop", "length") for e in done)


def test_another_model_than_the_jobs_is_refused(folder, sample_here):
    job = json.loads((folder / "job.json").read_text())
    (folder / "job.json").write_text(json.dumps({**job, "base_fingerprint": "0" * 16}))
    with pytest.raises(CheckpointMismatch, match="written for 0000000000000000"):
        sample_here(folder)


def test_a_checkpoint_changes_what_is_sampled(folder, demo_model, demo_model_home, sample_here):
    job = json.loads((folder / "job.json").read_text())
    adapter = AdapterSettings(targets=("q_proj",))
    policy = load(resolve(demo_model, demo_model_home), demo_model)
    model = attach(policy.model, adapter, demo_model_home / "factors")
    set_vector(model, torch.full((adapter.u,), 3.0))  # far past what the model survives
    path = folder / "checkpoint.safetensors"
    base = {"name": demo_model.name, "revision": "", "fingerprint": job["base_fingerprint"]}
    saved = save(model, path, base=base, run_id="r", step=1)

    tuned = {**job, "adapter": adapter.model_dump(mode="json"), "checkpoint": str(path)}
    tuned["checkpoint_sha256"] = saved.sha256
    (folder / "tuned").mkdir()
    (folder / "tuned" / "job.json").write_text(json.dumps(tuned))
    (folder / "tuned" / "problems.jsonl").write_text((folder / "problems.jsonl").read_text())
    for one in (folder, folder / "tuned"):
        sample_here(one)
    assert texts(past_events(folder)) != texts(past_events(folder / "tuned"))

    other = {**tuned, "checkpoint_sha256": "0" * 64}
    (folder / "tuned" / "events.jsonl").unlink()
    (folder / "tuned" / "job.json").write_text(json.dumps(other))
    with pytest.raises(CheckpointMismatch, match="sha256"):
        sample_here(folder / "tuned")


def texts(events):
    done = [event for event in events if event["event"] == "completion"]
    assert len(done) == 9
    return {(event["problem_key"], event["sample"]): event["text"] for event in done}
