"""Every deployment of prefect.yaml: its entrypoint loads, its flow takes its parameters."""

import importlib
import re
from pathlib import Path

import pytest
import yaml
from prefect.flows import load_flow_from_entrypoint
from prefect.utilities.callables import parameter_schema
from prefect.utilities.schema_tools import validate

from tinylora.adapter.lora import lora_scale
from tinylora.errors import SettingsError
from tinylora.grpo.reward import reward
from tinylora.profiles import profile
from tinylora.settings import Settings

CHECKOUT = Path(__file__).resolve().parent.parent
CONFIG = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text(encoding="utf-8"))
DEPLOYMENTS = CONFIG["deployments"]
PROFILES = CONFIG["definitions"]["profiles"]
PROMISED = {
    "train-and-eval/demo",
    "train-and-eval/qwen3b",
    "train-and-eval/seed-v4",
    "train-and-eval/seed-v4-lcbv5",
    "train-and-eval/luogu",
    "train-and-eval/grdpo",
    "evaluate/grdpo",
    "prepare-corpus/grdpo",
    "prepare-corpus/demo",
    "prepare-corpus/hub",
    "train/demo",
    "evaluate/demo",
    "re-evaluate/nightly",
    "verify-pipeline/demo",
    "verify-pipeline/grdpo",
    "train-and-eval/arithmetic",
    "verify-pipeline/arithmetic",
}


def load(deployment):
    # Prefect loads what it can of a flow whose imports fail; the import itself is the test.
    importlib.import_module(deployment["entrypoint"].rpartition(".")[0])
    return load_flow_from_entrypoint(deployment["entrypoint"])


def label(deployment):
    return f"{deployment['entrypoint'].rpartition('.')[2]}/{deployment['name']}"


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=label)
def test_parameters_are_valid(deployment):
    flow = load(deployment)
    validated = flow.validate_parameters(deployment["parameters"])
    assert isinstance(validated["settings"], Settings)
    assert set(deployment["parameters"]) <= set(flow.parameters.properties)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=label)
def test_an_unknown_knob_is_refused(deployment):
    parameters = {**deployment["parameters"]}
    parameters["settings"] = {**parameters["settings"], "trainning": {}}
    with pytest.raises(Exception, match="trainning"):
        load(deployment).validate_parameters(parameters)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=label)
def test_the_server_takes_its_parameters_and_explains_them(deployment):
    schema = parameter_schema(load(deployment)).model_dump_for_openapi()
    validate(deployment["parameters"], schema, raise_on_error=True)
    sections = schema["definitions"].values()
    for fields in (schema["properties"], schema["properties"]["overrides"]["properties"]):
        assert all(field["description"] for field in fields.values())
    assert all(
        "description" in field or "$ref" in field
        for section in sections
        for field in section["properties"].values()
    )


def test_a_profile_of_a_file_takes_the_place_of_a_deployments_settings():
    settings = profile(str(CHECKOUT / "examples" / "your-problems" / "profile.yaml"))
    parameters = {"settings": settings.model_dump(mode="json")}  # as tasks.local.demo sends it
    (demo,) = [one for one in DEPLOYMENTS if label(one) == "train_and_eval/demo"]
    flow = load(demo)
    schema = parameter_schema(flow).model_dump_for_openapi()
    validate(parameters, schema, raise_on_error=True)
    assert flow.validate_parameters(parameters)["settings"] == settings


def test_promised_deployments_are_there():
    assert {f"{load(one).name}/{one['name']}" for one in DEPLOYMENTS} >= PROMISED


def test_the_page_lists_every_deployment():
    page = (CHECKOUT / "docs" / "prefect.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| ([^|]+) \|$", page, re.MULTILINE)
    listed = {f"{flow}/{name}" for flow, names in rows for name in re.findall("`(.+?)`", names)}
    assert listed >= {f"{load(one).name}/{one['name']}" for one in DEPLOYMENTS}


