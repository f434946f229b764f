"""The dataset problems: every shape, unit, mapping and mistake that a user's own file may have."""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from corpus_rows import settings, write_jsonl, write_parquet
from datasets import Dataset, DatasetDict
from hypothesis import given
from hypothesis import strategies as st

from tinylora.corpus.hub import fetch
from tinylora.corpus.settings import CorpusSettings, SourceSettings, TrustSettings
from tinylora.corpus.sources import problems
from tinylora.corpus.sources.reading import read
from tinylora.errors import SchemaDrift, SettingsError, SourceMissing
from tinylora.problem import Origin, Problem, Refused, RejectReason
from tinylora.settings import Settings
from tinylora.stages.corpus.problem_set import load_choices

CHECKOUT = Path(__file__).resolve().parents[2]
SUM = {"statement": "Read two numbers and print their sum."}
PAIR = {"input": "1 2\n", "output": "3\n"}
TESTS = {"test_cases": [PAIR]}
GOOD = {**SUM, **TESTS}
VALIDATOR = "validator float_tolerance 1e-6\n#include <a>\nint main(){}"


def source(path, split="train", **chosen):
    return SourceSettings(dataset="problems", split=split, path=str(path), **chosen)


def records(of, corpus=None):
    return list(read(of, fetch(of, of).files, corpus or settings()))


def of_rows(folder, rows, split="train", **chosen):
    return records(source(write_jsonl(folder / "mine.jsonl", rows), split, **chosen))


def one(folder, row, **columns):
    """Return what a file of one row gives."""
    (found,) = of_rows(folder, [row], columns=columns)
    return found


def pairs(problem):
    return [(case.input, case.output) for case in problem.test_cases]


TWO = [("1 2\n", "3\n"), ("4 5\n", "9\n")]
LISTS = {"input": ["1 2\n", "4 5\n"], "output": ["3\n", "9\n"]}
OBJECTS = [{"input": given, "output": answer} for given, answer in TWO]


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ({"test_cases": OBJECTS}, {}),
        ({"test_cases": json.dumps(OBJECTS)}, {}),
        ({"test_cases": LISTS}, {}),
        ({"test_cases": json.dumps(LISTS)}, {}),
        ({"test_cases": {"inputs": LISTS["input"], "outputs": LISTS["output"]}}, {}),
        ({"inputs": LISTS["input"], "outputs": LISTS["output"]}, {}),
        ({"inputs": json.dumps(LISTS["input"]), "outputs": json.dumps(LISTS["output"])}, {}),
        ({"tests": OBJECTS}, {"test_cases": "tests"}),
        ({"tests": OBJECTS}, {"inputs": "tests.input", "outputs": "tests.output"}),
        ({"tests": OBJECTS}, {"input": "tests.input", "output": "tests.output"}),
        ({"tests": LISTS}, {"inputs": "tests.input", "outputs": "tests.output"}),
        ({"tests": json.dumps(OBJECTS)}, {"inputs": "tests.input", "outputs": "tests.output"}),
        ({"tests": json.dumps(LISTS)}, {"inputs": "tests.input", "outputs": "tests.output"}),
        (
            {"tests": [{"in": i, "out": o} for i, o in TWO]},
            {"input": "tests.in", "output": "tests.out"},
        ),
        ({"judge": {"data": OBJECTS}}, {"test_cases": "judge.data"}),
        (
            {"judge": {"data": OBJECTS}},
            {"input": "judge.data.input", "output": "judge.data.output"},
        ),
        ({"judge.data": OBJECTS}, {"test_cases": "judge.data"}),
        ({"stdin": LISTS["input"], "outputs": LISTS["output"]}, {"inputs": "stdin"}),
    ],
)
def test_every_shape_of_test_cases(tmp_path, row, columns):
    found = one(tmp_path, SUM | row, **columns)
    assert isinstance(found, Problem), found
    assert pairs(found) == TWO
    assert {case.origin for case in found.test_cases} == {Origin.PRIVATE}
    assert found.trust is None


