"""Coder problems, train: words, lines of text, times, patterns of characters."""

import random
import re
import textwrap
from collections import Counter
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import cycle, zip_longest
from string import ascii_lowercase as LETTERS

from samples.problem import SampleProblem, WrongSolution
from samples.writing import cpp, edit, ints

_problem = partial(SampleProblem, home="coder", split="train")

VOWELS = "aeiou"
CONSONANTS = "bcdfghjklmnpqrstvwxyz"


def _word(rng: random.Random, low: int, high: int, letters: str = LETTERS) -> str:
    return "".join(rng.choices(letters, k=rng.randint(low, high)))


def _line(rng: random.Random, low: int, high: int, longest: int = 7, letters: str = LETTERS) -> str:
    return " ".join(_word(rng, 1, longest, letters) for _ in range(rng.randint(low, high)))


CENTRE_CPP = cpp(
    """
    string word;
    int w;
    cin >> word >> w;
    int total = max(0, w - (int)word.size());
    int left = total / 2;
    int right = total - left;
    cout << string(left, '.') << word << string(right, '.') << endl;
    """,
    "string",
    "algorithm",
)
CENTRE = _problem(
    slug="centre-a-word-between-dots",
    title="Headline",
    statement="Print a word in the middle of a line of w characters, with dots to its left and right. If the number of dots is odd, the extra dot stands to the right of the word. If the word has w or more letters, print it without dots.",
    input_format="One line with a word of 1 to 30 lowercase English letters and the integer w (1 <= w <= 100), separated by a space.",
    output_format="One line: the word with its dots.",
    solve=lambda text: "{:.^{}}".format(*text.split()),
    reference=CENTRE_CPP,
    wrong=(
        WrongSolution(
            "loses the extra dot",
            edit(CENTRE_CPP, "right = total - left", "right = total / 2"),
            "WA",
        ),
        WrongSolution(
            "puts the extra dot to the left",
            edit(CENTRE_CPP, "left = total / 2", "left = (total + 1) / 2"),
            "WA",
        ),
    ),
    public=("news 10\n", "sport 8\n"),
    private=("a 1\n", "a 2\n", "longword 3\n", "z 100\n", "abc 4\n", "x" * 30 + " 31\n"),
    generate=lambda rng: [f"{_word(rng, 1, 12)} {rng.randint(5, 40)}\n" for _ in range(8)],
    difficulty="A",
    tags=("strings", "math"),
)

PAD_CPP = cpp(
    """
    string digits, sign;
    int w;
    cin >> digits >> w;
    if (digits[0] == '-') {
        sign = "-";
        digits = digits.substr(1);
    }
    while ((int)(sign.size() + digits.size()) < w) digits = "0" + digits;
    cout << sign << digits << endl;
    """,
    "string",
)
PAD = _problem(
    slug="pad-a-number-with-zeros",
    title="Leading Zeros",
    statement="Print the integer n with leading zeros so that it is w characters wide. The minus sign of a negative number counts as one character and stands before the zeros. If n is already w or more characters wide, print it as it is.",
    input_format="One line with two integers n and w (-1000000000 <= n <= 1000000000, 1 <= w <= 20).",
    output_format="One line: the number with its leading zeros.",
    solve=lambda text: text.split()[0].zfill(int(text.split()[1])),
    reference=PAD_CPP,
    wrong=(
        WrongSolution(
            "puts the zeros before the minus sign",
            edit(PAD_CPP, "if (digits[0] == '-') {", "if (digits[0] == '+') {"),
            "WA",
        ),
        WrongSolution(
            "does not count the minus sign",
            edit(PAD_CPP, "(int)(sign.size() + digits.size())", "(int)digits.size()"),
            "WA",
        ),
    ),
    public=("42 5\n", "-7 4\n"),
    private=("0 1\n", "0 20\n", "-1000000000 11\n", "-1000000000 20\n", "12345 3\n", "-99 3\n"),
    generate=lambda rng: (
        [f"{rng.randint(-5000, -1)} {rng.randint(1, 10)}\n" for _ in range(5)]
        + [f"{rng.randint(0, 10**6)} {rng.randint(3, 12)}\n" for _ in range(4)]
    ),
    difficulty="A",
    tags=("strings",),
)

LETTERS_BETWEEN_CPP = cpp(
    """
    char a, b;
    cin >> a >> b;
    int distance = abs(a - b);
    cout << max(distance - 1, 0) << endl;
    """,
    "cstdlib",
    "algorithm",
)
LETTERS_BETWEEN = _problem(
    slug="letters-strictly-between",
    title="Between Two Letters",
    statement="Two letters of the alphabet are given, in any order. Print how many letters of the alphabet stand strictly between them: between b and e there are two, c and d. If the two letters are the same, the answer is 0.",
    input_format="One line with two lowercase English letters, separated by a space.",
    output_format="One integer: the number of letters between the two.",
    solve=lambda text: str(sum(min(text.split()) < c < max(text.split()) for c in LETTERS)),
    reference=LETTERS_BETWEEN_CPP,
    wrong=(
        WrongSolution(
            "-1 for two equal letters",
            edit(LETTERS_BETWEEN_CPP, "max(distance - 1, 0)", "distance - 1"),
            "WA",
        ),
        WrongSolution(
            "the first letter may come later in the alphabet",
            edit(LETTERS_BETWEEN_CPP, "abs(a - b)", "b - a"),
            "WA",
        ),
    ),
    public=("b e\n", "k a\n"),
    private=("a z\n", "z a\n", "m m\n", "c d\n", "d c\n", "a a\n"),
    generate=lambda rng: [f"{rng.choice(LETTERS)} {rng.choice(LETTERS)}\n" for _ in range(10)],
    difficulty="A",
    tags=("strings", "math"),
)

SHORTER_CPP = cpp(
    """
    string a, b;
    cin >> a >> b;
    if (a.size() != b.size()) cout << (a.size() < b.size() ? a : b) << endl;
    else cout << min(a, b) << endl;
    """,
    "string",
    "algorithm",
)
SHORTER = _problem(
    slug="shorter-of-two-words",
    title="Which Name Fits",
    statement="Two names are proposed for a shop. The shorter one is chosen. If both have the same number of letters, the one that comes first in alphabetical order is chosen.",
    input_format="Two lines, each with one word of 1 to 50 lowercase English letters.",
    output_format="The chosen word.",
    solve=lambda text: min(text.split(), key=lambda word: (len(word), word)),
    reference=SHORTER_CPP,
    wrong=(
        WrongSolution(
            "looks at the alphabetical order alone",
            edit(SHORTER_CPP, "a.size() != b.size()", "a == b"),
            "WA",
        ),
        WrongSolution(
            "takes the first of two words of one length",
            edit(SHORTER_CPP, "min(a, b)", "a"),
            "WA",
        ),
    ),
    public=("bakery\nshop\n", "tea\npie\n"),
    private=("z\naa\n", "b\na\n", "same\nsame\n", "ab\naa\n", "a" * 50 + "\n" + "b" * 49 + "\n"),
    generate=lambda rng: (
        [f"{_word(rng, 4, 4)}\n{_word(rng, 4, 4)}\n" for _ in range(4)]
        + [f"{_word(rng, 1, 9)}\n{_word(rng, 1, 9)}\n" for _ in range(5)]
        + [f"{_word(rng, 30, 30, 'ab')}\n{_word(rng, 30, 30, 'ab')}\n"]
    ),
    difficulty="A",
    tags=("strings",),
)


def _cents(text: str) -> str:
    price, pieces = text.split()
    return str(int(Decimal(price) * 100) * int(pieces))


