"""An evaluation's identity: what can move a number is in it, what cannot is not."""

from dataclasses import replace

import pytest

from tinylora.code_identity import Code
from tinylora.identity import fingerprint
from tinylora.policy.model_source import resolve
from tinylora.stages.code_files import stored_files
from tinylora.stages.evaluation.evaluate import running_evaluation
from tinylora.stages.evaluation.identity import (
    conditions,
    evaluation_code,
    evaluation_identity,
    evaluation_problems,
)

MATTERS = {
    "evaluation.seed": 7,
    "evaluation.samples_per_problem": 3,
    "evaluation.max_problems": 5,
    "evaluation.case_origins": ["private"],
    "evaluation.max_cases": 2,
    "evaluation.max_case_bytes": 9,
    "generation.temperature": 0.1,
    "generation.top_p": 0.5,
    "generation.max_new_tokens": 9,
    "generation.stop_at_fence": False,
    "generation.engine": "vllm",
    "prompt.template": "seed",
    "prompt.max_statement_tokens": 99,
    "prompt.code_block": "first",
    "prompt.public_tests": 1,
    "judge.time_limit_s": 9.0,
    "judge.memory_limit_mb": 99,
    "judge.standard": "c++20",
    "judge.defines": [],
    "judge.process_limit": 2,
    "judge.source_limit_kb": 9,
    "judge.stop_at_first_failure": True,
    "model.dtype": "bfloat16",
    "model.quantization": "nf4",
}
HARMLESS = {
    "generation.batch_size": 3,
    "generation.vllm_memory_share": 0.5,
    "judge.workers": 1,
    "judge.canary_every": 7,
    "model.device": "cpu",
    "model.device_map": "auto",
    "evaluation.confidence": 0.9,
    "training.steps": 99,
    "adapter.u": 4,
}


@pytest.fixture
def identify(filled, settings, home):
    source = resolve(settings.model, home)

    def identity(changes=None, checkpoint=None, base=source.fingerprint):
        changed = settings.override(changes or {})
        problems = evaluation_problems(changed, filled)
        of = replace(source, fingerprint=base)
        return fingerprint(evaluation_identity(changed, problems, of, checkpoint))

    return identity


@pytest.mark.parametrize("knob", MATTERS)
def test_what_moves_a_number_is_another_evaluation(identify, knob):
    assert identify({knob: MATTERS[knob]}) != identify()


@pytest.mark.parametrize("knob", HARMLESS)
def test_what_only_shapes_the_wait_is_the_same(identify, knob):
    assert identify({knob: HARMLESS[knob]}) == identify()


def test_every_checkpoint_has_its_own(identify):
    base, one, two = (
        identify(checkpoint=checkpoint)
        for checkpoint in (None, {"checkpoint_id": "a"}, {"checkpoint_id": "b"})
    )
    assert len({base, one, two}) == 3


def test_another_base_model_is_another(identify):
    assert identify(base="f" * 16) != identify()


def test_another_compiler_is_another(identify, monkeypatch):
    known = identify()
    monkeypatch.setattr("tinylora.stages.evaluation.identity.compilers", lambda *_: "g++ 99")
    assert identify() != known


def test_its_code_covers_what_samples_and_judges(settings):
    files = evaluation_code(settings).files
    assert {"policy/prompt.py", "policy/templates/plain.txt", "judge/pool.py"} <= files.keys()
    assert not [file for file in files if "vllm" in file or file.startswith("exchange/")]


def test_its_code_follows_the_engine(settings):
    """Of the model's own completions the engine goes without saying, so older ids stay."""
    chosen = settings.override({"generation.engine": "vllm"})
    assert "policy/engines/vllm_served.py" in evaluation_code(chosen).files
    assert conditions(chosen)["generation"]["engine"] == "vllm"
    assert set(conditions(settings)["generation"]) == {
        *("max_new_tokens", "temperature", "top_p", "stop_at_fence")
    }


def test_its_code_is_stored_when_it_begins(warehouse):
    names = ("base_model", "base_fingerprint", "problem_set_fingerprint", "judge_version")
    row = {"evaluation_id": "e", **dict.fromkeys(names, "x"), "problems": 1, "settings": "{}"}
    row |= {"checkpoint_id": None, "seed": 1, "code_version": "c"}
    with running_evaluation(warehouse, row, (Code("c", {"a.py": "1"}), Code("j", {"b.py": "2"}))):
        assert stored_files(warehouse, "c") == {"a.py": "1"}
    assert stored_files(warehouse, "j") == {"b.py": "2"}
    assert stored_files(warehouse, "older") is None