def test_one_object_is_one_test_case(tmp_path):
    assert pairs(one(tmp_path, SUM | {"test_cases": PAIR})) == [("1 2\n", "3\n")]


def test_a_struct_of_nulls_is_no_test_case(tmp_path):
    """A table has its struct in each row, whether or not there is anything in it."""
    nothing = {"input": None, "output": None}
    shown = {"input": ["7 8\n"], "output": ["15\n"]}
    rows = [
        {**GOOD, "id": place, "public_test_cases": one} for place, one in [(1, nothing), (2, shown)]
    ]
    found = records(source(write_parquet(tmp_path / "train.parquet", rows)))
    assert [pairs(one) for one in found] == [
        [("1 2\n", "3\n")],
        [("7 8\n", "15\n"), ("1 2\n", "3\n")],
    ]


def test_a_side_may_be_a_number_or_a_list_of_lines(tmp_path):
    tests = [{"input": ["2", "1 2"], "output": 3}, {"input": [], "output": 0.5}]
    assert pairs(one(tmp_path, SUM | {"test_cases": tests})) == [("2\n1 2", "3"), ("", "0.5")]


def test_decimals_of_a_parquet_file_are_numbers(tmp_path):
    """DuckDB writes literals such as 1.5 as DECIMAL."""
    row = {
        **SUM,
        **{"id": Decimal(7), "time_limit_s": Decimal("1.5"), "rating": Decimal("1500.0")},
        **{"inputs": [Decimal("1.5"), Decimal("2.0")], "outputs": [["3", "0"], ["4"]]},
    }
    (found,) = records(source(write_parquet(tmp_path / "train.parquet", [row])))
    assert (found.native_id, found.time_limit_s, found.cf_rating) == ("7", 1.5, 1500)
    assert pairs(found) == [("1.5", "3\n0"), ("2", "4")]


def test_public_tests_are_marked_and_not_repeated(tmp_path):
    row = SUM | {"public_test_cases": OBJECTS[:1], "test_cases": OBJECTS}
    found = one(tmp_path, row)
    assert pairs(found) == TWO
    assert [case.origin for case in found.test_cases] == [Origin.PUBLIC, Origin.PRIVATE]
    assert found.trust is None
    only = one(tmp_path, SUM | {"samples": LISTS}, public_input="samples.input",
               public_output="samples.output")  # fmt: skip
    assert {case.origin for case in only.test_cases} == {Origin.PUBLIC}
    assert only.trust == "statement_samples_only"  # a program that prints them passes


def test_a_mapped_form_is_the_only_one_that_is_read(tmp_path):
    """A file may have a column of our name that means something else."""
    row = {**SUM, "test_cases": "see the archive", "tests": LISTS}
    assert pairs(one(tmp_path, row, input="tests.input", output="tests.output")) == TWO
    row = {**SUM, "tests": OBJECTS, "inputs": 3, "outputs": "x", "time_limit_s": "1", "ms": 500}
    found = one(tmp_path, row, test_cases="tests", time_limit_ms="ms")
    assert (pairs(found), found.time_limit_s) == (TWO, 0.5)


