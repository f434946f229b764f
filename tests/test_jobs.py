"""Child processes: events arrive, failures speak, nothing outlives the parent."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tinylora.children import CHILD_ENVIRONMENT
from tinylora.errors import CheckpointMismatch, DiskFault, JobFailed, RolloutMismatch
from tinylora.jobs import Events, past_events, run_job

CHILD = """
import gc, logging, sys, time
collects = [gc.isenabled()]
from pathlib import Path
from tinylora.errors import CheckpointMismatch, RolloutMismatch
from tinylora.jobs import Events, begin

folder = Path(sys.argv[1])
if (folder / "imports").exists():
    (folder / "pid").write_text(str(__import__("os").getpid()))
    time.sleep(600)  # as torch takes its time, before a child can do anything
begin(folder)
events = Events(folder)
logging.getLogger("tinylora.grpo.journal").warning("%s reward; raise %s", "no", "learning_rate")
for number in range(3):
    events.emit("tick", number=number)
if (folder / "mismatch").exists():
    events.emit("proof", mismatch="the adapter is stale")
    events.emit("doubtful")
    raise RolloutMismatch("the adapter is stale")
if (folder / "refused").exists():
    raise OSError(28, "No space left on device")
if (folder / "fault").exists():
    raise CheckpointMismatch("the checkpoint is not of this base model")
if (folder / "fail").exists():
    sys.exit("the disk is full")
if (folder / "wait").exists():
    (folder / "pid").write_text(str(__import__("os").getpid()))
    time.sleep(600)
collects.append(gc.isenabled())
events.emit("finish", collects=collects)
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "a_child.py").write_text(CHILD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "a_child"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "job"
    path.mkdir()
    return path


def test_events_arrive_in_order(module, folder):
    events = [event["event"] for event in run_job(module, folder)]
    assert events == ["tick", "tick", "tick", "finish"]
    assert [event["event"] for event in past_events(folder)] == ["warning", *events]


def test_a_child_imports_without_the_collector_and_works_with_it(module, folder):
    *_, finish = run_job(module, folder)
    assert finish["collects"] == [False, True]


def test_what_a_child_warns_of_the_parent_says(module, folder, caplog):
    list(run_job(module, folder))
    assert [one.getMessage() for one in caplog.records] == ["no reward; raise learning_rate"]
    assert "WARNING tinylora.grpo.journal no reward; raise" in (folder / "output.log").read_text()


def test_a_second_run_yields_only_what_is_new(module, folder):
    list(run_job(module, folder))
    with (folder / "events.jsonl").open("a") as handle:
        handle.write('{"event": "half')  # what a killed child leaves
    assert len(past_events(folder)) == 5
    assert len(list(run_job(module, folder))) == 4
    assert len(past_events(folder)) == 10


def test_a_failing_child_says_why(module, folder):
    (folder / "fail").touch()
    with pytest.raises(JobFailed, match=r"status 1(.|\n)*the disk is full"):
        list(run_job(module, folder))


def test_what_another_try_cannot_mend_is_no_failed_job(module, folder):
    (folder / "mismatch").touch()
    with pytest.raises(RolloutMismatch, match=r"^the adapter is stale$"):
        list(run_job(module, folder))
    assert not issubclass(RolloutMismatch, JobFailed)  # which is tried again
    (folder / "mismatch").unlink()
    (folder / "fail").touch()
    with pytest.raises(JobFailed):  # the earlier attempt's mismatch is not this one's
        list(run_job(module, folder))


def test_what_a_child_raises_on_purpose_its_parent_raises(module, folder):
    """So a setting that is wrong is not tried again, wherever it is found."""
    (folder / "fault").touch()
    with pytest.raises(CheckpointMismatch, match=r"^the checkpoint is not of this base model$"):
        list(run_job(module, folder))
    assert "Traceback" in (folder / "output.log").read_text()


def test_a_disk_that_is_full_for_a_child_is_a_sentence_and_no_failed_job(module, folder):
    (folder / "refused").touch()
    with pytest.raises(DiskFault, match=r"^a_child could not write: .* full, or refuses it; make"):
        list(run_job(module, folder))
    (folder / "refused").unlink()
    assert [event["event"] for event in run_job(module, folder)][-1] == "finish"


def test_a_folder_that_cannot_be_made_is_a_sentence(module, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(DiskFault, match=r"job cannot be written: No space left .* goes on from"):
        list(run_job(module, tmp_path / "job"))


@pytest.mark.parametrize("busy", ["wait", "imports"])
def test_the_child_ends_when_its_parent_is_killed(module, folder, busy):
    (folder / busy).touch()
    code = f"""
from pathlib import Path
from tinylora.jobs import run_job
list(run_job({module!r}, Path({str(folder)!r})))
"""
    parent = subprocess.Popen([sys.executable, "-c", code])
    pid_file = folder / "pid"
    for _ in range(600):
        if pid_file.exists() and pid_file.read_text():
            break
        time.sleep(0.1)
    child = psutil.Process(int(pid_file.read_text()))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    child.wait(timeout=10)
    told = [event["event"] for event in past_events(folder)]
    assert told == (["warning", *["tick"] * 3] if busy == "wait" else [])


def test_leaving_early_ends_the_child(module, folder):
    (folder / "wait").touch()
    events = run_job(module, folder)
    next(events)
    events.close()
    running = [
        child
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE and "a_child" in str(child.cmdline())
    ]
    assert not running


def test_what_a_full_disk_cut_short_costs_that_event_alone(folder):
    Events(folder).emit("tick", number=0)
    with (folder / "events.jsonl").open("a", encoding="utf-8") as handle:
        handle.write('{"event": "tick", "num')
    Events(folder).emit("doubtful", judgement_ids=["a"])
    assert [event["event"] for event in past_events(folder)] == ["tick", "doubtful"]


PRODUCTS = """
import torch
torch.manual_seed(0)
for outputs, inputs, rows in ((576, 576, 1), (4096, 576, 2), (576, 1536, 9)):
    weight, given = torch.randn(outputs, inputs), torch.randn(rows, inputs)
    wanted = torch.nn.functional.linear(given, weight)
    for offset in range(1, 17):
        moved = torch.empty(weight.numel() + 16)[offset : offset + weight.numel()].view_as(weight)
        assert torch.equal(torch.nn.functional.linear(given, moved.copy_(weight)), wanted)
"""


@pytest.mark.slow
def test_where_a_weight_lies_in_memory_changes_no_product():
    env = CHILD_ENVIRONMENT | os.environ
    subprocess.run([sys.executable, "-c", PRODUCTS], env=env, check=True, timeout=120)
