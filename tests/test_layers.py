"""The layer rule: flows -> tasks -> tinylora, and who in tinylora may know which library."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
OUTWARD = {
    "tinylora": {"prefect", "tasks", "flows"},
    "tasks": {"flows", "torch", "duckdb", "trl"},
    "flows": {"torch", "duckdb", "trl"},
}
FLOORS = (
    # What every room stands on: no file of it imports a room.
    ("errors.py", "identity.py", "section.py", "paths.py", "files.py", "memory.py", "display.py"),
    ("loopback.py", "children.py"),
    ("entry_points.py", "code_identity.py"),
    ("problem.py", "jobs.py", "comments.py", "name_and_value.py"),
    ("corpus", "judge", "adapter", "evaluation", "mathematics"),
    ("warehouse.py",),  # its views have a column for each of evaluation's metrics
    ("policy",),
    ("exchange", "grpo", "cluster"),
    ("settings.py", "overrides.py", "profiles.py"),  # the rooms' sections put together
    ("stages",),  # rooms and warehouse
    ("commands",),
    ("cli.py",),
)
"""tinylora from the ground up. A room imports its own floor's and lower ones' files, no higher."""
ONLY_IN = {
    "duckdb": {"tinylora/warehouse.py"},
    "ray": {"tinylora/cluster"},
    "trl": {"tinylora/grpo/trainer.py"},
    "torch": {"tinylora/policy", "tinylora/adapter", "tinylora/grpo", "tinylora/exchange"},
}
TORCHLESS = (
    "tinylora.judge.languages.cpp_source",
    "tinylora.policy.prompt",
    "tinylora.policy.model_source",
    "tinylora.judge.pool",
    "tinylora.evaluation.reports.report",
    "tinylora.stages.evaluation.evaluate",
    "tinylora.stages.training.train",
    "tinylora.commands.checkpoint",
    "flows.train_and_eval",
)


def imported_roots(path: Path) -> set[str]:
    roots = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            roots.add(node.module.split(".")[0])
    return roots


def files(package: str) -> list[Path]:
    return sorted((CHECKOUT / package).rglob("*.py"))


@pytest.mark.parametrize("package", OUTWARD)
def test_imports_point_inward(package):
    assert files(package)
    for path in files(package):
        assert not imported_roots(path) & OUTWARD[package], path


def imports(package: str) -> dict[Path, set[Path]]:
    """Return, for each file of a package, the files of it that it imports, wherever in it."""
    found = {}
    for path in files(package):
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        targets = {(CHECKOUT / name.replace(".", "/")).with_suffix(".py") for name in names}
        found[path] = {target for target in targets if target.exists() and target != path}
    return found


def circle(graph: dict) -> list:
    """Return the nodes of a circle in `graph`, or nothing."""
    sorter = TopologicalSorter(graph)
    try:
        sorter.prepare()
    except CycleError as error:
        return [str(node) for node in error.args[1]]
    return []


def place(path: Path) -> Path:
    """Return the sub-folder of a room that `path` is in; a file of the room's own is a place."""
    inside = path.relative_to(CHECKOUT)
    return Path(*inside.parts[:3]) if len(inside.parts) > 3 else inside


@pytest.mark.parametrize("package", OUTWARD)
def test_no_import_circle(package):
    graph = imports(package)
    assert circle(graph) == []
    folders = {}
    for path, targets in graph.items():
        near = folders.setdefault(place(path), set())
        near |= {place(target) for target in targets} - {place(path)}
    assert circle(folders) == []


def test_a_circle_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []


def test_no_import_runs_upwards():
    floor = {room: height for height, rooms in enumerate(FLOORS) for room in rooms}
    names = {path: path.relative_to(CHECKOUT / "tinylora").parts[0] for path in files("tinylora")}
    assert set(names.values()) == {*floor, "__init__.py"}, "a room without a floor, or the reverse"
    for path, targets in imports("tinylora").items():
        for target in targets:
            assert floor[names[path]] >= floor[names[target]], f"{path} imports {target}"


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_room(library):
    allowed = ONLY_IN[library]
    users = [
        path.relative_to(CHECKOUT).as_posix()
        for path in files("tinylora")
        if library in imported_roots(path)
    ]
    assert users, f"nothing imports {library}: the rule is out of date"
    for user in users:
        assert any(user == room or user.startswith(room + "/") for room in allowed), user


def test_the_flows_process_never_loads_torch():
    names = ", ".join(TORCHLESS)
    code = f"import sys, {names}; sys.exit('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr or "torch was imported"


@pytest.mark.parametrize("module", ["tinylora.cli", "flows.train_and_eval"])
def test_only_what_computes_statistics_or_draws_waits_for_their_libraries(module):
    heavy = ("scipy", "statsmodels", "pandas", "matplotlib", "datasketch")
    code = f"import sys, {module}; print([one for one in {heavy} if one in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_the_demo_names_its_server_before_prefect_looks():
    # Prefect reads PREFECT_API_URL when it is imported; without one its client starts a server.
    code = "import sys, tasks.local.demo; sys.exit('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True)
    assert done.returncode == 0, "tasks.local.demo imports prefect before it has set its address"


def test_no_flow_file_shadows_a_module():
    # Prefect leaves flows/ at the front of sys.path: a one-word name would hide a real module.
    for path in (CHECKOUT / "flows").glob("*.py"):
        assert path.stem == "__init__" or "_" in path.stem, path


def test_no_two_test_files_share_a_name():
    """Pytest imports a file by its bare name, and only a run of all tests meets the second one."""
    names = [path.name for path in (CHECKOUT / "tests").rglob("test_*.py")]
    assert sorted(names) == sorted(set(names))
