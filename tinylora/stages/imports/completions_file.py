"""A JSON Lines file of completions: from bytes to completions of known problems, or to why not.

A row names its problem by problem_key, or by native_id (with dataset and config where several
datasets use it), and holds `sample` and `text`; seed, tokens and finish_reason where they are
known.

Write an evaluation's completions as the JSON Lines that an import reads.

Whether a file of completions covers the problem set evenly; else its rates mean others.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from tinylora.display import first_problem
from tinylora.errors import NotComparable, SourceMissing
from tinylora.evaluation.statistics.comparison import count
from tinylora.files import write_text
from tinylora.judge.verdict import valid_text
from tinylora.stages.judging.judge_row import BadRow, read_object, whole_text
from tinylora.warehouse import Row, Warehouse

SHOWN_CHARS = 80
EXAMPLE = '{"native_id": "1A", "sample": 0, "text": "int main() {}"}'


class CompletionRow(BaseModel):
    """What a row may say. Other keys are kept in `model_extra` and named."""

    model_config = ConfigDict(extra="allow", strict=True)

    problem_key: str | None = None
    native_id: str | None = None
    dataset: str | None = None
    config: str | None = None
    sample: int | None = Field(None, ge=0, lt=1 << 31)
    """Its number among the problem's. None: the lowest that is free yet."""
    text: str
    seed: int | None = Field(None, ge=0, lt=1 << 64)
    tokens: int | None = Field(None, ge=0, lt=1 << 31)
    finish_reason: Annotated[str, AfterValidator(whole_text)] | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line that was refused."""

    line: int
    reason: str
    """not_a_row, unknown_problem, ambiguous_problem, repeated or surplus."""
    why: str


@dataclass
class CompletionsFile:
    """What a file holds: every line that is not blank is kept or rejected."""

    read: int = 0
    kept: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    """By problem key and sample: `completion_row`'s event, and its `line`."""
    rejects: list[Rejected] = field(default_factory=list)
    ignored: Counter[str] = field(default_factory=Counter)
    """Keys that mean nothing here, and how many rows had them."""

    @property
    def samples(self) -> Counter[str]:
        """How many samples each problem has."""
        return Counter(key for key, _ in self.kept)

    def drop(self, keep: Iterable[tuple[str, int]], why: str) -> None:
        """Reject as surplus whatever is kept and not in `keep`."""
        for place in self.kept.keys() - set(keep):
            self.rejects.append(Rejected(self.kept.pop(place)["line"], "surplus", why))
        self.rejects.sort(key=lambda reject: reject.line)


def read_completions(lines: Iterable[bytes], problems: Sequence[Row]) -> CompletionsFile:
    """Return what `lines` hold of `problems`, rows of select_named_problems."""
    found, by_name = CompletionsFile(), defaultdict(list)
    for problem in problems:
        by_name["problem_key", problem["problem_key"]].append(problem)
        by_name["native_id", problem["native_id"]].append(problem)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found.read += 1
        try:
            row = _row(line)
            found.ignored.update(list(row.model_extra or ()))
            _place(found, number, row, _problem_key(row, by_name))
        except _Refused as refused:
            found.rejects.append(Rejected(number, refused.reason, str(refused)))
    return found


class _Refused(Exception):
    def __init__(self, reason: str, why: str) -> None:
        super().__init__(why)
        self.reason = reason


def _row(line: bytes) -> CompletionRow:
    try:
        return CompletionRow.model_validate(read_object(line, EXAMPLE))
    except BadRow as bad:
        raise _Refused("not_a_row", str(bad)) from bad
    except ValidationError as error:
        raise _Refused("not_a_row", first_problem(error)) from error


def _problem_key(row: CompletionRow, by_name: Mapping[tuple[str, str], list[Row]]) -> str:
    if row.problem_key is None and row.native_id is None:
        raise _Refused("not_a_row", "no problem is named: give problem_key, or native_id")
    kind = "native_id" if row.problem_key is None else "problem_key"
    named = {kind: getattr(row, kind)}
    if kind == "native_id":
        named |= {key: getattr(row, key) for key in ("dataset", "config") if getattr(row, key)}
    matching = [
        one
        for one in by_name.get((kind, named[kind]), ())
        if all(one[key] == value for key, value in named.items())
    ]
    name = ", ".join(f"{key} {value[:SHOWN_CHARS]!r}" for key, value in named.items())
    if not matching:
        raise _Refused("unknown_problem", f"{name} is not in the problem set")
    if len(matching) > 1:
        where = ", ".join(f"{one['dataset']}/{one['config']}" for one in matching[:4])
        raise _Refused("ambiguous_problem", f"{name} is in {where}: give dataset and config too")
    return matching[0]["problem_key"]


def _place(found: CompletionsFile, number: int, row: CompletionRow, key: str) -> None:
    sample = row.sample
    if sample is None:
        sample = next(free for free in range(found.read) if (key, free) not in found.kept)
    if (key, sample) in found.kept:
        other = found.kept[key, sample]["line"]
        raise _Refused("repeated", f"sample {sample} of problem {key} stands in line {other} too")
    found.kept[key, sample] = {
        **{"problem_key": key, "sample": sample, "text": valid_text(row.text), "line": number},
        **{"seed": row.seed, "tokens": row.tokens, "finish_reason": row.finish_reason},
    }


def export_completions(evaluation_id: str, path: Path, warehouse: Warehouse) -> int:
    """Write the completions of a finished evaluation, by problem and sample; return how many.

    Raises:
        SourceMissing: the file is there already, or its folder is not.
    """
    if path.exists() or not path.absolute().parent.is_dir():
        raise SourceMissing(f"{path}: name a file that is not there yet, in a folder that is")
    rows = warehouse.rows("select_exported_completions", evaluation_id=evaluation_id)
    known = ({name: value for name, value in row.items() if value is not None} for row in rows)
    write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in known))
    return len(rows)


NAMED = 5


def cover(file: CompletionsFile, problems: Sequence[Row], partial: bool) -> None:
    """Refuse a file that lacks problems or samples; with `partial` even out what is there.

    Args:
        file: holds at least one completion; samples that other problems lack are rejected from it.
        problems: the whole set.
        partial: evaluate the problems that are there, each with as many samples as all have.

    Raises:
        NotComparable: something is missing; it is named.
    """
    samples = file.samples
    most, fewest = max(samples.values()), min(samples.values())
    missing = [row for row in problems if not samples[row["problem_key"]]]
    fewer = [row for row in problems if 0 < samples[row["problem_key"]] < most]
    if (missing or fewer) and not partial:
        lacks = [
            *([f"{_names(missing)} of {len(problems)} without a completion"] if missing else []),
            *([f"{_names(fewer)} with fewer than {most} samples"] if fewer else []),
        ]
        raise NotComparable(
            f"{'; '.join(lacks)}: add them, or evaluate what is there, on a problem set of its "
            "own, with --partial"
        )
    if fewer:
        seen = dict.fromkeys(samples, 0)
        kept = []
        for key, sample in sorted(file.kept):
            if seen[key] < fewest:
                kept.append((key, sample))
            seen[key] += 1
        file.drop(kept, f"another problem has {count(fewest, 'sample')} only")


def _names(rows: Sequence[Row]) -> str:
    shown = [f"{row['dataset']} {row['native_id']} ({row['problem_key']})" for row in rows[:NAMED]]
    more = ", …" if len(rows) > NAMED else ""
    return f"{count(len(rows), 'problem')} ({', '.join(shown)}{more})"
