"""The seam for languages: how a program is found, made ready and run, and how that is proved.

A `Language` is known before anything is looked at; a `Compiler` is what this host has for it, one
for each pool. A new language is a file that has both and a line in `registry.py`; see
docs/adding-a-language.md.
"""

import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Verdict
from tinylora.judge.walls.sandbox import Outcome, Sandbox
from tinylora.judge.walls.walls import Access
from tinylora.problem import TestCase


@dataclass(frozen=True, slots=True)
class Ending:
    """What a program that did not end as it should says of its end."""

    message: str
    """Of the verdict RE."""
    out_of_memory: bool = False
    """It says itself that it got no more memory: the verdict is MLE."""


def how_it_ended(outcome: Outcome, words: str) -> str:
    """Return the signal or the exit status in words, and after it what the program said."""
    if outcome.signal:
        return f"signal {outcome.signal} ({_signal_name(outcome.signal)}) {words}".strip()
    return f"exit status {outcome.exit_code} {words}".strip()


def plain_ending(outcome: Outcome) -> Ending:
    """Return how it ended and the first line that it wrote to its error output."""
    return Ending(how_it_ended(outcome, outcome.stderr_text.strip().split("\n")[0]))


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of a source: a refusal, a program to run, or an answer that needs no running."""

    complaint: str | None
    """Why there is nothing to run, at most 300 characters: the verdict is CE. None: there is."""
    cpu_ms: float = 0.0
    """CPU time that it took."""
    command: tuple[str, ...] = ()
    """argv of what runs on each case, its working directory the box. All that it needs of this
    source is the file `prog` in the box, which other workers copy."""
    answer: bytes | None = None
    """The output on every case: no process is started. None: `command` makes the output."""
    compare: Callable[[str], tuple[Verdict, str]] | None = None
    """Holds `answer` against a case's expected output: the verdict and, unless AC, why. It may
    raise JudgeFault. None: the submission's checker compares."""
    static_mb: int = 0
    """Memory the program asks for before it starts (its global arrays)."""
    doubtful: bool = False
    """The complaint is not plainly about the program's own lines."""
    ending: Callable[[Outcome], Ending] = plain_ending
    """What the last words of a program mean that ended by a signal or a status other than 0."""
    own_cpu_s: float = 0.0
    """CPU seconds on the reference host that what runs the program (an interpreter) takes for
    itself. They are added to the time limit, and stretched with it."""
    own_mb: int = 0
    """MiB that it takes for itself, added to the memory limit."""


@dataclass(frozen=True, slots=True)
class Canary:
    """A program whose verdict is known: what it gets says whether this host judges rightly."""

    verdict: Verdict
    """What it must get."""
    source: str
    test_cases: tuple[TestCase, ...]
    time_limit_s: float
    """CPU seconds a case."""
    memory_limit_mb: int


class Compiler(Protocol):
    """What this host has for a language. A pool's threads call `compile` side by side."""

    @property
    def version(self) -> str:
        """What compiles or runs it, in one line; part of every judgement's identity.

        It must change with whatever can change a verdict and is not the judge's own code.
        """

    @property
    def access(self) -> Access:
        """What compiling and running may read and execute beside the box."""

    def prepare(self, folder: Path, kept: Path) -> None:
        """Put what is needed beside the boxes; called before all `compile`.

        Called once, and again where it raised: what it left half done must not stand in its way.

        Args:
            folder: the pool's, removed with it. `folder/X` is `../X` to what runs in a box, where
                `access` allows it.
            kept: shared by the pools of this scratch folder, before and after this one.

        Raises:
            JudgeFault: it cannot be done, with the remedy.
        """

    def compile(
        self, sandbox: Sandbox, source: str, limits: dict[str, Any], slowness: float
    ) -> Compiled:
        """Make `source` ready to run in the sandbox's empty box, or say why it cannot be.

        What is started is started by `sandbox.run(Kind.COMPILER, ...)`, under the limits. A
        language that starts nothing leaves the sandbox alone.

        Args:
            sandbox: with an empty box; what compiles may write there and nowhere else.
            source: the program as it stands, of any characters.
            limits: compile_time_limit_s and compile_memory_mb are meant.
            slowness: factor on the time limit on this host.

        Raises:
            JudgeFault: it failed for a reason that is not the source's.
        """

    def close(self) -> None:
        """End what `prepare` and `compile` left running; nothing is compiled after it."""


class Language(Protocol):
    """One language, without state.

    One whose `Compiled` always has a `compare` says `compares_itself = True` besides; then its
    problems have no checker.
    """

    @property
    def name(self) -> str:
        """As a `Submission` names it, lower case: "c++"."""

    def extract(self, text: str, code_block: Literal["last", "first"] = "last") -> str | None:
        """Return the source in a completion's text, or None where there is none (NC).

        A language whose functions are called (Python) takes `function` besides, the name of the one
        that is looked for; so does its `is_complete`.
        """

    def is_complete(self, text: str) -> bool:
        """Return whether a completion that says `text` so far has just ended its answer.

        Sampling stops there. False where in doubt: it then goes on to the completion's own end.
        """

    def find(self, settings: JudgeSettings) -> Compiler:
        """Look for what the language needs on this host; nothing is written.

        Raises:
            JudgeFault: it is not installed, or of no use; with the remedy.
        """

    def canaries(self) -> tuple[Canary, ...]:
        """Return at least one program that must be AC, and one for each other verdict it can get.

        They are judged when a pool first meets the language, and every so often after that.
        """


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "real-time"
