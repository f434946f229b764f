"""What a statement asks for where it is not one program from standard input to standard output.

An answer file, a talk with the judge, or a function that the judge calls. Said in Chinese or
English, and told from statements that only mention such a thing: "print the answer only",
"formerly interactive, here an ordinary problem", "human-computer interaction".
"""

import re

from tinylora.problem import RejectReason

_EMPHASIS = re.compile(r"\*\*|__|`")
_NEAR = 300
"""Characters within which two halves of a sign belong together."""
_NOT = "".join(
    f"(?<!{no}{one})" for no in ("不是", "并非", "非") for one in ("", "一道", "一个", "一种")
)
_NOT_AN = "".join(f"(?<!{no})" for no in ("not an ", "n't an ", "n’t an ", "not a ", "no ", "non-"))
"""What stands before a kind of task that the statement says it is not."""
_ANSWER_ONLY = re.compile(
    rf"{_NOT}(?:提交答案[式型类]?(?:[（(][^（）()\n]{{1,8}}[)）])?(?:试题|题|型|类|文本|文件)"
    r"|答案提交[式型类]?题|提答题)"
    r"|只需要?提交(?:输出|答案)(?:文件|文本|即可)"
    rf"|{_NOT_AN}\b(?:output|answer)(?:-only\b| only (?:task|problem|question))"
    r"|\b(?:task|problem) is (?:output|answer)[- ]only\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"{_NOT}(?<!人机)(?:交互题|交互(?:式|型|类)的?(?:题|问题)|IO ?交互|函数式交互|通信题)"
    r"|交互库|交互器|交互格式|交互协议|与(?:评测|测评|裁判)(?:机|程序|系统)?(?:进行)?交互|(?<!不)采用交互"
    rf"|{_NOT_AN}\binteractive (?:problem|task)\b|\binteractor\b"
    r"|\b(?:runs?|works?|communicates?|judged|tested) interactively\b",
    re.IGNORECASE,
)
_FUNCTION = re.compile(
    r"\bgrader\.(?:h|cpp)\b"
    r"|(?:不需要|无需|不要|不应|请勿)(?:包含|实现|编写|写|定义|含有) ?main ?函数",
    re.IGNORECASE,
)
_ORDINARY = re.compile(
    r"(?:改|转|现在|现已|这里|此处|本站|洛谷|在此)[^。；;\n]{0,20}(?<!不是)(?<!并非)(?<!非)"
    r"(?:传统|普通|常规|非交互)[式型类]?(?:的?试?题|的?问题|评测|形式|方式)"
    r"|(?:[本此这该]|这道)题(?:是|为|属于)(?:一道|一个)?(?:传统|普通|常规|非交互)[式型类]?的?(?:试?题|问题)"
    r"|(?:原|赛|考试|当时|现场)[^。；;\n]{0,20}交互[^\n]{0,40}"
    r"(?:这里|此处|在此|本站|洛谷|现在|本题)[^。\n]{0,20}(?:完整|整个|整份)的?程序"
    r"|\b(?:formerly|originally|used to be|was)\b[^\n]{0,40}\binteractive\b[^\n]{0,60}"
    r"\b(?:ordinary|traditional|whole program|standard (?:problem|input))",
    re.IGNORECASE,
)
"""It was interactive elsewhere and is not here, or says that it is an ordinary one."""
_FLUSHES = re.compile(
    r"(?:清空|刷新|冲刷)[^。；\n]{0,8}(?:缓冲|缓存|输出)|fflush|"
    r"\bflush(?:ing|ed)?\b[^.\n]{0,40}\b(?:output|stdout|buffer|stream)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"(?:评测|测评|裁判|交互|判题)(?:机|程序|系统|器|库)?[^。；\n]{0,12}(?:回答|回复|答复|反馈|响应|返回)"
    r"|(?:读入|读取|接收)[^。；\n]{0,12}(?:回答|回复|答复|反馈|响应)"
    r"|\b(?:judge|jury|grader|checker|system)\b[^.\n]{0,40}\b(?:answer|repl|respon|return)"
    r"|\bread\b[^.\n]{0,20}\b(?:reply|response|answers? (?:to|from))",
    re.IGNORECASE,
)
_IMPLEMENT = re.compile(
    r"(?:实现|编写|完成|补全|补充|写|提供)[^。；\n]{0,20}(?:函数|过程|接口)"
    r"|\b(?:implement|write)\b[^.\n]{0,40}\b(?:function|procedure)s?\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:评测|测评|评分|交互|裁判|判题)(?:机|程序|系统|器|库)?[^。；\n]{0,20}调用"
    r"|被[^。；\n]{0,12}(?:评测|测评|评分|交互|裁判|判题)[^。；\n]{0,6}调用|调用你(?:的|所|实现|编写)"
    r"|\bgrader\b|\b(?:judge|jury)\b[^.\n]{0,20}\bcalls?\b",
    re.IGNORECASE,
)
_ARGUMENTS = re.compile(r"\s*(?:(?<!\w)[A-Za-z_]\w*\s*=\s*[-\[{\"'\w][^=\n]*(?:\n\s*)?)+")
"""Each character fits it in one way alone: a text of many lines that is none is seen at once."""


def other_task(statement: str) -> tuple[RejectReason, str] | None:
    """Return what a statement asks for instead of a program, and the words that say so.

    None: a program, as far as it says.
    """
    plain = _EMPHASIS.sub("", statement)
    if found := _ANSWER_ONLY.search(plain):
        return RejectReason.ANSWER_ONLY, _around(plain, found)
    named = None if _ORDINARY.search(plain) else _NAMED.search(plain)
    if found := (
        named
        or _FUNCTION.search(plain)
        or _both(_FLUSHES, _ANSWERED, plain)
        or _both(_IMPLEMENT, _CALLED, plain)
    ):
        return RejectReason.INTERACTIVE, _around(plain, found)
    return None


def asks_for_a_function(statement: str, inputs: list[str]) -> bool:
    """Tell whether a statement wants a function, its samples being arguments: "n = 2"."""
    implement = _IMPLEMENT.search(_EMPHASIS.sub("", statement))
    return implement is not None and all(map(_ARGUMENTS.fullmatch, inputs))


def _both(one: re.Pattern[str], other: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first match of `one` that has a match of `other` near it."""
    for found in one.finditer(text):
        if other.search(text, max(0, found.start() - _NEAR), found.end() + _NEAR):
            return found
    return None


def _around(statement: str, found: re.Match[str]) -> str:
    return statement[max(0, found.start() - 100) : found.end() + 100]
