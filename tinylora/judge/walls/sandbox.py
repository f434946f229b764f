"""One sandbox: a runner behind walls, a box (its only writable folder), and the talk between us.

Inputs and outputs travel as anonymous files in memory, never by name; the expected output never
enters. Everything that goes wrong here is a JudgeFault: what a program does is an Outcome.
"""

import errno
import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from tinylora.errors import JudgeFault
from tinylora.judge.walls.walls import Access, Walls, environment

REQUEST = struct.Struct("=II6QII")
REPLY = struct.Struct("=4i4Q")
PROGRAM = "prog"
"""The one file in a box that is run on the cases, whatever its language; workers copy it."""
FIRST_UID = 64100
"""Each worker has its own user from here on, outside the ranges distributions hand out."""
HELLO_S = 30.0
NICENESS = 5
MIB = 1 << 20
SPARE_MB = 256
"""Addresses a process gets beyond its memory limit, for what it maps and never touches."""
END_BYTES = 256
SEALS = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE


class Kind(IntEnum):
    """What is started; each kind has its own walls."""

    PROGRAM = 1
    COMPILER = 2
    CALIBRATE = 3


class Killed(IntEnum):
    """Why the runner ended a process, if it did."""

    NOT = 0
    CPU = 1
    WALL = 2
    MEMORY = 3
    THREADS = 4


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one process may use."""

    cpu_s: float
    wall_s: float
    """Waiting for a core is not counted."""
    memory_mb: int
    """Resident; addresses may be `spare_mb` more."""
    stack_mb: int
    file_bytes: int
    """Of any file it writes, its output among them."""
    threads: int = 64
    spare_mb: int = SPARE_MB


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one process ended. Milliseconds, KiB."""

    exit_code: int
    signal: int
    start_errno: int
    killed: Killed
    cpu_ms: float
    wall_ms: float
    peak_kb: int
    stdout: bytes
    stderr: bytes
    """Its beginning."""
    stderr_end: bytes = b""
    """Its last 256 bytes, or all of it."""

    @property
    def stderr_text(self) -> str:
        """The beginning of its stderr, in whatever characters it is."""
        return self.stderr.decode("utf-8", "replace")

    @property
    def ok(self) -> bool:
        """Whether it ended by itself with status 0."""
        return not (self.exit_code or self.signal or self.start_errno or self.killed)


