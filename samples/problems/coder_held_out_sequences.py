"""Held-out problems on integer sequences, small grids and simple simulations over time."""

import random
from bisect import bisect_right
from collections import deque
from itertools import groupby, pairwise

from samples.problem import SampleProblem, WrongSolution
from samples.writing import arrays, cpp, edit, ints, rows, spaced


def _list(values: list[int], *before: int) -> str:
    return f"{spaced([len(values), *before])}\n{spaced(values)}"


def _values(rng: random.Random, size: int, low: int, high: int) -> list[int]:
    return [rng.randint(low, high) for _ in range(size)]


def _table(rng: random.Random, height: int, width: int, low: int, high: int) -> str:
    lines = [spaced(_values(rng, width, low, high)) for _ in range(height)]
    return "\n".join([f"{height} {width}", *lines])


def _picture(rng: random.Random, height: int, width: int, letters: str = ".#") -> list[str]:
    return ["".join(rng.choices(letters, k=width)) for _ in range(height)]


def _sized(picture: list[str]) -> str:
    return "\n".join([f"{len(picture)} {len(picture[0])}", *picture])


def _circle_steps(text: str) -> str:
    n, a, b = ints(text)
    return str(min((a - b) % n, (b - a) % n))


def _border_cells(text: str) -> str:
    r, c = ints(text)
    return str(r * c - max(r - 2, 0) * max(c - 2, 0))


def _guard_place(text: str) -> str:
    n, t = ints(text)
    laps, rest = divmod(t, n - 1)
    path = range(n, 0, -1) if laps % 2 else range(1, n + 1)
    return str(path[rest])


def _outweighs(text: str) -> str:
    a = ints(text)[1:]
    return str(sum(x > sum(a[:i]) for i, x in enumerate(a)))


def _long_runs(text: str) -> str:
    _, k, *a = ints(text)
    return str(sum(len(list(run)) >= k for _, run in groupby(a)))


def _zigzag(text: str) -> str:
    ups = [(y > x) - (y < x) for x, y in pairwise(ints(text)[1:])]
    return "YES" if all(x and x == -y for x, y in pairwise(ups)) else "NO"


def _saw(rng: random.Random, size: int) -> list[int]:
    first = rng.randint(0, 1)
    return [rng.randint(501, 1000) if i % 2 == first else rng.randint(0, 499) for i in range(size)]


def _blunt(rng: random.Random, size: int) -> list[int]:
    saw = _saw(rng, size)
    at = rng.randint(1, size - 4)
    saw[at] = saw[at + 1]
    return saw


def _counter_wait(text: str) -> str:
    n, s, *a = ints(text)
    starts = [max(a[j] + (i - j) * s for j in range(i + 1)) for i in range(n)]
    return str(sum(starts) - sum(a))


def _cars_at_light(text: str) -> str:
    n, k, *a = ints(text)
    spans = ((i, j) for i in range(n) for j in range(i, n + 1))
    return str(max(sum(a[i:j]) - k * (j - i) for i, j in spans))


def _table_rows(text: str) -> list[list[int]]:
    return [ints(line) for line in text.splitlines()[1:]]


def _lake(rng: random.Random, height: int, width: int) -> list[str]:
    upper = _picture(rng, (height + 1) // 2, width)
    return upper + upper[: height // 2][::-1]


def _ripple(rng: random.Random, height: int, width: int) -> list[str]:
    picture = _lake(rng, height, width)
    row = height // 2 - 1
    picture[row] = picture[row][:-1] + (".#"[picture[row][-1] == "."])
    return picture


def _close_pairs(text: str) -> str:
    _, d, *a = ints(text)
    a.sort()
    return str(sum(bisect_right(a, x + d) - i - 1 for i, x in enumerate(a)))


def _grid_tops(text: str) -> str:
    heights = {(i, j): x for i, row in enumerate(_table_rows(text)) for j, x in enumerate(row)}
    tops = 0
    for (i, j), x in heights.items():
        around = [heights.get(at) for at in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1))]
        tops += all(y is None or y < x for y in around)
    return str(tops)


def _robot_room(text: str) -> str:
    r, c, moves = text.split()
    at = complex(1, 1)
    for move in moves:
        to = at + {"U": -1, "D": 1, "L": -1j, "R": 1j}[move]
        if to.real in range(1, int(r) + 1) and to.imag in range(1, int(c) + 1):
            at = to
    return f"{int(at.real)} {int(at.imag)}"


def _ordered_start(text: str) -> str:
    answers = []
    for line in text.splitlines()[2::2]:
        a = ints(line)
        answers.append(max(k for k in range(1, len(a) + 1) if a[:k] == sorted(a[:k])))
    return "\n".join(map(str, answers))


def _rising(rng: random.Random, size: int) -> list[int]:
    size_up = rng.randint(1, size)
    rest = _values(rng, size - size_up, -20, 20)
    return sorted(_values(rng, size_up, -8, 8)) + rest


def _queue_commands(text: str) -> str:
    served, line = [], deque[str]()
    for command in text.splitlines():
        if command == "serve":
            served.append(line.popleft() if line else "none")
        else:
            line.append(command.split()[1])
    return "\n".join(served)


def _smallest_gap(text: str) -> str:
    places = set(ints(text)[1:])
    return str(min((abs(x - y) for x in places for y in places if x != y), default=0))


def _diagonal_length(text: str) -> str:
    r, c, i, j = ints(text)
    first = max(1, 1 + i - j)
    last = min(r, c + i - j)
    return str(last - first + 1)


def _sandwiched(text: str) -> str:
    a = ints(text)[1:]
    return str(sum(len({*a[i : i + 3]}) == 2 and a[i] == a[i + 2] for i in range(len(a) - 2)))


def _circle_jumps(text: str) -> str:
    n, k, *a = ints(text)
    stones = deque(enumerate(a, 1), maxlen=n)
    for _ in range(k):
        stones.rotate(-stones[0][1])
    return str(stones[0][0])


def _two_counters(text: str) -> str:
    work = [0, 0]
    for t in ints(text)[1:]:
        work[work.index(min(work))] += t
    return spaced(work)


def _smallest_to_front(text: str) -> str:
    a = ints(text)[1:]
    shortest = min(a)
    a.remove(shortest)
    return spaced([shortest, *a])


def _empty_lines(text: str) -> str:
    picture = text.split()[2:]
    columns = ["".join(column) for column in zip(*picture, strict=True)]
    return spaced([sum("#" not in line for line in lines) for lines in (picture, columns)])


def _equal_squares(text: str) -> str:
    squares = 0
    for upper, lower in pairwise(text.split()[2:]):
        stones = list(zip(upper, lower, strict=True))
        squares += sum(len({*one, *two}) == 1 for one, two in pairwise(stones))
    return str(squares)


