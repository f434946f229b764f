"""Files of generations: every row is kept or named."""

import json

import pytest

from tinylora.errors import SchemaDrift, SourceMissing
from tinylora.mathematics.file import REASONS, read_math_file

GOOD = {"problem": "1 + 1?", "answer": "2", "generations": ["<answer>2</answer>", ""]}
BAD = [
    (5, "not_an_object"),
    (None, "not_an_object"),
    ([GOOD], "not_an_object"),
    ({}, "no_problem"),
    (GOOD | {"problem": " "}, "no_problem"),
    (GOOD | {"problem": {"a": 1}}, "no_problem"),
    (GOOD | {"answer": None}, "no_answer"),
    (GOOD | {"answer": ""}, "no_answer"),
    (GOOD | {"answer": True}, "no_answer"),
    (GOOD | {"answer": float("nan")}, "no_answer"),
    (GOOD | {"generations": "one text"}, "no_generations"),
    (GOOD | {"generations": []}, "no_generations"),
    (GOOD | {"generations": ["a", None]}, "generation_not_text"),
    (GOOD | {"generations": ["a", 5]}, "generation_not_text"),
    (GOOD | {"generations": ["a"]}, "too_few_generations"),
    (GOOD | {"problem": " 1 +\n1? "}, "duplicate_problem"),
]


def written(tmp_path, text):
    path = tmp_path / "generations.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_every_malformed_row_is_named(tmp_path):
    rows = [GOOD, *(row for row, _ in BAD)]
    found = read_math_file(written(tmp_path, json.dumps(rows)), k=2)
    assert [row.row for row in found.rows] == [1]
    assert [(reject.row, reject.reason) for reject in found.rejects] == [
        (place, reason) for place, (_, reason) in enumerate(BAD, start=2)
    ]
    assert found.read == len(found.rows) + len(found.rejects) == len(rows)
    assert {reject.reason for reject in found.rejects} <= set(REASONS)


def test_json_lines_with_broken_ones(tmp_path):
    more = json.dumps(GOOD | {"problem": "2 + 2?", "answer": 4, "unknown": 1})
    deep = "[" * 100_000
    lines = [json.dumps(GOOD), "", '{"problem": "cut', more, deep]
    found = read_math_file(written(tmp_path, "\n".join(lines)), k=2)
    assert [(row.row, row.answer) for row in found.rows] == [(1, "2"), (4, "4")]
    assert [(r.row, r.reason) for r in found.rejects] == [(3, "not_json"), (5, "not_json")]
    assert found.read == 4


@pytest.mark.parametrize(
    ("number", "answer"),
    [("0.00001", "0.00001"), ("-2.5e-7", "-0.00000025"), ("1e22", "1" + 22 * "0"), ("3.0", "3.0")],
)
def test_a_number_is_written_without_an_exponent(tmp_path, number, answer):
    """In mathematics "1e-05" is e, less 5."""
    text = json.dumps(GOOD).replace('"2"', number, 1)
    assert [row.answer for row in read_math_file(written(tmp_path, text), k=2).rows] == [answer]


def test_one_object_is_one_row(tmp_path):
    assert read_math_file(written(tmp_path, json.dumps(GOOD, indent=1)), k=2).read == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps([GOOD])[:-5], "no whole JSON list"),
        ("[" * 100_000, "no whole JSON list"),
        (b"\x1f\x8b\x08\x00", "not UTF-8"),
    ],
)
def test_a_damaged_file_says_so(tmp_path, text, said):
    with pytest.raises(SchemaDrift, match=said):
        read_math_file(written(tmp_path, text), k=1)


def test_an_absent_file_says_so(tmp_path):
    with pytest.raises(SourceMissing, match=r"nowhere\.json"):
        read_math_file(tmp_path / "nowhere.json", k=1)


@pytest.mark.parametrize("text", ["", "[]", "\n\n"])
def test_nothing_is_no_row(tmp_path, text):
    assert read_math_file(written(tmp_path, text), k=1).read == 0


def test_half_a_surrogate_pair_is_a_text(tmp_path):
    row = json.dumps([GOOD | {"generations": ["\ud800", "a"]}])
    assert read_math_file(written(tmp_path, row), k=2).rows[0].generations[0] == "\ud800"
