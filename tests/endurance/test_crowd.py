"""A crowd on one warehouse: no lock is met, no row is lost or doubled, whoever waits is told."""

import os

import pytest

from tests.endurance.crowd import crowd
from tinylora.warehouse import SAY_AFTER_S

LONG = int(os.environ.get("TINYLORA_ENDURANCE", "0")) > 1000
RUNS, TWINS, HOLD_S = (4, 2, 60.0) if LONG else (1, 2, SAY_AFTER_S + 3)


@pytest.mark.slow
@pytest.mark.timeout(3600 if LONG else 900)
def test_runs_and_readers_at_once_leave_what_they_leave_one_by_one(tmp_path):
    found = crowd(tmp_path, RUNS, TWINS, HOLD_S)
    print(found)
    assert found.failed == []
    assert found.differs is None
    assert found.answers > 0
    assert found.snapshots > 0
    assert found.writers_told > 0  # the notebook held the warehouse for longer than they are silent
    assert found.slowest_answer_s < 2 * SAY_AFTER_S or found.reader_told > 0
