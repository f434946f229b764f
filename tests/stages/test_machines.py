"""A training on two "machines", which are this one twice: the second joins by `tinylora join`."""

import subprocess
import sys
import threading
import time

import pytest
from pydantic import ValidationError

from benchmarks.ray_nodes import free_port
from tests.endurance.small_run import write_profile
from tinylora.grpo.settings import TrainingSettings
from tinylora.profiles import profile
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.training.train import train
from tinylora.warehouse import Warehouse

JOIN = [sys.executable, "-c", "from tinylora.cli import app; app()", "join"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return profile(str(write_profile(tmp_path_factory.mktemp("inputs")))).override(
        {"training.processes": 2, "training.micro_batch_size": 2, "training.validate_every": 0}
    )


def trained(settings, home):
    """Train in a home of its own; return the run, v after each step and what was said."""
    warehouse = Warehouse(home / "warehouse.duckdb")
    warehouse.migrate()
    for source in settings.corpus.sources:
        ingest(source, settings.corpus, warehouse, home)
    mark_duplicates(warehouse)
    said = []
    done = train(settings, warehouse, home, said.append)
    steps = warehouse.select("select step, v from training_steps order by step").to_pylist()
    return done.run_id, steps, [progress.message for progress in said]


@pytest.mark.slow
def test_two_machines_take_the_steps_of_one(settings, tmp_path, monkeypatch):
    run, steps, _ = trained(settings, tmp_path / "one")
    assert len(steps) == 3
    two = tmp_path / "two"
    monkeypatch.setenv("TINYLORA_HOME", str(two))
    joined = []

    def join():
        end = time.monotonic() + 300
        while not (two / "jobs" / run / "job.json").exists():
            assert time.monotonic() < end
            time.sleep(0.1)
        command = [*JOIN, run[:8], "--machine", "1"]
        joined.append(subprocess.run(command, capture_output=True, text=True, timeout=300))

    other = threading.Thread(target=join)
    other.start()
    there = {"training.machines": 2, "training.rendezvous": f"127.0.0.1:{free_port()}"}
    same_run, same_steps, said = trained(settings.override(there), two)
    other.join()
    assert (same_run, same_steps) == (run, steps)
    assert any(f"tinylora join {run} --machine N" in words for words in said)
    (done,) = joined
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"training {run} is finished" in done.stdout


@pytest.mark.parametrize("name", ["3f2a", "/abs", "a**b"])
def test_what_cannot_be_joined_is_refused(tinylora, tmp_path, name):
    done = tinylora(tmp_path, "join", name, "--machine", 1)
    assert done.returncode == 2 and "0 trainings in" in done.stderr and f"{name!r}" in done.stderr


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"machines": 2, "processes": 2}, "several machines meet at HOST:PORT of the first"),
        ({"rendezvous": "10.0.0.5:29500"}, "one meets nobody"),
        (
            {"machines": 2, "processes": 3, "rendezvous": "10.0.0.5:29500"},
            "processes 3 must be a multiple of machines 2",
        ),
        ({"machines": 2, "processes": 2, "rendezvous": "29500"}, "rendezvous"),
    ],
)
def test_settings_that_make_no_sense(given, words):
    with pytest.raises(ValidationError, match=words):
        TrainingSettings(**given)
