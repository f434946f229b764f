"""A forecast from stored steps, rollouts and the base's evaluation: by hand, asked for, refused."""

import json

import pytest
from test_sql_files import checkpoint, completion, evaluation, judgement, problem, training_run
from typer.testing import CliRunner

from tests.stages.test_training_events import step
from tinylora.cli import app
from tinylora.errors import SourceMissing, WarehouseBusy
from tinylora.stages.training.events import EventStore
from tinylora.stages.training.forecast import forecast_run
from tinylora.stages.training.page import training_page
from tinylora.stages.training.train import _look_ahead, is_forecast

TRAINING = {
    **{"steps": 5, "schedule": "constant", "learning_rate": 1.0},
    **{"prompts_per_step": 2, "generations_per_prompt": 2},
}
HELD_OUT = {"evaluation": {"split": "test"}}
MEASURED = [f"m{number}" for number in range(8)]


@pytest.fixture
def begun(warehouse, home):
    """Three steps of five; two groups and four held-out problems that one of two samples solves."""
    return begin(warehouse, home, ("AC", "WA"))


def test_what_goes_wrong_with_a_forecast_ends_no_training(warehouse, monkeypatch, caplog):
    def fails(*_):
        raise WarehouseBusy("another program holds it")

    monkeypatch.setattr("tinylora.stages.training.forecast.forecast_if_any", fails)
    _look_ahead("run1", 4, None, warehouse, None)
    assert "no forecast after step 4: another program holds it" in caplog.text


def begin(warehouse, home, verdicts):
    run = training_run("run1") | {"settings": json.dumps({"training": TRAINING})}
    trained, held_out = ("t1", "t2"), ("h1", "h2", "h3", "h4")
    rollouts = [
        completion({"run_id": "run1", "step": 1}, key, sample, verdict)
        | {"reward": reward, "advantage": reward - 0.5}
        for key in trained
        for sample, (verdict, reward) in enumerate(zip(verdicts, (1.0, 0.0), strict=True))
    ]
    asked = [
        completion({"evaluation_id": "base1"}, key, sample, verdict)
        for key in held_out
        for sample, verdict in enumerate(verdicts)
    ]
    with warehouse.writing() as write:
        problems = [problem(key, "train") for key in trained]
        write.insert("problems", problems + [problem(key, "test") for key in held_out])
        write.insert("training_runs", [run])
        write.insert("judgements", [judgement(verdict) for verdict in verdicts])
        write.insert("completions", rollouts)
        write.insert("completions", asked)
        write.insert("evaluations", [evaluation("base1", None, settings=json.dumps(HELD_OUT))])
    store = EventStore(warehouse, "run1", home)
    for number in (1, 2, 3):
        moved = {"v": [float(number)], "gradient": [number / 100], "lr": 1.0}
        store.add(step(number, **moved))
    return warehouse


def measure(warehouse):
    """Let the base model solve one of two on each of eight training problems."""
    settings = {"evaluation": {"split": "train"}}
    measured = [
        completion({"evaluation_id": "base2"}, key, sample, verdict)
        for key in MEASURED
        for sample, verdict in enumerate(("AC", "WA"))
    ]
    with warehouse.writing() as write:
        write.insert("problems", [problem(key, "train") for key in MEASURED])
        write.insert("completions", measured)
        write.insert("evaluations", [evaluation("base2", None, settings=json.dumps(settings))])


def roll_out(warehouse, at, *verdicts):
    """Store a step's rollouts on them, two verdicts a problem."""
    rollouts = [
        completion({"run_id": "run1", "step": at}, key, sample, verdict)
        | {"completion_id": f"{at} {key} {sample}", "reward": 1.0, "advantage": 0.0}
        for key, of_problem in zip(MEASURED, verdicts, strict=True)
        for sample, verdict in enumerate(of_problem)
    ]
    with warehouse.writing() as write:
        write.insert("completions", rollouts)


def test_by_hand(begun):
    # A step gains 0.02 of advantage by the others' gradients (test_forecast of the statistics). A
    # completion passes 1 more often for 1 more advantage: (½ · 1) / (¼ + ¼). p (1 − p) is ½ on both
    # sides, two samples of which one passes: so 0.06 by now and 0.10 at the end.
    found = forecast_run(begun, "run", wanted=0.12)
    assert found.so_far.estimate == pytest.approx(0.06)
    assert found.at_end.estimate == pytest.approx(0.10)
    assert (found.problems, found.samples, found.rollouts_per_step) == (4, 2, 4)
    assert found.wanted_rollouts == 3 * 4  # 0.12 takes six steps


def test_measured_problems_say_what_the_last_rollouts_gained(begun):
    # The base model solves one of two on each of eight problems, so all are alike and ½ it is. In
    # step 3 the policy solves both on four of them: ¾, which is ¼ more. p (1 − p) is ½ held out; of
    # the ten groups that were rolled out six vary by ½: 0.3. So +¼ · ½ / 0.3 by now; a step to come
    # adds its 0.02 of advantage, times a slope of 1, times ½ / 0.3.
    measure(begun)
    roll_out(begun, 3, *[("AC", "AC")] * 4, *[("AC", "WA")] * 4)
    found = forecast_run(begun, "run", wanted=0.5)
    assert found.gained.change.estimate == pytest.approx(0.25, rel=1e-3)
    assert found.so_far.estimate == pytest.approx(0.25 / 0.6, rel=1e-3)
    assert found.at_end.estimate == pytest.approx((0.25 + 2 * 0.02) / 0.6, rel=1e-3)
    assert found.says[0].startswith(
        "the policy solves 75.0% of its last 16 rollouts, and the base model, by its own samples"
    )
    assert found.wanted_rollouts == 3 * 4  # 0.083 more, at 0.033 a step


