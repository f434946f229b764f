import copy
import json
import math

import pytest
import torch
from peft import PeftModel
from tiny_llama import tiny_llama

from tinylora.adapter.inject import (
    adapted_layers,
    attach,
    attached_settings,
    group_labels,
    keep_float32,
    set_vector,
    trainable_vector,
    weight_change,
)
from tinylora.adapter.merge import merged
from tinylora.adapter.settings import PROJECTIONS, AdapterSettings
from tinylora.errors import SettingsError

SMALL_V = torch.linspace(-0.1, 0.1, 16)


def logits(model, tokens):
    with torch.no_grad():
        return model(tokens).logits


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_fresh_adapter_changes_no_bit(make_model, settings, tokens, dtype):
    model = make_model(dtype)
    before = logits(model, tokens)
    assert torch.equal(logits(attach(model, settings), tokens), before)


def test_only_v_trains(make_model, settings):
    model = attach(make_model(), settings)
    trainable = [p for p in model.parameters() if p.requires_grad]
    assert len(trainable) == 1 and trainable[0] is trainable_vector(model)
    v = trainable_vector(model)
    assert v.shape == (16,) and v.dtype == torch.float32 and not v.any()


def test_parameter_counts(make_model, settings):
    base = sum(p.numel() for p in make_model().parameters())
    assert attach(make_model(), settings).get_nb_trainable_parameters() == (16, base + 16)


def test_gradient_reaches_v_through_every_layer(make_model, settings, tokens):
    model = attach(make_model(), settings)
    model(tokens, labels=tokens).loss.backward()
    assert trainable_vector(model).grad.abs().min() > 0


def test_gradient_against_finite_differences(make_model, settings, tokens):
    model = attach(make_model(), settings)
    set_vector(model, SMALL_V)
    model(tokens, labels=tokens).loss.backward()
    gradient, step = trainable_vector(model).grad, 1e-2
    for i in (0, 7):
        losses = []
        for sign in (1, -1):
            moved = SMALL_V.clone()
            moved[i] += sign * step
            set_vector(model, moved)
            losses.append(float(model(tokens, labels=tokens).loss.detach()))
        slope = (losses[0] - losses[1]) / (2 * step)
        assert slope == pytest.approx(float(gradient[i]), rel=0.02, abs=2e-4)


def test_visiting_order_and_targets_do_not_change_a_module(make_model):
    every = dict(adapted_layers(attach(make_model(), AdapterSettings())))
    some = dict(adapted_layers(attach(make_model(), AdapterSettings(targets=("v_proj", "k_proj")))))
    assert len(every) == 14 and len(some) == 4
    for name, layer in some.items():
        assert torch.equal(layer.tinyv_p["default"], every[name].tinyv_p["default"])


def test_a_target_that_matches_nothing_is_an_error(make_model):
    with pytest.raises(SettingsError, match=r"'query'; its linear layers end in down_proj"):
        attach(make_model(), AdapterSettings(targets=("q_proj", "query")))


def test_a_target_that_is_not_linear_is_an_error(make_model):
    with pytest.raises(SettingsError, match="not a linear layer"):
        attach(make_model(), AdapterSettings(targets=("self_attn",)))


def test_a_tied_weight_is_refused(make_model):
    with pytest.raises(SettingsError, match="share one weight"):
        attach(make_model(), AdapterSettings(targets=("q_proj", "lm_head")))


def test_the_output_head_is_refused():
    model = tiny_llama(tie_word_embeddings=False)
    with pytest.raises(SettingsError, match="lm_head is the model's output head"):
        attach(model, AdapterSettings(targets=("q_proj", "lm_head")))


def test_too_high_a_rank_is_an_error(make_model):
    with pytest.raises(SettingsError, match=r"k_proj: rank 33 .* lower adapter.rank"):
        attach(make_model(), AdapterSettings(rank=33))


def test_weight_change_is_the_frobenius_ratio(make_model, settings):
    model = attach(make_model(), settings)
    assert weight_change(model) == 0.0
    set_vector(model, SMALL_V)
    change = weight = 0.0
    for _, layer in adapted_layers(model):
        change += float(layer.get_delta_weight("default").detach().double().square().sum())
        weight += float(layer.base_layer.weight.double().square().sum())
    assert weight_change(model) == pytest.approx(math.sqrt(change / weight), rel=1e-5)


def test_peft_knows_it(make_model, settings, tokens, tmp_path):
    base = logits(make_model(), tokens)
    model = attach(make_model(), settings)
    set_vector(model, SMALL_V)
    tuned = logits(model, tokens)
    with model.disable_adapter():
        assert torch.equal(logits(model, tokens), base)
    assert torch.equal(logits(model, tokens), tuned)
    model.save_pretrained(tmp_path)
    assert torch.equal(logits(PeftModel.from_pretrained(make_model(), tmp_path), tokens), tuned)
    assert torch.equal(logits(copy.deepcopy(model).unload(), tokens), base)
    torch.testing.assert_close(logits(model.merge_and_unload(), tokens), tuned, rtol=0, atol=1e-4)


