"""Mathematics through the warehouse: problems that say who judges them, and answers kept."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_sql_files import completion, evaluation, judgement

from tests.stages.conftest import TRAIN, fill
from tests.warehouses import new_warehouse
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.judge.settings import JudgeSettings
from tinylora.policy.settings import ModelSettings
from tinylora.settings import Settings
from tinylora.stages.corpus.difficulty import refine_buckets
from tinylora.stages.corpus.problem_set import cases_of, current_load_ids, problem_set
from tinylora.stages.export_problems import export_problems
from tinylora.stages.judging.compilers import compilers
from tinylora.stages.judging.judge_row import problems_in, read_row, submission_of_row
from tinylora.stages.judging.judgements import judging

SPLITS = {"train": (0, 8), "valid": (8, 10), "test": (10, 12)}
SETTINGS = JudgeSettings(workers=1, canary_every=0)


@pytest.fixture
def arithmetic(tmp_path):
    """Problems of our own in the columns of OpenR1-Math-220k, twelve sums and a proof."""
    rows = [{"problem": f"What is {n} + {n * n}?", "answer": str(n + n * n)} for n in range(3, 15)]
    rows.insert(0, {"problem": "Prove that 1 + 1 = 2.", "answer": "proof"})
    kinds = {"uuid": "", "question_type": "math-word-problem", "problem_type": "Algebra"}
    (tmp_path / "data").mkdir()
    named = [{**kinds, **row, "uuid": str(number)} for number, row in enumerate(rows)]
    table = pa.Table.from_pylist(named)
    pq.write_table(table, tmp_path / "data" / "train-00000-of-00001.parquet")
    return CorpusSettings(
        sources=tuple(
            SourceSettings(dataset="openr1_math", split=split, rows=rows, path=str(tmp_path))
            for split, rows in SPLITS.items()
        )
    )


def test_a_problem_says_what_it_is_answered_in(warehouse, arithmetic, home):
    fill(warehouse, arithmetic, home)
    counts = {split: len(problem_set(warehouse, arithmetic, split).problems) for split in SPLITS}
    assert counts == {"train": 7, "valid": 2, "test": 2}
    rejects = warehouse.select("select reason, stage, native_id from rejects").to_pylist()
    assert rejects == [{"reason": "proof", "stage": "filter", "native_id": "0"}]
    asked = problem_set(warehouse, arithmetic, "train", use="reward")
    first = next(one for one in asked.problems if one.statement == "What is 3 + 9?")
    assert (first.answer_language, first.checker, first.bucket) == (
        "mathematics",
        "tokens",
        "unrated",
    )
    (case,) = cases_of([first], warehouse, None)[first.problem_key]
    assert (case.input, case.output, case.origin) == ("", "12", "private")
    assert compilers(asked, SETTINGS).startswith("math-verify ")


def test_answers_come_back_from_an_exported_file(warehouse, arithmetic, home, tmp_path):
    fill(warehouse, arithmetic, home)
    path = tmp_path / "problems_test.jsonl"
    model = ModelSettings(name="somewhere/model", revision="0" * 40)
    export_problems(Settings(corpus=arithmetic, model=model), "test", path, warehouse)
    source = SourceSettings(dataset="extracted", split="test", path=str(path))
    exported = CorpusSettings(sources=(source,))
    again = fill(new_warehouse(home / "again.duckdb"), exported, home)
    asked = problem_set(again, exported, "test").problems
    assert {(one.statement, one.answer_language) for one in asked} == {
        (f"What is {n} + {n * n}?", "mathematics") for n in (12, 13)
    }
    (case,) = cases_of(asked, again, None)[asked[0].problem_key]
    assert (case.input, case.origin) == ("", "private")


def test_answers_and_programs_are_asked_side_by_side(warehouse, arithmetic, home):
    mixed = arithmetic.model_copy(update={"sources": (*arithmetic.sources, TRAIN)})
    fill(warehouse, mixed, home)
    asked = problem_set(warehouse, mixed, "train")
    assert {one.answer_language for one in asked.problems} == {"c++", "mathematics"}
    cpp, verifier = compilers(asked, SETTINGS).split("; ")
    assert "g++" in cpp.lower() or "gcc" in cpp.lower()
    assert verifier.startswith("math-verify ")


def test_a_judgement_is_stored_and_not_made_again(warehouse, arithmetic, home):
    fill(warehouse, arithmetic, home)
    by_key = {
        one.problem_key: one.statement
        for one in problem_set(warehouse, arithmetic, "train").problems
    }
    key = next(key for key, statement in by_key.items() if statement == "What is 3 + 9?")
    find = problems_in(warehouse)
    texts = [r"so <answer>\frac{24}{2}</answer>", "<answer>13</answer>", "12, I guess"]
    asked = [
        submission_of_row(read_row({"completion": text, "problem_key": key}), find)
        for text in texts
    ]
    with judging(SETTINGS, home, warehouse) as (judge, ledger):
        verdicts = [one.verdict for one in judge.judge_all(asked)]
        with ledger.writing():
            pass
        assert (verdicts, judge.judged) == (["AC", "WA", "NC"], 3)
    with judging(SETTINGS, home, warehouse) as (judge, _):
        assert [one.verdict for one in judge.judge_all(asked)] == verdicts
        assert (judge.judged, judge.reused) == (0, 3)
    rows = warehouse.select(
        "select verdict, limits, compiler from judgements order by verdict"
    ).to_pylist()
    assert [row["verdict"] for row in rows] == ["AC", "NC", "WA"]
    assert all(json.loads(row["limits"])["language"] == "mathematics" for row in rows)
    assert all(row["compiler"].startswith("math-verify ") for row in rows)


def test_two_models_make_the_tiers_that_a_step_takes_from(warehouse, arithmetic, home):
    fill(warehouse, arithmetic, home)
    keys = [one.problem_key for one in problem_set(warehouse, arithmetic, "train").problems]
    solved = {"small": keys[:3], "large": keys[1:6]}  # four tries each, one of them right
    with warehouse.writing() as transaction:
        transaction.insert("judgements", [judgement("AC"), judgement("WA")])
        for model, right in solved.items():
            made = evaluation(model, None, base_model=model, base_fingerprint=model)
            transaction.insert("evaluations", [made])
            verdicts = {key: ["WA", "AC" if key in right else "WA", "WA", "WA"] for key in keys}
            completions = [
                completion({"evaluation_id": model}, key, sample, verdict)
                for key, tries in verdicts.items()
                for sample, verdict in enumerate(tries)
            ]
            transaction.insert("completions", completions)
    refine_buckets(warehouse, current_load_ids(warehouse, arithmetic), ("small", "large"))
    asked = problem_set(warehouse, arithmetic, "train", buckets={"easy": 2, "medium": 2, "hard": 1})
    assert [one.bucket for one in asked.problems] == [*["easy"] * 3, *["medium"] * 3, "hard"]
