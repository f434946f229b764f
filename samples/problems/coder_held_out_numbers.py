"""Held-out first-course problems on a few numbers: one formula, one condition or one plain loop."""

import math
import random
from itertools import accumulate

from samples.problem import SampleProblem, WrongSolution
from samples.writing import cpp, edit, ints, rows, spaced


def _number_of_each_length(rng: random.Random, longest: int) -> list[str]:
    return [str(rng.randint(10 ** (size - 1), 10**size - 1)) for size in range(1, longest + 1)]


def _minutes_between(text: str) -> str:
    hour, minute, later_hour, later_minute = ints(text)
    return str((later_hour - hour) * 60 + later_minute - minute)


def _two_clocks(rng: random.Random) -> str:
    first, second = sorted(rng.sample(range(24 * 60), 2))
    return spaced([*divmod(first, 60), *divmod(second, 60)])


def _calculate(text: str) -> str:
    a, sign, b = text.split()
    if sign == "-":
        return str(int(a) - int(b))
    return str(int(a) + int(b) if sign == "+" else int(a) * int(b))


def _equal_triples(rng: random.Random) -> list[str]:
    made = rows(rng, 4, (1, 1000), (1, 1000), (1, 1000))
    for place in (0, 1, 2, 1, 0):
        same, other = rng.sample(range(1, 1000), 2)
        triple = [same, same, same]
        triple[place] = other
        made.append(spaced(triple))
    return made


def _electricity(text: str) -> str:
    return str(sum(2 if unit <= 100 else 3 for unit in range(1, int(text) + 1)))


THREE_IN_ORDER_CPP = cpp(
    """
    int a, b, c;
    cin >> a >> b >> c;
    if (a > b) swap(a, b);
    if (b > c) swap(b, c);
    if (a > b) swap(a, b);
    cout << a << " " << b << " " << c << endl;
    """,
    "utility",
)
THREE_IN_ORDER = SampleProblem(
    slug="three-numbers-in-order",
    title="Three Numbers in Order",
    statement="You are given three integers. Print them in order from the smallest to the largest.",
    input_format="Three integers a, b and c (-1000 <= a, b, c <= 1000).",
    output_format="The three integers in increasing order, separated by spaces.",
    solve=lambda text: spaced(sorted(ints(text))),
    reference=THREE_IN_ORDER_CPP,
    wrong=(
        WrongSolution(
            "one exchange of neighbours is missing",
            edit(THREE_IN_ORDER_CPP, "    if (b > c) swap(b, c);\n", ""),
            "WA",
        ),
        WrongSolution(
            "sorts from the largest to the smallest",
            edit(
                edit(
                    edit(THREE_IN_ORDER_CPP, "if (a > b)", "if (a < b)"), "if (b > c)", "if (b < c)"
                ),
                "if (a > b)",
                "if (a < b)",
            ),
            "WA",
        ),
    ),
    public=("3 1 2", "10 20 15"),
    private=("1 2 3", "3 2 1", "2 3 1", "5 5 5", "-1000 1000 0", "7 -7 7"),
    generate=lambda rng: rows(rng, 6, (-1000, 1000), (-1000, 1000), (-1000, 1000)),
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)

