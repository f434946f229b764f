"""The main job as a newcomer runs it, small: real server, worker, model, compiler and database."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import urllib.request
from contextlib import suppress
from pathlib import Path

import duckdb
import psutil
import pytest
import yaml

from tasks.local import local_stack
from tests.flows.recomputed import Recomputed, check
from tinylora.warehouse import Warehouse

CHECKOUT = Path(__file__).resolve().parents[2]
SMALL = {
    "adapter.u": 2,
    "adapter.completions": 4,
    "evaluation.max_problems": 4,
    "evaluation.samples_per_problem": 2,
    "generation.max_new_tokens": 48,
    "prompt.max_statement_tokens": 128,
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
PLANTED = {
    "HF_TOKEN": "hf_kQz7PlantedWordOfTheDemo9w",
    "PREFECT_API_KEY": "pnu_kQz7PlantedWordOfTheDemo9w",
}
"""Secrets of the environment that no file of the home may hold."""
TRAINING = f"train principal u={SMALL['adapter.u']}"
"""The name of the training's sub-flow run."""
DEMO = [sys.executable, "-m", "tasks.local.demo"]
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
    env |= {"TINYLORA_HOME": str(home), "TINYLORA_PORT": str(port), "COLUMNS": "200"}
    return env | PLANTED


@pytest.fixture(scope="module")
def server(stack_env):
    """The environment of this home's Prefect server, which is up."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PREFECT")]:
            patch.delenv(name)
        for name in ("TINYLORA_HOME", "TINYLORA_PORT"):
            patch.setenv(name, stack_env[name])
        env = local_stack.environment()
        with local_stack.server(env) as server:
            server.wait()
            yield env


def command(changes):
    pairs = [part for knob, value in changes.items() for part in ("--set", f"{knob}={value}")]
    return [*DEMO, "train-and-eval/demo", *pairs]


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


def test_a_third_run_reuses_all_of_it_under_a_server_that_is_up(stack_env, server):
    stored = warehouse(stack_env)
    counts = "select count(*) as n, count(distinct completion_id) as ids from completions"
    before = stored.select(counts).to_pylist()
    assert before == [{"n": 2 * 8 + 3 * 4, "ids": 28}]
    third = run(stack_env)
    assert third.returncode == 0, third.stdout + third.stderr
    assert "using the Prefect server" in third.stdout
    assert "reused" in third.stdout
    assert stored.select(counts).to_pylist() == before
    assert stored.failed_checks() == {}


def test_what_was_reused_is_cached_and_runs_are_named_by_what_they_do(stack_env, server):
    third, second, _ = (states_of(server, root) for root in roots(server))
    names = [name for name in third if name.startswith("evaluate ")]
    assert len(names) == 2 and "evaluate base" in names
    loads = {name for name in third if name.startswith("ingest ")}
    assert len(loads) == 6 and "ingest luogu_dpo-default-train" in loads
    made = {name for name in names if name != "evaluate base"} | {"train", TRAINING}
    assert {second[name]["name"] for name in made} == {"Completed"}
    assert second["evaluate base"]["name"] == "Cached"  # what the interrupted run had finished
    reused = made | {"evaluate base"} | loads
    assert {name for name, state in third.items() if state["name"] == "Cached"} == reused
    for name in reused:
        assert third[name]["type"] == "COMPLETED"
    assert set(third) - reused == {
        *("check the machine", "open the warehouse", "prepare the corpus", "mark duplicates"),
        *("cut the buckets", "replay solutions", "run the checks", "write the report"),
        *(f"choose checkpoint {name.removeprefix('evaluate ')}" for name in names),
    }
    for name, what in (("evaluate base", "evaluation "), (TRAINING, "training ")):
        message = third[name]["message"]
        assert message.startswith(what) and message.endswith(" ago")
    body = {"flow_runs": {"name": {"any_": [TRAINING]}}, "sort": "START_TIME_DESC"}
    (run, *_) = ask(server, "flow_runs", body)
    shown = subprocess.run(
        [sys.executable, "-m", "prefect", "flow-run", "inspect", run["id"], "--output", "json"],
        cwd=CHECKOUT,
        env=server,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert json.loads(shown.stdout)["state"]["name"] == "Cached"


def test_the_next_start_registers_nothing(stack_env, server):
    kept = Path(stack_env["TINYLORA_HOME"]) / "prefect" / "deployed-demo"
    assert kept.read_text(encoding="utf-8") == local_stack.deployed(server, "demo")
    written = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text(encoding="utf-8"))
    called = [one for one in written["deployments"] if one["name"] == "demo"]
    assert len(ask(server, "deployments", {})) == len(called)


def roots(server):
    body = {"flows": {"name": {"any_": ["train-and-eval"]}}, "sort": "START_TIME_DESC"}
    return ask(server, "flow_runs", body)


def states_of(server, root):
    """Return, by name, the states of a run's sub-flow runs and of the task runs of it and them."""
    chosen = {"flow_runs": {"parent_flow_run_id": {"any_": [root["id"]]}}}
    flow_runs = ask(server, "flow_runs", chosen)
    family = {"flow_runs": {"id": {"any_": [root["id"], *(run["id"] for run in flow_runs)]}}}
    task_runs = [
        run
        for run in ask(server, "task_runs", family)
        if not run["state"]["state_details"].get("child_flow_run_id")
    ]
    return {run["name"]: run["state"] for run in (*flow_runs, *task_runs)}


