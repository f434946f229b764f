"""`tinylora compare`: two or more evaluations, or counts that somebody reports.

scipy and statsmodels are imported when it runs, and not before: `tinylora sql` must stay quick.
"""

import json
import re
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from tinylora.commands.options import Anyway, AsJson, Confidence
from tinylora.display import harmless
from tinylora.errors import NotComparable, TinyLoRAError
from tinylora.paths import warehouse_path
from tinylora.warehouse import Warehouse

if TYPE_CHECKING:
    from tinylora.commands.compare_display import Counts, Evaluations

HELP = """Compare evaluations, problems as units; or counts such as 3/165 and 6/165.

The first evaluation is what the others are held against. A word is an evaluation's id or its
beginning, a run's id, the name of an import, `base`, or `latest`. One right-or-wrong sample a
problem: McNemar's exact test. Several samples, or scores: a paired permutation test on per-problem
rates. Several comparisons: their p-values are corrected for one another (Holm).

Evaluations that differ in more than the policy (problems, tests, prompt, seeds, temperature, token
limit, judge) are refused, and every difference is named; --anyway compares what both hold.

--counts: pairs of successes/problems, before and after. Fisher's exact test: without pairing there
is nothing else.

The exit status is 0 whatever was found, and 2 where there was nothing to compare.

Examples:

    tinylora compare base latest

    tinylora compare base 3f2a 91c0 d41d --json

    tinylora compare --counts 3/165 6/165 121/165 126/165
"""
MISUSE = 2


def compare(
    words: Annotated[
        list[str], typer.Argument(metavar="A B…", help="Evaluations; with --counts, pairs of them.")
    ],
    counts: Annotated[
        bool, typer.Option("--counts", help="The words are counts: 3/165 6/165.")
    ] = False,
    anyway: Anyway = False,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Compare, print."""
    try:
        said = _counts(words, confidence) if counts else _evaluations(words, anyway, confidence)
    except TinyLoRAError as error:
        print(f"tinylora: {harmless(str(error))}", file=sys.stderr)
        raise typer.Exit(MISUSE) from error
    if as_json:
        print(json.dumps(said.to_json(), ensure_ascii=False, indent=1, default=str))
    else:
        said.show(Console(highlight=False, soft_wrap=True))


def _evaluations(words: list[str], anyway: bool, confidence: float) -> "Evaluations":
    from tinylora.commands.compare_display import Evaluations
    from tinylora.stages.evaluation.compare import compare

    if all(_looks_like_counts(word) for word in words):
        raise NotComparable(f"{' '.join(words)}: counts need --counts before them")
    return Evaluations(compare(Warehouse(warehouse_path()), words, anyway, confidence))


def _counts(words: list[str], confidence: float) -> "Counts":
    from tinylora.commands.compare_display import Counts
    from tinylora.evaluation.statistics.counts import compare_counts
    from tinylora.evaluation.statistics.holm import corrected

    if len(words) % 2:
        raise NotComparable(f"{len(words)} counts are no pairs: give before and after, 3/165 6/165")
    found = [_count(word) for word in words]
    pairs = list(zip(found[::2], found[1::2], strict=True))
    return Counts(pairs, corrected([compare_counts(*pair, confidence) for pair in pairs]))


def _looks_like_counts(word: str) -> bool:
    return bool(re.fullmatch(r"\d+/\d+", word))


def _count(word: str) -> tuple[int, int]:
    if not _looks_like_counts(word):
        raise NotComparable(f"{word!r} is no count: write successes/problems, for example 3/165")
    successes, problems = word.split("/")
    return int(successes), int(problems)
