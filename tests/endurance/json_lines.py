"""Files of JSON that people give: submissions to judge, completions to import, answers to score."""

import json
from collections import Counter
from dataclasses import asdict
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

from tests.endurance.damage import damaged, damaged_bytes, damaged_line, json_text
from tests.endurance.watched import Kind, sentence
from tinylora.errors import NotComparable, TinyLoRAError
from tinylora.judge.judge import Judge
from tinylora.judge.open_judge import open_judge
from tinylora.judge.settings import JudgeSettings
from tinylora.mathematics.answer import AnswerChecker
from tinylora.mathematics.file import REASONS, MathFile, read_math_file
from tinylora.mathematics.scores import score_file, tokens, words
from tinylora.mathematics.settings import CheckSettings, MathRewardSettings
from tinylora.mathematics.summary import summarise
from tinylora.stages.imports.completions_file import cover, read_completions
from tinylora.stages.judging.judge_file import judge_lines
from tinylora.stages.judging.judge_row import (
    BadRow,
    problems_in,
    read_object,
    read_row,
    submission_of_row,
)
from tinylora.warehouse import Warehouse

ROWS = 50
JUDGED = 5
"""Rows of a piece whose programs are compiled and run."""
LONGEST_REASON = 1000
DECLARED = 'extern "C" int scanf(const char *, ...), printf(const char *, ...);\n'
ADD = DECLARED + 'int main() { int a, b; scanf("%d %d", &a, &b); printf("%d", a + b); }\n'
CHECK = "int main() { return 0; }\n"
PROBLEMS = [
    {"problem_key": f"{i:016x}", "native_id": f"P{i % 4}", "dataset": "mine", "config": f"{i % 2}"}
    for i in range(6)
]


def submissions(draw: Random, folder: Path) -> Counter[str]:
    """Read submissions as `tinylora judge` does, up to what the judge would be handed."""
    outcomes = Counter()
    for line in _lines(_submission, ROWS, draw):
        try:
            submission = submission_of_row(read_row(read_object(line)), _problem_of())
            assert submission.limits(JudgeSettings())
            outcomes["kept"] += 1
        except BadRow as bad:
            _hold_reason(str(bad))
            outcomes["error"] += 1
    return outcomes


def judged(draw: Random, folder: Path) -> Counter[str]:
    """Judge a few submissions, by compiler and walls: an answer a row, in order, all of it JSON."""
    lines = _lines(_submission, JUDGED, draw)
    answers = [*judge_lines(lines, _judge(), _problem_of())]
    assert [answer["row"] for answer in answers] == [*range(1, JUDGED + 1)]
    for answer in answers:
        json.loads(json.dumps(answer))
        assert ("error" in answer) is not ("verdict" in answer), f"{answer}"
    return Counter(answer.get("verdict", "error") for answer in answers)


def completions(draw: Random, folder: Path) -> Counter[str]:
    """Read completions as `tinylora completions import` does; ask whether they cover the set."""
    found = read_completions(_lines(_completion, ROWS, draw), PROBLEMS)
    assert found.read == ROWS == len(found.kept) + len(found.rejects)
    for reject in found.rejects:
        _hold_reason(reject.why)
    for event in found.kept.values():
        assert b"\0" not in event["text"].encode(), "a text that cannot be stored"
    if found.kept:
        try:
            cover(found, PROBLEMS, partial=draw.random() < 0.5)
        except NotComparable as error:
            sentence(error)
    assert found.read == len(found.kept) + len(found.rejects)
    return Counter(reject.reason for reject in found.rejects) + Counter(kept=len(found.kept))


def answers(draw: Random, folder: Path) -> Counter[str]:
    """Read a file of answers as `tinylora score-math` does: lines, or a list with bytes hurt."""
    return _counted(_math_file(draw, folder, ROWS))


def scored(draw: Random, folder: Path) -> Counter[str]:
    """Read a few and score them, by math-verify."""
    found = _math_file(draw, folder, JUDGED)
    if isinstance(found, str):
        return Counter([found])
    settings = MathRewardSettings()
    kept, rejects = score_file(found, _checker(), words(), settings, lambda done, total: None)
    assert found.read == len(kept) + len(rejects)
    if kept:
        json.dumps(asdict(summarise(kept, 1, "words")))
    return _counted(MathFile(found.read, kept, rejects))


