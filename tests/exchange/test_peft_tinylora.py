"""Against plain PEFT: what it saves we import, what we export it loads, with equal logits."""

import copy
import json

import pytest
import torch
from peft import LoraConfig, PeftModel, TinyLoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM

from tinylora.adapter.checkpoint import load_into, save
from tinylora.adapter.inject import (
    adapted_layers,
    attach,
    attached_settings,
    set_vector,
    trainable_vector,
)
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SourceMissing
from tinylora.exchange.peft_folder import read
from tinylora.exchange.peft_tinylora import export_peft, import_peft

TARGETS = ["q_proj", "v_proj", "up_proj", "down_proj"]
BASE = {"name": "org/tiny", "revision": "a" * 40, "fingerprint": "f"}


def logits(model, tokens):
    with torch.no_grad():
        return model(tokens).logits


@pytest.fixture
def peft_saved(make_model, tokens, tmp_path):
    """Save an adapter with plain PEFT; return its folder and its logits."""

    def saved(dtype=torch.float32, **changes):
        chosen = {"r": 2, "u": 5, "target_modules": TARGETS, "task_type": "CAUSAL_LM", **changes}
        config = TinyLoraConfig(init_weights="uniform", init_v_bound=0.1, **chosen)
        torch.manual_seed(7)
        model = get_peft_model(make_model(dtype), config).eval()
        model.save_pretrained(tmp_path / "peft")
        return tmp_path / "peft", logits(model, tokens)

    return saved


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"weight_tying": 1.0},
        {"weight_tying": 0.6},
        {"r": 3, "u": 2},
        {"save_projection": False, "weight_tying": 0.3},
        {"target_modules": "all-linear"},
        {"target_modules": r".*layers\.1.*(q|up)_proj"},
        {"layers_to_transform": [1], "target_modules": ["q_proj"]},
    ],
)
def test_import_keeps_the_function(peft_saved, make_model, tokens, tmp_path, changes):
    folder, expected = peft_saved(**changes)
    assert (expected - logits(make_model(), tokens)).abs().max() > 1e-3
    model, error = import_peft(make_model(), read(folder))
    assert error < 1e-4
    torch.testing.assert_close(logits(model, tokens), expected, rtol=0, atol=1e-4)
    # and it is an adapter of ours from then on
    file = save(model, tmp_path / "c", base=BASE, run_id="imported", step=0)
    again = attach(make_model(), attached_settings(model))
    load_into(again, file.path, "f")
    torch.testing.assert_close(logits(again, tokens), expected, rtol=0, atol=1e-4)


def test_import_on_a_bf16_base(peft_saved, make_model, tokens):
    folder, _ = peft_saved(torch.bfloat16)
    _, error = import_peft(make_model(torch.bfloat16), read(folder))
    assert error < 1e-2  # PEFT holds A and B in bfloat16 there


def test_import_on_another_base_is_refused(peft_saved, make_model):
    folder, _ = peft_saved()
    with pytest.raises(CheckpointMismatch, match=r"% of the adapter's A or B lies outside"):
        import_peft(make_model(seed=1), read(folder))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bias": "all"}, r"trained biases \(all\)"),
        ({"modules_to_save": ["lm_head"]}, r"has modules_to_save \['lm_head'\]"),
    ],
)
def test_what_v_cannot_express_is_refused(peft_saved, changes, said):
    folder, _ = peft_saved()
    config = json.loads((folder / "adapter_config.json").read_text()) | changes
    (folder / "adapter_config.json").write_text(json.dumps(config))
    with pytest.raises(CheckpointMismatch, match=said):
        read(folder)


def test_embeddings_are_refused(peft_saved):
    folder, _ = peft_saved(target_modules=["q_proj", "embed_tokens"])
    with pytest.raises(CheckpointMismatch, match=r"holds .*embed_tokens.* which is more than v"):
        read(folder)


def test_other_methods_and_damage(peft_saved, make_model, tmp_path):
    with pytest.raises(SourceMissing, match=r"no adapter_config.json"):
        read(tmp_path)
    get_peft_model(make_model(), LoraConfig(target_modules=["q_proj"])).save_pretrained(
        tmp_path / "lora"
    )
    with pytest.raises(CheckpointMismatch, match="holds a LORA adapter"):
        read(tmp_path / "lora")
    folder, _ = peft_saved()
    tensors = load_file(folder / "adapter_model.safetensors")
    name = next(name for name in tensors if name.endswith("tinylora_A"))
    without = {key: tensor for key, tensor in tensors.items() if key != name}
    save_file(without, folder / "adapter_model.safetensors")
    with pytest.raises(CheckpointMismatch, match=r"lacks A of model\.layers"):
        read(folder)
    (folder / "adapter_model.safetensors").write_bytes(b"no")
    with pytest.raises(CheckpointMismatch, match="damaged"):
        read(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"r": 100}, "r: Input should be less than or equal to 64"),
        ({"r": True}, "r: Input should be a valid integer"),
        ({"u": None}, "u: Input should be a valid integer"),
        ({"u": 4}, r"tinylora_\w+ does not belong to an adapter with r 2 and u 4"),
        ({"weight_tying": float("nan")}, "weight_tying: Input should be less"),
        ({"projection_seed": "5"}, "projection_seed: Input should be a valid integer"),
        ({"peft_type": "TINYLORA_EXACT"}, "is ours, .* without a signature"),
    ],
)
def test_a_hostile_configuration_is_one_sentence(peft_saved, change, said):
    folder, _ = peft_saved()
    config = json.loads((folder / "adapter_config.json").read_text()) | change
    (folder / "adapter_config.json").write_text(json.dumps(config))
    with pytest.raises(CheckpointMismatch, match=said) as error:
        read(folder)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["[]", "5", "[" * 100_000, "{}"])
