"""A disk that is full, read-only or broken: one sentence, and nothing is lost."""

import json
import subprocess
import sys

import pytest

from tests.endurance.full_disk import own_mounts
from tests.endurance.kills import CHECKOUT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not own_mounts(), reason="this host lets nobody mount a small disk"),
]


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    """What came of each command, by where it was tried."""
    words = ["-m", "tests.endurance.full_disk_commands", str(tmp_path_factory.mktemp("small"))]
    done = subprocess.run(
        [*own_mounts(), sys.executable, *words],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_a_disk_refuses_is_one_sentence(tried):
    for where, words in (
        ("no room for a warehouse", "warehouse.duckdb cannot be written: No space left on device"),
        ("full: ingest", "warehouse.duckdb cannot be written: No space left on device"),
        ("full: backup", "its disk has 0 B free: make room"),
        ("read-only: ingest", "warehouse.duckdb cannot be written: Read-only file system"),
        ("read-only: report", "no finished evaluation"),
        ("read-only: backup", "Read-only file system"),
        ("cut: ingest", "warehouse.duckdb cannot be"),
        ("cut: sql", "warehouse.duckdb cannot be"),
    ):
        status, said = tried[where]
        assert status in (1, 2), f"{where}: {status}, {said}"
        last = said.splitlines()[-1]
        assert last.startswith("tinylora: ") and words in last, f"{where}: {said}"


def test_nothing_is_lost_and_the_same_command_goes_on(tried):
    before, after = [0, "n\n24"], [0, "n\n54"]
    for where in ("room", "room again: ingest", "room again: backup", "cut: restore"):
        assert tried[where][0] == 0, tried[where]
    assert tried["full: left"] == ["filler", "warehouse.duckdb"]
    assert tried["full: sql"] == tried["room again: sql"] == before
    assert tried["room again: all"] == tried["read-only: sql"] == after
    assert tried["restored: all"] == after
