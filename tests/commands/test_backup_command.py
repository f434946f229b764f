"""`tinylora backup` and `tinylora restore`, on hand-made homes and archives."""

import errno
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import duckdb
import pytest
import small_warehouse as small
from filelock import FileLock

from tests.warehouses import hold
from tinylora.identity import sha256_file
from tinylora.stages.upkeep import backup
from tinylora.stages.upkeep.backup import back_up
from tinylora.warehouse import Warehouse

ADAPTER = "jobs/7a170001/checkpoints/step-000001/adapter.safetensors"


def write(home, name, content=b"x"):
    path = home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def filled(home):
    """A training with one checkpoint, an evaluation of it, a report, caches, and what is left."""
    warehouse = small.made(home)
    small.train(warehouse, "7a170001", "c1")
    small.evaluate(warehouse, "aa110001", (("AC",),) * 4, "c1")
    digest = sha256_file(write(home, ADAPTER, b"sixteen numbers"))
    with warehouse.writing() as transaction:
        transaction.insert(
            "checkpoints",
            [
                {"checkpoint_id": "c1", "run_id": "7a170001", "step": 1, "path": ADAPTER}
                | {"sha256": digest, "v": [0.1], "base_fingerprint": "b"}
                | {"validation_score": None}
            ],
        )
    write(home, "jobs/7a170001/job.json", b"{}")
    write(home, "jobs/7a170001/events.jsonl", b'{"event": "start"}\n')
    for left in ("problems.jsonl", "validation.jsonl", "lock", "checkpoints/partial-000002/x"):
        write(home, f"jobs/7a170001/{left}")
    write(home, "reports/page.html", b"<p>page")
    write(home, "reports/page.html.123.partial")
    write(home, "models/b/model.safetensors", b"weights" * 100)
    write(home, "prefect/prefect.db", b"history")
    return warehouse


