"""One submission in one sandbox: compile once, run every case, draw the conclusion."""

import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from tinylora.judge.checkers.checking import CheckerPrograms
from tinylora.judge.languages.language import Compiled, Compiler
from tinylora.judge.running import Ran, run_case, spare_mb
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import CaseResult, FirstFailure, Judgement, Verdict, excerpt, worst
from tinylora.judge.walls.sandbox import Sandbox

Identity = dict[str, Any]
"""The fields of a judgement that are known before judging, those up to `isolation`."""


def judge_in(
    sandbox: Sandbox,
    compiler: Compiler,
    checkers: CheckerPrograms,
    run_all: Callable[[Sandbox, list[Callable[[Sandbox], Ran]]], list[Ran]],
    submission: Submission,
    identity: Identity,
    slowness: float,
) -> Judgement:
    """Judge `submission` in `sandbox`, whose box is empty before and is not cleared after.

    `compiler` is that of the submission's language; `run_all` runs the cases, slow ones in other
    sandboxes as well.

    Raises:
        JudgeFault: ours to mend; says nothing about the submission.
    """
    if submission.source is None:
        why = f"the completion holds no {submission.language.capitalize()} source"
        return _nothing_ran(identity, submission, Verdict.NC, why, 0.0, slowness)
    limits = identity["limits"]
    size = len(submission.source.encode("utf-8", "surrogatepass"))
    if size > limits["source_limit_kb"] * 1024:
        why = f"{size / 1024:.1f} KiB of source, {limits['source_limit_kb']} KiB allowed"
        return _nothing_ran(identity, submission, Verdict.CE, why, 0.0, slowness)
    compiled = compiler.compile(sandbox, submission.source, limits, slowness)
    if compiled.complaint is not None:
        return _nothing_ran(
            identity, submission, Verdict.CE, compiled.complaint, compiled.cpu_ms, slowness
        )
    compare = checkers.comparing(submission.checker, sandbox, slowness)
    how = {"compiled": compiled, "limits": limits, "factor": slowness, "compare": compare}
    how["sleeper"] = threading.Event()
    cases = [
        partial(run_case, case=case, ordinal=place, **how)
        for place, case in enumerate(submission.test_cases)
    ]
    nothing_to_share = compiled.answer is not None or submission.checker.source
    if compiled.static_mb > limits["memory_limit_mb"] + spare_mb(limits):
        runs = _too_large_to_start(submission, compiled, limits["memory_limit_mb"], slowness)
    elif limits["stop_at_first_failure"] or nothing_to_share or not sandbox.walls.hold:
        # In order, in this box: nobody may copy what a program without walls left of itself.
        runs = (run(sandbox) for run in cases)
    else:
        runs = run_all(sandbox, cases)
    ran = list(_up_to_a_failure(runs) if limits["stop_at_first_failure"] else runs)
    return _concluded(identity, compiled, ran, len(submission.test_cases))


def _up_to_a_failure(runs: Iterable[Ran]) -> Iterator[Ran]:
    for one in runs:
        yield one
        if one.failure is not None:
            return


def _concluded(identity: Identity, compiled: Compiled, ran: list[Ran], total: int) -> Judgement:
    results = tuple(case.result for case in ran)
    passed = sum(result.verdict is Verdict.AC for result in results)
    return Judgement(
        **identity,
        verdict=worst([result.verdict for result in results]),
        passed=passed,
        total=total,
        score=passed / total,
        compile_ms=round(compiled.cpu_ms, 3),
        cpu_ms=round(sum(result.cpu_ms for result in results), 3),
        peak_kb=max(result.peak_kb for result in results),
        first_failure=next((case.failure for case in ran if case.failure), None),
        cases=results,
        wall_ms=round(sum(result.wall_ms for result in results), 3),
        host_factor=round(max(case.factor for case in ran), 4),
    )


def _nothing_ran(
    identity: Identity,
    submission: Submission,
    verdict: Verdict,
    why: str,
    compile_ms: float,
    slowness: float,
) -> Judgement:
    return Judgement(
        **identity,
        verdict=verdict,
        passed=0,
        total=len(submission.test_cases),
        score=0.0,
        compile_ms=round(compile_ms, 3),
        cpu_ms=0.0,
        peak_kb=0,
        first_failure=FirstFailure(None, verdict, "", "", excerpt(why)),
        cases=(),
        wall_ms=0.0,
        host_factor=round(slowness, 4),
    )


def _too_large_to_start(
    submission: Submission, compiled: Compiled, memory_mb: int, slowness: float
) -> list[Ran]:
    message = f"global variables of {compiled.static_mb} MiB, {memory_mb} MiB allowed"
    result = CaseResult(Verdict.MLE, 0.0, 0.0, 0)
    failures = [
        FirstFailure(ordinal, Verdict.MLE, excerpt(case.output), "", message)
        for ordinal, case in enumerate(submission.test_cases)
    ]
    return [Ran(result, failure, slowness) for failure in failures]
