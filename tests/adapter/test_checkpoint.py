import json

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file

from tinylora.adapter.checkpoint import load_into, read, save
from tinylora.adapter.inject import adapted_layers, attach, set_vector, trainable_vector
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SourceMissing
from tinylora.identity import sha256_file

BASE = {"name": "org/tiny", "revision": "a" * 40, "fingerprint": "f0f0"}
V = torch.linspace(-0.05, 0.03, 16)


@pytest.fixture
def file(make_model, settings, tmp_path):
    model = attach(make_model(), settings)
    set_vector(model, V)
    return save(model, tmp_path / "deep" / "step-4.safetensors", base=BASE, run_id="r1", step=4)


def test_round_trip(file, make_model, settings):
    model = attach(make_model(), settings)
    contents = load_into(model, file.path, "f0f0")
    assert torch.equal(trainable_vector(model).data, V)
    assert file.v == tuple(V.tolist())
    assert contents.settings == settings
    assert contents.base == BASE
    assert (contents.run_id, contents.step, contents.weights) == ("r1", 4, "float32")
    assert file.sha256 == sha256_file(file.path)
    assert [p.name for p in file.path.parent.iterdir()] == ["step-4.safetensors"]


def test_the_same_adapter_is_the_same_file(file, make_model, settings, tmp_path):
    model = attach(make_model(), settings)
    set_vector(model, V)
    again = save(model, tmp_path / "again.safetensors", base=BASE, run_id="r1", step=4)
    assert (again.sha256, again.checkpoint_id) == (file.sha256, file.checkpoint_id)
    later = save(model, tmp_path / "later.safetensors", base=BASE, run_id="r1", step=5)
    assert later.checkpoint_id != file.checkpoint_id


def test_reading_needs_no_model(file):
    contents = read(file.path)
    assert torch.equal(contents.v, V)
    assert contents.signature.modules == 14
    with safe_open(file.path, "pt") as raw:
        assert json.loads(raw.metadata()["tinylora"])["settings"]["seed"] == 42


def test_small_at_3b_scale(file, make_model, tmp_path):
    # 36 layers × 7 and u = 32: probes are two float32 a module, the rest does not grow
    grown = file.path.stat().st_size + (252 - 14) * 2 * 4 + 16 * 4
    assert grown < 8 * 1024


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seed": 43}, "seed is 42 there, 43 here"),
        ({"rank": 3}, "rank is 2 there, 3 here"),
        ({"u": 8}, "u is 16 there, 8 here"),
        ({"projection": "diagonal"}, "projection is dense there, diagonal here"),
        ({"targets": ("q_proj",)}, "targets is "),
        ({"factors": "peft"}, "factors is paper there, peft here"),
        ({"tying": "groups:2"}, "tying is all there, groups:2 here"),
    ],
)
def test_other_settings_are_named(file, make_model, settings, change, said):
    model = attach(make_model(), AdapterSettings(**{**settings.model_dump(), **change}))
    with pytest.raises(CheckpointMismatch, match=said):
        load_into(model, file.path, "f0f0")
    assert not trainable_vector(model).any()


def test_everything_that_differs_is_named_at_once(file, make_model):
    model = attach(make_model(), AdapterSettings(seed=1, rank=1))
    with pytest.raises(CheckpointMismatch) as error:
        load_into(model, file.path, "0000")
    for part in ("rank is 2", "seed is 42", "org/tiny", "f0f0", "0000"):
        assert part in str(error.value)


def test_the_order_of_targets_does_not_matter(file, make_model, settings):
    turned = settings.model_copy(update={"targets": settings.targets[::-1]})
    load_into(attach(make_model(), turned), file.path, "f0f0")


def test_another_base_is_refused_and_trust_takes_it(file, make_model, settings):
    model = attach(make_model(seed=1), settings)
    with pytest.raises(CheckpointMismatch, match=r"fingerprint f0f0; the loaded one has .* beef"):
        load_into(model, file.path, "beef")
    load_into(model, file.path, "beef", trust=True)
    assert torch.equal(trainable_vector(model).data, V)


