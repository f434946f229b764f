"""Every .sql file against a real DuckDB: empty, filled by hand, and with faults planted."""

import json
import re
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.statistics.metrics import FURTHER, REGISTRY, by_problem, values_by_problem
from tinylora.evaluation.statistics.pass_at_k import pass_at_k
from tinylora.evaluation.statistics.summary import summarise
from tinylora.paths import CHECKOUT, SQL
from tinylora.warehouse import sql_text

FOLDERS = ("queries", "checks", "views", "macros")
FILES = {folder: sorted((SQL / folder).glob("*.sql")) for folder in FOLDERS}
MACROS = {
    "chosen_run": "select chosen_run('r0'), chosen_run(null)",
    "compiled": "select compiled('WA'), compiled('CE'), compiled('NC')",
    "does_read": "select does_read('std::cin >> x;'), does_read('int read2;'), does_read(null), "
    "list_bool_and(list_transform(['wcin >> x', 'getc_unlocked(stdin)', 'fgets_unlocked(s, 9, f)', "
    "'fread_unlocked(s, 1, 9, stdin)', 'mmap(0, 9, 1, 1, 0, 0)'], lambda one: does_read(one)))",
    "duplicates_within": "from duplicates_within(['train', 'test'], 'c++')",
    "ending_of": "select ending_of('TLE', 'stop', '', true), ending_of('CE', 'length', '', true)",
}
"""A question to each, and what the filled warehouse answers."""
ANSWERS = {
    "chosen_run": [("r0", "r1")],
    "compiled": [(True, False, False)],
    "does_read": [(True, False, None, True)],
    "duplicates_within": [("x", "copy")],
    "ending_of": [("too slow", "cut off")],
}
EVERY = [path for folder in FOLDERS[:3] for path in FILES[folder]]
PAGE = (CHECKOUT / "docs" / "warehouse.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
NOW = "2026-01-02 03:04:05+00"


def view_name(path: Path) -> str:
    return re.sub(r"^\d+_", "", path.stem)


def body(path: Path) -> str:
    lines = sql_text(path).splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


def run(connection, path, **given):
    named = re.findall(r"\$(\w+)", body(path))
    parameters = {name: given.get(name) for name in named}
    return connection.execute(sql_text(path), parameters or None)


def rows(connection, sql, **given):
    path = SQL / "queries" / f"{sql}.sql"
    found = run(connection, path, **given) if path.exists() else connection.execute(sql)
    names = [column[0] for column in found.description]
    return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


def found_by(connection):
    """Return the names of the checks that return rows."""
    return {path.stem for path in FILES["checks"] if run(connection, path).fetchall()}


def put(connection, table, *records):
    incoming = pa.Table.from_pylist(list(records))
    connection.register("incoming", incoming)
    connection.execute(f"insert into {table} by name select * from incoming")
    connection.unregister("incoming")


def load(load_id, split, read=2, kept=2):
    return {
        **{"load_id": load_id, "dataset": "code_contests", "config": "default", "split": split},
        **{"origin": "samples", "revision": "r", "schema_fingerprint": "s", "rows_read": read},
        **{"rows_kept": kept, "rows_rejected": read - kept, "started_at": NOW, "used_at": NOW},
        **{"seconds": 1.0, "peak_rss_mb": 1.0},
    }


def problem(key, split, **changes):
    return {
        **{"problem_key": key, "dataset": "code_contests", "config": "default", "split": split},
        **{"native_id": key, "title": key, "statement": f"Do {key}.", "language": "en"},
        **{"io_mode": "stdin", "tags": ["math"], "extra": "{}", "bucket": "easy", **changes},
    }


def test_case(key, ordinal=0):
    return {
        **{"problem_key": key, "ordinal": ordinal, "origin": "public", "input": "1"},
        **{"output": "2", "bytes": 2, "sha256": "0"},
    }


test_case.__test__ = False  # a noun of ours, not a test


def signature(key, **changes):
    known = {"problem_key": key, "statement_sha": key, "version": "1", "minhash": b"1"}
    return {**known, **changes}


def completion(owner, key, sample, verdict):
    identity = f"{owner.get('evaluation_id')}{owner.get('run_id')}{key}{sample}"
    return {
        **{"completion_id": identity, "problem_key": key, "sample": sample, "seed": 1, **owner},
        **{"text": "…", "source_sha": None if verdict == "NC" else "s"},
        **{"judgement_id": f"j{verdict}", "tokens": 5, "finish_reason": "fence"},
    }


def judgement(verdict, **changes):
    passed = {"AC": 4, "WA": 1}.get(verdict, 0)
    failure = json.dumps({"ordinal": 0, "verdict": verdict, "message": "a.cpp:1: error: no x"})
    return {
        **{"judgement_id": f"j{verdict}", "source_sha": None if verdict == "NC" else "s"},
        **{"source": None if verdict == "NC" else "int main() {}", "cases_sha": "c"},
        **{"limits": "{}", "compiler": "g++ 12", "judge_version": "1", "isolation": "rlimits"},
        **{"verdict": verdict, "passed": passed, "total": 4, "score": passed / 4},
        **{"compile_ms": 1.0, "cpu_ms": 1.0, "peak_kb": 1, "cases": "[]"},
        **{"first_failure": None if verdict == "AC" else failure, **changes},
    }


def evaluation(name, checkpoint, **changes):
    return {
        **{"evaluation_id": name, "checkpoint_id": checkpoint, "base_model": "m", "problems": 2},
        **{"base_fingerprint": "b", "problem_set_fingerprint": "p", "settings": '{"t": 1}'},
        **{"seed": 1, "judge_version": "1", "code_version": "1", "status": "finished"},
        **{"started_at": NOW, "finished_at": NOW, "seconds": 2.0, **changes},
    }


def training_run(run_id="r1"):
    return {
        **{"run_id": run_id, "settings": "{}", "base_model": "m", "base_revision": "v"},
        **{"base_fingerprint": "b", "adapter": "{}", "corpus_fingerprint": "c"},
        **{"code_version": "1", "status": "finished", "started_at": NOW, "seconds": 9.0},
    }


def step(number, run_id="r1"):
    names = (
        *("loss", "reward_mean", "reward_std", "zero_variance_share", "v_change", "v_norm"),
        *("weight_change", "grad_norm", "tokens_mean", "truncated_share"),
        *("generate_seconds", "judge_seconds", "update_seconds"),
    )
    return {"run_id": run_id, "step": number, **{name: number / 10 for name in names}}


def proof(number, run_id="r1", **changes):
    return {
        **{"run_id": run_id, "step": number, "sampled_adapter": "a0", "trained_adapter": "a0"},
        **{"tokens": 8, "unknown": 0, "mean_difference": 1e-6, "max_difference": 1e-5},
        **{"outside_share": 0.0, "band": 1e-3, "mismatch": None, **changes},
    }


def checkpoint(name, run_id="r1", **changes):
    return {
        **{"checkpoint_id": name, "run_id": run_id, "step": 8, "path": "x", "sha256": "0"},
        **{"v": [0.1], "base_fingerprint": "b", **changes},
    }


def metric_check(evaluation_id, metric, **changes):
    return {
        **{"evaluation_id": evaluation_id, "metric": metric, "before_evaluation_id": "e0"},
        **{"value_before": 0.5, "value_after": 0.25, "difference_low": -0.4, "confidence": 0.95},
        **{"difference_high": -0.1, "p_value": 0.01, "comparisons": 3, "test": "t", "problems": 2},
        **{"fell": True, "differences": ["seed: 1 against 2"], "checked_at": NOW, **changes},
    }


def reward_terms(rollout, **terms):
    """Return the rows of a rollout whose terms have these values and weights."""
    told = {"completion_id": rollout["completion_id"]}
    return [told | {"term": n, "value": v, "weight": w} for n, (v, w) in terms.items()]


def validation(step, score, run_id="r1"):
    rates = {name: score for name in ("score", "compile_rate", "pass_rate", "mean_score")}
    return {"run_id": run_id, "step": step, "problems": 1, "samples": 2, "seconds": 1.0, **rates}


BASE = {("a", 0): "AC", ("a", 1): "WA", ("b", 0): "CE", ("b", 1): "NC"}
TUNED = {("a", 0): "AC", ("a", 1): "AC", ("b", 0): "WA", ("b", 1): "CE"}


@pytest.fixture(scope="module")
def migrated():
    with duckdb.connect() as connection:
        for folder in ("migrations", "macros", "views"):
            for path in sorted((SQL / folder).glob("*.sql")):
                connection.execute(sql_text(path))
        yield connection


@pytest.fixture
def empty(migrated):
    """An empty warehouse; what a test writes is rolled back."""
    migrated.begin()
    yield migrated
    migrated.rollback()


@pytest.fixture
def filled(empty):
    """Two training problems and a copy of one, two held-out ones, a run of two steps, base and
    tuned evaluated."""
    put(empty, "dataset_loads", load("train", "train", read=4, kept=3), load("test", "test"))
    put(empty, "problems", *(problem(key, "train") for key in "xy"))
    put(empty, "problems", problem("copy", "train", statement="Do x!", duplicate_of="x"))
    put(empty, "problems", problem("a", "test"), problem("b", "test", bucket="hard"))
    kept = [("train", "x"), ("train", "y"), ("train", "copy"), ("test", "a"), ("test", "b")]
    put(empty, "loaded_problems", *({"load_id": i, "problem_key": k} for i, k in kept))
    put(empty, "statement_signatures", *(signature(key) for key in "xyab"))
    put(empty, "statement_signatures", signature("copy", statement_sha="x"))
    put(empty, "test_cases", *(test_case(key, i) for key in (*"xyab", "copy") for i in range(4)))
    refused = {"load_id": "train", "ordinal": 0, "dataset": "code_contests", "native_id": "z"}
    refused |= {"stage": "read", "reason": "no_test_cases", "excerpt": "…"}
    put(empty, "rejects", refused)
    put(empty, "training_runs", training_run())
    put(empty, "training_steps", step(1), step(2))
    put(empty, "rollout_proofs", proof(1), proof(2, mismatch="the adapter is stale"))
    put(empty, "checkpoints", checkpoint("c8", validation_score=0.5))
    put(empty, "validations", validation(8, 0.5))
    put(empty, "evaluations", evaluation("e0", None), evaluation("e8", "c8"))
    put(empty, "metric_checks", metric_check("e8", "pass@1"))
    files = [{"file": file, "digest": file} for file in ("a.py", "b.py")]
    put(empty, "code_files", *({"code_version": "1", **file} for file in files))
    put(empty, "judgements", *(judgement(verdict) for verdict in ("AC", "WA", "CE", "NC")))
    for name, verdicts in (("e0", BASE), ("e8", TUNED)):
        owner = {"evaluation_id": name}
        put(empty, "completions", *(completion(owner, *at, v) for at, v in verdicts.items()))
    rollout = {**completion({"run_id": "r1", "step": 1}, "x", 0, "WA"), "reward": 0.6}
    last = completion({"run_id": "r1", "step": 2}, "y", 0, "AC")
    put(empty, "completions", rollout, last)
    put(empty, "reward_terms", *reward_terms(rollout, judgement=(0.5, 1.0), style=(0.2, 0.5)))
    apart = {"completion_id": last["completion_id"], "judgement_id": "jWA"}
    put(empty, "kept_apart_judgements", apart | {"rewarded_passed": 3, "rewarded_total": 3})
    return empty


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_says_what_a_row_is_and_runs_when_empty(empty, path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("-- A row here is " if path.parent.name == "checks" else "-- A row ")
    _, *others = empty.extract_statements(sql_text(path))
    said = f"comment on column {view_name(path)}." if path.parent.name == "views" else None
    assert all(said and other.query.strip().startswith(said) for other in others)
    assert path.parent.name == "views" or run(empty, path).fetchall() == []


@pytest.mark.parametrize("path", FILES["queries"], ids=lambda path: path.stem)
def test_every_query_answers(filled, path):
    given = {"evaluation_id": "e0"} if path.stem in ("judged_completions",) else {}
    assert run(filled, path, **given).fetchall()


@pytest.mark.parametrize("path", FILES["views"], ids=lambda path: path.stem)
def test_every_view_bears_its_files_name(filled, path):
    name = view_name(path)
    assert f"create or replace view {name} as" in path.read_text(encoding="utf-8")
    assert filled.execute(f"from {name}").fetchall()


@pytest.mark.parametrize("path", FILES["macros"], ids=lambda path: path.stem)
def test_every_macro_bears_its_files_name_and_answers(filled, path):
    assert f"create or replace macro {path.stem}(" in path.read_text(encoding="utf-8")
    assert filled.execute(MACROS[path.stem]).fetchall() == ANSWERS[path.stem]


@pytest.mark.parametrize("question", QUESTIONS, ids=range(1, len(QUESTIONS) + 1))
def test_the_questions_of_the_page_are_answered(filled, question):
    assert filled.execute(question).fetchall()


def test_a_policy_that_is_evaluated_again_counts_its_problems_once(filled):
    put(filled, "evaluations", evaluation("e9", "c8"))
    again = (completion({"evaluation_id": "e9"}, *at, word) for at, word in TUNED.items())
    put(filled, "completions", *again)
    helped = filled.execute(QUESTIONS[0]).fetchall()
    assert [row[:2] for row in helped] == [("step 8 of r1", 2)] * 2


def test_the_page_asks_six_questions():
    assert len(QUESTIONS) == 6


def test_nothing_is_wrong_with_a_sound_warehouse(filled):
    assert found_by(filled) == set()


def test_leaderboard_hand_worked(filled):
    first, second = rows(filled, "select * from leaderboard")
    assert (first["policy"], second["policy"]) == ("step 8 of r1", "base")
    assert (first["pass_at_1"], second["pass_at_1"]) == (0.5, 0.25)
    assert (first["compile_rate"], second["compile_rate"]) == (0.75, 0.5)
    assert first["mean_score"] == (1 + 1 + 0.25 + 0) / 4
    assert (first["problems"], first["completions"]) == (2, 4)


def test_code_versions_hand_worked(filled):
    (one,) = rows(filled, "code_versions")
    made = {"evaluations": 2, "judged_evaluations": 2, "trainings": 1, "loads": 0}
    assert one == {"code_version": "1", "files": 2, **made}


def test_views_and_python_agree(filled):
    for name in ("e0", "e8"):
        found = rows(filled, "judged_completions", evaluation_id=name)
        summary = summarise([JudgedCompletion.from_row(row) for row in found])
        where = f"where evaluation_id = '{name}'"
        (line,) = rows(filled, f"select * from leaderboard {where}")
        assert line["pass_at_1"] == summary.overall.interval("pass@1").estimate
        assert line["compile_rate"] == summary.overall.interval("compile rate").estimate
        assert line["mean_score"] == summary.overall.interval("mean score").estimate
        mix = rows(filled, f"select * from verdict_mix {where}")
        assert {row["verdict"]: row["completions"] for row in mix} == summary.overall.verdicts
        assert sum(row["share"] for row in mix) == 1
        at_k = rows(filled, f"select * from pass_at_k {where}")
        assert {row["k"]: row["pass_at_k"] for row in at_k} == {
            k: pytest.approx(interval.estimate) for k, interval in summary.pass_at_k.items()
        }
        for part in summary.slices["difficulty"]:
            (line,) = rows(
                filled, f"select * from evaluation_by_bucket {where} and bucket = '{part.name}'"
            )
            assert line["compile_rate"] == part.interval("compile rate").estimate


@pytest.mark.parametrize("column", REGISTRY)
def test_every_metric_is_the_same_number_in_sql_and_in_python(filled, column):
    metric = REGISTRY[column]
    of_each = f"select problem_key, sample, {column} from completion_metrics where evaluation_id ="
    for name in ("e0", "e8"):
        found = [
            JudgedCompletion.from_row(row)
            for row in rows(filled, "judged_completions", evaluation_id=name)
        ]
        by_sql = {
            (row["problem_key"], row["sample"]): row[column]
            for row in rows(filled, f"{of_each} '{name}'")
        }
        assert by_sql == {(row.problem_key, row.sample): metric.of(row) for row in found}
        assert all(0 <= value <= 1 for value in by_sql.values())
        told = rows(
            filled,
            f"select slice, value from evaluation_metrics where evaluation_id = '{name}' "
            f"and metric = '{metric.name}' and slice_by in ('all', 'bucket')",
        )
        summary = summarise(found)
        assert {row["slice"]: row["value"] for row in told} == {
            part.name: pytest.approx(part.interval(metric.name).estimate)
            for part in (summary.overall, *summary.slices["difficulty"])
        }
        values = values_by_problem(by_problem(found), metric)
        told = rows(filled, f"select problem_key, {column} from problem_rates "
                    f"where evaluation_id = '{name}'")  # fmt: skip
        assert {row["problem_key"]: row[column] for row in told} == {
            key: pytest.approx(sum(of) / len(of)) for key, of in values.items()
        }


def test_the_earlier_projects_scores_hand_worked(filled):
    # base: 4 of 4, 1 of 4, no compile, no code; tuned: 4 of 4 twice, 1 of 4, no compile
    found = {row["policy"]: row for row in rows(filled, "select * from leaderboard")}
    base, tuned = found["base"], found["step 8 of r1"]
    assert base["staged_score"] == (1 + 0.625 + 0 + 0) / 4
    assert tuned["staged_score"] == (1 + 1 + 0.625 + 0) / 4
    assert (base["partial_pass_rate"], tuned["partial_pass_rate"]) == (0.25, 0.25)
    assert (base["mean_score"], tuned["mean_score"]) == ((1 + 0.25) / 4, (1 + 1 + 0.25) / 4)


def test_the_words_of_every_metric_are_a_query_away(filled):
    found = rows(filled, "metrics", evaluation_id="e0")
    told = {row["metric"]: row["says"] for row in found}
    assert told == {metric.name: metric.says for metric in REGISTRY.values()}
    assert list(told) == [metric.name for metric in REGISTRY.values()]
    assert all("earlier projects'" in told[metric.name] for metric in FURTHER[:2])


def test_pass_at_k_is_the_unbiased_estimator(filled):
    put(filled, "problems", *(problem(f"k{c}", "test") for c in range(11)))
    put(filled, "evaluations", evaluation("many", "c8", problems=11, seed=2))
    for c in range(11):
        verdicts = ["AC"] * c + ["WA"] * (10 - c)
        owner = {"evaluation_id": "many"}
        made = [completion(owner, f"k{c}", i, verdict) for i, verdict in enumerate(verdicts)]
        put(filled, "completions", *made)
    found = rows(filled, "select k, pass_at_k from pass_at_k where evaluation_id = 'many'")
    assert {row["k"]: row["pass_at_k"] for row in found} == {
        k: pytest.approx(sum(pass_at_k(10, c, k) for c in range(11)) / 11) for k in (1, 2, 4, 8)
    }


def test_unfinished_evaluations_are_not_ranked(filled):
    filled.execute("update evaluations set status = 'running' where evaluation_id = 'e8'")
    assert [row["policy"] for row in rows(filled, "select * from leaderboard")] == ["base"]
    assert rows(filled, "select * from paired_comparison") == []


def test_paired_comparison_pairs_equal_conditions_only(filled):
    found = rows(filled, "select * from paired_comparison order by problem_key")
    assert [(row["base_pass_rate"], row["tuned_pass_rate"]) for row in found] == [(0.5, 1), (0, 0)]
    assert [row["tuned_compile_rate"] for row in found] == [1, 0.5]


@pytest.mark.parametrize(
    "changed",
    ["seed = 2", "settings = '{}'", "problem_set_fingerprint = 'q'", "code_version = '2'"],
)
def test_other_conditions_are_not_paired(filled, changed):
    filled.execute(f"update evaluations set {changed} where evaluation_id = 'e8'")
    assert rows(filled, "select * from paired_comparison") == []


def test_changed_verdicts(filled):
    found = rows(filled, "changed_verdicts")
    changed = {
        (r["problem_key"], r["sample"]): (r["base_verdict"], r["tuned_verdict"]) for r in found
    }
    assert changed == {("a", 1): ("WA", "AC"), ("b", 0): ("CE", "WA"), ("b", 1): ("NC", "CE")}
    assert rows(filled, "changed_verdicts", evaluation_id="e0") == []


def test_failed_test_cases_tell_what_ended_the_program(filled):
    ended = json.dumps([{"verdict": "RE", "signal": 11}])
    failure = json.dumps({"ordinal": 0, "verdict": "RE"})
    put(filled, "judgements", judgement("RE", cases=ended, first_failure=failure))
    put(filled, "completions", completion({"evaluation_id": "e0"}, "a", 2, "RE"))
    found = {row["verdict"]: row["signal"] for row in rows(filled, "failed_test_cases")}
    assert found == {"WA": None, "RE": 11}


def test_provenance_leads_from_evaluation_to_run(filled):
    (found,) = rows(filled, "provenance", evaluation_id="e8")
    assert (found["run_id"], found["corpus_fingerprint"]) == ("r1", "c")
    assert found["judged_with"] == "g++ 12, rlimits"


@pytest.mark.parametrize(
    ("scores", "best"),
    [
        ({2: None, 4: None}, 4),  # not validated: the last
        ({0: 0.5, 2: 0.7, 4: 0.7, 6: 0.6}, 2),  # the highest, of equals the earliest
        ({0: 0.5, 2: 0.5}, 0),  # no step is better than no training
        ({2: 0.0, 4: None}, 2),  # saved in between, not validated
    ],
)
def test_a_run_hands_on_the_checkpoint_that_validated_best(empty, scores, best):
    put(empty, "training_runs", training_run())
    for step, score in scores.items():
        put(empty, "checkpoints", checkpoint(f"c{step}", step=step, validation_score=score))
    assert [row["step"] for row in rows(empty, "from best_checkpoints")] == [best]


def test_metrics_that_fell_come_first(filled):
    put(filled, "metric_checks", metric_check("e8", "compile rate", fell=False))
    found = [(row["metric"], row["policy"]) for row in rows(filled, "metric_checks")]
    assert found == [("pass@1", "step 8 of r1"), ("compile rate", "step 8 of r1")]


def test_usable_problems(filled):
    unusable = {
        "function": {"io_mode": "function"},
        "repeated": {"duplicate_of": "x"},
        "distrusted": {"trust": "quarantined"},
        "untested": {},
    }
    for key, changes in unusable.items():
        put(filled, "problems", problem(key, "train", **changes))
        put(filled, "loaded_problems", {"load_id": "train", "problem_key": key})
        if key != "untested":
            put(filled, "test_cases", test_case(key))
    put(filled, "problems", problem("stale", "train"), problem("v", "valid"))
    put(filled, "test_cases", test_case("stale"), test_case("v"))
    put(filled, "loaded_problems", {"load_id": "train", "problem_key": "v"})
    keys = {
        name: [row["problem_key"] for row in rows(filled, f"from {name} order by problem_key")]
        for name in ("trainable_problems", "held_out_problems")
    }
    assert keys == {"trainable_problems": ["x", "y"], "held_out_problems": ["a", "b"]}


def test_a_load_that_was_superseded_counts_no_more(filled):
    newer = {**load("again", "train", read=1, kept=1), "used_at": "2026-02-01 00:00:00+00"}
    put(filled, "dataset_loads", newer)
    put(filled, "loaded_problems", {"load_id": "again", "problem_key": "y"})
    assert [row["problem_key"] for row in rows(filled, "from trainable_problems")] == ["y"]


def plant_leak(connection, statement_sha="leak", **changes):
    """A training problem from another origin."""
    put(connection, "problems", problem("leak", "train", **changes))
    put(connection, "statement_signatures", signature("leak", statement_sha=statement_sha))
    put(connection, "test_cases", test_case("leak"))
    put(connection, "dataset_loads", {**load("leak", "train", 1, 1), "origin": "elsewhere"})
    put(connection, "loaded_problems", {"load_id": "leak", "problem_key": "leak"})


def plant_overlap_by_near_duplicate(connection):
    plant_leak(connection)
    sides = (("leak", "a"), ("a", "leak"))
    pairs = ({"statement_sha": i, "other_sha": j, "similarity": 0.6} for i, j in sides)
    put(connection, "near_duplicates", *pairs)


def plant_overlap_by_contest_date(connection):
    connection.execute("update problems set contest_date = '2024-08-01' where problem_key = 'a'")
    connection.execute("update problems set contest_date = '2024-09-01' where problem_key = 'b'")
    connection.execute("update problems set contest_date = '2024-07-31' where problem_key = 'x'")
    connection.execute("update problems set contest_date = '2024-08-01' where problem_key = 'y'")


def plant_rollout_on_held_out(connection):
    put(connection, "completions", completion({"run_id": "r1", "step": 1}, "a", 0, "WA"))


def plant_completion_of_no_problem(connection):
    put(connection, "completions", completion({"run_id": "r1", "step": 1}, "gone", 0, "WA"))


def plant_unequal_samples(connection):
    put(connection, "completions", completion({"evaluation_id": "e0"}, "a", 9, "WA"))


def plant_contradiction(connection):
    put(connection, "judgements", {**judgement("WA"), "judgement_id": "odd", "passed": 4})


def plant_checkpoint_without_run(connection):
    put(connection, "checkpoints", checkpoint("c9", run_id="gone"))


def plant_evaluation_without_checkpoint(connection):
    put(connection, "evaluations", evaluation("e9", "gone", status="running"))


def plant_load_of_unusable_problems(connection):
    connection.execute("update problems set io_mode = 'function' where split = 'test'")


def plant_rollout_without_terms(connection):
    rollout = completion({"run_id": "r1", "step": 2}, "x", 0, "WA")
    put(connection, "completions", {**rollout, "sample": 1, "completion_id": "new", "reward": 0.5})


PLANTED = {
    "split_overlap_by_key": lambda connection: plant_leak(connection, native_id="a", title="a"),
    "split_overlap_by_near_duplicate": plant_overlap_by_near_duplicate,
    "split_overlap_by_contest_date": plant_overlap_by_contest_date,
    "problems_not_compared": "delete from statement_signatures where problem_key = 'x'",
    "trained_on_held_out": plant_rollout_on_held_out,
    "problems_without_test_cases": "delete from test_cases where problem_key = 'x'",
    "counts_do_not_add_up": "update dataset_loads set rows_read = 9 where load_id = 'train'",
    "loaded_problems_missing": "insert into loaded_problems values ('train', 'gone')",
    "test_cases_without_problem": lambda connection: put(
        connection, "test_cases", test_case("gone")
    ),
    "test_cases_repeated": lambda connection: put(connection, "test_cases", test_case("x")),
    "completions_without_judgement": "delete from judgements where verdict = 'WA'",
    "completions_without_problem": plant_completion_of_no_problem,
    "judgements_contradict_themselves": plant_contradiction,
    "evaluations_incomplete": plant_unequal_samples,
    "evaluations_without_checkpoint": plant_evaluation_without_checkpoint,
    "checkpoints_without_run": plant_checkpoint_without_run,
    "validations_without_checkpoint": "update validations set step = 9",
    "training_steps_missing": "update training_steps set step = 4 where step = 2",
    "loads_without_usable_problems": plant_load_of_unusable_problems,
    "reward_terms_do_not_add_up": "update reward_terms set weight = 0.4 where term = 'style'",
    "trust_not_as_replayed": "update problems set trust = 'replayed' where problem_key = 'x'",
}
ALSO = {
    "loaded_problems_missing": {"counts_do_not_add_up"},
    "completions_without_judgement": {"evaluations_incomplete"},
}
"""Checks that rightly see the same fault."""


def test_every_check_has_a_planted_fault():
    assert set(PLANTED) == {path.stem for path in FILES["checks"]}


def test_a_title_that_only_begins_the_statement_tells_no_leak(filled):
    named = {"native_id": "a", "title": "Problem"}
    filled.execute("update problems set title = 'Problem', native_id = 'a' where problem_key = 'a'")
    plant_leak(filled, **named, statement="### Problem\nGiven n, print 2n.")
    assert "split_overlap_by_key" not in found_by(filled)


@pytest.mark.parametrize("name", PLANTED)
def test_check_finds_what_was_planted_and_no_other_does(filled, name):
    plant = PLANTED[name]
    filled.execute(plant) if isinstance(plant, str) else plant(filled)
    found = found_by(filled)
    assert name in found
    assert found - {name} <= ALSO.get(name, set())


@pytest.mark.parametrize(
    "plant",
    [
        "update completions set reward = 0.7 where reward = 0.6",
        "update completions set reward = null, fault = 'disk full' where reward = 0.6",
        "update reward_terms set completion_id = 'gone' where term = 'style'",
        "delete from reward_terms where term = 'style'",
        plant_rollout_without_terms,
    ],
)
def test_terms_and_rewards_that_do_not_belong_together(filled, plant):
    filled.execute(plant) if isinstance(plant, str) else plant(filled)
    assert "reward_terms_do_not_add_up" in found_by(filled)


def test_rounding_and_rollouts_of_before_the_terms_are_no_fault(filled):
    filled.execute("update completions set reward = 0.6 + 1e-12 where reward = 0.6")
    before = completion({"run_id": "old", "step": 1}, "x", 0, "WA")
    put(filled, "completions", {**before, "reward": 0.5})
    assert found_by(filled) == set()


def test_reward_terms_by_step_hand_worked(empty):
    """Two groups of two, and a masked rollout. The bonus differs in the first group alone."""
    settings = json.dumps({"training": {"generations_per_prompt": 2}})
    put(empty, "training_runs", {**training_run(), "settings": settings})
    bonus = {("x", 0): 1.0, ("x", 1): 0.0, ("x", 2): 1.0, ("x", 3): 1.0}
    for (key, sample), value in bonus.items():
        rollout = completion({"run_id": "r1", "step": 1}, key, sample, "WA")
        put(empty, "completions", {**rollout, "reward": 0.5 + 0.1 * value})
        terms = reward_terms(rollout, judgement=(0.5, 1.0), format_bonus=(value, 0.1))
        put(empty, "reward_terms", *terms)
    put(empty, "completions", completion({"run_id": "r1", "step": 1}, "y", 0, "WA"))
    bonus, judged = rows(empty, "reward_terms")
    assert (bonus["term"], judged["term"]) == ("format_bonus", "judgement")
    assert (bonus["step"], bonus["rollouts"], bonus["groups"], bonus["weight"]) == (1, 4, 2, 0.1)
    assert (bonus["mean"], bonus["spread"]) == (0.75, 0.5)  # √(¾ · ¼ · 4 / 3)
    assert bonus["contribution"] == 0.075
    assert bonus["varying_percent"] == 50
    assert (judged["mean"], judged["spread"], judged["varying_percent"]) == (0.5, 0, 0)
    (total,) = rows(empty, "select sum(contribution) as total from reward_terms_by_step")
    (reward,) = rows(empty, "select avg(reward) as mean from completions")
    assert total["total"] == pytest.approx(reward["mean"])
    assert rows(empty, "reward_terms", run_id="another") == []


def test_an_exact_copy_of_a_held_out_statement_is_a_leak(filled):
    plant_leak(filled, statement_sha="a")
    assert found_by(filled) == {"split_overlap_by_near_duplicate"}


def test_the_first_day_held_out_closes_the_training_window(filled):
    plant_overlap_by_contest_date(filled)
    found = run(filled, SQL / "checks" / "split_overlap_by_contest_date.sql").fetchall()
    assert [(row[2], row[-1]) for row in found] == [
        ("y", "give the training source of this dataset contests_before: 2024-08-01")
    ]
    filled.execute("update problems set config = 'another' where problem_key = 'y'")
    assert found_by(filled) == set()


def test_a_load_that_only_repeats_known_problems_is_no_fault(filled):
    filled.execute("update problems set duplicate_of = 'x' where split = 'test'")
    assert found_by(filled) == set()


def test_an_unusable_load_of_another_profile_stops_no_run(filled):
    filled.execute("update problems set trust = 'quarantined' where split = 'test'")
    check = SQL / "checks" / "loads_without_usable_problems.sql"
    for load_ids, found in ((None, 1), (["test"], 1), (["train"], 0)):
        assert len(run(filled, check, load_ids=load_ids).fetchall()) == found


def test_a_finished_evaluation_without_completions_is_incomplete(filled):
    put(filled, "evaluations", evaluation("e9", "c8"))
    assert found_by(filled) == {"evaluations_incomplete"}
