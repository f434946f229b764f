"""Tiny raw files of the datasets, as the hub lays them out; tests damage them."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tinylora.corpus.settings import CorpusSettings, SourceSettings

PREAMBLE = "你将得到一个编程竞赛题目。\n```cpp\n<your code here>\n```\n\n\n题目内容:\n\n"

_PAIRS = pa.struct([("input", pa.list_(pa.string())), ("output", pa.list_(pa.string()))])
CODE_CONTESTS = pa.schema(
    [
        ("name", pa.string()),
        ("description", pa.string()),
        ("public_tests", _PAIRS),
        ("private_tests", _PAIRS),
        ("generated_tests", _PAIRS),
        ("source", pa.int64()),
        ("difficulty", pa.int64()),
        ("cf_contest_id", pa.int64()),
        ("cf_index", pa.string()),
        ("cf_points", pa.float32()),
        ("cf_rating", pa.int32()),
        ("cf_tags", pa.list_(pa.string())),
        ("is_description_translated", pa.bool_()),
        ("time_limit", pa.struct([("seconds", pa.int64()), ("nanos", pa.int64())])),
        ("memory_limit_bytes", pa.int64()),
        ("input_file", pa.string()),
        ("output_file", pa.string()),
    ]
)


OPENR1_MATH = pa.schema(
    [
        ("problem", pa.string()),
        ("solution", pa.string()),
        ("answer", pa.string()),
        ("problem_type", pa.string()),
        ("question_type", pa.string()),
        ("source", pa.string()),
        ("uuid", pa.string()),
        ("is_reasoning_complete", pa.list_(pa.bool_())),
        ("generations", pa.list_(pa.string())),
        ("correctness_math_verify", pa.list_(pa.bool_())),
        ("correctness_llama", pa.list_(pa.bool_())),
        ("finish_reasons", pa.list_(pa.string())),
        ("correctness_count", pa.int64()),
        ("messages", pa.list_(pa.struct([("content", pa.string()), ("role", pa.string())]))),
    ]
)


def source(dataset: str, config: str = "default", split: str = "train") -> SourceSettings:
    return SourceSettings(dataset=dataset, config=config, split=split, path="anywhere")


def settings(non_ascii: str = "drop") -> CorpusSettings:
    return CorpusSettings(sources=(source("luogu_dpo"),), non_ascii_samples=non_ascii)


def luogu_row(
    number: int = 1001, body: str = "", pair: tuple[str, str] = ("1 2", "3")
) -> dict[str, Any]:
    value = (
        f"{PREAMBLE}# P{number} [NOIP 2008] 加法 {number}\n\n## 题目描述\n\n求和。{body}\n\n"
        f"## 样例\n\n### 样例 1\n\n**输入：**\n```\n{pair[0]}\n```\n\n"
        f"**输出：**\n```\n{pair[1]}\n```\n"
    )
    return {"conversations": [{"from": "human", "value": value}]}


def openr1_math_row(problem: str = "What is 6 times 7?", **changes: Any) -> dict[str, Any]:
    return {
        "problem": problem,
        "solution": "6 times 7 is 42.",
        "answer": "42",
        "problem_type": "Algebra",
        "question_type": "math-word-problem",
        "source": "olympiads",
        "uuid": "00000000-0000-0000-0000-000000000042",
        "is_reasoning_complete": [True],
        "generations": ["<think>six times seven</think> 42"],
        "correctness_math_verify": [True],
        "correctness_llama": None,
        "finish_reasons": None,
        "correctness_count": 1,
        "messages": [{"content": problem, "role": "user"}],
        **changes,
    }


def code_contests_row(name: str = "1575_A. Another Sorting", **changes: Any) -> dict[str, Any]:
    return {
        "name": name,
        "description": f"Sort the list of {name}.",
        "public_tests": {"input": ["1\n"], "output": ["1\n"]},
        "private_tests": {"input": ["2\n"], "output": ["2\n"]},
        "generated_tests": {"input": ["3\n", "4\n"], "output": ["3\n", "4\n"]},
        "source": 2,
        "difficulty": 7,
        "cf_contest_id": 1575,
        "cf_index": "A",
        "cf_points": 500.0,
        "cf_rating": 1100,
        "cf_tags": ["sortings", ""],
        "is_description_translated": False,
        "time_limit": {"seconds": 1, "nanos": 500_000_000},
        "memory_limit_bytes": 256_000_000,
        "input_file": "",
        "output_file": "",
        **changes,
    }


def deepcoder_row(problem: str = "Add two numbers.", **changes: Any) -> dict[str, Any]:
    tests = [{"input": "1 2\n", "output": "3\n", "testtype": "stdin"}]
    return {"problem": problem, "tests": json.dumps(tests), **changes}


def write_parquet(path: Path, rows: list[dict[str, Any]], schema: pa.Schema | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return path


def write_jsonl(path: Path, rows: list[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path
