"""A whole training of a tiny policy, killed and gone on with, taken again from the warehouse."""

import json
import math
import shutil
import sys
from dataclasses import replace
from types import ModuleType

import pytest
from scripted_programs import Killed, make_policy, source, write_job

from tests.warehouses import new_warehouse
from tinylora.entry_points import ENGINES
from tinylora.errors import SourceMissing
from tinylora.grpo import replay_job
from tinylora.grpo.training import go_on
from tinylora.identity import sha256_file
from tinylora.jobs import Events, past_events
from tinylora.policy.engines.engine import OwnEngine
from tinylora.policy.model_source import resolve
from tinylora.policy.settings import ModelSettings
from tinylora.stages.training.events import EventStore
from tinylora.stages.training.replay import (
    Replay,
    ReplayedStep,
    held_against,
    steps_taken,
    write_replay_job,
)

RUN = {
    **{"run_id": "run", "settings": {}, "base_model": "m", "base_revision": "r", "adapter": {}},
    **{"base_fingerprint": "b", "corpus_fingerprint": "c", "code_version": "1"},
    **{"status": "finished", "flow_run_id": None, "started_at": "2026-01-02 03:04:05+00"},
}


class Trained:
    """A run in a home of its own; `kills` are counts of events after which it is killed."""

    def __init__(
        self,
        home,
        judge,
        monkeypatch,
        kills=(),
        model=None,
        adapter=None,
        start=None,
        engine=None,
        **training,
    ):
        self.home, self.folder = home, home / "jobs" / "run"
        self.folder.parent.mkdir()
        self.job = write_job(self.folder, **training).model_copy(update={"home": home})
        if adapter is not None:
            self.job = type(self.job).model_validate({**dict(self.job), "adapter": adapter})
        if engine is not None:
            chosen = self.job.generation.model_copy(update={"engine": engine})
            self.job = self.job.model_copy(update={"generation": chosen})
        if start is not None:
            told = {"start": start, "start_sha256": sha256_file(start)}
            self.job = self.job.model_copy(update=told)
        if model is not None:
            self.job = self.job.model_copy(update={"model": ModelSettings(name=str(model))})
            self.source = resolve(self.job.model, home)
        else:
            self.source = source(self.folder)
        (self.folder / "job.json").write_text(self.job.model_dump_json(), encoding="utf-8")
        for told in kills:
            self._be_killed(judge, monkeypatch, told)
        self._go_on(judge)
        self.warehouse = new_warehouse(home / "warehouse.duckdb")
        with self.warehouse.writing() as transaction:
            chosen = {"training": self.job.training.model_dump(mode="json")}
            transaction.insert("training_runs", [RUN | {"settings": json.dumps(chosen)}])
        store = EventStore(self.warehouse, "run", self.folder.relative_to(home))
        for event in past_events(self.folder):
            store.add(event)

    def _go_on(self, judge):
        given = (self.folder, self.job, self.source, make_policy(), judge)
        go_on(*given, tells=True).finish()

    def _be_killed(self, judge, monkeypatch, left):
        tell = Events.emit

        def emit(events, event, **fields):
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            tell(events, event, **fields)

        with monkeypatch.context() as patch:
            patch.setattr(Events, "emit", emit)
            with pytest.raises(Killed):
                self._go_on(judge)

    def change(self, sql):
        """Change what is stored by one statement."""
        import duckdb

        with duckdb.connect(self.home / "warehouse.duckdb") as connection:
            connection.execute(sql)

    def replayed(self):
        """Return the replay, made in this process."""
        there = self.home / "replay"
        there.mkdir()
        job = write_replay_job(there, self.warehouse, self.home, "run")
        replay_job.replay(there, job, self.source, make_policy(), Events(there))
        told = [one for one in past_events(there) if one["event"] == "step"]
        taken = steps_taken(self.warehouse, "run")
        return Replay("run", [held_against(one, taken[one["step"]]) for one in told])


LARGE_LORA = {"kind": "lora", "rank": 16}
"""Of more numbers than are stored: of v there is a hash."""


@pytest.fixture
def trained(tmp_path, judge, monkeypatch):
    return lambda **changes: Trained(tmp_path, judge, monkeypatch, **changes)


def lengths(run):
    return [row["v_norm"] for row in run.warehouse.rows("select_steps_taken", run_id="run")]


@pytest.mark.parametrize(
    "changes",
    [
        {"kills": (14, 9)},  # in the second step's rollouts, and again
        {"schedule": "linear", "temperature": 0.8},
        {"num_iterations": 2, "steps": 4, "kills": (21,)},
        {"replace_equal_groups": 2},
        {"algorithm": "grdpo", "micro_batch_size": 8},
        {"adapter": {"kind": "lora", "rank": 2}, "learning_rate": 0.01},
        {"adapter": LARGE_LORA, "learning_rate": 0.01, "num_iterations": 2, "steps": 4},
        {"adapter": {"kind": "principal", "u": 2, "rank": 2, "completions": 8}, "steps": 2},
    ],
    ids=str,
)
def test_every_step_is_the_same_bit_for_bit(trained, changes):
    run = trained(**changes)
    found = run.replayed()
    steps = run.job.training.steps
    assert [one.step for one in found.steps] == list(range(1, steps + 1))
    assert all(one == ReplayedStep(one.step, 0, 0, 0, 0, 0.0, True) for one in found.steps)
    assert found.says == f"training run: all {steps} steps are the same, bit for bit"
    assert len(set(lengths(run))) > 1, "v never moved"