class Sandbox:
    """A runner and its box. Not for two threads at once; dies with the thread that made it.

    `walls` and `access` say what was promised of it and to it.

    Raises:
        JudgeFault: the runner does not come up; the message carries its words.
        OSError: the folder cannot be written, or nothing in it can be started.
    """

    def __init__(self, folder: Path, slot: int, walls: Walls, access: Access) -> None:
        self.slot, self.walls, self.access = slot, walls, access
        self.box = folder / f"box-{slot}"
        self._log = folder / f"box-{slot}.log"
        uid = FIRST_UID + slot if os.geteuid() == 0 else 0
        self._prepare_box(uid)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._channel = ours
        try:
            with theirs, self._log.open("wb") as log:
                self._process = subprocess.Popen(
                    walls.runner(folder, self.box, uid, theirs.fileno(), access),
                    cwd=self.box,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # a terminal's Ctrl-C is ours to answer
                    env=environment(),
                )
        except OSError:
            ours.close()
            raise
        try:
            hello = self._receive(HELLO_S).decode("utf-8", "replace")
            if not hello.startswith("ready"):
                raise JudgeFault(f"isolation {walls.name} does not start on this host: {hello}")
        except JudgeFault:
            self.close()
            raise
        self.counts_queue_wait = "schedstat=1" in hello

    def _prepare_box(self, uid: int) -> None:
        shutil.rmtree(self.box, ignore_errors=True)
        self.box.mkdir(mode=0o700)
        if uid:
            os.chown(self.box, uid, uid)

    def run(
        self,
        kind: Kind,
        command: Sequence[str],
        bounds: Bounds,
        stdin: bytes = b"",
        stderr_bytes: int = 4096,
    ) -> Outcome:
        """Start one process on `stdin` and wait for its end.

        Args:
            kind: PROGRAM or COMPILER.
            command: argv; relative paths are relative to the box.
            bounds: its limits.
            stdin: all of its input.
            stderr_bytes: how much of its stderr to keep.

        Raises:
            JudgeFault: the sandbox is gone, or the host does not let a process start.
        """
        request = REQUEST.pack(
            kind,
            len(command),
            int(bounds.cpu_s * 1e6),
            int(bounds.wall_s * 1e6),
            (bounds.memory_mb + bounds.spare_mb) * MIB,
            bounds.memory_mb * MIB,
            bounds.stack_mb * MIB,
            bounds.file_bytes,
            bounds.threads,
            NICENESS,
        )
        argv = b"".join(os.fsencode(word) + b"\0" for word in command)
        out, err = (_not_executable(os.memfd_create(name)) for name in ("stdout", "stderr"))
        try:
            fd_in = _sealed(stdin)
            try:
                self._send(request + argv, [fd_in, out, err])
            finally:
                os.close(fd_in)
            reply = self._reply(60 + 30 * bounds.wall_s)
            self._check_started(reply[2], bounds)
            return _outcome(
                reply, _content(out, bounds.file_bytes), _content(err, stderr_bytes), _end(err)
            )
        finally:
            os.close(out)
            os.close(err)

    def _check_started(self, start_errno: int, bounds: Bounds) -> None:
        """Refuse what kept a process from starting and is none of its own doing."""
        if start_errno < 0:
            raise JudgeFault(
                "a process cannot be given its limits and walls on this host "
                f"({os.strerror(-start_errno)}): hard limits (ulimit -H -a) must allow a stack of "
                f"{bounds.stack_mb} MiB, {bounds.memory_mb + bounds.spare_mb} MiB of addresses, "
                f"{bounds.cpu_s + 2:.0f} s of CPU time and files of {bounds.file_bytes} bytes"
            )
        if start_errno == errno.ETXTBSY:
            raise JudgeFault("a program stays open for writing, so it cannot be started: try again")

    def calibrate(self) -> float:
        """Return the CPU seconds a fixed piece of work takes here, now."""
        self._send(REQUEST.pack(Kind.CALIBRATE, 0, 0, 0, 0, 0, 0, 0, 0, 0), [])
        return self._reply(60)[4] / 1e6

    def clear(self) -> None:
        """Empty the box.

        Raises:
            JudgeFault: something in it cannot be removed.
        """
        for entry in os.scandir(self.box):
            try:
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path)
                else:
                    Path(entry.path).unlink()
            except OSError as error:
                raise JudgeFault(
                    f"cannot remove {entry.path} after a submission: {error}"
                ) from error

    def hang_up(self) -> None:
        """End what runs here; whoever waits for it gets JudgeFault. From any thread."""
        with suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the runner and all that it started, and remove the box."""
        self._channel.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        kill_processes_in(self.box)
        shutil.rmtree(self.box, ignore_errors=True)
        self._log.unlink(missing_ok=True)

    def _send(self, packet: bytes, fds: list[int]) -> None:
        try:
            socket.send_fds(self._channel, [packet], fds)
        except OSError as error:
            raise self._gone(error) from error

    def _reply(self, timeout_s: float) -> tuple[int, ...]:
        packet = self._receive(timeout_s)
        if len(packet) != REPLY.size:
            raise self._gone(packet.decode("utf-8", "replace") or "it closed the connection")
        return REPLY.unpack(packet)

    def _receive(self, timeout_s: float) -> bytes:
        self._channel.settimeout(timeout_s)
        try:
            packet = self._channel.recv(1024)
        except OSError as error:
            raise self._gone(error) from error
        return packet or self._words().encode()

    def _words(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        return self._log.read_text(errors="replace").strip()[-300:]

    def _gone(self, why: object) -> JudgeFault:
        return JudgeFault(f"the sandbox of worker {self.slot} is gone: {why}")


def kill_processes_in(box: Path) -> None:
    """End every process whose working directory is `box` (what a killed runner may have left)."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if (entry / "cwd").readlink() == box:
                    os.kill(int(entry.name), signal.SIGKILL)


def _sealed(content: bytes) -> int:
    """Return a read-only descriptor, at its beginning, on an anonymous file nobody can change."""
    fd = _not_executable(os.memfd_create("stdin", os.MFD_ALLOW_SEALING))
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(fd, view) :]
        fcntl.fcntl(fd, fcntl.F_ADD_SEALS, SEALS)
        return os.open(f"/proc/self/fd/{fd}", os.O_RDONLY)
    finally:
        os.close(fd)


def _not_executable(fd: int) -> int:
    """Return `fd`, an anonymous file, when nobody may execute it: Landlock has no say over it."""
    os.fchmod(fd, 0o666)
    return fd


def _content(fd: int, most: int) -> bytes:
    return os.pread(fd, min(os.fstat(fd).st_size, most), 0)


def _end(fd: int) -> bytes:
    return os.pread(fd, END_BYTES, max(0, os.fstat(fd).st_size - END_BYTES))


def _outcome(reply: tuple[int, ...], stdout: bytes, stderr: bytes, stderr_end: bytes) -> Outcome:
    exit_code, signal_number, start_errno, killed, cpu_us, wall_us, _, peak_kb = reply
    return Outcome(
        exit_code, signal_number, start_errno, Killed(killed),
        cpu_us / 1e3, wall_us / 1e3, peak_kb, stdout, stderr, stderr_end,
    )  # fmt: skip
