"""Validation problems for the code model: sequences and grids, text, numbers and conditions."""

import math
import random
import re
from collections import Counter
from fractions import Fraction
from itertools import accumulate, groupby, pairwise, zip_longest

from samples.problem import SampleProblem, WrongSolution
from samples.writing import arrays, cpp, edit, ints, rows, spaced

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _word(rng: random.Random, size: int, letters: str = LETTERS) -> str:
    return "".join(rng.choice(letters) for _ in range(size))


def _list(values: list[int]) -> str:
    return f"{len(values)}\n{spaced(values)}"


def _grid(text: str) -> tuple[list[list[int]], list[int]]:
    """Return the grid that follows its height and width, and what is left behind it."""
    height, width, *rest = ints(text)
    cells, rest = rest[: height * width], rest[height * width :]
    return [cells[i * width : (i + 1) * width] for i in range(height)], rest


def _grid_text(rng: random.Random, height: int, width: int, low: int, high: int) -> str:
    lines = [spaced([rng.randint(low, high) for _ in range(width)]) for _ in range(height)]
    return "\n".join([f"{height} {width}", *lines])


def _honest(text: str) -> str:
    backwards = ints(text)[:0:-1]
    return str(sum(place == value for place, value in enumerate(backwards)))


def _near_honest(rng: random.Random, size: int) -> str:
    values = [size - 1 - i + rng.choice((0, 0, 0, 1, -1, 3)) for i in range(size)]
    return _list([max(value, 0) for value in values])


def _exactly_between(text: str) -> str:
    steps = [b - a for a, b in pairwise(ints(text)[1:])]
    return str(sum(a == b for a, b in pairwise(steps)))


def _steady(rng: random.Random, size: int) -> str:
    values, step = [rng.randint(-20, 20)], rng.randint(-4, 4)
    while len(values) < size:
        step += rng.choice((0, 0, 0, 1, 1, -1, -3, 3, -2 * step))
        values.append(max(-1000, min(1000, values[-1] + step)))
    return _list(values)


def _wiped_total(text: str) -> str:
    numbers = ints(text)[1:]
    runs = [list(run) for zero, run in groupby(numbers, key=lambda x: x == 0) if not zero]
    return str(max([0, *(total for run in runs for total in accumulate(run))]))


def _halves(text: str) -> str:
    n, *values = ints(text)
    half = n // 2
    return spaced(values[n - half :] + values[half : n - half] + values[:half])


def _nearest_seat(text: str) -> str:
    size, place, seats = text.split()
    free = [i + 1 for i in range(int(size)) if seats[i] == "."]
    return str(min(free, key=lambda i: (abs(i - int(place)), i), default=0))


def _seats(rng: random.Random, size: int, letters: str) -> str:
    return f"{size} {rng.randint(1, size)}\n{_word(rng, size, letters)}"


def _higher_cells(text: str) -> str:
    grid, _ = _grid(text)
    found = [
        lower[j + 1] > max(upper[j + 1], lower[j])
        for upper, lower in pairwise(grid)
        for j in range(len(lower) - 1)
    ]
    return str(sum(found))


def _fallen(text: str) -> str:
    lines = text.split()[2:]
    columns = ["".join(sorted(column, reverse=True)) for column in zip(*lines, strict=True)]
    return "\n".join("".join(row) for row in zip(*columns, strict=True))


def _blocks(rng: random.Random, height: int, width: int, letters: str = ".#") -> str:
    lines = [_word(rng, width, letters) for _ in range(height)]
    return "\n".join([f"{height} {width}", *lines])


def _cross(text: str) -> str:
    grid, (i, j) = _grid(text)
    return str(sum(grid[i - 1]) + sum(row[j - 1] for row in grid) - grid[i - 1][j - 1])


def _cross_text(rng: random.Random, height: int, width: int) -> str:
    place = f"{rng.randint(1, height)} {rng.randint(1, width)}"
    return f"{_grid_text(rng, height, width, -1000, 1000)}\n{place}"


def _thinned(text: str) -> str:
    _, gap, first, *others = ints(text)
    kept = [first]
    for value in others:
        if not kept[-1] - gap < value < kept[-1] + gap:
            kept.append(value)
    return spaced(kept)


def _thin_text(rng: random.Random, size: int, gap: int, step: int) -> str:
    values = list(accumulate(rng.randint(-step, step) for _ in range(size)))
    return f"{size} {gap}\n{spaced(values)}"


def _merged(text: str) -> str:
    tiles = []
    for value, run in groupby(ints(text)[1:]):
        pairs, single = divmod(len(list(run)), 2)
        tiles += [2 * value] * pairs + [value] * single
    return spaced(tiles)


def _height_gap(text: str) -> str:
    heights = sorted(ints(text)[1:])
    return str(max(b - a for a, b in zip(heights[::2], heights[1::2], strict=True)))


def _even_list(rng: random.Random, size: int, low: int, high: int) -> str:
    return _list([rng.randint(low, high) for _ in range(size)])


def _left_behind(text: str) -> str:
    numbers = iter(ints(text))
    answers = []
    for _ in range(next(numbers)):
        seats, stops = next(numbers), next(numbers)
        aboard = behind = 0
        for _ in range(stops):
            aboard += next(numbers) * -1 + next(numbers)
            behind += max(aboard - seats, 0)
            aboard = min(aboard, seats)
        answers.append(behind)
    return "\n".join(map(str, answers))


def _buses(rng: random.Random, buses: int, stops: int, seats: int) -> str:
    lines = [str(buses)]
    for _ in range(buses):
        lines.append(f"{seats} {stops}")
        aboard = 0
        for _ in range(stops):
            off, waiting = rng.randint(0, aboard), rng.randint(0, seats)
            aboard = min(seats, aboard - off + waiting)
            lines.append(f"{off} {waiting}")
    return "\n".join(lines)


def _alphabet_neighbours(text: str) -> str:
    return str(sum(a + b in LETTERS or b + a in LETTERS for a, b in pairwise(text.strip())))


def _rhyming_pairs(text: str) -> str:
    endings = Counter(word[-2:] for word in text.split()[1:])
    return str(sum(math.comb(times, 2) for times in endings.values()))


def _verses(rng: random.Random, size: int, letters: str) -> str:
    spoken = [_word(rng, rng.randint(2, 6), letters) for _ in range(size)]
    return f"{size}\n{' '.join(spoken)}"


def _caps_lock(text: str) -> str:
    parts = text.strip().split("^")
    return "".join(part.upper() if i % 2 else part for i, part in enumerate(parts))


def _hidden(text: str) -> str:
    return re.sub(r"\d(?=(?:\D*\d){4})", "*", text.strip())


def _double_letters(text: str) -> str:
    return str(sum(bool(re.search(r"(.)\1", word)) for word in text.split()))


def _line(rng: random.Random, size: int, letters: str, longest: int) -> str:
    return " ".join(_word(rng, rng.randint(1, longest), letters) for _ in range(size))


def _outside_brackets(text: str) -> str:
    left, before = text.strip(), ""
    while left != before:
        left, before = re.sub(r"\([a-z]*\)", "", left), left
    return left or "-"


def _bracketed(rng: random.Random, size: int, letters: str = LETTERS) -> str:
    made, depth = [], 0
    for _ in range(size):
        mark = rng.choice("((()))**")
        if mark == "(":
            depth += 1
        elif mark == ")" and depth > 0:
            depth -= 1
        else:
            mark = _word(rng, rng.randint(1, 3), letters)
        made.append(mark)
    return "".join(made) + ")" * depth


def _only_in_first(text: str) -> str:
    first, second = text.split()
    return "".join(c for c in LETTERS if c in first and c not in second) or "-"


def _plural(text: str) -> str:
    noun = text.strip()
    for pattern, ending in ((r"(s|x|z|ch|sh)$", r"\1es"), (r"([^aeiou])y$", r"\1ies")):
        changed = re.sub(pattern, ending, noun)
        if changed != noun:
            return changed
    return noun + "s"


def _by_columns(text: str) -> str:
    width, word = text.split()
    lines = [word[i : i + int(width)] for i in range(0, len(word), int(width))]
    return "".join("".join(column) for column in zip_longest(*lines, fillvalue=""))


def _still_inside(text: str) -> str:
    last = {name: way for way, name in (line.split() for line in text.splitlines())}
    return str(Counter(last.values())["IN"])


def _gate(rng: random.Random, size: int, names: int) -> str:
    return "\n".join(
        f"{rng.choice(('IN', 'IN', 'OUT'))} {LETTERS[rng.randrange(names)] * 2}o"
        for _ in range(size)
    )


def _first_missing(text: str) -> str:
    return min(set(LETTERS) - set(text.lower()), default="none")


def _almost_all(rng: random.Random, *missing: str) -> str:
    letters = [c for c in LETTERS * 2 if c not in missing]
    rng.shuffle(letters)
    mixed = [rng.choice((c, c.upper())) for c in letters]
    for place in (7, 19, 32):
        mixed.insert(place, " ")
    return "".join(mixed)


def _parking_fee(text: str) -> str:
    minutes = int(text)
    if minutes <= 10:
        return "0"
    return str(min(15, 3 + len(range(60, minutes, 30))))


def _is_open(text: str) -> str:
    opens, closes, hour = ints(text)
    hours = [opens]
    while (hours[-1] + 1) % 24 != closes:
        hours.append((hours[-1] + 1) % 24)
    return "YES" if hour in hours else "NO"


def _alternates(text: str) -> str:
    parities = "".join(str(int(digit) % 2) for digit in text.strip())
    return "NO" if "00" in parities or "11" in parities else "YES"


def _alternating(rng: random.Random, size: int) -> str:
    first = rng.randint(0, 1)
    digits = "".join(rng.choice(("13579", "02468")[(i + first) % 2]) for i in range(size))
    return ("2" if digits[0] == "0" else digits[0]) + digits[1:]


def _slip(rng: random.Random, size: int) -> str:
    digits = list(_alternating(rng, size))
    place = rng.randrange(1, size)
    digits[place] = str((int(digits[place]) + 1) % 10)
    return "".join(digits)