def ask(server, what, body):
    request = urllib.request.Request(
        f"{server['PREFECT_API_URL']}/{what}/filter",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


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


def test_only_this_machine_reaches_the_server(stack_env, server):
    port = int(stack_env["TINYLORA_PORT"])
    listening = {
        (one.laddr.ip, one.laddr.port)
        for one in psutil.net_connections("tcp")
        if one.status == psutil.CONN_LISTEN and one.laddr.port == port
    }
    assert listening == {("127.0.0.1", port)}


def test_no_secret_is_in_what_a_run_leaves(stack_env, server):
    """Logs of server and worker, Prefect's database, jobs, reports; the warehouse by its columns,
    for it compresses."""
    for path in Path(stack_env["TINYLORA_HOME"]).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(word.encode() in content for word in PLANTED.values()), path
    columns = (
        "select table_name, column_name from duckdb_columns() join duckdb_tables() "
        "using (table_name)"
    )
    stored = warehouse(stack_env)
    for at in stored.select(columns).to_pylist():
        text = f"select {at['column_name']}::varchar as text from {at['table_name']}"
        holds = f"select * from ({text}) where contains(text, 'PlantedWordOfTheDemo')"
        assert stored.select(holds).num_rows == 0, at


def test_a_bad_parameter_is_one_sentence(stack_env):
    done = run(stack_env, {"training.stepz": 3})
    assert done.returncode == 1
    assert "training.stepz" in done.stdout.splitlines()[-1]


def test_a_profile_that_is_none_is_refused_before_anything_starts(stack_env, tmp_path):
    env = {**stack_env, "TINYLORA_HOME": str(tmp_path)}
    asked = [*DEMO, "prepare-corpus/demo", "--profile", "nowhere.yaml"]
    done = subprocess.run(asked, cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "tinylora: profile nowhere.yaml does not read" in done.stdout
    assert not list(tmp_path.rglob("server.log"))


def test_a_file_takes_the_place_of_a_deployments_settings(stack_env):
    profile = "examples/your-problems/profile.yaml"
    asked = [*DEMO, "prepare-corpus/demo", "--profile", profile]
    done = subprocess.run(
        asked, cwd=CHECKOUT, env=stack_env, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    loads = warehouse(stack_env).query("corpus_summary")
    found = {(one["dataset"], one["split"]): one["rows_kept"] for one in loads}
    assert {key: kept for key, kept in found.items() if key[0] == "problems"} == {
        ("problems", "train"): 4,
        ("problems", "test"): 3,
    }


@pytest.mark.parametrize("says", [b"", b"SSH-2.0-OpenSSH_9.2\r\n"])
def test_a_taken_port_is_one_sentence(stack_env, says):
    with socket.create_server(("127.0.0.1", 0)) as other:
        answering = threading.Thread(target=_answer, args=(other, says), daemon=True)
        if says:
            answering.start()
        env = {**stack_env, "TINYLORA_PORT": str(other.getsockname()[1])}
        done = run(env)
    assert done.returncode == 1
    assert "is taken by something that is not a Prefect server" in done.stdout


def _answer(server, said):
    """Speak to whoever asks, and not HTTP, as long as the server is open."""
    with suppress(OSError):
        while True:
            connection, _ = server.accept()
            with connection:
                connection.recv(1)
                connection.sendall(said)