def _knights_duel(text: str) -> str:
    h1, d1, h2, d2 = ints(text)
    strikes1, strikes2 = -(-h2 // d1), -(-h1 // d2)
    if strikes1 <= strikes2:
        return f"1 {h1 - (strikes1 - 1) * d2}"
    return f"2 {h2 - strikes2 * d1}"


def _jobs_in_turns(text: str) -> str:
    _, q, *pages = ints(text)
    order = sorted((-(-p // q), i) for i, p in enumerate(pages, 1))
    return spaced([i for _, i in order])


BORDER_CELLS_CPP = cpp("""
    long long r, c;
    cin >> r >> c;
    if (r == 1 || c == 1) cout << r * c << endl;
    else cout << 2 * (r + c) - 4 << endl;
""")
BORDER_CELLS = SampleProblem(
    slug="count-border-cells-of-a-grid",
    title="Fence Cells",
    statement="A grid has r rows and c columns. A cell is on the border if it is in the first row, the last row, the first column or the last column. Print how many cells are on the border.",
    input_format="Two integers r and c (1 ≤ r, c ≤ 1000000000).",
    output_format="Print one integer.",
    solve=_border_cells,
    reference=BORDER_CELLS_CPP,
    wrong=(
        WrongSolution(
            "forgets grids of one row",
            edit(BORDER_CELLS_CPP, "r == 1 || c == 1", "c == 1"),
            "WA",
        ),
        WrongSolution(
            "the sum overflows int", edit(BORDER_CELLS_CPP, "long long r", "int r"), "WA"
        ),
    ),
    public=("3 4", "2 2"),
    private=("1 1", "1 7", "9 1", "2 5", "1000000000 1000000000", "1 1000000000"),
    generate=lambda rng: [
        *rows(rng, 4, (2, 40), (2, 40)),
        *rows(rng, 3, (6 * 10**8, 10**9), (6 * 10**8, 10**9)),
        f"1 {rng.randint(100, 10**6)}",
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

CIRCLE_STEPS_CPP = cpp(
    """
    long long n, a, b;
    cin >> n >> a >> b;
    long long d = abs(a - b);
    cout << min(d, n - d) << endl;
    """,
    "algorithm",
    "cstdlib",
)
CIRCLE_STEPS = SampleProblem(
    slug="steps-between-two-seats-of-a-circle",
    title="Round Table",
    statement="There are n seats around a round table, numbered 1 to n in order, so that seat n is next to seat 1. In one step you move from a seat to one of the two seats next to it. Print the smallest number of steps from seat a to seat b.",
    input_format="Three integers n, a and b (3 ≤ n ≤ 1000000000, 1 ≤ a, b ≤ n).",
    output_format="Print one integer.",
    solve=_circle_steps,
    reference=CIRCLE_STEPS_CPP,
    wrong=(
        WrongSolution("never goes past seat n", edit(CIRCLE_STEPS_CPP, "min(d, n - d)", "d"), "WA"),
        WrongSolution(
            "counts the seats between on the way past seat n",
            edit(CIRCLE_STEPS_CPP, "n - d)", "n - d - 1)"),
            "WA",
        ),
    ),
    public=("10 2 9", "6 5 3"),
    private=(
        "3 1 3",
        "5 4 4",
        "8 1 5",
        "7 1 4",
        "1000000000 1 1000000000",
        "1000000000 1 500000001",
    ),
    generate=lambda rng: [
        *(spaced([n, *_values(rng, 2, 1, n)]) for n in (9, 20, 51, 1000, 10**9)),
        *(spaced([n, n - rng.randint(0, 2), rng.randint(1, 3)]) for n in (12, 333)),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

DIAGONAL_LENGTH_CPP = cpp(
    """
    int r, c, i, j;
    cin >> r >> c >> i >> j;
    cout << min(i, j) + min(r - i, c - j) << endl;
    """,
    "algorithm",
)
DIAGONAL_LENGTH = SampleProblem(
    slug="cells-on-the-diagonal-through-a-cell",
    title="Falling Diagonal",
    statement="A grid has r rows and c columns. A diagonal line goes through the cell in row i and column j: in one direction it goes one row down and one column to the right at every step, in the other direction one row up and one column to the left, until it leaves the grid. Print how many cells of the grid are on this line, the cell itself included.",
    input_format="Four integers r, c, i and j (1 ≤ r, c ≤ 1000000000, 1 ≤ i ≤ r, 1 ≤ j ≤ c).",
    output_format="Print one integer.",
    solve=_diagonal_length,
    reference=DIAGONAL_LENGTH_CPP,
    wrong=(
        WrongSolution(
            "counts the cell itself twice",
            edit(DIAGONAL_LENGTH_CPP, "min(r - i, c - j)", "min(r - i, c - j) + 1"),
            "WA",
        ),
        WrongSolution(
            "stops at the bottom but not at the right",
            edit(DIAGONAL_LENGTH_CPP, "min(r - i, c - j)", "(r - i)"),
            "WA",
        ),
    ),
    public=("4 5 2 3", "6 3 1 2"),
    private=(
        "1 1 1 1",
        "5 5 3 3",
        "5 5 5 1",
        "1 9 1 4",
        "9 1 4 1",
        "1000000000 1000000000 500 500",
    ),
    generate=lambda rng: [
        spaced([r, c, rng.randint(1, r), rng.randint(1, c)])
        for r, c in ((5, 9), (9, 5), (20, 20), (60, 7), (8, 300), (10**9, 10**8), (10**7, 10**9))
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math", "grids"),
)

SQUARE_PLACES_CPP = cpp("""
    long long r, c, k;
    cin >> r >> c >> k;
    if (k > r || k > c) cout << 0 << endl;
    else cout << (r - k + 1) * (c - k + 1) << endl;
""")
SQUARE_PLACES = SampleProblem(
    slug="places-for-a-square-in-a-grid",
    title="Where to Put the Pool",
    statement="A garden is a grid of r rows and c columns of cells. A pool shall cover a square of k rows and k columns of cells that lies inside the garden. Print at how many different places the pool can be; two places may overlap.",
    input_format="Three integers r, c and k (1 ≤ r, c, k ≤ 1000000000).",
    output_format="Print one integer.",
    solve=lambda text: str(
        len(range(ints(text)[2], ints(text)[0] + 1)) * len(range(ints(text)[2], ints(text)[1] + 1))
    ),
    reference=SQUARE_PLACES_CPP,
    wrong=(
        WrongSolution(
            "a pool too large for one side only gives a negative number",
            edit(SQUARE_PLACES_CPP, "k > r || k > c", "k > r && k > c"),
            "WA",
        ),
        WrongSolution(
            "the product overflows int", edit(SQUARE_PLACES_CPP, "long long", "int"), "WA"
        ),
    ),
    public=("3 4 2", "5 5 5"),
    private=(
        "1 1 1",
        "3 3 9",
        "2 8 5",
        "8 2 4",
        "4 4 5",
        "1000000000 1000000000 1",
        "1000000000 1 1",
    ),
    generate=lambda rng: [
        *rows(rng, 4, (6, 40), (6, 40), (1, 6)),
        *rows(rng, 2, (5 * 10**8, 10**9), (5 * 10**8, 10**9), (1, 10**8)),
        *rows(rng, 2, (1, 9), (1, 9), (12, 20)),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math", "grids"),
)

GUARD_PLACE_CPP = cpp("""
    long long n, t;
    cin >> n >> t;
    long long p = t % (2 * (n - 1));
    cout << (p < n ? p + 1 : 2 * n - 1 - p) << endl;
""")
GUARD_PLACE = SampleProblem(
    slug="guard-walking-to-and-fro",
    title="The Guard",
    statement="A guard walks along posts numbered 1 to n. At time 0 he stands at post 1, and every minute he moves to the next post in his direction: first towards post n, from there back towards post 1, then again towards post n, and so on; he turns at once and never rests. Print the number of the post where he stands after t minutes.",
    input_format="Two integers n and t (2 ≤ n ≤ 1000000000, 0 ≤ t ≤ 1000000000000000000).",
    output_format="Print one integer.",
    solve=_guard_place,
    reference=GUARD_PLACE_CPP,
    wrong=(
        WrongSolution(
            "rests for a minute at either end",
            edit(edit(GUARD_PLACE_CPP, "2 * (n - 1)", "2 * n"), "2 * n - 1 - p)", "2 * n - p)"),
            "WA",
        ),
        WrongSolution(
            "walks minute by minute",
            edit(
                GUARD_PLACE_CPP,
                "p = t % (2 * (n - 1));",
                "p = 0;\n    for (long long i = 0; i < t; i++) p = p + 1 == 2 * (n - 1) ? 0 : p + 1;",
            ),
            "TLE",
        ),
    ),
    public=("4 5", "3 4"),
    private=("2 0", "2 1", "2 1000000000000000000", "5 4", "5 8", "1000000000 999999999"),
    generate=lambda rng: [
        *rows(rng, 5, (3, 9), (5, 60)),
        *rows(rng, 2, (10**8, 10**9), (10**17, 10**18)),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("math", "simulation"),
)

COUNT_PEAKS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    int peaks = 0;
    for (int i = 1; i + 1 < n; i++)
        if (a.at(i) > a.at(i - 1) && a.at(i) > a.at(i + 1)) peaks++;
    cout << peaks << endl;
    """,
    "vector",
)
COUNT_PEAKS = SampleProblem(
    slug="count-inner-peaks",
    title="Hikers' Peaks",
    statement="The heights of n points along a path are given in order. A point is a peak if it has a neighbour on both sides and is strictly higher than both. Print the number of peaks.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers between 0 and 10000.",
    output_format="Print one integer.",
    solve=lambda text: str(
        sum(x < y > z for x, y, z in zip(*(ints(text)[i:] for i in (1, 2, 3)), strict=False))
    ),
    reference=COUNT_PEAKS_CPP,
    wrong=(
        WrongSolution(
            "counts the end of a flat top",
            edit(COUNT_PEAKS_CPP, "a.at(i) > a.at(i - 1)", "a.at(i) >= a.at(i - 1)"),
            "WA",
        ),
        WrongSolution(
            "looks to the left of the first point",
            edit(COUNT_PEAKS_CPP, "int i = 1", "int i = 0"),
            "RE",
        ),
    ),
    public=("5\n1 3 2 5 4", "4\n1 2 2 1"),
    private=("1\n5", "2\n1 9", "3\n7 7 7", "3\n0 10000 0", "5\n5 4 3 4 5", "6\n9 1 2 3 3 1"),
    generate=lambda rng: [
        *arrays(rng, 3, 0, 3, 30, 10),
        *arrays(rng, 2, 0, 10000, 100, 50),
        _list([50, 20] * 50),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

SANDWICHED_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    int count = 0;
    for (int i = 1; i + 1 < n; i++)
        if (a.at(i - 1) == a.at(i + 1) && a.at(i) != a.at(i - 1)) count++;
    cout << count << endl;
    """,
    "vector",
)
SANDWICHED = SampleProblem(
    slug="values-between-two-equal-neighbours",
    title="Sandwiches",
    statement="A row of n integers is given. An integer is the filling of a sandwich if the integer directly before it and the integer directly after it are equal to each other, but not equal to it. Print how many integers of the row are fillings; the first and the last integer are never fillings.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers between -1000 and 1000.",
    output_format="Print one integer.",
    solve=_sandwiched,
    reference=SANDWICHED_CPP,
    wrong=(
        WrongSolution(
            "counts three equal integers too",
            edit(SANDWICHED_CPP, " && a.at(i) != a.at(i - 1)", ""),
            "WA",
        ),
        WrongSolution(
            "looks behind the last integer",
            edit(SANDWICHED_CPP, "i + 1 < n", "i < n"),
            "RE",
        ),
    ),
    public=("6\n3 5 3 5 1 1", "5\n2 2 2 7 2"),
    private=(
        "1\n4",
        "2\n4 4",
        "3\n-1 0 -1",
        "3\n8 8 8",
        "4\n1 2 2 1",
        "7\n1000 -1000 1000 0 0 5 0",
    ),
    generate=lambda rng: [
        *arrays(rng, 3, 0, 1, 40, 15),
        *arrays(rng, 2, -1, 1, 100, 60),
        *arrays(rng, 1, -1000, 1000, 50, 30),
        _list([4, -4] * 50),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

LAST_SMALLEST_CPP = cpp("""
    int n, x, best = 1000000001, place = 0;
    cin >> n;
    for (int i = 1; i <= n; i++) {
        cin >> x;
        if (x <= best) {
            best = x;
            place = i;
        }
    }
    cout << place << endl;
""")
LAST_SMALLEST = SampleProblem(
    slug="last-place-of-the-smallest",
    title="Coldest Night",
    statement="The readings of a thermometer on n nights are given in order; the nights are numbered from 1. Print the number of the night with the smallest reading. If several nights share the smallest reading, print the last of them.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers between -1000000000 and 1000000000.",
    output_format="Print one integer.",
    solve=lambda text: str(max((-x, i) for i, x in enumerate(ints(text)) if i)[1]),
    reference=LAST_SMALLEST_CPP,
    wrong=(
        WrongSolution(
            "prints the first of them", edit(LAST_SMALLEST_CPP, "<= best", "< best"), "WA"
        ),
        WrongSolution(
            "starts with 0, which is smaller than all",
            edit(LAST_SMALLEST_CPP, "best = 1000000001", "best = 0"),
            "WA",
        ),
    ),
    public=("5\n4 2 7 2 9", "3\n-1 -5 0"),
    private=(
        "1\n1000000000",
        "4\n6 6 6 6",
        "3\n1 2 3",
        "3\n3 2 1",
        "2\n-1000000000 -1000000000",
        "6\n1000000000 5 8 5 5 9",
    ),
    generate=lambda rng: [
        *arrays(rng, 3, 1, 4, 25, 8),
        *arrays(rng, 2, -(10**9), 10**9, 100, 40),
        *arrays(rng, 2, 100, 110, 60, 40),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

OUTWEIGHS_CPP = cpp("""
    int n;
    cin >> n;
    long long x, sum = 0;
    int count = 0;
    for (int i = 0; i < n; i++) {
        cin >> x;
        if (x > sum) count++;
        sum += x;
    }
    cout << count << endl;
""")
OUTWEIGHS = SampleProblem(
    slug="greater-than-the-sum-before",
    title="Heavy Parcels",
    statement="A sequence of n integers is given. Print how many of them are strictly greater than the sum of all the integers before them. The sum before the first integer is 0.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers between -1000000000 and 1000000000.",
    output_format="Print one integer.",
    solve=_outweighs,
    reference=OUTWEIGHS_CPP,
    wrong=(
        WrongSolution("counts equal ones too", edit(OUTWEIGHS_CPP, "x > sum", "x >= sum"), "WA"),
        WrongSolution("the sum overflows int", edit(OUTWEIGHS_CPP, "long long", "int"), "WA"),
    ),
    public=("5\n1 2 3 4 20", "4\n5 -9 0 3"),
    private=(
        "1\n0",
        "1\n-4",
        "2\n7 7",
        "3\n-1 -1 -2",
        _list([10**9] * 6),
        "6\n1 2 4 8 16 32",
        _list([-(10**9)] * 5),
    ),
    generate=lambda rng: [
        *arrays(rng, 3, -9, 9, 30, 10),
        *arrays(rng, 2, 8 * 10**8, 10**9, 100, 60),
        _list([2**i - rng.randint(0, 1) for i in range(29)]),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

LONG_RUNS_CPP = cpp(
    """
    int n, k;
    cin >> n >> k;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    int length = 0, runs = 0;
    for (int i = 0; i < n; i++) {
        length++;
        if (i + 1 == n || a[i + 1] != a[i]) {
            if (length >= k) runs++;
            length = 0;
        }
    }
    cout << runs << endl;
    """,
    "vector",
)
LONG_RUNS = SampleProblem(
    slug="count-runs-of-at-least-k",
    title="Steady Readings",
    statement="A meter gave n readings. Split them into runs: a run is a group of equal readings that follow one another, as long as possible. Print how many runs have at least k readings.",
    input_format="The first line holds two integers n and k (1 ≤ k ≤ n ≤ 100). The second line holds n integers between 0 and 1000.",
    output_format="Print one integer.",
    solve=_long_runs,
    reference=LONG_RUNS_CPP,
    wrong=(
        WrongSolution(
            "never closes the last run",
            edit(LONG_RUNS_CPP, "i + 1 == n ||", "i + 1 < n &&"),
            "WA",
        ),
        WrongSolution(
            "asks for more than k", edit(LONG_RUNS_CPP, "length >= k", "length > k"), "WA"
        ),
    ),
    public=("8 2\n5 5 1 5 5 5 2 2", "5 3\n4 4 7 4 4"),
    private=("1 1\n0", "4 1\n1 2 3 4", "6 6\n9 9 9 9 9 9", "6 4\n9 9 9 9 9 9", "3 2\n1 2 1"),
    generate=lambda rng: [
        *(_list(_values(rng, n, 0, 1), k) for n, k in ((12, 2), (30, 3), (60, 2), (100, 4))),
        *(_list(_values(rng, n, 0, 2), k) for n, k in ((20, 2), (90, 3))),
        _list([1, 1, 1, 0, 0] * 20, 3),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("arrays",),
)

ZIGZAG_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    bool zigzag = true;
    for (int i = 1; i + 1 < n; i++)
        if ((a[i] - a[i - 1]) * (a[i] - a[i + 1]) <= 0) zigzag = false;
    cout << (zigzag ? "YES" : "NO") << endl;
    """,
    "vector",
)
ZIGZAG = SampleProblem(
    slug="zigzag-sequence-test",
    title="Saw Blade",
    statement="A saw blade has n marks, whose heights are given in order. The blade is good if every mark except the first and the last is either strictly higher than both its neighbours or strictly lower than both its neighbours. Say whether the blade is good.",
    input_format="The first line holds an integer n (3 ≤ n ≤ 100). The second line holds n integers between 0 and 1000, the heights in order.",
    output_format="YES if the blade is good, NO otherwise.",
    solve=_zigzag,
    reference=ZIGZAG_CPP,
    wrong=(
        WrongSolution("allows equal neighbours", edit(ZIGZAG_CPP, "<= 0", "< 0"), "WA"),
        WrongSolution(
            "keeps the answer of the last three marks only",
            edit(
                ZIGZAG_CPP,
                "if ((a[i] - a[i - 1]) * (a[i] - a[i + 1]) <= 0) zigzag = false",
                "zigzag = (a[i] - a[i - 1]) * (a[i] - a[i + 1]) > 0",
            ),
            "WA",
        ),
    ),
    public=("5\n1 4 2 8 3", "4\n1 3 5 2"),
    private=(
        "3\n4 4 4",
        "3\n0 1000 0",
        "4\n9 1 1 9",
        "3\n1 2 3",
        "5\n7 2 7 2 7",
        "5\n7 2 7 7 2",
        "6\n1 2 3 1 4 1",
    ),
    generate=lambda rng: [
        *(_list(_saw(rng, n)) for n in (4, 11, 40, 77, 100)),
        *(_list(_blunt(rng, n)) for n in (6, 25, 60, 100)),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("arrays",),
)

COUNTER_WAIT_CPP = cpp(
    """
    long long n, s, a, open = 0, total = 0;
    cin >> n >> s;
    for (int i = 0; i < n; i++) {
        cin >> a;
        long long start = max(a, open);
        total += start - a;
        open = start + s;
    }
    cout << total << endl;
    """,
    "algorithm",
)
COUNTER_WAIT = SampleProblem(
    slug="total-waiting-at-one-counter",
    title="Post Office",
    statement="A post office has one counter, free at minute 0. The arrival minutes of n customers are given in order. Customers are served in this order, one at a time, and each service takes s minutes; it begins when the customer has arrived and the counter is free. A customer waits from the arrival until the own service begins. Print the sum of the waiting times of all customers.",
    input_format="The first line holds two integers n and s (1 ≤ n ≤ 100, 1 ≤ s ≤ 1000000000). The second line holds n integers in non-decreasing order, between 0 and 1000000000.",
    output_format="Print one integer.",
    solve=_counter_wait,
    reference=COUNTER_WAIT_CPP,
    wrong=(
        WrongSolution(
            "forgets the time when the counter had no customer",
            edit(COUNTER_WAIT_CPP, "open = start + s", "open += s"),
            "WA",
        ),
        WrongSolution(
            "counts the service as waiting",
            edit(COUNTER_WAIT_CPP, "total += start - a", "total += start + s - a"),
            "WA",
        ),
    ),
    public=("3 5\n0 2 20", "4 3\n10 11 12 13"),
    private=(
        "1 7\n3",
        "2 1\n0 0",
        "3 4\n4 8 12",
        "3 4\n3 8 11",
        _list([0] * 100, 10**9),
        "2 1000000000\n0 1000000000",
    ),
    generate=lambda rng: [
        *(
            _list(sorted(_values(rng, n, 0, last)), s)
            for n, last, s in (
                (6, 30, 4),
                (12, 100, 9),
                (40, 200, 5),
                (100, 1000, 8),
                (80, 10**9, 10**7),
                (100, 10**9, 10**9),
            )
        )
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("simulation", "queues"),
)

CARS_AT_LIGHT_CPP = cpp(
    """
    long long n, k, x, cars = 0, most = 0;
    cin >> n >> k;
    for (int i = 0; i < n; i++) {
        cin >> x;
        cars += x;
        cars = max(0LL, cars - k);
        most = max(most, cars);
    }
    cout << most << endl;
    """,
    "algorithm",
)
CARS_AT_LIGHT = SampleProblem(
    slug="longest-queue-at-a-traffic-light",
    title="Traffic Light",
    statement="No cars wait at a traffic light at first. In each of n minutes some new cars arrive, and then k cars leave; if fewer than k cars are there, all of them leave. Print the largest number of cars that are left at the end of any of these minutes.",
    input_format="The first line holds two integers n and k (1 ≤ n ≤ 100, 0 ≤ k ≤ 1000000). The second line holds n integers between 0 and 1000000, the numbers of cars that arrive in each minute.",
    output_format="Print one integer.",
    solve=_cars_at_light,
    reference=CARS_AT_LIGHT_CPP,
    wrong=(
        WrongSolution(
            "lets the number of cars become negative",
            edit(CARS_AT_LIGHT_CPP, "max(0LL, cars - k)", "cars - k"),
            "WA",
        ),
        WrongSolution(
            "prints how many are left at the very end",
            edit(CARS_AT_LIGHT_CPP, "most = max(most, cars)", "most = cars"),
            "WA",
        ),
    ),
    public=("5 3\n1 5 4 0 2", "3 10\n4 10 6"),
    private=(
        "1 0\n0",
        "1 4\n9",
        "4 0\n1 2 3 4",
        "4 5\n0 0 0 9",
        _list([10**6] * 100, 0),
        "6 2\n9 0 0 0 0 3",
    ),
    generate=lambda rng: [
        *(
            _list(_values(rng, n, 0, most), k)
            for n, most, k in (
                (10, 8, 4),
                (20, 12, 7),
                (50, 20, 10),
                (100, 30, 14),
                (100, 10**6, 510000),
                (60, 10**6, 700000),
            )
        )
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("simulation", "queues"),
)

TWO_COUNTERS_CPP = cpp("""
    long long n, t, left = 0, right = 0;
    cin >> n;
    for (int i = 0; i < n; i++) {
        cin >> t;
        if (left <= right) left += t;
        else right += t;
    }
    cout << left << " " << right << endl;
""")
TWO_COUNTERS = SampleProblem(
    slug="choose-the-less-busy-counter",
    title="Left or Right",
    statement="A shop has a left and a right counter, and at first neither has any work. n customers come in the given order, and customer i brings t_i minutes of work. Each customer chooses the counter that has got less work so far in total, and the left one if both have got the same. Print the total work of the left and of the right counter.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers t_i between 1 and 1000000000.",
    output_format="Print two integers: the work of the left counter and of the right counter.",
    solve=_two_counters,
    reference=TWO_COUNTERS_CPP,
    wrong=(
        WrongSolution(
            "chooses the right counter on a tie",
            edit(TWO_COUNTERS_CPP, "left <= right", "left < right"),
            "WA",
        ),
        WrongSolution(
            "sends customers left and right in turn",
            edit(TWO_COUNTERS_CPP, "left <= right", "i % 2 == 0"),
            "WA",
        ),
    ),
    public=("4\n5 2 2 4", "3\n3 3 1"),
    private=(
        "1\n1000000000",
        "2\n1 9",
        _list([10**9] * 100),
        "5\n4 4 4 4 4",
        "4\n10 1 1 1",
        "5\n1 2 3 4 5",
    ),
    generate=lambda rng: [
        *arrays(rng, 3, 1, 9, 30, 10),
        *arrays(rng, 2, 1, 1000, 60, 20),
        *arrays(rng, 2, 10**8, 10**9, 100, 60),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("simulation", "greedy"),
)

CIRCLE_JUMPS_CPP = cpp(
    """
    int n, k;
    cin >> n >> k;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    int place = 0;
    for (int i = 0; i < k; i++) place = (place + a[place]) % n;
    cout << place + 1 << endl;
    """,
    "vector",
)
CIRCLE_JUMPS = SampleProblem(
    slug="frog-jumping-around-a-circle",
    title="Frog on a Circle",
    statement="n stones lie in a circle and are numbered 1 to n; after stone n comes stone 1 again. A number is written on each stone. A frog starts on stone 1 and jumps k times; at each jump it moves forward by as many stones as the number on the stone where it sits. Print the number of the stone where it is after the last jump.",
    input_format="The first line holds two integers n and k (1 ≤ n ≤ 100, 0 ≤ k ≤ 1000). The second line holds n integers between 0 and 1000, the numbers on stones 1 to n.",
    output_format="Print one integer.",
    solve=_circle_jumps,
    reference=CIRCLE_JUMPS_CPP,
    wrong=(
        WrongSolution(
            "forgets that stones are numbered from 1",
            edit(CIRCLE_JUMPS_CPP, "place + 1 <<", "place <<"),
            "WA",
        ),
        WrongSolution(
            "takes the numbers of the stones one after another",
            edit(CIRCLE_JUMPS_CPP, "place + a[place]", "place + a[i % n]"),
            "WA",
        ),
    ),
    public=("5 3\n2 1 4 1 1", "4 2\n3 0 1 2"),
    private=(
        "1 1000\n1000",
        "3 0\n2 2 2",
        "2 7\n1 1",
        "3 1\n3 1 1",
        "4 10\n0 1 1 1",
        "5 999\n1 1 1 1 1",
    ),
    generate=lambda rng: [
        _list(_values(rng, n, 1, top), k)
        for n, top, k in (
            (6, 5, 4),
            (7, 20, 9),
            (11, 30, 25),
            (60, 59, 7),
            (97, 1000, 12),
            (100, 1000, 5),
        )
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("simulation", "arrays"),
)

THERE_AND_BACK_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    for (int i = 0; i < n; i += 2) cout << a[i] << " ";
    for (int i = n - 1 - n % 2; i >= 1; i -= 2) cout << a[i] << " ";
    cout << endl;
    """,
    "vector",
)
THERE_AND_BACK = SampleProblem(
    slug="odd-places-forward-even-places-back",
    title="There and Back",
    statement="A postman has a letter for each of n houses in a row, at places 1 to n. On the way there he delivers at the odd places 1, 3, 5 and so on; on the way back he delivers at the even places, from the largest even place down to place 2. The house numbers are given from place 1 to place n. Print them in the order in which the postman delivers.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers between 1 and 1000000, the house numbers.",
    output_format="Print n integers on one line, separated by spaces.",
    solve=lambda text: spaced(ints(text)[1::2] + ints(text)[2::2][::-1]),
    reference=THERE_AND_BACK_CPP,
    wrong=(
        WrongSolution(
            "for odd n it goes back over the odd places",
            edit(THERE_AND_BACK_CPP, "n - 1 - n % 2", "n - 1"),
            "WA",
        ),
        WrongSolution(
            "leaves place 2 out",
            edit(THERE_AND_BACK_CPP, "i >= 1", "i > 1"),
            "WA",
        ),
    ),
    public=("6\n10 20 30 40 50 60", "5\n7 8 1 2 9"),
    private=("1\n4", "2\n5 3", "3\n1 2 3", "4\n8 8 8 8", _list(list(range(901, 1001)))),
    generate=lambda rng: [_list(_values(rng, n, 1, 10**6)) for n in (7, 10, 25, 50, 77, 99)],
    home="coder",
    split="test",
    difficulty="B",
    tags=("arrays",),
)

SMALLEST_TO_FRONT_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    int place = 0;
    for (int i = 0; i < n; i++)
        if (a[i] < a[place]) place = i;
    cout << a[place];
    for (int i = 0; i < n; i++)
        if (i != place) cout << " " << a[i];
    cout << endl;
    """,
    "vector",
)
SMALLEST_TO_FRONT = SampleProblem(
    slug="move-the-smallest-to-the-front",
    title="Shortest in Front",
    statement="n children stand in a row for a photo. A child that is the shortest steps out and goes to the front of the row; if several are the shortest, only one of them goes. All the others stay in the order they had. Print the heights in the new row, from the front to the back.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers between 1 and 1000, the heights from the front to the back.",
    output_format="Print n integers on one line, separated by spaces.",
    solve=_smallest_to_front,
    reference=SMALLEST_TO_FRONT_CPP,
    wrong=(
        WrongSolution(
            "moves all of the shortest",
            edit(
                edit(
                    SMALLEST_TO_FRONT_CPP,
                    "cout << a[place];",
                    'for (int x : a) if (x == a[place]) cout << x << " ";',
                ),
                "i != place",
                "a[i] != a[place]",
            ),
            "WA",
        ),
        WrongSolution(
            "the child at the front and the shortest change places",
            edit(
                SMALLEST_TO_FRONT_CPP,
                'if (i != place) cout << " " << a[i]',
                'if (i > 0) cout << " " << (i == place ? a[0] : a[i])',
            ),
            "WA",
        ),
    ),
    public=("5\n4 6 3 8 5", "4\n7 2 9 2"),
    private=(
        "1\n5",
        "3\n1 2 3",
        "4\n9 8 7 1",
        "4\n6 6 6 6",
        "6\n5 3 4 3 4 3",
        _list(list(range(100, 0, -1))),
    ),
    generate=lambda rng: [
        *arrays(rng, 3, 1, 6, 25, 8),
        *arrays(rng, 3, 1, 1000, 100, 40),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("arrays",),
)

NEIGHBOUR_SUMS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<long long> a(n + 2);
    for (int i = 1; i <= n; i++) cin >> a[i];
    for (int i = 1; i <= n; i++) {
        long long sum = a[i - 1] + a[i + 1];
        cout << sum << " ";
    }
    cout << endl;
    """,
    "vector",
)
NEIGHBOUR_SUMS = SampleProblem(
    slug="replace-by-the-sum-of-neighbours",
    title="Neighbours' Money",
    statement="n people stand in a row, and each has some money. Each of them tells the sum of the money of the left neighbour and the money of the right neighbour, without the own money. The first person has no left neighbour and the last has no right neighbour; a missing neighbour counts as 0. Print what they tell, from left to right.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers between 0 and 2000000000, the money of each.",
    output_format="Print n integers on one line, separated by spaces.",
    solve=lambda text: spaced(
        [x + y for x, y in zip([0, *ints(text)[1:-1]], [*ints(text)[2:], 0], strict=True)]
    ),
    reference=NEIGHBOUR_SUMS_CPP,
    wrong=(
        WrongSolution(
            "uses sums as if they were money",
            edit(NEIGHBOUR_SUMS_CPP, "cout << sum", "a[i] = sum;\n        cout << sum"),
            "WA",
        ),
        WrongSolution(
            "the sum overflows int",
            edit(NEIGHBOUR_SUMS_CPP, "long long sum", "int sum"),
            "WA",
        ),
    ),
    public=("4\n1 2 3 4", "3\n5 0 9"),
    private=("1\n7", "2\n8 3", "3\n0 0 0", "3\n2000000000 1 2000000000", _list([2 * 10**9] * 90)),
    generate=lambda rng: [
        *arrays(rng, 3, 0, 9, 20, 5),
        *arrays(rng, 2, 0, 10**6, 100, 50),
        *arrays(rng, 2, 10**9, 2 * 10**9, 100, 60),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

LAKE_PICTURE_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<string> g(r);
    for (string &row : g) cin >> row;
    bool same = true;
    for (int i = 0; i < r / 2; i++)
        if (g[i] != g[r - 1 - i]) same = false;
    cout << (same ? "YES" : "NO") << endl;
    """,
    "string",
    "vector",
)
LAKE_PICTURE = SampleProblem(
    slug="upside-down-picture-test",
    title="Lake Picture",
    statement="A picture has r rows of c characters. Turn it upside down by writing its rows in the opposite order, with every row unchanged. Say whether the picture stays the same.",
    input_format="The first line holds two integers r and c (1 ≤ r, c ≤ 30). Each of the next r lines holds c characters, each . or #.",
    output_format="YES if the picture stays the same, NO otherwise.",
    solve=lambda text: "YES" if text.split()[2:] == text.split()[:1:-1] else "NO",
    reference=LAKE_PICTURE_CPP,
    wrong=(
        WrongSolution(
            "looks at the first and the last row only",
            edit(LAKE_PICTURE_CPP, "i < r / 2", "i < 1"),
            "WA",
        ),
        WrongSolution(
            "the lower half must repeat the upper half, not mirror it",
            edit(LAKE_PICTURE_CPP, "g[r - 1 - i]", "g[(r + 1) / 2 + i]"),
            "WA",
        ),
    ),
    public=("3 4\n#..#\n.##.\n#..#", "2 3\n##.\n.##"),
    private=(
        "1 1\n#",
        "1 5\n#...#",
        "2 2\n##\n#.",
        "4 3\n#..\n.#.\n#..\n.#.",
        "4 2\n..\n#.\n.#\n..",
        "5 1\n.\n#\n.\n#\n.",
        "3 3\n#.#\n#.#\n..#",
    ),
    generate=lambda rng: [
        *(_sized(_lake(rng, r, c)) for r, c in ((4, 5), (7, 3), (12, 9), (29, 30))),
        *(_sized(_ripple(rng, r, c)) for r, c in ((5, 5), (6, 2), (13, 9), (30, 30))),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("grids",),
)

EMPTY_LINES_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<bool> row(r), column(c);
    for (int i = 0; i < r; i++)
        for (int j = 0; j < c; j++) {
            char x;
            cin >> x;
            if (x == '#') row[i] = column[j] = true;
        }
    int rows = 0, columns = 0;
    for (bool used : row) rows += !used;
    for (bool used : column) columns += !used;
    cout << rows << " " << columns << endl;
    """,
    "vector",
)
EMPTY_LINES = SampleProblem(
    slug="empty-rows-and-empty-columns",
    title="Free Rows",
    statement="A plan of a cinema shows r rows and c columns of seats: # is a taken seat and . is a free one. Print how many rows have no taken seat, and how many columns have no taken seat.",
    input_format="The first line holds two integers r and c (1 ≤ r, c ≤ 30). Each of the next r lines holds c characters, each . or #.",
    output_format="Print two integers: the number of such rows and the number of such columns.",
    solve=_empty_lines,
    reference=EMPTY_LINES_CPP,
    wrong=(
        WrongSolution(
            "prints the columns first",
            edit(EMPTY_LINES_CPP, 'rows << " " << columns', 'columns << " " << rows'),
            "WA",
        ),
        WrongSolution(
            "asks only for the last seat of each row and column",
            edit(
                EMPTY_LINES_CPP,
                "if (x == '#') row[i] = column[j] = true",
                "row[i] = column[j] = x == '#'",
            ),
            "WA",
        ),
    ),
    public=("3 4\n.#..\n....\n.#.#", "2 2\n..\n.."),
    private=(
        "1 1\n#",
        "1 1\n.",
        "1 6\n#....#",
        "5 1\n.\n.\n#\n.\n.",
        "3 3\n#..\n.#.\n..#",
        _sized(["." * 30] * 30),
    ),
    generate=lambda rng: [
        _sized(_picture(rng, r, c, "." * free + "#"))
        for r, c, free in (
            (4, 6, 4),
            (7, 5, 5),
            (10, 10, 12),
            (20, 8, 12),
            (30, 30, 30),
            (5, 30, 6),
        )
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("grids",),
)

EQUAL_SQUARES_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<string> g(r);
    for (string &row : g) cin >> row;
    int count = 0;
    for (int i = 0; i + 1 < r; i++)
        for (int j = 0; j + 1 < c; j++)
            if (g[i][j] == g[i][j + 1] && g[i][j] == g[i + 1][j] && g[i][j] == g[i + 1][j + 1]) count++;
    cout << count << endl;
    """,
    "string",
    "vector",
)
EQUAL_SQUARES = SampleProblem(
    slug="two-by-two-squares-of-one-letter",
    title="Four of a Kind",
    statement="A mosaic has r rows and c columns of stones, and the colour of each stone is a letter. Print how many squares of 2 rows and 2 columns of adjacent stones have four stones of the same colour. Squares that overlap are all counted.",
    input_format="The first line holds two integers r and c (1 ≤ r, c ≤ 30). Each of the next r lines holds c lowercase English letters.",
    output_format="Print one integer.",
    solve=_equal_squares,
    reference=EQUAL_SQUARES_CPP,
    wrong=(
        WrongSolution(
            "does not look at the fourth stone",
            edit(EQUAL_SQUARES_CPP, " && g[i][j] == g[i + 1][j + 1]", ""),
            "WA",
        ),
        WrongSolution(
            "goes on by two columns, as if squares could not overlap",
            edit(EQUAL_SQUARES_CPP, "j++", "j += 2"),
            "WA",
        ),
    ),
    public=("3 4\naaab\naaab\nbbab", "2 3\nabb\nabb"),
    private=(
        "1 1\na",
        "1 5\nzzzzz",
        "4 1\nq\nq\nq\nq",
        "2 2\naa\nab",
        "3 3\nccc\nccc\nccc",
        _sized(["k" * 30] * 30),
    ),
    generate=lambda rng: [
        _sized(_picture(rng, r, c, letters))
        for r, c, letters in (
            (4, 5, "aab"),
            (6, 6, "aaab"),
            (9, 4, "ab"),
            (15, 15, "aaabc"),
            (30, 30, "xxy"),
            (2, 30, "xxxy"),
        )
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("grids",),
)

CLOSE_PAIRS_CPP = cpp(
    """
    long long n, d;
    cin >> n >> d;
    vector<long long> a(n);
    for (long long &x : a) cin >> x;
    int pairs = 0;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            if (abs(a[i] - a[j]) <= d) pairs++;
    cout << pairs << endl;
    """,
    "cstdlib",
    "vector",
)
CLOSE_PAIRS = SampleProblem(
    slug="count-pairs-at-most-d-apart",
    title="Sparring Partners",
    statement="The weights of n boxers are given. Two different boxers may fight each other if their weights differ by at most d. Print how many pairs of boxers may fight; a pair counts once, whichever of the two is named first.",
    input_format="The first line holds two integers n and d (1 ≤ n ≤ 100, 0 ≤ d ≤ 1000000000). The second line holds n integers between 1 and 1000000000.",
    output_format="Print one integer.",
    solve=_close_pairs,
    reference=CLOSE_PAIRS_CPP,
    wrong=(
        WrongSolution("a difference of d is allowed", edit(CLOSE_PAIRS_CPP, "<= d", "< d"), "WA"),
        WrongSolution(
            "lets boxers fight themselves", edit(CLOSE_PAIRS_CPP, "j = i + 1", "j = i"), "WA"
        ),
    ),
    public=("4 2\n5 7 10 6", "3 0\n4 4 4"),
    private=(
        "1 1000000000\n5",
        "2 0\n3 4",
        "2 999999999\n1 1000000000",
        "2 999999998\n1000000000 1",
        _list([77] * 100, 0),
        "5 3\n1 4 7 10 13",
    ),
    generate=lambda rng: [
        *(_list(_values(rng, n, 1, 30), d) for n, d in ((8, 3), (20, 5), (50, 2), (100, 10))),
        *(_list(_values(rng, n, 1, 10**9), 2 * 10**8) for n in (40, 100)),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

GRID_TOPS_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<vector<int>> g(r + 2, vector<int>(c + 2, -1));
    for (int i = 1; i <= r; i++)
        for (int j = 1; j <= c; j++) cin >> g[i][j];
    int tops = 0;
    for (int i = 1; i <= r; i++)
        for (int j = 1; j <= c; j++) {
            int x = g[i][j];
            if (x > g[i - 1][j] && x > g[i + 1][j] && x > g[i][j - 1] && x > g[i][j + 1]) tops++;
        }
    cout << tops << endl;
    """,
    "vector",
)
GRID_TOPS = SampleProblem(
    slug="count-hilltops-of-a-grid",
    title="Hilltops",
    statement="A map has r rows and c columns of heights. Two cells are neighbours if they share a side. A cell is a hilltop if it is strictly higher than each of its neighbours on the map; cells on the border have fewer neighbours but can be hilltops too, and a cell without neighbours is a hilltop. Print the number of hilltops.",
    input_format="The first line holds two integers r and c (1 ≤ r, c ≤ 15). Each of the next r lines holds c integers between 0 and 1000.",
    output_format="Print one integer.",
    solve=_grid_tops,
    reference=GRID_TOPS_CPP,
    wrong=(
        WrongSolution(
            "a neighbour of equal height on the right does no harm",
            edit(GRID_TOPS_CPP, "x > g[i][j + 1]", "x >= g[i][j + 1]"),
            "WA",
        ),
        WrongSolution(
            "leaves the border out",
            edit(
                GRID_TOPS_CPP,
                "int x = g[i][j];",
                "if (i == 1 || i == r || j == 1 || j == c) continue;\n            int x = g[i][j];",
            ),
            "WA",
        ),
    ),
    public=("3 3\n1 2 1\n2 5 2\n4 2 3", "2 2\n3 3\n3 3"),
    private=(
        "1 1\n0",
        "1 4\n0 1 0 1",
        "3 1\n9\n5\n6",
        "2 3\n0 0 0\n0 0 0",
        "3 3\n9 1 9\n1 9 1\n9 1 9",
        "2 2\n1000 0\n0 1000",
    ),
    generate=lambda rng: [
        *(_table(rng, r, c, 0, 3) for r, c in ((4, 5), (7, 7), (15, 15))),
        *(_table(rng, r, c, 0, 1000) for r, c in ((6, 9), (15, 12), (1, 15))),
    ],
    home="coder",
    split="test",
    difficulty="C",
    tags=("grids",),
)

KNIGHTS_DUEL_CPP = cpp("""
    long long h1, d1, h2, d2;
    cin >> h1 >> d1 >> h2 >> d2;
    while (true) {
        h2 -= d1;
        if (h2 <= 0) break;
        h1 -= d2;
        if (h1 <= 0) break;
    }
    if (h2 <= 0) cout << 1 << " " << h1 << endl;
    else cout << 2 << " " << h2 << endl;
""")
KNIGHTS_DUEL = SampleProblem(
    slug="knights-strike-in-turns",
    title="Two Knights",
    statement="Knight 1 has h1 health points and takes d1 health points from knight 2 with each strike; knight 2 has h2 health points and takes d2 from knight 1 with each strike. They strike in turns, and knight 1 begins. A knight whose health is 0 or less has lost, and the duel is over at once. Print the number of the winner and how many health points the winner has left.",
    input_format="Four integers h1, d1, h2 and d2, each between 1 and 100000.",
    output_format="Print two integers: the number of the winner, 1 or 2, and the health points left.",
    solve=_knights_duel,
    reference=KNIGHTS_DUEL_CPP,
    wrong=(
        WrongSolution(
            "a knight without health strikes back",
            edit(
                KNIGHTS_DUEL_CPP,
                "        if (h2 <= 0) break;\n        h1 -= d2;\n        if (h1 <= 0) break;\n",
                "        h1 -= d2;\n        if (h2 <= 0 || h1 <= 0) break;\n",
            ),
            "WA",
        ),
        WrongSolution(
            "a knight with health 0 goes on",
            edit(
                edit(KNIGHTS_DUEL_CPP, "h2 <= 0", "h2 < 0"), "if (h2 <= 0) cout", "if (h2 < 0) cout"
            ),
            "WA",
        ),
    ),
    public=("10 3 8 4", "5 2 9 3"),
    private=(
        "1 1 1 1",
        "1 1 2 1",
        "1 100000 100000 100000",
        "100000 1 100000 1",
        "99999 1 100000 1",
        "20 5 15 9",
        "9 4 12 3",
    ),
    generate=lambda rng: [
        *rows(rng, 4, (10, 40), (2, 9), (10, 40), (2, 9)),
        *rows(rng, 2, (10**4, 10**5), (1, 90), (10**4, 10**5), (1, 90)),
        *(
            spaced([rng.randint(20, 40), d1, d1 * rng.randint(2, 5), rng.randint(2, 6)])
            for d1 in (3, 7)
        ),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("simulation", "games"),
)

ROBOT_ROOM_CPP = cpp(
    """
    int r, c, row = 1, column = 1;
    string moves;
    cin >> r >> c >> moves;
    for (char m : moves) {
        if (m == 'U' && row > 1) row--;
        if (m == 'D' && row < r) row++;
        if (m == 'L' && column > 1) column--;
        if (m == 'R' && column < c) column++;
    }
    cout << row << " " << column << endl;
    """,
    "string",
)
ROBOT_ROOM = SampleProblem(
    slug="robot-that-cannot-leave-the-grid",
    title="Robot in a Room",
    statement="A robot stands in row 1 and column 1, the top left cell of a grid of r rows and c columns. It gets commands: U moves it one row up (to the row with the smaller number), D one row down, L one column to the left, R one column to the right. A command that would take it out of the grid is ignored, and the robot goes on with the next command. Print the row and the column of the robot after all commands.",
    input_format="The first line holds two integers r and c (1 ≤ r, c ≤ 50). The second line holds 1 to 500 letters, each U, D, L or R.",
    output_format="Print two integers: the row and the column, counted from 1.",
    solve=_robot_room,
    reference=ROBOT_ROOM_CPP,
    wrong=(
        WrongSolution(
            "walks through the bottom wall",
            edit(ROBOT_ROOM_CPP, "m == 'D' && row < r", "m == 'D'"),
            "WA",
        ),
        WrongSolution(
            "takes rows for columns",
            edit(
                edit(ROBOT_ROOM_CPP, "row < r", "row < c"),
                "column < c",
                "column < r",
            ),
            "WA",
        ),
    ),
    public=("3 4\nRRDDDU", "2 2\nLURRD"),
    private=(
        "1 1\nUDLR",
        "1 5\nRRRRRRL",
        "5 1\nDDDDDDU",
        "2 2\nU",
        "50 50\n" + "DR" * 60,
        "3 9\n" + "R" * 20 + "D" * 20 + "LU",
    ),
    generate=lambda rng: [
        f"{r} {c}\n{''.join(rng.choices(letters, k=k))}"
        for r, c, k, letters in (
            (3, 5, 20, "UDLR"),
            (4, 2, 40, "UDLR"),
            (6, 10, 100, "UDDLRR"),
            (10, 6, 100, "UDDLRR"),
            (20, 30, 300, "UDDLRR"),
            (5, 40, 500, "UDLRR"),
        )
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("simulation", "grids"),
)

ORDERED_START_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t-- > 0) {
        int n;
        cin >> n;
        vector<int> a(n);
        for (int &x : a) cin >> x;
        int length = 1;
        while (length < n && a[length] >= a[length - 1]) length++;
        cout << length << endl;
    }
    """,
    "vector",
)
ORDERED_START = SampleProblem(
    slug="longest-start-in-order",
    title="Ordered Start",
    statement="For each of t lists, print the largest k such that the first k numbers of the list are in order, that is, none of them is smaller than the one before it. A list of one number is in order.",
    input_format="The first line holds an integer t (1 ≤ t ≤ 10), the number of lists. Each list has two lines: an integer n (1 ≤ n ≤ 20), then n integers between -1000 and 1000.",
    output_format="Print t lines with one integer each.",
    solve=_ordered_start,
    reference=ORDERED_START_CPP,
    wrong=(
        WrongSolution(
            "stops at equal numbers",
            edit(ORDERED_START_CPP, "a[length] >= a[length - 1]", "a[length] > a[length - 1]"),
            "WA",
        ),
        WrongSolution(
            "goes on after the first step down",
            edit(
                ORDERED_START_CPP,
                "while (length < n && a[length] >= a[length - 1]) length++",
                "for (int i = 1; i < n; i++) length += a[i] >= a[i - 1]",
            ),
            "WA",
        ),
    ),
    public=("2\n5\n1 3 3 2 8\n3\n4 5 6", "1\n4\n9 1 2 3"),
    private=(
        "1\n1\n0",
        "1\n6\n5 5 5 5 5 5",
        "3\n1\n-1000\n2\n1000 -1000\n2\n-1000 1000",
        "1\n5\n5 4 3 2 1",
        "2\n4\n-3 -2 -2 -9\n4\n0 0 1 0",
    ),
    generate=lambda rng: [
        "\n".join([str(t), *(_list(_rising(rng, rng.randint(3, 20))) for _ in range(t))])
        for t in (1, 2, 4, 7, 10, 10)
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("arrays",),
)

QUEUE_COMMANDS_CPP = cpp(
    """
    string command;
    int x;
    deque<int> line;
    while (cin >> command) {
        if (command == "join") {
            cin >> x;
            line.push_back(x);
        } else if (line.empty()) {
            cout << "none" << endl;
        } else {
            cout << line.front() << endl;
            line.pop_front();
        }
    }
    """,
    "string",
    "deque",
)
QUEUE_COMMANDS = SampleProblem(
    slug="queue-commands-until-the-end",
    title="Ticket Line",
    statement="A line at a ticket office is empty at first. The command join x means that person x joins the end of the line; the command serve means that the person at the front is served and leaves. For each serve command print the number of the person who is served, or none if the line is empty.",
    input_format="Each line holds one command, join x (1 ≤ x ≤ 1000) or serve. There are 1 to 100 commands, at least one of them serve; read them until the input ends.",
    output_format="For each serve command print one line: a number or the word none.",
    solve=_queue_commands,
    reference=QUEUE_COMMANDS_CPP,
    wrong=(
        WrongSolution(
            "serves the person who came last",
            edit(
                edit(QUEUE_COMMANDS_CPP, "line.front()", "line.back()"), "pop_front()", "pop_back()"
            ),
            "WA",
        ),
        WrongSolution(
            "says nothing when the line is empty",
            edit(QUEUE_COMMANDS_CPP, 'cout << "none" << endl', "continue"),
            "WA",
        ),
    ),
    public=("join 5\njoin 8\nserve\nserve\nserve", "serve\njoin 3\njoin 4\nserve"),
    private=(
        "serve",
        "join 1000\nserve",
        "serve\nserve\njoin 1",
        "join 7\nserve\njoin 7\nserve\nserve",
        "\n".join([f"join {x}" for x in range(1, 51)] + ["serve"] * 50),
    ),
    generate=lambda rng: [
        "\n".join(
            [
                *(
                    f"join {rng.randint(1, 1000)}" if rng.random() < share else "serve"
                    for _ in range(k - 1)
                ),
                "serve",
            ]
        )
        for k, share in ((10, 0.5), (20, 0.4), (40, 0.5), (60, 0.6), (100, 0.5), (100, 0.7))
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("simulation", "queues"),
)

JOBS_IN_TURNS_CPP = cpp(
    """
    int n, q;
    cin >> n >> q;
    queue<pair<int, int>> line;
    for (int i = 1; i <= n; i++) {
        int pages;
        cin >> pages;
        line.push({i, pages});
    }
    while (!line.empty()) {
        auto [job, pages] = line.front();
        line.pop();
        if (pages <= q) cout << job << " ";
        else line.push({job, pages - q});
    }
    cout << endl;
    """,
    "queue",
    "utility",
)
JOBS_IN_TURNS = SampleProblem(
    slug="order-in-which-jobs-finish",
    title="One Printer",
    statement="n jobs wait in a line in front of a printer, job 1 first and job n last; job i has p_i pages. The printer takes the job at the front and prints up to q pages of it. If the job has no pages left then, it is finished; otherwise it goes to the end of the line with the pages that are left. This goes on until the line is empty. Print the numbers of the jobs in the order in which they are finished.",
    input_format="The first line holds two integers n and q (1 ≤ n ≤ 50, 1 ≤ q ≤ 100). The second line holds n integers p_i between 1 and 1000.",
    output_format="Print n integers on one line, separated by spaces.",
    solve=_jobs_in_turns,
    reference=JOBS_IN_TURNS_CPP,
    wrong=(
        WrongSolution(
            "a job of exactly q pages goes back to the line",
            edit(JOBS_IN_TURNS_CPP, "pages <= q", "pages < q"),
            "WA",
        ),
        WrongSolution(
            "prints every job to its end at once",
            edit(JOBS_IN_TURNS_CPP, "if (pages <= q) cout", "if (pages > 0) cout"),
            "WA",
        ),
    ),
    public=("4 3\n5 3 9 4", "3 10\n20 10 7"),
    private=(
        "1 1\n1000",
        "3 100\n1 1 1",
        "5 1\n5 4 3 2 1",
        "4 2\n4 4 4 4",
        "4 5\n10 5 6 1",
        _list(list(range(1000, 950, -1)), 1),
    ),
    generate=lambda rng: [
        _list(_values(rng, n, 1, top), q)
        for n, top, q in (
            (5, 12, 3),
            (8, 20, 4),
            (20, 30, 5),
            (30, 1000, 100),
            (50, 1000, 7),
            (50, 40, 10),
        )
    ],
    home="coder",
    split="test",
    difficulty="C",
    tags=("simulation", "queues"),
)

QUARTER_TURN_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<string> g(r);
    for (string &row : g) cin >> row;
    for (int j = 0; j < c; j++) {
        for (int i = r - 1; i >= 0; i--) cout << g[i][j];
        cout << endl;
    }
    """,
    "string",
    "vector",
)
QUARTER_TURN = SampleProblem(
    slug="turn-a-picture-clockwise",
    title="Turned Photo",
    statement="A photo has r rows of c letters. Print it turned by a quarter clockwise: its first row, read from left to right, becomes the last column, read from top to bottom. The turned photo has c rows of r letters.",
    input_format="The first line holds two integers r and c (1 ≤ r, c ≤ 30). Each of the next r lines holds c lowercase English letters.",
    output_format="Print c lines of r letters.",
    solve=lambda text: "\n".join(map("".join, zip(*reversed(text.split()[2:]), strict=True))),
    reference=QUARTER_TURN_CPP,
    wrong=(
        WrongSolution(
            "swaps rows and columns without turning",
            edit(QUARTER_TURN_CPP, "int i = r - 1; i >= 0; i--", "int i = 0; i < r; i++"),
            "WA",
        ),
        WrongSolution(
            "turns the other way",
            edit(
                edit(QUARTER_TURN_CPP, "int i = r - 1; i >= 0; i--", "int i = 0; i < r; i++"),
                "int j = 0; j < c; j++",
                "int j = c - 1; j >= 0; j--",
            ),
            "WA",
        ),
    ),
    public=("2 3\nabc\ndef", "3 2\nab\ncd\nef"),
    private=("1 1\nq", "1 4\nwxyz", "4 1\nw\nx\ny\nz", "2 2\naa\naa", "3 3\naba\nbcb\naba"),
    generate=lambda rng: [
        _sized(_picture(rng, r, c, "abcdefghijklmnopqrstuvwxyz"))
        for r, c in ((3, 3), (4, 7), (9, 5), (12, 12), (2, 30), (30, 30))
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("grids",),
)

SMALLEST_GAP_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<long long> a(n);
    for (long long &x : a) cin >> x;
    sort(a.begin(), a.end());
    long long best = 0;
    for (int i = 1; i < n; i++) {
        long long d = a[i] - a[i - 1];
        if (d > 0 && (best == 0 || d < best)) best = d;
    }
    cout << best << endl;
    """,
    "algorithm",
    "vector",
)
SMALLEST_GAP = SampleProblem(
    slug="smallest-gap-between-unequal-numbers",
    title="Closest Marks",
    statement="The places of n marks on a ruler are given in any order; several marks may be at the same place. Print the smallest distance between two marks that are at different places. If all marks are at the same place, print 0.",
    input_format="The first line holds an integer n (1 ≤ n ≤ 100). The second line holds n integers between -2000000000 and 2000000000.",
    output_format="Print one integer.",
    solve=_smallest_gap,
    reference=SMALLEST_GAP_CPP,
    wrong=(
        WrongSolution(
            "takes marks at the same place into account",
            edit(SMALLEST_GAP_CPP, "d > 0 && (best == 0 || d < best)", "i == 1 || d < best"),
            "WA",
        ),
        WrongSolution(
            "compares marks in the given order only",
            edit(
                SMALLEST_GAP_CPP,
                "    sort(a.begin(), a.end());\n",
                "",
            ),
            "WA",
        ),
    ),
    public=("5\n10 3 8 3 20", "3\n4 4 4"),
    private=(
        "1\n-5",
        "2\n-2000000000 2000000000",
        "4\n9 1 9 1",
        "4\n1 2 3 4",
        "5\n7 7 7 7 8",
        "4\n100 0 50 101",
    ),
    generate=lambda rng: [
        *(_list([7 * x for x in _values(rng, n, -9, 9)]) for n in (6, 10, 15)),
        *(_list(_values(rng, n, -(2 * 10**9), 2 * 10**9)) for n in (5, 60, 100)),
        _list([x * x for x in rng.sample(range(50), 20)] * 2),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("arrays", "sorting"),
)

PROBLEMS = (
    BORDER_CELLS,
    CIRCLE_STEPS,
    DIAGONAL_LENGTH,
    SQUARE_PLACES,
    GUARD_PLACE,
    COUNT_PEAKS,
    SANDWICHED,
    LAST_SMALLEST,
    OUTWEIGHS,
    LONG_RUNS,
    ZIGZAG,
    COUNTER_WAIT,
    CARS_AT_LIGHT,
    TWO_COUNTERS,
    CIRCLE_JUMPS,
    THERE_AND_BACK,
    SMALLEST_TO_FRONT,
    NEIGHBOUR_SUMS,
    LAKE_PICTURE,
    EMPTY_LINES,
    EQUAL_SQUARES,
    CLOSE_PAIRS,
    GRID_TOPS,
    KNIGHTS_DUEL,
    ROBOT_ROOM,
    ORDERED_START,
    QUEUE_COMMANDS,
    JOBS_IN_TURNS,
    QUARTER_TURN,
    SMALLEST_GAP,
)
