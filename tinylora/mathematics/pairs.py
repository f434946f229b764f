"""Two models on the same mathematics problems: capability tiers, and base against tuned."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.comparison import Comparison
from tinylora.evaluation.statistics.intervals import Interval, rate_interval
from tinylora.evaluation.statistics.paired import compare
from tinylora.mathematics.scores import HIGHEST_REWARD, ScoredProblem
from tinylora.mathematics.summary import (
    ANY_FORM,
    PASS_AT_1,
    REWARD,
    metrics,
    values_by_problem,
)
from tinylora.mathematics.text import same_by_text, unboxed

TIERS = ("easy", "medium", "hard")


@dataclass(frozen=True, slots=True)
class Pairing:
    """The problems of two files, matched by their text."""

    shared: list[tuple[ScoredProblem, ScoredProblem]]
    only_first: list[ScoredProblem]
    only_second: list[ScoredProblem]
    other_answer: list[tuple[ScoredProblem, ScoredProblem]]
    """The same problem with another right answer: one of the two is wrong, so neither is used."""


def pair(first: Sequence[ScoredProblem], second: Sequence[ScoredProblem]) -> Pairing:
    """Match the problems of two files.

    Raises:
        NotComparable: they share none.
    """
    by_key = {problem.key: problem for problem in second}
    keys = {problem.key for problem in first}
    both = [(problem, by_key[problem.key]) for problem in first if problem.key in by_key]
    agreeing, differing = [], []
    for ends in both:
        same = same_by_text(unboxed(ends[0].answer), unboxed(ends[1].answer))
        (agreeing if same else differing).append(ends)
    if not agreeing:
        raise NotComparable(
            f"of {len(first)} and {len(second)} problems none is in both files with the same "
            "answer: generate with both models on the same problems"
        )
    return Pairing(
        shared=agreeing,
        only_first=[problem for problem in first if problem.key not in by_key],
        only_second=[problem for problem in second if problem.key not in keys],
        other_answer=differing,
    )


def tier(smaller: ScoredProblem, larger: ScoredProblem, k: int) -> str:
    """Return easy (the smaller model solves it), medium (only the larger does) or hard (neither).

    Solved: any of the first k completions is correct, so that both models have as many tries.
    """
    if smaller.solved(k):
        return "easy"
    return "medium" if larger.solved(k) else "hard"


def tier_shares(tiers: Sequence[str], confidence: float = 0.95) -> dict[str, Interval]:
    """Return each tier's share of the problems, at least one."""
    return {name: rate_interval(tiers.count(name), len(tiers), confidence) for name in TIERS}


def compare_files(pairing: Pairing, k: int, confidence: float = 0.95) -> dict[str, Comparison]:
    """Return every metric's comparison by name: the first file, tuned, against the second, base.

    Raises:
        NotComparable: a problem has another number of completions in the other file.
    """
    tuned, base = zip(*pairing.shared, strict=True)
    for after, before in pairing.shared:
        if len(after.completions) != len(before.completions):
            raise NotComparable(
                f"row {after.row} has {len(after.completions)} generations, and row {before.row} "
                f"of the other file {len(before.completions)}: generate as many with both models"
            )
    compared = {}
    for metric in metrics(k):
        before, after = (values_by_problem(problems, metric, k) for problems in (base, tuned))
        found = compare(before, after, confidence)
        compared[metric.name] = _in_rewards(found) if metric is REWARD else found
    return compared


def form_only(compared: dict[str, Comparison]) -> bool:
    """Return whether answers became easier to find, and not detectably more often right."""
    strict, any_form = compared[PASS_AT_1.name], compared[ANY_FORM.name]
    return strict.detected and strict.difference.estimate > 0 and not any_form.detected


def _in_rewards(found: Comparison) -> Comparison:
    """Return a comparison of rewards' shares of the highest one as one of rewards."""
    difference = found.difference
    return replace(
        found,
        base=HIGHEST_REWARD * found.base,
        tuned=HIGHEST_REWARD * found.tuned,
        difference=replace(
            difference,
            estimate=HIGHEST_REWARD * difference.estimate,
            low=HIGHEST_REWARD * difference.low,
            high=HIGHEST_REWARD * difference.high,
        ),
        detectable=None if found.detectable is None else HIGHEST_REWARD * found.detectable,
    )
