"""Seeded damage to raw rows of every reader, in files of each kind that can express it."""

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.corpus.corpus_rows import CODE_CONTESTS, code_contests_row, deepcoder_row, luogu_row
from tests.endurance.damage import places_in

INTACT = 110
"""Good rows at the head of each file that states no schema, so that it looks like its dataset."""
LONG = "12345678 9" * 500_000
TURN = pa.struct([("from", pa.string()), ("value", pa.string())])
LUOGU = pa.schema([("conversations", pa.list_(TURN))])
DEEPCODER = pa.schema(
    [(name, pa.string()) for name in ("problem", "tests", "starter_code", "metadata")]
)
NOT_ROWS = (None, 7, 1e400, True, "text", [], [{}], [["input", "output"]])
WRONG = (0, -1, 10**30, 2.5, float("nan"), False, "", " ", "x", [], {}, [None], [[1]], {"a": "b"})


def luogu(number: int) -> dict[str, Any]:
    return luogu_row(number)


def code_contests(number: int) -> dict[str, Any]:
    return code_contests_row(f"{number}_A. Sorting")


def deepcoder(number: int) -> dict[str, Any]:
    pairs = [{"input": f"{i}\n", "output": f"{i}\n", "testtype": "stdin"} for i in range(3)]
    columns = {"inputs": ["1\n", ["2", "3"], 4], "outputs": ["1\n", ["5"], 4]}
    about = {"question_id": f"q{number}", "contest_date": "2024-01-27T07:00:00"}
    return deepcoder_row(
        f"Problem {number}.",
        tests=json.dumps(pairs if number % 2 else columns),
        starter_code="",
        metadata=json.dumps(about),
    )


ROWS: dict[str, tuple[Callable[[int], dict[str, Any]], pa.Schema]] = {
    "luogu_dpo": (luogu, LUOGU),
    "code_contests": (code_contests, CODE_CONTESTS),
    "deepcoder": (deepcoder, DEEPCODER),
}


def write(folder: Path, dataset: str, count: int, seed: int) -> list[Path]:
    """Write `count` damaged rows, and INTACT good ones before those in JSON, and return the files.

    A third of the rows goes to parquet if it can hold their damage, the others to an array and to
    lines; of those, some are broken as text.
    """
    draw = random.Random(seed)
    intact, schema = ROWS[dataset]
    longs = (LONG if i % 300 == 0 else None for i in range(count))
    rows = [_damaged(intact(INTACT + i), draw, long) for i, long in enumerate(longs)]
    columns, array, lines = [], [], []
    for i, row in enumerate(rows):
        table = _table(row, schema) if i % 3 == 0 else None
        if table is not None:
            columns.append(table)
        else:
            (array if i % 3 == 1 else lines).append(json.dumps(row))
    good = [json.dumps(intact(i)) for i in range(INTACT)]
    folder.mkdir(parents=True)
    paths = [folder / f"rows{suffix}" for suffix in (".json", ".jsonl", ".parquet")]
    paths[0].write_text("[" + ",\n".join(good + array) + "]", encoding="utf-8")
    encoded = [line.encode() for line in good] + [_broken(line, draw) for line in lines]
    paths[1].write_bytes(b"\n".join(encoded))
    pq.write_table(pa.concat_tables(columns), paths[2])
    return paths


def _damaged(row: dict[str, Any], draw: random.Random, long: str | None) -> Any:
    """Return the row with one to three things wrong."""
    if draw.random() < 0.05:
        return draw.choice(NOT_ROWS)
    inner = json.loads(row["tests"]) if "tests" in row and draw.random() < 0.6 else None
    target = copy.deepcopy(row) if inner is None else {"tests": inner}
    for _ in range(draw.randint(1, 3)):
        _damage(target, draw)
    texts = [(holder, key) for holder, key in places_in(target) if isinstance(holder[key], str)]
    if long and texts:
        holder, key = draw.choice(texts)
        holder[key] = long
    if inner is None:
        return target
    text = json.dumps(target.get("tests"))
    return row | {"tests": text[: draw.randrange(len(text))] if draw.random() < 0.2 else text}


def _damage(target: Any, draw: random.Random) -> None:
    places = list(places_in(target))
    if not places:
        return
    holder, key = draw.choice(places)
    kind, value = draw.randrange(6), holder[key]
    if kind == 0:
        del holder[key]
    elif kind == 1:
        holder[key] = None
    elif kind == 2:
        holder[key] = copy.deepcopy(draw.choice(WRONG))
    elif kind == 3:
        holder[key] = [value]
    else:
        text = value if isinstance(value, str) else ""
        at = draw.randint(0, len(text))
        holder[key] = text[:at] + ("\0" if kind == 4 else draw.choice("\ud800\udcff")) + text[at:]


def _table(row: Any, schema: pa.Schema) -> pa.Table | None:
    try:
        return pa.Table.from_pylist([row], schema=schema)
    except (pa.ArrowException, AttributeError, TypeError, ValueError, OverflowError):
        return None


def _broken(line: str, draw: random.Random) -> bytes:
    """Return the line's bytes, one in ten cut short, one in ten with a byte that is no UTF-8."""
    data = line.encode()
    at, chance = draw.randrange(1, max(2, len(data))), draw.random()
    if chance < 0.1:
        return data[:at]
    return data[:at] + b"\xff" + data[at:] if chance < 0.2 else data
