import argparse
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.training_demo import learn_settings
from tinylora.errors import SettingsError
from tinylora.overrides import overrides

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def test_json_and_words():
    pairs = ["training.steps=20", "training.optimizer=natural", 'corpus.sources=["a=b"]', "a.b="]
    assert overrides(pairs) == {
        "training.steps": 20,
        "training.optimizer": "natural",
        "corpus.sources": ["a=b"],
        "a.b": "",
    }


@given(VALUES)
def test_every_value_that_json_can_say(value):
    assert overrides([f"a.b={json.dumps(value)}"]) == {"a.b": value}


def test_without_an_equals_sign():
    with pytest.raises(SettingsError, match=r"--set 'training.steps': write SECTION.KNOB=VALUE"):
        overrides(["training.steps"])


def test_a_benchmark_makes_a_usage_message_of_it(capsys):
    parser = argparse.ArgumentParser(prog="benchmark")
    settings = learn_settings(parser, ["training.steps=3"], {"training.steps": 9, "adapter.u": 4})
    assert (settings.training.steps, settings.adapter.u) == (3, 4)  # --set comes last
    for pairs, says in (
        (["training.steps"], "write SECTION.KNOB"),
        (["training.steps=0"], "steps"),
    ):
        with pytest.raises(SystemExit) as left:
            learn_settings(parser, pairs)
        said = capsys.readouterr().err
        assert left.value.code == 2 and said.startswith("usage: benchmark") and says in said
