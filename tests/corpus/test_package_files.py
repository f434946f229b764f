"""A folder or an archive is a row; neither makes the reader look elsewhere or fill the memory."""

import os
import stat
import zipfile

import pytest
from problem_packages import KATTIS, record, records, source, write, zipped

from tinylora.corpus.files import package_files
from tinylora.corpus.hub import fetch
from tinylora.errors import SourceMissing
from tinylora.problem import Problem


@pytest.mark.parametrize("root", ["", "adding/", "a/b/"])
def test_an_archive_says_what_its_folder_says(tmp_path, root):
    folder = write(tmp_path / "adding", KATTIS)
    (expected,) = records(folder)
    (found,) = records(zipped(folder, root))
    assert isinstance(found, Problem), found
    assert found == expected


def test_what_lies_below_a_package_of_an_archive_is_none(tmp_path):
    inner = {f"attachments/inner/{name}": content for name, content in KATTIS.items()}
    (found,) = records(zipped(write(tmp_path / "adding", {**KATTIS, **inner}), "adding/"))
    assert isinstance(found, Problem), found


def test_a_folder_of_packages_is_a_row_each_at_any_depth(tmp_path):
    statement = "problem_statement/problem.en.md"
    for name in ("b", "contest/a", "contest/c", ".hidden/d"):
        write(tmp_path / name, {**KATTIS, statement: f"Add them as {name} does."})
    zipped(tmp_path / "contest" / "c")
    write(tmp_path / "b" / "attachments" / "inner", KATTIS)  # a package's own business
    (tmp_path / "b" / "attachments" / "more.zip").write_bytes(b"PK")
    (tmp_path / "linked").symlink_to(tmp_path / "b")
    assert [one.native_id for one in records(tmp_path)] == ["b", "a", "c"]


def test_a_load_is_another_when_any_file_of_a_package_is(tmp_path):
    folder = write(tmp_path / "all" / "adding", KATTIS)
    before = fetch(source(tmp_path / "all"), tmp_path)
    assert before.files == (folder,)
    assert fetch(source(tmp_path / "all"), tmp_path).revision == before.revision
    write(folder, {"data/secret/01.ans": "31\n"})
    assert fetch(source(tmp_path / "all"), tmp_path).revision != before.revision


def test_nothing_to_read_says_what_would_be(tmp_path):
    (tmp_path / "rows.jsonl").write_text("{}")
    for path in (tmp_path, tmp_path / "rows.jsonl"):
        with pytest.raises(SourceMissing, match=r"problem\.yaml or problem\.xml"):
            fetch(source(path), tmp_path)


def archive(path, *members, packing=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", packing) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def info(name, mode):
    one = zipfile.ZipInfo(name)
    one.external_attr = mode << 16
    return one


YAML = ("problem.yaml", "name: Adding\n")


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ([YAML, ("../escapes", "x")], "unsafe name '../escapes'"),
        ([YAML, ("data/../../escapes", "x")], "unsafe name"),
        ([YAML, ("/etc/escapes", "x")], "unsafe name"),
        ([YAML, ("data\\..\\escapes", "x")], "unsafe name"),
        ([YAML, ("C:/escapes", "x")], "unsafe name"),
        ([YAML, (info("data/link", stat.S_IFLNK | 0o777), "/etc/passwd")], "link or device"),
        ([YAML, (info("data/pipe", stat.S_IFIFO | 0o666), "")], "link or device"),
        ([YAML, YAML], "the same name"),
        ([("readme.txt", "x")], "holds no problem.yaml"),
        ([], "holds no problem.yaml"),
        ([("a/problem.yaml", ""), ("b/problem.xml", "")], "holds 2 packages (a/, b/…)"),
        ([("a/problem.yaml", ""), ("b/c/problem.xml", ""), ("b/d/problem.xml", "")], "3 packages"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_archive_is_a_reject(tmp_path, members, says):
    (found,) = records(archive(tmp_path / "p.zip", *members))
    assert (found.reason, says in found.excerpt) == ("broken_package", True), found
    assert list(tmp_path.parent.rglob("escapes")) == []


@pytest.mark.parametrize("content", [b"", b"PK", b"no archive" * 100, b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_archive_is_a_reject(tmp_path, content):
    (tmp_path / "p.zip").write_bytes(content)
    (found,) = records(tmp_path / "p.zip")
    assert found.reason == "broken_package"


def test_damaged_bytes_are_a_reject(tmp_path):
    path = zipped(write(tmp_path / "p", {**KATTIS, "data/secret/01.in": "7" * 99}))
    content = bytearray(path.read_bytes())
    at = content.index(b"data/secret/01.in") + len("data/secret/01.in")
    content[at] ^= 0xFF
    path.write_bytes(content)
    (found,) = records(path)
    assert (found.reason, "data/secret/01.in" in found.excerpt) == ("broken_package", True)


def test_a_bomb_is_not_unpacked(tmp_path):
    zeros = b"0" * (package_files.FILE_BYTES + 1)
    members = [*((name, text) for name, text in KATTIS.items()), ("data/secret/02.in", zeros)]
    path = archive(tmp_path / "p.zip", *members, ("data/secret/02.ans", "0"))
    assert path.stat().st_size < 200_000
    (found,) = records(path)
    assert (found.reason, "data/secret/02.in has" in found.excerpt) == ("too_large", True)


@pytest.mark.parametrize(("bound", "most"), [("PACKAGE_BYTES", 100), ("DIRECTORY_BYTES", 100)])
def test_all_that_is_read_together_is_bounded(tmp_path, monkeypatch, bound, most):
    monkeypatch.setattr(package_files, bound, most)
    (found,) = records(zipped(write(tmp_path / "p", KATTIS)))
    assert found.reason == "too_large"


def test_a_folder_of_too_many_files_is_a_reject(tmp_path, monkeypatch):
    monkeypatch.setattr(package_files, "MOST_FILES", 10)
    assert record(tmp_path / "p", KATTIS).reason == "too_large"


def test_a_link_leads_to_the_packages_own_files_alone(tmp_path):
    folder = write(tmp_path / "p", {**KATTIS, "data/secret/03.ans": "3\n"})
    (folder / "data/secret/03.in").symlink_to("../sample/1.in")
    (found,) = records(folder)
    assert [one.input for one in found.test_cases] == [
        "1 2\n",
        "10 20\n",
        "1 2\n",
        "1000000000000 1\n",
    ]
    (tmp_path / "outside").write_text("secrets")
    (folder / "data/secret/04.in").symlink_to("../../../outside")
    (found,) = records(folder)
    assert (found.reason, "leads out" in found.excerpt) == ("broken_package", True)


@pytest.mark.parametrize(
    ("target", "says"),
    [("../../shared", "is a link that leads out"), ("sample", "is a link to a folder")],
)
def test_a_linked_folder_is_a_reject_and_loses_no_test_case(tmp_path, target, says):
    write(tmp_path / "shared", {"04.in": "4 4\n", "04.ans": "8\n"})
    folder = write(tmp_path / "p", KATTIS)
    before = fetch(source(folder), tmp_path).revision
    (folder / "data/more").symlink_to(target)
    (found,) = records(folder)
    assert (found.reason, f"data/more {says}" in found.excerpt) == ("broken_package", True), found
    assert fetch(source(folder), tmp_path).revision != before  # read again without the link


def test_what_is_no_plain_file_is_passed_over(tmp_path):
    folder = write(tmp_path / "p", KATTIS)
    os.mkfifo(folder / "data/secret/pipe.in")
    (folder / "data/secret/gone.in").symlink_to("nowhere")
    assert isinstance(records(folder)[0], Problem)
