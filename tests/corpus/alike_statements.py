"""Statements that are one problem in other words, marks and formats, and one that is not."""

AS_CODE_CONTESTS = """Vasya has n sticks. The i-th stick is a_i centimetres long. He wants to
glue two different sticks end to end so that the new stick is exactly k centimetres long, and he
wonders how many pairs of sticks would do.

Help Vasya and count the pairs (i, j) with i < j and a_i + a_j = k.

Input

The first line contains two integers n and k (1 ≤ n ≤ 2·10^5, 1 ≤ k ≤ 10^9).

The second line contains n integers a_1, a_2, …, a_n (1 ≤ a_i ≤ 10^9).

Output

Print one integer — the number of pairs.

Examples

Input

4 6
1 5 3 3

Output

2

Note

In the first example the pairs are (1, 2) and (3, 4).
"""
AS_DEEPCODER = """Vasya has $n$ sticks. The $i$-th stick is $a_i$ centimetres long. He wants to
glue two different sticks end to end so that the new stick is exactly $k$ centimetres long, and
he wonders how many pairs of sticks would do.

Help Vasya and count the pairs $(i, j)$ with $i < j$ and $a_i + a_j = k$.

-----Input-----

The first line contains two integers $n$ and $k$ ($1 \\le n \\le 2 \\cdot 10^5$, $1 \\leq k
\\leq 10^9$).

The second line contains $n$ integers $a_1, a_2, \\dots, a_n$ ($1 \\le a_i \\le 10^9$).

-----Output-----

Print one integer --- the number of pairs.

-----Examples-----
Input
4 6
1 5 3 3

Output
2

-----Note-----

In the first example the pairs are $(1, 2)$ and $(3, 4)$.
"""
EASY_VERSION = (
    "This is the easy version of the problem. The versions differ in the limit on n alone.\n\n"
    + AS_CODE_CONTESTS.replace("2·10^5", "100")
)
HARD_VERSION = (
    "This is the hard version of the problem. The versions differ in the limit on n alone.\n\n"
    + AS_CODE_CONTESTS
)
SAME_FORMAT_OTHER_TASK = """Masha has n coins. The i-th coin is worth a_i roubles. She wants to
split them into the fewest heaps so that no heap is worth more than k roubles, keeping the order
of the coins.

Input

The first line contains two integers n and k (1 ≤ n ≤ 2·10^5, 1 ≤ k ≤ 10^9).

The second line contains n integers a_1, a_2, …, a_n (1 ≤ a_i ≤ k).

Output

Print one integer — the smallest number of heaps.

Examples

Input

4 6
1 5 3 3

Output

2
"""
CHINESE = (
    "## 题目描述\n\n小明有 $n$ 根木棍，第 $i$ 根长 $a_i$ 厘米。\n\n"
    "请问有多少对木棍接起来恰好长 $k$ 厘米？"
)
CHINESE_OTHER_MARKS = "题目描述：小明有n根木棍,第i根长a_i厘米.请问有多少对木棍接起来恰好长k厘米?"