def _bike_day(text: str) -> str:
    coins, price = ints(text)
    weeks = (price - 1) // (8 * coins)
    left = price - weeks * 8 * coins
    return str(7 * weeks + min(7, -(-left // coins)))


def _by_threes(text: str) -> str:
    n, steps = int(text), 0
    while n:
        n, rest = divmod(n, 3)
        steps += rest + (n > 0)
    return str(steps)


def _by_last_digit(text: str) -> str:
    low, high = ints(text)
    numbers = map(str, range(low, high + 1))
    return str(sum(not n.endswith("0") and int(n) % int(n[-1]) == 0 for n in numbers))


def _shrinking(text: str) -> str:
    low, high = ints(text)
    return str(sum(int(str(n)[::-1]) < n for n in range(low, high + 1)))


def _ranges(rng: random.Random, *tops: int) -> list[str]:
    return [spaced(sorted((rng.randint(1, top), rng.randint(1, top)))) for top in tops]


def _mixed_number(text: str) -> str:
    fraction = Fraction(*ints(text))
    whole = math.floor(fraction)
    rest = fraction - whole
    return " ".join([str(whole)] * (whole > 0 or rest == 0) + [str(rest)] * (rest > 0))


def _dice_points(text: str) -> str:
    dice = sorted(ints(text))
    face, times = Counter(dice).most_common(1)[0]
    if times == 3:
        return str(50 + face)
    if times == 2:
        return str(2 * face)
    return "30" if dice[2] - dice[0] == 2 else "0"


def _working_days(text: str) -> str:
    work, rest, days = ints(text)
    cycles, left = divmod(days, work + rest)
    return str(cycles * work + left - max(0, left - work))


def _trap_walk(text: str) -> str:
    fields = []
    for line in text.splitlines()[2::2]:
        field = 0
        for roll in ints(line):
            field += roll - 2 * ((field + roll) % 7 == 0)
        fields.append(field)
    return "\n".join(map(str, fields))


def _games(rng: random.Random, games: int, rolls: int) -> str:
    lines = [str(games)]
    for _ in range(games):
        lines.append(_list([rng.randint(1, 6) for _ in range(rng.randint(1, rolls))]))
    return "\n".join(lines)


HONEST_NUMBERS_CPP = cpp(
    """
    int n, found = 0;
    cin >> n;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (x == n - 1 - i) found++;
    }
    cout << found << endl;
    """
)
HONEST_NUMBERS = SampleProblem(
    slug="equals-how-many-follow",
    title="Honest Numbers",
    statement="A number in a row is called honest if it equals how many numbers stand to the right of it. Print how many numbers of the row are honest.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between 0 and 1000, the row from left to right.",
    output_format="One integer: how many numbers are honest.",
    solve=_honest,
    reference=HONEST_NUMBERS_CPP,
    wrong=(
        WrongSolution(
            "counts the number itself as well",
            edit(HONEST_NUMBERS_CPP, "n - 1 - i", "n - i"),
            "WA",
        ),
        WrongSolution(
            "looks at how many stand to the left",
            edit(HONEST_NUMBERS_CPP, "n - 1 - i", "i"),
            "WA",
        ),
    ),
    public=("5\n4 3 7 1 0\n", "3\n1 1 1\n"),
    private=("1\n0\n", "1\n1\n", "4\n0 1 2 3\n", "4\n4 3 2 1\n", "6\n5 4 3 2 1 0\n"),
    generate=lambda rng: [_near_honest(rng, size) for size in (4, 7, 15, 40, 100)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("implementation",),
)

EXACTLY_BETWEEN_CPP = cpp(
    """
    int n, found = 0;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    for (int i = 1; i + 1 < n; i++)
        if (2 * a[i] == a[i - 1] + a[i + 1]) found++;
    cout << found << endl;
    """,
    "vector",
)
EXACTLY_BETWEEN = SampleProblem(
    slug="exactly-between-its-neighbours",
    title="Exactly Between",
    statement="A number in a row is well placed if it is exactly half of the sum of the number before it and the number after it. Print how many numbers are well placed. The first and the last number of the row are never well placed.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000 and 1000.",
    output_format="One integer: how many numbers are well placed.",
    solve=_exactly_between,
    reference=EXACTLY_BETWEEN_CPP,
    wrong=(
        WrongSolution(
            "half of an odd sum is cut to an integer",
            edit(
                EXACTLY_BETWEEN_CPP,
                "2 * a[i] == a[i - 1] + a[i + 1]",
                "a[i] == (a[i - 1] + a[i + 1]) / 2",
            ),
            "WA",
        ),
        WrongSolution(
            "anywhere between the two is taken for exactly between",
            edit(
                EXACTLY_BETWEEN_CPP,
                "2 * a[i] == a[i - 1] + a[i + 1]",
                "a[i - 1] < a[i] && a[i] < a[i + 1]",
            ),
            "WA",
        ),
    ),
    public=("6\n1 3 5 6 8 4\n", "4\n7 7 7 8\n"),
    private=(
        "1\n0\n",
        "2\n4 4\n",
        "3\n-1 0 0\n",
        "3\n1000 0 -1000\n",
        "5\n0 0 0 0 0\n",
        "4\n-3 -1 0 2\n",
    ),
    generate=lambda rng: [_steady(rng, size) for size in (5, 9, 20, 60, 100)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("implementation",),
)

WIPED_TOTAL_CPP = cpp(
    """
    int n;
    cin >> n;
    long long total = 0, best = 0;
    for (int i = 0; i < n; i++) {
        long long x;
        cin >> x;
        if (x == 0) total = 0;
        else total += x;
        if (total > best) best = total;
    }
    cout << best << endl;
    """
)
WIPED_TOTAL = SampleProblem(
    slug="total-wiped-by-zero",
    title="Wiped Scoreboard",
    statement="A scoreboard shows a total that is 0 at the start. Each round brings a number: the number 0 wipes the board, so that the total is 0 again, and any other number is added to the total. Print the largest total that the board shows at any moment, the start included.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between -1000000000 and 1000000000, one for each round in order.",
    output_format="One integer: the largest total.",
    solve=_wiped_total,
    reference=WIPED_TOTAL_CPP,
    wrong=(
        WrongSolution(
            "a zero wipes nothing",
            edit(
                WIPED_TOTAL_CPP, "if (x == 0) total = 0;\n        else total += x;", "total += x;"
            ),
            "WA",
        ),
        WrongSolution(
            "forgets the 0 at the start",
            edit(WIPED_TOTAL_CPP, "best = 0;", "best = -1000000000000;"),
            "WA",
        ),
    ),
    public=("6\n4 3 0 5 -2 1\n", "5\n-4 0 -3 5 1\n"),
    private=(
        "1\n-7\n",
        "3\n-1 -2 -3\n",
        "1\n0\n",
        "5\n1000000000 1000000000 1000000000 0 9\n",
        "4\n5 0 4 2\n",
    ),
    generate=lambda rng: [
        *arrays(rng, 3, -4, 5, 20, 8),
        *arrays(rng, 2, -1, 2, 60, 30),
        _list([rng.randint(1, 10**9) * rng.choice((0, 1, 1, 1)) for _ in range(40)]),
        _list([-rng.randint(1, 1000) for _ in range(9)]),
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("implementation",),
)

HALVES_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    int half = n / 2;
    for (int i = 0; i < half; i++) swap(a[i], a[n - half + i]);
    for (int x : a) cout << x << " ";
    cout << endl;
    """,
    "vector",
    "utility",
)
HALVES = SampleProblem(
    slug="halves-change-places",
    title="Halves Change Places",
    statement="The first half and the second half of a row of numbers change places, and each half keeps its own order. If the row has an odd number of numbers, the one in the middle stays where it is. Print the new row.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between 0 and 1000.",
    output_format="n integers on one line, separated by spaces.",
    solve=_halves,
    reference=HALVES_CPP,
    wrong=(
        WrongSolution(
            "moves the number in the middle",
            edit(HALVES_CPP, "a[n - half + i]", "a[half + i]"),
            "WA",
        ),
        WrongSolution(
            "turns the halves round",
            edit(HALVES_CPP, "a[n - half + i]", "a[n - 1 - i]"),
            "WA",
        ),
    ),
    public=("6\n1 2 3 4 5 6\n", "5\n1 2 3 4 5\n"),
    private=("1\n9\n", "2\n8 3\n", "3\n1 0 2\n", "4\n5 5 6 6\n", "7\n1 2 3 1 2 3 1\n"),
    generate=lambda rng: [_even_list(rng, size, 0, 1000) for size in (8, 9, 25, 60, 99, 100)],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("arrays",),
)

NEAREST_SEAT_CPP = cpp(
    """
    int n, p;
    string s;
    cin >> n >> p >> s;
    int best = 0;
    for (int i = 1; i <= n; i++) {
        if (s[i - 1] != '.') continue;
        if (best == 0 || abs(i - p) < abs(best - p)) best = i;
    }
    cout << best << endl;
    """,
    "string",
    "cstdlib",
)
NEAREST_SEAT = SampleProblem(
    slug="nearest-free-seat",
    title="Nearest Free Seat",
    statement="A row has n seats, numbered from 1 and drawn as a string in which . is a free seat and x is a taken one. A visitor has a ticket for seat p. Print the number of the free seat nearest to seat p; that is p itself if seat p is free. Of two free seats that are equally near, print the smaller number. If no seat is free, print 0.",
    input_format="The first line holds n and p (1 <= p <= n <= 100). The second line holds n characters, each . or x.",
    output_format="One integer: the number of the seat, or 0.",
    solve=_nearest_seat,
    reference=NEAREST_SEAT_CPP,
    wrong=(
        WrongSolution(
            "of two seats equally near takes the larger number",
            edit(NEAREST_SEAT_CPP, "abs(i - p) < abs", "abs(i - p) <= abs"),
            "WA",
        ),
        WrongSolution(
            "takes the first free seat of the row",
            edit(NEAREST_SEAT_CPP, "best == 0 || abs(i - p) < abs(best - p)", "best == 0"),
            "WA",
        ),
    ),
    public=("7 4\n..xxx.x\n", "5 3\n.x.xx\n"),
    private=("1 1\nx\n", "1 1\n.\n", "6 2\nxxxxxx\n", "5 3\n.xxx.\n", "6 6\nxx.xxx\n"),
    generate=lambda rng: [
        *[_seats(rng, size, ".xx") for size in (6, 9, 12, 20)],
        *[_seats(rng, size, ".xxxxxxxx") for size in (30, 60, 100)],
        "21 11\n" + "x" * 5 + "." + "x" * 9 + "." + "x" * 5,
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("strings", "implementation"),
)

HIGHER_CELLS_CPP = cpp(
    """
    int h, w;
    cin >> h >> w;
    vector<vector<int>> a(h, vector<int>(w));
    for (auto &row : a)
        for (int &x : row) cin >> x;
    int found = 0;
    for (int i = 1; i < h; i++)
        for (int j = 1; j < w; j++)
            if (a[i][j] > a[i - 1][j] && a[i][j] > a[i][j - 1]) found++;
    cout << found << endl;
    """,
    "vector",
)
HIGHER_CELLS = SampleProblem(
    slug="higher-than-left-and-above",
    title="Terraces",
    statement="A garden is a grid of cells with heights. Print how many cells are strictly higher than both the cell directly to the left and the cell directly above. Cells in the first row or the first column lack one of these neighbours and are not counted.",
    input_format="The first line holds the numbers of rows h and columns w (1 <= h, w <= 12). Then follow h lines of w integers between 0 and 1000.",
    output_format="One integer: how many cells are higher than both neighbours.",
    solve=_higher_cells,
    reference=HIGHER_CELLS_CPP,
    wrong=(
        WrongSolution(
            "one lower neighbour is enough",
            edit(HIGHER_CELLS_CPP, "a[i - 1][j] && a", "a[i - 1][j] || a"),
            "WA",
        ),
        WrongSolution(
            "an equal height on the left counts as lower",
            edit(HIGHER_CELLS_CPP, "a[i][j] > a[i][j - 1]", "a[i][j] >= a[i][j - 1]"),
            "WA",
        ),
    ),
    public=("2 3\n1 2 3\n1 3 4\n", "3 3\n5 1 2\n0 6 6\n3 7 8\n"),
    private=(
        "1 1\n5\n",
        "1 4\n1 2 3 4\n",
        "3 1\n1\n2\n3\n",
        "3 3\n4 4 4\n4 4 4\n4 4 4\n",
        "2 2\n0 0\n0 1\n",
    ),
    generate=lambda rng: [
        _grid_text(rng, *sizes)
        for sizes in ((3, 4, 0, 5), (4, 3, 0, 3), (6, 6, 0, 9), (12, 12, 0, 3), (12, 12, 0, 1000))
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("grid",),
)

FALLING_BLOCKS_CPP = cpp(
    """
    int h, w;
    cin >> h >> w;
    vector<string> g(h);
    for (string &row : g) cin >> row;
    for (int j = 0; j < w; j++) {
        int blocks = 0;
        for (int i = 0; i < h; i++)
            if (g[i][j] == '#') blocks++;
        for (int i = 0; i < h; i++) g[i][j] = i >= h - blocks ? '#' : '.';
    }
    for (const string &row : g) cout << row << endl;
    """,
    "string",
    "vector",
)
FALLING_BLOCKS = SampleProblem(
    slug="blocks-fall-down",
    title="Falling Blocks",
    statement="A picture shows blocks, drawn as #, in the air, drawn as dots. Every block falls straight down until it lies on the floor below the last row or on another block. Print the picture after all blocks have fallen.",
    input_format="The first line holds the numbers of rows h and columns w (1 <= h, w <= 12). Then follow h lines of w characters, each . or #.",
    output_format="h lines of w characters: the picture afterwards.",
    solve=_fallen,
    reference=FALLING_BLOCKS_CPP,
    wrong=(
        WrongSolution(
            "each block falls one row only",
            cpp(
                """
                int h, w;
                cin >> h >> w;
                vector<string> g(h);
                for (string &row : g) cin >> row;
                for (int i = h - 2; i >= 0; i--)
                    for (int j = 0; j < w; j++)
                        if (g[i][j] == '#' && g[i + 1][j] == '.') swap(g[i][j], g[i + 1][j]);
                for (const string &row : g) cout << row << endl;
                """,
                "string",
                "vector",
            ),
            "WA",
        ),
        WrongSolution(
            "the blocks rise to the first row",
            edit(FALLING_BLOCKS_CPP, "i >= h - blocks", "i < blocks"),
            "WA",
        ),
    ),
    public=("3 3\n#.#\n..#\n...\n", "4 2\n#.\n#.\n..\n.#\n"),
    private=("1 1\n#\n", "1 3\n.#.\n", "4 1\n#\n.\n.\n.\n", "2 2\n..\n..\n", "2 2\n##\n##\n"),
    generate=lambda rng: [
        *[_blocks(rng, *sizes) for sizes in ((3, 5), (5, 3), (8, 8), (12, 12))],
        _blocks(rng, 10, 12, "...#"),
        _blocks(rng, 12, 7, "###."),
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("grid", "simulation"),
)

CROSS_SUM_CPP = cpp(
    """
    int h, w;
    cin >> h >> w;
    vector<vector<int>> a(h + 1, vector<int>(w + 1));
    for (int i = 1; i <= h; i++)
        for (int j = 1; j <= w; j++) cin >> a[i][j];
    int r, c, sum = 0;
    cin >> r >> c;
    for (int i = 1; i <= h; i++)
        for (int j = 1; j <= w; j++)
            if (i == r || j == c) sum += a[i][j];
    cout << sum << endl;
    """,
    "vector",
)
CROSS_SUM = SampleProblem(
    slug="sum-of-a-cross",
    title="Cross on a Grid",
    statement="Row r and column c of a grid of numbers form a cross; rows and columns are numbered from 1. Print the sum of all cells in the cross. The cell that is in both is added once.",
    input_format="The first line holds the numbers of rows h and columns w (1 <= h, w <= 12). Then follow h lines of w integers between -1000 and 1000. The last line holds r and c (1 <= r <= h, 1 <= c <= w).",
    output_format="One integer: the sum.",
    solve=_cross,
    reference=CROSS_SUM_CPP,
    wrong=(
        WrongSolution(
            "adds the cell in the middle twice",
            edit(
                CROSS_SUM_CPP,
                "if (i == r || j == c) sum += a[i][j];",
                "sum += a[i][j] * ((i == r) + (j == c));",
            ),
            "WA",
        ),
        WrongSolution(
            "adds the cell in the middle only",
            edit(CROSS_SUM_CPP, "i == r || j == c", "i == r && j == c"),
            "WA",
        ),
    ),
    public=("2 3\n1 2 3\n4 5 6\n1 2\n", "3 3\n1 0 2\n0 7 0\n3 0 4\n3 1\n"),
    private=(
        "1 1\n5\n1 1\n",
        "1 4\n1 2 3 4\n1 3\n",
        "3 1\n-1\n-2\n-3\n2 1\n",
        "2 2\n0 0\n0 0\n2 2\n",
        "2 2\n1 10\n100 1000\n2 1\n",
    ),
    generate=lambda rng: [
        _cross_text(rng, *sizes) for sizes in ((2, 5), (5, 2), (4, 4), (9, 12), (12, 12))
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("grid",),
)

THIN_OUT_CPP = cpp(
    """
    int n, d, last;
    cin >> n >> d >> last;
    cout << last;
    for (int i = 1; i < n; i++) {
        int x;
        cin >> x;
        if (abs(x - last) >= d) {
            cout << " " << x;
            last = x;
        }
    }
    cout << endl;
    """,
    "cstdlib",
)
THIN_OUT = SampleProblem(
    slug="thin-out-close-values",
    title="Thinning Out",
    statement="A sensor sends too many numbers. The first number is kept. Every later number is kept only if it differs by at least d from the number that was kept last; otherwise it is dropped. Print the kept numbers in order.",
    input_format="The first line holds n and d (1 <= n <= 100, 1 <= d <= 1000). The second line holds n integers between -1000000 and 1000000.",
    output_format="The kept numbers on one line, separated by spaces.",
    solve=_thinned,
    reference=THIN_OUT_CPP,
    wrong=(
        WrongSolution(
            "compares with the number before, kept or not",
            edit(
                edit(
                    THIN_OUT_CPP, "            last = x;\n        }", "        }\n        last = x;"
                ),
                "n, d, last",
                "n, d, last = 0",
            ),
            "WA",
        ),
        WrongSolution(
            "drops a number that differs by exactly d",
            edit(THIN_OUT_CPP, ">= d", "> d"),
            "WA",
        ),
    ),
    public=("6 3\n1 2 4 6 7 3\n", "5 2\n10 9 8 7 6\n"),
    private=(
        "1 5\n-3\n",
        "4 1\n2 2 2 2\n",
        "4 1\n1 2 2 1\n",
        "3 1000\n-1000000 1000000 999001\n",
        "5 10\n0 9 -9 5 -5\n",
    ),
    generate=lambda rng: (
        [_thin_text(rng, *sizes) for sizes in ((8, 3, 2), (15, 4, 3), (40, 5, 5), (100, 20, 9))]
        + [_thin_text(rng, 60, 900, 1000)]
    ),
    home="coder",
    split="valid",
    difficulty="B",
    tags=("implementation",),
)

MERGE_TILES_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    for (int i = 0; i < n; i++) {
        if (i + 1 < n && a[i] == a[i + 1]) {
            cout << 2 * a[i] << " ";
            i++;
        } else {
            cout << a[i] << " ";
        }
    }
    cout << endl;
    """,
    "vector",
)
MERGE_TILES = SampleProblem(
    slug="merge-equal-pairs-once",
    title="Merging Tiles",
    statement="A row of tiles with numbers is read from left to right. When a tile has the same number as the tile right after it, the two become one tile with their sum, and reading goes on after both; the new tile does not merge again. Any other tile stays as it is. Print the row that results.",
    input_format="The first line holds n (1 <= n <= 100). The second line holds n integers between 1 and 1000.",
    output_format="The numbers of the new row on one line, separated by spaces.",
    solve=_merged,
    reference=MERGE_TILES_CPP,
    wrong=(
        WrongSolution(
            "a new tile merges again with an equal one",
            cpp(
                """
                int n;
                cin >> n;
                vector<int> row;
                for (int i = 0; i < n; i++) {
                    int x;
                    cin >> x;
                    if (!row.empty() && row.back() == x) row.back() += x;
                    else row.push_back(x);
                }
                for (int x : row) cout << x << " ";
                cout << endl;
                """,
                "vector",
            ),
            "WA",
        ),
        WrongSolution(
            "reads the second tile of a pair again",
            edit(MERGE_TILES_CPP, "            i++;\n", ""),
            "WA",
        ),
    ),
    public=("6\n2 2 4 4 4 8\n", "4\n1 1 1 1\n"),
    private=("1\n7\n", "2\n5 5\n", "3\n5 5 10\n", "3\n3 3 3\n", "5\n1 2 3 2 1\n"),
    generate=lambda rng: [
        *arrays(rng, 2, 1, 2, 12, 6),
        *arrays(rng, 2, 1, 3, 40, 20),
        _list([rng.choice((1, 2, 4)) for _ in range(100)]),
        _list([rng.choice((500, 1000)) for _ in range(25)]),
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("implementation",),
)

HEIGHT_PAIRS_CPP = cpp(
    """
    int n;
    cin >> n;
    vector<int> a(n);
    for (int &x : a) cin >> x;
    sort(a.begin(), a.end());
    int widest = 0;
    for (int i = 0; i < n; i += 2) widest = max(widest, a[i + 1] - a[i]);
    cout << widest << endl;
    """,
    "vector",
    "algorithm",
)
HEIGHT_PAIRS = SampleProblem(
    slug="pair-up-by-height",
    title="Pairs by Height",
    statement="An even number of children line up from the shortest to the tallest. Then they form pairs along the line: the first with the second, the third with the fourth, and so on. Print the largest difference in height between the two children of a pair.",
    input_format="The first line holds n (2 <= n <= 100, n is even). The second line holds n integers between 50 and 200, the heights in any order.",
    output_format="One integer: the largest difference within a pair.",
    solve=_height_gap,
    reference=HEIGHT_PAIRS_CPP,
    wrong=(
        WrongSolution(
            "looks at all neighbours of the line, not at pairs",
            edit(HEIGHT_PAIRS_CPP, "i < n; i += 2", "i + 1 < n; i++"),
            "WA",
        ),
        WrongSolution(
            "the children do not line up first",
            edit(HEIGHT_PAIRS_CPP, "    sort(a.begin(), a.end());\n", ""),
            "WA",
        ),
    ),
    public=("4\n120 150 118 155\n", "6\n100 90 140 95 141 190\n"),
    private=(
        "2\n200 50\n",
        "2\n77 77\n",
        "4\n60 60 199 199\n",
        "4\n200 50 51 199\n",
        "6\n88 88 88 88 88 88\n",
    ),
    generate=lambda rng: [_even_list(rng, size, 50, 200) for size in (4, 6, 8, 10, 14, 30, 100)],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("sorting",),
)

LEFT_BEHIND_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t--) {
        int seats, stops;
        cin >> seats >> stops;
        int aboard = 0, behind = 0;
        for (int i = 0; i < stops; i++) {
            int off, waiting;
            cin >> off >> waiting;
            aboard -= off;
            int on = min(waiting, seats - aboard);
            aboard += on;
            behind += waiting - on;
        }
        cout << behind << endl;
    }
    """,
    "algorithm",
)
LEFT_BEHIND = SampleProblem(
    slug="left-behind-at-stops",
    title="Left Behind",
    statement="A bus with c seats is empty at first. At every stop some passengers get off; then the people who wait there get on as long as a seat is free, and the others are left behind and go home. Print for each bus how many people it leaves behind altogether.",
    input_format="The first line holds the number of buses t (1 <= t <= 10). Each bus starts with a line of c and the number of stops n (1 <= c <= 100, 1 <= n <= 12); then follow n lines of two integers between 0 and 100: how many get off and how many wait. No more passengers get off than are on the bus.",
    output_format="t lines of one integer: the number of people left behind.",
    solve=_left_behind,
    reference=LEFT_BEHIND_CPP,
    wrong=(
        WrongSolution(
            "the people who wait get on before the others get off",
            edit(
                edit(LEFT_BEHIND_CPP, "            aboard -= off;\n", ""),
                "aboard += on;",
                "aboard += on - off;",
            ),
            "WA",
        ),
        WrongSolution(
            "people left behind still take a seat",
            edit(
                edit(LEFT_BEHIND_CPP, "aboard += on;", "aboard += waiting;"),
                "min(waiting, seats - aboard)",
                "min(waiting, max(0, seats - aboard))",
            ),
            "WA",
        ),
    ),
    public=("2\n4 3\n0 3\n1 5\n4 2\n10 2\n0 10\n10 11\n", "1\n2 3\n0 5\n0 1\n2 2\n"),
    private=(
        "1\n1 1\n0 0\n",
        "1\n5 1\n0 5\n",
        "1\n5 1\n0 6\n",
        "2\n1 2\n0 1\n1 1\n1 2\n0 2\n0 2\n",
        "1\n100 3\n0 100\n0 100\n100 100\n",
    ),
    generate=lambda rng: (
        [_buses(rng, *sizes) for sizes in ((1, 4, 5), (3, 5, 8), (5, 8, 20), (10, 12, 100))]
        + [_buses(rng, 2, 12, 3), _buses(rng, 8, 3, 2)]
    ),
    home="coder",
    split="valid",
    difficulty="B",
    tags=("simulation",),
)

ALPHABET_NEIGHBOURS_CPP = cpp(
    """
    string s;
    cin >> s;
    int found = 0;
    for (size_t i = 1; i < s.size(); i++)
        if (abs(s[i] - s[i - 1]) == 1) found++;
    cout << found << endl;
    """,
    "string",
    "cstdlib",
)
ALPHABET_NEIGHBOURS = SampleProblem(
    slug="alphabet-neighbours-in-a-word",
    title="Alphabet Neighbours",
    statement="Print how many times two letters that are neighbours in the alphabet, in either order, stand directly next to each other in a word: in abac these are ab and ba. The letters a and z are not neighbours.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="One integer.",
    solve=_alphabet_neighbours,
    reference=ALPHABET_NEIGHBOURS_CPP,
    wrong=(
        WrongSolution(
            "the first letter must be the earlier one",
            edit(ALPHABET_NEIGHBOURS_CPP, "abs(s[i] - s[i - 1]) == 1", "s[i] - s[i - 1] == 1"),
            "WA",
        ),
        WrongSolution(
            "counts equal letters as well",
            edit(ALPHABET_NEIGHBOURS_CPP, "== 1", "<= 1"),
            "WA",
        ),
    ),
    public=("abac\n", "hijack\n"),
    private=("a\n", "zaz\n", "aabb\n", "zyx\n", "qqqq\n", LETTERS + "\n", "yz" * 50 + "\n"),
    generate=lambda rng: [
        _word(rng, size, letters) + "\n"
        for size, letters in (
            (8, "abcd"),
            (15, "mnop"),
            (40, "aceybz"),
            (60, "fgh"),
            (100, "vwxyza"),
        )
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

RHYMING_PAIRS_CPP = cpp(
    """
    int n, pairs = 0;
    cin >> n;
    vector<string> w(n);
    for (string &s : w) cin >> s;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++)
            if (w[i].substr(w[i].size() - 2) == w[j].substr(w[j].size() - 2)) pairs++;
    cout << pairs << endl;
    """,
    "string",
    "vector",
)
RHYMING_PAIRS = SampleProblem(
    slug="pairs-of-rhyming-words",
    title="Rhymes",
    statement="Two words rhyme if their last two letters are the same, in the same order. Print how many pairs of words in a list rhyme. Equal words at different places of the list rhyme as well.",
    input_format="The first line holds n (1 <= n <= 50). The second line holds n words of 2 to 10 lowercase English letters.",
    output_format="One integer: the number of pairs.",
    solve=_rhyming_pairs,
    reference=RHYMING_PAIRS_CPP,
    wrong=(
        WrongSolution(
            "one equal letter at the end is enough",
            edit(
                RHYMING_PAIRS_CPP,
                "w[i].substr(w[i].size() - 2) == w[j].substr(w[j].size() - 2)",
                "w[i].back() == w[j].back()",
            ),
            "WA",
        ),
        WrongSolution(
            "looks only at words next to each other",
            edit(RHYMING_PAIRS_CPP, "j = i + 1; j < n;", "j = i + 1; j < n && j < i + 2;"),
            "WA",
        ),
    ),
    public=("4\ncat house mouse hat\n", "3\nsing bring king\n"),
    private=(
        "1\nab\n",
        "2\nab ab\n",
        "2\nab ba\n",
        "5\nxy xy xy xy xy\n",
        "3\naab cb ab\n",
        "4\nbee tree be eb\n",
    ),
    generate=lambda rng: [
        _verses(rng, size, letters)
        for size, letters in ((5, "ab"), (8, "abc"), (20, "abcd"), (50, "abcdefgh"), (50, "xy"))
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("strings", "nested loops"),
)

CAPS_LOCK_CPP = cpp(
    """
    string s;
    cin >> s;
    bool caps = false;
    for (char c : s) {
        if (c == '^') caps = !caps;
        else cout << (caps ? char(c - 'a' + 'A') : c);
    }
    cout << endl;
    """,
    "string",
)
CAPS_LOCK = SampleProblem(
    slug="caps-lock-key",
    title="Caps Lock",
    statement="A cat walks over a keyboard. A log shows the keys it pressed: lowercase letters, and ^ for the caps lock key. Caps lock is off at first, and each ^ switches it from off to on or from on to off. Letters pressed while it is on appear as capital letters, the others as lowercase letters. Print the text that appears.",
    input_format="One word of 1 to 100 characters, each a lowercase English letter or ^; at least one is a letter.",
    output_format="The text that appears.",
    solve=_caps_lock,
    reference=CAPS_LOCK_CPP,
    wrong=(
        WrongSolution(
            "caps lock is never switched off",
            edit(CAPS_LOCK_CPP, "caps = !caps", "caps = true"),
            "WA",
        ),
        WrongSolution(
            "the caps lock key acts on one letter only",
            edit(
                CAPS_LOCK_CPP,
                "else cout << (caps ? char(c - 'a' + 'A') : c);",
                "else { cout << (caps ? char(c - 'a' + 'A') : c); caps = false; }",
            ),
            "WA",
        ),
    ),
    public=("he^llo^you\n", "^ab^^c\n"),
    private=("a\n", "^z\n", "z^\n", "^^^^q\n", "abc\n", "^" * 99 + "x\n"),
    generate=lambda rng: (
        [
            _word(rng, size, letters) + "k\n"
            for size, letters in ((7, "ab^"), (15, "xyz^"), (30, LETTERS + "^^^"), (60, "mn^^"))
        ]
        + ["^" + _word(rng, 98, LETTERS + "^") + "z\n"]
    ),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

HIDDEN_DIGITS_CPP = cpp(
    """
    string s;
    cin >> s;
    int digits = 0;
    for (int i = s.size() - 1; i >= 0; i--) {
        if (s[i] == '-') continue;
        digits++;
        if (digits > 4) s[i] = '*';
    }
    cout << s << endl;
    """,
    "string",
)
HIDDEN_DIGITS = SampleProblem(
    slug="hide-all-but-the-last-four-digits",
    title="Card Number",
    statement="A receipt shows a card number that consists of digits and dashes. Every digit except the last four digits is hidden by a *; dashes stay where they are. A number with four digits or fewer stays as it is. Print what the receipt shows.",
    input_format="One word of 1 to 60 characters, each a digit or a dash; at least one is a digit.",
    output_format="The word after the replacement.",
    solve=_hidden,
    reference=HIDDEN_DIGITS_CPP,
    wrong=(
        WrongSolution(
            "dashes count as digits",
            edit(HIDDEN_DIGITS_CPP, "        if (s[i] == '-') continue;\n", ""),
            "WA",
        ),
        WrongSolution(
            "leaves five digits",
            edit(HIDDEN_DIGITS_CPP, "digits > 4", "digits > 5"),
            "WA",
        ),
    ),
    public=("1234-5678-90\n", "12345\n"),
    private=("7\n", "0000\n", "1-2-3-4-5-6\n", "12--\n", "-98765-\n", "1" * 60 + "\n"),
    generate=lambda rng: [
        _word(rng, size, letters) + "5\n"
        for size, letters in (
            (6, "12345"),
            (12, "678-"),
            (19, "0123456789-"),
            (40, "09--"),
            (59, "24680-"),
        )
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("strings",),
)

DOUBLE_LETTERS_CPP = cpp(
    """
    string w;
    int found = 0;
    while (cin >> w) {
        bool twice = false;
        for (size_t i = 1; i < w.size(); i++)
            if (w[i] == w[i - 1]) twice = true;
        if (twice) found++;
    }
    cout << found << endl;
    """,
    "string",
)
DOUBLE_LETTERS = SampleProblem(
    slug="words-with-a-double-letter",
    title="Double Letters",
    statement="Print how many words of a line contain a double letter, that is, the same letter twice in a row, as in hello or bookkeeper. A word with several double letters counts once.",
    input_format="One line of 1 to 40 words with one space between; each word has 1 to 20 lowercase English letters.",
    output_format="One integer: how many words contain a double letter.",
    solve=_double_letters,
    reference=DOUBLE_LETTERS_CPP,
    wrong=(
        WrongSolution(
            "counts double letters, not words",
            edit(
                DOUBLE_LETTERS_CPP,
                "if (w[i] == w[i - 1]) twice = true;",
                "if (w[i] == w[i - 1]) found++;",
            ),
            "WA",
        ),
        WrongSolution(
            "reads the first word only",
            edit(DOUBLE_LETTERS_CPP, "while (cin >> w)", "if (cin >> w)"),
            "WA",
        ),
    ),
    public=("hello bookkeeper bye\n", "level noon see\n"),
    private=("a\n", "aa\n", "a a a\n", "aba cdc\n", "zzzzz z zz\n", "ab ba ab ba\n"),
    generate=lambda rng: [
        _line(rng, *sizes)
        for sizes in (
            (4, "ab", 4),
            (8, "abc", 5),
            (15, "opqrs", 8),
            (40, "abcdefgh", 12),
            (25, "xyz", 20),
        )
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

NEXT_VOWEL_CPP = cpp(
    """
    string s, vowels = "aeiou";
    cin >> s;
    for (char &c : s) {
        size_t place = vowels.find(c);
        if (place != string::npos) c = vowels[(place + 1) % 5];
    }
    cout << s << endl;
    """,
    "string",
)
NEXT_VOWEL = SampleProblem(
    slug="every-vowel-moves-on",
    title="Vowels Move On",
    statement="In a secret language every vowel of a word is replaced by the next vowel: a by e, e by i, i by o, o by u, and u by a. All other letters stay. Print the word in the secret language.",
    input_format="One word of 1 to 100 lowercase English letters.",
    output_format="The word after the replacement.",
    solve=lambda text: text.strip().translate(str.maketrans("aeiou", "eioua")),
    reference=NEXT_VOWEL_CPP,
    wrong=(
        WrongSolution(
            "replaces one vowel after the other, so that a letter moves on several times",
            cpp(
                """
                string s;
                cin >> s;
                for (char &c : s) {
                    if (c == 'a') c = 'e';
                    if (c == 'e') c = 'i';
                    if (c == 'i') c = 'o';
                    if (c == 'o') c = 'u';
                    if (c == 'u') c = 'a';
                }
                cout << s << endl;
                """,
                "string",
            ),
            "WA",
        ),
        WrongSolution(
            "a u stays as it is",
            edit(NEXT_VOWEL_CPP, "if (place != string::npos)", "if (place < 4)"),
            "WA",
        ),
    ),
    public=("banana\n", "queue\n"),
    private=("a\n", "u\n", "rhythm\n", "aeiou\n", "uuuu\n", "xyzzy\n"),
    generate=lambda rng: [
        _word(rng, size, letters) + "\n"
        for size, letters in (
            (6, "aeioub"),
            (12, LETTERS),
            (30, "aeiouxyz"),
            (70, LETTERS),
            (100, "ouie"),
        )
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

OUTSIDE_BRACKETS_CPP = cpp(
    """
    string s, kept;
    cin >> s;
    int depth = 0;
    for (char c : s) {
        if (c == '(') depth++;
        else if (c == ')') depth--;
        else if (depth == 0) kept += c;
    }
    cout << (kept.empty() ? "-" : kept) << endl;
    """,
    "string",
)
OUTSIDE_BRACKETS = SampleProblem(
    slug="letters-outside-of-brackets",
    title="Skip the Brackets",
    statement="A text consists of letters and round brackets. The brackets are balanced: every ( has its ), and pairs may stand inside one another. Print the letters that stand outside of all brackets, in order. If there is no such letter, print a single -.",
    input_format="One word of 1 to 200 characters, each a lowercase English letter, ( or ).",
    output_format="The letters outside of all brackets, or -.",
    solve=_outside_brackets,
    reference=OUTSIDE_BRACKETS_CPP,
    wrong=(
        WrongSolution(
            "the first ) ends all brackets",
            edit(
                edit(OUTSIDE_BRACKETS_CPP, "depth++", "depth = 1"),
                "depth--",
                "depth = 0",
            ),
            "WA",
        ),
        WrongSolution(
            "prints an empty line when no letter is left",
            edit(OUTSIDE_BRACKETS_CPP, '(kept.empty() ? "-" : kept)', "kept"),
            "WA",
        ),
    ),
    public=("ab(cd)e(f(g)h)i\n", "(x(y))\n"),
    private=("a\n", "()\n", "(())()\n", "()z()\n", "abc\n", "((a)b)c(d(e))\n"),
    generate=lambda rng: (
        [_bracketed(rng, size) for size in (6, 10, 20, 40, 60)]
        + [f"({_bracketed(rng, 12)})", _bracketed(rng, 50, "ab")]
    ),
    home="coder",
    split="valid",
    difficulty="B",
    tags=("strings",),
)

ONLY_IN_FIRST_CPP = cpp(
    """
    string s, t, answer;
    cin >> s >> t;
    for (char c = 'a'; c <= 'z'; c++)
        if (s.find(c) != string::npos && t.find(c) == string::npos) answer += c;
    cout << (answer.empty() ? "-" : answer) << endl;
    """,
    "string",
)
ONLY_IN_FIRST = SampleProblem(
    slug="letters-only-in-the-first-word",
    title="Letters of One Word",
    statement="You are given two words. Print the letters that occur in the first word but not in the second, each of them once and in alphabetical order. If there are none, print a single -.",
    input_format="Two lines, each with a word of 1 to 100 lowercase English letters.",
    output_format="The letters without spaces, or -.",
    solve=_only_in_first,
    reference=ONLY_IN_FIRST_CPP,
    wrong=(
        WrongSolution(
            "prints them in the order of the word, and repeats them",
            edit(
                edit(ONLY_IN_FIRST_CPP, "for (char c = 'a'; c <= 'z'; c++)", "for (char c : s)"),
                "s.find(c) != string::npos && t",
                "t",
            ),
            "WA",
        ),
        WrongSolution(
            "takes letters of the second word too",
            edit(
                ONLY_IN_FIRST_CPP,
                "s.find(c) != string::npos && t.find(c) == string::npos",
                "(s.find(c) != string::npos) != (t.find(c) != string::npos)",
            ),
            "WA",
        ),
    ),
    public=("banana\ncanal\n", "tomato\npotato\n"),
    private=("a\na\n", "a\nb\n", "zyxzyx\ny\n", "ab\nabc\n", f"{LETTERS}\nq\n", "ccbbaa\nzz\n"),
    generate=lambda rng: [
        f"{_word(rng, one, letters)}\n{_word(rng, two, letters)}\n"
        for one, two, letters in (
            (6, 4, "abcdef"),
            (12, 9, LETTERS),
            (30, 25, LETTERS),
            (100, 40, LETTERS),
            (50, 60, "pqrs"),
        )
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("strings",),
)

PLURAL_CPP = cpp(
    """
    string s;
    cin >> s;
    int n = s.size();
    char last = s[n - 1], before = s[n - 2];
    if (last == 's' || last == 'x' || last == 'z' ||
        (last == 'h' && (before == 'c' || before == 's'))) {
        cout << s << "es" << endl;
    } else if (last == 'y' && string("aeiou").find(before) == string::npos) {
        cout << s.substr(0, n - 1) << "ies" << endl;
    } else {
        cout << s << "s" << endl;
    }
    """,
    "string",
)
PLURAL = SampleProblem(
    slug="plural-of-a-noun",
    title="Plural",
    statement="Form the plural of a noun by three rules. If it ends in s, x, z, ch or sh, add es. If it ends in y and the letter before the y is not a vowel (a, e, i, o, u), replace the y by ies. In all other cases add s.",
    input_format="One word of 2 to 30 lowercase English letters.",
    output_format="The plural.",
    solve=_plural,
    reference=PLURAL_CPP,
    wrong=(
        WrongSolution(
            "a vowel before the y makes no difference",
            edit(PLURAL_CPP, ' && string("aeiou").find(before) == string::npos', ""),
            "WA",
        ),
        WrongSolution(
            "every h at the end takes es",
            edit(PLURAL_CPP, "(last == 'h' && (before == 'c' || before == 's'))", "last == 'h'"),
            "WA",
        ),
    ),
    public=("city\n", "brush\n"),
    private=("boy\n", "bus\n", "fox\n", "quiz\n", "church\n", "month\n", "key\n", "yy\n", "ax\n"),
    generate=lambda rng: [
        _word(rng, size) + ending + "\n"
        for size, ending in (
            (3, "uy"),
            (4, "y"),
            (6, "h"),
            (20, "ch"),
            (28, "th"),
            (5, "e"),
            (9, "ss"),
        )
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("strings",),
)

BY_COLUMNS_CPP = cpp(
    """
    int k;
    string s;
    cin >> k >> s;
    int n = s.size();
    for (int c = 0; c < k; c++)
        for (int i = c; i < n; i += k) cout << s[i];
    cout << endl;
    """,
    "string",
)
BY_COLUMNS = SampleProblem(
    slug="read-down-the-columns",
    title="Read Down the Columns",
    statement="A word is written into rows of k letters each, from left to right and row after row; the last row may be shorter. Print the letters in the order in which you meet them when you read the columns from left to right, each column from top to bottom.",
    input_format="The first line holds k (1 <= k <= 100). The second line holds a word of 1 to 100 lowercase English letters.",
    output_format="One word: the letters in the new order.",
    solve=_by_columns,
    reference=BY_COLUMNS_CPP,
    wrong=(
        WrongSolution(
            "makes k rows, not rows of k letters",
            cpp(
                """
                int k;
                string s;
                cin >> k >> s;
                int n = s.size(), w = (n + k - 1) / k;
                for (int c = 0; c < w; c++)
                    for (int i = c; i < n; i += w) cout << s[i];
                cout << endl;
                """,
                "string",
            ),
            "WA",
        ),
        WrongSolution(
            "reads full columns where the last row is shorter",
            cpp(
                """
                int k;
                string s;
                cin >> k >> s;
                int n = s.size(), h = (n + k - 1) / k;
                for (int c = 0; c < k; c++)
                    for (int r = 0; r < h; r++) cout << s.at(r * k + c);
                cout << endl;
                """,
                "string",
            ),
            "RE",
        ),
    ),
    public=("3\nabcdefgh\n", "4\nprogramming\n"),
    private=("1\nabc\n", "100\nxyz\n", "1\nz\n", "3\nabc\n", "2\nabcdef\n", "5\nabcdef\n"),
    generate=lambda rng: [
        f"{width}\n{_word(rng, size)}"
        for width, size in ((2, 9), (4, 14), (7, 30), (10, 99), (6, 100))
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("strings",),
)

STILL_INSIDE_CPP = cpp(
    """
    string way, name;
    set<string> inside;
    while (cin >> way >> name) {
        if (way == "IN") inside.insert(name);
        else inside.erase(name);
    }
    cout << inside.size() << endl;
    """,
    "set",
    "string",
)
STILL_INSIDE = SampleProblem(
    slug="who-is-still-inside",
    title="Gate Log",
    statement="The gate of a museum, which is empty at first, writes a log with one line each time a card is shown: IN and a name, or OUT and a name. An IN of somebody who is inside already changes nothing, and neither does an OUT of somebody who is not inside. Read the log until its end and print how many people are inside then.",
    input_format="1 to 100 lines until the end of the input. Each line holds the word IN or OUT, a space, and a name of 1 to 10 lowercase English letters.",
    output_format="One integer: how many people are inside at the end.",
    solve=_still_inside,
    reference=STILL_INSIDE_CPP,
    wrong=(
        WrongSolution(
            "counts lines, not people",
            edit(STILL_INSIDE_CPP, "set<string>", "multiset<string>"),
            "WA",
        ),
        WrongSolution(
            "somebody who leaves stays in the list",
            edit(STILL_INSIDE_CPP, "        else inside.erase(name);\n", ""),
            "WA",
        ),
    ),
    public=("IN ann\nIN bob\nIN ann\nOUT bob\nIN cy\n", "OUT eve\nIN eve\nIN dan\nOUT dan\n"),
    private=(
        "IN a\n",
        "OUT a\n",
        "IN a\nIN a\nOUT a\n",
        "IN a\nOUT a\nOUT a\nIN a\n",
        "IN x\nIN y\nIN z\nIN x\nIN y\nIN z\n",
        "OUT x\nOUT y\nIN z\n",
    ),
    generate=lambda rng: [
        _gate(rng, *sizes) for sizes in ((6, 3), (12, 5), (30, 8), (60, 26), (100, 20))
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("strings", "data structures"),
)

FIRST_MISSING_CPP = cpp(
    """
    string line;
    getline(cin, line);
    set<char> seen;
    for (char c : line) seen.insert(tolower(c));
    string answer = "none";
    for (char c = 'z'; c >= 'a'; c--)
        if (!seen.count(c)) answer = string(1, c);
    cout << answer << endl;
    """,
    "cctype",
    "set",
    "string",
)
FIRST_MISSING = SampleProblem(
    slug="first-missing-letter-of-the-alphabet",
    title="Missing Letter",
    statement="Find the first letter of the alphabet that does not occur in a line of text, neither as a capital letter nor as a lowercase letter, and print it as a lowercase letter. If all 26 letters occur, print the word none.",
    input_format="One line of 1 to 100 characters: capital and lowercase English letters, and single spaces between words.",
    output_format="One lowercase letter, or none.",
    solve=_first_missing,
    reference=FIRST_MISSING_CPP,
    wrong=(
        WrongSolution(
            "a capital letter does not count",
            edit(FIRST_MISSING_CPP, "tolower(c)", "c"),
            "WA",
        ),
        WrongSolution(
            "reads the first word only",
            edit(FIRST_MISSING_CPP, "getline(cin, line)", "cin >> line"),
            "WA",
        ),
    ),
    public=("A bad cab faded\n", "The quick brown fox jumps over the lazy dog\n"),
    private=(
        "a\n",
        "b\n",
        "Abc dE\n",
        f"{LETTERS[:25]}\n",
        f"{LETTERS[::-1].upper()}\n",
        "C B A\n",
    ),
    generate=lambda rng: [
        _almost_all(rng, *missing) for missing in ("", "z", "m", "eq", "kz", "", "w", "dhj")
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("strings",),
)

PARKING_FEE_CPP = cpp(
    """
    int m;
    cin >> m;
    int fee = 3;
    if (m <= 10) fee = 0;
    else if (m > 60) fee += (m - 60 + 29) / 30;
    if (fee > 15) fee = 15;
    cout << fee << endl;
    """
)
PARKING_FEE = SampleProblem(
    slug="parking-fee-with-a-cap",
    title="Car Park",
    statement="A stay of at most 10 minutes in a car park is free. A longer stay costs 3 coins for the first hour, even if it is not used up, and 1 coin for each further half hour that has been started. Nobody pays more than 15 coins. Print the fee for a stay of m minutes.",
    input_format="One integer m (0 <= m <= 1440).",
    output_format="One integer: the fee in coins.",
    solve=_parking_fee,
    reference=PARKING_FEE_CPP,
    wrong=(
        WrongSolution(
            "a half hour that has only been started is free",
            edit(PARKING_FEE_CPP, "(m - 60 + 29) / 30", "(m - 60) / 30"),
            "WA",
        ),
        WrongSolution(
            "a stay of exactly 10 minutes is not free",
            edit(PARKING_FEE_CPP, "m <= 10", "m < 10"),
            "WA",
        ),
    ),
    public=("75\n", "60\n"),
    private=("0\n", "10\n", "11\n", "61\n", "90\n", "91\n", "420\n", "450\n", "1440\n"),
    generate=lambda rng: [
        *rows(rng, 4, (62, 400)),
        *rows(rng, 2, (12, 59)),
        *rows(rng, 1, (430, 1400)),
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("conditions",),
)

IS_OPEN_CPP = cpp(
    """
    int a, b, h;
    cin >> a >> b >> h;
    bool open = a < b ? h >= a && h < b : h >= a || h < b;
    cout << (open ? "YES" : "NO") << endl;
    """
)
IS_OPEN = SampleProblem(
    slug="open-past-midnight",
    title="Open or Closed",
    statement="A bar opens every day at a o'clock and closes at b o'clock. If b is smaller than a, it stays open past midnight and closes at b o'clock in the next morning. At the hour it opens it is open, at the hour it closes it is closed. Say whether the bar is open at h o'clock.",
    input_format="Three integers a, b and h between 0 and 23; a and b are different.",
    output_format="YES if the bar is open at h o'clock, NO otherwise.",
    solve=_is_open,
    reference=IS_OPEN_CPP,
    wrong=(
        WrongSolution(
            "a bar is never open past midnight",
            edit(IS_OPEN_CPP, "a < b ? h >= a && h < b : h >= a || h < b", "h >= a && h < b"),
            "WA",
        ),
        WrongSolution(
            "still open at the hour it closes",
            edit(IS_OPEN_CPP, "h < b : h >= a || h < b", "h <= b : h >= a || h <= b"),
            "WA",
        ),
    ),
    public=("18 2 23\n", "9 17 17\n"),
    private=(
        "18 2 2\n",
        "18 2 18\n",
        "18 2 1\n",
        "9 17 9\n",
        "20 0 0\n",
        "20 0 23\n",
        "0 23 23\n",
        "0 1 0\n",
        "23 22 22\n",
        "5 4 3\n",
    ),
    generate=lambda rng: [
        *[f"{rng.randint(12, 23)} {rng.randint(0, 11)} {rng.randint(0, 23)}" for _ in range(6)],
        *[f"{rng.randint(0, 9)} {rng.randint(14, 23)} {rng.randint(0, 23)}" for _ in range(4)],
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("conditions",),
)

ALTERNATES_CPP = cpp(
    """
    long long n;
    cin >> n;
    bool good = true;
    while (n >= 10) {
        if ((n % 10 + n / 10 % 10) % 2 == 0) good = false;
        n /= 10;
    }
    cout << (good ? "YES" : "NO") << endl;
    """
)
ALTERNATES = SampleProblem(
    slug="odd-and-even-digits-take-turns",
    title="Digits Take Turns",
    statement="A number is striped if odd and even digits take turns in it: of any two digits next to each other, one is odd and the other is even. A number with one digit is striped. Say whether n is striped.",
    input_format="One integer n (1 <= n <= 1000000000000000000).",
    output_format="YES if n is striped, NO otherwise.",
    solve=_alternates,
    reference=ALTERNATES_CPP,
    wrong=(
        WrongSolution(
            "large numbers do not fit an int",
            edit(ALTERNATES_CPP, "long long n", "int n"),
            "WA",
        ),
        WrongSolution(
            "only the last two digits decide",
            edit(ALTERNATES_CPP, "good = false;", "good = false;\n        else good = true;"),
            "WA",
        ),
    ),
    public=("3816\n", "4725\n"),
    private=(
        "7\n",
        "10\n",
        "11\n",
        "20\n",
        "1000000000000000000\n",
        "1210\n",
        "2232\n",
        "989898989898989898\n",
    ),
    generate=lambda rng: (
        [_alternating(rng, size) for size in (3, 6, 11, 17, 18)]
        + [_slip(rng, size) for size in (3, 5, 9, 14, 18)]
    ),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("digits",),
)

LARGEST_EVEN_DIGIT_CPP = cpp(
    """
    long long n;
    cin >> n;
    int best = -1;
    do {
        int digit = n % 10;
        if (digit % 2 == 0 && digit > best) best = digit;
        n /= 10;
    } while (n > 0);
    cout << best << endl;
    """
)
LARGEST_EVEN_DIGIT = SampleProblem(
    slug="largest-even-digit",
    title="Largest Even Digit",
    statement="Print the largest even digit of the number n. The digit 0 is even. If n has no even digit, print -1.",
    input_format="One integer n (0 <= n <= 1000000000000000000), written without leading zeros.",
    output_format="One integer: the digit, or -1.",
    solve=lambda text: max([c for c in text.strip() if c in "02468"], default="-1"),
    reference=LARGEST_EVEN_DIGIT_CPP,
    wrong=(
        WrongSolution(
            "prints 0 if there is no even digit",
            edit(LARGEST_EVEN_DIGIT_CPP, "best = -1", "best = 0"),
            "WA",
        ),
        WrongSolution(
            "the number 0 has no digit",
            edit(edit(LARGEST_EVEN_DIGIT_CPP, "do {", "while (n > 0) {"), "} while (n > 0);", "}"),
            "WA",
        ),
    ),
    public=("73465\n", "9157\n"),
    private=(
        "0\n",
        "10\n",
        "8\n",
        "5\n",
        "1000000000000000000\n",
        "999999999999999999\n",
        "2999\n",
    ),
    generate=lambda rng: [
        "1" + _word(rng, size, digits)
        for size, digits in (
            (3, "0129"),
            (6, "13579"),
            (9, "0357"),
            (15, "1234567"),
            (16, "0123456789"),
        )
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("digits",),
)

BIKE_DAY_CPP = cpp(
    """
    int m, t;
    cin >> m >> t;
    int day = 0, saved = 0;
    while (saved < t) {
        day++;
        saved += day % 7 == 0 ? 2 * m : m;
    }
    cout << day << endl;
    """
)
BIKE_DAY = SampleProblem(
    slug="saving-twice-as-much-every-seventh-day",
    title="Saving for a Bike",
    statement="Mia saves for a bike that costs t coins. She puts m coins into a box every day, but 2 * m coins on every seventh day, that is, on days 7, 14, 21 and so on. Print the number of the first day on which the box holds at least t coins; the first day is day 1.",
    input_format="Two integers m and t (1 <= m <= 1000, 1 <= t <= 1000000).",
    output_format="One integer: the number of the day.",
    solve=_bike_day,
    reference=BIKE_DAY_CPP,
    wrong=(
        WrongSolution(
            "goes on when the box holds exactly t coins",
            edit(BIKE_DAY_CPP, "saved < t", "saved <= t"),
            "WA",
        ),
        WrongSolution(
            "puts in twice as much on days 8, 15, 22 and so on",
            edit(BIKE_DAY_CPP, "day % 7 == 0", "day % 7 == 1 && day > 7"),
            "WA",
        ),
    ),
    public=("5 40\n", "3 19\n"),
    private=(
        "1 1\n",
        "1 7\n",
        "1 8\n",
        "10 60\n",
        "10 61\n",
        "1 1000000\n",
        "1000 1\n",
        "1000 1000000\n",
    ),
    generate=lambda rng: [
        *rows(rng, 4, (1, 9), (30, 300)),
        *rows(rng, 3, (1, 50), (1000, 100000)),
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("simulation",),
)

BY_THREES_CPP = cpp(
    """
    long long n;
    cin >> n;
    int steps = 0;
    while (n > 0) {
        if (n % 3 == 0) n /= 3;
        else n--;
        steps++;
    }
    cout << steps << endl;
    """
)
BY_THREES = SampleProblem(
    slug="steps-to-zero-by-threes",
    title="Down by Threes",
    statement="A machine changes a positive number step by step until it is 0. In one step, a number that is divisible by 3 is divided by 3, and any other number is made smaller by 1. Print how many steps it takes from n to 0.",
    input_format="One integer n (1 <= n <= 1000000000000000000).",
    output_format="One integer: the number of steps.",
    solve=_by_threes,
    reference=BY_THREES_CPP,
    wrong=(
        WrongSolution(
            "large numbers do not fit an int",
            edit(BY_THREES_CPP, "long long n", "int n"),
            "WA",
        ),
        WrongSolution(
            "stops at 1",
            edit(BY_THREES_CPP, "n > 0", "n > 1"),
            "WA",
        ),
    ),
    public=("10\n", "6\n"),
    private=("1\n", "2\n", "3\n", "4\n", "1000000000000000000\n", "387420489\n", "3000000000\n"),
    generate=lambda rng: [*rows(rng, 4, (5, 500)), *rows(rng, 3, (10**10, 10**18))],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("simulation",),
)

BY_LAST_DIGIT_CPP = cpp(
    """
    int a, b, found = 0;
    cin >> a >> b;
    for (int i = a; i <= b; i++) {
        int last = i % 10;
        if (last != 0 && i % last == 0) found++;
    }
    cout << found << endl;
    """
)
BY_LAST_DIGIT = SampleProblem(
    slug="divisible-by-its-last-digit",
    title="Divisible by the Last Digit",
    statement="Print how many integers from a to b, both included, are divisible by their own last digit. For example, 36 is, because 6 divides 36. An integer that ends in 0 does not count.",
    input_format="Two integers a and b (1 <= a <= b <= 100000).",
    output_format="One integer: how many there are.",
    solve=_by_last_digit,
    reference=BY_LAST_DIGIT_CPP,
    wrong=(
        WrongSolution(
            "divides by zero",
            edit(BY_LAST_DIGIT_CPP, "last != 0 && ", ""),
            "RE",
        ),
        WrongSolution(
            "leaves b out",
            edit(BY_LAST_DIGIT_CPP, "i <= b", "i < b"),
            "WA",
        ),
    ),
    public=("21 26\n", "8 13\n"),
    private=("1 1\n", "10 10\n", "13 13\n", "1 9\n", "36 36\n", "1 100000\n", "99991 100000\n"),
    generate=lambda rng: _ranges(rng, 100, 300, 1000, 10000, 100000),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math", "digits"),
)

SHRINKING_CPP = cpp(
    """
    int a, b, found = 0;
    cin >> a >> b;
    for (int i = a; i <= b; i++) {
        int reversed = 0;
        for (int rest = i; rest > 0; rest /= 10) reversed = reversed * 10 + rest % 10;
        if (reversed < i) found++;
    }
    cout << found << endl;
    """
)
SHRINKING = SampleProblem(
    slug="numbers-that-shrink-when-reversed",
    title="Shrinking Numbers",
    statement="Write the digits of an integer in reverse order and drop zeros at the front: 140 becomes 41. Print how many integers from a to b, both included, become strictly smaller in this way.",
    input_format="Two integers a and b (1 <= a <= b <= 100000).",
    output_format="One integer: how many become smaller.",
    solve=_shrinking,
    reference=SHRINKING_CPP,
    wrong=(
        WrongSolution(
            "counts the integers that stay the same as well",
            edit(SHRINKING_CPP, "reversed < i", "reversed <= i"),
            "WA",
        ),
        WrongSolution(
            "compares the first digit with the last one only",
            cpp(
                """
                int a, b, found = 0;
                cin >> a >> b;
                for (int i = a; i <= b; i++) {
                    int first = i;
                    while (first >= 10) first /= 10;
                    if (i % 10 < first) found++;
                }
                cout << found << endl;
                """
            ),
            "WA",
        ),
    ),
    public=("18 23\n", "138 143\n"),
    private=("1 9\n", "10 10\n", "99 101\n", "1021 1021\n", "1201 1201\n", "1 100000\n", "12 19\n"),
    generate=lambda rng: _ranges(rng, 100, 500, 2000, 20000, 100000),
    home="coder",
    split="valid",
    difficulty="B",
    tags=("digits",),
)

MIXED_NUMBER_CPP = cpp(
    """
    int a, b;
    cin >> a >> b;
    int whole = a / b, rest = a % b;
    int g = gcd(rest, b);
    if (rest == 0) cout << whole << endl;
    else if (whole == 0) cout << rest / g << "/" << b / g << endl;
    else cout << whole << " " << rest / g << "/" << b / g << endl;
    """,
    "numeric",
)
MIXED_NUMBER = SampleProblem(
    slug="fraction-as-a-mixed-number",
    title="Mixed Number",
    statement="Write the fraction a/b as a mixed number: the whole part, a space, and then a fraction smaller than 1 in lowest terms, such as 2 1/3 for 14/6. If the whole part is 0, print only the fraction; if no fraction remains, print only the whole part.",
    input_format="Two integers a and b (1 <= a, b <= 1000000000).",
    output_format="The mixed number on one line; a fraction is written with a / and without spaces.",
    solve=_mixed_number,
    reference=MIXED_NUMBER_CPP,
    wrong=(
        WrongSolution(
            "does not bring the fraction to lowest terms",
            edit(MIXED_NUMBER_CPP, "int g = gcd(rest, b);", "int g = 1;"),
            "WA",
        ),
        WrongSolution(
            "prints a whole part of 0",
            edit(
                MIXED_NUMBER_CPP,
                'else if (whole == 0) cout << rest / g << "/" << b / g << endl;',
                "",
            ),
            "WA",
        ),
    ),
    public=("14 6\n", "2 8\n"),
    private=(
        "6 3\n",
        "1 1\n",
        "1 2\n",
        "5 4\n",
        "1000000000 1\n",
        "1 1000000000\n",
        "999999998 1000000000\n",
        "12 12\n",
    ),
    generate=lambda rng: [
        *rows(rng, 4, (10, 60), (2, 12)),
        *rows(rng, 2, (1, 20), (21, 60)),
        *[f"{12 * rng.randint(100, 10**6)} {12 * rng.randint(5, 99)}" for _ in range(2)],
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("math", "number theory"),
)

DICE_POINTS_CPP = cpp(
    """
    int d[3];
    cin >> d[0] >> d[1] >> d[2];
    sort(d, d + 3);
    int points = 0;
    if (d[0] == d[2]) points = 50 + d[0];
    else if (d[0] == d[1] || d[1] == d[2]) points = 2 * d[1];
    else if (d[2] - d[0] == 2) points = 30;
    cout << points << endl;
    """,
    "algorithm",
)
DICE_POINTS = SampleProblem(
    slug="points-for-three-dice",
    title="Three Dice",
    statement="A throw of three dice brings points. If all three show the same number, it brings 50 points plus that number. If exactly two show the same number, it brings twice that number. If the three numbers, put in order, follow one another, such as 2, 3, 4, it brings 30 points. Any other throw brings 0 points. Print the points.",
    input_format="Three integers between 1 and 6, what the dice show, in any order.",
    output_format="One integer: the points.",
    solve=_dice_points,
    reference=DICE_POINTS_CPP,
    wrong=(
        WrongSolution(
            "numbers follow one another only if thrown in order",
            edit(DICE_POINTS_CPP, "    sort(d, d + 3);\n", "")
            .replace(
                "if (d[0] == d[2]) points = 50 + d[0];",
                "if (d[0] == d[1] && d[1] == d[2]) points = 50 + d[0];",
            )
            .replace(
                "else if (d[0] == d[1] || d[1] == d[2]) points = 2 * d[1];",
                "else if (d[0] == d[1] || d[0] == d[2]) points = 2 * d[0];\n"
                "    else if (d[1] == d[2]) points = 2 * d[1];",
            ),
            "WA",
        ),
        WrongSolution(
            "forgets the case of three equal numbers",
            edit(DICE_POINTS_CPP, "if (d[0] == d[2]) points = 50 + d[0];\n    else if", "if"),
            "WA",
        ),
    ),
    public=("4 2 3\n", "5 2 5\n"),
    private=(
        "1 1 1\n",
        "6 6 6\n",
        "1 2 3\n",
        "6 5 4\n",
        "1 3 5\n",
        "6 1 2\n",
        "2 2 3\n",
        "3 4 4\n",
    ),
    generate=lambda rng: (
        [spaced(rng.sample((1, 2, 3, 4, 5, 6), 3)) for _ in range(5)]
        + rows(rng, 4, (1, 6), (1, 6), (1, 6))
        + ["3 5 4", "1 4 1"]
    ),
    home="coder",
    split="valid",
    difficulty="A",
    tags=("conditions",),
)

WORKING_DAYS_CPP = cpp(
    """
    long long w, r, d;
    cin >> w >> r >> d;
    long long answer = d / (w + r) * w + min(d % (w + r), w);
    cout << answer << endl;
    """,
    "algorithm",
)
WORKING_DAYS = SampleProblem(
    slug="working-days-in-a-rota",
    title="Rota",
    statement="A lighthouse keeper works for w days, then rests for r days, then works for w days again, and so on without end. Print on how many of the first d days he works.",
    input_format="Three integers w, r and d (1 <= w, r <= 1000000000, 0 <= d <= 1000000000000000000).",
    output_format="One integer: the number of days on which he works.",
    solve=_working_days,
    reference=WORKING_DAYS_CPP,
    wrong=(
        WrongSolution(
            "takes all days of the last round for working days",
            edit(WORKING_DAYS_CPP, "min(d % (w + r), w)", "d % (w + r)"),
            "WA",
        ),
        WrongSolution(
            "counts full rounds only",
            edit(WORKING_DAYS_CPP, " + min(d % (w + r), w)", ""),
            "WA",
        ),
    ),
    public=("5 2 17\n", "3 4 13\n"),
    private=(
        "1 1 0\n",
        "1 1 1\n",
        "4 3 4\n",
        "4 3 7\n",
        "1000000000 1000000000 1000000000000000000\n",
        "1 1000000000 999999999999999999\n",
        "5 2 6\n",
    ),
    generate=lambda rng: [
        *rows(rng, 5, (1, 9), (1, 9), (10, 200)),
        *rows(rng, 3, (1, 10**9), (1, 10**9), (10**12, 10**18)),
    ],
    home="coder",
    split="valid",
    difficulty="A",
    tags=("math",),
)

TRAP_WALK_CPP = cpp(
    """
    int t;
    cin >> t;
    while (t--) {
        int n, field = 0;
        cin >> n;
        for (int i = 0; i < n; i++) {
            int roll;
            cin >> roll;
            field += roll;
            if (field % 7 == 0) field -= 2;
        }
        cout << field << endl;
    }
    """
)
TRAP_WALK = SampleProblem(
    slug="dice-walk-with-traps",
    title="Trap Fields",
    statement="In a board game a piece starts on field 0 and moves forward by the number of each throw of a die. If a throw ends on a field whose number is a multiple of 7, there is a trap, and the piece goes back 2 fields at once. Print for each game the field on which the piece stands after the last throw.",
    input_format="The first line holds the number of games t (1 <= t <= 10). Each game has two lines: the number of throws n (1 <= n <= 60), and n integers between 1 and 6, the throws in order.",
    output_format="t lines of one integer: the field at the end of each game.",
    solve=_trap_walk,
    reference=TRAP_WALK_CPP,
    wrong=(
        WrongSolution(
            "looks for a trap after the last throw only",
            cpp(
                """
                int t;
                cin >> t;
                while (t--) {
                    int n, field = 0;
                    cin >> n;
                    for (int i = 0; i < n; i++) {
                        int roll;
                        cin >> roll;
                        field += roll;
                    }
                    if (field % 7 == 0) field -= 2;
                    cout << field << endl;
                }
                """
            ),
            "WA",
        ),
        WrongSolution(
            "the next game goes on where the last one ended",
            edit(edit(TRAP_WALK_CPP, "int n, field = 0;", "int n;"), "int t;", "int t, field = 0;"),
            "WA",
        ),
    ),
    public=("2\n4\n3 4 5 1\n2\n6 6\n", "1\n3\n6 1 2\n"),
    private=(
        "1\n1\n5\n",
        "1\n2\n1 6\n",
        "1\n3\n4 3 2\n",
        "3\n1\n1\n1\n2\n1\n3\n",
        "1\n6\n6 1 2 6 1 2\n",
        "2\n3\n1 1 1\n3\n2 5 2\n",
    ),
    generate=lambda rng: [
        _games(rng, *sizes) for sizes in ((1, 8), (3, 10), (5, 20), (10, 60), (2, 60))
    ],
    home="coder",
    split="valid",
    difficulty="B",
    tags=("simulation",),
)

PROBLEMS = (
    HONEST_NUMBERS,
    EXACTLY_BETWEEN,
    WIPED_TOTAL,
    HALVES,
    NEAREST_SEAT,
    HIGHER_CELLS,
    FALLING_BLOCKS,
    CROSS_SUM,
    THIN_OUT,
    MERGE_TILES,
    HEIGHT_PAIRS,
    LEFT_BEHIND,
    ALPHABET_NEIGHBOURS,
    RHYMING_PAIRS,
    CAPS_LOCK,
    HIDDEN_DIGITS,
    DOUBLE_LETTERS,
    NEXT_VOWEL,
    OUTSIDE_BRACKETS,
    ONLY_IN_FIRST,
    PLURAL,
    BY_COLUMNS,
    STILL_INSIDE,
    FIRST_MISSING,
    PARKING_FEE,
    IS_OPEN,
    ALTERNATES,
    LARGEST_EVEN_DIGIT,
    BIKE_DAY,
    BY_THREES,
    BY_LAST_DIGIT,
    SHRINKING,
    MIXED_NUMBER,
    DICE_POINTS,
    WORKING_DAYS,
    TRAP_WALK,
)
