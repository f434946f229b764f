"""The contract: one record per row, whatever the row; drift stops a load before its first row."""

import json
import random
from pathlib import Path
from typing import Any

import duckdb
import problem_packages
import pyarrow as pa
import pytest
from corpus_rows import (
    CODE_CONTESTS,
    OPENR1_MATH,
    code_contests_row,
    deepcoder_row,
    luogu_row,
    openr1_math_row,
    settings,
    source,
    write_jsonl,
    write_parquet,
)
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tinylora.corpus.hub import fetch
from tinylora.corpus.settings import SourceSettings
from tinylora.corpus.sources import readers
from tinylora.corpus.sources.reading import read, schema_fingerprint
from tinylora.errors import SchemaDrift, SettingsError, SourceMissing
from tinylora.problem import Problem, Reject, RejectReason
from tinylora.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[2]
SAMPLES = CHECKOUT / "samples" / "raw"


def load(dataset, *files, config="default"):
    return list(read(source(dataset, config), files, settings()))


def reasons(records):
    return [record.reason if isinstance(record, Reject) else None for record in records]


def test_each_dataset_reads(tmp_path):
    files = {
        "luogu_dpo": write_jsonl(tmp_path / "l.jsonl", [luogu_row()]),
        "code_contests": write_parquet(
            tmp_path / "c.parquet", [code_contests_row()], CODE_CONTESTS
        ),
        "deepcoder": write_parquet(tmp_path / "d.parquet", [deepcoder_row()]),
        "extracted": write_jsonl(
            tmp_path / "e.jsonl",
            [{"prompt": "Add.", "test_cases": [{"input": "1 2", "output": "3"}]}],
        ),
        "openr1_math": write_parquet(tmp_path / "m.parquet", [openr1_math_row()], OPENR1_MATH),
        "problems": write_jsonl(
            tmp_path / "p.jsonl", [{"statement": "Add.", "inputs": ["1 2"], "outputs": ["3"]}]
        ),
        "packages": problem_packages.write(tmp_path / "adding", problem_packages.KATTIS),
    }
    for dataset, path in files.items():
        (record,) = load(dataset, path)
        assert isinstance(record, Problem)
        assert record.dataset == dataset
    assert set(files) == set(readers.READERS)


def test_a_second_row_of_the_same_problem_is_a_duplicate(tmp_path):
    first = write_jsonl(tmp_path / "a.jsonl", [luogu_row(1), luogu_row(2), luogu_row(1)])
    second = write_jsonl(tmp_path / "b.jsonl", [luogu_row(2), luogu_row(3)])
    duplicate = RejectReason.DUPLICATE_ROW
    records = load("luogu_dpo", first, second)
    assert reasons(records) == [None, None, duplicate, duplicate, None]
    assert (records[2].native_id, records[2].stage) == ("P1", "filter")


def test_a_bad_row_is_named_by_its_place(tmp_path):
    path = tmp_path / "rows.jsonl"
    good = json.dumps(luogu_row())
    path.write_text(f'{good}\n[1]\n{{"conv\n\n{{}}\n{good}', encoding="utf-8")
    records = load("luogu_dpo", path)
    assert reasons(records) == [
        None,
        RejectReason.NOT_A_ROW,
        RejectReason.BROKEN_JSON,
        RejectReason.MISSING_FIELD,
        RejectReason.DUPLICATE_ROW,
    ]
    assert [record.native_id for record in records[1:4]] == [f"rows.jsonl#{i}" for i in (1, 2, 3)]