PRICE_CPP = cpp("""
    long long euros, cents, n;
    char dot;
    cin >> euros >> dot >> cents >> n;
    cout << (euros * 100 + cents) * n << endl;
""")
PRICE = _problem(
    slug="price-tag-in-cents",
    title="Price Tag",
    statement="A price tag shows a price in euros, with a dot and exactly two digits for the cents, such as 12.07. Somebody buys n pieces at this price. Print how many cents they cost altogether.",
    input_format="One line with the price, at least 0.01 and at most 999999.99, and the integer n (1 <= n <= 1000), separated by a space.",
    output_format="One integer: the total in cents.",
    solve=_cents,
    reference=PRICE_CPP,
    wrong=(
        WrongSolution(
            "the total does not fit into an int",
            edit(PRICE_CPP, "long long", "int"),
            "WA",
        ),
        WrongSolution(
            "a double times 100 is cut off below the right number of cents",
            cpp("""
                double price;
                long long n;
                cin >> price >> n;
                cout << (long long)(price * 100) * n << endl;
            """),
            "WA",
        ),
    ),
    public=("12.07 3\n", "0.50 4\n"),
    private=("0.01 1\n", "0.29 1\n", "999999.99 1000\n", "8.09 10\n", "1.10 100\n", "4.35 7\n"),
    generate=lambda rng: (
        [f"{rng.randint(0, 99)}.{rng.randint(0, 99):02} {rng.randint(1, 20)}\n" for _ in range(6)]
        + [
            f"{rng.randint(10**5, 10**6 - 1)}.{rng.randint(0, 9):02} {rng.randint(500, 1000)}\n"
            for _ in range(4)
        ]
    ),
    difficulty="B",
    tags=("strings", "math"),
)


def _ordinal(text: str) -> str:
    n = text.strip()
    if re.search("1[123]$", n):
        return n + "th"
    return n + {"1": "st", "2": "nd", "3": "rd"}.get(n[-1], "th")


ORDINAL_CPP = cpp(
    """
    int n;
    cin >> n;
    int last = n % 10, two = n % 100;
    string ending = "th";
    if (two < 11 || two > 13) {
        if (last == 1) ending = "st";
        if (last == 2) ending = "nd";
        if (last == 3) ending = "rd";
    }
    cout << n << ending << endl;
    """,
    "string",
)
ORDINAL = _problem(
    slug="ordinal-with-its-ending",
    title="First, Second, Third",
    statement="Print the number n with its English ending: st if n ends in 1, nd if it ends in 2, rd if it ends in 3, and th in all other cases. Numbers that end in 11, 12 or 13 are exceptions and have the ending th, too: 21st and 103rd, but 11th and 213th.",
    input_format="One integer n (1 <= n <= 1000000000).",
    output_format="The number and, right behind it, its ending.",
    solve=_ordinal,
    reference=ORDINAL_CPP,
    wrong=(
        WrongSolution(
            "forgets the exceptions",
            edit(ORDINAL_CPP, "two < 11 || two > 13", "two < 100"),
            "WA",
        ),
        WrongSolution(
            "knows the exceptions 11, 12 and 13 only, not 111",
            edit(ORDINAL_CPP, "two = n % 100", "two = n"),
            "WA",
        ),
    ),
    public=("21\n", "11\n"),
    private=("1\n", "2\n", "3\n", "13\n", "10\n", "112\n", "1000000000\n", "999999913\n"),
    generate=lambda rng: (
        [f"{10 * rng.randint(2, 10**6) + last}\n" for last in (1, 2, 3, 7, 0)]
        + [f"{100 * rng.randint(2, 10**6) + two}\n" for two in (11, 12, 13, 14)]
        + [f"{100 * rng.randint(2, 10**6) + two}\n" for two in (1, 2, 3)]
    ),
    difficulty="A",
    tags=("strings", "math"),
)

HALF_DAY_CPP = cpp(
    """
    int hour;
    char colon;
    string minutes, half;
    cin >> hour >> colon >> minutes >> half;
    if (hour == 12) hour = 0;
    if (half == "PM") hour += 12;
    if (hour < 10) cout << '0';
    cout << hour << ':' << minutes << endl;
    """,
    "string",
)
HALF_DAY = _problem(
    slug="am-pm-to-24-hours",
    title="Train Timetable",
    statement="A time is given with AM or PM, such as 7:05 PM. Print it as a timetable shows it, with hours from 00 to 23: 19:05. Mind that 12:00 AM to 12:59 AM is the first hour of the day, 00:00 to 00:59, and 12:00 PM to 12:59 PM is 12:00 to 12:59.",
    input_format="One line: the hour (1 to 12, without a leading zero), a colon, the minute (two digits, 00 to 59), a space and AM or PM.",
    output_format="The time as HH:MM, both with two digits.",
    solve=lambda text: datetime.strptime(text.strip(), "%I:%M %p").strftime("%H:%M"),
    reference=HALF_DAY_CPP,
    wrong=(
        WrongSolution(
            "12 PM becomes 24 and 12 AM stays 12",
            edit(HALF_DAY_CPP, "    if (hour == 12) hour = 0;\n", ""),
            "WA",
        ),
        WrongSolution(
            "leaves the leading zero of the hour out",
            edit(HALF_DAY_CPP, "    if (hour < 10) cout << '0';\n", ""),
            "WA",
        ),
    ),
    public=("7:05 PM\n", "12:30 AM\n"),
    private=("12:00 PM\n", "12:59 AM\n", "11:59 PM\n", "1:00 AM\n", "10:00 AM\n", "9:08 AM\n"),
    generate=lambda rng: [
        f"{rng.randint(1, 12)}:{rng.randint(0, 59):02} {half}\n" for half in ("AM", "PM") * 5
    ],
    difficulty="A",
    tags=("strings", "implementation"),
)

GROWING_CPP = cpp(
    """
    string s;
    cin >> s;
    for (int i = 0; i < (int)s.size(); i++) {
        if (i > 0) cout << '-';
        cout << string(i + 1, s[i]);
    }
    cout << endl;
    """,
    "string",
)
GROWING = _problem(
    slug="letters-growing-with-place",
    title="Growing Letters",
    statement="Write the first letter of a word once, the second letter twice, the third letter three times, and so on, with a dash between two groups of letters. The word cat becomes c-aa-ttt.",
    input_format="One word of 1 to 40 lowercase English letters.",
    output_format="One line: the groups with dashes between them.",
    solve=lambda text: "-".join(c * place for place, c in enumerate(text.strip(), start=1)),
    reference=GROWING_CPP,
    wrong=(
        WrongSolution(
            "counts the places from 0",
            edit(GROWING_CPP, "string(i + 1, s[i])", "string(i, s[i])"),
            "WA",
        ),
        WrongSolution(
            "writes the beginning of the word in place of one letter",
            edit(GROWING_CPP, "string(i + 1, s[i])", "s.substr(0, i + 1)"),
            "WA",
        ),
    ),
    public=("cat\n", "hello\n"),
    private=("a\n", "zz\n", "aba\n", "q" * 40 + "\n", LETTERS + "\n"),
    generate=lambda rng: [_word(rng, size, size) + "\n" for size in (4, 6, 8, 11, 15, 22, 39)],
    difficulty="A",
    tags=("strings",),
)


def _vowel_span(text: str) -> str:
    found = re.search("[aeiou](.*[aeiou])?", text)
    return str(len(found[0]) if found else 0)


VOWEL_SPAN_CPP = cpp(
    """
    string s, vowels = "aeiou";
    cin >> s;
    size_t first = s.find_first_of(vowels), last = s.find_last_of(vowels);
    if (first == string::npos) cout << 0 << endl;
    else cout << last - first + 1 << endl;
    """,
    "string",
)
VOWEL_SPAN = _problem(
    slug="span-of-the-vowels",
    title="From Vowel to Vowel",
    statement="Take the part of a word that starts with its first vowel and ends with its last vowel, both included. Print how many letters this part has. If the word has no vowel, print 0. The vowels are a, e, i, o and u.",
    input_format="One word of 1 to 200 lowercase English letters.",
    output_format="One integer: the length of the part.",
    solve=_vowel_span,
    reference=VOWEL_SPAN_CPP,
    wrong=(
        WrongSolution(
            "does not count both ends",
            edit(VOWEL_SPAN_CPP, "last - first + 1", "last - first"),
            "WA",
        ),
        WrongSolution(
            "prints 1 for a word without vowels",
            edit(VOWEL_SPAN_CPP, "cout << 0", "cout << last - first + 1"),
            "WA",
        ),
    ),
    public=("strawberry\n", "banana\n"),
    private=("rhythm\n", "a\n", "z\n", "bcdo\n", "a" + "x" * 198 + "u\n", "y" * 200 + "\n"),
    generate=lambda rng: (
        [_word(rng, size, size) + "\n" for size in (6, 9, 14, 30, 80)]
        + [_word(rng, 15, 15, CONSONANTS + VOWELS[:1]) + "\n" for _ in range(4)]
    ),
    difficulty="A",
    tags=("strings",),
)


