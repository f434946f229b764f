"""Functional problems in the warehouse: who asks them, and in which language a run asks."""

import json

import pytest

from samples.functional import FUNCTIONS, LCBV5, PRIMEINTELLECT, rows
from tests.stages.conftest import RAW, fill
from tests.warehouses import new_warehouse
from tinylora.code_identity import code_of
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.entry_points import evaluation, training
from tinylora.judge.submission import Submission
from tinylora.policy.settings import ModelSettings
from tinylora.settings import Settings
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.problem_set import cases_of, problem_set
from tinylora.stages.evaluation.identity import conditions, evaluation_code, evaluation_problems
from tinylora.stages.export_problems import export_problems
from tinylora.stages.identities import Identity, of_today
from tinylora.stages.imports.completions import import_completions
from tinylora.stages.judging.judge_row import BadRow, problems_in, read_row, submission_of_row
from tinylora.stages.training.identity import training_problems

PLAIN = ModelSettings(name="somewhere/model", revision="0" * 40)


@pytest.fixture
def deepcoder(tmp_path):
    """Our samples' DeepCoder, to train on, and five functions and a stdin problem held out."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path / "deepcoder"
    (folder / "lcbv5").mkdir(parents=True)
    held_out = [dict(rows(function))["lcbv5"] for function in FUNCTIONS[:5]]
    stdin = {
        "problem": "Add the two numbers that are given on one line.",
        "starter_code": "",
        "tests": json.dumps([{"input": "1 2", "output": "3", "testtype": "stdin"}]),
        "metadata": {name: None for name in ("func_name", "contest_date", "difficulty")}
        | {"platform": "atcoder", "question_id": "add"},
    }
    table = pa.Table.from_pylist([*held_out, stdin], schema=LCBV5)
    pq.write_table(table, folder / "lcbv5" / "test-00000-of-00001.parquet")
    (folder / "primeintellect").mkdir()
    train = [dict(rows(function))["primeintellect"] for function in FUNCTIONS[5:9]]
    pq.write_table(
        pa.Table.from_pylist(train, schema=PRIMEINTELLECT),
        folder / "primeintellect" / "train-00000-of-00001.parquet",
    )
    sources = (
        SourceSettings(dataset="deepcoder", config="lcbv5", split="test", path=str(folder)),
        SourceSettings(
            dataset="deepcoder", config="primeintellect", split="train", path=str(folder)
        ),
        SourceSettings(
            dataset="deepcoder",
            config="primeintellect",
            split="train",
            path=str(RAW / "deepcoder"),
        ),
    )
    return CorpusSettings(sources=sources)


@pytest.fixture
def stored(warehouse, home, deepcoder):
    return fill(warehouse, deepcoder, home)


def in_python(corpus, **changes):
    return Settings(corpus=corpus, model=PLAIN).override({"prompt.language": "python", **changes})


def test_in_cpp_a_run_asks_what_reads_standard_input_alone(stored, deepcoder):
    for split, count in (("test", 1), ("train", 12)):
        asked = problem_set(stored, deepcoder, split).problems
        assert {(one.answer_language, one.function) for one in asked} == {("c++", None)}
        assert len(asked) == count
    settings = Settings(corpus=deepcoder, model=PLAIN)
    assert len(evaluation_problems(settings, stored).problems) == 1


def test_in_python_it_asks_functions_besides(stored, deepcoder):
    asked = evaluation_problems(in_python(deepcoder), stored).problems
    assert {one.answer_language for one in asked} == {"python"}
    called = {one.function for one in asked if one.function}
    assert len(asked) == 6 and called == {function.name for function in FUNCTIONS[:5]}
    (one,) = [one for one in asked if one.function == FUNCTIONS[0].name]
    assert one.starter_code == FUNCTIONS[0].starter_code and one.checker == "json"
    train = training_problems(in_python(deepcoder), stored).problems
    assert len([one for one in train if one.function]) == 4 + 2
    assert len([one for one in train if one.function is None]) == 12
    cpp = problem_set(stored, deepcoder, "train").fingerprint
    assert cpp == problem_set(stored, deepcoder, "train", answered_in="c++").fingerprint


def test_a_function_that_repeats_a_held_out_one_is_not_trained_on(stored, deepcoder):
    before = {one.function for one in training_problems(in_python(deepcoder), stored).problems}
    assert FUNCTIONS[5].name in before
    sql = "select * exclude (bucket) from problems where function = $name"
    (held,) = stored.select(sql, name=FUNCTIONS[0].name).to_pylist()
    (train,) = stored.select(sql, name=FUNCTIONS[5].name).to_pylist()
    with stored.writing() as transaction:
        transaction.apply("insert_problems", [{**train, "statement": held["statement"]}])
        transaction.execute("delete_stale_signatures", version="none")
    mark_duplicates(stored)
    after = {one.function for one in training_problems(in_python(deepcoder), stored).problems}
    assert before - after == {FUNCTIONS[5].name}


def test_a_held_out_function_stays_beside_a_training_look_alike_that_reads_input(stored, deepcoder):
    """In Python both can be judged, so the split decides; in C++ only the one that reads input."""
    sql = "select * exclude (bucket) from problems where {}"
    (held,) = stored.select(sql.format("function = $name"), name=FUNCTIONS[0].name).to_pylist()
    train = stored.select(sql.format("split = 'train' and io_mode = 'stdin' limit 1")).to_pylist()
    with stored.writing() as transaction:
        transaction.apply("insert_problems", [{**train[0], "statement": held["statement"]}])
        transaction.execute("delete_stale_signatures", version="none")
    mark_duplicates(stored)

    def keys(split, language):
        found = problem_set(stored, deepcoder, split, answered_in=language).problems
        return {one.problem_key for one in found}

    assert held["problem_key"] in keys("test", "python")
    assert train[0]["problem_key"] not in keys("train", "python")
    assert train[0]["problem_key"] in keys("train", "c++")
    others = dict.fromkeys(("config", "evaluation_id", "only", "split"))
    asked = stored.query("problems_asked", language="python", dataset="deepcoder", **others)
    (why_not,) = [row["why_not"] for row in asked if row["problem_key"] == held["problem_key"]]
    assert why_not is None


def test_the_language_is_in_identities_where_it_is_not_cpp(deepcoder):
    settings = Settings(corpus=deepcoder, model=PLAIN)
    assert "language" not in conditions(settings)["prompt"]
    assert conditions(in_python(deepcoder))["prompt"]["language"] == "python"
    python = evaluation_code(in_python(deepcoder))
    assert set(python.files) - set(evaluation_code(settings).files) == {
        "policy/templates/plain.python.txt"
    }
    assert (
        code_of(training("plain", "transformers")).version
        == code_of(training("plain", "transformers", "c++")).version
    )
    stored = Identity("evaluation", "e", {"prompt.template": "plain", "imported_as": None}, "", {})
    assert of_today(stored).code_version == code_of(evaluation("plain")).version
    other = {**stored.settings, "prompt.language": "python"}
    assert of_today(Identity("evaluation", "e", other, "", {})).code_version == python.version


def test_a_row_of_tinylora_judge_names_a_functional_problem(stored, deepcoder):
    (problem,) = [
        one
        for one in evaluation_problems(in_python(deepcoder), stored).problems
        if one.function == "mirrorWords"
    ]
    source = FUNCTIONS[1].solution
    row = read_row({"completion": f"```python\n{source}\n```", "problem_key": problem.problem_key})
    made = submission_of_row(row, problems_in(stored))
    assert (made.language, made.function, str(made.checker)) == ("python", "mirrorWords", "json")
    assert made.source.strip() == source
    in_cpp = read_row({"source": "x", "problem_key": problem.problem_key, "language": "c++"})
    with pytest.raises(BadRow, match="of a python program"):
        submission_of_row(in_cpp, problems_in(stored))
    own = {"source": "x", "language": "python", "function": "f", "checker": "json"}
    made = submission_of_row(read_row({**own, "test_cases": [{"input": "1", "output": "2"}]}), None)
    assert isinstance(made, Submission) and made.function == "f"


def test_functions_come_back_from_an_exported_file(stored, deepcoder, home, tmp_path):
    def told(corpus, warehouse):
        asked = evaluation_problems(in_python(corpus), warehouse).problems
        cases = cases_of(asked, warehouse, None)
        return {
            one.statement: (
                *(one.answer_language, one.function, one.starter_code, one.checker),
                *((case.input, case.output) for case in cases[one.problem_key]),
            )
            for one in asked
        }

    path = tmp_path / "problems_test.jsonl"
    settings = in_python(deepcoder, **{"evaluation.max_cases": None})
    export_problems(settings, "test", path, stored)
    source = SourceSettings(dataset="extracted", split="test", path=str(path))
    exported = CorpusSettings(sources=(source,))
    again = fill(new_warehouse(home / "again.duckdb"), exported, home)
    assert told(exported, again) == told(deepcoder, stored)


def test_a_problem_that_cannot_be_judged_is_no_row(stored, deepcoder):
    sql = "select * exclude (bucket) from problems where function = 'mirrorWords'"
    (row,) = stored.select(sql).to_pylist()
    with stored.writing() as transaction:
        transaction.apply("insert_problems", [{**row, "function": None}])
    row = read_row({"source": "x", "problem_key": row["problem_key"]})
    with pytest.raises(BadRow, match="neither by standard input nor by a call of a known function"):
        submission_of_row(row, problems_in(stored))


def test_completions_in_python_are_imported_and_sliced_by_language(
    stored, deepcoder, home, tmp_path
):
    solutions = {function.name: function.solution for function in FUNCTIONS}
    asked = evaluation_problems(in_python(deepcoder), stored).problems
    program = "a, b = map(int, input().split())\nprint(a + b)"
    lines = [
        {
            "problem_key": one.problem_key,
            "text": f"```python\n{solutions.get(one.function, program)}\n```",
        }
        for one in asked
    ]
    path = tmp_path / "given.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    made = import_completions(path, "theirs", stored, home, language="python")
    assert (made.problems, made.verdicts) == (6, {"AC": 6})
    slices = stored.rows("select_whole_evaluations", evaluation_ids=[made.evaluation_id])
    assert slices[0]["problems"] == 6
    found = stored.select(
        "select slice_by, slice, problems from evaluation_by_slice "
        "where slice_by in ('answer_language', 'io_mode') order by all"
    ).to_pylist()
    assert [tuple(row.values()) for row in found] == [
        ("answer_language", "python", 6),
        ("io_mode", "function", 5),
        ("io_mode", "stdin", 1),
    ]