NTH_ODD_CPP = cpp("""
    int n;
    cin >> n;
    cout << 2 * n - 1 << endl;
""")
NTH_ODD = SampleProblem(
    slug="nth-odd-number",
    title="The n-th Odd Number",
    statement="The positive odd numbers are 1, 3, 5, 7 and so on. Print the n-th of them.",
    input_format="One integer n (1 <= n <= 1000000).",
    output_format="One integer: the n-th odd number.",
    solve=lambda text: str(range(1, 2_000_000, 2)[int(text) - 1]),
    reference=NTH_ODD_CPP,
    wrong=(
        WrongSolution(
            "counts from zero, so it is one odd number too far",
            edit(NTH_ODD_CPP, "2 * n - 1", "2 * n + 1"),
            "WA",
        ),
        WrongSolution("prints the even number", edit(NTH_ODD_CPP, "2 * n - 1", "2 * n"), "WA"),
    ),
    public=("3", "10"),
    private=("1", "2", "1000000", "999999"),
    generate=lambda rng: [*_number_of_each_length(rng, 6), "500", "77"],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

TWO_IN_ORDER_CPP = cpp("""
    int a, b;
    cin >> a >> b;
    if (a < b) {
        cout << a << " " << b << endl;
    } else {
        cout << b << " " << a << endl;
    }
""")
TWO_IN_ORDER = SampleProblem(
    slug="smaller-number-first",
    title="Smaller Number First",
    statement="You are given two integers. Print the smaller one first and then the larger one.",
    input_format="Two integers a and b (-1000000 <= a, b <= 1000000).",
    output_format="Two integers separated by a space. If they are equal, print the number twice.",
    solve=lambda text: spaced(sorted(ints(text))),
    reference=TWO_IN_ORDER_CPP,
    wrong=(
        WrongSolution(
            "prints the larger one first", edit(TWO_IN_ORDER_CPP, "a < b", "a > b"), "WA"
        ),
        WrongSolution(
            "prints no space between",
            edit(TWO_IN_ORDER_CPP, 'cout << b << " " << a', "cout << b << a"),
            "WA",
        ),
    ),
    public=("5 2", "3 8"),
    private=("4 4", "-1 1", "0 -1000000", "1000000 -1000000", "9 10", "-3 -2"),
    generate=lambda rng: rows(rng, 6, (-1000000, 1000000), (-1000000, 1000000)),
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)

SWAP_TWO_DIGITS_CPP = cpp("""
    int n;
    cin >> n;
    cout << n % 10 << n / 10 << endl;
""")
SWAP_TWO_DIGITS = SampleProblem(
    slug="swap-the-digits-of-a-two-digit-number",
    title="Swap Two Digits",
    statement="You are given a two-digit number. Print its two digits in the opposite order: for 47, print 74.",
    input_format="One integer n (10 <= n <= 99) whose last digit is not 0.",
    output_format="One two-digit number.",
    solve=lambda text: text.strip()[1] + text.strip()[0],
    reference=SWAP_TWO_DIGITS_CPP,
    wrong=(
        WrongSolution(
            "prints the digits in the old order",
            edit(SWAP_TWO_DIGITS_CPP, "n % 10 << n / 10", "n / 10 << n % 10"),
            "WA",
        ),
        WrongSolution(
            "adds the digits",
            edit(SWAP_TWO_DIGITS_CPP, "n % 10 << n / 10", "n % 10 + n / 10"),
            "WA",
        ),
    ),
    public=("47", "81"),
    private=("11", "12", "99", "19", "91", "98"),
    generate=lambda rng: [str(10 * tens + rng.randint(1, 9)) for tens in range(2, 9)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

FAMILY_TICKETS_CPP = cpp("""
    int a, c;
    cin >> a >> c;
    cout << a * 8 + c * 5 << endl;
""")
FAMILY_TICKETS = SampleProblem(
    slug="tickets-for-adults-and-children",
    title="Zoo Tickets",
    statement="A zoo ticket costs 8 coins for an adult and 5 coins for a child. Print the total price for a adults and c children.",
    input_format="Two integers a and c (0 <= a, c <= 1000).",
    output_format="One integer: the total price.",
    solve=lambda text: str(sum([8] * ints(text)[0] + [5] * ints(text)[1])),
    reference=FAMILY_TICKETS_CPP,
    wrong=(
        WrongSolution(
            "takes one price for the other",
            edit(FAMILY_TICKETS_CPP, "a * 8 + c * 5", "a * 5 + c * 8"),
            "WA",
        ),
        WrongSolution(
            "everybody pays the price of an adult",
            edit(FAMILY_TICKETS_CPP, "a * 8 + c * 5", "(a + c) * 8"),
            "WA",
        ),
    ),
    public=("2 3", "1 0"),
    private=("0 0", "0 7", "1000 1000", "1000 0"),
    generate=lambda rng: rows(rng, 6, (0, 1000), (1, 1000)),
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

ROUND_DOWN_CPP = cpp("""
    int n;
    cin >> n;
    cout << n / 10 * 10 << endl;
""")
ROUND_DOWN = SampleProblem(
    slug="round-down-to-a-multiple-of-ten",
    title="Round Down to Tens",
    statement="Print the largest multiple of 10 that is not greater than n.",
    input_format="One integer n (0 <= n <= 1000000).",
    output_format="One integer.",
    solve=lambda text: str(int(text) - int(text.strip()[-1])),
    reference=ROUND_DOWN_CPP,
    wrong=(
        WrongSolution(
            "divides but does not multiply", edit(ROUND_DOWN_CPP, "n / 10 * 10", "n / 10"), "WA"
        ),
        WrongSolution(
            "rounds to the nearest ten",
            edit(ROUND_DOWN_CPP, "n / 10 * 10", "(n + 5) / 10 * 10"),
            "WA",
        ),
    ),
    public=("47", "120"),
    private=("0", "9", "10", "999999", "1000000", "15"),
    generate=lambda rng: rows(rng, 6, (1, 1000000)),
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

ELECTRICITY_CPP = cpp("""
    int n;
    cin >> n;
    if (n <= 100) {
        cout << n * 2 << endl;
    } else {
        cout << 200 + (n - 100) * 3 << endl;
    }
""")
ELECTRICITY = SampleProblem(
    slug="electricity-bill",
    title="Electricity Bill",
    statement="Each of the first 100 units of electricity costs 2 coins, and each unit after that costs 3 coins. Print the cost of n units.",
    input_format="One integer n (0 <= n <= 10000).",
    output_format="One integer: the cost in coins.",
    solve=_electricity,
    reference=ELECTRICITY_CPP,
    wrong=(
        WrongSolution(
            "all units cost 3 once there are more than 100",
            edit(ELECTRICITY_CPP, "200 + (n - 100) * 3", "n * 3"),
            "WA",
        ),
        WrongSolution(
            "forgets the cost of the first 100 units",
            edit(ELECTRICITY_CPP, "200 + (n - 100) * 3", "(n - 100) * 3"),
            "WA",
        ),
    ),
    public=("50", "120"),
    private=("0", "1", "100", "101", "10000", "99"),
    generate=lambda rng: [*rows(rng, 3, (2, 98)), *rows(rng, 4, (102, 9999))],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

BETWEEN_CLOCKS_CPP = cpp("""
    int h1, m1, h2, m2;
    cin >> h1 >> m1 >> h2 >> m2;
    cout << (h2 * 60 + m2) - (h1 * 60 + m1) << endl;
""")
BETWEEN_CLOCKS = SampleProblem(
    slug="minutes-between-two-times",
    title="Length of a Lesson",
    statement="A lesson starts at h1 hours and m1 minutes and ends at h2 hours and m2 minutes on the same day. Print how many minutes it lasts.",
    input_format="Four integers h1, m1, h2 and m2 (0 <= h1, h2 <= 23, 0 <= m1, m2 <= 59). The end is not before the start.",
    output_format="One integer: the number of minutes.",
    solve=_minutes_between,
    reference=BETWEEN_CLOCKS_CPP,
    wrong=(
        WrongSolution(
            "adds the minutes of the start",
            edit(BETWEEN_CLOCKS_CPP, "(h1 * 60 + m1)", "h1 * 60 + m1"),
            "WA",
        ),
        WrongSolution(
            "an hour has 60 minutes, not 100",
            edit(
                edit(BETWEEN_CLOCKS_CPP, "h2 * 60", "h2 * 100"),
                "h1 * 60",
                "h1 * 100",
            ),
            "WA",
        ),
    ),
    public=("8 0 8 45", "9 50 11 10"),
    private=("0 0 23 59", "12 30 12 30", "0 0 0 0", "7 59 8 0", "10 15 12 15"),
    generate=lambda rng: [_two_clocks(rng) for _ in range(6)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

ABSOLUTE_VALUE_CPP = cpp("""
    int n;
    cin >> n;
    if (n < 0) n = -n;
    cout << n << endl;
""")
ABSOLUTE_VALUE = SampleProblem(
    slug="absolute-value",
    title="Absolute Value",
    statement="Print the absolute value of the integer n: n itself if n is 0 or positive, and -n if n is negative.",
    input_format="One integer n (-1000000 <= n <= 1000000).",
    output_format="One integer.",
    solve=lambda text: text.strip().lstrip("-"),
    reference=ABSOLUTE_VALUE_CPP,
    wrong=(
        WrongSolution(
            "changes the sign of every number",
            edit(ABSOLUTE_VALUE_CPP, "if (n < 0) n = -n;", "n = -n;"),
            "WA",
        ),
        WrongSolution(
            "prints 0 for negative numbers", edit(ABSOLUTE_VALUE_CPP, "n = -n", "n = 0"), "WA"
        ),
    ),
    public=("-5", "7"),
    private=("0", "1", "-1", "1000000", "-1000000"),
    generate=lambda rng: [*rows(rng, 3, (-1000000, -2)), *rows(rng, 3, (2, 1000000))],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

CALCULATOR_CPP = cpp("""
    int a, b;
    char c;
    cin >> a >> c >> b;
    if (c == '+') cout << a + b << endl;
    else if (c == '-') cout << a - b << endl;
    else cout << a * b << endl;
""")
CALCULATOR = SampleProblem(
    slug="simple-calculator",
    title="Simple Calculator",
    statement="You are given an integer, one of the signs +, - and *, and another integer. Print the result of the calculation.",
    input_format="One line with an integer a, a sign and an integer b, separated by spaces (0 <= a, b <= 1000).",
    output_format="One integer: the result.",
    solve=_calculate,
    reference=CALCULATOR_CPP,
    wrong=(
        WrongSolution("subtracts the wrong way", edit(CALCULATOR_CPP, "a - b", "b - a"), "WA"),
        WrongSolution("compares a character with a text", edit(CALCULATOR_CPP, "'+'", '"+"'), "CE"),
    ),
    public=("3 + 4", "6 * 7"),
    private=("5 - 9", "0 * 8", "1000 * 1000", "0 - 1000", "1000 + 1000", "0 + 0", "2 * 2"),
    generate=lambda rng: [
        f"{rng.randint(1, 1000)} {sign} {rng.randint(1, 1000)}" for sign in "+-*-+*"
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)

SIMPLE_INTEREST_CPP = cpp("""
    int p, r, t;
    cin >> p >> r >> t;
    cout << p * r * t / 100 << endl;
""")
SIMPLE_INTEREST = SampleProblem(
    slug="simple-interest",
    title="Simple Interest",
    statement="An amount p is saved at r percent a year for t years. Print the simple interest, p * r * t / 100.",
    input_format="Three integers p, r and t (100 <= p <= 1000000, 1 <= r <= 20, 1 <= t <= 50). p is a multiple of 100.",
    output_format="One integer: the interest.",
    solve=lambda text: str(ints(text)[0] // 100 * math.prod(ints(text)[1:])),
    reference=SIMPLE_INTEREST_CPP,
    wrong=(
        WrongSolution(
            "adds the amount itself",
            edit(SIMPLE_INTEREST_CPP, "p * r * t / 100", "p + p * r * t / 100"),
            "WA",
        ),
        WrongSolution(
            "the interest of one year only",
            edit(SIMPLE_INTEREST_CPP, "p * r * t / 100", "p * r / 100"),
            "WA",
        ),
    ),
    public=("1000 5 2", "200 3 4"),
    private=("100 1 1", "1000000 20 50", "100 20 1", "1000000 1 1", "300 7 9"),
    generate=lambda rng: [
        spaced([100 * rng.randint(1, 9000), rng.randint(1, 20), rng.randint(2, 50)])
        for _ in range(6)
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

EXACTLY_TWO_EQUAL_CPP = cpp("""
    int a, b, c;
    cin >> a >> b >> c;
    int equal = (a == b) + (b == c) + (a == c);
    if (equal == 1) cout << "YES" << endl;
    else cout << "NO" << endl;
""")
EXACTLY_TWO_EQUAL = SampleProblem(
    slug="exactly-two-equal",
    title="Exactly Two Equal",
    statement="You are given three integers. Print YES if exactly two of them are equal, and NO if all three are equal or all three are different.",
    input_format="Three integers a, b and c (1 <= a, b, c <= 1000).",
    output_format="YES or NO.",
    solve=lambda text: "YES" if len(set(ints(text))) == 2 else "NO",
    reference=EXACTLY_TWO_EQUAL_CPP,
    wrong=(
        WrongSolution(
            "three equal numbers count, too",
            edit(EXACTLY_TWO_EQUAL_CPP, "equal == 1", "equal >= 1"),
            "WA",
        ),
        WrongSolution(
            "never compares the first with the last",
            edit(EXACTLY_TWO_EQUAL_CPP, " + (a == c)", ""),
            "WA",
        ),
    ),
    public=("3 5 3", "1 2 3"),
    private=("4 4 4", "7 7 2", "2 7 7", "1000 1000 1000", "1 1000 1", "1000 999 998", "1 1 1"),
    generate=_equal_triples,
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)

PARKING_FEE_CPP = cpp("""
    int h;
    cin >> h;
    cout << 5 + (h - 1) * 2 << endl;
""")
PARKING_FEE = SampleProblem(
    slug="parking-fee",
    title="Parking Fee",
    statement="Parking costs 5 coins for the first hour and 2 coins for every further hour. Print the price of h hours.",
    input_format="One integer h (1 <= h <= 1000).",
    output_format="One integer: the price in coins.",
    solve=lambda text: str(sum([5, *[2] * int(text)][: int(text)])),
    reference=PARKING_FEE_CPP,
    wrong=(
        WrongSolution(
            "pays for the first hour twice", edit(PARKING_FEE_CPP, "(h - 1) * 2", "h * 2"), "WA"
        ),
        WrongSolution(
            "every hour costs 5 coins", edit(PARKING_FEE_CPP, "5 + (h - 1) * 2", "5 * h"), "WA"
        ),
    ),
    public=("1", "3"),
    private=("2", "1000", "999", "24"),
    generate=lambda rng: [str(h) for h in rng.sample(range(4, 999), 6)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

CENTURY_CPP = cpp("""
    int y;
    cin >> y;
    cout << (y + 99) / 100 << endl;
""")
CENTURY = SampleProblem(
    slug="century-of-a-year",
    title="Century of a Year",
    statement="The years 1 to 100 are century 1, the years 101 to 200 are century 2, and so on. Print the century of year y.",
    input_format="One integer y (1 <= y <= 10000).",
    output_format="One integer: the century.",
    solve=lambda text: str(-(-int(text) // 100)),
    reference=CENTURY_CPP,
    wrong=(
        WrongSolution(
            "years that end in 00 fall into the next century",
            edit(CENTURY_CPP, "(y + 99) / 100", "y / 100 + 1"),
            "WA",
        ),
        WrongSolution("does not round up", edit(CENTURY_CPP, "(y + 99) / 100", "y / 100"), "WA"),
    ),
    public=("1905", "1700"),
    private=("1", "99", "100", "101", "2000", "2001", "10000"),
    generate=lambda rng: [*rows(rng, 4, (102, 9999)), "300", "4400"],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

INTEGER_ROOT_CPP = cpp("""
    int n;
    cin >> n;
    int k = 0;
    while ((k + 1) * (k + 1) <= n) k++;
    cout << k << endl;
""")
INTEGER_ROOT = SampleProblem(
    slug="integer-square-root",
    title="Integer Square Root",
    statement="Print the largest integer k such that k * k is not greater than n.",
    input_format="One integer n (0 <= n <= 1000000).",
    output_format="One integer k.",
    solve=lambda text: str(math.isqrt(int(text))),
    reference=INTEGER_ROOT_CPP,
    wrong=(
        WrongSolution(
            "stops before the root of a square number", edit(INTEGER_ROOT_CPP, "<= n", "< n"), "WA"
        ),
        WrongSolution(
            "goes one too far",
            edit(INTEGER_ROOT_CPP, "(k + 1) * (k + 1) <= n", "k * k <= n"),
            "WA",
        ),
    ),
    public=("17", "25"),
    private=("0", "1", "3", "4", "1000000", "999999"),
    generate=lambda rng: [*rows(rng, 5, (5, 999999)), str(rng.randint(5, 900) ** 2)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

LIST_DIVISORS_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 1; i <= n; i++) {
        if (n % i == 0) cout << i << " ";
    }
    cout << endl;
""")
LIST_DIVISORS = SampleProblem(
    slug="print-all-divisors",
    title="All Divisors",
    statement="Print all positive divisors of n in increasing order.",
    input_format="One integer n (1 <= n <= 10000).",
    output_format="The divisors on one line, separated by spaces.",
    solve=lambda text: spaced(
        sorted(
            {
                part
                for i in range(1, math.isqrt(int(text)) + 1)
                if int(text) % i == 0
                for part in (i, int(text) // i)
            }
        )
    ),
    reference=LIST_DIVISORS_CPP,
    wrong=(
        WrongSolution("leaves n itself out", edit(LIST_DIVISORS_CPP, "i <= n", "i < n"), "WA"),
        WrongSolution("leaves 1 out", edit(LIST_DIVISORS_CPP, "int i = 1", "int i = 2"), "WA"),
    ),
    public=("12", "7"),
    private=("1", "2", "36", "10000", "9973", "64"),
    generate=lambda rng: [*rows(rng, 5, (10, 10000)), "5040"],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

PERFECT_SQUARE_CPP = cpp("""
    int n;
    cin >> n;
    bool square = false;
    for (int i = 0; i * i <= n; i++) {
        if (i * i == n) square = true;
    }
    cout << (square ? "YES" : "NO") << endl;
""")
PERFECT_SQUARE = SampleProblem(
    slug="perfect-square-test",
    title="Perfect Square",
    statement="Print YES if n is the square of an integer, and NO otherwise.",
    input_format="One integer n (0 <= n <= 1000000).",
    output_format="YES or NO.",
    solve=lambda text: "YES" if math.isqrt(int(text)) ** 2 == int(text) else "NO",
    reference=PERFECT_SQUARE_CPP,
    wrong=(
        WrongSolution(
            "the loop ends before the root",
            edit(PERFECT_SQUARE_CPP, "i * i <= n", "i * i < n"),
            "WA",
        ),
        WrongSolution(
            "looks only at whether the root divides n",
            edit(PERFECT_SQUARE_CPP, "i * i == n", "i > 1 && n % i == 0"),
            "WA",
        ),
    ),
    public=("16", "20"),
    private=("0", "1", "2", "3", "4", "1000000", "999999", "998001"),
    generate=lambda rng: [
        *(str(rng.randint(3, 998) ** 2) for _ in range(4)),
        *(str(rng.randint(3, 998) ** 2 + 1) for _ in range(2)),
        *(str(rng.randint(3, 998) ** 2 - 1) for _ in range(2)),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

COUNT_DIGIT_CPP = cpp("""
    int n, d;
    cin >> n >> d;
    int count = 0;
    while (n > 0) {
        if (n % 10 == d) count++;
        n /= 10;
    }
    cout << count << endl;
""")
COUNT_DIGIT = SampleProblem(
    slug="count-a-digit",
    title="Count a Digit",
    statement="You are given a positive integer n and a digit d. Print how many times the digit d occurs in n.",
    input_format="Two integers n and d (1 <= n <= 1000000000, 0 <= d <= 9).",
    output_format="One integer: the number of occurrences.",
    solve=lambda text: str(text.split()[0].count(text.split()[1])),
    reference=COUNT_DIGIT_CPP,
    wrong=(
        WrongSolution(
            "leaves the first digit out", edit(COUNT_DIGIT_CPP, "n > 0", "n >= 10"), "WA"
        ),
        WrongSolution(
            "stops after the first occurrence",
            edit(COUNT_DIGIT_CPP, "count++;", "{ count = 1; break; }"),
            "WA",
        ),
    ),
    public=("12321 2", "505 0"),
    private=("1 1", "7 3", "1000000000 0", "1000000000 1", "999999999 9", "4444 5"),
    generate=lambda rng: [
        "".join(rng.choices(digits, k=size)) + " " + digits[0]
        for digits, size in (("12", 6), ("357", 8), ("89", 9), ("46", 5), ("152", 7))
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)

POWERS_OF_TWO_CPP = cpp("""
    int n;
    cin >> n;
    for (int p = 1; p <= n; p *= 2) cout << p << " ";
    cout << endl;
""")
POWERS_OF_TWO = SampleProblem(
    slug="powers-of-two-up-to-n",
    title="Powers of Two",
    statement="Print all powers of two (1, 2, 4, 8, ...) that are not greater than n, in increasing order.",
    input_format="One integer n (1 <= n <= 1000000).",
    output_format="The powers on one line, separated by spaces.",
    solve=lambda text: spaced([2**i for i in range(int(text).bit_length())]),
    reference=POWERS_OF_TWO_CPP,
    wrong=(
        WrongSolution("leaves n itself out", edit(POWERS_OF_TWO_CPP, "p <= n", "p < n"), "WA"),
        WrongSolution("starts with 2", edit(POWERS_OF_TWO_CPP, "int p = 1", "int p = 2"), "WA"),
    ),
    public=("10", "16"),
    private=("1", "2", "3", "1000000", "524288", "524287"),
    generate=lambda rng: [*_number_of_each_length(rng, 6)[1:], "64", "255"],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

TRIANGULAR_NUMBERS_CPP = cpp("""
    int n;
    cin >> n;
    int sum = 0;
    for (int i = 1; i <= n; i++) {
        sum += i;
        cout << sum << " ";
    }
    cout << endl;
""")
TRIANGULAR_NUMBERS = SampleProblem(
    slug="first-triangular-numbers",
    title="Triangular Numbers",
    statement="The k-th triangular number is 1 + 2 + ... + k. Print the first n triangular numbers.",
    input_format="One integer n (1 <= n <= 100).",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced([k * (k + 1) // 2 for k in range(1, int(text) + 1)]),
    reference=TRIANGULAR_NUMBERS_CPP,
    wrong=(
        WrongSolution(
            "leaves the last number out", edit(TRIANGULAR_NUMBERS_CPP, "i <= n", "i < n"), "WA"
        ),
        WrongSolution(
            "prints the numbers that are added",
            edit(TRIANGULAR_NUMBERS_CPP, "cout << sum", "cout << i"),
            "WA",
        ),
    ),
    public=("3", "5"),
    private=("1", "2", "100", "99", "10"),
    generate=lambda rng: [str(n) for n in rng.sample(range(11, 99), 6)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

ALTERNATING_SUM_CPP = cpp("""
    int n;
    cin >> n;
    int sum = 0;
    for (int i = 1; i <= n; i++) {
        if (i % 2 == 1) sum += i;
        else sum -= i;
    }
    cout << sum << endl;
""")
ALTERNATING_SUM = SampleProblem(
    slug="alternating-sum-to-n",
    title="Plus and Minus",
    statement="Print the value of 1 - 2 + 3 - 4 + 5 - ... up to n, where odd numbers are added and even numbers are subtracted.",
    input_format="One integer n (1 <= n <= 100000).",
    output_format="One integer: the value.",
    solve=lambda text: str((int(text) + 1) // 2 if int(text) % 2 else -(int(text) // 2)),
    reference=ALTERNATING_SUM_CPP,
    wrong=(
        WrongSolution("leaves n out", edit(ALTERNATING_SUM_CPP, "i <= n", "i < n"), "WA"),
        WrongSolution(
            "subtracts the odd numbers", edit(ALTERNATING_SUM_CPP, "i % 2 == 1", "i % 2 == 0"), "WA"
        ),
    ),
    public=("3", "4"),
    private=("1", "2", "100000", "99999", "10"),
    generate=lambda rng: [*rows(rng, 3, (11, 999)), *rows(rng, 4, (1000, 99998))],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

CHOOSE_CPP = cpp("""
    int n, k;
    cin >> n >> k;
    long long ways = 1;
    for (int i = 1; i <= k; i++) {
        ways = ways * (n - k + i) / i;
    }
    cout << ways << endl;
""")
CHOOSE = SampleProblem(
    slug="n-choose-k",
    title="Choose k of n",
    statement="Print in how many ways k of n children can be chosen for a team: n! / (k! * (n - k)!), where 0! is 1.",
    input_format="Two integers n and k (1 <= n <= 20, 0 <= k <= n).",
    output_format="One integer: the number of ways.",
    solve=lambda text: str(math.comb(*ints(text))),
    reference=CHOOSE_CPP,
    wrong=(
        WrongSolution(
            "the order of the children counts",
            edit(CHOOSE_CPP, "(n - k + i) / i", "(n - k + i)"),
            "WA",
        ),
        WrongSolution("one factor is missing", edit(CHOOSE_CPP, "i <= k", "i < k"), "WA"),
    ),
    public=("4 2", "5 1"),
    private=("1 0", "1 1", "20 10", "20 0", "20 20", "20 19"),
    generate=lambda rng: [f"{n} {rng.randint(2, n - 2)}" for n in (6, 8, 11, 14, 17, 19)],
    home="coder",
    split="test",
    difficulty="B",
    tags=("math",),
)

FIRST_DIGIT_CPP = cpp("""
    int n;
    cin >> n;
    while (n >= 10) n /= 10;
    cout << n << endl;
""")
FIRST_DIGIT = SampleProblem(
    slug="first-digit",
    title="First Digit",
    statement="Print the first digit of the positive integer n.",
    input_format="One integer n (1 <= n <= 1000000000).",
    output_format="One digit.",
    solve=lambda text: text.strip()[0],
    reference=FIRST_DIGIT_CPP,
    wrong=(
        WrongSolution("a leading ten stays", edit(FIRST_DIGIT_CPP, "n >= 10", "n > 10"), "WA"),
        WrongSolution(
            "divides once only", edit(FIRST_DIGIT_CPP, "while (n >= 10)", "if (n >= 10)"), "WA"
        ),
    ),
    public=("472", "90"),
    private=("1", "9", "10", "1000000000", "999999999", "19"),
    generate=lambda rng: _number_of_each_length(rng, 9)[2:],
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)

STAR_RECTANGLE_CPP = cpp("""
    int r, c;
    cin >> r >> c;
    for (int i = 0; i < r; i++) {
        for (int j = 0; j < c; j++) cout << "*";
        cout << endl;
    }
""")
STAR_RECTANGLE = SampleProblem(
    slug="rectangle-of-stars",
    title="Rectangle of Stars",
    statement="Print a rectangle of stars (*) with r rows and c stars in each row.",
    input_format="Two integers r and c (1 <= r, c <= 20).",
    output_format="r lines of c stars each, without spaces.",
    solve=lambda text: "\n".join(["*" * ints(text)[1]] * ints(text)[0]),
    reference=STAR_RECTANGLE_CPP,
    wrong=(
        WrongSolution(
            "takes rows for columns",
            edit(STAR_RECTANGLE_CPP, "cin >> r >> c", "cin >> c >> r"),
            "WA",
        ),
        WrongSolution(
            "writes all stars on one line",
            edit(STAR_RECTANGLE_CPP, "        cout << endl;\n", ""),
            "WA",
        ),
    ),
    public=("2 3", "3 1"),
    private=("1 1", "1 20", "20 1", "20 20", "4 4"),
    generate=lambda rng: rows(rng, 6, (2, 9), (10, 20)) + rows(rng, 2, (10, 20), (2, 9)),
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)

NUMBER_TRIANGLE_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 1; i <= n; i++) {
        for (int j = 1; j <= i; j++) cout << j << " ";
        cout << endl;
    }
""")
NUMBER_TRIANGLE = SampleProblem(
    slug="number-triangle",
    title="Number Triangle",
    statement="Print a triangle of n lines. Line i holds the numbers 1, 2, ..., i.",
    input_format="One integer n (1 <= n <= 20).",
    output_format="n lines; the numbers in a line are separated by spaces.",
    solve=lambda text: "\n".join(
        accumulate(map(str, range(1, int(text) + 1)), lambda line, number: f"{line} {number}")
    ),
    reference=NUMBER_TRIANGLE_CPP,
    wrong=(
        WrongSolution(
            "prints the number of the line",
            edit(NUMBER_TRIANGLE_CPP, "cout << j", "cout << i"),
            "WA",
        ),
        WrongSolution("a square of numbers", edit(NUMBER_TRIANGLE_CPP, "j <= i", "j <= n"), "WA"),
    ),
    public=("3", "5"),
    private=("1", "2", "4", "20", "10", "19"),
    generate=lambda rng: [str(n) for n in rng.sample([*range(6, 10), *range(11, 19)], 6)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)

PROBLEMS = (
    THREE_IN_ORDER,
    NTH_ODD,
    TWO_IN_ORDER,
    SWAP_TWO_DIGITS,
    FAMILY_TICKETS,
    ROUND_DOWN,
    ELECTRICITY,
    BETWEEN_CLOCKS,
    ABSOLUTE_VALUE,
    CALCULATOR,
    SIMPLE_INTEREST,
    EXACTLY_TWO_EQUAL,
    PARKING_FEE,
    CENTURY,
    INTEGER_ROOT,
    LIST_DIVISORS,
    PERFECT_SQUARE,
    COUNT_DIGIT,
    POWERS_OF_TWO,
    TRIANGULAR_NUMBERS,
    ALTERNATING_SUM,
    CHOOSE,
    FIRST_DIGIT,
    STAR_RECTANGLE,
    NUMBER_TRIANGLE,
)
