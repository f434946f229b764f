"""Two Ray nodes of one core each against the local pool with two workers, on the same two cores.

    python -m benchmarks.fan_out [--rounds 3] [--copies 4]

Both judge the same submissions in turns, start apart, and must agree on every id and verdict. Then
what the flow's process pays for a submission that a node judges: bytes, CPU time, and a row. On a
machine that is busy with something else the ratio is as noisy as the machine.
"""

import argparse
import os
import pickle
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from benchmarks.mixed_submissions import ending
from benchmarks.ray_nodes import ENVIRONMENT, Nodes
from tinylora.judge.judge import Judge
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission
from tinylora.judge.verdict import Judgement
from tinylora.stages.judging.judgements import Ledger
from tinylora.warehouse import Warehouse

console = Console(highlight=False)
CORES = 2
SHARD = 64


def main() -> None:
    """Print the ratio by round, and the costs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=4, help="of 31 submissions, in a round")
    asked = parser.parse_args()
    os.environ.update(ENVIRONMENT)
    from tinylora.cluster.cluster_judge import ClusterJudge

    settings = JudgeSettings(workers=CORES)
    with tempfile.TemporaryDirectory() as name, Nodes(Path(name)) as nodes:
        for node in range(CORES):
            nodes.add(f"node-{node}")
        started = time.perf_counter()
        with (
            ClusterJudge(settings, nodes.execution, Path(name) / "flow") as there,
            open_judge(settings, Path(name) / "here") as here,
        ):
            console.print(f"both judges are open after {time.perf_counter() - started:.1f} s")
            for judge in (here, there):  # the second sight of a set of headers precompiles it
                judge.judge_all(copies(0, 2))
            ratios, cpu = [], []
            for number in range(1, asked.rounds + 1):
                submissions = copies(number, asked.copies)
                own, here_s, _ = timed(here, submissions)
                theirs, there_s, cpu_s = timed(there, submissions)
                agree(own, theirs)
                ratios.append(here_s / there_s)
                cpu.append(cpu_s / len(submissions))
                console.print(
                    f"round {number}: {len(submissions)} submissions, local pool {here_s:.1f} s, "
                    f"nodes {there_s:.1f} s, throughput {ratios[-1]:.2f} of the pool's"
                )
            console.print(f"median: {statistics.median(ratios):.2f} of the local pool's throughput")
        print_costs(submissions, theirs, statistics.median(cpu), Path(name))


def copies(number: int, count: int) -> list[Submission]:
    """Return submissions that no cache knows: in each round the same, under another comment."""
    return [
        one if one.source is None else replace(one, source=f"{one.source}// {number} {copy}\n")
        for copy in range(count)
        for one in ending()
    ]


def timed(judge: Judge, submissions: list[Submission]) -> tuple[list[Judgement], float, float]:
    """Return the judgements, seconds, and this process's CPU seconds."""
    cpu, started = time.process_time(), time.perf_counter()
    judged = judge.judge_all(submissions)
    return judged, time.perf_counter() - started, time.process_time() - cpu


def agree(own: list[Judgement], theirs: list[Judgement]) -> None:
    """Raise SystemExit unless both have the same ids and verdicts."""
    mine, others = ([(one.judgement_id, one.verdict) for one in side] for side in (own, theirs))
    if mine != others:
        differ = sum(a != b for a, b in zip(mine, others, strict=True))
        raise SystemExit(f"the two ways differ on {differ} of {len(own)} submissions")


def print_costs(
    submissions: list[Submission], judged: list[Judgement], cpu_s: float, folder: Path
) -> None:
    """Print what one submission costs the cores that judge, the network and the flow's process."""
    shard = (submissions * SHARD)[:SHARD]
    alone = statistics.mean(len(pickle.dumps([one])) for one in shard)
    together = len(pickle.dumps(shard)) / SHARD
    back = len(pickle.dumps(judged)) / len(judged)
    warehouse = Warehouse(folder / "warehouse.duckdb")
    warehouse.migrate()
    ledger = Ledger(warehouse)
    for one in judged:
        ledger[one.judgement_id] = one
    started = time.perf_counter()
    ledger.store()
    stored_s = (time.perf_counter() - started) / len(judged)
    judging_s = statistics.mean((one.compile_ms + one.cpu_ms) / 1e3 for one in judged)
    console.print(
        f"a submission: {judging_s:.3f} CPU s of compiler and program; to a node "
        f"{alone / 1024:.1f} KiB alone, {together / 1024:.1f} KiB in a shard of {SHARD}, back "
        f"{back / 1024:.1f} KiB; the flow's process {cpu_s * 1e3:.2f} CPU ms, and "
        f"{stored_s * 1e3:.2f} ms to store it"
    )


if __name__ == "__main__":
    main()
