"""Two languages that are nobody's: what a new one's own file holds, as small as it gets.

`Text` compares an answer and starts no process, as mathematics would. `Python` starts an
interpreter, with walls of its own.
"""

from pathlib import Path

from tinylora.errors import JudgeFault
from tinylora.judge.languages.language import Canary, Compiled
from tinylora.judge.verdict import Verdict
from tinylora.judge.walls.sandbox import MIB, PROGRAM, Bounds, Kind
from tinylora.judge.walls.walls import Access
from tinylora.problem import Origin, TestCase


def canary(verdict, source, given, wanted):
    cases = (TestCase(given, wanted, Origin.PUBLIC),)
    return Canary(verdict, source, cases, time_limit_s=2.0, memory_limit_mb=256)


class Text:
    """What follows the last "answer:" is the output."""

    name = "text"
    version = "text 1"
    access = Access()

    def extract(self, text, code_block="last"):
        _, found, answer = text.rpartition("answer:")
        return answer.strip() if found else None

    def find(self, settings):
        return self

    def prepare(self, folder, kept):
        pass

    def close(self):
        pass

    def compile(self, sandbox, source, limits, slowness):
        if not source:
            return Compiled("an answer without a character")
        return Compiled(None, answer=source.encode())

    def canaries(self):
        return (
            canary(Verdict.AC, "42", "", "42\n"),
            canary(Verdict.WA, "41", "", "42\n"),
            canary(Verdict.CE, "", "", "42\n"),
        )


class Python:
    """The host's own interpreter, without site packages. A source that does not parse is CE."""

    name = "python"
    interpreter = str(Path("/usr/bin/python3").resolve())
    version = f"python {Path(interpreter).name}"
    command = (interpreter, "-I", "-S", "-B")
    parses = f"compile(open('{PROGRAM}', 'rb').read(), '{PROGRAM}', 'exec')"
    libraries = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/etc/ld.so.cache")
    reads = tuple(path for path in (*libraries, interpreter) if Path(path).exists())
    starts = (interpreter, "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")
    access = Access(reads, starts, reads, starts)

    def extract(self, text, code_block="last"):
        return text

    def find(self, settings):
        if not Path(self.interpreter).exists():
            raise JudgeFault("there is no /usr/bin/python3: install it (apt install python3)")
        return self

    def prepare(self, folder, kept):
        pass

    def close(self):
        pass

    def compile(self, sandbox, source, limits, slowness):
        (sandbox.box / PROGRAM).write_text(source)
        (sandbox.box / PROGRAM).chmod(0o644)
        cpu_s = limits["compile_time_limit_s"] * slowness
        bounds = Bounds(cpu_s, 3 * cpu_s + 10, limits["compile_memory_mb"], 64, 64 * MIB)
        outcome = sandbox.run(Kind.COMPILER, (*self.command, "-c", self.parses), bounds)
        if outcome.start_errno:
            raise JudgeFault(f"{self.interpreter} does not start: errno {outcome.start_errno}")
        lines = outcome.stderr.decode().strip().splitlines()
        complaint = None if outcome.ok else (lines or ["it was ended"])[-1]
        return Compiled(
            complaint, outcome.cpu_ms, command=(*self.command, "-c", f"exec({self.parses})")
        )

    def canaries(self):
        return (
            canary(Verdict.AC, "print(int(input()) + 1)", "41", "42"),
            canary(Verdict.RE, "1 / 0", "", ""),
            canary(Verdict.CE, "print(", "", ""),
        )
