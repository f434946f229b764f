"""Checker programs, for problems with many right answers: testlib's interface, and validators'.

`checker input output answer` accepts with exit status 0 and refuses with testlib's 1, 2, 4 or 8;
its first line on stderr is the message. `validator input answer feedback/ FLAGS < output`, which
the problem package format has, accepts with 42 and refuses with 43; the message is the first line
of feedback/judgemessage.txt.

Either is a dataset's program and reads a hostile output, so it is compiled and run behind the same
walls as a submission. The two never meet: the program is dead
and out of the box before the checker and the answer come in, and they are gone before it is back.

A checker that crashes or loops, and takes the expected output for right, met an output that it
cannot read: wrong. What else it does (fail on the expected output too, report a failure of its own)
is a CheckerFault: it says nothing about the submission.
"""

import os
import shutil
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tinylora.errors import CheckerFault, JudgeFault
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.checkers.compare import difference
from tinylora.judge.languages.language import Compiler
from tinylora.judge.running import wall_s
from tinylora.judge.verdict import excerpt
from tinylora.judge.walls.sandbox import MIB, PROGRAM, Bounds, Killed, Kind, Outcome, Sandbox

COMPILING = {"compile_time_limit_s": 30.0, "compile_memory_mb": 2048, "reopens": True}
"""More time than a submission gets, for testlib itself is 5,000 lines, and the freopen of the C
library, for its files are there."""
CPU_S = 10.0
MEMORY_MB = 1024
STACK_MB = 256
SAYS_BYTES = 4 * MIB
CHECKER, FEEDBACK = "checker", "feedback"
MESSAGE = "judgemessage.txt"
SAID_BESIDE = ("teammessage.txt", "judgeerror.txt", "diffposition.txt", "score.txt")
"""What validators write that nobody reads here."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """How a checker program is called, and what its exit statuses mean."""

    accepts: int
    refuses: tuple[int, ...]
    own_failure: int | None
    """The status for what is wrong with the checker or the expected output."""
    accepts_answer: bool
    """Whether what is kept as the answer must itself pass: a package may keep there whatever its
    validator wants to know."""


PROTOCOLS = {
    # Wrong answer, presentation error, something left over, unexpected end of file.
    "program": Protocol(0, (1, 2, 4, 8), 3, True),
    "validator": Protocol(42, (43,), None, False),
}

Compare = Callable[[bytes, bytes, bytes], str | None]
"""From a case's input, a program's output and the expected one to what is wrong; None: nothing."""


class CheckerPrograms:
    """The checker programs of a pool, each compiled when it is first needed.

    Args:
        folder: where they are kept; made here.
        compiler: C++'s, whatever the language of what is checked.
    """

    def __init__(self, folder: Path, compiler: Compiler) -> None:
        self._folder, self._compiler = folder, compiler
        self._lock = threading.Lock()
        self._complaints: dict[str, str] = {}
        folder.mkdir(mode=0o700)

    def comparing(self, checker: Checker, sandbox: Sandbox, slowness: float) -> Compare:
        """Return how `checker` compares in `sandbox`, whose box keeps the judged program only.

        Raises:
            CheckerFault: it does not compile. What is returned raises it when the checker fails.
        """
        if checker.source is None:
            return lambda _, output, answer: difference(answer, output, checker)
        program = self._folder / str(checker).replace(":", "-")
        if not program.exists():
            with self._lock:
                if not program.exists() and str(checker) not in self._complaints:
                    self._compile(checker, program, sandbox, slowness)
        if str(checker) in self._complaints:
            raise _fault(checker, f"does not compile: {self._complaints[str(checker)]}")
        return partial(_ask, checker, program, sandbox, slowness)

    def _compile(self, checker: Checker, program: Path, sandbox: Sandbox, slowness: float) -> None:
        with _judged_program_aside(sandbox):
            compiled = self._compiler.compile(sandbox, checker.source, COMPILING, slowness)
            if compiled.complaint is not None:
                self._complaints[str(checker)] = compiled.complaint
                return
            built = sandbox.box / PROGRAM
            if os.geteuid() == 0:
                os.chown(built, 0, 0)
            built.chmod(0o755)
            built.replace(program)


def _ask(
    checker: Checker,
    program: Path,
    sandbox: Sandbox,
    slowness: float,
    given: bytes,
    output: bytes,
    answer: bytes,
) -> str | None:
    """Return why the checker refuses the output; None: it does not."""
    protocol = PROTOCOLS[checker.mode]
    outcome = _run(checker, program, sandbox, slowness, given, output, answer)
    if _accepts(outcome, protocol):
        return None
    ended = _how_it_ended(outcome, protocol)
    if ended is None:
        return _words(outcome) or f"the checker refuses it with status {outcome.exit_code}"
    if outcome.exit_code == protocol.own_failure or not _copes(
        _run(checker, program, sandbox, slowness, given, answer, answer), protocol
    ):
        raise _fault(checker, f"{ended} on the input {excerpt(given)[:60]!r}")
    if outcome.killed is Killed.WALL or (outcome.signal == signal.SIGKILL and not outcome.killed):
        raise JudgeFault(f"checker {checker} {ended}: look at the host's load and memory")
    return f"the checker takes the expected output for right, and on this one it {ended}"


@contextmanager
def _judged_program_aside(sandbox: Sandbox) -> Iterator[None]:
    """Give the body an empty box; put the box back as it was."""
    judged, aside = sandbox.box / PROGRAM, sandbox.box.parent / f"aside-{sandbox.slot}"
    aside.unlink(missing_ok=True)
    with suppress(FileNotFoundError):  # without walls a program can remove itself
        judged.replace(aside)
    sandbox.clear()
    try:
        yield
    finally:
        sandbox.clear()
        with suppress(FileNotFoundError):
            aside.replace(judged)


def _run(
    checker: Checker,
    program: Path,
    sandbox: Sandbox,
    slowness: float,
    given: bytes,
    output: bytes,
    answer: bytes,
) -> Outcome:
    """Run the checker as its protocol calls it."""
    bounds = Bounds(
        cpu_s=CPU_S * slowness,
        wall_s=wall_s(sandbox, CPU_S * slowness),
        memory_mb=MEMORY_MB,
        stack_mb=STACK_MB,
        file_bytes=SAYS_BYTES,
    )
    with _judged_program_aside(sandbox):
        shutil.copyfile(program, sandbox.box / CHECKER)
        (sandbox.box / CHECKER).chmod(0o755)
        files = {"input": given, "answer": answer}
        if checker.mode == "program":
            files = {"input": given, "output": output, "answer": answer}
            output = b""
        for name, content in files.items():
            (sandbox.box / name).write_bytes(content)
            (sandbox.box / name).chmod(0o644)
        command = [f"./{CHECKER}", *files]
        if checker.mode == "validator":
            _open_feedback(sandbox.box / FEEDBACK)
            command += [f"{FEEDBACK}/", *checker.flags]  # to which a file's name is appended
        return sandbox.run(Kind.PROGRAM, command, bounds, output)


def _open_feedback(folder: Path) -> None:
    """Make the folder for a validator's words: the walls let it write to devices only.

    What it says to the judge goes to its stderr, which is read; the rest goes nowhere.
    """
    folder.mkdir()
    folder.chmod(0o755)
    (folder / MESSAGE).symlink_to("/dev/stderr")
    for name in SAID_BESIDE:
        (folder / name).symlink_to("/dev/null")


def _accepts(outcome: Outcome, protocol: Protocol) -> bool:
    by_itself = not (outcome.signal or outcome.start_errno or outcome.killed)
    return by_itself and outcome.exit_code == protocol.accepts


def _copes(outcome: Outcome, protocol: Protocol) -> bool:
    """Tell whether a checker that was asked about the answer itself did as it should."""
    if _accepts(outcome, protocol):
        return True
    return not protocol.accepts_answer and _how_it_ended(outcome, protocol) is None


def _how_it_ended(outcome: Outcome, protocol: Protocol) -> str | None:
    """Return in what way the checker failed; None: it refuses the output."""
    if outcome.killed:
        return f"was ended for its use of {outcome.killed.name}"
    if outcome.signal or outcome.start_errno:
        return f"ended with signal {outcome.signal} (errno {outcome.start_errno})"
    if outcome.exit_code in protocol.refuses:
        return None
    return f"ended with status {outcome.exit_code} ({_words(outcome)})"


def _words(outcome: Outcome) -> str:
    said = outcome.stderr.strip() or outcome.stdout.strip()
    return excerpt(said.split(b"\n")[0])


def _fault(checker: Checker, what: str) -> CheckerFault:
    return CheckerFault(f"checker {checker} {what}; mend the checker, or leave its problem out")
