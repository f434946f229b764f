"""`tinylora clean`, on a hand-made home with a file or more of every kind."""

import fcntl
import json
import os
import subprocess
import sys
import time

import duckdb
import pytest
import small_warehouse as small
from filelock import FileLock

from tinylora.code_identity import code_version
from tinylora.display import size
from tinylora.entry_points import FACTORS
from tinylora.identity import sha256_file
from tinylora.policy.weight_files import fingerprint_of
from tinylora.stages.upkeep.clean import AT_ONCE, IF_NAMED, KINDS
from tinylora.warehouse import Warehouse

RUN, OPEN_RUN, EVALUATION, STRANGER = "7a170001", "7a170002", "aa110001", "0123456789abcdef"
DEAD = 2**22 + 1
"""No process has this number: Linux gives none above 2**22."""
OLD = time.time() - 60 * 86400
SOLVER = code_version(FACTORS)

FILES = {
    f"jobs/{RUN}/checkpoints/step-000001/adapter.safetensors": "checkpoints",
    f"jobs/{RUN}/checkpoints/step-000001/optimizer.pt": "optimiser-states",
    f"jobs/{RUN}/checkpoints/step-000001/SHA256SUMS": "jobs",
    f"jobs/{RUN}/checkpoints/partial-000002/optimizer.pt": "temporary",
    f"jobs/{RUN}/job.json": "jobs",
    f"jobs/{RUN}/problems.jsonl": "problem-files",
    f"jobs/{RUN}/events.jsonl": "old-logs",
    f"jobs/{RUN}/lock": "jobs",
    f"jobs/{OPEN_RUN}/checkpoints/step-000001/optimizer.pt": "jobs",
    f"jobs/{OPEN_RUN}/events.jsonl": "jobs",
    f"jobs/{OPEN_RUN}/validation.jsonl": "problem-files",
    f"jobs/{EVALUATION}/output.log": "old-logs",
    f"jobs/{EVALUATION}/output-1.log": "old-logs",
    f"jobs/{EVALUATION}/events.jsonl": "jobs",  # young
    f"jobs/{OPEN_RUN}/lock": "jobs",
    f"jobs/{EVALUATION}/lock": "jobs",
    f"jobs/{STRANGER}/adapter.safetensors": "unreferenced",
    f"jobs/{STRANGER}/lock": "jobs",
    "jobs/metric-checks/lock": "jobs",
    "imported/ab.safetensors": "checkpoints",
    "imported/cd.safetensors": "unreferenced",
    f"factors/ab/ab-r2-{SOLVER}.safetensors": "factors",
    "factors/ab/ab-r2-0123456789ab.safetensors": "old-factors",
    f"factors/ab/cd-r2-{SOLVER}.safetensors.{DEAD}.partial": "temporary",
    "factors/directions-ab-42-2-float32.safetensors": "factors",
    "models/b/model.safetensors": "models-in-use",
    "models/ffff/model.safetensors": "models",
    "models/org--m--r/model.safetensors": "models-in-use",
    "models/org--other--r/model.safetensors": "models",
    "models/whole.gguf": "models",
    "models/b.part/model.safetensors": "temporary",
    f"models/whole.gguf.{DEAD}.partial": "temporary",
    "models/digests/0123456789abcdef": "models-in-use",
    f"models/digests/0123456789abcdef.{DEAD}.partial": "temporary",
    "hub/deep--coder/r1/a.parquet": "hub-in-use",
    f"hub/deep--coder/r1/manifest-None-train.json.{DEAD}.partial": "temporary",
    "hub/deep--coder/r2/a.parquet": "hub",
    "judge/headers-ab/cd/prefix.h.gch": "headers",
    "snapshot.duckdb": "snapshot",
    "snapshot.duckdb.wal": "snapshot",
    "judge/pool-ab/box-0/main.cpp": "temporary",
    "judge/pool-ab/lock": "temporary",
    "reports/page.html": "reports",
    f"reports/page.html.{DEAD}.partial": "temporary",
    "prefect/prefect.db": "prefect",
    "replaced-20260102-030405/warehouse.duckdb": "replaced",
    f"restoring-{DEAD}-x/warehouse.duckdb": "temporary",
    "mine.txt": "other",
}
"""What lies where, and its kind. Each holds as many bytes as its name has letters."""


@pytest.fixture
def home(tmp_path):
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x" * len(name))
        if name != f"jobs/{EVALUATION}/events.jsonl":
            os.utime(path, (OLD, OLD))
    warehouse = small.made(tmp_path)
    small.train(warehouse, RUN)
    small.train(warehouse, OPEN_RUN)
    small.evaluate(warehouse, EVALUATION, (("AC",),) * 4, "c1")
    paths = {"c1": f"jobs/{RUN}/checkpoints/step-000001/adapter.safetensors"}
    paths["c2"] = "imported/ab.safetensors"
    with warehouse.writing() as transaction:
        transaction.execute(
            "update_training_run", run_id=OPEN_RUN, status="failed", seconds=1, flow_run_id=None
        )
        rows = [
            {"checkpoint_id": name, "run_id": RUN, "step": 1, "path": path, "v": [0.1]}
            | {"sha256": sha256_file(tmp_path / path), "base_fingerprint": "b"}
            | {"validation_score": None}
            for name, path in paths.items()
        ]
        transaction.insert("checkpoints", rows)
        load = {**small._load(), "load_id": "hub", "origin": "deep/coder", "revision": "r1"}
        transaction.insert("dataset_loads", [load])
    return tmp_path


