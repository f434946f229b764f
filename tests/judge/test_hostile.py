# ruff: noqa: E501 -- the programs are easier to read unbroken
"""Programs that attack the host, the judge or the next submission: one property each, in each mode.

A probe tries something and prints "refused" or "ESCAPED"; AC means that the walls held. The others must
get one of the named verdicts. After each: no process and no file more than before.
"""

from pathlib import Path

import psutil
import pytest
from programs import ADD, cases, judge, main

REFUSED = cases(("", "refused"))
PREAMBLE = """
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>
static int reads(const char *path) {
    char c; int fd = open(path, O_RDONLY); return fd >= 0 && read(fd, &c, 1) == 1;
}
static int writes(const char *path) {
    int fd = open(path, O_WRONLY | O_CREAT, 0666); return fd >= 0;
}
static int lists(const char *path) { DIR *d = opendir(path); return d && readdir(d); }
"""


def probe(escaped):
    return PREAMBLE + main(f'puts({escaped} ? "ESCAPED" : "refused");')


PROBES = {
    "reads passwords": 'reads("/etc/passwd") || reads("/etc/shadow")',
    "reads home and checkout": 'reads("/root/.bashrc") || lists("/root") || lists("/home")',
    "lists the root and temporary folders": 'lists("/") || lists("/tmp") || lists("/etc")',
    "reads processes": 'reads("/proc/self/environ") || reads("/proc/1/cmdline") || lists("/proc")',
    "reads the judge's own folder": 'lists("..") || reads("../lock") || reads("../tools/runner")',
    "lists another box": "([]{ char at[4096]; bool zero = getcwd(at, sizeof at) && strstr(at, \"box-0\");"
    ' return lists(zero ? "../box-1" : "../box-0"); }())',
    "writes into its box": 'writes("out.txt") || writes("./prog")',
    "writes elsewhere": 'writes("/tmp/judge_probe") || writes("/dev/shm/judge_probe")'
    ' || writes("/var/tmp/judge_probe") || writes("../judge_probe")',
    "replaces its binary": 'unlink("prog") == 0 || rename("prog", "x") == 0 || truncate("prog", 0) == 0',
    "writes through its own name": 'writes("/proc/self/exe") || truncate("/proc/self/exe", 0) == 0',
    "executes what it wrote to a stream": 'getenv("AGAIN") || ([]{ static char all[1 << 20];'
    ' int fd = open("prog", O_RDONLY); long n = read(fd, all, sizeof all);'
    ' if (n < 1000 || write(2, all, n) != n) return true;'  # then nothing was tried
    ' char *const argv[] = {(char *)"p", 0}, *const env[] = {(char *)"AGAIN=1", 0};'
    ' fchmod(2, 0777); execve("/proc/self/fd/2", argv, env); return false; }())',
    "links and folders": 'symlink("/etc", "l") == 0 || link("prog", "p2") == 0 || mkdir("d", 0777) == 0',
    "changes rights": 'chmod("prog", 04777) == 0 || chown("prog", 0, 0) == 0 || fchmod(1, 0) == 0',
    "devices": 'reads("/dev/mem") || reads("/dev/vda") || writes("/dev/tty") || writes("/dev/full")',
    "tampers with stdin": 'write(0, "x", 1) == 1 || ftruncate(0, 0) == 0'
    ' || write(open("/proc/self/fd/0", O_WRONLY), "x", 1) == 1 || mmap(0, 1, PROT_WRITE, MAP_SHARED, 0, 0) != MAP_FAILED',
    "forks": "fork() >= 0",
    "vforks": "syscall(SYS_vfork) >= 0",
    "clones a process": "syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) >= 0",
    "clones by clone3": "([]{ unsigned long a[11] = {0, 0, 0, 0, SIGCHLD};"
    " return syscall(SYS_clone3, a, sizeof a) >= 0; }())",
    "becomes a daemon": "daemon(0, 0) == 0",
    "runs a shell": 'system("true") == 0 || popen("true", "r") && false || execl("/bin/sh", "sh", nullptr) == 0',
    "runs from memory": '([]{ int fd = syscall(SYS_memfd_create, "m", 0); return fd >= 0; }())',
    "internet sockets": "socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_INET6, SOCK_DGRAM, 0) >= 0",
    "other sockets": "socket(AF_UNIX, SOCK_STREAM, 0) >= 0 || socket(AF_NETLINK, SOCK_RAW, 0) >= 0"
    " || ([]{ int p[2]; return socketpair(AF_UNIX, SOCK_STREAM, 0, p) == 0; }())",
    "ptrace": "ptrace(PTRACE_TRACEME, 0, 0, 0) == 0 || ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0",
    "reads the runner's memory": "([]{ char b[8]; iovec l{b, 8}, r{(void *)0x400000, 8};"
    " return syscall(SYS_process_vm_readv, getppid(), &l, 1, &r, 1, 0) > 0; }())",
    "signals others": "kill(getppid(), 0) == 0 || kill(getppid(), SIGKILL) == 0 || kill(-1, SIGKILL) == 0"
    " || kill(0, SIGTERM) == 0 || kill(1, SIGTERM) == 0",
    "pretends that the host killed it": "kill(getpid(), SIGKILL) == 0 || raise(SIGKILL) == 0",
    "signals by pidfd": "([]{ int fd = syscall(434, getppid(), 0); return fd >= 0; }())",
    "reads our environment": 'getenv("USER") || getenv("TINYLORA_HOME") || getenv("PYTEST_CURRENT_TEST")',
    "hoards descriptors": "([]{ int n = 0; while (n < 1000 && dup(0) >= 0) n++; return n == 1000; }())",
    "names the host and reads its log": 'sethostname("judge_probe", 11) == 0 || syscall(SYS_syslog, 10, 0, 0) >= 0',
    "becomes root": "setuid(0) == 0 || seteuid(0) == 0 || setgid(0) == 0",
    "mounts and namespaces": 'syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0) == 0'
    " || unshare(CLONE_NEWUSER) == 0 || unshare(CLONE_NEWNS) == 0 || chroot(\".\") == 0",
    "raises its limits": "([]{ rlimit l{RLIM_INFINITY, RLIM_INFINITY};"
    " return setrlimit(RLIMIT_AS, &l) == 0 || setrlimit(RLIMIT_CPU, &l) == 0; }())",
    "has more stack than it is given": "([]{ rlimit l{RLIM_INFINITY, RLIM_INFINITY};"
    " setrlimit(RLIMIT_STACK, &l); getrlimit(RLIMIT_STACK, &l); return l.rlim_max > (256u << 20); }())",
    "memory that can be given back unseen": "mmap(0, 1 << 20, PROT_READ | PROT_WRITE,"
    " MAP_SHARED | MAP_ANONYMOUS, -1, 0) != MAP_FAILED",
    "lowers the runner's limits": "([]{ rlimit l{0, 0};"
    " return syscall(SYS_prlimit64, getppid(), RLIMIT_NOFILE, &l, 0) == 0; }())",
    "limits through a high pointer": "([]{ char *at = (char *)0x100000000; rlimit *l = (rlimit *)mmap("
    "at, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);"
    " l->rlim_cur = l->rlim_max = 1; return setrlimit(RLIMIT_CPU, l) == 0; }())",
    "shared memory and queues": "syscall(SYS_shmget, 1, 4096, 01666) >= 0"
    " || syscall(SYS_msgget, 1, 01666) >= 0 || syscall(SYS_semget, 1, 1, 01666) >= 0",
    "kernel's rarer doors": "syscall(425, 8, 0) >= 0 || syscall(SYS_bpf, 0, 0, 0) >= 0"
    " || syscall(SYS_keyctl, 0, -3, 1) >= 0 || syscall(SYS_userfaultfd, 0) >= 0"
    " || syscall(SYS_perf_event_open, 0, 0, -1, -1, 0) >= 0 || syscall(SYS_add_key, 0, 0, 0, 0, 0) >= 0",
    "inherited descriptors": "([]{ for (int fd = 3; fd < 1024; fd++) if (fcntl(fd, F_GETFD) >= 0)"
    " return true; return false; }())",
    "sends itself signals by descriptor": "fcntl(0, F_SETOWN, getpid()) == 0 || fcntl(0, F_SETSIG, 9) == 0",
    "priority and cores": "setpriority(PRIO_PROCESS, 0, -20) == 0"
    " || ([]{ cpu_set_t s; CPU_ZERO(&s); CPU_SET(0, &s); return sched_setaffinity(0, sizeof s, &s) == 0; }())",
    "outlives its parent's death signal": "syscall(SYS_prctl, 1 /* PDEATHSIG */, 0, 0, 0, 0) == 0",
}  # fmt: skip

