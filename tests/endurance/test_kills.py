"""A run whose processes are killed, or whose disk is full, ends like one that nothing disturbs.

In short, without Prefect, up to a training; `make endurance` kills all there is of `make demo`'s
stack, hundreds of times.
"""

import subprocess
import sys

import pytest

from tests.endurance.full_disk import own_mounts
from tests.endurance.kills import CHECKOUT, Runs, endure

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where one undisturbed run lies that both are held against."""
    return tmp_path_factory.mktemp("runs")


def test_killed_twice_at_random_the_same_command_ends_the_same(folder):
    for kill in endure(Runs(folder, "train"), count=1, times=2):
        print(kill)
        assert kill.differs is None


@pytest.mark.skipif(not own_mounts(), reason="this host lets nobody mount a small disk")
def test_a_disk_that_is_full_on_the_way_costs_nothing(folder):
    words = ["-m", "tests.endurance.full_disk", str(folder), "--count", "1", "--last", "train"]
    done = subprocess.run(
        [sys.executable, *words], cwd=CHECKOUT, capture_output=True, text=True, timeout=1800
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
