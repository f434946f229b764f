"""Functions: called with JSON, answered with JSON, and no way to an answer but having it."""

import json
from dataclasses import replace

import pytest

from tinylora.errors import SettingsError
from tinylora.judge.checkers.checker import Checker
from tinylora.judge.settings import JudgeSettings
from tinylora.judge.submission import Submission, submission_of
from tinylora.judge.verdict import Verdict
from tinylora.problem import Origin, StoredProblem, TestCase

JSON = Checker("json")
ADD = "class Solution:\n    def add(self, a: int, b: int) -> int:\n        return a + b\n"


def call(source, *cases, function="add"):
    """Return a submission of `source` on cases (arguments, result)."""
    made = tuple(
        TestCase("\n".join(map(json.dumps, given)), json.dumps(result), Origin.PRIVATE)
        for given, result in cases or [((1, 2), 3)]
    )
    return Submission(source, made, checker=JSON, language="python", function=function)


def verdict(pool, *given, **named):
    judged = pool.submit(call(*given, **named)).result()
    return judged.verdict, judged.first_failure and judged.first_failure.message


@pytest.mark.parametrize(
    ("source", "function", "cases"),
    [
        (ADD, "add", [((1, 2), 3), ((10**30, 1), 10**30 + 1)]),
        ("def add(a, b):\n    return a + b\n", "add", [((1, 2), 3)]),
        ("add = lambda *numbers: sum(numbers)\n", "add", [((1, 2), 3)]),
        (
            "from __future__ import annotations\nfrom dataclasses import dataclass\n\n"
            "@dataclass\nclass Node:\n    value: int\n    left: 'Node' = None\n\n"
            "def add(a, b):\n    return Node(a + b).value\n",
            "add",
            [((1, 2), 3)],
        ),
        # names that LeetCode's solutions take for granted
        (
            "class Solution:\n    def f(self, a: List[int], k: Optional[int]) -> List[int]:\n"
            "        c = Counter(a) + collections.Counter()\n"
            "        heap = list(c); heapify(heap); heapq.heapify(heap)\n"
            "        found = [bisect_left(sorted(c), k), math.inf > gcd(4, 6)]\n"
            "        found += accumulate([1, 1])\n"
            "        total = functools.reduce(lambda x, y: x + y, heap)\n"
            "        return [*found, lru_cache(None)(len)('ab'), total]\n",
            "f",
            [(([3, 3, 5], 4), [1, True, 1, 2, 2, 8])],
        ),
        # tuples are lists, names in any order, a float near enough
        (
            "def f(): return {'b': (1, (2,)), 'a': 0.1 + 0.2}",
            "f",
            [((), {"a": 0.3, "b": [1, [2]]})],
        ),
        ("def f(s): return s[::-1]", "f", [(("é\n\"'",), "'\"\né"), (("\ud800a",), "a\ud800")]),
        ("def f(n):\n    return f(n - 1) + 1 if n else 0", "f", [((20_000,), 20_000)]),
        ("def f(a):\n    print('so far', a)\n    return None", "f", [((1,), None)]),
        ("import sys\ndef f(): return sys.stdin.read()", "f", [((), "")]),
        # what a guard holds is not run, and what stands before the function is
        ("if __name__ == '__main__':\n    1 / 0\nx = 1\ndef f(): return x", "f", [((), 1)]),
    ],
)
def test_right(pool, source, function, cases):
    assert verdict(pool, source, *cases, function=function) == (Verdict.AC, None)


def test_an_integer_of_any_length(pool):
    case = TestCase("1" + "0" * 5000, "1" + "0" * 10_000, Origin.PRIVATE)
    submission = replace(call("def add(n): return n * n"), test_cases=(case,))
    assert pool.submit(submission).result().verdict is Verdict.AC


@pytest.mark.parametrize(
    ("body", "got", "says"),
    [
        ("return a - b", Verdict.WA, "expected 3, got -1"),
        ("return [a + b]", Verdict.WA, "expected 3, got a list of 1"),
        ("return str(a + b)", Verdict.WA, 'expected 3, got "3"'),
        ("a + b", Verdict.WA, "expected 3, got null"),
        ("return (n for n in (3,))", Verdict.RE, "no JSON value (generator)"),
        ("return {3}", Verdict.RE, "no JSON value (set)"),
        ("return {(1, 2): 3}", Verdict.RE, "no JSON value (dict)"),
        ("return List[int]", Verdict.RE, "no JSON value (_GenericAlias)"),
        ("x = []\n    x.append(x)\n    return x", Verdict.RE, "no JSON value (list)"),
        ("return a // 0", Verdict.RE, "ZeroDivisionError"),
        ("exit()", Verdict.RE, "ends before it has answered"),
        ("while True: pass", Verdict.TLE, "CPU time"),
    ],
)
def test_wrong(pool, body, got, says):
    found, message = verdict(pool, f"def add(a, b):\n    {body}\n")
    assert found is got and says in message


