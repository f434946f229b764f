import re

import pytest
import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM

from tinylora.adapter.inject import adapted_layers, attach, set_vector, trainable_vector
from tinylora.adapter.lora_folder import write_lora
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import SettingsError
from tinylora.exchange.earlier_projects import write_tiny_lora_v
from tinylora.exchange.export import export_merged
from tinylora.exchange.peft_tinylora import export_peft


@pytest.fixture
def tuned(make_model, settings):
    model = attach(make_model(), settings)
    set_vector(model, torch.linspace(-0.1, 0.1, 16))
    return model


@pytest.mark.parametrize("rank", [None, 2, 8])
def test_plain_lora_gives_the_same_logits(tuned, make_model, tokens, tmp_path, rank):
    write_lora(tuned, tmp_path, rank)
    elsewhere = PeftModel.from_pretrained(make_model(), tmp_path)
    assert elsewhere.peft_config["default"].r == (rank or 2)
    with torch.no_grad():
        expected, found = tuned(tokens).logits, elsewhere(tokens).logits
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-5)


@pytest.mark.parametrize("rank", [None, 8])
def test_a_lora_is_pefts_own(make_model, tokens, tmp_path, rank):
    model = attach(make_model(), AdapterSettings(kind="lora", rank=4, lora_alpha=6))
    count = trainable_vector(model).numel()
    set_vector(model, 0.05 * torch.randn(count, generator=torch.Generator().manual_seed(0)))
    write_lora(model, tmp_path, rank)
    elsewhere = PeftModel.from_pretrained(make_model(), tmp_path)
    assert elsewhere.peft_config["default"].peft_type == "LORA"
    assert elsewhere.peft_config["default"].r == (rank or 4)
    with torch.no_grad():
        expected, found = model(tokens).logits, elsewhere(tokens).logits
        assert (expected - make_model()(tokens).logits).abs().max() > 0.1
    torch.testing.assert_close(found, expected, rtol=0, atol=1e-5)


def test_a_lora_is_no_tinylora_elsewhere(make_model, tmp_path):
    model = attach(make_model(), AdapterSettings(kind="lora"))
    said = "adapter.kind is lora, and .* holds a TinyLoRA alone; export it as lora or merged"
    with pytest.raises(SettingsError, match=said):
        export_peft(model, tmp_path / "peft")
    with pytest.raises(SettingsError, match=said):
        write_tiny_lora_v(model, tmp_path / "v.pt", "org/tiny")
    assert not list(tmp_path.iterdir())


def test_too_small_a_rank_is_an_error(tuned, tmp_path):
    with pytest.raises(SettingsError, match="rank 1 cannot hold"):
        write_lora(tuned, tmp_path, 1)


def test_sixteen_bits_are_merged_with_a_warning(make_model, settings, tmp_path, caplog):
    model = attach(make_model(torch.bfloat16), settings)
    set_vector(model, torch.full((16,), 1e-4))
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    export_merged(model, tmp_path)
    (said,) = [r.getMessage() for r in caplog.records if r.name == "tinylora.exchange.export"]
    assert re.search(r"bfloat16 weights lose 9\d% of ΔW", said)
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())
    set_vector(model, torch.full((16,), 0.1))
    export_merged(model, tmp_path)
    found = AutoModelForCausalLM.from_pretrained(tmp_path, dtype=torch.bfloat16).state_dict()
    assert found["model.layers.0.mlp.up_proj.weight"].dtype == torch.bfloat16
    name, layer = next(adapted_layers(model))
    assert not torch.equal(found[f"{name}.weight"], layer.base_layer.weight)


def test_a_merged_model_is_a_plain_model(tuned, make_model, tokens, tmp_path):
    before = {name: tensor.clone() for name, tensor in tuned.state_dict().items()}
    export_merged(tuned, tmp_path)
    plain = AutoModelForCausalLM.from_pretrained(tmp_path).eval()
    with torch.no_grad():
        torch.testing.assert_close(plain(tokens).logits, tuned(tokens).logits, rtol=0, atol=1e-4)
    assert type(plain) is type(make_model())
    assert all(torch.equal(tensor, before[name]) for name, tensor in tuned.state_dict().items())
