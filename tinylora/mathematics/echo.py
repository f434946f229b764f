r"""The prompt that a completion repeats before it answers, found and cut off. Pure.

Many scripts store prompt and answer as one text. Where such a prompt shows an example, say
<answer>42</answer>, the example would count as the answer of every model that writes no tag. What
is cut off is the same text at the beginning of completions that differ afterwards: the row's own
`prompt`, or a beginning that holds the problem, or one that all problems of the file share and that
holds an answer.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tinylora.mathematics.file import MathRow
from tinylora.mathematics.text import REASONING_BEGINS, normalised, tags

ROUNDS = 3
"""Times that a prompt may state its problem."""
SPECIAL = re.compile(r"(?:\s|<[^<>\s]*>)*")
"""What may stand before a row's own prompt: a tokenizer's marks, <s> or <|begin_of_text|>."""
UP_TO_LAST_WORD = re.compile(r".*\w", re.DOTALL)
BOX = re.compile(r"\\boxed\{[^{}]+\}")


def without_prompts(rows: Sequence[MathRow], tag: str) -> list[MathRow]:
    """Return `rows` with the prompts cut off their generations; `cut` says how long they were."""
    by_field = [_cut(row, [_own_prompt(row, text) for text in row.generations]) for row in rows]
    cut = {row.row: row for row in by_field if any(row.cut)}
    others = [row for row in by_field if row.row not in cut]
    found = _without_stated_problems(others, tag)
    if not any(any(row.cut) for row in found):
        found = _without_shared_beginning(others, tag)
    cut |= {row.row: row for row in found}
    return [cut[row.row] for row in rows]


def _own_prompt(row: MathRow, text: str) -> int:
    """Return the length of the row's own prompt where `text` begins with it."""
    if row.prompt is None or not row.prompt.strip():
        return 0
    found = _as_stated(row.prompt).search(text)
    if found is None or not SPECIAL.fullmatch(text, 0, found.start()):
        return 0
    return found.end()


def _without_stated_problems(rows: list[MathRow], tag: str) -> list[MathRow]:
    for again in range(ROUNDS):
        beginnings = _beginnings(rows, tag, again > 0)
        if not beginnings:
            break
        rests = {
            text[beginnings[row.row] :]
            for row in rows
            if row.row in beginnings
            for text in row.generations
        }
        more = _end_of_prompt(rests, tag)
        rows = [
            _cut(row, [beginnings[row.row] + more] * len(row.generations))
            if row.row in beginnings
            else row
            for row in rows
        ]
    return rows


def _beginnings(rows: list[MathRow], tag: str, again: bool) -> dict[int, int]:
    """Return by row how long the beginning of its completions up to the end of the problem is.

    A model may answer and then state the problem once more. So a beginning with an answer before
    the problem counts only where other problems have the same, or where the file holds one problem.
    """
    found: dict[int, tuple[str, int]] = {}
    for row in rows:
        stated = _as_stated(row.problem).search(row.generations[0])
        if stated is None:
            continue
        beginning = row.generations[0][: stated.end()]
        if all(text.startswith(beginning) for text in row.generations):
            found[row.row] = beginning[: stated.start()], stated.end()
    sharing = Counter(head for head, _ in found.values())
    differ = {row.row for row in rows if len(set(row.generations)) > 1}

    def is_prompt(row: int, head: str) -> bool:
        if tags(head, tag) or BOX.search(head):
            return not again and (sharing[head] > 1 or (len(rows) == 1 and row in differ))
        return sharing[head] > 1 or row in differ

    return {row: end for row, (head, end) in found.items() if is_prompt(row, head)}


def _without_shared_beginning(rows: list[MathRow], tag: str) -> list[MathRow]:
    """Cut off what all completions of all problems begin with, if it holds an answer.

    No model has answered problems with different answers before it wrote anything else.
    """
    texts = {text for row in rows for text in row.generations}
    if len({normalised(row.answer) for row in rows}) < 2:
        return rows
    end = _end_of_prompt(texts, tag)
    beginning = _shared_beginning([*texts])[:end]
    if not tags(beginning, tag) and not BOX.search(beginning):
        return rows
    return [_cut(row, [end] * len(row.generations)) for row in rows]


def _end_of_prompt(texts: Iterable[str], tag: str) -> int:
    """Return where what all texts begin with ends: after a line, or after an answer.

    What they share beyond that may be the models' own first words. At least two different texts
    with a word in them must be left: of one text nobody can say where its prompt ends.
    """
    texts = {*texts}
    if len(texts) < 2:
        return 0
    shared = _shared_beginning(texts)
    words = (UP_TO_LAST_WORD.match(text) for text in texts)
    last = sorted(found.end() if found else 0 for found in words)[-2]
    opened, closed, lines = (
        [found.end() for found in re.finditer(re.escape(mark), shared)]
        for mark in (f"<{tag}>", f"</{tag}>", "\n")
    )
    for end in sorted({*closed, *lines, *(found.end() for found in BOX.finditer(shared))})[::-1]:
        if end < last and _latest(opened, end) <= _latest(closed, end):
            return end
    return 0


def _latest(places: list[int], end: int) -> int:
    """Return the last of the ordered places up to `end`, 0 where there is none."""
    before = bisect_right(places, end)
    return places[before - 1] if before else 0


def _shared_beginning(texts: Iterable[str]) -> str:
    texts = [*texts]
    low, high = min(texts), max(texts)  # whatever these share, those between share as well
    pairs = enumerate(zip(low, high, strict=False))
    return low[: next((place for place, (one, other) in pairs if one != other), len(low))]


def _cut(row: MathRow, lengths: list[int]) -> MathRow:
    """Return `row` with so many more characters cut off each generation."""
    lengths = [
        _before_reasoning(text, length)
        for text, length in zip(row.generations, lengths, strict=True)
    ]
    before = row.cut or (0,) * len(lengths)
    longest = max(range(len(lengths)), key=lengths.__getitem__)
    return replace(
        row,
        generations=tuple(
            text[length:] for text, length in zip(row.generations, lengths, strict=True)
        ),
        cut=tuple(old + new for old, new in zip(before, lengths, strict=True)),
        echoed=row.echoed + row.generations[longest][: lengths[longest]],
    )


def _before_reasoning(text: str, length: int) -> int:
    """Leave <think> to the completion where the prompt ends with it."""
    prompt = text[:length].rstrip()
    return len(prompt) - len(REASONING_BEGINS) if prompt.endswith(REASONING_BEGINS) else length


def _as_stated(text: str) -> re.Pattern[str]:
    """Return what finds `text` with any white space, and not as a part of longer words."""
    words = text.split()
    before = r"(?<![A-Za-z0-9_])" if re.match(r"[A-Za-z0-9_]", words[0]) else ""
    after = r"(?![A-Za-z0-9_])" if re.search(r"[A-Za-z0-9_]$", words[-1]) else ""
    return re.compile(before + r"\s+".join(map(re.escape, words)) + after)
