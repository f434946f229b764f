"""Problems of arithmetic in the columns of OpenR1-Math-220k, for a small model to train on.

Sums, differences, products, quotients and remainders, asked for bare and in a sentence about
things that people count. The answer is computed here, never written by hand. No two problems have
the same numbers and the same operation, so none of the held-out ones can be known by heart.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from tinylora.identity import fingerprint

SCHEMA = pa.schema(
    [
        (name, pa.string())
        for name in ("problem", "answer", "problem_type", "question_type", "source", "uuid")
    ]
)
ROWS = 160
"""The profile `arithmetic` trains on the first 80, chooses by the next 20, holds out the rest."""
SEED = 20261129


@dataclass(frozen=True)
class Kind:
    """One kind of question."""

    name: str
    largest: tuple[int, int]
    """Of either number; the smallest is 2."""
    answer: Callable[[int, int], int | None]
    """None: no question can be made of these numbers."""
    wordings: tuple[str, ...]


KINDS = (
    Kind(
        "sum",
        (20, 20),
        lambda a, b: a + b,
        (
            "What is {a} + {b}?",
            "Add {b} to {a}.",
            "A farmer has {a} sheep and buys {b} more. How many sheep has he now?",
            "Lena read {a} pages on Monday and {b} on Tuesday. How many pages did she read in all?",
        ),
    ),
    Kind(
        "difference",
        (40, 20),
        lambda a, b: a - b if a > b else None,
        (
            "Compute {a} - {b}.",
            "Take {b} away from {a}. What is left?",
            "A bus carries {a} people and {b} of them get off. How many stay on the bus?",
            "There were {a} apples in a basket, and {b} were eaten. How many apples remain?",
        ),
    ),
    Kind(
        "product",
        (9, 12),
        lambda a, b: a * b,
        (
            "Find the product of {a} and {b}.",
            "What is {a} times {b}?",
            "Each of {a} boxes holds {b} pencils. How many pencils are there altogether?",
            "A gardener plants {a} rows of {b} tulips. How many tulips does the garden get?",
        ),
    ),
    Kind(
        "quotient",
        (60, 9),
        lambda a, b: a // b if a % b == 0 and a > b else None,
        (
            "Divide {a} by {b}.",
            "What is {a} / {b}?",
            "{a} sweets are shared equally among {b} children. How many does each child get?",
            "A rope of {a} metres is cut into {b} equal pieces. How long is each piece, in metres?",
        ),
    ),
    Kind(
        "remainder",
        (60, 9),
        lambda a, b: a % b if a > b else None,
        (
            "What remains when {a} is divided by {b}?",
            "Eggs are packed {b} to a carton, and there are {a} eggs. How many are left over?",
        ),
    ),
)


def arithmetic_rows() -> list[dict[str, Any]]:
    """Return the problems, shuffled, so that any run of rows holds every kind."""
    rng = random.Random(SEED)
    made = [row for kind in KINDS for row in _of_kind(kind, ROWS // len(KINDS), rng)]
    rng.shuffle(made)
    return made


def _of_kind(kind: Kind, count: int, rng: random.Random) -> Iterator[dict[str, Any]]:
    seen = set()
    while len(seen) < count:
        a, b = (rng.randint(2, largest) for largest in kind.largest)
        answer = kind.answer(a, b)
        if answer is None or (a, b) in seen:
            continue
        wording = kind.wordings[len(seen) % len(kind.wordings)]
        seen.add((a, b))
        problem = wording.format(a=a, b=b)
        yield {
            "problem": problem,
            "answer": str(answer),
            "problem_type": kind.name,
            "question_type": "math-word-problem",
            "source": "arithmetic",
            "uuid": fingerprint(["arithmetic", problem]),
        }
