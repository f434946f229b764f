"""Two Ray nodes on this host judge, and some of them end badly; nothing is lost or judged twice."""

import logging
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tinylora.cluster.cluster_judge import ClusterJudge
from tinylora.cluster.members import FAULTS
from tinylora.errors import JudgeFault, JudgeStopped
from tinylora.judge.judge import Recent
from tinylora.judge.languages.toolchain import FREOPEN, FREOPEN_SOURCE
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.problem import Origin, TestCase

pytestmark = pytest.mark.slow

SUM = (TestCase("1 2\n", "3\n", Origin.PUBLIC), TestCase("20 22\n", "42\n", Origin.PUBLIC))
ADD = """#include <cstdio>
int main() { int a, b; if (scanf("%d %d", &a, &b) != 2) return 1; printf("%d\\n", a + b); }
"""
ENDS_WELL_AT_ONCE = """
#include <unistd.h>
__attribute__((constructor)) static void at_once(void) { _exit(0); }
"""
SETTINGS = JudgeSettings(time_limit_s=2)


def some(count, kind=""):
    """Return programs that are right, wrong, broken and no C++, in turn."""
    bodies = (ADD, ADD.replace("a + b)", "a - b)"), ADD.replace("if (", "return 3; if ("), "no C++")
    return [Submission(f"// {kind}{i}\n{bodies[i % 4]}", SUM) for i in range(count)]


def verdicts(judgements):
    return [str(one.verdict) for one in judgements]


def wait_until(true, seconds=120):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def member(judge, name):
    """Return the node of this name among those that judge, or None."""
    named = [one for one in judge._members.judging if one.name.startswith(f"{name} (")]
    return named[0] if named else None


class Once(Recent):
    """A cache that counts how often each judgement is stored."""

    def __init__(self):
        super().__init__()
        self.times = []

    def __setitem__(self, judgement_id, judgement):
        self.times.append(judgement_id)
        super().__setitem__(judgement_id, judgement)


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """Judge on this host, in one worker."""

    def judge(submissions):
        one = SETTINGS.model_copy(update={"workers": 1})
        with open_judge(one, tmp_path_factory.mktemp("here"), check=False) as judge:
            return judge.judge_all(submissions)

    return judge


def opened(nodes, tmp_path, cache=None, **settings):
    return ClusterJudge(
        SETTINGS.model_copy(update=settings), nodes.execution, tmp_path / "flow", cache
    )


def test_nodes_judge_as_this_host_does(nodes, tmp_path, here):
    submissions = [*some(24), Submission(None, SUM), *some(2)]  # two are there already
    python = Submission("print(sum(map(int, input().split())))", SUM, language="python")
    cache = Once()
    with opened(nodes, tmp_path, cache) as judge:
        wait_until(lambda: judge.workers == 2)
        there = judge.judge_all([*submissions, python])
        assert (judge.judged, judge.reused) == (26, 2)
        again = judge.judge_all(submissions)
        assert (judge.judged, judge.reused) == (26, 29)
    own = here([*submissions, python])
    assert (
        verdicts(there) == verdicts(own) == ["AC", "WA", "RE", "CE"] * 6 + ["NC", "AC", "WA", "AC"]
    )
    assert [one.judgement_id for one in there] == [one.judgement_id for one in own]
    assert [one.judgement_id for one in again] == [one.judgement_id for one in own[:-1]]
    assert sorted(cache.times) == sorted({one.judgement_id for one in own})
    for home in (nodes.home("a"), nodes.home("b"), tmp_path / "flow"):
        assert not list((home / "judge").glob("pool-*")), "a judge left its folder behind"


def test_shards_in_flight_are_bounded_and_shared_out(nodes, tmp_path):
    most: dict[str, int] = {}
    with opened(nodes, tmp_path) as judge:
        futures = [judge.submit(one) for one in some(60, "bounded")]
        while not all(future.done() for future in futures):
            for one in judge._members.judging:
                most[one.name] = max(most.get(one.name, 0), one.shards)
            time.sleep(0.01)
    assert len(most) == 2
    assert all(1 <= count <= nodes.execution.shards_in_flight for count in most.values())


def test_a_node_that_is_killed_loses_and_doubles_nothing(nodes, tmp_path, here, caplog):
    doomed = nodes.add("doomed")
    submissions, cache = some(48, "killed"), Once()
    with opened(nodes, tmp_path, cache) as judge:
        wait_until(lambda: judge.workers == 3)
        futures = [judge.submit(one) for one in submissions]
        wait_until(lambda: member(judge, "doomed").shards > 0)
        nodes.kill(doomed)
        there = [future.result(timeout=300) for future in futures]
        assert judge.judged == len(submissions)
        assert member(judge, "doomed") is None
    assert "node doomed (" in caplog.text
    own = here(submissions)
    assert [one.judgement_id for one in there] == [one.judgement_id for one in own]
    assert verdicts(there) == verdicts(own)
    assert sorted(cache.times) == sorted(one.judgement_id for one in own)


