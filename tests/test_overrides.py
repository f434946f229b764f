import argparse
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools import validate

from benchmarks.training_demo import settings_of
from tinylora.errors import SettingsError
from tinylora.grpo.settings import TrainingSettings
from tinylora.overrides import Overrides, overrides


def flow(overrides: Overrides = Overrides()) -> None:
    """Take a flow's parameter."""


SCHEMA = parameter_schema(flow).model_dump_for_openapi()
KNOBS = SCHEMA["properties"]["overrides"]["properties"]
SOURCE = {"dataset": "luogu_dpo", "path": "samples/raw/luogu_dpo"}

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
    settings = settings_of(
        parser, "learn", ["training.steps=3"], {"training.steps": 9, "adapter.u": 4}
    )
    assert (settings.training.steps, settings.adapter.u) == (3, 4)  # --set comes last
    for pairs, says in (
        (["training.steps"], "write SECTION.KNOB"),
        (["training.steps=0"], "steps"),
    ):
        with pytest.raises(SystemExit) as left:
            settings_of(parser, "learn", pairs)
        said = capsys.readouterr().err
        assert left.value.code == 2 and said.startswith("usage: benchmark") and says in said


def refused(changes):
    """Return what Prefect's server says of these overrides, or None where it takes them."""
    return [error.message for error in validate({"overrides": changes}, SCHEMA)] or None


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"training.steps": 20, "training.learning_rate": 1, "training.optimizer": "natural"},
        {"training.reward.shape": "staged", "corpus.trust.budget_s": 0.5},
        {"training.max_problems": None, "judge.workers": 3, "model.revision": None},
        {
            "corpus.sources": [SOURCE],
            "training.buckets": {"easy": 2},
            "adapter.targets": ["q_proj"],
        },
        {"training.optimizer": "natural", "training.loss_type": "grpo"},  # told when the run starts
    ],
)
def test_a_server_takes(changes):
    assert refused(changes) is None


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"training.stepz": 20}, "training.stepz"),
        ({"training.seed": -1}, "minimum of 0"),
        ({"adapter.seed": 2**63}, "9223372036854775808"),
        ({"evaluation.seed": -1}, "minimum of 0"),
        ({"training": {"steps": 20}}, "'training'"),
        ({"training.prompts_per_step": 0}, "minimum of 1"),
        ({"training.buckets": {"eazy": 2}}, "eazy"),
        ({"training.languages": ["english"]}, "english"),
        ({"training.steps": 2.5}, "2.5"),
        ({"training.steps": "many"}, "'many'"),
        ({"training.prompts_per_step": None}, "None"),
        ({"training.optimizer": "sgd"}, "['adam', 'adamw_8bit', 'natural']"),
        ({"training.reward.shape": None}, "None"),
        ({"judge.isolation": "jail"}, "'jail' is not one of ['auto', "),
        ({"generation.engine": "llama"}, "'llama' is not one of ['transformers', "),
        ({"training.max_fault_share": 1}, "maximum of 1"),
        ({"adapter.targets": []}, "[]"),
        ({"adapter.tying": "none"}, "'none' does not match"),
        ({"corpus.sources": [SOURCE | {"spllit": "train"}]}, "spllit"),
        ({"training.reward.bucket_weights": {"simple": 1.1}}, "'simple'"),
    ],
)
def test_a_server_refuses(changes, word):
    (message, *_) = refused(changes)
    assert word in message


def test_every_knob_is_there_with_its_sentence_and_no_default():
    assert {f"training.{name}" for name in TrainingSettings.model_fields} - set(KNOBS) == {
        "training.reward"
    }
    assert KNOBS["training.reward.shape"]["enum"] == ["staged", "fraction", "staged_fraction"]
    assert KNOBS["training.steps"]["description"].startswith("Optimiser steps.")
    for name, knob in KNOBS.items():
        assert knob["title"] == name and knob["description"]
        assert "default" not in knob  # a form would send it, over the profile's own value
