"""Held-out first-course problems on words: one comparison, one plain loop over the letters or a sort."""

import random
import re
import string

from samples.problem import SampleProblem, WrongSolution
from samples.writing import cpp, edit, words

LETTERS = string.ascii_lowercase


def _word(rng: random.Random, size: int, letters: str = LETTERS) -> str:
    return "".join(rng.choices(letters, k=size))


def _with_a_length(rng: random.Random, count: int) -> list[str]:
    """Return inputs of a word and a number smaller than its length."""
    made = [_word(rng, rng.randint(5, 60)) for _ in range(count)]
    return [f"{word}\n{rng.randint(2, len(word) - 1)}" for word in made]


def _same_size(rng: random.Random, letters: str, *sizes: int) -> list[str]:
    """Return inputs of two words of one length."""
    return [f"{_word(rng, size, letters)}\n{_word(rng, size, letters)}" for size in sizes]


def _lists_of_words(rng: random.Random, count: int, letters: str = LETTERS) -> list[str]:
    """Return inputs of a count and that many words."""
    made = [words(rng, rng.randint(3, 20), letters) for _ in range(count)]
    return [f"{len(listed)}\n{' '.join(listed)}" for listed in made]


def _starts(rng: random.Random) -> list[str]:
    made = []
    for size in (4, 10, 25):
        word = _word(rng, 2 * size, "abcde")
        made += [
            f"{word}\n{word[:size]}",
            f"{word}\n{word[: size - 1]}z",
            f"{word}\n{word[1:size]}",
        ]
    return [*made, "letter\nlett"]


def _equal_or_nearly(rng: random.Random) -> list[str]:
    made = []
    for size in (5, 12, 40):
        word = _word(rng, size)
        made += [f"{word}\n{word}", f"{word}\n{word[:-1]}{'a' if word[-1] == 'b' else 'b'}"]
    return made


def _lengths(rng: random.Random) -> list[str]:
    pairs = [(6, 9), (15, 11), (30, 29)]
    made = [f"{_word(rng, one)}\n{_word(rng, other)}" for one, other in pairs]
    return made + _same_size(rng, LETTERS, 4, 18, 60)


def _words_with_a_letter(rng: random.Random) -> list[str]:
    made = []
    for size in (4, 9, 20, 50):
        word = _word(rng, size, "bcdefg")
        made += [f"{word}\n{rng.choice(word)}", f"{word}\n{rng.choice('hijk')}"]
    return made


def _count_starts(text: str) -> str:
    word, part = text.split()
    return str(len(re.findall(f"(?={part})", word)))


def _replace(text: str) -> str:
    word, old, new = text.split()
    return new.join(word.split(old))


def _longest(text: str) -> str:
    return max(text.split()[1:], key=len)


def _different_letters(text: str) -> str:
    one, other = text.split()
    return str(len(one) - sum(a == b for a, b in zip(one, other, strict=True)))


def _more_vowels(text: str) -> str:
    vowels = len(re.sub("[^aeiou]", "", text.strip()))
    return "YES" if 2 * vowels > len(text.strip()) else "NO"


WORD = "One word of 1 to 100 lowercase English letters."
TWO_WORDS = "Two lines. Each holds one word of 1 to 100 lowercase English letters."
N_WORDS = "The first line holds n (1 <= n <= 50). The second line holds n words of 1 to 20 lowercase English letters, separated by spaces."

STARTS_WITH_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    if (s.substr(0, t.size()) == t) cout << "YES" << endl;
    else cout << "NO" << endl;
    """,
    "string",
)
STARTS_WITH = SampleProblem(
    slug="starts-with",
    title="Starts With",
    statement="You are given two words s and t. Print YES if s starts with t, and NO otherwise.",
    input_format=TWO_WORDS + " The first is s, the second is t.",
    output_format="YES or NO.",
    solve=lambda text: "YES" if text.split()[0].startswith(text.split()[1]) else "NO",
    reference=STARTS_WITH_CPP,
    wrong=(
        WrongSolution(
            "looks for t anywhere in s",
            edit(STARTS_WITH_CPP, "s.substr(0, t.size()) == t", "s.find(t) != string::npos"),
            "WA",
        ),
        WrongSolution(
            "compares the first letters only",
            edit(STARTS_WITH_CPP, "s.substr(0, t.size()) == t", "s[0] == t[0]"),
            "WA",
        ),
    ),
    public=("banana\nban", "apple\nple"),
    private=("a\na", "a\nb", "ab\nabc", "hello\nhello", "zebra\nz", "zebra\nzab", "aaab\naaa"),
    generate=_starts,
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

VOWEL_OR_CONSONANT_CPP = cpp("""
    char c;
    cin >> c;
    if (c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u') {
        cout << "vowel" << endl;
    } else {
        cout << "consonant" << endl;
    }
