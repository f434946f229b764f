import pytest

from tinylora.adapter.settings import PROJECTIONS, AdapterSettings
from tinylora.errors import SettingsError, SourceMissing
from tinylora.grpo.settings import RewardSettings, TrainingSettings
from tinylora.identity import fingerprint
from tinylora.policy.model_source import ModelSource
from tinylora.problem import StoredProblem
from tinylora.stages.corpus.problem_set import ProblemSet
from tinylora.stages.training.identity import (
    OF_NO_MATTER,
    VALIDATION,
    TrainingInputs,
    training_code,
    training_identity,
    training_inputs,
)
from tinylora.stages.training.measured import Measurement
from tinylora.stages.training.train import in_steps

NOTHING = ProblemSet(())
ONE = ProblemSet((StoredProblem("one"),))
TRAINS = {
    "algorithm": "grdpo",
    "steps": 9,
    "epochs": 2,
    "prompts_per_step": 3,
    "generations_per_prompt": 4,
    "optimizer": "natural",
    "learning_rate": 0.5,
    "schedule": "linear",
    "num_iterations": 2,
    "epsilon": 0.1,
    "epsilon_high": 0.3,
    "beta": 0.04,
    "loss_type": "grpo",
    "scale_rewards": "none",
    "grdpo_beta": 0.2,
    "grdpo_min_reward": 0.5,
    "replace_equal_groups": 1,
    "max_grad_norm": 0.5,
    "micro_batch_size": 4,
    "gradient_checkpointing": True,
    "temperature": 0.9,
    "max_new_tokens": 400,
    "mask_truncated": True,
    "max_fault_share": 0.2,
    "curriculum": "pass_rate",
    "curriculum_samples": 5,
    "buckets": {"easy": 2},
    "max_problems": 7,
    "languages": ["en"],
    "case_origins": ["private"],
    "max_cases": 3,
    "max_case_bytes": 9,
    "reward": {"shape": "staged"},
    "seed": 1,
    "average_last": 2,
    "processes": 2,
    "importance_cap": 3.0,
}
REWARDS = {
    "shape": "fraction",
    "length_penalty_weight": 0.1,
    "length_penalty_start": 300,
    "length_penalty_end": 600,
    "format_bonus_weight": 0.1,
    "no_code_penalty_weight": 0.1,
    "weights": {"length_credit": 0.1},
    "bucket_weights": {"hard": 1.1},
}
ADAPTS = {
    "kind": "principal",
    "u": 4,
    "rank": 3,
    "targets": ["q_proj"],
    "projection": "diagonal",
    "factors": "peft",
    "tying": "per_module",
    "seed": 1,
}
OTHERS = {
    "generation__stop_at_fence": False,
    "model__dtype": "bfloat16",
    "prompt__template": "seed",
    "judge__time_limit_s": 9.0,
}


def identity(settings, home, problems=NOTHING, validation=NOTHING, base="f", **changes):
    chosen = settings.override({name.replace("__", "."): value for name, value in changes.items()})
    validation = validation if chosen.training.validate_every else None
    source = ModelSource("m", "r", home, None, base)
    return fingerprint(
        training_identity(chosen, TrainingInputs(problems, validation, source, Measurement()))
    )


def test_every_setting_has_another_value_here():
    of_training = TrainingSettings.model_fields.keys() - OF_NO_MATTER - VALIDATION
    assert of_training == TRAINS.keys()
    assert RewardSettings.model_fields.keys() == REWARDS.keys()
    of_a_tinylora = AdapterSettings.model_fields.keys() - {"lora_alpha", "completions"}
    assert of_a_tinylora == ADAPTS.keys()


@pytest.mark.parametrize(
    ("knob", "value"),
    [
        *((f"training__{name}", value) for name, value in TRAINS.items()),
        *((f"training__reward__{name}", value) for name, value in REWARDS.items()),
        *((f"adapter__{name}", value) for name, value in ADAPTS.items()),
        *OTHERS.items(),
    ],
)
def test_what_moves_a_number_is_another_training(settings, home, knob, value):
    also = {"training__steps": None} if knob == "training__epochs" else {}
    changes = {knob: value, **also}
    assert identity(settings, home, ONE, **changes) != identity(settings, home, ONE)


def test_other_problems_another_base_and_another_compiler_are_another(settings, home, monkeypatch):
    alike = {"problems": ONE, "base": "f"}
    known = identity(settings, home, **alike)
    two = ProblemSet((*ONE.problems, StoredProblem("two")))
    assert identity(settings, home, **{**alike, "problems": two}) != known
    assert identity(settings, home, **{**alike, "base": "g"}) != known
    monkeypatch.setattr("tinylora.stages.training.identity.compilers", lambda *_: "g++ 99")
    assert identity(settings, home, **alike) != known


def test_other_problems_to_validate_on_are_another(settings, home):
    validating = {"training__validate_every": 2}
    on_one = identity(settings, home, validation=ONE, **validating)
    assert on_one != identity(settings, home, validation=NOTHING, **validating)


