"""Small programs and submissions that several test files judge."""

from pathlib import Path

from tinylora.judge.submission import Submission
from tinylora.problem import Origin, TestCase

ADD = """#include <cstdio>
int main() { int a, b; if (scanf("%d %d", &a, &b) != 2) return 1; printf("%d\\n", a + b); }
"""


def cases(*pairs):
    return tuple(TestCase(given, wanted, Origin.PUBLIC) for given, wanted in pairs)


SUM = cases(("1 2\n", "3\n"), ("20 22\n", "42\n"))


def submission(source, test_cases=SUM, **limits):
    return Submission(source, test_cases, **limits)


def main(body, *headers):
    lines = [f"#include <{header}>" for header in headers]
    return "\n".join([*lines, "int main() {", body, "}", ""])


def judge(pool, source, test_cases=SUM, **limits):
    return pool.submit(Submission(source, test_cases, **limits)).result()


def processes_in(folder):
    """Return the pids whose working directory lies in `folder`."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                where = (entry / "cwd").readlink()
            except OSError:
                continue
            if where.is_relative_to(folder):
                found.append(int(entry.name))
    return found
