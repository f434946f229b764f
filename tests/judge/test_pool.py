import logging
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace

import psutil
import pytest
from programs import ADD, SUM, cases, judge, main, submission
from pydantic import ValidationError

from tinylora.errors import JudgeFault
from tinylora.judge.languages.cpp import CPP, Cpp
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Verdict


def kill_sandboxes():
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # a runner ends with its bwrap
            if child.name() in ("runner", "bwrap"):
                child.kill()


def test_judgements_come_in_the_submissions_order(pool):
    sources = [f"// {i}\n" + ADD.replace("a + b", f"a + b + {i % 2}") for i in range(6)]
    verdicts = [judgement.verdict for judgement in pool.judge_all(list(map(submission, sources)))]
    assert verdicts == ["AC", "WA"] * 3


def test_the_same_submission_is_judged_once(tmp_path):
    cache = {}
    with JudgePool(JudgeSettings(workers=1), tmp_path, cache) as pool:
        first, second = pool.submit(submission(ADD)), pool.submit(submission(ADD))
        assert first is second
        judgement = first.result()
        assert cache == {judgement.judgement_id: judgement}
        assert pool.submit(submission(ADD)).result() is judgement
        other = pool.submit(submission(ADD, SUM[:1])).result()
        assert other.judgement_id != judgement.judgement_id
        assert pool.submit(submission(ADD, time_limit_s=1)).result().judgement_id not in (
            judgement.judgement_id,
            other.judgement_id,
        )
    with JudgePool(JudgeSettings(workers=1), tmp_path, cache) as again:
        assert again.submit(submission(ADD)).result() is judgement


def test_nothing_is_left_after_close(tmp_path):
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with JudgePool(JudgeSettings(workers=2), tmp_path) as pool:
        pool.judge_all([submission(ADD), submission(main("for (;;);"), time_limit_s=0.2)])
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before
    assert not list(tmp_path.glob("pool-*"))


def test_a_killed_sandbox_is_replaced_and_nothing_is_lost(tmp_path, caplog):
    busy = main("for (volatile long i = 0; i < 400000000; i = i + 1);") + "// {}"
    nothing = cases(("", ""))
    with JudgePool(JudgeSettings(workers=2, time_limit_s=10), tmp_path) as pool:
        futures = [pool.submit(submission(busy.replace("{}", str(i)), nothing)) for i in range(4)]
        time.sleep(0.5)
        kill_sandboxes()
        assert [future.result().verdict for future in futures] == ["AC"] * 4
    assert "fresh sandbox" in caplog.text


def test_a_fault_that_stays_is_raised_and_not_remembered(tmp_path):
    cache = {}
    with JudgePool(JudgeSettings(workers=1), tmp_path, cache) as pool:
        (pool._folder.path / "walls").rename(pool._folder.path / "lost")
        kill_sandboxes()
        with pytest.raises(JudgeFault):
            judge(pool, ADD)
        assert not cache
        (pool._folder.path / "lost").rename(pool._folder.path / "walls")
        assert judge(pool, ADD).verdict == "AC"


def test_a_loaded_host_does_not_turn_ac_into_tle(tmp_path):
    """The program needs most of its limit, and has to wait for a core most of the time."""
    spins = main("""
        struct timespec t;
        do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        while (t.tv_sec == 0 && t.tv_nsec < 350000000);
        puts("done");""", "ctime", "cstdio")  # fmt: skip
    threaded = spins.replace("int main()", "int work()").replace("}\n", "return 0; }\n") + main(
        "std::thread(work).join();", "thread"
    )
    load = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(6)]
    try:
        with JudgePool(JudgeSettings(workers=4, time_limit_s=0.5), tmp_path) as pool:
            done = cases(("", "done"))
            judgements = pool.judge_all([submission(f"{spins}// {i}", done) for i in range(4)])
            threads = pool.judge_all([submission(f"{threaded}// {i}", done) for i in range(4)])
            sleeper = judge(pool, main("sleep(100);", "unistd.h"), time_limit_s=0.2)
    finally:
        for process in load:
            process.kill()
            process.wait()
    for found in (judgements, threads):  # whose main thread does nothing but wait for another
        assert [judgement.verdict for judgement in found] == ["AC"] * 4
    assert max(judgement.cases[0].wall_ms for judgement in judgements) > 600
    assert sleeper.verdict == "TLE"


