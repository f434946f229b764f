"""Ingest: raw files to rows, again and again, changed and interrupted."""

import json

import duckdb
import pytest

from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.errors import SourceMissing
from tinylora.stages.corpus import ingest as module
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.corpus.problem_set import problem_set
from tinylora.stages.identities import differences, find_identities, of_today


def count(warehouse, table):
    return warehouse.select(f"select count(*) as n from {table}").to_pylist()[0]["n"]


def test_counts_add_up_and_a_second_load_is_reused(warehouse, corpus, home):
    first = ingest(corpus.sources[0], corpus, warehouse, home)
    assert first.rows_read == first.rows_kept + first.rows_rejected == 52
    assert sum(first.reasons.values()) == first.rows_rejected == count(warehouse, "rejects")
    assert count(warehouse, "problems") == first.rows_kept == 24
    before = count(warehouse, "test_cases")
    second = ingest(corpus.sources[0], corpus, warehouse, home)
    assert second.reused
    assert not first.reused
    assert (second.rows_kept, second.reasons) == (first.rows_kept, first.reasons)
    assert count(warehouse, "test_cases") == before


def test_a_load_says_what_its_identity_covers(warehouse, corpus, home):
    source = corpus.sources[0]
    load = ingest(source, corpus, warehouse, home)
    (found,) = find_identities(warehouse, [load.load_id[:6]])
    assert {"corpus/sources/luogu.py", "corpus/sources/reading.py"} <= found.files.keys()
    assert "corpus/sources/code_contests.py" not in found.files
    assert found.settings["source.path"] == source.path
    assert found.settings["solutions_kept"] == corpus.trust.solutions_kept
    assert differences(found, of_today(found)).is_code_the_same


def test_small_batches_store_the_same(warehouse, corpus, home, monkeypatch):
    monkeypatch.setattr(module, "BATCH_BYTES", 1)
    load = ingest(corpus.sources[0], corpus, warehouse, home)
    assert (count(warehouse, "problems"), count(warehouse, "rejects")) == (24, 28)
    assert load.rows_read == 52


def test_an_interrupted_load_is_read_again_without_a_trace(warehouse, corpus, home, monkeypatch):
    monkeypatch.setattr(module, "BATCH_BYTES", 1)
    seen = 0

    def stop(progress):
        nonlocal seen
        seen += 1
        if seen == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(corpus.sources[0], corpus, warehouse, home, report=stop)
    with pytest.raises(SourceMissing, match="never ingested"):
        problem_set(warehouse, corpus, "train")
    ingest(corpus.sources[0], corpus, warehouse, home)
    mark_duplicates(warehouse)
    assert (count(warehouse, "problems"), count(warehouse, "rejects")) == (24, 28)
    assert warehouse.failed_checks() == {}


def test_a_problem_that_left_the_source_leaves_the_problem_set(warehouse, home, luogu_copy):
    rows, write, source = luogu_copy
    corpus = CorpusSettings(sources=(source,))
    ingest(source, corpus, warehouse, home)
    mark_duplicates(warehouse)
    whole = problem_set(warehouse, corpus, "train")
    write(rows[2:])  # each problem stands twice: the first one is gone
    ingest(source, corpus, warehouse, home)
    assert len(problem_set(warehouse, corpus, "train").problems) == len(whole.problems) - 1
    assert count(warehouse, "problems") == 24  # its completions keep their parent
    write(rows)
    assert ingest(source, corpus, warehouse, home).reused
    assert problem_set(warehouse, corpus, "train") == whole


def test_files_that_are_not_there(warehouse, corpus, home):
    source = SourceSettings(dataset="code_contests", split="test", path="no/such/folder")
    with pytest.raises(SourceMissing, match="no/such/folder"):
        ingest(source, corpus, warehouse, home)


def test_a_changed_test_case_is_another_problem_and_going_back_is_exact(
    warehouse, home, luogu_copy
):
    rows, write, source = luogu_copy
    corpus = CorpusSettings(sources=(source,))
    ingest(source, corpus, warehouse, home)
    mark_duplicates(warehouse)
    before = problem_set(warehouse, corpus, "train")
    text = rows[0]["conversations"][0]["value"]
    head, fence, tail = text.rpartition("```\n")
    changed = {**rows[0], "conversations": [{"from": "human", "value": text}]}
    changed["conversations"][0]["value"] = (
        text.replace("```\n", "```\n7", 1) if not head else (head.rstrip() + "7\n" + fence + tail)
    )
    write([changed, *rows[2:]])
    ingest(source, corpus, warehouse, home)
    mark_duplicates(warehouse)
    between = problem_set(warehouse, corpus, "train")
    assert between.fingerprint != before.fingerprint
    write(rows)
    assert ingest(source, corpus, warehouse, home).reused
    assert problem_set(warehouse, corpus, "train") == before


def test_a_problem_read_again_stays_in_the_bucket_it_was_measured_in(warehouse, corpus, home):
    ingest(corpus.sources[0], corpus, warehouse, home)
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute("update problems set bucket = 'hard', measured_tier = 'hard'")
    other = corpus.model_copy(update={"non_ascii_samples": "keep"})
    assert not ingest(other.sources[0], other, warehouse, home).reused
    found = warehouse.select(
        "select bucket, measured_tier, count(*) as n from problems group by all order by n"
    ).to_pylist()
    assert found[-1] == {"bucket": "hard", "measured_tier": "hard", "n": 24}
    assert {row["measured_tier"] for row in found[:-1]} == {None}


def test_a_load_whose_problems_a_later_one_wrote_over_is_read_again(warehouse, home, tmp_path):
    row = {"statement": "Add.", "inputs": ["1 2"], "outputs": ["3"], "lvl": "EASY", "t": "Sum"}
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    plain = SourceSettings(dataset="problems", path=str(path))
    mapped = plain.model_copy(update={"columns": {"difficulty": "lvl", "title": "t"}})

    def asked(source):
        load = ingest(source, CorpusSettings(sources=(source,)), warehouse, home)
        (found,) = warehouse.select("select title, bucket from problems").to_pylist()
        return load.reused, found

    right = {"title": "Sum", "bucket": "easy"}
    assert asked(mapped) == (False, right)
    assert asked(plain) == (False, {"title": "Add.", "bucket": "unrated"})
    assert asked(mapped) == (False, right)
    assert asked(mapped) == (True, right)
    assert count(warehouse, "dataset_loads") == 2


def test_two_loads_that_say_the_same_of_a_problem_are_both_reused(warehouse, corpus, home):
    source = corpus.sources[0]
    part = source.model_copy(update={"rows": (0, 9)})
    loads = [ingest(one, corpus, warehouse, home) for one in (source, part, source, part)]
    assert [load.reused for load in loads] == [False, False, True, True]


def test_a_kept_row_that_is_not_stored_fails_the_check(warehouse, corpus, home):
    load = ingest(corpus.sources[0], corpus, warehouse, home)
    mark_duplicates(warehouse)
    assert warehouse.failed_checks() == {}
    with duckdb.connect(str(warehouse.path)) as connection:
        connection.execute("delete from loaded_problems where rowid = 0")
    (row,) = warehouse.failed_checks()["counts_do_not_add_up"]
    assert (row["rows_kept"], row["problems_stored"]) == (load.rows_kept, load.rows_kept - 1)
