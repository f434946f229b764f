# ruff: noqa: E501 -- the programs are easier to read unbroken
"""Checker programs: who decides where there are many right answers, and what nobody may touch."""

import re
from pathlib import Path

import pytest
from programs import cases, judge, main, processes_in

from tinylora.errors import CheckerFault, JudgeFault
from tinylora.judge.checkers import checking
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings

READS = r"""
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
int refuse(int status, const char *why) { fprintf(stderr, "%s\nand more\n", why); return status; }
int main(int argc, char **argv) {
    if (argc != 4) return 3;
    FILE *input = fopen(argv[1], "r"), *output = fopen(argv[2], "r"), *answer = fopen(argv[3], "r");
    if (!input || !output || !answer) return 3;
"""
SUM_TO = (
    READS
    + r"""
    long n, a, b; char more;
    if (fscanf(input, "%ld", &n) != 1 || fscanf(answer, "%ld %ld", &a, &b) != 2) return 3;
    if (a < 1 || b < 1 || a + b != n) return refuse(3, "the answer is wrong");
    if (fscanf(output, "%ld %ld", &a, &b) != 2) return refuse(2, "wrong output format: two numbers");
    if (a < 1 || b < 1 || a + b != n) return refuse(1, "wrong answer: they do not sum to n");
    if (fscanf(output, " %c", &more) == 1) return refuse(4, "wrong output format: something left");
    return 0;
}
"""
)
PARTS = cases(("5\n", "1 4\n"), ("100\n", "50 50\n"))
SPLITS = main('int n; scanf("%d", &n); {}', "cstdio")


def splits(body):
    return SPLITS.replace("{}", body)


def by(source):
    return {"checker": Checker("program", source=source)}


@pytest.mark.parametrize(
    ("body", "verdict", "message"),
    [
        ('printf("%d 1", n - 1);', "AC", None),
        ('printf("2\\n%d\\n", n - 2);', "AC", None),
        ('printf("%d 0", n);', "WA", "wrong answer: they do not sum to n"),
        ('printf("1 2 3");', "WA", "wrong answer: they do not sum to n"),
        ('printf("%d", n);', "WA", "wrong output format: two numbers"),
        ("", "WA", "wrong output format: two numbers"),
        ('printf("%d 1 1", n - 1);', "WA", "wrong output format: something left"),
        ('printf("%d 1", n - 1); return 3;', "RE", "exit status 3"),
        ('printf("1 4");', "WA", "wrong answer: they do not sum to n"),
    ],
)
def test_many_right_answers(walled, body, verdict, message):
    judgement = judge(walled, splits(body), PARTS, **by(SUM_TO))
    assert judgement.verdict == verdict, judgement.first_failure
    assert (judgement.first_failure and judgement.first_failure.message) == message
    assert judgement.limits["checker"].startswith("program:")
    assert not list(walled._folder.path.glob("box-*/*"))
    assert not list(walled._folder.path.glob("aside-*"))


def test_without_the_checker_only_one_answer_is_right(walled):
    assert judge(walled, splits('printf("%d 1", n - 1);'), PARTS).verdict == "WA"


