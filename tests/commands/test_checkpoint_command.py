"""`tinylora checkpoint` as a person types it, on a small real model's folder."""

import json
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from peft import PeftModel, TinyLoraConfig, get_peft_model
from tiny_llama import tiny_llama
from transformers import AutoModelForCausalLM, GPT2Config, GPT2LMHeadModel

from tinylora.adapter.average import average
from tinylora.adapter.checkpoint import save
from tinylora.adapter.contents import pack, read
from tinylora.adapter.inject import attach, set_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch
from tinylora.policy.load import load_model
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings

CHECKOUT = Path(__file__).resolve().parents[2]
RELEASED = CHECKOUT.parent / "shared" / "data" / "tiny_lora_v.pt"
BELOW = "this adapter is below the resolution of the weights it modifies."
TOKENS = torch.arange(20).view(2, 10)


def write_model(folder, seed):
    tiny_llama(seed=seed, tie_word_embeddings=False).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A base model's folder, another one, and a checkpoint of ours with what it answers."""
    root = tmp_path_factory.mktemp("place")
    base, other = write_model(root / "base", 0), write_model(root / "other", 1)
    source = resolve(ModelSettings(name=str(base)), root)
    model = attach(load_model(source, ModelSettings(name=str(base))), AdapterSettings())
    set_vector(model, torch.linspace(-0.1, 0.1, 16))
    told = {"name": str(base), "revision": source.revision, "fingerprint": source.fingerprint}
    file = save(model, root / "adapter.safetensors", base=told, run_id="r1", step=8).path
    return SimpleNamespace(root=root, base=base, other=other, file=file, logits=logits(model))


def logits(model):
    with torch.no_grad():
        return model(TOKENS).logits


def base_model(place):
    return AutoModelForCausalLM.from_pretrained(place.base)


@pytest.fixture
def run(tinylora, place):
    def run(*words):
        return tinylora(place.root / "home", "checkpoint", *words)

    return run


@pytest.fixture
def told(run):
    def told(*words):
        done = run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return told


def test_show_reads_the_file_alone(told, run, place):
    said = told("show", place.file)
    assert (said["kind"], said["run_id"], said["step"]) == ("tinylora", "r1", 8)
    assert said["settings"]["tying"] == "all" and said["modules"] == 14
    assert len(said["description"]["v"]) == 16
    assert said["description"]["ratio"] is None and said["description"]["modules"] == []
    text = run("show", place.file).stdout
    assert "16 numbers, for 14 modules" in text and "|v|" in text


def test_show_measures_every_module(told, run, place):
    found = told("show", place.file, "--measure")["description"]
    assert len(found["modules"]) == 14
    assert found["ratio"] > 0 and found["share_under_bf16"] == 0.0
    assert "and 6 more" in run("show", place.file, "--base", place.base).stdout
    for words in (("--dtype", "float32"), ("--trust",), ("--quantization", "none")):
        assert told("show", place.file, *words)["description"]["ratio"] == found["ratio"]
    refused = run("show", place.file, "--base", place.other)
    assert refused.returncode == 1 and "does not fit" in refused.stderr
    assert told("show", place.file, "--base", place.other, "--trust")["description"]["ratio"] > 0


@pytest.mark.skipif(not RELEASED.is_file(), reason=f"no released checkpoint at {RELEASED}")
def test_show_a_tiny_lora_v(told, run):
    text = run("show", RELEASED).stdout
    assert text.rstrip().splitlines()[-1].endswith(BELOW)
    assert "cannot be rebuilt here" in text
    said = told("show", RELEASED)
    assert said["kind"] == "tiny_lora_v" and said["description"]["conclusion"].endswith(BELOW)


