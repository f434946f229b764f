import threading
import time

import pytest
from programs import ADD, cases, judge, main, submission

from tinylora.errors import JudgeFault
from tinylora.judge.toolchain import PROGRAM
from tinylora.judge.workers import SLOW_S


def run_all(pool, jobs):
    """Do `jobs` in one of the pool's workers, as a submission does its cases."""

    def owner():
        with pool._crew.sandbox() as sandbox:
            (sandbox.box / PROGRAM).write_text("a program")
            return pool._crew.run_all(sandbox, jobs)

    return pool._crew.start(owner).result()


def job(place, seconds):
    def work(sandbox):
        time.sleep(seconds)
        assert (sandbox.box / PROGRAM).read_text() == "a program"
        return place, sandbox.slot

    return work


def test_slow_cases_are_spread_and_keep_their_order(pool):
    done = run_all(pool, [job(place, 1.5 * SLOW_S) for place in range(5)])
    assert [place for place, _ in done] == [0, 1, 2, 3, 4]
    assert {slot for _, slot in done} == {0, 1}


def test_quick_cases_stay_where_they_are(pool):
    assert len({slot for _, slot in run_all(pool, [job(place, 0) for place in range(20)])}) == 1


def test_a_worker_that_becomes_idle_helps(pool):
    free = threading.Event()
    other = pool._crew.start(free.wait)

    def first(sandbox):
        time.sleep(1.5 * SLOW_S)
        return 0, sandbox.slot

    def second(sandbox):
        free.set()
        return job(1, 1.5 * SLOW_S)(sandbox)

    done = run_all(pool, [first, second, job(2, 1.5 * SLOW_S)])
    assert other.result()
    assert len({slot for _, slot in done}) == 2


def test_a_fault_of_a_helper_is_the_submissions_fault(pool):
    def in_helper_only(slot):
        def work(sandbox):
            time.sleep(1.5 * SLOW_S)
            if sandbox.slot != slot[0]:
                raise JudgeFault("the helper's sandbox is gone")

        return work

    def first(sandbox):
        slot.append(sandbox.slot)
        time.sleep(1.5 * SLOW_S)

    slot = []
    with pytest.raises(JudgeFault, match="helper's sandbox"):
        run_all(pool, [first, *[in_helper_only(slot)] * 4])
    assert judge(pool, ADD + "// after a fault\n").verdict == "AC"


def test_programs_that_never_end_do_not_wait_for_each_other(pool):
    loops = [main(f"volatile int i = {number}; for (;;) i = i + 1;") for number in range(3)]
    three = cases(("1\n", "1\n"), ("2\n", "2\n"), ("3\n", "3\n"))
    judged = [pool.submit(submission(loop, three)) for loop in loops]
    assert [[case.verdict for case in one.result().cases] for one in judged] == [["TLE"] * 3] * 3