def test_a_training_is_replayed_from_the_v_it_started_at(trained, tmp_path, judge, monkeypatch):
    (tmp_path / "first").mkdir()
    first = Trained(tmp_path / "first", judge, monkeypatch, steps=1)
    start = first.folder / "checkpoints" / "step-000001" / "adapter.safetensors"
    run = trained(steps=2, start=start)
    start.write_bytes(b"gone")  # the run has a copy of its own
    assert [one.same for one in run.replayed().steps] == [True, True]


class Rounding(OwnEngine):
    """Another sampler: what it says of its tokens is not what the trainer computes."""

    def generate(self, requests, settings):
        for one in super().generate(requests, settings):
            said = tuple(
                log_prob + 0.1 * math.sin(one.seed + n) for n, log_prob in enumerate(one.log_probs)
            )
            yield replace(one, log_probs=said)


def test_tokens_of_another_sampler_count_as_they_did(trained, monkeypatch):
    mine = ModuleType("mine_that_rounds")
    mine.make_engine = lambda opening: Rounding(opening.model, opening.tokenizer)
    monkeypatch.setitem(sys.modules, mine.__name__, mine)
    monkeypatch.setitem(ENGINES, "mine", mine.__name__)
    run = trained(steps=2, engine="mine", proof_band=9.0)
    assert run.replayed().says.endswith("all 2 steps are the same, bit for bit")
    run.change("update completions set log_probs = [x + 0.5 for x in log_probs]")
    shutil.rmtree(run.home / "replay")
    assert not run.replayed().steps[0].same


def test_the_first_step_that_differs_is_named_and_by_how_much(trained):
    run = trained()
    run.change("update training_steps set v = [x + 0.25 for x in v] where step = 2")
    found = run.replayed()
    assert [one.same for one in found.steps] == [True, False, True]
    assert found.first_different.v == pytest.approx(0.25)
    assert found.says == "training run: step 2 is the first of 3 that differs: v by 0.25"


def test_a_judgement_that_was_changed_shows_from_its_step_on(trained):
    run = trained()
    run.change(
        "create temp table one as select judgement_id from completions where step = 2 limit 1;"
        "insert into judgements by name select * replace ('other' as judgement_id, "
        "case when verdict = 'AC' then 'WA' else 'AC' end as verdict, 1 - score as score, "
        "total - passed as passed) from judgements where judgement_id in (from one);"
        "update completions set judgement_id = 'other' where completion_id = (select "
        "min(completion_id) from completions where step = 2 and judgement_id in (from one))"
    )
    found = run.replayed()
    first = found.first_different
    assert first.step == 2 and first.reward_mean > 0.01
    assert found.steps[0].same and not found.steps[2].same
    assert "step 2 is the first of 3 that differs: reward_mean by " in found.says


def test_a_training_that_was_cut_short_is_replayed_as_far_as_it_went(trained):
    run = trained()
    run.change("delete from training_steps where step = 3; delete from completions where step = 3")
    found = run.replayed()
    assert [one.step for one in found.steps] == [1, 2] and found.first_different is None


def test_what_cannot_be_replayed_says_why(trained, tinylora):
    run = trained(steps=1)
    missing = "delete from completions where sample = 3"
    run.change(missing)
    with pytest.raises(SourceMissing, match=r"sample 3, seed \d+: no such rollout is stored"):
        run.replayed()
    run.change("update completions set token_ids = null where sample = 0")
    told = tinylora(run.home, "replay", "latest")
    assert told.returncode == 2 and "stored without their tokens" in told.stderr
    (run.folder / "problems.jsonl").unlink()
    run.change("delete from completions")
    assert "run the same training again" in tinylora(run.home, "replay", "run").stderr
    run.change("delete from training_steps")
    assert "has no step yet" in tinylora(run.home, "replay", "ru").stderr
    assert "no training" in tinylora(run.home, "replay", "other").stderr


def test_numbers_that_are_none_are_held_against_each_other():
    numbers = dict.fromkeys(("reward_mean", "loss", "grad_norm", "v_norm"), 1.0)
    told = {"step": 1, **numbers, "v": None, "adapter": "a"}
    stored = {**numbers, "v": None, "adapter": "a"}
    assert held_against(told, stored).same
    assert held_against(told, {**stored, "adapter": None}).same  # a last one: its norm has to do
    other = held_against(told, {**stored, "adapter": "b"})
    assert not other.same and other.v is None
    assert Replay("r", [other]).says.endswith(
        "step 1 is the first of 1 that differs: v, by its hash"
    )
    lost = {**told, "loss": math.nan}
    assert held_against(lost, {**stored, "loss": math.nan}).same
    assert held_against(lost, stored).loss == math.inf


@pytest.mark.slow
def test_the_command_replays_a_killed_training_in_a_process_of_its_own(trained, tmp_path, tinylora):
    policy, base = make_policy(), tmp_path / "base"
    policy.model.save_pretrained(base)
    policy.tokenizer.save_pretrained(base)
    run = trained(steps=2, kills=(14,), model=base)
    told = tinylora(run.home, "replay", "latest", "--json")
    said = json.loads(told.stdout)
    assert told.returncode == 0, told.stderr
    assert [step["same"] for step in said["steps"]] == [True, True]
    run.change("update training_steps set loss = loss + 1 where step = 1")
    told = tinylora(run.home, "replay", "run")
    assert told.returncode == 1
    assert "step 1 is the first of 2 that differs: loss by 1; other code trained" in told.stdout
    assert not list((run.home / "jobs").glob("replay-*"))