@pytest.mark.parametrize(
    ("column", "change", "words"),
    [
        ("cf_rating", None, ["'cf_rating' is missing", "expected int"]),
        ("cf_rating", pa.string(), ["'cf_rating'", "expected int", "found string"]),
        ("cf_tags", pa.string(), ["'cf_tags'", "expected list of string", "found string"]),
        ("public_tests", pa.list_(pa.string()), ["'public_tests'", "{input: list of string"]),
        ("cf_points", pa.string(), ["'cf_points'", "float or int", "found string"]),
    ],
)
def test_parquet_drift_names_file_column_and_types(tmp_path, column, change, words):
    at = CODE_CONTESTS.get_field_index(column)
    schema = CODE_CONTESTS.remove(at)
    if change is not None:
        schema = schema.append(pa.field(column, change))
    good = write_parquet(tmp_path / "a.parquet", [code_contests_row()], CODE_CONTESTS)
    bad = write_parquet(tmp_path / "b.parquet", [], schema)
    with pytest.raises(SchemaDrift) as drift:  # before anything is asked for
        read(source("code_contests"), [good, bad], settings())
    assert all(word in str(drift.value) for word in [str(bad), *words])


@pytest.mark.parametrize(
    "row", [{"prompt": "x"}, {"conversations": "x"}, {"conversations": [["x"]]}]
)
def test_json_drift(tmp_path, row):
    path = write_jsonl(tmp_path / "a.jsonl", [row] * 3)
    with pytest.raises(SchemaDrift, match="'conversations'"):
        read(source("luogu_dpo"), [path], settings())


def test_broken_lines_do_not_vote_on_the_schema(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"conv\n' * 100 + json.dumps(luogu_row()) + "\n", encoding="utf-8")
    assert reasons(load("luogu_dpo", path)) == [RejectReason.BROKEN_JSON] * 100 + [None]


def test_an_empty_file_beside_good_ones_takes_nothing_away(tmp_path):
    write_jsonl(tmp_path / "b.json", [luogu_row()])
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "c.jsonl").write_text("\n")
    (tmp_path / "dataset_infos.json").write_text('{"default": {"features": {}}}')
    own = SourceSettings(dataset="luogu_dpo", path=str(tmp_path))
    files = fetch(own, tmp_path).files
    assert [path.name for path in files] == ["a.json", "b.json", "c.jsonl"]
    assert reasons(read(own, files, settings())) == [None]