CONSUMERS = {
    "fork bomb": (PREAMBLE + main("for (;;) fork();"), {"TLE"}),
    "thread bomb": (
        "#include <thread>\n#include <unistd.h>\n"
        + main("for (;;) std::thread([]{ sleep(100); }).detach();"), {"RE", "MLE"}),
    "memory bomb": (PREAMBLE + main("for (;;) memset(malloc(1 << 24), 1, 1 << 24);"), {"MLE", "RE"}),
    "mapping bomb": (
        PREAMBLE + main("for (;;) { void *p = mmap(0, 1 << 24, PROT_READ | PROT_WRITE, MAP_SHARED"
                        " | MAP_ANONYMOUS, -1, 0); if (p == MAP_FAILED) abort(); memset(p, 1, 1 << 24); }"),
        {"MLE", "RE"}),
    "disk filler": (
        PREAMBLE + main('char n[32]; for (int i = 0;; i++) { sprintf(n, "f%d", i); writes(n); }'), {"TLE"}),
    "sparse giant output": (PREAMBLE + main("ftruncate(1, 1LL << 40); lseek(1, 1LL << 40, SEEK_SET);"
                                            " write(1, \"x\", 1);"), {"OLE"}),
    "ignores the file size signal": (
        PREAMBLE + main("signal(SIGXFSZ, SIG_IGN); for (;;) puts(\"0123456789\");"), {"OLE", "TLE"}),
    "sleeps with every signal blocked": (
        PREAMBLE + main("sigset_t s; sigfillset(&s); sigprocmask(SIG_BLOCK, &s, 0); for (;;) pause();"),
        {"TLE"}),
    "stops itself": (PREAMBLE + main("raise(SIGSTOP); kill(getpid(), SIGTSTP); pause();"), {"TLE"}),
    "floods its error output": (PREAMBLE + main('for (;;) fputs("0123456789", stderr);'), {"OLE"}),
    "eats its stack": (
        "int f(int n) { volatile char a[4096]; a[n % 4096] = 1; return f(n + 1) + a[n % 4096]; }\n"
        + main("return f(0);"), {"RE", "MLE"}),
    "spins with every signal ignored": (
        PREAMBLE + main("for (int i = 1; i < 65; i++) signal(i, SIG_IGN);"
                        " for (volatile int i = 0;; i = i + 1);"), {"TLE"}),
    "leaves threads spinning": (
        "#include <thread>\n" + main("std::thread([]{ for (volatile int i = 0;; i = i + 1); }).detach();"
                                     " for (volatile int i = 0;; i = i + 1);"), {"TLE"}),
    "main thread leaves, another spins": (
        "#include <pthread.h>\nvoid *f(void *) { for (volatile int i = 0;; i = i + 1); }\n"
        + main("pthread_t t; pthread_create(&t, 0, f, 0); pthread_exit(0);"), {"TLE"}),
    "closes its output early": (PREAMBLE + main('close(1); puts("refused");'), {"WA"}),
    "closes everything": (PREAMBLE + main("for (int i = 0; i < 99; i++) close(i);"), {"WA"}),
    "runs forever after main": (
        "struct S { ~S() { for (volatile int i = 0;; i = i + 1); } } s; " + main(""), {"TLE"}),
    "runs forever before main": (
        "struct S { S() { for (volatile int i = 0;; i = i + 1); } } s; " + main(""), {"TLE"}),
    "executes itself for ever": (PREAMBLE + main('execl("./prog", "prog", nullptr);'), {"TLE"}),
    "lets the loader start another program": (
        PREAMBLE + main('execl("/lib64/ld-linux-x86-64.so.2", "ld", "/bin/echo", "refused", nullptr);'),
        {"RE", "WA"}),
    "an alarm ends it": (PREAMBLE + main("alarm(1); pause();"), {"RE", "TLE"}),
}  # fmt: skip

