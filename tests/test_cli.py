"""`tinylora sql` as an analyst types it."""

import csv
import errno
import io
import json
import subprocess
import sys
from typing import Annotated

import pytest
import typer

from tests.warehouses import new_warehouse
from tinylora.warehouse import query_names


@pytest.fixture
def home(tmp_path):
    new_warehouse(tmp_path / "warehouse.duckdb")
    return tmp_path


def in_a_shell(home, *words, width="200"):
    return subprocess.run(
        [sys.executable, "-m", "tinylora.cli", *words],
        env={"TINYLORA_HOME": str(home), "COLUMNS": width, "PATH": ""},
        capture_output=True,
        text=True,
    )


def test_no_argument_lists_the_queries(home):
    done = in_a_shell(home, "sql")
    assert done.returncode == 0
    for name in query_names():
        assert name in done.stdout


def test_formats(home):
    query = "select 1 as one, 'a,b' as words, null as nothing"
    assert json.loads(in_a_shell(home, "sql", query, "-f", "json").stdout) == [
        {"one": 1, "words": "a,b", "nothing": None}
    ]
    rows = list(csv.DictReader(io.StringIO(in_a_shell(home, "sql", query, "-f", "csv").stdout)))
    assert rows == [{"one": "1", "words": "a,b", "nothing": ""}]
    assert "a,b" in in_a_shell(home, "sql", query).stdout


def test_a_narrow_terminal_gets_a_block_per_row(home):
    query = "select 1 as the_first_column, 2 as the_second_column, '[red]x[/red]' as markup"
    lines = in_a_shell(home, "sql", query, width="40").stdout.splitlines()
    assert [line.split() for line in lines if line.strip()] == [
        ["the_first_column", "1"],
        ["the_second_column", "2"],
        ["markup", "[red]x[/red]"],
    ]


@pytest.mark.parametrize("name", query_names())
def test_every_query_runs_on_an_empty_warehouse(tinylora, home, name):
    done = tinylora(home, "sql", name, "-f", "json")
    assert done.returncode == 0, done.stderr


def test_tables_are_listed_with_what_a_row_is(tmp_path):
    listed = in_a_shell(tmp_path, "sql", "--tables", "-f", "json")  # no warehouse is needed
    rows = {row["name"]: row for row in json.loads(listed.stdout)}
    assert rows["test_cases"] == {
        "name": "test_cases",
        "kind": "table",
        "a_row_is": "A row is one test case of a problem: an input and the output that is expected "
        "for it.",
    }
    assert rows["leaderboard"]["kind"] == "view"
    assert "leaderboard" in in_a_shell(tmp_path, "sql", "--tables", width="60").stdout


def test_a_table_is_described_by_its_columns(tmp_path):
    done = in_a_shell(tmp_path, "sql", "--describe", "near_duplicates", "-f", "csv")
    first, second, third = csv.DictReader(io.StringIO(done.stdout))
    assert [first["column"], second["column"]] == ["statement_sha", "other_sha"]
    assert third == {
        "column": "similarity",
        "type": "double",
        "meaning": "Jaccard similarity of their runs of words, from 0 to 1.",
    }
    shown = in_a_shell(tmp_path, "sql", "--describe", "near_duplicates").stdout
    assert "A row is a pair of statements" in shown
    assert "Jaccard similarity" in shown


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("--describe", "leaderbord"), 1, "no table or view named 'leaderbord'; there are: "),
        (("leaderboard", "--tables"), 2, "give one of a query, --tables and --describe NAME"),
    ],
)
def test_a_mistaken_description(tmp_path, words, status, says):
    done = in_a_shell(tmp_path, "sql", *words)
    assert done.returncode == status
    assert says in done.stderr


def test_parameters(home):
    done = in_a_shell(home, "sql", "select $name as name", "--param", "name=x=y", "-f", "json")
    assert json.loads(done.stdout) == [{"name": "x=y"}]
    done = in_a_shell(home, "sql", "select $name as name", "--param", "name")
    assert done.returncode == 1 and "--param 'name': write NAME=VALUE" in done.stderr


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("leaderbord", "no query named 'leaderbord'"),
        ("selekt 1", "syntax error"),
        ("drop table problems", "read-only"),
    ],
)
def test_a_mistake_is_one_sentence(home, query, says):
    done = in_a_shell(home, "sql", query)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_cannot_steer_the_terminal(home):
    done = in_a_shell(home, "sql", 'select "\x1b[2Jgone" from problems')
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert "\\x1b[2Jgone" in done.stderr


def test_help_shows_examples(home):
    assert "tinylora sql leaderboard" in in_a_shell(home, "sql", "--help").stdout


def test_a_disk_that_refuses_is_a_sentence(tinylora, home, monkeypatch):
    def refuse(query: Annotated[str, typer.Argument()]):
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/today.tar")

    def mistake(query: Annotated[str, typer.Argument()]):
        raise FileNotFoundError(errno.ENOENT, "No such file", query)

    monkeypatch.setattr("tinylora.commands.sql.sql", refuse)
    done = tinylora(home, "sql", "select 1")
    assert done.returncode == 1
    assert done.stderr.startswith("tinylora: /srv/today.tar cannot be written: No space left")
    monkeypatch.setattr("tinylora.commands.sql.sql", mistake)
    with pytest.raises(FileNotFoundError):  # that is a program's, and no disk's
        tinylora(home, "sql", "select 1")


def test_a_dollar_in_a_text_or_a_comment_is_no_parameter():
    from tinylora.commands.sql import query_parameters

    asked = "select '$x', 'it''s $y' -- $z isn't\n from problems where title = $title"
    assert query_parameters(asked) == {"title"}
    assert query_parameters("""select $$ $x $$, $a$ $y $a$, "$z" /* $u\n$v */, $title""") == {
        "title"
    }


def test_a_comment_at_the_head_of_a_query_is_no_option(home):
    done = in_a_shell(home, "sql", "-- one\nselect 1 as one", "--format", "json")
    assert json.loads(done.stdout) == [{"one": 1}], done.stderr


def test_json_has_text_for_numbers_that_it_has_not(home):
    asked = "select 'nan'::double as x, ['-inf'::double, 1.5] as y, {'z': 'inf'::double} as w"
    found = in_a_shell(home, "sql", asked, "--format", "json").stdout
    assert "NaN" not in found and "Infinity" not in found
    assert json.loads(found) == [{"x": "nan", "y": ["-inf", 1.5], "w": {"z": "inf"}}]
