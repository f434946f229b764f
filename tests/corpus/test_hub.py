"""Raw files by (dataset, config, split): local folders, and the hub at a pinned revision.

The hub is played by files laid out as its repositories; only `snapshot_download` is replaced.
"""

import fnmatch
import shutil
import subprocess
import sys
from pathlib import Path

import huggingface_hub
import pytest

from tinylora.corpus.hub import fetch
from tinylora.corpus.settings import SourceSettings
from tinylora.errors import SourceMissing, SourceUnreachable

REVISION = "ec5269e9b8dbcf915317dc7bfeb67ed774fa5935"
REPOSITORY = (
    "README.md",
    "luogu_dpo.json",
    "data/train-00000-of-00002-e991a271dbfa9925.parquet",
    "data/train-00001-of-00002-e092fe56fda18715.parquet",
    "data/valid-00000-of-00001-5e672c5751f060d3.parquet",
    "data/test-00000-of-00001-9c49eeff30aacaa8.parquet",
    "lcbv5/train-00000-of-00002.parquet",
    "lcbv5/train-00001-of-00002.parquet",
    "lcbv5/test-00000-of-00001.parquet",
    "taco/train-00000-of-00001.parquet",
)


@pytest.fixture
def repository(tmp_path) -> Path:
    folder = tmp_path / "repository"
    for name in REPOSITORY:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


class Hub:
    """Stands for the hub: copies what the patterns allow, `fails_after` so many files."""

    def __init__(self, repository: Path) -> None:
        self.repository, self.calls, self.fails_after = repository, [], None

    def snapshot_download(self, repo_id, *, repo_type, revision, allow_patterns, local_dir):
        self.calls.append((repo_id, repo_type, revision))
        allowed = [n for n in REPOSITORY if any(fnmatch.fnmatch(n, p) for p in allow_patterns)]
        for done, name in enumerate(allowed):
            if done == self.fails_after:
                raise ConnectionError("the line went dead")
            (local_dir / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.repository / name, local_dir / name)
        return str(local_dir)


@pytest.fixture
def hub(repository, monkeypatch) -> Hub:
    hub = Hub(repository)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", hub.snapshot_download)
    return hub


def local(folder, dataset, config="default", split="train"):
    return SourceSettings(dataset=dataset, config=config, split=split, path=str(folder))


def remote(dataset="code_contests", config="default", split="train"):
    return SourceSettings(
        dataset=dataset, config=config, split=split, repo="org/name", revision=REVISION
    )


@pytest.mark.parametrize(
    ("dataset", "config", "split", "expected"),
    [
        ("luogu_dpo", "default", "train", REPOSITORY[1:2]),
        ("code_contests", "default", "train", REPOSITORY[2:4]),
        ("code_contests", "default", "valid", REPOSITORY[4:5]),
        ("code_contests", "default", "test", REPOSITORY[5:6]),
        ("deepcoder", "lcbv5", "train", REPOSITORY[6:8]),
        ("deepcoder", "lcbv5", "test", REPOSITORY[8:9]),
        ("deepcoder", "taco", "train", REPOSITORY[9:10]),
        ("problems", "default", "train", REPOSITORY[2:4]),
        ("problems", "default", "valid", REPOSITORY[4:5]),
        ("problems", "default", "test", REPOSITORY[5:6]),
    ],
)
def test_local_and_hub_give_the_same_files(
    repository, hub, tmp_path, dataset, config, split, expected
):
    here = fetch(local(repository, dataset, config, split), tmp_path)
    there = fetch(remote(dataset, config, split), tmp_path)
    assert [path.relative_to(repository).as_posix() for path in here.files] == list(expected)
    assert [path.read_text() for path in there.files] == list(expected)
    assert there.revision == REVISION
    assert hub.calls == [("org/name", "dataset", REVISION)]


def test_a_local_revision_follows_the_contents(repository, tmp_path):
    before = fetch(local(repository, "luogu_dpo"), tmp_path).revision
    assert before.startswith("files-")
    assert fetch(local(repository, "luogu_dpo"), tmp_path).revision == before
    (repository / "luogu_dpo.json").write_text("changed")
    assert fetch(local(repository, "luogu_dpo"), tmp_path).revision != before


