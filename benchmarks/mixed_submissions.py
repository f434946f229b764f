"""32 submissions of every kind a training meets, the same ones each time.

Two thirds begin with `bits/stdc++.h`, the others with individual headers, as models write them.
"""

import re
from collections.abc import Iterator

from benchmarks.contest_programs import CONTEST_PROGRAMS, HEADERS
from samples.problem import SampleProblem
from samples.problems import all_problems
from tinylora.judge.cases import choose_cases
from tinylora.judge.submission import Submission
from tinylora.problem import Origin, TestCase

CASES = 5
EVERYTHING = ("bits/stdc++.h",)
HEADS = (
    ("iostream", "vector", "algorithm"),
    ("iostream", "string"),
    ("cstdio", "iostream"),
    ("iostream", "vector", "map", "set", "algorithm", "cmath"),
)
INCLUDE = re.compile(r"^#include <([\w./+]+)>\n", re.MULTILINE)
LOOP = "int main() { for (volatile int i = 0;; i = i + 1) {} }\n"


def looping() -> Submission:
    """Return the submission that never ends: its tests cost their time limits."""
    return _submission(all_problems()[0], _headed(EVERYTHING, LOOP))


def ending() -> list[Submission]:
    """Return the other 31: 15 meant to be right, 6 wrong, 4 RE, 3 CE, 3 without an include."""
    by_kind = [
        [_submission(problem, source) for problem, source in kind]
        for kind in (_right(), _failing("WA", 6), _failing("RE", 4), _failing("CE", 3), _bare(3))
    ]
    longest = max(map(len, by_kind))
    turns = [kind[place] for place in range(longest) for kind in by_kind if place < len(kind)]
    assert len(turns) == 31
    return turns


def _right() -> Iterator[tuple[SampleProblem, str]]:
    problems = {problem.slug: problem for problem in all_problems()}
    for place, (slug, body) in enumerate(CONTEST_PROGRAMS.items()):
        yield problems[slug], _headed(HEADERS if place % 3 == 2 else EVERYTHING, body)
    rest = [problem for slug, problem in problems.items() if slug not in CONTEST_PROGRAMS]
    for place, problem in enumerate(rest[5::10][:10]):
        yield problem, _with_head(problem.reference, place)


def _failing(verdict: str, count: int) -> Iterator[tuple[SampleProblem, str]]:
    found = [(p, w.source) for p in all_problems() for w in p.wrong if w.verdict == verdict]
    for place, (problem, source) in enumerate(found[:: len(found) // count][:count]):
        yield problem, _with_head(source, place)


def _bare(count: int) -> Iterator[tuple[SampleProblem, str]]:
    """Yield references of which only <iostream> is left: some still compile."""
    needy = [p for p in all_problems() if len(INCLUDE.findall(p.reference)) > 1]
    for problem in needy[:: len(needy) // count][:count]:
        yield problem, _headed(("iostream",), INCLUDE.sub("", problem.reference))


def _with_head(source: str, place: int) -> str:
    """Return `source` under everything, or one of HEADS with what it includes itself."""
    if place % 3 < 2:
        return _headed(EVERYTHING, INCLUDE.sub("", source))
    head = HEADS[place // 3 % len(HEADS)]
    own = [name for name in INCLUDE.findall(source) if name not in head]
    return _headed((*head, *own), INCLUDE.sub("", source))


def _headed(headers: tuple[str, ...], body: str) -> str:
    return "".join(f"#include <{name}>\n" for name in headers) + body


def _submission(problem: SampleProblem, source: str) -> Submission:
    cases = [TestCase(one.input, one.output, Origin(one.origin)) for one in problem.cases]
    return Submission(source, choose_cases(cases, CASES), problem.time_limit_s)
