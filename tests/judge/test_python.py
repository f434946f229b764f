"""Python: its verdicts and messages, what a limit counts, and which interpreter is taken."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from programs import SUM, cases, judge

from tinylora.errors import JudgeFault
from tinylora.judge.languages import interpreter
from tinylora.judge.languages.interpreter import PACKAGES, find_interpreter
from tinylora.judge.languages.python import OWN_CPU_S, OWN_MB
from tinylora.judge.languages.registry import find_language
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings

ADD_PYTHON = "a, b = map(int, input().split())\nprint(a + b)\n"
DONE = cases(("", "done"))


@pytest.mark.parametrize(
    ("source", "verdict", "message"),
    [
        (ADD_PYTHON, "AC", None),
        ("print(3)", "WA", None),
        (ADD_PYTHON + "1 / 0", "RE", "ZeroDivisionError: division by zero"),
        (ADD_PYTHON + "raise ValueError('two\\nlines')", "RE", "lines"),
        ("int('x')", "RE", "ValueError: invalid literal for int() with base 10: 'x'"),
        ("class Odd(Exception): pass\nraise Odd", "RE", "Odd"),
        ("while True: input()", "RE", "EOFError: EOF when reading a line"),
        ("def f(): f()\nf()", "RE", "RecursionError: maximum recursion depth exceeded"),
        (ADD_PYTHON + "exit(3)", "RE", "exit status 3"),
        (ADD_PYTHON + "raise SystemExit('no')", "RE", "exit status 1 no"),
        (ADD_PYTHON + "import os; os.abort()", "RE", "signal 6 (SIGABRT)"),
        ("open('a.in')", "RE", "FileNotFoundError: [Errno 2] No such file or directory: 'a.in'"),
        ("while True: pass", "TLE", None),
        ("import time; time.sleep(99)", "TLE", None),
        ("x = [0] * 10**11", "MLE", f"more than {320 + OWN_MB} MiB"),
        ("raise MemoryError", "MLE", None),
        ("x = bytearray(b'1') * (400 << 20)", "MLE", None),
        ("try: x = [0] * 10**11\nexcept MemoryError: print(int(input()[0]) + 2)", "WA", None),
        ("import sys; sys.exit('MemoryErrors')", "RE", "exit status 1 MemoryErrors"),
        ("while True: print('spam' * 99)", "OLE", "more than 1024 KiB of output"),
        ("x = 1\nprint(x", "CE", "line 2: SyntaxError: '(' was never closed"),
        ("if 1:\nprint()", "CE", None),
        ("print 3", "CE", None),
        ("\0", "CE", None),
        ("x = 1 is 1  # Fatal Python error: init\nbreak", "CE", "line 2: SyntaxError: 'break'"),
        ("#include <cstdio>\nint main() {}", "CE", "line 2: SyntaxError: invalid syntax"),
    ],
)
def test_python_verdicts_and_their_messages(pool, source, verdict, message):
    judgement = judge(pool, source, language="python")
    failure = judgement.first_failure
    assert judgement.verdict == verdict, failure
    if message is not None:
        assert (
            failure.message.startswith(message) if verdict == "CE" else failure.message == message
        )
    assert judgement.compile_ms > 0
    assert judgement.compiler.startswith("Python 3.")


def test_a_complaint_is_one_line_with_the_line_s_number(pool):
    judgement = judge(pool, "x = 1\n\nfor in x:\n  pass\n", language="python")
    message = judgement.first_failure.message
    assert message.startswith("line 3: SyntaxError: ")
    assert "\n" not in message
    indented = judge(pool, "x = 1\n  y = 2\n", language="python").first_failure.message
    assert indented == "line 2: IndentationError: unexpected indent"


def test_no_python_source_is_no_code(pool):
    judgement = judge(pool, None, language="python")
    assert judgement.verdict == "NC"
    assert judgement.first_failure.message == "the completion holds no Python source"


def test_what_the_interpreter_takes_for_itself_is_on_top_of_the_limits(pool):
    limits = {"language": "python", "time_limit_s": 0.01, "memory_limit_mb": 1}
    judgement = judge(pool, ADD_PYTHON, **limits)
    assert judgement.verdict == "AC", judgement.first_failure
    assert 0.1 < judgement.peak_kb / 1024 < OWN_MB
    assert (judgement.limits["time_limit_s"], judgement.limits["memory_limit_mb"]) == (0.01, 1)
    too_much = judge(pool, f"x = b'1' * ({OWN_MB + 1} << 20)\n" + ADD_PYTHON, **limits)
    assert too_much.first_failure.message == f"more than {OWN_MB + 1} MiB"
    late = judge(pool, "while True: pass", **limits)
    assert late.verdict == "TLE"
    assert late.cases[0].cpu_ms < 10 * 1e3 * (OWN_CPU_S + 0.01) * late.host_factor


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\n"
        "f(50000)\nprint('done')",
        "import sys, threading\nsys.setrecursionlimit(10**6)\nthreading.stack_size(1 << 27)\n"
        "def f(n): return 0 if n == 0 else 1 + f(n - 1)\n"
        "t = threading.Thread(target=lambda: f(50000) and print('done'))\nt.start()\nt.join()",
        "import threading\nlock = threading.Barrier(20)\n"
        "all_of_them = [threading.Thread(target=lock.wait) for _ in range(20)]\n"
        "[one.start() for one in all_of_them]\n[one.join() for one in all_of_them]\nprint('done')",
        "import sys\ntry: exit()\nexcept SystemExit: pass\n"
        "try: quit(1)\nexcept SystemExit: print('done')",
        "import sys\nprint('done') if sys.argv == [__file__] == ['prog'] else 0",
        "import __main__, inspect\nx = 'done'\nprint(__main__.x)",
        "assert not {'sys', 'builtins', 'os'} & set(globals())\nprint('done')",
        "import sys\nsys.stdout.reconfigure(line_buffering=True)\n"
        "print(sys.stdout.encoding == 'utf-8' and 'done')",
        "import collections, heapq, bisect, itertools, functools, math, re, string, random, "
        "decimal, fractions, statistics, operator, array, queue, copy, datetime, json\n"
        "print('done')",
        "# -*- coding: latin-1 -*-\nprint('done')",
        "\ufeffprint('done')",
        "import resource, sys\nfor deep in (1 << 29, -1):\n"
        "    resource.setrlimit(resource.RLIMIT_STACK, (deep, -1))\nprint('done')",
        "print('done')\r\nx = 1\r\n",
    ],
)
def test_what_contest_programs_do_works(pool, source):
    judgement = judge(pool, source, DONE, language="python", memory_limit_mb=256)
    assert judgement.verdict == "AC", judgement.first_failure


def test_slow_cases_are_shared_like_those_of_any_language(pool):
    busy = "x = 0\nfor i in range(3 * 10**6): x += i\n"
    judgement = judge(pool, busy + ADD_PYTHON, SUM * 3, language="python", time_limit_s=5.0)
    assert judgement.verdict == "AC", judgement.first_failure
    assert judgement.passed == 6


def test_the_packages_of_the_host_are_not_readable():
    found = find_interpreter()
    assert found.path.startswith("/")
    for path in map(Path, found.access.program_reads):
        assert not any((path / name).exists() for name in PACKAGES), path
    assert found.version.endswith(f" at {found.path}")
    assert found.access.program_reads == found.access.compiler_reads


def test_the_version_of_python_names_its_own_code():
    assert ", code " in find_language("python").find(JudgeSettings()).version


@pytest.fixture
def place():
    """A folder that every user may enter, alone on PATH."""
    folder = Path(tempfile.mkdtemp(prefix="tinylora-python-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def alone(place, monkeypatch):
    """The same; the system's own places hold no interpreter."""
    monkeypatch.setattr(interpreter, "NAMES", ())
    (place / "env").symlink_to(shutil.which("env"))
    monkeypatch.setenv("PATH", str(place))
    return place


