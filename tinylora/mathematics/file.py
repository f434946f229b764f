"""A file of problems with a model's completions: what can be scored, and what cannot and why.

A JSON list, or JSON Lines, of {"problem": text, "answer": text or number, "generations": [texts]},
and "prompt": text where the generations may begin with it; other keys are left aside. Every row is
kept or rejected.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tinylora.errors import SchemaDrift, SourceMissing
from tinylora.identity import sha256
from tinylora.mathematics.text import normalised

EXCERPT = 120
REASONS = {
    "not_json": "the line is no JSON",
    "not_an_object": "the row is no object",
    "no_problem": "problem is no text, or empty",
    "no_answer": "answer is neither text nor a number, or empty",
    "no_generations": "generations is no list, or empty",
    "generation_not_text": "a generation is no text",
    "too_few_generations": "fewer generations than k: lower --k, or generate more",
    "duplicate_problem": "an earlier row has the same problem",
    "answer_not_checkable": "math-verify does not find the answer equal to itself",
}


@dataclass(frozen=True, slots=True)
class MathRow:
    """One problem."""

    row: int
    """Its place in the file, from 1; a line of JSON Lines."""
    key: str
    """The same for the same problem text, white space and Unicode form aside."""
    problem: str
    answer: str
    generations: tuple[str, ...]
    prompt: str | None = None
    """What the model was given, where the file says so."""
    cut: tuple[int, ...] = ()
    """Characters of a prompt that were cut off each generation; empty where none was looked for."""
    echoed: str = ""
    """The longest text that was cut off."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One row that is not scored."""

    row: int
    reason: str
    """A key of REASONS."""
    detail: str


@dataclass(frozen=True, slots=True)
class MathFile:
    """What a file holds; `read` is the sum of the other two."""

    read: int
    rows: list[MathRow] = field(default_factory=list)
    rejects: list[RejectedRow] = field(default_factory=list)


class _Bad(Exception):
    """A row is not what it should be: (reason, detail)."""


def read_math_file(path: Path, k: int) -> MathFile:
    """Read a file; rows with fewer than `k` generations cannot be scored.

    Raises:
        SourceMissing: the file cannot be read.
        SchemaDrift: it is neither a JSON list nor JSON Lines.
    """
    found = MathFile(0)
    seen: dict[str, int] = {}
    read = 0
    for row, value in _values(path):
        read += 1
        try:
            kept = _row(row, value, k)
            first = seen.setdefault(kept.key, row)
            if first != row:
                raise _Bad("duplicate_problem", f"as row {first}: {excerpt(kept.problem)}")
            found.rows.append(kept)
        except _Bad as bad:
            found.rejects.append(RejectedRow(row, *bad.args))
    return MathFile(read, found.rows, found.rejects)


def _values(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceMissing(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SchemaDrift(
            f"{path} is not UTF-8 text (byte {error.start}): unpack or convert it first"
        ) from error
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip()[:1] == "[":
            raise SchemaDrift(f"{path} is no whole JSON list: {error}; write it again") from error
        yield from _lines(text)
        return
    yield from enumerate(whole if isinstance(whole, list) else [whole], start=1)


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, _Bad("not_json", f"{error}: {excerpt(line)}")


def _row(row: int, value: Any, k: int) -> MathRow:
    if isinstance(value, _Bad):
        raise value
    if not isinstance(value, dict):
        raise _Bad("not_an_object", excerpt(value))
    problem, generations = value.get("problem"), value.get("generations")
    if not isinstance(problem, str) or not problem.strip():
        raise _Bad("no_problem", excerpt(problem))
    answer = _answer(value.get("answer"))
    if not isinstance(generations, list) or not generations:
        raise _Bad("no_generations", excerpt(generations))
    for place, generation in enumerate(generations, start=1):
        if not isinstance(generation, str):
            raise _Bad("generation_not_text", f"generation {place}: {excerpt(generation)}")
    if len(generations) < k:
        raise _Bad("too_few_generations", f"{len(generations)} generations, k is {k}")
    prompt = value.get("prompt")
    return MathRow(
        row,
        sha256(normalised(problem))[:16],
        problem,
        answer,
        tuple(generations),
        prompt if isinstance(prompt, str) else None,
    )


def _answer(value: Any) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and (isinstance(value, int) or math.isfinite(value)):
        return format(Decimal(str(value)), "f")  # 1e-05 would be read as e, less 5
    if not isinstance(value, str) or not value.strip():
        raise _Bad("no_answer", excerpt(value))
    return value.strip()


def excerpt(value: Any) -> str:
    """Return the beginning of a text, a number as it is, the kind of anything else."""
    if not isinstance(value, str):
        return f"{value}" if value is None or isinstance(value, int | float) else _kind(value)
    text = " ".join(value[: 4 * EXCERPT].split())
    return text if len(text) <= EXCERPT else text[:EXCERPT] + "…"


def _kind(value: list | dict) -> str:
    return f"{'a list' if isinstance(value, list) else 'an object'} of {len(value)}"