def test_names_are_unique():
    names = [f"{load(one).name}/{one['name']}" for one in DEPLOYMENTS]
    assert len(names) == len(set(names))


def test_the_nightly_schedule_is_paused():
    (nightly,) = [one for one in DEPLOYMENTS if one["name"] == "nightly"]
    (schedule,) = nightly["schedules"]
    assert schedule["active"] is False
    assert schedule["cron"]


@pytest.mark.parametrize("name", PROFILES)
def test_hub_sources_and_models_are_pinned(name):
    settings = Settings.model_validate(PROFILES[name])
    for source in settings.corpus.sources:
        assert source.path or re.fullmatch("[0-9a-f]{40}", source.revision)
    assert ":" in settings.model.name or re.fullmatch("[0-9a-f]{40}", settings.model.revision)
    assert settings.model.origin, "nobody is told whose these weights are"


def test_seed_v4_keeps_the_seeds_settings():
    seed = Settings.model_validate(PROFILES["seed_v4"])
    assert (seed.adapter.u, seed.adapter.rank, seed.adapter.projection) == (32, 2, "diagonal")
    assert (seed.training.epsilon, seed.training.epsilon_high) == (0.05, 0.95)
    assert (seed.training.num_iterations, seed.training.beta) == (4, 0.0)
    assert (seed.training.seed, seed.training.max_problems) == (20260306, 2000)
    assert (seed.training.learning_rate, seed.training.max_new_tokens) == (1e-5, 1024)
    assert (seed.evaluation.samples_per_problem, seed.evaluation.seed) == (1, 42)
    assert seed.generation.temperature == 0.7
    # Codeforces and AtCoder A and B whatever their rating, EASY elsewhere
    assert not seed.training.buckets
    stated = [
        ("CODEFORCES", "B", 1400, None),
        ("ATCODER", "A", None, None),
        ("CODECHEF", None, None, "EASY"),
        ("CODEFORCES", "C", 1200, None),
        ("CODEJAM", "A", None, None),
        ("CODECHEF", None, None, "MEDIUM"),
    ]
    kept = [any(choice.keeps(*one) for choice in seed.corpus.only) for one in stated]
    assert kept == [True, True, True, False, False, False]
    assert {choice.splits for choice in seed.corpus.only} == {("train", "valid")}


def test_the_headline_run_is_seed_v4_on_28_problems_of_lcbv5():
    v4 = Settings.model_validate(PROFILES["seed_v4"])
    headline = Settings.model_validate(PROFILES["seed_v4_lcbv5"])
    of_training = [one for one in headline.corpus.sources if one.split == "train"]
    assert [(one.dataset, one.config) for one in of_training] == [("deepcoder", "lcbv5")]
    assert (headline.training.max_problems, headline.training.num_iterations) == (28, 4)
    asked = headline.training.prompts_per_step * headline.training.steps
    assert asked == 28 * headline.training.num_iterations  # each problem once, for four steps
    held_out = [one for one in headline.corpus.sources if one.split == "test"]
    assert held_out == [one for one in v4.corpus.sources if one.split == "test"]
    for section in ("model", "adapter", "prompt", "generation", "judge", "evaluation"):
        assert getattr(headline, section) == getattr(v4, section)
    only = {"steps", "max_problems", "save_every", "validate_every"}
    assert headline.training.model_dump(exclude=only) == v4.training.model_dump(exclude=only)