def test_trust_cannot_stretch_v(file, make_model):
    with pytest.raises(CheckpointMismatch, match="u is 16"):
        load_into(attach(make_model(), AdapterSettings(u=4)), file.path, "f0f0", trust=True)


def test_a_lying_fingerprint_is_caught_by_the_factors(file, make_model, settings):
    model = make_model()
    model.model.layers[1].mlp.up_proj.weight.data.mul_(1.01)
    with pytest.raises(
        CheckpointMismatch, match=r"U, Σ, V differ in 1 of 14 .*model.layers.1.mlp.up_proj"
    ):
        load_into(attach(model, settings), file.path, "f0f0")


def test_a_flipped_pair_is_another_adapter(file, make_model, settings):
    model = attach(make_model(), settings)
    for name, layer in adapted_layers(model):
        if name.endswith("layers.0.self_attn.q_proj"):
            layer.factors["default"].u[:, 1] *= -1
            layer.factors["default"].v[:, 1] *= -1
    with pytest.raises(CheckpointMismatch, match="U, Σ, V differ in 1 of 14 modules"):
        load_into(model, file.path, "f0f0")


def test_other_projections_are_another_adapter(file, make_model, settings):
    model = attach(make_model(), settings)
    for _, layer in adapted_layers(model):
        layer.tinyv_p["default"] = layer.tinyv_p["default"].flip(0)
    with pytest.raises(CheckpointMismatch, match="P differ in 14 of 14"):
        load_into(model, file.path, "f0f0")


def test_rounding_of_another_solver_is_the_same_adapter(file, make_model, settings):
    model = attach(make_model(), settings)
    generator = torch.Generator().manual_seed(0)
    for _, layer in adapted_layers(model):
        for factor in (layer.factors["default"].u, layer.factors["default"].v):
            noise = torch.randn(factor.shape, generator=generator)
            factor += 3e-5 * noise / noise.norm(dim=0)
    load_into(model, file.path, "f0f0")
    assert torch.equal(trainable_vector(model).data, V)


def rewritten(file, path, **tensors):
    """Copy the checkpoint to `path` with other tensors."""
    with safe_open(file.path, "pt") as raw:
        kept = {name: raw.get_tensor(name) for name in ("v", "probes")}
        save_file({**kept, **tensors}, path, raw.metadata())
    return path


@pytest.mark.parametrize("trust", [False, True])
@pytest.mark.parametrize(
    ("v", "said"),
    [
        (V[:9], r"v is \(9,\) float32, not float32 and 16 long"),
        (V.repeat(2), r"v is \(32,\) float32, not float32 and 16 long"),
        (V.view(16, 1), r"v is \(16, 1\) float32"),
        (V.view(2, 8), r"v is \(2, 8\) float32"),
        (V[:0], r"v is \(0,\) float32"),
        (V.half(), r"v is \(16,\) float16"),
        (torch.arange(16), r"v is \(16,\) int64"),
        (V.to(torch.float8_e4m3fn), r"v is \(16,\) float8_e4m3fn"),
        (V.index_fill(0, torch.tensor([3, 5]), float("nan")), "2 of 16 numbers of v are not"),
        (V.index_fill(0, torch.tensor([3]), float("inf")), "1 of 16 numbers of v are not finite"),
    ],
)
def test_a_v_that_cannot_steer_is_refused_even_with_trust(
    file, make_model, settings, tmp_path, v, said, trust
):
    model = attach(make_model(), settings)
    with pytest.raises(CheckpointMismatch, match=said):
        load_into(model, rewritten(file, tmp_path / "c", v=v), "f0f0", trust)
    assert not trainable_vector(model).any()


@pytest.mark.parametrize(
    ("probes", "said"),
    [
        (torch.full((14, 2), float("nan")), r"are not \(14, 2\) finite numbers"),
        (torch.zeros(13, 2), r"probes are \(13, 2\) float32, not \(14, 2\)"),
        (torch.zeros(14, 2).to(torch.float8_e5m2), r"probes are \(14, 2\) float8_e5m2"),
    ],
)
def test_probes_that_prove_nothing_are_refused(file, make_model, settings, tmp_path, probes, said):
    path = rewritten(file, tmp_path / "c", probes=probes)
    with pytest.raises(CheckpointMismatch, match=said):
        load_into(attach(make_model(), settings), path, "f0f0")


