"""Child processes: torch works in its own process and hands back a stream of events.

The parent writes a job folder and starts `python -m MODULE FOLDER` (or `accelerate launch` for
several processes). The child appends JSON lines to `events.jsonl`; the parent follows that file and
yields each event as it is completed; what the child warns of, the parent's log says. The file
outlives both: after a kill the next run reads what was already done. The child's own output goes to
`output.log`. The child holds the read end of a pipe whose other end lives in the parent: when the
parent dies, however it dies, the pipe closes and the child ends. One process is started by way of
this module, so that it ends while MODULE still imports, too.
"""

import gc
import json
import logging
import os
import runpy
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from tinylora import errors
from tinylora.children import CHILD_ENVIRONMENT, SHARED
from tinylora.errors import DiskFault, JobFailed, TinyLoRAError
from tinylora.files import is_refused, room_for
from tinylora.problem import StoredProblem
from tinylora.section import Section

POLL_S = 0.2
REFUSED = os.EX_IOERR
"""A child's exit status where the disk refused what it had to write, perhaps its own log."""

log = logging.getLogger(__name__)


class Job(Section):
    """What a job's folder holds besides its problems; each kind of job adds its own fields."""

    home: Path
    """Where models, factors and the judge's tools are kept."""
    threads: int | None = None
    """Torch's threads in each process. None: the cores, shared out among the processes."""

    def write(self, folder: Path, problems: Iterable[StoredProblem]) -> None:
        """Write job.json and problems.jsonl into `folder`.

        Raises:
            DiskFault: the disk is full or refuses it.
        """
        with room_for(folder):
            write_problems(folder / "problems.jsonl", problems)
            (folder / "job.json").write_text(self.model_dump_json(indent=1), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the job that `write` left in `folder`."""
        return cls.model_validate_json((folder / "job.json").read_text(encoding="utf-8"))


def write_problems(path: Path, problems: Iterable[StoredProblem]) -> None:
    """Write problems as JSON lines, one at a time: together they may be gigabytes."""
    with path.open("w", encoding="utf-8") as lines:
        for problem in problems:
            lines.write(json.dumps(problem.to_row()) + "\n")


def read_problems(path: Path) -> list[StoredProblem]:
    """Return the problems that `write_problems` wrote."""
    with path.open(encoding="utf-8") as lines:
        return [StoredProblem.from_row(json.loads(line)) for line in lines]


class Events:
    """The child's side: append events, one JSON object a line, each flushed at once."""

    def __init__(self, folder: Path) -> None:
        path = folder / "events.jsonl"
        self._handle = path.open("a", encoding="utf-8")
        if _ends_torn(path):  # by this job, when the disk was full: what comes is a line of its own
            self._handle.write("\n")

    def emit(self, event: str, **fields: Any) -> None:
        """Append one event."""
        self._handle.write(json.dumps({"event": event, **fields}, ensure_ascii=True) + "\n")
        self._handle.flush()


def past_events(folder: Path) -> list[dict[str, Any]]:
    """Return the complete events of a job folder; half-written lines are left out."""
    path = folder / "events.jsonl"
    return list(_complete(path.read_bytes().split(b"\n")[:-1])) if path.exists() else []


@dataclass(frozen=True)
class Launch:
    """How many processes a job has, and on how many machines."""

    processes: int = 1
    """Together."""
    machines: int = 1
    machine: int = 0
    """Which of them this one is; the first one writes the events."""
    rendezvous: str | None = None
    """HOST:PORT of the first machine, where the others meet it. None: there are no others."""

    def start(self, module: str, folder: Path, output: BinaryIO) -> subprocess.Popen[bytes]:
        """Start the processes of this machine; they end when this process does."""
        watched = ["tinylora.jobs"] if self.processes == 1 else []
        return subprocess.Popen(
            [*self.command(), "-m", *watched, module, str(folder)],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=CHILD_ENVIRONMENT | os.environ,
        )

    def command(self) -> list[str]:
        """Return what starts Python in every process, so far without the program."""
        if self.processes == 1:
            return [sys.executable]
        command = [
            *(sys.executable, "-m", "accelerate.commands.launch"),
            # the name is misleading: without it a host without GPUs gets one process, with it all
            "--multi_gpu",
            *("--num_processes", str(self.processes), "--num_machines", str(self.machines)),
            *SHARED,
        ]
        if self.rendezvous is not None:
            host, _, port = self.rendezvous.rpartition(":")
            command += ["--machine_rank", str(self.machine), "--rdzv_backend", "static"]
            command += ["--main_process_ip", host, "--main_process_port", port]
        return command


ALONE = Launch()


def run_job(module: str, folder: Path, launch: Launch = ALONE) -> Iterator[dict[str, Any]]:
    """Start a child on `folder` and yield its new events until it ends.

    Events that lie in the folder from an earlier, killed run are not yielded again; see
    `past_events`.

    Raises:
        TinyLoRAError: what the child ended with, where it said that.
        JobFailed: it ended with another status than 0; carries its last lines.
        DiskFault: the disk is full, or refuses it or its child.
    """
    fault = None
    events = folder / "events.jsonl"
    with room_for(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _drop_half_line(events)
        offset = events.stat().st_size
        output = (folder / "output.log").open("ab")
    with output:
        child = launch.start(module, folder, output)
    try:
        for event in _follow(events, offset, child):
            if event["event"] == "warning":
                log.warning("%s", event["message"])
            elif event["event"] == "fault":
                fault = getattr(errors, event["error"])(event["message"])
            else:
                yield event
        if child.returncode == REFUSED:
            raise DiskFault(str(fault or _refused(module, folder)))
        if child.returncode != 0 and fault:
            raise fault
        if child.returncode != 0:
            raise JobFailed(_why(module, folder, child.returncode))
    finally:
        child.kill()
        child.wait()
        child.stdin.close()


def all_events(module: str, folder: Path, launch: Launch = ALONE) -> Iterator[dict[str, Any]]:
    """Yield what earlier, killed runs of a job left behind, then what is new; finish the job.

    Raises:
        TinyLoRAError: as `run_job` does.
    """
    past = past_events(folder)
    yield from past
    if not any(event["event"] == "finish" for event in past):
        yield from run_job(module, folder, launch)


def end_with_parent(end: Callable[[], object] = partial(os._exit, 1)) -> None:
    """Call `end` as soon as the parent's end of stdin closes."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        end()

    threading.Thread(target=watch, daemon=True, name="end-with-parent").start()


def begin(folder: Path) -> None:
    """End with the parent and tell it what goes wrong. A child calls this when it has imported."""
    end_with_parent()
    _warn_parent(folder)
    gc.freeze()  # what imports left: collecting it never frees anything, and ends take seconds
    gc.enable()


def _warn_parent(folder: Path) -> None:
    """Hand on what this program warns of, and the error it ends with, besides its own output."""
    sys.excepthook = partial(_end, folder)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("tinylora").addHandler(_Warnings(folder))


def _end(
    folder: Path,
    kind: type[BaseException],
    error: BaseException,
    traceback: TracebackType | None,
) -> None:
    """Say why this program ends: in its log, as an event, and by its status on a full disk."""
    sys.__excepthook__(kind, error, traceback)
    if isinstance(error, TinyLoRAError):
        with suppress(OSError):
            Events(folder).emit("fault", error=kind.__name__, message=str(error))
    if isinstance(error, DiskFault) or is_refused(error):
        os._exit(REFUSED)


class _Warnings(logging.Handler):
    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._events = Events(folder)

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # a full disk is somebody else's to report
            self._events.emit("warning", message=record.getMessage())


def _follow(path: Path, offset: int, child: subprocess.Popen) -> Iterator[dict[str, Any]]:
    pending = b""
    with path.open("rb") as handle:
        handle.seek(offset)
        while True:
            ended = (
                child.poll() is not None
            )  # asked before reading, so the last lines are not missed
            pending += handle.read()
            *lines, pending = pending.split(b"\n")
            yield from _complete(lines)
            if ended:
                return
            time.sleep(POLL_S)


def _complete(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the events among the lines; one that a full disk cut short is none."""
    for line in filter(None, lines):
        with suppress(json.JSONDecodeError):
            yield json.loads(line)


def _ends_torn(path: Path) -> bool:
    """Look at the last byte alone: a long training's events are gigabytes."""
    with path.open("rb") as handle:
        size = handle.seek(0, os.SEEK_END)
        return size > 0 and os.pread(handle.fileno(), 1, size - 1) != b"\n"


def _drop_half_line(path: Path) -> None:
    path.touch()
    if _ends_torn(path):
        os.truncate(path, path.read_bytes().rfind(b"\n") + 1)


def _refused(module: str, folder: Path) -> str:
    return (
        f"{module} could not write: the disk of {folder} or of the folder for temporary files is "
        "full, or refuses it; make room and start the same run again: it goes on from what is there"
    )


def _why(module: str, folder: Path, status: int) -> str:
    output = folder / "output.log"
    tail = output.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-12:]
    how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
    return "\n".join([f"{module} {how}; its last lines (all of them: {output}):", *tail])


if __name__ == "__main__":
    end_with_parent()
    gc.disable()  # a quarter of what importing costs; see `begin`
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