@pytest.mark.parametrize("bare", [True, False])
def test_an_older_tiny_lora_v_is_shown_and_imported(told, run, place, tmp_path, bare):
    v = torch.tensor([0.5, 0.25, 0.0, 0.125])
    said = {"u_value": 4, "rank": 2, "seed": 7, "model_id": "m", "total_replaced_layers": 14}
    torch.save(v if bare else {"global_v": v, **said}, tmp_path / "v.pt")
    text = run("show", tmp_path / "v.pt").stdout
    assert f"4 numbers, for {'an unknown number of' if bare else 14} modules" in text
    assert "does not say" in text and "weights unknown" in text
    done = told("import", tmp_path / "v.pt", tmp_path / "start", "--base", place.base, "--trust")
    assert done["trained_numbers"] == 4 and len(done["notes"]) == 2
    assert told("show", tmp_path / "start")["description"]["v"] == v.tolist()


def test_verify(told, run, place):
    assert told("verify", place.file)["fits"] is True
    assert "fits" in run("verify", place.file).stdout
    done = run("verify", place.file, "--base", place.other, "--json")
    assert done.returncode == 1
    (difference,) = json.loads(done.stdout)["differences"]
    assert "the base model was" in difference
    done = run("verify", place.file, "--dtype", "bfloat16")
    assert done.returncode == 1 and "U, Σ, V differ in" in done.stdout


