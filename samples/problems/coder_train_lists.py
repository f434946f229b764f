"""Training problems of a first course on a list of integers or a small matrix: one plain loop or a sort."""

import math
import random
from bisect import bisect_left, bisect_right
from itertools import accumulate, takewhile

from samples.problem import SampleProblem, WrongSolution
from samples.writing import cpp, edit, ints, spaced


def _values(text: str) -> list[int]:
    """Return the list of an input that is a length and a list."""
    return ints(text)[1:]


def _list_and_number(text: str) -> tuple[list[int], int]:
    """Return the list and the last number of an input that is a length, a list and a number."""
    return ints(text)[1:-1], ints(text)[-1]


def _pairs(text: str) -> list[tuple[int, int]]:
    """Return the pairs of an input that is a length and two lists."""
    values = _values(text)
    half = len(values) // 2
    return list(zip(values[:half], values[half:], strict=True))


def _list(rng: random.Random, size: int, low: int = -1000, high: int = 1000) -> str:
    return f"{size}\n{spaced([rng.randint(low, high) for _ in range(size)])}"


def _lists(rng: random.Random, *sizes: int) -> list[str]:
    return [_list(rng, size) for size in sizes]


def _two_lists(rng: random.Random, *sizes: int) -> list[str]:
    """Return inputs of a length and two lists."""
    return [f"{_list(rng, size)}\n{_list(rng, size).partition(chr(10))[2]}" for size in sizes]


def _with_one_of_them(rng: random.Random, *sizes: int) -> list[str]:
    """Return inputs of a length, a list with many equal numbers and one number of the list."""
    made = [_list(rng, size, -4, 4) for size in sizes]
    return [f"{text}\n{rng.choice(_values(text))}" for text in made]


def _interval(text: str) -> str:
    *values, a, b = _values(text)
    return str(bisect_right(sorted(values), b) - bisect_left(sorted(values), a))


def _intervals(rng: random.Random, *sizes: int) -> list[str]:
    return [
        f"{_list(rng, size)}\n{spaced(sorted(rng.sample(range(-900, 901), 2)))}" for size in sizes
    ]


def _last_place(text: str) -> str:
    values, x = _list_and_number(text)
    return str(len(values) - values[::-1].index(x))


def _majority(text: str) -> str:
    odd = sum(value % 2 for value in _values(text))
    even = len(_values(text)) - odd
    return ("EQUAL", "EVEN", "ODD")[(even > odd) - (odd > even)]


def _majorities(rng: random.Random) -> list[str]:
    made = []
    for even, odd in ((3, 2), (2, 3), (5, 5), (12, 12), (20, 30), (40, 35), (9, 8)):
        values = [2 * rng.randint(1, 500) for _ in range(even)]
        values += [2 * rng.randint(1, 500) - 1 for _ in range(odd)]
        rng.shuffle(values)
        made.append(f"{len(values)}\n{spaced(values)}")
    return made


def _same_lists(rng: random.Random) -> list[str]:
    """Return pairs of lists: four times equal, four times with one difference."""
    made = []
    for size, place in ((3, -1), (9, -1), (20, -1), (50, -1), (4, 0), (7, 3), (12, 11), (40, 25)):
        values = [rng.randint(1, 1000) for _ in range(size)]
        other = [value - (i == place) for i, value in enumerate(values)]
        made.append(f"{size}\n{spaced(values)}\n{spaced(other)}")
    return made


def _until_zero(rng: random.Random, *sizes: int) -> list[str]:
    numbers = [*range(-1000, 0), *range(1, 1001)]
    return [spaced([*rng.choices(numbers, k=size), 0]) for size in sizes]


def _without(text: str) -> str:
    values, x = _list_and_number(text)
    return spaced(list(filter((x).__ne__, values)))


def _smallest_difference(text: str) -> str:
    values = _values(text)
    return str(min(abs(a - b) for i, a in enumerate(values) for b in values[:i]))


def _out_of_order(text: str) -> str:
    seen: list[int] = []
    count = 0
    for value in _values(text):
        place = bisect_right(seen, value)
        count += len(seen) - place
        seen.insert(place, value)
    return str(count)


def _diagonal(text: str) -> str:
    n, *values = ints(text)
    return str(sum(values[:: n + 1]))


def _matrices(rng: random.Random, *shapes: tuple[int, int]) -> list[str]:
    return [
        "\n".join(spaced([rng.randint(-100, 100) for _ in range(width)]) for _ in range(height))
        for height, width in shapes
    ]


def _squares(rng: random.Random, *sizes: int) -> list[str]:
    return [f"{n}\n{_matrices(rng, (n, n))[0]}" for n in sizes]


