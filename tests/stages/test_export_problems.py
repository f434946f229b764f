"""Problems out as the earlier projects' lines, and in again: the same tests, and nothing lost."""

import json
from pathlib import Path

import pytest

from tests.warehouses import new_warehouse
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.corpus.sources import luogu
from tinylora.errors import DiskFault, SettingsError, SourceMissing
from tinylora.paths import CHECKOUT
from tinylora.profiles import profile
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.corpus.problem_set import cases_of, problem_set
from tinylora.stages.export_problems import export_problems
from tinylora.stages.training.identity import training_problems

RAW = CHECKOUT / "samples" / "raw"


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def cases_by_statement(problems, warehouse, *budget):
    cases = cases_of(problems, warehouse, *budget or (None,))
    return {
        one.statement: [(case.input, case.output) for case in cases[one.problem_key]]
        for one in problems
    }


@pytest.mark.parametrize("split", ["train", "test"])
def test_what_is_exported_comes_in_again_with_the_same_test_cases(
    filled, settings, home, tmp_path, split
):
    path = tmp_path / f"problems_{split}.jsonl"
    made = export_problems(settings, split, path, filled)
    asked = problem_set(filled, settings.corpus, split, use="report").problems
    written = lines(path)
    assert made.problems == len(written) == len(asked) > 10
    assert all(list(row) == ["prompt", "test_cases"] for row in written)
    assert all(list(case) == ["input", "output"] for row in written for case in row["test_cases"])
    assert "\\u" not in path.read_text(encoding="utf-8") or split == "test"  # Chinese as Chinese

    again = new_warehouse(home / "again.duckdb")
    source = SourceSettings(dataset="extracted", split=split, path=str(path))
    load = ingest(source, CorpusSettings(sources=(source,)), again, home)
    assert (load.rows_read, load.rows_rejected) == (len(written), 0)
    rows = again.rows("select_load_contents", load_id=load.load_id)
    assert rows[0]["problems"] == len(written)
    keys = again.select("select problem_key, statement, language from problems").to_pylist()
    back = {}
    for row in keys:
        cases = again.rows("select_test_cases", problem_keys=[row["problem_key"]])
        back[row["statement"]] = [(case["input"], case["output"]) for case in cases]
    assert back == cases_by_statement(asked, filled)
    assert {row["language"] for row in keys} == {"zh" if split == "train" else "en"}


def test_whole_statements_that_failed_lie_beside_with_their_reasons(filled, settings, tmp_path):
    made = export_problems(settings, "train", tmp_path / "problems.jsonl", filled)
    failed = lines(tmp_path / "failed_extraction.jsonl")
    assert made.failed == len(failed) == 4
    reasons = sorted(row["reason"] for row in failed)
    assert reasons == ["answer_only", "no_input", "not_ascii", "truncated_sample"]
    assert all(list(row) == ["prompt", "reason"] for row in failed)
    raw = json.loads(next((RAW / "luogu_dpo").glob("*.json")).read_text(encoding="utf-8"))
    whole = {luogu.statement(row) for row in raw}
    assert {row["prompt"] for row in failed} <= whole


def test_the_settings_of_a_training_choose_problems_and_test_cases(filled, settings, tmp_path):
    chosen = settings.override(
        {"training.max_problems": 5, "training.max_cases": 1, "training.seed": 7}
    )
    export_problems(chosen, "train", tmp_path / "five.jsonl", filled)
    written = {
        row["prompt"]: [(case["input"], case["output"]) for case in row["test_cases"]]
        for row in lines(tmp_path / "five.jsonl")
    }
    assert written == cases_by_statement(training_problems(chosen, filled).problems, filled, 1)
    assert len(written) == 5 and {len(cases) for cases in written.values()} == {1}
    english = settings.override({"training.languages": ["en"]})
    (tmp_path / "en").mkdir()
    with pytest.raises(SourceMissing, match="no judgeable problem"):
        export_problems(english, "train", tmp_path / "en" / "none.jsonl", filled)
    assert not list((tmp_path / "en").iterdir())


def test_nothing_is_overwritten(filled, settings, tmp_path):
    export_problems(settings, "test", tmp_path / "one.jsonl", filled)
    with pytest.raises(SourceMissing, match=r"failed_extraction\.jsonl there already"):
        export_problems(settings, "train", tmp_path / "two.jsonl", filled)
    for folder in (Path(), Path("/"), tmp_path):
        with pytest.raises(SourceMissing, match="is a folder: name a file"):
            export_problems(settings, "train", folder, filled)
    export_problems(settings, "train", tmp_path / "another" / "folder" / "two.jsonl", filled)
    with pytest.raises(DiskFault, match=r"one\.jsonl cannot be written to"):
        export_problems(settings, "train", tmp_path / "one.jsonl" / "two.jsonl", filled)


def test_a_profile_is_found_by_its_name_or_its_deployments():
    assert profile("seed-v4") == profile("seed_v4")
    assert profile("demo", ["training.steps=3", "training.optimizer=adam"]).training.steps == 3
    with pytest.raises(SettingsError, match=r"no profile 'dmeo' .* there are: demo, learn"):
        profile("dmeo")
    with pytest.raises(SettingsError, match=r"training\.stepz"):
        profile("demo", ["training.stepz=3"])
