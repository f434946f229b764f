"""`tinylora snapshot`: a copy to keep open while runs write, and who is told of it."""

import json
import os
import re
import subprocess
import sys

import duckdb
import pytest
import small_warehouse as small

from tests.warehouses import hold
from tinylora import warehouse as rooms
from tinylora.stages.upkeep.snapshot import renew_snapshot
from tinylora.warehouse import Warehouse

COUNT = "select count(*) from training_runs"


@pytest.fixture
def warehouse(tmp_path):
    return small.made(tmp_path)


def runs_in(client):
    return client.execute(COUNT).fetchone()[0]


def test_a_client_keeps_it_open_while_the_warehouse_is_written(warehouse, tmp_path, tinylora):
    small.train(warehouse, "7a170001")
    done = tinylora(tmp_path, "snapshot", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["file"] == str(warehouse.snapshot)
    with duckdb.connect(str(warehouse.snapshot), read_only=True) as client:
        small.train(warehouse, "7a170002")
        renew_snapshot(warehouse)
        assert runs_in(client) == 1  # as it was opened
        assert client.execute("from leaderboard").fetchall() == []
    with duckdb.connect(str(warehouse.snapshot), read_only=True) as client:
        assert runs_in(client) == 2


def test_what_a_client_wrote_into_it_and_left_in_its_log_is_gone_with_it(
    warehouse, tmp_path, tinylora
):
    tinylora(tmp_path, "snapshot")
    log = warehouse.snapshot.with_name("snapshot.duckdb.wal")
    write = (
        "import duckdb, os, sys; c = duckdb.connect(sys.argv[1]); c.execute('create table mine(x "
        "int)'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", write, warehouse.snapshot])
    assert log.stat().st_size > 0
    small.train(warehouse, "7a170001")
    renew_snapshot(warehouse)
    assert not log.exists()
    with duckdb.connect(str(warehouse.snapshot), read_only=True) as client:
        assert runs_in(client) == 1


def test_a_report_renews_it_only_where_somebody_took_one(warehouse):
    renew_snapshot(warehouse)
    assert not warehouse.snapshot.exists()


def test_who_waits_is_told_of_it_and_how_old_it_is(warehouse, tmp_path, tinylora, monkeypatch):
    monkeypatch.setattr(rooms, "SAY_AFTER_S", 0.0)
    tinylora(tmp_path, "snapshot")
    os.utime(warehouse.snapshot, (0, 0))
    holder = hold(warehouse.path, 60)
    try:
        with pytest.raises(rooms.WarehouseBusy, match="as of 1970-01-01 00:00 UTC") as refused:
            Warehouse(warehouse.path, patience_s=1.0).select(COUNT)
        assert str(warehouse.snapshot) in str(refused.value)
        warehouse.snapshot.unlink()
        with pytest.raises(rooms.WarehouseBusy, match=re.escape("run again (")):
            Warehouse(warehouse.path, patience_s=0.1).select(COUNT)
    finally:
        holder.kill()
        holder.communicate()


def test_without_a_warehouse_or_room_it_is_one_sentence(tmp_path, tinylora):
    refused = tinylora(tmp_path / "none", "snapshot")
    assert refused.returncode == 2
    assert "there is no warehouse" in refused.stderr
    warehouse = small.made(tmp_path)
    warehouse.snapshot.mkdir()
    refused = tinylora(tmp_path, "snapshot")
    assert refused.returncode == 2
    assert re.search(r"snapshot.duckdb cannot be written \(.*\): it is as it was", refused.stderr)
