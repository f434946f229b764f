"""Raw rows of every dataset, damaged one by one, in files that still look like their dataset.

Each file begins with intact rows, and these must be kept. Of the damaged ones each is a problem or
a reject, and a reject's reason must be true: what it says can be seen in the row.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.corpus.corpus_rows import CODE_CONTESTS, OPENR1_MATH, openr1_math_row
from tests.endurance.damage import damaged, damaged_line, json_text, texts
from tests.endurance.watched import Kind
from tests.stages.damaged_rows import DEEPCODER, LUOGU, code_contests, deepcoder, luogu
from tinylora.corpus.hub import SourceFiles
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources.calls import parse_json
from tinylora.corpus.sources.readers import reader_for
from tinylora.corpus.sources.reading import read
from tinylora.problem import Problem, Refused, RejectReason
from tinylora.stages.corpus.ingest import ingest_files
from tinylora.warehouse import Warehouse

INTACT, DAMAGED = 12, 50
STORED_EVERY = 5
"""Files a file that is stored as well: the warehouse takes longer than the reading."""
_STATEMENT = "Add the two numbers of problem {}."
CALLED = "class Solution:\n    def add(self, a: int, b: int) -> int:\n        "


@dataclass(frozen=True)
class Dataset:
    """A dataset of one config, and what an intact row of it is."""

    name: str
    row: Callable[[int], dict[str, Any]]
    config: str = "default"
    split: str = "train"
    schema: pa.Schema | None = None
    columns: tuple[tuple[str, str], ...] = ()
    needed: tuple[str, ...] = ()
    """Columns without which a row has a field missing."""
    json: tuple[str, ...] = ()
    """Columns that hold JSON as a text, or may."""

    @property
    def source(self) -> SourceSettings:
        return SourceSettings(
            dataset=self.name,
            config=self.config,
            split=self.split,
            path="anywhere",
            columns=dict(self.columns),
        )


def _called(number: int) -> dict[str, Any]:
    """LiveCodeBench's: a function, its arguments a JSON value a line."""
    tests = [{"input": f"{i}\n2", "output": f"{i + 2}", "testtype": "functional"} for i in range(3)]
    about = {"func_name": "add", "question_id": f"f{number}", "contest_date": "2024-01-27"}
    row = {"problem": _STATEMENT.format(number), "tests": json.dumps(tests)}
    return row | {"starter_code": CALLED, "metadata": json.dumps(about)}


def _extracted(number: int) -> dict[str, Any]:
    cases = [{"input": f"{i} {number}", "output": f"{i + number}"} for i in range(3)]
    return {"prompt": _STATEMENT.format(number), "test_cases": cases}


def _math(number: int) -> dict[str, Any]:
    answer = (f"{number}", f"\\frac{{{number}}}{{7}}", f"({number}, 2]", f"x = \\sqrt{{{number}}}")
    named = {"uuid": f"{number}", "answer": answer[number % 4]}
    return openr1_math_row(f"What is the number {number}?", **named)


def _own(number: int) -> dict[str, Any]:
    cases = [{"input": f"{i} {number}\n", "output": [f"{i + number}", i, 0.5]} for i in range(3)]
    shapes = (
        {"test_cases": cases},
        {"test_cases": json.dumps(cases)},
        {"inputs": [f"{number}\n", "2\n"], "outputs": [f"{number}\n", 2]},
        {"test_cases": {"inputs": ["1\n"], "outputs": [f"{number}"]}, "public_test_cases": cases},
    )
    return shapes[number % 4] | {
        **{"statement": _STATEMENT.format(number), "id": number, "title": f"No. {number}"},
        **{"language": "en", "time_limit_ms": 1500, "memory_limit_kb": 262_144.0},
        **{"checker": "float:1e-6", "standard": "c++17", "difficulty": "easy", "rating": 1200.0},
        **{"contest_date": "2024-01-27T07:00:00", "tags": ["sums"]},
        **{"solutions": ["int main() {}"], "wrong_solutions": '["int main() { return 1; }"]'},
    }


def _mapped(number: int) -> dict[str, Any]:
    tests = {"io": [{"in": f"{number}\n", "out": f"{number}\n"}], "limits": {"seconds": 2}}
    return {"prompt": _STATEMENT.format(number), "tests": tests, "about": json.dumps({"n": number})}


