"""The whole room on a real model's 210 matrices."""

import time

import pytest
import torch
from transformers import AutoModelForCausalLM

from tinylora.adapter.checkpoint import load_into, save
from tinylora.adapter.inject import adapted_layers, attach, set_vector
from tinylora.adapter.merge import merged
from tinylora.adapter.settings import AdapterSettings
from tinylora.policy.model_source import resolve

pytestmark = pytest.mark.slow


def test_attach_merge_save_and_attach_again(demo_model, demo_model_home, tmp_path):
    folder = resolve(demo_model, demo_model_home).folder
    tokens = torch.arange(40, 72)[None]
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    with torch.no_grad():
        before = model(tokens).logits
        model = attach(model, AdapterSettings(), tmp_path / "factors")
        assert torch.equal(model(tokens).logits, before)
        assert model.get_nb_trainable_parameters() == (16, 134_515_008 + 16)
        assert len(list(adapted_layers(model))) == 210

        set_vector(model, torch.full((16,), 0.01))
        tuned = model(tokens).logits
        assert not torch.equal(tuned, before)
        with merged(model):
            torch.testing.assert_close(model(tokens).logits, tuned, rtol=0, atol=1e-2)
        with model.disable_adapter():
            assert torch.equal(model(tokens).logits, before)

        base = {"name": "demo", "revision": None, "fingerprint": "f"}
        saved = save(model, tmp_path / "step-1", base=base, run_id="r", step=1)
        assert saved.path.stat().st_size < 8 * 1024

        again = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
        started = time.process_time()
        again = attach(again, AdapterSettings(), tmp_path / "factors")
        assert time.process_time() - started < 2
        load_into(again, saved.path, "f")
        assert torch.equal(again(tokens).logits, tuned)
