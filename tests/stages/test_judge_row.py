"""Every way a row can be wrong is a sentence; what is only strange is judged as it stands."""

import json

import pytest

from tinylora.judge.checkers.checker import Checker
from tinylora.stages.judging.judge_row import (
    BadRow,
    problems_in,
    read_object,
    read_row,
    submission_of_row,
)
from tinylora.warehouse import Warehouse

CASES = [{"input": "1", "output": "2", "origin": "public"}]


def submission(warehouse=None, **row):
    line = json.dumps(row).encode()
    return submission_of_row(read_row(read_object(line)), problems_in(warehouse))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{", "not JSON"),
        (b'{"source": "\xff"}', "byte 12 is not UTF-8"),
        (b"[" * 5000 + b"]" * 5000, "nested too deeply"),
        (b'{"id": ' + b"7" * 5000 + b"}", "not JSON (Exceeds the limit"),
        (b"3", "a JSON int, not an object"),
        (b"null", "not an object"),
        (b"\x00\x01", "not JSON"),
    ],
)
def test_no_object(line, says):
    with pytest.raises(BadRow) as raised:
        read_object(line)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"test_cases": CASES}, "either completion or source"),
        ({"source": "", "completion": "", "test_cases": CASES}, "either completion or source"),
        ({"source": "x"}, "give test_cases, or the problem_key"),
        ({"source": "x", "test_cases": []}, "test_cases: List should have at least 1"),
        ({"source": "x", "test_cases": [{"input": ""}]}, "test_cases.0.output: Field required"),
        ({"source": 3, "test_cases": CASES}, "source: Input should be a valid string (got 3)"),
        ({"source": "x", "test_cases": CASES, "time_limit_s": 0}, "time_limit_s: "),
        ({"source": "x", "test_cases": CASES, "time_limit_s": float("nan")}, "time_limit_s: "),
        ({"source": "x", "test_cases": CASES, "time_limit_s": 1e300}, "time_limit_s: "),
        ({"source": "x", "test_cases": CASES, "memory_limit_mb": 0.5}, "memory_limit_mb: "),
        ({"source": "x", "test_cases": CASES, "checker": "tokken"}, "checker 'tokken': write"),
        ({"source": "x", "test_cases": CASES, "checker": {"name": "x"}}, "checker"),
        ({"source": "x", "test_cases": CASES, "time_limit_s": True}, "not a boolean (got True)"),
        ({"source": "x", "test_cases": CASES, "memory_limit_mb": True}, "memory_limit_mb: a limit"),
        ({"source": "x", "test_cases": CASES, "standard": "c++98"}, "standard: Input should be"),
        ({"source": "x", "problem_key": "\ud800"}, "problem_key: half a surrogate pair is no text"),
        (
            {"source": "x", "test_cases": CASES, "\ud800": 1},
            "Input should be a valid string",
        ),
        ({"source": "x" * 10**6, "test_cases": "y" * 10**6}, "test_cases: "),
        ({"completion": "x", "test_cases": CASES, "function": "f"}, "function = 'f' in c++"),
        (
            {"completion": "x", "test_cases": CASES, "function": "f(", "language": "python"},
            "function = 'f(' in python",
        ),
        ({"source": "x", "test_cases": CASES, "checker": "validator \ud800\nint"}, "validator"),
    ],
)
def test_a_row_that_cannot_be_judged(row, says):
    with pytest.raises(BadRow) as raised:
        submission(**row)
    assert says in str(raised.value)
    assert len(str(raised.value)) < 300
    assert "\n" not in str(raised.value)


def test_strange_text_is_judged_as_it_stands():
    odd = "int main() {} // \ud800 \x00 \u2028 🦀"
    judged = submission(source=odd, test_cases=[{"input": "\ud800\x00", "output": "\x00"}])
    assert judged.source == odd
    assert judged.test_cases[0].input == "\ud800\x00"
    assert read_object(b"\xef\xbb\xbf{}\r\n") == {}


def test_a_completion_is_searched_and_a_source_is_not():
    fenced = "Here:\n```cpp\nint main() {}\n```\n"
    assert submission(completion=fenced, test_cases=CASES).source.strip() == "int main() {}"
    assert submission(source=fenced, test_cases=CASES).source == fenced
    assert submission(completion="I cannot.", test_cases=CASES).source is None


def test_checkers():
    row = {"source": "x", "test_cases": CASES}
    assert submission(**row).checker == Checker()
    assert submission(**row, checker="float:1e-6").checker == Checker("float", 1e-6)
    program = "#include <cstdio>\nint main() {}"
    assert submission(**row, checker={"program": program}).checker.source == program


def test_unknown_keys_and_ids_do_not_matter():
    row = read_row({"source": "x", "test_cases": CASES, "id": "7", "title": [{"a": None}]})
    assert (row.id, list(row.model_extra)) == ("7", ["title"])


def test_a_problem_of_the_warehouse(filled):
    stored = filled.select(
        "select problem_key, time_limit_s, count(*) as cases from problems join test_cases "
        "using (problem_key) where io_mode = 'stdin' and time_limit_s is not null group by all "
        "order by 1 limit 1"
    ).to_pylist()[0]
    row = {"source": "x", "problem_key": stored["problem_key"]}
    judged = submission(filled, **row)
    assert len(judged.test_cases) == stored["cases"]
    assert judged.time_limit_s == stored["time_limit_s"]
    own = submission(filled, **row, time_limit_s=0.25, memory_limit_mb=99, checker="lines")
    assert (own.time_limit_s, own.memory_limit_mb, str(own.checker)) == (0.25, 99, "lines")
    assert len(submission(filled, **row, test_cases=CASES).test_cases) == 1


def test_a_stored_checker_that_is_none():
    row = read_row({"source": "x", "problem_key": "p"})
    with pytest.raises(BadRow, match="checker 'tokken'"):
        submission_of_row(row, lambda _: Checker.parse("tokken"))


def test_a_problem_that_is_not_there(warehouse, tmp_path):
    with pytest.raises(BadRow, match=r"'nope' is not in .*ingest its dataset"):
        submission(warehouse, source="x", problem_key="nope")
    with pytest.raises(BadRow, match="there is no warehouse"):
        submission(Warehouse(tmp_path / "none"), source="x", problem_key="nope")


def test_a_row_may_name_its_standard():
    assert submission(source="x", test_cases=CASES, standard="gnu++20").standard == "gnu++20"
    assert submission(source="x", test_cases=CASES).standard is None


def test_a_row_may_name_its_language():
    text = "```python\nprint(input())\n```"
    python = submission(completion=text, test_cases=CASES, language="python")
    assert (python.source, python.language) == ("print(input())\n", "python")
    cpp = submission(completion=text, test_cases=CASES)
    assert (cpp.source, cpp.language) == (None, "c++")
    with pytest.raises(BadRow, match="'cobol' is not one the judge knows"):
        submission(source="x", test_cases=CASES, language="cobol")


def test_a_row_s_language_goes_before_its_problem_s(filled):
    key = filled.select("select min(problem_key) as key from test_cases").to_pylist()[0]["key"]
    assert submission(filled, source="x", problem_key=key).language == "c++"
    assert submission(filled, source="x", problem_key=key, language="python").language == "python"
