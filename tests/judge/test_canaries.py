"""Canaries between judgements: a toolchain that goes bad under a running pool stops the judge."""

import subprocess

import pytest
from programs import ADD, judge, main, submission

from tinylora.errors import JudgeFault
from tinylora.judge import pool as pool_module
from tinylora.judge.canary_watch import CanaryWatch
from tinylora.judge.languages.toolchain import FREOPEN, FREOPEN_SOURCE
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings

ENDS_WELL_AT_ONCE = """
#include <unistd.h>
__attribute__((constructor)) static void at_once(void) { _exit(0); }
"""


def spoil(pool):
    """From now on every program that is linked ends with status 0 before it prints anything."""
    source = (FREOPEN_SOURCE).read_text() + ENDS_WELL_AT_ONCE
    target = pool._folder.path / "tools" / FREOPEN
    command = ["g++", "-x", "c", "-O2", "-c", "-", "-o", str(target)]
    subprocess.run(command, input=source, text=True, check=True)


def test_a_wrong_canary_stops_the_judge(tmp_path, caplog):
    cache = {}
    with JudgePool(JudgeSettings(workers=2, canary_every=3), tmp_path, cache) as pool:
        right = pool.judge_all([submission(f"// {i}\n{ADD}") for i in range(3)])
        assert {judgement.verdict for judgement in right} == {"AC"}
        assert pool.doubtful == frozenset()
        spoil(pool)
        futures = [pool.submit(submission(f"// bad {i}\n{ADD}")) for i in range(30)]
        raised = [future.exception() for future in futures]
        assert any(raised)
        fault = next(error for error in raised if error)
        assert isinstance(fault, JudgeFault)
        assert "the AC canary got WA" in str(fault)
        assert "The judge stops" in str(fault)
        assert all(isinstance(error, JudgeFault) for error in raised if error)
        # How many the other worker still judges during the round is a matter of the machine's load;
        # that each of them is in doubt is not.
        assert isinstance(raised[-1], JudgeFault)
        given = {f.result().judgement_id for f in futures if not f.exception()}
        assert given <= pool.doubtful, "a judgement made by the bad toolchain is not in doubt"
        assert not pool.doubtful & {judgement.judgement_id for judgement in right[:2]}
        with pytest.raises(JudgeFault, match="The judge stops"):
            judge(pool, ADD)
        with pytest.raises(JudgeFault, match="The judge stops"):
            pool.submit(submission(f"// 0\n{ADD}")).result()  # not even what the cache knows
    assert "The judge stops" in caplog.text


def test_right_canaries_come_as_often_as_asked(tmp_path, monkeypatch):
    flown = []
    monkeypatch.setattr(pool_module, "must_be", lambda want, got: flown.append((want, got.verdict)))
    with JudgePool(JudgeSettings(workers=2, canary_every=2), tmp_path) as pool:
        flown.clear()
        for batch in range(2):
            judgements = pool.judge_all([submission(main(f"return {batch}{i};")) for i in (1, 2)])
            assert [judgement.verdict for judgement in judgements] == ["RE", "RE"]
            assert [want for want, _ in flown] == ["AC", "WA", "TLE", "MLE", "RE", "CE"] * (
                batch + 1
            )
        assert all(want is verdict for want, verdict in flown)
        assert pool.judged == 4


def test_no_rounds_where_none_are_asked_for():
    vigil = CanaryWatch(0)
    assert not any(vigil.is_due_after(str(i)) for i in range(1000))


def test_a_round_that_is_interrupted_puts_nothing_in_doubt():
    vigil = CanaryWatch(1)
    assert vigil.is_due_after("a")
    vigil.give_up()
    with pytest.raises(JudgeFault, match=r"^gone$"), vigil.round():
        raise JudgeFault("gone")
    assert vigil.doubtful == frozenset()


def test_what_is_in_doubt():
    vigil = CanaryWatch(2)
    assert [vigil.is_due_after(name) for name in "abc"] == [False, True, False]  # one round at once
    with vigil.round():
        vigil.is_due_after("d")
    assert vigil.doubtful == frozenset()
    vigil.raise_if_stopped()
    assert vigil.is_due_after("e")  # d and e
    with (
        pytest.raises(JudgeFault, match=r"^broken\. The judge stops; 2 judgements made"),
        vigil.round(),
    ):
        raise JudgeFault("broken")
    assert vigil.doubtful == {"d", "e"}
    with pytest.raises(JudgeFault, match="The judge stops"):
        vigil.raise_if_stopped()
