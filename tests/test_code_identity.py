"""Which edit moves which identity, each made in a copy of the package."""

import ast
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tinylora import entry_points
from tinylora.code_identity import PACKAGE, code_of, differing_files
from tinylora.corpus.sources.readers import READERS, reader_module
from tinylora.errors import SettingsError
from tinylora.policy.settings import GenerationSettings

WORKS = {
    "evaluation": entry_points.evaluation("plain"),
    "training": entry_points.training("plain", "transformers"),
    "training by vLLM": entry_points.training("plain", "vllm"),
    "evaluation by vLLM": entry_points.evaluation("plain", "vllm"),
    "luogu": entry_points.load("tinylora.corpus.sources.luogu"),
    "deepcoder": entry_points.load("tinylora.corpus.sources.deepcoder"),
    "judge": entry_points.JUDGE,
    "mathematics": entry_points.MATHEMATICS,
    "python": entry_points.PYTHON,
    "factors": entry_points.FACTORS,
}
BY_VLLM = {"training by vLLM", "evaluation by vLLM"}
POLICIES = {"evaluation", "training", *BY_VLLM}
TRAININGS = {"training", "training by vLLM"}
LOADS = {"luogu", "deepcoder"}
HERE = {name: code_of(entry) for name, entry in WORKS.items()}
MOVES = {
    # What no number hangs on.
    "exchange/peft_folder.py": set(),
    "evaluation/reports/report.py": set(),
    "evaluation/statistics/paired.py": set(),
    "evaluation/statistics/metrics.py": set(),
    "evaluation/records.py": set(),
    "commands/compare.py": set(),
    "adapter/describe.py": set(),
    "warehouse.py": set(),
    "jobs.py": set(),
    "errors.py": set(),
    "grpo/settings.py": set(),
    "settings.py": set(),
    "code_identity.py": set(),
    "corpus/hub.py": set(),
    "stages/corpus/ingest.py": set(),
    "stages/judging/judge_ahead.py": set(),  # what it makes is found by its own identity
    "cluster/cluster_judge.py": set(),
    "cluster/node.py": set(),
    "corpus/sources/readers.py": set(),
    "corpus/sources/code_contests.py": set(),
    # An engine moves what it sampled.
    "policy/engines/vllm_served.py": BY_VLLM,
    "policy/engines/vllm_engine.py": BY_VLLM,
    "policy/engines/vllm_colocated.py": BY_VLLM,
    "adapter/lora_folder.py": BY_VLLM,
    "policy/engines/registry.py": set(),  # it opens the engine that the identity names
    "policy/engines/sampling.py": POLICIES,
    "policy/sample_job.py": {"evaluation", "evaluation by vLLM"},
    # What policies are made and asked with.
    "policy/prompt.py": POLICIES,
    "policy/templates/plain.txt": POLICIES,
    "policy/templates/seed.txt": set(),
    "judge/languages/cpp_source.py": POLICIES,
    "judge/languages/fences.py": {*POLICIES, "python"},
    "adapter/layer.py": POLICIES,
    "adapter/svd.py": {*POLICIES, "factors"},
    "grpo/advantage.py": TRAININGS,
    "grpo/validation.py": TRAININGS,
    "grpo/train_job.py": TRAININGS,
    "adapter/lora.py": POLICIES,
    "adapter/settings.py": set(),  # its values are in identities
    "children.py": POLICIES,
    # The judge.
    "judge/checkers/compare.py": {*POLICIES, "judge"},
    "judge/walls/runner.c": {*POLICIES, "judge"},
    # What compares answers of mathematics; a reward looks for their tag.
    "judge/languages/mathematics.py": {"mathematics"},
    "mathematics/worker.py": {"mathematics"},
    "mathematics/text.py": {*TRAININGS, "mathematics"},
    # What finds, parses and starts Python: no judgement of C++ hangs on it.
    "judge/languages/python.py": {"python"},
    "judge/languages/python_source.py": {"python"},
    "judge/languages/interpreter.py": {"python"},
    "judge/languages/language.py": {*POLICIES, "judge", "mathematics"},
    # Loads, each by its own reader.
    "corpus/sources/luogu.py": {"luogu"},
    "corpus/sources/deepcoder_tests.py": {"deepcoder"},
    "corpus/statements/sample_io.py": {"luogu"},
    "corpus/sources/reading.py": LOADS,
    "corpus/files/raw_files.py": LOADS,
    "corpus/quality/difficulty.py": LOADS,
    "problem.py": {*POLICIES, *LOADS, "judge", "mathematics", "python"},
}


@pytest.fixture
def copy(tmp_path):
    """A copy of the package under another name than its own."""
    folder = tmp_path / "copy"
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    yield folder
    code_of.cache_clear()


def moved(copy):
    code_of.cache_clear()
    return {
        name for name, entry in WORKS.items() if code_of(entry, copy).version != HERE[name].version
    }


def edit(path, change):
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def differently(text):
    return text + "\nONE_MORE = 1\n"


def test_a_copy_is_the_same(copy):
    assert moved(copy) == set()


def test_what_an_edit_moves(copy):
    for file, expected in MOVES.items():
        before = (copy / file).read_text(encoding="utf-8")
        edit(copy / file, differently)
        assert moved(copy) == expected, file
        (copy / file).write_text(before, encoding="utf-8")