KEPT = {
    *("backup.json", "warehouse.duckdb", ADAPTER, "jobs/7a170001/job.json", "SHA256SUMS"),
    *("jobs/7a170001/events.jsonl", "reports/page.html"),
}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return a home, and a backup of it: made once, for each test to take copies of."""
    folder = tmp_path_factory.mktemp("original")
    warehouse = filled(folder / "home")
    return folder / "home", back_up(warehouse, folder / "home", folder / "kept.tar").file


@pytest.fixture
def home(original, tmp_path):
    return Path(shutil.copytree(original[0], tmp_path / "home"))


@pytest.fixture
def archive(original, tmp_path):
    return Path(shutil.copyfile(original[1], tmp_path / "kept.tar"))


def contents(path):
    with tarfile.open(path) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}


def rows(home):
    warehouse = Warehouse(home / "warehouse.duckdb")
    return {
        name: sorted(map(str, warehouse.select(f'from "{name}"').to_pylist()))
        for name in ("problems", "test_cases", "completions", "evaluations", "checkpoints")
    }


def test_a_backup_holds_the_results_and_no_cache(archive, home):
    held = contents(archive)
    assert set(held) == KEPT
    assert [*held][::6] == ["backup.json", "SHA256SUMS"]
    about = json.loads(held["backup.json"])
    assert about["schema"] == Warehouse(home / "warehouse.duckdb").migrations()
    assert about["base_models"] == [
        {"base_fingerprint": "b", "base_model": "org/m", "base_revision": "r"}
    ]
    assert not list(archive.parent.glob("*.partial"))


def test_nobodys_name_is_in_an_archive(archive):
    with tarfile.open(archive) as tar:
        assert {(one.uid, one.gid, one.uname, one.gname, one.mode) for one in tar} == {
            (0, 0, "", "", 0o644)
        }


def test_tools_of_everyday_can_check_it(archive, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    subprocess.run(["tar", "-xf", archive], cwd=out, check=True)
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=out, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_caches_are_added_where_they_are_asked_for(home, tmp_path, tinylora):
    write(home, "models/c.part/model.safetensors", b"half converted")
    write(home, "models/c.lock")
    done = tinylora(home, "backup", tmp_path / "all.tar", "--caches", "--json")
    assert set(contents(tmp_path / "all.tar")) == {*KEPT, "models/b/model.safetensors"}
    said = json.loads(done.stdout)
    assert said["left_out"] == {"prefect": len(b"history")}
    assert (said["files"], said["faults"]) == (6, [])


def test_what_is_left_out_and_what_it_needs_is_said(home, tmp_path, tinylora):
    said = tinylora(home, "backup", tmp_path / "kept.tar").stdout
    assert "5 files" in said
    assert "Left out: models (700 B), prefect (7 B)" in said
    assert "It needs the base models org/m (b)" in said


def test_nothing_is_overwritten(home, archive, tinylora):
    before = archive.read_bytes()
    done = tinylora(home, "backup", archive)
    assert done.returncode == 2 and "is there already: name another file" in done.stderr
    assert archive.read_bytes() == before


@pytest.mark.parametrize("fault", ["lost", "not as it was written"])
def test_a_checkpoint_that_is_lost_or_damaged_is_named(home, tmp_path, tinylora, fault):
    if fault == "lost":
        (home / ADAPTER).unlink()
    else:
        (home / ADAPTER).write_bytes(b"other numbers")
    done = tinylora(home, "backup", tmp_path / "kept.tar")
    assert done.returncode == 0
    assert f"checkpoint c1: {ADAPTER} is {fault}" in done.stdout


def test_no_warehouse_and_no_folder(tmp_path, home, tinylora):
    done = tinylora(tmp_path / "empty", "backup", tmp_path / "kept.tar")
    assert done.returncode == 2 and "there is no warehouse" in done.stderr
    done = tinylora(home, "backup", tmp_path / "none" / "kept.tar")
    assert done.returncode == 2 and "could not be written" in done.stderr
    assert not list(tmp_path.glob("*.tar*"))


def test_a_disk_without_room_is_refused_before_anything_is_written(
    home, tmp_path, tinylora, monkeypatch
):
    monkeypatch.setattr(backup, "MARGIN", 10**18)
    done = tinylora(home, "backup", tmp_path / "kept.tar")
    assert done.returncode == 2 and "make room (`tinylora clean` says what" in done.stderr
    assert not list(tmp_path.glob("kept*"))


def test_a_backup_waits_for_a_writer(home, tmp_path, tinylora):
    holder, started = hold(home / "warehouse.duckdb", 1.5), time.monotonic()
    assert tinylora(home, "backup", tmp_path / "kept.tar").returncode == 0
    assert time.monotonic() - started > 0.5
    holder.wait()


def test_what_a_killed_writer_left_in_its_log_is_in_the_copy(tmp_path, tinylora):
    """DuckDB's write-ahead log lies beside the file until somebody opens that to write."""
    home = tmp_path / "home"
    small.made(home)
    code = (
        "import duckdb, os, sys; connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute(\"update problems set title = 'written last'\")\n"
        "os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(home / "warehouse.duckdb")], check=False)
    assert (home / "warehouse.duckdb.wal").exists()
    assert tinylora(home, "backup", tmp_path / "kept.tar").returncode == 0
    copy = write(tmp_path, "copy.duckdb", contents(tmp_path / "kept.tar")["warehouse.duckdb"])
    found = Warehouse(copy).select("select distinct title from problems").to_pylist()
    assert found == [{"title": "written last"}]


def test_a_copied_warehouse_opens_and_holds_the_same(archive, home, tmp_path):
    write(tmp_path, "copy/warehouse.duckdb", contents(archive)["warehouse.duckdb"])
    assert rows(tmp_path / "copy") == rows(home)
    copied = Warehouse(tmp_path / "copy" / "warehouse.duckdb")
    copied.migrate()
    assert copied.query("leaderboard")


def test_what_is_restored_is_what_was_there(archive, home, tmp_path, tinylora):
    there = tmp_path / "there"
    done = tinylora(there, "restore", archive, "--json")
    assert done.returncode == 0, done.stderr
    assert rows(there) == rows(home)
    found = {path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()}
    assert found == KEPT - {"backup.json", "SHA256SUMS"}
    assert (there / ADAPTER).read_bytes() == b"sixteen numbers"
    said = json.loads(done.stdout)
    assert (said["files"], said["migrated"], said["replaced"]) == (5, [], None)


def test_caches_do_not_stand_in_the_way(archive, tmp_path, tinylora):
    write(tmp_path, "there/models/b/model.safetensors")
    (tmp_path / "there" / "jobs").mkdir()
    assert tinylora(tmp_path / "there", "restore", archive).returncode == 0


def test_results_are_replaced_only_by_force_and_then_kept(archive, home, tinylora):
    before = rows(home)
    write(home, "jobs/new/job.json")
    done = tinylora(home, "restore", archive)
    assert done.returncode == 2
    assert f"{home} holds jobs, reports, warehouse.duckdb already" in done.stderr
    done = tinylora(home, "restore", archive, "--force", "--json")
    assert done.returncode == 0, done.stderr
    aside = Path(json.loads(done.stdout)["replaced"])
    assert aside.parent == home and aside.name.startswith("replaced-")
    assert (aside / "jobs" / "new" / "job.json").exists()
    assert not (home / "jobs" / "new").exists()
    assert (home / "models" / "b" / "model.safetensors").exists()
    assert rows(home) == rows(aside) == before


def test_the_snapshot_of_replaced_results_goes_aside_with_them(archive, home, tinylora):
    write(home, "snapshot.duckdb", b"of before")
    write(home, "snapshot.duckdb.wal", b"a client's")
    done = tinylora(home, "restore", archive, "--force", "--json")
    assert done.returncode == 0, done.stderr
    aside = Path(json.loads(done.stdout)["replaced"])
    assert (aside / "snapshot.duckdb").read_bytes() == b"of before"
    assert (aside / "snapshot.duckdb.wal").exists()
    assert not (home / "snapshot.duckdb.wal").exists()
    renewed, restored = home / "snapshot.duckdb", home / "warehouse.duckdb"
    assert renewed.read_bytes() == restored.read_bytes()


def test_a_restore_that_fails_half_way_puts_everything_back(archive, home, tinylora, monkeypatch):
    write(home, "jobs/new/job.json")
    there = sorted(path.name for path in home.iterdir())
    rename = Path.rename

    def as_on_a_mount(path, target):
        if target == home / "reports" and not path.parent.name.startswith("replaced-"):
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(path, target)

    before = rows(home)
    monkeypatch.setattr(Path, "rename", as_on_a_mount)
    done = tinylora(home, "restore", archive, "--force")
    assert done.returncode == 2 and "busy" in done.stderr
    assert sorted(path.name for path in home.iterdir()) == there
    assert (home / "jobs" / "new" / "job.json").exists() and rows(home) == before


def test_a_link_is_in_the_way_and_is_moved_aside(archive, tmp_path, tinylora):
    there, elsewhere = tmp_path / "there", tmp_path / "elsewhere"
    there.mkdir()
    elsewhere.mkdir()
    (there / "jobs").symlink_to(elsewhere)
    done = tinylora(there, "restore", archive)
    assert done.returncode == 2 and f"{there} holds jobs already" in done.stderr
    done = tinylora(there, "restore", archive, "--force", "--json")
    assert done.returncode == 0, done.stderr
    assert (Path(json.loads(done.stdout)["replaced"]) / "jobs").is_symlink()
    assert not list(elsewhere.iterdir()) and (there / ADAPTER).exists()


def test_what_a_running_process_uses_is_not_replaced(archive, home, tinylora):
    with FileLock(home / "jobs" / "7a170001" / "lock"):
        done = tinylora(home, "restore", archive, "--force")
    assert done.returncode == 2 and "a running process holds" in done.stderr
    holder = hold(home / "warehouse.duckdb", 60)
    try:
        done = tinylora(home, "restore", archive, "--force")
    finally:
        holder.kill()
        holder.wait()
    assert done.returncode == 2 and "open: close it, then restore" in done.stderr
    assert not list(home.glob("re[ps]*-*"))


def test_a_damaged_warehouse_can_be_replaced(archive, home, tinylora):
    (home / "warehouse.duckdb").write_bytes(b"not a database" * 1000)
    done = tinylora(home, "restore", archive, "--force")
    assert done.returncode == 0, done.stderr


def forge(path, members, sums=True):
    """Write an archive of (TarInfo or name, content), with the sums it should have."""
    digests = {}
    with tarfile.open(path, "w") as tar:
        for given, content in members:
            member = tarfile.TarInfo(given) if isinstance(given, str) else given
            member.size = len(content)
            digests[member.name] = hashlib.sha256(content).hexdigest()
            tar.addfile(member, io.BytesIO(content))
        if sums:
            text = "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()
            member = tarfile.TarInfo("SHA256SUMS")
            member.size = len(text)
            tar.addfile(member, io.BytesIO(text))
    return path


def about(archive, **changes):
    return json.dumps({**json.loads(contents(archive)["backup.json"]), **changes}).encode()


def whole(archive, **changes):
    held = contents(archive)
    return [("backup.json", about(archive, **changes)), *list(held.items())[1:-1]]


def special(name, kind, target=""):
    return odd(name, type=kind, linkname=target)


def odd(name, **said):
    member = tarfile.TarInfo(name)
    for key, value in said.items():
        setattr(member, key, value)
    return member


HOSTILE = {
    "above the folder": ("../outside", b"x"),
    "above it in the middle": ("jobs/../../outside", b"x"),
    "an absolute path": ("/outside", b"x"),
    "a folder of another's": ("prefect/profiles.toml", b"x"),
    "a file of another's": ("judge", b"x"),
    "a file in the place of a folder": ("jobs", b"x"),
    "a path in another form": ("jobs//x", b"x"),
    "twice": ("reports/page.html", b"x"),
    "a symbolic link": (special("jobs/x", tarfile.SYMTYPE, "/etc"), b""),
    "a hard link": (special("jobs/x", tarfile.LNKTYPE, "warehouse.duckdb"), b""),
    "a device": (special("jobs/x", tarfile.CHRTYPE), b""),
    "a pipe": (special("jobs/x", tarfile.FIFOTYPE), b""),
    "a time that no file has": (odd("jobs/x", mtime=2**70), b"x"),
    "a time without end": (odd("jobs/x", pax_headers={"mtime": "1e400"}), b"x"),
    "no time": (odd("jobs/x", pax_headers={"mtime": "nan"}), b"x"),
    "a null byte": (odd("jobs/x", pax_headers={"path": "jobs/a\0b"}), b"x"),
    "holes that are no numbers": (odd("jobs/x", pax_headers={"GNU.sparse.map": "x"}), b"x"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_member_changes_nothing(archive, tmp_path, tinylora, name):
    there = tmp_path / "deep" / "er" / "there"
    forged = forge(tmp_path / "forged.tar", [*whole(archive), HOSTILE[name]])
    done = tinylora(there, "restore", forged)
    assert done.returncode == 2 and "is no whole backup" in done.stderr
    assert list(there.iterdir()) == []
    assert not list(tmp_path.rglob("outside"))


def test_a_member_through_a_link_changes_nothing(archive, tmp_path, tinylora):
    (tmp_path / "target").mkdir()
    link = (special("jobs/x", tarfile.SYMTYPE, str(tmp_path / "target")), b"")
    forged = forge(tmp_path / "forged.tar", [*whole(archive), link, ("jobs/x/file", b"x")])
    assert tinylora(tmp_path / "there", "restore", forged).returncode == 2
    assert not list((tmp_path / "target").iterdir())


def damaged(archive, out, how):
    content = archive.read_bytes()
    if how == "cut in a member":
        out.write_bytes(content[: len(content) // 2])
    elif how == "cut after a member":
        forge(out, whole(archive), sums=False)
    elif how == "a bit":
        place = content.index(b"sixteen numbers")
        out.write_bytes(content[:place] + b"S" + content[place + 1 :])
    elif how == "a file is missing":
        held = contents(archive)
        del held["reports/page.html"]
        sums = held.pop("SHA256SUMS")
        forge(out, [*held.items(), ("SHA256SUMS", sums)], sums=False)
    elif how == "no warehouse":
        forge(out, whole(archive)[:1])
    elif how == "no tar":
        out.write_bytes(b"text" * 1000)
    elif how == "another's tar":
        forge(out, [("README", b"x")])
    else:
        forge(out, [("backup.json", NONSENSE[how]), *whole(archive)[1:]])
    return out


NONSENSE = {
    "nonsense": b"[]",
    "a form without end": b'{"format": 1e999, "schema": [], "made_at": "", "base_models": []}',
    "deep nonsense": b'{"format":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nameless models": b'{"format": 1, "schema": [], "made_at": "", "base_models": [{}]}',
}


@pytest.mark.parametrize(
    "how",
    [
        *("cut in a member", "cut after a member", "a bit", "a file is missing", "no warehouse"),
        *("no tar", "another's tar", *NONSENSE),
    ],
)
def test_a_damaged_archive_changes_nothing(archive, tmp_path, tinylora, how):
    done = tinylora(tmp_path / "there", "restore", damaged(archive, tmp_path / "damaged.tar", how))
    assert done.returncode == 2, done.stdout
    assert "is no whole backup of this project" in done.stderr
    assert list((tmp_path / "there").iterdir()) == []


def test_no_archive_at_all(tmp_path, tinylora):
    done = tinylora(tmp_path / "there", "restore", tmp_path / "none.tar")
    assert done.returncode == 2 and "there is no file" in done.stderr


def test_an_archive_of_a_newer_version_is_refused_by_name(archive, tmp_path, tinylora):
    had = json.loads(contents(archive)["backup.json"])["schema"]
    newer = forge(tmp_path / "newer.tar", whole(archive, schema=[*had, "9999_tomorrow"]))
    done = tinylora(tmp_path / "there", "restore", newer)
    assert done.returncode == 2
    assert f"{newer} was made by a newer version of this project: it has had 9999_tomorrow" in (
        done.stderr
    )
    newer = forge(tmp_path / "form.tar", whole(archive, format=2))
    done = tinylora(tmp_path / "there", "restore", newer)
    assert done.returncode == 2 and "is a backup of form 2" in done.stderr
    assert list((tmp_path / "there").iterdir()) == []


def test_an_archive_that_lies_about_its_age_is_refused_too(archive, tmp_path, tinylora):
    path = write(tmp_path, "w.duckdb", contents(archive)["warehouse.duckdb"])
    with duckdb.connect(str(path)) as connection:
        connection.execute("insert into schema_migrations (name) values ('9999_tomorrow')")
    members = [(name, path.read_bytes() if "duckdb" in name else c) for name, c in whole(archive)]
    done = tinylora(tmp_path / "there", "restore", forge(tmp_path / "newer.tar", members))
    assert done.returncode == 2 and "it has had 9999_tomorrow" in done.stderr
    assert list((tmp_path / "there").iterdir()) == []


def test_a_killed_restore_leaves_nothing_that_is_taken_for_results(archive, tmp_path):
    there = tmp_path / "there"
    code = (
        "import os, sys; from tinylora.stages.upkeep import restore as module\n"
        "module._check_sums = lambda *given: os._exit(9)\n"
        "from pathlib import Path; module.restore(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(archive), str(there)], check=False)
    assert done.returncode == 9
    (left,) = there.iterdir()
    assert left.name.startswith("restoring-") and left.is_dir()
