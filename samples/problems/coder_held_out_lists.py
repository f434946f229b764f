"""Held-out first-course problems on a list of integers or a small matrix: one plain loop or a sort."""

import random
from collections import Counter
from math import comb

from samples.problem import SampleProblem, WrongSolution
from samples.writing import arrays, cpp, edit, ints, spaced


def _values(text: str) -> list[int]:
    """Return the list of an input that is a length and a list."""
    return ints(text)[1:]


def _list_and_number(text: str) -> tuple[list[int], int]:
    """Return the list and the last number of an input that is a length, a list and a number."""
    return ints(text)[1:-1], ints(text)[-1]


def _with_a_place(rng: random.Random, count: int, shortest: int = 2) -> list[str]:
    """Return inputs of a length, a list and a place in it."""
    made = arrays(rng, count, -1000, 1000, longest=30, shortest=shortest)
    return [f"{text}\n{rng.randint(1, ints(text)[0])}" for text in made]


def _with_a_number(rng: random.Random, count: int, low: int, high: int) -> list[str]:
    """Return inputs of a length, a list with many equal values and a number."""
    made = arrays(rng, count, low, high, longest=30, shortest=8)
    return [f"{text}\n{rng.randint(low, high)}" for text in made]


def _two_lists(rng: random.Random, count: int) -> list[str]:
    made = []
    for _ in range(count):
        size = rng.randint(3, 30)
        lines = [spaced([rng.randint(-1000, 1000) for _ in range(size)]) for _ in range(2)]
        made.append("\n".join([str(size), *lines]))
    return made


def _matrices(rng: random.Random, count: int) -> list[str]:
    """Return inputs of rows, columns and a matrix that is not square."""
    made = []
    for _ in range(count):
        height, width = rng.sample(range(2, 9), 2)
        lines = [spaced([rng.randint(-100, 100) for _ in range(width)]) for _ in range(height)]
        made.append("\n".join([f"{height} {width}", *lines]))
    return made


def _equal_lists(rng: random.Random) -> list[str]:
    made = [f"{size}\n{spaced([rng.randint(-99, 99)] * size)}" for size in (4, 6, 9, 20, 50)]
    for size, place in ((5, 4), (7, 3), (10, 5), (12, 0)):
        values = [rng.randint(1, 99)] * size
        values[place] = -1
        made.append(f"{size}\n{spaced(values)}")
    return made


def _rows(text: str) -> list[list[int]]:
    return [ints(line) for line in text.splitlines()[1:]]


def _swapped_ends(text: str) -> str:
    first, *middle, last = _values(text)
    return spaced([last, *middle, first])


def _without(text: str) -> str:
    values, place = _list_and_number(text)
    return spaced([x for i, x in enumerate(values, start=1) if i != place])


READ = """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
"""

