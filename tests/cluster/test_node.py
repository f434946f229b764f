"""What a node does, called as it is, and why a cluster is refused before it is asked."""

import sys
from dataclasses import replace

import pytest
from pydantic import ValidationError

from tinylora.cluster.connection import cluster_faults, connected
from tinylora.cluster.members import MOST_SAID, in_a_line
from tinylora.cluster.node import Differs, Judged, Judges, Node
from tinylora.cluster.settings import LOCAL, ExecutionSettings
from tinylora.errors import CheckerFault, ClusterMissing, JobFailed
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.problem import Origin, TestCase

CASES = (TestCase("", "", Origin.PUBLIC),)
RIGHT, WRONG = "int main() {}", "int main() { return 3; }"
ONE = JudgeSettings(workers=1)
HERE = Judges("0123", "landlock", {"c++": "g++ 12", "python": "3.11"})


def test_what_hosts_must_have_in_common():
    assert HERE.differences(HERE) == []
    other = Judges("4567", "rlimits", {"c++": "g++ 13"})  # nobody asked it for Python
    assert HERE.differences(other) == [
        "the judge's code: '4567' there, '0123' here",
        "walls: 'rlimits' there, 'landlock' here",
        "c++: 'g++ 13' there, 'g++ 12' here",
    ]


def test_of_a_long_fault_the_cause_is_told_too():
    fault = JobFailed(
        "sampling failed, see /tmp/x/log: " + "frame " * 200 + "OutOfMemoryError: 80 GiB"
    )
    told = in_a_line(fault)
    assert told.startswith("sampling failed") and told.endswith("OutOfMemoryError: 80 GiB")
    assert len(told) == MOST_SAID + len(" … ")
    assert in_a_line(JobFailed("short\nand clear")) == "short and clear"


def test_a_node_judges_as_the_judge_of_its_host(tmp_path, monkeypatch):
    monkeypatch.setenv("TINYLORA_HOME", str(tmp_path / "node"))
    shard = [Submission(RIGHT, CASES), Submission(WRONG, CASES), Submission(None, CASES)]
    broken = Submission(RIGHT, CASES, checker=Checker.parse("#include <cstdio>\nno C++"))
    node = Node()
    judges = node.open(ONE, ["c++"])
    answer = node.judge([*shard, broken], judges)
    refused = node.judge(shard, replace(judges, judge_version="another"))
    node.close()
    assert isinstance(answer, Judged)
    assert isinstance(answer.outcomes.pop(), CheckerFault)
    with open_judge(ONE, tmp_path / "here", check=False) as judge:
        here = judge.judge_all(shard)
    assert [one.verdict for one in answer.outcomes] == ["AC", "RE", "NC"]
    assert [one.judgement_id for one in answer.outcomes] == [one.judgement_id for one in here]
    assert refused == Differs([f"the judge's code: '{judges.judge_version}' there, 'another' here"])


def test_ray_needs_an_address_and_nothing_else_has_one():
    with pytest.raises(ValidationError, match=r"ray with execution\.address None"):
        ExecutionSettings(engine="ray")
    with pytest.raises(ValidationError, match=r"local with execution\.address h:1"):
        ExecutionSettings(address="h:1")
    for address in ("h", "ray://h:1", "h:port", "http://h:1/x"):
        with pytest.raises(ValidationError, match="string_pattern_mismatch"):
            ExecutionSettings(engine="ray", address=address)


def test_no_ray_is_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)  # so that importing it fails
    there = ExecutionSettings(engine="ray", address="127.0.0.1:9")
    (sentence,) = cluster_faults(there)
    assert "ray cannot be imported" in sentence
    assert ".venv/bin/pip install -c constraints.txt -e '.[ray]'" in sentence
    with pytest.raises(ClusterMissing, match="ray cannot be imported"), connected(there):
        pass
    assert cluster_faults(LOCAL) == []


def test_a_head_that_does_not_answer_is_a_sentence():
    pytest.importorskip("ray", reason="ray is not installed: pip install -e '.[ray]'")
    (sentence,) = cluster_faults(ExecutionSettings(engine="ray", address="127.0.0.1:9"))
    assert "no Ray cluster answers at execution.address 127.0.0.1:9 (" in sentence
    assert "ray start --head --port 9" in sentence
