"""What stands before the work: the stack's start, what it costs at rest, and a command's answer.

    python -m benchmarks.start [--rounds 3] [--rest 20]

The peer of `make demo` is Prefect by hand, as docs/prefect.md has it: `prefect server start`,
`prefect worker start`, a watched run, and the end of both. Both sides run `prepare-corpus/demo` in
one home, where all is registered and most of the work done. The peer of a command is the same
command where all are imported.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks.rounds import say
from tasks.local import local_stack
from tinylora.cli import COMMANDS
from tinylora.display import Column, fixed, print_rows
from tinylora.paths import CHECKOUT

RUN = "prepare-corpus/demo"
EAGER = "".join(f"import tinylora.commands.{name.replace('-', '_')}\n" for name in COMMANDS) + (
    "import tinylora.profiles, tinylora.warehouse, tinylora.stages.corpus.ingest\n"
    "import tinylora.judge.open_judge, pandas\n"
    "from tinylora.cli import main; main()"
)
ANSWERS = (("--help",), ("compare", "--help"), ("sql", "leaderboard"))
Cost = tuple[float, float]
"""Wall seconds and CPU seconds, those of all descendants among them."""


def main() -> None:
    """Measure all sides in turns; print rounds, medians and whether they meet their targets."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rest", type=float, default=20.0, help="seconds of idleness, a round")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = _environment(Path(folder))
        _demo(env)  # the database, the corpus: an already set-up checkout
        at_rest = [_share_at_rest(env, chosen.rest) for _ in range(chosen.rounds)]
        rows = []
        for number in range(1, chosen.rounds + 1):
            for what, peer, ours in _sides(env):
                for side, measure in (("peer", peer), ("ours", ours)):
                    wall, cpu = measure()
                    rows.append(
                        {"round": number, "what": what, "side": side, "wall": wall, "cpu": cpu}
                    )
    columns = [Column("round"), Column("what"), Column("side")]
    columns += [Column("wall s", "wall", fixed(2)), Column("CPU s", "cpu", fixed(2))]
    print_rows(rows, columns, title=f"{RUN}, and commands")
    for what in dict.fromkeys(row["what"] for row in rows):
        for unit in ("wall", "cpu"):
            found = {
                side: statistics.median(
                    row[unit] for row in rows if (row["what"], row["side"]) == (what, side)
                )
                for side in ("peer", "ours")
            }
            print(f"{what}, {unit} s: peer {found['peer']:.2f}, ours {found['ours']:.2f}")
    say("share of a core that the server takes at rest", statistics.median(at_rest), at_most=0.02)


def _sides(env: Mapping[str, str]) -> Iterator[tuple]:
    yield "start and run", lambda: _by_hand(env), lambda: _demo(env)
    for words in ANSWERS:
        eager = [sys.executable, "-c", EAGER, *words]
        ours = [sys.executable, "-m", "tinylora.cli", *words]
        yield (
            f"tinylora {' '.join(words)}",
            lambda command=eager: _cost(command, env),
            lambda command=ours: _cost(command, env),
        )


def _environment(home: Path) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {name: text for name, text in os.environ.items() if not name.startswith("PREFECT_")}
    return clean | {"TINYLORA_HOME": str(home), "TINYLORA_PORT": str(port)}


def _demo(env: Mapping[str, str]) -> Cost:
    return _cost([sys.executable, "-m", "tasks.local.demo", RUN], env)


def _by_hand(env: Mapping[str, str]) -> Cost:
    """Return what server, worker and the run cost, whose deployment is there from before."""
    with _settings(env) as plain:
        pass
    address = ["--host", "127.0.0.1", "--port", env["TINYLORA_PORT"]]
    started = time.monotonic()
    with _prefect(["server", "start", *address], plain) as server:
        while not local_stack.answers(plain["PREFECT_API_URL"]):
            time.sleep(0.3)
        with _prefect(["worker", "start", "--pool", local_stack.POOL], plain) as worker:
            watch = [sys.executable, "-m", "prefect", "deployment", "run", RUN, "--watch"]
            cpu = _cost(watch, plain)[1] + _of_tree(worker) + _of_tree(server)
    return time.monotonic() - started, cpu


@contextmanager
def _prefect(words: list[str], env: Mapping[str, str]) -> Iterator[psutil.Process]:
    """Run `prefect WORDS` beside the body, as it comes."""
    command = [sys.executable, "-m", "prefect", *words]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=env, cwd=CHECKOUT, **silent) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            local_stack.stop_tree(process.pid)


def _share_at_rest(env: Mapping[str, str], rest: float) -> float:
    """Return the share of a core that the server takes while a worker waits and nothing runs."""
    with _stack(env) as chosen, _worker(chosen):
        time.sleep(10)  # what follows a start is not what rest costs
        server = _child("server")
        before, started = _of_tree(server), time.monotonic()
        time.sleep(rest)
        return (_of_tree(server) - before) / (time.monotonic() - started)


@contextmanager
def _stack(env: Mapping[str, str]) -> Iterator[dict[str, str]]:
    with _settings(env) as chosen, local_stack.server(chosen) as server:
        server.wait()
        yield chosen


@contextmanager
def _settings(env: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Make `env` this process's environment meanwhile; yield what Prefect's processes have."""
    kept = dict(os.environ)
    os.environ.clear()
    os.environ.update(env)
    try:
        yield local_stack.environment()
    finally:
        os.environ.clear()
        os.environ.update(kept)


@contextmanager
def _worker(env: dict[str, str]) -> Iterator[psutil.Process]:
    with local_stack.worker(env) as started:
        started.begin()
        started.wait()
        yield _child("worker")


def _child(word: str) -> psutil.Process:
    return next(one for one in psutil.Process().children() if word in one.cmdline())


def _of_tree(process: psutil.Process) -> float:
    """Return the CPU seconds of a process, of its children and of those that it has waited for."""
    return sum(sum(one.cpu_times()[:4]) for one in [process, *process.children(recursive=True)])


def _cost(command: list[str], env: Mapping[str, str]) -> Cost:
    started = time.monotonic()
    process = subprocess.Popen(
        command, env=env, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[:8])} ended with status {process.returncode}")
    return time.monotonic() - started, used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
