"""A deployment with settings from a file: real server and worker, our example's problems."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tinylora.warehouse import Warehouse

CHECKOUT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "tasks.local.demo", "prepare-corpus/demo"]


@pytest.fixture
def env(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    return {**kept, "TINYLORA_HOME": str(tmp_path), "TINYLORA_PORT": str(port), "COLUMNS": "200"}


def run(env, *words):
    return subprocess.run(
        [*COMMAND, *words], cwd=CHECKOUT, env=env, capture_output=True, text=True, timeout=600
    )


@pytest.mark.slow
def test_a_file_takes_the_place_of_a_deployments_settings(env, tmp_path):
    done = run(env, "--profile", "examples/your-problems/profile.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    loads = Warehouse(tmp_path / "warehouse.duckdb").query("corpus_summary")
    found = {(one["dataset"], one["split"]): one["rows_kept"] for one in loads}
    assert found == {("problems", "train"): 4, ("problems", "test"): 3}


def test_a_file_that_is_none_is_refused_before_anything_starts(env, tmp_path):
    done = run(env, "--profile", "nowhere.yaml")
    assert done.returncode == 1
    assert "tinylora: profile nowhere.yaml does not read" in done.stdout
    assert not list(tmp_path.rglob("server.log"))
