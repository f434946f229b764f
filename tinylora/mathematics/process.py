"""The parent's side of one `math_worker`: started, asked, ended when it must be, replaced."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tinylora.errors import JobFailed
from tinylora.mathematics import worker
from tinylora.mathematics.settings import CheckSettings

MODULE = worker.__name__
"""Imported for its name, so that an identity that covers this file covers it as well."""
WALL_FACTOR, WALL_S = 20, 60.0
"""Wall time an answer gets: CPU time limits, and seconds. Only a starved worker takes that."""
START_S = 120.0
END_S = 5.0
"""Between a worker's last word and its end, on a busy host."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One comparison."""

    right: bool
    why: str | None = None
    """Not verified: time limit, wall time, memory limit, crashed, too long, unreadable. Or None."""


class Worker:
    """One child process, started when it is needed and again after each death."""

    def __init__(self, settings: CheckSettings) -> None:
        self._settings = settings
        self._child: subprocess.Popen | None = None
        self._lock = threading.Lock()
        self._closed = False

    def ask(self, request: dict[str, str]) -> Checked:
        """Return what the child says of {"gold": …, "answer": …}, or of an "answer" alone.

        Or why it says nothing.

        Raises:
            JobFailed: no child starts, or this was closed.
        """
        child = self._running()
        try:
            child.stdin.write(json.dumps(request) + "\n")
            child.stdin.flush()
        except BrokenPipeError:  # it died after its last answer
            return self._died(child)
        answer = _line(child, WALL_S + WALL_FACTOR * self._settings.time_limit_s)
        if answer is None:
            return self._died(child)
        if answer["why"] == "memory limit":
            self._died(child)
        return Checked(answer["right"], answer["why"])

    def close(self) -> None:
        """End the child, from any thread; whoever waits for it is told."""
        with self._lock:
            self._closed = True
            if self._child is not None:
                self._child.kill()
                _bury(self._child)

    def _running(self) -> subprocess.Popen:
        with self._lock:
            if self._closed:
                raise JobFailed("the answer checker was closed while an answer waited for it")
            if self._child is None:
                self._child = _start(self._settings)
            return self._child

    def _died(self, child: subprocess.Popen) -> Checked:
        """Bury the child; a process that is still there is stuck, and ended."""
        why = "crashed"
        try:
            if child.wait(timeout=END_S) == -signal.SIGPROF:
                why = "time limit"
        except subprocess.TimeoutExpired:
            child.kill()
            why = "wall time"
        with self._lock:
            _bury(child)
            self._child = None
        return Checked(False, why)


def _start(settings: CheckSettings) -> subprocess.Popen:
    with tempfile.TemporaryFile() as log:
        child = subprocess.Popen(
            [
                *(sys.executable, "-m", MODULE),
                *(str(settings.time_limit_s), str(settings.memory_limit_mb)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="ascii",
            start_new_session=True,  # Ctrl-C is ours: a worker it ended would look like a crash
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        if _line(child, START_S) is None:
            child.kill()
            _bury(child)
            log.seek(0)
            said = log.read().decode("utf-8", "replace").strip().splitlines()[-6:]
            raise JobFailed("\n".join([f"{MODULE} does not start; its last lines:", *said]))
    return child


def _line(child: subprocess.Popen, patience_s: float) -> dict[str, Any] | None:
    """Return the next message; None when the child ended or took too long."""
    if not select.select([child.stdout], [], [], patience_s)[0]:
        return None
    line = child.stdout.readline()
    return json.loads(line) if line.endswith("\n") else None


def _bury(child: subprocess.Popen) -> None:
    child.wait()
    child.stdout.close()
    with suppress(BrokenPipeError):  # a half-sent request
        child.stdin.close()
