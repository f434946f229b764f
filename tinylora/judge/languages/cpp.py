"""C++: g++ -O2, taken apart, with precompiled headers.

The canaries of C++: the smallest programs that get each verdict.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinylora.judge.languages.compiler import compile_in
from tinylora.judge.languages.cpp_source import closes_fence, extract_cpp
from tinylora.judge.languages.headers import FOLDER, HeaderCache
from tinylora.judge.languages.language import Canary, Compiled
from tinylora.judge.languages.toolchain import TOOLS, Toolchain, build_tools, find_toolchain
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.verdict import Verdict
from tinylora.judge.walls.sandbox import Sandbox
from tinylora.judge.walls.walls import Access
from tinylora.problem import Origin, TestCase

_CASES = (TestCase("1 2\n", "3\n", Origin.PUBLIC), TestCase("20 22\n", "42\n", Origin.PUBLIC))
_MAIN = "#include <cstdio>\n#include <cstdlib>\n#include <cstring>\nint main() {{ {} }}\n"
_ADD = 'int a, b; if (scanf("%d %d", &a, &b) != 2) return 1; printf("%d\\n", a + b);'
SECONDS, MEGABYTES = 0.25, 64
"""Limits of a canary."""


class Cpp:
    """See `Language`."""

    name = "c++"
    extract = staticmethod(extract_cpp)
    is_complete = staticmethod(closes_fence)

    def find(self, settings: JudgeSettings) -> "Gxx":
        """Ask g++ how it would compile with the -std and -D of `settings`.

        Raises:
            JudgeFault: there is no g++, or it is not GNU's.
        """
        return Gxx(settings.standard, settings.defines)

    def canaries(self) -> tuple[Canary, ...]:
        """Return one for each of AC, WA, TLE, MLE, RE and CE."""
        bodies = {
            Verdict.AC: _ADD,
            Verdict.WA: _ADD.replace("a + b", "a - b"),
            Verdict.TLE: "volatile unsigned long n = 0; for (;;) n = n + 1;",
            Verdict.MLE: "for (int i = 1; i < 99; i++) memset(malloc(1 << 20), i, 1 << 20);" + _ADD,
            Verdict.RE: _ADD + " return 3;",
            Verdict.CE: _ADD + " this is not C++",
        }
        return tuple(
            Canary(
                verdict,
                _MAIN.format(body),
                _CASES[: 2 if verdict is Verdict.AC else 1],
                SECONDS,
                MEGABYTES,
            )
            for verdict, body in bodies.items()
        )


class Gxx:
    """See `Compiler`.

    Args:
        standard: -std of what names none: checker programs, and programs without limits of theirs.
        defines: -D of everything.

    Raises:
        JudgeFault: there is no g++, or it is not GNU's.
    """

    def __init__(self, standard: str, defines: Sequence[str]) -> None:
        self._standard, self._defines = standard, defines
        self._lock = threading.Lock()
        self._others: dict[str, tuple[Toolchain, HeaderCache]] = {}
        self.tools = tools = find_toolchain(standard, defines)
        self.version = tools.version
        self.access = Access(
            compiler_reads=(*tools.readable, TOOLS, f"../{FOLDER}"),
            compiler_executes=tools.executables,
            program_reads=tools.libraries,
            program_executes=(tools.loader,),
        )

    def prepare(self, folder: Path, kept: Path) -> None:
        """Compile what is linked into every program; take over the headers kept.

        Raises:
            JudgeFault: g++ refuses our own C; the message carries its words.
        """
        build_tools(folder / Path(TOOLS).name)
        self._folder, self._kept = folder, kept
        self.headers = HeaderCache(kept / f"headers-{self.tools.stamp}", folder / FOLDER)

    def compile(
        self, sandbox: Sandbox, source: str, limits: dict[str, Any], slowness: float
    ) -> Compiled:
        """Compile `source` into the box with the -std in `limits`; see `compile_in`."""
        tools, headers = self._under(limits.get("standard", self._standard))
        return compile_in(sandbox, tools, headers, source, limits, slowness)

    def close(self) -> None:
        """Leave everything: a compiler ends with its source."""

    def _under(self, standard: str) -> tuple[Toolchain, HeaderCache]:
        """Return the command lines with this -std, and the headers precompiled by them."""
        if standard == self._standard:
            return self.tools, self.headers
        with self._lock:
            if standard not in self._others:
                tools = find_toolchain(standard, self._defines)
                here = self._folder / FOLDER / standard
                headers = HeaderCache(
                    self._kept / f"headers-{tools.stamp}", here, f"../{FOLDER}/{standard}"
                )
                self._others[standard] = tools, headers
            return self._others[standard]


CPP = Cpp()
