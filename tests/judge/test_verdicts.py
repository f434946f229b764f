# ruff: noqa: E501 -- the programs are easier to read unbroken
import json
import time

import pytest
from programs import ADD, SUM, cases, judge, main, submission

from tinylora.errors import SettingsError
from tinylora.identity import sha256
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import cases_sha, judgement_id, submission_of
from tinylora.judge.verdict import CaseResult, Judgement, Verdict, excerpt, worst
from tinylora.problem import StoredProblem

READ = 'int a, b; if (scanf("%d %d", &a, &b) != 2) return 1; '
PROGRAMS = {
    "adds": (ADD, "AC"),
    "subtracts": (ADD.replace("a + b", "a - b"), "WA"),
    "prints nothing": (main("", "cstdio"), "WA"),
    "prints too much": (ADD.replace('"%d\\n"', '"%d 0\\n"'), "WA"),
    "extra blanks are fine": (ADD.replace('"%d\\n"', '"  %d  \\n\\n"'), "AC"),
    "right answer, status 3": (main(READ + 'printf("%d", a + b); return 3;', "cstdio"), "RE"),
    "right answer, then abort": (
        main(READ + 'printf("%d\\n", a + b); fflush(stdout); abort();', "cstdio", "cstdlib"),
        "RE",
    ),
    "null pointer": (main("int *volatile p = 0; return *p;"), "RE"),
    "division by zero": (main("volatile int z = 0; return 100 / z;"), "RE"),
    "uncaught exception": (main("throw 1;"), "RE"),
    "endless recursion": ("int f(volatile int n) { return f(n + 1) + n; } int main() { return f(0); }", "RE"),
    "loops": (main("for (volatile int i = 0;; i = i + 1);"), "TLE"),
    "sleeps": (main("sleep(60);", "unistd.h"), "TLE"),
    "stops itself": (main("raise(SIGSTOP);", "csignal"), "TLE"),
    "eats memory": (
        main("for (;;) { volatile char *p = (char *)malloc(1 << 20); "
             "for (int i = 0; i < 1 << 20; i += 4096) p[i] = 1; }", "cstdlib"),
        "MLE",
    ),
    "asks for too much at once": (main("std::vector<int> v(1000000000); return v[7];", "vector"), "MLE"),
    "global array too large": ("char big[3000000000u]; " + main("return big[12345];"), "MLE"),
    "large array, hardly touched": ("char big[100000000];\n" + ADD, "AC"),
    "a larger array than the limit, hardly touched": ("char big[800000000];\n" + ADD.replace("a + b", "a + b + big[7]"), "AC"),
    "prints forever": (main('for (;;) puts("0123456789abcdef");', "cstdio"), "OLE"),
    "prints forever to stderr": (main('for (;;) fputs("0123456789abcdef", stderr);', "cstdio"), "OLE"),
    "does not parse": (main("int x = ;"), "CE"),
    "empty": ("", "CE"),
    "missing include": (main('std::cout << "3\\n";'), "CE"),
    "undefined function": ("int f(); " + main("return f();"), "CE"),
    "assembler error": (main('asm("no such instruction");'), "CE"),
    "#error": ("#error No space left on device\n", "CE"),
    "no code": (None, "NC"),
    "threads": (
        "#include <thread>\n" + ADD.replace("printf", "std::thread([]{}).join(); printf"), "AC"),
    "63 threads that keep stacks and memory": (
        main(READ + """std::vector<std::thread> all; std::atomic<int> sum{a + b - 63 * 100};
        for (int i = 0; i < 63; i++) all.emplace_back([&] {
            char room[1 << 16]; memset(room, 1, sizeof room);
            std::map<int, std::string> m; for (int k = 0; k < 100; k++) m[k] = std::string(50, 'x');
            std::this_thread::sleep_for(std::chrono::milliseconds(50)); sum += (int)m.size() * room[7]; });
        for (auto &one : all) one.join(); printf("%d", sum.load());""",
             "atomic", "chrono", "cstdio", "cstring", "map", "string", "thread", "vector"), "AC"),
    "a thread may ask for a larger stack": (
        main(READ + """pthread_attr_t at; pthread_attr_init(&at); pthread_attr_setstacksize(&at, 256 << 20);
        pthread_t t; if (pthread_create(&t, &at, [](void *) -> void * {
            volatile char deep[32 << 20]; deep[9] = 1; return nullptr; }, nullptr)) return 7;
        pthread_join(t, nullptr); printf("%d", a + b);""", "cstdio", "pthread.h"), "AC"),
    "much debug output to /dev/null": (
        main('freopen("/dev/null", "w", stderr); ' + READ + 'for (int i = 0; i < 100000; i++) '
             '{ std::cerr << "0123456789"; fputs("0123456789", stderr); } printf("%d", a + b);', "cstdio", "iostream"),
        "AC"),
    "much debug output to a file of its own": (
        main('freopen("debug.txt", "w", stderr); ' + READ + 'for (int i = 0; i < 200000; i++) '
             'fputs("0123456789", stderr); printf("%d", a + b);', "cstdio"), "AC"),
    "asks for too much, stderr sent elsewhere": (
        main('freopen("/dev/null", "w", stderr); std::cerr << "x"; std::vector<int> v(1000000000); return v[7];',
             "cstdio", "iostream", "vector"), "MLE"),
    "asks for too much after much debug output": (
        main('for (int i = 0; i < 9000; i++) std::cerr << i; std::vector<int> v(1000000000); return v[7];',
             "iostream", "vector"), "MLE"),
    "speaks of bad_alloc and aborts": (
        main('std::cerr << "caught std::bad_alloc\\n"; abort();', "cstdlib", "iostream"), "RE"),
    "freopen to files": (
        ADD.replace("int a, b;", 'freopen("in.txt", "r", stdin); freopen("out.txt", "w", stdout); int a, b;'),
        "AC",
    ),
    "std::freopen with large files": (
        "#define _FILE_OFFSET_BITS 64\n"
        + ADD.replace("int a, b;", 'std::freopen("CON", "w", stdout); int a, b;'),
        "AC",
    ),
    "freopen only where it is judged online": (
        ADD.replace("int a, b;", "\n#ifdef ONLINE_JUDGE\n#else\nfreopen(\"x.in\", \"r\", stdin);\n#endif\nint a, b;"),
        "AC",
    ),
    "a local header where it is not judged online": (
        "#ifndef ONLINE_JUDGE\n#include \"debug.h\"\n#endif\n" + ADD, "AC"),
    "debug output where it is not judged online": (
        ADD.replace("int a, b;", "\n#ifndef ONLINE_JUDGE\nputs(\"debug\");\n#endif\nint a, b;"), "AC"),
    "std::gcd of __int128": (
        main(READ + '__int128 x = a + b; printf("%d", (int)std::gcd(x, x));', "cstdio", "numeric"), "AC"),
    "std::abs of __int128": (
        main(READ + '__int128 x = -a - b; printf("%d", (int)std::abs(x));', "cstdio", "cstdlib"), "AC"),
    "typeof": (ADD.replace("a + b", "(typeof(a))(a + b)"), "AC"),
    "an imaginary literal": (
        main(READ + 'auto z = 1.0i * (a + b + 0.0); printf("%d", (int)__imag__ z);', "cstdio"), "AC"),
    "freopen under a condition": (
        ADD.replace("int a, b;", 'if (!freopen("x.in", "r", stdin)) return 5; int a, b;'), "AC"),
    "freopen through a pointer": (
        ADD.replace("int a, b;", 'auto open = &freopen; open("x.out", "w", stdout); int a, b;'), "AC"),
    "freopen of another stream is its own affair": (
        ADD.replace("int a, b;", 'if (!freopen("x.in", "r", tmpfile())) return 5; int a, b;'), "RE"),
    "fopen is not redirected": (
        ADD.replace("int a, b;", 'FILE *f = fopen("x.in", "r"); int a, b; fscanf(f, "%d", &a);'), "RE"),
    "fopen that asks first": (
        ADD.replace("int a, b;", 'if (fopen("x.in", "r")) freopen("x.in", "r", stdin); int a, b;'), "AC"),
    "everything included": ("#include <bits/stdc++.h>\nusing namespace std;\n"
                            "int main() { long long a, b; cin >> a >> b; cout << a + b << endl; }", "AC"),
    "byte order mark and CRLF": ("\ufeff" + ADD.replace("\n", "\r\n"), "AC"),
    "names that a forced header would break": (
        "#include <iostream>\nusing namespace std;\nint count, gcd, map;\n"
        "int main() { cin >> gcd >> count; cout << gcd + count; }", "AC"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_verdict(pool, name):
    source, verdict = PROGRAMS[name]
    judgement = judge(pool, source)
    assert judgement.verdict == verdict, judgement.first_failure
    assert judgement.total == 2
    assert judgement.passed == (2 if verdict == "AC" else 0)
    assert judgement.score == judgement.passed / 2
    assert (judgement.first_failure is None) is (verdict == "AC")
    assert len(judgement.cases) == (0 if verdict in ("CE", "NC") else 2)


def test_the_measurements(pool):
    spins = ADD.replace("int a, b;", "int a, b; for (volatile int i = 0; i < 20000000; i = i + 1);")
    judgement = judge(pool, spins)
    assert judgement.verdict == "AC"
    assert 5 < judgement.cpu_ms < 1000
    assert judgement.cpu_ms == pytest.approx(sum(case.cpu_ms for case in judgement.cases))
    assert 10 < judgement.compile_ms < 5000
    assert 500 < judgement.peak_kb < 50_000
    assert judgement.isolation == pool.isolation
    assert judgement.source_sha == sha256(spins)
    assert judgement.limits["time_limit_s"] == 0.5


def test_the_worst_case_decides_and_the_first_failure_is_shown(pool):
    three = cases(("1 2\n", "3\n"), ("2 2\n", "5\n"), ("x\n", "0\n"))
    judgement = judge(pool, ADD, three)
    assert [case.verdict for case in judgement.cases] == ["AC", "WA", "RE"]
    assert (judgement.verdict, judgement.passed, judgement.total) == ("RE", 1, 3)
    failure = judgement.first_failure
    assert (failure.ordinal, failure.verdict, failure.expected, failure.actual) == (
        1, "WA", "5\n", "4\n",
    )  # fmt: skip
    assert failure.message == "token 1: expected '5', got '4'"


def test_a_compile_error_carries_the_compiler_s_words(pool):
    failure = judge(pool, main("int x = ;")).first_failure
    assert failure.verdict == "CE"
    assert "main.cpp" in failure.message
    assert "error" in failure.message


def test_a_problem_s_limits_go_before_the_judge_s(pool):
    busy = main(
        "for (volatile long i = 0; i < 400000000; i = i + 1); " + READ + 'printf("%d", a + b);',
        "cstdio",
    )
    assert judge(pool, busy, time_limit_s=0.02).verdict == "TLE"
    assert judge(pool, busy, time_limit_s=5.0).verdict == "AC"
    fills = "#include <cstring>\nstatic char a_lot[60 << 20];\n" + ADD.replace(
        "int a, b;", "int a, b; memset(a_lot, 1, sizeof a_lot);"
    )
    assert judge(pool, fills, memory_limit_mb=32).verdict == "MLE"
    assert judge(pool, fills, memory_limit_mb=100).verdict == "AC"
    assert judge(pool, fills, memory_limit_mb=9999).limits["memory_limit_mb"] == 320


def test_odd_texts_survive_the_journey(pool):
    prints = main(r'fwrite("\x00\xff\xfe ab\xed\xa0\x80", 1, 9, stdout);', "cstdio")
    judgement = judge(pool, prints + "// \ud800 lone", cases(("\ud800\0", "\udfff\0é")))
    assert judgement.verdict == "WA"
    row = judgement.to_row()
    text = json.dumps(row, ensure_ascii=False)
    text.encode("utf-8")
    assert "\0" not in judgement.first_failure.actual
    assert Judgement.from_row(json.loads(text)) == judgement


def test_rows_round_trip(pool):
    for source in (ADD, "nonsense", None):
        judgement = judge(pool, source)
        assert Judgement.from_row(json.loads(json.dumps(judgement.to_row()))) == judgement


def test_how_a_program_ended_is_told(pool):
    ends = cases(("0", "ok"), ("1", "ok"), ("2", "ok"), ("3", "ok"), ("4", "ok"))
    source = main(
        """
        int way; if (scanf("%d", &way) != 1) return 9;
        if (way == 1) return 3;
        if (way == 2) raise(SIGSEGV);
        if (way == 3) for (volatile int i = 0;; i = i + 1);
        if (way == 4) abort();
        puts("ok");""",
        *("cstdio", "cstdlib", "csignal"),
    )
    judgement = judge(pool, source, ends, time_limit_s=0.1)
    assert [(case.verdict, case.exit_code, case.signal) for case in judgement.cases] == [
        *(("AC", 0, None), ("RE", 3, None), ("RE", None, 11)),
        *(("TLE", None, None), ("RE", None, 6)),
    ]
    assert judgement.wall_ms == pytest.approx(sum(case.wall_ms for case in judgement.cases))
    assert judgement.host_factor == pytest.approx(max(1.0, pool.slowness), rel=0.5)


def test_a_source_beyond_the_limit_is_not_compiled(pool):
    judgement = judge(pool, ADD + "//" + "x" * (256 << 10))
    assert (judgement.verdict, judgement.compile_ms) == ("CE", 0.0)
    assert judgement.first_failure.message == "256.1 KiB of source, 256 KiB allowed"


STRICT = JudgeSettings(workers=1, stop_at_first_failure=True, process_limit=2)


@pytest.fixture(scope="module")
def strict(tmp_path_factory):
    with JudgePool(STRICT, tmp_path_factory.mktemp("strict")) as pool:
        yield pool


def test_judging_may_stop_at_the_first_failure(strict):
    five = cases(("1 2", "3"), ("2 2", "5"), ("x", "0"), ("1 1", "2"), ("1 1", "2"))
    judgement = judge(strict, ADD, five)
    assert [case.verdict for case in judgement.cases] == ["AC", "WA"]
    assert (judgement.verdict, judgement.passed, judgement.total) == ("WA", 1, 5)
    assert (judgement.score, judgement.first_failure.ordinal) == (0.2, 1)
    assert judge(strict, ADD, five[:1]).verdict == "AC"
    huge = judge(strict, "char big[3000000000u]; " + main("return big[12345];"), five)
    assert (huge.verdict, huge.total, len(huge.cases)) == ("MLE", 5, 1)
    assert submission(ADD, five).limits(JudgeSettings()) != submission(ADD, five).limits(STRICT)


CONCEPT = "template <class T> concept Any = true;\n" + ADD
TYPEOF = ADD.replace("a + b", "(typeof(a))(a + b)")


def test_a_sleeper_costs_three_limits_once_and_two_after_that(pool):
    started = time.monotonic()
    alone = judge(pool, main("pause();", "unistd.h"), cases(("", "")), time_limit_s=1.0)
    assert alone.verdict == "TLE"
    assert alone.cases[0].wall_ms < 1.5e3 * alone.host_factor  # the second run's
    compiled_s = alone.compile_ms / 1e3
    assert time.monotonic() - started < 3.3 * alone.host_factor + 4 * compiled_s + 2
    four = cases(*((str(case), "") for case in range(4)))
    judgement = judge(pool, main("pause(); // four", "unistd.h"), four, time_limit_s=1.0)
    assert [case.verdict for case in judgement.cases] == ["TLE"] * 4
    walls = sorted(case.wall_ms for case in judgement.cases)
    assert walls[-1] < 2.5e3 * judgement.host_factor
    assert sum(wall > 1.9e3 for wall in walls) >= 2  # judged by their first run


def test_a_program_that_only_waits_for_a_while_is_in_time(pool):
    waits = ADD.replace("int a, b;", "usleep(300000); int a, b;").replace(
        "<cstdio>", "<unistd.h>\n#include <cstdio>"
    )
    assert judge(pool, waits, time_limit_s=0.2).verdict == "AC"


def test_the_expected_output_is_never_too_much(pool):
    """The limit is 1 MiB here: twice a longer expected output may be printed, and no more."""
    source = main(
        'int lines; if (scanf("%d", &lines) != 1) return 1; while (lines--) puts("123456789");',
        "cstdio",
    )
    expected = "123456789\n" * 200_000
    three = cases(*((str(lines), expected) for lines in (200_000, 300_000, 450_000)))
    judgement = judge(pool, source, three)
    assert [case.verdict for case in judgement.cases] == ["AC", "WA", "OLE"]
    short = judge(pool, source, cases(("200000", "1"))).first_failure
    assert (short.verdict, short.message) == ("OLE", "more than 1024 KiB of output")


def test_threads_fit_under_a_small_memory_limit(pool):
    waits = "[]{ std::this_thread::sleep_for(std::chrono::milliseconds(50)); return 1; }"
    headers = ("chrono", "cstdio", "future", "thread", "vector")
    source = main(
        "std::vector<std::future<int>> all; int sum = 0;"
        f"for (int i = 0; i < 63; i++) all.push_back(std::async(std::launch::async, {waits}));"
        'for (auto &one : all) sum += one.get(); printf("%d", sum);',
        *headers,
    )
    for memory_limit_mb in (16, 64, 256):
        limits = {"memory_limit_mb": memory_limit_mb, "time_limit_s": 2.0}
        judgement = judge(pool, source, cases(("", "63")), **limits)
        assert judgement.verdict == "AC", judgement.first_failure


def test_a_submission_may_name_its_standard(pool):
    found = [
        judge(pool, source, standard=standard).verdict
        for source, standard in (
            *((CONCEPT, None), (CONCEPT, "c++20"), (CONCEPT, "gnu++23"), (CONCEPT, "gnu++14")),
            *((TYPEOF, "c++17"), (TYPEOF, "gnu++17"), (TYPEOF, "gnu++14")),
        )
    ]
    assert found == ["CE", "AC", "AC", "CE", "CE", "AC", "AC"]


def test_a_problem_may_name_the_standard_of_its_programs(pool):
    told, untold = (
        StoredProblem("p", test_cases=SUM, standard=standard) for standard in ("c++20", None)
    )
    found = [pool.submit(submission_of(CONCEPT, one)).result() for one in (told, untold)]
    assert [one.verdict for one in found] == ["AC", "CE"]
    assert [one.limits["standard"] for one in found] == ["c++20", "gnu++17"]


def test_the_standard_and_the_defines_are_part_of_a_judgement_s_identity():
    assert submission(ADD).limits(JudgeSettings())["standard"] == "gnu++17"
    different = [
        submission(ADD, standard=standard).limits(JudgeSettings(defines=defines))
        for standard in ("c++17", "gnu++17", "gnu++20")
        for defines in ((), ("ONLINE_JUDGE",), ("ONLINE_JUDGE", "LOCAL=0"))
    ]
    assert len({json.dumps(limits, sort_keys=True) for limits in different}) == 9
    with pytest.raises(SettingsError, match=r"standard = 'c\+\+98': one of c\+\+14"):
        submission(ADD, standard="c++98")


def test_defines_are_names_with_or_without_a_value():
    JudgeSettings(defines=("ONLINE_JUDGE", "N=3", "HELLO=", 'S="a b"'))
    for wrong in ("", "-DX", "3", "A B", "A\0", "A=\0"):
        with pytest.raises(ValueError, match="defines"):
            JudgeSettings(defines=(wrong,))


def test_threads_are_counted(strict):
    sleepers = """
        std::vector<std::thread> all;
        for (int i = 0; i < {}; i++)
            all.emplace_back([]{ std::this_thread::sleep_for(std::chrono::milliseconds(300)); });
        for (auto &one : all) one.join();"""
    headers = ("thread", "vector", "chrono")
    nothing = cases(("", ""))
    assert judge(strict, main(sleepers.replace("{}", "1"), *headers), nothing).verdict == "AC"
    judgement = judge(strict, main(sleepers.replace("{}", "2"), *headers), nothing)
    assert judgement.verdict == "RE"
    assert judgement.first_failure.message == "more than 2 threads"


def test_rows_of_before_are_read(pool):
    row = judge(pool, ADD.replace("a + b", "a * b")).to_row()
    older = {name: value for name, value in row.items() if name not in ("wall_ms", "host_factor")}
    for case in older["cases"]:
        del case["exit_code"], case["signal"]
    judgement = Judgement.from_row(older)
    assert (judgement.wall_ms, judgement.host_factor) == (None, None)
    assert [(case.exit_code, case.signal) for case in judgement.cases] == [(None, None)] * 2
    assert judgement.verdict == "WA"


def test_excerpts_are_short_and_valid():
    assert excerpt("a" * 1000) == "a" * 300
    assert excerpt(b"\xff\0" * 1000) == "\ufffd" * 300
    assert excerpt("\ud800\0é") == "\ufffd\ufffdé"


def test_no_test_cases_is_the_caller_s_error():
    with pytest.raises(SettingsError, match="0 test cases"):
        submission(ADD, ())


def test_identity_of_cases():
    assert cases_sha(SUM) == cases_sha(list(SUM))
    assert cases_sha(SUM) != cases_sha(SUM[::-1])
    assert cases_sha(cases(("ab", "c"))) != cases_sha(cases(("a", "bc")))


def test_identity_of_a_judgement_tells_walls_apart():
    known = ("source", "cases", {"time_limit_s": 1.0}, "g++", "judge")
    modes = ("namespaces", "landlock", "rlimits")
    assert len({judgement_id(*known, mode) for mode in modes}) == 3
    assert judgement_id(*known, "landlock") == judgement_id(*known, "landlock")


def test_worst_of():
    assert worst([Verdict.AC, Verdict.TLE, Verdict.WA]) is Verdict.TLE
    assert worst([Verdict.AC]) is Verdict.AC
    assert CaseResult(Verdict.AC, 1.0, 1.0, 1).verdict == "AC"
