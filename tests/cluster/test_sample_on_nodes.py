"""Two Ray nodes on this host sample with the demo's model what this host samples by itself."""

from collections import Counter
from contextlib import suppress

import psutil
import pytest

from tinylora.cluster import sample_on_nodes as module
from tinylora.cluster.sample_on_nodes import code_of, sample_on_nodes, sample_shard
from tinylora.errors import CheckpointMismatch, JobFailed
from tinylora.jobs import all_events, past_events
from tinylora.policy.job import SAMPLING, SamplingJob
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import GenerationSettings, PromptSettings
from tinylora.problem import StoredProblem

pytestmark = pytest.mark.slow

PROBLEMS = [StoredProblem(key, statement=f"Print {key}.") for key in "abcd"]
SAMPLES = 2


@pytest.fixture(scope="module")
def job(demo_model, demo_model_home):
    return SamplingJob(
        home=demo_model_home,
        threads=1,
        model=demo_model,
        prompt=PromptSettings(),
        generation=GenerationSettings(max_new_tokens=8, batch_size=8),
        base_fingerprint=resolve(demo_model, demo_model_home).fingerprint,
        samples_per_problem=SAMPLES,
        seed=42,
    )


@pytest.fixture(scope="module")
def execution(nodes, demo_model_home):
    """The cluster, whose nodes have the model; a shard is two problems at most."""
    for name in "ab":
        nodes.home(name).mkdir(parents=True, exist_ok=True)
        (nodes.home(name) / "models").symlink_to(demo_model_home / "models")
    return nodes.execution.model_copy(update={"sampling": "nodes", "shard": 2 * SAMPLES})


@pytest.fixture
def folder(job, tmp_path):
    job.write(tmp_path, PROBLEMS)
    return tmp_path


def told(events):
    """Return the completions by what they are of; each may be there once."""
    found = [event for event in events if event["event"] == "completion"]
    counts = Counter((event["problem_key"], event["sample"]) for event in found)
    assert set(counts.values()) <= {1}
    return {
        (event["problem_key"], event["sample"]): (event["seed"], event["text"], event["tokens"])
        for event in found
    }


@pytest.fixture(scope="module")
def here(job, tmp_path_factory):
    """What a child of this host samples."""
    folder = tmp_path_factory.mktemp("here")
    job.write(folder, PROBLEMS)
    found = told(all_events(SAMPLING, folder))
    assert len(found) == len(PROBLEMS) * SAMPLES
    return found


def test_the_same_completions_and_a_folder_as_if_a_child_had_written_it(
    job, execution, folder, here
):
    assert told(sample_on_nodes(job, folder, PROBLEMS, execution)) == here
    assert told(past_events(folder)) == here
    again = [*all_events(SAMPLING, folder)]  # starts no child
    assert again == past_events(folder)
    assert again[-1]["event"] == "finish"
    assert told(sample_on_nodes(job, folder, PROBLEMS, execution)) == here


def test_a_stopped_run_goes_on_and_a_killed_worker_costs_its_shard(job, execution, folder, here):
    stopped = sample_on_nodes(job, folder, PROBLEMS, execution)
    first = next(stopped)
    stopped.close()
    there = told(past_events(folder))
    assert (first["problem_key"], first["sample"]) in there
    killed = []
    going_on = sample_on_nodes(job, folder, PROBLEMS, execution)
    for _ in there:  # what was there is told first, and nothing is asked yet
        next(going_on)
    look = module._Spread._take_in

    def take_in(self, waiting):
        if not killed:
            for one in psutil.process_iter():
                with suppress(psutil.Error):
                    if not killed and one.name().startswith("ray::sample_sha"):
                        one.kill()
                        killed.append(one.pid)
        yield from look(self, waiting)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module._Spread, "_take_in", take_in)
        rest = [*going_on]
    assert killed
    assert told([*past_events(folder)]) == here
    assert len(rest) == len(here) - len(there)


def test_nodes_with_other_code_are_named(job, execution, folder, monkeypatch):
    monkeypatch.setattr(module, "code_of", lambda job: "0123456789ab")
    with pytest.raises(JobFailed) as failed:
        list(sample_on_nodes(job, folder, PROBLEMS, execution))
    said = str(failed.value)
    assert "; a (" in said and "; b (" in said
    assert f"its code of evaluations is {code_of(job)}, not 0123456789ab" in said


def test_a_checkpoint_travels_as_what_is_in_its_file(job, tmp_path):
    """Called as a node calls it: the child refuses a file that is none, so it was given it."""
    asked = job.model_copy(
        update={"checkpoint": tmp_path / "not here", "adapter": {"u": 4}, "checkpoint_sha256": "0"}
    )
    with pytest.raises(CheckpointMismatch, match="is no TinyLoRA checkpoint"):
        sample_shard(asked, PROBLEMS[:1], [], code_of(asked), b"no checkpoint")
