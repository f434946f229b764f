"""The judge against one `subprocess.run` of g++ and one per test, serial and without walls.

    python -m benchmarks.judge [--rounds 3]
    python -m benchmarks.judge --home HOME           # programs that models wrote, of a home

Both judge the same 32 submissions × 5 tests and must agree on what passes; they take turns. The
pool is started once, as a training starts it: its start is printed, not counted. Its verdict cache
is emptied before every round; its header cache is warm, as in any training after its first minutes.
CPU seconds stand beside the seconds: on a machine that is busy with something else trust those.
With --home they are 64 programs drawn from a home's stored evaluations, with all their test cases.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.mixed_submissions import ending, looping
from benchmarks.rounds import cpu_s
from benchmarks.serial_judge import judge_serially
from benchmarks.stages import print_stages
from benchmarks.start_up import print_start_up
from tinylora.display import Column, fixed, print_rows
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission, submission_of
from tinylora.judge.verdict import Judgement, Verdict
from tinylora.stages.judging.judge_row import problems_in
from tinylora.warehouse import Warehouse, to_rows

console = Console(highlight=False)
Judge = Callable[[list[Submission]], list[Judgement]]
PROGRAMS = 64
WRITTEN = """
select distinct problem_key, source, source_sha
from judged_completions
where evaluation_id is not null and source is not null and answer_language = 'c++'
order by md5(source_sha || problem_key) limit $programs"""
"""Of a home: each program of a problem once, in an order that is the same each time."""


def main() -> None:
    """Print the ratios, the cost of starting a program, and where the time goes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--home", type=Path, help="whose evaluations' programs to judge")
    chosen = parser.parse_args()
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

            some = ending() if chosen.home is None else written(chosen.home)
            for _ in range(2):
                ours(some)  # the second sight of a set of headers precompiles it
            if chosen.home is not None:
                compare({f"{len(some)} of {chosen.home.name}": some}, ours, chosen.rounds)
                return
            compare(mixed(some, looping()), ours, chosen.rounds)
            print_start_up(pool, Path(name))
            cache.clear()
            print_stages(pool, some)


def written(home: Path) -> list[Submission]:
    """Return programs that models wrote, PROGRAMS of those of a home's stored evaluations."""
    warehouse = Warehouse(home / "warehouse.duckdb")
    found = to_rows(warehouse.select(WRITTEN, programs=PROGRAMS))
    problem_of = problems_in(warehouse)
    return [submission_of(row["source"], problem_of(row["problem_key"])) for row in found]


def mixed(some: list[Submission], endless: Submission) -> dict[str, list[Submission]]:
    """Return what is judged by name: with an endless program in the middle, and without it."""
    half = len(some) // 2
    every = [*some[:half], endless, *some[half:]]
    return {
        f"{len(every)}": every,
        f"{len(every)}, to a failure": [replace(one, stop_at_first_failure=True) for one in every],
        f"{len(some)} that end": some,
    }


def compare(ways: dict[str, list[Submission]], ours: Judge, rounds: int) -> None:
    """Print seconds and CPU seconds of both ways by round, and the median ratios."""
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
    title = "submissions, judged both ways; to a failure: both stop at the first"
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
    before, started = cpu_s(), time.perf_counter()
    done = work(submissions)
    return done, time.perf_counter() - started, cpu_s() - before


if __name__ == "__main__":
    main()
