"""What a Prefect server is told, holds, refuses and shows: a real one, on loopback."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace

import pytest
from prefect import flow, get_client, task
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Completed, Crashed, Pending, Running, Scheduled

from tasks.local import flow_log, killed_runs, local_stack
from tasks.local.killed_runs import asked_by_us, mark_crashed
from tasks.local.one_run import OneRun, refuse_wrong
from tests.stages.conftest import CHECKOUT
from tinylora.errors import SettingsError, StackFault
from tinylora.overrides import Overrides

LATER = {"type": "SCHEDULED", "state_details": {"scheduled_time": "2099-01-01T00:00:00Z"}}
pytestmark = pytest.mark.slow


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """An empty home, and a Prefect server of its own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("PREFECT")]:
            patch.delenv(name)
        patch.setenv("TINYLORA_HOME", str(home))
        patch.setenv("TINYLORA_PORT", str(free_port()))
        env = local_stack.environment()
        with local_stack.server(env) as server:
            server.wait()
            yield SimpleNamespace(home=home, env=env, url=env["PREFECT_API_URL"])


@pytest.fixture(scope="module")
def deployed(stack):
    """Two of the deployments, as the server holds them, by name."""
    local_stack.create_pool(stack.env)
    done = prefect(stack, "--no-prompt", "deploy", "-n", "hub", "-n", "nightly")
    assert done.returncode == 0, done.stdout + done.stderr
    return {one["name"]: one for one in ask(stack, "deployments/filter", {})}


