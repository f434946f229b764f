"""Training problems on sequences: conditions, two lists, orders, small grids and simulations."""

import math
import random
from collections import Counter
from itertools import accumulate, pairwise

from samples.problem import SampleProblem, WrongSolution
from samples.writing import arrays, cpp, edit, ints, rows, spaced

BILLION = 10**9


def _values(rng: random.Random, size: int, low: int, high: int) -> list[int]:
    return [rng.randint(low, high) for _ in range(size)]


def _listed(values: list[int], *head: int) -> str:
    """Return an input of a length with further numbers behind it, then the values."""
    return f"{spaced([len(values), *head])}\n{spaced(values)}\n"


def _two_lists(one: list[int], other: list[int]) -> str:
    return f"{len(one)}\n{spaced(one)}\n{spaced(other)}\n"


def _random_two_lists(rng: random.Random, low: int, high: int, *sizes: int) -> list[str]:
    return [
        _two_lists(_values(rng, size, low, high), _values(rng, size, low, high)) for size in sizes
    ]


def _grid(table: list[list[int]], *head: int) -> str:
    """Return an input of the grid's sizes, or of `head` instead, then its rows."""
    return "\n".join(map(spaced, [list(head) or [len(table), len(table[0])], *table])) + "\n"


def _random_grids(
    rng: random.Random, low: int, high: int, *sizes: tuple[int, int], square: bool = False
) -> list[str]:
    made = []
    for height, width in sizes:
        table = [_values(rng, width, low, high) for _ in range(height)]
        made.append(_grid(table, height) if square else _grid(table))
    return made


def _read_grid(text: str) -> list[list[int]]:
    return [ints(line) for line in text.strip().splitlines()[1:]]


def _headed(text: str) -> tuple[list[int], list[int]]:
    """Return the numbers of the first line and those of the second."""
    head, values = text.strip().splitlines()
    return ints(head), ints(values)


JURY_CPP = cpp(
    """
    int n;
    cin >> n;
    int sum = 0, low = 1000, high = -1000;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        sum += x;
        low = min(low, x);
        high = max(high, x);
    }
    if (n < 3) sum = 0;
    else sum -= low + high;
    cout << sum << endl;
    """,
    "algorithm",
)
JURY = SampleProblem(
    slug="jury-without-extremes",
    title="Fair Jury",
    statement="Each of n judges gives a score. One lowest score and one highest score are struck out, and the scores that remain are added up. Print this total. With one or two judges no score remains, and the total is 0.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from -1000 to 1000, the scores.",
    output_format="One integer: the total of the remaining scores.",
    solve=lambda text: str(sum(sorted(ints(text)[1:])[1:-1])),
    reference=JURY_CPP,
    wrong=(
        WrongSolution(
            "a single score is struck out twice",
            edit(JURY_CPP, "if (n < 3) sum = 0;\n    else sum", "sum"),
            "WA",
        ),
        WrongSolution(
            "the highest of negative scores is taken for 0",
            edit(JURY_CPP, "high = -1000", "high = 0"),
            "WA",
        ),
    ),
    public=("5\n7 9 4 8 9\n", "2\n3 10\n"),
    private=(
        "1\n8\n",
        "1\n-5\n",
        "3\n6 6 6\n",
        "4\n-3 -8 -1 -5\n",
        "3\n1000 -1000 1000\n",
        _listed([1000] * 100),
    ),
    generate=lambda rng: [
        *arrays(rng, 3, 0, 10, 8, 4),
        *arrays(rng, 2, -1000, -1, 30, 5),
        *arrays(rng, 2, -1000, 1000, 100, 60),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

BELOW_AVERAGE_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<long long> a(n);
    long long sum = 0;
    for (auto &x : a) {
        cin >> x;
        sum += x;
    }
    int count = 0;
    for (auto x : a)
        if (x * n < sum) count++;
    cout << count << endl;
    """,
    "vector",
)


def _below_average(text: str) -> str:
    values = sorted(ints(text)[1:])
    rounded_up = -(-sum(values) // len(values))
    return str(sum(value < rounded_up for value in values))


BELOW_AVERAGE = SampleProblem(
    slug="count-below-average",
    title="Below the Average",
    statement="The yearly incomes of n people are given. Print how many people earn strictly less than the average income. The average is the exact value of the sum divided by n; it is not rounded.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from 0 to 1000000000.",
    output_format="One integer: the number of people below the average.",
    solve=_below_average,
    reference=BELOW_AVERAGE_CPP,
    wrong=(
        WrongSolution(
            "the average is rounded down",
            edit(BELOW_AVERAGE_CPP, "x * n < sum", "x < sum / n"),
            "WA",
        ),
        WrongSolution(
            "the sum overflows int",
            edit(BELOW_AVERAGE_CPP, "long long sum", "int sum"),
            "WA",
        ),
    ),
    public=("4\n1 2 3 10\n", "2\n2 3\n"),
    private=(
        "1\n0\n",
        "3\n5 5 5\n",
        "3\n1 1 2\n",
        "5\n0 0 0 0 1\n",
        "4\n1000000000 1000000000 1000000000 999999999\n",
        _listed([BILLION] * 50 + [0] * 50),
    ),
    generate=lambda rng: [
        *arrays(rng, 4, 0, 6, 30, 5),
        *arrays(rng, 3, 0, BILLION, 100, 40),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays", "math"),
)

WEEKLY_CPP = cpp(
    """
    int n;
    cin >> n;
    long long total = 0;
    for (int day = 0; day < n; day++) total += day / 7 + 1 + day % 7;
    cout << total << endl;
    """
)


def _weekly(text: str) -> str:
    weeks, rest = divmod(int(text), 7)
    whole = 28 * weeks + 7 * weeks * (weeks - 1) // 2
    return str(whole + rest * weeks + rest * (rest + 1) // 2)


WEEKLY = SampleProblem(
    slug="weekly-savings-plan",
    title="Money Box",
    statement="Mia starts to save on a Monday. On the Monday of week w she puts w coins into her box, and on every other day she puts in one coin more than on the day before. So the first week brings 1, 2, 3, 4, 5, 6 and 7 coins, and the second week starts again with 2 coins on Monday. Print how many coins the box holds after n days.",
    input_format="One integer n (1 ≤ n ≤ 1000000).",
    output_format="One integer: the number of coins.",
    solve=_weekly,
    reference=WEEKLY_CPP,
    wrong=(
        WrongSolution(
            "the total overflows int",
            edit(WEEKLY_CPP, "long long total", "int total"),
            "WA",
        ),
        WrongSolution(
            "each week starts with one coin again",
            edit(WEEKLY_CPP, "day / 7 + 1 + day % 7", "1 + day % 7"),
            "WA",
        ),
    ),
    public=("4\n", "10\n"),
    private=("1\n", "7\n", "8\n", "14\n", "15\n", "1000000\n", "999999\n"),
    generate=lambda rng: [
        *rows(rng, 3, (16, 100)),
        *rows(rng, 2, (1000, 20000)),
        *rows(rng, 3, (300000, 10**6)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("simulation", "math"),
)

PAINTED_CPP = cpp(
    """
    long long r, c, a, b;
    cin >> r >> c >> a >> b;
    cout << a * c + b * r - a * b << endl;
    """
)


def _painted(text: str) -> str:
    height, width, across, down = ints(text)
    return str(height * width - (height - across) * (width - down))


PAINTED = SampleProblem(
    slug="painted-rows-and-columns",
    title="Painted Wall",
    statement="A wall is a grid of tiles with r rows and c columns. All tiles of a different rows and all tiles of b different columns are painted; a tile may be painted twice. Print how many tiles have paint on them.",
    input_format="Four integers r, c, a and b (1 ≤ r, c ≤ 1000000000, 0 ≤ a ≤ r, 0 ≤ b ≤ c).",
    output_format="One integer: the number of tiles with paint on them.",
    solve=_painted,
    reference=PAINTED_CPP,
    wrong=(
        WrongSolution(
            "tiles that are painted twice count twice",
            edit(PAINTED_CPP, " - a * b", ""),
            "WA",
        ),
        WrongSolution(
            "the products overflow int",
            edit(PAINTED_CPP, "long long r", "int r"),
            "WA",
        ),
    ),
    public=("3 4 1 2\n", "5 2 0 1\n"),
    private=(
        "1 1 0 0\n",
        "1 1 1 1\n",
        "6 7 6 7\n",
        "6 7 6 1\n",
        "1000000000 1000000000 1000000000 1000000000\n",
        "1000000000 999999999 1 0\n",
        "100000 100000 50000 3\n",
    ),
    generate=lambda rng: [
        *rows(rng, 4, (10, 30), (10, 30), (1, 10), (1, 10)),
        *rows(rng, 3, (10**8, BILLION), (10**8, BILLION), (1, 10**8), (1, 10**8)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math", "grids"),
)

LOADS_CPP = cpp(
    """
    int n, w;
    cin >> n >> w;
    int rides = 1, load = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (load + x > w) {
            rides++;
            load = 0;
        }
        load += x;
    }
    cout << rides << endl;
    """
)


def _loads(text: str) -> str:
    (_, limit), queue = _headed(text)
    rides = 0
    while queue:
        fits = [total <= limit for total in accumulate(queue)]
        queue = queue[[*fits, False].index(False) :]
        rides += 1
    return str(rides)


LOADS = SampleProblem(
    slug="elevator-loads-in-order",
    title="Queue for the Elevator",
    statement="n people wait in a queue for an elevator that carries at most w kilograms. They enter in the order of the queue. As soon as the next person would make the load greater than w, the elevator rides up without that person, comes back empty, and the queue goes on entering. At the end, the elevator rides up with the last people. Print the number of rides up.",
    input_format="The first line holds n and w (1 ≤ n ≤ 100, 1 ≤ w ≤ 1000). The second line holds n integers from 1 to w, the weights in the order of the queue.",
    output_format="One integer: the number of rides up.",
    solve=_loads,
    reference=LOADS_CPP,
    wrong=(
        WrongSolution(
            "an elevator that is exactly full counts as too heavy",
            edit(LOADS_CPP, "load + x > w", "load + x >= w"),
            "WA",
        ),
        WrongSolution(
            "the person who did not fit is lost",
            edit(
                LOADS_CPP,
                "load = 0;\n        }\n        load += x;",
                "load = 0;\n        } else {\n            load += x;\n        }",
            ),
            "WA",
        ),
    ),
    public=("4 100\n60 40 50 70\n", "3 200\n90 80 20\n"),
    private=(
        "1 1\n1\n",
        "1 1000\n5\n",
        "4 10\n10 10 10 10\n",
        "5 10\n5 5 5 5 1\n",
        _listed([1] * 100, 1000),
        _listed([501, 499] * 50, 1000),
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, 1, most), limit)
        for size, most, limit in (
            (6, 5, 10),
            (12, 9, 9),
            (30, 90, 300),
            (80, 1000, 1000),
            (100, 20, 50),
        )
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation", "greedy"),
)

WARM_SPELL_CPP = cpp(
    """
    int n, t;
    cin >> n >> t;
    int best = 0, run = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x >= t) run++;
        else run = 0;
        best = max(best, run);
    }
    cout << best << endl;
    """,
    "algorithm",
)


def _warm_spell(text: str) -> str:
    (_, limit), days = _headed(text)
    spells = "".join("x" if day >= limit else " " for day in days).split()
    return str(max(map(len, spells), default=0))


WARM_SPELL = SampleProblem(
    slug="longest-warm-spell",
    title="Warm Spell",
    statement="A day is warm if its temperature is t degrees or more. The temperatures of n days are given in order. Print the greatest number of warm days that follow each other without a break.",
    input_format="The first line holds n and t (1 ≤ n ≤ 100, -50 ≤ t ≤ 50). The second line holds n integers from -50 to 50, the temperatures.",
    output_format="One integer: the greatest number of warm days in a row, or 0 if no day is warm.",
    solve=_warm_spell,
    reference=WARM_SPELL_CPP,
    wrong=(
        WrongSolution(
            "a day of exactly t degrees is not warm",
            edit(WARM_SPELL_CPP, "x >= t", "x > t"),
            "WA",
        ),
        WrongSolution(
            "counts all warm days",
            edit(WARM_SPELL_CPP, "\n        else run = 0;", ""),
            "WA",
        ),
    ),
    public=("6 20\n21 20 15 25 30 22\n", "3 10\n1 2 3\n"),
    private=(
        "1 0\n0\n",
        "1 0\n-1\n",
        "5 -50\n-50 -50 -50 -50 -50\n",
        "5 3\n3 3 3 1 3\n",
        "5 3\n3 1 3 1 3\n",
        _listed([50] * 100, 50),
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, low, high), limit)
        for size, low, high, limit in (
            (10, 0, 3, 1),
            (20, -3, 3, -1),
            (50, -50, 50, -20),
            (100, 0, 9, 3),
            (100, 10, 30, 15),
        )
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

RAREST_CPP = cpp(
    """
    int n;
    cin >> n;
    map<int, int> seen;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        seen[x]++;
    }
    int best = 0, fewest = n + 1;
    for (auto [value, times] : seen) {
        if (times <= fewest) {
            best = value;
            fewest = times;
        }
    }
    cout << best << endl;
    """,
    "map",
)


def _rarest(text: str) -> str:
    counted = Counter(ints(text)[1:])
    return str(min(counted, key=lambda value: (counted[value], -value)))


RAREST = SampleProblem(
    slug="rarest-value",
    title="Rarest Stamp",
    statement="A collector has n stamps, and each stamp shows its year. Print the year that occurs least often among the given years. If several years occur equally seldom, print the latest of them. Only years that occur at least once count.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from 1 to 1000000000, the years.",
    output_format="One integer: the rarest year.",
    solve=_rarest,
    reference=RAREST_CPP,
    wrong=(
        WrongSolution(
            "prints the earliest of several",
            edit(RAREST_CPP, "times <= fewest", "times < fewest"),
            "WA",
        ),
        WrongSolution(
            "prints the year that occurs most often",
            edit(
                edit(RAREST_CPP, "fewest = n + 1", "fewest = 0"),
                "times <= fewest",
                "times >= fewest",
            ),
            "WA",
        ),
    ),
    public=("5\n1950 1960 1950 1970 1970\n", "4\n3 1 3 1\n"),
    private=(
        "1\n1\n",
        "1\n1000000000\n",
        "4\n7 7 7 7\n",
        "3\n10 30 20\n",
        "5\n9 9 9 2 2\n",
        "6\n1000000000 1 1000000000 1 5 5\n",
    ),
    generate=lambda rng: [
        *arrays(rng, 4, 1, 6, 30, 12),
        *arrays(rng, 2, 1, 20, 100, 80),
        *arrays(rng, 2, 1, BILLION, 60, 20),
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("maps",),
)

SEEN_K_CPP = cpp(
    """
    int n, k;
    cin >> n >> k;
    map<long long, int> seen;
    for (int i = 0; i < n; i++) {
        long long x;
        cin >> x;
        seen[x]++;
    }
    long long sum = 0;
    for (auto [value, times] : seen)
        if (times == k) sum += value;
    cout << sum << endl;
    """,
    "map",
)


def _seen_k(text: str) -> str:
    (_, times), values = _headed(text)
    return str(sum(value for value in set(values) if values.count(value) == times))


SEEN_K = SampleProblem(
    slug="sum-of-values-seen-k-times",
    title="Exactly k Times",
    statement="A list of n integers is given. Print the sum of all different values that occur exactly k times in the list. Each such value is added once. If there is no such value, print 0.",
    input_format="The first line holds n and k (1 ≤ k ≤ n ≤ 100). The second line holds n integers from -1000000000 to 1000000000.",
    output_format="One integer: the sum.",
    solve=_seen_k,
    reference=SEEN_K_CPP,
    wrong=(
        WrongSolution(
            "values that occur more often count, too",
            edit(SEEN_K_CPP, "times == k", "times >= k"),
            "WA",
        ),
        WrongSolution(
            "adds each value k times",
            edit(SEEN_K_CPP, "sum += value", "sum += value * times"),
            "WA",
        ),
    ),
    public=("6 2\n4 7 4 1 7 9\n", "4 2\n3 3 3 5\n"),
    private=(
        "1 1\n-8\n",
        "3 1\n1000000000 999999999 999999998\n",
        "4 4\n5 5 5 5\n",
        "4 3\n5 5 5 5\n",
        "6 2\n-1000000000 -1000000000 -999999999 -999999999 -999999998 -999999998\n",
        "5 1\n2 2 0 0 2\n",
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, low, high), times)
        for size, low, high, times in (
            (10, 1, 5, 2),
            (20, -9, 9, 2),
            (30, 1, 12, 3),
            (60, 1, 25, 2),
            (80, -BILLION, BILLION, 1),
            (100, 1, 40, 3),
        )
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("maps",),
)

WIDEST_GAP_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<long long> a(n), b(n);
    for (auto &x : a) cin >> x;
    for (auto &x : b) cin >> x;
    int best = 0;
    for (int i = 1; i < n; i++)
        if (abs(a[i] - b[i]) >= abs(a[best] - b[best])) best = i;
    cout << best + 1 << endl;
    """,
    "vector",
    "cstdlib",
)


