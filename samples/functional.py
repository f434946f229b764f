"""Functions to write, each with a right solution, and as DeepCoder's rows in both encodings.

The demo asks none of them: they show whether functional problems are read and judged rightly.
Results are written by hand, from the statement and not from the solution.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samples.as_deepcoder import LCBV5, PRIMEINTELLECT

__all__ = ["FUNCTIONS", "LCBV5", "PRIMEINTELLECT", "Function", "rows"]


@dataclass(frozen=True)
class Function:
    """One function."""

    name: str
    statement: str
    signature: str
    """Its parameters and what it returns, without self."""
    body: str
    """Of a right solution."""
    calls: tuple[tuple[tuple[Any, ...], Any], ...]
    """Arguments and results."""
    alone: bool = False
    """The solution stands at top level, not in class Solution."""

    @property
    def starter_code(self) -> str:
        """The class with an empty method, as LeetCode gives it."""
        parameters, _, result = self.signature.partition(") ")
        inside = parameters.removeprefix("(")
        arguments = f"self, {inside}" if inside else "self"
        return f"class Solution:\n    def {self.name}({arguments}) {result}:\n        "

    @property
    def solution(self) -> str:
        """A right program."""
        lines = self.body.splitlines()
        if self.alone:
            return "\n".join(
                [f"def {self.name}{self.signature}:", *(f"    {one}" for one in lines)]
            )
        return "\n".join([self.starter_code.rstrip(), *(f"        {one}" for one in lines)])


def rows(function: Function) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a function as (configuration, row).

    LiveCodeBench's texts; TACO's lists, with a list around each result; PrimeIntellect's without.
    """
    solved = {"problem": function.statement, "solutions": [function.solution]}
    texts = [
        {"input": "\n".join(map(json.dumps, given)), "output": json.dumps(result)}
        for given, result in function.calls
    ]
    yield (
        "lcbv5",
        {
            "problem": function.statement,
            "starter_code": function.starter_code,
            "tests": json.dumps([{**text, "testtype": "functional"} for text in texts]),
            "metadata": {
                **{"func_name": function.name, "contest_date": "2024-03-01T00:00:00"},
                **{"difficulty": "easy", "platform": "leetcode", "question_id": function.name},
            },
        },
    )
    inputs = [list(given) for given, _ in function.calls]
    outputs = [result for _, result in function.calls]
    wrapped = [[result] for result in outputs]
    columns = {"fn_name": function.name, "inputs": inputs, "outputs": wrapped}
    yield "taco", {**solved, "tests": json.dumps(columns)}
    entries = [
        {"type": "function_call", "fn_name": function.name, "input": given, "output": output}
        for given, output in zip(inputs, outputs, strict=True)
    ]
    yield "primeintellect", {**solved, "tests": json.dumps(entries)}


