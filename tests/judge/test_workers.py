import threading
import time

import pytest
from programs import ADD, cases, judge, main, submission

from tinylora.errors import JudgeFault
from tinylora.judge.languages.toolchain import PROGRAM
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Verdict
from tinylora.judge.walls.sandbox import REQUEST, Kind
from tinylora.judge.workers import SLOW_S, Workers


def run_all(pool, jobs):
    """Do `jobs` in one of the pool's workers, as a submission does its cases."""
    return run_in(pool._crew, pool._cpp.access, jobs)


def run_in(crew, access, jobs):
    def owner():
        with crew.sandbox(access) as sandbox:
            (sandbox.box / PROGRAM).write_text("a program")
            return crew.run_all(sandbox, jobs)

    return crew.start(owner).result()


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


@pytest.mark.parametrize("fault", [JudgeFault, KeyError, MemoryError])
def test_a_fault_of_a_helper_is_the_submissions_fault_and_ends_it(pool, fault):
    def first(sandbox):
        slots.append(sandbox.slot)
        time.sleep(1.5 * SLOW_S)

    def in_helper_only(sandbox):
        slots.append(sandbox.slot)
        if sandbox.slot != slots[0]:
            failed.set()
            raise fault("in the helper")
        assert failed.wait(60)
        time.sleep(1.5 * SLOW_S)

    slots, failed = [], threading.Event()
    with pytest.raises(fault, match="in the helper"):
        run_all(pool, [first, *[in_helper_only] * 20])
    assert len(slots) < 5
    assert judge(pool, ADD + "// after a fault\n").verdict == "AC"


def test_a_helper_without_a_sandbox_only_withdraws(pool):
    def make(slot, access):
        if made:
            tried.set()
            raise JudgeFault("no memory for another")
        made.append(slot)
        return pool._make_sandbox(10 + slot, access)

    def second(sandbox):
        assert tried.wait(60)
        return job(1, 0)(sandbox)

    made, tried = [], threading.Event()
    crew = Workers(2, make)
    try:
        done = run_in(crew, pool._cpp.access, [job(0, 1.5 * SLOW_S), second, job(2, 0)])
    finally:
        crew.close()
    assert [place for place, _ in done] == [0, 1, 2]


def test_whose_exchange_broke_off_is_not_used_again(pool):
    """Its answer would be taken for that of whoever comes next."""
    broken = []

    def asks_and_leaves():
        with pool._crew.sandbox(pool._cpp.access) as sandbox:
            broken.append(sandbox)
            sandbox._send(REQUEST.pack(Kind.CALIBRATE, 0, 0, 0, 0, 0, 0, 0, 0, 0), [])
            raise KeyError("what nobody foresaw")

    with pytest.raises(KeyError):
        pool._crew.start(asks_and_leaves).result()
    held = [pool._crew._free.get() for _ in range(2)]
    for one in held:
        pool._crew._free.put(one)
    assert broken[0] not in held
    assert judge(pool, ADD).verdict is Verdict.AC


def test_nobody_reads_what_a_program_without_walls_left_of_itself(tmp_path):
    replaces = main(
        """
        unlink("prog"); mkfifo("prog", 0777);
        while (clock() < CLOCKS_PER_SEC * 3 / 10);
        puts("1");""",
        *("cstdio", "ctime", "unistd.h", "sys/stat.h"),
    )
    with JudgePool(JudgeSettings(workers=2, isolation="rlimits"), tmp_path, check=False) as bare:
        judgement = judge(bare, replaces, cases(*[("", "1")] * 3))
    assert [case.verdict for case in judgement.cases] == ["AC", "RE", "RE"]


def test_programs_that_never_end_do_not_wait_for_each_other(pool):
    loops = [main(f"volatile int i = {number}; for (;;) i = i + 1;") for number in range(3)]
    three = cases(("1\n", "1\n"), ("2\n", "2\n"), ("3\n", "3\n"))
    judged = [pool.submit(submission(loop, three)) for loop in loops]
    assert [[case.verdict for case in one.result().cases] for one in judged] == [["TLE"] * 3] * 3
