"""The samples inside a statement: markdown in, input/output pairs out.

Read line by line: a label (`sample_labels`) says what the next block is, a block is a fence of
backticks or tildes at any indentation, or the plain lines up to the next label where there is no
fence. Bare labels ("输入", "Output") count only inside a sample section, so "## 输入" over the
input format is left alone; a section that explains a sample ("#### 样例#1解释") ends it. Inputs and
outputs pair by their number where they have one and in order otherwise, never over a gap.

Statements are written by hand: `sample_markup` takes markup off, a fence that never closes ends
before the next heading of a sample or where its marks stand behind the last line of data, a label
written into a fence is cut, and prose under a sample's heading in the hints is no sample.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tinylora.corpus.statements import sample_markup
from tinylora.corpus.statements.sample_labels import IO_KINDS, Label, is_hint, label_of
from tinylora.problem import Refused, RejectReason


@dataclass(frozen=True, slots=True)
class Sample:
    """One input/output pair of a statement, as it stands there."""

    input: str
    output: str
    closed: bool = True
    """False where a fence never ended: the statement was cut."""


@dataclass(slots=True)
class _Block:
    kind: str
    """input or output."""
    number: str | None
    plain: list[str]
    fenced: str | None = None
    closed: bool = True
    in_hint: bool = False
    ended: bool = False
    """Its plain lines were all, and code follows."""
    paired: bool = False
    """An input that has found its output."""

    @property
    def content(self) -> str:
        if self.fenced is None:
            text = "\n".join(self.plain).strip("\n")
            return sample_markup.without_explanation(text) if self.kind == "output" else text
        return _without_labels(self.fenced)


def samples(statement: str) -> list[Sample]:
    """Return a statement's samples, each once, in order.

    Raises:
        Refused: there are none, or inputs and outputs do not pair.
    """
    blocks = list(_blocks(statement))
    shown = [block for block in blocks if block.fenced is not None or not block.in_hint]
    pairs = _paired(shown or blocks)
    if not pairs:
        raise Refused(RejectReason.SAMPLE_NOT_FOUND, statement[-300:], stage="extract")
    texts = [text for pair in pairs for text in (pair.input, pair.output)]
    texts = sample_markup.decoded(texts, statement)
    both = zip(texts[::2], texts[1::2], pairs, strict=True)
    return list(dict.fromkeys(Sample(i, o, pair.closed) for i, o, pair in both))


def _paired(blocks: list[_Block]) -> list[Sample]:
    waiting: deque[_Block] = deque()  # in order; those that found an output may be among them
    alike: dict[str | None, deque[_Block]] = defaultdict(deque)  # the same by number, without those
    left = 0
    pairs = []
    for block in blocks:
        if block.kind == "input":
            waiting.append(block)
            alike[block.number].append(block)
            left += 1
            continue
        while waiting and waiting[0].paired:
            waiting.popleft()
        same = alike[block.number]
        if not same and waiting and (block.number is None or left == len(alike[None])):
            same = alike[waiting[0].number]
        if not same:
            raise _unpaired(block)
        partner = same.popleft()
        partner.paired = True
        left -= 1
        texts = partner.content, block.content
        if partner.fenced is None and block.fenced is None:
            texts = sample_markup.unwrapped(*texts)
        pairs.append(Sample(*texts, partner.closed and block.closed))
    if left:
        raise _unpaired(next(block for block in waiting if not block.paired))
    return pairs


def _unpaired(block: _Block) -> Refused:
    return Refused(
        RejectReason.UNPAIRED_TEST_CASES,
        f"{block.kind} {block.number or ''} stands alone: {block.content}",
        stage="extract",
    )


def _blocks(statement: str) -> Iterator[_Block]:
    """Yield the labelled blocks of a statement."""
    section: Label | None = None  # the sample section we are in
    block: _Block | None = None
    asked = False  # an input still lacks its output
    found = False
    hint = 0  # how deep the heading of the hints is that we are under
    for line, fence in _scan(statement.replace("\r\n", "\n").replace("\r", "\n")):
        label = label_of(line) if fence is None else None
        if label is not None and label.kind in IO_KINDS and not label.explicit and section is None:
            opens = label.counted and not found and not hint  # "输入 #1", as the site shows it
            if not opens:
                label = Label("other") if label.heading else None  # "## 输入" over the input format
        if label is not None and label.kind == "further" and asked:
            label = None  # nothing stands between an input and its output: "Source" is data
        if label is None:
            _extend(block, line, fence)
            continue
        if block is not None:
            yield block
            block = None
        depth = len(line.lstrip()) - len(line.lstrip().lstrip("#"))
        if label.heading and depth <= hint:
            hint = 0
        if label.kind in IO_KINDS:
            section = section or label
            block = _Block(
                label.kind,
                label.number or section.number,
                [label.rest] * bool(label.rest),
                in_hint=hint > 0,
            )
            asked, found = label.kind == "input", True
        elif label.heading or label.kind == "sample" or not asked:  # not a note before the output
            section = label if label.kind == "sample" else None
            hint = hint or depth * (label.heading and is_hint(line))
    if block is not None:
        yield block


def _extend(block: _Block | None, line: str, fence: tuple[str, bool] | None) -> None:
    if block is None or block.ended:
        return
    if fence is None:
        block.plain.append(line)
    elif (
        block.kind == "output"
        and block.fenced is None
        and sample_markup.is_code_below(block.plain, fence[0])
    ):
        block.ended = True
    elif block.fenced is None:  # later fences under the same label explain, they are not samples
        block.fenced, block.closed = fence


def _without_labels(fenced: str) -> str:
    """Return what a fence holds without a label on its first and last line."""
    lines = fenced.split("\n")
    while len(lines) > 1 and _names_a_sample(lines[0]):
        del lines[0]
    while len(lines) > 1 and _names_a_sample(lines[-1]):
        del lines[-1]
    return "\n".join(lines)


def _names_a_sample(line: str) -> bool:
    """Tell whether a line can only be a label: "Sample #1", "样例输出"; "sample" may be data."""
    label = label_of(line)
    if label is None or not label.explicit or label.rest:
        return False
    return label.kind in IO_KINDS or (label.kind == "sample" and label.number is not None)


def _is_sample_heading(line: str) -> bool:
    label = label_of(line) if line.lstrip().startswith("##") else None
    return label is not None and label.explicit and (label.kind == "sample" or not label.rest)


def _scan(statement: str) -> Iterator[tuple[str, tuple[str, bool] | None]]:
    """Yield (line, None) for lines outside fences and ("", (content, closed)) for each fence."""
    lines = statement.split("\n")
    place = 0
    while place < len(lines):
        if markup := sample_markup.rewritten(lines, place):
            lines[place : markup[1]] = markup[0]
            continue
        line = lines[place]
        place += 1
        opening = sample_markup.FENCE.match(line)
        if opening is None:
            yield line, None
            continue
        indent, mark, info = opening[1], opening[2], opening[3].strip()
        if "`" in info:
            whole = info.endswith(mark) and "`" not in info.removesuffix(mark)
            yield ("", (info.removesuffix(mark).strip(), True)) if whole else (line, None)
            continue
        content, closed = [info] if _NUMBERS.fullmatch(info) else [], False
        ends_properly = False
        while place < len(lines) and not closed:
            inner = lines[place]
            if _is_sample_heading(inner):  # it was never closed, and that is a new section
                break
            place += 1
            stripped = inner.strip()
            closed = stripped.startswith(mark) and not stripped.strip(mark[0])
            if closed:
                break
            if stripped.endswith(mark) and not ends_properly:
                closed = _closes(mark, lines, place)
                ends_properly = not closed
            inner = inner.removeprefix(indent)
            content.append(inner.rstrip().rstrip(mark[0]).rstrip() if closed else inner)
        yield "", ("\n".join(content), closed)


_NUMBERS = re.compile(r"-?\d+(?:[ .]-?\d+)+")
"""What stands after a fence's opening marks and can be no name of a language."""


def _closes(mark: str, lines: list[str], place: int) -> bool:
    """Tell whether marks at the end of a line of data close its fence: no proper end follows."""
    for line in islice(lines, place, None):
        if line.strip().startswith(mark):
            return bool(line.strip().strip(mark[0]))
        if label_of(line) is not None:
            return True
    return True
