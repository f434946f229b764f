"""Time two ways of doing the same work in turns, so that a noisy machine is noisy for both."""

import resource
import statistics
import time
from collections.abc import Callable, Mapping

from rich.console import Console

from tinylora.display import Column, fixed, print_rows

progress = Console(stderr=True, highlight=False)


def compare(
    title: str, peer: Callable[[], object], ours: Callable[[], object], rounds: int
) -> float:
    """Print seconds of both sides by round and return the median of peer / ours."""
    rows = [
        {"round": number, "peer s": _seconds(peer), "ours s": _seconds(ours)}
        for number in range(1, rounds + 1)
    ]
    seconds = [Column(name, show=fixed(2)) for name in ("peer s", "ours s")]
    ratio = Column("peer / ours", lambda row: row["peer s"] / row["ours s"], fixed(2))
    print_rows(rows, (Column("round"), *seconds, ratio), title=title)
    median = statistics.median(map(ratio.value, rows))
    Console(highlight=False).print(f"median ratio {median:.2f} × over {rounds} rounds")
    return median


def in_turns(
    title: str, sides: Mapping[str, Callable[[], object]], rounds: int
) -> dict[str, list[float]]:
    """Print and return the seconds of each side, by round; a line for each as it ends, too."""
    rows = []
    for number in range(1, rounds + 1):
        row: dict[str, float] = {"round": number}
        for name, work in sides.items():
            row[name] = _seconds(work)
            progress.print(f"{title}, round {number} of {rounds}: {name} {row[name]:.1f} s")
        rows.append(row)
    seconds = [Column(f"{name} s", name, fixed(3)) for name in sides]
    print_rows(rows, (Column("round"), *seconds), title=title)
    return {name: [row[name] for row in rows] for name in sides}


def median_ratio(above: list[float], below: list[float]) -> float:
    """Return the median over rounds of one side's seconds over another's."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def say(
    what: str, found: float, at_least: float | None = None, at_most: float | None = None
) -> None:
    """Print a ratio, and whether it meets its target where it has one."""
    console = Console(highlight=False)
    if at_least is None and at_most is None:
        console.print(f"{what}: {found:.2f}")
        return
    target = f"at least {at_least:g}" if at_most is None else f"at most {at_most:g}"
    met = found >= at_least if at_most is None else found <= at_most
    console.print(f"{what}: {found:.2f}, target {target}: {'met' if met else 'NOT MET'}")


def cpu_s() -> float:
    """Return the CPU seconds so far of this process and of those children that it waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + time.process_time()


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
