"""What the host does to a program or a compiler: never a verdict the program did not earn."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from programs import ADD, cases, judge, main

from tinylora.errors import JudgeFault
from tinylora.judge import pool, running
from tinylora.judge.languages import compiling
from tinylora.judge.languages.toolchain import PROGRAM
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.walls.in_place import LANDLOCK
from tinylora.judge.walls.sandbox import Bounds, Killed, Kind, Outcome

DONE = cases(("", "done"))


def spins(seconds):
    return main(
        f"""
        struct timespec t;
        do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        while (t.tv_sec + t.tv_nsec / 1e9 < {seconds});
        puts("done");""",
        "ctime",
        "cstdio",
    )


@pytest.fixture
def meddle():
    """Yield a function that starts a thread doing something to programs that have run a while."""
    stop, threads = threading.Event(), []

    def start(action, times):
        def work():
            left, met = times, set()
            while left and not stop.is_set():
                for child in psutil.Process().children(recursive=True):
                    try:
                        ran = child.name() == PROGRAM and sum(child.cpu_times()[:2]) > 0.05
                        if ran and child.pid not in met and left:
                            met.add(child.pid)
                            action(child)
                            left -= 1
                    except psutil.NoSuchProcess:
                        continue
                time.sleep(0.01)

        threads.append(threading.Thread(target=work))
        threads[-1].start()

    yield start
    stop.set()
    for thread in threads:
        thread.join()


@pytest.fixture
def alone(tmp_path):
    """A pool of one worker that no other test uses."""
    with JudgePool(JudgeSettings(workers=1, time_limit_s=0.6), tmp_path) as pool:
        yield pool


def test_a_compiler_that_stands_still_is_a_fault():
    still = Outcome(0, 9, 0, Killed.WALL, 10.0, 40_000.0, 0, b"", b"")
    with pytest.raises(JudgeFault, match=r"cc1plus stood still for most of 40 s"):
        compiling.raise_if_ours(None, still, "/usr/lib/cc1plus", 10.0, "reinstall g++")


def test_a_program_that_stood_still_gets_one_more_run(alone, meddle):
    meddle(psutil.Process.suspend, 1)
    judgement = judge(alone, spins(0.3), DONE)
    assert judgement.verdict == "AC", judgement.first_failure


def test_a_program_that_always_stands_still_is_too_late(alone, meddle):
    meddle(psutil.Process.suspend, 2)
    assert judge(alone, spins(0.3), DONE).verdict == "TLE"


def test_a_program_killed_by_the_host_is_a_fault(alone, meddle):
    meddle(psutil.Process.kill, 4)
    with pytest.raises(JudgeFault, match="something on the host killed"):
        judge(alone, spins(0.3), DONE)
    assert judge(alone, spins(0.3) + "//", DONE).verdict == "AC"


@pytest.mark.parametrize("kib", [8, 512, 2048])
def test_a_program_that_cannot_be_started_is_the_program_s(alone, kib):
    """Just not too large to be tried: execve or the loader fails on it."""
    source = f"char big[{(64 + 256 + 64 * 8 << 20) - (kib << 10)}];\n" + ADD.replace(
        "a, b;", "a, b = big[7];"
    )
    assert judge(alone, source, memory_limit_mb=64).verdict == "RE"


def test_beyond_the_nominal_limit_only_a_host_that_is_slow_now_excuses(alone, monkeypatch):
    alone._slowness = 10.0  # as measured when the host was slow
    assert judge(alone, spins(0.5), DONE, time_limit_s=0.1).verdict == "TLE"
    monkeypatch.setattr(running, "slowness", lambda _: 10.0)
    assert judge(alone, spins(0.5) + "//", DONE, time_limit_s=0.1).verdict == "AC"


def test_slowness_is_the_least_of_several():
    class Host:
        took = iter((0.5, 0.034, 0.1, 0.2, 0.3))

        def calibrate(self):
            return next(self.took)

    assert running.slowness(Host()) == pytest.approx(2.0)


def test_a_scratch_folder_that_cannot_execute_is_a_fault(tmp_path, monkeypatch):
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "noexec,size=100m", "tmpfs", str(tmp_path)],
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    monkeypatch.setattr(pool, "candidates", lambda _: (LANDLOCK,))
    open_before = len(list(Path("/proc/self/fd").iterdir()))
    try:
        with pytest.raises(JudgeFault, match=rf"{tmp_path}/pool-.*noexec"):
            JudgePool(JudgeSettings(workers=1), tmp_path)
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)
    assert len(list(Path("/proc/self/fd").iterdir())) == open_before


def test_a_runner_that_cannot_be_started_is_a_fault(tmp_path, monkeypatch):
    """The same on a host where no disk can be mounted: the runner may not be executed."""

    def build(folder):
        (folder / "walls").mkdir()
        (folder / "walls" / "runner").write_text("")

    monkeypatch.setattr(pool, "build_runner", build)
    monkeypatch.setattr(pool, "candidates", lambda _: (LANDLOCK,))
    open_before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(JudgeFault, match=rf"{tmp_path}/pool-.*Permission denied.*noexec"):
        JudgePool(JudgeSettings(workers=1), tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) == open_before
    assert not list(tmp_path.glob("pool-*"))


def test_a_scratch_folder_that_cannot_be_made_is_a_fault(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JudgeFault, match=r"cannot use its scratch folder .*Not a directory"):
        JudgePool(JudgeSettings(workers=1), tmp_path / "file" / "judge")


def test_a_missing_assembler_is_a_fault(tmp_path, monkeypatch):
    (tmp_path / "g++").symlink_to(shutil.which("g++"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(JudgeFault, match=r"g\+\+ needs .*as, which is missing.*binutils"):
        JudgePool(JudgeSettings(workers=1), tmp_path / "scratch")


def test_weaker_walls_are_said_with_the_refusals(tmp_path, monkeypatch, caplog):
    bwrap = tmp_path / "bwrap"
    bwrap.write_text("#!/bin/sh\necho no namespaces today >&2\nexit 1\n")
    bwrap.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    try:
        with JudgePool(JudgeSettings(workers=1), tmp_path / "scratch") as walled:
            assert walled.isolation == "landlock"
    except JudgeFault as fault:
        pytest.skip(str(fault))
    (warning,) = [record for record in caplog.records if record.levelname == "WARNING"]
    assert "landlock, weaker than namespaces" in warning.getMessage()
    assert "no namespaces today" in warning.getMessage()


@pytest.fixture
def sandbox(tmp_path):
    """One sandbox of a pool that judges nothing."""
    with (
        JudgePool(JudgeSettings(workers=1), tmp_path) as pool,
        pool._crew.sandbox(pool._cpp.access) as sandbox,
    ):
        yield sandbox


BOUNDS = Bounds(cpu_s=1, wall_s=4, memory_mb=64, stack_mb=8, file_bytes=1024)


def test_a_program_that_another_process_still_writes_is_waited_for(sandbox):
    """As a child that is just being started inherits what is written, until it is another."""
    program = sandbox.box / PROGRAM
    shutil.copy(shutil.which("true"), program)
    program.chmod(0o755)
    held = program.open("ab")
    threading.Timer(0.2, held.close).start()
    assert sandbox.run(Kind.PROGRAM, [f"./{PROGRAM}"], BOUNDS).ok
    with program.open("ab"), pytest.raises(JudgeFault, match="stays open for writing"):
        sandbox.run(Kind.PROGRAM, [f"./{PROGRAM}"], BOUNDS)


HARD = """
import resource, sys
from pathlib import Path
from tinylora.errors import JudgeFault
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from programs import ADD, judge
resource.setrlimit(resource.RLIMIT_STACK, (128 << 20, 128 << 20))
with JudgePool(JudgeSettings(workers=1), Path(sys.argv[1])) as pool:
    try:
        print(judge(pool, ADD).verdict)
    except JudgeFault as fault:
        print(fault)
"""


def test_a_hard_limit_of_the_host_is_a_fault_and_no_verdict(tmp_path):
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", HARD, tmp_path],
        env={**os.environ, "PYTHONPATH": f"{here}{os.pathsep}{here.parents[1]}"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert "hard limits (ulimit -H -a) must allow a stack of 256 MiB" in done.stdout, done.stderr
