"""A checkpoint's file from elsewhere, evaluated by its path."""

import json
import shutil

import pytest
import torch
from tiny_llama import tiny_llama

from tinylora.adapter.checkpoint import save
from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SourceMissing
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings
from tinylora.stages.training.checkpoints import find_checkpoint


@pytest.fixture
def place(tmp_path):
    tiny_llama(seed=0).save_pretrained(tmp_path / "base")
    return tmp_path


@pytest.fixture
def model(place):
    return ModelSettings(name=str(place / "base"))


@pytest.fixture
def file(place, model):
    adapted = attach(tiny_llama(seed=0), AdapterSettings(u=4))
    set_vector(adapted, torch.tensor([0.5, 0.25, 0.0, 0.125]))
    source = resolve(model, place / "home")
    base = {"name": "m", "revision": None, "fingerprint": source.fingerprint}
    return save(adapted, place / "out" / "a.safetensors", base=base, run_id="r1", step=8)


def test_a_file_is_taken_in_once(warehouse, home, model, file):
    row = find_checkpoint(warehouse, str(file.path), model, home)
    assert row["checkpoint_id"] == file.checkpoint_id and row["sha256"] == file.sha256
    assert (row["run_id"], row["step"], row["v"]) == ("imported-r1", 8, [0.5, 0.25, 0.0, 0.125])
    assert json.loads(row["adapter"]) == AdapterSettings(u=4).in_force()
    assert (home / row["path"]).read_bytes() == file.path.read_bytes()
    shutil.rmtree(file.path.parent)
    assert find_checkpoint(warehouse, file.checkpoint_id, model, home) == row
    again = home / row["path"]
    assert find_checkpoint(warehouse, str(again), model, home) == row
    (run,) = warehouse.select("select status, settings from training_runs").to_pylist()
    assert run == {"status": "imported", "settings": "{}"}
    for name in ("latest", "best"):  # of trainings of this warehouse
        with pytest.raises(SourceMissing, match="the path of a file"):
            find_checkpoint(warehouse, name, model, home)


def test_a_lost_copy_is_made_again(warehouse, home, model, file):
    row = find_checkpoint(warehouse, str(file.path), model, home)
    (home / row["path"]).unlink()
    assert find_checkpoint(warehouse, str(file.path), model, home) == row
    assert (home / row["path"]).is_file()


def test_what_is_no_checkpoint_of_this_base(warehouse, home, place, model, file):
    tiny_llama(seed=1).save_pretrained(place / "other")
    other = ModelSettings(name=str(place / "other"))
    (place / "damaged.safetensors").write_bytes(file.path.read_bytes()[:-4])
    for name, chosen, error, said in (
        (str(file.path), other, CheckpointMismatch, "was trained on base"),
        (str(place / "absent.safetensors"), model, SourceMissing, "no checkpoint at"),
        (str(place / "damaged.safetensors"), model, CheckpointMismatch, "is damaged"),
        (str(place / "base"), model, CheckpointMismatch, "checkpoint import"),
        ("tiny_lora_v.pt", model, CheckpointMismatch, "checkpoint import"),
    ):
        with pytest.raises(error, match=said):
            find_checkpoint(warehouse, name, chosen, home)
