"""Buckets at ingest, anew at every preparation, and in warehouses from before there was a prior."""

import duckdb
import pytest
from test_sql_files import completion, evaluation, judgement

from tinylora.errors import SettingsError
from tinylora.paths import SQL
from tinylora.stages.corpus.difficulty import refine_buckets
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.corpus.problem_set import current_load_ids, problem_set
from tinylora.stages.evaluation.evaluate import evaluate
from tinylora.warehouse import Warehouse


def test_buckets_of_the_samples_and_a_second_cut_changes_nothing(warehouse, corpus, home):
    loads = [ingest(source, corpus, warehouse, home).load_id for source in corpus.sources]
    sql = "select problem_key, bucket, prior_rating, prior_source, measured_tier from problems"
    before = warehouse.select(f"{sql} order by 1").to_pylist()
    assert {"easy", "medium"} <= {row["bucket"] for row in before}
    assert all((row["prior_rating"] is None) == (row["bucket"] == "unrated") for row in before)
    assert all((row["prior_rating"] is None) == (row["prior_source"] is None) for row in before)
    refine_buckets(warehouse, loads, ())
    assert warehouse.select(f"{sql} order by 1").to_pylist() == before
    with pytest.raises(SettingsError, match=r"'nobody/evaluated'.* there are: none"):
        refine_buckets(warehouse, loads, ("nobody/evaluated",))


def test_the_weights_evaluated_last_in_the_language_count(filled, corpus, home):
    """Under one model name: b1 solved nothing, then b2 everything, then b3 in Python alone."""
    keys = [one.problem_key for one in problem_set(filled, corpus, "train").problems]
    with filled.writing() as transaction:
        in_python = judgement("WA", judgement_id="jpy", limits='{"language": "python"}')
        transaction.insert("judgements", [judgement("AC"), judgement("WA"), in_python])
        for day, (weights, judged) in enumerate((("b1", "jWA"), ("b2", "jAC"), ("b3", "jpy")), 1):
            finished = f"2026-01-0{day} 00:00:00+00"
            made = evaluation(weights, None, base_fingerprint=weights, finished_at=finished)
            transaction.insert("evaluations", [made])
            tries = [completion({"evaluation_id": weights}, key, 0, "WA") for key in keys]
            transaction.insert("completions", [one | {"judgement_id": judged} for one in tries])
    load_ids = current_load_ids(filled, corpus)
    refine_buckets(filled, load_ids, ("m",))
    (tiers,) = filled.select(
        "select list(distinct measured_tier) as tiers from problems where split = 'train'"
    ).to_pylist()
    assert tiers == {"tiers": ["easy"]}
    with pytest.raises(SettingsError, match="in mathematics"):
        refine_buckets(filled, load_ids, ("m",), "mathematics")


def test_a_warehouse_from_before_keeps_its_buckets(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        for name in ("0000_versions", "0001_tables"):
            connection.execute((SQL / "migrations" / f"{name}.sql").read_text(encoding="utf-8"))
        connection.execute("insert into schema_migrations (name) values ('0001_tables')")
        connection.execute(
            "insert into dataset_loads by name select 'l' as load_id, 'd' as dataset, "
            "'c' as config, 'train' as split, 'o' as origin, 'r' as revision, "
            "'s' as schema_fingerprint, 4 as rows_read, 4 as rows_kept, 0 as rows_rejected, "
            "now() as started_at, now() as used_at, 1.0 as seconds, 1.0 as peak_rss_mb"
        )
        for key, bucket, rating in (
            *(("a", "easy", None), ("b", "medium", None)),
            *(("c", "hard", 3000), ("d", "unrated", None)),
        ):
            connection.execute(
                "insert into problems by name select ? as problem_key, ? as bucket, "
                "? as cf_rating, 'd' as dataset, 'c' as config, 'train' as split, "
                "'n' as native_id, 't' as title, "
                "'s' as statement, 'en' as language, 'stdin' as io_mode, [] as tags, '{}' as extra",
                [key, bucket, rating],
            )
            connection.execute("insert into loaded_problems values ('l', ?)", [key])
    warehouse = Warehouse(path)
    warehouse.migrate()
    refine_buckets(warehouse, ["l"], ())
    stored = warehouse.select("select problem_key, bucket, prior_rating from problems order by 1")
    assert [tuple(row.values()) for row in stored.to_pylist()] == [
        *(("a", "easy", 1000), ("b", "medium", 1600)),
        *(("c", "hard", 3000), ("d", "unrated", None)),
    ]


def test_no_measurement_moves_a_bucket_unless_its_models_are_named(filled, corpus, home):
    before = problem_set(filled, corpus, "train").fingerprint
    loads = [ingest(source, corpus, filled, home).load_id for source in corpus.sources]
    refine_buckets(filled, loads, corpus.tier_models)
    assert corpus.tier_models == ()
    assert problem_set(filled, corpus, "train").fingerprint == before


def test_a_checkpoint_is_never_evaluated_on_training_problems(filled, settings, home):
    settings = settings.override({"evaluation.split": "train"})
    with pytest.raises(SettingsError, match=r"a checkpoint would be .* base model alone"):
        evaluate(settings, filled, home, checkpoint={"checkpoint_id": "c8"})