COMPILES = {
    "includes passwords": '#include "/etc/passwd"\n' + ADD,
    "includes shadow": '#include "/etc/shadow"\n' + ADD,
    "includes an endless device": '#include "/dev/zero"\n' + ADD,
    "includes randomness": '#include "/dev/urandom"\n' + ADD,
    "includes its environment": '#include "/proc/self/environ"\n' + ADD,
    "asks whether passwords are there": (
        '#if __has_include("/etc/passwd")\n' + ADD + "#else\n#error hidden\n#endif\n"
    ),
    "includes a word of a password file in its complaint": (
        '#define root typedef\n#include "/etc/shadow"\nroot:\n' + ADD
    ),
    "includes itself": '#include "main.cpp"\n' + ADD,
    "embeds passwords": 'asm(".incbin \\"/etc/passwd\\"");\n' + ADD,
    "embeds a device": 'asm(".incbin \\"/dev/zero\\"");\n' + ADD,
    "embeds another box": 'asm(".incbin \\"../box-0/../lock\\"");\n' + ADD,
    "endless templates": "template <int n> struct T { T<n + 1> t; };\nT<0> t;\n" + ADD,
    "exploding templates": (
        "template <int n, class... A> struct T : T<n - 1, A..., int>, T<n - 1, A..., char> {};\n"
        "template <class... A> struct T<0, A...> {};\nT<24> t;\n" + ADD
    ),
    "endless constant evaluation": (
        "constexpr long f(long n) { long s = 0; for (long i = 0; i < n; i++) s += i; return s; }\n"
        "constexpr long x = f(1L << 60);\n" + ADD
    ),
    "a billion laughs": (
        "#define A x,x,x,x,x,x,x,x,x,x\n#define B A,A,A,A,A,A,A,A,A,A\n#define C B,B,B,B,B,B,B,B,B,B\n"
        "#define D C,C,C,C,C,C,C,C,C,C\n#define E D,D,D,D,D,D,D,D,D,D\n#define F E,E,E,E,E,E,E,E,E,E\n"
        "#define G F,F,F,F,F,F,F,F,F,F\n#define H G,G,G,G,G,G,G,G,G,G\nint x, y[] = {H, H};\n" + ADD
    ),
    "a giant binary": "int big[1 << 28] = {1};\n" + ADD,
    "a giant assembly": 'asm(".rept 2000000000\\n.byte 0\\n.endr");\n' + ADD,
    "another file's section": 'asm(".include \\"/etc/passwd\\"");\n' + ADD,
}