def elf(place, words, status=0):
    """Put a program there as python3, that prints `words`."""
    source = f"#include <stdio.h>\nint main() {{ puts({words}); return {status}; }}\n"
    environment = {"PATH": os.defpath}
    command = ["g++", "-x", "c++", "-o", str(place / "python3"), "-"]
    subprocess.run(command, input=source, text=True, check=True, env=environment)
    (place / "python3").chmod(0o755)


def says(implementation, version):
    return f'"[\\"{implementation}\\", {version}, \\"{version}\\", []]"'


def test_a_host_without_python(alone):
    with pytest.raises(JudgeFault, match=r"there is no python3. install Python 3.9 or newer"):
        find_interpreter()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (says("cpython", "[3, 8]"), "is 3.8, older than 3.9"),
        (says("pypy", "[3, 11]"), "is pypy, not CPython"),
        ('""', r"does not run \(status 0\): it says nothing"),
    ],
)
def test_interpreters_of_no_use(alone, words, why):
    elf(alone, words)
    with pytest.raises(JudgeFault, match=f"{alone}/python3 {why}. install Python"):
        find_interpreter()


def test_what_only_looks_like_an_interpreter(alone):
    (alone / "python3").write_text("#!/bin/sh\nexec python3.12\n")
    (alone / "python3").chmod(0o755)
    with pytest.raises(JudgeFault, match="python3 is a script that starts another"):
        find_interpreter()
    (alone / "python3").chmod(0o600)
    why = "may not be started by every user" if os.geteuid() == 0 else "may not be started"
    with pytest.raises(JudgeFault, match=f"python3 {why}"):
        find_interpreter()


