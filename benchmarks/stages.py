"""Where the time of judging goes: front end, optimiser, assembler, linker, running.

Front end is what `-fsyntax-only` costs; what the compiler takes beyond it is the optimiser.
"""

import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tinylora.display import Column, fixed, percent, print_rows
from tinylora.judge.judge import Judge
from tinylora.judge.languages.toolchain import PROGRAM
from tinylora.judge.submission import Submission
from tinylora.judge.walls.sandbox import Kind, Outcome, Sandbox

STAGES = ("front end", "optimiser", "assembler", "linker", "running")
TOOL = re.compile(r"^# (\S+) ([\d.]+) ([\d.]+)", re.MULTILINE)


def print_stages(judge: Judge, submissions: list[Submission]) -> None:
    """Judge all once more and print CPU milliseconds per submission by stage, both ways."""
    with _watched() as ours:
        judge.judge_all(submissions)
    plain = _plain(submissions)
    plain["running"] = ours["running"]
    columns = (
        Column("stage", str),
        Column("g++ ms", lambda stage: plain[stage] / len(submissions), fixed(1)),
        Column("judge ms", lambda stage: ours[stage] / len(submissions), fixed(1)),
        Column("share of judge", lambda stage: ours[stage] / ours.total(), percent),
    )
    print_rows(STAGES, columns, title="CPU time of a submission")


def _plain(submissions: list[Submission]) -> Counter[str]:
    """Return the CPU milliseconds of g++ by stage, over all submissions."""
    spent: Counter[str] = Counter()
    command = ["g++", "-O2", "-std=gnu++17", "-DONLINE_JUDGE", "-time", "a.cpp"]
    with tempfile.TemporaryDirectory() as name:
        for submission in submissions:
            Path(name, "a.cpp").write_text(submission.source or "")
            front_ms = _tools_ms([*command, "-fsyntax-only"], name)["cc1plus"]
            for tool, cpu_ms in _tools_ms(command, name).items():
                _add(spent, tool, cpu_ms, front_ms)
    return spent


def _tools_ms(command: list[str], folder: str) -> dict[str, float]:
    """Return what `g++ -time` says that each of its tools took."""
    text = subprocess.run(command, cwd=folder, capture_output=True, text=True).stderr
    return {tool: 1e3 * (float(user) + float(system)) for tool, user, system in TOOL.findall(text)}


@contextmanager
def _watched() -> Iterator[Counter[str]]:
    """Yield the milliseconds by stage of whatever sandboxes run meanwhile."""
    spent: Counter[str] = Counter()
    run = Sandbox.run

    def watching(
        self: Sandbox, kind: Kind, command: Sequence[str], *rest: Any, **named: Any
    ) -> Outcome:
        tool, front_ms = Path(command[0]).name, 0.0
        if tool == "cc1plus":
            front_ms = run(self, kind, (*command, "-fsyntax-only"), *rest, **named).cpu_ms
        outcome = run(self, kind, command, *rest, **named)
        _add(spent, tool, outcome.cpu_ms, front_ms)
        return outcome

    with patch.object(Sandbox, "run", watching):
        yield spent


def _add(spent: Counter[str], tool: str, cpu_ms: float, front_ms: float) -> None:
    if tool == "cc1plus":
        spent["front end"] += min(front_ms, cpu_ms)
        spent["optimiser"] += max(cpu_ms - front_ms, 0.0)
    else:
        stage = "running" if tool == PROGRAM else "assembler" if tool.endswith("as") else "linker"
        spent[stage] += cpu_ms
