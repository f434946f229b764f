# ruff: noqa: E501 -- the programs are easier to read unbroken
"""A hundred small programs through the judge and plain python3: the same output, or both fail.

They are made from templates, each with several inputs. What plain python3 printed is the expected
output, so AC means the same output; a program that ends otherwise must be RE here.
"""

import random
import subprocess

import pytest
from programs import cases

from tinylora.judge.languages.interpreter import find_interpreter
from tinylora.judge.submission import Submission

NUMBERS = "n = int(input())\na = list(map(int, input().split()))\n"
TEMPLATES = (
    NUMBERS + "print(sum(a), max(a), min(a))",
    NUMBERS + "print(*sorted(a, key=lambda x: (x % 7, -x)))",
    NUMBERS + "import itertools\nprint(*itertools.accumulate(a))",
    NUMBERS + "from collections import Counter\nprint(Counter(a).most_common(3))",
    NUMBERS + "print(set(map(str, a)) == {str(x) for x in a}, len(set(a)))",
    NUMBERS + "import heapq\nheapq.heapify(a)\nprint(*[heapq.heappop(a) for _ in range(n)])",
    NUMBERS + "from bisect import bisect\na.sort()\nprint([bisect(a, x) for x in range(0, 100, 9)])",
    NUMBERS + "print(a[n])",
    NUMBERS + "print(a[0] // (a[0] - a[0]))",
    NUMBERS + "assert sum(a) < 0, 'too much'",
    NUMBERS + "exit(sum(a) % 3)",
    NUMBERS + "import sys\nprint(a)\nsys.exit(0 if n % 2 else 'odd')",
    NUMBERS + "from functools import lru_cache\n@lru_cache(None)\ndef f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nprint(f(n * 9))",
    NUMBERS + "from fractions import Fraction\nprint(sum(Fraction(1, abs(x) + 1) for x in a))",
    NUMBERS + "from decimal import Decimal\nprint(Decimal(sum(a)) / 7)",
    NUMBERS + "import math\nprint(f'{math.sqrt(sum(map(abs, a))):.9f}', math.gcd(*a))",
    NUMBERS + "import random\nrandom.seed(n)\nprint(random.sample(range(99), 5))",
    NUMBERS + "import re\nprint(re.findall(r'\\d', ''.join(map(str, a))))",
    NUMBERS + "print(__name__, '__file__' in globals(), sorted({'sys', 'os'} & set(globals())))",
    NUMBERS + "import pickle\nclass A:\n    def __init__(self, x): self.x = x\nprint(pickle.loads(pickle.dumps(A(n))).x)",
    NUMBERS + "from dataclasses import dataclass\n@dataclass(order=True)\nclass P:\n    x: int\n    y: int\nprint(sorted(P(x, n) for x in a)[0])",
    NUMBERS + "import sys, threading\nsys.setrecursionlimit(10**6)\nthreading.stack_size(1 << 26)\ndef f(k): return 0 if k == 0 else 1 + f(k - 1)\nt = threading.Thread(target=lambda: print(f(20000 + n)))\nt.start()\nt.join()",
    NUMBERS + "def f(k): return f(k + 1)\nprint(f(n))",
    NUMBERS + "raise MemoryErr",
    NUMBERS + "print('é中\\N{SNOWMAN}' * n, ascii('é'))",
)  # fmt: skip
INPUTS = 4


def programs():
    """Yield 100 programs and their inputs."""
    chance = random.Random(0)
    for template in TEMPLATES:
        for _ in range(INPUTS):
            numbers = [chance.randint(-50, 50) for _ in range(chance.randint(1, 9))]
            yield template, f"{len(numbers)}\n{' '.join(map(str, numbers))}\n"


def plain(python, source, given, folder):
    """Return what python3 itself prints, or None where it does not end with status 0."""
    (folder / "main.py").write_text(source, encoding="utf-8")
    words = [python, "main.py"]
    done = subprocess.run(words, cwd=folder, input=given.encode(), capture_output=True, check=False)
    return None if done.returncode else done.stdout.decode()


def test_a_hundred_programs_get_what_plain_python_gives_them(pool, tmp_path):
    made = list(programs())
    assert len(made) == 100
    python = find_interpreter().path  # asking each candidate takes longer than running a program
    wanted = [plain(python, source, given, tmp_path) for source, given in made]
    submissions = [
        Submission(source, cases((given, printed or "")), language="python", time_limit_s=2.0)
        for (source, given), printed in zip(made, wanted, strict=True)
    ]
    judgements = pool.judge_all(submissions)
    differ = [
        (source, given, printed, judgement.first_failure)
        for (source, given), printed, judgement in zip(made, wanted, judgements, strict=True)
        if judgement.verdict != ("RE" if printed is None else "AC")
    ]
    assert not differ
    assert 20 <= sum(printed is None for printed in wanted) <= 40


@pytest.mark.parametrize("hashed", ["set('abcdefgh')", "{'x', 'y', 'z', b'x', None}", "hash('a')"])
def test_runs_repeat(pool, hashed):
    """What hangs on the hash seed alone is the same in every run; plain python3 draws one each."""
    source = f"print({hashed})"
    first = pool.submit(Submission(source, cases(("", "?")), language="python")).result()
    said = first.first_failure.actual
    again = Submission(source, cases(("", said), ("1", said), ("2", said)), language="python")
    assert pool.submit(again).result().verdict == "AC"
