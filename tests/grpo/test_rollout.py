import json
import subprocess
from concurrent.futures import Future
from functools import cache

import pytest
from scripted import make_adapted, make_tokenizer
from test_record import QUIET

from tests.warehouses import new_warehouse
from tinylora.errors import JudgeFault, JudgeStopped
from tinylora.grpo.job import TrainingJob
from tinylora.grpo.journal import Journal
from tinylora.grpo.reward import TERMS
from tinylora.grpo.rollout import (
    RolloutWorker,
    numbered,
    refuse_many_faults,
)
from tinylora.jobs import past_events
from tinylora.judge.languages.toolchain import FREOPEN, FREOPEN_SOURCE
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Judgement, Verdict
from tinylora.policy.engines import engine
from tinylora.policy.engines.engine import OwnEngine
from tinylora.policy.engines.generate import Completion
from tinylora.policy.model_source import ModelSource
from tinylora.problem import Origin, StoredProblem, TestCase
from tinylora.stages.training.events import EventStore

CASES = tuple(TestCase(str(i), str(i), Origin.PRIVATE) for i in range(2))
PROBLEMS = [
    StoredProblem(key, key, f"3 4 5 {key}", "en", "easy", 1.5, 64, CASES, checker)
    for key, checker in (("6", "tokens"), ("7 8", "float:0.01"))
]


class ScriptedJudge:
    """Everything compiles and passes one test case, unless the judge fails on the first `times`."""

    def __init__(self, fault=None, times=99):
        self.fault, self.times, self.submissions = fault, times, []

    def submit(self, submission):
        self.submissions.append(submission)
        future = Future()
        if self.fault and len(self.submissions) <= self.times:
            future.set_exception(self.fault)
        else:
            total = len(submission.test_cases)
            counts = (Verdict.WA, 1, total, 1 / total)
            future.set_result(
                Judgement(
                    *("i", None, None, "c", {"language": "c++"}, "g", "v", "r"),
                    *counts,
                    0,
                    0,
                    0,
                    None,
                    (),
                )
            )
        return future


adapted_once = cache(make_adapted)
"""Rollouts leave the weights as they were."""


def worker(judge, model=None, problems=PROBLEMS, **training):
    job = TrainingJob(
        run_id="run",
        home="nowhere",
        model={"name": "tiny"},
        generation={"temperature": 0.3, "top_p": 0.9, "batch_size": 3},
        training={"max_new_tokens": 6, "temperature": 1.0, **training},
    )
    tokenizer = make_tokenizer()
    tokenizer.chat_template = "{{ messages[-1]['content'] }}"
    engine = OwnEngine(model or adapted_once(), tokenizer)
    return RolloutWorker(engine, tokenizer, problems, judge, job), job


def test_samples_are_numbered_by_problem():
    assert numbered(["a", "a", "b", "a"]) == [("a", 0), ("a", 1), ("b", 0), ("a", 2)]


def test_rollouts_come_from_the_whole_distribution():
    _, job = worker(ScriptedJudge())
    generation = job.rollout_generation
    assert (generation.temperature, generation.top_p, generation.max_new_tokens) == (1.0, 1.0, 6)
    assert generation.batch_size == 3


def test_a_rollout_for_each_sample_in_the_order_asked():
    judge = ScriptedJudge()
    rolling, _ = worker(judge)
    asked = [("7 8", 0), ("7 8", 1), ("6", 0), ("7 8", 2), ("6", 1)]
    batch = rolling.roll(3, asked)
    got = [(r.completion.problem_key, r.completion.sample) for r in batch.rollouts]
    assert got == asked
    assert {rollout.reward for rollout in batch.rollouts} == {0.75}  # 0.5 + 0.5 · 1/2
    assert all(submission.test_cases == CASES for submission in judge.submissions)
    assert {(s.time_limit_s, s.memory_limit_mb) for s in judge.submissions} == {(1.5, 64)}
    assert {str(s.checker) for s in judge.submissions} == {"tokens", "float:0.01"}
    again = rolling.roll(3, asked)
    assert [r.completion for r in again.rollouts] == [r.completion for r in batch.rollouts]
    other = rolling.roll(4, asked)
    assert [r.completion for r in other.rollouts] != [r.completion for r in batch.rollouts]


def test_terms_and_bucket_travel_with_a_rollout():
    rewards = {"length_penalty_weight": 0.5, "length_penalty_start": 1, "length_penalty_end": 6}
    rolling, _ = worker(ScriptedJudge(), reward=rewards)
    (one,) = rolling.roll(3, [("6", 0)]).rollouts
    penalty = -(one.completion.tokens - 1) / 5
    assert one.terms == {"judgement": 0.75, "length_penalty": pytest.approx(penalty)}
    assert one.reward == pytest.approx(0.75 + 0.5 * penalty)
    assert one.bucket == "easy"
    assert json.loads(json.dumps(one.to_event()))["terms"] == one.terms


DOUBLE = """#include <cstdio>
int main() {{ int n; scanf("%d", &n); printf("%d\\n", 2 * n); }}  // {}
"""


@pytest.fixture
def programmer(monkeypatch):
    """Answer every request with a right program of its own, at once."""

    def answer(policy, requests, _):
        for asked in requests:
            text = f"```cpp\n{DOUBLE.format(asked.seed)}```"
            yield Completion(asked.problem_key, asked.sample, asked.seed, text, (5, 6), "fence")

    monkeypatch.setattr(engine, "generate", answer)


TEN = [("6", n) for n in range(5)] + [("7 8", n) for n in range(5)]


