"""Validation problems of a first course: one formula, one condition, one plain loop or two nested ones."""

import random
import string
from datetime import date, timedelta
from itertools import accumulate, pairwise, permutations

from samples.problem import SampleProblem, WrongSolution
from samples.writing import arrays, cpp, edit, ints, rows, sentences, spaced, words

LETTERS = string.ascii_lowercase
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _word(rng: random.Random, size: int, letters: str = LETTERS) -> str:
    return "".join(rng.choices(letters, k=size))


def _wall(text: str) -> str:
    a, b, c, d = ints(text)
    return str(a * (b - d) + (a - c) * d)


def _walls(rng: random.Random, count: int) -> list[str]:
    made = []
    for _ in range(count):
        a, b = rng.randint(5, 1000), rng.randint(5, 1000)
        made.append(spaced([a, b, rng.randint(2, a - 1), rng.randint(2, b - 1)]))
    return made


def _change(text: str) -> str:
    n, p, m = ints(text)
    for _ in range(n):
        m -= p
    return str(m)


def _purchases(rng: random.Random, count: int) -> list[str]:
    made = []
    for _ in range(count):
        n, p = rng.randint(2, 100), rng.randint(2, 100)
        made.append(spaced([n, p, n * p + rng.randint(0, 500)]))
    return made


def _weekday(text: str) -> str:
    return DAYS[(date(2024, 1, 1) + timedelta(days=int(text))).weekday()]


def _right_triangle(text: str) -> str:
    a, b, c = ints(text)
    return "YES" if (c - a) * (c + a) == b * b else "NO"


def _triangles(rng: random.Random) -> list[str]:
    """Return right triangles, and triangles whose longest side is a little too short or too long."""
    shapes = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29))
    made = []
    for shape in shapes:
        k = rng.randint(3, 20)
        a, b, c = (k * side for side in shape)
        made += [spaced([a, b, c]), spaced([b, a, c + rng.choice([-1, 1])])]
    return made


def _least_divisor(text: str) -> str:
    n = int(text)
    return str(min((i for i in range(2, int(n**0.5) + 1) if n % i == 0), default=n))


