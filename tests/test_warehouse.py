"""The warehouse against a real DuckDB file, other processes included."""

import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pytest

from tests.warehouses import UNSAID, hold
from tinylora.errors import DiskFault, QueryError, SourceMissing, WarehouseBusy, WarehouseNewer
from tinylora.paths import SQL
from tinylora.warehouse import Warehouse, query_names, query_text, to_rows

STEP = {
    **{"run_id": "r", "step": 1, "loss": 0.0, "reward_mean": 0.5, "reward_std": 0.1},
    **{"zero_variance_share": 0.0, "v_change": 1e-3, "v_norm": 1e-3, "weight_change": 1e-6},
    **{"grad_norm": 1.0, "tokens_mean": 9.0, "truncated_share": 0.0, "generate_seconds": 1.0},
    **{"judge_seconds": 1.0, "update_seconds": 1.0},
}


@pytest.fixture
def warehouse(tmp_path):
    store = Warehouse(tmp_path / "warehouse.duckdb", patience_s=20)
    store.migrate()
    return store


def test_migrating_twice_changes_nothing(warehouse):
    before = warehouse.select("select * from schema_migrations").to_pylist()
    warehouse.migrate()
    assert warehouse.select("select * from schema_migrations").to_pylist() == before


def test_a_row_written_twice_is_one_row(warehouse):
    for loss in (1.0, 2.0):
        with warehouse.writing() as transaction:
            transaction.insert("training_steps", [{**STEP, "loss": loss}])
    assert warehouse.select("select loss from training_steps").to_pylist() == [{"loss": 2.0}]


def test_a_metric_younger_than_the_views_is_named_with_the_remedy(warehouse):
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute("create or replace view metrics as select 'pass_rate' as column_name")
        connection.execute("create or replace view leaderboard as select 1 as pass_at_1")
        connection.execute("create or replace macro made_from() as 'before'")
    with pytest.raises(QueryError, match=r"lacks the metric compile_rate, .*tinylora ingest"):
        warehouse.query("leaderboard")
    warehouse.migrate()
    assert warehouse.query("leaderboard") == []


def test_rows_are_deleted_by_the_columns_that_are_given(warehouse):
    steps = [{**STEP, "run_id": run_id, "step": step} for run_id in "rs" for step in (1, 2)]
    with warehouse.writing() as transaction:
        transaction.insert("training_steps", steps)
        transaction.delete(
            "training_steps", [{"run_id": "r", "step": 2}, {"run_id": "x", "step": 1}]
        )
        transaction.delete("training_steps", [])
    left = "select run_id || step as name from training_steps order by name"
    assert [row["name"] for row in warehouse.select(left).to_pylist()] == ["r1", "s1", "s2"]
    with warehouse.writing() as transaction:
        transaction.delete("training_steps", [{"run_id": "s"}])
    assert [row["name"] for row in warehouse.select(left).to_pylist()] == ["r1"]


def test_what_a_body_asks_is_answered_from_one_opening(warehouse, monkeypatch):
    opened, connect = [], duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda *a, **b: opened.append(a) or connect(*a, **b))
    with warehouse.reading():
        warehouse.query("leaderboard")
        with warehouse.reading():
            assert warehouse.query("leaderboard") == []
        with ThreadPoolExecutor(1) as other:
            assert other.submit(warehouse.query, "leaderboard").result() == []
        warehouse.query("leaderboard")
    assert len(opened) == 2  # the other thread's
    with warehouse.writing() as transaction:
        transaction.insert("training_steps", [STEP])
    assert warehouse.select("select loss from training_steps").num_rows == 1


def test_a_failed_transaction_leaves_nothing(warehouse):
    with pytest.raises(RuntimeError), warehouse.writing() as transaction:
        transaction.insert("training_steps", [STEP])
        raise RuntimeError
    assert warehouse.select("select * from training_steps").num_rows == 0