def test_luogu_keeps_the_first_projects_settings():
    luogu = Settings.model_validate(PROFILES["luogu"])
    assert (luogu.model.name, luogu.model.quantization) == ("Qwen/Qwen2.5-Coder-3B-Instruct", "nf4")
    assert luogu.model.dtype == "float16"
    assert (luogu.adapter.u, luogu.adapter.rank, luogu.adapter.tying) == (16, 2, "all")
    training = luogu.training
    assert training.prompts_per_step * training.generations_per_prompt == 8  # accumulated
    assert (training.micro_batch_size, training.generations_per_prompt) == (1, 4)
    assert (training.learning_rate, training.max_new_tokens) == (1e-5, 1024)
    assert (training.reward.shape, training.num_iterations) == ("staged", 1)
    assert (luogu.judge.compile_time_limit_s, luogu.judge.time_limit_s) == (10, 2)
    assert luogu.judge.standard == "gnu++17"  # g++'s own choice: it named none
    on_modelscope = {"model.name": f"modelscope:{luogu.model.name}", "model.revision": "v1.0.0"}
    assert luogu.override(on_modelscope).model.name == "modelscope:Qwen/Qwen2.5-Coder-3B-Instruct"
    # Luogu's statements are Chinese, and of many nobody says how hard: nothing leaves them out.
    assert "zh" in training.languages and not training.buckets
    wanted = {"unrated": 1, "easy": 1}
    assert luogu.override({"training.buckets": wanted}).training.buckets == wanted


def test_overrides_change_one_knob_and_refuse_the_rest():
    demo = Settings.model_validate(PROFILES["demo"])
    assert demo.override({"training.steps": 3}).training.steps == 3
    assert demo.override({}) == demo
    with pytest.raises(SettingsError, match=r"training\.stepz"):
        demo.override({"training.stepz": 3})
    with pytest.raises(SettingsError, match="steps"):
        demo.override({"training.steps": -1})
    with pytest.raises(SettingsError, match="multiple"):
        demo.override({"training.micro_batch_size": 5})


def test_a_lora_has_too_many_numbers_for_the_natural_gradient():
    demo = Settings.model_validate(PROFILES["demo"])
    assert demo.training.optimizer == "natural"
    with pytest.raises(SettingsError) as refused:
        demo.override({"adapter.kind": "lora"})
    for named in (
        "training.optimizer natural",
        "adapter.kind lora",
        "take training.optimizer adam",
    ):
        assert named in str(refused.value)
    assert len(str(refused.value)) < 300  # the sentence alone
    taken = demo.override({"adapter.kind": "lora", "training.optimizer": "adam"})
    assert (taken.adapter.kind, lora_scale(taken.adapter)) == ("lora", 2.0)


def test_principal_numbers_are_few_enough_for_the_natural_gradient():
    chosen = Settings.model_validate(PROFILES["coder_principal"])
    adapter, training = chosen.adapter, chosen.training
    assert (adapter.kind, adapter.u, adapter.rank) == ("principal", 32, 4)
    assert (training.optimizer, training.learning_rate, training.steps) == ("natural", 1.5, 11)
    assert (training.schedule, training.seed, training.curriculum) == ("constant", 1, "pass_rate")
    with pytest.raises(SettingsError, match=r"training\.processes is 2; take 1"):
        chosen.override({"training.processes": 2})


def test_grdpo_is_what_its_project_had():
    chosen = Settings.model_validate(PROFILES["grdpo"])
    training = chosen.training
    assert training.buckets == {"easy": 2, "medium": 2, "hard": 1}
    assert training.generations_per_prompt == 20
    assert (training.grdpo_beta, training.grdpo_min_reward) == (0.15, 1.1)
    assert (training.optimizer, training.learning_rate) == ("adamw_8bit", 1e-5)
    assert (chosen.adapter.kind, chosen.adapter.rank, lora_scale(chosen.adapter)) == ("lora", 16, 2)
    assert (training.validation_problems, training.validation_samples) == (100, 10)
    perfect = {"judgement": 1.0, "answer_tag": 1.0, "answer_tag_at_end": 1.0, "length_credit": 1.0}
    assert reward(perfect, training.reward) == pytest.approx(2.0)


def test_another_model_is_not_said_to_be_whose_the_profiles_is():
    qwen = profile("qwen3b")
    other = {"model.name": "org/model", "model.revision": "a" * 40}
    assert "Qwen" in qwen.model.origin
    assert qwen.override(other).model.origin is None
    assert qwen.override({**other, "model.origin": "A friend's"}).model.origin == "A friend's"
    assert qwen.override({"model.name": qwen.model.name}).model == qwen.model
