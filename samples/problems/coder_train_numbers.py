"""Train problems for the coder on numbers and conditions: digits, divisors, clocks, prices, dice and points."""

import random
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations, count, pairwise, product
from math import gcd

from samples.problem import SampleProblem, WrongSolution
from samples.writing import cpp, edit, ints, rows, spaced


def _ranges(rng: random.Random, sizes: tuple[tuple[int, int, int], ...]) -> list[str]:
    """Return inputs of one line: a range inside low..high, then a number up to last."""
    made = []
    for low, high, last in sizes:
        first, second = sorted((rng.randint(low, high), rng.randint(low, high)))
        made.append(f"{first} {second} {rng.randint(1, last)}\n")
    return made


def _lines(lines: Iterable[object]) -> str:
    return "\n".join(map(str, lines)) + "\n"


def _counted(lines: list[str]) -> str:
    return f"{len(lines)}\n{_lines(lines)}"


def _multiples(text: str) -> str:
    a, b, k = ints(text)
    return str(b // k - (a - 1) // k)


MULTIPLES_CPP = cpp(
    """
    int a, b, k;
    cin >> a >> b >> k;
    int count = 0;
    for (int x = a; x <= b; x++)
        if (x % k == 0) count++;
    cout << count << endl;
    """
)
MULTIPLES = SampleProblem(
    slug="multiples-between-signed-bounds",
    title="Marked Kilometres",
    statement="A road has a stone at every integer position from a to b, both included; positions may be negative. A stone is painted if its position is a multiple of k, and 0 is a multiple of every k. Print the number of painted stones.",
    input_format="One line with three integers a, b and k (-1000000 ≤ a ≤ b ≤ 1000000, 1 ≤ k ≤ 1000000).",
    output_format="One integer: the number of painted stones.",
    solve=_multiples,
    reference=MULTIPLES_CPP,
    wrong=(
        WrongSolution(
            "division rounds towards zero, so negative bounds go wrong",
            edit(MULTIPLES_CPP, "cout << count <<", "cout << b / k - (a - 1) / k <<"),
            "WA",
        ),
        WrongSolution(
            "leaves the last stone out",
            edit(MULTIPLES_CPP, "x <= b", "x < b"),
            "WA",
        ),
    ),
    public=("-5 7 3\n", "2 20 5\n"),
    private=(
        "0 0 7\n",
        "-1 1 2\n",
        "-1000000 1000000 1\n",
        "-1000000 1000000 1000000\n",
        "-9 -1 10\n",
        "-10 -4 5\n",
        "7 13 14\n",
    ),
    generate=lambda rng: _ranges(
        rng,
        ((-50, 50, 9), (-1000, -1, 40), (1, 1000, 30), (-10000, 10000, 77), (-(10**6), 10**6, 999)),
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)


def _batteries(text: str) -> str:
    n, single, size, pack = ints(text)
    packs = {0, n // size, -(-n // size)}
    return str(min(p * pack + max(0, n - p * size) * single for p in packs))


BATTERIES_CPP = cpp(
    """
    long long n, a, k, b;
    cin >> n >> a >> k >> b;
    long long packs = n / k, rest = n % k;
    long long cost = packs * min(b, k * a) + min(rest * a, b);
    cout << cost << endl;
    """,
    "algorithm",
)
BATTERIES = SampleProblem(
    slug="batteries-single-or-packed",
    title="Batteries",
    statement="You need at least n batteries. One battery costs a cents, and a pack of k batteries costs b cents. You may buy any number of single batteries and any number of packs, and you may end up with more than n batteries. Print the least amount of money you must pay.",
    input_format="One line with four integers n, a, k and b (1 ≤ n, a, b ≤ 1000000000, 2 ≤ k ≤ 1000).",
    output_format="One integer: the least cost in cents.",
    solve=_batteries,
    reference=BATTERIES_CPP,
    wrong=(
        WrongSolution(
            "never buys one more pack for the rest",
            edit(BATTERIES_CPP, "min(rest * a, b)", "rest * a"),
            "WA",
        ),
        WrongSolution(
            "takes packs even if they are dearer than single ones",
            edit(BATTERIES_CPP, "min(b, k * a)", "b"),
            "WA",
        ),
    ),
    public=("7 3 4 10\n", "7 3 4 8\n"),
    private=(
        "1 5 2 4\n",
        "1 4 2 5\n",
        "10 1 5 9\n",
        "1000000000 1000000000 2 1000000000\n",
        "1000000000 1 1000 1000000000\n",
        "999 10 1000 9990\n",
        "12 5 4 20\n",
    ),
    generate=lambda rng: (
        rows(rng, 4, (1, 30), (1, 9), (2, 6), (5, 40))
        + rows(rng, 3, (10**6, 10**9), (10**5, 10**6), (2, 1000), (10**6, 10**9))
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("math", "greedy"),
)


def _catch(text: str) -> str:
    answers = []
    for line in text.splitlines()[1:]:
        lead, hare, dog = ints(line)
        faster = dog - hare
        answers.append(0 if lead == 0 else -1 if faster <= 0 else -(-lead // faster))
    return _lines(answers)


CATCH_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t--) {
        long long d, v, w;
        cin >> d >> v >> w;
        if (d == 0) cout << 0 << endl;
        else if (w <= v) cout << -1 << endl;
        else cout << (d + w - v - 1) / (w - v) << endl;
    }
    """
)
CATCH = SampleProblem(
    slug="seconds-until-the-dog-catches-up",
    title="Dog and Hare",
    statement="A hare is d metres in front of a dog. Every second the hare runs v metres and the dog runs w metres in the same direction. Looking only after whole seconds (second 0 is the start), print the first second at which the dog is level with the hare or in front of it, or -1 if that never happens. There are several chases.",
    input_format="The first line holds t, the number of chases (1 ≤ t ≤ 50). Each of the next t lines holds three integers d, v and w (0 ≤ d, v, w ≤ 1000000000).",
    output_format="For each chase one line with one integer.",
    solve=_catch,
    reference=CATCH_CPP,
    wrong=(
        WrongSolution(
            "divides by zero when both are equally fast",
            edit(CATCH_CPP, "w <= v", "w < v"),
            "RE",
        ),
        WrongSolution(
            "rounds the time down",
            edit(CATCH_CPP, "(d + w - v - 1) / (w - v)", "d / (w - v)"),
            "WA",
        ),
    ),
    public=("3\n10 2 5\n6 1 3\n4 3 3\n", "2\n0 9 1\n5 4 2\n"),
    private=(
        "1\n0 0 0\n",
        "1\n1 0 0\n",
        "1\n1000000000 0 1\n",
        "1\n1000000000 0 1000000000\n",
        "2\n1 1 1000000000\n1000000000 999999999 1000000000\n",
        "1\n7 5 5\n",
    ),
    generate=lambda rng: (
        [_counted(rows(rng, size, (0, 30), (0, 9), (0, 12))) for size in (3, 8, 20)]
        + [_counted(rows(rng, size, (0, 10**9), (0, 500), (300, 900))) for size in (5, 30)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("math",),
)


def _fence(text: str) -> str:
    a, b, k = ints(text)
    return str(sum(2 * len(range(0, side, k)) for side in (a, b)))


FENCE_CPP = cpp(
    """
    long long a, b, k;
    cin >> a >> b >> k;
    long long along_a = (a + k - 1) / k;
    long long along_b = (b + k - 1) / k;
    cout << 2 * (along_a + along_b) << endl;
    """
)
FENCE = SampleProblem(
    slug="fence-posts-around-a-field",
    title="Fence Posts",
    statement="A rectangular field with sides of a and b metres gets a fence. A post stands at each of the four corners, and along every side the distance between two posts next to each other is at most k metres. Print the smallest number of posts that is enough.",
    input_format="One line with three integers a, b and k (1 ≤ a, b, k ≤ 1000000000).",
    output_format="One integer: the number of posts.",
    solve=_fence,
    reference=FENCE_CPP,
    wrong=(
        WrongSolution(
            "divides the perimeter, although no side may go without a post at its ends",
            edit(FENCE_CPP, "2 * (along_a + along_b)", "(2 * (a + b) + k - 1) / k"),
            "WA",
        ),
        WrongSolution(
            "counts every corner for both of its sides",
            edit(FENCE_CPP, "2 * (along_a + along_b)", "2 * (along_a + along_b) + 4"),
            "WA",
        ),
    ),
    public=("10 6 2\n", "7 5 3\n"),
    private=(
        "1 1 1\n",
        "1 1 1000000000\n",
        "1000000000 1000000000 1\n",
        "1000000000 999999999 2\n",
        "9 9 9\n",
        "10 9 9\n",
    ),
    generate=lambda rng: (
        rows(rng, 4, (1, 60), (1, 60), (2, 9)) + rows(rng, 3, *[(10**8, 10**9)] * 2, (1, 1000))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("math", "geometry"),
)


def _sale(text: str) -> str:
    cents, percent = ints(text)
    price = Decimal(cents) * (100 - percent) / 100
    return str(price.quantize(Decimal(1), ROUND_HALF_UP))


SALE_CPP = cpp(
    """
    long long c, p;
    cin >> c >> p;
    cout << (c * (100 - p) + 50) / 100 << endl;
    """
)
SALE = SampleProblem(
    slug="sale-price-rounded-half-up",
    title="Summer Sale",
    statement="An article costs c cents, and in the sale it is p percent cheaper. The new price is rounded to the nearest whole cent; a price that ends in exactly half a cent is rounded up. Print the new price in cents.",
    input_format="One line with two integers c and p (0 ≤ c ≤ 1000000000, 0 ≤ p ≤ 100).",
    output_format="One integer: the new price in cents.",
    solve=_sale,
    reference=SALE_CPP,
    wrong=(
        WrongSolution(
            "always rounds down",
            edit(SALE_CPP, "(c * (100 - p) + 50) / 100", "c * (100 - p) / 100"),
            "WA",
        ),
        WrongSolution(
            "subtracts the rounded discount, so half a cent goes down",
            edit(SALE_CPP, "(c * (100 - p) + 50) / 100", "c - (c * p + 50) / 100"),
            "WA",
        ),
    ),
    public=("199 10\n", "250 3\n"),
    private=(
        "0 50\n",
        "1 50\n",
        "999 0\n",
        "1000000000 100\n",
        "999999999 1\n",
        "1000000000 0\n",
        "3 83\n",
        "5 10\n",
    ),
    generate=lambda rng: (
        rows(rng, 3, (1, 2000), (1, 99))
        + rows(rng, 1, (1, 1000), (50, 50))
        + rows(rng, 3, (10**8, 10**9), (1, 99))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("math",),
)


def _closer(text: str) -> str:
    px, py, ax, ay, bx, by = ints(text)
    side = (ax - bx) * (ax + bx - 2 * px) + (ay - by) * (ay + by - 2 * py)
    return "A" if side < 0 else "B" if side > 0 else "EQUAL"


CLOSER_CPP = cpp(
    """
    long long px, py, ax, ay, bx, by;
    cin >> px >> py >> ax >> ay >> bx >> by;
    long long a = (ax - px) * (ax - px) + (ay - py) * (ay - py);
    long long b = (bx - px) * (bx - px) + (by - py) * (by - py);
    if (a < b) cout << "A" << endl;
    else if (b < a) cout << "B" << endl;
    else cout << "EQUAL" << endl;
    """
)
CLOSER = SampleProblem(
    slug="closer-of-two-shops",
    title="The Closer Shop",
    statement="You stand at point P of the plane, and there are shops at points A and B. Distances are measured along a straight line. Say which shop is closer to you.",
    input_format="Three lines with two integers each: the coordinates x and y of P, then of A, then of B. No coordinate is below -1000000000 or above 1000000000.",
    output_format="A if shop A is closer, B if shop B is closer, EQUAL if both are equally far.",
    solve=_closer,
    reference=CLOSER_CPP,
    wrong=(
        WrongSolution(
            "the squares do not fit into int",
            edit(CLOSER_CPP, "long long px", "int px"),
            "WA",
        ),
        WrongSolution(
            "adds the two differences instead of their squares",
            edit(
                edit(
                    CLOSER_CPP,
                    "(ax - px) * (ax - px) + (ay - py) * (ay - py)",
                    "abs(ax - px) + abs(ay - py)",
                ),
                "(bx - px) * (bx - px) + (by - py) * (by - py)",
                "abs(bx - px) + abs(by - py)",
            ),
            "WA",
        ),
    ),
    public=("0 0\n3 4\n6 0\n", "1 1\n-2 5\n5 -2\n"),
    private=(
        "5 5\n5 5\n5 5\n",
        "0 0\n0 7\n5 5\n",
        "0 0\n4 4\n0 6\n",
        "-1000000000 -1000000000\n1000000000 1000000000\n1000000000 999999999\n",
        "-1000000000 -1000000000\n1000000000 -1000000000\n-1000000000 1000000000\n",
        "0 0\n100000 0\n0 30000\n",
        "-3 -3\n0 -3\n-4 -6\n",
    ),
    generate=lambda rng: (
        [_lines(rows(rng, 3, (-20, 20), (-20, 20))) for _ in range(4)]
        + [_lines(rows(rng, 3, (-(10**9), 10**9), (-(10**9), 10**9))) for _ in range(3)]
        + [f"{x} {y}\n{x + 7} {y - 24}\n{x - 20} {y + 15}\n" for x, y in ((3, 8), (-90000, 51))]
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("geometry", "math"),
)


def _pieces(text: str) -> str:
    word = text.strip()
    return str(sum(int(word[max(0, end - 2) : end]) for end in range(len(word), 0, -2)))


PIECES_CPP = cpp(
    """
    long long n;
    cin >> n;
    int sum = 0;
    while (n > 0) {
        sum += n % 100;
        n /= 100;
    }
    cout << sum << endl;
    """
)
PIECES = SampleProblem(
    slug="sum-of-two-digit-pieces",
    title="Pieces of a Number",
    statement="Starting from the right end, cut the number n into pieces of two digits; the leftmost piece may have only one digit. Print the sum of the pieces. For 50712 the pieces are 12, 07 and 5, and the sum is 24.",
    input_format="One integer n (0 ≤ n ≤ 10^18), without leading zeros.",
    output_format="One integer: the sum of the pieces.",
    solve=_pieces,
    reference=PIECES_CPP,
    wrong=(
        WrongSolution(
            "moves on by one digit only, so the pieces overlap",
            edit(PIECES_CPP, "n /= 100", "n /= 10"),
            "WA",
        ),
        WrongSolution(
            "a leftmost piece of one digit is lost",
            edit(PIECES_CPP, "while (n > 0)", "while (n > 9)"),
            "WA",
        ),
    ),
    public=("50712\n", "1234\n"),
    private=("0\n", "9\n", "10\n", "100\n", "1000000000000000000\n", "999999999999999999\n"),
    generate=lambda rng: [str(rng.randint(10 ** (d - 1), 10**d)) for d in (2, 3, 4, 5, 9, 12, 17)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("digits",),
)

ODD_DIGITS_CPP = cpp(
    """
    long long n, result = 0, place = 1;
    cin >> n;
    while (n > 0) {
        int digit = n % 10;
        if (digit % 2 == 1) {
            result += digit * place;
            place *= 10;
        }
        n /= 10;
    }
    cout << result << endl;
    """
)
ODD_DIGITS = SampleProblem(
    slug="keep-the-odd-digits",
    title="Odd Digits Stay",
    statement="Erase every even digit of the number n (0 is even) and push the remaining digits together without changing their order. Print the number that remains, or 0 if no digit remains.",
    input_format="One integer n (0 ≤ n ≤ 10^18).",
    output_format="One integer: the number that remains.",
    solve=lambda text: "".join(digit for digit in text.strip() if digit in "13579") or "0",
    reference=ODD_DIGITS_CPP,
    wrong=(
        WrongSolution(
            "the digits come out in reverse",
            edit(ODD_DIGITS_CPP, "result += digit * place", "result = result * 10 + digit"),
            "WA",
        ),
        WrongSolution(
            "leaves a gap where a digit was erased",
            edit(
                ODD_DIGITS_CPP,
                "place *= 10;\n        }\n        n /= 10;",
                "}\n        place *= 10;\n        n /= 10;",
            ),
            "WA",
        ),
    ),
    public=("12345\n", "2048\n"),
    private=("0\n", "7\n", "8\n", "1000000000000000000\n", "999999999999999999\n", "20301\n"),
    generate=lambda rng: [str(rng.randint(10 ** (d - 1), 10**d)) for d in (2, 4, 6, 9, 13, 17, 18)],
    home="coder",
    split="train",
    difficulty="B",
    tags=("digits",),
)


def _stepping(text: str) -> str:
    word = text.strip()
    allowed = {f"{d}{d + 1}" for d in range(9)} | {f"{d + 1}{d}" for d in range(9)}
    return "YES" if all(word[i : i + 2] in allowed for i in range(len(word) - 1)) else "NO"


def _steps(rng: random.Random, size: int) -> str:
    digits = [rng.randint(1, 9)]
    while len(digits) < size:
        last = digits[-1]
        digits.append(rng.choice([d for d in (last - 1, last + 1) if 0 <= d <= 9]))
    return "".join(map(str, digits))


STEPPING_CPP = cpp(
    """
    string s;
    cin >> s;
    bool good = true;
    for (size_t i = 1; i < s.size(); i++)
        if (abs(s[i] - s[i - 1]) != 1) good = false;
    cout << (good ? "YES" : "NO") << endl;
    """,
    "string",
    "cstdlib",
)
STEPPING = SampleProblem(
    slug="neighbouring-digits-differ-by-one",
    title="Stairway Number",
    statement="A positive integer is a stairway number if every two neighbouring digits differ by exactly 1, as in 3234 or 10. A number with one digit is a stairway number. Say whether n is one.",
    input_format="One integer n (1 ≤ n ≤ 10^18), without leading zeros.",
    output_format="YES if n is a stairway number, NO otherwise.",
    solve=_stepping,
    reference=STEPPING_CPP,
    wrong=(
        WrongSolution(
            "accepts steps up only",
            edit(STEPPING_CPP, "abs(s[i] - s[i - 1])", "s[i] - s[i - 1]"),
            "WA",
        ),
        WrongSolution(
            "accepts equal neighbours",
            edit(STEPPING_CPP, "!= 1", "> 1"),
            "WA",
        ),
    ),
    public=("3234\n", "1245\n"),
    private=(
        "1\n",
        "10\n",
        "11\n",
        "98\n",
        "90\n",
        "1000000000000000000\n",
        "123456789876543210\n",
        "1233\n",
    ),
    generate=lambda rng: (
        [_steps(rng, size) + "\n" for size in (3, 6, 11, 18)]
        + [_steps(rng, size) + rng.choice("05") * 2 + "\n" for size in (2, 7, 16)]
        + [f"{rng.randint(100, 999)}\n", f"{rng.randint(10**9, 10**12)}\n"]
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("digits",),
)


def _proper(text: str) -> str:
    answers = []
    for n in ints(text)[1:]:
        small = [d for d in range(1, int(n**0.5) + 1) if n % d == 0]
        total = sum({*small, *(n // d for d in small)}) - n
        answers.append("RICH" if total > n else "POOR" if total < n else "EVEN")
    return _lines(answers)


PROPER_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t--) {
        int n;
        cin >> n;
        int sum = 0;
        for (int d = 1; d < n; d++)
            if (n % d == 0) sum += d;
        if (sum > n) cout << "RICH" << endl;
        else if (sum < n) cout << "POOR" << endl;
        else cout << "EVEN" << endl;
    }
    """
)
PROPER = SampleProblem(
    slug="number-against-its-smaller-divisors",
    title="Rich and Poor Numbers",
    statement="For each of t numbers n, add up all positive divisors of n that are smaller than n itself. Call n RICH if the sum is greater than n, POOR if it is smaller than n, and EVEN if both are equal. The number 12 is RICH, since 1 + 2 + 3 + 4 + 6 = 16.",
    input_format="The first line holds t (1 ≤ t ≤ 20). Each of the next t lines holds one integer n (1 ≤ n ≤ 100000).",
    output_format="For each number one line with RICH, POOR or EVEN.",
    solve=_proper,
    reference=PROPER_CPP,
    wrong=(
        WrongSolution(
            "adds the number itself, too",
            edit(PROPER_CPP, "d < n", "d <= n"),
            "WA",
        ),
        WrongSolution(
            "leaves the divisor 1 out",
            edit(PROPER_CPP, "d = 1", "d = 2"),
            "WA",
        ),
    ),
    public=("3\n12\n8\n6\n", "2\n28\n15\n"),
    private=(
        "1\n1\n",
        "1\n2\n",
        "4\n6\n28\n496\n8128\n",
        "2\n945\n944\n",
        "3\n99991\n100000\n65536\n",
        "3\n20\n70\n88\n",
    ),
    generate=lambda rng: (
        [_counted(rows(rng, size, (1, most))) for size, most in ((3, 40), (8, 100), (20, 10**5))]
        + [_counted([str(6 * rng.randint(1, 900)) for _ in range(size)]) for size in (3, 9)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("number theory", "loops"),
)


def _with_digit(text: str) -> str:
    a, b, digit = text.split()
    return str(sum(digit in str(x) for x in range(int(a), int(b) + 1)))


WITH_DIGIT_CPP = cpp(
    """
    int a, b, d;
    cin >> a >> b >> d;
    int count = 0;
    for (int x = a; x <= b; x++) {
        bool found = x == 0 && d == 0;
        for (int rest = x; rest > 0; rest /= 10) {
            if (rest % 10 == d) found = true;
        }
        if (found) count++;
    }
    cout << count << endl;
    """
)
WITH_DIGIT = SampleProblem(
    slug="numbers-containing-a-digit",
    title="Door Signs",
    statement="Door signs carry the numbers from a to b, both included, one number on each sign and without leading zeros. Print on how many of these signs the digit d appears at least once. The number 0 is written as the single digit 0.",
    input_format="One line with three integers a, b and d (0 ≤ a ≤ b ≤ 100000, 0 ≤ d ≤ 9).",
    output_format="One integer: the number of signs.",
    solve=_with_digit,
    reference=WITH_DIGIT_CPP,
    wrong=(
        WrongSolution(
            "the number 0 has no digits for the loop",
            edit(WITH_DIGIT_CPP, "found = x == 0 && d == 0", "found = false"),
            "WA",
        ),
        WrongSolution(
            "counts a sign once for every such digit on it",
            edit(WITH_DIGIT_CPP, "found = true;", "count++;"),
            "WA",
        ),
    ),
    public=("1 20 1\n", "95 105 0\n"),
    private=("0 0 0\n", "0 10 0\n", "7 7 7\n", "0 100000 9\n", "100000 100000 0\n", "1 9 0\n"),
    generate=lambda rng: (
        [f"{a} {a + rng.randint(0, 90)} {rng.randint(0, 9)}\n" for a in (5, 80, 333)]
        + [f"{rng.randint(1, 900)} {b} {rng.randint(0, 9)}\n" for b in (1000, 5432, 77777)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("digits", "loops"),
)


def _same_sum(text: str) -> str:
    n = int(text)
    wanted = sum(map(int, str(n)))
    return str(next(x for x in count(n + 9, 9) if sum(map(int, str(x))) == wanted))


SAME_SUM_CPP = cpp(
    """
    int n;
    cin >> n;
    auto digits = [](int x) {
        int sum = 0;
        while (x > 0) {
            sum += x % 10;
            x /= 10;
        }
        return sum;
    };
    int x = n + 1;
    while (digits(x) != digits(n)) x++;
    cout << x << endl;
    """
)
SAME_SUM = SampleProblem(
    slug="next-number-with-the-same-digit-sum",
    title="Next Twin",
    statement="Two numbers are twins if the sums of their digits are equal. Print the smallest twin of n that is greater than n.",
    input_format="One integer n (1 ≤ n ≤ 100000).",
    output_format="One integer: the twin.",
    solve=_same_sum,
    reference=SAME_SUM_CPP,
    wrong=(
        WrongSolution(
            "n is its own twin, but not greater",
            edit(SAME_SUM_CPP, "x = n + 1", "x = n"),
            "WA",
        ),
        WrongSolution(
            "leaves the first digit out of the sum",
            edit(SAME_SUM_CPP, "while (x > 0)", "while (x > 9)"),
            "WA",
        ),
    ),
    public=("14\n", "93\n"),
    private=("1\n", "9\n", "10\n", "99\n", "900\n", "99999\n", "100000\n"),
    generate=lambda rng: [
        f"{rng.randint(low, high)}\n"
        for low, high in ((11, 80), (100, 500), (600, 999), (1000, 9000), (10000, 99000))
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("digits",),
)


def _shared_divisors(text: str) -> str:
    both = gcd(*ints(text))
    return str(sum(both % d == 0 for d in range(1, both + 1)))


SHARED_DIVISORS_CPP = cpp(
    """
    int a, b;
    cin >> a >> b;
    int count = 0;
    for (int d = 1; d <= min(a, b); d++)
        if (a % d == 0 && b % d == 0) count++;
    cout << count << endl;
    """,
    "algorithm",
)
SHARED_DIVISORS = SampleProblem(
    slug="number-of-shared-divisors",
    title="Equal Bags",
    statement="You have a apples and b pears and want to pack all of them into bags, so that every bag holds the same number of apples and the same number of pears. Print how many different numbers of bags are possible.",
    input_format="One line with two integers a and b (1 ≤ a, b ≤ 1000000).",
    output_format="One integer: how many numbers of bags are possible.",
    solve=_shared_divisors,
    reference=SHARED_DIVISORS_CPP,
    wrong=(
        WrongSolution(
            "forgets that the smaller number itself may divide both",
            edit(SHARED_DIVISORS_CPP, "d <= min(a, b)", "d < min(a, b)"),
            "WA",
        ),
        WrongSolution(
            "one bag is possible too",
            edit(SHARED_DIVISORS_CPP, "d = 1", "d = 2"),
            "WA",
        ),
    ),
    public=("12 18\n", "5 8\n"),
    private=("1 1\n", "1 1000000\n", "720720 720720\n", "6 36\n", "999983 1000000\n", "64 96\n"),
    generate=lambda rng: (
        rows(rng, 2, (2, 60), (2, 60))
        + [f"{g * rng.randint(1, 9)} {g * rng.randint(1, 9)}\n" for g in (6, 60, 840, 5040, 100000)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("math", "number theory"),
)


def _tiles(text: str) -> str:
    ratio = Fraction(*ints(text))
    return str(ratio.numerator * ratio.denominator)


TILES_CPP = cpp(
    """
    long long a, b;
    cin >> a >> b;
    long long side = gcd(a, b);
    cout << (a / side) * (b / side) << endl;
    """,
    "numeric",
)
TILES = SampleProblem(
    slug="fewest-equal-square-tiles",
    title="Tiled Floor",
    statement="A floor of a by b centimetres is to be covered exactly with square tiles that are all of the same size. The side of a tile is a whole number of centimetres, and no tile may be cut. Print the smallest possible number of tiles.",
    input_format="One line with two integers a and b (1 ≤ a, b ≤ 1000000000).",
    output_format="One integer: the number of tiles.",
    solve=_tiles,
    reference=TILES_CPP,
    wrong=(
        WrongSolution(
            "the number of tiles does not fit into int",
            edit(edit(TILES_CPP, "long long a, b", "int a, b"), "long long side", "int side"),
            "WA",
        ),
        WrongSolution(
            "divides the area by the side once only",
            edit(TILES_CPP, "(a / side) * (b / side)", "a * b / side"),
            "WA",
        ),
    ),
    public=("6 4\n", "30 10\n"),
    private=(
        "1 1\n",
        "1000000000 1000000000\n",
        "1 1000000000\n",
        "999999999 1000000000\n",
        "17 19\n",
        "12 12\n",
    ),
    generate=lambda rng: (
        rows(rng, 2, (1, 50), (1, 50))
        + [f"{g * rng.randint(1, 20)} {g * rng.randint(1, 20)}\n" for g in (4, 30, 700)]
        + rows(rng, 2, (10**8, 10**9), (10**8, 10**9))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("math", "number theory"),
)


def _fraction_sum(text: str) -> str:
    a, b, c, d = ints(text)
    total = Fraction(a, b) + Fraction(c, d)
    return f"{total.numerator}/{total.denominator}"


FRACTION_SUM_CPP = cpp(
    """
    int a, b, c, d;
    cin >> a >> b >> c >> d;
    int top = a * d + c * b, bottom = b * d;
    int common = gcd(top, bottom);
    cout << top / common << "/" << bottom / common << endl;
    """,
    "numeric",
)
FRACTION_SUM = SampleProblem(
    slug="add-two-fractions",
    title="Two Parts of a Cake",
    statement="Print the sum of the fractions a/b and c/d in lowest terms, that is, with the smallest possible positive denominator. If the sum is a whole number, its denominator is 1.",
    input_format="One line with four integers a, b, c and d (1 ≤ a, b, c, d ≤ 1000).",
    output_format="The numerator, a slash and the denominator, without spaces.",
    solve=_fraction_sum,
    reference=FRACTION_SUM_CPP,
    wrong=(
        WrongSolution(
            "does not reduce the fraction",
            edit(FRACTION_SUM_CPP, "gcd(top, bottom)", "1"),
            "WA",
        ),
        WrongSolution(
            "reduces by the common divisor of the denominators",
            edit(FRACTION_SUM_CPP, "gcd(top, bottom)", "gcd(b, d)"),
            "WA",
        ),
    ),
    public=("1 6 1 2\n", "1 2 1 3\n"),
    private=(
        "1 1 1 1\n",
        "1 2 1 2\n",
        "1000 1 1000 1\n",
        "1000 999 1 1000\n",
        "3 4 5 4\n",
        "1 1000 999 1000\n",
        "4 6 6 9\n",
    ),
    generate=lambda rng: (
        rows(rng, 4, (1, 12), (2, 12), (1, 12), (2, 12)) + rows(rng, 3, *[(1, 1000)] * 4)
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("math", "number theory"),
)


def _primes_ending(text: str) -> str:
    a, b, digit = ints(text)
    prime = [False, False] + [True] * (b - 1)
    for p in range(2, b + 1):
        if prime[p]:
            for multiple in range(p * p, b + 1, p):
                prime[multiple] = False
    return str(sum(prime[x] for x in range(a, b + 1) if x % 10 == digit))


PRIMES_ENDING_CPP = cpp(
    """
    int a, b, d;
    cin >> a >> b >> d;
    int count = 0;
    for (int x = max(a, 2); x <= b; x++) {
        if (x % 10 != d) continue;
        bool prime = true;
        for (int i = 2; i * i <= x; i++)
            if (x % i == 0) prime = false;
        if (prime) count++;
    }
    cout << count << endl;
    """,
    "algorithm",
)
PRIMES_ENDING = SampleProblem(
    slug="primes-with-a-given-last-digit",
    title="Favourite Primes",
    statement="Mia likes a prime number if its last digit is d. Print how many primes from a to b, both included, she likes. Remember that 1 is not a prime.",
    input_format="One line with three integers a, b and d (1 ≤ a ≤ b ≤ 100000, 0 ≤ d ≤ 9).",
    output_format="One integer: the number of primes.",
    solve=_primes_ending,
    reference=PRIMES_ENDING_CPP,
    wrong=(
        WrongSolution(
            "takes the squares of primes for primes",
            edit(PRIMES_ENDING_CPP, "i * i <= x", "i * i < x"),
            "WA",
        ),
        WrongSolution(
            "takes 1 for a prime",
            edit(PRIMES_ENDING_CPP, "max(a, 2)", "max(a, 1)"),
            "WA",
        ),
    ),
    public=("1 50 3\n", "40 60 9\n"),
    private=(
        "1 1 1\n",
        "2 2 2\n",
        "1 100000 1\n",
        "1 100000 5\n",
        "25 25 5\n",
        "3 100000 2\n",
        "99991 99991 1\n",
        "1 30 1\n",
    ),
    generate=lambda rng: (
        [f"{a} {a + rng.randint(5, 200)} {rng.choice((1, 3, 7, 9))}\n" for a in (1, 2, 100, 900)]
        + [f"{a} {rng.randint(a, 100000)} {rng.choice((3, 7, 9))}\n" for a in (2, 5000, 60000)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("number theory", "primes"),
)


def _prime_factor_sum(text: str) -> str:
    n = int(text)
    factors = set()
    while n > 1:
        smallest = next((p for p in range(2, int(n**0.5) + 2) if n % p == 0), n)
        factors.add(smallest)
        n //= smallest
    return str(sum(factors))


PRIME_FACTOR_SUM_CPP = cpp(
    """
    int n;
    cin >> n;
    int sum = 0;
    for (int p = 2; p * p <= n; p++) {
        if (n % p == 0) sum += p;
        while (n % p == 0) n /= p;
    }
    if (n > 1) sum += n;
    cout << sum << endl;
    """
)
PRIME_FACTOR_SUM = SampleProblem(
    slug="sum-of-different-prime-divisors",
    title="Prime Divisors",
    statement="Print the sum of all different prime numbers that divide n. For 60 they are 2, 3 and 5, and the sum is 10. No prime divides 1, so for 1 the sum is 0.",
    input_format="One integer n (1 ≤ n ≤ 1000000000).",
    output_format="One integer: the sum.",
    solve=_prime_factor_sum,
    reference=PRIME_FACTOR_SUM_CPP,
    wrong=(
        WrongSolution(
            "forgets the last prime, which is above the square root",
            edit(PRIME_FACTOR_SUM_CPP, "    if (n > 1) sum += n;\n", ""),
            "WA",
        ),
        WrongSolution(
            "adds a prime as often as it divides",
            edit(
                edit(PRIME_FACTOR_SUM_CPP, "        if (n % p == 0) sum += p;\n", ""),
                "n /= p;",
                "n /= p, sum += p;",
            ),
            "WA",
        ),
    ),
    public=("60\n", "14\n"),
    private=("1\n", "2\n", "49\n", "999999937\n", "536870912\n", "1000000000\n", "900000011\n"),
    generate=lambda rng: [
        f"{rng.randint(low, high)}\n"
        for low, high in ((3, 40), (50, 200), (500, 5000), (10**5, 10**6), (10**8, 10**9))
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("number theory", "primes"),
)


def _base_palindrome(text: str) -> str:
    n, base = ints(text)
    digits = []
    while n > 0:
        n, digit = divmod(n, base)
        digits.append(digit)
    return "YES" if digits == digits[::-1] else "NO"


def _mirrored(rng: random.Random, base: int, size: int) -> str:
    half = [str(rng.randint(1, base - 1))] + [str(rng.randrange(base)) for _ in range(size)]
    return f"{int(''.join(half + half[::-1]), base)} {base}\n"


BASE_PALINDROME_CPP = cpp(
    """
    long long n, b;
    cin >> n >> b;
    long long reversed = 0;
    for (long long rest = n; rest > 0; rest /= b)
        reversed = reversed * b + rest % b;
    cout << (reversed == n ? "YES" : "NO") << endl;
    """
)
BASE_PALINDROME = SampleProblem(
    slug="palindrome-in-another-base",
    title="Mirror in Base b",
    statement="Write the number n in base b. Say whether its digits read the same from left to right and from right to left. For example, 9 in base 2 is 1001, which does.",
    input_format="One line with two integers n and b (1 ≤ n ≤ 1000000000, 2 ≤ b ≤ 10), both written in base 10.",
    output_format="YES if the digits read the same both ways, NO otherwise.",
    solve=_base_palindrome,
    reference=BASE_PALINDROME_CPP,
    wrong=(
        WrongSolution(
            "puts the digits together in base 10",
            edit(BASE_PALINDROME_CPP, "reversed * b + rest", "reversed * 10 + rest"),
            "WA",
        ),
        WrongSolution(
            "looks at the digits in base 10",
            edit(
                edit(BASE_PALINDROME_CPP, "rest /= b", "rest /= 10"),
                "b + rest % b",
                "10 + rest % 10",
            ),
            "WA",
        ),
    ),
    public=("9 2\n", "12 3\n"),
    private=(
        "1 2\n",
        "2 2\n",
        "121 10\n",
        "121 9\n",
        "1000000000 10\n",
        "536870911 2\n",
        "536870912 2\n",
        "10 9\n",
    ),
    generate=lambda rng: (
        [_mirrored(rng, base, size) for base, size in ((2, 9), (3, 6), (5, 4), (8, 3))]
        + [f"{rng.randint(10, 999)} {base}\n" for base in (2, 4, 7)]
        + [f"{rng.randint(10**8, 10**9)} {base}\n" for base in (6, 10)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("digits", "math"),
)


def _power_sum(text: str) -> str:
    a, n, m = ints(text)
    if a == 1:
        return str(n % m)
    wide = m * (a - 1)
    return str((pow(a, n + 1, wide) - a) % wide // (a - 1) % m)


POWER_SUM_CPP = cpp(
    """
    long long a, n, m;
    cin >> a >> n >> m;
    long long power = 1, sum = 0;
    for (int i = 1; i <= n; i++) {
        power = power * a % m;
        sum = (sum + power) % m;
    }
    cout << sum << endl;
    """
)
POWER_SUM = SampleProblem(
    slug="remainder-of-a-sum-of-powers",
    title="Generations",
    statement="A tree has a branches in the first year, a * a in the second, a * a * a in the third, and so on: in every year a times as many as in the year before. Add up the branches of the first n years and print the remainder of the sum when it is divided by m. For a = 2, n = 3 and m = 5 the sum is 2 + 4 + 8 = 14 and the remainder is 4.",
    input_format="One line with three integers a, n and m (1 ≤ a ≤ 1000000000, 1 ≤ n ≤ 100000, 1 ≤ m ≤ 1000000000).",
    output_format="One integer: the remainder.",
    solve=_power_sum,
    reference=POWER_SUM_CPP,
    wrong=(
        WrongSolution(
            "takes the remainder at the end only, after an overflow",
            edit(
                edit(
                    edit(POWER_SUM_CPP, "power * a % m", "power * a"),
                    "(sum + power) % m",
                    "sum + power",
                ),
                "cout << sum",
                "cout << sum % m",
            ),
            "WA",
        ),
        WrongSolution(
            "counts one branch of a year 0",
            edit(POWER_SUM_CPP, "sum = 0", "sum = 1"),
            "WA",
        ),
    ),
    public=("2 3 5\n", "10 4 7\n"),
    private=(
        "1 1 1\n",
        "1 100000 1000\n",
        "7 1 7\n",
        "1000000000 100000 999999937\n",
        "999999999 2 1000000000\n",
        "2 100000 3\n",
        "3 50 1000000000\n",
    ),
    generate=lambda rng: (
        rows(rng, 3, (2, 9), (2, 6), (2, 50))
        + rows(rng, 2, (2, 100), (30, 200), (100, 9999))
        + rows(rng, 3, (10**5, 10**9), (1000, 100000), (10**8, 10**9))
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("math", "modulo"),
)


def _add_digits(text: str) -> str:
    value, n = ints(text)
    for _ in range(1, n):
        value += sum(map(int, str(value)))
    return str(value)


ADD_DIGITS_CPP = cpp(
    """
    int x, n;
    cin >> x >> n;
    for (int i = 1; i < n; i++) {
        int sum = 0;
        for (int rest = x; rest > 0; rest /= 10) sum += rest % 10;
        x += sum;
    }
    cout << x << endl;
    """
)
ADD_DIGITS = SampleProblem(
    slug="term-plus-its-digit-sum",
    title="Growing Number",
    statement="The first term of a sequence is a. Every further term is the term before it plus the sum of the digits of the term before it. Starting with 15, the sequence is 15, 21, 24, 30 and so on. Print the n-th term.",
    input_format="One line with two integers a and n (1 ≤ a ≤ 1000000, 1 ≤ n ≤ 20000).",
    output_format="One integer: the n-th term.",
    solve=_add_digits,
    reference=ADD_DIGITS_CPP,
    wrong=(
        WrongSolution(
            "prints the term after the n-th",
            edit(ADD_DIGITS_CPP, "i = 1", "i = 0"),
            "WA",
        ),
        WrongSolution(
            "adds the first term's digits again and again",
            edit(
                edit(ADD_DIGITS_CPP, "cin >> x >> n;", "cin >> x >> n;\n    int first = x;"),
                "rest = x",
                "rest = first",
            ),
            "WA",
        ),
    ),
    public=("15 4\n", "7 2\n"),
    private=("1 1\n", "1000000 1\n", "1000000 20000\n", "1 20000\n", "9 3\n", "999999 2\n"),
    generate=lambda rng: (
        rows(rng, 3, (1, 99), (2, 12))
        + rows(rng, 2, (100, 9999), (20, 300))
        + rows(rng, 2, (1, 10**6), (1000, 20000))
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("digits", "sequences"),
)


def _years(text: str) -> str:
    balance, percent, goal = ints(text)
    years = 0
    while balance < goal:
        balance = balance * (100 + percent) // 100
        years += 1
    return str(years)


YEARS_CPP = cpp(
    """
    long long s, p, goal;
    cin >> s >> p >> goal;
    int years = 0;
    while (s < goal) {
        s += s * p / 100;
        years++;
    }
    cout << years << endl;
    """
)
YEARS = SampleProblem(
    slug="years-until-savings-reach-a-goal",
    title="Saving Up",
    statement="Ben has s coins in the bank. At the end of every year the bank adds p percent of the coins that are there at that moment, rounded down to a whole coin. Print after how many years Ben has at least g coins for the first time; if he has them now, print 0.",
    input_format="One line with three integers s, p and g (100 ≤ s ≤ 1000000000, 1 ≤ p ≤ 100, 1 ≤ g ≤ 1000000000).",
    output_format="One integer: the number of years.",
    solve=_years,
    reference=YEARS_CPP,
    wrong=(
        WrongSolution(
            "adds p percent of the first balance every year",
            edit(
                edit(
                    YEARS_CPP, "int years = 0;", "int years = 0;\n    long long gain = s * p / 100;"
                ),
                "s * p / 100;\n        years",
                "gain;\n        years",
            ),
            "WA",
        ),
        WrongSolution(
            "waits for more than g coins",
            edit(YEARS_CPP, "s < goal", "s <= goal"),
            "WA",
        ),
    ),
    public=("100 50 300\n", "200 10 242\n"),
    private=(
        "100 1 100\n",
        "100 1 101\n",
        "100 1 1000000000\n",
        "500 7 1\n",
        "1000000000 100 1000000000\n",
        "100 100 1600\n",
        "100 100 1601\n",
        "999999999 100 1000000000\n",
    ),
    generate=lambda rng: (
        rows(rng, 3, (100, 500), (2, 40), (600, 5000))
        + rows(rng, 3, (100, 10**4), (1, 20), (10**6, 10**9))
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation",),
)


def _strokes(text: str) -> str:
    h1, m1, h2, m2 = ints(text)
    bells = {60 * h: 12 if h in (0, 12) else h % 12 for h in range(24)}
    bells |= {60 * h + 30: 1 for h in range(24)}
    return str(sum(n for at, n in bells.items() if 60 * h1 + m1 <= at <= 60 * h2 + m2))


def _span(rng: random.Random, low: int, high: int) -> str:
    first, last = sorted((rng.randint(low, high), rng.randint(low, high)))
    return spaced([*divmod(first, 60), *divmod(last, 60)])


STROKES_CPP = cpp(
    """
    int h1, m1, h2, m2;
    cin >> h1 >> m1 >> h2 >> m2;
    int strokes = 0;
    for (int t = h1 * 60 + m1; t <= h2 * 60 + m2; t++) {
        int hour = t / 60 % 12;
        if (hour == 0) hour = 12;
        if (t % 60 == 0) strokes += hour;
        if (t % 60 == 30) strokes++;
    }
    cout << strokes << endl;
    """
)
STROKES = SampleProblem(
    slug="strokes-of-the-church-clock",
    title="Church Clock",
    statement="A church clock strikes once at every half hour (at 0:30, 1:30 and so on). At every full hour it strikes as many times as a clock face with 12 hours shows: once at 1:00 and at 13:00, 11 times at 11:00 and at 23:00, and 12 times at 0:00 and at 12:00. Print how many strokes you hear from the time h1:m1 to the time h2:m2 of the same day, both included.",
    input_format="One line with four integers h1, m1, h2 and m2 (0 ≤ h1, h2 ≤ 23, 0 ≤ m1, m2 ≤ 59). The first time is not later than the second.",
    output_format="One integer: the number of strokes.",
    solve=_strokes,
    reference=STROKES_CPP,
    wrong=(
        WrongSolution(
            "is silent at 0:00 and at 12:00",
            edit(STROKES_CPP, "        if (hour == 0) hour = 12;\n", ""),
            "WA",
        ),
        WrongSolution(
            "does not hear a stroke at the last minute",
            edit(STROKES_CPP, "t <= h2", "t < h2"),
            "WA",
        ),
    ),
    public=("9 15 11 30\n", "11 45 13 10\n"),
    private=(
        "0 0 0 0\n",
        "0 0 23 59\n",
        "12 0 12 0\n",
        "7 1 7 29\n",
        "5 30 5 30\n",
        "23 0 23 59\n",
        "0 1 23 0\n",
    ),
    generate=lambda rng: (
        [_span(rng, 0, 1439) for _ in range(4)] + [_span(rng, 600, 900) for _ in range(3)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("dates", "loops"),
)


def _speeding(text: str) -> str:
    limit, measured = ints(text)
    excess = measured - (3 if measured < 100 else 5) - limit
    return str(30 * (excess > 0) + 40 * (excess > 10) + 9 * len(range(20, excess)))


SPEEDING_CPP = cpp(
    """
    int limit, speed;
    cin >> limit >> speed;
    if (speed < 100) speed -= 3;
    else speed -= 5;
    int over = speed - limit;
    if (over <= 0) cout << 0 << endl;
    else if (over <= 10) cout << 30 << endl;
    else if (over <= 20) cout << 70 << endl;
    else cout << 70 + (over - 20) * 9 << endl;
    """
)
SPEEDING = SampleProblem(
    slug="fine-for-driving-too-fast",
    title="Speeding",
    statement="A camera measures the speed w of a car where the limit is v. First the police subtract 3 from w if w is below 100, and 5 otherwise. If the result is not above v, the fine is 0. If it is above v by 1 to 10, the fine is 30 euros; by 11 to 20, it is 70 euros; by more than 20, it is 70 euros and 9 euros more for every unit above v + 20. Print the fine.",
    input_format="One line with two integers v and w (10 ≤ v ≤ 130, 10 ≤ w ≤ 300).",
    output_format="One integer: the fine in euros.",
    solve=_speeding,
    reference=SPEEDING_CPP,
    wrong=(
        WrongSolution(
            "subtracts too little at exactly 100",
            edit(SPEEDING_CPP, "speed < 100", "speed <= 100"),
            "WA",
        ),
        WrongSolution(
            "asks for 9 euros for every unit above the limit",
            edit(SPEEDING_CPP, "(over - 20) * 9", "over * 9"),
            "WA",
        ),
    ),
    public=("50 65\n", "100 131\n"),
    private=(
        "50 53\n",
        "50 54\n",
        "50 63\n",
        "50 74\n",
        "90 99\n",
        "95 100\n",
        "10 300\n",
        "130 10\n",
    ),
    generate=lambda rng: (
        [f"{v} {v + 3 + rng.randint(1, 12)}\n" for v in (30, 50, 70)]
        + [f"{v} {v + 5 + rng.randint(8, 60)}\n" for v in (80, 100, 120)]
        + rows(rng, 2, (30, 130), (30, 200))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("conditions",),
)


def _minutes_of(line: str) -> range:
    (h1, m1), (h2, m2) = (map(int, clock.split(":")) for clock in line.split())
    return range(h1 * 60 + m1, h2 * 60 + m2)


def _both_open(text: str) -> str:
    first, second = map(_minutes_of, text.splitlines())
    return str(len(set(first) & set(second)))


def _opening(rng: random.Random, low: int = 0, high: int = 1439) -> str:
    first, last = sorted(rng.sample(range(low, high + 1), 2))
    return f"{first // 60:02}:{first % 60:02} {last // 60:02}:{last % 60:02}"


BOTH_OPEN_CPP = cpp(
    """
    int from = 0, until = 24 * 60;
    for (int shop = 0; shop < 2; shop++) {
        int h1, m1, h2, m2;
        char colon;
        cin >> h1 >> colon >> m1 >> h2 >> colon >> m2;
        from = max(from, h1 * 60 + m1);
        until = min(until, h2 * 60 + m2);
    }
    cout << max(0, until - from) << endl;
    """,
    "algorithm",
)
BOTH_OPEN = SampleProblem(
    slug="minutes-both-shops-are-open",
    title="Baker and Butcher",
    statement="The baker and the butcher both open once a day and close later on the same day. Print for how many minutes of the day both shops are open. If one opens at the moment the other closes, they are open together for 0 minutes.",
    input_format="Two lines, one for each shop. Each holds the opening time and the closing time as hh:mm, from 00:00 to 23:59, with a space between; the opening time is earlier than the closing time.",
    output_format="One integer: the number of minutes.",
    solve=_both_open,
    reference=BOTH_OPEN_CPP,
    wrong=(
        WrongSolution(
            "negative if the shops are never open together",
            edit(BOTH_OPEN_CPP, "max(0, until - from)", "until - from"),
            "WA",
        ),
        WrongSolution(
            "takes an hour for 100 minutes",
            edit(
                edit(edit(BOTH_OPEN_CPP, "24 * 60", "24 * 100"), "h1 * 60", "h1 * 100"),
                "h2 * 60",
                "h2 * 100",
            ),
            "WA",
        ),
    ),
    public=("08:00 12:30\n10:15 18:00\n", "07:00 09:00\n13:00 17:45\n"),
    private=(
        "06:00 10:00\n10:00 12:00\n",
        "00:00 23:59\n00:00 23:59\n",
        "09:00 18:00\n12:00 12:01\n",
        "12:00 12:01\n00:00 23:59\n",
        "20:10 21:05\n08:00 20:50\n",
        "15:00 16:00\n08:30 09:15\n",
    ),
    generate=lambda rng: (
        [f"{_opening(rng)}\n{_opening(rng)}\n" for _ in range(4)]
        + [f"{_opening(rng, 400, 900)}\n{_opening(rng, 500, 1000)}\n" for _ in range(3)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("dates", "implementation"),
)


def _dice_ways(text: str) -> str:
    a, b, total = ints(text)
    return str(max(0, min(a, total - 1) - max(1, total - b) + 1))


DICE_WAYS_CPP = cpp(
    """
    int a, b, s;
    cin >> a >> b >> s;
    int ways = 0;
    for (int i = 1; i <= a; i++)
        for (int j = 1; j <= b; j++)
            if (i + j == s) ways++;
    cout << ways << endl;
    """
)
DICE_WAYS = SampleProblem(
    slug="two-dice-showing-a-total",
    title="Red and Blue Die",
    statement="A red die has the numbers 1 to a on its faces, and a blue die has the numbers 1 to b. Both are rolled. Print in how many ways the two numbers add up to s; red 1 with blue 2 and red 2 with blue 1 are different ways.",
    input_format="One line with three integers a, b and s (1 ≤ a, b ≤ 1000, 1 ≤ s ≤ 3000).",
    output_format="One integer: the number of ways.",
    solve=_dice_ways,
    reference=DICE_WAYS_CPP,
    wrong=(
        WrongSolution(
            "lets the blue die show only what is not below the red one",
            edit(DICE_WAYS_CPP, "int j = 1", "int j = i"),
            "WA",
        ),
        WrongSolution(
            "leaves the highest faces out",
            edit(edit(DICE_WAYS_CPP, "i <= a", "i < a"), "j <= b", "j < b"),
            "WA",
        ),
    ),
    public=("6 6 7\n", "4 10 5\n"),
    private=("1 1 2\n", "1 1 1\n", "6 6 13\n", "1000 1000 2000\n", "1000 1000 1001\n", "2 9 11\n"),
    generate=lambda rng: (
        rows(rng, 4, (2, 12), (2, 12), (3, 18))
        + rows(rng, 4, (200, 1000), (200, 1000), (100, 1500))
    ),
    home="coder",
    split="train",
    difficulty="A",
    tags=("loops",),
)

RANKS = ("A", "2", "3", "4", "5", "6", "7", "8", "9", "10", "J", "Q", "K")


def _hand_value(text: str) -> str:
    options = [
        (1, 11) if card == "A" else (10,) if card in "JQK" else (int(card),)
        for card in text.split()[1:]
    ]
    totals = [total for total in map(sum, product(*options)) if total <= 21]
    return str(max(totals)) if totals else "BUST"


def _hand(rng: random.Random, size: int, ranks: tuple[str, ...] = RANKS) -> str:
    return f"{size}\n{' '.join(rng.choices(ranks, k=size))}\n"


HAND_VALUE_CPP = cpp(
    """
    int n;
    cin >> n;
    int sum = 0, aces = 0;
    for (int i = 0; i < n; i++) {
        string card;
        cin >> card;
        if (card == "A") {
            aces++;
            sum += 1;
        } else if (card == "J" || card == "Q" || card == "K") {
            sum += 10;
        } else {
            sum += stoi(card);
        }
    }
    if (aces > 0 && sum + 10 <= 21) sum += 10;
    if (sum > 21) cout << "BUST" << endl;
    else cout << sum << endl;
    """,
    "string",
)
HAND_VALUE = SampleProblem(
    slug="twenty-one-hand-value",
    title="Twenty-One",
    statement="In a card game the cards 2 to 10 count their number, the cards J, Q and K count 10 each, and every A counts 1 or 11, as the player likes. The value of a hand is the greatest total that is not above 21. Print the value of the hand, or BUST if every total is above 21.",
    input_format="The first line holds n, the number of cards (1 ≤ n ≤ 10). The second line holds n cards, each one of A, 2, 3, 4, 5, 6, 7, 8, 9, 10, J, Q, K.",
    output_format="One integer, the value of the hand, or the word BUST.",
    solve=_hand_value,
    reference=HAND_VALUE_CPP,
    wrong=(
        WrongSolution(
            "an ace never counts 11",
            edit(HAND_VALUE_CPP, "    if (aces > 0 && sum + 10 <= 21) sum += 10;\n", ""),
            "WA",
        ),
        WrongSolution(
            "reads the first character of 10 only",
            edit(HAND_VALUE_CPP, "stoi(card)", "card[0] - '0'"),
            "WA",
        ),
    ),
    public=("2\nA K\n", "3\n10 9 5\n"),
    private=(
        "1\nA\n",
        "2\nA A\n",
        "3\nA 10 J\n",
        "3\nA A 9\n",
        "3\n7 7 7\n",
        "4\nA A K Q\n",
        "10\nA A A A A A A A A A\n",
        "10\nK K K K K K K K K K\n",
    ),
    generate=lambda rng: (
        [_hand(rng, size) for size in (2, 2, 3, 4)]
        + [_hand(rng, size, ("A", "2", "3", "4", "10")) for size in (3, 4, 5, 6)]
    ),
    home="coder",
    split="train",
    difficulty="C",
    tags=("cards", "conditions"),
)


def _turn(text: str) -> str:
    rolls = ints(text)[1:]
    for end in range(1, len(rolls) + 1):
        if rolls[end - 1] == 1:
            return "0"
        if sum(rolls[:end]) >= 20:
            return str(sum(rolls[:end]))
    return str(sum(rolls))


def _rolls(rng: random.Random, size: int, low: int) -> str:
    return f"{size}\n{spaced([rng.randint(low, 6) for _ in range(size)])}\n"


TURN_CPP = cpp(
    """
    int n;
    cin >> n;
    int points = 0;
    for (int i = 0; i < n; i++) {
        int roll;
        cin >> roll;
        if (roll == 1) {
            points = 0;
            break;
        }
        points += roll;
        if (points >= 20) break;
    }
    cout << points << endl;
    """
)
TURN = SampleProblem(
    slug="dice-turn-that-stops-at-twenty",
    title="One Turn of Pig",
    statement="In a dice game a player rolls again and again and adds the rolls up. A roll of 1 ends the turn at once, and the turn scores 0. As soon as the sum is 20 or more, the turn ends, and the sum is the score; later rolls do not matter. If the rolls run out before the turn ends, the score is the sum so far. Print the score.",
    input_format="The first line holds n, the number of rolls (1 ≤ n ≤ 50). The second line holds n integers from 1 to 6, the rolls in order.",
    output_format="One integer: the score.",
    solve=_turn,
    reference=TURN_CPP,
    wrong=(
        WrongSolution(
            "goes on after a 1 with a new sum",
            edit(TURN_CPP, "points = 0;\n            break;", "points = 0;\n            continue;"),
            "WA",
        ),
        WrongSolution(
            "goes on when the sum is exactly 20",
            edit(TURN_CPP, "points >= 20", "points > 20"),
            "WA",
        ),
    ),
    public=("4\n3 5 1 6\n", "6\n6 6 5 4 2 1\n"),
    private=(
        "1\n1\n",
        "1\n6\n",
        "5\n5 5 5 5 1\n",
        "5\n5 5 5 5 3\n",
        "5\n6 6 6 1 2\n",
        "10\n2 2 2 2 2 2 2 2 2 2\n",
        "50\n" + "6 " * 49 + "1\n",
    ),
    generate=lambda rng: (
        [_rolls(rng, size, 2) for size in (3, 5, 7, 12)]
        + [_rolls(rng, size, 1) for size in (4, 6, 8, 50)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation", "dice"),
)


def _full_house(text: str) -> str:
    dice = text.split()
    return "YES" if sorted(dice.count(face) for face in set(dice)) == [2, 3] else "NO"


def _dice(rng: random.Random, groups: tuple[int, ...]) -> str:
    faces = rng.sample(range(1, 7), len(groups))
    dice = [face for face, size in zip(faces, groups, strict=True) for _ in range(size)]
    rng.shuffle(dice)
    return spaced(dice) + "\n"


FULL_HOUSE_CPP = cpp(
    """
    int d[5];
    for (int &x : d) cin >> x;
    sort(d, d + 5);
    bool three_first = d[0] == d[2] && d[3] == d[4];
    bool two_first = d[0] == d[1] && d[2] == d[4];
    bool full = (three_first || two_first) && d[0] != d[4];
    cout << (full ? "YES" : "NO") << endl;
    """,
    "algorithm",
)
FULL_HOUSE = SampleProblem(
    slug="full-house-of-five-dice",
    title="Full House",
    statement="Five dice show a full house if exactly three of them show one number and the other two both show another number. Five equal dice are no full house. Say whether the given dice show a full house.",
    input_format="One line with five integers from 1 to 6, in any order.",
    output_format="YES if the dice show a full house, NO otherwise.",
    solve=_full_house,
    reference=FULL_HOUSE_CPP,
    wrong=(
        WrongSolution(
            "takes five equal dice for a full house",
            edit(FULL_HOUSE_CPP, " && d[0] != d[4]", ""),
            "WA",
        ),
        WrongSolution(
            "wants the three equal dice to show the smaller number",
            edit(FULL_HOUSE_CPP, "(three_first || two_first)", "three_first"),
            "WA",
        ),
    ),
    public=("3 5 3 5 3\n", "2 2 4 4 6\n"),
    private=(
        "6 6 6 6 6\n",
        "1 1 1 1 6\n",
        "1 1 6 6 6\n",
        "6 1 1 1 6\n",
        "2 3 4 5 6\n",
        "1 1 1 1 1\n",
    ),
    generate=lambda rng: (
        [_dice(rng, groups) for groups in ((3, 2), (2, 3), (3, 2), (3, 2), (2, 3))]
        + [_dice(rng, groups) for groups in ((4, 1), (3, 1, 1), (2, 2, 1), (2, 1, 1, 1))]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("dice", "counting"),
)


def _garden(text: str) -> str:
    values = ints(text)
    x1, y1, x2, y2 = values[:4]
    points = zip(values[5::2], values[6::2], strict=True)
    return str(sum(sorted((x1, x, x2))[1] == x and sorted((y1, y, y2))[1] == y for x, y in points))


def _trees(rng: random.Random, size: int, far: int) -> str:
    corners = spaced([rng.randint(-far, far) for _ in range(4)])
    return f"{corners}\n{_counted(rows(rng, size, (-far, far), (-far, far)))}"


GARDEN_CPP = cpp(
    """
    int x1, y1, x2, y2, n;
    cin >> x1 >> y1 >> x2 >> y2 >> n;
    if (x1 > x2) swap(x1, x2);
    if (y1 > y2) swap(y1, y2);
    int count = 0;
    while (n--) {
        int x, y;
        cin >> x >> y;
        if (x1 <= x && x <= x2 && y1 <= y && y <= y2) count++;
    }
    cout << count << endl;
    """,
    "utility",
)
GARDEN = SampleProblem(
    slug="points-in-a-rectangle-by-two-corners",
    title="Trees in the Garden",
    statement="A rectangular garden has sides parallel to the axes. You are given two opposite corners of it, in any order: they may be the lower left and the upper right one, or the upper left and the lower right one. Print how many of the n trees stand inside the garden or on its border.",
    input_format="The first line holds four integers x1, y1, x2 and y2: the corners (x1, y1) and (x2, y2). The second line holds n (1 ≤ n ≤ 100). Each of the next n lines holds the coordinates x and y of a tree. No coordinate is below -1000 or above 1000.",
    output_format="One integer: the number of trees.",
    solve=_garden,
    reference=GARDEN_CPP,
    wrong=(
        WrongSolution(
            "takes the first corner's y for the lower one",
            edit(GARDEN_CPP, "    if (y1 > y2) swap(y1, y2);\n", ""),
            "WA",
        ),
        WrongSolution(
            "leaves the trees on the border out",
            edit(
                GARDEN_CPP,
                "x1 <= x && x <= x2 && y1 <= y && y <= y2",
                "x1 < x && x < x2 && y1 < y && y < y2",
            ),
            "WA",
        ),
    ),
    public=("0 0 4 3\n4\n1 1\n4 3\n5 2\n2 4\n", "5 1 2 6\n3\n3 3\n2 7\n5 6\n"),
    private=(
        "0 0 0 0\n2\n0 0\n0 1\n",
        "-1000 1000 1000 -1000\n3\n1000 1000\n-1000 0\n0 0\n",
        "3 3 -3 3\n3\n0 3\n0 2\n4 3\n",
        "1 9 8 2\n1\n4 4\n",
        "8 9 1 2\n2\n1 2\n9 9\n",
        "0 0 2 2\n1\n5 5\n",
    ),
    generate=lambda rng: [
        _trees(rng, size, far)
        for size, far in ((4, 3), (6, 4), (12, 5), (20, 8), (40, 30), (100, 1000))
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("geometry",),
)


def _closest_pair(text: str) -> str:
    values = ints(text)[1:]
    points = [complex(*pair) for pair in zip(values[::2], values[1::2], strict=True)]
    gaps = [one - other for one, other in combinations(points, 2)]
    return str(min(int(gap.real) ** 2 + int(gap.imag) ** 2 for gap in gaps))


CLOSEST_PAIR_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<long long> x(n), y(n);
    for (int i = 0; i < n; i++) cin >> x[i] >> y[i];
    long long best = LLONG_MAX;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            long long dx = x[i] - x[j], dy = y[i] - y[j];
            best = min(best, dx * dx + dy * dy);
        }
    }
    cout << best << endl;
    """,
    "algorithm",
    "climits",
    "vector",
)
CLOSEST_PAIR = SampleProblem(
    slug="squared-distance-of-the-closest-stars",
    title="Closest Stars",
    statement="n stars are points of the plane. Print the square of the distance between the two stars that are closest to each other. Two stars may be at the same point; their distance is 0.",
    input_format="The first line holds n (2 ≤ n ≤ 50). Each of the next n lines holds the integer coordinates x and y of a star, neither below -1000000000 nor above 1000000000.",
    output_format="One integer: the square of the smallest distance.",
    solve=_closest_pair,
    reference=CLOSEST_PAIR_CPP,
    wrong=(
        WrongSolution(
            "compares only stars that follow each other in the input",
            edit(CLOSEST_PAIR_CPP, "j < n; j++", "j < min(n, i + 2); j++"),
            "WA",
        ),
        WrongSolution(
            "compares a star with itself",
            edit(CLOSEST_PAIR_CPP, "j = i + 1", "j = i"),
            "WA",
        ),
    ),
    public=("3\n0 0\n5 5\n1 2\n", "2\n-3 4\n3 -4\n"),
    private=(
        "2\n7 7\n7 7\n",
        "2\n-1000000000 -1000000000\n1000000000 1000000000\n",
        "4\n0 0\n100 0\n0 100\n1 0\n",
        "3\n0 0\n0 3\n0 6\n",
        "4\n2 2\n9 9\n-5 3\n2 2\n",
        "3\n1000000000 0\n-1000000000 0\n0 1000000000\n",
    ),
    generate=lambda rng: (
        [_counted(rows(rng, size, (-50, 50), (-50, 50))) for size in (4, 6, 10)]
        + [_counted(rows(rng, size, *[(-(10**9), 10**9)] * 2)) for size in (5, 20, 50)]
    ),
    home="coder",
    split="train",
    difficulty="B",
    tags=("geometry", "loops"),
)


def _coffee(text: str) -> str:
    paid, stamps = [], 0
    for price in ints(text)[1:]:
        if stamps == 5:
            stamps = 0
        else:
            paid.append(price)
            stamps += price >= 300
    return str(sum(paid))


def _prices(rng: random.Random, size: int, low: int, high: int) -> str:
    return f"{size}\n{spaced([rng.randint(low, high) for _ in range(size)])}\n"


COFFEE_CPP = cpp(
    """
    int n;
    cin >> n;
    int total = 0, stamps = 0;
    for (int i = 0; i < n; i++) {
        int price;
        cin >> price;
        if (stamps == 5) {
            stamps = 0;
            continue;
        }
        total += price;
        if (price >= 300) stamps++;
    }
    cout << total << endl;
    """
)
COFFEE = SampleProblem(
    slug="coffee-card-with-five-stamps",
    title="Coffee Card",
    statement="Your coffee card has no stamps at first. Every drink that you pay for and that costs at least 300 cents brings one stamp. As soon as the card has 5 stamps, the next drink is free, whatever it costs; the free drink brings no stamp, and the card is empty again. Print how much you pay for n drinks in the given order.",
    input_format="The first line holds n (1 ≤ n ≤ 100). The second line holds n integers from 1 to 1000, the prices in cents.",
    output_format="One integer: the sum you pay in cents.",
    solve=_coffee,
    reference=COFFEE_CPP,
    wrong=(
        WrongSolution(
            "a drink of exactly 300 cents brings no stamp",
            edit(COFFEE_CPP, "price >= 300", "price > 300"),
            "WA",
        ),
        WrongSolution(
            "the free drink brings a stamp, too",
            edit(
                COFFEE_CPP,
                "stamps = 0;\n            continue",
                "stamps = price >= 300;\n            continue",
            ),
            "WA",
        ),
    ),
    public=("7\n300 310 320 250 330 340 400\n", "3\n120 450 300\n"),
    private=(
        "1\n299\n",
        "6\n300 300 300 300 300 1\n",
        "12\n400 400 400 400 400 400 400 400 400 400 400 400\n",
        "13\n300 300 300 300 300 1 300 300 300 300 300 1000 7\n",
        "5\n500 500 500 500 500\n",
        "8\n299 299 299 299 299 299 299 299\n",
        "100\n" + "1000 " * 99 + "1000\n",
    ),
    generate=lambda rng: [
        _prices(rng, size, low, high)
        for size, low, high in (
            (7, 280, 500),
            (12, 299, 301),
            (15, 250, 400),
            (20, 298, 600),
            (40, 1, 1000),
            (100, 200, 400),
        )
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation",),
)


def _odometer(text: str) -> str:
    readings = ints(text)
    return str(sum((later - earlier) % 10000 for earlier, later in pairwise(readings)))


def _readings(rng: random.Random, size: int, longest: int) -> str:
    value, lines = rng.randint(0, 9999), []
    for _ in range(size):
        lines.append(value)
        value = (value + rng.randint(0, longest)) % 10000
    return _lines(lines)


ODOMETER_CPP = cpp(
    """
    int last, now, total = 0;
    cin >> last;
    while (cin >> now) {
        int way = now - last;
        if (way < 0) way += 10000;
        total += way;
        last = now;
    }
    cout << total << endl;
    """
)
ODOMETER = SampleProblem(
    slug="four-digit-counter-that-wraps",
    title="Old Odometer",
    statement="The counter of an old car has only four digits: after 9999 kilometres it shows 0 again. The driver notes its reading from time to time, and between one note and the next the car always drives fewer than 10000 kilometres. Print how many kilometres the car has driven from the first note to the last.",
    input_format="The readings, in order, one integer from 0 to 9999 on each line, until the end of the input. There are between 1 and 100 readings.",
    output_format="One integer: the number of kilometres.",
    solve=_odometer,
    reference=ODOMETER_CPP,
    wrong=(
        WrongSolution(
            "adds a whole round when the car has not moved",
            edit(ODOMETER_CPP, "way < 0", "way <= 0"),
            "WA",
        ),
        WrongSolution(
            "forgets that the step from 9999 to 0 is a kilometre too",
            edit(ODOMETER_CPP, "way += 10000", "way += 9999"),
            "WA",
        ),
    ),
    public=("100\n250\n9000\n50\n", "9999\n0\n0\n7\n"),
    private=(
        "5\n",
        "0\n",
        "3\n2\n",
        "42\n42\n42\n",
        "0\n9999\n9998\n9997\n",
        "9999\n0\n9999\n0\n",
    ),
    generate=lambda rng: [
        _readings(rng, size, longest)
        for size, longest in ((2, 500), (4, 5000), (8, 9999), (30, 900), (100, 9999))
    ],
    home="coder",
    split="train",
    difficulty="B",
    tags=("simulation",),
)

PROBLEMS = (
    MULTIPLES,
    BATTERIES,
    CATCH,
    FENCE,
    SALE,
    CLOSER,
    PIECES,
    ODD_DIGITS,
    STEPPING,
    PROPER,
    WITH_DIGIT,
    SAME_SUM,
    SHARED_DIVISORS,
    TILES,
    FRACTION_SUM,
    PRIMES_ENDING,
    PRIME_FACTOR_SUM,
    BASE_PALINDROME,
    POWER_SUM,
    ADD_DIGITS,
    YEARS,
    STROKES,
    SPEEDING,
    BOTH_OPEN,
    DICE_WAYS,
    HAND_VALUE,
    TURN,
    FULL_HOUSE,
    GARDEN,
    CLOSEST_PAIR,
    COFFEE,
    ODOMETER,
)
