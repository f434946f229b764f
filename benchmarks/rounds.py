"""Time two ways of doing the same work in turns, so that a noisy machine is noisy for both."""

import statistics
import time
from collections.abc import Callable, Mapping

from rich.console import Console
from rich.table import Table


def compare(
    title: str, peer: Callable[[], object], ours: Callable[[], object], rounds: int
) -> float:
    """Print seconds of both sides by round and return the median of peer / ours."""
    table = Table("round", "peer s", "ours s", "peer / ours", title=title, title_justify="left")
    ratios = []
    for number in range(1, rounds + 1):
        slow, fast = _seconds(peer), _seconds(ours)
        ratios.append(slow / fast)
        table.add_row(str(number), f"{slow:.2f}", f"{fast:.2f}", f"{slow / fast:.2f}")
    median = statistics.median(ratios)
    console = Console()
    console.print(table)
    console.print(f"median ratio {median:.2f} × over {rounds} rounds", highlight=False)
    return median


def in_turns(
    title: str, sides: Mapping[str, Callable[[], object]], rounds: int
) -> dict[str, list[float]]:
    """Print and return the seconds of each of several sides, by round."""
    table = Table("round", *(f"{name} s" for name in sides), title=title, title_justify="left")
    seconds: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(1, rounds + 1):
        for name, work in sides.items():
            seconds[name].append(_seconds(work))
        table.add_row(str(number), *(f"{times[-1]:.3f}" for times in seconds.values()))
    Console().print(table)
    return seconds


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


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
