"""A checkpoint's file from elsewhere, evaluated by its path."""

import json
import shutil

import pytest
import torch
from peft import LoraConfig, TinyLoraConfig, get_peft_model
from tiny_llama import VOCABULARY, tiny_llama

from tinylora import files, paths
from tinylora.adapter.checkpoint import load_into, save
from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SourceMissing, WarehouseBusy
from tinylora.exchange.adapter_travel import import_adapter
from tinylora.exchange.peft_tinylora import export_peft
from tinylora.policy.load import load_model
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings
from tinylora.stages.training import checkpoint_file
from tinylora.stages.training.checkpoints import find_checkpoint
from tinylora.warehouse import Warehouse

TOKENS = torch.arange(20).view(2, 10) % VOCABULARY


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


def test_a_relative_path_starts_at_the_checkout(
    warehouse, home, place, model, file, monkeypatch, tmp_path_factory
):
    """A worker runs its flows in a folder of their own."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    monkeypatch.setattr(paths, "CHECKOUT", place)
    row = find_checkpoint(warehouse, "out/a.safetensors", model, home)
    assert row["checkpoint_id"] == file.checkpoint_id


def test_nobody_cleans_between_a_copy_and_its_row(warehouse, home, model, file, monkeypatch):
    def write_whole(path, content):
        with pytest.raises(WarehouseBusy), Warehouse(warehouse.path, 0.0, 0.0).unchanging():
            """What `clean` does before it looks for files that no row names."""
        files.write_whole(path, content)

    monkeypatch.setattr(checkpoint_file, "write_whole", write_whole)
    assert find_checkpoint(warehouse, str(file.path), model, home)["sha256"] == file.sha256


def test_a_lost_copy_is_made_again(warehouse, home, model, file):
    row = find_checkpoint(warehouse, str(file.path), model, home)
    (home / row["path"]).unlink()
    assert find_checkpoint(warehouse, str(file.path), model, home) == row
    assert (home / row["path"]).is_file()
    (home / row["path"]).write_bytes(b"damaged")
    assert find_checkpoint(warehouse, str(file.path), model, home) == row
    assert (home / row["path"]).read_bytes() == file.path.read_bytes()


def test_what_is_no_checkpoint_of_this_base(warehouse, home, place, model, file):
    tiny_llama(seed=1).save_pretrained(place / "other")
    other = ModelSettings(name=str(place / "other"))
    (place / "damaged.safetensors").write_bytes(file.path.read_bytes()[:-4])
    for name, chosen, error, said in (
        (str(file.path), other, CheckpointMismatch, "was trained on base"),
        (str(place / "absent.safetensors"), model, SourceMissing, "no checkpoint at"),
        (str(place / "damaged.safetensors"), model, CheckpointMismatch, "is damaged"),
        (str(place / "base"), model, SourceMissing, "no adapter_config.json in"),
        ("tiny_lora_v.pt", model, SourceMissing, "no checkpoint at"),
    ):
        with pytest.raises(error, match=said):
            find_checkpoint(warehouse, name, chosen, home)


def ours_as_exported(base, folder):
    adapted = attach(base, AdapterSettings(u=4))
    set_vector(adapted, torch.tensor([0.5, 0.25, 0.0, 0.125]))
    export_peft(adapted, folder)
    return adapted


def of_plain_peft(base, folder):
    config = TinyLoraConfig(
        **{"u": 5, "weight_tying": 0.5, "init_weights": "uniform", "init_v_bound": 0.1},
        **{"target_modules": ["q_proj", "up_proj"], "task_type": "CAUSAL_LM"},
    )
    adapted = get_peft_model(base, config).eval()
    adapted.save_pretrained(folder)
    return adapted


@pytest.mark.parametrize("write", [ours_as_exported, of_plain_peft])
def test_a_peft_folder_is_what_import_makes_of_it(warehouse, home, place, model, write):
    source = resolve(model, home)
    with torch.no_grad():
        expected = write(load_model(source, model), place / "peft")(TOKENS).logits
    row = find_checkpoint(warehouse, str(place / "peft"), model, home)
    made = import_adapter(place / "peft", place / "ours.safetensors", model, home)
    assert (row["checkpoint_id"], row["sha256"]) == (made["checkpoint_id"], made["sha256"])
    assert row["run_id"].startswith("imported-peft-") and row["step"] == 0
    assert find_checkpoint(warehouse, str(place / "ours.safetensors"), model, home) == row
    settings = AdapterSettings.model_validate_json(row["adapter"])
    adapted = attach(load_model(source, model), settings)
    load_into(adapted, home / row["path"], row["base_fingerprint"], sha256=row["sha256"])
    with torch.no_grad():
        torch.testing.assert_close(adapted(TOKENS).logits, expected, rtol=0, atol=1e-4)

    (made,) = home.glob("jobs/*/adapter.safetensors")
    before = made.stat().st_mtime_ns
    assert find_checkpoint(warehouse, str(place / "peft"), model, home) == row
    assert made.stat().st_mtime_ns == before, "converted twice"


def test_a_tiny_lora_v_is_taken_onto_our_projections_and_says_so(
    warehouse, home, place, model, caplog
):
    v = torch.tensor([0.5, 0.25, 0.0, 0.125])
    torch.save({"global_v": v, "u_value": 4, "rank": 2, "seed": 7}, place / "tiny_lora_v.pt")
    row = find_checkpoint(warehouse, str(place / "tiny_lora_v.pt"), model, home)
    said = import_adapter(
        place / "tiny_lora_v.pt", place / "o.safetensors", model, home, trust=True
    )
    assert row["checkpoint_id"] == said["checkpoint_id"] and row["v"] == v.tolist()
    assert json.loads(row["adapter"])["projection"] == "diagonal"
    assert "the same v is another adapter" in caplog.text


def test_what_cannot_be_converted_is_refused_by_name(warehouse, home, place, model):
    config = LoraConfig(target_modules=["q_proj"], task_type="CAUSAL_LM")
    get_peft_model(tiny_llama(seed=0), config).save_pretrained(place / "lora")
    with pytest.raises(CheckpointMismatch, match=r"holds a LORA adapter.*name the checkpoint it"):
        find_checkpoint(warehouse, str(place / "lora"), model, home)
    assert not warehouse.select("select * from checkpoints").to_pylist()
