"""Test cases that reward, validate and report: kept apart in a training's files and in reports."""

import json
import logging

import pytest

from tests.stages.conftest import TEST
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.judge.settings import JudgeSettings
from tinylora.policy.model_source import ModelSource
from tinylora.problem import Origin, TestCase
from tinylora.stages.corpus.problem_set import cases_of, problem_set, test_cases
from tinylora.stages.evaluation.identity import evaluation_problems
from tinylora.stages.imports.conditions import conditions_of
from tinylora.stages.progress import silent
from tinylora.stages.training.files import write_training_job
from tinylora.stages.training.identity import TrainingInputs
from tinylora.stages.training.measured import Measurement
from tinylora.stages.training.reward_gap import _rewarded, gap_of, watch_reward

SOURCE = ModelSource("m", "r", None, None, "f")
SPLITS = tuple(
    SourceSettings(dataset="code_contests", split=split, path="samples/raw/code_contests")
    for split in ("train", "valid")
)


@pytest.fixture
def corpus():
    return CorpusSettings(sources=(*SPLITS, TEST))


def keys(problems):
    return [problem.problem_key for problem in problems.problems]


def contents(cases):
    return {(case.input, case.output) for case in cases}


@pytest.mark.parametrize(("split", "use"), [("train", "reward"), ("valid", "validate")])
def test_no_report_runs_what_rewarded_or_chose(filled, corpus, split, use):
    seen = problem_set(filled, corpus, split, use=use)
    reported = problem_set(filled, corpus, split, use="report")
    assert keys(seen) == keys(reported) and seen.fingerprint != reported.fingerprint
    divided = 0
    for one, other in zip(seen.problems, reported.problems, strict=True):
        paid, apart = (cases_of([p], filled, None)[p.problem_key] for p in (one, other))
        whole = test_cases(filled, one.problem_key)
        assert len(one.case_digests) == len(paid) and len(other.case_digests) == len(apart)
        if not one.kept_apart:
            assert paid == apart == whole
            continue
        divided += 1
        assert not contents(paid) & contents(apart)
        assert contents(paid) | contents(apart) == contents(whole)
        assert Origin.PUBLIC in {case.origin for case in paid}
        assert Origin.PUBLIC not in {case.origin for case in apart}
    assert divided > len(seen.problems) / 2


def test_what_is_held_out_keeps_all_of_its_test_cases(filled, corpus):
    undivided = corpus.model_copy(update={"keep_tests_apart": False})
    for use in ("reward", "validate", "report"):
        found = problem_set(filled, corpus, "test", use=use)
        assert found == problem_set(filled, undivided, "test", use="report")
        assert not any(problem.kept_apart for problem in found.problems)
    whole = problem_set(filled, undivided, "train", use="reward")
    assert whole == problem_set(filled, undivided, "train", use="report")
    assert whole.fingerprint != problem_set(filled, corpus, "train", use="reward").fingerprint