def test_a_missing_compiler_is_a_fault_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(JudgeFault, match=r"apt install g\+\+"):
        JudgePool(JudgeSettings(), tmp_path / "scratch")
    assert not (tmp_path / "scratch").exists()


def test_a_failing_canary_stops_the_pool(tmp_path, monkeypatch):
    wrong = [replace(CPP.canaries()[0], verdict=Verdict.WA)]
    monkeypatch.setattr(Cpp, "canaries", lambda _: wrong)
    with pytest.raises(JudgeFault, match="WA canary got AC"):
        JudgePool(JudgeSettings(workers=1), tmp_path)
    assert not list(tmp_path.glob("pool-*"))


def test_bare_limits_must_be_asked_for_and_warn(tmp_path, caplog):
    with JudgePool(
        JudgeSettings(workers=1, isolation="rlimits", time_limit_s=0.5), tmp_path
    ) as pool:
        assert pool.isolation == "rlimits"
        assert any(record.levelno == logging.WARNING for record in caplog.records)
        assert judge(pool, ADD).isolation == "rlimits"
        bomb = main("if (fork()) return 0; setsid(); if (fork()) return 0; sleep(100);", "unistd.h")
        living = {child.pid for child in psutil.Process().children(recursive=True)}
        judge(pool, bomb)
        assert {child.pid for child in psutil.Process().children(recursive=True)} <= living


def test_without_bubblewrap(tmp_path, monkeypatch, caplog):
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("g++", "as", "ld"):
        (tools / name).symlink_to(shutil.which(name))
    monkeypatch.setenv("PATH", str(tools))
    with pytest.raises(JudgeFault, match="apt install bubblewrap"):
        JudgePool(JudgeSettings(workers=1, isolation="namespaces"), tmp_path / "scratch")
    try:
        with JudgePool(JudgeSettings(workers=1), tmp_path / "scratch") as pool:
            assert pool.isolation == "landlock"
            (warning,) = [record for record in caplog.records if record.levelname == "WARNING"]
            assert "apt install bubblewrap" in warning.getMessage()
            assert judge(pool, ADD).verdict == "AC"
    except JudgeFault as fault:
        pytest.skip(str(fault))


def test_what_a_killed_pool_left_is_swept(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from tinylora.judge.pool import JudgePool;"
        "from tinylora.settings import JudgeSettings;"
        "JudgePool(JudgeSettings(workers=1), Path(sys.argv[1])); print('up', flush=True);"
        "time.sleep(99)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "up\n"
    runners = psutil.Process(child.pid).children(recursive=True)
    child.kill()
    child.wait()
    _, alive = psutil.wait_procs(runners, timeout=5)
    assert not alive
    (left,) = tmp_path.glob("pool-*")
    with JudgePool(JudgeSettings(workers=1), tmp_path):
        assert not left.exists()
    assert not list(tmp_path.glob("pool-*"))


def test_a_full_disk_is_a_fault(tmp_path):
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", str(tmp_path)], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("needs the right to mount a small disk")
    try:
        with JudgePool(JudgeSettings(workers=1), tmp_path) as pool:
            with (tmp_path / "filler").open("wb") as filler, pytest.raises(OSError):
                while True:
                    filler.write(b"x" * (1 << 20))
                    filler.flush()
            with pytest.raises(JudgeFault, match=r"No space left|free some disk space"):
                judge(pool, ADD)
            (tmp_path / "filler").unlink()
            assert judge(pool, ADD).verdict == "AC"
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


@pytest.mark.parametrize(
    "name",
    [
        *("compile_time_limit_s", "compile_memory_mb", "time_limit_s", "memory_limit_mb"),
        *("output_limit_kb", "process_limit"),
    ],
)
def test_limits_beyond_what_a_process_can_have_are_refused(name):
    with pytest.raises(ValidationError, match=name):
        JudgeSettings(**{name: 99999999999999})