@pytest.mark.parametrize(
    ("name", "value", "attribute", "expected"),
    [
        ("time_limit_s", 2, "time_limit_s", 2.0),
        ("time_limit_s", 0.5, "time_limit_s", 0.5),
        ("time_limit_ms", 1100, "time_limit_s", 1.1),
        ("memory_limit_mb", 256, "memory_limit_mb", 256),
        ("memory_limit_mb", 256.0, "memory_limit_mb", 256),
        ("memory_limit_kb", 131072, "memory_limit_mb", 128),
        ("memory_limit_bytes", 268435456, "memory_limit_mb", 256),
        ("memory_limit_bytes", 256_000_000, "memory_limit_mb", 245),  # 244.1 MiB; never lowered
        ("rating", 1500, "cf_rating", 1500),
        ("rating", 1499.6, "cf_rating", 1500),
        ("rating", 0, "cf_rating", None),
        ("time_limit_s", 0, "time_limit_s", None),
        ("time_limit_s", None, "time_limit_s", None),
        ("memory_limit_mb", float("nan"), "memory_limit_mb", None),
        ("id", 17, "native_id", "17"),
        ("id", 17.0, "native_id", "17"),
        ("id", "P1", "native_id", "P1"),
        ("title", "Sum", "title", "Sum"),
        ("title", " ", "title", "Read two numbers and print their sum."),
        ("language", "zh-CN", "language", "zh"),
        ("language", "English", "language", "en"),
        ("language", None, "language", "en"),
        ("difficulty", "A", "difficulty", "A"),
        ("difficulty", 3, "difficulty", "3"),
        ("contest_date", "2024-01-27T07:00:00", "contest_date", date(2024, 1, 27)),
        ("contest_date", "", "contest_date", None),
        ("tags", ["dp", " ", "greedy"], "tags", ("dp", "greedy")),
        ("tags", '["dp"]', "tags", ("dp",)),
        ("tags", None, "tags", ()),
        ("tags", "null", "tags", ()),
        ("tags", "['Mathematics', \"Don't\"]", "tags", ("Mathematics", "Don't")),
        ("tags", "[]", "tags", ()),
        ("tags", "dp, math", "tags", ("dp", "math")),
        ("tags", "2-sat", "tags", ("2-sat",)),
        ("tags", "2024", "tags", ("2024",)),
        ("standard", "c++20", "standard", "c++20"),
        ("standard", None, "standard", None),
        ("checker", "float:1e-6", "checker", "float:1e-06"),
        ("checker", "case_fold", "checker", "case_fold"),
        ("checker", "#include <a>\nint main(){}", "checker", "#include <a>\nint main(){}"),
        ("checker", " case_fold\n", "checker", "case_fold"),
        ("checker", VALIDATOR, "checker", VALIDATOR),
    ],
)
def test_every_name_and_unit(tmp_path, name, value, attribute, expected):
    for columns, theirs in (({}, name), ({name: "x"}, "x"), ({name: "about.x"}, "about")):
        said = {"x": value} if theirs == "about" else value
        found = one(tmp_path, {**GOOD, theirs: said}, **columns)
        assert isinstance(found, Problem), found
        assert getattr(found, attribute) == expected


def test_what_a_row_lacks_is_null(tmp_path):
    found = one(tmp_path, GOOD)
    assert found.native_id.startswith("sha-")
    names = ("difficulty", "cf_rating", "contest_date", "time_limit_s", "memory_limit_mb")
    assert [getattr(found, name) for name in names] == [None] * 5
    assert (found.checker, found.tags, found.extra, found.language) == (None, (), {}, "en")
    chinese = one(tmp_path, {**TESTS, "statement": "读入两个整数，输出它们的和。"})
    assert chinese.language == "zh"


MISSING, WRONG = RejectReason.MISSING_FIELD, RejectReason.WRONG_TYPE
UNPAIRED, NONE = RejectReason.UNPAIRED_TEST_CASES, RejectReason.NO_TEST_CASES


