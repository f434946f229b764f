"""What `tinylora score-math` found, for people, for programs, and row by row."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from tinylora.display import harmless
from tinylora.evaluation.statistics.comparison import Comparison, evidence, verdict_in_words
from tinylora.mathematics.file import MathFile, excerpt
from tinylora.mathematics.pairs import TIERS, Pairing
from tinylora.mathematics.scores import Report, ScoredProblem
from tinylora.mathematics.summary import MathSummary, metrics, values_by_problem

QUIET_S = 2.0
"""Seconds before the first sign of progress, and between plain lines of it."""
SHOWN = 8
"""Rejected and unmatched rows on the screen; --json has all."""


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """One file with what became of its rows."""

    path: str
    found: MathFile
    """Its rejects are those of scoring, too."""
    problems: list[ScoredProblem]
    summary: MathSummary

    def said(self) -> dict[str, Any]:
        """Return what a program reads."""
        rejects = self.found.rejects
        return {
            "path": self.path,
            "rows": {
                "read": self.found.read,
                "kept": len(self.problems),
                "rejected": len(rejects),
                "reasons": dict(Counter(reject.reason for reject in rejects)),
            },
            **asdict(self.summary),
            "rejects": [asdict(reject) for reject in rejects],
        }


@contextmanager
def progress(name: str) -> Iterator[Report]:
    """Yield what reports progress on stderr: nothing for what is quickly done."""
    console = Console(stderr=True)
    last = time.monotonic()
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"verify {harmless(name)}", total=None, visible=False)

        def report(done: int, total: int) -> None:
            nonlocal last
            bar.update(task, completed=done, total=total)
            if time.monotonic() - last >= QUIET_S:
                last = time.monotonic()
                bar.update(task, visible=True)
                if not console.is_terminal:
                    print(f"verified {done} of {total} problems", file=sys.stderr, flush=True)

        yield report


def unmatched(pairing: Pairing) -> dict[str, Any]:
    """Return the rows that were left out of a pairing."""
    return {
        "only_here": [_row(problem) for problem in pairing.only_first],
        "only_there": [_row(problem) for problem in pairing.only_second],
        "other_answer": [
            _row(here) | {"answer": here.answer, "row_there": there.row, "there": there.answer}
            for here, there in pairing.other_answer
        ],
    }


def conclusions(compared: dict[str, Comparison], k: int, form_only: bool) -> list[str]:
    """Return a sentence a metric, and one on form where that is all that changed."""
    lines = [
        f"{verdict_in_words(compared[metric.name], metric)} "
        f"({evidence(compared[metric.name], metric)})"
        for metric in metrics(k)
    ]
    if form_only:
        lines.append(
            "the answers' form changed: read in any form they are not detectably more often right"
        )
    return lines


def write_rows(out: Path, problems: list[ScoredProblem], tiers: dict[str, str], k: int) -> None:
    """Write a line a problem; the file is there whole or not at all."""
    half = out.with_name(out.name + ".part")
    any_of_k = values_by_problem(problems, metrics(k)[0], k)
    with half.open("w", encoding="utf-8", errors="backslashreplace") as handle:
        for problem in problems:
            row = asdict(problem)
            row["correct"] = [completion.correct for completion in problem.completions]
            row[f"pass@{k}"] = sum(any_of_k[problem.key]) / len(any_of_k[problem.key])
            if tiers:
                row["tier"] = tiers.get(problem.key)
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
    half.replace(out)


def show(said: dict[str, Any], console: Console) -> None:
    """Print everything for a person."""
    for name in ("file", "larger", "against"):
        if name in said:
            _show_file(said[name], said["k"], console)
    if "tiers" in said:
        table = Table("tier", "problems", "share", "95% interval", title="what they solve")
        for name in TIERS:
            share = said["tiers"]["shares"][name]
            low, high = 100 * share["low"], 100 * share["high"]
            table.add_row(
                *(name, str(said["tiers"]["problems"][name]), f"{100 * share['estimate']:.1f}%"),
                Text(f"[{low:.1f}, {high:.1f}]"),
            )
        console.print(table)
        _show_unmatched(said["tiers"]["unmatched"], "larger", console)
    if "comparison" in said:
        console.print(Text(f"{said['file']['path']} against {said['against']['path']}:", "bold"))
        for sentence in said["comparison"]["conclusions"]:
            console.print(Text(f"  {sentence}"))
        _show_unmatched(said["comparison"]["unmatched"], "against", console)


def reject_lines(file: dict[str, Any]) -> Iterator[str]:
    """Yield how many rows were read and kept, and the first that were not, with the reason."""
    rows = file["rows"]
    yield f"  rows: {rows['read']} read, {rows['kept']} kept, {rows['rejected']} rejected"
    for reject in file["rejects"][:SHOWN]:
        yield f"    row {reject['row']}: {reject['reason']}: {harmless(reject['detail'])}"
    if len(file["rejects"]) > SHOWN:
        yield f"    and {len(file['rejects']) - SHOWN} more: --json names them"


def _show_file(file: dict[str, Any], k: int, console: Console) -> None:
    title = (
        f"{harmless(file['path'])}: {file['problems']} problems, {file['completions']} completions"
    )
    console.print(Text(title, "bold"))
    table = Table("", "value", "95% interval", "method", box=None, pad_edge=False)
    for metric in metrics(k):
        found = file["intervals"][metric.name]
        table.add_row(
            *(metric.name, metric.show(found["estimate"])),
            Text(metric.show_range(found["low"], found["high"])),
            Text(found["method"], "dim"),
        )
    console.print(table)
    found = ", ".join(f"{name} {count}" for name, count in file["found"].items())
    console.print(Text(f"  answers found: {found}"))
    if file["not_verified"]:
        why = ", ".join(f"{name} {count}" for name, count in file["not_verified"].items())
        console.print(Text(f"  not verified, and counted as not right: {why}"))
    mean, median = file["length_mean"], file["length_median"]
    console.print(
        Text(f"  length in {harmless(file['length_unit'])}: mean {mean:.0f}, median {median:.0f}")
    )
    for line in reject_lines(file):
        console.print(Text(line))


def _show_unmatched(found: dict[str, Any], option: str, console: Console) -> None:
    for name, words in (
        ("only_here", "only in FILE"),
        ("only_there", f"only in --{option}"),
        ("other_answer", "with another right answer there"),
    ):
        rows = found[name]
        if rows:
            console.print(Text(f"  left out, {words}: {len(rows)}"))
        for row in rows[:SHOWN]:
            console.print(Text(f"    row {row['row']}: {harmless(row['problem'])}"))
        if len(rows) > SHOWN:
            console.print(Text(f"    and {len(rows) - SHOWN} more: --json names them"))


def _row(problem: ScoredProblem) -> dict[str, Any]:
    return {"row": problem.row, "problem": excerpt(problem.problem)}