def test_readers_and_writers_wait_for_another_process(warehouse):
    holder = hold(warehouse.path, 1.5)
    started = time.monotonic()
    assert warehouse.select("select 1 as one").to_pylist() == [{"one": 1}]
    assert time.monotonic() - started > 0.5
    holder.wait()
    holder = hold(warehouse.path, 1.5)
    with warehouse.writing() as transaction:
        transaction.insert("training_steps", [STEP])
    holder.wait()


WRITE = """
import sys; from pathlib import Path; from tinylora.warehouse import Warehouse
warehouse = Warehouse(Path(sys.argv[1]), write_patience_s=float(sys.argv[2]))
with warehouse.writing() as transaction:
    transaction.execute("update_evaluation", evaluation_id="e", status="finished", seconds=1.0,
                        flow_run_id=None)
"""


def test_nobody_writes_while_it_is_unchanging(warehouse):
    def write(patience_s):
        words = [sys.executable, "-c", WRITE, str(warehouse.path), str(patience_s)]
        return subprocess.run(words, capture_output=True, text=True)

    with warehouse.unchanging():
        assert warehouse.select("select 1 as one").num_rows == 1
        assert "WarehouseBusy" in write(0.5).stderr
    assert write(20).returncode == 0


def test_a_newer_warehouse_is_refused_by_name(warehouse):
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute("insert into schema_migrations (name) values ('9998_a'), ('9999_b')")
        connection.execute("create or replace view leaderboard as select 'tomorrow' as policy")
    words = r"warehouse.duckdb was made by a newer version .* 9998_a, 9999_b, .* Update the code"
    for use in (warehouse.migrate, warehouse.failed_checks, lambda: warehouse.select("select 1")):
        with pytest.raises(WarehouseNewer, match=words):
            use()
    with pytest.raises(WarehouseNewer, match=words), warehouse.writing():
        pass
    with duckdb.connect(str(warehouse.path)) as connection:
        assert connection.execute("from leaderboard").fetchall() == [("tomorrow",)]


def test_patience_ends_with_a_sentence(warehouse):
    holder = hold(warehouse.path, 30)
    try:
        impatient = Warehouse(warehouse.path, patience_s=0.5, write_patience_s=0.5)
        with pytest.raises(WarehouseBusy, match="held by another process"):
            impatient.select("select 1")
        with pytest.raises(WarehouseBusy, match="held by another process"), impatient.writing():
            pass
    finally:
        holder.kill()
        holder.wait()


@pytest.mark.parametrize(
    "statement",
    [
        "insert into training_steps (run_id) values ('x')",
        "drop table problems",
        "copy (select 1) to 'out.csv'",
        "select * from read_text('pyproject.toml')",
        "selekt 1",
    ],
)
def test_questions_cannot_write_or_read_files(warehouse, statement):
    with pytest.raises(QueryError):
        warehouse.select(statement)


def test_no_warehouse_yet(tmp_path):
    with pytest.raises(SourceMissing, match="make demo"):
        Warehouse(tmp_path / "none.duckdb").select("select 1")


@pytest.mark.parametrize("below", ["", "folder"])
def test_a_file_in_the_place_of_its_folder_is_one_sentence(tmp_path, below):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(DiskFault, match="a file is in its place: set TINYLORA_HOME to another"):
        Warehouse(tmp_path / "home" / below / "warehouse.duckdb").migrate()


def test_an_unknown_query_lists_those_there_are():
    with pytest.raises(SourceMissing, match=query_names()[0]):
        query_text("leaderbord")


def test_structures_become_json_and_lists_stay_lists(warehouse):
    shared = {
        **UNSAID,
        **{"dataset": "d", "config": "c", "split": "test", "native_id": "1", "title": "t"},
        **{"statement": "s", "language": "en", "io_mode": "stdin", "prior_rating": 800},
    }
    with warehouse.writing() as transaction:
        transaction.apply(
            "insert_problems",
            [
                {**shared, "problem_key": "a", "tags": [], "extra": {}},
                {**shared, "problem_key": "b", "tags": ["x"], "extra": {"source": "2"}},
            ],
        )
    stored = warehouse.select("select tags, extra->>'source' as source from problems order by 1")
    assert stored.to_pylist() == [
        {"tags": [], "source": None},
        {"tags": ["x"], "source": "2"},
    ]


