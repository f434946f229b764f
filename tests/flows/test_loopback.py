"""The local stack talks to this machine alone, and no other machine can talk to it."""

import os
import subprocess
import sys

import pytest

from tasks.local import local_stack
from tests.stages.conftest import CHECKOUT
from tinylora.errors import StackFault

HERE = ("http://127.0.0.1:4200/api", "http://localhost:4200/api", "http://[::1]:4200/api")
ELSEWHERE = {
    "http://10.0.0.5:4200/api": "names 10.0.0.5",
    "https://api.prefect.cloud/api/accounts/a/workspaces/b": "names api.prefect.cloud",
    "http://0.0.0.0:4200/api": "names 0.0.0.0",
    "http://127.0.0.1:4200@example.org:80/api": "names example.org",
    "http://localhost.example.org/api": "names localhost.example.org",
    "127.0.0.1:4200": "names no host",
}


@pytest.fixture
def plain(monkeypatch, tmp_path):
    """An environment in which nobody has set anything of Prefect's."""
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("TINYLORA_PORT", raising=False)
    monkeypatch.setenv("TINYLORA_HOME", str(tmp_path / "home"))
    return monkeypatch


def test_what_is_nowhere_said_is_here(plain):
    assert local_stack.environment()["PREFECT_API_URL"] == HERE[0]


@pytest.mark.parametrize("url", HERE)
def test_a_server_on_this_machine_may_be_named(plain, url):
    plain.setenv("PREFECT_API_URL", url)
    plain.setenv("PREFECT_SERVER_API_HOST", "127.0.0.1")
    assert local_stack.environment()["PREFECT_API_URL"] == url


@pytest.mark.parametrize("url", ELSEWHERE)
def test_a_server_elsewhere_is_refused(plain, tmp_path, url):
    plain.setenv("PREFECT_API_URL", url)
    with pytest.raises(StackFault, match=f"PREFECT_API_URL {ELSEWHERE[url]}, .* unset it, or ask"):
        local_stack.environment()
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "gpu-box"])
def test_a_server_for_other_machines_is_refused(plain, host):
    plain.setenv("PREFECT_SERVER_API_HOST", host)
    with pytest.raises(StackFault, match=f"PREFECT_SERVER_API_HOST is {host}, .* unset it"):
        local_stack.environment()


@pytest.mark.parametrize("port", ["four", "0", "65536", "-1", "4200@example.org:80"])
def test_a_port_is_a_number(plain, port):
    plain.setenv("TINYLORA_PORT", port)
    with pytest.raises(StackFault, match=f"TINYLORA_PORT is '{port}': give the number of a port"):
        local_stack.environment()


@pytest.mark.parametrize("module", ["tasks.local.demo", "tasks.local.ui"])
def test_the_programs_say_it_in_one_sentence(plain, module):
    plain.setenv("PREFECT_API_URL", "http://user:planted-word@10.0.0.5:4200/api")
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=CHECKOUT, capture_output=True, text=True, timeout=120
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert said.startswith("tinylora: PREFECT_API_URL names 10.0.0.5") and "Traceback" not in said
    assert "planted-word" not in said