def tokenizers(draw: Random, folder: Path) -> Counter[str]:
    """Name a damaged tokenizer.json to `tinylora score-math --tokenizer`."""
    file = folder / "tokenizer.json"
    whole = {
        **{"version": "1.0", "truncation": None, "padding": None, "added_tokens": []},
        **{"normalizer": None, "pre_tokenizer": {"type": "Whitespace"}, "post_processor": None},
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": {"a": 0, "b": 1, "[UNK]": 2}, "unk_token": "[UNK]"},
    }
    text = json_text(damaged(whole, draw) if draw.random() < 0.7 else whole).encode()
    file.write_bytes(text if draw.random() < 0.5 else damaged_bytes(text, draw))
    try:
        tokens(str(file)).lengths(["a b c", "\ud800"])
    except TinyLoRAError as error:
        return Counter([sentence(error)])
    return Counter(["kept"])


def _submission(number: int) -> dict[str, Any]:
    cases = [{"input": f"{number} {i}\n", "output": f"{number + i}\n"} for i in range(2)]
    checkers = ("tokens", "lines", "float:1e-6", "validator -f 'a b'\n" + CHECK, {"program": CHECK})
    row = {"id": f"row {number}", "test_cases": cases, "checker": checkers[number % 5]}
    if number % 2:
        row["completion"] = f"Here it is.\n```cpp\n{ADD}```\n"
    else:
        row["source"] = ADD
    return row | {"time_limit_s": 2.0, "memory_limit_mb": 256, "standard": "c++17"}


def _completion(number: int) -> dict[str, Any]:
    problem = PROBLEMS[number % len(PROBLEMS)]
    named = {"problem_key": problem["problem_key"]}
    if number % 2:
        named = {name: problem[name] for name in ("native_id", "dataset", "config")}
    told = {"seed": number, "tokens": 7, "finish_reason": "stop"}
    return named | {"sample": number // len(PROBLEMS), "text": f"```cpp\n{ADD}```"} | told


def _answered(number: int) -> dict[str, Any]:
    texts = [f"So it is <answer>{number}</answer>", f"\\boxed{{{number}}}", f"It is {number}."]
    row = {"problem": f"What is {number}?", "answer": number if number % 2 else f"{number}"}
    return row | {"generations": texts, "prompt": f"What is {number}?"}


def _lines(row_of: Any, count: int, draw: Random) -> list[bytes]:
    lines = (json_text(damaged(row_of(number), draw)) for number in range(count))
    return [damaged_line(line, draw) if draw.random() < 0.3 else line.encode() for line in lines]


def _math_file(draw: Random, folder: Path, rows: int) -> MathFile | str:
    path = folder / "answers.json"
    of_lines = draw.random() < 0.7
    if of_lines:
        lines = [_one_line(line) for line in _lines(_answered, rows, draw)]
        path.write_bytes(b"\n".join([json.dumps(_answered(rows)).encode(), *lines]))
    else:
        whole = json_text([damaged(_answered(i), draw) for i in range(rows)]).encode()
        path.write_bytes(whole if draw.random() < 0.5 else damaged_bytes(whole, draw))
    try:
        found = read_math_file(path, draw.choice((1, 2)))
    except TinyLoRAError as error:
        return sentence(error)
    assert found.read == len(found.rows) + len(found.rejects)
    assert not of_lines or found.read == rows + 1, f"{found.read} rows of {rows + 1}"
    return found


def _one_line(line: bytes) -> bytes:
    """Return a line as UTF-8, which is asked of the whole file, and without a line's other end."""
    return line.decode(errors="replace").replace("\r", " ").encode()


def _counted(found: MathFile | str) -> Counter[str]:
    if isinstance(found, str):
        return Counter([found])
    for reject in found.rejects:
        assert reject.reason in REASONS, reject.reason
        _hold_reason(f"{REASONS[reject.reason]}: {reject.detail}")
    return Counter(one.reason for one in found.rejects) + Counter(kept=len(found.rows))


def _hold_reason(why: str) -> None:
    assert why.strip() and "\n" not in why, f"a reason in lines: {why:.300}"
    assert len(why) <= LONGEST_REASON, f"a reason of {len(why)} characters: {why:.300}"


@cache
def _problem_of() -> Any:
    return problems_in(Warehouse(Path(mkdtemp()) / "warehouse.duckdb"))


@cache
def _judge() -> Judge:
    return open_judge(JudgeSettings(workers=1), Path(mkdtemp()), check=False).__enter__()


@cache
def _checker() -> AnswerChecker:
    return AnswerChecker(CheckSettings(workers=1))


KINDS = {
    "submissions": Kind(submissions, items=ROWS),
    "submissions judged": Kind(judged, items=JUDGED, share=20),
    "completions": Kind(completions, items=ROWS),
    "answers": Kind(answers, items=ROWS),
    "answers scored": Kind(scored, items=JUDGED, share=20),
    "tokenizers": Kind(tokenizers),
}