@pytest.mark.parametrize("content", ["", "[]", "\n"])
def test_a_source_without_a_row_says_so(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(SourceMissing, match=r"a\.json holds no row"):
        read(source("luogu_dpo"), [path], settings())


def test_a_row_in_another_encoding_is_refused_and_never_damaged(tmp_path):
    path = tmp_path / "a.jsonl"
    rows = [json.dumps(luogu_row(i), ensure_ascii=False) for i in (1, 2)]
    path.write_bytes(rows[0].encode() + b"\n" + rows[1].encode("gbk"))
    assert reasons(load("luogu_dpo", path)) == [None, RejectReason.UNSTORABLE_TEXT]


def test_lcb_needs_its_metadata(tmp_path):
    path = write_parquet(tmp_path / "a.parquet", [deepcoder_row()])
    assert len(load("deepcoder", path, config="taco")) == 1
    with pytest.raises(SchemaDrift, match="'starter_code'"):
        load("deepcoder", path, config="lcbv5")


def test_wider_types_and_columns_without_values_are_no_drift(tmp_path):
    schema = pa.schema(
        [
            field.with_type(
                {pa.string(): pa.large_string(), pa.int32(): pa.int64()}.get(field.type, field.type)
            )
            for field in CODE_CONTESTS
        ]
    )
    row = code_contests_row(time_limit=None)
    wide = write_parquet(tmp_path / "wide.parquet", [row], schema)
    untyped = write_parquet(tmp_path / "untyped.parquet", [row])
    records = load("code_contests", wide, untyped)
    assert reasons(records) == [None, RejectReason.DUPLICATE_ROW]
    assert schema_fingerprint([wide]) != schema_fingerprint([untyped])


def test_the_fingerprint_is_of_the_schema_only(tmp_path):
    paths = [
        write_parquet(tmp_path / f"{i}.parquet", [code_contests_row(str(i))], CODE_CONTESTS)
        for i in range(2)
    ]
    assert schema_fingerprint(paths) == schema_fingerprint(paths[:1])


def test_reading_is_lazy(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([luogu_row(i) for i in range(300)])[:-40], encoding="utf-8")
    records = read(source("luogu_dpo"), [path], settings())
    assert isinstance(next(records), Problem)
    with pytest.raises(SourceMissing, match="breaks off or is broken after 299 rows"):
        list(records)


def test_what_no_warehouse_can_hold(tmp_path):
    """Prose is cleaned, a test case is refused; what is kept goes into DuckDB."""
    rows = [
        luogu_row(1, body="\0 \ud800 文"),
        luogu_row(2, pair=("a\0b", "1")),
        {"conversations": [{"value": "# P3 \udcff\0"}]},
    ]
    deep = [
        deepcoder_row("A", tests='[{"input": "1\\ud83d", "output": "1"}]'),
        deepcoder_row(
            "B \ud83d\ude00", metadata='{"question_id": "\\ud800", "\\u0000k": "\\u0000"}'
        ),
    ]
    path = write_jsonl(tmp_path / "a.jsonl", rows)
    records = load("luogu_dpo", path)
    records += load("deepcoder", write_jsonl(tmp_path / "b.jsonl", deep))
    assert reasons(records) == [
        None,
        RejectReason.UNSTORABLE_TEXT,
        RejectReason.SAMPLE_NOT_FOUND,
        RejectReason.UNSTORABLE_TEXT,
        None,
    ]
    assert " \ufffd 文" in records[0].statement
    assert records[4].statement == "B \U0001f600"
    store(records)


def store(records: list[Problem | Reject]) -> None:
    """Put every text of `records` into DuckDB, JSON as JSON."""
    rows = [
        {
            "prose": (r.excerpt if isinstance(r, Reject) else r.statement + r.title) + r.native_id,
            "extra": "{}" if isinstance(r, Reject) else json.dumps(r.extra),
            "cases": [] if isinstance(r, Reject) else [c.input + c.output for c in r.test_cases],
        }
        for r in records
    ]
    with duckdb.connect() as connection:
        connection.register("incoming", pa.Table.from_pylist(rows))
        connection.execute("create table t as select prose, extra::json, cases from incoming")
        assert connection.execute("select count(*) from t").fetchone() == (len(rows),)


def damage(row: dict[str, Any], rng: random.Random) -> Any:
    """Return a row with one thing broken, sometimes everything."""
    row = json.loads(json.dumps(row))
    junk = rng.choice(
        [None, 0, -1, 2**62, True, 1.5, "", "\0", "\udc80x", [], [None], {}, {"a": [1]}, "x" * 9999]
    )
    node, key = row, rng.choice(list(row))
    while isinstance(node[key], dict | list) and node[key] and rng.random() < 0.7:
        node = node[key]
        key = rng.choice(list(node) if isinstance(node, dict) else range(len(node)))
    if isinstance(node[key], str) and rng.random() < 0.5:
        at = rng.randrange(len(node[key]) + 1)
        cut = rng.choice(["", "\0", "\ud800", "```", "\n", '"', "]", "{", "……"])
        node[key] = node[key][:at] + cut + node[key][at + rng.randrange(20) :]
    elif isinstance(node, dict) and rng.random() < 0.3:
        del node[key]
    else:
        node[key] = junk
    return row if rng.random() < 0.95 else junk


DEEP_METADATA = json.dumps({"question_id": "q", "contest_date": "2024-01-27"})
FUZZED = {
    "luogu_dpo": lambda i: luogu_row(i),
    "code_contests": lambda i: code_contests_row(f"{i}_A. Name"),
    "deepcoder": lambda i: deepcoder_row(
        f"Problem {i}",
        tests=json.dumps({"inputs": [str(i), ["1", 2]], "outputs": ["3", None], "fn_name": None}),
        metadata=DEEP_METADATA,
    ),
}


@pytest.mark.parametrize("dataset", FUZZED)
def test_damaged_rows_are_answers(tmp_path, dataset):
    """3,000 rows a dataset, every second one damaged: no crash, no row lost, all of it storable."""
    rng = random.Random(dataset)
    whole = [FUZZED[dataset](i) for i in range(3000)]
    rows = [damage(row, rng) if i % 2 else row for i, row in enumerate(whole)]
    lines = [json.dumps(row) for row in rows]
    broken = set(rng.sample(range(1, 3000, 2), 100))
    lines = [line[: len(line) // 2] if i in broken else line for i, line in enumerate(lines)]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    records = load(dataset, path)
    assert len(records) == sum(1 for line in lines if line.strip())
    assert all(isinstance(record, Problem | Reject) for record in records)
    assert {record.reason for record in records if isinstance(record, Reject)} >= {
        RejectReason.BROKEN_JSON,
        RejectReason.NOT_A_ROW,
        RejectReason.WRONG_TYPE,
    }
    assert sum(isinstance(record, Problem) for record in records) >= 1500
    assert all(len(r.excerpt) <= 300 for r in records if isinstance(r, Reject))
    store(records)


def test_huge_strings(tmp_path):
    huge = "x" * 2_000_000
    rows = [
        luogu_row(1),
        luogu_row(2, body=huge),
        luogu_row(3, pair=(huge, "`" * 2_000_000)),
        luogu_row(4, pair=("1", "。" * 2_000_000)),
        luogu_row(5, body="#" * 2_000_000 + "\n" + " " * 2_000_000 + "样例输入"),
    ]
    records = load("luogu_dpo", write_jsonl(tmp_path / "a.jsonl", rows))
    assert len(records) == 5
    assert records[1].statement.count("x") == 2_000_000


@given(
    st.lists(
        st.integers(0, 5).map(luogu_row)
        | st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2)
        | st.integers(),
        max_size=12,
    )
)
def test_read_is_kept_plus_rejected(tmp_path_factory, rows):
    rows = [luogu_row(99), *rows]
    path = write_jsonl(tmp_path_factory.mktemp("rows") / "a.jsonl", rows)
    records = load("luogu_dpo", path)
    keys = [record.problem_key for record in records if isinstance(record, Problem)]
    assert len(records) == len(rows)
    assert (
        len(keys)
        == len(set(keys))
        == len({json.dumps(r) for r in rows if "conversations" in str(r)})
    )


def test_adding_a_dataset_as_the_docs_show(tmp_path, monkeypatch):
    guide = (CHECKOUT / "docs" / "adding-a-dataset.md").read_text(encoding="utf-8")
    module = {}
    exec(guide.split("```python\n")[1].split("```")[0], module)
    monkeypatch.setitem(readers.READERS, "apps", module["READER"])
    row = {"problem_id": 7, "question": "Add.", "difficulty": "interview", "url": ""}
    tests = json.dumps({"inputs": ["1 2\n"], "outputs": ["3\n"]})
    rows = [{**row, "input_output": tests}, {**row, "input_output": "{"}]
    write_jsonl(tmp_path / "train.jsonl", rows)
    apps = SourceSettings(dataset="apps", path=str(tmp_path))
    records = list(read(apps, fetch(apps, tmp_path).files, settings()))
    assert reasons(records) == [None, RejectReason.BROKEN_JSON]
    assert [record.native_id for record in records] == ["7", "7"]


def test_an_unknown_dataset_lists_the_known():
    with pytest.raises(SettingsError, match="luogu_dpo"):
        readers.reader_of("nope")
    unknown = {"corpus": {"sources": [{"dataset": "nope", "path": "x"}]}, "model": {"name": "m"}}
    with pytest.raises(ValidationError, match="'nope' has no reader; there are: luogu_dpo"):
        Settings.model_validate(unknown)


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples/raw is not built")
@pytest.mark.parametrize("dataset", ["luogu_dpo", "code_contests", "deepcoder"])
def test_our_own_samples_read_whole(dataset, tmp_path):
    """Every problem of the demo is kept; what is refused was put there to be."""
    places = {
        path.relative_to(SAMPLES / dataset) for path in (SAMPLES / dataset).rglob("*.parquet")
    }
    parts = {
        (p.parts[0] if dataset == "deepcoder" else "default", p.name.split("-")[0]) for p in places
    }
    for config, split in parts or {("default", "train")}:
        own = SourceSettings(
            dataset=dataset, config=config, split=split, path=str(SAMPLES / dataset)
        )
        records = list(read(own, fetch(own, tmp_path).files, settings()))
        kept = [record for record in records if isinstance(record, Problem)]
        assert kept
        assert all(problem.test_cases for problem in kept)
        if dataset == "luogu_dpo":
            assert reasons(records).count(RejectReason.DUPLICATE_ROW) == len(kept)
        else:
            assert len(kept) == len(records)
        store(records)


def dated(day):
    about = {"question_id": day, "contest_date": day and f"{day}T00:00:00"}
    return deepcoder_row(f"Add the numbers of {day}.", metadata=json.dumps(about), starter_code="")


@pytest.mark.parametrize(
    ("window", "kept"),
    [
        ({}, ["2024-07-31", "2024-08-01", "2024-09-30", ""]),
        ({"contests_before": "2024-08-01"}, ["2024-07-31", ""]),
        ({"contests_from": "2024-08-01"}, ["2024-08-01", "2024-09-30", ""]),
        ({"contests_from": "2024-08-01", "contests_before": "2024-09-30"}, ["2024-08-01", ""]),
    ],
)
def test_contests_outside_the_window_are_refused(tmp_path, window, kept):
    days = ["2024-07-31", "2024-08-01", "2024-09-30", ""]
    path = write_parquet(tmp_path / "train-0.parquet", [dated(day) for day in days])
    chosen = SourceSettings.model_validate(
        {**source("deepcoder", "lcbv5").model_dump(mode="json"), **window}
    )
    records = list(read(chosen, [path], settings()))
    found = {True: [], False: []}
    for record in records:
        found[isinstance(record, Problem)].append(record)
    assert [str(record.contest_date or "") for record in found[True]] == kept
    assert len(records) == len(days)
    assert {(r.reason, r.stage) for r in found[False]} <= {(RejectReason.OUTSIDE_WINDOW, "filter")}


def test_a_window_without_a_day_is_refused():
    with pytest.raises(ValueError, match="2024-08-01 is not before contests_before 2024-08-01"):
        SourceSettings(
            dataset="deepcoder", path="x", contests_from="2024-08-01", contests_before="2024-08-01"
        )


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        (None, [0, 1, 2, 3, 4]),
        ((0, 2), [0, 1]),
        ((2, 4), [2, 3]),  # across the end of the first file, which holds three
        ((4, 9), [4]),  # shorter than asked for
    ],
)
def test_a_slice_counts_rows_over_files_in_their_order(tmp_path, rows, numbers):
    files = [
        write_jsonl(tmp_path / "a.jsonl", [luogu_row(0), luogu_row(1), luogu_row(2)]),
        write_jsonl(tmp_path / "b.jsonl", [luogu_row(3), luogu_row(4)]),
    ]
    chosen = source("luogu_dpo").model_copy(update={"rows": rows})
    titles = [record.title for record in read(chosen, files, settings())]
    assert [int(title.split()[-1]) for title in titles] == numbers


def test_rows_after_a_slice_are_not_read(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([luogu_row(i) for i in range(300)])[:-40], encoding="utf-8")
    chosen = source("luogu_dpo").model_copy(update={"rows": (0, 20)})
    assert len(list(read(chosen, [path], settings()))) == 20


def test_a_slice_without_a_row_is_refused(tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", [luogu_row(0), luogu_row(1)])
    chosen = source("luogu_dpo").model_copy(update={"rows": (2, 5)})
    with pytest.raises(SettingsError, match=r"\[2, 5\] begin after the end .* which holds 2"):
        list(read(chosen, [path], settings()))
    for rows in ([3, 3], [-1, 2]):
        with pytest.raises(ValidationError, match=r"hold none; give \[start, stop\]"):
            SourceSettings(dataset="luogu_dpo", path="x", rows=rows)
