import errno
import logging
import resource
import subprocess
from contextlib import contextmanager

import pytest
import torch
from scripted import make_adapted

from tinylora.adapter.inject import attach, set_vector, trainable_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, DiskFault
from tinylora.grpo.training_state import CHECKPOINT, OPTIMIZER, SUMS, resume, save

BASE = {"name": "tiny", "revision": "r", "fingerprint": "f" * 16}


def stored(folder, *steps):
    """Save a state after each of `steps`, v and Adam's step count telling which it is."""
    model = make_adapted()
    v = trainable_vector(model)
    adam = torch.optim.Adam([v])
    for step in range(1, max(steps) + 1):
        v.grad = torch.ones_like(v)
        adam.step()
        set_vector(model, torch.full((4,), float(step)))
        if step in steps:
            save(model, adam.state_dict(), folder, base=BASE, run_id="run", step=step)


def test_nothing_saved_is_step_0(tmp_path):
    model = make_adapted()
    state = resume(model, tmp_path, BASE["fingerprint"])
    assert (state.step, state.optimizer, state.saved) == (0, None, None)
    assert not trainable_vector(model).any()


def test_the_newest_comes_back(tmp_path):
    stored(tmp_path, 2, 10)
    model = make_adapted()
    state = resume(model, tmp_path, BASE["fingerprint"])
    assert state.step == 10
    assert state.optimizer["state"][0]["step"] == 10
    assert state.saved.path == (tmp_path / "step-000010" / CHECKPOINT).resolve()
    assert trainable_vector(model).tolist() == [10.0] * 4


def test_a_million_steps_come_after_those_before(tmp_path):
    stored(tmp_path, 1, 2)
    (tmp_path / "step-000001").rename(tmp_path / "step-999999")
    (tmp_path / "step-000002").rename(tmp_path / "step-1000000")
    assert resume(make_adapted(), tmp_path, BASE["fingerprint"]).step == 2


@pytest.mark.parametrize("file", [CHECKPOINT, OPTIMIZER, SUMS])
@pytest.mark.parametrize("damage", ["cut", "empty", "gone", "one bit"])
def test_a_damaged_one_costs_one_interval(tmp_path, caplog, file, damage):
    stored(tmp_path, 2, 4)
    path = tmp_path / "step-000004" / file
    whole = path.read_bytes()
    flipped = whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:]  # of v itself, in a checkpoint
    path.write_bytes({"cut": whole[: len(whole) // 2], "one bit": flipped}.get(damage, b""))
    if damage == "gone":
        path.unlink()
    with caplog.at_level(logging.WARNING):
        assert resume(make_adapted(), tmp_path, BASE["fingerprint"]).step == 2
    assert "step-000004 is damaged" in caplog.text and "going on without it" in caplog.text


def test_the_sums_are_what_sha256sum_checks(tmp_path):
    stored(tmp_path, 2)
    folder = tmp_path / "step-000002"
    subprocess.run(["sha256sum", "--check", "--strict", SUMS], cwd=folder, check=True)


def test_before_the_first_step_there_is_no_optimiser(tmp_path):
    save(make_adapted(), None, tmp_path, base=BASE, run_id="run", step=0)
    state = resume(make_adapted(), tmp_path, BASE["fingerprint"])
    assert (state.step, state.optimizer) == (0, None)
    assert state.saved.v == (0.0,) * 4


@contextmanager
def no_file_above(size):
    """Let the kernel refuse to write more than `size` bytes to a file, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(("size", "which"), [(64, "checkpoint"), (16384, "optimiser")])
def test_a_disk_that_fills_while_saving_costs_no_earlier_checkpoint(tmp_path, size, which):
    stored(tmp_path, 2)
    moments = {"state": {0: {"exp_avg": torch.zeros(size)}}}  # larger than the limit
    write = {"base": BASE, "run_id": "run", "step": 4}
    with no_file_above(size), pytest.raises(DiskFault, match="step-000004") as fault:
        save(make_adapted(), moments, tmp_path, **write)
    assert "make room on the disk of" in str(fault.value)
    assert fault.value.__cause__.errno == errno.EFBIG
    assert [path.name for path in tmp_path.iterdir()] == ["step-000002"], which
    assert resume(make_adapted(), tmp_path, BASE["fingerprint"]).step == 2
    save(make_adapted(), moments, tmp_path, **write)
    assert resume(make_adapted(), tmp_path, BASE["fingerprint"]).step == 4


def test_what_a_kill_left_half_written_is_not_seen_and_is_replaced(tmp_path):
    stored(tmp_path, 2)
    half = tmp_path / "partial-000004"
    half.mkdir()
    (half / CHECKPOINT).write_bytes(b"half")
    assert resume(make_adapted(), tmp_path, BASE["fingerprint"]).step == 2
    stored(tmp_path, 4)
    assert resume(make_adapted(), tmp_path, BASE["fingerprint"]).step == 4
    assert not half.exists()


def test_a_state_of_another_base_or_adapter_is_refused(tmp_path):
    stored(tmp_path, 1)
    with pytest.raises(CheckpointMismatch, match="fingerprint"):
        resume(make_adapted(), tmp_path, "0" * 16)
    other = attach(make_adapted().unload(), AdapterSettings(u=4, rank=2, seed=7))
    with pytest.raises(CheckpointMismatch, match="seed"):
        resume(other, tmp_path, BASE["fingerprint"])
