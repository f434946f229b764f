# ruff: noqa: E501 -- the programs are easier to read unbroken
"""Python that attacks the host, the judge or the next submission: one property each, in each mode.

As in test_hostile.py: a probe tries something and prints "refused" or "ESCAPED", and AC means that the
walls held; the others must get one of the named verdicts. Nothing may remain of any of them.
"""

import site
import sysconfig
from pathlib import Path

import psutil
import pytest
from programs import ADD, cases, judge

REFUSED = cases(("", "refused"))
SUM_CASE = cases(("1 2\n", "3\n"))
ADD_PYTHON = "a, b = map(int, input().split())\nprint(a + b)\n"
PREAMBLE = """
import ctypes, importlib, mmap, os, resource, signal, socket, subprocess, sys, threading, time
LIBC = ctypes.CDLL(None, use_errno=True)
def does(what):
    try:
        return bool(what())
    except Exception:
        return False
def reads(path):
    return does(lambda: open(path, "rb").read(1))
def writes(path):
    return does(lambda: open(path, "ab"))
def lists(path):
    return does(lambda: os.listdir(path))
def calls(*arguments):
    return LIBC.syscall(*arguments) >= 0
"""
PACKAGES = [
    *dict.fromkeys([*site.getsitepackages(), sysconfig.get_path("purelib"), site.getusersitepackages()]),
    "/usr/lib/python3/dist-packages", "/usr/local/lib/python3.11/dist-packages",
]  # fmt: skip
CHECKOUT = str(Path(__file__).resolve().parents[2])


def probe(escaped):
    return f"{PREAMBLE}print('ESCAPED' if ({escaped}) else 'refused')\n"