def _typed(text: str) -> str:
    shown = text.strip()
    while re.search("[a-z]#", shown):
        shown = re.sub("[a-z]#", "", shown)
    return shown.replace("#", "") or "EMPTY"


BACKSPACE_CPP = cpp(
    """
    string keys, shown;
    cin >> keys;
    for (char c : keys) {
        if (c != '#') shown += c;
        else if (!shown.empty()) shown.erase(shown.size() - 1);
    }
    cout << (shown.empty() ? "EMPTY" : shown) << endl;
    """,
    "string",
)
BACKSPACE = _problem(
    slug="typing-with-backspaces",
    title="Backspace",
    statement="Somebody types a word. Every key is a lowercase letter, which is added at the end of the text, or the key #, which deletes the last letter of the text. If the text is empty, the key # does nothing. Print the text after the last key, or EMPTY if no letter is left.",
    input_format="One line with 1 to 200 characters, lowercase English letters and #: the keys in order.",
    output_format="The text, or EMPTY.",
    solve=_typed,
    reference=BACKSPACE_CPP,
    wrong=(
        WrongSolution(
            "deletes from an empty text",
            edit(BACKSPACE_CPP, "else if (!shown.empty())", "else"),
            "RE",
        ),
        WrongSolution(
            "two # after each other delete one letter only",
            cpp(
                """
                string keys, shown;
                cin >> keys;
                for (size_t i = 0; i < keys.size(); i++) {
                    bool deleted = i + 1 < keys.size() && keys[i + 1] == '#';
                    if (keys[i] != '#' && !deleted) shown += keys[i];
                }
                cout << (shown.empty() ? "EMPTY" : shown) << endl;
                """,
                "string",
            ),
            "WA",
        ),
    ),
    public=("helk#lo\n", "abc##d\n"),
    private=("#\n", "a#\n", "##ab\n", "a##b\n", "x" * 100 + "#" * 99 + "\n", "ab###cd\n"),
    generate=lambda rng: (
        [_word(rng, size, size, "abc##") + "\n" for size in (8, 20, 60, 200)]
        + [_word(rng, size, size, LETTERS + "######") + "\n" for size in (10, 30, 100)]
    ),
    difficulty="B",
    tags=("strings", "implementation"),
)

SAME_ENDS_CPP = cpp(
    """
    string w;
    int count = 0;
    while (cin >> w) {
        if (w[0] == w.at(w.size() - 1)) count++;
    }
    cout << count << endl;
    """,
    "string",
)
SAME_ENDS = _problem(
    slug="words-with-equal-ends",
    title="Equal Ends",
    statement="Print how many words of a line start and end with the same letter. A word of one letter counts, too.",
    input_format="One line of 1 to 50 words of lowercase English letters, separated by single spaces. The line has at most 400 characters.",
    output_format="One integer: the number of such words.",
    solve=lambda text: str(len(re.findall(r"\b(?:([a-z])[a-z]*\1|[a-z])\b", text))),
    reference=SAME_ENDS_CPP,
    wrong=(
        WrongSolution(
            "looks behind the last letter",
            edit(SAME_ENDS_CPP, "w.size() - 1", "w.size()"),
            "RE",
        ),
        WrongSolution(
            "leaves words of one letter out",
            edit(SAME_ENDS_CPP, "if (w[0]", "if (w.size() > 1 && w[0]"),
            "WA",
        ),
    ),
    public=("anna saw a kayak\n", "red green blue\n"),
    private=("x\n", "ab\n", "a b c aa bb cc\n", "abba baab abab baba\n", "i do\n"),
    generate=lambda rng: [_line(rng, 3, 40, 6, "abcd") + "\n" for _ in range(7)],
    difficulty="A",
    tags=("strings",),
)


def _every_second_reversed(text: str) -> str:
    words = text.split()
    words[1::2] = [word[::-1] for word in words[1::2]]
    return " ".join(words)


SECOND_WORDS_CPP = cpp(
    """
    string w;
    bool turn = false;
    while (cin >> w) {
        if (turn) reverse(w.begin(), w.end());
        turn = !turn;
        cout << w << " ";
    }
    cout << endl;
    """,
    "string",
    "algorithm",
)
SECOND_WORDS = _problem(
    slug="every-second-word-backwards",
    title="Half Backwards",
    statement="Print a line of words so that the second, fourth, sixth word and so on are written backwards. The other words stay as they are, and the order of the words does not change.",
    input_format="One line of 1 to 40 words of lowercase English letters, separated by single spaces. A word has at most 10 letters.",
    output_format="One line: the words, separated by spaces.",
    solve=_every_second_reversed,
    reference=SECOND_WORDS_CPP,
    wrong=(
        WrongSolution(
            "starts with the first word",
            edit(SECOND_WORDS_CPP, "turn = false", "turn = true"),
            "WA",
        ),
        WrongSolution(
            "swaps the ends of a word only",
            edit(
                SECOND_WORDS_CPP,
                "reverse(w.begin(), w.end())",
                "swap(w.front(), w.back())",
            ),
            "WA",
        ),
    ),
    public=("one two three four\n", "bread and butter\n"),
    private=("word\n", "a b\n", "ab ab ab ab\n", "abc abcd\n", "x " * 20 + "abcdefghij\n"),
    generate=lambda rng: [_line(rng, n, n, 10) + "\n" for n in (2, 3, 5, 8, 13, 24, 40)],
    difficulty="A",
    tags=("strings",),
)


def _alternating(text: str) -> str:
    case = cycle((str.upper, str.lower))
    return "".join(c if c == " " else next(case)(c) for c in text.strip())


ALTERNATING_CPP = cpp(
    """
    string s;
    getline(cin, s);
    bool upper = true;
    for (char c : s) {
        if (c != ' ') {
            if (upper) c = toupper(c);
            upper = !upper;
        }
        cout << c;
    }
    cout << endl;
    """,
    "string",
    "cctype",
)
ALTERNATING = _problem(
    slug="alternating-capitals-over-spaces",
    title="Wavy Letters",
    statement="Write a line in wavy letters: the first letter of the line in uppercase, the second in lowercase, the third in uppercase, and so on. Spaces stay and are not counted as letters. Thus go on my son becomes Go On My SoN.",
    input_format="One line of 1 to 40 words of lowercase English letters, separated by single spaces.",
    output_format="The line in wavy letters.",
    solve=_alternating,
    reference=ALTERNATING_CPP,
    wrong=(
        WrongSolution(
            "spaces change the case, too",
            edit(
                ALTERNATING_CPP,
                "            upper = !upper;\n        }",
                "        }\n        upper = !upper;",
            ),
            "WA",
        ),
        WrongSolution(
            "starts again with uppercase in every word",
            edit(
                ALTERNATING_CPP,
                "        cout << c;",
                "        else upper = true;\n        cout << c;",
            ),
            "WA",
        ),
    ),
    public=("go on my son\n", "hello big world\n"),
    private=("a\n", "a b c d e\n", "abc de f\n", "ab cd ef\n", "z" * 200 + "\n"),
    generate=lambda rng: [_line(rng, 2, 30) + "\n" for _ in range(7)],
    difficulty="A",
    tags=("strings",),
)

DASHES_CPP = cpp(
    """
    string s, out;
    cin >> s;
    bool gap = false;
    for (char c : s) {
        if (c == '-') {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += '-';
        gap = false;
        out += c;
    }
    cout << out << endl;
    """,
    "string",
)
DASHES = _problem(
    slug="squeeze-the-dashes",
    title="Clean File Name",
    statement="A file name has too many dashes. Replace every group of dashes between two letters by a single dash, and remove all dashes at the beginning and at the end. Print the clean file name.",
    input_format="One line with 1 to 200 characters, lowercase English letters and dashes. There is at least one letter.",
    output_format="The clean file name.",
    solve=lambda text: "-".join(filter(None, text.strip().split("-"))),
    reference=DASHES_CPP,
    wrong=(
        WrongSolution(
            "leaves a dash at the beginning",
            edit(DASHES_CPP, "gap && !out.empty()", "gap"),
            "WA",
        ),
        WrongSolution(
            "removes the dashes between the letters, too",
            edit(DASHES_CPP, "        if (gap && !out.empty()) out += '-';\n", ""),
            "WA",
        ),
    ),
    public=("my--holiday---photo\n", "--draft-two-\n"),
    private=("a\n", "-a-\n", "a-b\n", "a----b\n", "-" * 100 + "x" + "-" * 99 + "\n", "abc\n"),
    generate=lambda rng: [_word(rng, 5, 60, "abcxy-----") + "z" + "-" * (i % 3) for i in range(8)],
    difficulty="B",
    tags=("strings",),
)