def test_verify_on_a_base_of_another_kind(run, place, tmp_path):
    """Status 1 is "does not fit", also where it cannot even be attached; 2 is "no one knows"."""
    config = GPT2Config(vocab_size=96, n_positions=64, n_embd=32, n_layer=1, n_head=2)
    GPT2LMHeadModel(config).save_pretrained(tmp_path / "gpt2")
    done = run("verify", place.file, "--base", tmp_path / "gpt2", "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 1 and said["fits"] is False
    assert "no module of GPT2LMHeadModel ends in 'q_proj'" in said["differences"][0]
    done = run("verify", place.file, "--base", tmp_path / "absent")
    assert done.returncode == 2 and done.stdout == "" and len(done.stderr.splitlines()) == 1


def test_export_as_lora(told, place, tmp_path):
    told("export", place.file, tmp_path / "lora", "--to", "lora", "--rank", "8")
    found = PeftModel.from_pretrained(base_model(place), tmp_path / "lora")
    assert found.peft_config["default"].r == 8
    assert found.peft_config["default"].base_model_name_or_path == str(place.base)
    torch.testing.assert_close(logits(found), place.logits, rtol=0, atol=1e-5)
    assert [path.name for path in tmp_path.iterdir()] == ["lora"]


def test_export_merged(told, run, place, tmp_path):
    told("export", place.file, tmp_path / "whole", "--to", "merged")
    found = AutoModelForCausalLM.from_pretrained(tmp_path / "whole")
    torch.testing.assert_close(logits(found), place.logits, rtol=0, atol=1e-4)
    refused = run("export", place.file, tmp_path / "whole", "--to", "merged")
    assert refused.returncode == 1 and "is there already" in refused.stderr


def test_peft_there_and_back(told, place, tmp_path):
    told("export", place.file, tmp_path / "peft", "--to", "peft")
    found = PeftModel.from_pretrained(base_model(place), tmp_path / "peft")
    torch.testing.assert_close(logits(found), place.logits, rtol=0, atol=1e-5)
    shown = told("show", tmp_path / "peft")
    assert (shown["kind"], len(shown["description"]["v"])) == ("peft", 16)
    said = told("import", tmp_path / "peft", tmp_path / "back", "--base", place.base)
    assert said["trained_numbers"] == 14 * 4
    assert told("verify", tmp_path / "back")["fits"]
    shown = told("show", tmp_path / "back")["description"]
    assert shown["expected_ratio"] is None and "solved for" in shown["conclusion"]
    measured = told("show", tmp_path / "back", "--measure")["description"]
    assert measured["expected_ratio"] is None and measured["ratio"] > 0
    told("export", tmp_path / "back", tmp_path / "lora", "--to", "lora")
    again = PeftModel.from_pretrained(base_model(place), tmp_path / "lora")
    torch.testing.assert_close(logits(again), place.logits, rtol=0, atol=1e-4)


def test_import_of_what_plain_peft_trained(told, run, place, tmp_path):
    config = TinyLoraConfig(
        **{"u": 5, "weight_tying": 0.5, "init_weights": "uniform", "init_v_bound": 0.1},
        **{"target_modules": ["q_proj", "up_proj"], "task_type": "CAUSAL_LM"},
    )
    model = get_peft_model(base_model(place), config)
    model.save_pretrained(tmp_path / "peft")
    told("import", tmp_path / "peft", tmp_path / "ours", "--base", place.base)
    told("export", tmp_path / "ours", tmp_path / "lora", "--to", "lora")
    found = PeftModel.from_pretrained(base_model(place), tmp_path / "lora")
    torch.testing.assert_close(logits(found), logits(model), rtol=0, atol=1e-4)
    refused = run("import", tmp_path / "peft", tmp_path / "no", "--base", place.other)
    assert refused.returncode == 1 and "lies outside the leading 2" in refused.stderr
    assert not (tmp_path / "no").exists()


def test_a_tiny_lora_v_there_and_back(told, run, place, tmp_path):
    refused = run("export", place.file, tmp_path / "v.pt", "--to", "tiny_lora_v")
    assert refused.returncode == 1 and "adapter.projection is dense" in refused.stderr
    model = attach(base_model(place), AdapterSettings(u=4, projection="diagonal"))
    set_vector(model, torch.tensor([0.5, 0.25, 0.0, 0.125]))
    fingerprint = told("verify", place.file)["base"]["fingerprint"]
    base = {"name": str(place.base), "revision": fingerprint, "fingerprint": fingerprint}
    file = save(model, tmp_path / "diagonal", base=base, run_id="r", step=1).path
    said = told("export", file, tmp_path / "v.pt", "--to", "tiny_lora_v")
    assert any("is another adapter" in note for note in said["notes"])
    for verb in ("verify", "export"):
        words = (tmp_path / "x", "--to", "lora") if verb == "export" else ()
        refused = run(verb, tmp_path / "v.pt", *words)
        assert (
            refused.returncode == (2 if verb == "verify" else 1)
            and "is TinyLoRA-GRPO-Coder's" in refused.stderr
        )
    into = ("import", tmp_path / "v.pt", tmp_path / "start", "--base", place.base)
    refused = run(*into)
    assert refused.returncode == 1 and "with --trust" in refused.stderr
    said = told(*into, "--trust")
    assert said["trained_numbers"] == 4 and "cannot be rebuilt here" in said["notes"][0]
    assert told("show", tmp_path / "start")["description"]["v"] == [0.5, 0.25, 0.0, 0.125]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--to", "lora", "--rank", "1"), "rank 1 cannot hold an adapter of rank 2"),
        (("--to", "tiny_lora_v"), "adapter.projection is dense"),
        (
            ("--to", "merged", "--quantization", "nf4"),
            "--quantization none --dtype float32 --trust",
        ),
        (("--to", "peft", "--quantization", "nf4"), "--quantization none --trust"),
    ],
)
def test_what_cannot_be_held_is_refused_before_a_model_is_loaded(run, place, tmp_path, words, says):
    refused = run("export", place.file, tmp_path / "out", *words, "--base", tmp_path / "absent")
    assert refused.returncode == 1 and says in refused.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", ["export", "import", "average"])
@pytest.mark.parametrize("above", ["a file", "a link to nothing"])
def test_what_would_lie_below_a_file_is_refused_before_a_model_is_loaded(
    run, place, tmp_path, verb, above
):
    if above == "a file":
        (tmp_path / "mine").write_text("mine")
    else:
        (tmp_path / "mine").symlink_to(tmp_path / "nothing")
    out, absent = tmp_path / "mine" / "more" / "out", ("--base", tmp_path / "absent")
    words = {
        "export": (place.file, out, "--to", "lora", *absent),
        "import": (place.file, out, *absent),
        "average": (place.file, "--out", out),
    }[verb]
    refused = run(verb, *words)
    assert refused.returncode == 1
    assert f"for {tmp_path / 'mine'} is no folder; name another place" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("to", ["lora", "merged", "peft"])
