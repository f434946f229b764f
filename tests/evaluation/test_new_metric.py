"""One entry in the registry is all that a metric needs: docs/metrics.md's promise, kept."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tinylora.evaluation.statistics.metrics import RegisteredMetric
from tinylora.paths import CHECKOUT

REGISTRY = Path("tinylora") / "evaluation" / "statistics" / "metrics.py"
ENTRIES = "_ENTRIES = (\n"


@pytest.fixture(scope="module")
def entry():
    """Return the page's example, an entry of the registry."""
    page = (CHECKOUT / "docs" / "metrics.md").read_text(encoding="utf-8")
    return re.search(r"```python\n(.*?)```", page, re.DOTALL)[1]


@pytest.fixture(scope="module")
def found(entry, tmp_path_factory):
    """Return all that the script finds in a copy of the package with that entry."""
    copy, home = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("home")
    for folder in ("tinylora", "sql"):
        shutil.copytree(CHECKOUT / folder, copy / folder)
    text = (copy / REGISTRY).read_text(encoding="utf-8")
    assert text.count(ENTRIES) == 1
    (copy / REGISTRY).write_text(text.replace(ENTRIES, f"{ENTRIES}{entry},"), encoding="utf-8")
    tests = CHECKOUT / "tests"
    path = os.pathsep.join(map(str, (copy, CHECKOUT, tests, tests / "grpo")))
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("toy_metric.py"), home],
        **{"env": {**os.environ, "PYTHONPATH": path}, "cwd": copy},
        **{"capture_output": True, "text": True},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_views_have_it(found):
    values = [("base", (1 + 1 + 0.5 + 1) / 4), ("tuned", (0.5 + 0.5 + 0 + 0) / 4)]
    assert [(row["evaluation_id"], row["value"]) for row in found["long view"]] == values
    assert [
        (row["evaluation_id"], row["code_share"]) for row in found["leaderboard view"]
    ] == values
    assert found["query"][0] == "code share" and "staged score" in found["query"]


def test_summary_and_comparison_have_it(found):
    assert found["summary"] == pytest.approx(0.875)
    assert found["comparison"] == pytest.approx(0.25 - 0.875)
    assert found["tested"] == 2 / 2**4  # all four problems fell: 2 of 16 signs


def test_pages_show_it(found):
    assert "<h2>code share</h2>" in found["page"]
    assert "| code share | 87.5% |" in found["markdown"] and "-62.5 points" in found["markdown"]
    assert ">code share</th>" in found["board"]


def test_a_fall_raises_an_alarm_as_one_of_the_family(found):
    assert found["family"] == 4
    assert any(
        fall.startswith("code share of base on m fell from 87.5%") for fall in found["falls"]
    )


def test_a_validation_chooses_by_it(found):
    # every completion of the tiny policy holds code there, and not every one compiles
    assert found["validation"]["compile_rate"] < found["validation"]["score"] == 1


def metric(**changes):
    flags = {"column": "x", "says": "X.", "sql": "solved", "better": "higher", **changes}
    return RegisteredMetric("x", lambda row: float(row.solved), **flags)


@pytest.mark.parametrize(
    "flags",
    [{"alarms": True}, {"alarms": True, "tested": True, "better": None},
     {"chooses": True, "better": "lower"}],
)  # fmt: skip
def test_flags_that_contradict_each_other_are_refused(flags):
    with pytest.raises(ValueError, match="metric 'x'"):
        metric(**flags)


def test_what_chooses_looks_at_the_outcome_alone():
    flags = {"column": "x", "says": "X.", "sql": "tokens", "better": "higher", "chooses": True}
    with pytest.raises(AttributeError, match="tokens"):
        RegisteredMetric("x", lambda row: row.tokens, **flags)


def test_which_way_is_better():
    assert [metric(better=way).improved(0.1) for way in ("higher", "lower", None)] == [
        *(True, False, None)
    ]
    assert metric().improved(0.0) is None