def test_words_and_looks_of_the_code_move_nothing(copy):
    for path in copy.rglob("*.py"):
        # Unparsing drops every comment and formats anew.
        edit(path, lambda text: '"""Says more."""\n' + ast.unparse(ast.parse(text)))
    assert moved(copy) == set()


@pytest.mark.parametrize(
    ("module", "to"),
    [
        ("policy.engines.sampling", "adapter.drawing"),
        ("grpo.training_state", "grpo.resumption"),  # it is imported as a module
        ("adapter.settings", "adapter.knobs.settings"),
        ("corpus.sources.reader", "corpus.reading_rows"),
        ("judge.checkers.compare", "judge.outputs.compare"),
    ],
)
def test_renaming_a_file_moves_nothing(copy, module, to):
    old, new = (copy / f"{name.replace('.', '/')}.py" for name in (module, to))
    new.parent.mkdir(exist_ok=True)
    old.rename(new)
    (room, name), (new_room, new_name) = (one.rsplit(".", 1) for one in (module, to))
    for path in copy.rglob("*.py"):
        text = path.read_text(encoding="utf-8").replace(f"tinylora.{module} ", f"tinylora.{to} ")
        imported = f"from tinylora.{room} import {name}\n"
        if imported in text:
            text = text.replace(imported, f"from tinylora.{new_room} import {new_name}\n")
            text = re.sub(rf"\b{name}\.", f"{new_name}.", text)
        path.write_text(text, encoding="utf-8")
    assert moved(copy) == set()
    for name, entry in WORKS.items():
        assert not list(differing_files(HERE[name].files, code_of(entry, copy).files))


def test_a_child_named_in_a_string_may_be_renamed(copy):
    (copy / "policy/sample_job.py").rename(copy / "policy/child.py")
    edit(
        copy / "policy/job.py",
        lambda text: text.replace("tinylora.policy.sample_job", "tinylora.policy.child"),
    )
    entry = WORKS["evaluation"]
    names = ("tinylora.stages.judging.sample_and_judge", "tinylora.policy.child")
    renamed = replace(entry, modules=(*names, *entry.modules[2:]))
    assert code_of(renamed, copy).version == HERE["evaluation"].version


def test_what_is_imported_counts_although_where_from_does_not(copy):
    path = copy / "policy/engines/sampling.py"
    edit(path, lambda text: text.replace("import numpy as np", "import jax.numpy as np"))
    assert moved(copy) == POLICIES


def test_an_import_inside_a_function_is_followed(copy):
    edit(copy / "adapter/merge.py", differently)  # the sampling child imports it when it needs it
    assert "evaluation" in moved(copy)


def test_imports_for_type_checkers_are_not_followed(copy):
    lazily = "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from tinylora import cli\n"
    edit(copy / "judge/checkers/compare.py", lambda text: text + lazily)
    code_of.cache_clear()
    assert "cli.py" not in code_of(WORKS["judge"], copy).files


def test_relative_imports_are_followed(copy):
    edit(copy / "adapter/lanczos.py", lambda text: text + "\nfrom ..grpo import advantage\n")
    edit(copy / "adapter/lanczos.py", lambda text: text + "\nfrom .tying import x\n")
    code_of.cache_clear()
    assert {"grpo/advantage.py", "adapter/tying.py"} <= code_of(WORKS["factors"], copy).files.keys()


def test_a_statement_in_sql_counts_without_its_comments(tmp_path, monkeypatch):
    from tinylora import code_identity

    folder = tmp_path / "sql"
    folder.mkdir()
    monkeypatch.setattr(code_identity, "SQL", folder)
    entry = entry_points.EntryPoint((), ("sql/one.sql",))
    versions = []
    for text in ("select 1", "-- Why.\nselect\n    1", "select 2"):
        (folder / "one.sql").write_text(text)
        code_of.cache_clear()
        versions.append(code_of(entry).version)
    code_of.cache_clear()
    assert versions[0] == versions[1] != versions[2]


def test_a_template_that_is_not_there_is_named():
    with pytest.raises(SettingsError, match=r"policy/templates/none\.txt.*template is the name of"):
        code_of(entry_points.evaluation("none"))


def test_an_entry_point_that_is_not_there_is_our_fault():
    with pytest.raises(FileNotFoundError, match=r"names tinylora\.nothing"):
        code_of(entry_points.EntryPoint(("tinylora.nothing",)))


def test_every_declared_module_is_there():
    declared = entry_points.PLUMBING | {*entry_points.ENGINES.values()}
    for name in declared:
        path = PACKAGE.joinpath(*name.split(".")[1:])
        assert path.with_suffix(".py").is_file() or (path / "__init__.py").is_file(), name


def test_every_engine_and_reader_is_known():
    for engine in entry_points.ENGINES:
        assert GenerationSettings.model_fields["engine"].default == entry_points.DEFAULT_ENGINE
        assert code_of(entry_points.training("plain", engine)).files
    for dataset in READERS:
        file = Path(*reader_module(dataset).split(".")[1:]).with_suffix(".py").as_posix()
        assert file in code_of(entry_points.load(reader_module(dataset))).files


def test_differing_files_hand_worked():
    one = {"a.py": "1", "b.py": "2", "c.py": "3", "old.py": "4"}
    other = {"a.py": "1", "b.py": "9", "d.py": "5", "new.py": "4"}
    assert list(differing_files(one, other)) == [
        ("b.py", "changed"),
        ("c.py", "removed"),
        ("d.py", "added"),
    ]