def _tables(rng: random.Random, *shapes: tuple[int, int]) -> list[str]:
    return [f"{r} {c}\n{_matrices(rng, (r, c))[0]}" for r, c in shapes]


MIDDLE_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    cout << a[n / 2] << endl;
    """,
    "vector",
)
MIDDLE = SampleProblem(
    slug="middle-element-of-a-list",
    title="The Middle Element",
    statement="You are given a list of n integers, where n is odd. Print the element in the middle of the list.",
    input_format="The first line holds n (1 <= n <= 99, n is odd). The second line holds n integers between -1000 and 1000.",
    output_format="One integer.",
    solve=lambda text: str(_values(text)[(len(_values(text)) - 1) // 2]),
    reference=MIDDLE_CPP,
    wrong=(
        WrongSolution(
            "sorts the list first",
            edit(
                edit(MIDDLE_CPP, "#include <vector>", "#include <vector>\n#include <algorithm>"),
                "    cout",
                "    sort(a.begin(), a.end());\n    cout",
            ),
            "WA",
        ),
        WrongSolution("prints the place", edit(MIDDLE_CPP, "a[n / 2]", "n / 2 + 1"), "WA"),
    ),
    public=("5\n4 8 1 9 7", "3\n10 30 20"),
    private=("1\n-5", "3\n0 1000 0", "5\n2 2 -1000 2 2", "7\n7 6 5 1 3 2 4"),
    generate=lambda rng: _lists(rng, 3, 5, 9, 15, 31, 99),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

FIRST_HALF_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int i = 0; i < n / 2; i++) cout << a[i] << " ";
    cout << endl;
    """,
    "vector",
)
FIRST_HALF = SampleProblem(
    slug="first-half-of-a-list",
    title="The First Half",
    statement="You are given a list of n integers, where n is even. Print the first half of the list.",
    input_format="The first line holds n (2 <= n <= 100, n is even). The second line holds n integers between -1000 and 1000.",
    output_format="n / 2 integers on one line, separated by spaces.",
    solve=lambda text: spaced(_values(text)[: len(_values(text)) // 2]),
    reference=FIRST_HALF_CPP,
    wrong=(
        WrongSolution(
            "prints one element too many", edit(FIRST_HALF_CPP, "i < n / 2", "i <= n / 2"), "WA"
        ),
        WrongSolution(
            "prints the second half",
            edit(FIRST_HALF_CPP, "int i = 0; i < n / 2", "int i = n / 2; i < n"),
            "WA",
        ),
    ),
    public=("6\n5 3 9 1 7 4", "2\n8 6"),
    private=("4\n1 2 3 4", "2\n0 1000", "4\n-1000 7 -1000 7", "6\n5 5 5 5 5 6"),
    generate=lambda rng: _lists(rng, 4, 8, 10, 18, 40, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

LARGER_END_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    cout << max(a[0], a[n - 1]) << endl;
    """,
    "vector",
    "algorithm",
)
LARGER_END = SampleProblem(
    slug="larger-end-of-a-list",
    title="The Larger End",
    statement="You are given a list of n integers. Print the larger one of its first and its last element.",
    input_format="The first line holds n (2 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer. If both elements are equal, print that number.",
    solve=lambda text: str(sorted(_values(text)[:: len(_values(text)) - 1])[-1]),
    reference=LARGER_END_CPP,
    wrong=(
        WrongSolution(
            "looks at all elements",
            edit(LARGER_END_CPP, "max(a[0], a[n - 1])", "*max_element(a.begin(), a.end())"),
            "WA",
        ),
        WrongSolution("prints the smaller one", edit(LARGER_END_CPP, "max(a", "min(a"), "WA"),
    ),
    public=("4\n3 9 1 5", "3\n8 2 6"),
    private=("2\n1 2", "2\n2 1", "5\n7 0 0 0 7", "3\n-5 0 -3", "4\n-1000 1000 1000 -999"),
    generate=lambda rng: _lists(rng, 5, 8, 12, 25, 50, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

TWO_PARTS_CPP = cpp("""
    for (int part = 0; part < 2; part++) {
        int n, x;
        cin >> n;
        for (int i = 0; i < n; i++) {
            cin >> x;
            cout << x << " ";
        }
    }
    cout << endl;
""")
TWO_PARTS = SampleProblem(
    slug="one-list-after-another",
    title="One List after Another",
    statement="You are given a list of n integers and a list of m integers. Print the elements of the first list and then the elements of the second list on one line.",
    input_format="The first line holds n, the second line the n integers of the first list. The third line holds m, the fourth line the m integers of the second list (1 <= n, m <= 50, integers between -1000 and 1000).",
    output_format="n + m integers on one line, separated by spaces.",
    solve=lambda text: " ".join(text.splitlines()[1].split() + text.splitlines()[3].split()),
    reference=TWO_PARTS_CPP,
    wrong=(
        WrongSolution(
            "prints the first list only", edit(TWO_PARTS_CPP, "part < 2", "part < 1"), "WA"
        ),
        WrongSolution(
            "prints the length of each list, too",
            edit(TWO_PARTS_CPP, "cin >> n;", 'cin >> n;\n        cout << n << " ";'),
            "WA",
        ),
    ),
    public=("3\n1 2 3\n2\n9 8", "1\n5\n4\n1 1 2 2"),
    private=("1\n0\n1\n0", "1\n-1000\n1\n1000", "2\n2 2\n2\n2 2", "3\n3 3 3\n1\n1"),
    generate=lambda rng: [
        f"{_list(rng, n)}\n{_list(rng, m)}"
        for n, m in ((4, 2), (2, 7), (10, 10), (20, 33), (1, 50), (50, 50))
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

SWAP_NEIGHBOURS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int i = 0; i + 1 < n; i += 2) swap(a[i], a[i + 1]);
    for (int x : a) cout << x << " ";
    cout << endl;
    """,
    "vector",
    "utility",
)
SWAP_NEIGHBOURS = SampleProblem(
    slug="swap-neighbours-in-pairs",
    title="Swap in Pairs",
    statement="You are given a list of n integers, where n is even. Swap the 1st with the 2nd element, the 3rd with the 4th, and so on, and print the list.",
    input_format="The first line holds n (2 <= n <= 100, n is even). The second line holds n integers between -1000 and 1000.",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced([_values(text)[i ^ 1] for i in range(ints(text)[0])]),
    reference=SWAP_NEIGHBOURS_CPP,
    wrong=(
        WrongSolution(
            "goes on by one: the first element wanders to the end",
            edit(SWAP_NEIGHBOURS_CPP, "i += 2", "i++"),
            "WA",
        ),
        WrongSolution(
            "forgets the last pair", edit(SWAP_NEIGHBOURS_CPP, "i + 1 < n", "i + 2 < n"), "WA"
        ),
    ),
    public=("4\n1 2 3 4", "6\n5 9 7 7 0 1"),
    private=("2\n1 2", "2\n-1000 1000", "4\n3 3 4 4", "4\n1 2 2 1", "8\n8 7 6 5 4 3 2 1"),
    generate=lambda rng: _lists(rng, 4, 6, 10, 16, 50, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

SQUARES_SUM_CPP = cpp("""
    int n;
    cin >> n;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        sum += x * x;
    }
    cout << sum << endl;
""")
SQUARES_SUM = SampleProblem(
    slug="sum-of-the-squares-of-a-list",
    title="Sum of Squares of a List",
    statement="You are given n integers. Print the sum of their squares.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer: the sum of the squares.",
    solve=lambda text: str(sum(value**2 for value in _values(text))),
    reference=SQUARES_SUM_CPP,
    wrong=(
        WrongSolution(
            "squares the sum",
            edit(edit(SQUARES_SUM_CPP, "x * x", "x"), "cout << sum", "cout << 1LL * sum * sum"),
            "WA",
        ),
        WrongSolution("doubles instead of squaring", edit(SQUARES_SUM_CPP, "x * x", "2 * x"), "WA"),
    ),
    public=("3\n1 2 3", "2\n5 -4"),
    private=("1\n0", "1\n-7", "4\n0 0 0 2", "5\n-1 -1 -1 -1 -1", "3\n1000 -1000 1000"),
    generate=lambda rng: _lists(rng, 4, 7, 12, 30, 60, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

INTERVAL_CPP = cpp(
    """
    int n, a, b;
    cin >> n;
    vector<int> list(n);
    for (int i = 0; i < n; i++) cin >> list[i];
    cin >> a >> b;
    int count = 0;
    for (int x : list) {
        if (x >= a && x <= b) count++;
    }
    cout << count << endl;
    """,
    "vector",
)
INTERVAL = SampleProblem(
    slug="count-numbers-from-a-to-b",
    title="Numbers in an Interval",
    statement="You are given a list of n integers and two numbers a and b. Print how many of the integers are at least a and at most b.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000. The third line holds a and b (-1000 <= a <= b <= 1000).",
    output_format="One integer: how many of the integers lie in the interval.",
    solve=_interval,
    reference=INTERVAL_CPP,
    wrong=(
        WrongSolution("leaves a itself out", edit(INTERVAL_CPP, "x >= a", "x > a"), "WA"),
        WrongSolution(
            "or instead of and: counts every number", edit(INTERVAL_CPP, "&&", "||"), "WA"
        ),
    ),
    public=("5\n1 4 6 9 3\n3 6", "3\n10 20 30\n11 19"),
    private=(
        "1\n5\n5 5",
        "1\n5\n6 9",
        "4\n2 2 2 2\n2 3",
        "4\n2 2 2 2\n1 2",
        "3\n-1000 0 1000\n-1000 1000",
    ),
    generate=lambda rng: _intervals(rng, 6, 10, 20, 40, 70, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

LAST_PLACE_CPP = cpp(
    """
    int n, x;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    cin >> x;
    int place = 0;
    for (int i = 0; i < n; i++) {
        if (a[i] == x) place = i + 1;
    }
    cout << place << endl;
    """,
    "vector",
)
LAST_PLACE = SampleProblem(
    slug="last-position-of-a-number",
    title="The Last Position",
    statement="You are given a list of n integers and a number x that occurs in it. Print the position of the last x in the list, counting from 1.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000. The third line holds x.",
    output_format="One integer: the position.",
    solve=_last_place,
    reference=LAST_PLACE_CPP,
    wrong=(
        WrongSolution(
            "stops at the first x",
            edit(LAST_PLACE_CPP, "place = i + 1;", "{ place = i + 1; break; }"),
            "WA",
        ),
        WrongSolution("counts from 0", edit(LAST_PLACE_CPP, "place = i + 1", "place = i"), "WA"),
    ),
    public=("5\n3 7 3 1 9\n3", "3\n4 5 6\n6"),
    private=("1\n1\n1", "4\n2 2 2 2\n2", "4\n1 2 3 4\n1", "5\n0 -1 0 -1 5\n-1", "2\n9 9\n9"),
    generate=lambda rng: _with_one_of_them(rng, 6, 10, 20, 40, 70, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

RUNNING_TOTALS_CPP = cpp("""
    int n;
    cin >> n;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        sum += x;
        cout << sum << " ";
    }
    cout << endl;
""")
RUNNING_TOTALS = SampleProblem(
    slug="running-totals",
    title="Running Totals",
    statement="You are given a list of n integers. For each position, print the sum of all elements up to and including this position.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced([*accumulate(_values(text))]),
    reference=RUNNING_TOTALS_CPP,
    wrong=(
        WrongSolution(
            "leaves the element itself out",
            edit(
                RUNNING_TOTALS_CPP,
                'sum += x;\n        cout << sum << " ";',
                'cout << sum << " ";\n        sum += x;',
            ),
            "WA",
        ),
        WrongSolution(
            "adds two neighbours only",
            edit(
                RUNNING_TOTALS_CPP, 'cout << sum << " ";', 'cout << sum << " ";\n        sum = x;'
            ),
            "WA",
        ),
    ),
    public=("4\n1 2 3 4", "3\n5 -2 10"),
    private=("1\n7", "1\n-1000", "4\n0 0 0 1", "5\n1 -1 1 -1 1", "3\n1000 1000 1000"),
    generate=lambda rng: _lists(rng, 4, 7, 12, 30, 60, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

DIFFERENCES_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int i = 1; i < n; i++) cout << a[i] - a[i - 1] << " ";
    cout << endl;
    """,
    "vector",
)
DIFFERENCES = SampleProblem(
    slug="differences-of-neighbours",
    title="Differences",
    statement="You are given a list of n integers. For each element but the first, print this element minus the element before it.",
    input_format="The first line holds n (2 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="n - 1 integers on one line, separated by spaces.",
    solve=lambda text: spaced(
        [b - a for a, b in zip(_values(text), _values(text)[1:], strict=False)]
    ),
    reference=DIFFERENCES_CPP,
    wrong=(
        WrongSolution(
            "subtracts the wrong way",
            edit(DIFFERENCES_CPP, "a[i] - a[i - 1]", "a[i - 1] - a[i]"),
            "WA",
        ),
        WrongSolution(
            "compares with the first element", edit(DIFFERENCES_CPP, "a[i - 1]", "a[0]"), "WA"
        ),
    ),
    public=("4\n1 4 9 16", "3\n10 7 8"),
    private=("2\n5 5", "2\n-1000 1000", "4\n0 0 0 1", "5\n5 4 3 2 1", "3\n1000 -1000 1000"),
    generate=lambda rng: _lists(rng, 4, 7, 12, 30, 60, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

MAJORITY_CPP = cpp("""
    int n;
    cin >> n;
    int even = 0, odd = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x % 2 == 0) even++;
        else odd++;
    }
    if (even > odd) cout << "EVEN" << endl;
    else if (odd > even) cout << "ODD" << endl;
    else cout << "EQUAL" << endl;
""")
MAJORITY = SampleProblem(
    slug="more-even-or-more-odd-numbers",
    title="More Even or More Odd",
    statement="You are given n integers. Print EVEN if more of them are even, ODD if more of them are odd, and EQUAL if there are as many even as odd ones.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between 1 and 1000.",
    output_format="EVEN, ODD or EQUAL.",
    solve=_majority,
    reference=MAJORITY_CPP,
    wrong=(
        WrongSolution("never says EQUAL", edit(MAJORITY_CPP, "even > odd", "even >= odd"), "WA"),
        WrongSolution(
            "compares the sums",
            edit(edit(MAJORITY_CPP, "even++", "even += x"), "odd++", "odd += x"),
            "WA",
        ),
    ),
    public=("5\n2 4 7 8 1", "4\n1 2 3 4"),
    private=("1\n1", "1\n2", "2\n1000 999", "3\n1000 1 1", "3\n999 2 2", "2\n3 3"),
    generate=_majorities,
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

FIRST_NEGATIVE_CPP = cpp("""
    int n;
    cin >> n;
    int answer = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x < 0 && answer == 0) answer = x;
    }
    cout << answer << endl;
""")
FIRST_NEGATIVE = SampleProblem(
    slug="first-negative-number",
    title="The First Negative Number",
    statement="You are given n integers. Print the first negative one, or 0 if none of them is negative.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer.",
    solve=lambda text: str(next((value for value in _values(text) if value < 0), 0)),
    reference=FIRST_NEGATIVE_CPP,
    wrong=(
        WrongSolution(
            "prints the last negative one", edit(FIRST_NEGATIVE_CPP, " && answer == 0", ""), "WA"
        ),
        WrongSolution(
            "prints the smallest number",
            edit(FIRST_NEGATIVE_CPP, "x < 0 && answer == 0", "x < answer"),
            "WA",
        ),
    ),
    public=("5\n3 -2 7 -9 4", "3\n1 0 2"),
    private=("1\n-1", "1\n5", "3\n-1000 -1 -5", "4\n0 0 0 -3", "4\n2 -6 -1 -8", "2\n0 0"),
    generate=lambda rng: [*_lists(rng, 4, 7, 12, 30, 60, 100), _list(rng, 20, 0, 1000)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

EQUAL_LISTS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n), b(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int i = 0; i < n; i++) cin >> b[i];
    bool equal = true;
    for (int i = 0; i < n; i++) {
        if (a[i] != b[i]) equal = false;
    }
    cout << (equal ? "YES" : "NO") << endl;
    """,
    "vector",
)
EQUAL_LISTS = SampleProblem(
    slug="two-equal-lists",
    title="Two Equal Lists",
    statement="You are given two lists of n integers each. Print YES if they have the same number at every position, and NO otherwise.",
    input_format="The first line holds n (1 <= n <= 100). The second and the third line hold n integers each, between -1000 and 1000.",
    output_format="YES or NO.",
    solve=lambda text: "YES" if all(a == b for a, b in _pairs(text)) else "NO",
    reference=EQUAL_LISTS_CPP,
    wrong=(
        WrongSolution(
            "one equal position is enough",
            edit(
                edit(EQUAL_LISTS_CPP, "equal = true", "equal = false"),
                "if (a[i] != b[i]) equal = false",
                "if (a[i] == b[i]) equal = true",
            ),
            "WA",
        ),
        WrongSolution(
            "looks at the last position only",
            edit(EQUAL_LISTS_CPP, "if (a[i] != b[i]) equal = false", "equal = (a[i] == b[i])"),
            "WA",
        ),
    ),
    public=("3\n1 2 3\n1 2 3", "3\n1 2 3\n3 2 1"),
    private=(
        "1\n0\n0",
        "1\n5\n-5",
        "2\n1 2\n2 1",
        "4\n7 7 7 7\n7 7 7 7",
        "4\n7 7 7 7\n7 7 7 8",
        "2\n-1000 1000\n-1000 1000",
    ),
    generate=_same_lists,
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

LIST_PRODUCT_CPP = cpp("""
    int n;
    cin >> n;
    int product = 1;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        product *= x;
    }
    cout << product << endl;
""")
LIST_PRODUCT = SampleProblem(
    slug="product-of-a-list",
    title="Product of a List",
    statement="You are given n integers. Print their product.",
    input_format="The first line holds n (1 <= n <= 9). The second line holds n integers between -10 and 10.",
    output_format="One integer: the product.",
    solve=lambda text: str(math.prod(_values(text))),
    reference=LIST_PRODUCT_CPP,
    wrong=(
        WrongSolution("starts with 0", edit(LIST_PRODUCT_CPP, "product = 1", "product = 0"), "WA"),
        WrongSolution(
            "prints the sum", edit(LIST_PRODUCT_CPP, "product *= x", "product += x"), "WA"
        ),
    ),
    public=("3\n2 3 4", "2\n-5 6"),
    private=("1\n7", "1\n0", "9\n10 10 10 10 10 10 10 10 10", "3\n-1 -1 -1", "4\n5 0 5 5"),
    generate=lambda rng: [
        *(_list(rng, size, 1, 10) for size in (3, 5, 8)),
        *(f"{size}\n{spaced(rng.choices([-9, -7, -3, 2, 4, 8], k=size))}" for size in (4, 6, 7, 9)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

ABOVE_AVERAGE_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    int sum = 0;
    for (int i = 0; i < n; i++) {
        cin >> a[i];
        sum += a[i];
    }
    int count = 0;
    for (int x : a) {
        if (x * n > sum) count++;
    }
    cout << count << endl;
    """,
    "vector",
)
ABOVE_AVERAGE = SampleProblem(
    slug="count-above-the-average",
    title="Above the Average",
    statement="You are given n integers. Print how many of them are greater than the average of all of them.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between 0 and 1000.",
    output_format="One integer.",
    solve=lambda text: str(
        sum(value > sum(_values(text)) // len(_values(text)) for value in _values(text))
    ),
    reference=ABOVE_AVERAGE_CPP,
    wrong=(
        WrongSolution(
            "counts numbers that equal the average",
            edit(ABOVE_AVERAGE_CPP, "x * n > sum", "x * n >= sum"),
            "WA",
        ),
        WrongSolution(
            "compares with the sum", edit(ABOVE_AVERAGE_CPP, "x * n > sum", "x > sum"), "WA"
        ),
    ),
    public=("4\n1 2 3 10", "5\n4 5 6 7 8"),
    private=("1\n5", "3\n0 0 0", "2\n0 1000", "4\n1000 1000 1000 999", "3\n1 2 3", "4\n0 0 0 1"),
    generate=lambda rng: [_list(rng, size, 0, 1000) for size in (5, 9, 20, 40, 70, 100)],
    home="coder",
    split="train",
    difficulty="B",
    tags=("arrays",),
)

LARGER_EACH_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n), b(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int i = 0; i < n; i++) cin >> b[i];
    for (int i = 0; i < n; i++) cout << max(a[i], b[i]) << " ";
    cout << endl;
    """,
    "vector",
    "algorithm",
)
LARGER_EACH = SampleProblem(
    slug="larger-number-at-each-position",
    title="Larger at Each Position",
    statement="You are given two lists a and b of n integers each. For each position i, print the larger one of a_i and b_i.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds the n integers of a, the third line the n integers of b, all between -1000 and 1000.",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced([sorted(pair)[1] for pair in _pairs(text)]),
    reference=LARGER_EACH_CPP,
    wrong=(
        WrongSolution("prints the smaller one", edit(LARGER_EACH_CPP, "max(a", "min(a"), "WA"),
        WrongSolution(
            "goes through the second list backwards",
            edit(LARGER_EACH_CPP, "max(a[i], b[i])", "max(a[i], b[n - 1 - i])"),
            "WA",
        ),
    ),
    public=("3\n1 5 3\n4 2 6", "2\n-1 0\n-2 7"),
    private=("1\n0\n0", "1\n-1000\n1000", "3\n5 5 5\n5 5 4", "4\n1 2 3 4\n4 3 2 1"),
    generate=lambda rng: _two_lists(rng, 3, 6, 10, 20, 40, 60),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

TWICE_EACH_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        cout << x << " " << x << " ";
    }
    cout << endl;
""")
TWICE_EACH = SampleProblem(
    slug="repeat-every-element",
    title="Everything Twice",
    statement="You are given a list of n integers. Print the list with every element written twice in a row: for 1 2 3, print 1 1 2 2 3 3.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="2n integers on one line, separated by spaces.",
    solve=lambda text: spaced([_values(text)[i // 2] for i in range(2 * ints(text)[0])]),
    reference=TWICE_EACH_CPP,
    wrong=(
        WrongSolution(
            "doubles every element",
            edit(TWICE_EACH_CPP, 'x << " " << x << " "', '2 * x << " "'),
            "WA",
        ),
        WrongSolution(
            "no space between the two", edit(TWICE_EACH_CPP, 'x << " " << x', "x << x"), "WA"
        ),
    ),
    public=("3\n1 2 3", "2\n7 7"),
    private=("1\n0", "1\n-5", "2\n-1000 1000", "4\n9 0 0 9", "5\n1 1 2 2 3"),
    generate=lambda rng: _lists(rng, 4, 7, 12, 30, 60, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

UNTIL_ZERO_CPP = cpp("""
    int sum = 0, x;
    cin >> x;
    while (x != 0) {
        sum += x;
        cin >> x;
    }
    cout << sum << endl;
""")
UNTIL_ZERO = SampleProblem(
    slug="sum-until-zero",
    title="Sum until Zero",
    statement="You are given integers, and the last of them is 0. Print the sum of all the integers.",
    input_format="One line with at most 100 integers between -1000 and 1000. Only the last one is 0.",
    output_format="One integer: the sum.",
    solve=lambda text: str(sum(takewhile(bool, ints(text)))),
    reference=UNTIL_ZERO_CPP,
    wrong=(
        WrongSolution("stops at a negative number", edit(UNTIL_ZERO_CPP, "x != 0", "x > 0"), "WA"),
        WrongSolution("counts the numbers", edit(UNTIL_ZERO_CPP, "sum += x", "sum++"), "WA"),
    ),
    public=("3 5 2 0", "4 -1 7 0"),
    private=("0", "1 0", "-1000 0", "5 -5 0", "-1 -2 -3 0", "1000 1000 1000 1000 0"),
    generate=lambda rng: _until_zero(rng, 3, 6, 12, 30, 60, 99),
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

REMOVE_NUMBER_CPP = cpp(
    """
    int n, x;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    cin >> x;
    for (int value : a) {
        if (value != x) cout << value << " ";
    }
    cout << endl;
    """,
    "vector",
)
REMOVE_NUMBER = SampleProblem(
    slug="remove-a-number-from-a-list",
    title="Remove a Number",
    statement="You are given a list of n integers and a number x. Remove every x from the list and print the rest.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000, not all of them equal to x. The third line holds x (-1000 <= x <= 1000).",
    output_format="The remaining integers on one line, in their order, separated by spaces.",
    solve=_without,
    reference=REMOVE_NUMBER_CPP,
    wrong=(
        WrongSolution(
            "keeps x and removes the rest",
            edit(REMOVE_NUMBER_CPP, "value != x", "value == x"),
            "WA",
        ),
        WrongSolution(
            "keeps only numbers greater than x",
            edit(REMOVE_NUMBER_CPP, "value != x", "value > x"),
            "WA",
        ),
    ),
    public=("5\n3 1 3 2 3\n3", "3\n4 5 6\n7"),
    private=("1\n0\n1", "2\n8 9\n9", "4\n2 2 2 1\n2", "5\n0 -1 0 -1 5\n0", "2\n-1000 1000\n1000"),
    generate=lambda rng: [
        f"{size + 1}\n9 {spaced(rng.choices(range(-3, 4), k=size))}\n{rng.randint(-3, 3)}"
        for size in (5, 9, 20, 40, 70, 99)
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("arrays",),
)

CLOSEST_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    sort(a.begin(), a.end());
    int best = a[1] - a[0];
    for (int i = 1; i < n; i++) best = min(best, a[i] - a[i - 1]);
    cout << best << endl;
    """,
    "vector",
    "algorithm",
)
CLOSEST = SampleProblem(
    slug="smallest-difference-of-two-numbers",
    title="Smallest Difference",
    statement="You are given n integers. Print the smallest difference between two of them: the larger one minus the smaller one.",
    input_format="The first line holds n (2 <= n <= 100). The second line holds n integers between 0 and 100000. The difference of two equal integers is 0.",
    output_format="One integer: the smallest difference.",
    solve=_smallest_difference,
    reference=CLOSEST_CPP,
    wrong=(
        WrongSolution(
            "takes the two smallest numbers",
            edit(CLOSEST_CPP, "best = min(best, a[i] - a[i - 1])", "best = a[1] - a[0]"),
            "WA",
        ),
        WrongSolution(
            "does not sort", edit(CLOSEST_CPP, "    sort(a.begin(), a.end());\n", ""), "WA"
        ),
    ),
    public=("4\n10 4 15 8", "3\n1 20 50"),
    private=("2\n7 7", "2\n0 100000", "4\n9 1 5 9", "3\n100 99 0", "5\n0 10 20 29 40"),
    generate=lambda rng: [_list(rng, size, 0, 100000) for size in (3, 5, 8, 12, 20, 30)],
    home="coder",
    split="train",
    difficulty="B",
    tags=("sorting",),
)

OUT_OF_ORDER_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    int count = 0;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            if (a[i] > a[j]) count++;
        }
    }
    cout << count << endl;
    """,
    "vector",
)
OUT_OF_ORDER = SampleProblem(
    slug="count-pairs-out-of-order",
    title="Pairs out of Order",
    statement="You are given a list a of n integers. Print the number of pairs i < j such that a_i is greater than a_j.",
    input_format="The first line holds n (1 <= n <= 50). The second line holds n integers between 1 and 1000.",
    output_format="One integer: the number of pairs.",
    solve=_out_of_order,
    reference=OUT_OF_ORDER_CPP,
    wrong=(
        WrongSolution(
            "counts equal numbers", edit(OUT_OF_ORDER_CPP, "a[i] > a[j]", "a[i] >= a[j]"), "WA"
        ),
        WrongSolution(
            "looks at neighbours only", edit(OUT_OF_ORDER_CPP, "j < n", "j < n && j < i + 2"), "WA"
        ),
    ),
    public=("4\n3 1 2 4", "3\n5 5 1"),
    private=("1\n7", "2\n1 2", "2\n2 1", "4\n6 6 6 6", "5\n5 4 3 2 1", "5\n1 2 3 4 5"),
    generate=lambda rng: [
        *(_list(rng, size, 1, 1000) for size in (6, 15, 30, 50)),
        *(_list(rng, size, 1, 5) for size in (10, 25)),
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("arrays",),
)

DIAGONAL_CPP = cpp("""
    int n;
    cin >> n;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            int x;
            cin >> x;
            if (i == j) sum += x;
        }
    }
    cout << sum << endl;
""")
DIAGONAL = SampleProblem(
    slug="sum-of-the-main-diagonal",
    title="The Main Diagonal",
    statement="You are given a matrix with n rows and n columns. Print the sum of its main diagonal, from the top left to the bottom right.",
    input_format="The first line holds n (1 <= n <= 10). Each of the next n lines holds n integers between -100 and 100.",
    output_format="One integer: the sum.",
    solve=_diagonal,
    reference=DIAGONAL_CPP,
    wrong=(
        WrongSolution(
            "takes the other diagonal", edit(DIAGONAL_CPP, "i == j", "i + j == n - 1"), "WA"
        ),
        WrongSolution("adds the whole matrix", edit(DIAGONAL_CPP, "if (i == j) ", ""), "WA"),
    ),
    public=("2\n1 2\n3 4", "3\n5 0 1\n2 6 2\n9 9 7"),
    private=("1\n-8", "2\n0 9\n9 0", "2\n-100 1\n1 -100", "3\n1 1 1\n1 1 1\n1 1 2"),
    generate=lambda rng: _squares(rng, 2, 3, 4, 6, 8, 10),
    home="coder",
    split="train",
    difficulty="A",
    tags=("matrices",),
)

TABLE_MAXIMUM_CPP = cpp("""
    int r, c;
    cin >> r >> c;
    int largest = -1000;
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) {
            int x;
            cin >> x;
            if (x > largest) largest = x;
        }
    }
    cout << largest << endl;
""")
TABLE_MAXIMUM = SampleProblem(
    slug="largest-number-of-a-matrix",
    title="Largest in a Matrix",
    statement="You are given a matrix with r rows and c columns. Print its largest number.",
    input_format="The first line holds r and c (1 <= r, c <= 10). Each of the next r lines holds c integers between -100 and 100.",
    output_format="One integer: the largest number.",
    solve=lambda text: str(max(ints(text.partition("\n")[2]))),
    reference=TABLE_MAXIMUM_CPP,
    wrong=(
        WrongSolution(
            "starts with 0", edit(TABLE_MAXIMUM_CPP, "largest = -1000", "largest = 0"), "WA"
        ),
        WrongSolution(
            "looks at the last row only",
            edit(TABLE_MAXIMUM_CPP, "x > largest", "x > largest || j == 0"),
            "WA",
        ),
    ),
    public=("2 3\n1 8 3\n4 5 6", "2 2\n-5 -2\n-9 -7"),
    private=(
        "1 1\n0",
        "1 1\n-100",
        "1 3\n2 9 4",
        "3 1\n7\n1\n3",
        "2 2\n-1 -1\n-1 -1",
        "2 2\n1 2\n3 100",
    ),
    generate=lambda rng: _tables(rng, (2, 2), (3, 2), (2, 4), (5, 5), (10, 4), (10, 10)),
    home="coder",
    split="train",
    difficulty="A",
    tags=("matrices",),
)

PROBLEMS = (
    MIDDLE,
    FIRST_HALF,
    LARGER_END,
    TWO_PARTS,
    SWAP_NEIGHBOURS,
    SQUARES_SUM,
    INTERVAL,
    LAST_PLACE,
    RUNNING_TOTALS,
    DIFFERENCES,
    MAJORITY,
    FIRST_NEGATIVE,
    EQUAL_LISTS,
    LIST_PRODUCT,
    ABOVE_AVERAGE,
    LARGER_EACH,
    TWICE_EACH,
    UNTIL_ZERO,
    REMOVE_NUMBER,
    CLOSEST,
    OUT_OF_ORDER,
    DIAGONAL,
    TABLE_MAXIMUM,
)
