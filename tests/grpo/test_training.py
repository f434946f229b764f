"""A whole training of a tiny policy with a real judge, killed before the events it tells."""

import math
from dataclasses import replace

import pytest
import torch
from pydantic import ValidationError
from scripted_programs import Killed, make_policy, source, write_job

from tinylora.adapter.contents import read
from tinylora.errors import CheckpointMismatch
from tinylora.grpo.journal import averaged_steps
from tinylora.grpo.settings import TrainingSettings
from tinylora.grpo.training import go_on
from tinylora.identity import sha256_file
from tinylora.jobs import Events, past_events

TOLD = ["start", "checkpoint", "validation"]
TOLD += [*["rollout"] * 8, "proof", "step", "checkpoint", "validation"] * 2 + ["finish"]
KILLED_BEFORE = {
    "the first checkpoint": 1,
    "the first validation": 2,
    "a checkpoint": 13,
    "a validation": 14,
    "a proof": 23,
    "a step": 24,
    "the last validation": 26,
}


def train(folder, judge, job):
    go_on(folder, job, source(folder), make_policy(), judge, tells=True).finish()
    return past_events(folder)


def last_words(events):
    """Return what stays in the warehouse of these events: of a repeated one the last."""
    clocks = ("seconds", "generate_seconds", "judge_seconds", "update_seconds")
    known = {}
    for event in events:
        if event["event"] in ("step", "validation", "checkpoint", "rollout"):
            key = [event.get(name) for name in ("event", "step", "problem_key", "sample")]
            plain = {name: value for name, value in event.items() if name not in clocks}
            plain.pop("judgement", None)  # its times differ
            known[tuple(key)] = plain
    return known


@pytest.mark.slow
def test_killed_at_any_moment_it_ends_where_an_uninterrupted_run_does(tmp_path, judge, monkeypatch):
    chosen = {"steps": 2, "validate_every": 1}
    whole = train(tmp_path / "whole", judge, write_job(tmp_path / "whole", **chosen))
    assert [event["event"] for event in whole] == TOLD
    expected = last_words(whole)
    scores = [told["score"] for key, told in expected.items() if key[0] == "validation"]
    assert len(scores) == 3 and len(set(scores)) > 1
    tell, left = Events.emit, 0

    def emit(events, event, **fields):
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1
        tell(events, event, **fields)

    monkeypatch.setattr(Events, "emit", emit)
    for moment, told in KILLED_BEFORE.items():
        folder, left = tmp_path / str(told), told
        job = write_job(folder, **chosen)
        with pytest.raises(Killed):
            train(folder, judge, job)
        left = -1
        assert last_words(train(folder, judge, job)) == expected, f"killed before {moment}"


def test_what_is_sampled_before_the_first_step_leaves_four_bits_differentiable(tmp_path, judge):
    """bitsandbytes packs weights for a kernel without a gradient when they are first asked."""
    steps = []
    for name, chosen in (("plain", {}), ("validated first", {"validate_every": 1})):
        policy = make_policy()
        policy = replace(policy, model=packed(policy.model))
        job = write_job(tmp_path / name, steps=1, **chosen)
        go_on(tmp_path / name, job, source(tmp_path / name), policy, judge, tells=True)
        steps += [one for one in past_events(tmp_path / name) if one["event"] == "step"]
    first, second = steps
    assert first["v"] == second["v"] and first["grad_norm"] == second["grad_norm"] > 0


def packed(model):
    """Pack the layers' linear modules to NF4, as loading a bfloat16 model in 4 bits does."""
    bitsandbytes = pytest.importorskip("bitsandbytes")
    model = model.bfloat16()
    for parent in list(model.model.layers.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, torch.nn.Linear):
                four = bitsandbytes.nn.Linear4bit(
                    *(child.in_features, child.out_features),
                    bias=False,
                    compute_dtype=torch.bfloat16,
                    quant_type="nf4",
                )
                four.load_state_dict(child.state_dict())
                setattr(parent, name, four.to("cpu"))
    model.is_loaded_in_4bit = True
    return model