MAPPED = (
    *(("statement", "prompt"), ("inputs", "tests.io.in"), ("outputs", "tests.io.out")),
    *(("time_limit_s", "tests.limits.seconds"), ("id", "about.n")),
)
TESTS = ("public_tests", "private_tests", "generated_tests")
CASES = ("test_cases", "inputs", "outputs", "public_test_cases", "tags", "solutions")
OF_DEEPCODER = {"schema": DEEPCODER, "needed": ("problem", "tests"), "json": ("tests", "metadata")}
DATASETS = {
    "luogu_dpo": Dataset("luogu_dpo", luogu, schema=LUOGU, needed=("conversations",)),
    "code_contests": Dataset(
        "code_contests", code_contests, schema=CODE_CONTESTS, needed=("description",)
    ),
    "deepcoder": Dataset("deepcoder", deepcoder, "primeintellect", **OF_DEEPCODER),
    "deepcoder's functions": Dataset("deepcoder", _called, "lcbv5", "test", **OF_DEEPCODER),
    "extracted": Dataset("extracted", _extracted, needed=("prompt", "test_cases")),
    "extracted code_contests": Dataset(
        "extracted", code_contests, "code_contests", needed=("description",)
    ),
    "openr1_math": Dataset("openr1_math", _math, schema=OPENR1_MATH, needed=("problem",)),
    "problems": Dataset("problems", _own, needed=("statement",), json=CASES),
    "problems by columns": Dataset(
        "problems", _mapped, columns=MAPPED, needed=("prompt",), json=("tests", "about", "prompt")
    ),
}


def run(dataset: Dataset, draw: Random, folder: Path) -> Counter[str]:
    """Read a file of intact and of damaged rows; every fifth is stored as well."""
    base = draw.randrange(10**6)
    written = [dataset.row(base + i) for i in range(INTACT + DAMAGED)]
    rows = written[:INTACT] + [damaged(row, draw) for row in written[INTACT:]]
    path, lines = _written(folder, dataset, rows, draw)
    corpus = CorpusSettings(sources=(dataset.source,))
    records = list(read(dataset.source, [path], corpus))
    assert len(records) == len(lines), f"{len(records)} records of {len(lines)} rows"
    seen: set[str] = set()
    outcomes = Counter()
    for place, (record, line, whole) in enumerate(zip(records, lines, written, strict=False)):
        if isinstance(record, Problem):
            outcomes["kept"] += place >= INTACT
            _hold_storable(record)
            continue
        assert place >= INTACT, f"an intact row is refused: {record.reason}: {record.excerpt}"
        assert len(record.excerpt) <= 300, f"an excerpt of {len(record.excerpt)} characters"
        assert (why := untrue(record, line, whole, dataset, seen)) is None, (
            f"{record.reason} is not true of row {place}: {why}: {line!r:.300}"
        )
        outcomes[str(record.reason)] += 1
        seen.add(record.native_id)
    if draw.randrange(STORED_EVERY) == 0:
        _hold_stored(path, records, dataset, corpus)
    return outcomes


def untrue(
    reject: Any, line: Any, whole: dict[str, Any], dataset: Dataset, seen: set[str]
) -> str | None:
    """Return what speaks against a reject's reason, None where nothing does.

    Args:
        reject: of the row.
        line: the bytes of the row, or the row itself where its file is no text.
        whole: the row as it was before it was damaged.
        dataset: it is of.
        seen: native ids of the rejects before.
    """
    row, parses = _parsed(line)
    raw = line if isinstance(line, bytes) else json.dumps(line, default=str).encode()
    match reject.reason:
        case RejectReason.NOT_A_ROW:
            return "it is an object" if isinstance(row, dict) or not parses else None
        case RejectReason.BROKEN_JSON:
            if not parses:
                return None
            inner = [text for name in dataset.json for text in texts(row.get(name))]
            return None if any(map(_is_broken, inner)) else "all of it is JSON"
        case RejectReason.UNSTORABLE_TEXT:
            odd = rb"\0|\\+u0000|\\+u[dD][89a-fA-F]"
            return None if not _is_utf8(raw) or re.search(odd, raw) else "all of it can be stored"
        case RejectReason.MISSING_FIELD:
            lacks = [one for one in dataset.needed if not str(row.get(one) or "").strip()]
            return None if lacks else f"it has {', '.join(dataset.needed)}"
        case RejectReason.EMPTY_STATEMENT:
            shown = reader_for(dataset.source).statement(row)
            return f"it says {shown:.80}" if (shown or "").strip() else None
    return "it is as it was written" if parses and row == whole else None