def test_a_second_adapter_has_its_own_v(make_model, settings, tokens):
    model = attach(make_model(), settings)
    set_vector(model, SMALL_V)
    tuned = logits(model, tokens)
    model.add_adapter("ref", model.peft_config["default"])
    assert torch.equal(logits(model, tokens), tuned)
    assert [n for n, p in model.named_parameters() if p.requires_grad] == [
        "base_model.tinyv_v.default.all"
    ]
    model.set_adapter("ref")
    with model.disable_adapter():
        base = logits(model, tokens)
    assert torch.equal(logits(model, tokens), base)
    model.delete_adapter("ref")
    assert model.active_adapters == ["default"]
    assert torch.equal(logits(model, tokens), tuned)


def test_gradient_checkpointing_gives_the_same_gradient(make_model, settings, tokens):
    grads = []
    for checkpointing in (False, True):
        model = attach(make_model(), settings)
        set_vector(model, SMALL_V)
        if checkpointing:
            model.gradient_checkpointing_enable({"use_reentrant": False})
            model.enable_input_require_grads()
        model.train()
        model(tokens, labels=tokens, use_cache=False).loss.backward()
        grads.append(trainable_vector(model).grad.clone())
    torch.testing.assert_close(*grads)


def test_casting_the_model_leaves_the_adapter_in_float32(make_model, settings, tokens):
    model = attach(make_model(), settings)
    set_vector(model, SMALL_V)
    v, (_, layer) = trainable_vector(model), next(adapted_layers(model))
    model.to(torch.bfloat16)
    assert model(tokens).logits.dtype == layer.base_layer.weight.dtype == torch.bfloat16
    assert trainable_vector(model) is v and torch.equal(v.data, SMALL_V)
    for buffers in (layer.tinyv_in, layer.tinyv_out, layer.tinyv_p):
        assert buffers["default"].dtype == torch.float32


def test_keep_float32_undoes_a_cast(make_model, settings):
    model = attach(make_model(), settings)
    set_vector(model, SMALL_V)
    v = trainable_vector(model)
    v.data = v.data.to(torch.bfloat16)  # what TRL does to a 4-bit model's trainable parameters
    keep_float32(model)
    assert trainable_vector(model) is v
    assert v.dtype == torch.float32 and torch.equal(v.data, SMALL_V)


def test_keep_float32_keeps_what_was_trained_since(make_model, settings):
    model = attach(make_model(), settings)
    set_vector(model, SMALL_V)
    v = trainable_vector(model)
    v.data = (v.data + 1).to(torch.bfloat16)
    keep_float32(model)
    assert torch.equal(v.data, (SMALL_V + 1).to(torch.bfloat16).float())


@pytest.mark.parametrize("factors", ["paper", "peft"])
@pytest.mark.parametrize(("tying", "k"), [("per_module", 14), ("per_kind", 7), ("groups:2", 2)])
def test_untied_vectors(make_model, tokens, tmp_path, factors, tying, k):
    base = logits(make_model(), tokens)
    model = attach(make_model(), AdapterSettings(u=3, tying=tying, factors=factors))
    v = trainable_vector(model)
    assert model.get_nb_trainable_parameters()[0] == v.numel() == 3 * k
    assert len(group_labels(model)) == k
    assert torch.equal(logits(model, tokens), base)
    set_vector(model, torch.linspace(-0.1, 0.1, 3 * k))
    tuned = logits(model, tokens)
    model.save_pretrained(tmp_path)
    assert torch.equal(logits(PeftModel.from_pretrained(make_model(), tmp_path), tokens), tuned)
    v.data = v.data.to(torch.bfloat16)
    keep_float32(model)
    assert torch.equal(logits(model, tokens), tuned)
    with merged(model):
        torch.testing.assert_close(logits(model, tokens), tuned, rtol=0, atol=1e-4)
    change = weight = 0.0
    for _, layer in adapted_layers(model):
        change += float(layer.get_delta_weight("default").detach().double().square().sum())
        weight += float(layer.base_layer.weight.double().square().sum())
    assert weight_change(model) == pytest.approx(math.sqrt(change / weight), rel=1e-5)