UNSHIFT_CPP = cpp(
    """
    string s;
    cin >> s;
    for (int i = 0; i < (int)s.size(); i++) {
        int letter = s[i] - 'a' - (i + 1);
        letter = (letter % 26 + 26) % 26;
        s[i] = 'a' + letter;
    }
    cout << s << endl;
    """,
    "string",
)
UNSHIFT = _problem(
    slug="undo-the-growing-shift",
    title="Growing Shift",
    statement="A spy encrypts a word: the first letter is moved 1 place forward in the alphabet, the second letter 2 places, the third 3 places, and so on. After z comes a again. Thus zoo becomes aqr. You are given the encrypted word. Print the word it was made from.",
    input_format="One word of 1 to 100 lowercase English letters, the encrypted word.",
    output_format="The word before the encryption.",
    solve=lambda text: "".join(
        LETTERS[(LETTERS.index(c) - place) % 26] for place, c in enumerate(text.strip(), start=1)
    ),
    reference=UNSHIFT_CPP,
    wrong=(
        WrongSolution(
            "falls out of the alphabet before a",
            edit(UNSHIFT_CPP, "(letter % 26 + 26) % 26", "letter % 26"),
            "WA",
        ),
        WrongSolution(
            "does not move the first letter",
            edit(UNSHIFT_CPP, "(i + 1)", "i"),
            "WA",
        ),
    ),
    public=("aqr\n", "igopt\n"),
    private=("a\n", "z\n", "b\n", "a" * 100 + "\n", "z" * 100 + "\n", LETTERS + "\n"),
    generate=lambda rng: [_word(rng, size, size) + "\n" for size in (3, 6, 10, 27, 53, 98)],
    difficulty="B",
    tags=("strings", "ciphers"),
)

DIFFERING_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    int shorter = min(s.size(), t.size()), longer = max(s.size(), t.size());
    int count = longer - shorter;
    for (int i = 0; i < shorter; i++) {
        if (s.at(i) != t.at(i)) count++;
    }
    cout << count << endl;
    """,
    "string",
    "algorithm",
)
DIFFERING = _problem(
    slug="places-where-words-differ",
    title="Spot the Difference",
    statement="Two words are written one below the other, starting at the same place. Print at how many places they differ. A place where only the longer word has a letter counts as different, too.",
    input_format="Two lines, each with one word of 1 to 100 lowercase English letters.",
    output_format="One integer: the number of places.",
    solve=lambda text: str(sum(a != b for a, b in zip_longest(*text.split()))),
    reference=DIFFERING_CPP,
    wrong=(
        WrongSolution(
            "forgets the rest of the longer word",
            edit(DIFFERING_CPP, "count = longer - shorter", "count = 0"),
            "WA",
        ),
        WrongSolution(
            "reads past the end of the shorter word",
            edit(DIFFERING_CPP, "i < shorter", "i < longer"),
            "RE",
        ),
    ),
    public=("house\nmouses\n", "light\nnight\n"),
    private=(
        "a\na\n",
        "a\nb\n",
        "a\n" + "a" * 100 + "\n",
        "abc\nxbc\n",
        "abcd\nbcd\n",
        "z" * 100 + "\n" + "y" * 100 + "\n",
    ),
    generate=lambda rng: [
        f"{_word(rng, 1, size, 'ab')}\n{_word(rng, 1, size, 'ab')}\n"
        for size in (5, 8, 12, 25, 50, 100)
    ],
    difficulty="A",
    tags=("strings",),
)


def _common_ending(text: str) -> str:
    one, other = text.split()
    endings = (one[start:] for start in range(len(one)))
    return next((ending for ending in endings if other.endswith(ending)), "NONE")


ENDING_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    int n = s.size(), m = t.size(), k = 0;
    while (k < min(n, m) && s.at(n - 1 - k) == t.at(m - 1 - k)) k++;
    if (k == 0) cout << "NONE" << endl;
    else cout << s.substr(n - k) << endl;
    """,
    "string",
    "algorithm",
)
ENDING = _problem(
    slug="longest-common-ending",
    title="Rhyme",
    statement="A poet looks for rhymes. Print the longest text that both given words end with. If their last letters are different, print NONE.",
    input_format="Two lines, each with one word of 1 to 100 lowercase English letters.",
    output_format="The longest common ending, or NONE.",
    solve=_common_ending,
    reference=ENDING_CPP,
    wrong=(
        WrongSolution(
            "does not stop where the shorter word starts",
            edit(ENDING_CPP, "k < min(n, m) && ", ""),
            "RE",
        ),
        WrongSolution(
            "compares the beginnings of the words",
            edit(ENDING_CPP, "s.at(n - 1 - k) == t.at(m - 1 - k)", "s.at(k) == t.at(k)"),
            "WA",
        ),
    ),
    public=("motion\nstation\n", "sun\nday\n"),
    private=("a\na\n", "a\nb\n", "able\ntable\n", "same\nsame\n", "abc\nxbd\n", "ab\nb\n"),
    generate=lambda rng: (
        [f"{_word(rng, 1, 9, 'ab')}\n{_word(rng, 1, 9, 'ab')}\n" for _ in range(4)]
        + [
            f"{_word(rng, 1, 20)}{ending}\n{_word(rng, 1, 20)}{ending}\n"
            for ending in ("ing", "ness", "a", "q" * 60)
        ]
    ),
    difficulty="A",
    tags=("strings", "two pointers"),
)

LONGER_CPP = cpp(
    """
    string first, w;
    int count = 0;
    cin >> first;
    while (cin >> w) {
        if (w.size() > first.size()) count++;
    }
    cout << count << endl;
    """,
    "string",
)
LONGER = _problem(
    slug="words-longer-than-the-first",
    title="Longer Than the First",
    statement="Print how many words of a line have more letters than the first word of the line.",
    input_format="One line of 1 to 60 words of lowercase English letters, separated by single spaces. A word has at most 20 letters.",
    output_format="One integer: the number of words.",
    solve=lambda text: str([len(word) > len(text.split()[0]) for word in text.split()].count(True)),
    reference=LONGER_CPP,
    wrong=(
        WrongSolution(
            "counts words of the same length, too",
            edit(LONGER_CPP, "w.size() > first.size()", "w.size() >= first.size()"),
            "WA",
        ),
        WrongSolution(
            "compares each word with the word before it",
            edit(LONGER_CPP, "count++;", "count++;\n        first = w;"),
            "WA",
        ),
    ),
    public=("the horse ran over red hills\n", "abc a ab abc\n"),
    private=("a\n", "a b c\n", "zz yyy x wwww\n", "b cc ddd eeee fffff\n", "q" * 20 + " a bb\n"),
    generate=lambda rng: [
        f"{_word(rng, size, size)} {_line(rng, 2, 40, 9)}\n" for size in (1, 2, 3, 4, 5, 6, 8)
    ],
    difficulty="A",
    tags=("strings",),
)


def _duration(rng: random.Random, units: str) -> str:
    return "".join(f"{rng.randint(1, 99)}{unit}" for unit in units) + "\n"


def _minutes(text: str) -> str:
    worth = {"d": 24 * 60, "h": 60, "m": 1}
    return str(sum(int(n) * worth[unit] for n, unit in re.findall(r"(\d+)([dhm])", text)))