def _parsed(line: Any) -> tuple[Any, bool]:
    if not isinstance(line, bytes):
        return line, True
    try:
        text = line.decode("utf-8", "surrogateescape")
        return json.JSONDecoder(parse_int=str, strict=False).decode(text.strip()), True
    except (ValueError, RecursionError):
        return None, False


def _is_broken(text: str) -> bool:
    try:
        parse_json(text)
    except Refused:
        return True
    return False


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _hold_storable(problem: Problem) -> None:
    """Hold that no text of a problem is one that UTF-8, Arrow or DuckDB cannot hold."""
    said = [problem.native_id, problem.title, problem.statement, problem.starter_code or ""]
    said += [*problem.tags, *problem.extra, *problem.extra.values()]
    said += [side for case in problem.test_cases for side in (case.input, case.output)]
    said += [one.source for one in problem.solutions or ()]
    assert b"\0" not in "".join(said).encode(), "a text with a NUL"


def _hold_stored(path: Path, records: list[Any], dataset: Dataset, corpus: CorpusSettings) -> None:
    """Ingest the file: what the load counts, what was read and what is stored are the same."""
    warehouse = _warehouse()
    files = SourceFiles((path,), f"{path}")
    load = ingest_files(files, dataset.source, corpus, warehouse)
    kept = sum(isinstance(record, Problem) for record in records)
    (stored,) = warehouse.select(
        "select (select count(*) from loaded_problems where load_id = $load_id) as kept, "
        "(select count(*) from rejects where load_id = $load_id) as rejected",
        load_id=load.load_id,
    ).to_pylist()
    counts = (
        load.rows_read,
        load.rows_kept,
        load.rows_rejected,
        stored["kept"],
        stored["rejected"],
    )
    rejected = len(records) - kept
    assert counts == (len(records), kept, rejected, kept, rejected), f"counts: {counts}"


@cache
def _warehouse() -> Warehouse:
    warehouse = Warehouse(Path(mkdtemp()) / "warehouse.duckdb")
    warehouse.migrate()
    return warehouse


def _written(
    folder: Path, dataset: Dataset, rows: list[Any], draw: random.Random
) -> tuple[Path, list[Any]]:
    """Write rows as lines, an array, UTF-16 or parquet; return the file, and each row's bytes."""
    layout = draw.choice(("lines", "lines", "array", "utf-16", "parquet"))
    if layout == "parquet" and dataset.schema is not None:
        tables = [_table(row, dataset.schema) for row in rows]
        path = folder / "rows.parquet"
        pq.write_table(pa.concat_tables(filter(None, tables)), path)
        return path, [table.to_pylist()[0] for table in tables if table is not None]
    path = folder / "rows.json"
    lines = [json_text(row) for row in rows]
    if layout == "array" and not any("[" * 900 in line for line in lines):
        path.write_text("[" + ",\n".join(lines) + "]", encoding="utf-8")
        return path, [line.encode() for line in lines]
    encoded = [line.encode() for line in lines]
    if layout == "utf-16":
        path.write_text("\n".join(lines), encoding="utf-16")
    else:
        encoded[INTACT:] = [
            damaged_line(line, draw) if draw.random() < 0.2 else line.encode()
            for line in lines[INTACT:]
        ]
        path.write_bytes(b"\n".join(encoded))
    return path, encoded


def _table(row: Any, schema: pa.Schema) -> pa.Table | None:
    try:
        return pa.Table.from_pylist([row], schema=schema)
    except (pa.ArrowException, AttributeError, TypeError, ValueError, OverflowError):
        return None


SLOW = {"openr1_math": 10}
"""Of so many rows one is read: math-verify holds each answer against itself."""
KINDS = {
    name: Kind(partial(run, dataset), items=DAMAGED, share=SLOW.get(name, 1))
    for name, dataset in DATASETS.items()
}
