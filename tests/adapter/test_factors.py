import logging

import pytest
import torch
from torch import nn

from tinylora.adapter import factors as module
from tinylora.adapter.factors import layer_factors
from tinylora.adapter.inject import attach
from tinylora.adapter.weights import weight_key
from tinylora.errors import SettingsError


@pytest.fixture
def layer():
    torch.manual_seed(0)
    return nn.Linear(90, 70)


def test_second_time_comes_from_disk(layer, tmp_path, monkeypatch):
    first = layer_factors("m", layer, 2, tmp_path)
    monkeypatch.setattr(module, "truncated_svd", None)  # would fail if it were called
    second = layer_factors("other name", layer, 2, tmp_path)
    for name in ("u", "sigma", "v"):
        assert torch.equal(getattr(first, name), getattr(second, name))
    assert (first.gap, first.weight_norm) == (second.gap, second.weight_norm)
    assert len(list(tmp_path.rglob("*.safetensors"))) == 1
    assert not list(tmp_path.rglob("*.partial"))


def test_another_weight_or_rank_is_another_file(layer, tmp_path):
    layer_factors("m", layer, 2, tmp_path)
    layer_factors("m", layer, 3, tmp_path)
    layer.weight.data[0, 0] += 1e-6
    layer_factors("m", layer, 2, tmp_path)
    assert len(list(tmp_path.rglob("*.safetensors"))) == 3


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:100], lambda b: b[:-4] + b"\0\0\0\1", lambda b: b""]
)
def test_a_damaged_file_is_written_anew(layer, tmp_path, spoil, caplog):
    first = layer_factors("m", layer, 2, tmp_path)
    (path,) = tmp_path.rglob("*.safetensors")
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    with caplog.at_level(logging.WARNING):
        second = layer_factors("m", layer, 2, tmp_path)
    assert "decomposing again" in caplog.text
    assert torch.equal(first.u, second.u)
    assert path.read_bytes() == whole


def test_key_sees_dtype_and_shape(layer):
    plain = weight_key(layer)
    layer.weight.data = layer.weight.data.reshape(90, 70)
    assert weight_key(layer) != plain
    layer.weight.data = torch.zeros(4, 4)
    zeros = weight_key(layer)
    layer.weight.data = torch.zeros(4, 4, dtype=torch.bfloat16)
    assert weight_key(layer) != zeros


def test_refusals_name_the_module(layer):
    with pytest.raises(SettingsError, match=r"layers.3.k_proj: rank 71 .* lower adapter.rank"):
        layer_factors("layers.3.k_proj", layer, 71, None)
    layer.weight.data[3, 3] = float("inf")
    with pytest.raises(SettingsError, match="NaN or infinity"):
        layer_factors("m", layer, 2, None)


@pytest.mark.parametrize("values", [(1.0, 0.5, 0.5), (0.5, 0.5, 0.4)])
def test_near_ties_are_said_once_at_attach(make_model, settings, caplog, values):
    attach(make_model(), settings)
    assert not caplog.records
    model = make_model()
    for index, size in ((0, 1.0), (1, 3.0)):
        weight = torch.zeros(64, 64)
        weight[[0, 1, 2], [0, 1, 2]] = size * torch.tensor(values)
        model.model.layers[index].self_attn.q_proj.weight.data = weight
    attach(model, settings)
    (record,) = caplog.records
    assert "2 of 14 adapted modules" in record.getMessage()
    assert "model.layers.0.self_attn.q_proj, by 0.0e+00 of its largest" in record.getMessage()


def test_a_zero_weight_has_no_near_tie(make_model, settings, caplog):
    model = make_model()
    model.model.layers[0].self_attn.q_proj.weight.data.zero_()
    attach(model, settings)
    assert not caplog.records