@pytest.fixture
def nothing_remains(walled):
    def living():
        children = psutil.Process().children(recursive=True)
        return {child.pid for child in children if child.status() != psutil.STATUS_ZOMBIE}

    judge(walled, ADD.replace("a, b;", "a, b; /* so that both workers are up */"))
    before = living()
    yield
    assert living() <= before
    assert not list(walled._folder.path.glob("box-*/*"))
    for folder in ("/tmp", "/var/tmp", "/dev/shm", walled._folder.path):
        assert not (Path(folder) / "judge_probe").exists()


@pytest.mark.parametrize("name", PROBES)
def test_probe_is_refused(walled, nothing_remains, name):
    judgement = judge(walled, probe(PROBES[name]), REFUSED)
    assert judgement.verdict == "AC", judgement.first_failure


@pytest.mark.parametrize("name", CONSUMERS)
def test_consumer_is_contained(walled, nothing_remains, name):
    source, verdicts = CONSUMERS[name]
    judgement = judge(walled, source, REFUSED, time_limit_s=0.4, memory_limit_mb=64)
    assert judgement.verdict in verdicts, judgement.first_failure
    assert max(case.peak_kb for case in judgement.cases) < 700_000
    # A loaded host stretches every limit, by this factor.
    assert sum(case.wall_ms for case in judgement.cases) < 10_000 * judgement.host_factor


@pytest.mark.parametrize("name", COMPILES)
def test_compiler_is_contained(walled, nothing_remains, name):
    judgement = judge(walled, COMPILES[name])
    assert judgement.verdict == "CE"
    assert "root:" not in judgement.first_failure.message
    assert judgement.compile_ms < 5000


REMEMBERS = PREAMBLE + main("""
    const char *places[] = {"mark", "../mark", "/tmp/judge_probe", "/dev/shm/judge_probe", "/proc/self/exe"};
    for (const char *place : places)
        if (strcmp(place, "/proc/self/exe") && reads(place)) return puts("ESCAPED"), 0;
    int key = syscall(SYS_shmget, 4711, 4096, 0666);
    if (key >= 0 || getpriority(PRIO_PROCESS, 0) > 10) return puts("ESCAPED"), 0;
    for (const char *place : places) {
        int fd = open(place, O_RDWR | O_CREAT, 0666);
        if (fd >= 0) write(fd, "x", 1);
    }
    syscall(SYS_shmget, 4711, 4096, 01666);
    setpriority(PRIO_PROCESS, 0, 19);
    puts("refused");""")


def test_nothing_passes_from_one_case_to_the_next(walled, nothing_remains):
    thrice = cases(("", "refused"), ("1", "refused"), ("", "refused"))
    judgement = judge(walled, REMEMBERS, thrice)
    assert [case.verdict for case in judgement.cases] == ["AC"] * 3, judgement.first_failure


@pytest.mark.parametrize(
    "body",
    [
        'std::ifstream in("/dev/stdin"); in >> a >> b; std::cout << a + b;',
        'std::cin >> a >> b; std::ofstream("/dev/stdout") << a + b;',
        'std::ifstream in("/dev/fd/0"); in >> a >> b; std::ofstream("/dev/fd/1") << a + b;',
        'std::ifstream in("/proc/self/fd/0"); in >> a >> b; std::cout << a + b;',
        'FILE *err = fopen("/dev/stderr", "w"); if (err) std::cin >> a >> b; std::cout << a + b;',
    ],
)
def test_standard_streams_have_names_in_every_mode(walled, nothing_remains, body):
    source = main(f"int a = 0, b = 0; {body}", "cstdio", "fstream", "iostream")
    judgement = judge(walled, source)
    assert judgement.verdict == "AC", judgement.first_failure


def test_the_compiler_s_standard_input_is_empty(walled, nothing_remains):
    assert judge(walled, '#include "/dev/stdin"\n' + ADD).verdict in ("AC", "CE")


def test_a_judgement_after_all_that_is_right(walled):
    assert judge(walled, ADD + "// still").verdict == "AC"