@pytest.mark.parametrize(
    ("change", "reason", "shown"),
    [
        ({"statement": None}, MISSING, "statement is missing"),
        ({"statement": " \n"}, RejectReason.EMPTY_STATEMENT, ""),
        ({"statement": 3}, WRONG, "statement: no text: 3"),
        ({"statement": "This is an interactive problem."}, RejectReason.INTERACTIVE, "interactive"),
        ({"test_cases": None}, NONE, "no test case"),
        ({"test_cases": []}, NONE, "no test case"),
        ({"test_cases": ""}, NONE, "no test case"),
        ({"test_cases": "[{"}, RejectReason.BROKEN_JSON, "[{"),
        ({"test_cases": 3}, WRONG, "no list of test cases: 3"),
        ({"test_cases": ["1 2"]}, WRONG, "no object of input and output: '1 2'"),
        ({"test_cases": [{"input": "1"}]}, UNPAIRED, "lacks a side: {'input': '1'}"),
        ({"test_cases": [{"input": None, "output": "1"}]}, UNPAIRED, "lacks a side"),
        (
            {"test_cases": {"input": ["1", "2"], "output": ["1"]}},
            UNPAIRED,
            "2 inputs and 1 outputs",
        ),
        ({"test_cases": {"input": ["1"]}}, UNPAIRED, "1 inputs and 0 outputs"),
        ({"test_cases": {"input": None, "output": None}}, NONE, "no test case"),
        ({"public_test_cases": {"cases": [PAIR]}}, UNPAIRED, "lacks a side"),
        (
            {"test_cases": {"input": None, "output": None, "fn_name": "add"}},
            WRONG,
            "calls a function",
        ),
        ({"test_cases": {"input": ["1"], "output": "1"}}, WRONG, "not a list of inputs"),
        ({"test_cases": [{"input": "1", "output": {}}]}, WRONG, "no text, number or list of lines"),
        ({"test_cases": [{"input": True, "output": "1"}]}, WRONG, "no text, number or list"),
        ({"test_cases": [{"input": [["1"]], "output": "1"}]}, WRONG, "no text, number or list"),
        ({"test_cases": [PAIR | {"fn_name": "add"}]}, WRONG, "calls a function"),
        ({"test_cases": [PAIR | {"testtype": "functional"}]}, WRONG, "calls a function"),
        ({"test_cases": LISTS | {"fn_name": "add"}}, WRONG, "calls a function"),
        ({"test_cases": [{"input": "1 2 3...", "output": "6"}]}, NONE, "all 1 test cases are cut"),
        ({"test_cases": [{"input": "\0", "output": "1"}]}, RejectReason.UNSTORABLE_TEXT, ""),
        ({"id": ["P1"]}, WRONG, "id: no text"),
        ({"id": True}, WRONG, "id: no text: True"),
        ({"language": "ru"}, WRONG, "neither en nor zh: 'ru'"),
        ({"rating": "hard"}, WRONG, "rating: no number"),
        ({"rating": -1}, WRONG, "rating: not within 1"),
        ({"time_limit_s": "2 seconds"}, WRONG, "time_limit_s: no number: '2 seconds'"),
        ({"time_limit_s": True}, WRONG, "time_limit_s: no number: True"),
        ({"time_limit_s": 2000}, WRONG, "not within 0.02 to 300; is it in another unit?: 2000"),
        ({"time_limit_ms": 2}, WRONG, "not within 20 to 300000; is it in another unit?: 2"),
        ({"memory_limit_mb": 262144}, WRONG, "memory_limit_mb: not within 1 to 32768"),
        ({"memory_limit_mb": 10**400}, WRONG, "memory_limit_mb: not within 1 to 32768"),
        ({"memory_limit_bytes": 256}, WRONG, "memory_limit_bytes: not within"),
        ({"time_limit_s": float("inf")}, WRONG, "time_limit_s: not within"),
        ({"contest_date": "last May"}, WRONG, "no date such as 2024-01-27: 'last May'"),
        ({"contest_date": 1706313600}, WRONG, "no date"),
        ({"tags": '{"a": "dp"}'}, WRONG, "tags: no list of texts: {'a': 'dp'}"),
        ({"test_cases": "1 2"}, RejectReason.BROKEN_JSON, "test_cases: "),
        ({"tags": [1]}, WRONG, "tags: no list of texts: [1]"),
        ({"standard": "c++98"}, WRONG, "standard: none of c++14, c++17"),
        ({"checker": "exact"}, WRONG, "checker: checker 'exact'"),
        ({"checker": "float:none"}, WRONG, "checker"),
        ({"split": None}, MISSING, "split is missing, null or blank"),
        ({"split": 1}, WRONG, "split: no text: 1"),
    ],
)
def test_what_a_row_gets_wrong_refuses_it_alone(tmp_path, change, reason, shown):
    good = {**GOOD, "id": "good", "split": "train"}
    found = of_rows(tmp_path, [good, {**good, "id": "bad", **change}])
    assert isinstance(found[0], Problem), found
    assert found[1].reason == reason, found[1]
    assert shown in found[1].excerpt


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (3, WRONG),
        ("3", WRONG),
        ("{", RejectReason.BROKEN_JSON),
        ([[{"input": "1"}]], WRONG),  # a list of lists of tests: whose lists would be lines?
        ([3], WRONG),
        ([None], UNPAIRED),
        (None, NONE),
    ],
)
def test_a_path_that_leads_nowhere_refuses_the_row(tmp_path, value, reason):
    rows = [{**SUM, "id": 1, "tests": OBJECTS}, {**SUM, "id": 2, "tests": value}]
    columns = {"inputs": "tests.input", "outputs": "tests.output"}
    found = of_rows(tmp_path, rows, columns=columns)
    assert isinstance(found[0], Problem)
    assert (found[1].reason, found[1].native_id, found[1].statement) == (
        *(reason, "2"),
        SUM["statement"],
    )


