"""What keeps the judge's parts exchangeable: no circles, and one place that constructs it."""

import ast
import re
from dataclasses import replace
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import NOT_COMPILED, Verdict
from tinylora.judge.walls.isolation import WALLS
from tinylora.judge.walls.walls import Access
from tinylora.problem import Origin, TestCase

CHECKOUT = Path(__file__).resolve().parent.parent.parent
JUDGE = CHECKOUT / "tinylora" / "judge"
PRODUCT = ("tinylora", "tasks", "flows", "samples", "benchmarks")


def node_of(module):
    """Return a sub-folder of the judge, or a file at its root, for one of its modules."""
    return module.removeprefix("tinylora.judge.").split(".")[0]


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tinylora.judge."):
            yield node.module
        elif isinstance(node, ast.ImportFrom) and node.module == "tinylora.judge":
            yield from (f"tinylora.judge.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            names = (alias.name for alias in node.names)
            yield from (name for name in names if name.startswith("tinylora.judge."))


def test_the_parts_of_the_judge_import_each_other_in_no_circle():
    graph = {}
    for path in JUDGE.rglob("*.py"):
        here = path.relative_to(JUDGE).parts[0].removesuffix(".py")
        graph.setdefault(here, set()).update(node_of(module) for module in imports_of(path))
    for here, others in graph.items():
        others.discard(here)  # within a folder is its own affair
    order = list(TopologicalSorter(graph).static_order())  # CycleError names a circle
    assert order.index("walls") < order.index("languages") < order.index("pool")
    assert order[-1] == "open_judge"


def test_a_judge_is_constructed_in_one_place():
    found = [
        path.relative_to(CHECKOUT).as_posix()
        for folder in PRODUCT
        for path in (CHECKOUT / folder).rglob("*.py")
        if re.search(r"(?<!class )JudgePool\(", path.read_text(encoding="utf-8"))
    ]
    assert found == ["tinylora/judge/open_judge.py"]


def test_only_cpp_knows_g_plus_plus_among_the_languages():
    users = {
        path.name
        for path in JUDGE.rglob("*.py")
        if any(module.endswith((".toolchain", ".headers")) for module in imports_of(path))
    }
    assert users == {"cpp.py", "compiler.py", "headers.py"}


def test_what_did_not_compile_is_said_once():
    assert {verdict for verdict in Verdict if verdict in NOT_COMPILED} == {"CE", "NC"}
    assert [text in NOT_COMPILED for text in ("CE", "NC", "WA")] == [True, True, False]
    assert next(verdict for verdict in Verdict if verdict not in NOT_COMPILED) == "AC"


def test_what_either_of_two_accesses_allows():
    one = Access(("/usr/include", "../tools"), ("/usr/bin/as",), ("/lib",), ())
    other = Access(("../tools", "/opt"), (), ("/lib",), ("/opt/python",))
    both = Access(
        ("/usr/include", "../tools", "/opt"), ("/usr/bin/as",), ("/lib",), ("/opt/python",)
    )
    assert one | other == both
    assert one | one == one


def test_the_walls_say_what_a_runner_may_do(tmp_path):
    access = Access(("/usr", "../tools"), ("/usr/bin/as",), ("/lib",), ("/lib/ld.so",))
    rules = ["c=/usr", "c=../tools", "C=/usr/bin/as", "p=/lib"]
    for name, holds in (("landlock", "1"), ("rlimits", "0")):
        walls = WALLS[name]
        assert (walls.name, walls.hold, walls.missing()) == (name, holds == "1", None)
        words = walls.runner(tmp_path, tmp_path / "box-0", 64100, 7, access)
        assert words[:5] == [str(tmp_path / "walls" / "runner"), "7", "64100", holds, "."]
        assert words[5:9] == rules
        assert {"P=/lib/ld.so", "w=/dev/null", "p=/dev/zero"} < set(words)


def test_namespaces_show_the_same_at_the_same_places(tmp_path):
    access = Access(("/usr", "../tools"), ("/usr/bin/as",), ("/lib", "../own"), ())
    words = WALLS["namespaces"].runner(tmp_path, tmp_path / "box-0", 0, 7, access)
    inside = words[words.index("--") + 1 :]
    assert inside[:5] == ["/judge/walls/runner", "7", "0", "1", "/judge/box"]
    for name in ("walls", "tools", "own"):  # `../tools` seen from /judge/box
        place = words.index(f"/judge/{name}")
        assert words[place - 2 : place] == ["--ro-bind", str(tmp_path / name)]
    place = words.index("/judge/box", words.index("--bind"))
    assert words[place - 2 : place] == ["--bind", str(tmp_path / "box-0")]


def test_other_walls_are_one_object_and_one_line(tmp_path, monkeypatch):
    """Walls of a name of their own judge for real, and stand in the judgement."""
    monkeypatch.setitem(WALLS, "mine", replace(WALLS["landlock"], name="mine"))
    settings = JudgeSettings(isolation="mine", workers=1, canary_every=0)
    right = Submission("int main() {}", (TestCase("", "", Origin.PUBLIC),))
    with open_judge(settings, tmp_path, check=False) as judge:
        assert judge.judge_all([right])[0].verdict == "AC"
        assert judge.isolation == "mine"
    with pytest.raises(ValueError, match="'theirs' are no walls; there are: auto, namespaces"):
        JudgeSettings(isolation="theirs")
