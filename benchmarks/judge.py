"""The judge against one `subprocess.run` of g++ and one per test, serial and without walls.

    python -m benchmarks.judge [--rounds 3]

Both judge the same 32 submissions × 5 tests and must agree on what passes; they take turns. The
pool is started once, as a training starts it: its start is printed, not counted. Its verdict cache
is emptied before every round; its header cache is warm, as in any training after its first minutes.
CPU seconds stand beside the seconds: on a machine that is busy with something else trust those.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.mixed_submissions import CASES, ending, looping
from benchmarks.serial_judge import judge_serially
from benchmarks.stages import print_stages
from benchmarks.start_up import print_start_up
from tinylora.display import Column, fixed, print_rows
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement, Verdict

console = Console(highlight=False)
Judge = Callable[[list[Submission]], list[Judgement]]


def main() -> None:
    """Print the ratios, the cost of starting a program, and where the time goes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    cache: dict[str, Judgement] = {}
    with tempfile.TemporaryDirectory() as name:
        started = time.perf_counter()
        with open_judge(JudgeSettings(), Path(name), cache) as pool:
            start_s = time.perf_counter() - started
            console.print(
                f"{pool.compiler}; isolation {pool.isolation}; {len(os.sched_getaffinity(0))} "
                f"cores; the pool starts in {start_s:.1f} s"
            )

            def ours(submissions: list[Submission]) -> list[Judgement]:
                cache.clear()
                return pool.judge_all(submissions)

            some = ending()
            for _ in range(2):
                ours(some)  # the second sight of a set of headers precompiles it
            compare(some, looping(), ours, rounds)
            print_start_up(pool, Path(name))
            cache.clear()
            print_stages(pool, some)


def compare(some: list[Submission], endless: Submission, ours: Judge, rounds: int) -> None:
    """Print seconds and CPU seconds of both ways by round, and the median ratios."""
    half = len(some) // 2
    every = [*some[:half], endless, *some[half:]]
    ways = {
        f"{len(every)}": every,
        f"{len(every)}, to a failure": [replace(one, stop_at_first_failure=True) for one in every],
        f"{len(some)} that end": some,
    }
    rows = []
    ratios: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(1, rounds + 1):
        for way, submissions in ways.items():
            passed, peer_s, peer_cpu_s = _measured(judge_serially, submissions)
            judged, judge_s, judge_cpu_s = _measured(ours, submissions)
            judge_cpu_s += sum(one.compile_ms + one.cpu_ms for one in judged) / 1e3
            check_agreement(passed, judged)
            ratios[way].append(peer_s / judge_s)
            wall = {"peer s": peer_s, "judge s": judge_s, "ratio": peer_s / judge_s}
            cpu = {"peer CPU": peer_cpu_s, "judge CPU": judge_cpu_s}
            cpu["CPU ratio"] = peer_cpu_s / judge_cpu_s
            rows.append({"round": number, "submissions": way} | wall | cpu)
    names = (Column("round"), Column("submissions"))
    numbers = [Column(name, show=fixed(2)) for name in (wall | cpu)]
    title = f"submissions × {CASES} tests; to a failure: both stop at the first"
    print_rows(rows, (*names, *numbers), title=title)
    for way, found in ratios.items():
        console.print(
            f"{way:16} median ratio {statistics.median(found):.2f} × over {rounds} rounds"
        )


def check_agreement(passed: list[int | None], judgements: list[Judgement]) -> None:
    """Raise SystemExit unless both agree on what compiles, how many tests pass, and what is AC."""
    ours = [None if judged.verdict is Verdict.CE else judged.passed for judged in judgements]
    accepted = [judged.passed == judged.total for judged in judgements]
    if passed != ours or accepted != [judged.verdict is Verdict.AC for judged in judgements]:
        raise SystemExit(f"the two ways differ: {passed} tests passed against our {ours}")
    mix = Counter(str(judged.verdict) for judged in judgements)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in mix.most_common())
    console.print(f"both ways agree on {len(ours)} of {len(ours)}: {counts}")


def _measured(work: Callable[[list[Submission]], Any], submissions: list[Submission]) -> Any:
    """Return what `work` returns, its seconds, and our and our finished children's CPU seconds."""
    before, started = _cpu_s(), time.perf_counter()
    done = work(submissions)
    return done, time.perf_counter() - started, _cpu_s() - before


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + time.process_time()


if __name__ == "__main__":
    main()