def test_a_second_row_of_one_id_or_statement_is_a_duplicate(tmp_path):
    rows = [{**GOOD, "id": 1}, {**GOOD, "id": "1", "statement": "Other."}, {**GOOD, "id": 2}]
    reasons = [getattr(found, "reason", None) for found in of_rows(tmp_path, rows)]
    assert reasons == [None, RejectReason.DUPLICATE_ROW, None]
    twice = of_rows(tmp_path, [GOOD, {**GOOD, "test_cases": OBJECTS}])
    assert twice[1].reason == RejectReason.DUPLICATE_ROW


def test_cut_test_cases_are_left_out_and_counted(tmp_path):
    found = one(tmp_path, {**SUM, "test_cases": [PAIR, {"input": "1 2 3...", "output": "6"}]})
    assert (pairs(found), found.extra) == ([("1 2\n", "3\n")], {"dropped_pairs": "1"})


def test_solutions_are_kept_as_the_settings_ask(tmp_path):
    right = "int main() { return 0; }"
    row = {**GOOD, "solutions": [right, 3, "", "int x;"], "wrong_solutions": json.dumps(["int y;"])}
    path = source(write_jsonl(tmp_path / "mine.jsonl", [row, {**row, "solutions": 3, "id": 2}]))
    for kept, expected in ((0, None), (5, {(right, True), ("int x;", True), ("int y;", False)})):
        corpus = CorpusSettings(sources=(path,), trust=TrustSettings(solutions_kept=kept))
        found, bonus = records(path, corpus)
        given = found.solutions
        assert expected == (given and {(one.source, one.correct) for one in given})
        assert isinstance(bonus, Problem)  # a bonus never refuses a row