PROBES = {
    "reads passwords": 'reads("/etc/passwd") or reads("/etc/shadow")',
    "reads passwords by another way in": 'does(lambda: os.read(os.open("/etc/passwd", os.O_RDONLY), 1))'
    ' or does(lambda: importlib.util.spec_from_file_location("p", "/etc/passwd")) and False'
    ' or does(lambda: __import__("pwd").getpwnam("root").pw_dir == "/root" and reads("/root/.bashrc"))'
    ' or does(lambda: __import__("linecache").getline("/etc/passwd", 1))'
    ' or does(lambda: __import__("runpy").run_path("/etc/passwd"))'
    ' or does(lambda: list(__import__("fileinput").input("/etc/passwd")))',
    "reads home and checkout": f'lists("/root") or lists("/home") or lists("{CHECKOUT}") or reads("{CHECKOUT}/AGENTS.md")',
    "lists the root and temporary folders": 'lists("/") or lists("/tmp") or lists("/etc") or lists("/usr/bin")',
    "reads processes": 'reads("/proc/self/environ") or reads("/proc/1/cmdline") or reads("/proc/1/environ")'
    ' or lists("/proc") or reads("/proc/self/maps")',
    "reads its own memory as a file": 'reads("/proc/self/mem") or writes("/proc/self/mem")',
    "reads the judge's own folder": 'lists("..") or reads("../lock") or reads("../walls/runner") or lists("../walls")',
    "lists its own box, and another": 'lists(".") or lists("../box-0") or lists("../box-1") or reads("../box-0/prog") and reads("../box-1/prog")',
    "looks for the expected output": 'any(reads(name) for name in ("expected", "output", "answer", "../expected", "../checkers", "output.txt"))'
    ' or any(reads(f"/proc/{pid}/fd/{fd}") for pid in (os.getppid(), 1) for fd in range(9))',
    "finds the judge in its memory": 'any("tinylora" in name for name in sys.modules)'
    ' or any(type(one).__name__ in ("Submission", "TestCase") for one in __import__("gc").get_objects())',
    "writes into its box": 'writes("out.txt") or writes("prog") or writes("./prog.pyc") or does(lambda: os.mkdir("__pycache__") is None)',
    "writes elsewhere": 'any(writes(f"{at}/judge_probe") for at in ("/tmp", "/dev/shm", "/var/tmp", "..", "/usr/lib/python3.11"))'
    ' or does(lambda: __import__("tempfile").TemporaryFile())',
    "replaces its source": 'does(lambda: os.unlink("prog") is None) or does(lambda: os.rename("prog", "x") is None)'
    ' or does(lambda: os.truncate("prog", 0) is None) or does(lambda: os.chmod("prog", 0o777) is None) or does(lambda: os.utime("prog") is None)',
    "links and folders": 'does(lambda: os.symlink("/etc", "l") is None) or does(lambda: os.link("prog", "p2") is None)'
    ' or does(lambda: os.mkfifo("f") is None)',
    "devices": 'reads("/dev/mem") or reads("/dev/vda") or writes("/dev/tty") or writes("/dev/full")',
    "tampers with stdin": 'does(lambda: os.write(0, b"x")) or does(lambda: os.ftruncate(0, 0) is None)'
    ' or does(lambda: os.write(os.open("/proc/self/fd/0", os.O_WRONLY), b"x"))'
    " or does(lambda: mmap.mmap(0, 1, mmap.MAP_SHARED, mmap.PROT_WRITE))",
    "forks": "does(lambda: os.fork() >= 0) or does(lambda: os.forkpty()) or LIBC.fork() >= 0 or LIBC.vfork() >= 0",
    "clones by hand": "calls(56, 17, 0, 0, 0, 0) or calls(435, (ctypes.c_ulong * 11)(0, 0, 0, 0, 17), 88)",
    "spawns": 'does(lambda: os.posix_spawn("/bin/true", ["true"], {}) > 0) or does(lambda: os.spawnv(os.P_WAIT, "/bin/true", ["true"]) == 0)',
    "runs a subprocess": 'does(lambda: subprocess.run(["/bin/true"]).returncode == 0)'
    ' or does(lambda: subprocess.run([sys.executable, "-c", "pass"]).returncode == 0)'
    ' or does(lambda: subprocess.check_output("true", shell=True) == b"")',
    "runs a shell": 'os.system("true") == 0 or does(lambda: os.popen("echo x").read())',
    "executes another program": 'does(lambda: os.execv("/bin/echo", ["echo", "ESCAPED"])) or does(lambda: os.execv("/bin/sh", ["sh", "-c", "echo ESCAPED"]))',
    "starts a worker process": 'does(lambda: __import__("multiprocessing").Process(target=print).start() is None)'
    ' or does(lambda: __import__("concurrent.futures").futures.ProcessPoolExecutor(1).submit(abs, 1).result(1))',
    "runs from memory": 'does(lambda: os.memfd_create("m") >= 0)',
    "internet sockets": "any(does(lambda: socket.socket(family, kind)) for family in (socket.AF_INET, socket.AF_INET6)"
    " for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW))"
    ' or does(lambda: __import__("urllib.request").request.urlopen("http://1.1.1.1", timeout=1))',
    "other sockets": "does(lambda: socket.socket(socket.AF_UNIX)) or does(lambda: socket.socketpair())"
    ' or does(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)) or does(lambda: __import__("asyncio").run(None))',
    "resolves a name": 'does(lambda: socket.getaddrinfo("localhost", 80)) and reads("/etc/hosts")',
    "ptrace by ctypes": "LIBC.ptrace(0, 0, 0, 0) == 0 or LIBC.ptrace(16, os.getppid(), 0, 0) == 0",
    "reads the runner's memory": "calls(310, os.getppid(), (ctypes.c_ulong * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8), 1, (ctypes.c_ulong * 2)(0x400000, 8), 1, 0)",
    "forbidden system calls": "any(calls(number, 0, 0, 0, 0, 0) for number in (425, 321, 323, 298, 250, 253, 282, 290, 165, 272, 308))",
    "signals others": "any(does(lambda: os.kill(pid, number) is None) for pid in (os.getppid(), -1, 0, 1) for number in (0, 9, 15))"
    " or does(lambda: os.killpg(0, 15) is None) or does(lambda: os.pidfd_open(os.getppid()) >= 0)",
    "pretends that the host killed it": "does(lambda: os.kill(os.getpid(), 9) is None) or does(lambda: signal.raise_signal(9) is None)",
    "reads our environment": 'any(name in os.environ for name in ("USER", "TINYLORA_HOME", "PYTEST_CURRENT_TEST", "VIRTUAL_ENV", "LOGNAME"))',
    "raises its limits": "any(does(lambda: resource.setrlimit(what, (-1, -1)) is None and resource.getrlimit(what) == (-1, -1)) for what in range(16))"
    " or does(lambda: resource.prlimit(0, resource.RLIMIT_AS, (-1, -1)) is not None)"
    " or does(lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (-1, -1)) is not None)",
    "inherited descriptors": "any(does(lambda: os.fstat(fd)) for fd in range(4, 1024))",
    "hoards descriptors": "does(lambda: [os.dup(0) for _ in range(1000)])",
    "shared memory": 'does(lambda: __import__("multiprocessing.shared_memory").shared_memory.SharedMemory("judge_probe", True, 4096))'
    " or LIBC.shmget(4711, 4096, 0o1666) >= 0 or LIBC.semget(4711, 1, 0o1666) >= 0",
    "a terminal of its own": "does(lambda: os.openpty()) or does(lambda: os.pipe())",
    "becomes root": "any(does(lambda: become(0) is None) for become in (os.setuid, os.seteuid, os.setgid))",
    "mounts and namespaces": 'LIBC.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0 or LIBC.unshare(0x10000000) == 0 or does(lambda: os.chroot(".") is None)',
    "names the host": 'does(lambda: socket.sethostname("judge_probe") is None) or calls(103, 10, 0, 0)',
    "priority and cores": "does(lambda: os.setpriority(os.PRIO_PROCESS, 0, -20) is None) or does(lambda: os.nice(-5) < 0)"
    " or does(lambda: os.sched_setaffinity(0, {0}) is None)",
    "outlives its parent's death signal": "LIBC.prctl(1, 0, 0, 0, 0) == 0",
    "imports a package": 'any(does(lambda: importlib.import_module(name)) for name in ("numpy", "pytest", "pip", "torch", "tinylora", "setuptools"))',
    "imports a package from where the host keeps them": f"any(lists(at) for at in {PACKAGES!r})"
    f' or [sys.path.append(at) for at in {PACKAGES!r}] and any(does(lambda: importlib.import_module(name)) for name in ("numpy", "pytest", "pip", "tinylora", "_pytest"))',
    "lets site find packages": 'does(lambda: [__import__("site").main(), importlib.invalidate_caches()] and any(does(lambda: importlib.import_module(name)) for name in ("numpy", "pip", "pytest")))',
    "loads a library that is not the interpreter's": 'does(lambda: ctypes.CDLL("libstdc++.so.6")) and reads("/usr/include/stdio.h") or does(lambda: ctypes.CDLL("libutil.so.1")) and False',
    "reads C++'s headers and tools": 'reads("/usr/include/stdio.h") or reads("/usr/bin/g++") or lists("../tools") or lists("../headers")',
}  # fmt: skip