def of_kind(*kinds):
    return {name for name, kind in FILES.items() if kind in kinds}


def left(home):
    found = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    return found - {"warehouse.duckdb"} - {name for name in found if "digests/" in name}


DIGESTS = {name for name in FILES if "digests/" in name}


def test_every_kind_is_shown_with_what_it_takes_and_nothing_is_deleted(home, tinylora):
    done = tinylora(home, "clean", "--json")
    assert done.returncode == 0, done.stderr
    taken = {one["kind"]: one for one in json.loads(done.stdout)["taken"]}
    for kind in set(KINDS) - {"warehouse", "models-in-use"}:  # the digest of whole.gguf is new
        assert taken[kind]["files"] == len(of_kind(kind)), kind
        assert taken[kind]["bytes"] == sum(map(len, of_kind(kind))), kind
        goes = kind in AT_ONCE or kind in IF_NAMED
        assert taken[kind]["frees"] == goes * taken[kind]["bytes"], kind
    assert taken["warehouse"]["bytes"] == (home / "warehouse.duckdb").stat().st_size
    assert left(home) == set(FILES) - DIGESTS
    shown = tinylora(home, "clean").stdout
    freed = sum(map(len, of_kind(*AT_ONCE)))
    assert f"Nothing was deleted: `tinylora clean --yes` frees {size(freed)}" in shown
    assert all(kind in shown for kind in KINDS)


def test_yes_deletes_what_goes_at_once_and_says_what_it_freed(home, tinylora):
    done = tinylora(home, "clean", "--yes")
    assert done.returncode == 0, done.stderr
    assert left(home) == set(FILES) - of_kind(*AT_ONCE) - DIGESTS
    freed = sum(map(len, of_kind(*AT_ONCE)))
    assert f"{size(freed)} freed below {home}" in done.stdout
    assert not (home / "judge" / "pool-ab").exists()
    assert not (home / "models" / "b.part").exists()
    assert tinylora(home, "clean", "--yes").stdout.startswith("0 B freed")


def test_what_would_be_missed_goes_only_by_its_name(home, tinylora):
    done = tinylora(home, "clean", *IF_NAMED, "--yes", "--json")
    assert done.returncode == 0, done.stderr
    emptied = {f"jobs/{STRANGER}/lock"}
    assert left(home) == set(FILES) - of_kind(*IF_NAMED) - emptied - DIGESTS
    assert not (home / "jobs" / STRANGER).exists()
    assert (home / "hub").exists() and not (home / "hub" / "deep--coder" / "r2").exists()
    freed = {one["kind"]: one["frees"] for one in json.loads(done.stdout)["freed"]}
    assert freed == {kind: sum(map(len, of_kind(kind))) for kind in IF_NAMED}


def test_younger_logs_go_where_one_says_so(home, tinylora):
    tinylora(home, "clean", "old-logs", "--days", "0", "--yes")
    gone = of_kind("old-logs") | {f"jobs/{EVALUATION}/{name}" for name in ("events.jsonl", "lock")}
    assert left(home) == set(FILES) - gone - DIGESTS


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("checkpoints", "kind 'checkpoints' is never deleted: trained numbers"),
        ("cache", "no kind is called 'cache'; there are: temporary, "),
    ],
)
def test_what_stays_and_what_there_is_not(home, tinylora, kind, says):
    done = tinylora(home, "clean", kind, "--yes")
    assert done.returncode == 2 and says in done.stderr
    assert left(home) == set(FILES) - DIGESTS


def test_without_a_warehouse_nothing_says_what_is_referred_to(home, tinylora):
    (home / "warehouse.duckdb").unlink()
    done = tinylora(home, "clean", "unreferenced", "--yes")
    assert done.returncode == 2 and "there is no warehouse" in done.stderr
    assert left(home) == set(FILES) - DIGESTS


def test_a_job_somebody_works_on_keeps_its_files_and_every_cache_its_own(home, tinylora):
    with FileLock(home / "jobs" / RUN / "lock"):
        done = tinylora(home, "clean", *AT_ONCE, *IF_NAMED, "--yes")
        shown = json.loads(tinylora(home, "clean", "--json").stdout)["taken"]
    assert done.returncode == 0, done.stderr
    caches = of_kind("old-factors", "factors", "models", "hub", "headers")
    of_job = {name for name in FILES if name.startswith(f"jobs/{RUN}/")}
    gone = of_kind(*AT_ONCE, *IF_NAMED) - caches - of_job
    assert left(home) == set(FILES) - gone - {f"jobs/{STRANGER}/lock"} - DIGESTS
    in_use = {one["kind"]: one["in_use"] for one in shown if one["in_use"]}
    assert in_use["hub"] == len("hub/deep--coder/r2/a.parquet")
    assert in_use["problem-files"] == len(f"jobs/{RUN}/problems.jsonl")


