"""Training problems of a first course on words and lines of text: one expression or one plain loop."""

import random
import re
from itertools import accumulate
from string import ascii_lowercase, digits

from samples.problem import SampleProblem, WrongSolution
from samples.writing import cpp, edit, sentences


def _word(rng: random.Random, size: int, letters: str = ascii_lowercase) -> str:
    return "".join(rng.choices(letters, k=size))


def _words(rng: random.Random, *sizes: int, letters: str = ascii_lowercase) -> list[str]:
    return [_word(rng, size, letters) for size in sizes]


def _two_words(rng: random.Random, *sizes: tuple[int, int]) -> list[str]:
    return ["\n".join(_words(rng, *pair)) for pair in sizes]


def _many_words(rng: random.Random, *counts: int, letters: str = ascii_lowercase) -> list[str]:
    """Return inputs of a number and as many words."""
    made = []
    for count in counts:
        sizes = [rng.randint(1, 10) for _ in range(count)]
        made.append(f"{count}\n{' '.join(_words(rng, *sizes, letters=letters))}")
    return made


def _same_start(rng: random.Random) -> list[str]:
    made = []
    for size in (2, 5, 9, 30):
        first, second, other = rng.sample(ascii_lowercase, 3)
        made.append(f"{first}{_word(rng, size)}\n{first}{_word(rng, size + 1)}")
        made.append(f"{second}{_word(rng, size)}\n{other}{_word(rng, size)}")
    return made


def _kth_letters(rng: random.Random, *sizes: int) -> list[str]:
    return [f"{_word(rng, size)}\n{rng.randint(2, size - 1)}" for size in sizes]


def _kind(text: str) -> str:
    groups = {"digit": digits, "uppercase": ascii_lowercase.upper(), "lowercase": ascii_lowercase}
    return next(name for name, letters in groups.items() if text.strip() in letters)


def _kinds(rng: random.Random) -> list[str]:
    letters, capitals = ascii_lowercase[1:-1], ascii_lowercase.upper()[1:-1]
    return [*rng.sample(letters, 3), *rng.sample(capitals, 3), *rng.sample(digits[1:-1], 2)]


def _digit_texts(rng: random.Random) -> list[str]:
    """Return texts that are all digits, and texts with one letter at the start, inside or last."""
    made = _words(rng, 3, 8, 20, 100, letters=digits)
    for size, place in ((4, 0), (9, 5), (30, 30), (60, 59)):
        text = _word(rng, size, digits)
        made.append(text[:place] + rng.choice(ascii_lowercase) + text[place:])
    return made


def _word_and_letter(rng: random.Random, *sizes: int) -> list[str]:
    return [f"z{_word(rng, size, 'abcde')}\n{rng.choice('abcde')}" for size in sizes]


def _first_place(text: str) -> str:
    word, letter = text.split()
    return str(len(word.partition(letter)[0]) + 1 if letter in word else 0)


def _beginning_with(text: str) -> str:
    _, *some, letter = text.split()
    return str(len(re.findall(rf"\b{letter}", " ".join(some))))


def _words_and_letter(rng: random.Random, *counts: int) -> list[str]:
    texts = _many_words(rng, *counts, letters="abcd")
    return [f"{text}\n{rng.choice('abcd')}" for text in texts]


def _ordered(rng: random.Random) -> list[str]:
    """Return words with their letters in order, and the same with one letter at a wrong place."""
    made = []
    for size in (3, 6, 12, 26):
        word = "".join(sorted(_word(rng, size, "bcdefghijklmnopqrstuvwxy")))
        made.append(word)
        place = rng.randint(1, size - 1)
        made.append(word[:place] + "a" + word[place:])
    return made


