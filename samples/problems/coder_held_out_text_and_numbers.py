"""Held-out problems for the coder: texts and their rules, digits and divisors, money, clocks and boards."""

import math
import random
import re
from datetime import date, datetime, timedelta
from itertools import pairwise

from samples.problem import SampleProblem, WrongSolution
from samples.writing import cpp, edit, ints, rows, spaced

LETTERS = "abcdefghijklmnopqrstuvwxyz"
DIGITS = "0123456789"
KEYS = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
BIG = 10**18


def _text(rng: random.Random, size: int, letters: str = LETTERS) -> str:
    return "".join(rng.choices(letters, k=size))


def _plates(rng: random.Random) -> list[str]:
    made = []
    for _ in range(5):
        good = f"{_text(rng, 2, 'ABCXYZ')}-{_text(rng, 3, DIGITS)}-{_text(rng, 2, 'HKLNPW')}"
        place = rng.randrange(len(good))
        made += [good, good[:place] + rng.choice("IOa5-") + good[place + 1 :]]
    return made


PLATE_CPP = cpp(
    """
    string s;
    cin >> s;
    bool ok = s.size() == 9;
    for (int i = 0; ok && i < 9; i++) {
        if (i == 2 || i == 6) ok = s[i] == '-';
        else if (i > 2 && i < 6) ok = s[i] >= '0' && s[i] <= '9';
        else ok = s[i] >= 'A' && s[i] <= 'Z' && s[i] != 'I' && s[i] != 'O';
    }
    cout << (ok ? "YES" : "NO") << endl;
    """,
    "string",
)
PLATE = SampleProblem(
    slug="licence-plate-format",
    title="Licence Plates",
    statement="A valid licence plate has exactly 9 characters: two uppercase letters, a hyphen, three digits, a hyphen, and two uppercase letters. The letters I and O are never used, since they look like digits. Say whether the given text is a valid plate.",
    input_format="One text of 1 to 20 characters without spaces. It consists of English letters, digits and hyphens.",
    output_format="YES if the text is a valid plate, NO otherwise.",
    solve=lambda text: (
        "YES" if re.fullmatch("[A-HJ-NP-Z]{2}-[0-9]{3}-[A-HJ-NP-Z]{2}", text.strip()) else "NO"
    ),
    reference=PLATE_CPP,
    wrong=(
        WrongSolution(
            "accepts further characters at the end",
            edit(PLATE_CPP, "s.size() == 9", "s.size() >= 9"),
            "WA",
        ),
        WrongSolution(
            "forgets that I and O are not used",
            edit(PLATE_CPP, " && s[i] != 'I' && s[i] != 'O'", ""),
            "WA",
        ),
    ),
    public=("AB-123-CD\n", "AB-12-CDE\n"),
    private=(
        "ZZ-000-AA\n",
        "AB-123-CDE\n",
        "AI-123-CD\n",
        "AB-123-OD\n",
        "ab-123-cd\n",
        "A\n",
        "HJ-999-NP\n",
        "AB-123-CD-AB-123-CD\n",
    ),
    generate=_plates,
    home="coder",
    split="test",
    difficulty="B",
    tags=("strings",),
)

