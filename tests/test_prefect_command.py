import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
SERVER = ["-m", "tasks.local.prefect_command", "server", "start"]
STARTER = """
import signal, time
from tasks.local.local_stack import background, environment
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, where a shell began it behind
with background(["server", "start", "--port", "1"], environment(), "server"):
    time.sleep(600)
"""


def below(starter):
    """Return what runs below a process, once the server is among it."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        found = starter.children(recursive=True)
        if any(one.cmdline()[1:5] == SERVER for one in found):
            return found
        time.sleep(0.1)
    raise AssertionError("the server was not started")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_what_was_started_ends_with_its_starter_however_that_ends(tmp_path, number):
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT")}
    env["TINYLORA_HOME"] = str(tmp_path)
    command = [sys.executable, "-c", STARTER]
    with subprocess.Popen(command, cwd=CHECKOUT, env=env, stderr=subprocess.PIPE) as starter:
        started = below(psutil.Process(starter.pid))
        starter.send_signal(number)
    assert starter.returncode != 0
    gone, alive = psutil.wait_procs(started, timeout=60)
    assert alive == [] and gone
