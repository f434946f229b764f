"""Very many judgements, and judgements while somebody kills the workers: right, and nothing left.

JUDGEMENTS=5000 makes the first as long as it is meant to be (minutes); -s shows its table.
"""

import os
import random
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import pytest
from programs import cases, submission

from tinylora.errors import JudgeFault
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings

JUDGEMENTS = int(os.environ.get("JUDGEMENTS", "240"))
SNAPSHOTS = 10
GROWTH_KB = 8 << 10
KILLED = ("runner", "bwrap", "cc1plus", "as", "ld")

# Without headers a program compiles in a twentieth of a second.
DECLARED = 'extern "C" int scanf(const char *, ...), printf(const char *, ...);\n'
MAIN = 'int main() {{ int a, b; if (scanf("%d %d", &a, &b) != 2) return 1; {} }}\n'
ADD = DECLARED + MAIN.format('printf("%d", a + b);')
PROGRAMS = {
    "AC": ADD,
    "WA": ADD.replace("a + b", "a - b"),
    "RE": DECLARED + MAIN.format("__builtin_trap();"),
    "OLE": DECLARED + MAIN.format('for (;;) printf("%d", a);'),
    "CE": ADD.replace("a + b", "a + c"),
    "NC": None,
}


def mixed(count):
    """Yield `count` submissions with the verdict each must get; no two have equal cases."""
    kinds = list(PROGRAMS.items())
    for i in range(count):
        verdict, source = kinds[i % len(kinds)]
        given = cases((f"{i} 1\n", f"{i + 1}\n"), (f"2 {i + 1}\n", f"{i + 3}\n"))
        yield verdict, submission(source, given, time_limit_s=5)


@dataclass(frozen=True)
class Traces:
    """What judging may leave behind."""

    processes: int
    files: int
    mounts: int
    descriptors: int
    threads: int
    rss_kb: int
    workers_rss_kb: int

    @classmethod
    def of(cls, pool):
        me, children = psutil.Process(), living()
        return cls(
            processes=len(children),
            files=sum(1 for _ in pool._folder.path.rglob("*")),
            mounts=len(Path("/proc/self/mountinfo").read_text().splitlines()),
            descriptors=me.num_fds(),
            threads=me.num_threads(),
            rss_kb=me.memory_info().rss >> 10,
            workers_rss_kb=sum(child.memory_info().rss for child in children) >> 10,
        )


@pytest.fixture(params=["namespaces", "landlock"])
def make_pool(request, tmp_path):
    """Make a pool of its own in each mode."""

    def make():
        settings = JudgeSettings(workers=2, isolation=request.param, output_limit_kb=64)
        try:
            return JudgePool(settings, tmp_path)
        except JudgeFault as fault:
            if "canary" in str(fault):
                raise
            pytest.skip(f"{request.param}: {fault}")

    return make


def living():
    children = psutil.Process().children(recursive=True)
    return [child for child in children if child.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.slow
@pytest.mark.timeout(7200)
def test_many_judgements_leave_nothing_and_need_no_more_memory(make_pool, tmp_path):
    before, taken, wrong, todo = len(living()), [], [], mixed(JUDGEMENTS)
    with make_pool() as pool:
        for number in range(1, SNAPSHOTS + 1):
            batch = [next(todo) for _ in range(JUDGEMENTS // SNAPSHOTS)]
            judgements = pool.judge_all([one for _, one in batch])
            wrong += [
                (want, got.first_failure)
                for (want, _), got in zip(batch, judgements, strict=True)
                if got.verdict != want
            ]
            taken.append(Traces.of(pool))
            print(pool.isolation, pool.judged, asdict(taken[-1]))
            assert number * len(batch) == pool.judged
    assert not wrong
    first, half, last = taken[0], taken[SNAPSHOTS // 2 - 1], taken[-1]
    for name in ("processes", "files", "mounts", "descriptors", "threads"):
        assert getattr(last, name) == getattr(first, name), name
    assert last.rss_kb < half.rss_kb + GROWTH_KB
    assert last.workers_rss_kb < half.workers_rss_kb + GROWTH_KB
    assert len(living()) == before
    assert not list(tmp_path.glob("pool-*"))


@pytest.fixture
def killer():
    """Kill, at random moments, random ones of the processes that keep the judge working.

    Those that lived before belong to a pool that other tests share, and are spared.
    """
    stop, chance, killed, spared = threading.Event(), random.Random(7), [], set(living())

    def work():
        while not stop.wait(chance.uniform(0.02, 0.4)):
            children = psutil.Process().children(recursive=True)
            found = [c for c in children if c not in spared and _name(c) in KILLED]
            if found:
                victim = chance.choice(found)
                killed.append(_name(victim))
                _kill(victim)

    thread = threading.Thread(target=work)
    yield thread.start, killed
    stop.set()
    thread.join()


def _name(process):
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def _kill(process):
    with suppress(psutil.NoSuchProcess):
        process.kill()


@pytest.mark.slow
def test_killed_workers_cost_time_or_a_fault_but_never_a_verdict(make_pool, killer, tmp_path):
    start, killed = killer
    before = living()
    with make_pool() as pool:
        start()
        waiting = [(want, pool.submit(one)) for want, one in mixed(150)]
        ended = [(want, future, future.exception()) for want, future in waiting]
    assert living() == before
    assert not list(tmp_path.glob("pool-*"))
    right = [future.result().verdict == want for want, future, fault in ended if fault is None]
    faults = [fault for _, _, fault in ended if fault is not None]
    print(f"{len(killed)} killed, {len(right)} judged, {len(faults)} faults")
    assert all(isinstance(fault, JudgeFault) for fault in faults), faults
    assert all(right)
    assert len(right) > 75
    assert len(killed) > 10
