"""C++ sources that try to tell a precompiled header from the headers themselves."""

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.contest_programs import CONTEST_PROGRAMS, HEADERS
from benchmarks.mixed_submissions import INCLUDE
from samples.problems import all_problems

STD = "using namespace std;\n"
PLAIN = f"#include <iostream>\n{STD}int main() {{ int a, b; cin >> a >> b; cout << a + b; }}\n"
FIT = '#pragma GCC optimize("O3,unroll-loops")\n#pragma GCC target("avx2,bmi,popcnt")\n'
TRAPS = (Path(__file__).parent / "header_traps.txt").read_text()
NAMES = (
    "count",
    "left",
    "gcd",
    "map",
    "data",
    "size",
    "rank",
    "next",
    "prev",
    "hash",
    "y1",
    "index",
    "time",
    "round",
    "plus",
    "distance",
    "list",
    "max",
    "begin",
    "function",
    "ends",
    "find",
)
EXTRA = (
    "strstream",
    "unistd.h",
    "ext/pb_ds/assoc_container.hpp",
    "tr1/unordered_map",
    "bits/extc++.h",
    "regex",
    "cmath",
    "string",
    "map",
    "queue",
    "cstring",
    "numeric",
    "no_such_header",
)


def traps() -> Iterator[tuple[str, str]]:
    """Yield name and source of each trap."""
    for trap in f"\n{TRAPS}".split("\n//// ")[1:]:
        name, source = trap.split("\n", 1)
        yield name, source + "\n"
    yield "line feeds of Windows", PLAIN.replace("\n", "\r\n")
    yield "a lone carriage return", "#include <iostream>\n// so \r#include <nothing>\n" + PLAIN
    yield "no end of line", PLAIN.strip()


def mutated(count: int) -> Iterator[tuple[str, str]]:
    """Yield name and source of `count` sample and contest programs, each changed once or twice."""
    dice = random.Random(20260306)
    bases = [
        (p.slug, s) for p in all_problems() for s in (p.reference, *(w.source for w in p.wrong))
    ]
    needs = "".join(f"#include <{name}>\n" for name in HEADERS)
    bases += [(slug, needs + body.lstrip()) for slug, body in CONTEST_PROGRAMS.items()] * 20
    for number in range(count):
        slug, source = dice.choice(bases)
        if dice.random() < 0.3:
            source = "#include <bits/stdc++.h>\n" + INCLUDE.sub("", source)
        changes = dice.choices(CHANGES, k=dice.choice((1, 1, 2)))
        for change in changes:
            source = change(dice, source)
        yield f"{number} {slug} {' '.join(change.__name__ for change in changes)}", source


def _drop_include(dice: random.Random, source: str) -> str:
    found = list(INCLUDE.finditer(source))
    if not found:
        return source
    one = dice.choice(found)
    return source[: one.start()] + source[one.end() :]


def _shuffle_includes(dice: random.Random, source: str) -> str:
    lines = [match[0] for match in INCLUDE.finditer(source)]
    lines += dice.choices(lines, k=1) if lines else []
    return "".join(dice.sample(lines, len(lines))) + INCLUDE.sub("", source)


def _more_includes(dice: random.Random, source: str) -> str:
    return "".join(f"#include <{name}>\n" for name in dice.choices(EXTRA, k=2)) + source


def _own_name(dice: random.Random, source: str) -> str:
    name = dice.choice(NAMES)
    used = source.replace("int main() {\n", f"int main() {{\n    {name}++;\n", 1)
    return used.replace(STD, f"{STD}int {name};\n", 1)


def _line_before(dice: random.Random, source: str) -> str:
    return dice.choice(LINES) + source


def _line_between(dice: random.Random, source: str) -> str:
    places = [match.end() for match in INCLUDE.finditer(source)] or [0]
    place = dice.choice(places)
    return source[:place] + dice.choice(LINES) + source[place:]


def _cut(dice: random.Random, source: str) -> str:
    place = dice.randrange(len(source))
    return source[:place] + source[place + dice.randint(1, 8) :]


def _as_is(_dice: random.Random, source: str) -> str:
    return source


LINES = (
    FIT,
    "#define int long long\n",
    "#define endl '\\n'\n",
    "#define _GLIBCXX_DEBUG\n",
    "// why \\\n",
    "/* why */\n",
    "#undef NULL\n",
    "#ifdef ONLINE_JUDGE\n#endif\n",
    "#define all(x) x.begin(), x.end()\n",
    "// why ??/\n",
    "typedef long long ll;\n",
    "\n\n",
    "#pragma once\n",
    "#define max(a, b) ((a) > (b) ? (a) : (b))\n",
    "#pragma GCC optimize(3)\n",
    "\ufeff",
    ";\n",
)
CHANGES = (
    _drop_include,
    _shuffle_includes,
    _more_includes,
    _own_name,
    _line_before,
    _line_between,
    _cut,
    _as_is,
)