DURATION_CPP = cpp("""
    int n, total = 0;
    char unit;
    while (cin >> n >> unit) {
        if (unit == 'd') total += n * 24 * 60;
        else if (unit == 'h') total += n * 60;
        else total += n;
    }
    cout << total << endl;
""")
DURATION = _problem(
    slug="duration-text-to-minutes",
    title="How Long Is It",
    statement="A duration is written as one to three parts without spaces: days such as 2d, hours such as 5h and minutes such as 30m, always in this order, but any of the parts may be missing. Thus 1d30m is one day and 30 minutes, or 1470 minutes. Print the duration in minutes.",
    input_format="One line: the duration. The number of each part is an integer between 0 and 1000, without leading zeros.",
    output_format="One integer: the number of minutes.",
    solve=_minutes,
    reference=DURATION_CPP,
    wrong=(
        WrongSolution(
            "reads the first part only",
            cpp("""
                int n;
                char unit;
                cin >> n >> unit;
                if (unit == 'd') n *= 24 * 60;
                else if (unit == 'h') n *= 60;
                cout << n << endl;
            """),
            "WA",
        ),
        WrongSolution(
            "takes every part that is not days for hours",
            edit(DURATION_CPP, "else if (unit == 'h')", "else if (unit != 'd')"),
            "WA",
        ),
    ),
    public=("1d30m\n", "2h5m\n"),
    private=("45m\n", "2h\n", "3d\n", "0m\n", "1000d1000h1000m\n", "1d0h0m\n", "1d1h\n"),
    generate=lambda rng: [
        _duration(rng, units) for units in ("dhm", "dh", "dm", "hm", "d", "h", "m", "dhm")
    ],
    difficulty="B",
    tags=("strings", "implementation"),
)


def _hidden(text: str) -> str:
    word, wanted = text.split()
    for letter in wanted:
        if letter not in word:
            return "NO"
        word = word.partition(letter)[2]
    return "YES"


def _crossed_out(rng: random.Random, size: int, kept: int) -> str:
    word = _word(rng, size, size, "abcdefg")
    return f"{word}\n{''.join(word[i] for i in sorted(rng.sample(range(size), kept)))}\n"


def _out_of_order(rng: random.Random, size: int) -> str:
    word = "".join(sorted(_word(rng, size, size))) + "za"
    return f"{word}\n{word[size // 2 :]}{word[0]}{rng.choice('az')}\n"


HIDDEN_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    size_t found = 0;
    for (char c : s) {
        if (found < t.size() && c == t[found]) found++;
    }
    cout << (found == t.size() ? "YES" : "NO") << endl;
    """,
    "string",
)
HIDDEN = _problem(
    slug="hidden-word-by-crossing-out",
    title="Hidden Word",
    statement="Two words s and t are given. Say whether some letters of s (perhaps none) can be crossed out so that the remaining letters, read from left to right, are the word t.",
    input_format="Two lines: the word s and the word t, each of 1 to 100 lowercase English letters.",
    output_format="YES if it is possible, NO otherwise.",
    solve=_hidden,
    reference=HIDDEN_CPP,
    wrong=(
        WrongSolution(
            "looks for the letters in any order",
            cpp(
                """
                string s, t;
                cin >> s >> t;
                bool possible = true;
                for (char c : t) {
                    if (s.find(c) == string::npos) possible = false;
                }
                cout << (possible ? "YES" : "NO") << endl;
                """,
                "string",
            ),
            "WA",
        ),
        WrongSolution(
            "wants the letters to stand side by side",
            edit(HIDDEN_CPP, "found == t.size()", "s.find(t) != string::npos"),
            "WA",
        ),
    ),
    public=("strawberry\ntray\n", "garden\nred\n"),
    private=(
        "a\na\n",
        "a\naa\n",
        "abc\nabcd\n",
        "aab\naba\n",
        "same\nsame\n",
        "ab\nba\n",
        "x" * 100 + "\n" + "x" * 100 + "\n",
        "xy" * 49 + "\n" + "y" * 50 + "\n",
    ),
    generate=lambda rng: (
        [_crossed_out(rng, size, size // 2) for size in (4, 9, 20, 50, 100)]
        + [_out_of_order(rng, size) for size in (4, 9, 20, 40)]
    ),
    difficulty="B",
    tags=("strings", "two pointers"),
)

ODD_DASHES_CPP = cpp(
    """
    string s;
    cin >> s;
    bool before = false;
    for (char c : s) {
        bool odd = (c - '0') % 2 == 1;
        if (odd && before) cout << '-';
        cout << c;
        before = odd;
    }
    cout << endl;
    """,
    "string",
)
ODD_DASHES = _problem(
    slug="dashes-between-odd-digits",
    title="Odd Neighbours",
    statement="Print a number with a dash between every two odd digits that stand next to each other. The number 4135072 becomes 41-3-5072.",
    input_format="One positive integer of 1 to 60 digits without leading zeros.",
    output_format="The number with its dashes.",
    solve=lambda text: re.sub("([13579])(?=[13579])", r"\1-", text.strip()),
    reference=ODD_DASHES_CPP,
    wrong=(
        WrongSolution(
            "one odd digit is enough for a dash",
            edit(ODD_DASHES_CPP, "odd && before", "odd || before"),
            "WA",
        ),
        WrongSolution(
            "does not use a digit for two dashes",
            edit(ODD_DASHES_CPP, "before = odd;", "before = odd && !before;"),
            "WA",
        ),
    ),
    public=("4135072\n", "1357\n"),
    private=("7\n", "24680\n", "10101\n", "11\n", "9" * 60 + "\n", "2" + "0" * 59 + "\n"),
    generate=lambda rng: [
        f"{rng.randint(10 ** (size - 1), 10**size - 1)}\n" for size in (4, 6, 9, 15, 30, 45, 60)
    ],
    difficulty="A",
    tags=("strings",),
)

TWO_IN_A_ROW_CPP = cpp(
    """
    string s;
    cin >> s;
    int run = 0;
    for (int i = 0; i < (int)s.size(); i++) {
        run = i > 0 && s[i] == s[i - 1] ? run + 1 : 1;
        if (run <= 2) cout << s[i];
    }
    cout << endl;
    """,
    "string",
)
TWO_IN_A_ROW = _problem(
    slug="at-most-two-in-a-row",
    title="Sticky Keys",
    statement="The keys of a keyboard stick. Wherever a letter stands three or more times in a row, keep two of these letters and remove the others. Print the word that remains: sooogoood becomes soogood.",
    input_format="One word of 1 to 200 lowercase English letters.",
    output_format="The word that remains.",
    solve=lambda text: re.sub(r"(.)\1{2,}", r"\1\1", text.strip()),
    reference=TWO_IN_A_ROW_CPP,
    wrong=(
        WrongSolution(
            "keeps one letter of each run",
            edit(TWO_IN_A_ROW_CPP, "run <= 2", "run < 2"),
            "WA",
        ),
        WrongSolution(
            "goes on counting in the next run",
            edit(TWO_IN_A_ROW_CPP, "run + 1 : 1", "run + 1 : run"),
            "WA",
        ),
    ),
    public=("sooogoood\n", "bookkeeper\n"),
    private=("a\n", "aa\n", "aaa\n", "z" * 200 + "\n", "aaabaaa\n", "abababab\n"),
    generate=lambda rng: [
        _word(rng, size, size, "aab") + "\n" for size in (8, 15, 30, 70, 150, 200)
    ],
    difficulty="A",
    tags=("strings",),
)


def _mixed(rng: random.Random, parts: int) -> str:
    return (
        "".join(
            rng.choice((_word(rng, 1, 4), str(rng.randint(0, 10 ** rng.randint(1, 9) - 1))))
            + _word(rng, 1, 2)
            for _ in range(parts)
        )
        + str(rng.randint(0, 10**8))
        + rng.choice(("", _word(rng, 1, 3)))
        + "\n"
    )


LARGEST_CPP = cpp(
    """
    string s;
    cin >> s;
    int now = 0, best = 0;
    for (char c : s) {
        if (isdigit(c)) {
            now = now * 10 + (c - '0');
            best = max(best, now);
        } else {
            now = 0;
        }
    }
    cout << best << endl;
    """,
    "string",
    "algorithm",
    "cctype",
)
LARGEST = _problem(
    slug="largest-number-inside-a-text",
    title="Numbers Among Letters",
    statement="A text consists of letters and digits. Digits that stand next to each other form one number, which ends at the next letter or at the end of the text. Print the largest of these numbers.",
    input_format="One line with 1 to 200 characters, lowercase English letters and digits. There is at least one digit and there are never more than 9 digits in a row. A number may have leading zeros.",
    output_format="One integer without leading zeros: the largest number.",
    solve=lambda text: str(max(map(int, re.findall("[0-9]+", text)))),
    reference=LARGEST_CPP,
    wrong=(
        WrongSolution(
            "forgets a number at the end of the text",
            edit(
                LARGEST_CPP,
                "            best = max(best, now);\n        } else {\n",
                "        } else {\n            best = max(best, now);\n",
            ),
            "WA",
        ),
        WrongSolution(
            "looks at single digits",
            edit(LARGEST_CPP, "now * 10 + (c - '0')", "c - '0'"),
            "WA",
        ),
    ),
    public=("ab12c7de105\n", "x99yy100z\n"),
    private=(
        "5\n",
        "a0b\n",
        "007bond\n",
        "999999999\n",
        "a1b22c333d22e1\n",
        "z" * 199 + "4\n",
        "10a9\n",
    ),
    generate=lambda rng: [_mixed(rng, parts) for parts in (1, 2, 3, 4, 6, 8, 10, 10)],
    difficulty="A",
    tags=("strings", "implementation"),
)


SWAP_ENDS_CPP = cpp(
    """
    string w;
    while (cin >> w) {
        swap(w.front(), w.back());
        cout << w << " ";
    }
    cout << endl;
    """,
    "string",
    "algorithm",
)
SWAP_ENDS = _problem(
    slug="swap-the-end-letters-of-words",
    title="Secret Talk",
    statement="In a secret talk, the first and the last letter of every word change places, and the letters between them stay. A word of one letter stays as it is. Print the given line in this way.",
    input_format="One line of 1 to 40 words of lowercase English letters, separated by single spaces. A word has at most 10 letters.",
    output_format="One line: the changed words in their order, separated by spaces.",
    solve=lambda text: re.sub(r"\b([a-z])([a-z]*)([a-z])\b", r"\3\2\1", text.strip()),
    reference=SWAP_ENDS_CPP,
    wrong=(
        WrongSolution(
            "doubles the letter of a word of one letter",
            edit(
                SWAP_ENDS_CPP,
                "swap(w.front(), w.back());",
                "w = w.back() + w.substr(1, w.size() - 2) + w.front();",
            ),
            "WA",
        ),
        WrongSolution(
            "writes the whole word backwards",
            edit(SWAP_ENDS_CPP, "swap(w.front(), w.back())", "reverse(w.begin(), w.end())"),
            "WA",
        ),
    ),
    public=("this is a test\n", "hello world\n"),
    private=("a\n", "ab\n", "abcdefghij\n", "a b c\n", "ab abc abcd a\n", "noon level\n"),
    generate=lambda rng: [_line(rng, n, n, 10) + "\n" for n in (2, 4, 7, 12, 20, 30, 40)],
    difficulty="A",
    tags=("strings",),
)


def _word_list(rng: random.Random, n: int, longest: int, letters: str = LETTERS) -> str:
    return f"{n}\n" + " ".join(_word(rng, 1, longest, letters) for _ in range(n)) + "\n"


def _by_last_letter(text: str) -> str:
    chosen = text.split()[1:]
    return " ".join(word for letter in LETTERS for word in chosen if word.endswith(letter))


LAST_LETTER_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<string> words(n);
    for (string &w : words) cin >> w;
    stable_sort(words.begin(), words.end(), [](const string &a, const string &b) {
        return a.back() < b.back();
    });
    for (const string &w : words) cout << w << " ";
    cout << endl;
    """,
    "string",
    "vector",
    "algorithm",
)
LAST_LETTER = _problem(
    slug="sort-words-by-last-letter",
    title="Rhyming Dictionary",
    statement="Sort words by their last letter, from a to z. Words with the same last letter keep the order in which they are given.",
    input_format="The first line holds the integer n (1 <= n <= 100). The second line holds n words of 1 to 10 lowercase English letters, separated by spaces.",
    output_format="One line: the words in their new order, separated by spaces.",
    solve=_by_last_letter,
    reference=LAST_LETTER_CPP,
    wrong=(
        WrongSolution(
            "sorts by the whole word",
            edit(LAST_LETTER_CPP, "a.back() < b.back()", "a < b"),
            "WA",
        ),
        WrongSolution(
            "puts words with the same last letter in alphabetical order",
            edit(
                LAST_LETTER_CPP,
                "a.back() < b.back()",
                "a.back() < b.back() || (a.back() == b.back() && a < b)",
            ),
            "WA",
        ),
    ),
    public=("4\nsun moon star sea\n", "3\nten pen hen\n"),
    private=("1\na\n", "2\nab ba\n", "3\nza ya xa\n", "5\nc b a c b\n", "4\nzz aaz b yb\n"),
    generate=lambda rng: (
        [_word_list(rng, n, 5, "abcd") for n in (6, 20, 60, 100)]
        + [_word_list(rng, n, 10) for n in (8, 30, 100)]
    ),
    difficulty="B",
    tags=("strings", "sortings"),
)


