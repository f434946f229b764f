"""`tinylora ingest` as a person types it: real files, a fresh home, a subprocess."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.corpus import problem_packages
from tinylora.corpus.given_files import given_source
from tinylora.warehouse import Warehouse

CHECKOUT = Path(__file__).resolve().parents[2]
RAW = CHECKOUT / "samples" / "raw"
LUOGU = RAW / "luogu_dpo" / "luogu_dpo.json"


@pytest.fixture
def ingest(tinylora):
    def run(home, *words, cwd=CHECKOUT):
        return tinylora(home, "ingest", *words, cwd=cwd)

    return run


@pytest.fixture
def ingested(ingest):
    """Run with --json and return what it prints."""

    def run(home, *words, **options):
        done = ingest(home, *words, "--json", **options)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.mark.parametrize(
    ("words", "read", "kept", "reasons"),
    [
        (
            ("luogu_dpo", RAW / "luogu_dpo"),
            52,
            24,
            {
                **{"duplicate_row": 24, "answer_only": 1, "no_input": 1},
                **{"not_ascii": 1, "truncated_sample": 1},
            },
        ),
        (("code_contests", RAW / "code_contests", "--split", "valid"), None, None, None),
        (("deepcoder", RAW / "deepcoder", "--config", "primeintellect"), None, None, None),
        (
            ("deepcoder", RAW / "deepcoder", "--config", "lcbv5", "--split", "test"),
            *(None, None, None),
        ),
    ],
    ids=["luogu_dpo", "code_contests", "deepcoder primeintellect", "deepcoder lcbv5"],
)
def test_every_dataset_adds_up(ingested, tmp_path, words, read, kept, reasons):
    found = ingested(tmp_path, *words)
    assert found["rows_read"] == found["rows_kept"] + found["rows_rejected"] > 0
    assert sum(found["reasons"].values()) == found["rows_rejected"]
    assert found["problems"] == found["rows_kept"]
    assert not found["reused"]
    if read:
        assert (found["rows_read"], found["rows_kept"], found["reasons"]) == (read, kept, reasons)
    (stored,) = Warehouse(tmp_path / "warehouse.duckdb").query("corpus_summary")
    names = ("dataset", "config", "split", "rows_read", "rows_kept", "rows_rejected", "usable")
    assert [stored[name] for name in names] == [found[name] for name in names]


def test_a_person_reads_counts_reasons_and_an_example(ingest, tmp_path):
    done = ingest(tmp_path, "luogu_dpo", LUOGU)
    assert done.returncode == 0, done.stderr
    counts = {tuple(line.split()[:2]) for line in done.stdout.splitlines()}
    assert {("52", "read"), ("24", "kept"), ("28", "rejected"), ("24", "duplicate_row")} <= counts
    assert "P9104: input: 天空 output: 空" in done.stdout
    assert "24 problems with 54 test cases (0.0 MB): 24 usable" in done.stdout


def test_the_same_files_again_are_reused_and_changed_ones_are_not(ingest, ingested, tmp_path):
    path = tmp_path / "rows.json"
    shutil.copy(LUOGU, path)
    first = ingested(tmp_path, "luogu_dpo", path)
    again = ingested(tmp_path, "luogu_dpo", "rows.json", cwd=tmp_path)
    assert again == {**first, "reused": True}
    assert "reused" in ingest(tmp_path, "luogu_dpo", path).stdout
    rows = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(rows[2:]), encoding="utf-8")
    changed = ingested(tmp_path, "luogu_dpo", path)
    assert not changed["reused"]
    assert (changed["rows_read"], changed["rows_kept"]) == (50, 23)
    assert changed["load_id"] != first["load_id"]


def test_a_folder_is_the_load_that_a_profile_makes(ingested, tmp_path):
    found = ingested(tmp_path, "luogu_dpo", "samples/raw/luogu_dpo")
    stored = Warehouse(tmp_path / "warehouse.duckdb").select("select origin from dataset_loads")
    assert stored.to_pylist() == [{"origin": "samples/raw/luogu_dpo"}]
    assert found["files"] == [str(LUOGU)]


def test_several_files_are_one_load_in_the_order_of_their_names(ingested, tmp_path):
    rows = json.loads(LUOGU.read_text(encoding="utf-8"))
    for name, part in (("b.json", rows[20:]), ("a.json", rows[:20])):
        (tmp_path / name).write_text(json.dumps(part), encoding="utf-8")
    one = ingested(tmp_path, "luogu_dpo", tmp_path / "b.json", tmp_path / "a.json")
    assert (one["rows_read"], one["rows_kept"]) == (52, 24)
    assert [Path(name).name for name in one["files"]] == ["a.json", "b.json"]
    turned = ingested(tmp_path, "luogu_dpo", tmp_path / "a.json", tmp_path / "b.json")
    assert turned["reused"]


def test_several_files_are_not_the_folder_a_profile_reads(ingested, tmp_path):
    for name in ("a.json", "b.json", "c.json"):
        shutil.copy(LUOGU, tmp_path / name)
    ingested(tmp_path, "luogu_dpo", tmp_path / "a.json", tmp_path / "b.json")
    stored = Warehouse(tmp_path / "warehouse.duckdb").select("select origin from dataset_loads")
    assert stored.to_pylist() == [{"origin": f"{tmp_path}/{{a.json,b.json}}"}]


def test_other_files_of_a_folder_do_not_take_the_place_of_earlier_ones(ingested, tmp_path):
    names = "abcd"
    for name in names:
        row = {"id": name, "statement": f"Print {name}.", "inputs": ["1"], "outputs": [name]}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    a, b, c, d = (tmp_path / f"{name}.jsonl" for name in names)
    for pair in ((a, b), (c, d), (b, a)):
        ingested(tmp_path, "problems", *pair, "--split", "test")
    held_out = Warehouse(tmp_path / "warehouse.duckdb").select(
        "select native_id from current_loads join loaded_problems using (load_id) "
        "join problems using (problem_key) order by native_id"
    )
    assert [row["native_id"] for row in held_out.to_pylist()] == list(names)


def test_the_origin_of_very_many_files_is_no_longer_than_a_name(tmp_path):
    paths = [tmp_path / "data" / f"{i}.jsonl" for i in range(999)]
    some, others = (
        given_source("problems", None, "train", chosen, {}, None).path
        for chosen in (paths, paths[:-1])
    )
    assert some != others
    assert len(Path(some).name) < 255


def test_a_linked_file_keeps_its_name(ingested, tmp_path):
    """The hub's cache links names to files that are named by their hash."""
    blob, link = tmp_path / "0123abcd", tmp_path / "snapshot" / "luogu_dpo.json"
    shutil.copy(LUOGU, blob)
    link.parent.mkdir()
    link.symlink_to(blob)
    assert ingested(tmp_path, "luogu_dpo", link)["files"] == [str(link)]
    assert ingested(tmp_path, "luogu_dpo", link.parent)["files"] == [str(link)]