@pytest.mark.parametrize(
    ("row", "columns", "says"),
    [
        ({"prompt": "x"} | TESTS, {}, "no row has a column 'statement'; there are: prompt, test"),
        ({"prompt": "x"} | TESTS, {}, "--column statement=THEIRS on the command line"),
        (GOOD, {"title": "name"}, "no row has 'name', to which columns maps title"),
        (GOOD, {"test_cases": "tests.hidden"}, "no row has 'tests.hidden'"),
        (SUM | {"t": OBJECTS}, {"input": "t.inputt", "output": "t.output"}, "has 't.inputt'"),
        (SUM, {}, "no row has test cases: neither 'test_cases' nor 'inputs' and 'outputs'"),
        (SUM | {"inputs": ["1"]}, {}, "no row has a column 'outputs' to go with 'inputs'"),
        (SUM | {"t": ["1"]}, {"output": "t"}, "no row has a column 'inputs' to go with 't'"),
        (SUM | {"input": ["1"], "output": ["1"]}, {}, "no row has test cases"),
    ],
)
@pytest.mark.parametrize("write", [write_jsonl, write_parquet])
def test_a_column_that_no_row_has_is_one_error(tmp_path, row, columns, says, write):
    suffix = "jsonl" if write is write_jsonl else "parquet"
    path = write(tmp_path / f"mine.{suffix}", [row] * 3)
    of = source(path, columns=columns)
    with pytest.raises(SchemaDrift) as drift:
        read(of, [path], settings())
    assert says in str(drift.value)
    assert str(path) in str(drift.value)