def _framed(text: str) -> str:
    words = text.split()[1:]
    width = max(map(len, words))
    edge = "*" * (width + 2)
    return "\n".join([edge, *(f"*{word:.<{width}}*" for word in words), edge])


FRAMED_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<string> words(n);
    size_t width = 0;
    for (string &w : words) {
        cin >> w;
        width = max(width, w.size());
    }
    cout << string(width + 2, '*') << endl;
    for (const string &w : words) cout << '*' << w << string(width - w.size(), '.') << '*' << endl;
    cout << string(width + 2, '*') << endl;
    """,
    "string",
    "vector",
    "algorithm",
)
FRAMED = _problem(
    slug="frame-around-words",
    title="Name Board",
    statement="Draw a frame of stars around n words, one word in each line. All lines are as wide as the frame needs to be for the longest word; shorter words are followed by dots. The first and the last line consist of stars only, and every other line has one star at its beginning and one at its end.",
    input_format="The first line holds the integer n (1 <= n <= 20). Each of the next n lines holds one word of 1 to 20 lowercase English letters.",
    output_format="n + 2 lines: the frame with the words.",
    solve=_framed,
    reference=FRAMED_CPP,
    wrong=(
        WrongSolution(
            "makes the frame as wide as the last word",
            edit(FRAMED_CPP, "width = max(width, w.size())", "width = w.size()"),
            "RE",
        ),
        WrongSolution(
            "puts the dots before the word",
            edit(
                FRAMED_CPP,
                "<< w << string(width - w.size(), '.')",
                "<< string(width - w.size(), '.') << w",
            ),
            "WA",
        ),
    ),
    public=("3\nsalt\nand\npepper\n", "2\nhello\nyou\n"),
    private=(
        "1\na\n",
        "1\n" + "z" * 20 + "\n",
        "3\nab\ncd\nef\n",
        "3\nlongest\nab\nc\n",
        "4\na\nbb\nccc\ndddd\n",
    ),
    generate=lambda rng: [
        f"{n}\n" + "".join(_word(rng, 1, longest) + "\n" for _ in range(n))
        for n, longest in ((2, 6), (3, 9), (4, 4), (5, 12), (9, 20), (14, 7), (20, 20))
    ],
    difficulty="B",
    tags=("strings", "implementation"),
)


def _board(text: str) -> str:
    height, width, k = ints(text)
    lines = []
    for row in range(height):
        line = "".join("#.#"[row % 2 + column % 2] * k for column in range(width))
        lines += [line] * k
    return "\n".join(lines)


BOARD_CPP = cpp("""
    int h, w, k;
    cin >> h >> w >> k;
    for (int r = 0; r < h * k; r++) {
        for (int c = 0; c < w * k; c++) {
            cout << ((r / k + c / k) % 2 == 0 ? '#' : '.');
        }
        cout << endl;
    }
