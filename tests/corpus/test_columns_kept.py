"""From raw file to warehouse: every column of a source that matters is there."""

import json
from datetime import date

import pyarrow as pa
from corpus_rows import CODE_CONTESTS, code_contests_row, luogu_row, write_jsonl, write_parquet

from tests.warehouses import new_warehouse
from tinylora.corpus.hub import SourceFiles
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.stages.corpus.ingest import ingest_files
from tinylora.warehouse import Warehouse


def stored(path, dataset, config="default", split="train"):
    """Ingest one raw file; return its problems and all test cases as the warehouse holds them."""
    source = SourceSettings(dataset=dataset, config=config, split=split, path=str(path.parent))
    warehouse = new_warehouse(path.parent / "warehouse.duckdb")
    corpus = CorpusSettings(sources=(source,))
    load = ingest_files(SourceFiles((path,), "files-0"), source, corpus, warehouse)
    assert load.rows_rejected == 0, load.reasons
    problems = warehouse.select("from problems order by native_id").to_pylist()
    for problem in problems:
        problem["extra"] = json.loads(problem["extra"])
    return problems, warehouse.select("from test_cases order by problem_key, ordinal").to_pylist()


def expect(problem, **columns):
    assert {name: problem[name] for name in columns} == columns


def test_code_contests(tmp_path):
    row = code_contests_row(
        name="1575_C. Cyclic Sum",
        difficulty=9,
        cf_index="C",
        cf_rating=2600,
        is_description_translated=True,
        untranslated_description="Сумма",
        input_file="in.txt",
        output_file="out.txt",
    )
    path = tmp_path / "train-00000-of-00001.parquet"
    schema = CODE_CONTESTS.append(pa.field("untranslated_description", pa.string()))
    (problem,), cases = stored(write_parquet(path, [row], schema), "code_contests")
    expect(
        problem,
        native_id="1575_C. Cyclic Sum",
        title="Cyclic Sum",
        native_difficulty="C",
        cf_rating=2600,
        prior_rating=2600,
        prior_source="rating",
        bucket="hard",
        time_limit_s=1.5,
        memory_limit_mb=245,  # 256,000,000 bytes are 244.1 MiB; a limit is not lowered
        tags=["sortings"],
        io_mode="file",
        extra={
            **{"source": "CODEFORCES", "cf_contest_id": "1575", "cf_index": "C"},
            **{"cf_points": "500", "translated": "true", "untranslated_description": "Сумма"},
            **{"input_file": "in.txt", "output_file": "out.txt"},
        },
    )
    assert [(case["origin"], case["input"], case["output"]) for case in cases] == [
        ("public", "1\n", "1\n"),
        ("private", "2\n", "2\n"),
        ("generated", "3\n", "3\n"),
        ("generated", "4\n", "4\n"),
    ]


def test_what_the_source_does_not_know_is_null(tmp_path):
    row = code_contests_row(
        **{"name": "count-words", "source": 3, "difficulty": 0, "cf_contest_id": 0},
        **{"cf_index": "", "cf_points": 0.0, "cf_rating": 0, "cf_tags": [""]},
        **{"time_limit": None, "memory_limit_bytes": 0},
    )
    path = write_parquet(tmp_path / "train-00000-of-00001.parquet", [row], CODE_CONTESTS)
    (problem,), _ = stored(path, "code_contests")
    expect(
        problem,
        **{"native_difficulty": None, "cf_rating": None, "prior_rating": None, "bucket": "unrated"},
        **{"time_limit_s": None, "memory_limit_mb": None, "tags": [], "io_mode": "stdin"},
        extra={"source": "HACKEREARTH"},
    )


def test_deepcoder(tmp_path):
    functional = {
        "problem": "Add two numbers.",
        "starter_code": "class Solution:\n    def add(self, a: int, b: int) -> int:\n",
        "tests": json.dumps([{"input": "1\n2", "output": "3", "testtype": "functional"}]),
        "metadata": {
            **{"func_name": "add", "platform": "leetcode", "question_id": "2"},
            **{"question_title": "add", "difficulty": "hard", "contest_date": "2024-01-27T07:00"},
        },
    }
    stdin = {
        "problem": "Add three numbers.",
        "starter_code": "",
        "tests": json.dumps([{"input": "1 2 3", "output": "6", "testtype": "stdin"}] * 7),
        "metadata": {
            **{"func_name": None, "platform": "atcoder", "question_id": "abc301_a"},
            **{"question_title": "Sum", "difficulty": "easy", "contest_date": "2023-05-13"},
        },
    }
    path = write_parquet(tmp_path / "test-00000-of-00001.parquet", [functional, stdin])
    (first, second), cases = stored(path, "deepcoder", "lcbv5", "test")
    expect(
        first,
        native_id="2",
        title="add",
        io_mode="function",
        starter_code=functional["starter_code"],
        contest_date=date(2024, 1, 27),
        native_difficulty="hard",
        bucket="hard",
        extra={"platform": "leetcode", "fn_name": "add"},
        **{"function": "add", "answer_language": "python", "checker": "json"},
    )
    expect(
        second,
        native_id="abc301_a",
        io_mode="stdin",
        starter_code=None,
        contest_date=date(2023, 5, 13),
        prior_rating=1000,
        extra={"platform": "atcoder"},
        **{"function": None, "answer_language": "c++", "checker": "tokens"},
    )
    assert len(cases) == 8  # whole, not the first five
    assert {case["origin"] for case in cases} == {"private"}
    usable = Warehouse(path.parent / "warehouse.duckdb").select("from usable_problems").to_pylist()
    assert {problem["native_id"]: problem["answerable_in"] for problem in usable} == {
        "abc301_a": ["c++", "python"],
        "2": ["python"],
    }


def test_deepcoder_codeforces_has_sample_tests_only(tmp_path):
    row = {"problem": "Add.", "tests": json.dumps([{"input": "1", "output": "2", "type": "stdin"}])}
    path = write_parquet(tmp_path / "test-00000-of-00001.parquet", [row])
    (problem,), (case,) = stored(path, "deepcoder", "codeforces", "test")
    assert (problem["trust"], case["origin"]) == ("statement_samples_only", "public")


def test_luogu(tmp_path):
    row = luogu_row(1006)
    value = row["conversations"][0]["value"].replace("NOIP 2008", "NOIP 2008 提高组")
    row["conversations"][0]["value"] = value
    (problem,), (case,) = stored(write_jsonl(tmp_path / "rows.jsonl", [row]), "luogu_dpo")
    expect(
        problem,
        native_id="P1006",
        title="[NOIP 2008 提高组] 加法 1006",
        language="zh",
        trust="statement_samples_only",
        prior_rating=1800,
        prior_source="contest",
        bucket="medium",
        extra={"contest": "NOIP 2008 提高组"},
    )
    assert (case["origin"], case["input"], case["output"]) == ("statement", "1 2\n", "3\n")