def test_a_training_is_handed_nothing_that_a_report_runs(filled, settings, corpus, home, tmp_path):
    reward, validate = (
        problem_set(filled, corpus, split, use=use)
        for split, use in (("train", "reward"), ("valid", "validate"))
    )
    inputs = TrainingInputs(reward, validate, SOURCE, Measurement())
    write_training_job(tmp_path, "run", settings, inputs, filled, home)
    for name, split in (("problems", "train"), ("validation", "valid")):
        lines = (tmp_path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        given = {row["problem_key"]: row["test_cases"] for row in map(json.loads, lines)}
        asked = settings.override({"evaluation.split": split})
        for problem in evaluation_problems(asked, filled).problems:
            if problem.kept_apart:
                run = {(case["input"], case["output"]) for case in given[problem.problem_key]}
                apart = cases_of([problem], filled, None)[problem.problem_key]
                assert run and not run & contents(apart)


@pytest.mark.parametrize("split", ["train", "test"])
def test_an_import_is_judged_on_what_a_report_runs(filled, settings, split):
    asked = evaluation_problems(settings.override({"evaluation.split": split}), filled)
    chosen = conditions_of(filled, split, like="")
    found = {row["problem_key"]: chosen.stored_problem(row) for row in chosen.problems}
    assert {one.problem_key: one for one in asked.problems}.items() <= found.items()
    assert ("keep_tests_apart" in chosen.settings(1)["evaluation"]) == (split == "train")


def program(cases):
    """Return a program that knows these test cases by heart and nothing else."""
    known = "".join(
        f"if (!strcmp(in, {json.dumps(case.input)})) fputs({json.dumps(case.output)}, stdout);\n"
        for case in cases
    )
    return (
        "#include <cstdio>\n#include <cstring>\nstatic char in[1 << 20];\n"
        f"int main() {{ fread(in, 1, sizeof in - 1, stdin);\n{known}}}\n"
    )


def test_a_policy_that_learns_its_test_cases_raises_an_alarm(
    filled, corpus, settings, home, caplog
):
    """First steps: programs that know every test case. Last ones: those that pay and no other."""
    problems = problem_set(filled, corpus, "train", use="reward")
    divided = [one for one in problems.problems if one.kept_apart][:4]
    rollouts = []
    for one in divided:
        paid = cases_of([one], filled, None)[one.problem_key]
        everything = test_cases(filled, one.problem_key)
        rollouts += [(1, one, len(paid), program(everything)), (3, one, len(paid), program(paid))]
    _store(filled, rollouts)
    chosen = settings.model_copy(
        update={"judge": JudgeSettings(workers=2, canary_every=0, time_limit_s=2)}
    )
    early = JudgeSettings(stop_at_first_failure=True)
    watch_reward(
        *("run", settings.model_copy(update={"judge": early}), problems, filled, home, silent)
    )
    assert gap_of(filled, "run", 0.95) is None  # scores that stop early are no shares
    with caplog.at_level(logging.WARNING, logger="tinylora"):
        watch_reward("run", chosen, problems, filled, home, silent)
    gap = gap_of(filled, "run", 0.95)
    assert (gap.first.reward_score, gap.first.report_score) == (1, 1)
    assert (gap.last.reward_score, gap.last.report_score) == (1, 0)
    assert gap.widened and gap.last.reward_only == 4
    assert "training run: the gap between reward and report widened by +1.000" in caplog.text
    (first, last) = filled.query("reward_against_report", run_id="run")
    assert (first["gap"], last["gap"]) == (0, 1)
    assert (first["reward_only"], last["reward_only"]) == (0, 4)
    said = []
    watch_reward("run", chosen, problems, filled, home, said.append)
    assert said == []  # nothing is judged twice


def test_the_test_cases_that_a_statement_shows_are_not_counted():
    """One shown and four that are not, of which two pass: 2 of 4."""
    origins = (Origin.PRIVATE, Origin.PUBLIC, Origin.PRIVATE, Origin.GENERATED, Origin.PRIVATE)
    rewarding = [TestCase(f"{n}", f"{n}", origin) for n, origin in enumerate(origins)]
    results = [{"verdict": verdict} for verdict in ("AC", "AC", "WA", "AC", "TLE")]
    row = {"total": 5, "cases": json.dumps(results)}
    assert _rewarded(row, rewarding) == {"rewarded_passed": 2, "rewarded_total": 4}
    nothing = {"total": 5, "cases": "[]"}
    assert _rewarded(nothing, rewarding) == {"rewarded_passed": 0, "rewarded_total": 4}
    other = {"total": 4, "cases": json.dumps(results[:4])}
    assert _rewarded(other, rewarding) == {"rewarded_passed": None, "rewarded_total": None}


def _store(warehouse, rollouts):
    from test_training_events import RUN, step

    names = {"run_id": "run", "evaluation_id": None, "seed": 1, "tokens": 1, "fault": None}
    names |= {"text": "", "finish_reason": "fence", "reward": 1.0, "advantage": 0.0}
    with warehouse.writing() as write:
        write.insert("training_runs", [RUN], on_conflict="ignore")
        steps = [{**step(number), "run_id": "run"} for number in (1, 2, 3)]
        for row in steps:
            del row["event"]
        write.insert("training_steps", steps)
        for number, (at, problem, total, source) in enumerate(rollouts):
            made = f"j{number}"
            accepted = [{"verdict": "AC"}] * total
            judgement = {
                **{"judgement_id": made, "source_sha": made, "source": source, "cases_sha": "c"},
                **{"limits": {}, "compiler": "g++", "judge_version": "old", "isolation": "x"},
                **{"verdict": "AC", "passed": total, "total": total, "score": 1.0},
                **{"compile_ms": 1.0, "cpu_ms": 1.0, "peak_kb": 1, "first_failure": None},
                "cases": accepted,
            }
            write.insert("judgements", [judgement], on_conflict="ignore")
            rollout = {"completion_id": f"c{number}", "problem_key": problem.problem_key}
            rollout |= {"step": at, "sample": number, "source_sha": made, "judgement_id": made}
            write.insert("completions", [{**names, **rollout}])
