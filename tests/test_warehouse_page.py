"""What the warehouse says of itself: comments, and the page that is made from them."""

import ast
import re
from pathlib import Path

import duckdb
import pytest

from tinylora.commands.warehouse_page import PAGE, warehouse_page
from tinylora.comments import comments_to_add, first_sentence, header
from tinylora.paths import CHECKOUT, SQL
from tinylora.warehouse import Warehouse, select_empty

PRODUCT = ("benchmarks", "flows", "samples", "tasks", "tinylora")


def where_to_comment(relation: str) -> str:
    """Return the file of `sql/` that comments on the columns of a table or view."""
    view = (SQL / "views").glob(f"[0-9][0-9]_{relation}.sql")
    path = next(view, SQL / "comments" / f"{relation}.sql")
    return path.relative_to(SQL.parent).as_posix()


@pytest.fixture(scope="module")
def relations():
    return {row["name"]: row for row in select_empty("select_relations").to_pylist()}


@pytest.fixture(scope="module")
def columns():
    return select_empty("select_columns", name=None).to_pylist()


@pytest.fixture(scope="module")
def page():
    return warehouse_page()


def test_every_table_and_view_says_what_a_row_is(relations):
    assert {"problems", "leaderboard"} <= relations.keys()
    wrong = [
        f"{name} does not say what a row is: begin {where_to_comment(name)} with "
        + (
            "`-- A row is …`"
            if row["kind"] == "view"
            else f"`comment on table {name} is 'A row …'`"
        )
        for name, row in relations.items()
        if not re.match(r"A row .*\.$", row["a_row_is"] or "", re.DOTALL)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_column_has_a_comment_that_is_a_sentence(columns):
    wrong = [
        f"{row['name']}.{row['column']} has no comment that is a sentence ({row['meaning']}): "
        f"write `comment on column {row['name']}.{row['column']} is '…';` in "
        f"{where_to_comment(row['name'])}"
        for row in columns
        if not re.fullmatch(r"[A-Z0-9]\S* \S+ .*\.", row["meaning"] or "")
    ]
    assert not wrong, "\n".join(wrong)


def test_every_column_of_a_table_that_may_be_null_says_what_null_means(columns, relations):
    wrong = [
        f"{row['name']}.{row['column']} may be null: end its comment in "
        f"{where_to_comment(row['name'])} with `Null means …`"
        for row in columns
        if relations[row["name"]]["kind"] == "table"
        and row["is_nullable"]
        and "Null" not in row["meaning"]
    ]
    assert not wrong, "\n".join(wrong)


def test_a_column_of_seconds_or_a_share_gives_its_unit(columns):
    units = {
        r"(^|_)seconds$": "in seconds",
        r"_ms$": "in milliseconds",
        r"_mb$": "in MiB",
        r"_kb$": "in KiB",
        r"(^|_)(share|rate)$": "from 0 to 1",
    }
    wrong = [
        f"{row['name']}.{row['column']}: {unit} ({where_to_comment(row['name'])})"
        for row in columns
        for ending, unit in units.items()
        if re.search(ending, row["column"]) and unit not in row["meaning"]
    ]
    assert not wrong, "\n".join(wrong)


def test_a_column_that_a_view_hands_on_keeps_its_comment(columns):
    said = {(row["name"], row["column"]): row["meaning"] for row in columns}
    # evaluations -> labelled_evaluations -> leaderboard
    assert said["leaderboard", "base_model"] == said["evaluations", "base_model"]
    # The view's own word goes before what it would take over.
    assert said["leaderboard", "problems"] != said["evaluations", "problems"]


def test_the_first_source_that_has_the_column_gives_the_comment():
    said = comments_to_add(
        {
            ("current_loads", "load_id"): None,
            ("current_loads", "extra"): "Already said.",
            ("current_loads", "computed"): None,
            ("dataset_loads", "load_id"): "It's a load.",
        }
    )
    assert "comment on column current_loads.load_id is 'It''s a load.';" in said
    assert "current_loads.extra" not in said
    assert "current_loads.computed" not in said


def test_what_a_file_opens_with():
    text = "-- A row is x, Chen et al. 2021, eq. 1. It is\n-- wide.\nselect 1; -- no"
    assert header(text) == "A row is x, Chen et al. 2021, eq. 1. It is wide."
    assert first_sentence(header(text)) == "A row is x, Chen et al. 2021, eq. 1."


def test_other_clients_of_the_file_read_the_comments(tmp_path):
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    warehouse.migrate()
    with duckdb.connect(str(warehouse.path), read_only=True) as client:
        found = dict(
            client.execute(
                "select column_name, comment from duckdb_columns() where table_name = 'judgements'"
            ).fetchall()
        )
    assert found["score"] == "Share of test cases that passed, from 0 to 1."


def test_a_warehouse_that_is_up_to_date_is_left_as_it_is(tmp_path):
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    warehouse.migrate()
    before = warehouse.path.read_bytes()
    warehouse.migrate()
    assert warehouse.path.read_bytes() == before


def test_views_of_another_version_are_made_anew(tmp_path):
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    warehouse.migrate()
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute("create or replace macro made_from() as 'another'")
        connection.execute("create or replace view leaderboard as select 1 as one")
    warehouse.migrate()
    assert "pass_at_1" in warehouse.select("from leaderboard").column_names


def test_the_page_is_what_the_sql_says(page):
    assert PAGE.read_text(encoding="utf-8") == page, "docs/warehouse.md is old: run `make docs`"


def test_the_page_names_everything(page, relations):
    for name in relations:
        assert f"\n### {name}\n" in page
    for folder in ("queries", "checks", "macros"):
        for path in (SQL / folder).glob("*.sql"):
            assert f"\n| `{path.stem}` |" in page
    assert "\n    training_runs |o--o{ completions : run_id\n" in page
    assert "\n    problems ||--o{ test_cases : problem_key\n" in page


def test_verdicts_that_did_not_compile_are_named_in_one_place():
    naming = [
        path.relative_to(SQL).as_posix()
        for path in SQL.rglob("*.sql")
        if re.search(r"'CE'\s*,\s*'NC'", path.read_text(encoding="utf-8"))
    ]
    assert naming == ["macros/compiled.sql"]


def python_files(*folders):
    return [path for folder in folders for path in (CHECKOUT / folder).rglob("*.py")]


def test_every_statement_is_run_by_somebody():
    code = "\n".join(path.read_text(encoding="utf-8") for path in python_files(*PRODUCT))
    unused = [
        path.relative_to(CHECKOUT).as_posix()
        for path in (SQL / "statements").rglob("*.sql")
        if f'"{path.stem}"' not in code
    ]
    assert not unused, f"no code names {', '.join(unused)}: delete them"


def test_statements_and_tables_that_code_names_are_there(relations):
    statements = {path.stem for path in (SQL / "statements").rglob("*.sql")}
    known = {"apply": statements, "insert": set(relations), "delete": set(relations)}
    for path in python_files(*PRODUCT, "tests"):
        for method, name in named_in_transactions(path):
            assert name in known[method], f"{path}: transaction.{method}({name!r}, …)"


def named_in_transactions(path: Path):
    """Yield (method, name) of calls of insert, delete and apply on a transaction."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("insert", "delete", "apply")
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in ("transaction", "write")
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.func.attr, node.args[0].value
