"""The main job as a newcomer runs it, small: real server, worker, model, compiler and database."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import psutil
import pytest

from tests.flows.recomputed import Recomputed, check
from tinylora.warehouse import Warehouse

CHECKOUT = Path(__file__).resolve().parents[2]
SMALL = {
    "evaluation.max_problems": 4,
    "evaluation.samples_per_problem": 2,
    "generation.max_new_tokens": 48,
    "training.steps": 3,
    "training.save_every": 1,
    "training.prompts_per_step": 2,
    "training.generations_per_prompt": 2,
    "training.micro_batch_size": 4,
    "training.max_new_tokens": 48,
    "training.reward.length_penalty_weight": 0.0,  # it begins beyond the 48 tokens
    "training.max_problems": 4,
    "training.validate_every": 3,
    "training.validation_problems": 2,
    "corpus.trust.max_problems": 2,
}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def stack_env(tmp_path_factory, demo_model_home):
    """A fresh home that shares the converted demo model, on a free port."""
    home = tmp_path_factory.mktemp("home")
    for kept in ("models", "factors"):  # what is kept of the demo model: converted, decomposed
        (demo_model_home / kept).mkdir(exist_ok=True)
        (home / kept).symlink_to(demo_model_home / kept)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    return {**env, "TINYLORA_HOME": str(home), "TINYLORA_PORT": str(port), "COLUMNS": "200"}


def command(changes):
    pairs = [part for knob, value in changes.items() for part in ("--set", f"{knob}={value}")]
    return [sys.executable, "-m", "tasks.local.demo", "train-and-eval/demo", *pairs]


def run(env, changes=SMALL):
    return subprocess.run(
        command(changes), cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=600
    )


def of_this_stack(env):
    """Return the processes that carry this stack's home in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("TINYLORA_HOME") == env["TINYLORA_HOME"]:
                found.append(process)
        except psutil.Error:
            continue
    return found


def warehouse(env):
    return Warehouse(Path(env["TINYLORA_HOME"]) / "warehouse.duckdb")


def test_interrupted_resumed_and_reused(stack_env):
    first = subprocess.Popen(
        command(SMALL), cwd=CHECKOUT, env=stack_env, stdout=subprocess.PIPE, text=True
    )
    for line in first.stdout:
        if "step 1 of 3" in line:
            first.send_signal(signal.SIGINT)
            break
    rest = first.stdout.read()
    assert first.wait(timeout=60) == 130, rest
    assert "goes on where it was" in rest
    assert not of_this_stack(stack_env)
    stored = warehouse(stack_env)
    steps = "select step from training_steps order by step"
    assert 1 <= stored.select(steps).num_rows < 3

    second = run(stack_env)
    assert second.returncode == 0, second.stdout + second.stderr
    for word in ("pass@1", "compile rate", "mean score", "base", "tuned", "95%", "Report", "SQL"):
        assert word in second.stdout
    assert [row["step"] for row in stored.select(steps).to_pylist()] == [1, 2, 3]
    assert "resumed after step" in second.stdout
    assert "hit the token limit; raise training.max_new_tokens" in rest + second.stdout
    assert not of_this_stack(stack_env)

    counts = "select count(*) as n, count(distinct completion_id) as ids from completions"
    before = stored.select(counts).to_pylist()
    assert before == [{"n": 2 * 8 + 3 * 4, "ids": 28}]
    third = run(stack_env)
    assert third.returncode == 0, third.stdout + third.stderr
    assert "reused" in third.stdout
    assert stored.select(counts).to_pylist() == before
    assert stored.failed_checks() == {}


def test_the_report_recomputed_from_the_raw_tables_and_the_leaderboard(stack_env):
    home = Path(stack_env["TINYLORA_HOME"])
    written = {json.loads(path.read_text())["path"] for path in (home / "reports").glob("*.json")}
    (page,) = [Path(path).read_text(encoding="utf-8") for path in written]
    assert page.lstrip().lower().startswith("<!doctype html>")
    read = ("base_evaluation_id", "tuned_evaluation_id", "run_id")
    (record, *_) = [json.loads(path.read_text()) for path in (home / "reports").glob("*.json")]
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        check(page, Recomputed(connection, *(record[name] for name in read)))
    done = subprocess.run(
        [sys.executable, "-m", "tinylora.cli", "sql", "leaderboard", "--format", "json"],
        env=stack_env,
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(json.loads(done.stdout)) == 2


def test_every_number_has_a_parent(stack_env):
    store = warehouse(stack_env)
    orphans = """
        select completion_id from completions
        left join judgements using (judgement_id)
        left join evaluations on evaluations.evaluation_id = completions.evaluation_id
        left join training_runs on training_runs.run_id = completions.run_id
        where judgements.judgement_id is null
           or coalesce(evaluations.flow_run_id, training_runs.flow_run_id) is null
    """
    assert store.select(orphans).num_rows == 0
    assert store.select("select * from checkpoints").num_rows == 4
    for table in ("training_runs", "evaluations", "dataset_loads"):
        unknown = f"from {table} where code_version not in (select code_version from code_files)"
        assert store.select(unknown).num_rows == 0, table


def test_the_best_validated_checkpoint_is_the_one_evaluated(stack_env):
    store = warehouse(stack_env)
    validations = store.query("validations", run_id=None)
    assert [row["step"] for row in validations] == [0, 3]
    (best,) = [row for row in validations if row["best"]]
    assert best["score"] == max(row["score"] for row in validations)
    evaluated = "select step from checkpoints join evaluations using (checkpoint_id)"
    assert store.select(evaluated).to_pylist() == [{"step": best["step"]}]


def test_a_training_left_one_page_an_attempt(stack_env):
    with sqlite3.connect(Path(stack_env["TINYLORA_HOME"]) / "prefect" / "prefect.db") as database:
        found = database.execute(
            "select data from artifact where key = 'training' order by created"
        )
        pages = [json.loads(data) for (data,) in found]
    assert pages and all(page.startswith("Training `") for page in pages)
    for shown in ("3 steps", "equal groups", "verdicts", "length of Δv", "judge s", "validation"):
        assert shown in pages[-1]


def test_a_bad_parameter_is_one_sentence(stack_env):
    done = run(stack_env, {"training.stepz": 3})
    assert done.returncode == 1
    assert "training.stepz" in done.stdout.splitlines()[-1]


def test_a_taken_port_is_one_sentence(stack_env):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        env = {**stack_env, "TINYLORA_PORT": str(other.getsockname()[1])}
        done = run(env)
    assert done.returncode == 1
    assert "is taken by something that is not a Prefect server" in done.stdout