CONSUMERS = {
    "memory bomb": ("x = []\nwhile True: x.append(bytearray(b'1') * (1 << 24))", {"MLE"}),
    "one giant list": ("x = [0] * 10**10", {"MLE"}),
    "catches its MemoryError for ever": (
        "x = []\nwhile True:\n    try: x.append(bytearray(b'1') * (1 << 24))\n    except MemoryError: pass", {"MLE", "TLE"}),
    "mapping bomb": (
        "import mmap\nx = []\nwhile True:\n    m = mmap.mmap(-1, 1 << 24)\n    m.write(b'1' * (1 << 24))\n    x.append(m)", {"MLE", "RE"}),
    "fork bomb": ("import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", {"TLE"}),
    "thread bomb": ("import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(100,)).start()", {"RE", "MLE", "TLE"}),
    "huge integers": ("x = 3\nwhile True: x = x * x", {"TLE", "MLE"}),
    "an integer that is never done": ("print(len(str(7 ** 10 ** 9)))", {"TLE", "MLE", "RE"}),
    "regex bomb": ("import re\nre.match('(a+)+$', 'a' * 64 + 'b')", {"TLE"}),
    "spins in one call of C": ("sum(iter(int, 1))", {"TLE"}),
    "sorts for ever": ("x = list(range(10**6))\nwhile True: x.sort(key=lambda n: -n)", {"TLE", "MLE"}),
    "recurses": ("def f(n): return f(n + 1) + 1\nf(0)", {"RE"}),
    "recurses without a limit": ("import sys\nsys.setrecursionlimit(2**31 - 1)\ndef f(n): return f(n + 1) + 1\nf(0)", {"RE", "MLE", "TLE"}),
    "recurses in C": (
        "import sys\nsys.setrecursionlimit(2**31 - 1)\nx = []\nfor _ in range(10**6): x = [x]\nrepr(x)", {"RE", "MLE", "TLE"}),
    "prints for ever": ("while True: print('0123456789' * 100)", {"OLE"}),
    "ignores the file size signal": (
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nwhile True:\n    try: print('0123456789' * 1000)\n    except OSError: pass",
        {"OLE", "TLE"}),
    "floods its error output": ("import sys\nwhile True: sys.stderr.write('0123456789' * 100)", {"OLE"}),
    "sparse giant output": ("import os\nos.ftruncate(1, 1 << 40)\nos.lseek(1, 1 << 40, 0)\nos.write(1, b'x')", {"OLE", "RE"}),
    "sleeps": ("import time\ntime.sleep(1000)", {"TLE"}),
    "sleeps with every signal blocked": (
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: signal.pause()", {"TLE"}),
    "waits for a lock that it holds": ("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()", {"TLE"}),
    "stops itself": ("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\nsignal.pause()", {"TLE"}),
    "spins with every signal ignored": (
        "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True: pass", {"TLE"}),
    "answers SIGXCPU and goes on": (
        "import signal\nsignal.signal(signal.SIGXCPU, lambda *_: None)\nwhile True: pass", {"TLE"}),
    "leaves a thread spinning": (
        "import threading\ndef f():\n    while True: pass\nthreading.Thread(target=f).start()\nprint('refused')", {"TLE"}),
    "runs for ever at exit": ("import atexit\ndef f():\n    while True: pass\natexit.register(f)\nprint('refused')", {"TLE"}),
    "never lets itself be collected": (
        "import gc\nclass A:\n    def __del__(self):\n        while True: gc.collect()\na = A()\ndel a", {"TLE"}),
    "traces itself for ever": (
        "import sys\ndef trace(*_):\n    while True: pass\nsys.settrace(trace)\n(lambda: 0)()", {"TLE"}),
    "catches everything": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass", {"TLE"}),
    "hooks its last exception": ("import sys\ndef hook(*_):\n    while True: pass\nsys.excepthook = hook\n1 / 0", {"TLE"}),
    "executes itself for ever": ("import os, sys\nos.execv(sys.executable, [sys.executable, '-S', '-c', open('prog').read()])", {"TLE"}),
    "an alarm ends it": ("import signal\nsignal.alarm(1)\nsignal.pause()", {"RE", "TLE"}),
    "closes its output": ("import os\nos.close(1)\nprint('refused')", {"WA", "RE"}),
    "closes everything": ("import os\nos.closerange(0, 99)\nprint('refused')", {"WA", "RE"}),
    "leaves in the middle": ("import os\nprint('refused')\nos._exit(0)", {"WA"}),
    "leaves with a status": ("import os\nprint('refused', flush=True)\nos._exit(7)", {"RE"}),
    "follows a wild pointer": ("import ctypes\nctypes.string_at(0)", {"RE"}),
    "aborts": ("import os\nos.abort()", {"RE"}),
    "turns a builtin around": ("import builtins\nbuiltins.print = lambda *_: None\nprint('refused')", {"WA"}),
    "says AC": ("print('AC')\nprint('ok 1')", {"WA"}),
    "reads past the end": ("while True: input()", {"RE"}),
}  # fmt: skip

PARSES = {
    "brackets without end": "(" * 200_000,
    "brackets in brackets": "(" * 90 + "1" + ")" * 90 + "\n" + "[" * 5000 + "]" * 5000,
    "signs without end": "x = " + "-" * 150_000 + "1",
    "a sum without end": "x = " + "+".join(["1"] * 100_000),
    "calls in calls": "x = " + "f(" * 30_000 + ")" * 30_000,
    "attributes without end": "x" + ".a" * 100_000,
    "blocks in blocks": "".join(" " * n + "if 1:\n" for n in range(200)) + " " * 200 + "pass\n",
    "a constant without end": "x = (1 << 100000) << 100000 << 100000\ny = 'a' * 10**12\nz = 9 ** 9 ** 9",
    "a number without end": "x = " + "9" * 200_000,
    "zero bytes": "print('refused')\0\0",
    "another encoding": "# -*- coding: utf-32 -*-\nprint('refused')",
    "an encoding that is none": "# -*- coding: ../../etc/passwd -*-\nprint('refused')",
    "half a surrogate": "print('\ud800')",
    "passwords by exec": "exec(open('/etc/passwd').read())",
    "C++": ADD,
}  # fmt: skip


@pytest.fixture
def nothing_remains(walled):
    """As many processes as before (a worker that judged C++ has another runner now), and no file."""

    def living():
        children = psutil.Process().children(recursive=True)
        return sum(child.status() != psutil.STATUS_ZOMBIE for child in children)

    before = living()
    yield
    assert living() <= before
    assert not list(walled._folder.path.glob("box-*/*"))
    for folder in ("/tmp", "/var/tmp", "/dev/shm", walled._folder.path):
        assert not (Path(folder) / "judge_probe").exists()


@pytest.mark.parametrize("name", PROBES)
def test_python_probe_is_refused(walled, nothing_remains, name):
    judgement = judge(walled, probe(PROBES[name]), REFUSED, language="python", time_limit_s=2.0)
    assert judgement.verdict == "AC", judgement.first_failure


@pytest.mark.parametrize("name", CONSUMERS)
def test_python_consumer_is_contained(walled, nothing_remains, name):
    source, verdicts = CONSUMERS[name]
    limits = {"language": "python", "time_limit_s": 0.4, "memory_limit_mb": 64}
    judgement = judge(walled, source, REFUSED, **limits)
    assert judgement.verdict in verdicts, judgement.first_failure
    assert max(case.peak_kb for case in judgement.cases) < 700_000
    # A loaded host stretches every limit, by this factor.
    assert sum(case.wall_ms for case in judgement.cases) < 10_000 * judgement.host_factor


@pytest.mark.parametrize("name", PARSES)
def test_python_s_parser_is_contained(walled, nothing_remains, name):
    judgement = judge(walled, PARSES[name], SUM_CASE, language="python")
    assert judgement.verdict in ("CE", "RE", "WA", "MLE", "TLE"), judgement
    assert "root:" not in judgement.first_failure.message
    assert judgement.compile_ms < 5000


REMEMBERS = (
    PREAMBLE
    + """
places = ["mark", "../mark", "/tmp/judge_probe", "/dev/shm/judge_probe"]
escaped = any(reads(place) for place in places) or os.getpriority(os.PRIO_PROCESS, 0) > 18
for place in places:
    writes(place)
does(lambda: os.setpriority(os.PRIO_PROCESS, 0, 19))
print("ESCAPED" if escaped else "refused")
"""
)


def test_nothing_passes_from_one_python_to_the_next(walled, nothing_remains):
    thrice = cases(("", "refused"), ("1", "refused"), ("", "refused"))
    judgement = judge(walled, REMEMBERS, thrice, language="python")
    assert [case.verdict for case in judgement.cases] == ["AC"] * 3, judgement.first_failure


@pytest.mark.parametrize(
    "source",
    [
        "print(sum(map(int, open(0).read().split())))",
        "import sys\nprint(sum(map(int, sys.stdin.buffer.read().split())))",
        "print(sum(map(int, open('/dev/stdin').read().split())))",
        "import os\nos.write(1, b'%d' % sum(map(int, os.read(0, 99).split())))",
        "open('/dev/stdout', 'w').write(str(sum(map(int, input().split()))))",
    ],
)
def test_python_s_standard_streams_have_names_in_every_mode(walled, source):
    judgement = judge(walled, source, SUM_CASE, language="python")
    assert judgement.verdict == "AC", judgement.first_failure


def test_input_may_be_left_unread(walled):
    judgement = judge(
        walled, "print('refused')", cases(("1\n" * 10**6, "refused")), language="python"
    )
    assert judgement.verdict == "AC"


def test_a_python_judgement_after_all_that_is_right(walled):
    assert judge(walled, ADD_PYTHON + "# still", SUM_CASE, language="python").verdict == "AC"