@pytest.mark.parametrize(
    ("dataset", "name", "asked", "says"),
    [
        ("code_contests", "data/test-00000-of-00001.parquet", (), "--config default --split test"),
        ("code_contests", "test-00000-of-00001.parquet", (), "--config default --split test"),
        (
            *("deepcoder", "lcbv5/test-00000-of-00001.parquet"),
            *(("--config", "lcbv5"), "--config lcbv5 --split test"),
        ),
        (
            *("deepcoder", "taco/train-00000-of-00001.parquet"),
            *(("--config", "primeintellect"), "--config taco --split train"),
        ),
    ],
)
def test_a_file_of_another_split_is_refused(ingest, tmp_path, dataset, name, asked, says):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"never opened")
    done = ingest(tmp_path / "home", dataset, path, *asked)
    assert done.returncode == 1
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_file_of_this_split_may_lie_anywhere(ingested, tmp_path):
    (path,) = (RAW / "code_contests" / "data").glob("valid-*")
    shutil.copy(path, tmp_path / path.name)
    found = ingested(tmp_path, "code_contests", tmp_path / path.name, "--split", "valid")
    assert found["rows_kept"] > 0
    renamed = tmp_path / "mine.parquet"
    shutil.copy(path, renamed)
    assert ingested(tmp_path, "code_contests", renamed)["split"] == "train"


def test_what_repeats_another_dataset_is_marked(ingested, tmp_path):
    statement = "# P1 Sum\n\nRead two whole numbers and print their sum, whatever their sign.\n\n"
    samples = "样例输入\n```\n1 2\n```\n样例输出\n```\n3\n```\n"
    row = {"conversations": [{"from": "human", "value": statement + samples}]}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    tests = json.dumps([{"input": "1 2\n", "output": "3\n", "type": "stdin_stdout"}] * 9)
    other = {"problem": statement + samples, "tests": tests}
    (tmp_path / "taco.jsonl").write_text(json.dumps(other), encoding="utf-8")
    assert ingested(tmp_path, "luogu_dpo", tmp_path / "rows.jsonl")["usable"] == 1
    better = ingested(tmp_path, "deepcoder", tmp_path / "taco.jsonl", "--config", "taco")
    assert (better["usable"], better["duplicates"]) == (1, 0)
    again = ingested(tmp_path, "luogu_dpo", tmp_path / "rows.jsonl")
    assert (again["reused"], again["usable"], again["duplicates"]) == (True, 0, 1)