def _widest_gap(text: str) -> str:
    _, one, other = map(ints, text.strip().splitlines())
    gaps = [max(x, y) - min(x, y) for x, y in zip(one, other, strict=True)]
    return str(len(gaps) - gaps[::-1].index(max(gaps)))


WIDEST_GAP = SampleProblem(
    slug="widest-gap-between-two-lists",
    title="Two Thermometers",
    statement="Two instruments measure the same thing n times. Print the number of the measurement in which their values differ most, that is, where the absolute difference of a_i and b_i is largest. If there are several, print the last of them. Measurements are numbered from 1.",
    input_format="The first line holds n (1 ≤ n ≤ 80). The second line holds a_1 to a_n, the third line b_1 to b_n, all integers from -2000000000 to 2000000000.",
    output_format="One integer: the number of the measurement.",
    solve=_widest_gap,
    reference=WIDEST_GAP_CPP,
    wrong=(
        WrongSolution(
            "prints the first of several",
            edit(WIDEST_GAP_CPP, ">= abs", "> abs"),
            "WA",
        ),
        WrongSolution(
            "compares the differences with their signs",
            edit(
                WIDEST_GAP_CPP,
                "abs(a[i] - b[i]) >= abs(a[best] - b[best])",
                "a[i] - b[i] >= a[best] - b[best]",
            ),
            "WA",
        ),
    ),
    public=("3\n5 8 2\n4 3 7\n", "4\n10 20 30 40\n19 25 30 41\n"),
    private=(
        "1\n0\n0\n",
        "3\n7 7 7\n7 7 7\n",
        "2\n-5 5\n5 -4\n",
        "3\n2000000000 0 -2000000000\n-2000000000 1 1999999999\n",
        "4\n1 2 3 4\n9 2 11 4\n",
    ),
    generate=lambda rng: [
        *_random_two_lists(rng, -3, 3, 6, 20, 60),
        *_random_two_lists(rng, -100, 100, 30, 80),
        *_random_two_lists(rng, -2 * BILLION, 2 * BILLION, 10, 80),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

PARTITION_CPP = cpp(
    """
    int n, p;
    cin >> n >> p;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    for (int x : a)
        if (x < p) cout << x << " ";
    for (int x : a)
        if (x == p) cout << x << " ";
    for (int x : a)
        if (x > p) cout << x << " ";
    cout << endl;
    """,
    "vector",
)


def _partition(text: str) -> str:
    (_, pivot), values = _headed(text)
    return spaced(sorted(values, key=lambda value: (value > pivot) - (value < pivot)))


PARTITION = SampleProblem(
    slug="three-way-partition",
    title="Around the Teacher",
    statement="n children stand in a row, and their teacher has height p. They form a new row: first all children smaller than p, then all children of exactly height p, then all children taller than p. Inside each of the three groups the children keep the order that they had before. Print the new row.",
    input_format="The first line holds n and p (1 ≤ n ≤ 100, 1 ≤ p ≤ 1000). The second line holds n integers from 1 to 1000, the heights.",
    output_format="The n heights of the new row on one line, separated by spaces.",
    solve=_partition,
    reference=PARTITION_CPP,
    wrong=(
        WrongSolution(
            "children of height p stay among the taller ones",
            edit(
                edit(
                    PARTITION_CPP,
                    '    for (int x : a)\n        if (x == p) cout << x << " ";\n',
                    "",
                ),
                "x > p",
                "x >= p",
            ),
            "WA",
        ),
        WrongSolution(
            "sorts the whole row",
            edit(
                edit(
                    PARTITION_CPP,
                    "    for (int x : a)\n        if (x < p)",
                    "    sort(a.begin(), a.end());\n    for (int x : a)\n        if (x < p)",
                ),
                "#include <vector>",
                "#include <vector>\n#include <algorithm>",
            ),
            "WA",
        ),
    ),
    public=("6 5\n7 5 2 9 5 1\n", "4 10\n12 3 11 4\n"),
    private=(
        "1 1\n1\n",
        "3 4\n9 8 7\n",
        "3 4\n3 2 1\n",
        "4 6\n6 6 6 6\n",
        "5 3\n4 3 4 3 2\n",
        "4 1000\n1000 1 1000 1\n",
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, 1, most), pivot)
        for size, most, pivot in (
            (8, 9, 5),
            (15, 5, 3),
            (40, 1000, 500),
            (100, 20, 7),
            (100, 1000, 300),
        )
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

HEATER_CPP = cpp(
    """
    int n, low, high;
    cin >> n >> low >> high;
    bool on = false;
    int minutes = 0;
    for (int i = 0; i < n; i++) {
        int t;
        cin >> t;
        if (t < low) on = true;
        if (t > high) on = false;
        if (on) minutes++;
    }
    cout << minutes << endl;
    """
)


def _heater(text: str) -> str:
    (_, low, high), readings = _headed(text)
    signs = "".join("1" if t < low else "0" if t > high else "." for t in readings)
    states = accumulate(signs, lambda state, sign: state if sign == "." else sign, initial="0")
    return str(list(states)[1:].count("1"))


HEATER = SampleProblem(
    slug="heater-with-two-thresholds",
    title="Heater",
    statement="A heater is off at first. Once a minute it reads the temperature: below low it is switched on, above high it is switched off, and from low to high (both included) it stays as it is. A switch takes effect in the same minute. Print in how many of the n minutes the heater is on.",
    input_format="The first line holds n, low and high (1 ≤ n ≤ 100, -50 ≤ low ≤ high ≤ 50). The second line holds n integers from -50 to 50, the temperatures.",
    output_format="One integer: the number of minutes in which the heater is on.",
    solve=_heater,
    reference=HEATER_CPP,
    wrong=(
        WrongSolution(
            "counts only the minutes that are too cold",
            edit(HEATER_CPP, "if (t > high) on = false;", "else on = false;"),
            "WA",
        ),
        WrongSolution(
            "a temperature of exactly low switches it on",
            edit(HEATER_CPP, "t < low", "t <= low"),
            "WA",
        ),
    ),
    public=("6 18 22\n17 19 22 23 20 15\n", "3 10 12\n11 10 12\n"),
    private=(
        "1 0 0\n0\n",
        "1 0 0\n-1\n",
        "4 5 5\n5 4 5 6\n",
        "5 -10 10\n-50 10 10 10 10\n",
        "5 -10 10\n-50 11 10 -10 0\n",
        _listed([-50] * 100, 50, 50),
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, least, most), low, high)
        for size, least, most, low, high in (
            (8, 0, 6, 2, 4),
            (20, 0, 9, 3, 6),
            (40, -5, 5, 0, 0),
            (70, -50, 50, -20, 30),
            (100, 10, 30, 17, 23),
            (100, -3, 3, -2, 2),
        )
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation",),
)

STREAK_CPP = cpp(
    """
    int n;
    cin >> n;
    int streak = 0, points = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x == 1) streak++;
        else streak = 0;
        points += min(streak, 5);
    }
    cout << points << endl;
    """,
    "algorithm",
)


def _streak(text: str) -> str:
    runs = "".join(text.split()[1:]).split("0")
    return str(sum(min(place, 5) for run in runs for place in range(1, len(run) + 1)))


STREAK = SampleProblem(
    slug="points-for-a-streak",
    title="Hits in a Row",
    statement="A player throws n balls; 1 means a hit and 0 a miss. A miss gives no points. A hit gives as many points as there are hits in a row up to and including it, but never more than 5. So the hits after a miss give 1, 2, 3, 4, 5, 5, 5 points and so on. Print the sum of all points.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers, each 0 or 1.",
    output_format="One integer: the sum of all points.",
    solve=_streak,
    reference=STREAK_CPP,
    wrong=(
        WrongSolution(
            "a hit may give more than 5 points",
            edit(STREAK_CPP, "min(streak, 5)", "streak"),
            "WA",
        ),
        WrongSolution(
            "a miss does not end the streak",
            edit(
                STREAK_CPP,
                "streak++;\n        else streak = 0;\n        points += min(streak, 5);",
                "points += min(++streak, 5);",
            ),
            "WA",
        ),
    ),
    public=("5\n1 1 0 1 1\n", "7\n1 1 1 1 1 1 1\n"),
    private=(
        "1\n0\n",
        "1\n1\n",
        "3\n0 0 0\n",
        "6\n1 1 1 1 1 0\n",
        "6\n0 1 1 1 1 1\n",
        _listed([1] * 100),
        _listed([1, 0] * 50),
    ),
    generate=lambda rng: [
        *arrays(rng, 2, 0, 1, 30, 10),
        *(
            _listed([min(1, value) for value in _values(rng, size, 0, 5)])
            for size in (15, 30, 60, 100)
        ),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays", "simulation"),
)

NEAR_ZERO_CPP = cpp(
    """
    int n, best;
    cin >> n >> best;
    for (int i = 1; i < n; i++) {
        int x;
        cin >> x;
        if (abs(x) < abs(best) || (abs(x) == abs(best) && x > best)) best = x;
    }
    cout << best << endl;
    """,
    "cstdlib",
)


def _near_zero(text: str) -> str:
    return str(min(ints(text)[1:], key=lambda value: 2 * abs(value) + (value < 0)))


NEAR_ZERO = SampleProblem(
    slug="value-closest-to-zero",
    title="Nearly Balanced",
    statement="A scale shows n errors, positive or negative. Print the error that is closest to 0. If both x and -x are closest, print the positive one.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from -1000000000 to 1000000000.",
    output_format="One integer: the error closest to 0.",
    solve=_near_zero,
    reference=NEAR_ZERO_CPP,
    wrong=(
        WrongSolution(
            "of x and -x it keeps the one that came first",
            edit(NEAR_ZERO_CPP, " || (abs(x) == abs(best) && x > best)", ""),
            "WA",
        ),
        WrongSolution(
            "prints the distance, without the sign",
            edit(NEAR_ZERO_CPP, "cout << best", "cout << abs(best)"),
            "WA",
        ),
    ),
    public=("4\n-7 5 -3 8\n", "3\n-2 4 2\n"),
    private=(
        "1\n-9\n",
        "2\n6 -6\n",
        "2\n-6 6\n",
        "3\n-1 0 1\n",
        "3\n-1000000000 -1000000000 1000000000\n",
        "3\n-4 -4 -4\n",
    ),
    generate=lambda rng: [
        *arrays(rng, 3, -1000, -1, 30, 8),
        *arrays(rng, 3, -BILLION, BILLION, 80, 20),
        *(f"4\n{spaced([-far, -near, far, near])}\n" for far, near in ((9, 4), (70, 33))),
        *(f"3\n{spaced([far, near, -far])}\n" for far, near in ((99, -45), (10**6, -17))),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

LAST_DIGIT_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    sort(a.begin(), a.end(), [](int x, int y) {
        if (x % 10 != y % 10) return x % 10 < y % 10;
        return x < y;
    });
    for (int x : a) cout << x << " ";
    cout << endl;
    """,
    "vector",
    "algorithm",
)


def _last_digit(text: str) -> str:
    values = sorted(ints(text)[1:])
    return spaced([v for digit in "0123456789" for v in values if str(v).endswith(digit)])


LAST_DIGIT = SampleProblem(
    slug="sort-by-last-digit",
    title="Drawers by Last Digit",
    statement="A library sorts its n cards by the last digit of their number, from 0 to 9. Cards with the same last digit are sorted by the whole number, from small to large. Print the numbers in this order.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from 0 to 1000000000.",
    output_format="The n numbers on one line, separated by spaces.",
    solve=_last_digit,
    reference=LAST_DIGIT_CPP,
    wrong=(
        WrongSolution(
            "sorts by the whole number only",
            edit(LAST_DIGIT_CPP, "        if (x % 10 != y % 10) return x % 10 < y % 10;\n", ""),
            "WA",
        ),
        WrongSolution(
            "with the same last digit the larger number comes first",
            edit(LAST_DIGIT_CPP, "return x < y", "return x > y"),
            "WA",
        ),
    ),
    public=("5\n31 12 5 21 40\n", "3\n109 19 9\n"),
    private=(
        "1\n0\n",
        "1\n1000000000\n",
        "4\n7 7 7 7\n",
        "10\n9 8 7 6 5 4 3 2 1 0\n",
        "4\n1000000000 999999999 0 9\n",
        "5\n50 40 30 20 10\n",
    ),
    generate=lambda rng: [
        *arrays(rng, 3, 0, 99, 20, 8),
        *arrays(rng, 2, 0, 999, 100, 60),
        *arrays(rng, 2, 0, BILLION, 100, 40),
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("sorting",),
)

RANKS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    for (int i = 0; i < n; i++) {
        int rank = 1;
        for (int j = 0; j < n; j++)
            if (a[j] > a[i]) rank++;
        cout << rank << " ";
    }
    cout << endl;
    """,
    "vector",
)


def _ranks(text: str) -> str:
    values = ints(text)[1:]
    order = sorted(values, reverse=True)
    return spaced([order.index(value) + 1 for value in values])


RANKS = SampleProblem(
    slug="rank-of-every-player",
    title="Ranks",
    statement="n players have played a tournament. The rank of a player is 1 plus the number of players with strictly more points; so players with equal points share a rank. Print the rank of every player, in the order in which their points are given.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from -1000 to 1000, the points.",
    output_format="The n ranks on one line, separated by spaces.",
    solve=_ranks,
    reference=RANKS_CPP,
    wrong=(
        WrongSolution(
            "equal points make the rank worse",
            edit(RANKS_CPP, "if (a[j] > a[i])", "if (j != i && a[j] >= a[i])"),
            "WA",
        ),
        WrongSolution(
            "the fewest points get rank 1",
            edit(RANKS_CPP, "a[j] > a[i]", "a[j] < a[i]"),
            "WA",
        ),
    ),
    public=("4\n30 50 20 50\n", "3\n5 8 9\n"),
    private=(
        "1\n0\n",
        "4\n6 6 6 6\n",
        "5\n9 7 9 7 5\n",
        "3\n-1000 0 1000\n",
        "4\n-3 -1 -2 -1\n",
        _listed(list(range(1, 101))),
    ),
    generate=lambda rng: [
        *arrays(rng, 3, 0, 5, 15, 6),
        *arrays(rng, 2, -9, 9, 60, 30),
        *arrays(rng, 2, -1000, 1000, 100, 60),
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("arrays", "sorting"),
)

TRANSPOSE_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<vector<int>> a(r, vector<int>(c));
    for (auto &row : a)
        for (int &x : row) cin >> x;
    for (int j = 0; j < c; j++) {
        for (int i = 0; i < r; i++) cout << a[i][j] << " ";
        cout << "\\n";
    }
    """,
    "vector",
)


def _transpose(text: str) -> str:
    return "\n".join(spaced(list(line)) for line in zip(*_read_grid(text), strict=True))


TRANSPOSE = SampleProblem(
    slug="transpose-a-table",
    title="Columns to Rows",
    statement="A table has r rows and c columns. Turn its columns into rows: the first line of the new table is the first column of the old one from top to bottom, the second line is the second column, and so on. Print the new table, which has c rows and r columns.",
    input_format="The first line holds r and c (1 ≤ r, c ≤ 10). Each of the next r lines holds c integers from -1000 to 1000.",
    output_format="c lines with r integers each, separated by spaces.",
    solve=_transpose,
    reference=TRANSPOSE_CPP,
    wrong=(
        WrongSolution(
            "prints the table as it was",
            edit(
                edit(TRANSPOSE_CPP, "int j = 0; j < c; j++", "int i = 0; i < r; i++"),
                "int i = 0; i < r; i++) cout",
                "int j = 0; j < c; j++) cout",
            ),
            "WA",
        ),
        WrongSolution(
            "mixes up rows and columns of a table that is not square",
            edit(TRANSPOSE_CPP, "a[i][j]", "a.at(j).at(i)"),
            "RE",
        ),
    ),
    public=("2 3\n1 2 3\n4 5 6\n", "2 2\n1 2\n3 4\n"),
    private=(
        "1 1\n-1000\n",
        "1 4\n1 2 3 4\n",
        "4 1\n1\n2\n3\n4\n",
        "3 3\n0 1 0\n0 0 1\n1 0 0\n",
        _grid([[10 * i + j for j in range(10)] for i in range(10)]),
    ),
    generate=lambda rng: _random_grids(
        rng, -1000, 1000, (3, 5), (5, 3), (4, 4), (2, 10), (10, 7), (10, 10)
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("grids",),
)

SHOPPING_CPP = cpp(
    """
    int n;
    long long money;
    cin >> n >> money;
    vector<long long> a(n);
    for (auto &x : a) cin >> x;
    sort(a.begin(), a.end());
    int bought = 0;
    for (auto x : a) {
        if (x > money) break;
        money -= x;
        bought++;
    }
    cout << bought << " " << money << endl;
    """,
    "vector",
    "algorithm",
)


def _shopping(text: str) -> str:
    (_, money), prices = _headed(text)
    totals = [total for total in accumulate(sorted(prices), initial=0) if total <= money]
    return f"{len(totals) - 1} {money - totals[-1]}"


SHOPPING = SampleProblem(
    slug="cheapest-things-first",
    title="Cheapest First",
    statement="A shop has n things, one of each. Tom has m coins and buys the cheapest thing, then the cheapest of the others, and so on, until he cannot pay for the next one or nothing is left. Print how many things he buys and how many coins remain.",
    input_format="The first line holds n and m (1 ≤ n ≤ 100, 0 ≤ m ≤ 1000000000000). The second line holds n integers from 1 to 1000000000, the prices.",
    output_format="Two integers on one line: the number of things bought and the coins that remain.",
    solve=_shopping,
    reference=SHOPPING_CPP,
    wrong=(
        WrongSolution(
            "buys in the order of the list",
            edit(SHOPPING_CPP, "    sort(a.begin(), a.end());\n", ""),
            "WA",
        ),
        WrongSolution(
            "the last coin is never spent",
            edit(SHOPPING_CPP, "x > money", "x >= money"),
            "WA",
        ),
    ),
    public=("5 10\n7 2 5 3 9\n", "3 100\n50 20 10\n"),
    private=(
        "1 0\n1\n",
        "1 1\n1\n",
        "3 5\n9 8 7\n",
        "4 6\n2 2 2 2\n",
        _listed([BILLION] * 100, 1000 * BILLION),
        _listed([BILLION] * 100, 50 * BILLION),
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, 1, most), money)
        for size, most, money in (
            (8, 20, 40),
            (20, 9, 30),
            (50, 1000, 4000),
            (100, 100, 900),
            (100, BILLION, 20 * BILLION),
            (30, BILLION, 5 * BILLION),
        )
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("sorting", "greedy"),
)

GROUPS_CPP = cpp(
    """
    long long x, sum = 0;
    while (cin >> x) {
        if (x == 0) {
            cout << sum << endl;
            sum = 0;
        } else {
            sum += x;
        }
    }
    """
)


def _groups(text: str) -> str:
    parts = f" {spaced(ints(text))} ".replace(" ", "  ").split(" 0 ")
    return "\n".join(str(sum(ints(part))) for part in parts[:-1])


def _ended_groups(rng: random.Random, low: int, high: int, most: int, count: int) -> str:
    lines = []
    for _ in range(count):
        values = [value or 5 for value in _values(rng, rng.randint(0, most), low, high)]
        lines.append(spaced([*values, 0]))
    return "\n".join(lines) + "\n"


GROUPS = SampleProblem(
    slug="sums-of-groups-ended-by-zero",
    title="Cash Desk",
    statement="A cash desk writes down amounts that are not 0, and a 0 whenever a customer has finished. The number of customers is not given: read until the input ends. Print the sum of the amounts of each customer, in order, one sum per line. A customer without any amount has the sum 0.",
    input_format="From 1 to 200 integers from -1000000000 to 1000000000, separated by spaces or line breaks. The last one is 0.",
    output_format="One line for each 0 in the input: the sum of the integers since the 0 before it, or since the start.",
    solve=_groups,
    reference=GROUPS_CPP,
    wrong=(
        WrongSolution(
            "stops after the first customer",
            edit(GROUPS_CPP, "sum = 0;\n        } else", "break;\n        } else"),
            "WA",
        ),
        WrongSolution(
            "keeps adding to the sum of the customer before",
            edit(GROUPS_CPP, "            sum = 0;\n", ""),
            "WA",
        ),
    ),
    public=("3 4 0\n10 -2 0\n", "5 0 0 1 1 1 0\n"),
    private=(
        "0\n",
        "0 0 0\n",
        "-8 0\n",
        "1000000000 1000000000 1000000000 0\n",
        "4 -4 0\n-1000000000 -1000000000 -1000000000 0\n",
        "10 20 30 0 100 0\n",
    ),
    generate=lambda rng: [
        _ended_groups(rng, -9, 9, 4, 4),
        _ended_groups(rng, 1, 99, 6, 8),
        _ended_groups(rng, -99, 99, 3, 30),
        _ended_groups(rng, -BILLION, BILLION, 8, 12),
        _ended_groups(rng, 1, BILLION, 9, 15),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

CLEAR_WIN_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t--) {
        int n;
        cin >> n;
        vector<int> a(n), b(n);
        for (int &x : a) cin >> x;
        for (int &x : b) cin >> x;
        bool never = true, once = false;
        for (int i = 0; i < n; i++) {
            if (a[i] < b[i]) never = false;
            if (a[i] > b[i]) once = true;
        }
        cout << (never && once ? "YES" : "NO") << endl;
    }
    """,
    "vector",
)


def _clear_win(text: str) -> str:
    lines = list(map(ints, text.strip().splitlines()))[1:]
    answers = []
    for one, other in zip(lines[1::3], lines[2::3], strict=True):
        gaps = [mine - yours for mine, yours in zip(one, other, strict=True)]
        answers.append("YES" if min(gaps) >= 0 and max(gaps) > 0 else "NO")
    return "\n".join(answers)


def _matches(*pairs: tuple[list[int], list[int]]) -> str:
    return f"{len(pairs)}\n" + "".join(_two_lists(one, other) for one, other in pairs)


def _random_matches(rng: random.Random, high: int, most: int, count: int) -> str:
    """Return matches of which about a half are clear wins, the others off in one place or even."""
    pairs = []
    for _ in range(count):
        other = _values(rng, rng.randint(1, most), 0, high)
        one = [value + rng.randint(0, 2) for value in other]
        spoiled = rng.randrange(5)
        if spoiled == 0:
            one = list(other)
        elif spoiled == 1:
            other[rng.randrange(len(other))] += 3
        pairs.append((one, other))
    return _matches(*pairs)


CLEAR_WIN = SampleProblem(
    slug="clear-win-in-all-rounds",
    title="Clear Win",
    statement="Two teams play several matches, and each match has n rounds with points for both teams. The first team wins a match clearly if it has at least as many points as the second team in every round, and strictly more points in at least one round. Say for each match whether the first team wins it clearly.",
    input_format="The first line holds t (1 ≤ t ≤ 10), the number of matches. Each match has three lines: n (1 ≤ n ≤ 20), then n integers from 0 to 1000, the points of the first team by round, then n integers from 0 to 1000, those of the second team.",
    output_format="t lines: YES if the first team wins the match clearly, NO otherwise.",
    solve=_clear_win,
    reference=CLEAR_WIN_CPP,
    wrong=(
        WrongSolution(
            "no difference at all counts as a clear win",
            edit(CLEAR_WIN_CPP, "never && once", "never"),
            "WA",
        ),
        WrongSolution(
            "an equal round spoils the win",
            edit(CLEAR_WIN_CPP, "a[i] < b[i]", "a[i] <= b[i]"),
            "WA",
        ),
    ),
    public=(
        "2\n3\n5 7 7\n5 6 2\n2\n9 1\n3 2\n",
        "3\n1\n4\n4\n2\n1 1\n1 0\n2\n3 3\n1 1\n",
    ),
    private=(
        "1\n1\n1\n0\n",
        "1\n1\n0\n1\n",
        "1\n3\n0 0 0\n0 0 0\n",
        "1\n4\n1000 1000 1000 1000\n1000 1000 1000 999\n",
        "1\n4\n1000 1000 1000 0\n0 0 0 1\n",
        "1\n3\n0 5 5\n1 0 0\n",
        "1\n3\n2 8 8\n2 8 7\n",
        _matches(*(([5] * n, [5] * (n - 1) + [4 + n % 2]) for n in range(1, 11))),
    ),
    generate=lambda rng: [
        _random_matches(rng, high, most, count)
        for high, most, count in (
            (5, 3, 4),
            (9, 6, 6),
            (99, 10, 8),
            (900, 20, 10),
            (900, 20, 10),
            (1, 4, 10),
        )
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("arrays",),
)

FUEL_CPP = cpp(
    """
    int n, c;
    cin >> n >> c;
    int fuel = c, stops = 0;
    for (int i = 0; i < n; i++) {
        int d;
        cin >> d;
        if (fuel < d) {
            fuel = c;
            stops++;
        }
        fuel -= d;
    }
    cout << stops << " " << fuel << endl;
    """
)


def _fuel(text: str) -> str:
    (_, tank), legs = _headed(text)
    fills: list[list[int]] = [[]]
    for leg in legs:
        if sum(fills[-1]) + leg > tank:
            fills.append([])
        fills[-1].append(leg)
    return f"{len(fills) - 1} {tank - sum(fills[-1])}"


FUEL = SampleProblem(
    slug="refill-before-the-next-leg",
    title="Fuel Stops",
    statement="A truck has a tank of c liters and starts with a full tank. Its trip has n legs, and leg i takes d_i liters. Before a leg, the driver fills the tank up to c liters if the fuel left is not enough for that leg; otherwise the driver does not stop. Print how many times the tank is filled on the way and how many liters are left at the end.",
    input_format="The first line holds n and c (1 ≤ n ≤ 100, 1 ≤ c ≤ 1000). The second line holds n integers from 1 to c, the liters for each leg.",
    output_format="Two integers on one line: the number of fillings and the liters left.",
    solve=_fuel,
    reference=FUEL_CPP,
    wrong=(
        WrongSolution(
            "fills the tank although the fuel is just enough",
            edit(FUEL_CPP, "fuel < d", "fuel <= d"),
            "WA",
        ),
        WrongSolution(
            "adds a whole tank to what is left",
            edit(FUEL_CPP, "            fuel = c;", "            fuel += c;"),
            "WA",
        ),
    ),
    public=("4 10\n6 4 3 8\n", "3 50\n10 10 10\n"),
    private=(
        "1 1\n1\n",
        "3 1\n1 1 1\n",
        "5 7\n7 7 7 7 7\n",
        "5 10\n9 2 9 2 9\n",
        _listed([1] * 100, 1000),
        _listed([501] * 100, 1000),
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, 1, most), tank)
        for size, most, tank in (
            (6, 6, 10),
            (15, 9, 9),
            (40, 30, 100),
            (80, 1000, 1000),
            (100, 5, 12),
        )
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation",),
)

SNOWMAN_CPP = cpp(
    """
    int g, t;
    cin >> g >> t;
    int hours = 0;
    while (g >= t) {
        g -= g / 10 + 1;
        hours++;
    }
    cout << hours << endl;
    """
)


def _snowman(text: str) -> str:
    weight, limit = ints(text)
    return (
        "0"
        if weight < limit
        else str(1 + int(_snowman(f"{math.ceil(weight * 9 / 10) - 1} {limit}")))
    )


SNOWMAN = SampleProblem(
    slug="melting-snowman",
    title="Melting Snowman",
    statement="A snowman weighs g grams. Every hour it loses a tenth of the weight that it has at the start of this hour, rounded down to whole grams, and then 1 gram more. Print after how many hours it weighs less than t grams for the first time; print 0 if it does so from the start.",
    input_format="Two integers g and t (1 ≤ g ≤ 1000000, 1 ≤ t ≤ 1000000).",
    output_format="One integer: the number of hours.",
    solve=_snowman,
    reference=SNOWMAN_CPP,
    wrong=(
        WrongSolution(
            "stops as soon as the weight is exactly t",
            edit(SNOWMAN_CPP, "g >= t", "g > t"),
            "WA",
        ),
        WrongSolution(
            "forgets the 1 gram more, so that 9 grams never melt",
            edit(SNOWMAN_CPP, "g / 10 + 1", "g / 10"),
            "TLE",
        ),
    ),
    public=("100 80\n", "50 60\n"),
    private=(
        "1 1\n",
        "1 2\n",
        "10 9\n",
        "10 8\n",
        "9 1\n",
        "1000000 1\n",
        "1000000 1000000\n",
        "899999 899999\n",
    ),
    generate=lambda rng: [
        *rows(rng, 3, (10, 60), (1, 10)),
        *rows(rng, 2, (1000, 9999), (1, 999)),
        *rows(rng, 2, (500000, 10**6), (1, 400000)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    time_limit_s=1.0,
    tags=("simulation",),
)

TABLE_TENNIS_CPP = cpp(
    """
    int n;
    cin >> n;
    int a = 0, b = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (max(a, b) >= 11 && abs(a - b) >= 2) continue;
        if (x == 1) a++;
        else b++;
    }
    cout << a << " " << b << endl;
    """,
    "algorithm",
    "cstdlib",
)


def _table_tennis(text: str) -> str:
    winners = ints(text)[1:]
    for played in range(len(winners) + 1):
        one, other = winners[:played].count(1), winners[:played].count(2)
        if (one > 10 and one > other + 1) or (other > 10 and other > one + 1):
            break
    return f"{one} {other}"


def _rallies(rng: random.Random, size: int) -> str:
    """Return a game in which nobody gets far ahead for a while, then random rallies."""
    level = [winner for _ in range(size) for winner in rng.sample((1, 2), 2)]
    return _listed((level + [rng.randint(1, 2) for _ in range(20)])[:100])


TABLE_TENNIS = SampleProblem(
    slug="table-tennis-game-score",
    title="Table Tennis",
    statement="Two players play one game of table tennis, which starts at 0 to 0. The winner of a rally gets one point. The game is over as soon as a player has at least 11 points and at least 2 points more than the other. The winners of n rallies are given in order; rallies after the end of the game do not count. Print the points of both players when the game is over, or after all n rallies if it is not over by then.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers, each 1 or 2: the winners of the rallies.",
    output_format="Two integers on one line: the points of player 1 and of player 2.",
    solve=_table_tennis,
    reference=TABLE_TENNIS_CPP,
    wrong=(
        WrongSolution(
            "the game ends at 11 points with any lead",
            edit(TABLE_TENNIS_CPP, " && abs(a - b) >= 2", ""),
            "WA",
        ),
        WrongSolution(
            "rallies after the end count",
            edit(
                TABLE_TENNIS_CPP, "        if (max(a, b) >= 11 && abs(a - b) >= 2) continue;\n", ""
            ),
            "WA",
        ),
    ),
    public=("14\n1 1 1 1 2 1 1 1 1 1 1 1 2 2\n", "5\n1 2 2 1 2\n"),
    private=(
        "1\n2\n",
        _listed([2] * 11),
        _listed([1] * 100),
        _listed([1, 2] * 10 + [1]),
        _listed([1, 2] * 10 + [1, 1, 2, 2, 2]),
        _listed([1, 2] * 50),
        _listed([2] * 9 + [1] * 30),
    ),
    generate=lambda rng: [
        *(_listed(_values(rng, size, 1, 2)) for size in (15, 30, 60, 100)),
        *(_rallies(rng, size) for size in (8, 10, 12, 40)),
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation",),
)

MISSING_CPP = cpp(
    """
    long long n, s;
    cin >> n >> s;
    long long rest = 0;
    for (int i = 0; i < n; i++) {
        long long x;
        cin >> x;
        rest += s + i - x;
    }
    cout << rest + s + n << endl;
    """
)


def _missing(text: str) -> str:
    (n, start), found = _headed(text)
    return str(min(set(range(start, start + n + 1)) - set(found)))


def _with_a_gap(rng: random.Random, start: int, size: int, gap: int) -> str:
    """Return an input whose missing ticket is `gap` places behind the first of size + 1."""
    tickets = [start + place for place in range(size + 1) if place != gap]
    rng.shuffle(tickets)
    return _listed(tickets, start)


MISSING = SampleProblem(
    slug="missing-ticket-of-a-roll",
    title="Lost Ticket",
    statement="A roll has n + 1 tickets with the numbers s, s + 1, s + 2, and so on up to s + n. One of them is lost, and the other n tickets are given in any order. Print the number of the lost ticket.",
    input_format="The first line holds n and s (1 ≤ n ≤ 100, 1 ≤ s ≤ 1000000000). The second line holds n different integers from s to s + n, the tickets that are not lost.",
    output_format="One integer: the number of the lost ticket.",
    solve=_missing,
    reference=MISSING_CPP,
    wrong=(
        WrongSolution(
            "takes the roll to have n tickets only",
            edit(MISSING_CPP, "rest + s + n", "rest + s"),
            "WA",
        ),
        WrongSolution(
            "takes the roll to start with ticket 1",
            edit(MISSING_CPP, "cin >> n >> s;", "cin >> n >> s;\n    s = 1;"),
            "WA",
        ),
    ),
    public=("4 10\n12 10 14 11\n", "3 1\n4 2 3\n"),
    private=(
        "1 1\n1\n",
        "1 1\n2\n",
        "1 1000000000\n1000000001\n",
        "3 7\n7 8 9\n",
        "3 7\n10 9 8\n",
        _listed(list(range(BILLION, BILLION + 100)), BILLION),
    ),
    generate=lambda rng: [
        _with_a_gap(rng, start, size, rng.randint(1, size - 1))
        for start, size in (
            (1, 6),
            (5, 9),
            (100, 20),
            (98765, 50),
            (3 * 10**8, 99),
            (7 * 10**8, 100),
        )
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays", "math"),
)

LAMPS_CPP = cpp(
    """
    int n, q;
    cin >> n >> q;
    vector<bool> on(n + 1, false);
    while (q--) {
        int l, r;
        cin >> l >> r;
        for (int i = l; i <= r; i++) on[i] = !on[i];
    }
    int count = 0;
    for (int i = 1; i <= n; i++)
        if (on[i]) count++;
    cout << count << endl;
    """,
    "vector",
)


def _lamps(text: str) -> str:
    (n, _), *commands = map(ints, text.strip().splitlines())
    return str(
        sum(sum(low <= lamp <= high for low, high in commands) % 2 for lamp in range(1, n + 1))
    )


def _commands(rng: random.Random, n: int, count: int) -> str:
    spans = [sorted(_values(rng, 2, 1, n)) for _ in range(count)]
    return "\n".join(map(spaced, [[n, count], *spans])) + "\n"


LAMPS = SampleProblem(
    slug="lamps-switched-in-ranges",
    title="Street Lamps",
    statement="n street lamps are numbered 1 to n, and all of them are off. Each of q commands names two numbers l and r and switches all lamps from l to r, both included: a lamp that is off goes on, and a lamp that is on goes off. Print how many lamps are on after all commands.",
    input_format="The first line holds n and q (1 ≤ n ≤ 1000, 1 ≤ q ≤ 100). Each of the next q lines holds l and r (1 ≤ l ≤ r ≤ n).",
    output_format="One integer: the number of lamps that are on.",
    solve=_lamps,
    reference=LAMPS_CPP,
    wrong=(
        WrongSolution(
            "lamp r is not switched",
            edit(LAMPS_CPP, "i <= r", "i < r"),
            "WA",
        ),
        WrongSolution(
            "a lamp that is on stays on",
            edit(LAMPS_CPP, "on[i] = !on[i]", "on[i] = true"),
            "WA",
        ),
    ),
    public=("5 2\n1 3\n3 5\n", "4 1\n2 4\n"),
    private=(
        "1 1\n1 1\n",
        "1 2\n1 1\n1 1\n",
        "10 3\n1 10\n1 10\n1 10\n",
        "1000 2\n1 1000\n1000 1000\n",
        "6 3\n1 2\n3 4\n5 6\n",
        "7 2\n2 6\n3 5\n",
    ),
    generate=lambda rng: [
        _commands(rng, n, count)
        for n, count in ((8, 3), (10, 6), (50, 10), (300, 30), (1000, 60), (1000, 100))
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("arrays", "simulation"),
)

ARMOR_CPP = cpp(
    """
    int n, health, armor;
    cin >> n >> health >> armor;
    int last = -1;
    for (int i = 1; i <= n; i++) {
        int x;
        cin >> x;
        if (x > armor) health -= x - armor;
        if (armor > 0) armor--;
        if (health <= 0 && last == -1) last = i;
    }
    cout << last << endl;
    """
)


def _armor(text: str) -> str:
    (_, health, armor), strokes = _headed(text)
    harm = [max(0, x - max(0, armor - place)) for place, x in enumerate(strokes)]
    stood = sum(total < health for total in accumulate(harm))
    return str(stood + 1 if stood < len(harm) else -1)


ARMOR = SampleProblem(
    slug="armor-that-wears-off",
    title="Old Armor",
    statement="A knight has h points of health and armor of strength a. A stroke of force x takes x - a points of health if x is greater than a, and nothing otherwise; then, after each stroke, the strength a of the armor falls by 1, but not below 0. The knight falls as soon as the health is 0 or less. Print the number of the stroke, counting from 1, at which the knight falls, or -1 if the knight still stands after all n strokes.",
    input_format="The first line holds n, h and a (1 ≤ n ≤ 100, 1 ≤ h ≤ 1000, 0 ≤ a ≤ 100). The second line holds n integers from 0 to 100, the forces of the strokes in order.",
    output_format="One integer: the number of the stroke, or -1.",
    solve=_armor,
    reference=ARMOR_CPP,
    wrong=(
        WrongSolution(
            "health 0 counts as standing",
            edit(ARMOR_CPP, "health <= 0", "health < 0"),
            "WA",
        ),
        WrongSolution(
            "a weak stroke gives health back",
            edit(ARMOR_CPP, "if (x > armor) health", "health"),
            "WA",
        ),
    ),
    public=("4 6 3\n5 4 1 4\n", "3 10 8\n9 2 8\n"),
    private=(
        "1 1 0\n0\n",
        "1 1 0\n1\n",
        "1 5 100\n100\n",
        "5 10 0\n2 2 2 2 2\n",
        "3 3 1\n2 1 1\n",
        _listed([10] * 100, 1000, 10),
        _listed([100] * 100, 1000, 100),
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, 0, most), health, armor)
        for size, most, health, armor in (
            (8, 9, 12, 5),
            (10, 10, 60, 8),
            (20, 20, 80, 15),
            (60, 30, 400, 30),
            (100, 100, 1000, 100),
            (100, 15, 900, 40),
        )
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation",),
)

ROW_MAXIMUM_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    int answer = 1000;
    for (int i = 0; i < r; i++) {
        int best = -1000;
        for (int j = 0; j < c; j++) {
            int x;
            cin >> x;
            best = max(best, x);
        }
        answer = min(answer, best);
    }
    cout << answer << endl;
    """,
    "algorithm",
)
ROW_MAXIMUM = SampleProblem(
    slug="smallest-row-maximum",
    title="Weakest Team",
    statement="Each of r teams has c players, and a table shows the points of the players: every row is a team. A team is as strong as its best player. Print the strength of the weakest team, that is, the smallest of the row maxima.",
    input_format="The first line holds r and c (1 ≤ r, c ≤ 10). Each of the next r lines holds c integers from -1000 to 1000.",
    output_format="One integer: the strength of the weakest team.",
    solve=lambda text: str(sorted(sorted(row)[-1] for row in _read_grid(text))[0]),
    reference=ROW_MAXIMUM_CPP,
    wrong=(
        WrongSolution(
            "the best of negative points is taken for 0",
            edit(ROW_MAXIMUM_CPP, "best = -1000", "best = 0"),
            "WA",
        ),
        WrongSolution(
            "the best player of a team is carried over to the next team",
            edit(
                edit(ROW_MAXIMUM_CPP, "        int best = -1000;\n", ""),
                "int answer = 1000;",
                "int answer = 1000, best = -1000;",
            ),
            "WA",
        ),
    ),
    public=("2 3\n4 9 2\n7 1 3\n", "3 2\n5 6\n2 8\n7 7\n"),
    private=(
        "1 1\n-1000\n",
        "1 1\n1000\n",
        "1 4\n3 -2 8 1\n",
        "4 1\n5\n2\n9\n4\n",
        "2 2\n-3 -8\n-5 -4\n",
        _grid([[1000] * 10 for _ in range(10)]),
        _grid([[-1000] * 9 + [i] for i in range(10, 0, -1)]),
    ),
    generate=lambda rng: [
        *_random_grids(rng, -1000, 1000, (3, 3), (4, 6), (10, 2), (10, 10)),
        *_random_grids(rng, -1000, -1, (5, 4), (8, 10)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("grids",),
)

CODE_GUESS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n), b(n);
    for (int &x : a) cin >> x;
    for (int &x : b) cin >> x;
    int right = 0, elsewhere = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            if (a[i] == b[j]) {
                if (i == j) right++;
                else elsewhere++;
            }
    cout << right << " " << elsewhere << endl;
    """,
    "vector",
)


def _code_guess(text: str) -> str:
    _, code, guess = map(ints, text.strip().splitlines())
    right = len(set(enumerate(code)) & set(enumerate(guess)))
    return f"{right} {len(set(code) & set(guess)) - right}"


def _code_and_guess(rng: random.Random, size: int, high: int) -> str:
    """Return a code and a guess that agrees in some places and has other numbers moved."""
    code = rng.sample(range(1, high + 1), size)
    guess = rng.sample(range(1, high + 1), size)
    for place in range(0, size, 3):
        if code[place] not in guess:
            guess[place] = code[place]
    return _two_lists(code, guess)


CODE_GUESS = SampleProblem(
    slug="right-place-or-elsewhere",
    title="Guess the Code",
    statement="A secret code is a list of n different numbers, and a guess is another list of n different numbers. Print two counts: how many numbers of the guess stand at exactly the place where they stand in the code, and how many numbers of the guess occur in the code, but at another place.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds the code, the third line the guess: n integers each from 1 to 1000. No number occurs twice in the same line.",
    output_format="Two integers on one line: the numbers at the right place and the numbers at another place.",
    solve=_code_guess,
    reference=CODE_GUESS_CPP,
    wrong=(
        WrongSolution(
            "numbers at the right place count in the second count, too",
            edit(CODE_GUESS_CPP, "else elsewhere++;", "elsewhere++;"),
            "WA",
        ),
        WrongSolution(
            "looks to the left of the place only",
            edit(CODE_GUESS_CPP, "j < n; j++", "j <= i; j++"),
            "WA",
        ),
    ),
    public=("4\n5 1 8 3\n5 8 2 3\n", "3\n1 2 3\n3 1 2\n"),
    private=(
        "1\n1\n1\n",
        "1\n1\n1000\n",
        "3\n7 8 9\n7 8 9\n",
        "3\n1 2 3\n4 5 6\n",
        "4\n1 2 3 4\n4 3 2 1\n",
        _two_lists(list(range(1, 101)), list(range(100, 0, -1))),
    ),
    generate=lambda rng: [
        _code_and_guess(rng, size, high)
        for size, high in ((5, 7), (8, 12), (15, 20), (40, 60), (100, 120), (100, 1000))
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("arrays",),
)

TRIANGLES_CPP = cpp(
    """
    int n;
    cin >> n;
    int above = 0, below = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            int x;
            cin >> x;
            if (j > i) above += x;
            if (j < i) below += x;
        }
    cout << above - below << endl;
    """
)


def _triangles(text: str) -> str:
    table = _read_grid(text)
    return str(sum(sum(row[i:]) - sum(row[: i + 1]) for i, row in enumerate(table)))


TRIANGLES = SampleProblem(
    slug="above-minus-below-the-diagonal",
    title="Two Triangles",
    statement="A square table of n rows and n columns is cut along the diagonal from the upper left to the lower right corner. Print the sum of the numbers above this diagonal (to the right of it) minus the sum of the numbers below it (to the left of it). The numbers on the diagonal belong to neither part.",
    input_format="The first line holds n (1 ≤ n ≤ 10). Each of the next n lines holds n integers from -1000 to 1000.",
    output_format="One integer: the difference of the two sums.",
    solve=_triangles,
    reference=TRIANGLES_CPP,
    wrong=(
        WrongSolution(
            "the diagonal belongs to the upper part",
            edit(TRIANGLES_CPP, "j > i", "j >= i"),
            "WA",
        ),
        WrongSolution(
            "prints the difference without its sign",
            edit(TRIANGLES_CPP, "above - below <<", "max(above - below, below - above) <<"),
            "WA",
        ),
    ),
    public=("3\n1 2 3\n4 5 6\n7 8 9\n", "2\n5 9\n4 1\n"),
    private=(
        "1\n8\n",
        "2\n3 -4\n-4 3\n",
        "3\n5 0 0\n0 5 0\n0 0 5\n",
        "3\n0 1 0\n0 0 0\n2 0 0\n",
        _grid([[1000 if j > i else -1000 for j in range(10)] for i in range(10)], 10),
    ),
    generate=lambda rng: _random_grids(
        rng, -1000, 1000, *((n, n) for n in (2, 3, 4, 5, 7, 9, 10)), square=True
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("grids",),
)

BOTH_ENDS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    int left = 0, right = n - 1;
    while (left < right) {
        cout << a[left] << " " << a[right] << " ";
        left++;
        right--;
    }
    if (left == right) cout << a[left];
    cout << endl;
    """,
    "vector",
)


def _both_ends(text: str) -> str:
    values = ints(text)[1:]
    taken = []
    while values:
        taken.append(values.pop(0))
        values.reverse()
    return spaced(taken)


BOTH_ENDS = SampleProblem(
    slug="taken-from-both-ends-in-turn",
    title="From Both Ends",
    statement="n books stand in a row. They are taken away from the two ends in turn: first the leftmost book, then the rightmost, then the leftmost of those that remain, then the rightmost of those that remain, and so on until no book is left. Print the numbers of the books in the order in which they are taken.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from 1 to 1000, the numbers of the books from left to right.",
    output_format="The n numbers on one line, separated by spaces.",
    solve=_both_ends,
    reference=BOTH_ENDS_CPP,
    wrong=(
        WrongSolution(
            "for odd n the book in the middle is taken twice",
            edit(BOTH_ENDS_CPP, "left < right", "left <= right"),
            "WA",
        ),
        WrongSolution(
            "for odd n the book in the middle is left over",
            edit(BOTH_ENDS_CPP, "    if (left == right) cout << a[left];\n", ""),
            "WA",
        ),
    ),
    public=("5\n1 2 3 4 5\n", "4\n10 40 20 30\n"),
    private=(
        "1\n9\n",
        "2\n1 2\n",
        "3\n5 5 5\n",
        "3\n1 2 3\n",
        _listed(list(range(1, 101))),
        _listed(list(range(99, 0, -1))),
    ),
    generate=lambda rng: [_listed(_values(rng, size, 1, 1000)) for size in (6, 7, 12, 33, 80, 99)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays", "two pointers"),
)

MORE_THAN_HALF_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<long long> a(n);
    long long all = 0;
    for (auto &x : a) {
        cin >> x;
        all += x;
    }
    sort(a.rbegin(), a.rend());
    long long mine = 0;
    int taken = 0;
    while (mine <= all - mine) {
        mine += a[taken];
        taken++;
    }
    cout << taken << endl;
    """,
    "vector",
    "algorithm",
)


def _more_than_half(text: str) -> str:
    values = sorted(ints(text)[1:])
    left_for_other = accumulate(values)
    return str(len(values) - sum(2 * total < sum(values) for total in left_for_other))


MORE_THAN_HALF = SampleProblem(
    slug="fewest-coins-for-more-than-half",
    title="The Larger Share",
    statement="Two sisters find n coins. The elder takes some of the coins so that her coins are worth strictly more in all than the coins that she leaves to the younger. Print the smallest number of coins that she can take.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from 1 to 1000000000, the values of the coins.",
    output_format="One integer: the smallest number of coins.",
    solve=_more_than_half,
    reference=MORE_THAN_HALF_CPP,
    wrong=(
        WrongSolution(
            "exactly the half counts as enough",
            edit(MORE_THAN_HALF_CPP, "mine <= all - mine", "mine < all - mine"),
            "WA",
        ),
        WrongSolution(
            "takes the smallest coins first",
            edit(MORE_THAN_HALF_CPP, "sort(a.rbegin(), a.rend())", "sort(a.begin(), a.end())"),
            "WA",
        ),
    ),
    public=("4\n2 5 1 3\n", "2\n3 3\n"),
    private=(
        "1\n1\n",
        "3\n2 1 2\n",
        "4\n1 1 1 1\n",
        "3\n5 2 3\n",
        "4\n1000000000 1000000000 1000000000 1000000000\n",
        _listed([1] * 99 + [98]),
        _listed([1] * 99 + [BILLION]),
    ),
    generate=lambda rng: [
        *arrays(rng, 2, 1, 9, 12, 5),
        *arrays(rng, 2, 1, 3, 60, 30),
        *arrays(rng, 2, 1, 10**6, 100, 70),
        *arrays(rng, 1, 1, BILLION, 100, 90),
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("sorting", "greedy"),
)

EVERY_KTH_CPP = cpp(
    """
    int n, k;
    cin >> n >> k;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    while ((int)a.size() >= k) {
        vector<int> rest;
        for (int i = 0; i < (int)a.size(); i++)
            if ((i + 1) % k != 0) rest.push_back(a[i]);
        a = rest;
    }
    for (int x : a) cout << x << " ";
    cout << endl;
    """,
    "vector",
)


def _every_kth(text: str) -> str:
    (_, k), values = _headed(text)
    while len(values) >= k:
        del values[k - 1 :: k]
    return spaced(values)


EVERY_KTH = SampleProblem(
    slug="remove-every-kth-in-rounds",
    title="Every k-th Leaves",
    statement="n children stand in a row. In each round the children at the places k, 2k, 3k and so on leave together, and the others close up. Rounds go on as long as at least k children stand in the row. Print the numbers of the children who are left, from left to right.",
    input_format="The first line holds n and k (2 ≤ n ≤ 100, 2 ≤ k ≤ 100). The second line holds n integers from 1 to 1000, the numbers of the children.",
    output_format="The numbers of the children who are left on one line, separated by spaces.",
    solve=_every_kth,
    reference=EVERY_KTH_CPP,
    wrong=(
        WrongSolution(
            "plays one round only",
            edit(EVERY_KTH_CPP, "while ((int)", "if ((int)"),
            "WA",
        ),
        WrongSolution(
            "stops when exactly k children stand in the row",
            edit(EVERY_KTH_CPP, "a.size() >= k", "a.size() > k"),
            "WA",
        ),
    ),
    public=("7 3\n1 2 3 4 5 6 7\n", "4 6\n10 20 30 40\n"),
    private=(
        "2 2\n1 2\n",
        "5 5\n1 2 3 4 5\n",
        "3 4\n8 8 9\n",
        "8 2\n1 2 3 4 5 6 7 8\n",
        _listed(list(range(1, 101)), 100),
        _listed(list(range(1, 101)), 3),
    ),
    generate=lambda rng: [
        _listed(_values(rng, size, 1, 1000), k)
        for size, k in ((9, 4), (12, 3), (30, 5), (60, 10), (100, 7), (100, 40))
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation",),
)

RECORDS_CPP = cpp(
    """
    int n, low;
    cin >> n >> low;
    int high = low, highs = 0, lows = 0;
    for (int i = 1; i < n; i++) {
        int x;
        cin >> x;
        if (x > high) {
            high = x;
            highs++;
        }
        if (x < low) {
            low = x;
            lows++;
        }
    }
    cout << highs << " " << lows << endl;
    """
)


def _records(text: str) -> str:
    values = ints(text)[1:]
    highs, lows = (len(set(accumulate(values, pick))) - 1 for pick in (max, min))
    return f"{highs} {lows}"


RECORDS = SampleProblem(
    slug="broken-high-and-low-records",
    title="Records",
    statement="A player writes down the points of n games. The first game sets both the high record and the low record. After that, a game breaks the high record if it brings strictly more points than every game before it, and it breaks the low record if it brings strictly fewer points than every game before it. Print how many times the high record and how many times the low record is broken; the first game breaks none.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from -1000000000 to 1000000000, the points in order.",
    output_format="Two integers on one line: how many times the high record and the low record are broken.",
    solve=_records,
    reference=RECORDS_CPP,
    wrong=(
        WrongSolution(
            "equal points break the high record",
            edit(RECORDS_CPP, "x > high", "x >= high"),
            "WA",
        ),
        WrongSolution(
            "the low record stays at the first game",
            edit(RECORDS_CPP, "            low = x;\n", ""),
            "WA",
        ),
    ),
    public=("6\n10 12 7 12 15 5\n", "3\n4 4 4\n"),
    private=(
        "1\n0\n",
        "2\n-1 -2\n",
        "2\n-2 -1\n",
        "5\n3 1 2 1 3\n",
        "3\n0 1000000000 -1000000000\n",
        _listed(list(range(1, 101))),
        _listed(list(range(50, -50, -1))),
    ),
    generate=lambda rng: [
        *arrays(rng, 4, -5, 5, 20, 8),
        *arrays(rng, 2, -BILLION, BILLION, 100, 50),
        _listed([place * 3 + rng.randint(-20, 20) for place in range(80)]),
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("arrays",),
)

ELEVATOR_CPP = cpp(
    """
    int n;
    cin >> n;
    int floor = 0, seconds = 0;
    for (int i = 0; i < n; i++) {
        int next;
        cin >> next;
        if (next > floor) seconds += 5 * (next - floor);
        else seconds += 3 * (floor - next);
        seconds += 7;
        floor = next;
    }
    if (floor < 0) seconds += 5 * -floor;
    else seconds += 3 * floor;
    cout << seconds << endl;
    """
)


def _elevator(text: str) -> str:
    stops = [0, *ints(text)[1:], 0]
    way = [high - low for low, high in pairwise(stops)]
    up = sum(step for step in way if step > 0)
    return str(5 * up - 3 * (sum(way) - up) + 7 * (len(stops) - 2))


ELEVATOR = SampleProblem(
    slug="elevator-ride-seconds",
    title="One Elevator",
    statement="An elevator stands on floor 0 and visits n floors in the given order; then it returns to floor 0. Moving up takes 5 seconds for each floor, moving down takes 3 seconds for each floor. At each of the n requested floors it stops for 7 seconds, even if it was already there, but the return to floor 0 has no stop. Print how many seconds pass until it is back on floor 0.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from -20 to 100, the requested floors.",
    output_format="One integer: the number of seconds.",
    solve=_elevator,
    reference=ELEVATOR_CPP,
    wrong=(
        WrongSolution(
            "forgets the way back",
            edit(
                ELEVATOR_CPP,
                "    if (floor < 0) seconds += 5 * -floor;\n    else seconds += 3 * floor;\n",
                "",
            ),
            "WA",
        ),
        WrongSolution(
            "the way back from a basement is taken for a way down",
            edit(
                ELEVATOR_CPP,
                "if (floor < 0) seconds += 5 * -floor;\n    else seconds += 3 * floor;",
                "seconds += 3 * (floor < 0 ? -floor : floor);",
            ),
            "WA",
        ),
    ),
    public=("3\n2 5 1\n", "2\n4 -1\n"),
    private=(
        "1\n0\n",
        "1\n100\n",
        "1\n-20\n",
        "4\n3 3 3 3\n",
        "3\n0 0 0\n",
        _listed([100, -20] * 50),
    ),
    generate=lambda rng: [*arrays(rng, 4, -20, 100, 12, 3), *arrays(rng, 3, -20, 5, 100, 30)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("simulation",),
)

BEST_COLUMN_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<int> sum(c, 0);
    for (int i = 0; i < r; i++)
        for (int j = 0; j < c; j++) {
            int x;
            cin >> x;
            sum[j] += x;
        }
    int best = 0;
    for (int j = 1; j < c; j++)
        if (sum[j] > sum[best]) best = j;
    cout << best + 1 << endl;
    """,
    "vector",
)


def _best_column(text: str) -> str:
    sums = list(map(sum, zip(*_read_grid(text), strict=True)))
    return str(sums.index(max(sums)) + 1)


BEST_COLUMN = SampleProblem(
    slug="column-with-the-largest-sum",
    title="Best Product",
    statement="A table shows the profit of c products in r months: each row is a month and each column is a product. Print the number of the product with the largest total profit over all months. If several have the same largest total, print the smallest number. Products are numbered from 1.",
    input_format="The first line holds r and c (1 ≤ r, c ≤ 10). Each of the next r lines holds c integers from -1000 to 1000.",
    output_format="One integer: the number of the product.",
    solve=_best_column,
    reference=BEST_COLUMN_CPP,
    wrong=(
        WrongSolution(
            "of several it prints the largest number",
            edit(BEST_COLUMN_CPP, "sum[j] > sum[best]", "sum[j] >= sum[best]"),
            "WA",
        ),
        WrongSolution(
            "looks at the last month only",
            edit(BEST_COLUMN_CPP, "sum[j] += x", "sum[j] = x"),
            "WA",
        ),
    ),
    public=("2 3\n1 5 2\n4 1 4\n", "3 2\n-4 -1\n-3 -2\n0 -9\n"),
    private=(
        "1 1\n-7\n",
        "1 4\n3 9 9 2\n",
        "2 3\n1 2 3\n1 2 3\n",
        "2 3\n-1000 -1000 -999\n-1000 -999 -1000\n",
        _grid([[0] * 9 + [-1] for _ in range(10)]),
        _grid([[1000] * 9 + [999], [1] * 9 + [3]]),
    ),
    generate=lambda rng: [
        *_random_grids(rng, -1000, 1000, (3, 4), (6, 5), (10, 10), (4, 9), (7, 8)),
        *_random_grids(rng, -1000, -900, (5, 6)),
        *_random_grids(rng, 0, 1, (2, 10), (3, 10)),
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("grids",),
)

PROBLEMS = (
    JURY,
    BELOW_AVERAGE,
    WEEKLY,
    PAINTED,
    LOADS,
    WARM_SPELL,
    RAREST,
    SEEN_K,
    WIDEST_GAP,
    PARTITION,
    HEATER,
    STREAK,
    NEAR_ZERO,
    LAST_DIGIT,
    RANKS,
    TRANSPOSE,
    SHOPPING,
    GROUPS,
    CLEAR_WIN,
    FUEL,
    SNOWMAN,
    TABLE_TENNIS,
    MISSING,
    LAMPS,
    ARMOR,
    ROW_MAXIMUM,
    CODE_GUESS,
    TRIANGLES,
    BOTH_ENDS,
    MORE_THAN_HALF,
    EVERY_KTH,
    RECORDS,
    ELEVATOR,
    BEST_COLUMN,
)
