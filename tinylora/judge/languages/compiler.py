"""Compiling one source inside a sandbox: cc1plus, as, ld, each under the same limits."""

import os
import signal
import struct
from pathlib import Path
from typing import Any

from tinylora.errors import JudgeFault
from tinylora.judge.languages.headers import HeaderCache, split_prefix
from tinylora.judge.languages.language import Compiled
from tinylora.judge.languages.toolchain import SOURCE, Toolchain
from tinylora.judge.verdict import excerpt
from tinylora.judge.walls.sandbox import MIB, PROGRAM, Bounds, Killed, Kind, Outcome, Sandbox

FILE_BYTES = 64 * MIB
STACK_MB = 64
"""What g++ gives its compiler."""
STDERR_BYTES = 1 << 16
KILLED_WORDS = {
    Killed.CPU: "compiling takes more than {time:g} s of CPU time",
    Killed.MEMORY: "compiling takes more than {memory} MiB",
    Killed.THREADS: "the compiler starts too many threads",
}


def compile_in(
    sandbox: Sandbox,
    tools: Toolchain,
    headers: HeaderCache,
    source: str,
    limits: dict[str, Any],
    slowness: float,
) -> Compiled:
    """Compile `source` into the sandbox's box, its leading includes precompiled where they are.

    Args:
        sandbox: with an empty box.
        tools: the command lines.
        headers: what is precompiled.
        source: C++, taken as it stands.
        limits: compile_time_limit_s and compile_memory_mb are used.
        slowness: factor on the time limit.

    Raises:
        JudgeFault: the compiler does not start, does not get on, is killed by someone else, or the
            disk is full.
    """
    prefix = split_prefix(source)
    where = headers.offer(prefix, sandbox, tools) if prefix else None
    if prefix and where:
        command = (*tools.compile, "-include", where)
        compiled = _compile(sandbox, tools, command, prefix.rest, limits, slowness)
        if not compiled.doubtful:
            return compiled
        sandbox.clear()
    return _compile(sandbox, tools, tools.compile, source, limits, slowness)


def _compile(
    sandbox: Sandbox,
    tools: Toolchain,
    compiler: tuple[str, ...],
    source: str,
    limits: dict[str, Any],
    slowness: float,
) -> Compiled:
    path = sandbox.box / SOURCE
    path.write_bytes(source.encode("utf-8", "surrogatepass"))
    path.chmod(0o644)
    spent_ms = 0.0
    for command in (compiler, tools.assemble, *tools.links):
        left_s = limits["compile_time_limit_s"] * slowness - spent_ms / 1e3
        bounds = Bounds(
            cpu_s=max(left_s, 0.01),
            wall_s=3 * max(left_s, 0.01) + 10,
            memory_mb=limits["compile_memory_mb"],
            stack_mb=STACK_MB,
            file_bytes=FILE_BYTES,
        )
        outcome = sandbox.run(Kind.COMPILER, command, bounds, stderr_bytes=STDERR_BYTES)
        spent_ms += outcome.cpu_ms
        if outcome.ok and command in tools.links:
            break
        if not outcome.ok and command not in tools.links[:-1]:
            _raise_if_ours(sandbox, outcome, command[0], left_s)
            complaint = _complaint(outcome, limits)
            plain = complaint.startswith(f"{SOURCE}:") or outcome.killed is Killed.CPU
            return Compiled(complaint, spent_ms, doubtful=command is compiler and not plain)
    static_mb = _static_bytes(sandbox.box / PROGRAM) // MIB
    return Compiled(None, spent_ms, command=(f"./{PROGRAM}",), static_mb=static_mb)


def _raise_if_ours(sandbox: Sandbox, outcome: Outcome, tool: str, left_s: float) -> None:
    name = Path(tool).name
    if outcome.start_errno:
        why = os.strerror(outcome.start_errno)
        raise JudgeFault(f"{name} does not start in the sandbox: {why}; reinstall g++")
    if outcome.killed is Killed.WALL:  # on files alone it never sleeps by itself
        raise JudgeFault(
            f"{name} stood still for most of {outcome.wall_ms / 1e3:.0f} s: look at the host's "
            "load and disk, or lower judge.workers"
        )
    by_us = outcome.killed or outcome.cpu_ms > left_s * 1e3
    if outcome.signal == signal.SIGKILL and not by_us:
        raise JudgeFault(f"{name} was killed from outside (is the host out of memory?)")
    space = os.statvfs(sandbox.box)
    if space.f_bavail * space.f_frsize < FILE_BYTES:
        raise JudgeFault(
            f"{name} failed with less than {FILE_BYTES // MIB} MiB free in {sandbox.box.parent}: "
            "free some disk space"
        )


def _complaint(outcome: Outcome, limits: dict[str, Any]) -> str:
    if outcome.killed:
        return KILLED_WORDS[outcome.killed].format(
            time=limits["compile_time_limit_s"], memory=limits["compile_memory_mb"]
        )
    lines = outcome.stderr.decode("utf-8", "replace").splitlines()
    telling = [line for line in lines if "error" in line or "undefined" in line] or lines
    return excerpt(telling[0]) if telling else f"the compiler ended with signal {outcome.signal}"


def _static_bytes(program: Path) -> int:
    """Return the memory its ELF segments ask for (64-bit, little-endian; else 0)."""
    with program.open("rb") as handle:
        head = handle.read(4096)
    if head[:6] != b"\x7fELF\x02\x01":
        return 0
    offset, size, count = *struct.unpack_from("<Q", head, 32), *struct.unpack_from("<HH", head, 54)
    total = 0
    for at in range(offset, min(offset + size * count, len(head) - size + 1), size):
        if struct.unpack_from("<I", head, at)[0] == 1:  # PT_LOAD
            total += struct.unpack_from("<Q", head, at + 40)[0]
    return total