def test_it_begins_at_the_v_it_starts_from_and_again_after_a_kill(tmp_path, judge, monkeypatch):
    def job(folder, start=None):
        told = {"start": start, "start_sha256": start and sha256_file(start)}
        return write_job(tmp_path / folder, steps=2, save_every=2).model_copy(update=told)

    def vectors(events):
        return {one["step"]: one["v"] for one in events if one["event"] in ("step", "checkpoint")}

    plain = train(tmp_path / "plain", judge, job("plain"))
    start = tmp_path / "plain" / plain[-2]["path"]
    first = vectors(plain)[2]
    whole = train(tmp_path / "whole", judge, job("whole", start))
    found = vectors(whole)
    assert found[0] == first and any(first), "it does not begin where the other ended"
    assert whole[0]["v_norm"] == pytest.approx(math.dist(first, [0.0] * 4))
    step = next(event for event in whole if event["event"] == "step")
    assert step["v_change"] == pytest.approx(math.dist(found[1], first))
    assert found[1] != vectors(plain)[1] and found[2] != vectors(plain)[2]
    tell = Events.emit

    def emit(events, event, **fields):
        if event == "step":
            raise Killed
        tell(events, event, **fields)

    monkeypatch.setattr(Events, "emit", emit)
    begun = job("killed", start)
    with pytest.raises(Killed):
        train(tmp_path / "killed", judge, begun)
    monkeypatch.setattr(Events, "emit", tell)
    start.write_bytes(b"gone")  # it goes on from its own copy
    assert last_words(train(tmp_path / "killed", judge, begun)) == last_words(whole)
    with pytest.raises(CheckpointMismatch, match="damaged"):
        train(tmp_path / "late", judge, job("late", start))


def test_without_validation_there_is_neither_a_step_0_nor_a_score(tmp_path, judge):
    job = write_job(tmp_path / "job", steps=1)
    told = [event["event"] for event in train(tmp_path / "job", judge, job)]
    assert told == ["start", *["rollout"] * 8, "proof", "step", "checkpoint", "finish"]


@pytest.mark.slow
def test_the_mean_of_the_last_steps_is_told_last_and_the_same_after_a_kill(
    tmp_path, judge, monkeypatch
):
    chosen = {"steps": 3, "average_last": 2, "save_every": 99}
    whole = train(tmp_path / "whole", judge, write_job(tmp_path / "whole", **chosen))
    *steps, last = [event for event in whole if event["event"] == "checkpoint"]
    assert [(one["step"], one["averaged"]) for one in (*steps, last)] == [(2, 1), (3, 1), (3, 2)]
    first, second = (torch.tensor(one["v"]) for one in steps)
    assert not torch.equal(first, second), "nothing was learnt"
    assert torch.equal(torch.tensor(last["v"]), ((first.double() + second) / 2).float())
    assert last["checkpoint_id"] not in {one["checkpoint_id"] for one in steps}
    held = read(tmp_path / "whole" / last["path"])
    assert (held.step, held.run_id, held.v.tolist()) == (3, "run", last["v"])
    tell = Events.emit

    def emit(events, event, **fields):
        if event == "finish":
            raise Killed
        tell(events, event, **fields)

    job = write_job(tmp_path / "killed", **chosen)
    monkeypatch.setattr(Events, "emit", emit)
    with pytest.raises(Killed):
        train(tmp_path / "killed", judge, job)
    monkeypatch.setattr(Events, "emit", tell)
    again = train(tmp_path / "killed", judge, job)
    assert [event for event in again if event.get("averaged") == 2] == [last, last]


def test_the_mean_is_over_what_ends_a_rollout_batch():
    chosen = TrainingSettings(steps=7, num_iterations=3, average_last=2)
    assert averaged_steps(chosen) == [6, 7]
    assert averaged_steps(chosen.model_copy(update={"average_last": 3})) == [3, 6, 7]
    assert averaged_steps(TrainingSettings(steps=4)) == [4]


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"average_last": 2, "validate_every": 1}, "hands on a mean, and validate_every 1 the"),
        ({"average_last": 3, "steps": 2}, "average_last is 3, and 2 steps are 2 rollout batches"),
    ],
)
def test_a_mean_that_cannot_be_handed_on_is_refused(chosen, said):
    with pytest.raises(ValidationError, match=said):
        TrainingSettings(**chosen)
