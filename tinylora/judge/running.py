"""Running a compiled program on one test case, to a verdict.

CPU time decides TLE. The wall clock, from which waiting for a core is subtracted, only ends
programs that sleep; the first time it does, a second run shows that the host was not to blame.
A host that is slow just now stretches the limit: how slow is measured on a fixed piece of work,
again for every case that takes longer than its own limit.
"""

import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tinylora.errors import JudgeFault
from tinylora.judge.languages.language import Compiled, Ending
from tinylora.judge.verdict import CaseResult, FirstFailure, Verdict, excerpt
from tinylora.judge.walls.sandbox import SPARE_MB, Bounds, Killed, Kind, Outcome, Sandbox
from tinylora.problem import TestCase

REFERENCE_S = 0.017
"""CPU seconds of the calibration work on a host of slowness 1 (a common cloud core)."""
CALIBRATIONS = 5
STACK_MB = 256
THREAD_STACK_MB = 8
"""What threads.c gives a thread."""
THREAD_STACKS_MB = 1024
"""The most that all of them together add to the addresses."""
SHORTEST_SLEEP_S = 0.5
NOTICEABLE = 1.1
STARTING_MS = 5.0
"""CPU time under which a program may have failed in execve, which the kernel ends by SIGKILL."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One case: its result, and what to say about it when it is not AC."""

    result: CaseResult
    failure: FirstFailure | None
    factor: float
    """What its time limit was stretched by."""


def slowness(sandbox: Sandbox) -> float:
    """Return how many times longer than on the reference host work takes here, now; at least 1.

    The least of several: a neighbour can only lengthen a measurement.
    """
    return max(1.0, min(sandbox.calibrate() for _ in range(CALIBRATIONS)) / REFERENCE_S)


def wall_s(sandbox: Sandbox, cpu_s: float) -> float:
    """Return the wall time after which what may use `cpu_s` is taken to be asleep."""
    return cpu_s + _alone_s(cpu_s) if sandbox.counts_queue_wait else 20 * cpu_s + 20


def spare_mb(limits: dict[str, Any]) -> int:
    """Return the MiB of addresses a program gets beyond its memory limit."""
    return SPARE_MB + min(THREAD_STACK_MB * limits["process_limit"], THREAD_STACKS_MB)


def _alone_s(cpu_s: float) -> float:
    """Return the wall time in which a program that may use `cpu_s` ends, if nothing disturbs it."""
    return max(cpu_s, SHORTEST_SLEEP_S)


def run_case(
    sandbox: Sandbox,
    compiled: Compiled,
    case: TestCase,
    ordinal: int,
    limits: dict[str, Any],
    factor: float,
    compare: Callable[[bytes, bytes, bytes], str | None],
    sleeper: threading.Event,
) -> Ran:
    """Run a program on `case`, or take the answer that needs no running for its output.

    Args:
        sandbox: its box holds the program.
        compiled: how the program is run.
        case: input and expected output.
        ordinal: the case's place, for the failure.
        limits: time_limit_s, memory_limit_mb, output_limit_kb and process_limit are used. Twice the
            expected output is never too much output.
        factor: the host's slowness when it was last measured.
        compare: from input, output and expected output to what is wrong with the output.
        sleeper: the program's; set once it is certain that it sleeps by itself.

    Raises:
        JudgeFault: the sandbox is gone, the host ran out of memory or something killed the program.
    """
    stdin = case.input.encode("utf-8", "surrogatepass")
    expected = case.output.encode("utf-8", "surrogatepass")
    limits = {
        **limits,
        "time_limit_s": limits["time_limit_s"] + compiled.own_cpu_s,
        "memory_limit_mb": limits["memory_limit_mb"] + compiled.own_mb,
        "output_limit_kb": max(limits["output_limit_kb"], _twice_kb(expected)),
    }
    outcome = _run(sandbox, compiled, stdin, limits, factor)
    if outcome.killed is Killed.WALL:
        if not sleeper.is_set():
            factor = slowness(sandbox)
            outcome = _once_more(sandbox, compiled, stdin, limits, factor)
            if outcome.killed is Killed.WALL:
                sleeper.set()
    elif _out_of_time(outcome, limits["time_limit_s"]):
        now = slowness(sandbox)
        if _again(outcome, limits["time_limit_s"], factor, now):
            outcome = _run(sandbox, compiled, stdin, limits, now)
            factor = now
    verdict, message = _ended(outcome, compiled.ending(outcome), limits, factor)
    if verdict is Verdict.AC and compiled.compare is not None:
        verdict, message = compiled.compare(case.output)
    elif verdict is Verdict.AC:
        message = compare(stdin, outcome.stdout, expected) or ""
        verdict = Verdict.WA if message else Verdict.AC
    result = _result(verdict, outcome)
    if verdict is Verdict.AC:
        return Ran(result, None, factor)
    failure = FirstFailure(
        ordinal, verdict, excerpt(case.output), excerpt(outcome.stdout), excerpt(message)
    )
    return Ran(result, failure, factor)


