"""Four small problems as code_contests rows: sound, weakly tested, wrongly tested, decimal."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from samples.as_code_contests import CPP, SCHEMA


def program(expression: str, kind: str = "long long", shown: str = "%lld") -> str:
    """Return a C++ program that reads two numbers and prints one."""
    read = f'{kind} a, b; scanf("{shown} {shown}", &a, &b);'
    return f'#include <cstdio>\nint main() {{ {read} printf("{shown}\\n", {expression}); }}\n'


def halves(expression: str) -> str:
    """Return a C++ program that prints a double."""
    return program(expression, "double", "%lf")


def row(
    name: str, task: str, cases: list[tuple[str, str]], right: list[str], wrong: list[str]
) -> dict[str, Any]:
    """Return one row; its first case is public, the others are private."""
    none = {"input": [], "output": []}
    return {
        "name": name,
        "description": f"{task}\n\nInput\n\nTwo numbers a and b.\n\nOutput\n\nOne number.",
        "public_tests": {"input": [cases[0][0]], "output": [cases[0][1]]},
        "private_tests": {side: [case[i] for case in cases[1:]] for i, side in enumerate(none)},
        "generated_tests": none,
        **{"source": 2, "difficulty": 7, "cf_contest_id": 1, "cf_index": "A", "cf_points": 500.0},
        **{"cf_rating": 800, "cf_tags": [], "is_description_translated": False},
        **{"untranslated_description": "", "input_file": "", "output_file": ""},
        **{"time_limit": {"seconds": 2, "nanos": 0}, "memory_limit_bytes": 256_000_000},
        "solutions": {"language": [CPP] * len(right), "solution": right},
        "incorrect_solutions": {"language": [CPP] * len(wrong), "solution": wrong},
    }


SOUND = row(
    "Sound",
    "Print the sum of two apples' weights a and b.",
    [("1 2\n", "3\n"), ("5 5\n", "10\n"), ("0 0\n", "0\n")],
    [program("a + b")],
    [program("a + b + 1"), program("a * b")],
)
WEAK = row(
    "Weak",
    "Given a rectangle with sides a and b, print the area that it covers.",
    [("0 0\n", "0\n"), ("2 2\n", "4\n")],
    [program("a * b")],
    [program("a + b"), program("a << (b / 2)")],
)
CORRUPTED = row(
    "Corrupted",
    "Somebody walks from milestone a to milestone b. How far is it?",
    [("1 4\n", "3\n"), ("2 9\n", "8\n"), ("3 3\n", "0\n")],
    [program("b - a"), program("-(a - b)")],
    [program("a - b")],
)
DECIMALS = row(
    "Decimals",
    "Share a litres among b people. An absolute or relative error of 10^{-5} is accepted.",
    [("1 3\n", "0.3333333333\n"), ("5 2\n", "2.5\n")],
    [halves("a / b")],
    [halves("a * b"), halves("b / a")],
)
ROWS = (SOUND, WEAK, CORRUPTED, DECIMALS)


def write(folder: Path, rows: tuple[dict[str, Any], ...] = ROWS) -> Path:
    """Write the rows as the train split of a local code_contests repository."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    table = pa.Table.from_pylist(list(rows), schema=SCHEMA)
    pq.write_table(table, folder / "data" / "train-00000-of-00001.parquet")
    return folder
