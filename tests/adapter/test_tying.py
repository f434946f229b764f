import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tinylora.adapter.settings import AdapterSettings
from tinylora.adapter.tying import group
from tinylora.errors import SettingsError

TARGETS = ("q_proj", "up_proj")
NAMES = [
    f"model.layers.{layer}.{kind}"
    for layer in (0, 1, 2, 10, 11)
    for kind in ("self_attn.q_proj", "mlp.up_proj")
]


def rows(tying, names=NAMES, targets=TARGETS):
    found = group(names, targets, tying)
    return found.labels, [found.row[name] for name in names]


def test_all_and_per_module():
    assert rows("all") == (("all",), [0] * 10)
    labels, own = rows("per_module")
    assert labels == tuple(sorted(NAMES)) and sorted(own) == list(range(10))


def test_per_kind():
    assert rows("per_kind") == (("q_proj", "up_proj"), [0, 1] * 5)
    # the longest target that fits is the kind, and their order says nothing
    targets = ("up_proj", "proj", "self_attn.q_proj", "q_proj")
    assert rows("per_kind", targets=targets) == (("self_attn.q_proj", "up_proj"), [0, 1] * 5)


def test_runs_of_layers_go_by_number():
    # five layers in two runs: 0, 1, 2 and 10, 11; as text 10 would come before 2
    labels, own = rows("groups:2")
    assert labels == ("layers 0-2", "layers 10-11")
    assert own == [0] * 6 + [1] * 4
    assert rows("groups:5")[0] == tuple(f"layers {n}-{n}" for n in (0, 1, 2, 10, 11))


@given(st.integers(1, 40), st.integers(1, 40))
def test_runs_are_contiguous_and_even(layers, count):
    names = [f"h.{layer}.q_proj" for layer in range(layers)]
    if count > layers:
        with pytest.raises(SettingsError, match=f"ask for {layers} at most"):
            group(names, ("q_proj",), f"groups:{count}")
        return
    own = [group(names, ("q_proj",), f"groups:{count}").row[name] for name in names]
    assert own == sorted(own) and set(own) == set(range(count))
    sizes = [own.count(row) for row in range(count)]
    assert max(sizes) - min(sizes) <= 1


def test_visiting_order_says_nothing():
    for tying in ("per_module", "per_kind", "groups:3"):
        assert group(NAMES, TARGETS, tying) == group(NAMES[::-1], TARGETS[::-1], tying)


def test_a_module_outside_the_layers():
    with pytest.raises(SettingsError, match=r"head.q_proj stands in none"):
        group([*NAMES, "head.q_proj"], TARGETS, "groups:2")


@pytest.mark.parametrize("tying", ["none", "groups:0", "groups", "groups:-1", "groups:2 "])
def test_settings_refuse_what_is_no_tying(tying):
    with pytest.raises(ValidationError, match="tying"):
        AdapterSettings(tying=tying)
