from pathlib import Path

import pytest
import torch
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    Gemma2Config,
    Gemma2ForCausalLM,
    Starcoder2Config,
    Starcoder2ForCausalLM,
)

from tinylora.adapter.inject import attach
from tinylora.adapter.merge import merged
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import SettingsError, SourceMissing
from tinylora.policy import load as loading
from tinylora.policy.load import (
    _device,
    _without_dropout,
    convert_gguf,
    load,
    load_model,
    multiplies_bfloat16,
)
from tinylora.policy.model_source import ModelSource, resolve
from tinylora.policy.settings import ModelSettings


def test_a_converted_gguf_is_a_plain_float32_model(demo_model, demo_model_home):
    policy = load(resolve(demo_model, demo_model_home), demo_model)
    assert policy.model.float().dtype is torch.float32  # a model that says it is quantised refuses
    assert not hasattr(policy.model.config, "quantization_config")
    assert policy.model.num_parameters() == 134_515_008
    assert not policy.model.training


def test_the_tokenizer_pads_left(demo_model, demo_model_home):
    tokenizer = load(resolve(demo_model, demo_model_home), demo_model).tokenizer
    assert tokenizer.padding_side == "left"
    assert tokenizer.pad_token_id is not None


@pytest.mark.slow
def test_nf4_loads_packed_weights(demo_model, demo_model_home):
    settings = demo_model.model_copy(update={"quantization": "nf4", "dtype": "bfloat16"})
    model = load(resolve(settings, demo_model_home), settings).model
    layer = model.model.layers[0].self_attn.q_proj
    assert type(layer).__name__ == "Linear4bit"
    assert layer.weight.dtype is torch.uint8
    assert layer.weight.quant_state.quant_type == "nf4"
    assert layer.weight.quant_state.nested  # double quantisation
    assert layer.compute_dtype is torch.bfloat16


@pytest.mark.slow
def test_under_an_adapter_at_zero_the_next_token_has_the_same_logits(
    demo_model, demo_model_home, tmp_path
):
    model = load(resolve(demo_model, demo_model_home), demo_model).model
    prompts = torch.arange(40, 68).reshape(4, 7)  # the head sees a slice of them, out of one row
    with torch.no_grad():
        before = model(prompts, logits_to_keep=1).logits
        model = attach(model, AdapterSettings(), tmp_path)
        assert torch.equal(model(prompts, logits_to_keep=1).logits, before)
        with merged(model):
            assert torch.equal(model(prompts, logits_to_keep=1).logits, before)


@pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
def test_dtypes(dtype, demo_model, demo_model_home):
    settings = demo_model.model_copy(update={"dtype": dtype})
    assert load(resolve(settings, demo_model_home), settings).model.dtype is getattr(torch, dtype)


@pytest.mark.parametrize(
    ("cpuinfo", "multiplies"),
    [
        ("processor\t: 0\nflags\t\t: fpu avx2 fma\nbugs\t\t: spectre_v1\n", False),
        ("processor\t: 0\nflags\t\t: fpu avx2 avx512f\n", False),
        ("processor\t: 0\nflags\t\t: fpu avx512f avx512_bf16\n", True),
        ("processor\t: 0\nflags\t\t: fpu amx_bf16 amx_tile\n", True),
        ("processor\t: 0\nFeatures\t: fp asimd i8mm bf16\n", True),
        ("processor\t: 0\nFeatures\t: fp asimd\n", False),
        ("processor 0: one that says nothing\n", True),
        (None, True),
    ],
)
def test_which_processors_multiply_bfloat16(cpuinfo, multiplies, tmp_path):
    if cpuinfo is not None:
        (tmp_path / "cpuinfo").write_text(cpuinfo)
    assert multiplies_bfloat16(tmp_path / "cpuinfo") is multiplies