""")
BOARD = _problem(
    slug="chessboard-of-large-squares",
    title="Large Chessboard",
    statement="Draw a chessboard with h rows of w squares. Every square consists of k lines of k characters, all of them # in a black square and all of them dots in a white square. The square at the top left is black, and squares that share a side have different colours.",
    input_format="One line with three integers h, w and k (1 <= h, w <= 8, 1 <= k <= 5).",
    output_format="h * k lines of w * k characters: the chessboard.",
    solve=_board,
    reference=BOARD_CPP,
    wrong=(
        WrongSolution(
            "every square is one character large",
            edit(BOARD_CPP, "(r / k + c / k)", "(r + c)"),
            "WA",
        ),
        WrongSolution(
            "draws stripes: the row does not matter",
            edit(BOARD_CPP, "(r / k + c / k)", "(c / k)"),
            "WA",
        ),
    ),
    public=("2 3 2\n", "3 3 1\n"),
    private=("1 1 1\n", "8 8 5\n", "1 8 3\n", "8 1 3\n", "8 8 1\n", "1 1 5\n", "2 2 3\n"),
    generate=lambda rng: [
        f"{rng.randint(1, 8)} {rng.randint(1, 8)} {k}\n" for k in (1, 2, 3, 4, 5, 2, 3)
    ],
    difficulty="B",
    tags=("implementation", "strings"),
)


def _hourglass(text: str) -> str:
    n = int(text)
    upper = [("*" * (2 * size - 1)).center(2 * n - 1, ".") for size in range(n, 0, -1)]
    return "\n".join(upper + upper[-2::-1])


HOURGLASS_CPP = cpp(
    """
    int n;
    cin >> n;
    for (int i = 0; i < 2 * n - 1; i++) {
        int dots = min(i, 2 * n - 2 - i);
        cout << string(dots, '.') << string(2 * n - 1 - 2 * dots, '*') << string(dots, '.') << endl;
    }
    """,
    "string",
    "algorithm",
)
HOURGLASS = _problem(
    slug="hourglass-of-stars",
    title="Hourglass",
    statement="Draw an hourglass of 2n - 1 lines, each with 2n - 1 characters. The first line is all stars. In every following line, one more character at the left and one more at the right is a dot instead of a star, until the middle line has a single star. From there on, the lines grow again in the same way up to the last line, which is all stars.",
    input_format="One integer n (1 <= n <= 25).",
    output_format="2n - 1 lines: the hourglass.",
    solve=_hourglass,
    reference=HOURGLASS_CPP,
    wrong=(
        WrongSolution(
            "each line has one star less, not two",
            edit(HOURGLASS_CPP, "2 * n - 1 - 2 * dots", "2 * n - 1 - dots"),
            "WA",
        ),
        WrongSolution(
            "draws the upper half only",
            edit(HOURGLASS_CPP, "i < 2 * n - 1", "i < n"),
            "WA",
        ),
    ),
    public=("3\n", "2\n"),
    private=("1\n", "25\n", "24\n", "4\n"),
    generate=lambda rng: [f"{n}\n" for n in rng.sample(range(5, 24), 8)],
    difficulty="B",
    tags=("implementation", "strings"),
)


def _wrapped(text: str) -> str:
    width, line = text.strip().split("\n")
    return str(len(textwrap.wrap(line, int(width), break_long_words=False)))


WRAP_CPP = cpp(
    """
    int width, lines = 1, used = 0;
    cin >> width;
    string word;
    while (cin >> word) {
        int size = word.size();
        int need = used == 0 ? size : used + 1 + size;
        if (need > width) {
            lines++;
            need = size;
        }
        used = need;
    }
    cout << lines << endl;
    """,
    "string",
)
WRAP = _problem(
    slug="lines-needed-for-a-text",
    title="Narrow Column",
    statement="A text is printed in a column that is w characters wide. The words are taken in order: a word goes into the current line, with one space between it and the word before it, if it fits there; otherwise it starts a new line. Print how many lines the text needs.",
    input_format="The first line holds the integer w (1 <= w <= 100). The second line holds 1 to 100 words of lowercase English letters, separated by single spaces. No word has more than w letters.",
    output_format="One integer: the number of lines.",
    solve=_wrapped,
    reference=WRAP_CPP,
    wrong=(
        WrongSolution(
            "forgets the spaces between the words",
            edit(WRAP_CPP, "used + 1 + size", "used + size"),
            "WA",
        ),
        WrongSolution(
            "a line may not be full",
            edit(WRAP_CPP, "need > width", "need >= width"),
            "WA",
        ),
    ),
    public=("10\nthe cat sat on the mat\n", "5\nab cd efghi\n"),
    private=(
        "1\na\n",
        "1\na b c d\n",
        "3\na b c d\n",
        "4\nab cd ef\n",
        "100\nshort text\n",
        "5\nabcde fghij\n",
    ),
    generate=lambda rng: (
        [f"{width}\n{_line(rng, 10, 60)}\n" for width in (7, 8, 11, 16, 30, 64)]
        + [f"3\n{_line(rng, 20, 40, 1)}\n"]
    ),
    difficulty="B",
    tags=("strings", "greedy"),
)


def _twice(text: str) -> str:
    letters = "".join(sorted(text.strip()))
    runs = (run[0] for run in re.finditer(r"(.)\1*", letters))
    return "".join(run[0] for run in runs if len(run) == 2) or "NONE"


TWICE_CPP = cpp(
    """
    string s, answer;
    cin >> s;
    for (char c = 'a'; c <= 'z'; c++) {
        if (count(s.begin(), s.end(), c) == 2) answer += c;
    }
    cout << (answer.empty() ? "NONE" : answer) << endl;
    """,
    "string",
    "algorithm",
)
TWICE = _problem(
    slug="letters-occurring-exactly-twice",
    title="Exactly Twice",
    statement="Print all letters that occur exactly twice in a word, each of them once, in alphabetical order and without spaces. If there is no such letter, print NONE.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="The letters as one word, or NONE.",
    solve=_twice,
    reference=TWICE_CPP,
    wrong=(
        WrongSolution(
            "takes letters that occur three times, too",
            edit(TWICE_CPP, "c) == 2", "c) >= 2"),
            "WA",
        ),
        WrongSolution(
            "prints a letter at each of its places",
            edit(TWICE_CPP, "for (char c = 'a'; c <= 'z'; c++)", "for (char c : s)"),
            "WA",
        ),
    ),
    public=("mississippi\n", "committee\n"),
    private=("a\n", "zz\n", "aaa\n", "zyxxyz\n", LETTERS + LETTERS[::-1] + "\n", "q" * 100 + "\n"),
    generate=lambda rng: [_word(rng, size, size) + "\n" for size in (8, 12, 20, 30, 45, 60, 100)],
    difficulty="A",
    tags=("strings", "sortings"),
)

SHARED_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    int count = 0;
    for (char c = 'a'; c <= 'z'; c++) {
        if (s.find(c) != string::npos && t.find(c) != string::npos) count++;
    }
    cout << count << endl;
    """,
    "string",
)
SHARED = _problem(
    slug="different-letters-in-both-words",
    title="Letters in Common",
    statement="Print how many different letters of the alphabet occur in both of two words. A letter counts once, however often it occurs: banana and cabana have the three letters a, b and n in common.",
    input_format="Two lines, each with one word of 1 to 100 lowercase English letters.",
    output_format="One integer: the number of letters.",
    solve=lambda text: str(len(set.intersection(*map(set, text.split())))),
    reference=SHARED_CPP,
    wrong=(
        WrongSolution(
            "counts a letter as often as the first word has it",
            edit(SHARED_CPP, "for (char c = 'a'; c <= 'z'; c++)", "for (char c : s)"),
            "WA",
        ),
        WrongSolution(
            "counts the letters that are in one of the words at least",
            edit(SHARED_CPP, "npos && t", "npos || t"),
            "WA",
        ),
    ),
    public=("banana\ncabana\n", "tree\nstreet\n"),
    private=(
        "a\nb\n",
        "a\na\n",
        "zzzz\nz\n",
        f"{LETTERS}\n{LETTERS[::-1]}\n",
        "abc\ncba\n",
        "a" * 100 + "\n" + "b" * 100 + "\n",
    ),
    generate=lambda rng: [
        f"{_word(rng, 1, size)}\n{_word(rng, 1, size)}\n" for size in (6, 10, 20, 30, 60, 100)
    ],
    difficulty="A",
    tags=("strings",),
)