def test_a_relative_path_is_relative_to_the_checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceMissing, match=str(Path(__file__).resolve().parents[2] / "nowhere")):
        fetch(local("nowhere", "luogu_dpo"), tmp_path)


@pytest.mark.parametrize(
    ("dataset", "config", "split", "words"),
    [
        ("luogu_dpo", "default", "test", "no split 'test'"),
        ("deepcoder", "codeforces", "train", "no split 'train' of config 'codeforces'"),
        ("deepcoder", "default", "train", "config 'default'"),
        ("deepcoder", "primeintellect", "train", r"primeintellect/train-\*\.parquet"),
    ],
)
def test_what_is_not_there_is_named(repository, tmp_path, dataset, config, split, words):
    with pytest.raises(SourceMissing, match=words):
        fetch(local(repository, dataset, config, split), tmp_path)


def test_a_missing_shard_is_not_a_smaller_dataset(repository, tmp_path):
    (repository / "lcbv5/train-00001-of-00002.parquet").unlink()
    with pytest.raises(SourceMissing, match="lcbv5/train-00001-of-00002"):
        fetch(local(repository, "deepcoder", "lcbv5"), tmp_path)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ("lcbv5/*.parquet", sorted(REPOSITORY[6:9])),
        ("**/test-*", [REPOSITORY[5], REPOSITORY[8]]),
        ("**/*.json", REPOSITORY[1:2]),
    ],
)
def test_the_settings_choose_files_here_and_there(repository, hub, tmp_path, files, expected):
    chosen = {"dataset": "problems", "files": files}
    there = SourceSettings(**chosen, repo="org/name", revision=REVISION)
    for source in (SourceSettings(**chosen, path=str(repository)), there):
        assert [path.read_text() for path in fetch(source, tmp_path).files] == list(expected)


def test_a_download_of_some_files_is_not_one_of_others(hub, tmp_path):
    place = {"dataset": "problems", "repo": "org/name", "revision": REVISION}
    for files, expected in (("taco/*", REPOSITORY[9:]), (None, REPOSITORY[2:4])):
        source = SourceSettings(**place, files=files)
        for _ in range(2):
            assert [one.read_text() for one in fetch(source, tmp_path).files] == list(expected)
    assert [path.read_text() for path in fetch(remote(), tmp_path).files] == list(REPOSITORY[2:4])
    assert len(hub.calls) == 3


def test_a_finished_download_is_not_asked_for_again(hub, tmp_path):
    first = fetch(remote(), tmp_path)
    assert fetch(remote(), tmp_path) == first
    assert len(hub.calls) == 1


def test_a_half_download_is_not_taken_for_whole(hub, tmp_path):
    hub.fails_after = 1
    with pytest.raises(SourceUnreachable, match="the line went dead") as missing:
        fetch(remote(), tmp_path)
    assert all(word in str(missing.value) for word in ("org/name", REVISION, "run again"))
    assert list(tmp_path.rglob("*.parquet"))
    assert not list(tmp_path.rglob("manifest-*"))
    hub.fails_after = None
    assert len(fetch(remote(), tmp_path).files) == 2


def test_a_file_that_went_missing_is_fetched_again(hub, tmp_path):
    first = fetch(remote(), tmp_path)
    first.files[0].write_text("cut")
    assert [path.read_text() for path in fetch(remote(), tmp_path).files] == list(REPOSITORY[2:4])
    assert len(hub.calls) == 2


@pytest.mark.parametrize("text", ["", '{"a": ', "[]", "{}", "\udcff"])
def test_a_manifest_cut_short_counts_as_none(hub, tmp_path, text):
    first = fetch(remote(), tmp_path)
    (manifest,) = tmp_path.rglob("manifest-*")
    manifest.write_text(text, encoding="utf-8", errors="surrogateescape")
    assert fetch(remote(), tmp_path) == first
    assert len(hub.calls) == 2


def test_reading_files_needs_neither_torch_nor_duckdb():
    code = (
        "import sys, tinylora.corpus.hub; print({'torch', 'duckdb', 'prefect'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.stdout.strip() == "set()"