@pytest.mark.parametrize("tying", ["all", "per_module", "per_kind", "groups:2"])
@pytest.mark.parametrize("projection", ["dense", "diagonal"])
@pytest.mark.parametrize("factors", ["paper", "peft"])
def test_gradients_against_autograd_in_float64(make_model, tokens, tying, projection, factors):
    """Ours in float32 against autograd through dense W' of the whole model in float64."""
    settings = AdapterSettings(u=3, tying=tying, projection=projection, factors=factors)
    model = attach(make_model(), settings)
    values = torch.linspace(-0.1, 0.1, trainable_vector(model).numel())
    set_vector(model, values)
    loss = model(tokens, labels=tokens).loss
    loss.backward()

    plain, v = make_model().double(), values.double().requires_grad_()
    changed = {}
    for name, layer in adapted_layers(model):
        row = group_labels(model).index(label_of(name, tying))
        drawn, found = layer.tinyv_p["default"].double(), layer.factors["default"]
        mixing = sum(v[3 * row + i] * drawn[i] for i in range(3))
        sigma = found.sigma.double()
        left, right = (sigma, sigma**0) if factors == "paper" else (sigma**0.5, sigma**0.5)
        change = found.u.double() @ left.diag() @ mixing @ right.diag() @ found.v.double().T
        changed[f"{name}.weight"] = plain.get_submodule(name).weight.detach() + change
    expected = torch.func.functional_call(
        plain, changed, (), {"input_ids": tokens, "labels": tokens}
    ).loss
    expected.backward()
    assert float(loss.detach()) == pytest.approx(float(expected.detach()), rel=1e-5)
    gradient = trainable_vector(model).grad.double()
    torch.testing.assert_close(gradient, v.grad, rtol=1e-3, atol=2e-6)


def label_of(name, tying):
    if tying.startswith("groups"):
        return "layers {0}-{0}".format(name.split(".")[2])
    return {"all": "all", "per_module": name, "per_kind": name.split(".")[-1]}[tying]


def test_more_groups_than_layers_is_an_error(make_model):
    with pytest.raises(SettingsError, match=r"groups:3 of 2 adapted layers; ask for 2"):
        attach(make_model(), AdapterSettings(tying="groups:3"))


def test_many_targets_stay_in_their_order(make_model, tokens, tmp_path):
    """PEFT makes a shorter set of 20 or more, which says nothing of groups or order."""
    names = [name for name, _ in adapted_layers(attach(make_model(), AdapterSettings()))]
    settings = AdapterSettings(u=3, tying="per_kind", targets=(*names, *PROJECTIONS))
    model = attach(make_model(), settings)
    assert len(model.peft_config["default"].target_modules) < len(settings.targets) == 21
    assert group_labels(model) == tuple(names)
    assert attached_settings(model) == settings
    set_vector(model, torch.linspace(-0.1, 0.1, 3 * 14))
    model.save_pretrained(tmp_path)
    again = PeftModel.from_pretrained(make_model(), tmp_path)
    assert attached_settings(again) == settings
    assert torch.equal(logits(again, tokens), logits(model, tokens))


def test_the_folder_of_factors_does_not_travel(make_model, settings, tmp_path):
    model = attach(make_model(), settings, tmp_path / "factors")
    assert len(list((tmp_path / "factors").rglob("*.safetensors"))) == 14
    model.save_pretrained(tmp_path / "saved")
    config = tmp_path / "saved" / "adapter_config.json"
    assert str(tmp_path) not in config.read_text()
    told = json.loads(config.read_text()) | {"factors_home": str(tmp_path / "theirs")}
    config.write_text(json.dumps(told))
    with pytest.warns(UserWarning, match="factors_home"):
        again = PeftModel.from_pretrained(make_model(), tmp_path / "saved")
    assert again.peft_config["default"].factors_home is None
    assert not (tmp_path / "theirs").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [({"u": 0}, "u: "), ({"r": 65}, "rank: "), ({"target_modules": "q.*"}, "targets: ")],
)
def test_a_saved_configuration_is_checked(make_model, settings, tmp_path, change, said):
    attach(make_model(), settings).save_pretrained(tmp_path)
    config = tmp_path / "adapter_config.json"
    told = json.loads(config.read_text()) | change
    config.write_text(json.dumps(told | {"targets": told["target_modules"]}))
    with pytest.raises(SettingsError, match=f"TINYLORA_EXACT takes no such adapter: {said}"):
        PeftModel.from_pretrained(make_model(), tmp_path)


def test_v_is_float32_whatever_the_default(make_model, settings):
    model = make_model()
    torch.set_default_dtype(torch.float64)
    try:
        assert trainable_vector(attach(model, settings)).dtype == torch.float32
    finally:
        torch.set_default_dtype(torch.float32)


def test_needs_an_adapter(make_model):
    with pytest.raises(SettingsError, match="carries no TinyLoRA"):
        trainable_vector(make_model())
