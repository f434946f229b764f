import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from samples.as_code_contests import LETTERED
from samples.build import RAW, build, build_arithmetic
from samples.problems import all_problems

PROBLEMS = {problem.slug: problem for problem in all_problems()}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("raw")
    build(out, PROBLEMS.values())
    build_arithmetic(out)
    return out


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def rows(built: Path, name: str) -> list[dict]:
    return pq.read_table(built / name).to_pylist()


def test_committed_raw_files_are_what_the_problems_build(built):
    assert files(built) == files(RAW)
    for name in files(built):
        if name.endswith(".json"):
            assert (built / name).read_bytes() == (RAW / name).read_bytes(), name
        else:
            assert pq.read_table(built / name).equals(pq.read_table(RAW / name)), name


def test_building_twice_gives_the_same_bytes(built, tmp_path):
    build(tmp_path, PROBLEMS.values())
    build_arithmetic(tmp_path)
    assert all((tmp_path / n).read_bytes() == (built / n).read_bytes() for n in files(built))


def test_raw_files_stay_small():
    assert sum((RAW / name).stat().st_size for name in files(RAW)) < 2_000_000


def test_luogu_holds_each_problem_twice_then_four_rows_to_refuse(built):
    pairs = json.loads((built / "luogu_dpo/luogu_dpo.json").read_text(encoding="utf-8"))
    values = [row["conversations"][0]["value"] for row in pairs]
    assert len(pairs) == 2 * 24 + 4
    assert all(values[i] == values[i + 1] for i in range(0, 48, 2))
    assert len(set(values)) == 24 + 4
    assert all(pairs[i]["rejected"] != pairs[i + 1]["rejected"] for i in range(0, 48, 2))
    assert all(pairs[i]["chosen"] != pairs[i + 1]["chosen"] for i in range(0, 48, 2))
    marks = ("提交答案", "**输入：**\n```\n无\n```", "……", "天空")
    assert all(mark in value for mark, value in zip(marks, values[-4:], strict=True))


def test_code_contests_row_by_hand(built):
    (row,) = [
        row
        for row in rows(built, "code_contests/data/train-00000-of-00001.parquet")
        if row["name"].endswith("_B. Rows of Chairs")
    ]
    assert (row["source"], row["difficulty"], row["cf_index"]) == (2, 8, "B")
    assert (row["cf_points"], row["cf_rating"]) == (1000.0, 1100)
    assert row["time_limit"] == {"seconds": 1, "nanos": 0}
    assert row["memory_limit_bytes"] == 256_000_000
    assert row["public_tests"] == {"input": ["12\n", "7\n"], "output": ["6\n", "2\n"]}
    assert row["solutions"]["language"] == [2]
    assert len(row["incorrect_solutions"]["solution"]) == 2


def test_codeforces_enum_skips_nothing():
    # the hub's copy: 7 A, 8 B ... 28 V
    assert (LETTERED["A"], LETTERED["B"], LETTERED["V"]) == (7, 8, 28)


def test_worded_difficulty_is_not_codeforces(built):
    (row,) = [
        row
        for row in rows(built, "code_contests/data/train-00000-of-00001.parquet")
        if row["name"] == "count-words"
    ]
    assert (row["source"], row["difficulty"], row["time_limit"]) == (3, 1, None)
    assert (row["cf_contest_id"], row["cf_rating"], row["cf_index"]) == (0, 0, "")


def test_code_contests_names_are_unique(built):
    paths = sorted((built / "code_contests/data").iterdir())
    names = [row["name"] for path in paths for row in pq.read_table(path).to_pylist()]
    assert len(names) == len(set(names))


def test_primeintellect_tests_come_in_both_shapes(built):
    found = rows(built, "deepcoder/primeintellect/train-00000-of-00001.parquet")
    tests = [json.loads(row["tests"]) for row in found]
    assert sum(isinstance(t, list) for t in tests) == 7
    assert sum(isinstance(t, dict) for t in tests) == 7
    buses = next(t for t in tests if isinstance(t, dict) and t.get("fn_name") == "busesNeeded")
    assert buses["inputs"][:2] == [[101, 50], [100, 50]]
    assert buses["outputs"][:2] == [[3], [2]]
    clock = next(t for t in tests if isinstance(t, list) and t[0]["testtype"] == "functional")
    assert clock[0] == {
        "input": "22\n5",
        "output": "3",
        "testtype": "functional",
        "fn_name": "clockLater",
    }
    columns = [t for t in tests if isinstance(t, dict) and "fn_name" not in t]
    assert {type(t["inputs"][0]) for t in columns} == {str, list}


def test_lcbv5_rows_carry_metadata(built):
    found = rows(built, "deepcoder/lcbv5/test-00000-of-00001.parquet")
    for row in found:
        problem = PROBLEMS[row["metadata"]["question_id"]]
        entries = json.loads(row["tests"])
        kind = "functional" if problem.fn_name else "stdin"
        assert {entry["testtype"] for entry in entries} == {kind}
        assert row["metadata"]["func_name"] == problem.fn_name
        assert row["metadata"]["contest_date"].startswith("2024-")
        assert row["starter_code"] == (problem.starter_code or "")


def test_a_split_its_dataset_does_not_have_is_refused(tmp_path):
    stray = replace(PROBLEMS["count-words"], home="deepcoder/lcbv5")
    with pytest.raises(ValueError, match="count-words: deepcoder/lcbv5 has no train split"):
        build(tmp_path, [stray])
