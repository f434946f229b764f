"""The whole job on the demo model: real completions, a real judge, real kills."""

from collections import Counter

import pytest
import torch

from tinylora.adapter.checkpoint import read
from tinylora.errors import SettingsError
from tinylora.grpo.first_completions import spread
from tinylora.grpo.job import TRAINING, TrainingJob
from tinylora.grpo.train_job import main
from tinylora.jobs import past_events, read_problems, run_job, write_problems
from tinylora.policy.job import SAMPLING, SamplingJob
from tinylora.problem import Origin, StoredProblem, TestCase

PROBLEMS = [
    ("sum", "Read two integers a and b from one line and print a + b.", [("1 2\n", "3\n")]),
    ("double", "Read an integer n and print 2 * n.", [("4\n", "8\n"), ("-3\n", "-6\n")]),
    ("hello", "Print Hello, World! and nothing else.", [("", "Hello, World!\n")]),
]


def write_job(folder, model, home, adapter=None, **training):
    folder.mkdir()
    chosen = {"steps": 2, "prompts_per_step": 2, "generations_per_prompt": 4, "save_every": 1}
    chosen |= {"validate_every": 1, "validation_metric": "compile_rate"}
    problems = [
        StoredProblem(
            key,
            title=key,
            statement=statement,
            test_cases=tuple(TestCase(i, o, Origin.PUBLIC) for i, o in cases),
        )
        for key, statement, cases in PROBLEMS
    ]
    write_problems(folder / "validation.jsonl", problems[:1])
    job = TrainingJob(
        run_id="run",
        home=home,
        model=model,
        adapter=adapter or {},
        generation={"max_new_tokens": 48},
        training={**chosen, "micro_batch_size": 4, "max_new_tokens": 48, **training},
    )
    job.write(folder, problems)


def of_kind(events, kind):
    return [event for event in events if event["event"] == kind]


def test_float16_of_plain_weights_is_refused_before_anything_is_loaded(tmp_path):
    model = {"name": "org/absent", "revision": "a" * 40, "dtype": "float16"}
    write_job(tmp_path / "job", model, tmp_path)
    with pytest.raises(
        SettingsError, match="train in bfloat16 or float32, or take quantization nf4"
    ):
        main(tmp_path / "job")


@pytest.mark.slow
def test_train_be_killed_go_on_and_end_where_an_uninterrupted_run_does(
    tmp_path, demo_model, demo_model_home
):
    model = demo_model.model_dump(mode="json")
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    write_job(whole, model, demo_model_home)
    events = list(run_job(TRAINING, whole))
    start, finish = events[0], events[-1]
    assert (start["event"], start["trainable"], start["resumed_from_step"]) == ("start", 16, 0)
    assert start["total"] > 134_000_000
    assert (finish["event"], finish["steps"]) == ("finish", 2)
    rollouts, steps = of_kind(events, "rollout"), of_kind(events, "step")
    assert [(e["step"], e["sample"]) for e in rollouts] == [
        (step, n) for step in (1, 2) for _ in range(2) for n in range(4)
    ]
    assert {e["judgement"]["verdict"] for e in rollouts} - {"NC"}, "not one C++ program"
    for step in steps:
        taught = any(e["advantage"] for e in rollouts if e["step"] == step["step"])
        assert (step["grad_norm"] > 0) == taught
    saved = of_kind(events, "checkpoint")
    assert [event["step"] for event in saved] == [0, 1, 2]
    validations = of_kind(events, "validation")
    assert [(e["step"], e["problems"], e["samples"]) for e in validations] == [
        (step, 1, 1) for step in (0, 1, 2)
    ]
    contents = read(whole / saved[-1]["path"])
    assert contents.v.tolist() == saved[-1]["v"]
    assert float(contents.v.norm()) == pytest.approx(steps[-1]["v_norm"])
    assert contents.v.dtype == torch.float32

    write_job(killed, model, demo_model_home)
    for event in run_job(TRAINING, killed):
        if event["event"] == "checkpoint" and event["step"] == 1:
            break  # closes the generator, which kills the child before it has validated
    assert not of_kind(past_events(killed), "finish")
    rest = list(run_job(TRAINING, killed))
    assert rest[0]["resumed_from_step"] == 1
    assert [event["step"] for event in of_kind(rest, "step")] == [2]
    assert of_kind(rest, "checkpoint")[-1]["sha256"] == saved[-1]["sha256"]
    told = of_kind(past_events(killed), "validation")
    for event in (*told, *validations):
        del event["seconds"]
    assert told == validations


def test_a_job_started_with_too_few_processes_says_so(tmp_path, demo_model):
    folder = tmp_path / "job"
    write_job(folder, demo_model.model_dump(mode="json"), tmp_path, processes=2)
    with pytest.raises(SettingsError, match=r"processes is 2 and this job was started as 1"):
        main(folder)


@pytest.mark.slow
def test_a_principal_makes_its_directions_once_trains_and_is_sampled_from_its_file(
    tmp_path, demo_model, demo_model_home
):
    model, folder = demo_model.model_dump(mode="json"), tmp_path / "job"
    adapter = {"kind": "principal", "u": 4, "rank": 2, "completions": 8}
    chosen = {"optimizer": "natural", "learning_rate": 1.5, "validate_every": 0, "seed": 1}
    write_job(folder, model, demo_model_home, adapter, **chosen)
    for event in run_job(TRAINING, folder):
        if event["event"] == "checkpoint":
            break  # closes the generator, which kills the child before its first step
    assert event["step"] == 0
    events = past_events(folder)
    rest = list(run_job(TRAINING, folder))
    assert not of_kind(rest, "directions"), "a killed run makes its directions again"
    events += rest
    made = [(e["what"], e["done"], e["of"]) for e in of_kind(events, "directions")]
    assert made == [("completions", 8, 8), ("scores", 8, 8)]
    assert of_kind(events, "start")[0]["trainable"] == 4
    assert [event["step"] for event in of_kind(events, "step")] == [1, 2]
    contents = read(folder / of_kind(events, "checkpoint")[-1]["path"])
    assert (len(contents.v), contents.step, contents.settings.kind) == (4, 2, "principal")
    assert sum(len(one.completions) for one in contents.recipe.asked) == 8
    assert not list(folder.glob("tmp*"))
    sampling = SamplingJob(
        home=demo_model_home,
        model=model,
        prompt={},
        generation={"max_new_tokens": 8},
        adapter=contents.settings,
        checkpoint=folder / of_kind(events, "checkpoint")[-1]["path"],
        base_fingerprint=contents.base["fingerprint"],
        samples_per_problem=1,
        seed=1,
    )
    (tmp_path / "sampled").mkdir()
    sampling.write(tmp_path / "sampled", read_problems(folder / "problems.jsonl"))
    told = list(run_job(SAMPLING, tmp_path / "sampled"))
    assert len(of_kind(told, "completion")) == len(PROBLEMS)


def test_completions_are_spread_evenly_over_problems():
    few = spread(["a", "b", "c"], 8, 2, seed=1)
    assert sorted(Counter(key for key, _ in few).values()) == [2, 3, 3]
    assert len(set(few)) == 8
    many = spread([f"p{n}" for n in range(100)], 8, 4, seed=1)
    assert sorted(Counter(key for key, _ in many).values()) == [4, 4]