def test_a_judge_fault_masks_its_sample(programmer, caplog):
    rolling, _ = worker(ScriptedJudge(JudgeFault("disk full"), times=1))
    rollouts = rolling.roll(1, TEN).rollouts
    (masked,) = [one for one in rollouts if one.reward is None]
    assert (masked.judgement, masked.fault, masked.terms) == (None, "disk full", {})
    assert {one.reward for one in rollouts} == {0.75, None}
    assert {one.fault for one in rollouts} == {"disk full", None}
    assert caplog.text.count("masked, for the judge failed: disk full") == 1


def test_more_faults_than_the_settings_bear_end_the_training(programmer):
    rolling, _ = worker(ScriptedJudge(JudgeFault("disk full"), times=2))
    rollouts = rolling.roll(1, TEN).rollouts
    why = r"2 of 10 rollouts \(20%; training.max_fault_share is 10%\), first: disk full"
    with pytest.raises(JudgeFault, match=why):
        refuse_many_faults(rollouts, 0.1)
    refuse_many_faults(rollouts, 0.2)
    refuse_many_faults([one for one in rollouts if one.fault is None], 0.0)


def test_a_judge_that_stopped_masks_nothing(programmer):
    rolling, _ = worker(ScriptedJudge(JudgeStopped("a canary sang"), times=1))
    with pytest.raises(JudgeStopped, match="a canary sang"):
        rolling.roll(1, TEN)


REAL = [
    StoredProblem(
        *(key, key, "Double it.", "en", "hard", 1.0, 256),
        (TestCase("4\n", "8\n", Origin.PUBLIC),),
        checker,
    )
    for key, checker in (("good", "tokens"), ("no checker", "no C++\n"))
]


def ends_well_at_once(pool):
    """From now on every program that is linked ends with status 0 before it prints anything."""
    at_once = "__attribute__((constructor)) static void at_once(void) { _exit(0); }"
    source = f"{(FREOPEN_SOURCE).read_text()}\n#include <unistd.h>\n{at_once}\n"
    target = pool._folder.path / "tools" / FREOPEN
    command = ["g++", "-x", "c", "-O2", "-c", "-", "-o", str(target)]
    subprocess.run(command, input=source, text=True, check=True)


def test_what_a_real_judge_fails_on(tmp_path, programmer):
    """A checker that does not compile masks; a canary that is wrong stops the training."""
    settings = JudgeSettings(workers=2, canary_every=4)
    with JudgePool(settings, tmp_path, cache={}, check=False) as pool:
        rolling, _ = worker(pool, problems=REAL)
        rollouts = rolling.roll(1, [("good", 0), ("good", 1), ("no checker", 0)]).rollouts
        verdicts = [one.judgement and one.judgement.verdict for one in rollouts]
        assert verdicts == ["AC", "AC", None]
        assert [one.reward for one in rollouts] == [1.0, 1.0, None]
        told = json.loads(json.dumps(rollouts[2].to_event()))
        assert (told["judgement"], told["reward"]) == (None, None)
        assert "does not compile" in told["fault"]
        assert {one.bucket for one in rollouts} == {"hard"}
        ends_well_at_once(pool)
        with pytest.raises(JudgeStopped, match="the AC canary got WA"):
            rolling.roll(2, [("good", n) for n in range(8)])
        with pytest.raises(JudgeStopped, match="The judge stops"):
            rolling.roll(3, [("good", 0)])


def quick(facts, _):
    """Return the share of the test cases that were passed in half a second and 64 MiB."""
    small = [one.cpu_ms < 500 and one.peak_kb < 64 * 1024 for one in facts.cases]
    passed = [one.verdict == "AC" for one in facts.cases]
    return sum(map(all, zip(small, passed, strict=True))) / facts.total


def test_a_term_is_a_function_and_a_line_in_the_registry(tmp_path, programmer, monkeypatch):
    """From a real judge's results to `tinylora sql reward_terms`, and no other file knows it."""
    monkeypatch.setitem(TERMS, "quick", quick)
    with JudgePool(JudgeSettings(workers=1), tmp_path, cache={}, check=False) as pool:
        rolling, job = worker(pool, problems=REAL, reward={"weights": {"quick": 0.5}})
        rollouts = rolling.roll(1, [("good", 0), ("good", 1), ("no checker", 0)]).rollouts
    assert [one.terms for one in rollouts] == [{"judgement": 1.0, "quick": 1.0}] * 2 + [{}]
    assert [one.reward for one in rollouts] == [1.5, 1.5, None]

    source = ModelSource("tiny", "r", tmp_path, None, "f")
    told = Journal(tmp_path, job, source, adapted_once(), True)
    told.rollouts(1, rollouts, [0.0] * 3)
    told.step(QUIET, {})
    warehouse = new_warehouse(tmp_path / "warehouse.duckdb")
    store = EventStore(warehouse, "run", tmp_path)
    for event in past_events(tmp_path):
        store.add(event)
    found = warehouse.query("reward_terms", run_id="run")
    assert [(row["term"], row["weight"], row["mean"], row["contribution"]) for row in found] == [
        ("judgement", 1.0, 1.0, 1.0),
        ("quick", 0.5, 1.0, 0.5),
    ]
    assert "reward_terms_do_not_add_up" not in warehouse.failed_checks()


def test_the_base_weights_come_back_after_a_judge_fault():
    model = make_adapted()
    before = {name: p.clone() for name, p in model.state_dict().items()}
    rolling, _ = worker(ScriptedJudge(JudgeStopped("a canary sang")), model)
    with pytest.raises(JudgeStopped):
        rolling.roll(1, [("6", 0)])
    assert all((p == before[name]).all() for name, p in model.state_dict().items())
