"""What `make demo` makes of a server's answers, and refuses before there is one."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tasks.local import local_stack
from tinylora.errors import StackFault

CHECKOUT = Path(__file__).resolve().parents[2]
ONLINE = [{"name": "gpu-box", "status": "ONLINE"}, {"name": "gone", "status": "OFFLINE"}]


@pytest.fixture
def answering(monkeypatch):
    """Answer over HTTP on loopback, with one status and body after the other."""
    monkeypatch.setattr(local_stack.time, "sleep", lambda _: None)
    script = []

    class Scripted(BaseHTTPRequestHandler):
        def do_POST(self):
            status, body = script.pop(0)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_):
            """Print nothing."""

    with HTTPServer(("127.0.0.1", 0), Scripted) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {"PREFECT_API_URL": f"http://127.0.0.1:{server.server_port}/api"}, script
        server.shutdown()


def test_a_busy_server_is_asked_again(answering):
    env, script = answering
    script += [(503, "busy"), (503, "busy"), (200, ONLINE)]
    assert local_stack.online_workers(env) == ["gpu-box"]


@pytest.mark.parametrize("status", [503, 500])
def test_which_workers_are_online_may_not_be_known(answering, status):
    """No worker is started then, beside one that may be there."""
    env, script = answering
    script += [(status, "no")] * local_stack.BUSY_TRIES
    assert local_stack.online_workers(env) is None
    script[:] = [(200, [])]
    assert local_stack.online_workers(env) == []


def test_no_worker_starts_where_one_may_be_there(answering):
    from tasks.local.one_run import OneRun

    env, script = answering
    script += [(500, "no")]
    with pytest.raises(StackFault, match="does not say which workers are online"):
        OneRun("a/b", env, None, print, print, local_stack.Process(wait=print)).find_worker()


@pytest.mark.parametrize("named", ["demo", "a/b/c", "/demo", "train-and-eval/"])
def test_what_is_no_deployment_is_refused_before_anything_starts(named, tmp_path):
    said = asked(named, tmp_path / "home")
    assert said.startswith(f"tinylora: {named!r} names no deployment: write FLOW/NAME")
    assert not list(tmp_path.iterdir())


def test_a_home_that_is_no_folder_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    said = asked("train-and-eval/demo", tmp_path / "file" / "home")
    assert said.startswith(f"tinylora: {tmp_path}/file/home/prefect cannot be made a folder: Not a")


def asked(named, home):
    done = subprocess.run(
        [sys.executable, "-m", "tasks.local.demo", named],
        cwd=CHECKOUT,
        env={"TINYLORA_HOME": str(home), "PATH": "/usr/bin:/bin", "COLUMNS": "300"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    return done.stdout
