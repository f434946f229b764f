"""`tinylora sql` as an analyst types it."""

import csv
import io
import json
import subprocess
import sys

import pytest

from tinylora.warehouse import Warehouse, query_names


@pytest.fixture
def home(tmp_path):
    Warehouse(tmp_path / "warehouse.duckdb").migrate()
    return tmp_path


def tinylora(home, *words, width="200"):
    return subprocess.run(
        [sys.executable, "-m", "tinylora.cli", *words],
        env={"TINYLORA_HOME": str(home), "COLUMNS": width, "PATH": ""},
        capture_output=True,
        text=True,
    )


def test_no_argument_lists_the_queries(home):
    done = tinylora(home, "sql")
    assert done.returncode == 0
    for name in query_names():
        assert name in done.stdout


def test_formats(home):
    query = "select 1 as one, 'a,b' as words, null as nothing"
    assert json.loads(tinylora(home, "sql", query, "-f", "json").stdout) == [
        {"one": 1, "words": "a,b", "nothing": None}
    ]
    rows = list(csv.DictReader(io.StringIO(tinylora(home, "sql", query, "-f", "csv").stdout)))
    assert rows == [{"one": "1", "words": "a,b", "nothing": ""}]
    assert "a,b" in tinylora(home, "sql", query).stdout


def test_a_narrow_terminal_gets_a_block_per_row(home):
    query = "select 1 as the_first_column, 2 as the_second_column, '[red]x[/red]' as markup"
    lines = tinylora(home, "sql", query, width="40").stdout.splitlines()
    assert [line.split() for line in lines if line.strip()] == [
        ["the_first_column", "1"],
        ["the_second_column", "2"],
        ["markup", "[red]x[/red]"],
    ]


@pytest.mark.parametrize("name", query_names())
def test_every_query_runs_on_an_empty_warehouse(home, name):
    done = tinylora(home, "sql", name, "-f", "json")
    assert done.returncode == 0, done.stderr


def test_parameters(home):
    done = tinylora(home, "sql", "select $name as name", "--param", "name=x=y", "-f", "json")
    assert json.loads(done.stdout) == [{"name": "x=y"}]
    done = tinylora(home, "sql", "select $name as name", "--param", "name")
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
    done = tinylora(home, "sql", query)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_cannot_steer_the_terminal(home):
    done = tinylora(home, "sql", 'select "\x1b[2Jgone" from problems')
    assert done.returncode == 1
    assert "\x1b" not in done.stderr
    assert "\\x1b[2Jgone" in done.stderr


def test_help_shows_examples(home):
    assert "tinylora sql leaderboard" in tinylora(home, "sql", "--help").stdout
