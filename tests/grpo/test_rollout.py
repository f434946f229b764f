from concurrent.futures import Future

import pytest
from scripted import make_adapted, make_tokenizer

from tinylora.corpus.records import Origin, TestCase
from tinylora.errors import JudgeFault
from tinylora.grpo.problems import TrainingProblem
from tinylora.grpo.rollout import RolloutWorker, numbered, rollout_generation
from tinylora.judge.checker import TOKENS, Checker
from tinylora.judge.verdict import Judgement, Verdict
from tinylora.settings import Settings

CASES = tuple(TestCase(str(i), str(i), Origin.PRIVATE) for i in range(2))
PROBLEMS = [
    TrainingProblem(key, key, f"3 4 5 {key}", "en", "easy", 1.5, 64, CASES, checker)
    for key, checker in (("6", TOKENS), ("7 8", Checker("float", 0.01)))
]


class ScriptedJudge:
    """Everything compiles and passes one test case, unless the judge is broken."""

    def __init__(self, fault=None):
        self.fault, self.submissions = fault, []

    def submit(self, submission):
        self.submissions.append(submission)
        future = Future()
        if self.fault:
            future.set_exception(self.fault)
        else:
            total = len(submission.test_cases)
            counts = (Verdict.WA, 1, total, 1 / total)
            future.set_result(
                Judgement(*("i", None, None, "c", {}, "g", "v", "r"), *counts, 0, 0, 0, None, ())
            )
        return future


def worker(judge, model=None):
    settings = Settings.model_validate(
        {
            "corpus": {"sources": [{"dataset": "luogu_dpo", "path": "x"}]},
            "model": {"name": "tiny"},
            "generation": {"temperature": 0.3, "top_p": 0.9, "batch_size": 3},
            "training": {"max_new_tokens": 6, "temperature": 1.0},
        }
    )
    tokenizer = make_tokenizer()
    tokenizer.chat_template = "{{ messages[-1]['content'] }}"
    return RolloutWorker(model or make_adapted(), tokenizer, PROBLEMS, judge, settings), settings


def test_samples_are_numbered_by_problem():
    assert numbered(["a", "a", "b", "a"]) == [("a", 0), ("a", 1), ("b", 0), ("a", 2)]


def test_rollouts_come_from_the_whole_distribution():
    _, settings = worker(ScriptedJudge())
    generation = rollout_generation(settings)
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


def test_a_judge_fault_raises_and_is_no_reward():
    rolling, _ = worker(ScriptedJudge(JudgeFault("disk full")))
    with pytest.raises(JudgeFault, match="disk full"):
        rolling.roll(1, [("6", 0), ("6", 1)])


def test_the_base_weights_come_back_after_a_judge_fault():
    model = make_adapted()
    before = {name: p.clone() for name, p in model.state_dict().items()}
    rolling, _ = worker(ScriptedJudge(JudgeFault("disk full")), model)
    with pytest.raises(JudgeFault):
        rolling.roll(1, [("6", 0)])
    assert all((p == before[name]).all() for name, p in model.state_dict().items())
