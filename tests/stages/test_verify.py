"""The walk through the pipeline, for real."""

import re

import pytest

from tinylora.profiles import profile
from tinylora.stages.verify import _generated, verify

POLICIES = ["base", "v = 0", "a small v"]


def test_it_stops_where_something_is_missing(settings, home, no_model):
    (step,) = verify(settings.model_copy(update={"model": no_model}), home)
    assert (step.name, step.works) == ("machine", False)


@pytest.mark.slow
def test_every_step_works_here(settings, demo_model_home):
    changes = {"generation.max_new_tokens": 64, "model.matmul_precision": "medium"}
    steps = list(verify(settings.override(changes), demo_model_home))
    assert [step.name for step in steps] == [
        *("machine", "load and generate", "put the adapter on", "generate with v = 0"),
        *("generate with a small v", "extract", "compile and run", "judge the completions"),
    ]
    assert all(step.works for step in steps), steps
    said = {step.name: step.detail for step in steps}
    # SmolLM2-135M: 30 layers of 7 linear modules
    assert said["put the adapter on"].startswith("210 modules replaced; 134,515,")
    assert "of which 16 train: 1 in 8,407," in said["put the adapter on"]
    assert "bit for bit" in said["generate with v = 0"]
    assert re.search(r"\|v\| 0\.03 moves the logits by up to \d", said["generate with a small v"])
    assert "isolation" in said["compile and run"]
    for name in ("extract", "judge the completions"):
        assert [one.split(":")[0] for one in said[name].split("; ")] == POLICIES
    alike = [one.split(": ")[1] for one in said["judge the completions"].split("; ")]
    assert alike[0] == alike[1], "v = 0 is judged otherwise than the base model"


@pytest.mark.slow
def test_an_adapter_without_directions_is_given_some_to_be_seen_to_move_logits(demo_model_home):
    asked = profile("demo").override({"generation.max_new_tokens": 8})
    assert asked.adapter.kind == "principal"
    steps = {step.name: step for step in verify(asked, demo_model_home)}
    assert "bit for bit" in steps["generate with v = 0"].detail
    assert steps["generate with a small v"].works, steps
    assert all(step.works for step in steps.values()), steps


@pytest.mark.slow
def test_a_profile_of_mathematics_is_asked_for_an_answer(demo_model_home):
    asked = profile("arithmetic").override({"generation.max_new_tokens": 24})
    steps = {step.name: step for step in verify(asked, demo_model_home)}
    assert all(step.works for step in steps.values()), steps
    assert "what is right is AC" in steps["compile and run"].detail
    assert "math-verify" in steps["compile and run"].detail
    said = steps["extract"].detail.split("; ")
    assert [one.split(": ")[0] for one in said] == POLICIES
    assert {one.split(": ")[1] for one in said} <= {"an answer", "no answer"}


def completion(**changes):
    told = {"policy": "v = 0", "tokens": 4, "finish_reason": "length", "v_norm": 0.0}
    return told | {"same_logits": True, "same_tokens": True, "largest_change": 0.0} | changes


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"same_logits": False, "largest_change": 1e-6}, "by up to 1.0e-06"),
        ({"same_tokens": False}, "changes what it must not"),
        ({"policy": "a small v", "v_norm": 0.03}, "v reaches no module"),
    ],
)
def test_an_adapter_that_does_not_do_as_it_should_is_no_step_that_works(changes, said):
    step = _generated(completion(**changes))
    assert not step.works and said in step.detail