def test_a_full_disk_is_one_sentence(told, run, place, tmp_path, to):
    told("export", place.file, tmp_path / "before", "--to", "lora")  # the factors are kept
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        refused = run("export", place.file, tmp_path / "out", "--to", to)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.returncode == 1
    assert "out cannot be written: File too large; make room" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["before"]


def test_export_leaves_its_neighbours_alone(told, place, tmp_path):
    (tmp_path / "lora.partial").mkdir()
    (tmp_path / "lora.partial" / "mine").write_text("mine")
    (tmp_path / "v.partial").write_text("mine")
    told("export", place.file, tmp_path / "lora", "--to", "lora")
    assert (tmp_path / "lora.partial" / "mine").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"lora", "lora.partial", "v.partial"}


def test_trust_has_no_use_on_what_peft_saved(run, tmp_path):
    words = ("import", tmp_path, tmp_path / "out", "--base", "absent", "--trust")
    refused = run(*words)
    assert refused.returncode == 1 and "--trust is for a tiny_lora_v.pt" in refused.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "absent.safetensors"), "no checkpoint at absent.safetensors"),
        (("show", "tests"), "no adapter_config.json in tests"),
        (("show", "README.md"), "is no TinyLoRA checkpoint or is damaged"),
        (("show", "absent.pt"), "no checkpoint at absent.pt"),
        (("verify", "tests"), "tests is PEFT's"),
        (("average", "absent", "--out", "none"), "no checkpoint at absent"),
        (("average", "tests", "--out", "none"), "no checkpoint at tests"),
        (("import", "absent", "none", "--base", "m"), "no checkpoint at absent"),
    ],
)
def test_a_mistake_is_one_sentence(run, monkeypatch, words, says):
    monkeypatch.chdir(CHECKOUT)
    done = run(*words)
    assert done.returncode == (2 if words[0] == "verify" else 1) and says in done.stderr
    assert done.stdout == "" and len(done.stderr.strip().splitlines()) == 1


def test_a_process_of_its_own(place):
    done = subprocess.run(
        [sys.executable, "-m", "tinylora.cli", "checkpoint", "verify", str(place.file), "--json"],
        env={"TINYLORA_HOME": str(place.root / "home"), "PATH": "", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["fits"] is True
    assert done.stderr == ""


def test_help_shows_examples(run):
    for verb in ("show", "verify", "export", "import"):
        assert f"tinylora checkpoint {verb}" in run(verb, "--help").stdout


def test_the_mean_of_two_steps(place, told, tmp_path):
    held = read(place.file)
    second, mean = tmp_path / "second", tmp_path / "new" / "mean"
    second.write_bytes(pack(replace(held, v=held.v + 1, step=9)))
    told("average", place.file, second, "--out", mean)
    found = read(mean)
    torch.testing.assert_close(found.v, held.v + 0.5)
    assert (found.step, found.run_id[:8]) == (9, "average-")
    told("verify", mean)
    other = tmp_path / "other"
    other.write_bytes(pack(replace(held, base={**held.base, "fingerprint": "beef"})))
    with pytest.raises(CheckpointMismatch, match="is not of the same base model and adapter"):
        average([place.file, other], tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("frozen", ["names_hash", "factors_hash", "projections_hash"])
def test_checkpoints_with_other_frozen_tensors_have_no_mean(place, tmp_path, frozen):
    held, other = read(place.file), tmp_path / "other"
    other.write_bytes(pack(replace(held, signature=replace(held.signature, **{frozen: "0" * 64}))))
    with pytest.raises(CheckpointMismatch, match="is not of the same base model and adapter"):
        average([place.file, other], tmp_path / "none")