def test_a_pool_that_judges_keeps_its_folder(home, tinylora):
    with (home / "judge" / "pool-ab" / "lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        tinylora(home, "clean", "temporary", "headers", "--yes")
    assert of_kind("headers") | {"judge/pool-ab/box-0/main.cpp"} <= left(home)


def test_a_judge_that_starts_meanwhile_is_waited_for(home, tinylora):
    """It makes its folder before it locks it, and holds the folder above until it has."""
    code = (
        "import fcntl, os, sys, time\nh = os.open(sys.argv[1], os.O_RDONLY)\n"
        "fcntl.flock(h, fcntl.LOCK_EX)\nprint('up', flush=True); time.sleep(1.5)"
    )
    starting = subprocess.Popen(
        [sys.executable, "-c", code, str(home / "judge")], stdout=subprocess.PIPE
    )
    assert starting.stdout.readline() == b"up\n"
    began = time.monotonic()
    tinylora(home, "clean", "--yes")
    assert time.monotonic() - began > 0.5
    starting.wait()


@pytest.mark.parametrize("how", ["open", "mapped"])
def test_a_file_that_a_process_has_open_stays(home, tinylora, how):
    name = "models/ffff/model.safetensors"
    code = "import mmap, sys, time\nf = open(sys.argv[1], 'rb')\n"
    if how == "mapped":
        code += "m = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ)\nf.close()\n"
    reader = subprocess.Popen(
        [sys.executable, "-c", f"{code}print('up', flush=True); time.sleep(60)", str(home / name)],
        stdout=subprocess.PIPE,
    )
    try:
        assert reader.stdout.readline() == b"up\n"
        tinylora(home, "clean", "models", "--yes")
    finally:
        reader.kill()
        reader.wait()
    assert of_kind("models") & left(home) == {name}


def test_a_file_that_a_living_process_writes_stays(home, tinylora):
    half = home / "reports" / f"other.html.{os.getpid()}.partial"
    half.write_text("half")
    tinylora(home, "clean", "--yes")
    assert half.exists()


def test_weights_put_together_from_parts_stay_where_a_row_names_them(home, tinylora):
    warehouse = Warehouse(home / "warehouse.duckdb")
    named = fingerprint_of([home / "models" / "whole.gguf"], home)
    small.evaluate(warehouse, "aa110009", (("AC",),) * 4, base_fingerprint=named)
    tinylora(home, "clean", "models", "--yes")
    assert "models/whole.gguf" in left(home)


def test_a_base_model_stays_by_every_name_and_revision_that_a_row_has_for_it(home, tinylora):
    """Some weights go by several names; each of these was downloaded by its own."""
    warehouse = Warehouse(home / "warehouse.duckdb")
    trained = {"base_model": "org/second", "base_revision": "r2"}
    asked = {**small.SETTINGS, "model": {"name": "org/third", "revision": "r3"}}
    small.train(warehouse, "7a170003")
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute(
            "update training_runs set base_model = $base_model, base_revision = $base_revision "
            "where run_id = '7a170003'",
            trained,
        )
    small.evaluate(warehouse, "aa110009", (("AC",),) * 4, base_model="org/third", settings=asked)
    kept = {f"models/org--{name}/model.safetensors" for name in ("second--r2", "third--r3")}
    gone = "models/org--third--r4/model.safetensors"
    for name in (*kept, gone):
        (home / name).parent.mkdir()
        (home / name).write_text("weights")
    tinylora(home, "clean", "models", "--yes")
    assert kept <= left(home) and gone not in left(home)


def test_a_folder_that_is_a_link_to_another_disk_is_cleaned_as_well(
    home, tmp_path_factory, tinylora
):
    disk = tmp_path_factory.mktemp("disk") / "hub"
    (home / "hub").rename(disk)
    (home / "hub").symlink_to(disk)
    tinylora(home, "clean", "hub", "--yes")
    assert not (disk / "deep--coder" / "r2").exists()
    assert (disk / "deep--coder" / "r1" / "a.parquet").exists()


def test_a_file_on_another_disk_that_is_open_stays(home, tmp_path_factory, tinylora):
    disk = tmp_path_factory.mktemp("disk") / "hub"
    (home / "hub").rename(disk)
    (home / "hub").symlink_to(disk)
    held = next(path for path in (disk / "deep--coder" / "r2").rglob("*") if path.is_file())
    with held.open("rb"):
        tinylora(home, "clean", "hub", "--yes")
        assert held.exists()
    tinylora(home, "clean", "hub", "--yes")
    assert not held.exists()
