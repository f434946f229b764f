"""The canaries of C++: the smallest programs that get each verdict."""

from tinylora.judge.languages.language import Canary
from tinylora.judge.verdict import Verdict
from tinylora.problem import Origin, TestCase

_CASES = (TestCase("1 2\n", "3\n", Origin.PUBLIC), TestCase("20 22\n", "42\n", Origin.PUBLIC))
_MAIN = "#include <cstdio>\n#include <cstdlib>\n#include <cstring>\nint main() {{ {} }}\n"
_ADD = 'int a, b; if (scanf("%d %d", &a, &b) != 2) return 1; printf("%d\\n", a + b);'

SECONDS = 0.25
MEGABYTES = 64


def canaries() -> tuple[Canary, ...]:
    """Return one for each of AC, WA, TLE, MLE, RE and CE."""
    bodies = {
        Verdict.AC: _ADD,
        Verdict.WA: _ADD.replace("a + b", "a - b"),
        Verdict.TLE: "volatile unsigned long n = 0; for (;;) n = n + 1;",
        Verdict.MLE: "for (int i = 1; i < 99; i++) memset(malloc(1 << 20), i, 1 << 20); " + _ADD,
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
