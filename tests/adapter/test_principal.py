"""A principal adapter: its layer by hand, its directions against their definition, its file."""

import copy
import math
from dataclasses import replace

import pytest
import torch
from peft import PeftModel
from safetensors.torch import load_file, save_file
from torch import nn

from tinylora.adapter.checkpoint import load_into, read, save
from tinylora.adapter.contents import pack
from tinylora.adapter.describe import describe, describe_vector
from tinylora.adapter.directions import coefficients, make, recipe_of, restore, scores
from tinylora.adapter.inject import ADAPTER, adapted_layers, attach, set_vector, trainable_vector
from tinylora.adapter.lora import Parts
from tinylora.adapter.lora_folder import write_lora
from tinylora.adapter.merge import merged
from tinylora.adapter.principal import PrincipalLinear, fixed_a
from tinylora.adapter.recipe import Asked, Recipe
from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import CheckpointMismatch, SettingsError

CHOSEN = AdapterSettings(kind="principal", u=3, rank=2, completions=8)
BASE = {"name": "org/tiny", "revision": "a" * 40, "fingerprint": "f0f0"}
V = torch.tensor([0.5, -0.3, 0.2])
FIRST_DRAWN = [
    [-0.1457385, 0.4925379, 0.0101670, -0.2479527],
    [0.4421117, 0.2649840, -0.6019204, 0.0539239],
]


def asked():
    generator = torch.Generator().manual_seed(5)

    def drawn(length):
        return tuple(torch.randint(0, 96, (length,), generator=generator).tolist())

    return [Asked(drawn(7), tuple(drawn(3 + i) for i in range(4))) for _ in range(2)]


@pytest.fixture
def made(make_model, tmp_path):
    model = attach(make_model(), CHOSEN, tmp_path / "factors")
    make(model, asked(), 0.8, tmp_path)
    return model


def saved(model, path):
    set_vector(model, V)
    return save(model, path, base=BASE, run_id="run", step=2).path


def log_probability(model, prompt, completion, cache):
    """Of a completion at temperature 0.8, its prompt's keys and values as they were."""
    fed = torch.tensor([[prompt[-1], *completion[:-1]]])
    logits = model(fed, past_key_values=copy.deepcopy(cache), use_cache=True).logits[0] / 0.8
    return logits.log_softmax(-1)[range(len(completion)), list(completion)].sum()


def slopes(model):
    """Return d log π / dv at v = 0 of each completion, (n, u), through the layers themselves."""
    set_vector(model, torch.zeros(3))
    v, rows = trainable_vector(model), []
    for one in asked():
        with torch.no_grad():
            prompt = torch.tensor([one.prompt[:-1]])
            cache = model(prompt, use_cache=True).past_key_values
        for completion in one.completions:
            found = log_probability(model, one.prompt, completion, cache)
            rows.append(torch.autograd.grad(found, v)[0])
    return torch.stack(rows)


def test_by_hand():
    # W = I, A = [1, 2], D₁ = [1, 0]ᵀ, D₂ = [0, 3]ᵀ, v = (2, 1): B = [2, 3]ᵀ, x = (5, 7): A x = 19,
    # y = (5 + 38, 7 + 57); of y₁: ∂/∂v = (0, 3 · 19)
    base = nn.Linear(2, 2, bias=False).requires_grad_(False)
    base.weight.data = torch.eye(2)
    v = nn.Parameter(torch.tensor([2.0, 1.0]))
    layer = PrincipalLinear(base, nn.ModuleDict({"default": nn.ParameterDict({"all": v})}))
    layer.update_layer("default", "m", torch.tensor([[1.0, 2.0]]), 1.0, Parts(()), 0)
    assert layer(torch.tensor([5.0, 7.0])).tolist() == [5.0, 7.0]  # no directions yet
    layer.tinyv_made["default"] = torch.tensor([[[1.0], [0.0]], [[0.0], [3.0]]])
    y = layer(torch.tensor([5.0, 7.0]))
    assert y.tolist() == [43.0, 64.0]
    y[1].backward()
    assert v.grad.tolist() == [0.0, 57.0]
    assert layer.get_delta_weight("default").tolist() == [[2.0, 4.0], [3.0, 6.0]]
    # ‖B A‖ = √13 · √5
    assert layer.change_norm("default").item() == pytest.approx(65**0.5)


def test_a_v_of_zero_is_the_base_bit_for_bit(made, make_model, tokens):
    expected = make_model()(tokens).logits
    assert torch.equal(made(tokens).logits, expected)
    bare = attach(make_model(), CHOSEN)
    assert torch.equal(bare(tokens).logits, expected)
    set_vector(made, V)
    assert (made(tokens).logits - expected).abs().max() > 1e-3
    changed = made(tokens).logits
    with merged(made):
        torch.testing.assert_close(made(tokens).logits, changed, rtol=0, atol=1e-4)