def test_factors_that_are_nan_differ(file, make_model, settings):
    model = attach(make_model(), settings)
    next(adapted_layers(model))[1].factors["default"].u.fill_(float("nan"))
    with pytest.raises(CheckpointMismatch, match="U, Σ, V differ in 1 of 14"):
        load_into(model, file.path, "f0f0")


def test_another_file_than_the_expected_is_refused(file, make_model, settings):
    model = attach(make_model(), settings)
    for trust in (False, True):
        with pytest.raises(CheckpointMismatch, match=f"sha256 {file.sha256}, .* has 0000"):
            load_into(model, file.path, "f0f0", trust, sha256="0" * 64)
    assert not trainable_vector(model).any()
    load_into(model, file.path, "f0f0", sha256=file.sha256)
    assert torch.equal(trainable_vector(model).data, V)


def test_what_is_no_checkpoint(tmp_path, file):
    with pytest.raises(SourceMissing, match="no checkpoint at"):
        read(tmp_path / "absent.safetensors")
    whole = file.path.read_bytes()
    for content in (b"", whole[: len(whole) // 2], b"PK\x03\x04 a pickle"):
        (tmp_path / "bad").write_bytes(content)
        with pytest.raises(CheckpointMismatch, match="no TinyLoRA checkpoint or is damaged"):
            read(tmp_path / "bad")
    save_file({"v": V}, tmp_path / "other.safetensors")
    with pytest.raises(CheckpointMismatch, match="no TinyLoRA checkpoint"):
        read(tmp_path / "other.safetensors")


def test_a_later_format_is_named(file, tmp_path):
    with safe_open(file.path, "pt") as raw:
        metadata = json.loads(raw.metadata()["tinylora"])
        tensors = {name: raw.get_tensor(name) for name in ("v", "probes")}
    metadata["settings"]["unheard_of"] = 1
    save_file(tensors, tmp_path / "odd.safetensors", {"tinylora": json.dumps(metadata)})
    with pytest.raises(CheckpointMismatch, match="unheard_of"):
        read(tmp_path / "odd.safetensors")
    metadata["format"] = 99
    save_file(tensors, tmp_path / "new.safetensors", {"tinylora": json.dumps(metadata)})
    with pytest.raises(CheckpointMismatch, match="format 99, this code reads 1, 2, 3"):
        read(tmp_path / "new.safetensors")


def test_format_1_still_loads(file, make_model, settings, tmp_path):
    with safe_open(file.path, "pt") as raw:
        metadata = json.loads(raw.metadata()["tinylora"])
        tensors = {name: raw.get_tensor(name) for name in ("v", "probes")}
    metadata["format"] = 1
    del metadata["settings"]["tying"], metadata["settings"]["factors"]
    save_file(tensors, tmp_path / "old", {"tinylora": json.dumps(metadata)})
    model = attach(make_model(), settings)
    contents = load_into(model, tmp_path / "old", "f0f0")
    assert (contents.settings.tying, contents.settings.factors) == ("all", "paper")
    assert torch.equal(trainable_vector(model).data, V)


@pytest.mark.parametrize(("tying", "k"), [("per_module", 14), ("per_kind", 7), ("groups:2", 2)])
@pytest.mark.parametrize("factors", ["paper", "peft"])
def test_round_trip_of_untied_vectors(make_model, tokens, tmp_path, tying, k, factors):
    settings = AdapterSettings(u=3, tying=tying, factors=factors)
    model = attach(make_model(), settings)
    set_vector(model, torch.linspace(-0.1, 0.1, k * 3))
    saved = save(model, tmp_path / "c", base=BASE, run_id="r", step=1)
    assert len(saved.v) == k * 3
    again = attach(make_model(), settings)
    assert load_into(again, saved.path, "f0f0").settings == settings
    assert torch.equal(again(tokens).logits, model(tokens).logits)
    with pytest.raises(CheckpointMismatch, match="tying is"):
        load_into(attach(make_model(), AdapterSettings(u=3)), saved.path, "f0f0", trust=True)


def test_untied_vectors_are_whole(make_model, tmp_path):
    model = attach(make_model(), AdapterSettings(u=3, tying="per_kind"))
    saved = save(model, tmp_path / "c", base=BASE, run_id="r", step=1)
    with pytest.raises(CheckpointMismatch, match=r"v is \(20,\) float32, not float32 and 3 long"):
        read(rewritten(saved, tmp_path / "odd", v=torch.zeros(20)))


def with_metadata(file, path, **changes):
    """Copy the checkpoint to `path` with other metadata."""
    with safe_open(file.path, "pt") as raw:
        metadata = json.loads(raw.metadata()["tinylora"]) | changes
        tensors = {name: raw.get_tensor(name) for name in ("v", "probes")}
    save_file(tensors, path, {"tinylora": json.dumps(metadata)})
    return path


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"base": "org/tiny"}, "base: Input should be an object"),
        ({"base": {}}, "base.name: Field required"),
        ({"run_id": 5}, "run_id: Input should be a valid string"),
        ({"run_id": "\ud800"}, r"damaged \(Invalid JSON"),
        ({"step": "4"}, "step: Input should be a valid integer"),
        ({"step": True}, "step: Input should be a valid integer"),
        ({"format": "2"}, "format: Input should be a valid integer"),
        ({"settings": []}, "settings: Input should be an object"),
        ({"settings": {"u": 16}}, "format 2 with no tying in settings"),
        ({"format": 1}, "format 1 with factors and tying in settings"),
        ({"format": 3}, "format 3 with factors and tying in settings"),
        (
            {"settings": {"tying": "all", "factors": "paper", "kind": "lora"}},
            "format 2 with factors",
        ),
        (
            {"format": 3, "settings": {"kind": "tinylora", "lora_alpha": None}},
            "format 3 with kind tinylora",
        ),
        ({"\n\x1b[2J": 1, "settings": {"\n\x1b[2J": 1}}, r"settings\. \\x1b\[2J: Extra inputs"),
    ],
)
def test_hostile_notes_are_one_sentence(file, tmp_path, changes, said):
    with pytest.raises(CheckpointMismatch, match=said) as error:
        read(with_metadata(file, tmp_path / "odd", **changes))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["[]", "5", "", "[" * 100_000, '{"format": 1e999}'])