""")
VOWEL_OR_CONSONANT = SampleProblem(
    slug="vowel-or-consonant",
    title="Vowel or Consonant",
    statement="You are given a letter. Print vowel if it is one of a, e, i, o and u, and print consonant otherwise.",
    input_format="One lowercase English letter.",
    output_format="vowel or consonant.",
    solve=lambda text: "vowel" if text.strip() in set("aeiou") else "consonant",
    reference=VOWEL_OR_CONSONANT_CPP,
    wrong=(
        WrongSolution("forgets u", edit(VOWEL_OR_CONSONANT_CPP, " || c == 'u'", ""), "WA"),
        WrongSolution(
            "no letter is all of them at once",
            edit(
                VOWEL_OR_CONSONANT_CPP,
                "'a' || c == 'e' || c == 'i' || c == 'o' ||",
                "'a' && c == 'e' && c == 'i' && c == 'o' &&",
            ),
            "WA",
        ),
    ),
    public=("e", "k"),
    private=("a", "i", "o", "u", "y", "z", "b"),
    generate=lambda rng: rng.sample("cdfghjlmnpqrstvwx", 5),
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

WORD_AND_MIRROR_CPP = cpp(
    """
    string s;
    cin >> s;
    string t = s;
    reverse(t.begin(), t.end());
    cout << s + t << endl;
    """,
    "algorithm",
    "string",
)
WORD_AND_MIRROR = SampleProblem(
    slug="word-and-its-reverse",
    title="There and Back",
    statement="Print the given word, followed by the same word backwards, without a space: for abc, print abccba.",
    input_format=WORD,
    output_format="One word.",
    solve=lambda text: text.strip() + text.strip()[::-1],
    reference=WORD_AND_MIRROR_CPP,
    wrong=(
        WrongSolution(
            "prints the word twice",
            edit(WORD_AND_MIRROR_CPP, "    reverse(t.begin(), t.end());\n", ""),
            "WA",
        ),
        WrongSolution(
            "prints the reversed word first", edit(WORD_AND_MIRROR_CPP, "s + t", "t + s"), "WA"
        ),
    ),
    public=("abc", "hello"),
    private=("a", "zz", "xy", "level", "ab" * 50),
    generate=lambda rng: [_word(rng, size) for size in (3, 6, 11, 35, 99)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

WORDS_EQUAL_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    if (s == t) cout << "YES" << endl;
    else cout << "NO" << endl;
    """,
    "string",
)
WORDS_EQUAL = SampleProblem(
    slug="two-words-equal",
    title="Password Check",
    statement="A password is typed twice. Print YES if both words are exactly the same, and NO otherwise.",
    input_format=TWO_WORDS,
    output_format="YES or NO.",
    solve=lambda text: "YES" if len(set(text.split())) == 1 else "NO",
    reference=WORDS_EQUAL_CPP,
    wrong=(
        WrongSolution(
            "compares the lengths only",
            edit(WORDS_EQUAL_CPP, "s == t", "s.size() == t.size()"),
            "WA",
        ),
        WrongSolution(
            "compares the first letters only", edit(WORDS_EQUAL_CPP, "s == t", "s[0] == t[0]"), "WA"
        ),
    ),
    public=("secret\nsecret", "secret\nsecrets"),
    private=("a\na", "a\nb", "abc\nacb", "zzz\nzzz", "xyz\nxyz", "level\nlever", "q\nq"),
    generate=_equal_or_nearly,
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

ALPHABETICALLY_FIRST_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    if (s < t) cout << s << endl;
    else cout << t << endl;
    """,
    "string",
)
ALPHABETICALLY_FIRST = SampleProblem(
    slug="first-of-two-words-in-the-dictionary",
    title="First in the Dictionary",
    statement="You are given two words. Print the one that comes first in alphabetical order.",
    input_format=TWO_WORDS,
    output_format="One word.",
    solve=lambda text: sorted(text.split())[0],
    reference=ALPHABETICALLY_FIRST_CPP,
    wrong=(
        WrongSolution(
            "prints the later one", edit(ALPHABETICALLY_FIRST_CPP, "s < t", "s > t"), "WA"
        ),
        WrongSolution(
            "prints the shorter one",
            edit(ALPHABETICALLY_FIRST_CPP, "s < t", "s.size() < t.size()"),
            "WA",
        ),
    ),
    public=("pear\napple", "cat\ndog"),
    private=("a\nb", "same\nsame", "car\ncart", "zoo\naardvark", "abd\nabc", "b\naaaaaaa"),
    generate=lambda rng: [
        "\n".join(pair)
        for pair in zip(words(rng, 6, LETTERS, 20), words(rng, 6, LETTERS, 20), strict=True)
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

SAME_LENGTH_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    if (s.size() == t.size()) cout << "YES" << endl;
    else cout << "NO" << endl;
    """,
    "string",
)
SAME_LENGTH = SampleProblem(
    slug="same-length",
    title="Same Length",
    statement="You are given two words. Print YES if they have the same number of letters, and NO otherwise.",
    input_format=TWO_WORDS,
    output_format="YES or NO.",
    solve=lambda text: "YES" if len({len(word) for word in text.split()}) == 1 else "NO",
    reference=SAME_LENGTH_CPP,
    wrong=(
        WrongSolution(
            "compares the words", edit(SAME_LENGTH_CPP, "s.size() == t.size()", "s == t"), "WA"
        ),
        WrongSolution(
            "a longer first word is fine, too",
            edit(SAME_LENGTH_CPP, "s.size() == t.size()", "s.size() >= t.size()"),
            "WA",
        ),
    ),
    public=("cat\ndog", "moon\nsun"),
    private=("a\na", "a\nab", "abc\na", "hello\nhell", "zz\naa", "tree\ntrees", "bird\nfish"),
    generate=_lengths,
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

FIRST_TO_END_CPP = cpp(
    """
    string s;
    cin >> s;
    cout << s.substr(1) + s[0] << endl;
    """,
    "string",
)
FIRST_TO_END = SampleProblem(
    slug="move-first-letter-to-the-end",
    title="First Letter Last",
    statement="Move the first letter of the given word to its end and print the result: for hello, print elloh.",
    input_format=WORD,
    output_format="One word.",
    solve=lambda text: (2 * text.strip())[1 : len(text.strip()) + 1],
    reference=FIRST_TO_END_CPP,
    wrong=(
        WrongSolution("drops the first letter", edit(FIRST_TO_END_CPP, " + s[0]", ""), "WA"),
        WrongSolution(
            "keeps the first letter in its place as well",
            edit(FIRST_TO_END_CPP, "s.substr(1)", "s"),
            "WA",
        ),
    ),
    public=("hello", "cat"),
    private=("a", "ab", "zzz", "xyyy", "b" * 99 + "a"),
    generate=lambda rng: [_word(rng, size) for size in (3, 7, 15, 40, 100)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

FIRST_N_LETTERS_CPP = cpp(
    """
    string s;
    int n;
    cin >> s >> n;
    for (int i = 0; i < n; i++) cout << s[i];
    cout << endl;
    """,
    "string",
)
FIRST_N_LETTERS = SampleProblem(
    slug="first-n-letters",
    title="First n Letters",
    statement="You are given a word and a number n. Print the first n letters of the word.",
    input_format="The first line holds a word of 1 to 100 lowercase English letters. The second line holds n (1 <= n <= length of the word).",
    output_format="One word of n letters.",
    solve=lambda text: text.split()[0][: int(text.split()[1])],
    reference=FIRST_N_LETTERS_CPP,
    wrong=(
        WrongSolution("one letter too many", edit(FIRST_N_LETTERS_CPP, "i < n", "i <= n"), "WA"),
        WrongSolution(
            "starts at the second letter", edit(FIRST_N_LETTERS_CPP, "i = 0", "i = 1"), "WA"
        ),
    ),
    public=("banana\n3", "hello\n1"),
    private=("a\n1", "xyz\n3", "xyz\n2", "zzzz\n2", "ab" * 50 + "\n100"),
    generate=lambda rng: _with_a_length(rng, 6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

INNER_LETTERS_CPP = cpp(
    """
    string s;
    cin >> s;
    cout << s.substr(1, s.size() - 2) << endl;
    """,
    "string",
)
INNER_LETTERS = SampleProblem(
    slug="without-first-and-last-letter",
    title="Inner Letters",
    statement="Print the given word without its first and its last letter.",
    input_format="One word of 3 to 100 lowercase English letters.",
    output_format="One word.",
    solve=lambda text: text.strip()[1:-1],
    reference=INNER_LETTERS_CPP,
    wrong=(
        WrongSolution(
            "the last letter stays",
            edit(INNER_LETTERS_CPP, "s.size() - 2", "s.size() - 1"),
            "WA",
        ),
        WrongSolution(
            "cuts two letters off the end", edit(INNER_LETTERS_CPP, "substr(1,", "substr(0,"), "WA"
        ),
    ),
    public=("hello", "cat"),
    private=("abc", "aaaa", "abca", "xyyx", "z" + "ab" * 49 + "z"),
    generate=lambda rng: [_word(rng, size) for size in (4, 8, 17, 45, 99)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

HAMMING_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    int count = 0;
    for (size_t i = 0; i < s.size(); i++) {
        if (s[i] != t[i]) count++;
    }
    cout << count << endl;
    """,
    "string",
)
HAMMING = SampleProblem(
    slug="count-different-positions",
    title="Count the Differences",
    statement="You are given two words of the same length. Print at how many positions their letters are different.",
    input_format=TWO_WORDS + " Both words have the same length.",
    output_format="One integer: the number of positions.",
    solve=_different_letters,
    reference=HAMMING_CPP,
    wrong=(
        WrongSolution(
            "counts the equal positions", edit(HAMMING_CPP, "s[i] != t[i]", "s[i] == t[i]"), "WA"
        ),
        WrongSolution(
            "starts at the second letter", edit(HAMMING_CPP, "size_t i = 0", "size_t i = 1"), "WA"
        ),
    ),
    public=("house\nmouse", "abcd\nabdc"),
    private=(
        "a\na",
        "a\nb",
        "same\nsame",
        "abc\nxyz",
        "aaaaab\nbaaaaa",
        "x" * 100 + "\n" + "y" * 100,
    ),
    generate=lambda rng: _same_size(rng, "abc", 5, 10, 20, 30, 50, 100),
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

COUNT_CONSONANTS_CPP = cpp(
    """
    string s;
    cin >> s;
    int count = 0;
    for (char c : s) {
        if (c != 'a' && c != 'e' && c != 'i' && c != 'o' && c != 'u') count++;
    }
    cout << count << endl;
    """,
    "string",
)
COUNT_CONSONANTS = SampleProblem(
    slug="count-consonants",
    title="Count the Consonants",
    statement="Print how many letters of the given word are consonants, that is, not one of a, e, i, o and u.",
    input_format=WORD,
    output_format="One integer: the number of consonants.",
    solve=lambda text: str(len(re.findall("[b-df-hj-np-tv-z]", text))),
    reference=COUNT_CONSONANTS_CPP,
    wrong=(
        WrongSolution("counts u as well", edit(COUNT_CONSONANTS_CPP, " && c != 'u'", ""), "WA"),
        WrongSolution(
            "or instead of and: counts every letter",
            edit(
                COUNT_CONSONANTS_CPP,
                "&& c != 'e' && c != 'i' && c != 'o' &&",
                "|| c != 'e' || c != 'i' || c != 'o' ||",
            ),
            "WA",
        ),
    ),
    public=("banana", "house"),
    private=("a", "z", "aeiou", "rhythm", "yyyu", "u" * 100),
    generate=lambda rng: [_word(rng, size, LETTERS + "aeiou" * 3) for size in (6, 12, 25, 50, 100)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

COUNT_UPPERCASE_CPP = cpp(
    """
    string s;
    cin >> s;
    int count = 0;
    for (char c : s) {
        if (c >= 'A' && c <= 'Z') count++;
    }
    cout << count << endl;
    """,
    "string",
)
COUNT_UPPERCASE = SampleProblem(
    slug="count-uppercase-letters",
    title="Capital Letters",
    statement="Print how many letters of the given word are uppercase.",
    input_format="One word of 1 to 100 uppercase and lowercase English letters.",
    output_format="One integer: the number of uppercase letters.",
    solve=lambda text: str(sum(c.isupper() for c in text)),
    reference=COUNT_UPPERCASE_CPP,
    wrong=(
        WrongSolution(
            "counts the lowercase letters",
            edit(COUNT_UPPERCASE_CPP, "c >= 'A' && c <= 'Z'", "c >= 'a' && c <= 'z'"),
            "WA",
        ),
        WrongSolution("counts all letters", edit(COUNT_UPPERCASE_CPP, " && c <= 'Z'", ""), "WA"),
    ),
    public=("Hello", "JavaScript"),
    private=("a", "A", "abc", "XYZ", "aAzZ", "B" * 100),
    generate=lambda rng: [_word(rng, size, string.ascii_letters) for size in (5, 11, 24, 50, 100)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

DASHES_CPP = cpp(
    """
    string s;
    cin >> s;
    for (size_t i = 0; i < s.size(); i++) {
        if (i > 0) cout << "-";
        cout << s[i];
    }
    cout << endl;
    """,
    "string",
)
DASHES = SampleProblem(
    slug="dashes-between-letters",
    title="Spell the Word",
    statement="Print the letters of the given word with a dash (-) between them: for cat, print c-a-t.",
    input_format=WORD,
    output_format="The letters on one line with dashes between them and no spaces.",
    solve=lambda text: "-".join(text.strip()),
    reference=DASHES_CPP,
    wrong=(
        WrongSolution(
            "a dash stands before the first letter",
            edit(DASHES_CPP, "if (i > 0) cout", "cout"),
            "WA",
        ),
        WrongSolution("no dash before the second letter", edit(DASHES_CPP, "i > 0", "i > 1"), "WA"),
    ),
    public=("cat", "hello"),
    private=("a", "ab", "zzz", "level", "xy" * 50),
    generate=lambda rng: [_word(rng, size) for size in (4, 7, 13, 31, 99)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

LONGEST_WORD_CPP = cpp(
    """
    int n;
    cin >> n;
    string best = "";
    for (int i = 0; i < n; i++) {
        string s;
        cin >> s;
        if (s.size() > best.size()) best = s;
    }
    cout << best << endl;
    """,
    "string",
)
LONGEST_WORD = SampleProblem(
    slug="longest-of-n-words",
    title="The Longest Word",
    statement="You are given n words. Print the longest one; if several are longest, print the first of them.",
    input_format=N_WORDS,
    output_format="One word.",
    solve=_longest,
    reference=LONGEST_WORD_CPP,
    wrong=(
        WrongSolution(
            "prints the last of the longest",
            edit(LONGEST_WORD_CPP, "> best.size()", ">= best.size()"),
            "WA",
        ),
        WrongSolution(
            "compares in alphabetical order",
            edit(LONGEST_WORD_CPP, "s.size() > best.size()", "s > best"),
            "WA",
        ),
    ),
    public=("3\nred green blue", "4\none two six ten"),
    private=("1\na", "2\nzoo apple", "3\na bb ccc", "3\nxx yy zz", "4\ndddd c bb aaaa"),
    generate=lambda rng: _lists_of_words(rng, 6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

ALPHABET_CPP = cpp("""
    char c;
    cin >> c;
    for (char x = 'a'; x <= c; x++) cout << x;
    cout << endl;
""")
ALPHABET = SampleProblem(
    slug="alphabet-up-to-a-letter",
    title="Alphabet up to a Letter",
    statement="You are given a letter. Print the letters of the alphabet from a up to this letter, without spaces: for d, print abcd.",
    input_format="One lowercase English letter.",
    output_format="The letters on one line.",
    solve=lambda text: LETTERS[: LETTERS.index(text.strip()) + 1],
    reference=ALPHABET_CPP,
    wrong=(
        WrongSolution("leaves the letter itself out", edit(ALPHABET_CPP, "x <= c", "x < c"), "WA"),
        WrongSolution(
            "prints numbers instead of letters", edit(ALPHABET_CPP, "char x", "int x"), "WA"
        ),
    ),
    public=("d", "h"),
    private=("a", "b", "c", "z", "y"),
    generate=lambda rng: rng.sample("efgijklmnopqrstuvwx", 6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

LETTER_PER_LINE_CPP = cpp(
    """
    string s;
    cin >> s;
    for (char c : s) cout << c << endl;
    """,
    "string",
)
LETTER_PER_LINE = SampleProblem(
    slug="one-letter-per-line",
    title="One Letter per Line",
    statement="Print the letters of the given word in order, each on its own line.",
    input_format=WORD,
    output_format="One letter on each line.",
    solve=lambda text: "\n".join(text.strip()),
    reference=LETTER_PER_LINE_CPP,
    wrong=(
        WrongSolution(
            "prints the codes of the letters", edit(LETTER_PER_LINE_CPP, "char c", "int c"), "WA"
        ),
        WrongSolution("starts no new lines", edit(LETTER_PER_LINE_CPP, " << endl", ""), "WA"),
    ),
    public=("cat", "hello"),
    private=("a", "ab", "zzz", "level", "xyz" * 33),
    generate=lambda rng: [_word(rng, size) for size in (4, 8, 15, 33, 100)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

REPLACE_LETTER_CPP = cpp(
    """
    string s;
    char x, y;
    cin >> s >> x >> y;
    for (char &c : s) {
        if (c == x) c = y;
    }
    cout << s << endl;
    """,
    "string",
)
REPLACE_LETTER = SampleProblem(
    slug="replace-a-letter",
    title="Replace a Letter",
    statement="You are given a word and two letters x and y. Replace every x in the word with y and print the result.",
    input_format="The first line holds a word of 1 to 100 lowercase English letters. The second line holds the letters x and y, separated by a space.",
    output_format="One word.",
    solve=_replace,
    reference=REPLACE_LETTER_CPP,
    wrong=(
        WrongSolution(
            "changes a copy of each letter", edit(REPLACE_LETTER_CPP, "char &c", "char c"), "WA"
        ),
        WrongSolution(
            "exchanges the two letters",
            edit(REPLACE_LETTER_CPP, "c = y;", "c = y; else if (c == y) c = x;"),
            "WA",
        ),
    ),
    public=("banana\na o", "hello\nl r"),
    private=("a\na b", "a\nb c", "zzzz\nz a", "abab\na b", "abc\nc c", "xyx\ny x"),
    generate=lambda rng: [
        f"{_word(rng, size, 'abcd')}\n{' '.join(rng.sample('abcd', 2))}"
        for size in (6, 10, 20, 50, 100)
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

CONTAINS_LETTER_CPP = cpp(
    """
    string s;
    char x;
    cin >> s >> x;
    bool found = false;
    for (char c : s) {
        if (c == x) found = true;
    }
    cout << (found ? "YES" : "NO") << endl;
    """,
    "string",
)
CONTAINS_LETTER = SampleProblem(
    slug="word-contains-letter",
    title="Is the Letter There?",
    statement="You are given a word and a letter. Print YES if the letter occurs in the word, and NO otherwise.",
    input_format="The first line holds a word of 1 to 100 lowercase English letters. The second line holds one lowercase English letter.",
    output_format="YES or NO.",
    solve=lambda text: "YES" if text.split()[1] in text.split()[0] else "NO",
    reference=CONTAINS_LETTER_CPP,
    wrong=(
        WrongSolution(
            "the last letter alone decides",
            edit(CONTAINS_LETTER_CPP, "if (c == x) found = true;", "found = c == x;"),
            "WA",
        ),
        WrongSolution(
            "answers the opposite", edit(CONTAINS_LETTER_CPP, "found ?", "!found ?"), "WA"
        ),
    ),
    public=("banana\nn", "hello\nx"),
    private=("a\na", "a\nb", "abc\na", "abc\nc", "zzz\na", "bbbbbbab\na", "xyz\nw"),
    generate=_words_with_a_letter,
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

MORE_VOWELS_CPP = cpp(
    """
    string s;
    cin >> s;
    int vowels = 0, others = 0;
    for (char c : s) {
        if (c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u') vowels++;
        else others++;
    }
    cout << (vowels > others ? "YES" : "NO") << endl;
    """,
    "string",
)
MORE_VOWELS = SampleProblem(
    slug="more-vowels-than-consonants",
    title="More Vowels",
    statement="Print YES if the given word has more vowels (a, e, i, o, u) than other letters, and NO otherwise.",
    input_format=WORD,
    output_format="YES or NO.",
    solve=_more_vowels,
    reference=MORE_VOWELS_CPP,
    wrong=(
        WrongSolution(
            "an equal number is enough",
            edit(MORE_VOWELS_CPP, "vowels > others", "vowels >= others"),
            "WA",
        ),
        WrongSolution(
            "one vowel is enough", edit(MORE_VOWELS_CPP, "vowels > others", "vowels > 0"), "WA"
        ),
    ),
    public=("queue", "banana"),
    private=("a", "z", "ab", "aab", "abb", "aeiou", "rhythm"),
    generate=lambda rng: (
        [_word(rng, size, "aeiouaeioubt") for size in (8, 15, 30, 60, 100)]
        + [_word(rng, size, "aeioubcdfgt") for size in (10, 40, 100)]
    ),
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

COUNT_PART_CPP = cpp(
    """
    string s, t;
    cin >> s >> t;
    int count = 0;
    for (size_t i = 0; i < s.size(); i++) {
        if (s.substr(i, t.size()) == t) count++;
    }
    cout << count << endl;
    """,
    "string",
)
COUNT_PART = SampleProblem(
    slug="count-occurrences-of-a-word",
    title="Count the Occurrences",
    statement="You are given two words s and t. Print how many times t occurs in s. Occurrences may overlap: aa occurs 2 times in aaa.",
    input_format=TWO_WORDS + " The first is s, the second is t.",
    output_format="One integer: the number of occurrences.",
    solve=_count_starts,
    reference=COUNT_PART_CPP,
    wrong=(
        WrongSolution(
            "jumps over overlapping occurrences",
            edit(COUNT_PART_CPP, "count++;", "{ count++; i += t.size() - 1; }"),
            "WA",
        ),
        WrongSolution(
            "compares the first letter only",
            edit(COUNT_PART_CPP, "s.substr(i, t.size()) == t", "s[i] == t[0]"),
            "WA",
        ),
    ),
    public=("aaa\naa", "banana\nb"),
    private=("a\na", "a\nb", "ab\nabc", "hello\nhello", "aaaaaa\naaa", "ababab\naba", "banana\nan"),
    generate=lambda rng: [
        f"{_word(rng, size, 'ab')}\n{part}"
        for size, part in ((10, "ab"), (20, "aa"), (40, "bab"), (60, "b"), (100, "aba"))
    ],
    home="coder",
    split="test",
    difficulty="B",
    tags=("strings",),
)

REVERSE_EACH_CPP = cpp(
    """
    int n;
    cin >> n;
    for (int i = 0; i < n; i++) {
        string s;
        cin >> s;
        reverse(s.begin(), s.end());
        cout << s << " ";
    }
    cout << endl;
    """,
    "algorithm",
    "string",
)
REVERSE_EACH = SampleProblem(
    slug="reverse-each-word",
    title="Every Word Backwards",
    statement="You are given n words. Reverse the letters of each word and print the words in the given order.",
    input_format=N_WORDS,
    output_format="n words on one line, separated by spaces.",
    solve=lambda text: " ".join(reversed(text.split("\n")[1][::-1].split())),
    reference=REVERSE_EACH_CPP,
    wrong=(
        WrongSolution(
            "leaves the last word out", edit(REVERSE_EACH_CPP, "i < n", "i < n - 1"), "WA"
        ),
        WrongSolution(
            "sorts the letters",
            edit(REVERSE_EACH_CPP, "reverse(s.begin(), s.end())", "sort(s.begin(), s.end())"),
            "WA",
        ),
    ),
    public=("2\nhello world", "3\nabc de f"),
    private=("1\na", "1\nxyz", "3\naa bb cc", "2\nlevel lever", "4\nb a d c"),
    generate=lambda rng: _lists_of_words(rng, 6),
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

EVERY_SECOND_CPP = cpp(
    """
    string s;
    cin >> s;
    for (size_t i = 0; i < s.size(); i += 2) cout << s[i];
    cout << endl;
    """,
    "string",
)
EVERY_SECOND = SampleProblem(
    slug="every-second-letter",
    title="Every Second Letter",
    statement="Print the 1st, 3rd, 5th, ... letter of the given word, without spaces.",
    input_format=WORD,
    output_format="One word.",
    solve=lambda text: text.strip()[::2],
    reference=EVERY_SECOND_CPP,
    wrong=(
        WrongSolution(
            "starts at the second letter",
            edit(EVERY_SECOND_CPP, "size_t i = 0", "size_t i = 1"),
            "WA",
        ),
        WrongSolution("takes every third letter", edit(EVERY_SECOND_CPP, "i += 2", "i += 3"), "WA"),
    ),
    public=("banana", "hello"),
    private=("a", "ab", "abc", "zyx", "ab" * 50, "abcd"),
    generate=lambda rng: [_word(rng, size) for size in (6, 9, 18, 51, 99)],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

SORT_WORDS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<string> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    sort(a.begin(), a.end());
    for (int i = 0; i < n; i++) cout << a[i] << endl;
    """,
    "algorithm",
    "string",
    "vector",
)
SORT_WORDS = SampleProblem(
    slug="sort-the-words",
    title="Sort the Words",
    statement="You are given n words. Print them in alphabetical order.",
    input_format=N_WORDS,
    output_format="n lines with one word each.",
    solve=lambda text: "\n".join(sorted(text.split()[1:])),
    reference=SORT_WORDS_CPP,
    wrong=(
        WrongSolution(
            "keeps the given order",
            edit(SORT_WORDS_CPP, "    sort(a.begin(), a.end());\n", ""),
            "WA",
        ),
        WrongSolution(
            "sorts backwards",
            edit(SORT_WORDS_CPP, "a.begin(), a.end()", "a.rbegin(), a.rend()"),
            "WA",
        ),
    ),
    public=("3\npear apple fig", "4\nb a d c"),
    private=("1\na", "2\nsame same", "3\ncart car ca", "3\nzz zzz z", "5\nd c b b a"),
    generate=lambda rng: _lists_of_words(rng, 3) + _lists_of_words(rng, 3, "ab"),
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings", "sortings"),
)

DISTINCT_LETTERS_CPP = cpp(
    """
    string s;
    cin >> s;
    set<char> letters;
    for (char c : s) letters.insert(c);
    cout << letters.size() << endl;
    """,
    "set",
    "string",
)
DISTINCT_LETTERS = SampleProblem(
    slug="count-distinct-letters",
    title="Different Letters",
    statement="Print how many different letters the given word has.",
    input_format=WORD,
    output_format="One integer: the number of different letters.",
    solve=lambda text: str(sum(letter in text for letter in LETTERS)),
    reference=DISTINCT_LETTERS_CPP,
    wrong=(
        WrongSolution(
            "prints the length of the word",
            edit(DISTINCT_LETTERS_CPP, "cout << letters.size()", "cout << s.size()"),
            "WA",
        ),
        WrongSolution(
            "counts the repeated letters",
            edit(
                DISTINCT_LETTERS_CPP, "cout << letters.size()", "cout << s.size() - letters.size()"
            ),
            "WA",
        ),
    ),
    public=("banana", "hello"),
    private=("a", "zz", "abc", "abab", LETTERS, "q" * 100),
    generate=lambda rng: [
        _word(rng, size, letters)
        for size, letters in (
            (6, "abc"),
            (12, "abcdef"),
            (30, LETTERS),
            (60, LETTERS),
            (100, LETTERS),
        )
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

LATEST_LETTER_CPP = cpp(
    """
    string s;
    cin >> s;
    char best = 'a';
    for (char c : s) {
        if (c > best) best = c;
    }
    cout << best << endl;
    """,
    "string",
)
LATEST_LETTER = SampleProblem(
    slug="latest-letter-of-the-alphabet",
    title="Closest to z",
    statement="Print the letter of the given word that comes last in the alphabet.",
    input_format=WORD,
    output_format="One letter.",
    solve=lambda text: sorted(text.strip())[-1],
    reference=LATEST_LETTER_CPP,
    wrong=(
        WrongSolution(
            "prints the last letter of the word",
            edit(LATEST_LETTER_CPP, "if (c > best) ", ""),
            "WA",
        ),
        WrongSolution(
            "leaves the first letter out",
            edit(LATEST_LETTER_CPP, "char c : s", "char c : s.substr(1)"),
            "WA",
        ),
    ),
    public=("banana", "zebra"),
    private=("a", "x", "aaaa", "abc", "cba", "bbab"),
    generate=lambda rng: [
        _word(rng, size, LETTERS[:last])
        for size, last in ((5, 8), (9, 12), (14, 17), (20, 22), (100, 24))
    ],
    home="coder",
    split="test",
    difficulty="A",
    tags=("strings",),
)

PROBLEMS = (
    STARTS_WITH,
    VOWEL_OR_CONSONANT,
    WORD_AND_MIRROR,
    WORDS_EQUAL,
    ALPHABETICALLY_FIRST,
    SAME_LENGTH,
    FIRST_TO_END,
    FIRST_N_LETTERS,
    INNER_LETTERS,
    HAMMING,
    COUNT_CONSONANTS,
    COUNT_UPPERCASE,
    DASHES,
    LONGEST_WORD,
    ALPHABET,
    LETTER_PER_LINE,
    REPLACE_LETTER,
    CONTAINS_LETTER,
    MORE_VOWELS,
    COUNT_PART,
    REVERSE_EACH,
    EVERY_SECOND,
    SORT_WORDS,
    DISTINCT_LETTERS,
    LATEST_LETTER,
)