@pytest.mark.parametrize("part", ["layers.0.self_attn.q_proj", "layers.1.mlp.down_proj"])
def test_scores_are_slopes_by_finite_differences(make_model, part):
    model = attach(make_model(torch.float64), CHOSEN)
    one = Asked(asked()[0].prompt, asked()[0].completions[:1])
    (score,) = scores(model, [one], 0.8)
    layers = list(adapted_layers(model))
    sizes = [layer.base_layer.out_features * 2 for _, layer in layers]
    at = next(i for i, (name, _) in enumerate(layers) if name.endswith(part))
    own, layer = score.split(sizes)[at], layers[at][1]
    with torch.no_grad():
        cache = model(torch.tensor([one.prompt[:-1]]), use_cache=True).past_key_values
        for place in range(4):
            ends = []
            for step in (1e-2, -1e-2):
                up = torch.zeros(layer.base_layer.out_features, 2)
                up.view(-1)[place] = step
                layer.opened[ADAPTER] = up
                ends.append(log_probability(model, one.prompt, one.completions[0], cache))
            layer.opened.clear()
            slope = float(ends[0] - ends[1]) / 2e-2
            assert float(own[place]) == pytest.approx(slope, rel=5e-3, abs=1e-4)


def test_completions_side_by_side_have_the_scores_they_have_alone(make_model, monkeypatch):
    model = attach(make_model(), CHOSEN)
    prompt = asked()[0].prompt
    several = Asked(prompt, ((3, 5, 8, 13), (2,), (7, 7, 1), (9, 4)))
    together = torch.stack(list(scores(model, [several], 0.8)))
    each = [Asked(prompt, (one,)) for one in several.completions]
    alone = torch.stack(list(scores(model, each, 0.8)))
    torch.testing.assert_close(together, alone, rtol=1e-4, atol=1e-5)
    few = 6 * model.get_base_model().config.vocab_size
    monkeypatch.setattr("tinylora.adapter.directions.LOGITS", few)  # room for some of like length
    by_length = torch.stack(list(scores(model, [several], 0.8)))
    torch.testing.assert_close(by_length, alone, rtol=1e-4, atol=1e-5)
    monkeypatch.setattr("tinylora.adapter.directions.LOGITS", 1)  # room for one at a time
    torch.testing.assert_close(torch.stack(list(scores(model, [several], 0.8))), alone)


def test_a_unit_of_v_is_a_nat_and_directions_are_independent(made):
    moved = slopes(made)
    torch.testing.assert_close(moved.T @ moved / len(moved), torch.eye(3), rtol=0, atol=1e-3)


def test_coefficients_by_hand():
    # S = diag(2, 1) padded: S Sᵀ = diag(4, 1). The first component is s₁ times √2 / 4:
    # (s₁ · D₁)² / 2 = (4 √2 / 4)² / 2 = 1
    mixed = coefficients(torch.diag(torch.tensor([4.0, 1.0], dtype=torch.float64)), 1)
    torch.testing.assert_close(mixed, torch.tensor([[2**0.5 / 4, 0.0]]))


def test_more_numbers_than_completions_tell_apart_are_refused(make_model, tmp_path):
    with pytest.raises(ValueError, match="u is 8 and completions 8, which tell at most 7"):
        AdapterSettings(kind="principal", u=8, completions=8)
    model = attach(make_model(), AdapterSettings(kind="principal", u=8, rank=2))
    with pytest.raises(SettingsError, match=r"adapter\.u is 8, and 8 completions tell at most 7"):
        make(model, asked(), 0.8, tmp_path)
    same = Asked(asked()[0].prompt, asked()[0].completions[:1] * 12)
    with pytest.raises(SettingsError, match="tell 1 directions apart, for many are the same"):
        make(model, [same], 0.8, tmp_path)
    with pytest.raises(SettingsError, match="has no directions yet"):
        save(model, tmp_path / "c", base=BASE, run_id="run", step=0)
    assert not list(tmp_path.iterdir())


def test_a_checkpoint_makes_its_directions_again(made, make_model, tokens, tmp_path):
    path, expected = saved(made, tmp_path / "c.safetensors"), made(tokens).logits
    (cached,) = (tmp_path / "factors").glob("directions-*")
    written = load_file(cached)["directions"]
    cached.unlink()
    again = attach(make_model(), read(path).settings, tmp_path / "factors")
    with torch.inference_mode():
        load_into(again, path, "f0f0")
        assert torch.equal(again(tokens).logits, expected)
    assert torch.equal(load_file(cached)["directions"], written)
    before = cached.stat().st_mtime_ns  # the second time they are read
    more = attach(make_model(), CHOSEN, tmp_path / "factors")
    load_into(more, path, "f0f0")
    assert torch.equal(more(tokens).logits, expected)
    assert cached.stat().st_mtime_ns == before
    v = trainable_vector(again)
    again(tokens).logits.sum().backward()
    assert v.grad is not None and v.grad.abs().min() > 0
    copied = save(again, tmp_path / "d", base=BASE, run_id="run", step=2).path
    assert copied.read_bytes() == path.read_bytes()


