"""Judging and storing what a sampling child wrote down; its model is not needed for that."""

import json

import pytest

from tinylora.adapter.settings import AdapterSettings
from tinylora.errors import JudgeFault
from tinylora.judge.settings import JudgeSettings
from tinylora.policy.job import SamplingJob
from tinylora.policy.model_source import ModelSource
from tinylora.stages.evaluation.identity import evaluation_problems
from tinylora.stages.judging.sample_and_judge import Sampling, sample_and_judge

TEXTS = ("No code.", "```cpp\nint main() {}\n```", "```cpp\nint main() { return 41; }\n```", "")


@pytest.fixture
def evaluation(settings, filled, home):
    """Sample and judge two problems under an evaluation's id; return what was reported."""
    few = settings.evaluation.model_copy(update={"max_problems": 2, "samples_per_problem": 4})
    chosen = settings.model_copy(
        update={"evaluation": few, "judge": JudgeSettings(workers=2, time_limit_s=1)}
    )
    problems = evaluation_problems(chosen, filled)
    source = ModelSource("tiny", "r", home, None, "f" * 16)

    def run(evaluation_id, checkpoint=None):
        folder = home / "jobs" / evaluation_id
        folder.mkdir(parents=True, exist_ok=True)
        events = [
            {
                **{"event": "completion", "problem_key": one.problem_key, "sample": sample},
                **{"seed": 1, "text": text, "tokens": 3, "finish_reason": "stop"},
            }
            for one in problems.problems
            for sample, text in enumerate(TEXTS)
        ]
        lines = [json.dumps(event) + "\n" for event in [*events, {"event": "finish"}]]
        (folder / "events.jsonl").write_text("".join(lines))
        said = []
        work = Sampling(chosen, problems, source, checkpoint, evaluation_id)
        sample_and_judge(work, filled, home, folder, said.append)
        return [progress.message for progress in said]

    return run


def verdicts(warehouse, evaluation_id):
    rows = warehouse.select(
        "select verdict from completions join judgements using (judgement_id) "
        "where evaluation_id = $id order by problem_key, sample",
        id=evaluation_id,
    )
    return [row["verdict"] for row in rows.to_pylist()]


def test_a_second_evaluation_of_the_same_answers_judges_nothing(evaluation, filled):
    # two of the four texts hold no code: one judgement a problem stands for both
    assert evaluation("first")[-1] == "completions of this run: 6 judged, 2 reused"
    assert verdicts(filled, "first") == ["NC", "WA", "RE", "NC"] * 2
    assert evaluation("second")[-1] == "completions of this run: 0 judged, 8 reused"
    assert verdicts(filled, "second") == verdicts(filled, "first")
    counted = {row["id"]: row for row in filled.query("judge_reuse")}
    assert sum(row["reused"] for row in counted.values()) == 10
    assert counted["first"]["judgements"] == counted["second"]["judgements"] == 6


def test_a_fault_loses_nothing_that_was_judged(evaluation, filled, monkeypatch):
    from tinylora.judge import pool

    judge_in = pool.judge_in

    def failing(*arguments):
        if any("return 41" in str(one) for one in arguments):
            raise JudgeFault("the disk is full")
        return judge_in(*arguments)

    monkeypatch.setattr(pool, "judge_in", failing)
    with pytest.raises(JudgeFault, match="disk is full"):
        evaluation("first")
    monkeypatch.setattr(pool, "judge_in", judge_in)
    judged = filled.select("select * from judgements").num_rows
    assert judged >= 2
    assert evaluation("first")[-1].startswith(f"completions of this run: {6 - judged} judged")
    assert verdicts(filled, "first") == ["NC", "WA", "RE", "NC"] * 2


def test_a_checkpoint_is_sampled_with_its_own_adapter(evaluation, settings, home):
    of_it = AdapterSettings(u=3, rank=1, seed=7)
    assert of_it != settings.adapter
    row = {"adapter": json.dumps(of_it.in_force()), "path": "a.safetensors", "sha256": "c" * 64}
    evaluation("first", row)
    job = SamplingJob.read(home / "jobs" / "first")
    assert (job.adapter, job.checkpoint_sha256) == (of_it, "c" * 64)
    assert job.checkpoint == home / "a.safetensors"
    evaluation("second")
    assert SamplingJob.read(home / "jobs" / "second").adapter is None