def test_hostile_json_is_one_sentence(tmp_path, text):
    save_file({"v": V, "probes": torch.zeros(1, 2)}, tmp_path / "odd", {"tinylora": text})
    with pytest.raises(CheckpointMismatch, match="no TinyLoRA checkpoint or is damaged"):
        read(tmp_path / "odd")


def test_a_huge_file_is_not_read(tmp_path):
    with (tmp_path / "huge").open("wb") as handle:
        handle.truncate(2 * 1024**3 + 1)  # sparse
    with pytest.raises(CheckpointMismatch, match="2,147,483,649 bytes, which is more than any has"):
        read(tmp_path / "huge")


def test_a_v_that_is_not_finite_is_not_saved(make_model, settings, tmp_path):
    model = attach(make_model(), settings)
    set_vector(model, V.index_fill(0, torch.tensor([3]), float("nan")))
    with pytest.raises(CheckpointMismatch, match="v is not finite at step 4"):
        save(model, tmp_path / "c", base=BASE, run_id="r", step=4)
    assert not list(tmp_path.iterdir())


def test_a_failed_write_leaves_the_old_file(file, make_model, settings, monkeypatch):
    before = file.path.read_bytes()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    model = attach(make_model(), settings)
    with pytest.raises(OSError, match="disk full"):
        save(model, file.path, base=BASE, run_id="r2", step=9)
    assert file.path.read_bytes() == before
    assert len(list(file.path.parent.iterdir())) == 1