def test_a_node_without_memory_is_left_out(nodes, tmp_path, caplog):
    """Ray's own watch over memory kills the worker there, whatever it does."""
    small = nodes.add(
        "small", RAY_memory_usage_threshold="0.01", RAY_memory_monitor_refresh_ms="50"
    )
    submissions, cache = some(32, "memory"), Once()
    try:
        with opened(nodes, tmp_path, cache) as judge:
            there = judge.judge_all(submissions)
            wait_until(lambda: [name for name in judge._members.refused if "small" in name])
        assert f"it failed {FAULTS} times" in caplog.text
        assert "memory" in caplog.text.split(f"it failed {FAULTS} times")[1]
    finally:
        nodes.kill(small)
    assert verdicts(there) == ["AC", "WA", "RE", "CE"] * 8
    assert len(cache.times) == len(set(cache.times)) == 32


def test_what_a_node_cannot_judge_is_judged_by_another(nodes, tmp_path, caplog):
    broken = nodes.add("broken")
    submissions, cache = some(32, "fault"), Once()
    try:
        with opened(nodes, tmp_path, cache) as judge:
            shutil.rmtree(nodes.home("broken") / "judge")  # as a disk that goes away
            there = judge.judge_all(submissions)
            assert judge.judged == 32
        assert "node broken (" in caplog.text
        assert "failed" in caplog.text
    finally:
        nodes.kill(broken)
    assert verdicts(there) == ["AC", "WA", "RE", "CE"] * 8
    assert len(cache.times) == len(set(cache.times)) == 32


def test_a_wrong_canary_on_a_node_stops_the_judge(nodes, tmp_path):
    bad = nodes.add("bad")
    try:
        with opened(nodes, tmp_path, canary_every=2) as judge:
            wait_until(lambda: member(judge, "bad"))
            (tools,) = (nodes.home("bad") / "judge").glob("pool-*/tools")
            command = ["g++", "-x", "c", "-O2", "-c", "-", "-o", str(tools / FREOPEN)]
            source = FREOPEN_SOURCE.read_text() + ENDS_WELL_AT_ONCE
            subprocess.run(command, input=source, text=True, check=True)
            futures = [judge.submit(Submission(f"// {i}\n{ADD}", SUM)) for i in range(60)]
            raised = [future.exception(timeout=300) for future in futures]
            assert any(isinstance(one, JudgeStopped) for one in raised)
            assert "node bad (" in str(next(one for one in raised if one))
            assert "the AC canary got WA" in str(next(one for one in raised if one))
            wrong = {
                one.result().judgement_id
                for one in futures
                if not one.exception() and one.result().verdict != "AC"
            }
            assert wrong <= judge.doubtful
            assert judge.doubtful
            with pytest.raises(JudgeStopped):
                judge.submit(some(1)[0])
    finally:
        nodes.kill(bad)


def other_gxx(folder):
    """Return a folder with a g++ that is called another version and compiles alike."""
    folder.mkdir()
    real = shutil.which("g++")
    script = folder / "g++"
    script.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "g++ (Elsewhere) 99.9" && exit\n'
        f'exec {real} "$@"\n'
    )
    script.chmod(0o755)
    return str(folder)


def test_a_node_with_another_compiler_is_refused_by_name(nodes, tmp_path, caplog, monkeypatch):
    path = os.pathsep.join([other_gxx(tmp_path / "bin"), os.environ["PATH"]])
    strange = nodes.add("strange", PATH=path)
    try:
        with caplog.at_level(logging.INFO), opened(nodes, tmp_path) as judge:
            wait_until(lambda: judge.workers == 2)
            assert verdicts(judge.judge_all(some(4, "strange"))) == ["AC", "WA", "RE", "CE"]
            ((name, why),) = judge._members.refused.items()
        assert name.startswith("strange (127.0.0.1, ")
        assert why.startswith("c++: 'g++ (Elsewhere) 99.9' there, 'g++ (")
        assert "node strange (127.0.0.1, " in caplog.text
        monkeypatch.setenv("PATH", path)  # now this host is the odd one out but for that node
        with opened(nodes, tmp_path) as judge:
            assert [one.name[:9] for one in judge._members.judging] == ["strange ("]
    finally:
        nodes.kill(strange)
    with pytest.raises(JudgeFault, match=r"no node of Ray at .* judges; .*c\+\+: 'g\+\+ \("):
        opened(nodes, tmp_path)


def test_leaving_ends_what_waits(nodes, tmp_path):
    with opened(nodes, tmp_path) as judge:
        left = [judge.submit(one) for one in some(40, "left")]
    assert isinstance(left[-1].exception(timeout=0), JudgeStopped)
    assert threading.active_count() < 50
    assert not list(Path(nodes.home("a") / "judge").glob("pool-*"))
