"""A Prefect server and a process worker on this machine: used if they answer, started if not.

What is started here is stopped here, whole process trees, and nothing else is touched. The server
listens on loopback alone and keeps its database in the home folder, apart from a user's own
Prefect.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import yaml

from tinylora.errors import StackFault
from tinylora.files import write_text
from tinylora.identity import fingerprint, sha256
from tinylora.loopback import is_loopback
from tinylora.paths import CHECKOUT, home

POOL = "tinylora"
WORKER = "local-"
"""What the names of our workers begin with; the number of the process that started one follows."""
START_LIMIT_S = 180.0
STOP_LIMIT_S = 10.0
BUSY_TRIES = 5
"""How often a server is asked that says it is busy, a second apart."""
REGISTERED = (
    *("id", "name", "flow_id", "entrypoint", "path", "description", "parameters", "tags"),
    *("work_pool_name", "pull_steps", "job_variables", "paused"),
)
"""Of a deployment, what was registered and what somebody may have changed since."""


def environment() -> dict[str, str]:
    """Return the environment every Prefect process of this stack runs in; make its home folder.

    Prefect, imported where its home's parent folder is missing, warns that it cannot make one.

    Raises:
        StackFault: its folder cannot be made; or a setting names another machine, or would let one
            in: the server has no password, and nothing of a run is another machine's business.
    """
    port = os.environ.get("TINYLORA_PORT")
    if port and not (port.isdigit() and 0 < int(port) < 65536):
        raise StackFault(f"TINYLORA_PORT is {port!r}: give the number of a port, such as 4201")
    asked = {"PREFECT_API_URL": f"http://127.0.0.1:{port}/api"} if port else {}
    env = {
        "PREFECT_API_URL": "http://127.0.0.1:4200/api",
        "PREFECT_HOME": str(home() / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        # In memory, its default, they end with the server, and the slots they stand for never do.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": (
            "prefect.server.concurrency.lease_storage.filesystem"
        ),
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
        **os.environ,  # what the user sets wins, a running server's address above all
        **asked,
        "TINYLORA_HOME": str(home()),
    }
    _refuse_elsewhere(env)
    try:
        Path(env["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StackFault(
            f"{env['PREFECT_HOME']} cannot be made a folder: {error.strerror}; set TINYLORA_HOME "
            "(or PREFECT_HOME) to a place that you may write to"
        ) from error
    return env


def _refuse_elsewhere(env: dict[str, str]) -> None:
    listens = env.get("PREFECT_SERVER_API_HOST")
    if listens and not is_loopback(listens):
        raise StackFault(
            f"PREFECT_SERVER_API_HOST is {listens}, where other machines reach the server, which "
            "has no password: unset it, or set it to 127.0.0.1"
        )
    asked = urlsplit(env["PREFECT_API_URL"])
    if not is_loopback(asked.hostname or ""):
        raise StackFault(
            f"PREFECT_API_URL names {asked.hostname or 'no host'}, and this starts and asks a "
            "server on the loopback interface alone: unset it, or ask that server yourself "
            "(prefect deployment run; docs/prefect.md)"
        )


@dataclass(frozen=True)
class Process:
    """A server or a worker."""

    wait: Callable[[], None]
    """Return once it is up. Raises StackFault: it does not come up."""
    begin: Callable[[], None] = lambda: None
    """Let a worker look for work."""
    has_ended: Callable[[], bool] = lambda: False
    started_here: bool = True


@contextmanager
def server(env: dict[str, str], say: Callable[[str], None] = lambda _: None) -> Iterator[Process]:
    """Run a Prefect API at env's address beside the body, unless one answers there; say how.

    Raises:
        StackFault: something else holds the port.
    """
    url = env["PREFECT_API_URL"]
    if answers(url):
        say("using the Prefect server")
        yield Process(wait=lambda: None, started_here=False)
        return
    address = urlsplit(url)
    if address.hostname not in ("127.0.0.1", "localhost"):
        raise StackFault(
            f"no Prefect API answers at {address.hostname}:{address.port}: start it, "
            "or unset PREFECT_API_URL to use a local one"
        )
    if _taken(address.port):
        raise StackFault(
            f"port {address.port} is taken by something that is not a Prefect server: "
            f"stop it, or choose another port with TINYLORA_PORT=4201 make demo"
        )
    say("starting the Prefect server")
    command = ["server", "start", "--host", "127.0.0.1", "--port", str(address.port)]
    with background(command, env, "server") as (process, log):
        yield Process(
            wait=lambda: _wait_until(lambda: answers(url), process, log, "the Prefect server"),
            has_ended=lambda: process.poll() is not None,
        )


@contextmanager
def background(
    command: list[str], env: dict[str, str], name: str, pipes: Sequence[int] = ()
) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """Run `prefect COMMAND` beside the body, its output in a log; end its whole tree afterwards.

    It ends where this process is killed, too: we hold the other end of its stdin.
    """
    log = log_of(name)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tasks.local.prefect_command", *command],
            env=env,
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=pipes,
            start_new_session=True,  # a Ctrl-C in the terminal reaches us alone; we stop the rest
        )
    with process:
        try:
            yield process, log
        finally:
            stop_tree(process.pid)


def server_is_gone(env: dict[str, str]) -> StackFault:
    """Return, in a sentence, that no server answers any more."""
    return StackFault(
        f"the Prefect server at {env['PREFECT_API_URL']} is gone (the log of one that was started "
        f"here is {log_of('server')}): start the same run again, and it goes on where it was"
    )


def log_of(name: str) -> Path:
    """Return the log of the "server" or "worker" that was started here last."""
    return home() / "prefect" / f"{name}.log"


@contextmanager
def worker(env: dict[str, str]) -> Iterator[Process]:
    """Run a process worker on the pool beside the body; then end the runs it started, too.

    It imports at once, and looks for work from when it is told to begin. Later looks are ten
    seconds apart: whoever wants a run to begin soon asks for that run first.
    """
    name = f"{WORKER}{os.getpid()}"
    held, hold = os.pipe()
    command = ["--after", str(held)]
    command += ["worker", "start", "--pool", POOL, "--type", "process", "--name", name]
    with os.fdopen(hold, "wb") as let_go, background(command, env, "worker", [held]) as started:
        process, log = started
        os.close(held)
        try:
            yield Process(
                begin=let_go.close,
                wait=lambda: _wait_until(
                    lambda: name in (online_workers(env) or ()), process, log, "the worker", env
                ),
                has_ended=lambda: process.poll() is not None,
            )
        finally:
            # Off the server's list, or the next start would wait for a worker that is gone.
            _request(env["PREFECT_API_URL"] + f"/work_pools/{POOL}/workers/{name}", "DELETE")
            if process.poll() is not None:
                _stop_runs_of(name)


def _stop_runs_of(worker: str) -> None:
    """End what a worker started and left behind when it was killed."""
    for one in psutil.process_iter():
        with suppress(psutil.Error):
            if one.environ().get("PREFECT__WORKER_NAME") == worker:
                stop_tree(one.pid)


def online_workers(env: dict[str, str]) -> list[str] | None:
    """Return the names of the workers that the server holds for alive; None: it does not say.

    One of ours whose starter was killed is left out: the server has not noticed yet.
    """
    found = _request(env["PREFECT_API_URL"] + f"/work_pools/{POOL}/workers/filter", "POST", {})
    if not isinstance(found, list):
        return None
    online = [one["name"] for one in found if one.get("status") == "ONLINE"]
    return [name for name in online if not _is_left(name)]


def _is_left(worker: str) -> bool:
    starter = worker.removeprefix(WORKER)
    return starter != worker and starter.isdigit() and not psutil.pid_exists(int(starter))


def create_pool(env: dict[str, str]) -> None:
    """Create the work pool; one that is there already stays as it is.

    Raises:
        StackFault: the server does not let us.
    """
    url = env["PREFECT_API_URL"] + "/work_pools/"
    _request(url, "POST", {"name": POOL, "type": "process"})
    if _request(url + POOL, "GET") is None:
        raise StackFault(
            f"the server at {env['PREFECT_API_URL']} has no work pool {POOL!r} and refused to make "
            "one: create it there (prefect work-pool create tinylora --type process), or unset "
            "PREFECT_API_URL to use a local server"
        )


def deploy(env: dict[str, str], deployment: str) -> None:
    """Register FLOW/NAME and what else is called NAME, unless the server has it as we last did.

    Registering takes seconds for each deployment: Prefect makes the form of every knob. What was
    registered and what it was made of are kept as one digest in the home folder, so a changed file
    of ours, a changed or missing deployment and another server are all registered again. A name
    that prefect.yaml does not have is left to the server's answer to whoever asks for it.

    Raises:
        StackFault: Prefect refused; carries its last lines.
    """
    name = deployment.split("/")[-1]
    written = yaml.safe_load((CHECKOUT / "prefect.yaml").read_text(encoding="utf-8"))
    if name not in [one["name"] for one in written["deployments"]]:
        return
    kept = home() / "prefect" / f"deployed-{name}"
    if kept.is_file() and kept.read_text(encoding="utf-8") == deployed(env, name):
        return
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--name", name],
        env=env,
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode and not answers(env["PREFECT_API_URL"]):
        raise server_is_gone(env)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise StackFault(f"prefect deploy --name {name} failed:\n{tail}")
    if digest := deployed(env, name):
        write_text(kept, digest)


def deployed(env: dict[str, str], name: str) -> str | None:
    """Return a digest over what the server holds under a name, and all it is made of.

    None: the server does not say.
    """
    url = env["PREFECT_API_URL"] + "/deployments/filter"
    asked = {"deployments": {"name": {"any_": [name]}}}
    page = _request(url, "POST", asked)
    if not isinstance(page, list):
        return None
    held = [{field: one[field] for field in REGISTERED} for one in page]
    held.sort(key=lambda one: one["id"])
    files = [CHECKOUT / "prefect.yaml"]
    for folder in ("flows", "tasks", "tinylora"):
        files += sorted((CHECKOUT / folder).rglob("*.py"))
    made_of = [[path.as_posix(), sha256(path.read_text(encoding="utf-8"))] for path in files]
    return fingerprint([version("prefect"), sys.version, held, made_of])


def answers(url: str) -> bool:
    """Return whether a Prefect API answers at `url`."""
    return _request(url + "/health", "GET") is True


def stop_tree(pid: int) -> None:
    """End a process and all its descendants: politely, then not."""
    try:
        root = psutil.Process(pid)
        tree = [*root.children(recursive=True), root]
    except psutil.NoSuchProcess:
        return
    for process in tree:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, alive = psutil.wait_procs(tree, timeout=STOP_LIMIT_S)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=STOP_LIMIT_S)


def _taken(port: int | None) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port or 80)) == 0


def _request(url: str, method: str, body: object = None) -> object:
    """Return the JSON answer, or None for anything but a success; a server that is busy can wait.

    Prefect answers 503 while another request holds its SQLite file.
    """
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(url, data, headers, method=method)
    for _ in range(BUSY_TRIES):
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.loads(answer.read() or b"null")
        except (OSError, ValueError, HTTPException) as error:  # an HTTP status is an OSError
            if getattr(error, "code", None) != HTTPStatus.SERVICE_UNAVAILABLE:
                return None
        time.sleep(1)
    return None


def _wait_until(
    ready: Callable[[], bool],
    process: subprocess.Popen[bytes],
    log: Path,
    what: str,
    env: dict[str, str] | None = None,
) -> None:
    """Return once `process` is `ready`; with `env`, it needs the server that is named there."""
    end = time.monotonic() + START_LIMIT_S
    while not ready():
        if process.poll() is not None or time.monotonic() > end:
            if env and not answers(env["PREFECT_API_URL"]):
                raise server_is_gone(env)
            tail = "\n".join(log.read_text(errors="replace").strip().splitlines()[-15:])
            raise StackFault(f"{what} did not come up; its last lines (all: {log}):\n{tail}")
        time.sleep(0.3)
