"""`tinylora identity` as a person types it."""

import copy
import json
import re

import pytest
import small_warehouse as small

from tests.warehouses import new_warehouse
from tinylora.code_identity import Code, code_of
from tinylora.entry_points import evaluation, load, training
from tinylora.stages.code_files import store_code
from tinylora.stages.identities import Identity, of_today

ALL = (("AC",),) * 4
THEN = Code("then", {"policy/prompt.py": "1", "old.py": "2", "same.py": "3"})
NOW = Code("now", {"policy/prompt.py": "9", "new.py": "4", "same.py": "3"})


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A base, two policies of which one saw another temperature, an old one, an import, a load."""
    folder = tmp_path_factory.mktemp("home")
    warehouse = small.made(folder)
    small.train(warehouse, "7a170001", "c1", "c2")
    hotter = copy.deepcopy(small.SETTINGS)
    hotter["generation"]["temperature"] = 0.2
    today = code_of(evaluation("plain"))
    small.evaluate(warehouse, "ba5e0001", ALL, code_version="then")
    small.evaluate(warehouse, "aa110001", ALL, "c1", age=1, code_version="then")
    small.evaluate(warehouse, "aa220002", ALL, "c2", age=2, code_version="now", settings=hotter)
    small.evaluate(warehouse, "dd550005", ALL, "c2", age=-1, code_version=today.version)
    small.evaluate(warehouse, "ee660006", ALL, "c2", age=-2)
    small.evaluate(warehouse, "cc440004", ALL, age=-3, imported_as="gpt", code_version="imported")
    read = code_of(load("tinylora.corpus.sources.luogu"))
    source = {"source": {"dataset": "luogu_dpo"}, "solutions_kept": 3}
    row = {**small._load(), "load_id": "10ad0001", "dataset": "luogu_dpo", "settings": source}
    with warehouse.writing() as write:
        store_code(write, THEN, NOW, today, read)
        write.insert("dataset_loads", [{**row, "code_version": read.version}])
    return folder


def test_one_says_what_it_covers(tinylora, home):
    said = tinylora(home, "identity", "aa11").stdout
    assert "evaluation aa110001: code then, 3 files" in said
    for words in ("prompt.template", "plain", "generation.temperature", "0.7", "same.py"):
        assert words in said


def test_two_say_what_differs(tinylora, home):
    done = tinylora(home, "identity", "aa11", "--against", "latest", "--json")
    said = json.loads(done.stdout)["differences"]
    assert said["files"] == {"new.py": "added", "old.py": "removed", "policy/prompt.py": "changed"}
    assert said["settings"] == {
        "checkpoint_id": {"one": "c1", "other": "c2"},
        "generation.temperature": {"one": 0.7, "other": 0.2},
    }
    assert not said["is_code_the_same"]
    table = tinylora(home, "identity", "aa11", "--against", "aa22").stdout
    assert "policy/prompt.py" in table and "changed" in table and "0.2" in table


def test_base_is_that_of_the_other_word(tinylora, home):
    said = json.loads(tinylora(home, "identity", "aa11", "--against", "base", "--json").stdout)
    assert said["other"]["id"] == "ba5e0001"
    assert said["differences"]["settings"] == {"checkpoint_id": {"one": "c1", "other": None}}
    assert said["differences"]["is_code_the_same"]


@pytest.mark.parametrize("word", ["dd55", "luogu_dpo", "10ad"])
def test_against_today_nothing_differs_until_the_code_does(tinylora, home, word):
    done = tinylora(home, "identity", word, "--against", "today")
    assert "No setting differs." in done.stdout, done.stderr
    assert "The code is the same." in done.stdout


def test_against_today_names_the_files(tinylora, home):
    said = tinylora(home, "identity", "aa11", "--against", "today", "--json").stdout
    files = json.loads(said)["differences"]["files"]
    assert files["policy/prompt.py"] == "changed"
    assert files["old.py"] == "removed"
    assert files["judge/pool.py"] == "added"


@pytest.mark.parametrize("word", ["ee66", "7a17", "code_contests"])
def test_of_what_is_older_one_sentence_says_so(tinylora, home, word):
    done = tinylora(home, "identity", word)
    assert done.returncode == 0, done.stderr
    assert "it was stored before" in done.stdout


def test_which_files_differ_may_not_be_known(tinylora, home):
    done = tinylora(home, "identity", "ee66", "--against", "aa11")
    assert "Which files differ is not known" in done.stdout


def test_of_an_import_the_judge_is_known(tinylora, home):
    said = json.loads(tinylora(home, "identity", "gpt", "--against", "today", "--json").stdout)
    assert said["one"]["id"] == "cc440004"
    assert said["differences"]["is_code_the_same"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ffff",), "no finished evaluation.*the beginning of it"),
        (("aa",), "several ids begin so"),
        (("aa11", "--against", "7a17"), "is of an evaluation and 7a170001 of a training"),
        (("7a17", "--against", "today"), "does not tell its 'prompt.template'"),
    ],
)
def test_misuse_is_told(tinylora, home, words, says):
    done = tinylora(home, "identity", *words)
    assert done.returncode == 2
    assert re.search(says, done.stderr), done.stderr


@pytest.mark.parametrize(
    ("kind", "said", "entry"),
    [
        ("evaluation", {"generation.engine": "vllm"}, evaluation("plain", "vllm")),
        ("training", {"engine": "vllm"}, training("plain", "vllm")),
        ("training", {}, training("plain", "transformers")),
    ],
)
def test_today_s_code_is_that_of_the_engine(kind, said, entry):
    chosen = {"prompt.template": "plain", "imported_as": None, **said}
    assert of_today(Identity(kind, "1", chosen, None, None)).code_version == code_of(entry).version


def test_a_renamed_file_is_listed_once(tmp_path):
    warehouse = new_warehouse(tmp_path / "warehouse.duckdb")
    for name in ("one.py", "renamed.py"):
        with warehouse.writing() as write:
            store_code(write, Code("same", {name: "1"}))
    rows = warehouse.rows("select_code_files", code_version="same")
    assert rows == [{"file": "one.py", "digest": "1"}]
