"""Training problems of a first course on a few numbers: one formula, one condition or one plain loop."""

import math
import random

from samples.problem import SampleProblem, WrongSolution
from samples.writing import cpp, edit, ints, rows, spaced


def _apart(text: str) -> str:
    x1, y1, x2, y2 = ints(text)
    return str(max(x1, x2) - min(x1, x2) + max(y1, y2) - min(y1, y2))


def _season(text: str) -> str:
    return ("winter", "spring", "summer", "autumn")[int(text) % 12 // 3]


def _sum_of_range(text: str) -> str:
    a, b = ints(text)
    return str((a + b) * (b - a + 1) // 2)


def _ranges(rng: random.Random, count: int, low: int, high: int) -> list[str]:
    return [spaced(sorted(rng.sample(range(low, high + 1), 2))) for _ in range(count)]


def _long_numbers(rng: random.Random, digits: str, sizes: tuple[int, ...]) -> list[str]:
    return [rng.choice(digits.strip("0")) + "".join(rng.choices(digits, k=n - 1)) for n in sizes]


def _primes(text: str) -> str:
    sieve = [True] * (int(text) + 1)
    found = []
    for number in range(2, len(sieve)):
        if sieve[number]:
            found.append(number)
            sieve[number::number] = [False] * len(sieve[number::number])
    return spaced(found)


def _proper_divisors(text: str) -> str:
    n = int(text)
    small = [i for i in range(1, math.isqrt(n) + 1) if n % i == 0]
    return str(sum({*small, *(n // i for i in small)}) - n)


def _multiples(text: str) -> str:
    a, b, k = ints(text)
    return str(b // k - (a - 1) // k)


def _terms(text: str) -> str:
    a, d, n = ints(text)
    return spaced([a + i * d for i in range(n)])


def _fizz_buzz(text: str) -> str:
    lines = [str(i) for i in range(int(text) + 1)]
    for step, word in ((3, "Fizz"), (5, "Buzz"), (15, "FizzBuzz")):
        lines[step::step] = [word] * len(lines[step::step])
    return "\n".join(lines[1:])


RECTANGLE_PERIMETER_CPP = cpp("""
    int a, b;
    cin >> a >> b;
    cout << 2 * (a + b) << endl;
""")
RECTANGLE_PERIMETER = SampleProblem(
    slug="rectangle-perimeter",
    title="Perimeter of a Rectangle",
    statement="A rectangle has sides of length a and b. Print its perimeter.",
    input_format="Two integers a and b (1 <= a, b <= 1000000).",
    output_format="One integer: the perimeter.",
    solve=lambda text: str(sum(2 * ints(text))),
    reference=RECTANGLE_PERIMETER_CPP,
    wrong=(
        WrongSolution(
            "forgets the brackets",
            edit(RECTANGLE_PERIMETER_CPP, "2 * (a + b)", "2 * a + b"),
            "WA",
        ),
        WrongSolution(
            "prints the area", edit(RECTANGLE_PERIMETER_CPP, "2 * (a + b)", "1LL * a * b"), "WA"
        ),
    ),
    public=("3 5", "10 2"),
    private=("1 1", "1 1000000", "1000000 1000000", "7 7", "1000000 3"),
    generate=lambda rng: rows(rng, 3, (1, 100), (1, 100)) + rows(rng, 3, (1, 10**6), (1, 10**6)),
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

SMALLEST_OF_FOUR_CPP = cpp("""
    int a, b, c, d;
    cin >> a >> b >> c >> d;
    int smallest = a;
    if (b < smallest) smallest = b;
    if (c < smallest) smallest = c;
    if (d < smallest) smallest = d;
    cout << smallest << endl;
""")
SMALLEST_OF_FOUR = SampleProblem(
    slug="smallest-of-four",
    title="Smallest of Four",
    statement="You are given four integers. Print the smallest of them.",
    input_format="Four integers a, b, c and d (-1000 <= a, b, c, d <= 1000).",
    output_format="One integer: the smallest one.",
    solve=lambda text: str(sorted(ints(text))[0]),
    reference=SMALLEST_OF_FOUR_CPP,
    wrong=(
        WrongSolution(
            "never looks at the last number",
            edit(SMALLEST_OF_FOUR_CPP, "    if (d < smallest) smallest = d;\n", ""),
            "WA",
        ),
        WrongSolution(
            "starts with 0 instead of the first number",
            edit(SMALLEST_OF_FOUR_CPP, "smallest = a", "smallest = 0"),
            "WA",
        ),
    ),
    public=("4 2 8 6", "9 7 5 3"),
    private=("1 2 3 4", "5 1 5 5", "5 5 1 5", "-1 -2 -3 -4", "0 0 0 0", "1000 -1000 0 1"),
    generate=lambda rng: (
        rows(rng, 3, (1, 1000), (1, 1000), (1, 1000), (1, 1000))
        + rows(rng, 3, (-1000, 1000), (-1000, 1000), (-1000, 1000), (-1000, 1000))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

BY_THREE_AND_FIVE_CPP = cpp("""
    int n;
    cin >> n;
    if (n % 3 == 0 && n % 5 == 0) {
        cout << "YES" << endl;
    } else {
        cout << "NO" << endl;
    }
""")
BY_THREE_AND_FIVE = SampleProblem(
    slug="divisible-by-three-and-five",
    title="Divisible by Three and Five",
    statement="Print YES if n is divisible by both 3 and 5, and NO otherwise.",
    input_format="One integer n (1 <= n <= 1000000).",
    output_format="YES or NO.",
    solve=lambda text: "NO" if int(text) % 15 else "YES",
    reference=BY_THREE_AND_FIVE_CPP,
    wrong=(
        WrongSolution("one of the two is enough", edit(BY_THREE_AND_FIVE_CPP, "&&", "||"), "WA"),
        WrongSolution(
            "looks at the last digit only for 5 and forgets the 0",
            edit(BY_THREE_AND_FIVE_CPP, "n % 5 == 0", "n % 10 == 5"),
            "WA",
        ),
    ),
    public=("30", "9"),
    private=("1", "3", "5", "15", "10", "45", "999990", "1000000"),
    generate=lambda rng: [
        *(str(15 * rng.randint(4, 60000)) for _ in range(5)),
        str(15 * rng.randint(4, 60000) + 5),
        str(15 * rng.randint(4, 60000) + 9),
        str(15 * rng.randint(4, 60000) + 1),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

THREE_DIGITS_CPP = cpp("""
    int n;
    cin >> n;
    cout << n / 100 << " " << n / 10 % 10 << " " << n % 10 << endl;
""")
THREE_DIGITS = SampleProblem(
    slug="digits-of-a-three-digit-number",
    title="Three Digits",
    statement="You are given a three-digit number. Print its three digits, separated by spaces.",
    input_format="One integer n (100 <= n <= 999).",
    output_format="Three digits in the order in which they stand in n.",
    solve=lambda text: " ".join(text.strip()),
    reference=THREE_DIGITS_CPP,
    wrong=(
        WrongSolution(
            "prints the first two digits in the middle",
            edit(THREE_DIGITS_CPP, "n / 10 % 10", "n / 10"),
            "WA",
        ),
        WrongSolution(
            "prints the digits backwards",
            edit(
                THREE_DIGITS_CPP,
                'n / 100 << " " << n / 10 % 10 << " " << n % 10',
                'n % 10 << " " << n / 10 % 10 << " " << n / 100',
            ),
            "WA",
        ),
    ),
    public=("472", "305"),
    private=("100", "999", "101", "110", "990", "555"),
    generate=lambda rng: [str(n) for n in rng.sample(range(112, 990), 6)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

TO_CELSIUS_CPP = cpp("""
    int f;
    cin >> f;
    cout << (f - 32) * 5 / 9 << endl;
""")
TO_CELSIUS = SampleProblem(
    slug="fahrenheit-to-celsius",
    title="Fahrenheit to Celsius",
    statement="Convert a temperature of f degrees Fahrenheit to Celsius with the formula (f - 32) * 5 / 9.",
    input_format="One integer f (-400 <= f <= 10000). In every test the result is a whole number.",
    output_format="One integer: the temperature in degrees Celsius.",
    solve=lambda text: str((int(text) - 32) // 9 * 5),
    reference=TO_CELSIUS_CPP,
    wrong=(
        WrongSolution(
            "5 / 9 is 0 in whole numbers", edit(TO_CELSIUS_CPP, "5 / 9", "(5 / 9)"), "WA"
        ),
        WrongSolution(
            "forgets the brackets", edit(TO_CELSIUS_CPP, "(f - 32) * 5", "f - 32 * 5"), "WA"
        ),
    ),
    public=("50", "212"),
    private=("32", "14", "-40", "5", "-400", "9995"),
    generate=lambda rng: [str(32 + 9 * k) for k in [*rng.sample(range(3, 1000), 5), -7, -30]],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

DISCOUNT_CPP = cpp("""
    int p, d;
    cin >> p >> d;
    cout << p - p * d / 100 << endl;
""")
DISCOUNT = SampleProblem(
    slug="price-after-a-discount",
    title="Price after a Discount",
    statement="A coat costs p coins. Print its price after a discount of d percent.",
    input_format="Two integers p and d (100 <= p <= 100000, 0 <= d <= 100). p is a multiple of 100.",
    output_format="One integer: the new price.",
    solve=lambda text: str(ints(text)[0] // 100 * (100 - ints(text)[1])),
    reference=DISCOUNT_CPP,
    wrong=(
        WrongSolution(
            "prints the discount", edit(DISCOUNT_CPP, "p - p * d / 100", "p * d / 100"), "WA"
        ),
        WrongSolution("subtracts d coins", edit(DISCOUNT_CPP, "p - p * d / 100", "p - d"), "WA"),
    ),
    public=("200 10", "1000 25"),
    private=("100 0", "100 100", "100000 1", "100000 100", "500 50", "700 99"),
    generate=lambda rng: [f"{100 * rng.randint(2, 999)} {rng.randint(2, 98)}" for _ in range(6)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

CITY_BLOCKS_CPP = cpp(
    """
    int x1, y1, x2, y2;
    cin >> x1 >> y1 >> x2 >> y2;
    cout << abs(x1 - x2) + abs(y1 - y2) << endl;
    """,
    "cstdlib",
)
CITY_BLOCKS = SampleProblem(
    slug="city-block-distance",
    title="City Blocks",
    statement="A taxi drives from the point (x1, y1) to the point (x2, y2) along streets that run straight east or north. Print the length of its shortest way, |x1 - x2| + |y1 - y2|.",
    input_format="Four integers x1, y1, x2 and y2, each from -1000 to 1000.",
    output_format="One integer: the length of the way.",
    solve=_apart,
    reference=CITY_BLOCKS_CPP,
    wrong=(
        WrongSolution(
            "takes no absolute values",
            edit(CITY_BLOCKS_CPP, "abs(x1 - x2) + abs(y1 - y2)", "x2 - x1 + y2 - y1"),
            "WA",
        ),
        WrongSolution(
            "one absolute value for both differences",
            edit(CITY_BLOCKS_CPP, "abs(x1 - x2) + abs(y1 - y2)", "abs(x1 - x2 + y1 - y2)"),
            "WA",
        ),
    ),
    public=("1 2 4 6", "3 5 1 1"),
    private=("0 0 0 0", "5 1 2 8", "-1000 -1000 1000 1000", "1000 0 0 1000", "7 -3 7 -9"),
    generate=lambda rng: rows(rng, 6, (-1000, 1000), (-1000, 1000), (-1000, 1000), (-1000, 1000)),
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

NEXT_EVEN_CPP = cpp("""
    int n;
    cin >> n;
    if (n % 2 == 0) {
        cout << n + 2 << endl;
    } else {
        cout << n + 1 << endl;
    }
""")
NEXT_EVEN = SampleProblem(
    slug="next-even-number",
    title="Next Even Number",
    statement="Print the smallest even number that is greater than n.",
    input_format="One integer n (0 <= n <= 1000000).",
    output_format="One integer.",
    solve=lambda text: str(int(text) // 2 * 2 + 2),
    reference=NEXT_EVEN_CPP,
    wrong=(
        WrongSolution("prints n itself if n is even", edit(NEXT_EVEN_CPP, "n + 2", "n"), "WA"),
        WrongSolution("takes odd for even", edit(NEXT_EVEN_CPP, "n % 2 == 0", "n % 2 == 1"), "WA"),
    ),
    public=("7", "10"),
    private=("0", "1", "2", "999999", "1000000", "99"),
    generate=lambda rng: [
        *(str(2 * rng.randint(2, 499999)) for _ in range(3)),
        *(str(2 * rng.randint(2, 499999) + 1) for _ in range(3)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

SEASON_CPP = cpp("""
    int m;
    cin >> m;
    if (m >= 3 && m <= 5) cout << "spring" << endl;
    else if (m >= 6 && m <= 8) cout << "summer" << endl;
    else if (m >= 9 && m <= 11) cout << "autumn" << endl;
    else cout << "winter" << endl;
""")
SEASON = SampleProblem(
    slug="season-of-a-month",
    title="Season of a Month",
    statement="Months 3 to 5 are spring, months 6 to 8 are summer, months 9 to 11 are autumn, and months 12, 1 and 2 are winter. Print the season of month m.",
    input_format="One integer m (1 <= m <= 12).",
    output_format="One of spring, summer, autumn and winter.",
    solve=_season,
    reference=SEASON_CPP,
    wrong=(
        WrongSolution(
            "the first two months fall into spring",
            edit(SEASON_CPP, "m >= 3 && m <= 5", "m <= 5"),
            "WA",
        ),
        WrongSolution(
            "the last month of summer is missing", edit(SEASON_CPP, "m <= 8", "m < 8"), "WA"
        ),
    ),
    public=("4", "12"),
    private=("1", "2", "3", "5", "6", "8"),
    generate=lambda rng: ["7", "9", "10", "11"],
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

BOTH_EXAMS_CPP = cpp("""
    int a, b;
    cin >> a >> b;
    if (a >= 50 && b >= 50) {
        cout << "PASS" << endl;
    } else {
        cout << "FAIL" << endl;
    }
""")
BOTH_EXAMS = SampleProblem(
    slug="pass-both-exams",
    title="Two Exams",
    statement="A student has a points in the first exam and b points in the second. Print PASS if both numbers are at least 50, and FAIL otherwise.",
    input_format="Two integers a and b (0 <= a, b <= 100).",
    output_format="PASS or FAIL.",
    solve=lambda text: "FAIL" if min(ints(text)) < 50 else "PASS",
    reference=BOTH_EXAMS_CPP,
    wrong=(
        WrongSolution("50 points are not enough", edit(BOTH_EXAMS_CPP, "a >= 50", "a > 50"), "WA"),
        WrongSolution("one good exam is enough", edit(BOTH_EXAMS_CPP, "&&", "||"), "WA"),
    ),
    public=("70 60", "80 30"),
    private=("50 50", "49 50", "50 49", "100 100", "0 0", "0 100", "100 50", "50 51"),
    generate=lambda rng: (
        rows(rng, 4, (50, 100), (50, 100))
        + rows(rng, 2, (51, 100), (1, 49))
        + rows(rng, 2, (1, 49), (51, 100))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

SHIPPING_CPP = cpp("""
    int p;
    cin >> p;
    if (p < 50) p += 5;
    cout << p << endl;
""")
SHIPPING = SampleProblem(
    slug="price-with-shipping",
    title="Price with Shipping",
    statement="Shipping costs 5 coins, but it is free if the goods cost 50 coins or more. Print the total price of goods that cost p coins.",
    input_format="One integer p (1 <= p <= 10000).",
    output_format="One integer: the total price.",
    solve=lambda text: str(int(text) + 5 * (int(text) in range(50))),
    reference=SHIPPING_CPP,
    wrong=(
        WrongSolution(
            "shipping is not free at exactly 50", edit(SHIPPING_CPP, "p < 50", "p <= 50"), "WA"
        ),
        WrongSolution("shipping is never free", edit(SHIPPING_CPP, "if (p < 50) ", ""), "WA"),
    ),
    public=("20", "80"),
    private=("1", "49", "50", "51", "10000", "45"),
    generate=lambda rng: [
        *map(str, rng.sample(range(2, 45), 4)),
        *map(str, rng.sample(range(81, 9999), 3)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

SUM_OF_RANGE_CPP = cpp("""
    int a, b;
    cin >> a >> b;
    int sum = 0;
    for (int i = a; i <= b; i++) sum += i;
    cout << sum << endl;
""")
SUM_OF_RANGE = SampleProblem(
    slug="sum-from-a-to-b",
    title="Sum from a to b",
    statement="Print the sum of all integers from a to b, both included.",
    input_format="Two integers a and b (-1000 <= a <= b <= 1000).",
    output_format="One integer: the sum.",
    solve=_sum_of_range,
    reference=SUM_OF_RANGE_CPP,
    wrong=(
        WrongSolution("leaves b out", edit(SUM_OF_RANGE_CPP, "i <= b", "i < b"), "WA"),
        WrongSolution("starts with 1", edit(SUM_OF_RANGE_CPP, "int i = a", "int i = 1"), "WA"),
    ),
    public=("2 5", "10 12"),
    private=("1 1", "0 0", "-3 3", "-1000 1000", "-1000 -999", "999 1000", "1 1000"),
    generate=lambda rng: _ranges(rng, 3, 1, 1000) + _ranges(rng, 4, -1000, 1000),
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

DIGIT_PRODUCT_CPP = cpp("""
    int n;
    cin >> n;
    int product = 1;
    while (n > 0) {
        product *= n % 10;
        n /= 10;
    }
    cout << product << endl;
""")
DIGIT_PRODUCT = SampleProblem(
    slug="product-of-digits",
    title="Product of Digits",
    statement="Print the product of the digits of the positive integer n.",
    input_format="One integer n (1 <= n <= 1000000000).",
    output_format="One integer: the product of the digits.",
    solve=lambda text: str(math.prod(map(int, text.strip()))),
    reference=DIGIT_PRODUCT_CPP,
    wrong=(
        WrongSolution(
            "starts the product with 0", edit(DIGIT_PRODUCT_CPP, "product = 1", "product = 0"), "WA"
        ),
        WrongSolution(
            "leaves the first digit out", edit(DIGIT_PRODUCT_CPP, "n > 0", "n > 9"), "WA"
        ),
    ),
    public=("234", "57"),
    private=("1", "9", "10", "1000000000", "999999999", "1111"),
    generate=lambda rng: [*_long_numbers(rng, "123456789", (2, 4, 6, 8, 9)), "40512"],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

LARGEST_DIGIT_CPP = cpp("""
    int n;
    cin >> n;
    int largest = 0;
    while (n > 0) {
        if (n % 10 > largest) largest = n % 10;
        n /= 10;
    }
    cout << largest << endl;
""")
LARGEST_DIGIT = SampleProblem(
    slug="largest-digit",
    title="Largest Digit",
    statement="Print the largest digit of the integer n.",
    input_format="One integer n (0 <= n <= 1000000000).",
    output_format="One digit.",
    solve=lambda text: max(text.strip()),
    reference=LARGEST_DIGIT_CPP,
    wrong=(
        WrongSolution(
            "leaves the first digit out", edit(LARGEST_DIGIT_CPP, "n > 0", "n > 9"), "WA"
        ),
        WrongSolution(
            "stops at the first digit that is not larger",
            edit(LARGEST_DIGIT_CPP, "largest = n % 10;", "largest = n % 10;\n        else break;"),
            "WA",
        ),
    ),
    public=("3725", "90"),
    private=("0", "8", "10", "1000000000", "999999999", "51234", "44444"),
    generate=lambda rng: (
        _long_numbers(rng, "0123456", (3, 5, 7, 9)) + _long_numbers(rng, "2345678", (4, 8))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

EVEN_DIGITS_CPP = cpp("""
    int n;
    cin >> n;
    int count = 0;
    while (n > 0) {
        if (n % 10 % 2 == 0) count++;
        n /= 10;
    }
    cout << count << endl;
""")
EVEN_DIGITS = SampleProblem(
    slug="count-even-digits",
    title="Even Digits",
    statement="Print how many digits of the positive integer n are even. The even digits are 0, 2, 4, 6 and 8.",
    input_format="One integer n (1 <= n <= 1000000000).",
    output_format="One integer: the number of even digits.",
    solve=lambda text: str(sum(digit in "02468" for digit in text.strip())),
    reference=EVEN_DIGITS_CPP,
    wrong=(
        WrongSolution(
            "does not count zeros",
            edit(EVEN_DIGITS_CPP, "n % 10 % 2 == 0", "n % 10 % 2 == 0 && n % 10 != 0"),
            "WA",
        ),
        WrongSolution(
            "counts the odd digits", edit(EVEN_DIGITS_CPP, "n % 10 % 2 == 0", "n % 2 == 1"), "WA"
        ),
    ),
    public=("2345", "806"),
    private=("1", "2", "10", "1000000000", "999999999", "888888888"),
    generate=lambda rng: (
        _long_numbers(rng, "0123456789", (3, 5, 6, 8, 9)) + _long_numbers(rng, "2468", (7,))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

PRIMES_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 2; i <= n; i++) {
        bool prime = true;
        for (int j = 2; j < i; j++) {
            if (i % j == 0) prime = false;
        }
        if (prime) cout << i << " ";
    }
    cout << endl;
""")
PRIMES = SampleProblem(
    slug="primes-up-to-n",
    title="Primes up to n",
    statement="Print all prime numbers that are not greater than n, in increasing order.",
    input_format="One integer n (2 <= n <= 1000).",
    output_format="The prime numbers on one line, separated by spaces.",
    solve=_primes,
    reference=PRIMES_CPP,
    wrong=(
        WrongSolution("leaves n itself out", edit(PRIMES_CPP, "i <= n", "i < n"), "WA"),
        WrongSolution("takes 1 for a prime", edit(PRIMES_CPP, "int i = 2", "int i = 1"), "WA"),
    ),
    public=("10", "13"),
    private=("2", "3", "4", "25", "1000", "997"),
    generate=lambda rng: [*rows(rng, 5, (26, 996)), "49"],
    home="coder",
    split="train",
    difficulty="B",
    tags=("math",),
)

PROPER_DIVISORS_CPP = cpp("""
    int n;
    cin >> n;
    int sum = 0;
    for (int i = 1; i < n; i++) {
        if (n % i == 0) sum += i;
    }
    cout << sum << endl;
""")
PROPER_DIVISORS = SampleProblem(
    slug="sum-of-proper-divisors",
    title="Sum of Divisors",
    statement="Print the sum of all positive divisors of n that are smaller than n.",
    input_format="One integer n (2 <= n <= 100000).",
    output_format="One integer: the sum.",
    solve=_proper_divisors,
    reference=PROPER_DIVISORS_CPP,
    wrong=(
        WrongSolution("adds n itself", edit(PROPER_DIVISORS_CPP, "i < n", "i <= n"), "WA"),
        WrongSolution("counts the divisors", edit(PROPER_DIVISORS_CPP, "sum += i", "sum++"), "WA"),
    ),
    public=("6", "10"),
    private=("2", "3", "4", "28", "99991", "100000", "65536"),
    generate=lambda rng: [*rows(rng, 5, (30, 100000)), "5040"],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

FIRST_SQUARES_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 1; i <= n; i++) cout << i * i << " ";
    cout << endl;
""")
FIRST_SQUARES = SampleProblem(
    slug="first-square-numbers",
    title="Square Numbers",
    statement="Print the first n square numbers: 1, 4, 9, 16 and so on.",
    input_format="One integer n (1 <= n <= 100).",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: spaced([sum(range(1, 2 * i, 2)) for i in range(1, int(text) + 1)]),
    reference=FIRST_SQUARES_CPP,
    wrong=(
        WrongSolution(
            "prints the squares that are not greater than n",
            edit(FIRST_SQUARES_CPP, "i <= n", "i * i <= n"),
            "WA",
        ),
        WrongSolution("starts with 0", edit(FIRST_SQUARES_CPP, "int i = 1", "int i = 0"), "WA"),
    ),
    public=("3", "5"),
    private=("1", "2", "4", "99", "100", "10"),
    generate=lambda rng: [str(n) for n in rng.sample(range(11, 99), 6)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

COUNT_MULTIPLES_CPP = cpp("""
    int a, b, k;
    cin >> a >> b >> k;
    int count = 0;
    for (int i = a; i <= b; i++) {
        if (i % k == 0) count++;
    }
    cout << count << endl;
""")
COUNT_MULTIPLES = SampleProblem(
    slug="count-multiples-in-a-range",
    title="Multiples from a to b",
    statement="Print how many of the integers from a to b, both included, are divisible by k.",
    input_format="Three integers a, b and k (1 <= a <= b <= 10000, 1 <= k <= 100).",
    output_format="One integer: the number of multiples.",
    solve=_multiples,
    reference=COUNT_MULTIPLES_CPP,
    wrong=(
        WrongSolution("leaves b out", edit(COUNT_MULTIPLES_CPP, "i <= b", "i < b"), "WA"),
        WrongSolution(
            "adds the multiples", edit(COUNT_MULTIPLES_CPP, "count++", "count += i"), "WA"
        ),
    ),
    public=("1 10 3", "4 8 4"),
    private=("1 1 1", "1 1 2", "1 10000 1", "1 10000 100", "5 5 5", "7 9 10", "10 20 10"),
    generate=lambda rng: [f"{line} {rng.randint(2, 30)}" for line in _ranges(rng, 6, 1, 10000)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

HALVINGS_CPP = cpp("""
    int n;
    cin >> n;
    int count = 0;
    while (n % 2 == 0) {
        n /= 2;
        count++;
    }
    cout << count << endl;
""")
HALVINGS = SampleProblem(
    slug="times-divisible-by-two",
    title="Divide by Two",
    statement="Divide n by 2 as long as it is even. Print how many times you divide.",
    input_format="One integer n (1 <= n <= 1000000000).",
    output_format="One integer: how many times n is divided by 2.",
    solve=lambda text: str((int(text) & -int(text)).bit_length() - 1),
    reference=HALVINGS_CPP,
    wrong=(
        WrongSolution("divides odd numbers, too", edit(HALVINGS_CPP, "n % 2 == 0", "n > 1"), "WA"),
        WrongSolution("divides once at most", edit(HALVINGS_CPP, "while (n", "if (n"), "WA"),
    ),
    public=("12", "7"),
    private=("1", "2", "1024", "1000000000", "536870912", "999999999"),
    generate=lambda rng: [str(rng.randrange(1, 1000, 2) * 2**k) for k in (1, 3, 5, 8, 12, 16)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

FROM_BINARY_CPP = cpp(
    """
    string s;
    cin >> s;
    int n = 0;
    for (char c : s) n = n * 2 + (c - '0');
    cout << n << endl;
    """,
    "string",
)
FROM_BINARY = SampleProblem(
    slug="binary-to-decimal",
    title="Binary to Decimal",
    statement="You are given a number in the binary system. Print it in the decimal system.",
    input_format="One binary number of 1 to 20 digits 0 and 1, without leading zeros.",
    output_format="One decimal integer.",
    solve=lambda text: str(int(text, 2)),
    reference=FROM_BINARY_CPP,
    wrong=(
        WrongSolution(
            "reads the digits as a decimal number", edit(FROM_BINARY_CPP, "n * 2", "n * 10"), "WA"
        ),
        WrongSolution(
            "adds the code of the character", edit(FROM_BINARY_CPP, "(c - '0')", "c"), "WA"
        ),
    ),
    public=("101", "1100"),
    private=("0", "1", "10", "1" * 20, "1" + "0" * 19, "111"),
    generate=lambda rng: _long_numbers(rng, "01", (4, 6, 9, 12, 16, 20)),
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)

SEQUENCE_TERMS_CPP = cpp("""
    int a, d, n;
    cin >> a >> d >> n;
    for (int i = 0; i < n; i++) {
        cout << a << " ";
        a += d;
    }
    cout << endl;
""")
SEQUENCE_TERMS = SampleProblem(
    slug="terms-of-an-arithmetic-sequence",
    title="Arithmetic Sequence",
    statement="A sequence starts with a, and each further term is d more than the term before it. Print the first n terms.",
    input_format="Three integers a, d and n (-1000 <= a, d <= 1000, 1 <= n <= 50).",
    output_format="n integers on one line, separated by spaces.",
    solve=_terms,
    reference=SEQUENCE_TERMS_CPP,
    wrong=(
        WrongSolution(
            "prints one term too many", edit(SEQUENCE_TERMS_CPP, "i < n", "i <= n"), "WA"
        ),
        WrongSolution(
            "multiplies by d instead of adding it",
            edit(SEQUENCE_TERMS_CPP, "a += d", "a = a * d % 1000000"),
            "WA",
        ),
    ),
    public=("2 3 4", "10 5 3"),
    private=("0 0 1", "7 0 5", "10 -3 6", "-1000 1000 50", "1000 1000 50", "5 9 1"),
    generate=lambda rng: (
        rows(rng, 4, (1, 100), (1, 50), (2, 20))
        + rows(rng, 3, (-1000, 1000), (-1000, 1000), (20, 50))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

FIZZ_BUZZ_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 1; i <= n; i++) {
        if (i % 15 == 0) cout << "FizzBuzz" << endl;
        else if (i % 3 == 0) cout << "Fizz" << endl;
        else if (i % 5 == 0) cout << "Buzz" << endl;
        else cout << i << endl;
    }
""")
FIZZ_BUZZ = SampleProblem(
    slug="fizz-buzz",
    title="FizzBuzz",
    statement="Print the numbers from 1 to n, one on each line. Print Fizz instead of a multiple of 3, Buzz instead of a multiple of 5, and FizzBuzz instead of a multiple of both.",
    input_format="One integer n (1 <= n <= 100).",
    output_format="n lines.",
    solve=_fizz_buzz,
    reference=FIZZ_BUZZ_CPP,
    wrong=(
        WrongSolution(
            "a multiple of both is Fizz only",
            edit(FIZZ_BUZZ_CPP, "i % 15 == 0", "i % 15 == 0 && i % 3 != 0"),
            "WA",
        ),
        WrongSolution("the last line is missing", edit(FIZZ_BUZZ_CPP, "i <= n", "i < n"), "WA"),
    ),
    public=("5", "15"),
    private=("1", "2", "3", "14", "16", "30", "100"),
    generate=lambda rng: [str(n) for n in rng.sample(range(17, 100), 5)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

TIMES_TABLE_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = 1; i <= n; i++) {
        for (int j = 1; j <= n; j++) cout << i * j << " ";
        cout << endl;
    }
""")
TIMES_TABLE = SampleProblem(
    slug="multiplication-table",
    title="Multiplication Table",
    statement="Print the multiplication table of the numbers 1 to n: the number in row i and column j is i * j.",
    input_format="One integer n (1 <= n <= 20).",
    output_format="n lines of n integers each, separated by spaces.",
    solve=lambda text: "\n".join(
        spaced([*range(i, i * int(text) + 1, i)]) for i in range(1, int(text) + 1)
    ),
    reference=TIMES_TABLE_CPP,
    wrong=(
        WrongSolution("adds", edit(TIMES_TABLE_CPP, "i * j", "i + j"), "WA"),
        WrongSolution("the last column is missing", edit(TIMES_TABLE_CPP, "j <= n", "j < n"), "WA"),
    ),
    public=("3", "4"),
    private=("1", "2", "5", "10", "19", "20"),
    generate=lambda rng: [str(n) for n in rng.sample([*range(6, 10), *range(11, 19)], 5)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

UPSIDE_DOWN_CPP = cpp("""
    int n;
    cin >> n;
    for (int i = n; i >= 1; i--) {
        for (int j = 0; j < i; j++) cout << "*";
        cout << endl;
    }
""")
UPSIDE_DOWN = SampleProblem(
    slug="star-triangle-upside-down",
    title="Upside Down",
    statement="Print a triangle of stars (*) with n lines: n stars in the first line, one star less in each further line, and one star in the last line.",
    input_format="One integer n (1 <= n <= 30).",
    output_format="n lines of stars without spaces.",
    solve=lambda text: "\n".join(("*" * int(text))[i:] for i in range(int(text))),
    reference=UPSIDE_DOWN_CPP,
    wrong=(
        WrongSolution(
            "prints the smallest line first",
            edit(UPSIDE_DOWN_CPP, "int i = n; i >= 1; i--", "int i = 1; i <= n; i++"),
            "WA",
        ),
        WrongSolution("the last line is missing", edit(UPSIDE_DOWN_CPP, "i >= 1", "i > 1"), "WA"),
    ),
    public=("3", "5"),
    private=("1", "2", "4", "10", "29", "30"),
    generate=lambda rng: [str(n) for n in rng.sample([*range(6, 10), *range(11, 29)], 6)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("implementation",),
)

PROBLEMS = (
    RECTANGLE_PERIMETER,
    SMALLEST_OF_FOUR,
    BY_THREE_AND_FIVE,
    THREE_DIGITS,
    TO_CELSIUS,
    DISCOUNT,
    CITY_BLOCKS,
    NEXT_EVEN,
    SEASON,
    BOTH_EXAMS,
    SHIPPING,
    SUM_OF_RANGE,
    DIGIT_PRODUCT,
    LARGEST_DIGIT,
    EVEN_DIGITS,
    PRIMES,
    PROPER_DIVISORS,
    FIRST_SQUARES,
    COUNT_MULTIPLES,
    HALVINGS,
    FROM_BINARY,
    SEQUENCE_TERMS,
    FIZZ_BUZZ,
    TIMES_TABLE,
    UPSIDE_DOWN,
)