def test_only_the_later_half_of_the_steps_says_what_is_gained(begun):
    # as above, and in the first step, before anything was learnt, it solves none
    measure(begun)
    roll_out(begun, 1, *[("WA", "WA")] * 8)
    roll_out(begun, 3, *[("AC", "AC")] * 4, *[("AC", "WA")] * 4)
    gained = forecast_run(begun, "run").gained
    assert (gained.rollouts, gained.rate) == (16, 0.75)
    assert gained.change.estimate == pytest.approx(0.25, rel=1e-3)


def test_where_nothing_is_solved_the_compile_rate_is_foretold(warehouse, home, monkeypatch):
    begin(warehouse, home, ("WA", "CE"))
    found = forecast_run(warehouse, "run", wanted=0.12)
    assert (found.metric, found.wanted_rollouts) == ("compile rate", 3 * 4)  # as above
    with pytest.raises(SourceMissing, match="did some samples pass and others not"):
        forecast_run(warehouse, "run", metric="pass@1")
    monkeypatch.setenv("TINYLORA_HOME", str(home))
    asked = ["forecast", "run", "--metric", "compile rate", "--points", "12"]
    said = CliRunner().invoke(app, asked)
    assert "12.0 points of compile rate are expected after 12 more" in " ".join(said.output.split())


def test_the_first_step_goes_from_where_v_began(begun):
    # From -1 to 1 it is twice as long as the others: 2 · 0.025 + 0.020 + 0.015.
    start = checkpoint("s", run_id="before", v=[-1.0])
    run = training_run("run1") | {"settings": json.dumps({"training": TRAINING})}
    with begun.writing() as write:
        write.insert("checkpoints", [start])
        write.insert("training_runs", [run | {"start_checkpoint_id": "s"}])
    assert forecast_run(begun, "run").so_far.estimate == pytest.approx(0.085)


def test_of_a_training_that_was_given_epochs(begun):
    whole = forecast_run(begun, "run1")
    settings = {"training": {**TRAINING, "steps": None, "epochs": 2.5}, "steps": 5}
    with begun.writing() as write:
        write.delete("training_runs", [{"run_id": "run1"}])
        write.insert("training_runs", [training_run("run1") | {"settings": json.dumps(settings)}])
    assert forecast_run(begun, "run1") == whole


def test_rollouts_are_counted_once_however_often_they_are_taught(begun):
    once = forecast_run(begun, "run1")
    settings = {"training": {**TRAINING, "num_iterations": 2}}
    with begun.writing() as write:
        write.delete("training_runs", [{"run_id": "run1"}])
        write.insert("training_runs", [training_run("run1") | {"settings": json.dumps(settings)}])
    twice = forecast_run(begun, "run1")
    assert twice.rollouts_per_step == once.rollouts_per_step / 2 == 2
    assert twice.seconds_per_rollout == 2 * once.seconds_per_rollout
    assert "(6 rollouts)" in twice.says[0]


def test_it_is_asked_for_and_shown(begun, home, monkeypatch):
    monkeypatch.setenv("TINYLORA_HOME", str(home))
    said = CliRunner().invoke(app, ["forecast", "latest", "--points", "12"])
    assert said.exit_code == 0, said.output
    assert "After 3 of 5 steps (12 rollouts)" in " ".join(said.output.split())
    as_json = CliRunner().invoke(app, ["forecast", "run1", "--json", "--samples", "9"])
    assert json.loads(as_json.stdout)["samples"] == 9
    assert "expected to change by" in training_page(begun, "run1")


def test_too_little_is_refused_by_name(warehouse, begun, home, monkeypatch):
    with pytest.raises(SourceMissing, match="'nope': no training"):
        forecast_run(begun, "nope")
    with begun.writing() as write:
        write.delete("training_steps", [{"run_id": "run1", "step": 3}])
    with pytest.raises(SourceMissing, match="has 2 steps, 2 of them with a gradient"):
        forecast_run(begun, "run1")
    monkeypatch.setenv("TINYLORA_HOME", str(home))
    assert CliRunner().invoke(app, ["forecast", "run1"]).exit_code == 2
    assert "expected" not in training_page(warehouse, "run1")


def test_without_the_bases_evaluation_it_says_what_to_run(begun):
    with begun.writing() as write:
        write.delete("evaluations", [{"evaluation_id": "base1"}])
    with pytest.raises(SourceMissing, match="no evaluation of its base model on held-out"):
        forecast_run(begun, "run1")


def test_the_log_looks_ahead_after_4_8_16_steps():
    assert [n for n in range(1, 40) if is_forecast(n)] == [4, 8, 16, 32]
