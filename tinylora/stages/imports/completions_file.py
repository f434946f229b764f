"""A JSON Lines file of completions: from bytes to completions of known problems, or to why not.

A row names its problem by problem_key, or by native_id (with dataset and config where several
datasets use it), and holds `sample` and `text`; seed, tokens and finish_reason where they are
known.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tinylora.judge.verdict import valid_text
from tinylora.stages.judging.judge_row import BadRow, read_object
from tinylora.warehouse import Row

SHOWN_CHARS = 80


class CompletionRow(BaseModel):
    """What a row may say. Other keys are kept in `model_extra` and named."""

    model_config = ConfigDict(extra="allow", strict=True)

    problem_key: str | None = None
    native_id: str | None = None
    dataset: str | None = None
    config: str | None = None
    sample: int | None = Field(None, ge=0)
    """Its number among the problem's. None: the lowest that is free yet."""
    text: str
    seed: int | None = Field(None, ge=0, lt=1 << 64)
    tokens: int | None = Field(None, ge=0, lt=1 << 31)
    finish_reason: str | None = None


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
        return CompletionRow.model_validate(read_object(line))
    except BadRow as bad:
        raise _Refused("not_a_row", str(bad)) from bad
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        got = repr(first["input"])[:SHOWN_CHARS]
        raise _Refused("not_a_row", f"{where}: {first['msg'].lower()} (got {got})") from error


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
