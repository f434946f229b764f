"""Python: the host's interpreter behind the walls, with the standard library and nothing else.

The canaries of Python: the smallest programs that get each verdict.
"""

import re
from pathlib import Path
from typing import Any

from tinylora.code_identity import code_version
from tinylora.entry_points import PYTHON as CODE
from tinylora.errors import JudgeFault
from tinylora.judge.languages.compiling import compiler_bounds, killed_words, raise_if_ours
from tinylora.judge.languages.interpreter import REMEDY, Interpreter, find_interpreter
from tinylora.judge.languages.language import Canary, Compiled, Ending, how_it_ended
from tinylora.judge.languages.python_source import closes_fence, extract_python
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Verdict, excerpt
from tinylora.judge.walls.sandbox import PROGRAM, Kind, Outcome, Sandbox
from tinylora.judge.walls.walls import Access
from tinylora.problem import Origin, TestCase

ENVIRONMENT = (
    "PYTHONHASHSEED=0",  # sets and hashes of strings come out alike in every run
    "PYTHONSAFEPATH=1",  # the box is no place to import from
    "PYTHONUTF8=1",  # not the encoding of the host's locale
    "MALLOC_ARENA_MAX=1",  # else each thread reserves 64 MiB of the addresses there are
)
FLAGS = ("-s", "-S", "-B")
"""No packages of a user or of the host, and no bytecode written. Not -I, which would also ignore
these variables, and the walls let in no other."""
OWN_CPU_S = 0.05
"""The interpreter takes 0.01 to 0.02 s to start, and 0.03 to 0.04 s with the modules that contest
programs import (collections, heapq, bisect, itertools, functools, math, re, random)."""
DRIVER = Path(__file__).with_name("python_driver.py").read_text(encoding="utf-8")
"""Runs instead of START where a function of the program is called."""
DRIVER_CPU_S = 0.1
"""As OWN_CPU_S, with all modules that the driver imports: 0.04 to 0.06 s."""
OWN_MB = 16
"""It has touched 8 MiB before the first line, and 10 to 12 with those modules."""
THREAD_STACK_MB = 8
"""Without it a thread would take the first one's limit (256 MiB) of the addresses there are. A
program may say another."""

PARSE = f"""
import sys
try:
    compile(open("{PROGRAM}", "rb").read(), "{PROGRAM}", "exec", dont_inherit=True)
except SyntaxError as error:
    where = f"line {{error.lineno}}: " if error.lineno else ""
    sys.exit(f"{{where}}{{type(error).__name__}}: {{error.msg}}")
except BaseException as error:
    sys.exit(f"{{type(error).__name__}}: {{error}}".rstrip(": "))
"""
START = f"""
import _signal, _sitebuiltins, _thread, builtins, sys
builtins.exit = _sitebuiltins.Quitter("exit", "Ctrl-D (i.e. EOF)")
builtins.quit = _sitebuiltins.Quitter("quit", "Ctrl-D (i.e. EOF)")
_signal.signal(_signal.SIGXFSZ, _signal.SIG_DFL)
_thread.stack_size({THREAD_STACK_MB} << 20)
sys.argv[:] = ["{PROGRAM}"]
__file__ = "{PROGRAM}"
del _signal, _sitebuiltins, _thread, builtins, sys
exec(compile(open(__file__, "rb").read(), __file__, "exec"))
"""
"""What -S leaves out and programs use (exit and quit), the signal that says too much output, and
then the program, as __main__."""
ENV_FAILED = (126, 127)
"""What env ends with where it cannot start the interpreter."""
STDERR_BYTES = 4096
"""What a run keeps of the beginning of its error output."""
UNCAUGHT = 1
"""What an exception that nothing catches ends the interpreter with."""
STILLBORN = re.compile(rb"^Fatal Python error: init", re.MULTILINE)  # what it quotes is indented
"""What the interpreter says where it cannot come up, for lack of its standard library say."""
TRACEBACK = b"Traceback (most recent call last):"
_CASES = (TestCase("1 2\n", "3\n", Origin.PUBLIC), TestCase("20 22\n", "42\n", Origin.PUBLIC))
_ADD = "a, b = map(int, input().split())\nprint(a + b)\n"
SECONDS, MEGABYTES = 0.25, 64
"""Limits of a canary."""


