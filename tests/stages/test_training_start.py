"""A training that begins at another checkpoint's v: what it is, what is refused, what is stored."""

import shutil
from datetime import UTC, datetime

import pytest
import torch
from test_sql_files import checkpoint, evaluation, training_run
from tiny_llama import tiny_llama

from tinylora.adapter.checkpoint import save
from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SettingsError, SourceMissing
from tinylora.identity import fingerprint
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings
from tinylora.stages.corpus.problem_set import ProblemSet
from tinylora.stages.evaluation.finished import find_evaluations, finished_evaluations
from tinylora.stages.training.checkpoints import start_checkpoint
from tinylora.stages.training.files import write_training_job
from tinylora.stages.training.identity import TrainingInputs, training_identity
from tinylora.stages.training.measured import Measurement

V = [0.5, 0.25, 0.0, 0.125]


@pytest.fixture
def start(tmp_path, settings):
    """Return settings of a tiny model, and what writes a checkpoint that fits them."""
    tiny_llama(seed=0).save_pretrained(tmp_path / "base")
    model = ModelSettings(name=str(tmp_path / "base"))
    source = resolve(model, tmp_path / "home")
    base = {"name": "m", "revision": None, "fingerprint": source.fingerprint}

    def write(name, v=V):
        adapted = attach(tiny_llama(seed=0), AdapterSettings(u=4))
        set_vector(adapted, torch.tensor(v))
        return save(adapted, tmp_path / name, base=base, run_id="r1", step=8).path

    changed = {"model": model, "adapter": AdapterSettings(u=4)}
    return settings.model_copy(update=changed), write


def identity(settings, warehouse, home):
    nothing, source = ProblemSet(()), resolve(settings.model, home)
    begun = start_checkpoint(settings, warehouse, home)
    inputs = TrainingInputs(nothing, None, source, Measurement(), begun)
    return training_identity(settings, inputs), inputs


def test_a_run_is_known_by_what_its_start_holds_and_not_by_its_path(start, warehouse, home):
    settings, write = start
    file = write("a.safetensors")
    elsewhere = shutil.copy(file, file.with_name("b.safetensors"))
    other = write("c.safetensors", [*V[:3], 0.5])

    def run_id(path):
        chosen = settings.override({"training.start_from": path and str(path)})
        return fingerprint(identity(chosen, warehouse, home)[0])

    assert run_id(file) == run_id(elsewhere)
    assert len({run_id(None), run_id(file), run_id(other)}) == 3


def test_sql_says_where_a_run_began_and_its_child_is_told_the_file(start, warehouse, home):
    settings, write = start
    chosen = settings.override({"training.start_from": str(write("a.safetensors"))})
    row, inputs = identity(chosen, warehouse, home)
    running = {"run_id": "r2", **row, "status": "running", "started_at": datetime.now(UTC)}
    with warehouse.writing() as transaction:
        transaction.insert("training_runs", [running])
    (said,) = warehouse.query("training_starts")
    assert (said["run_id"], said["start_run_id"], said["start_step"]) == ("r2", "imported-r1", 8)
    assert said["start_checkpoint_id"] == inputs.start["checkpoint_id"]
    write_training_job(home, "r2", chosen, inputs, warehouse, home)
    job = (home / "job.json").read_text()
    assert str(home / said["start_path"]) in job and inputs.start["sha256"] in job


@pytest.mark.parametrize(
    ("knob", "there", "here"),
    [
        ("u", 4, 8),
        ("rank", 2, 1),
        ("tying", "all", "per_module"),
        ("projection", "dense", "diagonal"),
        ("seed", 42, 7),
    ],
)
def test_another_adapter_is_refused(start, warehouse, home, knob, there, here):
    settings, write = start
    named = {"training.start_from": str(write("a.safetensors")), f"adapter.{knob}": here}
    with pytest.raises(CheckpointMismatch) as refused:
        start_checkpoint(settings.override(named), warehouse, home)
    assert f"{knob} is {there} there, {here} here; set them under adapter" in str(refused.value)


def test_another_base_is_refused(start, warehouse, home, tmp_path):
    settings, write = start
    tiny_llama(seed=1).save_pretrained(tmp_path / "other")
    chosen = settings.override(
        {"training.start_from": str(write("a.safetensors")), "model.name": str(tmp_path / "other")}
    )
    there, here = (resolve(one.model, home).fingerprint for one in (settings, chosen))
    with pytest.raises(CheckpointMismatch, match=f"on base {there}, and .* is {here}: use it with"):
        start_checkpoint(chosen, warehouse, home)


@pytest.mark.parametrize("name", ["latest", "best", "base"])
def test_a_name_that_moves_is_no_start(settings, name):
    with pytest.raises(SettingsError, match="give a checkpoint's id, the path of its file, or nu"):
        settings.override({"training.start_from": name})


def test_compare_finds_the_policy_that_a_training_began_at(warehouse):
    with warehouse.writing() as write:
        write.insert("training_runs", [training_run("r1") | {"start_checkpoint_id": None}])
        write.insert("training_runs", [training_run("r2") | {"start_checkpoint_id": "c1"}])
        write.insert("training_runs", [training_run("r3") | {"start_checkpoint_id": "c2"}])
        for number in (1, 2, 3):
            write.insert("checkpoints", [checkpoint(f"c{number}", run_id=f"r{number}")])
            write.insert("evaluations", [evaluation(f"e{number}", f"c{number}")])
        write.insert("evaluations", [evaluation("e0", None)])
    known = finished_evaluations(warehouse)
    found = find_evaluations(known, ["start", "r2", "base"])
    assert [row["evaluation_id"] for row in found] == ["e1", "e2", "e0"]
    with pytest.raises(SourceMissing, match="others began at zero, which is base"):
        find_evaluations(known, ["start", "r1"])
    with pytest.raises(SourceMissing, match="checkpoint c2 has no finished evaluation"):
        find_evaluations([row for row in known if row["checkpoint_id"] != "c2"], ["start", "r3"])