def test_a_column_of_lists_of_structures_may_hold_empty_ones(warehouse):
    shared = {
        **{"source_sha": None, "source": None, "cases_sha": "c", "limits": {"time_limit_s": 1.0}},
        **{"compiler": "g++", "judge_version": "v", "isolation": "none", "verdict": "CE"},
        **{"passed": 0, "total": 1, "score": 0.0, "compile_ms": 1.0, "cpu_ms": 0.0, "peak_kb": 0},
        "first_failure": None,
    }
    with warehouse.writing() as transaction:
        transaction.insert(
            "judgements",
            [
                {**shared, "judgement_id": "a", "cases": []},
                {**shared, "judgement_id": "b", "cases": [{"verdict": "WA"}]},
            ],
        )
    stored = warehouse.select("select json_array_length(cases) as n from judgements order by 1")
    assert stored.to_pylist() == [{"n": 0}, {"n": 1}]


def test_a_damaged_file_is_one_sentence(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(QueryError, match="cannot be opened"):
        Warehouse(path).select("select 1")


def test_a_disk_that_refuses_is_one_sentence_and_costs_its_transaction(warehouse):
    small_rows = [{"code_version": "1", "file": str(n), "digest": "a" * 64} for n in range(3)]
    with warehouse.writing() as transaction:
        transaction.insert("code_files", small_rows[:1])
    size = warehouse.path.stat().st_size
    large = [{**row, "code_version": os.urandom(1 << 20).hex()} for row in small_rows]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then the kernel says EFBIG
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        with (
            pytest.raises(DiskFault, match=r"warehouse.duckdb cannot be written: .*; make room"),
            warehouse.writing() as transaction,
        ):
            transaction.insert("code_files", large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    with warehouse.writing() as transaction:
        transaction.insert("code_files", small_rows[1:2])
    assert warehouse.select("from code_files").num_rows == 2


def test_a_file_cut_short_is_one_sentence_to_whoever_writes(warehouse):
    rows = [{"code_version": "1", "file": str(n), "digest": os.urandom(32).hex()} for n in range(9)]
    with warehouse.writing() as transaction:
        transaction.insert("code_files", rows)
    os.truncate(warehouse.path, 16384)
    with (
        pytest.raises(QueryError, match=r"may be damaged: .*`tinylora restore --force`|opened: "),
        warehouse.writing() as transaction,
    ):
        transaction.insert("code_files", rows)


def test_odd_questions(warehouse):
    assert warehouse.select("-- only a comment").num_rows == 0
    with pytest.raises(QueryError, match="share a name"):
        warehouse.select("select 1 as a, 2 as a")
    assert warehouse.select("select $sql as it", sql=7).to_pylist() == [{"it": 7}]


def test_a_statement_that_fails_says_why(warehouse):
    with pytest.raises(duckdb.Error, match="loss"), warehouse.writing() as transaction:
        transaction.insert("training_steps", [{**STEP, "loss": None}])


CASE = {"ordinal": 0, "origin": "private", "output": "1", "bytes": 5001, "sha256": "0"}


def store_cases(warehouse, batches):
    """Store one problem of one long test case a transaction."""
    for number in batches:
        with warehouse.writing() as transaction:
            case = {**CASE, "problem_key": f"{number}", "input": f"{number} " * 20_000}
            transaction.delete("test_cases", [{"problem_key": case["problem_key"]}])
            transaction.insert("test_cases", [case], on_conflict="fail")


def test_a_transaction_leaves_the_test_cases_before_it_where_they_are(warehouse):
    """Else every batch of an ingest would read and write again all that came before it."""
    store_cases(warehouse, range(4))
    groups = "select count(distinct row_group_id) as n from pragma_storage_info('test_cases')"
    assert warehouse.select(groups).to_pylist() == [{"n": 4}]


def test_storing_the_same_again_takes_no_more_room(warehouse):
    store_cases(warehouse, range(4))
    store_cases(warehouse, range(4))
    before = warehouse.path.stat().st_size
    for _ in range(3):
        store_cases(warehouse, range(4))
    assert warehouse.select("select count(*) as n from test_cases").to_pylist() == [{"n": 4}]
    groups = "select count(distinct row_group_id) as n from pragma_storage_info('test_cases')"
    assert warehouse.select(groups).to_pylist() == [{"n": 4}]
    assert warehouse.path.stat().st_size <= before


def test_test_cases_that_had_a_key_are_kept(tmp_path):
    """A warehouse from before the key was dropped has its rows afterwards."""
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name in ("0000_versions", "0001_tables"):
            connection.execute((SQL / "migrations" / f"{name}.sql").read_text(encoding="utf-8"))
        connection.execute("insert into schema_migrations (name) values ('0001_tables')")
        connection.execute("insert into test_cases values ('k', 0, 'public', '1', '2', 2, 's')")
    warehouse = Warehouse(path)
    warehouse.migrate()
    store_cases(warehouse, range(1))
    keys = warehouse.select("select problem_key from test_cases order by 1").to_pylist()
    assert keys == [{"problem_key": "0"}, {"problem_key": "k"}]


def test_nothing_but_the_answer_goes_to_stdout(warehouse):
    """DuckDB draws a progress bar there once a question takes two seconds."""
    shown = "select value from duckdb_settings() where name = 'enable_progress_bar'"
    assert warehouse.select(shown).to_pylist() == [{"value": "false"}]


def test_a_warehouse_older_than_the_code_says_what_brings_it_up_to_date(tmp_path):
    path = tmp_path / "old.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name in ("0000_versions", "0001_tables"):
            connection.execute((SQL / "migrations" / f"{name}.sql").read_text(encoding="utf-8"))
        connection.execute("insert into schema_migrations (name) values ('0001_tables')")
    warehouse = Warehouse(path)
    assert warehouse.select("select * from problems").num_rows == 0
    with pytest.raises(QueryError, match=r"lacks 0002_duplicates, .* `tinylora ingest` first"):
        warehouse.select("from trust_replays")
    warehouse.migrate()
    assert warehouse.select("from trust_replays").num_rows == 0
    with pytest.raises(QueryError) as raised:
        warehouse.select("from no_such_table")
    assert "lacks" not in str(raised.value)


@pytest.mark.parametrize("zone", ["Etc/UTC", "Asia/Shanghai"])
def test_rows_have_the_times_that_arrow_makes(zone):
    moment = datetime(2024, 2, 29, 23, 30, 0, 123456, tzinfo=UTC)
    table = pa.table(
        {
            "at": pa.array([moment, None], pa.timestamp("us", zone)),
            "fine": pa.array([moment, None], pa.timestamp("ns", zone)),
            "day": pa.array([moment.date(), None]),
            "n": [1, None],
        }
    )
    rows = to_rows(table)
    assert rows == table.to_pylist()
    assert rows[0]["at"] == moment and rows[0]["at"].tzinfo == ZoneInfo(zone)


def test_reading_a_time_does_not_wait_for_pandas(tmp_path):
    warehouse = tmp_path / "warehouse.duckdb"
    code = (
        "import sys; from pathlib import Path; from tinylora.warehouse import Warehouse, to_rows\n"
        f"warehouse = Warehouse(Path({str(warehouse)!r})); warehouse.migrate()\n"
        "(row,) = to_rows(warehouse.select('select now() as t'))\n"
        "print(row['t'].utcoffset() is not None, 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "True False\n", done.stderr