def test_normalise_keeps_what_drop_refuses(ingested, tmp_path):
    text = "# P1 x\n样例输入\n```\n１ ２\n```\n样例输出\n```\n３\n```\n"
    row = {"conversations": [{"from": "human", "value": text}]}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert ingested(tmp_path, "luogu_dpo", tmp_path / "rows.jsonl")["reasons"] == {"not_ascii": 1}
    kept = ingested(tmp_path, "luogu_dpo", tmp_path / "rows.jsonl", "--non-ascii", "normalise")
    assert (kept["rows_kept"], kept["reused"]) == (1, False)


def test_real_rows(ingested, tmp_path):
    path = CHECKOUT.parent / "shared" / "data" / "luogu_real.jsonl"
    if not path.exists():
        pytest.skip(f"no real rows at {path}")
    found = ingested(tmp_path, "luogu_dpo", path)
    assert (found["rows_read"], found["rows_kept"]) == (13, 1)
    assert found["reasons"] == {"answer_only": 6, "truncated_sample": 6}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("luogu_dpo", "gone.json"), "gone.json"),
        (("luogu_dpo", "empty"), "holds nothing that matches *.json"),
        (("luogu_dpo", "notes.txt"), "is no raw file"),
        (("luogu_dpo", "cut.json"), "cut.json"),
        (("luogu", "rows.json"), "there are: luogu_dpo, code_contests, deepcoder"),
        (("deepcoder", "rows.json"), "primeintellect, taco, lcbv5, codeforces"),
        (("deepcoder", "rows.json", "--config", "leetcode"), "no config 'leetcode'"),
        (("luogu_dpo", "rows.json", "--split", "test"), "no split 'test'"),
        (("luogu_dpo", "rows.json", "--split", "tset"), "there are: train"),
        (("code_contests", "drifted.parquet"), "column 'cf_rating' is missing"),
    ],
)
def test_a_mistake_is_one_sentence(ingest, tmp_path, words, says):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / "cut.json").write_text('[{"conversations": [', encoding="utf-8")
    (path,) = (RAW / "code_contests" / "data").glob("valid-*")
    table = pq.read_table(path).drop_columns(["cf_rating"])
    pq.write_table(table, tmp_path / "drifted.parquet")
    if "rows.json" in words:
        shutil.copy(LUOGU, tmp_path / "rows.json")
    done = ingest(tmp_path / "home", *words, cwd=tmp_path)
    assert done.returncode == 1, done.stdout
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_in_a_shell(tmp_path):
    env = {"TINYLORA_HOME": str(tmp_path), "COLUMNS": "200", "PATH": ""}
    command = [sys.executable, "-m", "tinylora.cli", "ingest"]

    def shell(*words):
        return subprocess.run(
            [*command, *words], env=env, cwd=CHECKOUT, capture_output=True, encoding="utf-8"
        )

    assert "tinylora ingest luogu_dpo samples/raw/luogu_dpo" in shell("--help").stdout
    done = shell("luogu_dpo", "samples/raw/luogu_dpo", "--json")
    assert done.returncode == 0
    assert all(line.endswith(" rows read") for line in done.stderr.splitlines())  # a slow host's
    assert json.loads(done.stdout)["rows_kept"] == 24
    wrong = shell("luogu_dpo", "gone.json")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("tinylora: no file or folder")


def test_packages_are_ingested_as_any_split(ingest, ingested, tmp_path):
    problem_packages.write(tmp_path / "all" / "adding", problem_packages.KATTIS)
    problem_packages.write(tmp_path / "all" / "broken", {"problem.yaml": "type: scoring"})
    for split in ("train", "test"):
        found = ingested(tmp_path / "home", "packages", tmp_path / "all", "--split", split)
        assert (found["rows_kept"], found["reasons"]) == (1, {"scoring": 1})
    done = ingest(tmp_path / "home", "packages", tmp_path / "all")
    assert "broken: its problem.yaml says scoring" in done.stdout
    wrong = ingest(tmp_path / "home", "packages", LUOGU)
    assert (wrong.returncode, "holds no problem package" in wrong.stderr) == (1, True)
    assert len(wrong.stderr.strip().splitlines()) == 1