NAME_AND_AGE_CPP = cpp(
    """
    string name;
    int age;
    cin >> name >> age;
    cout << name << " is " << age << " years old." << endl;
    """,
    "string",
)
NAME_AND_AGE = SampleProblem(
    slug="name-and-age",
    title="Name and Age",
    statement="You are given a name and an age. For Ann and 12, print Ann is 12 years old.",
    input_format="The first line holds a name of 1 to 20 English letters. The second line holds the age, an integer from 2 to 120.",
    output_format="One sentence of this form, with the full stop.",
    solve=lambda text: "{} is {} years old.".format(*text.split()),
    reference=NAME_AND_AGE_CPP,
    wrong=(
        WrongSolution("forgets the full stop", edit(NAME_AND_AGE_CPP, "old.", "old"), "WA"),
        WrongSolution("forgets the spaces", edit(NAME_AND_AGE_CPP, '" is "', '"is"'), "WA"),
    ),
    public=("Ann\n12", "Peter\n40"),
    private=("X\n2", "Maximilian\n120", "is\n99", "Abcdefghijklmnopqrst\n100"),
    generate=lambda rng: [
        f"{_word(rng, size).capitalize()}\n{rng.randint(3, 119)}" for size in (3, 4, 6, 9, 14)
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

LAST_THREE_CPP = cpp(
    """
    string s;
    cin >> s;
    cout << s.substr(s.size() - 3) << endl;
    """,
    "string",
)
LAST_THREE = SampleProblem(
    slug="last-three-letters",
    title="The Last Three Letters",
    statement="Print the last three letters of the given word.",
    input_format="One word of 3 to 100 lowercase English letters.",
    output_format="Three letters.",
    solve=lambda text: text.strip()[-3:],
    reference=LAST_THREE_CPP,
    wrong=(
        WrongSolution(
            "prints the first three letters",
            edit(LAST_THREE_CPP, "s.size() - 3", "0, 3"),
            "WA",
        ),
        WrongSolution(
            "prints them backwards",
            edit(
                LAST_THREE_CPP,
                "s.substr(s.size() - 3)",
                "s[s.size() - 1] << s[s.size() - 2] << s[s.size() - 3]",
            ),
            "WA",
        ),
    ),
    public=("garden", "apple"),
    private=("abc", "abcd", "aaab", "zzzzyx", "x" * 97 + "abc"),
    generate=lambda rng: _words(rng, 4, 5, 8, 13, 40, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

SAME_START_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    if (s[0] == t[0]) cout << "YES" << endl;
    else cout << "NO" << endl;
    """,
    "string",
)
SAME_START = SampleProblem(
    slug="same-first-letter",
    title="The Same First Letter",
    statement="You are given two words. Print YES if they have the same first letter, and NO otherwise.",
    input_format="Two lines. Each holds one word of 1 to 100 lowercase English letters.",
    output_format="YES or NO.",
    solve=lambda text: "YES" if len({word[0] for word in text.split()}) == 1 else "NO",
    reference=SAME_START_CPP,
    wrong=(
        WrongSolution(
            "compares the whole words", edit(SAME_START_CPP, "s[0] == t[0]", "s == t"), "WA"
        ),
        WrongSolution(
            "compares the last letters",
            edit(SAME_START_CPP, "s[0] == t[0]", "s.back() == t.back()"),
            "WA",
        ),
    ),
    public=("apple\nant", "dog\ncat"),
    private=("a\na", "a\nb", "abc\nbbc", "x\nxyz", "moon\nmoon", "noon\nmoon"),
    generate=_same_start,
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

ADDRESS_CPP = cpp(
    """
    string user, site;
    cin >> user >> site;
    cout << user << "@" << site << ".com" << endl;
    """,
    "string",
)
ADDRESS = SampleProblem(
    slug="e-mail-address",
    title="E-Mail Address",
    statement="You are given the name of a user and the name of a site. Print the e-mail address: for ann and garden, print ann@garden.com",
    input_format="Two lines. The first holds the user, the second the site. Each is a word of 1 to 30 lowercase English letters.",
    output_format="The address.",
    solve=lambda text: "@".join(text.split()) + ".com",
    reference=ADDRESS_CPP,
    wrong=(
        WrongSolution(
            "puts the site first",
            edit(ADDRESS_CPP, 'user << "@" << site', 'site << "@" << user'),
            "WA",
        ),
        WrongSolution("forgets the ending", edit(ADDRESS_CPP, ' << ".com"', ""), "WA"),
    ),
    public=("ann\ngarden", "bob\nschool"),
    private=("a\nb", "com\ncom", "x\n" + "y" * 30, "x" * 30 + "\ny"),
    generate=lambda rng: _two_words(rng, (3, 5), (6, 4), (8, 12), (20, 30), (2, 9)),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

KTH_LETTER_CPP = cpp(
    """
    string s;
    int k;
    cin >> s >> k;
    cout << s[k - 1] << endl;
    """,
    "string",
)
KTH_LETTER = SampleProblem(
    slug="kth-letter-of-a-word",
    title="The k-th Letter",
    statement="You are given a word and a number k. Print the k-th letter of the word, counting from 1.",
    input_format="The first line holds a word of 1 to 100 lowercase English letters. The second line holds k (1 <= k <= length of the word).",
    output_format="One letter.",
    solve=lambda text: text.split()[0][: int(text.split()[1])][-1],
    reference=KTH_LETTER_CPP,
    wrong=(
        WrongSolution("counts from 0", edit(KTH_LETTER_CPP, "s[k - 1]", "s[k]"), "WA"),
        WrongSolution(
            "counts from the end", edit(KTH_LETTER_CPP, "s[k - 1]", "s[s.size() - k]"), "WA"
        ),
    ),
    public=("garden\n3", "apple\n1"),
    private=("x\n1", "ab\n1", "ab\n2", ascii_lowercase + "\n26", "y" * 99 + "z\n100"),
    generate=lambda rng: _kth_letters(rng, 4, 7, 12, 26, 60, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

NTH_LETTER_CPP = cpp("""
    int n;
    cin >> n;
    char c = 'a' + n - 1;
    cout << c << endl;
""")
NTH_LETTER = SampleProblem(
    slug="nth-letter-of-the-alphabet",
    title="Letter of the Alphabet",
    statement="Letter 1 of the alphabet is a, letter 2 is b, and so on up to letter 26, which is z. Print letter n.",
    input_format="One integer n (1 <= n <= 26).",
    output_format="One lowercase letter.",
    solve=lambda text: ascii_lowercase[int(text) - 1],
    reference=NTH_LETTER_CPP,
    wrong=(
        WrongSolution("starts with 0", edit(NTH_LETTER_CPP, "'a' + n - 1", "'a' + n"), "WA"),
        WrongSolution(
            "prints the code of the letter",
            edit(NTH_LETTER_CPP, "char c", "int c"),
            "WA",
        ),
    ),
    public=("3", "26"),
    private=("1", "2", "25", "13", "14", "5"),
    generate=lambda rng: [str(n) for n in rng.sample([*range(6, 13), *range(15, 25)], 7)],
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

FIRST_AND_LAST_CPP = cpp(
    """
    string s;
    cin >> s;
    cout << s[0] << s[s.size() - 1] << endl;
    """,
    "string",
)
FIRST_AND_LAST = SampleProblem(
    slug="first-and-last-letter",
    title="First and Last Letter",
    statement="Print the first and the last letter of the given word, without a space: for garden, print gn.",
    input_format="One word of 2 to 100 lowercase English letters.",
    output_format="Two letters.",
    solve=lambda text: text.strip()[:: len(text.strip()) - 1],
    reference=FIRST_AND_LAST_CPP,
    wrong=(
        WrongSolution(
            "prints the last letter but one",
            edit(FIRST_AND_LAST_CPP, "s.size() - 1", "s.size() - 2"),
            "WA",
        ),
        WrongSolution(
            "prints the last letter first",
            edit(FIRST_AND_LAST_CPP, "s[0] << s[s.size() - 1]", "s[s.size() - 1] << s[0]"),
            "WA",
        ),
    ),
    public=("garden", "apple"),
    private=("ab", "zz", "xyx", "abc", "q" + "r" * 98 + "s"),
    generate=lambda rng: _words(rng, 4, 5, 8, 13, 40, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

KIND_CPP = cpp("""
    char c;
    cin >> c;
    if (c >= '0' && c <= '9') cout << "digit" << endl;
    else if (c >= 'A' && c <= 'Z') cout << "uppercase" << endl;
    else cout << "lowercase" << endl;
""")
KIND = SampleProblem(
    slug="digit-uppercase-or-lowercase",
    title="What Is It?",
    statement="You are given a character. Print digit if it is a digit, uppercase if it is an uppercase letter, and lowercase if it is a lowercase letter.",
    input_format="One character: a digit or an English letter.",
    output_format="One of digit, uppercase and lowercase.",
    solve=_kind,
    reference=KIND_CPP,
    wrong=(
        WrongSolution("the 9 is forgotten", edit(KIND_CPP, "c <= '9'", "c < '9'"), "WA"),
        WrongSolution(
            "takes small letters for uppercase ones",
            edit(KIND_CPP, "c >= 'A' && c <= 'Z'", "c >= 'a' && c <= 'z'"),
            "WA",
        ),
    ),
    public=("7", "G"),
    private=("0", "9", "A", "Z", "a", "z"),
    generate=_kinds,
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

TOTAL_LENGTH_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    cout << s.size() + t.size() << endl;
    """,
    "string",
)
TOTAL_LENGTH = SampleProblem(
    slug="total-length-of-two-words",
    title="Letters of Two Words",
    statement="You are given two words. Print how many letters they have together.",
    input_format="Two lines. Each holds one word of 1 to 100 lowercase English letters.",
    output_format="One integer: the number of letters.",
    solve=lambda text: str(len("".join(text.split()))),
    reference=TOTAL_LENGTH_CPP,
    wrong=(
        WrongSolution(
            "counts the first word only", edit(TOTAL_LENGTH_CPP, " + t.size()", ""), "WA"
        ),
        WrongSolution(
            "counts the line break, too",
            edit(TOTAL_LENGTH_CPP, "t.size()", "t.size() + 1"),
            "WA",
        ),
    ),
    public=("dog\nhorse", "apple\npear"),
    private=("a\na", "a\nbc", "x" * 100 + "\n" + "y" * 100, "same\nsame", "a\n" + "b" * 100),
    generate=lambda rng: _two_words(rng, (3, 8), (12, 5), (20, 31), (55, 40), (99, 7)),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

CAPITAL_CPP = cpp(
    """
    string s;
    cin >> s;
    s[0] = s[0] - 'a' + 'A';
    cout << s << endl;
    """,
    "string",
)
CAPITAL = SampleProblem(
    slug="capitalize-a-word",
    title="Capital Letter",
    statement="Print the given word with its first letter as a capital letter.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="The word. Its first letter is uppercase, the others are lowercase.",
    solve=lambda text: text.strip().capitalize(),
    reference=CAPITAL_CPP,
    wrong=(
        WrongSolution(
            "makes all letters uppercase",
            edit(CAPITAL_CPP, "s[0] = s[0] - 'a' + 'A'", "for (char &c : s) c = c - 'a' + 'A'"),
            "WA",
        ),
        WrongSolution(
            "prints the capital letter alone", edit(CAPITAL_CPP, "cout << s", "cout << s[0]"), "WA"
        ),
    ),
    public=("garden", "apple"),
    private=("a", "z", "aaa", "zzzz", "b" * 100),
    generate=lambda rng: _words(rng, 2, 5, 8, 13, 40, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

DOUBLE_LETTERS_CPP = cpp(
    """
    string s;
    cin >> s;
    for (char c : s) cout << c << c;
    cout << endl;
    """,
    "string",
)
DOUBLE_LETTERS = SampleProblem(
    slug="double-every-letter",
    title="Double Letters",
    statement="Print the given word with every letter written twice: for cat, print ccaatt.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="The word with double letters.",
    solve=lambda text: re.sub("(.)", r"\1\1", text.strip()),
    reference=DOUBLE_LETTERS_CPP,
    wrong=(
        WrongSolution(
            "prints the word twice",
            edit(DOUBLE_LETTERS_CPP, "for (char c : s) cout << c << c;", "cout << s << s;"),
            "WA",
        ),
        WrongSolution(
            "adds the codes of the letters",
            edit(DOUBLE_LETTERS_CPP, "cout << c << c", "cout << c + c"),
            "WA",
        ),
    ),
    public=("cat", "moon"),
    private=("a", "zz", "ab", "aab", "x" * 99 + "y"),
    generate=lambda rng: _words(rng, 4, 7, 12, 26, 60, 100),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

HIDDEN_CPP = cpp(
    """
    string s;
    cin >> s;
    for (size_t i = 1; i < s.size(); i++) s[i] = '*';
    cout << s << endl;
    """,
    "string",
)
HIDDEN = SampleProblem(
    slug="stars-after-the-first-letter",
    title="Hidden Word",
    statement="Print the given word with a star (*) in place of every letter but the first: for cat, print c**.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="The first letter and the stars.",
    solve=lambda text: text[0].ljust(len(text.strip()), "*"),
    reference=HIDDEN_CPP,
    wrong=(
        WrongSolution("hides the first letter, too", edit(HIDDEN_CPP, "i = 1", "i = 0"), "WA"),
        WrongSolution(
            "leaves the last letter", edit(HIDDEN_CPP, "i < s.size()", "i + 1 < s.size()"), "WA"
        ),
    ),
    public=("cat", "garden"),
    private=("a", "zz", "ab", "aaaa", "x" * 100),
    generate=lambda rng: _words(rng, 4, 7, 12, 26, 60, 99),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

ONLY_DIGITS_CPP = cpp(
    """
    string s;
    cin >> s;
    bool digits = true;
    for (char c : s) {
        if (c < '0' || c > '9') digits = false;
    }
    cout << (digits ? "YES" : "NO") << endl;
    """,
    "string",
)
ONLY_DIGITS = SampleProblem(
    slug="only-digits",
    title="Only Digits",
    statement="You are given a text of letters and digits. Print YES if all its characters are digits, and NO otherwise.",
    input_format="One word of 1 to 100 lowercase English letters and digits.",
    output_format="YES or NO.",
    solve=lambda text: "YES" if text.strip().isdigit() else "NO",
    reference=ONLY_DIGITS_CPP,
    wrong=(
        WrongSolution(
            "one digit is enough",
            edit(
                edit(ONLY_DIGITS_CPP, "digits = true", "digits = false"),
                "if (c < '0' || c > '9') digits = false",
                "if (c >= '0' && c <= '9') digits = true",
            ),
            "WA",
        ),
        WrongSolution(
            "looks at the last character only",
            edit(
                ONLY_DIGITS_CPP,
                "if (c < '0' || c > '9') digits = false",
                "digits = (c >= '0' && c <= '9')",
            ),
            "WA",
        ),
    ),
    public=("2024", "a1b2"),
    private=("0", "9", "a", "z", "x5", "5x", "0909", "000"),
    generate=_digit_texts,
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

COUNT_DIGITS_CPP = cpp(
    """
    string s;
    cin >> s;
    int count = 0;
    for (char c : s) {
        if (c >= '0' && c <= '9') count++;
    }
    cout << count << endl;
    """,
    "string",
)
COUNT_DIGITS = SampleProblem(
    slug="count-digits-in-a-text",
    title="Digits in a Text",
    statement="You are given a text of letters and digits. Print how many of its characters are digits.",
    input_format="One word of 1 to 100 lowercase English letters and digits.",
    output_format="One integer: the number of digits.",
    solve=lambda text: str(len(re.findall("[0-9]", text))),
    reference=COUNT_DIGITS_CPP,
    wrong=(
        WrongSolution("does not count the 0", edit(COUNT_DIGITS_CPP, "c >= '0'", "c > '0'"), "WA"),
        WrongSolution(
            "adds the digits", edit(COUNT_DIGITS_CPP, "count++", "count += c - '0'"), "WA"
        ),
    ),
    public=("a1b22", "room101"),
    private=("x", "0", "9", "abc", "90" * 50, "a0", "0" * 10 + "z"),
    generate=lambda rng: _words(rng, 5, 9, 20, 40, 70, 100, letters=ascii_lowercase[:12] + digits),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

BEGINNING_CPP = cpp(
    """
    int n;
    char letter;
    cin >> n;
    vector<string> words(n);
    for (string &word : words) cin >> word;
    cin >> letter;
    int count = 0;
    for (string word : words) {
        if (word[0] == letter) count++;
    }
    cout << count << endl;
    """,
    "string",
    "vector",
)
BEGINNING = SampleProblem(
    slug="count-words-beginning-with-a-letter",
    title="Words with One Beginning",
    statement="You are given n words and a letter. Print how many of the words begin with this letter.",
    input_format="The first line holds n (1 <= n <= 50). The second line holds n words of 1 to 10 lowercase English letters, separated by spaces. The third line holds one lowercase letter.",
    output_format="One integer: the number of words.",
    solve=_beginning_with,
    reference=BEGINNING_CPP,
    wrong=(
        WrongSolution(
            "counts words that contain the letter",
            edit(BEGINNING_CPP, "word[0] == letter", "word.find(letter) != string::npos"),
            "WA",
        ),
        WrongSolution(
            "counts words that end with the letter",
            edit(BEGINNING_CPP, "word[0] == letter", "word.back() == letter"),
            "WA",
        ),
    ),
    public=("4\ncat dog cow bird\nc", "2\nbanana kiwi\na"),
    private=("1\na\na", "1\na\nb", "3\nxx xx xx\nx", "3\nba ca da\na", "4\nab aab b aaa\na"),
    generate=lambda rng: _words_and_letter(rng, 4, 8, 15, 30, 40, 50),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

LENGTHS_CPP = cpp(
    """
    int n;
    cin >> n;
    for (int i = 0; i < n; i++) {
        string word;
        cin >> word;
        cout << word.size() << " ";
    }
    cout << endl;
    """,
    "string",
)
LENGTHS = SampleProblem(
    slug="lengths-of-the-words",
    title="Lengths of the Words",
    statement="You are given n words. Print the length of each word, in the order of the words.",
    input_format="The first line holds n (1 <= n <= 50). The second line holds n words of 1 to 10 lowercase English letters, separated by spaces.",
    output_format="n integers on one line, separated by spaces.",
    solve=lambda text: re.sub("[a-z]+", lambda found: str(len(found[0])), text.splitlines()[1]),
    reference=LENGTHS_CPP,
    wrong=(
        WrongSolution("forgets the last word", edit(LENGTHS_CPP, "i < n", "i < n - 1"), "WA"),
        WrongSolution(
            "prints the total so far",
            edit(
                edit(LENGTHS_CPP, "int n;", "int n, total = 0;"),
                "cout << word.size()",
                "total += word.size();\n        cout << total",
            ),
            "WA",
        ),
    ),
    public=("3\nthe red house", "2\nhello world"),
    private=("1\na", "1\nabcdefghij", "4\na b c d", "3\naaa aa a", "2\nzzzzzzzzzz z"),
    generate=lambda rng: _many_words(rng, 4, 8, 15, 30, 40, 50),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

LAST_WORD_CPP = cpp(
    """
    string word, last;
    while (cin >> word) last = word;
    cout << last << endl;
    """,
    "string",
)
LAST_WORD = SampleProblem(
    slug="last-word-of-a-line",
    title="The Last Word",
    statement="You are given a line of words. Print the last word.",
    input_format="One line of 1 to 20 words, separated by single spaces. Each word has 1 to 7 lowercase English letters.",
    output_format="One word.",
    solve=lambda text: text.strip().rpartition(" ")[2],
    reference=LAST_WORD_CPP,
    wrong=(
        WrongSolution("prints the first word", edit(LAST_WORD_CPP, "while (cin", "if (cin"), "WA"),
        WrongSolution(
            "prints the longest word",
            edit(LAST_WORD_CPP, "last = word;", "if (word.size() > last.size()) last = word;"),
            "WA",
        ),
    ),
    public=("the red house", "a garden with a tree"),
    private=("a", "b c", "aaa bb", "x y z x", "longest one is not it", "same same"),
    generate=lambda rng: [
        *sentences(rng, 4, ascii_lowercase, 12),
        *(" ".join(_words(rng, *([5, 3, 6, 2] * size))) for size in (1, 3, 5)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

REMOVE_LETTER_CPP = cpp(
    """
    string s;
    char letter;
    cin >> s >> letter;
    for (char c : s) {
        if (c != letter) cout << c;
    }
    cout << endl;
    """,
    "string",
)
REMOVE_LETTER = SampleProblem(
    slug="remove-a-letter",
    title="Without One Letter",
    statement="You are given a word and a letter. Print the word without this letter, wherever it occurs.",
    input_format="The first line holds a word of 1 to 100 lowercase English letters. The second line holds one lowercase letter. The word has at least one other letter.",
    output_format="The word without the letter.",
    solve=lambda text: text.split()[0].replace(text.split()[1], ""),
    reference=REMOVE_LETTER_CPP,
    wrong=(
        WrongSolution(
            "stops at the letter",
            edit(
                REMOVE_LETTER_CPP,
                "if (c != letter) cout << c;",
                "if (c == letter) break;\n        cout << c;",
            ),
            "WA",
        ),
        WrongSolution(
            "keeps only the letter", edit(REMOVE_LETTER_CPP, "c != letter", "c == letter"), "WA"
        ),
    ),
    public=("banana\na", "hello\nl"),
    private=("a\nb", "ab\na", "ab\nb", "aaaaaaz\na", "x" * 50 + "y" + "x" * 49 + "\nx"),
    generate=lambda rng: _word_and_letter(rng, 5, 9, 20, 40, 70, 99),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

FIRST_PLACE_CPP = cpp(
    """
    string s;
    char letter;
    cin >> s >> letter;
    int place = 0;
    for (int i = 0; i < (int)s.size(); i++) {
        if (s[i] == letter) {
            place = i + 1;
            break;
        }
    }
    cout << place << endl;
    """,
    "string",
)
FIRST_PLACE = SampleProblem(
    slug="first-position-of-a-letter",
    title="Where Is the Letter?",
    statement="You are given a word and a letter. Print the position of the first such letter in the word, counting from 1, or 0 if the word does not have it.",
    input_format="The first line holds a word of 1 to 100 lowercase English letters. The second line holds one lowercase letter.",
    output_format="One integer: the position or 0.",
    solve=_first_place,
    reference=FIRST_PLACE_CPP,
    wrong=(
        WrongSolution("counts from 0", edit(FIRST_PLACE_CPP, "place = i + 1", "place = i"), "WA"),
        WrongSolution("finds the last one", edit(FIRST_PLACE_CPP, "break;", ""), "WA"),
    ),
    public=("garden\nd", "apple\nz"),
    private=("a\na", "a\nb", "banana\na", "aaaa\na", "x" * 99 + "y\ny", "abcde\ne"),
    generate=lambda rng: [
        *_word_and_letter(rng, 5, 9, 20, 40),
        *(f"{_word(rng, size, 'xyz')}{_word(rng, size, 'abz')}\na" for size in (6, 15, 40)),
    ],
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

GROWING_CPP = cpp(
    """
    string s;
    cin >> s;
    for (size_t i = 1; i <= s.size(); i++) cout << s.substr(0, i) << endl;
    """,
    "string",
)
GROWING = SampleProblem(
    slug="growing-word",
    title="The Growing Word",
    statement="Print the first letter of the given word on the first line, its first two letters on the second line, and so on, up to the whole word.",
    input_format="One word of 1 to 30 lowercase English letters.",
    output_format="As many lines as the word has letters.",
    solve=lambda text: "\n".join(accumulate(text.strip())),
    reference=GROWING_CPP,
    wrong=(
        WrongSolution("leaves out the whole word", edit(GROWING_CPP, "i <= ", "i < "), "WA"),
        WrongSolution(
            "prints one letter a line", edit(GROWING_CPP, "s.substr(0, i)", "s[i - 1]"), "WA"
        ),
    ),
    public=("cat", "apple"),
    private=("a", "ab", "zz", "aaaa", "abcdefghijklmnopqrstuvwxyzabcd"),
    generate=lambda rng: _words(rng, 4, 6, 8, 13, 20, 30),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

BACK_TO_FRONT_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<string> words(n);
    for (string &word : words) cin >> word;
    for (int i = n - 1; i >= 0; i--) cout << words[i] << " ";
    cout << endl;
    """,
    "string",
    "vector",
)
BACK_TO_FRONT = SampleProblem(
    slug="words-from-last-to-first",
    title="From Last to First",
    statement="You are given n words. Print the words in the opposite order, from the last to the first.",
    input_format="The first line holds n (1 <= n <= 50). The second line holds n words of 1 to 10 lowercase English letters, separated by spaces.",
    output_format="n words on one line, separated by spaces.",
    solve=lambda text: " ".join(text.split()[:0:-1]),
    reference=BACK_TO_FRONT_CPP,
    wrong=(
        WrongSolution(
            "leaves out the first word", edit(BACK_TO_FRONT_CPP, "i >= 0", "i > 0"), "WA"
        ),
        WrongSolution(
            "keeps the order",
            edit(BACK_TO_FRONT_CPP, "int i = n - 1; i >= 0; i--", "int i = 0; i < n; i++"),
            "WA",
        ),
    ),
    public=("3\nthe red house", "2\nhello world"),
    private=("1\na", "4\na b c d", "3\nx y x", "3\nab ba ab", "5\none two two one three"),
    generate=lambda rng: _many_words(rng, 4, 8, 15, 30, 40, 50),
    home="coder",
    split="train",
    difficulty="A",
    tags=("strings",),
)

ALPHABETICAL_CPP = cpp(
    """
    string s;
    cin >> s;
    bool ordered = true;
    for (size_t i = 1; i < s.size(); i++) {
        if (s[i] < s[i - 1]) ordered = false;
    }
    cout << (ordered ? "YES" : "NO") << endl;
    """,
    "string",
)
ALPHABETICAL = SampleProblem(
    slug="letters-in-alphabetical-order",
    title="In Alphabetical Order",
    statement="Print YES if the letters of the given word stand in alphabetical order, and NO otherwise. Equal letters may follow each other.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="YES or NO.",
    solve=lambda text: "YES" if sorted(text.strip()) == list(text.strip()) else "NO",
    reference=ALPHABETICAL_CPP,
    wrong=(
        WrongSolution(
            "does not allow equal letters",
            edit(ALPHABETICAL_CPP, "s[i] < s[i - 1]", "s[i] <= s[i - 1]"),
            "WA",
        ),
        WrongSolution(
            "compares each letter with the first one only",
            edit(ALPHABETICAL_CPP, "s[i - 1]", "s[0]"),
            "WA",
        ),
    ),
    public=("almost", "banana"),
    private=("a", "ab", "ba", "aaa", "abcba", "acb", ascii_lowercase, "bca"),
    generate=_ordered,
    home="coder",
    split="train",
    difficulty="B",
    tags=("strings",),
)

PROBLEMS = (
    NAME_AND_AGE,
    LAST_THREE,
    SAME_START,
    ADDRESS,
    KTH_LETTER,
    NTH_LETTER,
    FIRST_AND_LAST,
    KIND,
    TOTAL_LENGTH,
    CAPITAL,
    DOUBLE_LETTERS,
    HIDDEN,
    ONLY_DIGITS,
    COUNT_DIGITS,
    BEGINNING,
    LENGTHS,
    LAST_WORD,
    REMOVE_LETTER,
    FIRST_PLACE,
    GROWING,
    BACK_TO_FRONT,
    ALPHABETICAL,
)
