"""A warehouse of every earlier schema, made by its migrations alone, opened with today's code.

A database of an earlier release would be a binary in the repository. Its tables are what its
migrations make, so each schema is built here from them, with a row or two in every table it has.
"""

import re

import duckdb
import pytest

from tinylora.errors import QueryError
from tinylora.paths import SQL
from tinylora.warehouse import Warehouse, query_names, query_text

FIRST, *MIGRATIONS = sorted((SQL / "migrations").glob("*.sql"))
BY_NAME = {
    **{"problem_key": "p", "run_id": "r", "evaluation_id": "e", "checkpoint_id": "c"},
    **{"judgement_id": "j", "load_id": "l", "completion_id": "e-p", "status": "finished"},
    **{"before_evaluation_id": "e0", "start_checkpoint_id": "c", "code_version": "1"},
    **{"verdict": "AC", "split": "test", "io_mode": "stdin", "bucket": "easy", "language": "en"},
    **{"finish_reason": "stop", "origin": "public", "stage": "read", "cases": "[]"},
    **{"duplicate_of": None, "trust": None, "imported_as": None, "fault": None, "standard": None},
    **{"answer_language": "c++", "function": None, "first_failure": None},
}
"""Where a column of any table must fit another's, or means something to a view."""
BY_TYPE = {
    **{"VARCHAR": "x", "JSON": "{}", "BOOLEAN": True, "BLOB": b"x", "DATE": "2026-01-02"},
    **{"DOUBLE": 0.5, "TIMESTAMP WITH TIME ZONE": "2026-01-02 03:04:05+00"},
}
"""And anything at all elsewhere; numbers are 1."""


def tables(connection):
    """Return the columns of each table, in order: name, and type."""
    found = {}
    for table, column, kind in connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() join duckdb_tables() "
        "using (table_name) order by table_name, column_index"
    ).fetchall():
        found.setdefault(table, []).append((column, kind))
    return found


def _of_type(kind):
    return [_of_type(kind[:-2])] if kind.endswith("[]") else BY_TYPE.get(kind, 1)


def rows_of(table, columns):
    """Return a row that any schema's table takes; of completions a sample's and a rollout's."""
    row = {name: BY_NAME.get(name, _of_type(kind)) for name, kind in columns}
    if table == "evaluations":
        base = row | {"evaluation_id": "e0", "checkpoint_id": None}
        return [row, base]
    if table != "completions":
        return [row]
    rollout = {"completion_id": "r-p", "evaluation_id": None}
    return [row | {"run_id": None, "step": None}, row | rollout]


def of_schema(path, number):
    """Make a warehouse that has had the first `number` migrations; return its rows by table."""
    with duckdb.connect(str(path)) as connection:
        for one in (FIRST, *MIGRATIONS[:number]):
            connection.execute(one.read_text(encoding="utf-8"))
        for one in MIGRATIONS[:number]:
            connection.execute("insert into schema_migrations (name) values (?)", [one.stem])
        made = tables(connection)
        del made["schema_migrations"]
        for table, columns in made.items():
            for row in rows_of(table, columns):
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" for _ in row)
                connection.execute(
                    f'insert into "{table}" ({names}) values ({marks})', list(row.values())
                )
    return {table: len(rows_of(table, columns)) for table, columns in made.items()}


@pytest.mark.parametrize(
    "number", range(1, len(MIGRATIONS) + 1), ids=lambda n: MIGRATIONS[n - 1].stem
)
def test_a_warehouse_of_every_schema_opens_migrates_and_answers_every_query(tmp_path, number):
    path = tmp_path / "warehouse.duckdb"
    before = of_schema(path, number)
    warehouse = Warehouse(path)
    warehouse.migrate()
    assert warehouse.migrations() == [one.stem for one in MIGRATIONS]
    with duckdb.connect(str(path), read_only=True) as connection:
        for table, rows in before.items():
            assert connection.execute(f'select count(*) from "{table}"').fetchone() == (rows,)
        for name in query_names():
            text = query_text(name)
            code = re.sub(r"--[^\n]*", "", text)
            given = dict.fromkeys(re.findall(r"\$([a-z_][a-z0-9_]*)", code))
            connection.execute(text, given or None).fetchall()
    warehouse.failed_checks()


@pytest.mark.parametrize("number", [1, len(MIGRATIONS)])
def test_work_of_every_schema_is_found_again(tmp_path, number):
    of_schema(tmp_path / "warehouse.duckdb", number)
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    warehouse.migrate()
    (found,) = warehouse.rows("select_finished_among", evaluation_ids=["e"])
    assert found["evaluation_id"] == "e"
    (run,) = warehouse.rows("select_run", run_id="r")
    assert run["status"] == "finished"
    (checkpoint,) = warehouse.rows("select_run_checkpoint", run_id="r")
    assert checkpoint["checkpoint_id"] == "c"
    (judged,) = warehouse.rows("select_judgement_ids", judge_version="x")
    assert judged["judgement_id"] == "j"
    assert {row["policy"] for row in warehouse.query("leaderboard")} == {"step 1 of r"}


def test_a_warehouse_of_today_is_left_as_it_is(tmp_path):
    of_schema(tmp_path / "warehouse.duckdb", len(MIGRATIONS))
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    warehouse.migrate()
    before = (tmp_path / "warehouse.duckdb").read_bytes()
    warehouse.migrate()
    assert (tmp_path / "warehouse.duckdb").read_bytes() == before


def test_a_view_that_is_no_more_goes(tmp_path):
    of_schema(tmp_path / "warehouse.duckdb", 26)
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute("create view compile_rate as select 1 as completions")
    warehouse = Warehouse(tmp_path / "warehouse.duckdb")
    assert warehouse.select("from compile_rate").num_rows == 1
    warehouse.migrate()
    with pytest.raises(QueryError, match="compile_rate does not exist"):
        warehouse.select("from compile_rate")


def test_duckdbs_own_copy_and_export_hold_what_the_page_says(tmp_path):
    rows = of_schema(tmp_path / "warehouse.duckdb", len(MIGRATIONS))
    Warehouse(tmp_path / "warehouse.duckdb").migrate()
    with duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True) as connection:
        connection.execute(f"export database '{tmp_path}/exported' (format parquet)")
    with duckdb.connect(str(tmp_path / "copy.duckdb")) as connection:
        connection.execute(f"attach '{tmp_path}/warehouse.duckdb' as ours (read_only)")
        connection.execute("copy from database ours to copy")
    for table, many in rows.items():
        files = f"select count(*) from '{tmp_path}/exported/{table}.parquet'"
        assert duckdb.sql(files).fetchall() == [(many,)]
    copy = Warehouse(tmp_path / "copy.duckdb")
    before = copy.query("leaderboard")
    copy.migrate()
    assert copy.query("leaderboard") == before != []


def test_no_migration_goes_back_behind_another():
    """A warehouse that had the later one first would be another than a new one."""
    numbers = [int(path.stem.split("_")[0]) for path in (FIRST, *MIGRATIONS)]
    assert numbers == list(range(len(numbers)))