class Python:
    """See `Language`."""

    name = "python"
    extract = staticmethod(extract_python)
    is_complete = staticmethod(closes_fence)

    def find(self, settings: JudgeSettings) -> "CPython":
        """Look for an interpreter that every user may start.

        Raises:
            JudgeFault: there is none, or it is too old or broken.
        """
        return CPython(find_interpreter())

    def canaries(self) -> tuple[Canary, ...]:
        """Return one for each of AC, WA, TLE, RE and CE, and two for MLE."""
        sources = (
            (Verdict.AC, _ADD),
            (Verdict.WA, _ADD.replace("a + b", "a - b")),
            (Verdict.TLE, "while True:\n    pass\n"),
            (Verdict.MLE, "x = bytearray(b'1') * (160 << 20)\n" + _ADD),  # touched
            (Verdict.MLE, "x = bytearray(1 << 40)\n" + _ADD),  # refused: a MemoryError
            (Verdict.RE, _ADD + "1 / 0\n"),
            (Verdict.CE, _ADD + "this is no Python\n"),
        )
        return tuple(
            Canary(verdict, source, _CASES[: 2 if verdict is Verdict.AC else 1], SECONDS, MEGABYTES)
            for verdict, source in sources
        )


class CPython:
    """See `Compiler`. It has no state."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._command = (interpreter.env, *ENVIRONMENT, interpreter.path, *FLAGS, "-c")
        self.version = f"{interpreter.version}, code {code_version(CODE)}"

    @property
    def access(self) -> Access:
        """The interpreter and its standard library, to parse and to run."""
        return self._interpreter.access

    def prepare(self, folder: Path, kept: Path) -> None:
        """Put nothing beside the boxes."""

    def compile(
        self, sandbox: Sandbox, source: str, limits: dict[str, Any], slowness: float
    ) -> Compiled:
        """Let the interpreter parse the source; nothing of it runs.

        Raises:
            JudgeFault: the interpreter does not start or does not get on.
        """
        path = sandbox.box / PROGRAM
        path.write_bytes(source.encode("utf-8", "surrogatepass"))
        path.chmod(0o644)
        left_s = limits["compile_time_limit_s"] * slowness
        command = (*self._command, PARSE)
        outcome = sandbox.run(Kind.COMPILER, command, compiler_bounds(left_s, limits))
        if not outcome.ok:
            raise_if_ours(sandbox, outcome, self._interpreter.path, left_s, REMEDY)
            if outcome.exit_code in ENV_FAILED or STILLBORN.search(outcome.stderr):
                words = outcome.stderr_text.strip().splitlines()
                why = next((line for line in words if line.startswith("Fatal")), words[-1])
                raise JudgeFault(f"Python does not start in the sandbox ({why}): {REMEDY}")
            return Compiled(_complaint(outcome, limits), outcome.cpu_ms)
        function = limits.get("function")
        runs = (START,) if function is None else (DRIVER, function)
        return Compiled(
            None,
            outcome.cpu_ms,
            command=(*self._command, *runs),
            ending=_ending,
            own_cpu_s=OWN_CPU_S if function is None else DRIVER_CPU_S,
            own_mb=OWN_MB,
        )

    def close(self) -> None:
        """Leave everything: an interpreter ends with its program."""


PYTHON = Python()


def _complaint(outcome: Outcome, limits: dict[str, Any]) -> str:
    if outcome.killed:
        return killed_words(outcome.killed, limits)
    lines = outcome.stderr_text.strip().splitlines()
    return excerpt(lines[-1]) if lines else f"the parser: {how_it_ended(outcome, '')}"


def _ending(outcome: Outcome) -> Ending:
    """Return the last line of a traceback, or how else it ended and the last line that it wrote."""
    all_of_it = len(outcome.stderr) < STDERR_BYTES
    said = outcome.stderr if all_of_it else outcome.stderr_end
    line = said.decode("utf-8", "replace").strip().split("\n")[-1]
    if outcome.exit_code != UNCAUGHT:
        return Ending(how_it_ended(outcome, line))
    raised = TRACEBACK in outcome.stderr and line
    message = line if raised else how_it_ended(outcome, line)
    return Ending(message, out_of_memory=line == "MemoryError")