CHECK_DIGIT_CPP = cpp(
    """
    string s;
    cin >> s;
    int sum = 0;
    for (size_t i = 0; i < s.size(); i++) {
        int digit = s[i] - '0';
        sum += i % 2 == 0 ? digit : 3 * digit;
    }
    cout << (10 - sum % 10) % 10 << endl;
    """,
    "string",
)
CHECK_DIGIT = SampleProblem(
    slug="barcode-check-digit",
    title="The Last Digit of a Barcode",
    statement="A barcode is a row of digits. Take the first, third, fifth, ... digit once and the second, fourth, sixth, ... digit three times, and add all that up. The check digit is the smallest number from 0 to 9 that makes the sum divisible by 10 when it is added. Print the check digit.",
    input_format="One row of 1 to 50 digits without spaces. It may begin with zeros.",
    output_format="One digit, the check digit.",
    solve=lambda text: str(
        -(sum(map(int, text.strip()[::2])) + 3 * sum(map(int, text.strip()[1::2]))) % 10
    ),
    reference=CHECK_DIGIT_CPP,
    wrong=(
        WrongSolution(
            "prints 10 where the sum is divisible already",
            edit(CHECK_DIGIT_CPP, "(10 - sum % 10) % 10", "10 - sum % 10"),
            "WA",
        ),
        WrongSolution(
            "takes the first digit three times",
            edit(CHECK_DIGIT_CPP, "i % 2 == 0", "i % 2 == 1"),
            "WA",
        ),
    ),
    public=("400638133393\n", "17\n"),
    private=("0\n", "5\n", "0" * 50 + "\n", "9" * 50 + "\n", "13\n", "31\n"),
    generate=lambda rng: [_text(rng, size, DIGITS) + "\n" for size in (3, 8, 12, 12, 27, 49)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

VOWEL_GROUPS_CPP = cpp(
    """
    string s;
    cin >> s;
    string vowels = "aeiou";
    int groups = 0;
    for (size_t i = 0; i < s.size(); i++) {
        bool now = vowels.find(s[i]) != string::npos;
        bool before = i > 0 && vowels.find(s[i - 1]) != string::npos;
        if (now && !before) groups++;
    }
    cout << groups << endl;
    """,
    "string",
)
VOWEL_GROUPS = SampleProblem(
    slug="vowel-groups",
    title="Beats of a Word",
    statement="The beats of a word are its groups of vowels: vowels that stand next to each other belong to one group, and a consonant ends a group. The vowels are a, e, i, o and u. For example, beautiful has three groups: eau, i and u. Print the number of groups.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="One integer: the number of groups of vowels.",
    solve=lambda text: str(len(re.findall("[aeiou]+", text))),
    reference=VOWEL_GROUPS_CPP,
    wrong=(
        WrongSolution(
            "counts every vowel",
            edit(VOWEL_GROUPS_CPP, "now && !before", "now"),
            "WA",
        ),
        WrongSolution(
            "counts the ends of groups and misses one at the end of the word",
            edit(VOWEL_GROUPS_CPP, "now && !before", "!now && before"),
            "WA",
        ),
    ),
    public=("beautiful\n", "queue\n"),
    private=("a\n", "z\n", "rhythms\n", "ababa\n", "o" * 100 + "\n", "radio\n"),
    generate=lambda rng: [
        *(_text(rng, size) + "\n" for size in (20, 60, 100)),
        *(_text(rng, size, "aeioubt") + "\n" for size in (10, 40, 99)),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)


def _occurrence_numbers(text: str) -> str:
    word = text.strip()
    return spaced([word[: place + 1].count(letter) for place, letter in enumerate(word)])


OCCURRENCE_CPP = cpp(
    """
    string s;
    cin >> s;
    int seen[26] = {};
    for (char c : s) {
        seen[c - 'a']++;
        cout << seen[c - 'a'] << " ";
    }
    cout << endl;
    """,
    "string",
)
OCCURRENCE = SampleProblem(
    slug="number-each-letter",
    title="Numbered Letters",
    statement="Walk through a word from left to right. For each letter print how many times that letter has occurred so far, this one included. For the word noon that is 1 1 2 2.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="As many integers as the word has letters, on one line, separated by spaces.",
    solve=_occurrence_numbers,
    reference=OCCURRENCE_CPP,
    wrong=(
        WrongSolution(
            "does not count the letter itself",
            edit(
                OCCURRENCE_CPP,
                "seen[c - 'a']++;\n        cout << seen[c - 'a'] <<",
                "cout << seen[c - 'a']++ <<",
            ),
            "WA",
        ),
        WrongSolution(
            "prints how often the letter occurs in the whole word",
            edit(
                OCCURRENCE_CPP,
                "for (char c : s) {\n        seen[c - 'a']++;",
                "for (char c : s) seen[c - 'a']++;\n    for (char c : s) {",
            ),
            "WA",
        ),
    ),
    public=("noon\n", "banana\n"),
    private=("a\n", "zz\n", "q" * 100 + "\n", LETTERS + "\n", "abcabcabc\n"),
    generate=lambda rng: [
        *(_text(rng, size, "abcd") + "\n" for size in (6, 12, 50)),
        *(_text(rng, size) + "\n" for size in (15, 40, 100)),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)


def _chain_break(text: str) -> str:
    chain = text.split()[1:]
    ends = (first[-1] == second[0] for first, second in pairwise(chain))
    return str(next((place for place, fits in enumerate(ends, 2) if not fits), 0))


def _chain(rng: random.Random, count: int, broken: int) -> str:
    """Return a chain of `count` words in which words number `broken` and count - 1 do not fit."""
    chain = [_text(rng, 4, "abc")]
    for number in range(2, count + 1):
        fits = number not in (broken, count - 1) if broken else True
        chain.append((chain[-1][-1] if fits else "x") + _text(rng, rng.randint(1, 5), "abc"))
    return f"{count}\n{' '.join(chain)}\n"


CHAIN_CPP = cpp(
    """
    int n;
    cin >> n;
    string before, word;
    int answer = 0;
    for (int i = 1; i <= n; i++) {
        cin >> word;
        if (i > 1 && answer == 0 && word[0] != before.back()) answer = i;
        before = word;
    }
    cout << answer << endl;
    """,
    "string",
)
CHAIN = SampleProblem(
    slug="word-chain-break",
    title="Word Chain",
    statement="In a game each word must begin with the last letter of the word before it; the first word is free. Words are numbered from 1 in the order they were said. Print the number of the first word that breaks the rule, or 0 if no word breaks it.",
    input_format="The first line holds one integer n (1 ≤ n ≤ 50). The second line holds n words of 1 to 10 lowercase English letters, separated by spaces.",
    output_format="One integer: the number of the first word that breaks the rule, or 0.",
    solve=_chain_break,
    reference=CHAIN_CPP,
    wrong=(
        WrongSolution(
            "prints the last word that breaks the rule",
            edit(CHAIN_CPP, " && answer == 0", ""),
            "WA",
        ),
        WrongSolution(
            "numbers the words from 0",
            edit(CHAIN_CPP, "answer = i;", "answer = i - 1;"),
            "WA",
        ),
    ),
    public=("4\ntiger rabbit table egg\n", "4\nsun net cat top\n"),
    private=(
        "1\na\n",
        "2\nab ba\n",
        "2\nab ab\n",
        "3\na a a\n",
        "5\nabc cab abc abc cab\n",
        "4\nbad dab bud bed\n",
    ),
    generate=lambda rng: [
        _chain(rng, count, broken)
        for count, broken in ((6, 0), (8, 3), (12, 12), (25, 0), (50, 17), (50, 2))
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)


KEYPAD_CPP = cpp(
    """
    string s;
    cin >> s;
    string keys[8] = {"abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz"};
    int presses = 0;
    for (char c : s)
        for (string key : keys)
            for (size_t i = 0; i < key.size(); i++)
                if (key[i] == c) presses += i + 1;
    cout << presses << endl;
    """,
    "string",
)
KEYPAD = SampleProblem(
    slug="keypad-presses",
    title="Old Telephone",
    statement="An old telephone has eight keys with letters: abc, def, ghi, jkl, mno, pqrs, tuv and wxyz. The first letter of a key needs one press, the second two presses, the third three, and the fourth four. Print how many presses the given word needs in all.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="One integer: the number of presses.",
    solve=lambda text: str(sum(key.index(c) + 1 for c in text.strip() for key in KEYS if c in key)),
    reference=KEYPAD_CPP,
    wrong=(
        WrongSolution(
            "every key has three letters",
            cpp(
                """
                string s;
                cin >> s;
                int presses = 0;
                for (char c : s) presses += (c - 'a') % 3 + 1;
                cout << presses << endl;
                """,
                "string",
            ),
            "WA",
        ),
        WrongSolution(
            "the first letter costs nothing",
            edit(KEYPAD_CPP, "presses += i + 1", "presses += i"),
            "WA",
        ),
    ),
    public=("hello\n", "quiz\n"),
    private=("a\n", "s\n", "z\n", LETTERS + "\n", "z" * 100 + "\n", "adgj\n"),
    generate=lambda rng: [_text(rng, size) + "\n" for size in (4, 7, 12, 30, 64, 100)],
    home="coder",
    split="test",
    difficulty="B",
    tags=("strings",),
)


def _widest_step(text: str) -> str:
    digits = [int(digit) for digit in text.strip()]
    return str(max(abs(a - b) for a, b in pairwise(digits)))


DIGIT_STEP_CPP = cpp(
    """
    long long n;
    cin >> n;
    int widest = 0;
    while (n >= 10) {
        int last = n % 10, before = n / 10 % 10;
        if (abs(last - before) > widest) widest = abs(last - before);
        n /= 10;
    }
    cout << widest << endl;
    """,
    "cstdlib",
)
DIGIT_STEP = SampleProblem(
    slug="widest-digit-step",
    title="The Widest Step",
    statement="The step between two digits that stand next to each other in a number is the larger digit minus the smaller one. Print the widest step in the given number. In 2835 the steps are 6, 5 and 2, so the answer is 6.",
    input_format="One integer n (10 ≤ n ≤ 1000000000000000000).",
    output_format="One integer: the widest step.",
    solve=_widest_step,
    reference=DIGIT_STEP_CPP,
    wrong=(
        WrongSolution(
            "the number overflows int",
            edit(DIGIT_STEP_CPP, "long long n", "int n"),
            "WA",
        ),
        WrongSolution(
            "sees only the steps that go up",
            edit(
                DIGIT_STEP_CPP,
                "if (abs(last - before) > widest) widest = abs(last - before);",
                "if (last - before > widest) widest = last - before;",
            ),
            "WA",
        ),
    ),
    public=("2835\n", "5554\n"),
    private=("10\n", "11\n", "90\n", "1234321\n", f"{BIG}\n", "7" * 18 + "\n", "13579\n"),
    generate=lambda rng: [
        *rows(rng, 2, (10, 999)),
        *rows(rng, 2, (10**8, 10**9)),
        *(f"4{_text(rng, size, '3456')}\n" for size in (9, 16)),
        f"{_text(rng, 15, '4567')}31\n",
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

ONE_NOT_OTHER_CPP = cpp(
    """
    long long n, a, b;
    cin >> n >> a >> b;
    long long both = a / gcd(a, b) * b;
    cout << n / a - n / both << endl;
    """,
    "numeric",
)
ONE_NOT_OTHER = SampleProblem(
    slug="divisible-by-one-not-the-other",
    title="Red Lamps",
    statement="Lamps are numbered from 1 to n. Every lamp whose number is divisible by a is painted red; then every lamp whose number is divisible by b is painted blue, even if it was red. Print how many lamps are red in the end.",
    input_format="Three integers n, a and b (1 ≤ n ≤ 1000000000000000, 1 ≤ a, b ≤ 1000).",
    output_format="One integer: the number of red lamps.",
    solve=lambda text: str(
        ints(text)[0] // ints(text)[1] - ints(text)[0] // math.lcm(*ints(text)[1:])
    ),
    reference=ONE_NOT_OTHER_CPP,
    wrong=(
        WrongSolution(
            "takes the product for the least common multiple",
            edit(ONE_NOT_OTHER_CPP, "a / gcd(a, b) * b", "a * b"),
            "WA",
        ),
        WrongSolution(
            "subtracts the blue lamps that never were red too",
            edit(ONE_NOT_OTHER_CPP, "n / both", "n / b"),
            "WA",
        ),
    ),
    public=("20 3 4\n", "40 4 6\n"),
    private=(
        "1 1 1\n",
        "1 1 2\n",
        "10 5 5\n",
        "100 2 8\n",
        "100 8 2\n",
        f"{10**15} 1 1000\n",
        f"{10**15} 999 666\n",
        "5 7 3\n",
    ),
    generate=lambda rng: [
        *rows(rng, 3, (20, 200), (2, 12), (2, 12)),
        *rows(rng, 3, (10**12, 10**15), (2, 1000), (2, 1000)),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("math", "number theory"),
)


def _largest_proper_divisor(text: str) -> str:
    n = int(text)
    small = [d for d in range(1, math.isqrt(n) + 1) if n % d == 0]
    return str(max(d for d in {*small, *(n // d for d in small)} if d < n))


PROPER_DIVISOR_CPP = cpp(
    """
    long long n, answer = 1;
    cin >> n;
    for (long long d = 2; d * d <= n; d++) {
        if (n % d == 0) {
            answer = n / d;
            break;
        }
    }
    cout << answer << endl;
    """
)
PROPER_DIVISOR = SampleProblem(
    slug="largest-proper-divisor",
    title="Equal Boxes",
    statement="A factory packs n toys into boxes, with the same number of toys in every box. There must be at least two boxes and no toy may be left over. Print the largest possible number of toys in a box.",
    input_format="One integer n (2 ≤ n ≤ 1000000000000).",
    output_format="One integer: the largest number of toys in a box.",
    solve=_largest_proper_divisor,
    reference=PROPER_DIVISOR_CPP,
    wrong=(
        WrongSolution(
            "tries every number from n - 1 down",
            cpp(
                """
                long long n;
                cin >> n;
                long long d = n - 1;
                while (n % d != 0) d--;
                cout << d << endl;
                """
            ),
            "TLE",
        ),
        WrongSolution(
            "misses the divisor of the square of a prime",
            edit(PROPER_DIVISOR_CPP, "d * d <= n", "d * d < n"),
            "WA",
        ),
    ),
    public=("12\n", "35\n"),
    private=("2\n", "3\n", "4\n", "49\n", "999999999989\n", "1000000000000\n", "999966000289\n"),
    generate=lambda rng: [
        *rows(rng, 4, (5, 2000)),
        *(f"{rng.randint(10**8, 10**9) * 2 + 1}\n" for _ in range(2)),
        f"{997 * 991}\n",
    ],
    home="coder",
    split="test",
    difficulty="B",
    time_limit_s=1.0,
    tags=("math", "number theory"),
)


def _digit_sum_in_base(text: str) -> str:
    n, base = ints(text)
    powers = [1]
    while powers[-1] * base <= n:
        powers.append(powers[-1] * base)
    total = 0
    for power in reversed(powers):
        digit, n = divmod(n, power)
        total += digit
    return str(total)


BASE_SUM_CPP = cpp(
    """
    long long n;
    int b;
    cin >> n >> b;
    long long sum = 0;
    while (n > 0) {
        sum += n % b;
        n /= b;
    }
    cout << sum << endl;
    """
)
BASE_SUM = SampleProblem(
    slug="digit-sum-in-a-base",
    title="Weights on a Scale",
    statement="A scale has weights of 1, b, b*b, b*b*b, ... grams, as many of each as you like. To weigh n grams you always take the heaviest weight that still fits, until exactly n grams are on the scale. Print how many weights you take; this is the sum of the digits of n written in base b.",
    input_format="Two integers n and b (1 ≤ n ≤ 1000000000000000000, 2 ≤ b ≤ 100).",
    output_format="One integer: the number of weights.",
    solve=_digit_sum_in_base,
    reference=BASE_SUM_CPP,
    wrong=(
        WrongSolution(
            "loses the leading digit",
            edit(BASE_SUM_CPP, "n > 0", "n >= b"),
            "WA",
        ),
        WrongSolution(
            "counts the digits instead of adding them",
            edit(BASE_SUM_CPP, "sum += n % b", "sum++"),
            "WA",
        ),
    ),
    public=("11 3\n", "255 16\n"),
    private=(
        "1 2\n",
        "1 100\n",
        f"{BIG} 2\n",
        f"{BIG} 10\n",
        "99 100\n",
        "100 100\n",
        f"{BIG - 1} 100\n",
    ),
    generate=lambda rng: [
        *rows(rng, 3, (10, 2000), (2, 12)),
        *rows(rng, 3, (10**15, BIG), (2, 100)),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)


DIFFERENT_DIGITS_CPP = cpp(
    """
    int a, b;
    cin >> a >> b;
    int count = 0;
    for (int i = a; i <= b; i++) {
        bool seen[10] = {}, ok = true;
        for (int n = i; n > 0; n /= 10) {
            if (seen[n % 10]) ok = false;
            seen[n % 10] = true;
        }
        if (ok) count++;
    }
    cout << count << endl;
    """
)
DIFFERENT_DIGITS = SampleProblem(
    slug="house-numbers-with-different-digits",
    title="Painted House Numbers",
    statement="A painter likes a house number if no digit occurs in it more than once. Print how many numbers from a to b, both included, the painter likes.",
    input_format="Two integers a and b (1 ≤ a ≤ b ≤ 200000).",
    output_format="One integer: how many of the numbers have no repeated digit.",
    solve=lambda text: str(
        sum(len(set(str(n))) == len(str(n)) for n in range(ints(text)[0], ints(text)[1] + 1))
    ),
    reference=DIFFERENT_DIGITS_CPP,
    wrong=(
        WrongSolution(
            "compares only digits next to each other",
            edit(
                DIFFERENT_DIGITS_CPP,
                "if (seen[n % 10]) ok = false;\n            seen[n % 10] = true;",
                "if (n >= 10 && n % 10 == n / 10 % 10) ok = false;",
            ),
            "WA",
        ),
        WrongSolution(
            "leaves b out",
            edit(DIFFERENT_DIGITS_CPP, "i <= b", "i < b"),
            "WA",
        ),
    ),
    public=("95 103\n", "1 20\n"),
    private=(
        "1 1\n",
        "11 11\n",
        "1 200000\n",
        "98765 98766\n",
        "101 101\n",
        "111 122\n",
        "102 102\n",
    ),
    generate=lambda rng: [
        f"{low} {low + rng.randint(10, 3000)}\n" for low in (5, 90, 700, 1500, 23456, 102000)
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("math", "brute force"),
)


NO_ZERO_CPP = cpp(
    """
    int n;
    cin >> n;
    while (true) {
        n++;
        bool zero = false;
        for (int m = n; m > 0; m /= 10)
            if (m % 10 == 0) zero = true;
        if (!zero) break;
    }
    cout << n << endl;
    """
)
NO_ZERO = SampleProblem(
    slug="next-number-without-zero",
    title="The Broken Zero Key",
    statement="The zero key of a ticket machine is broken, so it skips all numbers that have a zero among their digits. The last ticket had the number n. Print the number of the next ticket: the smallest number larger than n without a zero.",
    input_format="One integer n (1 ≤ n ≤ 1000000). It may contain zeros itself, since the key broke only now.",
    output_format="One integer: the number of the next ticket.",
    solve=lambda text: str(next(n for n in range(int(text) + 1, 2_000_000) if "0" not in str(n))),
    reference=NO_ZERO_CPP,
    wrong=(
        WrongSolution(
            "looks at the last digit only",
            edit(NO_ZERO_CPP, "int m = n; m > 0; m /= 10", "int m = n; m == n; m /= 10"),
            "WA",
        ),
        WrongSolution(
            "repeats the last ticket if it has no zero",
            edit(
                edit(NO_ZERO_CPP, "        n++;\n", ""),
                "if (!zero) break;",
                "if (!zero) break;\n        n++;",
            ),
            "WA",
        ),
    ),
    public=("98\n", "109\n"),
    private=("1\n", "9\n", "99\n", "1000000\n", "999999\n", "19\n", "500\n", "1119\n"),
    generate=lambda rng: [
        *rows(rng, 2, (1, 500)),
        *rows(rng, 2, (1000, 99999)),
        f"{rng.randint(1, 9)}00{rng.randint(100, 999)}\n",
        f"{rng.randint(1, 8)}9999\n",
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math", "brute force"),
)


def _tax(text: str) -> str:
    income = int(text)
    bands = ((10_000, 30_000, 10), (30_000, income, 25))
    return str(sum(max(0, min(income, top) - low) // 100 * rate for low, top, rate in bands))


TAX_CPP = cpp(
    """
    long long x;
    cin >> x;
    long long tax = 0;
    if (x > 30000) tax = 2000 + (x - 30000) / 4;
    else if (x > 10000) tax = (x - 10000) / 10;
    cout << tax << endl;
    """
)
TAX = SampleProblem(
    slug="income-tax-in-bands",
    title="Income Tax",
    statement="The first 10000 coins of an income are free of tax. From the next 20000 coins, that is, the part between 10000 and 30000, the state takes 10 percent. From all above 30000 coins it takes 25 percent. Print the tax on an income of x coins.",
    input_format="One integer x (0 ≤ x ≤ 1000000000000). It is divisible by 100, so that the tax is a whole number.",
    output_format="One integer: the tax in coins.",
    solve=_tax,
    reference=TAX_CPP,
    wrong=(
        WrongSolution(
            "takes 25 percent of the whole income",
            edit(TAX_CPP, "2000 + (x - 30000) / 4", "x / 4"),
            "WA",
        ),
        WrongSolution(
            "forgets the tax of the middle band when the income is above it",
            edit(TAX_CPP, "2000 + (x - 30000) / 4", "(x - 30000) / 4"),
            "WA",
        ),
    ),
    public=("15000\n", "50000\n"),
    private=("0\n", "10000\n", "10100\n", "30000\n", "30100\n", "1000000000000\n", "9900\n"),
    generate=lambda rng: [
        f"{100 * rng.randint(low, high)}\n"
        for low, high in (
            (1, 99),
            (100, 300),
            (100, 300),
            (301, 2000),
            (10**6, 10**7),
            (10**9, 10**10),
        )
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math", "implementation"),
)


def _clock(rng: random.Random) -> str:
    return f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}"


def _knight_moves(text: str) -> str:
    height, width, row, column = ints(text)
    near = [
        (y, x)
        for y in range(max(1, row - 2), min(height, row + 2) + 1)
        for x in range(max(1, column - 2), min(width, column + 2) + 1)
    ]
    return str(sum((y - row) ** 2 + (x - column) ** 2 == 5 for y, x in near))


KNIGHT_CPP = cpp(
    """
    int n, m, r, c;
    cin >> n >> m >> r >> c;
    int count = 0;
    for (int i = -2; i <= 2; i++)
        for (int j = -2; j <= 2; j++) {
            if (abs(i) + abs(j) != 3) continue;
            int y = r + i, x = c + j;
            if (y >= 1 && y <= n && x >= 1 && x <= m) count++;
        }
    cout << count << endl;
    """,
    "cstdlib",
)
KNIGHT = SampleProblem(
    slug="knight-moves-on-a-board",
    title="Lonely Knight",
    statement="A knight stands alone on a board of n rows and m columns, in row r and column c. In one move it goes two squares up, down, left or right and then one square to a side, and it must stay on the board. Print how many different squares it can reach with exactly one move.",
    input_format="Four integers n, m, r and c (1 ≤ n, m ≤ 1000, 1 ≤ r ≤ n, 1 ≤ c ≤ m).",
    output_format="One integer: the number of squares.",
    solve=_knight_moves,
    reference=KNIGHT_CPP,
    wrong=(
        WrongSolution(
            "numbers rows and columns from 0",
            edit(
                KNIGHT_CPP,
                "y >= 1 && y <= n && x >= 1 && x <= m",
                "y >= 0 && y < n && x >= 0 && x < m",
            ),
            "WA",
        ),
        WrongSolution(
            "mixes up rows and columns",
            edit(KNIGHT_CPP, "y <= n && x >= 1 && x <= m", "y <= m && x >= 1 && x <= n"),
            "WA",
        ),
    ),
    public=("8 8 1 1\n", "8 8 4 5\n"),
    private=(
        "1 1 1 1\n",
        "3 3 2 2\n",
        "1000 1000 1000 1000\n",
        "2 1000 2 500\n",
        "3 2 1 1\n",
        "1000 3 2 2\n",
    ),
    generate=lambda rng: [
        spaced([n, m, rng.randint(1, n), rng.randint(1, m)]) + "\n"
        for n, m in ((3, 5), (5, 3), (4, 4), (2, 3), (7, 4), (3, 900), (6, 6))
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("implementation",),
)


def _queen_reaches(text: str) -> str:
    start, goal = ((ord(square[0]) - 96, int(square[1])) for square in text.split())
    steps = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]
    reached = {(start[0] + x * k, start[1] + y * k) for x, y in steps for k in range(1, 8)}
    return "YES" if goal in reached else "NO"


def _squares(rng: random.Random) -> list[str]:
    every = [column + row for column in "abcdefgh" for row in "12345678"]
    pairs = [" ".join(rng.sample(every, 2)) + "\n" for _ in range(60)]
    pairs.sort(key=_queen_reaches)
    return pairs[:4] + pairs[-4:]


QUEEN_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    int dx = abs(s[0] - t[0]), dy = abs(s[1] - t[1]);
    bool ok = dx == 0 || dy == 0 || dx == dy;
    cout << (ok ? "YES" : "NO") << endl;
    """,
    "string",
    "cstdlib",
)
QUEEN = SampleProblem(
    slug="queen-in-one-move",
    title="One Move of the Queen",
    statement="A chessboard has the columns a to h and the rows 1 to 8. A queen moves any number of squares along a row, along a column or along a diagonal. The board is empty but for the queen. Say whether she can go from the first square to the second in one move.",
    input_format="Two different squares separated by a space, each written as its column letter and its row digit, like e4.",
    output_format="YES if one move is enough, NO otherwise.",
    solve=_queen_reaches,
    reference=QUEEN_CPP,
    wrong=(
        WrongSolution(
            "knows only the diagonals that go up to the right",
            edit(QUEEN_CPP, "dx == dy", "s[0] - t[0] == s[1] - t[1]"),
            "WA",
        ),
        WrongSolution(
            "forgets to declare how far the queen goes along a column",
            edit(QUEEN_CPP, ", dy = abs(s[1] - t[1])", ""),
            "CE",
        ),
    ),
    public=("d1 h5\n", "a1 b3\n"),
    private=(
        "a8 h1\n",
        "e4 e5\n",
        "c7 a7\n",
        "h1 a7\n",
        "b2 a4\n",
        "h8 a1\n",
        "g1 f3\n",
        "d5 a2\n",
    ),
    generate=_squares,
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation",),
)


def _later_date(text: str) -> str:
    day, month, later = ints(text)
    first = date(2023, month, day).timetuple().tm_yday - 1
    found = date(2023, 1, 1) + timedelta(days=(first + later) % 365)
    return f"{found.day} {found.month}"


DATE_CPP = cpp(
    """
    int d, m, k;
    cin >> d >> m >> k;
    vector<int> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    d += k;
    while (d > days.at(m - 1)) {
        d -= days.at(m - 1);
        m++;
        if (m > 12) m = 1;
    }
    cout << d << " " << m << endl;
    """,
    "vector",
)
DATE = SampleProblem(
    slug="date-some-days-later",
    title="Return the Book",
    statement="A book was borrowed on day d of month m and must be returned k days later. On this island there are no leap years: the twelve months always have 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30 and 31 days, and after the last month the first one follows. Print the day and the month of the return.",
    input_format="Three integers d, m and k (1 ≤ m ≤ 12, d is a day of month m, 0 ≤ k ≤ 1000).",
    output_format="Two integers: the day and the month.",
    solve=_later_date,
    reference=DATE_CPP,
    wrong=(
        WrongSolution(
            "there is no month after the last one",
            edit(DATE_CPP, "        if (m > 12) m = 1;\n", ""),
            "RE",
        ),
        WrongSolution(
            "leaves a month on its last day",
            edit(DATE_CPP, "d > days.at", "d >= days.at"),
            "WA",
        ),
    ),
    public=("20 1 14\n", "25 12 10\n"),
    private=(
        "28 2 0\n",
        "27 2 1\n",
        "28 2 1\n",
        "31 12 0\n",
        "31 12 1\n",
        "1 1 1000\n",
        "1 3 365\n",
        "30 4 31\n",
    ),
    generate=lambda rng: (
        rows(rng, 3, (1, 28), (1, 12), (1, 40)) + rows(rng, 4, (1, 28), (1, 12), (41, 1000))
    ),
    home="coder",
    split="test",
    difficulty="B",
    tags=("implementation", "simulation"),
)


def _shares(text: str) -> str:
    cents, friends = ints(text)
    shares = []
    for left in range(friends, 0, -1):
        shares.append(-(-cents // left))
        cents -= shares[-1]
    return spaced(shares)


BILL_CPP = cpp(
    """
    long long c, n;
    cin >> c >> n;
    for (int i = 0; i < n; i++) {
        long long share = c / n;
        if (i < c % n) share++;
        cout << share << " ";
    }
    cout << endl;
    """
)
BILL = SampleProblem(
    slug="split-the-bill-in-cents",
    title="Splitting the Bill",
    statement="n friends sit in a row and share a bill of c cents. No two friends may pay amounts that differ by more than one cent. If the bill cannot be divided evenly, the friends at the beginning of the row pay the extra cents. Print what every friend pays, in the order of the row.",
    input_format="Two integers c and n (0 ≤ c ≤ 1000000000000, 1 ≤ n ≤ 100).",
    output_format="n integers on one line, separated by spaces: the amounts in cents.",
    solve=_shares,
    reference=BILL_CPP,
    wrong=(
        WrongSolution(
            "the first friend pays all the extra cents",
            edit(BILL_CPP, "if (i < c % n) share++;", "if (i == 0) share += c % n;"),
            "WA",
        ),
        WrongSolution(
            "one friend too many pays an extra cent",
            edit(BILL_CPP, "i < c % n", "i <= c % n"),
            "WA",
        ),
    ),
    public=("1000 3\n", "17 5\n"),
    private=("0 1\n", "0 4\n", "3 5\n", "100 100\n", "1000000000000 7\n", "99 100\n", "12 1\n"),
    generate=lambda rng: [
        *rows(rng, 3, (5, 500), (2, 9)),
        *rows(rng, 3, (10**10, 10**12), (11, 100)),
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)


AFTER_STAR_CPP = cpp(
    """
    string s, answer;
    cin >> s;
    for (size_t i = 1; i < s.size(); i++)
        if (s.at(i - 1) == '*' && s.at(i) != '*') answer += s.at(i);
    if (answer.empty()) answer = "NONE";
    cout << answer << endl;
    """,
    "string",
)
AFTER_STAR = SampleProblem(
    slug="letters-after-stars",
    title="Hidden Message",
    statement="A text consists of letters and stars. The hidden message is made of all letters that stand directly after a star, in the order of the text. Print the message, or NONE if there is no such letter.",
    input_format="One text of 1 to 100 characters without spaces; each is a lowercase English letter or the character *.",
    output_format="The hidden message, or NONE.",
    solve=lambda text: "".join(re.findall(r"(?<=\*)[a-z]", text)) or "NONE",
    reference=AFTER_STAR_CPP,
    wrong=(
        WrongSolution(
            "looks behind the end of the text when it ends with a star",
            edit(
                AFTER_STAR_CPP,
                "i = 1; i < s.size(); i++)\n        if (s.at(i - 1) == '*' && s.at(i) != '*') answer += s.at(i);",
                "i = 0; i < s.size(); i++)\n        if (s.at(i) == '*' && s.at(i + 1) != '*') answer += s.at(i + 1);",
            ),
            "RE",
        ),
        WrongSolution(
            "puts stars that follow a star into the message",
            edit(AFTER_STAR_CPP, " && s.at(i) != '*'", ""),
            "WA",
        ),
    ),
    public=("ab*cd**ef\n", "cat*\n"),
    private=("*\n", "a\n", "*a\n", "*" * 100 + "\n", "*x" * 50 + "\n", "**q*\n", "abcdef\n"),
    generate=lambda rng: [
        _text(rng, size, letters) + "\n"
        for size, letters in (
            (8, "abc**"),
            (20, "abcdefgh*"),
            (35, "xyz***"),
            (50, LETTERS + "****"),
            (99, LETTERS + "*" * 20),
        )
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

HEX_CPP = cpp(
    """
    string s;
    cin >> s;
    for (int i = 1; i < 7; i += 2) {
        int value = 0;
        for (int j = i; j < i + 2; j++) {
            int digit = s[j] <= '9' ? s[j] - '0' : s[j] - 'A' + 10;
            value = value * 16 + digit;
        }
        cout << value << " ";
    }
    cout << endl;
    """,
    "string",
)
HEX = SampleProblem(
    slug="colour-code-to-numbers",
    title="Colours of a Web Page",
    statement="A colour of a web page is written as # and six characters: two for red, two for green, two for blue. Each pair is a number in base 16, whose digits are 0 to 9 and then A (10) to F (15); so 1F is 1 * 16 + 15 = 31. Print the three numbers for red, green and blue in base 10.",
    input_format="One colour: the character # and six characters, each a digit from 0 to 9 or a letter from A to F.",
    output_format="Three integers on one line, separated by spaces.",
    solve=lambda text: spaced([*bytes.fromhex(text.strip()[1:])]),
    reference=HEX_CPP,
    wrong=(
        WrongSolution(
            "A counts 0 instead of 10",
            edit(HEX_CPP, "s[j] - 'A' + 10", "s[j] - 'A'"),
            "WA",
        ),
        WrongSolution(
            "reads the pairs in base 10",
            edit(HEX_CPP, "value * 16", "value * 10"),
            "WA",
        ),
    ),
    public=("#1F0A80\n", "#FF9900\n"),
    private=("#000000\n", "#FFFFFF\n", "#0A0B0C\n", "#102030\n", "#99ABCD\n", "#0000F0\n"),
    generate=lambda rng: [f"#{_text(rng, 6, '0123456789ABCDEF')}\n" for _ in range(7)],
    home="coder",
    split="test",
    difficulty="B",
    tags=("strings", "math"),
)


def _sum_without_comments(text: str) -> str:
    return str(sum(map(int, re.sub("(?m)^#.*$", "", text).split())))


def _commented(rng: random.Random, count: int) -> str:
    lines = []
    for _ in range(count):
        number = rng.randint(-(10**6), 10**6)
        note = f"{_text(rng, 4)} {rng.randint(1, 99)} {_text(rng, 3)}"
        lines.append(rng.choice((f"{number}", f"{number}", f"# {note}", f"#{number}", "#")))
    return "\n".join(lines) + "\n"


COMMENTS_CPP = cpp(
    """
    string line;
    long long sum = 0;
    while (getline(cin, line))
        if (line[0] != '#') sum += stoi(line);
    cout << sum << endl;
    """,
    "string",
)
COMMENTS = SampleProblem(
    slug="sum-without-comment-lines",
    title="Comments in a File",
    statement="Every line of a file is either one integer or a comment. A comment begins with the character # and goes on to the end of its line; numbers in a comment do not count. Read lines until the input ends and print the sum of all integers that are not in comments.",
    input_format="1 to 60 lines. An integer is from -1000000 to 1000000 and has no spaces around it. A comment has 1 to 30 characters: # and then letters, digits, spaces, minus signs and further # characters.",
    output_format="One integer: the sum, which is 0 if all lines are comments.",
    solve=_sum_without_comments,
    reference=COMMENTS_CPP,
    wrong=(
        WrongSolution(
            "reads words, so that numbers in comments count",
            edit(
                COMMENTS_CPP,
                "while (getline(cin, line))\n        if (line[0] != '#') sum += stoi(line);",
                "while (cin >> line)\n        if (line[0] != '#') sum += atoi(line.c_str());",
            ),
            "WA",
        ),
        WrongSolution(
            "stops at the first comment",
            edit(
                COMMENTS_CPP,
                "if (line[0] != '#') sum += stoi(line);",
                "{\n            if (line[0] == '#') break;\n            sum += stoi(line);\n        }",
            ),
            "WA",
        ),
    ),
    public=("# 3 apples\n5\n-2\n#10\n4\n", "8\n# the end\n"),
    private=(
        "#\n",
        "0\n",
        "-1000000\n" * 60,
        "# 1 2 3\n# 4 5 6\n",
        "1\n#\n2\n##\n3\n",
        "12\n34\n56\n",
        "# sum 5 #\n-5\n",
    ),
    generate=lambda rng: [_commented(rng, count) for count in (4, 8, 15, 30, 60, 60)],
    home="coder",
    split="test",
    difficulty="B",
    tags=("strings",),
)


def _largest_rotation(text: str) -> str:
    digits = text.strip()
    return str(max(int(digits[cut:] + digits[:cut]) for cut in range(len(digits))))


ROTATION_CPP = cpp(
    """
    string s;
    cin >> s;
    string best = s;
    for (size_t i = 0; i < s.size(); i++) {
        s = s.substr(1) + s[0];
        best = max(best, s);
    }
    cout << best << endl;
    """,
    "string",
    "algorithm",
)
ROTATION = SampleProblem(
    slug="largest-number-on-a-wheel",
    title="Digits on a Wheel",
    statement="The digits of a number stand on a ring. Turning the ring by one place takes the first digit of the number to its end: 2931 becomes 9312. The ring may be turned as often as you like, or not at all. Print the largest number that can appear.",
    input_format="One positive integer of 1 to 50 digits without leading zeros.",
    output_format="One integer: the largest number.",
    solve=_largest_rotation,
    reference=ROTATION_CPP,
    wrong=(
        WrongSolution(
            "turns the ring to the first of the largest digits",
            cpp(
                """
                string s;
                cin >> s;
                rotate(s.begin(), max_element(s.begin(), s.end()), s.end());
                cout << s << endl;
                """,
                "string",
                "algorithm",
            ),
            "WA",
        ),
        WrongSolution(
            "sorts the digits",
            cpp(
                """
                string s;
                cin >> s;
                sort(s.rbegin(), s.rend());
                cout << s << endl;
                """,
                "string",
                "algorithm",
            ),
            "WA",
        ),
    ),
    public=("2931\n", "5058\n"),
    private=(
        "7\n",
        "10\n",
        "9192\n",
        "90919\n",
        "4" * 50 + "\n",
        "1" * 49 + "2\n",
        "12" * 25 + "\n",
    ),
    generate=lambda rng: [
        *(f"{rng.randint(1, 9)}{_text(rng, size, DIGITS)}\n" for size in (2, 5, 18, 49)),
        *(f"1{_text(rng, size, '0189')}\n" for size in (7, 12, 30)),
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("strings", "math"),
)

SQUARES_CPP = cpp(
    """
    long long a, b;
    cin >> a >> b;
    int count = 0;
    for (long long i = 0; i * i <= b; i++)
        if (i * i >= a) count++;
    cout << count << endl;
    """
)
SQUARES = SampleProblem(
    slug="square-numbers-between-bounds",
    title="Square Plots",
    statement="A square number is an integer multiplied by itself, such as 0, 1, 4 and 9. Print how many square numbers are from a to b, both included.",
    input_format="Two integers a and b (0 ≤ a ≤ b ≤ 1000000000000).",
    output_format="One integer: the number of square numbers.",
    solve=lambda text: str(
        math.isqrt(ints(text)[1]) - (math.isqrt(ints(text)[0] - 1) if ints(text)[0] else -1)
    ),
    reference=SQUARES_CPP,
    wrong=(
        WrongSolution(
            "tries every number from a to b",
            cpp(
                """
                long long a, b;
                cin >> a >> b;
                int count = 0;
                for (long long n = a; n <= b; n++) {
                    long long root = sqrt((double)n);
                    if (root * root == n) count++;
                }
                cout << count << endl;
                """,
                "cmath",
            ),
            "TLE",
        ),
        WrongSolution(
            "leaves a out when it is a square number itself",
            edit(SQUARES_CPP, "i * i >= a", "i * i > a"),
            "WA",
        ),
    ),
    public=("3 20\n", "16 50\n"),
    private=(
        "0 0\n",
        "0 1000000000000\n",
        "2 3\n",
        "25 25\n",
        "999999999999 1000000000000\n",
        "0 8\n",
        "17 24\n",
        "999998000001 1000000000000\n",
    ),
    generate=lambda rng: [
        f"{low} {low + rng.randint(1, most)}\n"
        for low, most in ((5, 100), (49, 1000), (900, 5000), (10**6, 10**9), (10**10, 9 * 10**11))
    ],
    home="coder",
    split="test",
    difficulty="A",
    time_limit_s=1.0,
    tags=("math",),
)


def _power_in_factorial(text: str) -> str:
    n, p = ints(text)
    digits, left = 0, n
    while left:
        left, digit = divmod(left, p)
        digits += digit
    return str((n - digits) // (p - 1))


FACTORIAL_CPP = cpp(
    """
    long long n, p;
    cin >> n >> p;
    long long count = 0;
    while (n > 0) {
        n /= p;
        count += n;
    }
    cout << count << endl;
    """
)
FACTORIAL = SampleProblem(
    slug="prime-inside-a-factorial",
    title="One Prime in a Long Product",
    statement="Multiply all integers from 1 to n. Print how many times the product can be divided by the prime p without a remainder, one division after the other. For n = 9 and p = 3 the answer is 4: one factor 3 comes from 3, one from 6 and two from 9.",
    input_format="Two integers n and p (1 ≤ n ≤ 1000000000000000, 2 ≤ p ≤ 1000, p is prime).",
    output_format="One integer: the number of divisions.",
    solve=_power_in_factorial,
    reference=FACTORIAL_CPP,
    wrong=(
        WrongSolution(
            "takes one factor only from numbers with several",
            edit(FACTORIAL_CPP, "while (n > 0)", "if (n > 0)"),
            "WA",
        ),
        WrongSolution(
            "visits every multiple of p",
            cpp(
                """
                long long n, p;
                cin >> n >> p;
                long long count = 0;
                for (long long i = p; i <= n; i += p)
                    for (long long m = i; m % p == 0; m /= p) count++;
                cout << count << endl;
                """
            ),
            "TLE",
        ),
    ),
    public=("9 3\n", "10 2\n"),
    private=("1 2\n", "4 5\n", "5 5\n", "26 5\n", f"{10**15} 2\n", f"{10**15} 997\n", "996 997\n"),
    generate=lambda rng: [
        f"{rng.randint(most // 5, most)} {rng.choice((2, 3, 5, 7, 11, 13))}\n"
        for most in (40, 300, 1000, 5000, 10**6, 10**14)
    ],
    home="coder",
    split="test",
    difficulty="B",
    time_limit_s=1.0,
    tags=("math", "number theory"),
)


def _first_with_remainder(text: str) -> str:
    lines = [ints(line) for line in text.splitlines()[1:]]
    return "\n".join(str(low + (rest - low) % modulus) for low, modulus, rest in lines)


def _remainder_queries(rng: random.Random, count: int, most: int) -> str:
    lines = []
    for _ in range(count):
        modulus = rng.randint(2, min(most, 10**9))
        lines.append(spaced([rng.randint(0, most), modulus, rng.randint(0, modulus - 1)]))
    return "\n".join([str(count), *lines]) + "\n"


FIRST_REMAINDER_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t--) {
        long long a, m, r;
        cin >> a >> m >> r;
        long long x = a - a % m + r;
        if (x < a) x += m;
        cout << x << endl;
    }
    """
)
FIRST_REMAINDER = SampleProblem(
    slug="first-number-with-a-remainder",
    title="The Next Lucky Ticket",
    statement="A ticket is lucky if its number leaves the remainder r when it is divided by m. For each of several questions print the smallest number of a lucky ticket that is not smaller than a.",
    input_format="The first line holds the number of questions t (1 ≤ t ≤ 50). Each of the next t lines holds three integers a, m and r (0 ≤ a ≤ 1000000000000000, 1 ≤ m ≤ 1000000000, 0 ≤ r < m).",
    output_format="t lines with one integer each: the answers in the order of the questions.",
    solve=_first_with_remainder,
    reference=FIRST_REMAINDER_CPP,
    wrong=(
        WrongSolution(
            "the number may be smaller than a",
            edit(FIRST_REMAINDER_CPP, "        if (x < a) x += m;\n", ""),
            "WA",
        ),
        WrongSolution(
            "does not take a itself",
            edit(FIRST_REMAINDER_CPP, "x < a", "x <= a"),
            "WA",
        ),
    ),
    public=("3\n10 4 3\n10 4 1\n10 4 2\n", "2\n0 5 0\n0 5 4\n"),
    private=(
        "1\n0 1 0\n",
        "1\n7 7 0\n",
        "2\n8 7 0\n6 7 6\n",
        "1\n1000000000000000 1000000000 999999999\n",
        "2\n999999999999999 2 0\n999999999999999 2 1\n",
        "1\n3 100 50\n",
        "1\n51 100 50\n",
    ),
    generate=lambda rng: [
        _remainder_queries(rng, count, most)
        for count, most in ((3, 20), (6, 100), (20, 10**4), (50, 10**9), (50, 10**15))
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("math",),
)


def _until_palindrome(text: str) -> str:
    now = datetime.strptime(text.strip(), "%H:%M")
    times = (now + timedelta(minutes=step) for step in range(1440))
    shown = (f"{time:%H:%M}" for time in times)
    return str(next(step for step, display in enumerate(shown) if display == display[::-1]))


PALINDROME_TIME_CPP = cpp(
    """
    int h, m, count = 0;
    char colon;
    cin >> h >> colon >> m;
    while (h / 10 != m % 10 || h % 10 != m / 10) {
        m++;
        count++;
        if (m == 60) {
            m = 0;
            h++;
        }
        if (h == 24) h = 0;
    }
    cout << count << endl;
    """
)
PALINDROME_TIME = SampleProblem(
    slug="minutes-until-a-palindrome-time",
    title="A Beautiful Time",
    statement="A digital clock shows the time as HH:MM, from 00:00 to 23:59, always with four digits. A time is beautiful if it reads the same from left to right and from right to left, like 05:50 or 12:21. Print how many minutes pass until the clock shows a beautiful time; the answer is 0 if it shows one now.",
    input_format="One time in the form HH:MM, from 00:00 to 23:59.",
    output_format="One integer: the number of minutes.",
    solve=_until_palindrome,
    reference=PALINDROME_TIME_CPP,
    wrong=(
        WrongSolution(
            "does not go back to hour 0 after 23:59",
            edit(PALINDROME_TIME_CPP, "        if (h == 24) h = 0;\n", ""),
            "WA",
        ),
        WrongSolution(
            "is content with the outer digits",
            edit(PALINDROME_TIME_CPP, " || h % 10 != m / 10", ""),
            "WA",
        ),
    ),
    public=("05:39\n", "12:21\n"),
    private=(
        "00:00\n",
        "23:59\n",
        "23:32\n",
        "23:33\n",
        "15:51\n",
        "15:52\n",
        "05:51\n",
        "09:59\n",
    ),
    generate=lambda rng: [_clock(rng) + "\n" for _ in range(8)],
    home="coder",
    split="test",
    difficulty="B",
    tags=("simulation",),
)


def _voucher_total(text: str) -> str:
    prices = ints(text)
    earned = [0] + [10 if price >= 100 else 0 for price in prices]
    return str(sum(max(0, price - cut) for price, cut in zip(prices, earned, strict=False)))


VOUCHERS_CPP = cpp(
    """
    long long price, total = 0, voucher = 0;
    while (cin >> price) {
        if (price > voucher) total += price - voucher;
        voucher = price >= 100 ? 10 : 0;
    }
    cout << total << endl;
    """
)
VOUCHERS = SampleProblem(
    slug="voucher-for-the-next-purchase",
    title="Vouchers",
    statement="Whoever buys something with a price of 100 coins or more gets a voucher. It makes exactly the next purchase 10 coins cheaper, but not cheaper than 0 coins, and then it is gone. Whether a purchase earns a voucher depends on its price before the voucher is taken off. The prices of all purchases of a customer are given in order; read until the input ends and print how many coins the customer pays altogether.",
    input_format="1 to 100 lines, each with one integer from 1 to 1000000, the price of a purchase.",
    output_format="One integer: the sum of all payments.",
    solve=_voucher_total,
    reference=VOUCHERS_CPP,
    wrong=(
        WrongSolution(
            "a price of exactly 100 coins earns no voucher",
            edit(VOUCHERS_CPP, "price >= 100", "price > 100"),
            "WA",
        ),
        WrongSolution(
            "keeps the voucher after it was used",
            edit(
                VOUCHERS_CPP, "voucher = price >= 100 ? 10 : 0;", "if (price >= 100) voucher = 10;"
            ),
            "WA",
        ),
    ),
    public=("120\n50\n30\n", "100\n4\n99\n"),
    private=(
        "1\n",
        "100\n",
        "100\n10\n",
        "100\n11\n10\n",
        "105\n105\n105\n",
        "99\n20\n",
        "1000000\n" * 100,
        "100\n5\n20\n",
    ),
    generate=lambda rng: [
        "".join(
            f"{rng.choice((5, 60, 99, 100, most, rng.randint(1, most)))}\n" for _ in range(count)
        )
        for count, most in ((4, 130), (8, 150), (20, 200), (50, 1000), (100, 10**6))
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("simulation",),
)


def _material(text: str) -> str:
    worth = {"P": 1, "N": 3, "B": 3, "R": 5, "Q": 9}
    sides = [(text.count(piece), text.count(piece.lower())) for piece in worth]
    return str(
        sum(
            value * (white - black)
            for value, (white, black) in zip(worth.values(), sides, strict=True)
        )
    )


def _board(rng: random.Random, letters: str) -> str:
    return "".join(_text(rng, 8, letters) + "\n" for _ in range(8))


MATERIAL_CPP = cpp(
    """
    string row;
    int balance = 0;
    while (cin >> row)
        for (char c : row) {
            int value = 0;
            char piece = toupper(c);
            if (piece == 'P') value = 1;
            if (piece == 'N' || piece == 'B') value = 3;
            if (piece == 'R') value = 5;
            if (piece == 'Q') value = 9;
            balance += isupper(c) ? value : -value;
        }
    cout << balance << endl;
    """,
    "string",
    "cctype",
)
MATERIAL = SampleProblem(
    slug="worth-of-chess-pieces",
    title="Who Has More",
    statement="A chess position is drawn as 8 rows of 8 characters. Uppercase letters are pieces of White, lowercase letters are pieces of Black, and a dot is an empty square. A pawn (P or p) is worth 1, a knight (N or n) and a bishop (B or b) 3 each, a rook (R or r) 5, a queen (Q or q) 9, and a king (K or k) 0. Print the worth of all white pieces minus the worth of all black pieces.",
    input_format="8 lines of 8 characters, each a dot or one of the letters P, N, B, R, Q, K, p, n, b, r, q, k. There may be any number of pieces of each kind.",
    output_format="One integer: the difference, which may be negative.",
    solve=_material,
    reference=MATERIAL_CPP,
    wrong=(
        WrongSolution(
            "takes K for the knight",
            edit(MATERIAL_CPP, "piece == 'N'", "piece == 'K'"),
            "WA",
        ),
        WrongSolution(
            "adds the black pieces",
            edit(MATERIAL_CPP, "isupper(c) ? value : -value", "value"),
            "WA",
        ),
    ),
    public=(
        "rnbqk..r\npp...ppp\n........\n........\n...P....\n........\nPPP..PPP\nRNBQKB.R\n",
        "....k...\n........\n..q.....\n........\n........\n....N...\n........\n...K....\n",
    ),
    private=(
        "........\n" * 8,
        "QQQQQQQQ\n" * 8,
        "qqqqqqqq\n" * 8,
        "kkkkkkkk\n" + "........\n" * 7,
        "........\n" * 7 + ".......p\n",
        "rnbqkbnr\npppppppp\n" + "........\n" * 4 + "PPPPPPPP\nRNBQKBNR\n",
        "........\n" * 7 + "NnBbRrKK\n",
    ),
    generate=lambda rng: [
        _board(rng, letters)
        for letters in (
            "." * 40 + "PNBRQKpnbrqk",
            "." * 30 + "PPPNBRQKpnbk",
            "." * 20 + "PNKpppnbrqqk",
            "." * 9 + "PNBRQKpnbrqk",
            "PNBRQKpnbrqk",
        )
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("implementation", "strings"),
)


def _rook_squares(text: str) -> str:
    grid = text.split()[2:]
    row = next(place for place, line in enumerate(grid) if "R" in line)
    column = grid[row].index("R")
    lines = (grid[row], "".join(line[column] for line in grid))
    return str(sum(len(found[0]) - 1 for line in lines if (found := re.search(r"\.*R\.*", line))))


def _rook_grid(rng: random.Random, height: int, width: int, letters: str) -> str:
    cells = [[*_text(rng, width, letters)] for _ in range(height)]
    cells[rng.randrange(height)][rng.randrange(width)] = "R"
    return "\n".join([f"{height} {width}", *map("".join, cells)]) + "\n"


ROOK_CPP = cpp(
    """
    int n, m;
    cin >> n >> m;
    vector<string> grid(n);
    for (auto &row : grid) cin >> row;
    int dy[4] = {0, 0, 1, -1}, dx[4] = {1, -1, 0, 0};
    int count = 0;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) {
            if (grid[i][j] != 'R') continue;
            for (int d = 0; d < 4; d++) {
                int y = i + dy[d], x = j + dx[d];
                while (y >= 0 && y < n && x >= 0 && x < m && grid[y][x] == '.') {
                    count++;
                    y += dy[d];
                    x += dx[d];
                }
            }
        }
    cout << count << endl;
    """,
    "string",
    "vector",
)
ROOK = SampleProblem(
    slug="rook-between-stones",
    title="Rook between Stones",
    statement="A board of n rows and m columns holds one rook, drawn as R, and some stones, drawn as #; empty squares are drawn as dots. In one move the rook goes any number of squares up, down, left or right, but it cannot jump over a stone or stop on one. Print how many squares it can reach with one move; its own square does not count.",
    input_format="The first line holds two integers n and m (1 ≤ n, m ≤ 20). Each of the next n lines holds m characters, each a dot, # or R. Exactly one of them is R.",
    output_format="One integer: the number of squares.",
    solve=_rook_squares,
    reference=ROOK_CPP,
    wrong=(
        WrongSolution(
            "jumps over stones",
            edit(
                edit(ROOK_CPP, " && grid[y][x] == '.'", ""),
                "                    count++;",
                "                    if (grid[y][x] == '.') count++;",
            ),
            "WA",
        ),
        WrongSolution(
            "never goes up",
            edit(ROOK_CPP, "d < 4", "d < 3"),
            "WA",
        ),
    ),
    public=("3 5\n.#...\n.R..#\n.....\n", "2 4\n#.R.\n..#.\n"),
    private=(
        "1 1\nR\n",
        "1 6\n.#.R..\n",
        "5 1\n.\n.\nR\n#\n.\n",
        "3 3\n.#.\n#R#\n.#.\n",
        "4 4\n...R\n....\n....\n....\n",
        "20 20\n" + ("." * 20 + "\n") * 19 + "R" + "." * 19 + "\n",
        "3 4\n####\n####\n###R\n",
    ),
    generate=lambda rng: [
        _rook_grid(rng, height, width, letters)
        for height, width, letters in (
            (4, 6, "...#"),
            (8, 8, ".....#"),
            (8, 8, "........#"),
            (20, 20, "........#"),
            (13, 20, "......#"),
            (20, 9, "............#"),
        )
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("implementation", "grid"),
)

STRAND_CPP = cpp(
    """
    string s, answer;
    cin >> s;
    for (int i = s.size() - 1; i >= 0; i--) {
        if (s[i] == 'A') answer += 'T';
        else if (s[i] == 'T') answer += 'A';
        else if (s[i] == 'C') answer += 'G';
        else answer += 'C';
    }
    cout << answer << endl;
    """,
    "string",
)
STRAND = SampleProblem(
    slug="opposite-dna-strand",
    title="The Other Strand",
    statement="DNA has two strands that run in opposite directions. Where one has A the other has T, where one has T the other has A, where one has C the other has G, and where one has G the other has C. Given one strand, print the other, read in its own direction: its first letter lies opposite the last letter of the given strand. For AACG it is CGTT.",
    input_format="One word of 1 to 200 letters, each of them A, C, G or T.",
    output_format="The other strand, one word of the same length.",
    solve=lambda text: text.strip()[::-1].translate(str.maketrans("ACGT", "TGCA")),
    reference=STRAND_CPP,
    wrong=(
        WrongSolution(
            "reads the other strand in the direction of the given one",
            edit(
                STRAND_CPP, "int i = s.size() - 1; i >= 0; i--", "int i = 0; i < (int)s.size(); i++"
            ),
            "WA",
        ),
        WrongSolution(
            "an A that became T becomes A again",
            cpp(
                """
                string s;
                cin >> s;
                reverse(s.begin(), s.end());
                replace(s.begin(), s.end(), 'A', 'T');
                replace(s.begin(), s.end(), 'T', 'A');
                replace(s.begin(), s.end(), 'C', 'G');
                replace(s.begin(), s.end(), 'G', 'C');
                cout << s << endl;
                """,
                "string",
                "algorithm",
            ),
            "WA",
        ),
    ),
    public=("AACG\n", "GATTACA\n"),
    private=("A\n", "G\n", "ACGT\n", "AT\n", "CCCC\n", "T" * 200 + "\n", "AG" * 100 + "\n"),
    generate=lambda rng: [_text(rng, size, "ACGT") + "\n" for size in (5, 11, 24, 70, 151, 200)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)


def _king_walks(text: str) -> str:
    answers = []
    for line in text.splitlines()[1:]:
        x, y, goal_x, goal_y = ints(line)
        steps = 0
        while (x, y) != (goal_x, goal_y):
            x += (goal_x > x) - (goal_x < x)
            y += (goal_y > y) - (goal_y < y)
            steps += 1
        answers.append(str(steps))
    return "\n".join(answers)


def _king_queries(rng: random.Random, count: int, most: int) -> str:
    return "\n".join([str(count), *rows(rng, count, *[(-most, most)] * 4)]) + "\n"


KING_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t--) {
        int a, b, c, d;
        cin >> a >> b >> c >> d;
        cout << max(abs(a - c), abs(b - d)) << endl;
    }
    """,
    "algorithm",
    "cstdlib",
)
KING = SampleProblem(
    slug="walks-of-a-chess-king",
    title="Walks of the King",
    statement="A chess king stands on an endless board whose squares have integer coordinates. In one move the king goes to one of the eight squares around its own, so x and y each change by at most 1. For each of several walks print the fewest moves that take the king from the square (a, b) to the square (c, d).",
    input_format="The first line holds the number of walks t (1 ≤ t ≤ 50). Each of the next t lines holds four integers a, b, c and d from -10000 to 10000.",
    output_format="t lines with one integer each: the fewest moves of each walk.",
    solve=_king_walks,
    reference=KING_CPP,
    wrong=(
        WrongSolution(
            "the king never moves diagonally",
            edit(KING_CPP, "max(abs(a - c), abs(b - d))", "abs(a - c) + abs(b - d)"),
            "WA",
        ),
        WrongSolution(
            "forgets that a difference may be negative",
            edit(KING_CPP, "max(abs(a - c), abs(b - d))", "max(c - a, d - b)"),
            "WA",
        ),
    ),
    public=("2\n1 1 4 3\n2 5 2 -1\n", "3\n0 0 0 0\n-3 4 1 1\n7 7 6 6\n"),
    private=(
        "1\n0 0 0 0\n",
        "1\n-10000 -10000 10000 10000\n",
        "1\n5 5 5 6\n",
        "2\n10000 3 -10000 4\n4 10000 3 -10000\n",
        "1\n3 3 0 0\n",
        "4\n1 0 0 0\n0 1 0 0\n0 0 1 0\n0 0 0 1\n",
    ),
    generate=lambda rng: [
        _king_queries(rng, count, most)
        for count, most in ((3, 5), (5, 10), (10, 100), (25, 1000), (50, 10000))
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("math",),
)

PROBLEMS = (
    PLATE,
    CHECK_DIGIT,
    VOWEL_GROUPS,
    OCCURRENCE,
    CHAIN,
    KEYPAD,
    DIGIT_STEP,
    ONE_NOT_OTHER,
    PROPER_DIVISOR,
    BASE_SUM,
    DIFFERENT_DIGITS,
    NO_ZERO,
    TAX,
    KNIGHT,
    QUEEN,
    DATE,
    BILL,
    AFTER_STAR,
    HEX,
    COMMENTS,
    ROTATION,
    SQUARES,
    FACTORIAL,
    FIRST_REMAINDER,
    PALINDROME_TIME,
    VOUCHERS,
    MATERIAL,
    ROOK,
    STRAND,
    KING,
)
