"""Rows for people and for programs: one table, numbers that read alike, nothing hostile."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest

from tinylora import display
from tinylora.display import Column, age, few, print_rows, say


@dataclass(frozen=True)
class Problem:
    name: str
    solved: int | None
    rate: float


PROBLEMS = (Problem("two words", 1650, 0.0364), Problem("[red]x\x1b[2J", None, 1.0))
COLUMNS = (
    Column("problem", "name", wrap=True),
    Column("solved", "solved", display.count),
    Column("rate", show=display.percent),
)


@pytest.fixture
def printed(capsys, monkeypatch):
    def printed(width=80, output="table", rows=PROBLEMS, columns=COLUMNS, **said):
        monkeypatch.setenv("COLUMNS", str(width))
        print_rows(rows, columns, output, **said)
        return capsys.readouterr().out

    return printed


def test_numbers_stand_on_the_right_and_text_is_harmless(printed):
    lines = printed(title="Problems", caption="all of them").splitlines()
    assert [line.rstrip() for line in lines] == [
        "Problems",
        "problem         solved     rate",
        "───────────────────────────────",
        "two words        1,650     3.6%",
        r"[red]x\x1b[2J        –   100.0%",
        "all of them",
    ]


def test_a_narrow_terminal_folds_before_rows_become_blocks(printed):
    row = {"name": "a" * 30, "solved": 7, "rate": 0.5}
    # 24 of the folding column, 6 of the title "solved", 5 of "50.0%", 3 between each two: 41
    folded = printed(41, rows=[row]).splitlines()
    assert "problem" in folded[0] and "solved" in folded[0] and len(folded) == 4
    assert max(map(len, folded)) == 41
    block = printed(40, rows=[row]).splitlines()
    assert [line.split() for line in block if line] == [
        *(["problem", "a" * 30], ["solved", "7"], ["rate", "50.0%"])
    ]


def test_lines_of_a_cell_stand_below_one_another_or_side_by_side(printed):
    columns = (Column("metric"), Column("base", right=True), Column("tuned", right=True))
    row = {"metric": "pass@1", "base": "1.8%\n[0.6, 5.2]", "tuned": "3.6%\n[1.7, 7.7]"}
    whole = printed(32, rows=[row], columns=columns).splitlines()  # 6 + 10 + 10, 3 between
    assert [line.split() for line in whole[2:]] == [
        *(["pass@1", "1.8%", "3.6%"], ["[0.6,", "5.2]", "[1.7,", "7.7]"])
    ]
    assert "base    1.8% [0.6, 5.2]" in printed(31, rows=[row], columns=columns)


def test_programs_get_the_values_as_they_are(printed):
    found = list(csv.reader(io.StringIO(printed(output="csv"))))
    assert found == [
        *(["problem", "solved", "rate"], ["two words", "1650", "0.0364"]),
        ["[red]x\x1b[2J", "", "1.0"],
    ]
    assert json.loads(printed(output="json"))[0] == {
        **{"problem": "two words", "solved": 1650, "rate": 0.0364}
    }


def test_sums_that_duckdb_gives_as_decimals_are_numbers(printed):
    rows = [{"sum": Decimal(2**70), "price": Decimal("1.25"), "odd": Decimal("NaN")}]
    columns = [Column(name) for name in rows[0]]
    said = json.loads(printed(rows=rows, columns=columns, output="json"))
    assert said == [{"sum": 2**70, "price": 1.25, "odd": "NaN"}]


def test_no_row_is_a_header_alone(printed):
    assert printed(rows=()).split()[:3] == ["problem", "solved", "rate"]


def test_numbers_for_people():
    assert [display.cell(value) for value in (None, 3, 0.123456, "x")] == ["–", "3", "0.1235", "x"]
    assert display.count(1650) == "1,650"
    assert display.percent(6 / 165) == "3.6%"
    assert [display.points(value) for value in (3 / 165, -0.5)] == ["+1.8 points", "-50.0 points"]
    assert display.points(-0.0001) == "+0.0 points"
    assert display.interval(-0.0001, 0.0774) == "[0.0, 7.7]"  # never -0.0
    assert display.fixed(3)(0.43567) == "0.436"


def test_colour_is_for_terminals(capsys):
    say(("bold", "bold red"), " and \x1b[2J")
    assert capsys.readouterr().out == "bold and \\x1b[2J\n"


def test_few_say_how_many_more():
    assert list(few("abc", 3)) == ["a", "b", "c"]
    assert list(few("abcd", 2)) == ["a", "b", "and 2 more: --json has all"]


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        ({"seconds": 0.4}, "0 seconds"),
        ({"seconds": 1}, "1 second"),
        ({"seconds": 119}, "1 minute"),
        ({"hours": 23, "minutes": 59}, "23 hours"),
        ({"days": 3, "hours": 23}, "3 days"),
    ],
)
def test_age_is_in_the_largest_unit_that_fits(passed, words):
    assert age(timedelta(**passed)) == words