def _twice_kb(expected: bytes) -> int:
    """Return the KiB that twice the expected output takes: the right answer is never too long."""
    return -(-2 * len(expected) // 1024)


def _result(verdict: Verdict, outcome: Outcome) -> CaseResult:
    by_itself = not (outcome.killed or outcome.start_errno)
    return CaseResult(
        verdict,
        round(outcome.cpu_ms, 3),
        round(outcome.wall_ms, 3),
        outcome.peak_kb,
        exit_code=outcome.exit_code if by_itself and not outcome.signal else None,
        signal=outcome.signal if by_itself and outcome.signal else None,
    )


def _again(outcome: Outcome, time_limit_s: float, factor: float, now: float) -> bool:
    """Return whether what was too late for `time_limit_s` itself must be run under `now`."""
    if _out_of_time(outcome, time_limit_s * factor):
        return now > factor * NOTICEABLE
    return _out_of_time(outcome, time_limit_s * now)


def _once_more(
    sandbox: Sandbox, compiled: Compiled, stdin: bytes, limits: dict[str, Any], factor: float
) -> Outcome:
    """Run what seemed asleep again: it was, or the host did not let it run.

    It gets no longer than it needs; what turns out to be at work, all the time there is.
    """
    cpu_s = limits["time_limit_s"] * factor
    within_s = _alone_s(cpu_s) if sandbox.counts_queue_wait else None
    outcome = _run(sandbox, compiled, stdin, limits, factor, within_s)
    if outcome.killed is Killed.WALL and within_s and outcome.cpu_ms > cpu_s / 2 * 1e3:
        return _run(sandbox, compiled, stdin, limits, factor)
    return outcome


def _run(
    sandbox: Sandbox,
    compiled: Compiled,
    stdin: bytes,
    limits: dict[str, Any],
    factor: float,
    within_s: float | None = None,
) -> Outcome:
    if compiled.answer is not None:
        return Outcome(0, 0, 0, Killed.NOT, 0.0, 0.0, 0, compiled.answer, b"")
    cpu_s = limits["time_limit_s"] * factor
    bounds = Bounds(
        cpu_s=cpu_s,
        wall_s=within_s or wall_s(sandbox, cpu_s),
        memory_mb=limits["memory_limit_mb"],
        stack_mb=min(STACK_MB, limits["memory_limit_mb"]),
        file_bytes=limits["output_limit_kb"] * 1024 + 1,
        threads=limits["process_limit"],
        spare_mb=spare_mb(limits),
    )
    before = _oom_kills()
    for _ in range(2):
        outcome = sandbox.run(Kind.PROGRAM, compiled.command, bounds, stdin)
        if outcome.signal != signal.SIGKILL or outcome.killed or _out_of_time(outcome, cpu_s):
            return outcome
    if _oom_kills() > before:
        raise JudgeFault(
            "the host's out-of-memory killer ended a program: lower judge.workers or its limits"
        )
    if sandbox.walls.hold and outcome.cpu_ms > STARTING_MS * factor:
        raise JudgeFault(
            "something on the host killed a program with SIGKILL, twice, which it cannot do "
            "itself: look at the host's memory limits and watchdogs"
        )
    return outcome


def _oom_kills() -> int:
    with suppress(OSError):  # a host may have no such file
        for line in Path("/proc/vmstat").read_text().splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
    return 0


def _out_of_time(outcome: Outcome, cpu_s: float) -> bool:
    return outcome.killed in (Killed.CPU, Killed.WALL) or outcome.cpu_ms > cpu_s * 1e3


def _ended(
    outcome: Outcome, ending: Ending, limits: dict[str, Any], factor: float
) -> tuple[Verdict, str]:
    """Return the verdict on how a program ended, whatever its output; AC: as it should."""
    memory_mb = limits["memory_limit_mb"]
    if outcome.killed is Killed.WALL:
        return Verdict.TLE, f"still there after {outcome.wall_ms / 1e3:.1f} s, mostly asleep"
    if _out_of_time(outcome, limits["time_limit_s"] * factor):
        return Verdict.TLE, f"more than {limits['time_limit_s'] * factor:.3g} s of CPU time"
    failed = bool(outcome.signal or outcome.exit_code)
    out_of_memory = outcome.killed is Killed.MEMORY or outcome.peak_kb > memory_mb * 1024
    if out_of_memory or (failed and ending.out_of_memory):
        return Verdict.MLE, f"more than {memory_mb} MiB"
    if outcome.signal == signal.SIGXFSZ or len(outcome.stdout) > limits["output_limit_kb"] * 1024:
        return Verdict.OLE, f"more than {limits['output_limit_kb']} KiB of output"
    if outcome.killed is Killed.THREADS:
        return Verdict.RE, f"more than {limits['process_limit']} threads"
    if outcome.start_errno:
        return Verdict.RE, f"the program does not start (errno {outcome.start_errno})"
    return (Verdict.RE, ending.message) if failed else (Verdict.AC, "")