def test_a_checker_is_compiled_once(tmp_path):
    settings = JudgeSettings(workers=2)
    with JudgePool(settings, tmp_path) as pool:
        for i in range(4):
            judge(pool, splits(f'printf("%d 1", n - 1); // {i}\n'), PARTS, **by(SUM_TO))
        (program,) = (pool._folder.path / "checkers").iterdir()
        assert program.stat().st_mode & 0o777 == 0o755
        assert program.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        (READS + "return 3; }", r"ended with status 3 \(\)"),
        (READS + 'return refuse(3, "no answer"); }', r"ended with status 3 \(no answer\)"),
        (READS + "return 7; }", "ended with status 7"),
        (READS + "abort(); }", "ended with signal 6"),
        (READS + "return *(volatile int *)0; }", "ended with signal 11"),
        (READS + "sleep(1000); }", "use of WALL"),
        (READS + "for (volatile int i = 0;; i = i + 1); }", "use of CPU"),
        (READS + "for (;;) memset(malloc(1 << 24), 1, 1 << 24); }", "use of MEMORY"),
        (READS + 'for (;;) puts("flood"); }', "ended with signal 25"),
        ("int main() { this is no checker }", "does not compile: main.cpp:1"),
        ('#include "testlib.h"\nint main() {}', "does not compile: main.cpp:1.*testlib.h"),
    ],
)
def test_a_failing_checker_is_a_fault_that_names_it(pool, monkeypatch, source, complaint):
    monkeypatch.setattr("tinylora.judge.checkers.checking.CPU_S", 0.2)
    monkeypatch.setattr("tinylora.judge.checkers.checking.MEMORY_MB", 64)
    checker = Checker("program", source=source)
    with pytest.raises(JudgeFault, match=rf"checker {re.escape(str(checker))} .*({complaint})"):
        judge(pool, splits('printf("%d 1", n - 1);'), PARTS, checker=checker)
    assert not list(pool._folder.path.glob("aside-*"))
    assert judge(pool, splits('printf("%d 1", n - 1);'), PARTS, **by(SUM_TO)).verdict == "AC"


TRIES = r"""
    auto reads = [](const char *path) { char c; int fd = open(path, O_RDONLY); return fd >= 0 && read(fd, &c, 1) == 1; };
    auto writes = [](const char *path) { return open(path, O_WRONLY | O_CREAT, 0666) >= 0; };
"""


def tampers(escaped):
    """A program that prints a right answer, or nothing right where it escaped."""
    body = TRIES + f'printf("%d 1", ({escaped}) ? -1 : n - 1);'
    return splits(body).replace(
        "<cstdio>", "<cstdio>\n#include <fcntl.h>\n#include <unistd.h>\n#include <sys/stat.h>"
    )


@pytest.mark.parametrize(
    "escaped",
    [
        'reads("answer") || reads("output") || reads("input")',
        'reads("checker") || reads("../checkers/x") || reads("../aside-0") || reads("../aside-1")',
        'writes("answer") || writes("checker") || writes("output") || writes("../aside-0")',
        'symlink("/dev/null", "answer") == 0 || mkdir("checker", 0777) == 0 || link("prog", "checker") == 0',
    ],
)
def test_a_program_meets_neither_checker_nor_answer(walled, escaped):
    judgement = judge(walled, tampers(escaped), PARTS * 2, **by(SUM_TO))
    assert judgement.verdict == "AC", judgement.first_failure


def test_what_a_program_leaves_without_walls_is_gone_before_the_checker_comes(tmp_path):
    leaves = r"""
        int fd = open("answer", O_WRONLY | O_CREAT, 0666); write(fd, "1 1", 3);
        fd = open("checker", O_WRONLY | O_CREAT, 0777); write(fd, "#!/bin/true\n", 12);
        symlink("/dev/null", "output"); mkdir("input", 0777); if (n == 100) unlink("prog");
        printf("%d 0", n);"""
    source = splits(leaves).replace(
        "<cstdio>", "<cstdio>\n#include <fcntl.h>\n#include <unistd.h>\n#include <sys/stat.h>"
    )
    with JudgePool(JudgeSettings(workers=1, isolation="rlimits"), tmp_path) as bare:
        judgement = judge(bare, source, (*PARTS, *PARTS[:1]), **by(SUM_TO))
        assert [case.verdict for case in judgement.cases] == ["WA", "WA", "RE"]
        assert judge(bare, splits('printf("%d 1", n - 1);'), PARTS, **by(SUM_TO)).verdict == "AC"


CHECKER_TRIES = (
    'reads("/etc/passwd") || reads("prog") || reads("../aside-0") || reads("../aside-1")'
    ' || reads("../lock") || writes("answer") || writes("checker") || writes("/tmp/judge_probe")'
    " || fork() >= 0"
)