def prefect(stack, *command):
    return subprocess.run(
        [sys.executable, "-m", "prefect", *command],
        cwd=CHECKOUT,
        env={**stack.env, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def tell(stack, path, method, body=None):
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{stack.url}/{path}", content, {"Content-Type": "application/json"}, method=method
    )
    urllib.request.urlopen(request, timeout=60).close()


def ask(stack, path, body):
    request = urllib.request.Request(
        f"{stack.url}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    for _ in range(5):
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.SERVICE_UNAVAILABLE:  # its database is busy: as Prefect's
                raise
            time.sleep(1)  # own client does
    raise AssertionError("the server stays unavailable")


def refusal(stack, deployment, parameters):
    """Return what the server says to a run with these parameters; None where it makes one."""
    body = {"parameters": parameters, "state": LATER}
    try:
        ask(stack, f"deployments/{deployment['id']}/create_flow_run", body)
    except urllib.error.HTTPError as error:
        assert error.code == 409
        return json.loads(error.read())["detail"]


def test_no_folder_of_this_machine_is_stored(stack, deployed):
    assert set(deployed) == {"hub", "nightly"}
    for deployment in deployed.values():
        stored = json.dumps(deployment)
        for folder in (CHECKOUT, stack.home, Path.home()):
            assert str(folder) not in stored
        assert deployment["pull_steps"] == []
        assert deployment["path"] is None
    assert deployed["nightly"]["entrypoint"] == "flows.re_evaluate.re_evaluate"


def test_a_wrong_parameter_is_refused_when_the_run_is_asked_for(stack, deployed):
    hub, nightly = deployed["hub"], deployed["nightly"]
    for overrides, word in (
        ({"training.stepz": 3}, "'training.stepz' was unexpected"),
        ({"training.steps": 0}, "less than the minimum of 1"),
        ({"training.prompts_per_step": None}, "None should not be"),
        ({"training.optimizer": "sgd"}, "not one of ['adam', 'adamw_8bit', 'natural']"),
    ):
        assert word in refusal(stack, hub, {"overrides": overrides})
    profile = hub["parameters"]["settings"]
    assert "trainning" in refusal(stack, hub, {"settings": {**profile, "trainning": {}}})
    assert "minimum of 0" in refusal(stack, nightly, {"time_budget_s": -1})
    by_hand = 'overrides={"training.stepz": 3}'
    done = prefect(stack, "deployment", "run", "prepare-corpus/hub", "--param", by_hand)
    assert done.returncode == 1
    assert "'training.stepz' was unexpected" in done.stdout + done.stderr
    assert ask(stack, "flow_runs/filter", {}) == []

    right = {"overrides": {"training.steps": 3, "judge.workers": None, "model.dtype": "float32"}}
    assert refusal(stack, hub, right) is None
    (run,) = ask(stack, "flow_runs/filter", {})
    assert run["parameters"]["overrides"] == right["overrides"]


def test_what_somebody_changed_on_the_server_is_registered_again(stack, deployed):
    before = local_stack.deployed(stack.env, "nightly")
    assert before == local_stack.deployed(stack.env, "nightly")
    address = f"{stack.url}/deployments/{deployed['nightly']['id']}"
    for sentence, is_as_before in (("another", False), (deployed["nightly"]["description"], True)):
        changed = urllib.request.Request(
            address,
            json.dumps({"description": sentence}).encode(),
            {"Content-Type": "application/json"},
            method="PATCH",
        )
        with urllib.request.urlopen(changed, timeout=60):
            assert (local_stack.deployed(stack.env, "nightly") == before) == is_as_before


UP = local_stack.Process(wait=lambda: None, started_here=False)
"""A server that answers."""


def test_a_refused_run_says_why_and_which_deployment(stack, deployed):
    said = {}
    with temporary_settings({PREFECT_API_URL: stack.url}):
        for name, changes in (("prepare-corpus/hub", {"training.stepz": 3}), ("no/such", {})):
            one = OneRun(name, stack.env, ExitStack(), print, print, UP)
            assert one.run({"overrides": changes}) == (1, None)
            said[name] = one.failure
    assert "'training.stepz' was unexpected" in said["prepare-corpus/hub"]
    assert "there is no deployment 'no/such'" in said["no/such"]


@contextmanager
def online(stack, worker):
    """Let the server hold a worker of that name for alive."""
    local_stack.create_pool(stack.env)
    workers = f"work_pools/{local_stack.POOL}/workers"
    tell(stack, f"{workers}/heartbeat", "POST", {"name": worker})
    try:
        yield
    finally:
        tell(stack, f"{workers}/{worker}", "DELETE")


def test_a_run_is_not_given_to_the_worker_of_another_home(stack):
    with online(stack, f"{local_stack.WORKER}{os.getpid()}"), ExitStack() as exits:
        one = OneRun("prepare-corpus/hub", stack.env, exits, print, print, UP)
        with pytest.raises(StackFault, match=r"another TINYLORA_HOME.* TINYLORA_PORT=4201"):
            one.find_worker()


def test_a_worker_that_is_busy_is_waited_for(stack, deployed, monkeypatch):
    started, said = [], []
    with temporary_settings({PREFECT_API_URL: stack.url}):
        one = OneRun("prepare-corpus/hub", stack.env, ExitStack(), said.append, print, UP)
        monkeypatch.setattr(one, "_start_worker", lambda: started.append(1) or one_worker(one))
        asyncio.run(flow_log.ask_for("prepare-corpus/hub", one.name, {}))
        with online(stack, "gpu-box"):
            one.find_worker()
            for _ in range(2):
                asyncio.run(one._do_without_worker())
        assert (started, said) == (
            [],
            [
                "using the worker that is online",
                "the worker that is online has not taken the run yet: waiting for it",
            ],
        )
        asyncio.run(one._do_without_worker())  # it is gone
        assert (started, said[2:]) == ([1], ["no worker picked the run up: starting one"])
        asyncio.run(flow_log.cancel(one.name, ours=True))


def one_worker(one):
    one._worker = UP


@flow
def nothing():
    """Be a flow that runs can be of."""


@task
def nothing_done():
    """Be a task that task runs can be of."""


NOBODY = 2**22 + 1
"""No process has this number: Linux gives none beyond 2**22."""


@pytest.fixture
def client(stack):
    with temporary_settings({PREFECT_API_URL: stack.url}), get_client(sync_client=True) as client:
        yield client


def begun(client, name, state, worker=None, pid=None):
    """Return a flow run as a server holds it whose process had that number."""
    run = client.create_flow_run(nothing, name=name, state=state)
    if worker:
        client.update_flow_run_labels(run.id, {"prefect.worker.name": worker})
    if pid:
        client.update_flow_run(run.id, infrastructure_pid=str(pid))
    return run


def asked(stack, client, name, key):
    """Return a flow run that no worker has taken, as `ask_for` has it made."""
    body = {"flow_id": str(client.create_flow(nothing)), "state": {"type": "SCHEDULED"}}
    made = ask(stack, "flow_runs/", {**body, "name": name, "idempotency_key": key})
    return client.read_flow_run(made["id"])


def part_of(client, run, state):
    """Return a task run of `run`, the task run that a sub-flow run hangs on, and that run."""
    own = client.create_task_run(nothing_done, run.id, "own", name="own", state=state)
    held = client.create_task_run(nothing_done, run.id, "held", name="held", state=state)
    child = client.create_flow_run(nothing, parent_task_run_id=held.id, state=state)
    return own, held, child


def states(client, parts):
    own, held, child = parts
    tasks = [client.read_task_run(one.id).state.name for one in (own, held)]
    return [*tasks, client.read_flow_run(child.id).state.name]


def test_a_run_that_was_killed_with_its_worker_is_crashed_and_all_parts_of_it(stack, client):
    killed = begun(client, "killed", Running(), f"local-{NOBODY}", NOBODY)
    parts = part_of(client, killed, Running())
    taken = begun(client, "taken", Pending(), f"local-{NOBODY}")
    reported = begun(client, "reported", Crashed(message="status -9"), f"local-{NOBODY}", NOBODY)
    left = part_of(client, reported, Running())
    waits = asked(stack, client, "waits", f"local-{NOBODY}/waits")
    assert set(asyncio.run(mark_crashed())) == {"killed", "taken", "waits"}
    for run in (killed, taken, waits):
        assert client.read_flow_run(run.id).state.name == "Crashed"
    assert "goes on where it was" in client.read_flow_run(killed.id).state.message
    assert states(client, parts) == states(client, left) == ["Crashed"] * 3
    assert client.read_flow_run(reported.id).state.message == "status -9"
    assert asyncio.run(mark_crashed()) == []


def test_a_run_whose_worker_was_killed_as_it_took_it_is_crashed(stack, client, monkeypatch):
    """Between two words of a worker to the server: the run is Pending, and nobody's."""
    taken = asked(stack, client, "half taken", f"local-{NOBODY}/half taken")
    ours = asked(stack, client, "just taken", asked_by_us("just taken"))
    for run in (taken, ours):
        client.set_flow_run_state(run.id, Pending(), force=True)
    assert asyncio.run(mark_crashed()) == []  # a worker may be about to say whose it is
    monkeypatch.setattr(killed_runs, "TAKEN_S", 0.0)
    assert asyncio.run(mark_crashed()) == ["half taken"]
    assert client.read_flow_run(ours.id).state.name == "Pending"


def test_what_lives_or_is_another_workers_is_left_alone(stack, client):
    elsewhere = begun(client, "elsewhere", Running(), "ProcessWorker 1", NOBODY)
    by_hand = begun(client, "by hand", Running())
    queued = begun(client, "queued", Scheduled())
    ours = asked(stack, client, "ours", asked_by_us("ours"))
    done = begun(client, "done", Completed(), f"local-{NOBODY}", NOBODY)
    recorded_late = part_of(client, done, Running())
    alone = begun(client, "alone", Running(), f"local-{NOBODY}")
    env = {**os.environ, "PREFECT__FLOW_RUN_ID": str(alone.id)}
    sleeping = [sys.executable, "-c", "import time; time.sleep(600)"]
    watched = begun(client, "watched", Running(), "local-4194306", NOBODY)
    processes = [
        subprocess.Popen(sleeping, env=env),
        subprocess.Popen([*sleeping, "--name", "local-4194306"]),
    ]
    try:
        client.update_flow_run(alone.id, infrastructure_pid=str(processes[0].pid))
        assert asyncio.run(mark_crashed()) == []
    finally:
        for process in processes:
            process.kill()
            process.wait()
    for run in (elsewhere, by_hand, alone, watched):
        assert client.read_flow_run(run.id).state.name == "Running"
    for run in (queued, ours):
        assert client.read_flow_run(run.id).state.name == "Scheduled"
    assert states(client, recorded_late) == ["Running"] * 3
    assert set(asyncio.run(mark_crashed())) == {"alone", "watched"}


def test_a_server_that_ends_is_one_sentence(stack, deployed):
    with temporary_settings({PREFECT_API_URL: stack.url}):
        ended = replace(UP, has_ended=lambda: True)
        gone = OneRun("prepare-corpus/hub", stack.env, ExitStack(), print, print, ended)
        with pytest.raises(StackFault, match=r"^the Prefect server at http.* is gone .* goes on"):
            gone.run({})
        assert asyncio.run(flow_log.is_waiting(gone.name)) is False  # it is cancelled
    url = f"http://127.0.0.1:{free_port()}/api"
    with temporary_settings({PREFECT_API_URL: url}):
        env = {"PREFECT_API_URL": url}
        gone = OneRun("prepare-corpus/hub", env, ExitStack(), print, print, UP)
        with pytest.raises(StackFault, match=f"^the Prefect server at {url} is gone"):
            gone.run({})


def test_what_the_user_sets_wins_over_the_stacks_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("TINYLORA_HOME", str(tmp_path))
    monkeypatch.delenv("PREFECT_CLI_PROMPT", raising=False)
    assert local_stack.environment()["PREFECT_CLI_PROMPT"] == "false"
    monkeypatch.setenv("PREFECT_CLI_PROMPT", "true")
    assert local_stack.environment()["PREFECT_CLI_PROMPT"] == "true"


def test_a_wrong_knob_is_refused_before_anything_is_started():
    for changes, says in (
        ({"training.stepz": 3}, "--set: .*'training.stepz' was unexpected"),
        ({"training.steps": 0}, "--set training.steps: 0 is less than the minimum of 1"),
    ):
        with pytest.raises(SettingsError, match=says):
            refuse_wrong(Overrides(changes))
    right = {"training.steps": 3, "judge.workers": None, "adapter.targets": ["q_proj"]}
    refuse_wrong(Overrides(right))


def test_the_form_has_every_knob_with_its_sentence(deployed):
    schema = deployed["hub"]["parameter_openapi_schema"]
    knobs = schema["properties"]["overrides"]["properties"]
    steps = knobs["training.steps"]
    assert (steps["title"], steps["anyOf"][0]["minimum"]) == ("training.steps", 1)
    assert [kind["type"] for kind in steps["anyOf"]] == ["integer", "null"]
    assert steps["description"].startswith("Optimiser steps.")
    prompts = knobs["training.prompts_per_step"]
    assert (prompts["type"], prompts["minimum"]) == ("integer", 1)
    assert schema["definitions"]["JudgeSettings"]["properties"]["standard"]["enum"] == [
        *("c++14", "c++17", "c++20", "c++23"),
        *("gnu++14", "gnu++17", "gnu++20", "gnu++23"),
    ]
    assert "description" in schema["definitions"]["JudgeSettings"]["properties"]["standard"]


def test_the_first_start_in_a_new_home_warns_of_nothing(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    home = tmp_path / "new" / "home"
    env |= {"TINYLORA_HOME": str(home), "TINYLORA_PORT": str(free_port()), "HOME": str(tmp_path)}
    demo = subprocess.Popen(
        [sys.executable, "-u", "-m", "tasks.local.demo"],
        cwd=CHECKOUT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout.readline() == "tinylora starting the Prefect server\n"
    demo.send_signal(signal.SIGINT)
    _, errors = demo.communicate(timeout=60)
    assert demo.returncode == 130
    assert errors == ""
    assert (home / "prefect").is_dir()