def test_hostile_json_is_one_sentence(peft_saved, text):
    folder, _ = peft_saved()
    (folder / "adapter_config.json").write_text(text)
    with pytest.raises(CheckpointMismatch, match="holds no adapter of PEFT or is damaged"):
        read(folder)


V, A = "base_model.tinylora_v.", "base_model.model.model.layers.0.mlp.up_proj.tinylora_A"


@pytest.mark.parametrize(
    ("name", "tensor"),
    [
        (f"{V}x", torch.ones(5)),
        (f"{V}9", torch.ones(5)),
        (f"{V}0", torch.ones(4)),
        (f"{V}0", torch.tensor(1.0)),
        (f"{V}0", torch.full((5,), float("nan"))),
        (f"{V}0", torch.ones(5).to(torch.float8_e4m3fn)),
        (f"{V}0", torch.ones(5, dtype=torch.int64)),
        (A, torch.full((2, 64), float("inf"))),
        (A, torch.ones(3, 64)),
        (A, torch.ones(64)),
        (A.removesuffix("A") + "P", torch.ones(5, 2, 3)),
    ],
)
def test_hostile_tensors_are_one_sentence(peft_saved, name, tensor):
    folder, _ = peft_saved()
    tensors = load_file(folder / "adapter_model.safetensors")
    save_file({**tensors, name: tensor}, folder / "adapter_model.safetensors")
    with pytest.raises(CheckpointMismatch, match=f"{name} does not belong to an adapter with r 2"):
        read(folder)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (f"{V}0", float("nan"), "was not rebuilt"),
        (f"{V}0", 1e38, "was not rebuilt"),
        (A, 0.0, "100% of the adapter's A or B"),
    ],
)
def test_what_is_not_rebuilt_is_refused(peft_saved, make_model, name, value, said):
    folder, _ = peft_saved(weight_tying=1.0)
    held = read(folder)
    held.tensors[name] = torch.full_like(held.tensors[name], value)
    with pytest.raises(CheckpointMismatch, match=said):
        import_peft(make_model(), held)


@pytest.mark.parametrize("tying", ["all", "per_module", "per_kind", "groups:2"])
@pytest.mark.parametrize("projection", ["dense", "diagonal"])
@pytest.mark.parametrize("factors", ["paper", "peft"])
def test_plain_peft_loads_what_we_export(make_model, tokens, tmp_path, tying, projection, factors):
    settings = AdapterSettings(u=3, tying=tying, projection=projection, factors=factors)
    model = attach(make_model(), settings)
    set_vector(model, torch.linspace(-0.1, 0.1, trainable_vector(model).numel()))
    trained = export_peft(model, tmp_path)
    theirs = PeftModel.from_pretrained(make_model(), tmp_path, is_trainable=True).eval()
    assert trained == sum(p.numel() for p in theirs.parameters() if p.requires_grad)
    assert trained == (3 if tying == "all" else 14 * 3)
    torch.testing.assert_close(logits(theirs, tokens), logits(model, tokens), rtol=0, atol=1e-5)


def test_out_and_in_again(make_model, settings, tokens, tmp_path):
    model = attach(make_model(), settings)
    set_vector(model, torch.linspace(-0.1, 0.1, 16))
    export_peft(model, tmp_path)
    again, error = import_peft(make_model(), read(tmp_path))
    assert error < 1e-4
    torch.testing.assert_close(logits(again, tokens), logits(model, tokens), atol=1e-4, rtol=0)
    assert len(list(adapted_layers(again))) == 14


@pytest.fixture
def seeing():
    """A multimodal base, whose tower for images has a q_proj and a v_proj of its own."""
    text = {"vocab_size": 96, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2}
    text |= {"num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8}
    vision = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "patch_size": 2}
    vision |= {"num_attention_heads": 1, "image_size": 4}
    config = AutoConfig.for_model(
        "gemma3", text_config=text, vision_config=vision, mm_tokens_per_image=4
    )
    torch.manual_seed(0)
    return AutoModelForCausalLM.from_config(config).eval().requires_grad_(False)


@pytest.mark.parametrize("tying", ["all", "per_module"])
def test_a_tower_is_left_alone_there_too(seeing, tokens, tmp_path, tying):
    settings = AdapterSettings(u=4, targets=("q_proj", "v_proj"), tying=tying)
    model = attach(copy.deepcopy(seeing), settings)
    set_vector(model, torch.linspace(-1, 1, trainable_vector(model).numel()))
    export_peft(model, tmp_path)
    theirs = PeftModel.from_pretrained(copy.deepcopy(seeing), tmp_path)
    assert not any("tinylora_A" in name and "vision" in name for name, _ in theirs.named_modules())
    assert (logits(seeing, tokens) - logits(model, tokens)).abs().max() > 1e-3
    torch.testing.assert_close(logits(theirs, tokens), logits(model, tokens), rtol=0, atol=1e-5)
    again, _ = import_peft(seeing, read(tmp_path))
    torch.testing.assert_close(logits(again, tokens), logits(model, tokens), rtol=0, atol=1e-4)


@pytest.mark.parametrize(
    ("chosen", "count"),
    [(["q_proj", "v_proj"], 2), (r".*(vision.*q_proj|layers\.1.*k_proj)", 1)],
)
def test_what_plain_peft_adapted_in_a_tower_is_not_dropped(seeing, tmp_path, chosen, count):
    config = TinyLoraConfig(r=2, u=3, target_modules=chosen, init_weights="uniform")
    get_peft_model(copy.deepcopy(seeing), config).save_pretrained(tmp_path)
    said = rf"of {count} modules outside of model\.language_model, such as model\.vision_tower"
    with pytest.raises(CheckpointMismatch, match=said):
        import_peft(seeing, read(tmp_path))