def test_a_virtual_environment_s_interpreter_is_not_taken(alone):
    elf(alone, says("cpython", "[3, 11]"))
    (alone / "pyvenv.cfg").touch()
    with pytest.raises(JudgeFault, match="python3 is a virtual environment's"):
        find_interpreter()


@pytest.fixture
def own_build(alone, monkeypatch):
    """An interpreter whose packages lie inside its standard library, as one built by hand has."""
    system = Path("/usr/bin/python3").resolve()
    library = Path(f"/usr/lib/{system.name}")
    if not (system.exists() and library.is_dir()):
        pytest.skip("no interpreter here that can be copied")
    (alone / "bin").mkdir()
    shutil.copy(system, alone / "bin" / system.name)
    (alone / "python3").symlink_to(f"bin/{system.name}")
    unused = ("asyncio", "email", "http", "multiprocessing", "pydoc_data", "unittest", "xml")
    ignored = shutil.ignore_patterns("__pycache__", "sitecustomize.py", "config-*", *unused)
    shutil.copytree(library, alone / "lib" / library.name, ignore=ignored)
    packages = alone / "lib" / library.name / "site-packages"
    packages.mkdir()
    (packages / "treasure.py").write_text("worth = 'ESCAPED'\n")
    monkeypatch.setenv("PATH", f"{alone}:/usr/bin:/bin")
    return alone


@pytest.mark.parametrize("isolation", ["namespaces", "landlock"])
def test_packages_inside_the_standard_library_stay_closed(own_build, tmp_path, isolation):
    found = find_interpreter()
    packages = next(own_build.glob("lib/*/site-packages"))
    assert found.path == str(next(own_build.glob("bin/*")))
    assert found.access.lists == (str(packages.parent),)
    settings = JudgeSettings(workers=1, isolation=isolation)
    imports = (
        "import collections, sys, math\n"
        f"assert sys.prefix == {str(own_build)!r}\n"
        f"sys.path.append({str(packages)!r})\n"
        "try:\n    import treasure\n    print(treasure.worth)\n"
        "except (ImportError, OSError): print('done')"
    )
    reads = (
        f"try: print(open({str(packages / 'treasure.py')!r}).read())\nexcept OSError: print('done')"
    )
    try:
        pool = JudgePool(settings, tmp_path, check=False)
    except JudgeFault as fault:
        pytest.skip(f"{isolation}: {fault}")
    with pool:
        for source in (imports, reads):
            judgement = judge(pool, source, DONE, language="python")
            assert judgement.verdict == "AC", judgement.first_failure
        assert judge(pool, "import json\nprint('done')", DONE, language="python").verdict == "AC"
