"""Compiling one source inside a sandbox: cc1plus, as, ld, each under the same limits."""

import signal
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinylora.judge.languages.compiling import compiler_bounds, killed_words, raise_if_ours
from tinylora.judge.languages.headers import HeaderCache, split_prefix
from tinylora.judge.languages.language import Compiled, Ending, plain_ending
from tinylora.judge.languages.toolchain import SOURCE, Toolchain
from tinylora.judge.verdict import excerpt
from tinylora.judge.walls.sandbox import MIB, PROGRAM, Killed, Kind, Outcome, Sandbox

STDERR_BYTES = 1 << 16
BAD_ALLOC = (
    b"terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n"
)
"""The last words of a program that std::bad_alloc ended. Whole: it may speak of it itself."""


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
        limits: compile_time_limit_s and compile_memory_mb are used; with `reopens` its freopen
            opens files, which a submission's does not.
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
    links = tools.reopening_links if limits.get("reopens") else tools.links
    for command in (compiler, tools.assemble, *links):
        left_s = limits["compile_time_limit_s"] * slowness - spent_ms / 1e3
        bounds = compiler_bounds(left_s, limits)
        outcome = sandbox.run(Kind.COMPILER, command, bounds, stderr_bytes=STDERR_BYTES)
        spent_ms += outcome.cpu_ms
        if outcome.ok and command in links:
            break
        if not outcome.ok and command not in links[:-1]:
            raise_if_ours(sandbox, outcome, command[0], left_s, "reinstall g++")
            complaint = _complaint(outcome, limits)
            plain = complaint.startswith(f"{SOURCE}:") or outcome.killed is Killed.CPU
            return Compiled(complaint, spent_ms, doubtful=command is compiler and not plain)
    static_mb = _static_bytes(sandbox.box / PROGRAM) // MIB
    command = (f"./{PROGRAM}",)
    return Compiled(None, spent_ms, command=command, static_mb=static_mb, ending=_ending)


def _ending(outcome: Outcome) -> Ending:
    bad_alloc = outcome.signal == signal.SIGABRT and outcome.stderr_end.endswith(BAD_ALLOC)
    return replace(plain_ending(outcome), out_of_memory=bad_alloc)


def _complaint(outcome: Outcome, limits: dict[str, Any]) -> str:
    if outcome.killed:
        return killed_words(outcome.killed, limits)
    lines = outcome.stderr_text.splitlines()
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