FIRST_PLUS_LAST_CPP = cpp(
    READ
    + """
    cout << a[0] + a[n - 1] << endl;
    """,
    "vector",
)
FIRST_PLUS_LAST = SampleProblem(
    slug="first-plus-last",
    title="First Plus Last",
    statement="You are given a list of n integers. Print the sum of its first and its last element.",
    input_format="The first line holds n (2 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer: the sum.",
    solve=lambda text: str(_values(text)[0] + _values(text)[-1]),
    reference=FIRST_PLUS_LAST_CPP,
    wrong=(
        WrongSolution(
            "takes the element before the last",
            edit(FIRST_PLUS_LAST_CPP, "a[n - 1]", "a[n - 2]"),
            "WA",
        ),
        WrongSolution("takes the second element", edit(FIRST_PLUS_LAST_CPP, "a[0]", "a[1]"), "WA"),
    ),
    public=("4\n3 8 2 5", "2\n7 -4"),
    private=("2\n1000 1000", "3\n1 2 4", "2\n-1000 -1000", "5\n0 9 9 9 0"),
    generate=lambda rng: arrays(rng, 6, -1000, 1000, longest=100, shortest=3),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

LAST_K_CPP = cpp(
    READ
    + """
    int k;
    cin >> k;
    for (int i = n - k; i < n; i++) cout << a[i] << " ";
    cout << endl;
    """,
    "vector",
)
LAST_K = SampleProblem(
    slug="last-k-elements",
    title="Last k Elements",
    statement="You are given a list of n integers and a number k. Print the last k elements of the list in their order.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000. The third line holds k (1 <= k <= n).",
    output_format="k integers on one line, separated by spaces.",
    solve=lambda text: spaced(_list_and_number(text)[0][-ints(text)[-1] :]),
    reference=LAST_K_CPP,
    wrong=(
        WrongSolution(
            "prints the first k",
            edit(LAST_K_CPP, "int i = n - k; i < n", "int i = 0; i < k"),
            "WA",
        ),
        WrongSolution(
            "prints one element too few",
            edit(LAST_K_CPP, "int i = n - k", "int i = n - k + 1"),
            "WA",
        ),
    ),
    public=("5\n1 2 3 4 5\n2", "3\n7 8 9\n1"),
    private=("1\n6\n1", "3\n4 5 6\n3", "4\n0 0 0 1\n1", "6\n-1 5 -3 5 9 -7\n5"),
    generate=lambda rng: _with_a_place(rng, 6, shortest=4),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

ELEMENT_AT_CPP = cpp(
    READ
    + """
    int k;
    cin >> k;
    cout << a[k - 1] << endl;
    """,
    "vector",
)
ELEMENT_AT = SampleProblem(
    slug="kth-element",
    title="The k-th Element",
    statement="You are given a list of n integers and a number k. Print the k-th element of the list, counting from 1.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000. The third line holds k (1 <= k <= n).",
    output_format="One integer.",
    solve=lambda text: str(ints(text)[ints(text)[-1]]),
    reference=ELEMENT_AT_CPP,
    wrong=(
        WrongSolution("counts from 0", edit(ELEMENT_AT_CPP, "a[k - 1]", "a[k]"), "WA"),
        WrongSolution("counts from the end", edit(ELEMENT_AT_CPP, "a[k - 1]", "a[n - k]"), "WA"),
    ),
    public=("5\n4 9 2 7 1\n2", "3\n10 20 30\n3"),
    private=("1\n-8\n1", "4\n6 5 4 3\n1", "4\n6 5 4 3\n4", "2\n0 1000\n2"),
    generate=lambda rng: _with_a_place(rng, 6, shortest=4),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

SWAP_ENDS_CPP = cpp(
    READ
    + """
    swap(a[0], a[n - 1]);
    for (int i = 0; i < n; i++) cout << a[i] << " ";
    cout << endl;
    """,
    "utility",
    "vector",
)
SWAP_ENDS = SampleProblem(
    slug="swap-first-and-last",
    title="Swap First and Last",
    statement="You are given a list of n integers. Swap its first and its last element and print the list.",
    input_format="The first line holds n (2 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="n integers on one line, separated by spaces.",
    solve=_swapped_ends,
    reference=SWAP_ENDS_CPP,
    wrong=(
        WrongSolution(
            "overwrites the first element and loses it",
            edit(SWAP_ENDS_CPP, "swap(a[0], a[n - 1]);", "a[0] = a[n - 1]; a[n - 1] = a[0];"),
            "WA",
        ),
        WrongSolution(
            "swaps the first two",
            edit(SWAP_ENDS_CPP, "swap(a[0], a[n - 1])", "swap(a[0], a[1])"),
            "WA",
        ),
    ),
    public=("4\n1 2 3 4", "3\n9 5 7"),
    private=("2\n6 8", "2\n-1000 1000", "5\n1 0 0 0 2", "3\n4 4 5"),
    generate=lambda rng: arrays(rng, 6, -1000, 1000, longest=100, shortest=3),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

ALL_EQUAL_CPP = cpp(
    READ
    + """
    bool equal = true;
    for (int i = 1; i < n; i++) {
        if (a[i] != a[0]) equal = false;
    }
    cout << (equal ? "YES" : "NO") << endl;
    """,
    "vector",
)
ALL_EQUAL = SampleProblem(
    slug="all-elements-equal",
    title="All Equal",
    statement="You are given a list of n integers. Print YES if all of them are equal, and NO otherwise.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="YES or NO.",
    solve=lambda text: "YES" if len(set(_values(text))) == 1 else "NO",
    reference=ALL_EQUAL_CPP,
    wrong=(
        WrongSolution(
            "never looks at the last element",
            edit(ALL_EQUAL_CPP, "i = 1; i < n", "i = 1; i < n - 1"),
            "WA",
        ),
        WrongSolution(
            "only the last element decides",
            edit(ALL_EQUAL_CPP, "if (a[i] != a[0]) equal = false;", "equal = a[i] == a[0];"),
            "WA",
        ),
    ),
    public=("3\n5 5 5", "4\n1 2 1 1"),
    private=("1\n7", "2\n3 3", "2\n3 4", "3\n1 1 2", "3\n0 0 0", "4\n6 6 7 6", "3\n-5 5 -5"),
    generate=_equal_lists,
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

EVEN_PLACES_CPP = cpp(
    READ
    + """
    int sum = 0;
    for (int i = 1; i < n; i += 2) sum += a[i];
    cout << sum << endl;
    """,
    "vector",
)
EVEN_PLACES = SampleProblem(
    slug="sum-of-every-second-element",
    title="Every Second Element",
    statement="You are given a list of n integers. Print the sum of the 2nd, 4th, 6th, ... element, counting from 1.",
    input_format="The first line holds n (2 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer: the sum.",
    solve=lambda text: str(sum(_values(text)[1::2])),
    reference=EVEN_PLACES_CPP,
    wrong=(
        WrongSolution(
            "starts with the first element", edit(EVEN_PLACES_CPP, "int i = 1", "int i = 0"), "WA"
        ),
        WrongSolution(
            "adds the even elements, not those at even places",
            edit(
                EVEN_PLACES_CPP,
                "int i = 1; i < n; i += 2) sum += a[i];",
                "int i = 0; i < n; i++) sum += a[i] % 2 == 0 ? a[i] : 0;",
            ),
            "WA",
        ),
    ),
    public=("4\n1 2 3 4", "5\n10 1 10 1 10"),
    private=("2\n5 6", "2\n0 -3", "3\n1 1 1", "4\n1000 -1000 1000 -1000", "6\n3 0 4 0 5 0"),
    generate=lambda rng: arrays(rng, 6, -1000, 1000, longest=100, shortest=5),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

COUNT_MAXIMUM_CPP = cpp(
    READ
    + """
    int best = a[0], count = 0;
    for (int i = 0; i < n; i++) best = max(best, a[i]);
    for (int i = 0; i < n; i++) {
        if (a[i] == best) count++;
    }
    cout << count << endl;
    """,
    "algorithm",
    "vector",
)
COUNT_MAXIMUM = SampleProblem(
    slug="count-the-maximum",
    title="How Many Winners",
    statement="You are given a list of n integers. Print how many times its largest value occurs.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer: the number of occurrences.",
    solve=lambda text: str(max(Counter(_values(text)).items())[1]),
    reference=COUNT_MAXIMUM_CPP,
    wrong=(
        WrongSolution(
            "the maximum starts at 0",
            edit(COUNT_MAXIMUM_CPP, "best = a[0]", "best = 0"),
            "WA",
        ),
        WrongSolution(
            "prints the maximum itself",
            edit(COUNT_MAXIMUM_CPP, "cout << count", "cout << best"),
            "WA",
        ),
    ),
    public=("5\n3 9 4 9 1", "3\n7 7 7"),
    private=("1\n0", "2\n-5 -5", "4\n-3 -9 -3 -3", "6\n1000 1 1000 1 1000 1000", "3\n1 1 2"),
    generate=lambda rng: [
        *arrays(rng, 4, 1, 4, longest=30, shortest=15),
        *arrays(rng, 3, -5, -1, longest=60, shortest=30),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

ADD_NUMBER_CPP = cpp(
    READ
    + """
    int k;
    cin >> k;
    for (int i = 0; i < n; i++) cout << a[i] + k << " ";
    cout << endl;
    """,
    "vector",
)
ADD_NUMBER = SampleProblem(
    slug="add-a-number-to-every-element",
    title="Add to Every Element",
    statement="You are given a list of n integers and a number k. Add k to every element and print the list.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000. The third line holds k (-1000 <= k <= 1000).",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced([x + ints(text)[-1] for x in ints(text)[1:-1]]),
    reference=ADD_NUMBER_CPP,
    wrong=(
        WrongSolution(
            "leaves the first element out",
            edit(ADD_NUMBER_CPP, "int i = 0; i < n; i++) cout", "int i = 1; i < n; i++) cout"),
            "WA",
        ),
        WrongSolution("subtracts k", edit(ADD_NUMBER_CPP, "a[i] + k", "a[i] - k"), "WA"),
    ),
    public=("3\n1 2 3\n10", "4\n5 0 -5 8\n-2"),
    private=("1\n7\n0", "1\n-1000\n1000", "2\n1000 1000\n1000", "3\n4 4 4\n-4"),
    generate=lambda rng: _with_a_number(rng, 6, -1000, 1000),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

NEGATIVES_TO_ZERO_CPP = cpp(
    READ
    + """
    for (int i = 0; i < n; i++) {
        if (a[i] < 0) a[i] = 0;
        cout << a[i] << " ";
    }
    cout << endl;
    """,
    "vector",
)
NEGATIVES_TO_ZERO = SampleProblem(
    slug="replace-negatives-by-zero",
    title="No Negative Numbers",
    statement="You are given a list of n integers. Replace every negative number with 0 and print the list.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced([max(x, 0) for x in _values(text)]),
    reference=NEGATIVES_TO_ZERO_CPP,
    wrong=(
        WrongSolution(
            "replaces the positive numbers",
            edit(NEGATIVES_TO_ZERO_CPP, "a[i] < 0", "a[i] > 0"),
            "WA",
        ),
        WrongSolution(
            "changes the sign instead",
            edit(NEGATIVES_TO_ZERO_CPP, "a[i] = 0", "a[i] = -a[i]"),
            "WA",
        ),
    ),
    public=("4\n3 -1 0 -7", "3\n-2 5 -2"),
    private=("1\n-1", "1\n8", "3\n-4 -4 -4", "5\n1000 -1000 0 -1 1"),
    generate=lambda rng: arrays(rng, 6, -1000, 1000, longest=60, shortest=4),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

ADD_LISTS_CPP = cpp(
    READ
    + """
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        cout << a[i] + x << " ";
    }
    cout << endl;
    """,
    "vector",
)
ADD_LISTS = SampleProblem(
    slug="add-two-lists",
    title="Add Two Lists",
    statement="You are given two lists a and b of n integers each. Print the n sums a_i + b_i in order.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds the n integers of a, the third line the n integers of b, all between -1000 and 1000.",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced([sum(pair) for pair in zip(*_rows(text), strict=True)]),
    reference=ADD_LISTS_CPP,
    wrong=(
        WrongSolution("multiplies", edit(ADD_LISTS_CPP, "a[i] + x", "a[i] * x"), "WA"),
        WrongSolution(
            "adds the second list backwards",
            edit(ADD_LISTS_CPP, "a[i] + x", "a[n - 1 - i] + x"),
            "WA",
        ),
    ),
    public=("3\n1 2 3\n10 20 30", "2\n5 -5\n1 1"),
    private=("1\n0\n0", "1\n1000\n1000", "2\n-3 7\n3 -7", "4\n0 0 0 1\n1 0 0 0"),
    generate=lambda rng: _two_lists(rng, 6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

LARGEST_EVEN_CPP = cpp("""
    int n;
    cin >> n;
    int best = -1;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x % 2 == 0 && x > best) best = x;
    }
    cout << best << endl;
""")
LARGEST_EVEN = SampleProblem(
    slug="largest-even-number",
    title="Largest Even Number",
    statement="You are given n integers. Print the largest even number among them, or -1 if none of them is even.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between 0 and 1000.",
    output_format="One integer.",
    solve=lambda text: str(max([x for x in _values(text) if x % 2 == 0], default=-1)),
    reference=LARGEST_EVEN_CPP,
    wrong=(
        WrongSolution(
            "prints 0 if there is no even number",
            edit(LARGEST_EVEN_CPP, "best = -1", "best = 0"),
            "WA",
        ),
        WrongSolution(
            "prints the last even number", edit(LARGEST_EVEN_CPP, " && x > best", ""), "WA"
        ),
    ),
    public=("5\n3 8 5 4 9", "3\n1 3 5"),
    private=("1\n0", "1\n1", "4\n2 999 1000 4", "3\n6 6 6", "4\n0 7 7 9"),
    generate=lambda rng: arrays(rng, 6, 0, 1000, longest=60, shortest=5),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

PRINT_EVENS_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x % 2 == 0) cout << x << " ";
    }
    cout << endl;
""")
PRINT_EVENS = SampleProblem(
    slug="print-the-even-numbers",
    title="Only Even Numbers",
    statement="You are given a list of n integers. Print the even ones in the order in which they are given.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between 0 and 1000. At least one of them is even.",
    output_format="The even numbers on one line, separated by spaces.",
    solve=lambda text: " ".join(w for w in text.split()[1:] if w[-1] in "02468"),
    reference=PRINT_EVENS_CPP,
    wrong=(
        WrongSolution(
            "prints the odd ones", edit(PRINT_EVENS_CPP, "x % 2 == 0", "x % 2 == 1"), "WA"
        ),
        WrongSolution(
            "takes 0 for odd", edit(PRINT_EVENS_CPP, "x % 2 == 0", "x > 0 && x % 2 == 0"), "WA"
        ),
    ),
    public=("5\n1 2 3 4 6", "3\n10 7 0"),
    private=("1\n0", "2\n999 1000", "4\n8 8 8 8", "5\n0 1 3 5 0", "3\n1 1 2"),
    generate=lambda rng: [
        f"{size + 1}\n{spaced([rng.randint(0, 1000) for _ in range(size)])} 40"
        for size in (5, 9, 16, 30, 60)
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

COUNT_DIVISIBLE_CPP = cpp("""
    int n, k;
    cin >> n >> k;
    int count = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x % k == 0) count++;
    }
    cout << count << endl;
""")
COUNT_DIVISIBLE = SampleProblem(
    slug="count-divisible-by-k",
    title="Divisible by k",
    statement="You are given n integers and a number k. Print how many of the integers are divisible by k.",
    input_format="The first line holds n and k (1 <= n <= 100, 1 <= k <= 100). The second line holds n integers between 1 and 1000.",
    output_format="One integer: the number of integers that are divisible by k.",
    solve=lambda text: str(sum(x in range(0, 1001, ints(text)[1]) for x in ints(text)[2:])),
    reference=COUNT_DIVISIBLE_CPP,
    wrong=(
        WrongSolution(
            "counts those that are not divisible",
            edit(COUNT_DIVISIBLE_CPP, "x % k == 0", "x % k != 0"),
            "WA",
        ),
        WrongSolution(
            "adds the numbers instead of counting them",
            edit(COUNT_DIVISIBLE_CPP, "count++", "count += x"),
            "WA",
        ),
    ),
    public=("5 3\n3 4 6 9 10", "4 2\n1 3 5 8"),
    private=("1 1\n1", "1 7\n8", "3 5\n5 5 5", "4 100\n100 1000 10 50", "4 9\n1 2 3 4"),
    generate=lambda rng: [
        f"{size} {k}\n{spaced([rng.randint(1, 1000) for _ in range(size)])}"
        for size, k in ((10, 2), (20, 3), (40, 4), (60, 5), (100, 7), (100, 6))
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

SUM_POSITIVES_CPP = cpp("""
    int n;
    cin >> n;
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x > 0) sum += x;
    }
    cout << sum << endl;
""")
SUM_POSITIVES = SampleProblem(
    slug="sum-of-positive-numbers",
    title="Sum of the Positive Numbers",
    statement="You are given n integers. Print the sum of those that are positive; if there are none, print 0.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer: the sum.",
    solve=lambda text: str(sum(int(w) for w in text.split()[1:] if not w.startswith("-"))),
    reference=SUM_POSITIVES_CPP,
    wrong=(
        WrongSolution("adds all numbers", edit(SUM_POSITIVES_CPP, "if (x > 0) sum", "sum"), "WA"),
        WrongSolution(
            "counts the positive numbers", edit(SUM_POSITIVES_CPP, "sum += x", "sum++"), "WA"
        ),
    ),
    public=("4\n3 -2 5 -8", "3\n-1 0 6"),
    private=("1\n-7", "1\n9", "3\n0 0 0", "3\n-5 -6 -7", "4\n1000 1000 1000 1000"),
    generate=lambda rng: arrays(rng, 6, -1000, 1000, longest=100, shortest=5),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

SMALLEST_POSITIVE_CPP = cpp("""
    int n;
    cin >> n;
    int best = 1001;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x > 0 && x < best) best = x;
    }
    cout << best << endl;
""")
SMALLEST_POSITIVE = SampleProblem(
    slug="smallest-positive-number",
    title="Smallest Positive Number",
    statement="You are given n integers, at least one of them positive. Print the smallest positive one.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer.",
    solve=lambda text: str(sorted(x for x in _values(text) if x > 0)[0]),
    reference=SMALLEST_POSITIVE_CPP,
    wrong=(
        WrongSolution(
            "takes 0 for positive", edit(SMALLEST_POSITIVE_CPP, "x > 0 &&", "x >= 0 &&"), "WA"
        ),
        WrongSolution(
            "prints the smallest of all", edit(SMALLEST_POSITIVE_CPP, "x > 0 && ", ""), "WA"
        ),
    ),
    public=("5\n4 -3 2 7 -1", "3\n0 9 12"),
    private=("1\n1", "1\n1000", "3\n5 5 5", "4\n-1000 0 1000 -1", "2\n3 -3"),
    generate=lambda rng: [
        f"{size + 2}\n{spaced([rng.randint(-1000, 1000) for _ in range(size)])} 0 900"
        for size in (3, 5, 8, 14, 25, 60)
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

PLACE_OF_MAXIMUM_CPP = cpp(
    READ
    + """
    int best = 0;
    for (int i = 1; i < n; i++) {
        if (a[i] > a[best]) best = i;
    }
    cout << best + 1 << endl;
    """,
    "vector",
)
PLACE_OF_MAXIMUM = SampleProblem(
    slug="position-of-the-maximum",
    title="Position of the Maximum",
    statement="You are given a list of n different integers. Print the position of the largest one, counting from 1.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n different integers between -1000 and 1000.",
    output_format="One integer: the position.",
    solve=lambda text: str(_values(text).index(max(_values(text))) + 1),
    reference=PLACE_OF_MAXIMUM_CPP,
    wrong=(
        WrongSolution("counts from 0", edit(PLACE_OF_MAXIMUM_CPP, "best + 1", "best"), "WA"),
        WrongSolution(
            "finds the smallest",
            edit(PLACE_OF_MAXIMUM_CPP, "a[i] > a[best]", "a[i] < a[best]"),
            "WA",
        ),
    ),
    public=("5\n3 8 2 9 4", "3\n7 5 1"),
    private=("1\n0", "2\n1 2", "3\n-5 -1 -3", "4\n-1000 -999 0 1000", "4\n-8 -9 -10 -11"),
    generate=lambda rng: [
        f"{size}\n{spaced(rng.sample(range(-1000, 1001), size))}"
        for size in (4, 7, 12, 25, 60, 100)
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

COUNT_NUMBER_CPP = cpp(
    READ
    + """
    int x;
    cin >> x;
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (a[i] == x) count++;
    }
    cout << count << endl;
    """,
    "vector",
)
COUNT_NUMBER = SampleProblem(
    slug="count-a-number",
    title="Count a Number",
    statement="You are given a list of n integers and a number x. Print how many times x occurs in the list.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000. The third line holds x (-1000 <= x <= 1000).",
    output_format="One integer: the number of occurrences.",
    solve=lambda text: str(_list_and_number(text)[0].count(ints(text)[-1])),
    reference=COUNT_NUMBER_CPP,
    wrong=(
        WrongSolution(
            "leaves the last element out",
            edit(COUNT_NUMBER_CPP, "i < n; i++) {", "i < n - 1; i++) {"),
            "WA",
        ),
        WrongSolution("counts the others", edit(COUNT_NUMBER_CPP, "a[i] == x", "a[i] != x"), "WA"),
    ),
    public=("5\n1 2 1 3 1\n1", "3\n4 5 6\n7"),
    private=(
        "1\n0\n0",
        "1\n1\n2",
        "4\n-2 2 -2 -2\n-2",
        "5\n9 9 9 9 9\n9",
        "3\n1000 -1000 1000\n1000",
    ),
    generate=lambda rng: _with_a_number(rng, 6, 1, 5),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

REMOVE_AT_CPP = cpp(
    READ
    + """
    int k;
    cin >> k;
    for (int i = 0; i < n; i++) {
        if (i != k - 1) cout << a[i] << " ";
    }
    cout << endl;
    """,
    "vector",
)
REMOVE_AT = SampleProblem(
    slug="remove-the-kth-element",
    title="Remove the k-th Element",
    statement="You are given a list of n integers and a number k. Remove the k-th element, counting from 1, and print the rest of the list.",
    input_format="The first line holds n (2 <= n <= 100). The second line holds n integers between -1000 and 1000. The third line holds k (1 <= k <= n).",
    output_format="n - 1 integers on one line, separated by spaces.",
    solve=_without,
    reference=REMOVE_AT_CPP,
    wrong=(
        WrongSolution("counts from 0", edit(REMOVE_AT_CPP, "i != k - 1", "i != k"), "WA"),
        WrongSolution(
            "removes every element with the value k",
            edit(REMOVE_AT_CPP, "i != k - 1", "a[i] != k"),
            "WA",
        ),
    ),
    public=("4\n7 8 9 10\n2", "3\n5 6 7\n3"),
    private=("2\n1 2\n1", "2\n1 2\n2", "4\n3 3 1 3\n3", "5\n0 0 4 0 0\n1"),
    generate=lambda rng: _with_a_place(rng, 6, shortest=4),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

TOP_THREE_CPP = cpp(
    READ
    + """
    sort(a.begin(), a.end());
    cout << a[n - 1] + a[n - 2] + a[n - 3] << endl;
    """,
    "algorithm",
    "vector",
)
TOP_THREE = SampleProblem(
    slug="sum-of-three-largest",
    title="Three Best Results",
    statement="You are given n integers. Print the sum of the three largest ones.",
    input_format="The first line holds n (3 <= n <= 100). The second line holds n integers between -1000 and 1000; equal ones count separately.",
    output_format="One integer: the sum.",
    solve=lambda text: str(sum(sorted(_values(text), reverse=True)[:3])),
    reference=TOP_THREE_CPP,
    wrong=(
        WrongSolution(
            "adds the three smallest",
            edit(TOP_THREE_CPP, "a[n - 1] + a[n - 2] + a[n - 3]", "a[0] + a[1] + a[2]"),
            "WA",
        ),
        WrongSolution(
            "forgets to sort", edit(TOP_THREE_CPP, "    sort(a.begin(), a.end());\n", ""), "WA"
        ),
    ),
    public=("5\n4 1 9 7 2", "3\n5 5 5"),
    private=("3\n1 2 3", "4\n-1 -2 -3 -4", "5\n8 8 8 1 9", "4\n1000 1000 1000 -1000", "3\n0 0 0"),
    generate=lambda rng: arrays(rng, 6, -1000, 1000, longest=100, shortest=6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("sortings",),
)

EQUAL_PAIRS_CPP = cpp(
    READ
    + """
    int count = 0;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            if (a[i] == a[j]) count++;
        }
    }
    cout << count << endl;
    """,
    "vector",
)
EQUAL_PAIRS = SampleProblem(
    slug="count-equal-pairs",
    title="Equal Pairs",
    statement="You are given a list a of n integers. Print the number of pairs i < j such that a_i and a_j are equal.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between 1 and 100.",
    output_format="One integer: the number of pairs.",
    solve=lambda text: str(sum(comb(times, 2) for times in Counter(_values(text)).values())),
    reference=EQUAL_PAIRS_CPP,
    wrong=(
        WrongSolution(
            "counts every pair twice and each element with itself",
            edit(EQUAL_PAIRS_CPP, "int j = i + 1", "int j = 0"),
            "WA",
        ),
        WrongSolution(
            "compares neighbours only", edit(EQUAL_PAIRS_CPP, "j < n", "j < n && j < i + 2"), "WA"
        ),
    ),
    public=("5\n1 2 1 2 1", "3\n4 5 6"),
    private=("1\n1", "2\n7 7", "4\n9 9 9 9", "6\n1 2 3 3 2 1", "100\n" + " ".join(["5"] * 100)),
    generate=lambda rng: arrays(rng, 6, 1, 6, longest=50, shortest=8),
    home="coder",
    split="test",
    difficulty="A",
    tags=("arrays",),
)

TWO_LARGEST_CPP = cpp(
    READ
    + """
    sort(a.begin(), a.end());
    cout << a[n - 1] - a[n - 2] << endl;
    """,
    "algorithm",
    "vector",
)
TWO_LARGEST = SampleProblem(
    slug="difference-of-two-largest",
    title="The Winner's Lead",
    statement="You are given n integers. Print the difference between the largest and the second largest of them; if the largest value occurs twice, the difference is 0.",
    input_format="The first line holds n (2 <= n <= 100). The second line holds n integers between 0 and 1000.",
    output_format="One integer: the difference.",
    solve=lambda text: str(
        max(_values(text)) - max([0, *(Counter(_values(text)) - Counter([max(_values(text))]))])
    ),
    reference=TWO_LARGEST_CPP,
    wrong=(
        WrongSolution(
            "the largest minus the smallest", edit(TWO_LARGEST_CPP, "a[n - 2]", "a[0]"), "WA"
        ),
        WrongSolution(
            "forgets to sort", edit(TWO_LARGEST_CPP, "    sort(a.begin(), a.end());\n", ""), "WA"
        ),
    ),
    public=("4\n10 3 7 5", "3\n6 8 8"),
    private=("2\n0 1000", "2\n4 4", "3\n9 1 1", "5\n1 2 3 4 6", "2\n0 0"),
    generate=lambda rng: arrays(rng, 6, 0, 1000, longest=30, shortest=4),
    home="coder",
    split="test",
    difficulty="A",
    tags=("sortings",),
)

SORT_DOWN_CPP = cpp(
    READ
    + """
    sort(a.begin(), a.end(), greater<int>());
    for (int i = 0; i < n; i++) cout << a[i] << " ";
    cout << endl;
    """,
    "algorithm",
    "functional",
    "vector",
)
SORT_DOWN = SampleProblem(
    slug="sort-in-decreasing-order",
    title="Sort Downwards",
    statement="You are given n integers. Print them in order from the largest to the smallest.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced(sorted(_values(text))[::-1]),
    reference=SORT_DOWN_CPP,
    wrong=(
        WrongSolution("sorts upwards", edit(SORT_DOWN_CPP, ", greater<int>()", ""), "WA"),
        WrongSolution(
            "leaves the last element unsorted",
            edit(SORT_DOWN_CPP, "a.end(), greater", "a.end() - 1, greater"),
            "WA",
        ),
    ),
    public=("5\n3 1 4 1 5", "3\n-2 0 7"),
    private=("1\n6", "2\n1 2", "4\n8 8 8 8", "5\n5 4 3 2 1", "3\n-1000 1000 0", "4\n9 10 99 100"),
    generate=lambda rng: arrays(rng, 6, -1000, 1000, longest=100, shortest=4),
    home="coder",
    split="test",
    difficulty="A",
    tags=("sortings",),
)

KTH_SMALLEST_CPP = cpp(
    READ
    + """
    int k;
    cin >> k;
    sort(a.begin(), a.end());
    cout << a[k - 1] << endl;
    """,
    "algorithm",
    "vector",
)
KTH_SMALLEST = SampleProblem(
    slug="kth-smallest-number",
    title="The k-th Smallest",
    statement="You are given n integers and a number k. Sort the integers in increasing order and print the k-th one, counting from 1.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000. The third line holds k (1 <= k <= n).",
    output_format="One integer.",
    solve=lambda text: str(sorted(_list_and_number(text)[0])[ints(text)[-1] - 1]),
    reference=KTH_SMALLEST_CPP,
    wrong=(
        WrongSolution(
            "counts from the largest", edit(KTH_SMALLEST_CPP, "a[k - 1]", "a[n - k]"), "WA"
        ),
        WrongSolution(
            "forgets to sort", edit(KTH_SMALLEST_CPP, "    sort(a.begin(), a.end());\n", ""), "WA"
        ),
    ),
    public=("5\n7 2 9 4 1\n2", "4\n5 5 3 8\n3"),
    private=("1\n-4\n1", "3\n6 5 4\n1", "3\n6 5 4\n3", "4\n2 2 2 1\n2", "2\n1000 -1000\n2"),
    generate=lambda rng: _with_a_place(rng, 6, shortest=6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("sortings",),
)

ROW_MAXIMUM_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    for (int i = 0; i < r; i++) {
        int best = -1000;
        for (int j = 0; j < c; j++) {
            int x;
            cin >> x;
            best = max(best, x);
        }
        cout << best << endl;
    }
    """,
    "algorithm",
)
ROW_MAXIMUM = SampleProblem(
    slug="largest-number-of-each-row",
    title="Maximum of Each Row",
    statement="You are given a matrix with r rows and c columns. Print the largest number of each row.",
    input_format="The first line holds r and c (1 <= r, c <= 10). Each of the next r lines holds c integers between -100 and 100.",
    output_format="r lines with one integer each.",
    solve=lambda text: "\n".join(str(max(row)) for row in _rows(text)),
    reference=ROW_MAXIMUM_CPP,
    wrong=(
        WrongSolution(
            "the maximum starts at 0", edit(ROW_MAXIMUM_CPP, "best = -1000", "best = 0"), "WA"
        ),
        WrongSolution(
            "one maximum is kept for all rows",
            edit(
                edit(ROW_MAXIMUM_CPP, "        int best = -1000;\n", ""),
                "int r, c;",
                "int r, c, best = -1000;",
            ),
            "WA",
        ),
    ),
    public=("2 3\n1 5 2\n4 3 0", "3 2\n9 8\n-1 -2\n6 6"),
    private=("1 1\n0", "1 4\n-5 -3 -9 -4", "4 1\n7\n3\n100\n-100", "2 2\n-1 -1\n-1 -1"),
    generate=lambda rng: _matrices(rng, 6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("matrices",),
)

TRANSPOSE_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<vector<int>> a(r, vector<int>(c));
    for (int i = 0; i < r; i++)
        for (int j = 0; j < c; j++) cin >> a[i][j];
    for (int j = 0; j < c; j++) {
        for (int i = 0; i < r; i++) cout << a[i][j] << " ";
        cout << endl;
    }
    """,
    "vector",
)
TRANSPOSE = SampleProblem(
    slug="transpose-a-matrix",
    title="Transposed Matrix",
    statement="You are given a matrix with r rows and c columns. Print its transpose: the first column becomes the first row, the second column becomes the second row, and so on.",
    input_format="The first line holds r and c (1 <= r, c <= 10). Each of the next r lines holds c integers between -100 and 100.",
    output_format="c lines with r integers each, separated by spaces.",
    solve=lambda text: "\n".join(spaced(column) for column in zip(*_rows(text), strict=True)),
    reference=TRANSPOSE_CPP,
    wrong=(
        WrongSolution(
            "prints the matrix as it was",
            edit(
                edit(
                    TRANSPOSE_CPP,
                    "for (int j = 0; j < c; j++) {",
                    "for (int i = 0; i < r; i++) {",
                ),
                "for (int i = 0; i < r; i++) cout",
                "for (int j = 0; j < c; j++) cout",
            ),
            "WA",
        ),
        WrongSolution(
            "prints every column from below",
            edit(TRANSPOSE_CPP, "cout << a[i][j]", "cout << a[r - 1 - i][j]"),
            "WA",
        ),
    ),
    public=("2 3\n1 2 3\n4 5 6", "2 2\n7 8\n9 10"),
    private=("1 1\n5", "1 4\n1 2 3 4", "3 1\n-1\n0\n100", "3 3\n1 0 0\n1 1 0\n1 1 1"),
    generate=lambda rng: _matrices(rng, 6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("matrices",),
)

PROBLEMS = (
    FIRST_PLUS_LAST,
    LAST_K,
    ELEMENT_AT,
    SWAP_ENDS,
    ALL_EQUAL,
    EVEN_PLACES,
    COUNT_MAXIMUM,
    ADD_NUMBER,
    NEGATIVES_TO_ZERO,
    ADD_LISTS,
    LARGEST_EVEN,
    PRINT_EVENS,
    COUNT_DIVISIBLE,
    SUM_POSITIVES,
    SMALLEST_POSITIVE,
    PLACE_OF_MAXIMUM,
    COUNT_NUMBER,
    REMOVE_AT,
    TOP_THREE,
    EQUAL_PAIRS,
    TWO_LARGEST,
    SORT_DOWN,
    KTH_SMALLEST,
    ROW_MAXIMUM,
    TRANSPOSE,
)
