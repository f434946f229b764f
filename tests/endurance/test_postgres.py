"""A team's Prefect, small and real: PostgreSQL holds its database, one training has the GPU.

`make endurance` runs it, for it takes minutes; `make kills POSTGRES=1` kills what runs on such a
server.
"""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tasks.local import local_stack
from tests.endurance.kills import CHECKOUT, free_port
from tests.endurance.postgres import MISSING, postgres, programs
from tests.endurance.small_run import write_profile
from tinylora.profiles import profile

RUN = """
import sys
from flows.prepare_corpus import prepare_corpus
from flows.train_adapter import train
from tinylora.settings import Settings
settings = Settings.model_validate_json(sys.argv[1])
prepare_corpus(settings)
train(settings)
"""
SLOT = "select active_slots from concurrency_limit_v2 where name = 'tag:gpu'"
OPENED = """
    select count(*) from task_run
    where name = 'open the warehouse' and state_type = 'COMPLETED'
"""
"""Of each process there are two: what follows the second is the training."""
TRAININGS = "select state_type::text, start_time from task_run where name = 'train' order by 2"
RUNS = """
    select flow.name, state_type::text from flow_run join flow on flow.id = flow_id
    order by flow_run.created
"""
WAIT_S = 1200.0
"""For what takes a minute on a machine with nothing else to do."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("TINYLORA_ENDURANCE" not in os.environ, reason="run by `make endurance`"),
    pytest.mark.skipif(not programs(), reason=MISSING),
]


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    """An empty home, the settings of a small run, and a Prefect server with a PostgreSQL."""
    settings = profile(str(write_profile(tmp_path_factory.mktemp("inputs"))))
    with postgres() as database, pytest.MonkeyPatch.context() as patch:
        database.create("prefect")
        for name in [name for name in os.environ if name.startswith("PREFECT")]:
            patch.delenv(name)
        patch.setenv("TINYLORA_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("TINYLORA_PORT", str(free_port()))
        patch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", database.url("prefect"))
        env = local_stack.environment()
        with local_stack.server(env) as server:
            server.wait()
            yield SimpleNamespace(
                env=env,
                settings=settings,
                ask=lambda statement: database.query("prefect", statement),
            )


def start(team, settings):
    return subprocess.Popen(
        [sys.executable, "-c", RUN, settings.model_dump_json()],
        cwd=CHECKOUT,
        env=team.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_until(true, process):
    """Return once something is true, while a process runs that makes it so."""
    end = time.monotonic() + WAIT_S
    while not true():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < end
        time.sleep(0.5)


@pytest.mark.timeout(4 * WAIT_S)
def test_a_second_training_waits_for_the_gpu_and_has_it_once_the_first_is_killed(team):
    limit = ["-m", "prefect", "concurrency-limit", "create", "gpu", "1"]
    subprocess.run([sys.executable, *limit], env=team.env, check=True, capture_output=True)
    started = []
    try:
        started.append(start(team, team.settings.override({"training.steps": 10_000})))
        wait_until(lambda: team.ask(SLOT) == [(1,)], started[0])
        started.append(start(team, team.settings))
        wait_until(lambda: team.ask(OPENED) == [(4,)], started[1])
        time.sleep(10)  # which it would train in, if nothing held it
        assert started[0].poll() is None
        killed_at = datetime.now(UTC)
        started[0].kill()
        said, _ = started[1].communicate(timeout=WAIT_S)  # the first's lease ends in a minute
        assert started[1].returncode == 0, said
    finally:
        for one in started:
            one.kill()
            one.wait()
            one.stdout.close()
    *_, (ended, began) = team.ask(TRAININGS)
    assert ended == "COMPLETED"
    assert began > killed_at
    assert team.ask(SLOT) == [(0,)]
    assert team.ask(RUNS) == [
        ("prepare-corpus", "COMPLETED"),
        ("train", "RUNNING"),  # nobody tells of what was killed and had no worker
        ("prepare-corpus", "COMPLETED"),
        ("train", "COMPLETED"),
    ]