def test_a_column_that_only_a_late_row_has_is_there(tmp_path):
    rows = [{**GOOD, "id": i} for i in range(150)] + [{**GOOD, "id": 150, "seconds": 2}]
    found = of_rows(tmp_path, rows, columns={"time_limit_s": "seconds"})
    assert [found[0].time_limit_s, found[150].time_limit_s] == [None, 2.0]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"statment": "x"}, "a problem has no 'statment' to map 'x' to; our names, .* statement"),
        ({"statement": "."}, "statement is mapped to '.': write COLUMN or COLUMN.MEMBER"),
        ({"inputs": "tests."}, "write COLUMN or COLUMN.MEMBER"),
        ({"input": "a", "inputs": "b"}, "inputs and inputs say the same"),
        ({"test_cases": "a", "outputs": "b"}, "outputs and test_cases say the same"),
        ({"time_limit_s": "a", "time_limit_ms": "b"}, "time_limit_ms and time_limit_s say the"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_with_the_settings(columns, says):
    chosen = {"dataset": "problems", "path": "x", "columns": columns}
    with pytest.raises(SettingsError, match=says):
        fetch(SourceSettings(**chosen), "x")
    with pytest.raises(ValueError, match=says):
        Settings.model_validate({"corpus": {"sources": [chosen]}, "model": {"name": "m"}})


def test_a_column_of_our_name_that_means_something_else_is_passed_over(tmp_path):
    row = {
        **GOOD,
        "language": "python",
        "tags": "dp, greedy",
        "split": 7,
        "time_limit_s": "2",
        "ms": 9,
    }
    assert one(tmp_path, row).reason == WRONG
    off = {"language": "", "tags": "", "split": "", "time_limit_s": ""}
    found = one(tmp_path, {**row, "ms": 500}, **off, time_limit_ms="ms")
    assert (found.language, found.tags, found.time_limit_s) == ("en", (), 0.5)
    with pytest.raises(SchemaDrift, match="no row has a column 'statement'"):
        one(tmp_path, row, statement="")


def test_only_problems_are_mapped():
    for chosen in ({"columns": {"statement": "x"}}, {"files": "*.json"}):
        with pytest.raises(SettingsError, match="luogu_dpo has files and columns of its own"):
            fetch(SourceSettings(dataset="luogu_dpo", path="x", **chosen), "x")


@pytest.mark.parametrize("files", ["", "/data/*.json", "../*.json", "a**", "data/", "a//b"])
def test_a_pattern_that_is_none_is_refused(files):
    with pytest.raises(ValueError, match="is no pattern inside the folder or repository"):
        source("x", files=files)


def test_rows_may_name_their_split(tmp_path):
    words = ["train", "Test", "validation", "dev", "training", "extra"]
    rows = [{**GOOD, "id": i, "part": word} for i, word in enumerate(words)]
    chosen = {"columns": {"split": "part"}}
    ids = {
        split: [found.native_id for found in of_rows(tmp_path, rows, split, **chosen)]
        for split in ("train", "valid", "test")
    }
    assert ids == {"train": ["0", "4"], "valid": ["2", "3"], "test": ["1"]}
    own = [{**GOOD, "id": 0, "split": "test"}, {**GOOD, "id": 1}]
    assert [found.native_id for found in of_rows(tmp_path, own)] == ["1"]
    with pytest.raises(SourceMissing, match=r"is of split valid; they say .* of test, train"):
        of_rows(tmp_path, [rows[0], rows[1]], "valid", **chosen)


def test_a_slice_counts_the_rows_of_its_split(tmp_path):
    rows = [{**GOOD, "id": i, "split": "test" if i % 2 else "train"} for i in range(8)]
    found = records(source(write_jsonl(tmp_path / "mine.jsonl", rows), "test", rows=(1, 3)))
    assert [one.native_id for one in found] == ["3", "5"]


ROWS = [
    {
        "key": i,
        "task": f"Task {i}.",
        "tests": LISTS,
        "limit": 1500,
        "bytes": 2**26,
        "day": date(2024, 1, i + 1),
        "tags": ["dp"],
        "note": "not asked for",
    }
    for i in range(3)
]
MAPPED = {
    **{"id": "key", "statement": "task", "inputs": "tests.input", "outputs": "tests.output"},
    **{"time_limit_ms": "limit", "memory_limit_bytes": "bytes", "contest_date": "day"},
}


def as_json(row):
    return {**row, "day": row["day"].isoformat()}


def test_parquet_json_and_saved_folders_give_the_same_problems(tmp_path):
    listed = [
        {**row, "tests": [{"input": i, "output": o} for i, o in TWO], "limit": 1500.0}
        for row in ROWS
    ]
    dated = [{**row, "day": datetime(2024, 1, row["key"] + 1, 9, tzinfo=UTC)} for row in ROWS]
    (tmp_path / "array.json").write_text(json.dumps([as_json(row) for row in ROWS]))
    Dataset.from_list(ROWS).save_to_disk(tmp_path / "saved")
    DatasetDict({"train": Dataset.from_list(ROWS)}).save_to_disk(tmp_path / "both")
    places = [
        write_jsonl(tmp_path / "lines.jsonl", [as_json(row) for row in ROWS]),
        tmp_path / "array.json",
        write_parquet(tmp_path / "columns.parquet", ROWS),
        write_parquet(tmp_path / "objects.parquet", listed),
        write_parquet(tmp_path / "times.parquet", dated),
        tmp_path / "saved",
        tmp_path / "both",
    ]
    found = [records(source(place, columns=MAPPED)) for place in places]
    assert all(isinstance(one, Problem) for some in found for one in some), found
    assert len({tuple(one.problem_key for one in some) for some in found}) == 1
    for some in found:
        assert some == found[0]
    assert (found[0][0].time_limit_s, found[0][0].memory_limit_mb) == (1.5, 64)


def test_only_the_columns_that_are_named_are_decoded(tmp_path):
    schema = pa.schema([("statement", pa.string()), ("t", pa.string()), ("note", pa.binary())])
    row = {"statement": "Add.", "t": json.dumps(OBJECTS), "note": b"\xff"}
    path = write_parquet(tmp_path / "mine.parquet", [row], schema)
    (found,) = records(source(path, columns={"test_cases": "t"}))
    assert pairs(found) == TWO


@pytest.mark.parametrize(
    ("names", "split", "files", "expected"),
    [
        (["train.jsonl", "test.jsonl"], "train", None, ["train.jsonl"]),
        (["train.json", "dev.json"], "valid", None, ["dev.json"]),
        (["data/validation-0.jsonl", "data/test-0.jsonl"], "valid", None,
         ["data/validation-0.jsonl"]),
        (["train_a.jsonl", "train.b.jsonl", "training_notes.txt"], "train", None,
         ["train.b.jsonl", "train_a.jsonl"]),
        (["data/test-00000-of-00001.jsonl", "README.md"], "test", None,
         ["data/test-00000-of-00001.jsonl"]),
        (["a/x.jsonl", "b/x.jsonl", "x.json"], "test", "a/*.jsonl", ["a/x.jsonl"]),
        (["a/x.jsonl", "x.jsonl", "x.json"], "test", "**/*.jsonl", ["a/x.jsonl", "x.jsonl"]),
    ],
)  # fmt: skip
def test_which_files_are_a_split(tmp_path, names, split, files, expected):
    for i, name in enumerate(names):
        write_jsonl(tmp_path / name, [{**GOOD, "id": i}])
    found = fetch(source(tmp_path, split, files=files), tmp_path).files
    assert [path.relative_to(tmp_path).as_posix() for path in found] == expected


def test_a_mapped_split_reads_the_files_of_all_splits(tmp_path):
    for name, part in (("train.jsonl", "test"), ("test.jsonl", "train")):
        write_jsonl(tmp_path / name, [{**GOOD, "id": name, "part": part}])
    chosen = source(tmp_path, "test", columns={"split": "part"})
    assert [one.native_id for one in records(chosen)] == ["train.jsonl"]
    alone = source(tmp_path / "train.jsonl", "test", columns={"split": "part"})
    assert [one.native_id for one in records(alone)] == ["train.jsonl"]


def test_a_file_named_as_another_split_is_refused(tmp_path):
    path = write_jsonl(tmp_path / "test.jsonl", [GOOD])
    with pytest.raises(SettingsError, match="split test, not of config default, split train"):
        records(source(path))


def test_files_choose_in_a_folder_alone(tmp_path):
    path = write_jsonl(tmp_path / "mine.jsonl", [GOOD])
    with pytest.raises(SettingsError, match=r"files \*\.jsonl chooses files of a folder"):
        records(source(path, files="*.jsonl"))
    with pytest.raises(SourceMissing, match="name them with `files`"):
        records(source(tmp_path))


def test_the_mapping_is_part_of_what_a_load_is():
    plain = source("x")
    mapped = source("x", columns={"statement": "a", "id": "b"}, files="*.json")
    assert load_choices(plain, settings()) == "{}"
    assert load_choices(mapped, settings()) == json.dumps(
        {"columns": {"id": "b", "statement": "a"}, "files": "*.json"}
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["input", "output", "inputs", "outputs", "x"]), inner)
    ),
    max_leaves=8,
)
VALUES = JSON | JSON.map(json.dumps) | st.just(OBJECTS) | st.just(LISTS) | st.just("Add.")
MAPPINGS = (
    {},
    {"statement": "x.x", "inputs": "x.input", "outputs": "x.output", "split": "id"},
    {"test_cases": "x.inputs", "time_limit_ms": "rating", "public_test_cases": "tags.x"},
    {"statement": "", "split": "", "inputs": "x"},
)


@given(
    st.sampled_from(MAPPINGS),
    st.dictionaries(st.sampled_from((*problems.NAMES, "x")), VALUES, max_size=8),
    st.booleans(),
)
def test_any_row_is_a_problem_or_refused(columns, row, is_good):
    row = {**GOOD, **row} if is_good else row
    of = source("x", columns=columns)
    reader = problems.reader_for(of)
    try:
        assert isinstance(reader.problem(row, of, settings()), Problem)
    except Refused as refused:
        assert isinstance(refused.reason, RejectReason)
    assert isinstance(reader.native_id(row), str | None)
    assert isinstance(reader.statement(row), str | None)
    assert isinstance(reader.split(row), str | None)


def test_the_page_tells_of_every_name():
    page = (CHECKOUT / "docs" / "adding-a-dataset.md").read_text(encoding="utf-8")
    table = page.split("## Which names can be mapped?")[1].split("\n## ")[0]
    firsts = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    named = [name for first in firsts for name in re.findall(r"`(\w+)`", first)]
    assert sorted(named) == sorted(problems.NAMES)