FUNCTIONS = (
    Function(
        "sumOfEvens",
        "Return the sum of the even numbers in nums.",
        "(nums: List[int]) -> int",
        "return sum(n for n in nums if n % 2 == 0)",
        ((([1, 2, 3, 4],), 6), (([],), 0), (([-2, 7, 9],), -2)),
    ),
    Function(
        "mirrorWords",
        "Reverse each word of s; words are separated by one space.",
        "(s: str) -> str",
        'return " ".join(word[::-1] for word in s.split(" "))',
        ((("ab cd",), "ba dc"), (("",), ""), (("x yz é",), "x zy é")),
    ),
    Function(
        "runLengths",
        "Return each run of equal characters of s as [character, length].",
        "(s: str) -> List[List[str]]",
        "return [(key, str(len(list(group)))) for key, group in groupby(s)]",
        (
            (("aab",), [["a", "2"], ["b", "1"]]),
            (("",), []),
            (("zzz",), [["z", "3"]]),
        ),
    ),
    Function(
        "shelfHeights",
        "Boxes are stacked from the left. Return the height after each of them.",
        "(boxes: List[int]) -> List[int]",
        "return list(accumulate(boxes))",
        ((([1, 2, 3],), [1, 3, 6]), (([5],), [5]), (([0, 4],), [0, 4])),
    ),
    Function(
        "meanTemperature",
        "Return the mean of the temperatures.",
        "(temperatures: List[float]) -> float",
        "return statistics.fmean(temperatures)",
        ((([1.0, 2.0],), 1.5), (([0.1, 0.2, 0.3],), 0.2), (([-1.5],), -1.5)),
    ),
    Function(
        "isStaircase",
        "Return whether every number is one more than the one before it.",
        "(nums: List[int]) -> bool",
        "return all(b - a == 1 for a, b in zip(nums, nums[1:]))",
        ((([3, 4, 5],), True), (([3, 5],), False), (([],), True)),
    ),
    Function(
        "letterCounts",
        "Return how often each letter stands in word, by letter.",
        "(word: str) -> Dict[str, int]",
        "return Counter(word)",
        ((("abca",), {"a": 2, "b": 1, "c": 1}), (("",), {}), (("zz",), {"z": 2})),
    ),
    Function(
        "smallestThree",
        "Return the three smallest numbers in ascending order, fewer where there are fewer.",
        "(nums: List[int]) -> List[int]",
        "heapify(nums)\nreturn [heappop(nums) for _ in range(min(3, len(nums)))]",
        ((([5, 1, 4, 2],), [1, 2, 4]), (([7, 7],), [7, 7]), (([],), [])),
    ),
    Function(
        "sharedDivisor",
        "Return the greatest number that divides both a and b.",
        "(a: int, b: int) -> int",
        "return gcd(a, b)",
        (((12, 18), 6), ((7, 13), 1), ((10**30, 10**20), 10**20)),
    ),
    Function(
        "spiralSide",
        "Return the matrix of size n by n filled with 1, 2, 3, ... row by row.",
        "(n: int) -> List[List[int]]",
        "return [[i * n + j + 1 for j in range(n)] for i in range(n)]",
        (((2,), [[1, 2], [3, 4]]), ((1,), [[1]]), ((0,), [])),
    ),
    Function(
        "turned",
        "Return the matrix turned by 90 degrees to the right.",
        "(matrix: List[List[int]]) -> List[List[int]]",
        "return [list(row) for row in zip(*matrix[::-1])]",
        ((([[1, 2], [3, 4]],), [[3, 1], [4, 2]]), (([[5]],), [[5]]), (([[1, 2]],), [[1], [2]])),
    ),
    Function(
        "firstAtLeast",
        "nums is sorted. Return the index of the first number that is at least x, or -1.",
        "(nums: List[int], x: int) -> int",
        "i = bisect_left(nums, x)\nreturn i if i < len(nums) else -1",
        ((([1, 3, 5], 3), 1), (([1, 3, 5], 4), 2), (([1], 2), -1)),
    ),
    Function(
        "waysToClimb",
        "Return in how many ways a stair of n steps is climbed by one or two steps at a time.",
        "(n: int) -> int",
        "@lru_cache(None)\ndef ways(k):\n    return 1 if k < 2 else ways(k - 1) + ways(k - 2)\n"
        "return ways(n)",
        (((3,), 3), ((0,), 1), ((50,), 20365011074)),
    ),
    Function(
        "nearestExit",
        "Return how many steps lead from cell (0, 0) of a grid of 0s (free) and 1s (walls) to its "
        "last cell, or -1.",
        "(grid: List[List[int]]) -> int",
        "seen, queue = {(0, 0)}, deque([(0, 0, 0)])\n"
        "while queue:\n"
        "    i, j, steps = queue.popleft()\n"
        "    if (i, j) == (len(grid) - 1, len(grid[0]) - 1):\n"
        "        return steps\n"
        "    for a, b in ((i + 1, j), (i, j + 1), (i - 1, j), (i, j - 1)):\n"
        "        inside = 0 <= a < len(grid) and 0 <= b < len(grid[0])\n"
        "        if inside and not grid[a][b] and (a, b) not in seen:\n"
        "            seen.add((a, b))\n"
        "            queue.append((a, b, steps + 1))\n"
        "return -1",
        ((([[0, 0], [1, 0]],), 2), (([[0, 1], [1, 0]],), -1), (([[0]],), 0)),
    ),
    Function(
        "cheapestRoute",
        "Roads are [from, to, cost] and one-way. Return the least cost from 0 to n - 1, or -1.",
        "(n: int, roads: List[List[int]]) -> int",
        "graph = defaultdict(list)\n"
        "for a, b, cost in roads:\n    graph[a].append((b, cost))\n"
        "best, heap = {}, [(0, 0)]\n"
        "while heap:\n"
        "    cost, here = heapq.heappop(heap)\n"
        "    if here in best:\n        continue\n"
        "    best[here] = cost\n"
        "    for there, more in graph[here]:\n        heapq.heappush(heap, (cost + more, there))\n"
        "return best.get(n - 1, -1)",
        (((3, [[0, 1, 4], [1, 2, 1], [0, 2, 7]]), 5), ((2, []), -1), ((1, []), 0)),
    ),
    Function(
        "pairsThatSum",
        "Return how many pairs of positions i < j have nums[i] + nums[j] = target.",
        "(nums: List[int], target: int) -> int",
        "return sum(a + b == target for a, b in combinations(nums, 2))",
        ((([1, 2, 3, 4], 5), 2), (([2, 2, 2], 4), 3), (([], 0), 0)),
    ),
    Function(
        "boundOrNothing",
        "Return the largest number below bound, or null where there is none. A null bound is none.",
        "(nums: List[int], bound: Optional[int]) -> Optional[int]",
        "return max((n for n in nums if n < (inf if bound is None else bound)), default=None)",
        ((([1, 5, 9], 6), 5), (([7], 3), None), (([7, 8], None), 8)),
    ),
    Function(
        "halfLife",
        "Return what is left of amount after the given number of halvings.",
        "(amount: float, halvings: int) -> float",
        "return amount / 2**halvings",
        (((1.0, 3), 0.125), ((10, 0), 10), ((1, 30), 9.3132257e-10)),
    ),
    Function(
        "anyDoubled",
        "Return whether some number is twice another one.",
        "(nums: List[int]) -> bool",
        "return any(a == 2 * b for a, b in permutations(nums, 2))",
        ((([3, 1, 6],), True), (([0],), False), (([0, 0],), True)),
    ),
    Function(
        "quoted",
        "Return text in double quotes, with each quote or backslash in it after a backslash.",
        "(text: str) -> str",
        "return '\"' + re.sub(r'([\"\\\\])', r\"\\\\\\1\", text) + '\"'",
        (((("a"),), '"a"'), (('"',), '"\\""'), (("\\\n",), '"\\\\\n"')),
    ),
    Function(
        "grouped",
        "Group words by their length, shortest first; keep the order inside a group.",
        "(words: List[str]) -> List[List[str]]",
        "return [list(group) for _, group in groupby(sorted(words, key=len), key=len)]",
        ((((["bb", "a", "cc"]),), [["a"], ["bb", "cc"]]), (([],), []), ((["x"],), [["x"]])),
    ),
    Function(
        "triangle",
        "Return the first n rows of Pascal's triangle.",
        "(n: int) -> List[List[int]]",
        "return [[math.comb(i, j) for j in range(i + 1)] for i in range(n)]",
        (((3,), [[1], [1, 1], [1, 2, 1]]), ((1,), [[1]]), ((0,), [])),
    ),
    Function(
        "depth",
        "tree is [left, right], where either is a tree or null. Return its depth; null has 0.",
        "(tree: Optional[list]) -> int",
        "return 0 if tree is None else 1 + max(self.depth(tree[0]), self.depth(tree[1]))",
        ((([[None, None], None],), 2), ((None,), 0), (([None, None],), 1)),
    ),
    Function(
        "digitsOf",
        "Return the decimal digits of n, the last one first.",
        "(n: int) -> List[int]",
        "return [int(digit) for digit in reversed(str(n))]",
        (((120,), [0, 2, 1]), ((7,), [7]), ((10,), [0, 1])),
    ),
    Function(
        "weekday",
        "Return the English name of the day of the week of a date such as 2024-02-29.",
        "(date: str) -> str",
        "return datetime.date.fromisoformat(date).strftime('%A')",
        ((("2024-02-29",), "Thursday"), (("2000-01-01",), "Saturday"), (("1999-12-31",), "Friday")),
    ),
    Function(
        "noArguments",
        "Return the list of the first five square numbers.",
        "() -> List[int]",
        "return [n * n for n in range(1, 6)]",
        (((), [1, 4, 9, 16, 25]),),
    ),
    Function(
        "clamp",
        "Return x, or the nearer one of low and high where it is outside of them.",
        "(x, low, high)",
        "return min(max(x, low), high)",
        (((5, 1, 3), 3), ((0, 1, 3), 1), ((2.5, 1, 3), 2.5)),
        alone=True,
    ),
    Function(
        "vowels",
        "Return how many vowels there are in s.",
        "(s)",
        "return sum(c in 'aeiou' for c in s.lower())",
        ((("Audio",), 4), (("xyz",), 0), (("",), 0)),
        alone=True,
    ),
    Function(
        "merge",
        "Merge two sorted lists into one that is sorted.",
        "(a, b)",
        "return list(heapq.merge(a, b))",
        ((([1, 4], [2, 3]), [1, 2, 3, 4]), (([], []), []), (([], [1]), [1])),
        alone=True,
    ),
    Function(
        "lookup",
        "Return what table has under key, or an empty text.",
        "(table, key)",
        "return table.get(key, '')",
        ((({"a": "x"}, "a"), "x"), (({}, "a"), ""), (({"b": "y", "c": "z"}, "c"), "z")),
        alone=True,
    ),
    Function(
        "swapEnds",
        "Return the list with its first and last element exchanged.",
        "(items)",
        "if items:\n    items[0], items[-1] = items[-1], items[0]\nreturn items",
        ((([1, "a", None],), [None, "a", 1]), (([],), []), (([True, 2.5],), [2.5, True])),
        alone=True,
    ),
    Function(
        "collatz",
        "Halve n where it is even, else take 3n + 1, until it is 1. Return the number of steps.",
        "(n)",
        "return 0 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)",
        (((6,), 8), ((1,), 0), ((27,), 111)),
        alone=True,
    ),
    Function(
        "divide",
        "Return the quotient and the remainder of a divided by b.",
        "(a, b)",
        "print('dividing', a, b)\nreturn divmod(a, b)",
        (((7, 2), [3, 1]), ((6, 3), [2, 0]), ((0, 5), [0, 0])),
        alone=True,
    ),
    Function(
        "polygonArea",
        "Return the area of the polygon with these corners, in order.",
        "(points)",
        "sides = zip(points, points[1:] + points[:1])\n"
        "return abs(sum(a * d - b * c for (a, b), (c, d) in sides)) / 2",
        ((([[0, 0], [2, 0], [0, 2]],), 2.0), (([[0, 0], [1, 0], [1, 1], [0, 1]],), 1)),
        alone=True,
    ),
)