def _three_or_five(text: str) -> str:
    n = int(text)
    three, five, both = (k * (n // k) * (n // k + 1) // 2 for k in (3, 5, 15))
    return str(three + five - both)


def _factors(n: int) -> list[int]:
    for i in range(2, int(n**0.5) + 1):
        if n % i == 0:
            return [i, *_factors(n // i)]
    return [n]


def _halves(text: str) -> str:
    binary = f"{int(text):b}"
    return spaced([int(binary[:size], 2) for size in range(len(binary), 0, -1)])


def _grid(text: str) -> str:
    r, c = ints(text)
    return "\n".join(spaced([*range(start, start + c)]) for start in range(1, r * c + 1, c))


def _greater(text: str) -> str:
    _, x, *values = ints(text)
    ranked = sorted([*values, x])
    return str(len(ranked) - 1 - max(i for i, value in enumerate(ranked) if value == x))


def _with_a_number(rng: random.Random, sizes: tuple[int, ...], low: int, high: int) -> list[str]:
    """Return inputs of a length and a number, then a list that holds the number at times."""
    made = []
    for size in sizes:
        values = [rng.randint(low, high) for _ in range(size)]
        number = rng.choice([rng.choice(values), rng.randint(low, high)])
        made.append(f"{size} {number}\n{spaced(values)}")
    return made


def _slice(text: str) -> str:
    _, *values, left, right = ints(text)
    return spaced(values[left - 1 : right])


def _slices(rng: random.Random, count: int) -> list[str]:
    made = arrays(rng, count, -1000, 1000, longest=40, shortest=6)
    return [f"{text}\n{spaced(sorted(rng.sample(range(2, ints(text)[0]), 2)))}" for text in made]


def _remainders(text: str) -> str:
    _, k, *values = ints(text)
    return spaced([value - value // k * k for value in values])


def _remainder_lists(rng: random.Random, sizes: tuple[int, ...]) -> list[str]:
    return [
        f"{size} {rng.randint(3, 50)}\n{spaced([rng.randint(1, 1000) for _ in range(size)])}"
        for size in sizes
    ]


def _all_even(text: str) -> str:
    return "NO" if any(value & 1 for value in ints(text)[1:]) else "YES"


def _even_lists(rng: random.Random) -> list[str]:
    """Return lists of even numbers: four pure ones, four with one odd number."""
    made = []
    for size, place in ((4, -1), (9, -1), (25, -1), (60, -1), (5, 0), (8, 7), (20, 11), (50, 30)):
        values = [2 * rng.randint(1, 500) for _ in range(size)]
        made.append(f"{size}\n{spaced([v - (i == place) for i, v in enumerate(values)])}")
    return made


def _largest_step(text: str) -> str:
    _, *values = ints(text)
    return str(max(max(pair) - min(pair) for pair in pairwise(values)))


def _peaks(text: str) -> str:
    _, *values = ints(text)
    triples = zip(values, values[1:], values[2:], strict=False)
    return str(sum(middle > max(left, right) for left, middle, right in triples))


def _winner(text: str) -> str:
    n, *points = ints(text)
    lead = sum(a - b for a, b in zip(points[:n], points[n:], strict=True))
    return "A" if lead > 0 else "B" if lead < 0 else "DRAW"


def _games(rng: random.Random) -> list[str]:
    """Return games of two players: each outcome twice, however many rounds each of them wins."""
    made = []
    for size, lead in ((4, 3), (12, 1), (5, -2), (20, -1), (6, 0), (15, 0)):
        a = [rng.randint(10, 60) for _ in range(size)]
        b = [value + rng.choice([-1, 1]) for value in a]
        b[-1] = 0
        a[-1] = sum(b) - sum(a[:-1]) + lead
        if a[-1] < 0:
            a[-1], b[-1] = 0, -a[-1]
        made.append(f"{size}\n{spaced(a)}\n{spaced(b)}")
    return made


def _inserted(text: str) -> str:
    _, *values, k, x = ints(text)
    return spaced([*values[: k - 1], x, *values[k - 1 :]])


def _insertions(rng: random.Random, count: int) -> list[str]:
    made = arrays(rng, count, -1000, 1000, longest=40, shortest=4)
    return [f"{text}\n{rng.randint(2, ints(text)[0])} {rng.randint(-99, 99)}" for text in made]


def _missing(text: str) -> str:
    n, *values = ints(text)
    return str(*(set(range(1, n + 1)) - set(values)))


def _all_but_one(rng: random.Random, *sizes: int) -> list[str]:
    return [f"{n}\n{spaced(rng.sample(range(1, n + 1), n - 1))}" for n in sizes]


def _zeros_last(text: str) -> str:
    return spaced(sorted(ints(text)[1:], key=lambda value: value == 0))


def _saving_day(text: str) -> str:
    _, s, *values = ints(text)
    return str(1 + sum(total < s for total in accumulate(values)))


def _savings(rng: random.Random, *sizes: int) -> list[str]:
    made = []
    for size in sizes:
        values = [rng.randint(0, 100) for _ in range(size)]
        s = sum(values[: rng.randint(2, size)]) - rng.choice([0, 0, 1])
        made.append(f"{size} {max(s, 1)}\n{spaced(values)}")
    return made


def _place_in_matrix(text: str) -> str:
    _, width, *values, x = ints(text)
    row, column = divmod(values.index(x), width)
    return f"{row + 1} {column + 1}"


def _matrix_and_number(rng: random.Random, *shapes: tuple[int, int]) -> list[str]:
    made = []
    for height, width in shapes:
        values = rng.sample(range(-999, 1000), height * width)
        lines = [spaced(values[i : i + width]) for i in range(0, len(values), width)]
        made.append("\n".join([f"{height} {width}", *lines, str(rng.choice(values))]))
    return made


def _common(text: str) -> str:
    n, _, *values = ints(text)
    return str(len(set(values[:n]) & set(values[n:])))


def _two_sets(rng: random.Random, *sizes: tuple[int, int]) -> list[str]:
    made = []
    for n, m in sizes:
        one, other = (rng.sample(range(1, 2 * max(n, m)), size) for size in (n, m))
        made.append(f"{n} {m}\n{spaced(one)}\n{spaced(other)}")
    return made


def _chains(rng: random.Random) -> list[str]:
    """Return pairs of words: four of them chained, four whose second word only ends fittingly."""
    made = []
    for size in (3, 6, 10, 20):
        one, other = _word(rng, size, LETTERS[:13]), _word(rng, size + 1, LETTERS[13:])
        made += [f"{one}\n{one[-1]}{other}", f"{one}\n{other}{one[-1]}"]
    return made


def _chained(text: str) -> str:
    one, other = text.split()
    return "YES" if other.startswith(one[-1]) else "NO"


def _letters_apart(text: str) -> str:
    one, other = sorted(LETTERS.index(letter) for letter in text.split())
    return str(other - one)


def _halves_swapped(text: str) -> str:
    word = text.strip()
    return (2 * word)[len(word) // 2 : len(word) // 2 * 3]


def _dates(rng: random.Random, count: int) -> list[str]:
    first, last = date(1900, 1, 1).toordinal(), date(2099, 12, 31).toordinal()
    days = (date.fromordinal(rng.randint(first, last)) for _ in range(count))
    return [day.strftime("%d.%m.%Y") for day in days]


def _value(text: str) -> str:
    return str(sum(position * text.count(c) for position, c in enumerate(LETTERS, start=1)))


def _long_words(text: str) -> str:
    _, k, *listed = text.split()
    return str(sum(bool(word[int(k) :]) for word in listed))


def _words_and_length(rng: random.Random, count: int) -> list[str]:
    made = [words(rng, rng.randint(4, 30), LETTERS, 8) for _ in range(count)]
    return [f"{len(listed)} {rng.randint(2, 6)}\n{' '.join(listed)}" for listed in made]


def _stretched(text: str) -> str:
    return "".join(c * i for i, c in enumerate(text.strip(), start=1))


READ = """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
"""

BOX_SURFACE_CPP = cpp("""
    int a, b, c;
    cin >> a >> b >> c;
    cout << 2 * (a * b + b * c + a * c) << endl;
""")
BOX_SURFACE = SampleProblem(
    slug="surface-of-a-box",
    title="Surface of a Box",
    statement="A box has edges of length a, b and c. Print its surface area, 2 * (a * b + b * c + a * c).",
    input_format="Three integers a, b and c (1 <= a, b, c <= 1000).",
    output_format="One integer: the surface area.",
    solve=lambda text: str(sum(x * y for x, y in permutations(ints(text), 2))),
    reference=BOX_SURFACE_CPP,
    wrong=(
        WrongSolution("counts each face once", edit(BOX_SURFACE_CPP, "2 * (a * b", "(a * b"), "WA"),
        WrongSolution(
            "doubles the first product only",
            edit(BOX_SURFACE_CPP, "2 * (a * b + b * c + a * c)", "2 * a * b + b * c + a * c"),
            "WA",
        ),
    ),
    public=("2 3 4", "1 5 2"),
    private=("1 1 1", "1000 1000 1000", "1 1 1000", "1000 1 1", "7 7 7"),
    generate=lambda rng: (
        rows(rng, 3, (2, 50), (2, 50), (2, 50)) + rows(rng, 3, (1, 1000), (1, 1000), (1, 1000))
    ),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

THIRD_ANGLE_CPP = cpp("""
    int a, b;
    cin >> a >> b;
    cout << 180 - a - b << endl;
""")
THIRD_ANGLE = SampleProblem(
    slug="third-angle-of-a-triangle",
    title="The Third Angle",
    statement="The three angles of a triangle add up to 180 degrees. Two of them have a and b degrees. Print the third angle.",
    input_format="Two positive integers a and b (a + b < 180).",
    output_format="One integer: the third angle in degrees.",
    solve=lambda text: str(180 - sum(ints(text))),
    reference=THIRD_ANGLE_CPP,
    wrong=(
        WrongSolution(
            "adds the second angle", edit(THIRD_ANGLE_CPP, "180 - a - b", "180 - a + b"), "WA"
        ),
        WrongSolution("takes 360 degrees", edit(THIRD_ANGLE_CPP, "180", "360"), "WA"),
    ),
    public=("60 60", "90 30"),
    private=("1 1", "178 1", "1 178", "89 90", "45 45"),
    generate=lambda rng: rows(rng, 6, (2, 88), (2, 88)),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

WALL_CPP = cpp("""
    int a, b, c, d;
    cin >> a >> b >> c >> d;
    cout << a * b - c * d << endl;
""")
WALL = SampleProblem(
    slug="wall-without-the-window",
    title="Wall with a Window",
    statement="A wall is a metres wide and b metres high. It has a window that is c metres wide and d metres high. Print the area of the wall without the window.",
    input_format="Four integers a, b, c and d (1 <= c <= a <= 1000, 1 <= d <= b <= 1000).",
    output_format="One integer: the area in square metres.",
    solve=_wall,
    reference=WALL_CPP,
    wrong=(
        WrongSolution(
            "multiplies the differences",
            edit(WALL_CPP, "a * b - c * d", "(a - c) * (b - d)"),
            "WA",
        ),
        WrongSolution("forgets the window", edit(WALL_CPP, " - c * d", ""), "WA"),
    ),
    public=("5 3 2 1", "10 4 3 2"),
    private=("1 1 1 1", "1000 1000 1 1", "1000 1000 1000 1000", "6 4 6 1", "2 9 1 9"),
    generate=lambda rng: _walls(rng, 6),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

CHANGE_CPP = cpp("""
    int n, p, m;
    cin >> n >> p >> m;
    cout << m - n * p << endl;
""")
CHANGE = SampleProblem(
    slug="change-after-buying-pens",
    title="Buying Pens",
    statement="You buy n pens for p coins each and pay with m coins. Print how many coins you get back.",
    input_format="Three integers n, p and m (1 <= n, p <= 100, n * p <= m <= 100000).",
    output_format="One integer: the change.",
    solve=_change,
    reference=CHANGE_CPP,
    wrong=(
        WrongSolution("pays for one pen only", edit(CHANGE_CPP, "m - n * p", "m - p"), "WA"),
        WrongSolution("prints the price", edit(CHANGE_CPP, "m - n * p", "n * p"), "WA"),
    ),
    public=("3 5 20", "2 10 50"),
    private=("1 1 1", "100 100 10000", "100 100 100000", "1 100 100", "4 25 100"),
    generate=lambda rng: _purchases(rng, 6),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

SAME_PARITY_CPP = cpp("""
    int a, b;
    cin >> a >> b;
    if (a % 2 == b % 2) {
        cout << "YES" << endl;
    } else {
        cout << "NO" << endl;
    }
""")
SAME_PARITY = SampleProblem(
    slug="both-even-or-both-odd",
    title="Both Even or Both Odd",
    statement="Print YES if the integers a and b are both even or both odd, and NO otherwise.",
    input_format="Two integers a and b (0 <= a, b <= 1000000).",
    output_format="YES or NO.",
    solve=lambda text: "NO" if sum(ints(text)) % 2 else "YES",
    reference=SAME_PARITY_CPP,
    wrong=(
        WrongSolution(
            "forgets two odd numbers",
            edit(SAME_PARITY_CPP, "a % 2 == b % 2", "a % 2 == 0 && b % 2 == 0"),
            "WA",
        ),
        WrongSolution(
            "one even number is enough",
            edit(SAME_PARITY_CPP, "a % 2 == b % 2", "a * 1LL * b % 2 == 0"),
            "WA",
        ),
    ),
    public=("4 10", "3 8"),
    private=("0 0", "1 1", "0 1", "1 0", "1000000 1000000", "999999 1000000", "7 3", "5 999999"),
    generate=lambda rng: [
        spaced([2 * rng.randint(1, 400000) + x, 2 * rng.randint(1, 400000) + y])
        for x, y in ((0, 0), (1, 1), (1, 1), (0, 1), (0, 1), (1, 0))
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

WEEKDAY_CPP = cpp(
    """
    int n;
    cin >> n;
    string days[7] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    cout << days[n % 7] << endl;
    """,
    "string",
)
WEEKDAY = SampleProblem(
    slug="weekday-after-n-days",
    title="Day of the Week",
    statement="Today is Monday. Print which day of the week it is after n days: after 1 day it is Tuesday, after 7 days it is Monday again.",
    input_format="One integer n (0 <= n <= 10000).",
    output_format="Monday, Tuesday, Wednesday, Thursday, Friday, Saturday or Sunday.",
    solve=_weekday,
    reference=WEEKDAY_CPP,
    wrong=(
        WrongSolution("counts today as day 1", edit(WEEKDAY_CPP, "n % 7", "(n + 6) % 7"), "WA"),
        WrongSolution(
            "takes the whole of n for a day of one week",
            edit(WEEKDAY_CPP, "n % 7", "(n < 7 ? n : 6)"),
            "WA",
        ),
    ),
    public=("1", "10"),
    private=("0", "6", "7", "8", "13", "10000"),
    generate=lambda rng: [str(7 * rng.randint(2, 1400) + day) for day in range(7)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("implementation",),
)

WATER_CPP = cpp("""
    int t;
    cin >> t;
    if (t <= 0) cout << "ICE" << endl;
    else if (t >= 100) cout << "STEAM" << endl;
    else cout << "WATER" << endl;
""")
WATER = SampleProblem(
    slug="ice-water-or-steam",
    title="Ice, Water or Steam",
    statement="Print ICE if the temperature t is 0 or less, STEAM if it is 100 or more, and WATER otherwise.",
    input_format="One integer t (-300 <= t <= 300).",
    output_format="ICE, WATER or STEAM.",
    solve=lambda text: ("ICE", "WATER", "STEAM")[(int(text) > 0) + (int(text) > 99)],
    reference=WATER_CPP,
    wrong=(
        WrongSolution("takes 0 degrees for water", edit(WATER_CPP, "t <= 0", "t < 0"), "WA"),
        WrongSolution("takes 100 degrees for water", edit(WATER_CPP, "t >= 100", "t > 100"), "WA"),
    ),
    public=("20", "-5"),
    private=("0", "1", "99", "100", "101", "-1", "300", "-300"),
    generate=lambda rng: [str(rng.randint(low, low + 90)) for low in (-200, -150, 3, 4, 110, 150)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("implementation",),
)

RIGHT_TRIANGLE_CPP = cpp("""
    int a, b, c;
    cin >> a >> b >> c;
    if (a * a + b * b == c * c) {
        cout << "YES" << endl;
    } else {
        cout << "NO" << endl;
    }
""")
RIGHT_TRIANGLE = SampleProblem(
    slug="right-triangle-test",
    title="Right Triangle",
    statement="The sides of a triangle are a, b and c, and c is the longest. Print YES if it is a right triangle, that is, if a * a + b * b equals c * c, and NO otherwise.",
    input_format="Three integers a, b and c (1 <= a, b <= c <= 1000, c < a + b).",
    output_format="YES or NO.",
    solve=_right_triangle,
    reference=RIGHT_TRIANGLE_CPP,
    wrong=(
        WrongSolution(
            "takes every acute triangle, too",
            edit(RIGHT_TRIANGLE_CPP, "b * b ==", "b * b >="),
            "WA",
        ),
        WrongSolution(
            "adds the sides, not their squares",
            edit(RIGHT_TRIANGLE_CPP, "a * a + b * b == c * c", "a + b == c"),
            "WA",
        ),
    ),
    public=("3 4 5", "4 5 6"),
    private=("1 1 1", "600 800 1000", "12 5 13", "1000 1000 1000", "5 5 7", "8 6 10"),
    generate=_triangles,
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

LEAST_DIVISOR_CPP = cpp("""
    int n;
    cin >> n;
    int i = 2;
    while (n % i != 0) i++;
    cout << i << endl;
""")
LEAST_DIVISOR = SampleProblem(
    slug="smallest-divisor-greater-than-one",
    title="Smallest Divisor",
    statement="Print the smallest divisor of n that is greater than 1.",
    input_format="One integer n (2 <= n <= 1000000).",
    output_format="One integer: the divisor.",
    solve=_least_divisor,
    reference=LEAST_DIVISOR_CPP,
    wrong=(
        WrongSolution("starts with 1", edit(LEAST_DIVISOR_CPP, "i = 2", "i = 1"), "WA"),
        WrongSolution(
            "prints the largest divisor smaller than n",
            edit(LEAST_DIVISOR_CPP, "cout << i", "cout << n / i"),
            "WA",
        ),
    ),
    public=("15", "14"),
    private=("2", "3", "4", "49", "999983", "1000000", "994009"),
    generate=lambda rng: [
        *rows(rng, 3, (10, 1000000)),
        *(str(k * rng.choice([11, 101, 997])) for k in (5, 7, 11, 13)),
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

THREE_OR_FIVE_CPP = cpp("""
    int n;
    cin >> n;
    int sum = 0;
    for (int i = 1; i <= n; i++) {
        if (i % 3 == 0 || i % 5 == 0) sum += i;
    }
    cout << sum << endl;
""")
THREE_OR_FIVE = SampleProblem(
    slug="sum-of-multiples-of-three-or-five",
    title="Multiples of Three or Five",
    statement="Print the sum of all integers from 1 to n that are divisible by 3 or by 5.",
    input_format="One integer n (1 <= n <= 10000).",
    output_format="One integer: the sum.",
    solve=_three_or_five,
    reference=THREE_OR_FIVE_CPP,
    wrong=(
        WrongSolution(
            "counts multiples of both twice",
            edit(
                THREE_OR_FIVE_CPP,
                "if (i % 3 == 0 || i % 5 == 0) sum += i;",
                "if (i % 3 == 0) sum += i;\n        if (i % 5 == 0) sum += i;",
            ),
            "WA",
        ),
        WrongSolution("leaves n out", edit(THREE_OR_FIVE_CPP, "i <= n", "i < n"), "WA"),
    ),
    public=("10", "16"),
    private=("1", "2", "3", "5", "15", "10000"),
    generate=lambda rng: [*rows(rng, 3, (20, 100)), *rows(rng, 3, (200, 9999))],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

PRIME_FACTORS_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 2; i <= n; i++) {
        while (n % i == 0) {
            cout << i << " ";
            n /= i;
        }
    }
    cout << endl;
""")
PRIME_FACTORS = SampleProblem(
    slug="prime-factors",
    title="Prime Factors",
    statement="Print the prime factors of n in increasing order, each as often as it divides n: for 12, print 2 2 3.",
    input_format="One integer n (2 <= n <= 1000000).",
    output_format="The prime factors on one line, separated by spaces.",
    solve=lambda text: spaced(_factors(int(text))),
    reference=PRIME_FACTORS_CPP,
    wrong=(
        WrongSolution(
            "prints each prime factor once at most",
            edit(PRIME_FACTORS_CPP, "while (n", "if (n"),
            "WA",
        ),
        WrongSolution(
            "never prints the largest factor", edit(PRIME_FACTORS_CPP, "i <= n", "i < n"), "WA"
        ),
    ),
    public=("12", "35"),
    private=("2", "7", "64", "999983", "1000000", "994009", "30"),
    generate=lambda rng: [*rows(rng, 4, (40, 1000000)), *(str(2 * k * k) for k in (15, 77))],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("math",),
)

HALVES_CPP = cpp("""
    int n;
    cin >> n;
    while (n >= 1) {
        cout << n << " ";
        n = n / 2;
    }
    cout << endl;
""")
HALVES = SampleProblem(
    slug="halve-down-to-one",
    title="Halving",
    statement="Start with n and divide it by 2, rounding down, until it is 1. Print all numbers from n down to 1: for 10, print 10 5 2 1.",
    input_format="One integer n (1 <= n <= 1000000).",
    output_format="The numbers on one line, separated by spaces.",
    solve=_halves,
    reference=HALVES_CPP,
    wrong=(
        WrongSolution("does not print the 1", edit(HALVES_CPP, "n >= 1", "n > 1"), "WA"),
        WrongSolution(
            "does not print n itself",
            edit(
                HALVES_CPP,
                'cout << n << " ";\n        n = n / 2;',
                'n = n / 2;\n        if (n >= 1) cout << n << " ";',
            ),
            "WA",
        ),
    ),
    public=("10", "7"),
    private=("1", "2", "3", "1024", "1023", "1000000"),
    generate=lambda rng: [*rows(rng, 3, (20, 1000)), *rows(rng, 3, (2000, 999999))],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

NUMBER_GRID_CPP = cpp("""
    int r, c;
    cin >> r >> c;
    int number = 1;
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) {
            cout << number << " ";
            number++;
        }
        cout << endl;
    }
""")
NUMBER_GRID = SampleProblem(
    slug="numbers-in-rows",
    title="Numbers in Rows",
    statement="Print the numbers 1, 2, 3, ... in r rows with c numbers in each row.",
    input_format="Two integers r and c (1 <= r, c <= 15).",
    output_format="r lines of c integers each, separated by spaces.",
    solve=_grid,
    reference=NUMBER_GRID_CPP,
    wrong=(
        WrongSolution(
            "starts each row with 1 again",
            edit(NUMBER_GRID_CPP, "cout << number <<", "cout << j + 1 <<"),
            "WA",
        ),
        WrongSolution("starts with 0", edit(NUMBER_GRID_CPP, "number = 1", "number = 0"), "WA"),
    ),
    public=("2 3", "3 4"),
    private=("1 1", "1 15", "15 1", "15 15", "2 2"),
    generate=lambda rng: rows(rng, 6, (3, 14), (3, 14)),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("implementation",),
)

COUNT_GREATER_CPP = cpp("""
    int n, x;
    cin >> n >> x;
    int count = 0;
    for (int i = 0; i < n; i++) {
        int a;
        cin >> a;
        if (a > x) count++;
    }
    cout << count << endl;
""")
COUNT_GREATER = SampleProblem(
    slug="count-numbers-greater-than-x",
    title="Greater than x",
    statement="You are given n integers and a number x. Print how many of the integers are greater than x.",
    input_format="The first line contains n and x (1 <= n <= 50, 0 <= x <= 100). The second line contains n integers from 0 to 100.",
    output_format="One integer: how many are greater.",
    solve=_greater,
    reference=COUNT_GREATER_CPP,
    wrong=(
        WrongSolution(
            "counts those equal to x, too", edit(COUNT_GREATER_CPP, "> x)", ">= x)"), "WA"
        ),
        WrongSolution("adds them", edit(COUNT_GREATER_CPP, "count++", "count += a"), "WA"),
    ),
    public=("5 10\n12 7 10 30 11", "3 50\n1 2 3"),
    private=("1 0\n0", "1 0\n1", "4 100\n100 100 99 0", "6 7\n7 7 7 7 7 7", "3 0\n100 100 100"),
    generate=lambda rng: (
        _with_a_number(rng, (8, 15, 30), 0, 12) + _with_a_number(rng, (10, 25, 50), 0, 100)
    ),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

SLICE_CPP = cpp(
    READ
    + """
    int l, r;
    cin >> l >> r;
    for (int i = l - 1; i < r; i++) cout << a[i] << " ";
    cout << endl;
    """,
    "vector",
)
SLICE = SampleProblem(
    slug="elements-from-position-l-to-r",
    title="Part of a List",
    statement="You are given a list of n integers and two positions l and r, counted from 1. Print the elements from position l to position r, both included.",
    input_format="The first line contains n (1 <= n <= 50), the second line the list of integers from -1000 to 1000, the third line l and r (1 <= l <= r <= n).",
    output_format="The elements on one line, separated by spaces.",
    solve=_slice,
    reference=SLICE_CPP,
    wrong=(
        WrongSolution("counts l from 0", edit(SLICE_CPP, "i = l - 1", "i = l"), "WA"),
        WrongSolution("leaves position r out", edit(SLICE_CPP, "i < r", "i < r - 1"), "WA"),
    ),
    public=("5\n4 8 1 9 3\n2 4", "4\n7 -2 5 6\n1 2"),
    private=(
        "1\n5\n1 1",
        "3\n1 2 3\n1 3",
        "3\n1 2 3\n3 3",
        "6\n9 9 8 8 7 7\n2 5",
        "2\n-1000 1000\n2 2",
    ),
    generate=lambda rng: _slices(rng, 6),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

REMAINDERS_CPP = cpp("""
    int n, k;
    cin >> n >> k;
    for (int i = 0; i < n; i++) {
        int a;
        cin >> a;
        cout << a % k << " ";
    }
    cout << endl;
""")
REMAINDERS = SampleProblem(
    slug="remainders-of-a-list",
    title="Remainders",
    statement="You are given n positive integers and a number k. For each of the integers, print its remainder when it is divided by k.",
    input_format="The first line contains n and k (1 <= n <= 50, 1 <= k <= 100). The second line contains n integers from 1 to 1000.",
    output_format="n remainders on one line, separated by spaces.",
    solve=_remainders,
    reference=REMAINDERS_CPP,
    wrong=(
        WrongSolution("prints the quotients", edit(REMAINDERS_CPP, "a % k", "a / k"), "WA"),
        WrongSolution("divides k by the integers", edit(REMAINDERS_CPP, "a % k", "k % a"), "WA"),
    ),
    public=("4 5\n7 10 3 24", "3 2\n1 2 9"),
    private=("1 1\n1", "5 1\n3 8 1000 5 7", "3 10\n10 20 30", "4 100\n99 100 101 1000", "1 7\n6"),
    generate=lambda rng: _remainder_lists(rng, (3, 7, 12, 20, 35, 50)),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

ALL_EVEN_CPP = cpp("""
    int n;
    cin >> n;
    bool even = true;
    for (int i = 0; i < n; i++) {
        int a;
        cin >> a;
        if (a % 2 != 0) even = false;
    }
    if (even) cout << "YES" << endl;
    else cout << "NO" << endl;
""")
ALL_EVEN = SampleProblem(
    slug="all-numbers-even",
    title="All Even",
    statement="You are given n integers. Print YES if every one of them is even, and NO if at least one is odd.",
    input_format="The first line contains n (1 <= n <= 100). The second line contains n integers from 0 to 1000.",
    output_format="YES or NO.",
    solve=_all_even,
    reference=ALL_EVEN_CPP,
    wrong=(
        WrongSolution(
            "only the last number decides",
            edit(ALL_EVEN_CPP, "if (a % 2 != 0) even = false", "even = a % 2 == 0"),
            "WA",
        ),
        WrongSolution(
            "says YES if all of them are odd", edit(ALL_EVEN_CPP, "a % 2 != 0", "a % 2 == 0"), "WA"
        ),
    ),
    public=("3\n4 10 2", "4\n6 3 8 2"),
    private=("1\n0", "1\n1", "5\n7 7 7 7 7", "2\n2 1000", "3\n999 2 4", "6\n8 8 8 8 8 8"),
    generate=_even_lists,
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

LARGEST_STEP_CPP = cpp(
    READ
    + """
    int largest = 0;
    for (int i = 1; i < n; i++) {
        int change = abs(a[i] - a[i - 1]);
        if (change > largest) largest = change;
    }
    cout << largest << endl;
    """,
    "cstdlib",
    "vector",
)
LARGEST_STEP = SampleProblem(
    slug="largest-difference-of-neighbours",
    title="Largest Change",
    statement="You are given the temperatures of n days in order. Print the largest change between two days in a row, where a rise and a fall count the same.",
    input_format="The first line contains n (2 <= n <= 60). The second line contains n temperatures, integers from -50 to 50.",
    output_format="One integer: the largest absolute difference of two neighbours.",
    solve=_largest_step,
    reference=LARGEST_STEP_CPP,
    wrong=(
        WrongSolution(
            "sees the rises only",
            edit(LARGEST_STEP_CPP, "abs(a[i] - a[i - 1])", "a[i] - a[i - 1]"),
            "WA",
        ),
        WrongSolution(
            "compares each day with the first one",
            edit(LARGEST_STEP_CPP, "a[i - 1]", "a[0]"),
            "WA",
        ),
    ),
    public=("5\n10 12 7 8 11", "3\n4 9 6"),
    private=(
        "2\n0 0",
        "2\n-50 50",
        "4\n50 -50 0 1",
        "5\n1 2 3 4 5",
        "6\n9 8 7 6 5 4",
        "4\n7 7 7 7",
    ),
    generate=lambda rng: [
        *arrays(rng, 4, -50, 50, longest=60, shortest=5),
        *(
            f"{n}\n{spaced(sorted(rng.choices(range(-50, 51), k=n), reverse=True))}"
            for n in (8, 20)
        ),
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

PEAKS_CPP = cpp(
    READ
    + """
    int count = 0;
    for (int i = 1; i < n - 1; i++) {
        if (a[i] > a[i - 1] && a[i] > a[i + 1]) count++;
    }
    cout << count << endl;
    """,
    "vector",
)
PEAKS = SampleProblem(
    slug="count-elements-greater-than-both-neighbours",
    title="Peaks",
    statement="An element of a list is a peak if it is greater than the element before it and greater than the element after it. Print how many peaks the list has; its first and last element are never peaks.",
    input_format="The first line contains n (3 <= n <= 80), the length of the list. The second line contains the list: n integers from 1 to 100.",
    output_format="One integer: the number of peaks.",
    solve=_peaks,
    reference=PEAKS_CPP,
    wrong=(
        WrongSolution(
            "an element equal to the next one is a peak, too",
            edit(PEAKS_CPP, "a[i] > a[i + 1]", "a[i] >= a[i + 1]"),
            "WA",
        ),
        WrongSolution("one greater neighbour is enough", edit(PEAKS_CPP, "&&", "||"), "WA"),
    ),
    public=("5\n1 4 2 7 3", "4\n5 2 3 9"),
    private=(
        "3\n1 2 1",
        "3\n1 1 1",
        "5\n1 3 3 3 1",
        "6\n1 2 3 4 5 6",
        "4\n9 1 1 9",
        "7\n1 100 1 100 1 100 1",
    ),
    generate=lambda rng: (
        arrays(rng, 3, 1, 5, longest=30, shortest=8) + arrays(rng, 3, 1, 100, 80, shortest=20)
    ),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

LARGER_TOTAL_CPP = cpp("""
    int n;
    cin >> n;
    int total_a = 0, total_b = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        total_a += x;
    }
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        total_b += x;
    }
    if (total_a > total_b) cout << "A" << endl;
    else if (total_b > total_a) cout << "B" << endl;
    else cout << "DRAW" << endl;
""")
LARGER_TOTAL = SampleProblem(
    slug="player-with-more-points",
    title="Who Wins",
    statement="The players A and B play n rounds. Print A if A has more points in total, B if B has more, and DRAW if both have the same.",
    input_format="The first line contains n (1 <= n <= 50). The second line contains the n points of A, the third line the n points of B (integers from 0 to 1000).",
    output_format="A, B or DRAW.",
    solve=_winner,
    reference=LARGER_TOTAL_CPP,
    wrong=(
        WrongSolution(
            "a draw goes to B",
            edit(LARGER_TOTAL_CPP, "total_b > total_a", "total_b >= total_a"),
            "WA",
        ),
        WrongSolution(
            "only the last round counts for B",
            edit(LARGER_TOTAL_CPP, "total_b += x", "total_b = x"),
            "WA",
        ),
    ),
    public=("3\n5 2 4\n1 6 3", "2\n3 4\n5 2"),
    private=(
        "1\n0\n0",
        "1\n1000\n999",
        "1\n3\n4",
        "4\n9 1 1 1\n0 2 2 2",
        "3\n0 0 9\n4 5 1",
        "3\n10 10 10\n10 10 10",
    ),
    generate=_games,
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

INSERT_CPP = cpp(
    READ
    + """
    int k, x;
    cin >> k >> x;
    a.insert(a.begin() + k - 1, x);
    for (int i = 0; i <= n; i++) cout << a[i] << " ";
    cout << endl;
    """,
    "vector",
)
INSERT = SampleProblem(
    slug="insert-a-number-at-position-k",
    title="Insert a Number",
    statement="You are given a list of n integers, a position k and a number x. Insert x so that it becomes the k-th element of the list, counting from 1, and print the new list.",
    input_format="The first line contains n (1 <= n <= 50), the second line the list, the third line k and x (1 <= k <= n + 1). All numbers of the list and x are from -1000 to 1000.",
    output_format="n + 1 integers on one line, separated by spaces.",
    solve=_inserted,
    reference=INSERT_CPP,
    wrong=(
        WrongSolution("counts k from 0", edit(INSERT_CPP, "+ k - 1", "+ (k < n ? k : n)"), "WA"),
        WrongSolution("the last element is missing", edit(INSERT_CPP, "i <= n", "i < n"), "WA"),
    ),
    public=("4\n3 8 2 5\n2 7", "3\n1 2 3\n1 9"),
    private=("1\n5\n1 6", "1\n5\n2 6", "3\n1 2 3\n4 4", "3\n7 7 7\n2 7", "2\n-1000 1000\n2 0"),
    generate=lambda rng: _insertions(rng, 6),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

MISSING_CPP = cpp("""
    int n;
    cin >> n;
    int sum = n * (n + 1) / 2;
    for (int i = 0; i < n - 1; i++) {
        int a;
        cin >> a;
        sum -= a;
    }
    cout << sum << endl;
""")
MISSING = SampleProblem(
    slug="missing-number-from-one-to-n",
    title="The Missing Number",
    statement="A list holds all numbers from 1 to n but one. Print the number that is missing.",
    input_format="The first line contains n (2 <= n <= 100). The second line contains the list: n - 1 different integers from 1 to n, in any order.",
    output_format="One integer: the missing number.",
    solve=_missing,
    reference=MISSING_CPP,
    wrong=(
        WrongSolution(
            "takes the list for sorted",
            cpp("""
                int n;
                cin >> n;
                int missing = n;
                for (int i = 1; i < n; i++) {
                    int a;
                    cin >> a;
                    if (a != i && missing == n) missing = i;
                }
                cout << missing << endl;
            """),
            "WA",
        ),
        WrongSolution("adds up to n - 1 only", edit(MISSING_CPP, "n + 1", "n - 1"), "WA"),
    ),
    public=("5\n2 5 1 3", "3\n3 2"),
    private=("2\n1", "2\n2", "4\n3 2 1", "6\n6 5 4 3 2", "5\n1 2 4 5"),
    generate=lambda rng: _all_but_one(rng, 7, 12, 25, 50, 99, 100),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

ZEROS_LAST_CPP = cpp(
    READ
    + """
    for (int i = 0; i < n; i++) {
        if (a[i] != 0) cout << a[i] << " ";
    }
    for (int i = 0; i < n; i++) {
        if (a[i] == 0) cout << 0 << " ";
    }
    cout << endl;
    """,
    "vector",
)
ZEROS_LAST = SampleProblem(
    slug="move-zeros-to-the-end",
    title="Zeros to the End",
    statement="You are given a list of n integers. Move all zeros to the end of the list, keep the order of the other numbers, and print the list.",
    input_format="The first line contains n (1 <= n <= 100). The second line contains n integers from -100 to 100.",
    output_format="n integers on one line, separated by spaces.",
    solve=_zeros_last,
    reference=ZEROS_LAST_CPP,
    wrong=(
        WrongSolution(
            "the zeros come first",
            edit(
                edit(ZEROS_LAST_CPP, "a[i] == 0) cout << 0", "a[i] != 0) cout << a[i]"),
                "a[i] != 0) cout << a[i]",
                "a[i] == 0) cout << 0",
            ),
            "WA",
        ),
        WrongSolution(
            "loses the negative numbers",
            edit(ZEROS_LAST_CPP, "a[i] != 0", "a[i] > 0"),
            "WA",
        ),
    ),
    public=("5\n0 3 0 1 2", "4\n7 0 -4 5"),
    private=("1\n0", "1\n-5", "4\n0 0 0 0", "3\n2 1 0", "6\n0 100 0 -100 0 1", "5\n5 4 3 2 1"),
    generate=lambda rng: arrays(rng, 6, -2, 2, longest=60, shortest=6),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

SAVING_DAY_CPP = cpp("""
    int n, s;
    cin >> n >> s;
    int total = 0, day = 0;
    while (total < s) {
        int a;
        cin >> a;
        total += a;
        day++;
    }
    cout << day << endl;
""")
SAVING_DAY = SampleProblem(
    slug="first-day-with-enough-savings",
    title="Saving Coins",
    statement="You are given how many coins a girl saves on each of n days. Print the number of the first day after which she has at least s coins in total.",
    input_format="The first line contains n and s (1 <= n <= 50, 1 <= s <= 5000). The second line contains n integers from 0 to 100, the coins of each day. Their sum is at least s.",
    output_format="One integer: the day, counting from 1.",
    solve=_saving_day,
    reference=SAVING_DAY_CPP,
    wrong=(
        WrongSolution(
            "s coins are not enough",
            edit(SAVING_DAY_CPP, "while (total < s)", "while (day < n && total <= s)"),
            "WA",
        ),
        WrongSolution(
            "counts the days before it",
            edit(SAVING_DAY_CPP, "cout << day", "cout << day - 1"),
            "WA",
        ),
    ),
    public=("4 10\n3 4 5 6", "3 5\n2 3 4"),
    private=(
        "1 1\n1",
        "5 1\n0 0 0 1 0",
        "3 100\n100 100 100",
        "4 400\n100 100 100 100",
        "2 7\n6 100",
    ),
    generate=lambda rng: _savings(rng, 5, 9, 15, 30, 40, 50),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

PLACE_IN_MATRIX_CPP = cpp(
    """
    int r, c;
    cin >> r >> c;
    vector<vector<int>> a(r, vector<int>(c));
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) cin >> a[i][j];
    }
    int x;
    cin >> x;
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) {
            if (a[i][j] == x) cout << i + 1 << " " << j + 1 << endl;
        }
    }
    """,
    "vector",
)
PLACE_IN_MATRIX = SampleProblem(
    slug="find-a-number-in-a-matrix",
    title="Find a Number in a Matrix",
    statement="You are given a matrix with r rows and c columns and a number x that occurs in it exactly once. Print the row and the column of x, both counted from 1.",
    input_format="The first line contains r and c (1 <= r, c <= 8). Then follow the r rows of the matrix, integers from -1000 to 1000. The last line contains x.",
    output_format="Two integers: the row and the column.",
    solve=_place_in_matrix,
    reference=PLACE_IN_MATRIX_CPP,
    wrong=(
        WrongSolution(
            "counts from 0",
            edit(PLACE_IN_MATRIX_CPP, 'i + 1 << " " << j + 1', 'i << " " << j'),
            "WA",
        ),
        WrongSolution(
            "prints the column first",
            edit(PLACE_IN_MATRIX_CPP, 'i + 1 << " " << j + 1', 'j + 1 << " " << i + 1'),
            "WA",
        ),
    ),
    public=("2 3\n4 8 1\n9 5 7\n9", "3 2\n1 2\n3 4\n5 6\n4"),
    private=("1 1\n5\n5", "1 4\n7 7 7 2\n2", "4 1\n0\n0\n-3\n0\n-3", "2 2\n1 2\n3 3\n1"),
    generate=lambda rng: _matrix_and_number(rng, (2, 5), (3, 4), (5, 3), (6, 7), (8, 8), (8, 2)),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

COMMON_CPP = cpp(
    """
    int n, m;
    cin >> n >> m;
    vector<int> a(n), b(m);
    for (int i = 0; i < n; i++) cin >> a[i];
    for (int j = 0; j < m; j++) cin >> b[j];
    int count = 0;
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < m; j++) {
            if (a[i] == b[j]) count++;
        }
    }
    cout << count << endl;
    """,
    "vector",
)
COMMON = SampleProblem(
    slug="count-common-numbers",
    title="Numbers in Both Lists",
    statement="You are given a list of n different integers and a list of m different integers. Print how many numbers are in both lists.",
    input_format="The first line contains n and m (1 <= n, m <= 50). The second line contains the first list, the third line the second list (integers from 1 to 100).",
    output_format="One integer: how many numbers are in both lists.",
    solve=_common,
    reference=COMMON_CPP,
    wrong=(
        WrongSolution(
            "looks for a number at the same position only",
            edit(COMMON_CPP, "a[i] == b[j]", "i == j && a[i] == b[j]"),
            "WA",
        ),
        WrongSolution(
            "counts those that are in the first list only",
            edit(COMMON_CPP, "cout << count", "cout << n - count"),
            "WA",
        ),
    ),
    public=("4 3\n1 5 7 2\n2 9 1", "2 3\n4 6\n1 2 3"),
    private=(
        "1 1\n8\n8",
        "1 1\n8\n9",
        "3 3\n1 2 3\n3 1 2",
        "3 3\n1 2 3\n1 2 3",
        "2 5\n100 1\n2 3 100 4 5",
    ),
    generate=lambda rng: _two_sets(rng, (4, 6), (8, 5), (12, 12), (20, 30), (45, 50), (50, 50)),
    home="coder",
    split="valid",
    difficulty="B",
    tags=("arrays",),
)

WORD_CHAIN_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    if (t[0] == s[s.size() - 1]) cout << "YES" << endl;
    else cout << "NO" << endl;
    """,
    "string",
)
WORD_CHAIN = SampleProblem(
    slug="word-chain",
    title="Word Chain",
    statement="You are given two words. Print YES if the second word starts with the last letter of the first word, and NO otherwise.",
    input_format="Two words of lowercase English letters, one on each line, each at most 50 letters long.",
    output_format="YES or NO.",
    solve=_chained,
    reference=WORD_CHAIN_CPP,
    wrong=(
        WrongSolution(
            "compares the first letters", edit(WORD_CHAIN_CPP, "s[s.size() - 1]", "s[0]"), "WA"
        ),
        WrongSolution(
            "compares the last letters", edit(WORD_CHAIN_CPP, "t[0]", "t[t.size() - 1]"), "WA"
        ),
    ),
    public=("apple\nelephant", "dog\ncat"),
    private=("a\na", "a\nb", "ab\nba", "ab\nab", "sun\nneon", "tree\ntent", "level\nlevel"),
    generate=_chains,
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

LETTERS_APART_CPP = cpp(
    """
    char a, b;
    cin >> a >> b;
    cout << abs(a - b) << endl;
    """,
    "cstdlib",
)
LETTERS_APART = SampleProblem(
    slug="distance-of-two-letters",
    title="Letters Apart",
    statement="You are given two letters. Print how many places they are apart in the alphabet: for a and d, print 3.",
    input_format="Two lowercase English letters, separated by a space.",
    output_format="One integer: the distance.",
    solve=_letters_apart,
    reference=LETTERS_APART_CPP,
    wrong=(
        WrongSolution(
            "negative if the second letter comes later",
            edit(LETTERS_APART_CPP, "abs(a - b)", "(a - b)"),
            "WA",
        ),
        WrongSolution(
            "counts both letters", edit(LETTERS_APART_CPP, "abs(a - b)", "abs(a - b) + 1"), "WA"
        ),
    ),
    public=("a d", "k f"),
    private=("a a", "a z", "z a", "m n", "z z"),
    generate=lambda rng: [" ".join(rng.sample(LETTERS, 2)) for _ in range(7)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

HALVES_SWAPPED_CPP = cpp(
    """
    string s;
    cin >> s;
    int half = s.size() / 2;
    cout << s.substr(half) + s.substr(0, half) << endl;
    """,
    "string",
)
HALVES_SWAPPED = SampleProblem(
    slug="swap-the-halves-of-a-word",
    title="Swapped Halves",
    statement="The given word has an even number of letters. Print its second half followed by its first half: for door, print ordo.",
    input_format="One word of 2 to 60 lowercase English letters.",
    output_format="One word.",
    solve=_halves_swapped,
    reference=HALVES_SWAPPED_CPP,
    wrong=(
        WrongSolution(
            "prints the second half only",
            edit(HALVES_SWAPPED_CPP, " + s.substr(0, half)", ""),
            "WA",
        ),
        WrongSolution("moves one letter only", edit(HALVES_SWAPPED_CPP, "s.size() / 2", "1"), "WA"),
    ),
    public=("door", "abcdef"),
    private=("ab", "zz", "aabb", "level" * 2, "ab" * 15 + "cd" * 15),
    generate=lambda rng: [_word(rng, size) for size in (4, 8, 12, 30, 52, 60)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

DATE_CPP = cpp(
    """
    string s;
    cin >> s;
    string day = s.substr(0, 2);
    string month = s.substr(3, 2);
    string year = s.substr(6, 4);
    cout << year << "-" << month << "-" << day << endl;
    """,
    "string",
)
DATE = SampleProblem(
    slug="date-with-the-year-first",
    title="Year First",
    statement="A date is given as day.month.year, like 24.12.2025. Print it as year-month-day, like 2025-12-24.",
    input_format="One date with two digits for the day, two digits for the month and four digits for the year.",
    output_format="The date as year-month-day, with the same digits.",
    solve=lambda text: "-".join(reversed(text.strip().split("."))),
    reference=DATE_CPP,
    wrong=(
        WrongSolution(
            "prints the day before the month",
            edit(DATE_CPP, '<< month << "-" << day', '<< day << "-" << month'),
            "WA",
        ),
        WrongSolution(
            "prints points",
            edit(DATE_CPP, 'year << "-" << month << "-"', 'year << "." << month << "."'),
            "WA",
        ),
    ),
    public=("24.12.2025", "03.07.1999"),
    private=("01.01.2000", "31.12.1900", "29.02.2024", "10.10.2010", "05.11.2001"),
    generate=lambda rng: _dates(rng, 6),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

ALPHABET_HALF_CPP = cpp("""
    char c;
    cin >> c;
    if (c <= 'm') {
        cout << "first" << endl;
    } else {
        cout << "second" << endl;
    }
""")
ALPHABET_HALF = SampleProblem(
    slug="half-of-the-alphabet",
    title="Half of the Alphabet",
    statement="You are given a letter. Print first if it is one of the letters a to m, and second if it is one of the letters n to z.",
    input_format="One lowercase letter.",
    output_format="first or second.",
    solve=lambda text: ("first", "second")[LETTERS.index(text.strip()) // 13],
    reference=ALPHABET_HALF_CPP,
    wrong=(
        WrongSolution("puts m into the second half", edit(ALPHABET_HALF_CPP, "<=", "<"), "WA"),
        WrongSolution("puts n into the first half", edit(ALPHABET_HALF_CPP, "'m'", "'n'"), "WA"),
    ),
    public=("c", "t"),
    private=("a", "m", "n", "z", "l", "o"),
    generate=lambda rng: rng.sample("bdefghijk", 3) + rng.sample("pqrsuvwxy", 3),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

ROBOT_CPP = cpp(
    """
    string s;
    cin >> s;
    int position = 0;
    for (char c : s) {
        if (c == 'R') position++;
        else position--;
    }
    cout << position << endl;
    """,
    "string",
)
ROBOT = SampleProblem(
    slug="robot-on-a-line",
    title="Robot on a Line",
    statement="A robot starts at position 0. The letter R moves it one step to the right, which adds 1 to its position, and the letter L moves it one step to the left, which subtracts 1. Print its position after all moves.",
    input_format="One word of 1 to 100 letters L and R, the moves.",
    output_format="One integer: the position.",
    solve=lambda text: str(text.count("R") - text.count("L")),
    reference=ROBOT_CPP,
    wrong=(
        WrongSolution(
            "stays where it is for L", edit(ROBOT_CPP, "position--", "position += 0"), "WA"
        ),
        WrongSolution("takes left for right", edit(ROBOT_CPP, "c == 'R'", "c == 'L'"), "WA"),
    ),
    public=("RRL", "LLLR"),
    private=("R", "L", "RL", "R" * 100, "L" * 100, "LRLRL"),
    generate=lambda rng: [
        _word(rng, size, letters)
        for size, letters in ((7, "LR"), (15, "LRR"), (33, "LLR"), (60, "LR"), (99, "LLLR"))
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

WORD_VALUE_CPP = cpp(
    """
    string s;
    cin >> s;
    int sum = 0;
    for (char c : s) sum += c - 'a' + 1;
    cout << sum << endl;
    """,
    "string",
)
WORD_VALUE = SampleProblem(
    slug="value-of-a-word",
    title="Value of a Word",
    statement="The letter a has the value 1, b has the value 2, and so on up to z with the value 26. Print the sum of the values of all letters of the given word.",
    input_format="One word of lowercase English letters, at most 80 of them.",
    output_format="One integer: the sum of the values.",
    solve=_value,
    reference=WORD_VALUE_CPP,
    wrong=(
        WrongSolution("a has the value 0", edit(WORD_VALUE_CPP, " + 1", ""), "WA"),
        WrongSolution(
            "adds the codes of the characters", edit(WORD_VALUE_CPP, "c - 'a' + 1", "c"), "WA"
        ),
    ),
    public=("abc", "hello"),
    private=("a", "z", "aaaa", "z" * 80, LETTERS),
    generate=lambda rng: [_word(rng, size) for size in (2, 5, 11, 24, 47, 79)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

LONG_WORDS_CPP = cpp(
    """
    int n, k;
    cin >> n >> k;
    int count = 0;
    for (int i = 0; i < n; i++) {
        string s;
        cin >> s;
        if ((int)s.size() > k) count++;
    }
    cout << count << endl;
    """,
    "string",
)
LONG_WORDS = SampleProblem(
    slug="count-words-longer-than-k",
    title="Words Longer than k",
    statement="You are given n words and a number k. Print how many of the words have more than k letters.",
    input_format="The first line contains n and k (1 <= n <= 30, 1 <= k <= 20). The second line contains the n words, at most 20 lowercase letters each.",
    output_format="One integer: how many words are longer than k.",
    solve=_long_words,
    reference=LONG_WORDS_CPP,
    wrong=(
        WrongSolution(
            "counts words of exactly k letters, too", edit(LONG_WORDS_CPP, "> k)", ">= k)"), "WA"
        ),
        WrongSolution("counts the shorter words", edit(LONG_WORDS_CPP, "> k)", "< k)"), "WA"),
    ),
    public=("4 3\nthe cat drinks milk", "3 5\none two three"),
    private=(
        "1 1\na",
        "1 1\nab",
        "3 4\ntree book lamp",
        f"2 20\n{'x' * 20} y",
        "5 2\naaa bbb ccc ddd eee",
    ),
    generate=lambda rng: _words_and_length(rng, 6),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

SEASON_POINTS_CPP = cpp(
    """
    string s;
    cin >> s;
    int points = 0;
    for (char c : s) {
        if (c == 'W') points += 3;
        if (c == 'D') points += 1;
    }
    cout << points << endl;
    """,
    "string",
)
SEASON_POINTS = SampleProblem(
    slug="points-of-a-football-team",
    title="Points of a Team",
    statement="The results of a football team are given as letters: W for a win, D for a draw and L for a loss. A win gives 3 points, a draw 1 point and a loss 0 points. Print the points of the team.",
    input_format="One word of 1 to 50 letters W, D and L.",
    output_format="One integer: the points.",
    solve=lambda text: str(3 * text.count("W") + text.count("D")),
    reference=SEASON_POINTS_CPP,
    wrong=(
        WrongSolution(
            "gives 2 points for a win", edit(SEASON_POINTS_CPP, "points += 3", "points += 2"), "WA"
        ),
        WrongSolution("gives a point for a loss", edit(SEASON_POINTS_CPP, "'D'", "'L'"), "WA"),
    ),
    public=("WDL", "WWDW"),
    private=("W", "D", "L", "W" * 50, "L" * 50, "DDLLL"),
    generate=lambda rng: [_word(rng, size, "WDL") for size in (5, 9, 17, 26, 34, 49)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

NO_SPACES_CPP = cpp(
    """
    string s;
    getline(cin, s);
    for (char c : s) {
        if (c != ' ') cout << c;
    }
    cout << endl;
    """,
    "string",
)
NO_SPACES = SampleProblem(
    slug="remove-the-spaces",
    title="No Spaces",
    statement="Print the given line without its spaces.",
    input_format="One line of lowercase letters and spaces, at most 100 characters, beginning and ending with a letter.",
    output_format="The letters of the line in the same order, without spaces.",
    solve=lambda text: "".join(text.split()),
    reference=NO_SPACES_CPP,
    wrong=(
        WrongSolution(
            "reads one word only", edit(NO_SPACES_CPP, "getline(cin, s)", "cin >> s"), "WA"
        ),
        WrongSolution(
            "prints the spaces, too", edit(NO_SPACES_CPP, "if (c != ' ') cout", "cout"), "WA"
        ),
    ),
    public=("good morning", "a b c"),
    private=("a", "word", "x y", "two  spaces", "a " * 49 + "a"),
    generate=lambda rng: [f"ab {line}" for line in sentences(rng, 6, LETTERS, 10)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

SORTED_LETTERS_CPP = cpp(
    """
    string s;
    cin >> s;
    sort(s.begin(), s.end());
    cout << s << endl;
    """,
    "algorithm",
    "string",
)
SORTED_LETTERS = SampleProblem(
    slug="sort-the-letters-of-a-word",
    title="Sorted Letters",
    statement="Print the letters of the given word in alphabetical order: for banana, print aaabnn.",
    input_format="One word, 1 to 70 lowercase English letters.",
    output_format="The sorted letters, without spaces.",
    solve=lambda text: "".join(c * text.count(c) for c in LETTERS),
    reference=SORTED_LETTERS_CPP,
    wrong=(
        WrongSolution(
            "leaves the last letter in its place",
            edit(SORTED_LETTERS_CPP, "s.end()", "s.end() - 1"),
            "WA",
        ),
        WrongSolution(
            "sorts from z to a",
            edit(SORTED_LETTERS_CPP, "s.begin(), s.end()", "s.rbegin(), s.rend()"),
            "WA",
        ),
    ),
    public=("banana", "hello"),
    private=("a", "ba", "zzzz", LETTERS, LETTERS[::-1]),
    generate=lambda rng: [_word(rng, size) for size in (3, 8, 15, 28, 55, 70)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

STRETCHED_CPP = cpp(
    """
    string s;
    cin >> s;
    for (int i = 0; i < (int)s.size(); i++) {
        for (int j = 0; j <= i; j++) cout << s[i];
    }
    cout << endl;
    """,
    "string",
)
STRETCHED = SampleProblem(
    slug="repeat-the-kth-letter-k-times",
    title="Stretched Word",
    statement="Print the first letter of the given word once, the second letter twice, the third letter three times, and so on, without spaces: for cat, print caattt.",
    input_format="One word, at most 20 lowercase English letters long.",
    output_format="One word on one line.",
    solve=_stretched,
    reference=STRETCHED_CPP,
    wrong=(
        WrongSolution("one time too few", edit(STRETCHED_CPP, "j <= i", "j < i"), "WA"),
        WrongSolution("each letter twice", edit(STRETCHED_CPP, "j <= i", "j < 2"), "WA"),
    ),
    public=("cat", "ab"),
    private=("a", "zz", "level", "abcdefghijklmnopqrst", "q" * 20),
    generate=lambda rng: [_word(rng, size) for size in (3, 4, 6, 9, 13, 20)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

PROBLEMS = (
    BOX_SURFACE,
    THIRD_ANGLE,
    WALL,
    CHANGE,
    SAME_PARITY,
    WEEKDAY,
    WATER,
    RIGHT_TRIANGLE,
    LEAST_DIVISOR,
    THREE_OR_FIVE,
    PRIME_FACTORS,
    HALVES,
    NUMBER_GRID,
    COUNT_GREATER,
    SLICE,
    REMAINDERS,
    ALL_EVEN,
    LARGEST_STEP,
    PEAKS,
    LARGER_TOTAL,
    INSERT,
    MISSING,
    ZEROS_LAST,
    SAVING_DAY,
    PLACE_IN_MATRIX,
    COMMON,
    WORD_CHAIN,
    LETTERS_APART,
    HALVES_SWAPPED,
    DATE,
    ALPHABET_HALF,
    ROBOT,
    WORD_VALUE,
    LONG_WORDS,
    SEASON_POINTS,
    NO_SPACES,
    SORTED_LETTERS,
    STRETCHED,
)
