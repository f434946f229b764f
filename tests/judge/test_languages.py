"""A language is one file (here: toy_languages.py) and one line of the registry; the rest holds."""

from dataclasses import replace
from pathlib import Path

import pytest
from programs import ADD, SUM, cases, judge, submission
from toy_languages import Text

from tinylora.errors import JudgeFault, SettingsError
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.judge import Judge
from tinylora.judge.languages.registry import LANGUAGES, find_language
from tinylora.judge.languages.toolchain import _own_folders
from tinylora.judge.pool import JudgePool
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission

PAGE = Path(__file__).parents[2] / "docs" / "adding-a-language.md"
ONE = cases(("", "42"))
SETTINGS = JudgeSettings(workers=1, time_limit_s=2.0, output_limit_kb=1)
LESS_THAN_50 = Checker(
    "program",
    source='#include <cstdio>\nint main(int, char **argv) { FILE *f = fopen(argv[2], "r"); int n;'
    ' return f && fscanf(f, "%d", &n) == 1 && n < 50 ? 0 : 1; }\n',
)


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    monkeypatch.setitem(LANGUAGES, "text", Text())


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """A pool that has judged no language but C++ yet."""
    with JudgePool(SETTINGS, tmp_path_factory.mktemp("judge"), check=False) as pool:
        yield pool


def test_cpp_names_its_extractor():
    completion = f"Here:\n```cpp\n{ADD}```\n"
    assert find_language("c++").extract(completion) == ADD
    assert find_language("c++").extract("none") is None


@pytest.mark.parametrize(
    ("completion", "verdict", "message"),
    [
        ("I think\nanswer: 42", "AC", None),
        ("answer: 43", "WA", "token 1: expected '42', got '43'"),
        ("answer: ", "CE", "an answer without a character"),
        ("no idea", "NC", "the completion holds no Text source"),
        ("answer: " + "4" * 1025, "OLE", "more than 1 KiB of output"),
    ],
)
def test_an_answer_is_judged_without_a_process(mixed, completion, verdict, message):
    source = find_language("text").extract(completion)
    judgement = judge(mixed, source, ONE, language="text")
    assert judgement.verdict == verdict
    assert (judgement.first_failure and judgement.first_failure.message) == message
    assert (judgement.compiler, judgement.limits["language"]) == ("text 1", "text")
    assert (judgement.compile_ms, judgement.cpu_ms, judgement.peak_kb) == (0.0, 0.0, 0)


def test_the_language_of_the_page_is_judged(mixed, monkeypatch):
    code = PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    names = {}
    exec(code, names)
    monkeypatch.setitem(LANGUAGES, "answers", names["Answers"]())
    got = [judge(mixed, text, ONE, language="answers").verdict for text in ("42", "41", "")]
    assert got == ["AC", "WA", "CE"]


def test_an_answer_is_compared_as_its_problem_says(mixed):
    near = Checker.parse("float:0.5")
    assert judge(mixed, "42.4", ONE, language="text", checker=near).verdict == "AC"
    assert judge(mixed, "49", ONE, language="text", checker=LESS_THAN_50).verdict == "AC"
    assert judge(mixed, "50", ONE, language="text", checker=LESS_THAN_50).verdict == "WA"


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("a, b = map(int, input().split())\nprint(a + b)", "AC"),
        ("print(3)", "WA"),
        ("print(3); raise SystemExit(4)", "RE"),
        ("while True: pass", "TLE"),
        ("print(3", "CE"),
        ("open('/etc/passwd')", "RE"),
        (ADD, "CE"),
    ],
)
def test_an_interpreter_runs_behind_walls_of_its_own(mixed, source, verdict):
    judgement = judge(mixed, source, language="python", time_limit_s=1.0)
    assert judgement.verdict == verdict, judgement.first_failure
    assert judgement.compiler.startswith("Python 3")
    assert verdict == "CE" or judgement.compile_ms > 0


def test_languages_take_turns_in_one_pool_and_are_not_taken_for_each_other(mixed):
    three = [
        Submission(ADD, SUM),
        Submission(ADD, SUM, language="text"),
        Submission(ADD, SUM, language="python"),
        Submission(ADD + "//", SUM),
    ]
    judgements = mixed.judge_all(three)
    assert [one.verdict for one in judgements] == ["AC", "WA", "CE", "AC"]
    assert len({one.judgement_id for one in judgements}) == 4
    assert judgements[0].compiler == mixed.compiler


def test_a_program_reads_what_its_own_language_may(mixed):
    """The interpreter lies where C++ may not execute it, and C++'s headers where Python may not."""
    reads = "print(open('/usr/include/stdio.h').read(1))"
    assert judge(mixed, reads, ONE, language="python").verdict == "RE"


def test_a_language_is_admitted_by_its_canaries(tmp_path, monkeypatch):
    with JudgePool(SETTINGS, tmp_path) as pool:
        cpp = len(pool.judge_canaries())
        assert judge(pool, "42", ONE, language="text").verdict == "AC"
        assert [want for want, _ in pool.judge_canaries()[cpp:]] == ["AC", "WA", "CE"]
        wrong = Text()
        wrong.name, wrong.canaries = "wrong", lambda: [replace(Text().canaries()[0], source="41")]
        monkeypatch.setitem(LANGUAGES, "wrong", wrong)
        for _ in range(2):  # nothing is judged in it, now or later
            with pytest.raises(JudgeFault, match=r"the AC canary got WA .* and text 1"):
                pool.submit(submission("42", ONE, language="wrong"))
        assert judge(pool, ADD).verdict == "AC"


def test_a_pool_is_a_judge(mixed):
    asked = {*vars(Judge), *Judge.__annotations__}
    missing = {name for name in asked if not name.startswith("_") and not hasattr(mixed, name)}
    assert {"submit", "doubtful", "isolation", "reused"} < asked
    assert not missing


def test_a_language_that_is_not_there_is_the_caller_s_error():
    with pytest.raises(SettingsError, match=r"'cobol' is not one the judge knows: c\+\+, "):
        submission("", language="cobol")


@pytest.mark.parametrize(
    ("cc1plus", "own"),
    [
        ("/usr/lib/gcc/x86_64-linux-gnu/12/cc1plus", set()),
        ("/opt/gcc/libexec/gcc/x/13/cc1plus", {"/opt/gcc/lib", "/opt/gcc/libexec", "/opt/gcc/x"}),
        ("/home/me/elsewhere/a/b/cc1plus", {"/home/me/elsewhere/a/b"}),
    ],
)
def test_a_compilers_prefix_is_not_opened_as_a_whole(cc1plus, own):
    """It may be somebody's home."""
    found = set(_own_folders(Path(cc1plus)))
    assert own <= found and bool(found) == bool(own)
    assert not found & {"/opt/gcc", "/home/me", "/home", "/"}