def test_another_base_or_other_directions_are_refused(made, make_model, tmp_path):
    path = saved(made, tmp_path / "c.safetensors")
    with pytest.raises(CheckpointMismatch, match=r"fingerprint f0f0; the loaded one has .* beef"):
        load_into(attach(make_model(), CHOSEN), path, "beef")
    other = attach(make_model(seed=1), CHOSEN)
    with pytest.raises(CheckpointMismatch, match="W or the directions differ in 14 of 14 modules"):
        load_into(other, path, "f0f0")
    (cached,) = (tmp_path / "factors").glob("directions-*")
    turned = load_file(cached)["directions"].flip(0)
    save_file({"directions": turned.contiguous()}, cached)
    with pytest.raises(CheckpointMismatch, match=r"W or the directions differ in .* of 14"):
        load_into(attach(make_model(), CHOSEN, tmp_path / "factors"), path, "f0f0")
    seeded = CHOSEN.model_copy(update={"seed": 1})
    with pytest.raises(CheckpointMismatch, match="seed is 42 there, 1 here"):
        load_into(attach(make_model(), seeded), path, "f0f0")


def test_directions_are_kept_for_each_base(made, make_model, tmp_path):
    kept = [attach(make_model(seed=1), CHOSEN, home) for home in (None, tmp_path / "factors")]
    for model in kept:
        restore(model, recipe_of(made))
    for (_, alone), (_, beside) in zip(*map(adapted_layers, kept), strict=True):
        assert torch.equal(beside.directions(ADAPTER), alone.directions(ADAPTER))
    assert len(list((tmp_path / "factors").glob("directions-*"))) == 2


def test_a_damaged_recipe_is_no_checkpoint(made, tmp_path):
    held = {name: tensor.clone() for name, tensor in recipe(made, tmp_path).tensors().items()}
    assert Recipe.of(held).key == recipe(made, tmp_path).key
    held["lengths"][0] += 1
    with pytest.raises(ValueError, match="lengths and tokens do not belong together"):
        Recipe.of(held)


FIVE = ((3,), (4, 5), (6,), (7, 8), (9,))


@pytest.mark.parametrize(
    ("lies", "said"),
    [
        ({"asked": (Asked((5,), FIVE),)}, "a prompt of the recipe is a single token"),
        ({"asked": (Asked((5, 6), ()), Asked((5, 6), FIVE))}, "do not belong together"),
        ({"asked": (), "coefficients": torch.ones(3, 0)}, "do not belong together"),
        ({"temperature": math.inf}, "temperature not positive"),
        ({"temperature": math.nan}, "temperature not positive"),
        ({"asked": (Asked((5, 96), FIVE),)}, "made from token 96, and the base model knows 96"),
        ({"asked": (Asked((5, 6), (*FIVE[1:], (4000,))),)}, "made from token 4000"),
    ],
)
def test_a_recipe_that_lies_is_no_checkpoint(make_model, tmp_path, lies, said):
    """Whose sums are right, so that only making its directions again could show it."""
    model = attach(make_model(), CHOSEN)
    make(model, asked(), 0.8, tmp_path)
    contents = read(saved(model, tmp_path / "c"))
    told = {"asked": (Asked((5, 6), FIVE),), "temperature": 0.8, "coefficients": torch.ones(3, 5)}
    (tmp_path / "lies").write_bytes(pack(replace(contents, recipe=Recipe(**{**told, **lies}))))
    with pytest.raises(CheckpointMismatch, match=said):
        load_into(attach(make_model(), CHOSEN), tmp_path / "lies", "f0f0")


def recipe(model, folder):
    return read(saved(model, folder / "c")).recipe


def test_it_goes_elsewhere_as_pefts_lora(made, make_model, tokens, tmp_path):
    set_vector(made, V)
    write_lora(made, tmp_path / "lora")
    elsewhere = PeftModel.from_pretrained(make_model(), tmp_path / "lora")
    torch.testing.assert_close(elsewhere(tokens).logits, made(tokens).logits, rtol=0, atol=1e-5)


def test_it_is_described(made, tmp_path):
    contents = read(saved(made, tmp_path / "c"))
    assert contents.settings.label == "principal u=3"
    alone = describe_vector(contents.v, contents.settings, "float32")
    assert (alone.trained, alone.expected_ratio, len(alone.group_norms)) == (3, None, 1)
    assert "counts the nats" in alone.conclusion
    assert describe(made).ratio > 0


def test_sixteen_bits_have_float32_scores(make_model, tmp_path):
    model = attach(make_model(torch.bfloat16), CHOSEN)
    make(model, asked(), 0.8, tmp_path)
    assert {layer.directions(ADAPTER).dtype for _, layer in adapted_layers(model)} == {
        torch.float32
    }
    moved = slopes(model)
    torch.testing.assert_close(moved.T @ moved / len(moved), torch.eye(3), rtol=0, atol=0.1)


def test_the_numbers_of_a_do_not_change():
    # a checkpoint is refused where these differ; a change here breaks every principal adapter
    drawn = fixed_a("model.layers.0.self_attn.q_proj", 42, 2, 4)
    torch.testing.assert_close(drawn, torch.tensor(FIRST_DRAWN))
    # normal, of variance 1 / width
    assert float(fixed_a("m", 42, 64, 400).var()) == pytest.approx(1 / 400, rel=0.05)