def _diary(rng: random.Random, lines: int, kinds: int) -> str:
    known = [_line(rng, 1, 3, 6) for _ in range(kinds)]
    return "".join(rng.choice(known) + "\n" for _ in range(lines))


SEEN_CPP = cpp(
    """
    set<string> seen;
    string line;
    int count = 0;
    while (getline(cin, line)) {
        if (!seen.insert(line).second) count++;
    }
    cout << count << endl;
    """,
    "string",
    "set",
)
SEEN = _problem(
    slug="lines-seen-before",
    title="Said Before",
    statement="Read lines until the end of the input. Print how many of them are exactly equal to some earlier line, wherever that earlier line stands.",
    input_format="1 to 60 lines, each with 1 to 10 words of lowercase English letters, separated by single spaces.",
    output_format="One integer: the number of lines.",
    solve=lambda text: str(len(text.splitlines()) - len(set(text.splitlines()))),
    reference=SEEN_CPP,
    wrong=(
        WrongSolution(
            "compares a line with the line directly before it only",
            edit(
                edit(SEEN_CPP, "string line;", "string line, before;"),
                "if (!seen.insert(line).second) count++;",
                "if (line == before) count++;\n        before = line;",
            ),
            "WA",
        ),
        WrongSolution(
            "reads words, not lines",
            edit(SEEN_CPP, "getline(cin, line)", "cin >> line"),
            "WA",
        ),
    ),
    public=("good morning\nhow are you\ngood morning\nhow are you\n", "yes\nyes\nno\nyes\n"),
    private=(
        "a\n",
        "a b\na c\nb a\n",
        "x\n" * 60,
        "a a\na\na a\n",
        "a\nb\na\nb\nc\n",
        "one two\none two\n",
    ),
    generate=lambda rng: [
        _diary(rng, lines, kinds)
        for lines, kinds in ((3, 2), (6, 4), (10, 8), (20, 9), (30, 40), (45, 12), (60, 50))
    ],
    difficulty="B",
    tags=("strings", "data structures"),
)


def _season(rng: random.Random, matches: int) -> str:
    teams = ["owls", "bears", "foxes", "storks"]
    lines = [rng.choice(teams)]
    for _ in range(matches):
        home, away = rng.sample(teams, 2)
        lines.append(f"{home} {away} {rng.randint(0, 3)}:{rng.randint(0, 3)}")
    return "\n".join(lines) + "\n"


def _points(text: str) -> str:
    team, *matches = text.splitlines()
    points: Counter[str] = Counter()
    for match in matches:
        home, away, result = match.split()
        a, b = map(int, result.split(":"))
        points[home] += 3 * (a > b) + (a == b)
        points[away] += 3 * (b > a) + (a == b)
    return str(points[team])


POINTS_CPP = cpp(
    """
    string team, home, away;
    int a, b, points = 0;
    char colon;
    cin >> team;
    while (cin >> home >> away >> a >> colon >> b) {
        if (home != team && away != team) continue;
        if (away == team) swap(a, b);
        if (a > b) points += 3;
        if (a == b) points++;
    }
    cout << points << endl;
    """,
    "string",
    "utility",
)
POINTS = _problem(
    slug="football-points-of-one-team",
    title="My Team",
    statement="The results of a season are listed, one match in each line: the home team, the guest team, and the goals of the home team and of the guest team with a colon between them. A team gets 3 points for a match in which it scores more goals than the other team, 1 point for equal numbers of goals and 0 points otherwise. Read lines until the end of the input and print how many points the given team gets altogether.",
    input_format="The first line holds the name of the given team. Each of the following 1 to 50 lines holds one match, such as owls bears 2:1. A name is a word of 1 to 10 lowercase English letters, the two teams of a match are different, and a number of goals is between 0 and 20. The given team may be missing from the list.",
    output_format="One integer: the number of points.",
    solve=_points,
    reference=POINTS_CPP,
    wrong=(
        WrongSolution(
            "takes the home team's goals for those of the given team",
            edit(POINTS_CPP, "        if (away == team) swap(a, b);\n", ""),
            "WA",
        ),
        WrongSolution(
            "counts the matches of other teams, too",
            edit(POINTS_CPP, "        if (home != team && away != team) continue;\n", ""),
            "WA",
        ),
    ),
    public=(
        "owls\nowls bears 2:1\nfoxes owls 0:3\nbears foxes 1:1\n",
        "bears\nowls bears 0:0\nbears foxes 1:4\n",
    ),
    private=(
        "a\nb c 1:0\n",
        "a\na b 0:1\n",
        "a\nb a 0:1\n",
        "a\nb a 20:20\n",
        "a\na b 10:9\nb a 10:9\n",
        "owls\n" + "owls bears 1:0\n" * 50,
    ),
    generate=lambda rng: [_season(rng, matches) for matches in (2, 4, 7, 12, 20, 35, 50)],
    difficulty="B",
    tags=("strings", "implementation"),
)


def _climbing(rng: random.Random) -> str:
    """Return a word whose letters are in order or, every other time, two of them are not."""
    letters = sorted(rng.choices(LETTERS, k=rng.randint(2, 20)))
    if rng.random() < 0.5:
        at = rng.randrange(len(letters) - 1)
        letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _in_order(text: str) -> str:
    return "\n".join("YES" if list(word) == sorted(word) else "NO" for word in text.split()[1:])


def _queries(words: list[str]) -> str:
    return "\n".join([str(len(words)), *words]) + "\n"


IN_ORDER_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t--) {
        string s;
        cin >> s;
        bool sorted = true;
        for (int i = 1; i < (int)s.size(); i++) {
            if (s[i] < s[i - 1]) sorted = false;
        }
        cout << (sorted ? "YES" : "NO") << endl;
    }
    """,
    "string",
)
IN_ORDER = _problem(
    slug="letters-in-alphabetical-order",
    title="Alphabetical Words",
    statement="A word is called alphabetical if no letter of it comes earlier in the alphabet than the letter before it, as in almost or bee. Say for each of t words whether it is alphabetical.",
    input_format="The first line holds the integer t (1 <= t <= 40). Each of the next t lines holds one word of 1 to 30 lowercase English letters.",
    output_format="t lines: YES if the word is alphabetical, NO otherwise.",
    solve=_in_order,
    reference=IN_ORDER_CPP,
    wrong=(
        WrongSolution(
            "does not allow equal neighbours",
            edit(IN_ORDER_CPP, "s[i] < s[i - 1]", "s[i] <= s[i - 1]"),
            "WA",
        ),
        WrongSolution(
            "after the first NO every answer is NO",
            edit(
                edit(IN_ORDER_CPP, "        bool sorted = true;\n", ""),
                "while (t--) {",
                "bool sorted = true;\n    while (t--) {",
            ),
            "WA",
        ),
    ),
    public=("3\nalmost\nword\nbee\n", "2\nabc\ncba\n"),
    private=(
        "1\na\n",
        "1\nzy\n",
        "1\nzz\n",
        "2\nabca\nabcc\n",
        f"1\n{LETTERS}\n",
        "4\nba\nab\naab\naba\n",
        "1\n" + "b" * 29 + "a\n",
    ),
    generate=lambda rng: [
        _queries([_climbing(rng) for _ in range(t)]) for t in (1, 1, 1, 3, 6, 12, 25, 40)
    ],
    difficulty="B",
    tags=("strings",),
)

PROBLEMS = (
    CENTRE,
    PAD,
    LETTERS_BETWEEN,
    SHORTER,
    PRICE,
    ORDINAL,
    HALF_DAY,
    GROWING,
    VOWEL_SPAN,
    BACKSPACE,
    SAME_ENDS,
    SECOND_WORDS,
    ALTERNATING,
    DASHES,
    UNSHIFT,
    DIFFERING,
    ENDING,
    LONGER,
    DURATION,
    HIDDEN,
    ODD_DASHES,
    TWO_IN_A_ROW,
    LARGEST,
    SWAP_ENDS,
    LAST_LETTER,
    FRAMED,
    BOARD,
    HOURGLASS,
    WRAP,
    TWICE,
    SHARED,
    SEEN,
    POINTS,
    IN_ORDER,
)
