"""The picture of an adapter, of numbers worked by hand."""

import pytest

from tinylora.commands.checkpoint_figure import by_layer, check_name, draw
from tinylora.errors import SettingsError

Q, UP = "model.layers.{}.self_attn.q_proj", "model.layers.{}.mlp.up_proj"


def said(modules):
    found = {"modules": modules, "v_norm": 0.1, "ratio": 0.01, "share_under_bf16": 0.25}
    return {"file": "f", "step": 8, "base": {"name": "org/model"}, "description": found}


def module(name, ratio):
    return {"name": name, "ratio": ratio}


def test_by_layer():
    # layer 10 comes before layer 2 by name; up_proj of layer 1 is not adapted
    modules = [module(Q.format(i), i / 100) for i in (0, 1, 10, 2)]
    modules += [module(UP.format(0), 0.5), module("lm_head", 9.0)]
    kinds, table = by_layer(modules)
    assert kinds == ["q_proj", "up_proj"]
    assert table[0] == [0.0, 0.01, 0.02, *[None] * 7, 0.1]
    assert table[1] == [0.5, *[None] * 10]


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
@pytest.mark.parametrize("ratios", [(0.01, 0.1), (0.2, 0.2), (0.0, 0.3)])
def test_draws(tmp_path, suffix, ratios):
    out = tmp_path / f"change.{suffix}"
    check_name(out)
    draw(said([module(Q.format(i), ratio) for i, ratio in enumerate(ratios)]), out)
    assert 1000 < out.stat().st_size < 150_000


def test_refuses_what_cannot_be_drawn(tmp_path):
    with pytest.raises(SettingsError, match="v is zero"):
        draw(said([module(Q.format(0), 0.0)]), tmp_path / "change.png")
    with pytest.raises(SettingsError, match="no module is in a numbered layer"):
        draw(said([module("lm_head", 1.0)]), tmp_path / "change.png")
    with pytest.raises(SettingsError, match=r"end it in \.png"):
        check_name(tmp_path / "change.txt")
    with pytest.raises(SettingsError, match="there is no folder"):
        check_name(tmp_path / "nowhere" / "change.png")
