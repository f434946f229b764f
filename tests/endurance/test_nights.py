"""A month of nights: the planted fall is told once, idle nights stay as they are."""

import os
from statistics import median

import pytest

from tests.endurance.nights import FELL, IDLE, KILLED, NEW, NO_MODEL, SLOW, month

LONG = int(os.environ.get("TINYLORA_ENDURANCE", "0")) > 1000
NIGHTS = 30 if LONG else 6


@pytest.mark.slow
@pytest.mark.timeout(3600 if LONG else 900)
def test_the_planted_fall_is_told_once_and_idle_nights_stay_flat(tmp_path, monkeypatch):
    monkeypatch.setenv("TINYLORA_HOME", str(tmp_path / "home"))
    nights = []
    for night in month(tmp_path, NIGHTS):
        print(night)
        nights.append(night)
    told = [(night.kind, sentence) for night in nights for sentence in night.told]
    assert {kind for kind, _ in told} == {FELL}
    assert len(told) == len({sentence for _, sentence in told}) > 0
    of_kind = {kind: [one for one in nights if one.kind == kind] for kind in (IDLE, NEW, NO_MODEL)}
    (without,) = of_kind[NO_MODEL]
    assert without.evaluated == 0
    assert len(without.refused) == 1
    assert "\n" not in without.refused[0]
    assert all(one.refused == [] for one in nights if one.kind in (FELL, SLOW, NEW, IDLE))
    assert all(
        one.evaluated == 0 for one in nights[1:] if one.kind == IDLE and not _owed(nights, one)
    )
    (killed,) = [one for one in nights if one.kind == KILLED]
    assert killed.evaluated + len(killed.refused) > 0
    if LONG:
        first, *_, last = of_kind[IDLE]
        assert last.open_files <= first.open_files
        assert last.memory_mb < first.memory_mb + 50
        seconds = [one.seconds for one in of_kind[IDLE]]
        assert median(seconds[-4:]) < 3 * median(seconds[:4])


def _owed(nights, one):
    """Return whether the night before left something to evaluate."""
    return bool(nights[one.number - 1].refused)