def test_a_checker_stays_behind_the_same_walls(walled):
    source = READS + TRIES + f"return ({CHECKER_TRIES}) ? 1 : 0; }}"
    before = processes_in(walled._folder.path)
    judgement = judge(walled, splits('printf("x");'), PARTS, **by(source))
    assert judgement.verdict == "AC", judgement.first_failure
    assert set(processes_in(walled._folder.path)) <= {*before}
    assert not Path("/tmp/judge_probe").exists()


def test_an_output_that_is_no_text_reaches_the_checker_as_it_is(walled):
    source = (
        READS
        + r"""
        char got[9]; size_t n = fread(got, 1, sizeof got, output);
        return n == 4 && !memcmp(got, "\0\xff\n\x80", 4) ? 0 : 1; }"""
    )
    prints = main(r'fwrite("\0\xff\n\x80", 1, 4, stdout);', "cstdio")
    assert judge(walled, prints, PARTS, **by(source)).verdict == "AC"


READS_WORD = READS + 'char word[99]; if (fscanf(output, "%98s", word) != 1) return 2; '


@pytest.mark.parametrize(
    "dies",
    ["abort();", "return 7;", "for (volatile int i = 0;; i = i + 1);", "*(volatile int *)0 = 1;"],
)
def test_an_output_that_breaks_the_checker_is_wrong(pool, monkeypatch, dies):
    monkeypatch.setattr("tinylora.judge.checkers.checking.CPU_S", 0.2)
    source = READS_WORD + f"if (word[0] > '9') {{ {dies} }} return 0; }}"
    judgement = judge(pool, main('puts("hello");', "cstdio"), PARTS, **by(source))
    assert [case.verdict for case in judgement.cases] == ["WA", "WA"]
    assert "takes the expected output for right, and on this one it" in (
        judgement.first_failure.message
    )
    assert judge(pool, main('puts("7");', "cstdio"), PARTS, **by(source)).verdict == "AC"


def test_a_checker_s_own_failure_is_not_the_output_s(pool):
    source = READS_WORD + "return word[0] > '9' ? 3 : 0; }"
    with pytest.raises(CheckerFault, match="ended with status 3"):
        judge(pool, main('puts("hello");', "cstdio"), PARTS, **by(source))


def test_a_checker_may_say_much(pool):
    source = READS + "for (int i = 0; i < 100000; i++) fputc(i ? 'x' : '!', stderr); return 1; }"
    judgement = judge(pool, splits('printf("%d 1", n - 1);'), PARTS, **by(source))
    assert judgement.verdict == "WA"
    assert judgement.first_failure.message.startswith("!x")


def test_a_checker_that_does_not_compile_is_compiled_once(pool, monkeypatch):
    compiled = []
    programs = checking.CheckerPrograms
    real = programs._compile
    monkeypatch.setattr(programs, "_compile", lambda *a: compiled.append(a) or real(*a))
    broken = by("int main() { neither is this\n")
    for number in range(2):
        with pytest.raises(CheckerFault, match=r"does not compile: main\.cpp:1"):
            judge(pool, splits(f'printf("{number} 1");'), PARTS, **broken)
    assert len(compiled) == 1
    assert judge(pool, "int main() { no", PARTS, **broken).verdict == "CE"


def test_a_checker_that_reopens_its_streams_reads_its_files(pool):
    """Which a submission's freopen does not: there the standard streams are the files."""
    reopens = main(
        """
        long given, said, sum = 0;
        freopen(argv[1], "r", stdin);
        scanf("%ld", &given);
        freopen(argv[2], "r", stdin);
        while (scanf("%ld", &said) == 1) sum += said;
        return sum != given;""",
        "cstdio",
    ).replace("main()", "main(int, char **argv)")
    assert judge(pool, splits('printf("%d 1", n - 1);'), PARTS, **by(reopens)).verdict == "AC"
    assert judge(pool, splits('printf("%d 2", n - 1);'), PARTS, **by(reopens)).verdict == "WA"