@pytest.mark.skipif(torch.cuda.is_available(), reason="this host has a GPU")
def test_bfloat16_on_a_processor_without_it_is_warned_of(
    demo_model, demo_model_home, monkeypatch, caplog
):
    monkeypatch.setattr(loading, "multiplies_bfloat16", lambda: False)
    for dtype, warnings in (("float32", 0), ("bfloat16", 1)):
        settings = demo_model.model_copy(update={"dtype": dtype})
        load(resolve(settings, demo_model_home), settings)
        assert len(caplog.records) == warnings
    assert "model.dtype=float32 is faster" in caplog.text


@pytest.mark.skipif(torch.cuda.is_available(), reason="this host has a GPU")
def test_a_gpu_that_is_not_there(demo_model, demo_model_home):
    settings = demo_model.model_copy(update={"device": "cuda"})
    with pytest.raises(SettingsError, match="sees no GPU"):
        load(resolve(settings, demo_model_home), settings)


@pytest.mark.parametrize("asked", ["cuda", "auto"])
def test_of_several_processes_each_has_its_own_gpu(asked, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert _device(asked) == torch.device("cuda")
    monkeypatch.setattr(torch.distributed, "is_initialized", lambda: True)
    monkeypatch.setattr(torch.cuda, "current_device", lambda: 1)
    assert _device(asked) == torch.device("cuda", 1)
    assert _device("cpu") == torch.device("cpu")


def test_a_truncated_gguf_is_named_and_leaves_nothing_behind(tmp_path, demo_model, demo_model_home):
    source = resolve(demo_model, demo_model_home)
    cut = tmp_path / "cut.gguf"
    with Path(source.gguf_file).open("rb") as whole:
        cut.write_bytes(whole.read(200_000))
    with pytest.raises(SourceMissing, match=r"cut\.gguf"):
        convert_gguf(cut, tmp_path / "models" / "cut")
    assert not (tmp_path / "models" / "cut").exists()


def test_a_finished_conversion_is_not_repeated(tmp_path):
    (tmp_path / "done").mkdir()
    convert_gguf(tmp_path / "no-such.gguf", tmp_path / "done")


def test_what_is_trained_drops_nothing_out(tmp_path):
    """In evaluation mode it samples, in training mode its log-probabilities are computed."""
    sizes = {"vocab_size": 96, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 1, "bos_token_id": 0}
    config = Starcoder2Config(**sizes, **heads, eos_token_id=0, residual_dropout=0.5)
    Starcoder2ForCausalLM(config).save_pretrained(tmp_path)
    source = ModelSource("m", "r", tmp_path, None, "f")
    model = load_model(source, ModelSettings(name=str(tmp_path), dtype="float32"))
    ids = torch.arange(20)[None]
    sampled = model(ids).logits
    assert torch.equal(model.train()(ids).logits, sampled)


def test_a_part_that_a_model_lacks_has_no_dropout():
    config = AutoConfig.for_model("gemma4", audio_config=None)
    assert config.audio_config is None
    _without_dropout(config)


def test_a_model_that_torchs_own_attention_cannot_compute(tmp_path):
    sizes = {"vocab_size": 96, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 16, "pad_token_id": 0}
    made = Gemma2ForCausalLM(Gemma2Config(**sizes, **heads, sliding_window=8)).eval()
    made.save_pretrained(tmp_path)
    source = ModelSource("m", "r", tmp_path, None, "f")
    model = load_model(source, ModelSettings(name=str(tmp_path), dtype="float32"))
    ids = torch.arange(40).view(2, 20)
    assert torch.equal(model(ids).logits, made(ids).logits)


def test_a_model_that_keeps_a_state_is_refused(tmp_path):
    sizes = {"vocab_size": 96, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 1, "pad_token_id": 0}
    config = AutoConfig.for_model("lfm2", **sizes, **heads, layer_types=["conv", "full_attention"])
    AutoModelForCausalLM.from_config(config).save_pretrained(tmp_path)
    source = ModelSource("m", "r", tmp_path, None, "f")
    with pytest.raises(SettingsError, match=r"'m' \(Lfm2ForCausalLM\) does not only attend"):
        load_model(source, ModelSettings(name="m", dtype="float32"))