@pytest.mark.parametrize(
    "changes",
    [
        {"training__validation_samples": 4},
        {"training__validation_metric": "pass_rate"},
        {"training__validation_problems": 9},
        {"generation__temperature": 0.1},
        {"evaluation__max_cases": 1},
        {"training__save_every": 9},
        {"training__proof_band": 0.01},
        {"judge__workers": 7},
    ],
)
def test_what_shapes_no_training_that_does_not_validate(settings, home, changes):
    assert identity(settings, home, **changes) == identity(settings, home)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"training__validate_every": 3}, False),
        ({"training__validation_samples": 4}, False),
        ({"training__validation_metric": "pass_rate"}, False),
        ({"generation__temperature": 0.1}, False),
        ({"evaluation__max_cases": 1}, False),
        ({"generation__batch_size": 1}, True),
        ({"training__save_every": 9}, True),
    ],
)
def test_what_shapes_one_that_does(settings, home, changes, same):
    base = {"training__validate_every": 2}
    assert (
        identity(settings, home, **{**base, **changes}) == identity(settings, home, **base)
    ) == (same)


def test_the_order_in_which_languages_and_targets_are_named_shapes_no_training(settings, home):
    targets = ["up_proj", "mine", "q_proj", "also"]
    named = identity(settings, home, training__languages=["zh", "en"], adapter__targets=targets)
    turned = {"training__languages": ["en", "zh", "en"], "adapter__targets": targets[::-1]}
    assert identity(settings, home, **turned) == named
    assert settings.override({"adapter.targets": PROJECTIONS[::-1]}).adapter.targets == PROJECTIONS
    assert settings.override({"adapter.targets": targets}).adapter.targets == (
        *("q_proj", "up_proj"),
        *("also", "mine"),
    )


@pytest.mark.parametrize(
    "knob",
    [
        *("training.max_grad_norm", "training.learning_rate", "training.epsilon"),
        *("training.temperature", "generation.temperature", "training.reward.weights"),
    ],
)
@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_number_that_json_has_not_is_refused(settings, knob, number):
    value = {"style": number} if knob.endswith("weights") else number
    with pytest.raises(SettingsError, match=rf"{knob}.*finite number \(got {number}\)"):
        settings.override({knob: value})


def test_a_training_that_validates_is_another(settings, home):
    assert identity(settings, home, training__validate_every=2) != identity(settings, home)


def test_epochs_are_known_with_the_steps_that_the_problems_make(settings, home):
    chosen = settings.override(
        {"training.steps": None, "training.epochs": 2, "training.prompts_per_step": 2}
    )
    problems = ProblemSet(tuple(StoredProblem(str(number)) for number in range(5)))
    source = ModelSource("m", "r", home, None, "f")
    row = training_identity(chosen, TrainingInputs(problems, None, source, Measurement()))
    assert row["settings"]["training"]["epochs"] == 2  # as it was given
    assert row["settings"]["steps"] == 5
    said = []
    counted = in_steps(chosen, 5, said.append)
    assert (counted.training.steps, counted.corpus) == (5, chosen.corpus)
    words = "training.epochs 2: 5 problems, 2 a rollout batch, make 5 steps"
    assert [one.message for one in said] == [words]
    assert in_steps(counted, 5, said.append) == counted and len(said) == 1


def test_where_layers_lie_shapes_no_training(settings, home):
    spread = {"model__device": "auto", "model__device_map": "balanced"}
    assert identity(settings, home, **spread) == identity(settings, home)
    for whole in ({"training__processes": 2}, {"generation__engine": "vllm"}):
        with pytest.raises(SettingsError, match="want it whole on one GPU each; take transformers"):
            identity(settings, home, **spread, **whole)


def test_validating_without_valid_problems_is_refused_with_the_remedy(filled, settings, home):
    asked = settings.override({"training.validate_every": 2})
    with pytest.raises(SourceMissing, match=r"validate_every is 2.*add a source.*or set it to 0"):
        training_inputs(asked, filled, home)


def test_who_samples_its_rollouts_makes_another_training(settings, home):
    by_vllm = identity(settings, home, generation__engine="vllm")
    assert by_vllm != identity(settings, home)
    near = {"generation__vllm_server": "http://127.0.0.1:8000", "generation__engine": "vllm"}
    assert identity(settings, home, **near) == by_vllm
    with pytest.raises(SettingsError, match=r"is asked by one process, and training.processes is"):
        identity(settings, home, **near, training__processes=2)


def test_its_code_follows_the_engine_that_samples_rollouts(settings):
    chosen = settings.override({"generation.engine": "vllm"})
    more = training_code(chosen).files.keys() - training_code(settings).files.keys()
    engine = {"vllm.py", "vllm_engine.py", "vllm_colocated.py", "vllm_served.py"}
    assert more == {"adapter/lora_folder.py", *(f"policy/engines/{file}" for file in engine)}
    assert "grpo/train_job.py" in training_code(settings).files
