"""A model under accelerate's hooks, as `model.device_map` leaves it, does what a whole one does.

There is one device here, and a map that names it in two ways: every layer runs under its hook, and
who looks at the map sees two. This holds what goes through the hooks and what is chosen by the map,
not what crosses between GPUs.
"""

from types import SimpleNamespace

import pytest
import torch
from accelerate import dispatch_model
from pydantic import ValidationError
from scripted import Run
from tiny_llama import tiny_llama

from tinylora.adapter import checkpoint
from tinylora.adapter.inject import attach, trainable_vector
from tinylora.adapter.merge import merged
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import SettingsError
from tinylora.policy.engines.decode_batch import DecodeBatch
from tinylora.policy.load import _check_whole, load_model
from tinylora.policy.model_source import ModelSource
from tinylora.policy.settings import ModelSettings

PLACES = {
    "model.embed_tokens": "cpu",
    "model.rotary_emb": "cpu",
    "model.layers.0": "cpu",
    "model.layers.1": "cpu:0",
    "model.norm": "cpu:0",
    "lm_head": "cpu",
}
PROMPTS = [(5, 6, 7), (8, 9, 10, 11), (5, 6, 7)]


def spread():
    on_cpu = dict.fromkeys(PLACES, "cpu")
    model = dispatch_model(tiny_llama().requires_grad_(False), on_cpu, force_hooks=True)
    model.hf_device_map = PLACES
    assert hasattr(model.model.layers[1].mlp.up_proj, "_hf_hook")
    return model


def adapted(model):
    return attach(model, AdapterSettings(u=4, rank=2))


def test_it_trains_to_the_same_v_in_one_parameter(tmp_path):
    whole = Run(tmp_path, 2, model=adapted(tiny_llama().requires_grad_(False)))
    parts = Run(tmp_path, 2, model=adapted(spread()))
    trained = [one for one in parts.model.parameters() if one.requires_grad]
    assert len(trained) == 1 and trained[0] is trainable_vector(parts.model)
    assert trained[0].any()
    torch.testing.assert_close(trained[0], trainable_vector(whole.model))
    base = {"name": "tiny", "revision": None, "fingerprint": "f"}
    saved = checkpoint.save(parts.model, tmp_path / "c", base=base, run_id="r", step=2)
    again = adapted(tiny_llama().requires_grad_(False))
    checkpoint.load_into(again, saved.path, "f")  # it knows nothing of where layers lay
    assert torch.equal(trainable_vector(again), trained[0])


def test_it_decodes_and_merges_the_same():
    told = []
    for model in (adapted(tiny_llama().requires_grad_(False)), adapted(spread())):
        trainable_vector(model).data.fill_(0.05)
        with merged(model):
            batch = DecodeBatch(model, PROMPTS)
            batch.step(torch.tensor([20, 21, 22]))
            batch.keep([2, 1])
            batch = batch.join(DecodeBatch(model, [(12, 13)]))
            batch.step(torch.tensor([23, 24, 25]))
        told.append(batch.logits)
    torch.testing.assert_close(*told)


def test_transformers_takes_the_setting(tmp_path):
    tiny_llama().save_pretrained(tmp_path)
    source = ModelSource("tiny", "r", tmp_path, None, "f")
    for name in ("auto", "balanced", "balanced_low_0", "sequential"):
        model = load_model(source, ModelSettings(name=str(tmp_path), device_map=name))
        assert not any(one.is_meta for one in model.parameters())


@pytest.mark.parametrize("places", [{"a": 0, "b": "cpu"}, {"a": 0, "b": "disk"}])
def test_what_does_not_fit_is_refused(places):
    settings = ModelSettings(name="org/big", revision="a" * 40, device_map="auto")
    with pytest.raises(
        SettingsError, match=r"'org/big' does not fit .* a part of it to (cpu|disk)"
    ):
        _check_whole(SimpleNamespace(hf_device_map=places), settings)
    _check_whole(SimpleNamespace(hf_device_map={"a": 0, "b": 1}), settings)


def test_a_map_without_gpus_is_refused():
    with pytest.raises(ValidationError, match="device is cpu: take device auto"):
        ModelSettings(name="m", device="cpu", device_map="auto")