@pytest.mark.parametrize(
    ("source", "got", "says"),
    [
        ("def sub(a, b): return a", Verdict.RE, "defines no function add"),
        ("class Solution: pass", Verdict.RE, "defines no function add"),
        ("add = 3", Verdict.RE, "defines no function add"),
        ("def add(a): return a", Verdict.RE, "TypeError"),
        ("a, b = map(int, input().split())\nprint(a + b)", Verdict.RE, "EOFError"),
        ("def add(a, b) return a", Verdict.CE, "SyntaxError"),
    ],
)
def test_no_such_function(pool, source, got, says):
    found, message = verdict(pool, source)
    assert found is got and says in message


HOSTILE = {
    "prints": "print(41)\ndef add(a, b): print(41)",
    "prints at the end": "import atexit\natexit.register(print, 41)\ndef add(a, b): return 4",
    "writes to fd 1": "import os\nos.write(1, b'41')\nos._exit(0)",
    "ends early": "import sys\nsys.exit(0)",
    "ends early without a word": "import os\nos._exit(0)",
    "ends with a status": "def add(a, b): raise SystemExit(3)",
    "asks for the answer": "def add(a, b): return 'the expected output'",
    "replaces dumps": "import json\njson.dumps = lambda x: 'true'\ndef add(a, b): return 4",
    "replaces the encoder": (
        "import json\njson.dumps = None\njson.JSONEncoder.encode = None\ndef add(a, b): return 4"
    ),
    "replaces builtins": (
        "import builtins\nfor n in ('callable', 'isinstance', 'getattr', 'type', 'len'):\n"
        "    setattr(builtins, n, lambda *a, **k: True)\ndef add(a, b): return 4"
    ),
    "replaces what ends it": (
        "import os\nos._exit = print\nos.write = lambda *a: 1\ndef add(a, b): return 4"
    ),
    "writes everywhere before": (
        "import os\nfor fd in range(64):\n    try: os.write(fd, b'1 ')\n    except OSError: pass\n"
        "def add(a, b): return 4"
    ),
    "looks into the box": (
        "import os\nfound = ''.join(open(n, errors='ignore').read() for n in os.listdir('.'))\n"
        "def add(a, b): return 41 if 'expected' in found[:0] else found"
    ),
    "looks at the caller": (
        "import sys\ndef add(a, b):\n    frame, seen = sys._getframe(), []\n"
        "    while frame:\n        seen += [v for v in frame.f_locals.values() if v == 41]\n"
        "        frame = frame.f_back\n    return seen[0] if seen else 4"
    ),
    "equals everything": (
        "class Any(int):\n    def __eq__(self, other): return True\n"
        "    def __repr__(self): return '41'\n"
        "def add(a, b): return Any(4)"
    ),
    "is a text that says more": "def add(a, b): return '41\\n41'",
    "reads the arguments again": "import os\ndef add(a, b): return os.pread(0, 99, 0).decode()",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_program_has_its_own_guess_and_no_more(walled, source):
    """Whatever it does, 41 is not to be had but by a 41 of its own."""
    assert verdict(walled, source, ((20, 21), 41))[0] in (Verdict.WA, Verdict.RE)


def test_a_guess_that_a_program_writes_itself_is_judged_as_a_guess(walled):
    """The copy of standard output can be found, so what is written there is a guess like another:
    right on the case it was made for, wrong on the next, and nothing beside another answer."""
    guess = (
        "import os\nfor fd in range(3, 64):\n"
        "    try: os.write(fd, b'41')\n    except OSError: pass\n"
    )
    cases = [((20, 21), 41), ((2, 2), 4)]
    for source in (f"{guess}os._exit(0)", f"{guess}def add(a, b): return 4"):
        judged = walled.submit(call(source, *cases)).result()
        assert judged.verdict in (Verdict.WA, Verdict.RE) and judged.passed <= 1


def test_an_answer_longer_than_allowed(pool):
    assert verdict(pool, "def add(a, b): return 'x' * (3 << 20)")[0] is Verdict.OLE


def test_the_function_is_in_the_identity_where_there_is_one():
    settings = JudgeSettings()
    assert call(ADD).limits(settings)["function"] == "add"
    program = Submission("x", call(ADD).test_cases, language="python")
    assert "function" not in program.limits(settings)
    problem = StoredProblem(
        "key", test_cases=call(ADD).test_cases, checker="json", answer_language="python",
        function="add",
    )  # fmt: skip
    assert submission_of(ADD, problem) == call(ADD)


@pytest.mark.parametrize(
    ("language", "function"), [("c++", "add"), ("mathematics", "add"), ("python", "a b")]
)
def test_only_a_python_program_has_a_function(language, function):
    with pytest.raises(SettingsError, match="give the name of a function of a python program"):
        Submission("x", call(ADD).test_cases, language=language, function=function)
