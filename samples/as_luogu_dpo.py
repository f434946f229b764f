"""Sample problems as luogu_dpo's one JSON file: preference pairs over a Chinese Markdown statement.

Every problem stands there twice, as on the hub. Only the samples inside the statement are test
cases. Four rows are made to be refused, one for each way in which a sample fails to be one.
"""

from collections.abc import Iterable
from typing import Any

from samples.problem import SampleProblem

PREAMBLE = (
    "下面是一道编程竞赛题。请先想清楚做法，再用 C 或 C++ 写出完整的程序，"
    "不要输出题目没有要求的内容。请把最终程序放在唯一的一个代码块里：\n"
    "```cpp\n<your code here>\n```\n\n\n题目内容:\n\n"
)
LEADS = (
    "<think>先看清输入和输出的格式，再按题意直接计算。</think>",
    "按题目描述逐步实现即可，注意边界情况。",
)
COUNTING = """#include <iostream>
using namespace std;

int main() {
    cout << "1 2 3" << endl;
    return 0;
}
"""


def luogu_rows(problems: Iterable[SampleProblem]) -> list[dict[str, Any]]:
    """Return two rows a problem, then the rows to refuse.

    Raises:
        ValueError: a problem is not of the train split; luogu_dpo has no other.
    """
    rows = []
    for problem in problems:
        if problem.split != "train":
            raise ValueError(f"{problem.slug}: luogu_dpo has no {problem.split} split, only train")
        value = PREAMBLE + _markdown(problem)
        for lead, wrong in zip(LEADS, problem.wrong, strict=True):
            rows.append(_row(value, _answer(lead, problem.reference), _answer(lead, wrong.source)))
    return rows + [_refusable(*fields) for fields in REFUSABLE]


def _row(value: str, chosen: str, rejected: str) -> dict[str, Any]:
    return {
        "conversations": [{"from": "human", "value": value}],
        "chosen": {"from": "gpt", "value": chosen},
        "rejected": {"from": "gpt", "value": rejected},
    }


def _answer(lead: str, source: str) -> str:
    return f"{lead}\n```cpp\n{source}```\n\n"


def _markdown(problem: SampleProblem) -> str:
    native_id = problem.slug.split("-")[0]
    limits = f"时间限制 {problem.time_limit_s:g} 秒，内存限制 {problem.memory_limit_mb} MB。"
    sections = [
        ("题目描述", problem.statement),
        ("输入格式", problem.input_format),
        ("输出格式", problem.output_format),
        ("说明/提示", limits),
    ]
    samples = [(case.input, case.output) for case in problem.cases_of("public")]
    return _page(f"{native_id} {problem.title}", sections, samples)


def _page(title: str, sections: list[tuple[str, str]], samples: list[tuple[str, str]]) -> str:
    body = "".join(f"## {name}\n\n{text}\n\n" for name, text in sections)
    shown = "".join(
        f"### 样例 {number}\n\n**输入：**\n```\n{given}```\n\n**输出：**\n```\n{expected}```\n\n"
        for number, (given, expected) in enumerate(samples, start=1)
    )
    return f"# {title}\n\n\n{body}## 样例\n\n{shown}"


def _refusable(
    title: str, sections: list[tuple[str, str]], given: str, expected: str
) -> dict[str, Any]:
    value = PREAMBLE + _page(title, sections, [(given, expected)])
    return _row(value, _answer(LEADS[0], COUNTING), _answer(LEADS[1], COUNTING))


REFUSABLE = (
    (
        "P9101 填数谜题",
        [
            ("题目背景", "本题为提交答案题，手算出结果后直接提交答案文本即可。"),
            ("题目描述", "把 $1$ 到 $3$ 填进三个空格，使每个数恰好出现一次。"),
            ("输入格式", "每个测试点给出一个编号。"),
            ("输出格式", "一行三个数。"),
        ],
        "1\n",
        "1 2 3\n",
    ),
    (
        "P9102 固定的答案",
        [
            ("题目描述", "输出 $1$ 到 $3$ 的所有整数。"),
            ("输入格式", "无"),
            ("输出格式", "一行三个整数。"),
        ],
        "无\n",
        "1 2 3\n",
    ),
    (
        "P9103 很长的数列",
        [
            ("题目描述", "给出 $n$，从 $1$ 开始输出 $n$ 个连续的整数，每行一个。"),
            ("输入格式", "一行一个整数 $n$。"),
            ("输出格式", "$n$ 行，每行一个整数。"),
        ],
        "1000\n",
        "1\n2\n3\n……\n",
    ),
    (
        "P9104 汉字接龙",
        [
            ("题目描述", "给出一个词语，输出它的最后一个字。"),
            ("输入格式", "一行一个词语。"),
            ("输出格式", "一行一个字。"),
        ],
        "天空\n",
        "空\n",
    ),
)
