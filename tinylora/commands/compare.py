"""`tinylora compare`: two or more evaluations, or counts that somebody reports.

scipy and statsmodels are imported when it runs, and not before: `tinylora sql` must stay quick.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tinylora.commands.options import Anyway, AsJson, Confidence, misuse_is, open_warehouse
from tinylora.display import Column, count, exact_percent, print_answer, print_rows, say
from tinylora.errors import NotComparable
from tinylora.evaluation.statistics.comparison import Comparison, evidence, verdict_in_words
from tinylora.evaluation.statistics.metrics import FURTHER, METRICS, PASS_AT_1, REGISTRY, Metric

if TYPE_CHECKING:
    from tinylora.evaluation.statistics.summary import EvaluationSummary
    from tinylora.warehouse import Row

HELP = """Compare evaluations, problems as units; or counts such as 3/165 and 6/165.

The first evaluation is what the others are held against. A word is an evaluation's id or its
beginning, a run's id, the name of an import, `base`, `start` (what the other one's training began
at), or `latest`. One right-or-wrong sample a problem: McNemar's exact test. Several samples, or
scores: a paired permutation test on per-problem rates. Several comparisons: their p-values are
corrected for one another (Holm).

--pooled: the others are trainings of one recipe with several seeds; one more comparison takes the
mean of their rates, problem by problem, and says what the recipe gains.

Evaluations that differ in more than the policy (problems, tests, prompt, seeds, temperature, token
limit, judge) are refused, and every difference is named; --anyway compares what both hold.

--counts: pairs of successes/problems, before and after. Fisher's exact test: without pairing there
is nothing else.

The exit status is 0 whatever was found, and 2 where there was nothing to compare.

Examples:

    tinylora compare base latest

    tinylora compare start latest

    tinylora compare base 3f2a 91c0 d41d --pooled

    tinylora compare --counts 3/165 6/165 121/165 126/165
"""
RATE = Metric("the rate", PASS_AT_1.of)
UNPAIRED = (
    "Which problems were solved is not known, so no paired test (McNemar's) is possible: two "
    "evaluations of the same problems, compared by their ids, would show smaller differences."
)
FIELDS = (
    *("evaluation_id", "policy", "base_model", "run_id", "checkpoint_id"),
    *("problem_set_fingerprint", "finished_at"),
)
"""Of an evaluation's row, in JSON."""


def compare(
    words: Annotated[
        list[str], typer.Argument(metavar="A B…", help="Evaluations; with --counts, pairs of them.")
    ],
    counts: Annotated[
        bool, typer.Option("--counts", help="The words are counts: 3/165 6/165.")
    ] = False,
    pooled: Annotated[
        bool, typer.Option("--pooled", help="Compare all others together with the first, too.")
    ] = False,
    anyway: Anyway = False,
    confidence: Confidence = 0.95,
    as_json: AsJson = False,
) -> None:
    """Compare, print."""
    with misuse_is():
        if counts and pooled:
            raise NotComparable("--pooled takes evaluations, and --counts takes counts: choose one")
        said = (
            _counts(words, confidence)
            if counts
            else _evaluations(words, anyway, confidence, pooled)
        )
    show = _show_counts if counts else _show_evaluations
    print_answer(said, as_json, lambda said: show(said, confidence))


def _counts(words: list[str], confidence: float) -> dict[str, Any]:
    from tinylora.evaluation.statistics.holm import corrected
    from tinylora.evaluation.statistics.intervals import rate_interval
    from tinylora.evaluation.statistics.unpaired import compare_counts

    if len(words) % 2:
        raise NotComparable(f"{len(words)} counts are no pairs: give before and after, 3/165 6/165")
    found = [_count(word) for word in words]
    pairs = list(zip(found[::2], found[1::2], strict=True))
    compared = corrected([compare_counts(*pair, confidence) for pair in pairs])
    return {
        "pairs": [
            {
                "counts": [f"{hits}/{n}" for hits, n in pair],
                "intervals": [asdict(rate_interval(*one, confidence)) for one in pair],
                "comparison": comparison_json(made, RATE),
            }
            for pair, made in zip(pairs, compared, strict=True)
        ],
        "conclusion": _conclusion(pairs, compared),
        "unpaired": UNPAIRED,
    }


def _evaluations(words: list[str], anyway: bool, confidence: float, pooled: bool) -> dict[str, Any]:
    from tinylora.stages.evaluation.compare import compare

    if all(_looks_like_counts(word) for word in words):
        raise NotComparable(f"{' '.join(words)}: counts need --counts before them")
    made = compare(open_warehouse(), words, anyway, confidence, pooled)
    return {
        "base": evaluation_json(made.base, made.summary, FIELDS),
        "others": [
            evaluation_json(one.evaluation, one.summary, FIELDS)
            | {
                "comparisons": _comparisons(one.comparisons),
                "differences": one.differences,
                "left_out": one.left_out,
            }
            for one in made.others
        ],
        "corrected": "Holm" if len(made.others) > 1 else None,
        "pooled": made.pooled and _comparisons(made.pooled),
    }


def _comparisons(made: dict[str, Comparison]) -> dict[str, Any]:
    return {metric.name: comparison_json(made[metric.name], metric) for metric in METRICS}


def _show_counts(said: dict[str, Any], confidence: float) -> None:
    for pair in said["pairs"]:
        say(" against ".join(pair["counts"]), style="bold")
        rates = " → ".join(show_rate(RATE, " ")(one) for one in pair["intervals"])
        say(f"  {rates}, {exact_percent(confidence)} intervals (Wilson)")
        say(f"  {pair['comparison']['evidence']}")
        say(f"  {pair['comparison']['conclusion']}")
    say(f"\n{said['conclusion']}", style="bold")
    say(said["unpaired"], style="dim")


def _show_evaluations(said: dict[str, Any], confidence: float) -> None:
    sizes = [Column(name, show=count) for name in ("problems", "completions")]
    caption = f"[…]: {exact_percent(confidence)} intervals, problems as units"
    columns = [Column("", _name), *metric_columns(), *sizes]
    print_rows([said["base"], *said["others"]], columns, caption=caption)
    for one in (said["base"], *said["others"]):
        say(f"{_name(one)}: {further_metrics(one)}", style="dim")
    for one in said["others"]:
        say(f"{_name(one)} against {_name(said['base'])}", style="bold")
        for difference in (*one["differences"], *one["left_out"]):
            say(f"  not the same: {difference}", style="yellow")
        _show_comparisons(one["comparisons"])
    if said["corrected"]:
        say(_family(len(said["others"])), style="dim")
    if said["pooled"]:
        say(f"{len(said['others'])} together against {_name(said['base'])}", style="bold")
        _show_comparisons(said["pooled"])


def _show_comparisons(made: dict[str, Any]) -> None:
    for one in made.values():
        say(f"  {one['conclusion']}")
        say(f"    {one['evidence']}")


def _conclusion(pairs: Sequence[Any], compared: Sequence[Comparison]) -> str:
    """Return one sentence over all pairs."""
    seen = [
        f"{hits}/{n}" for (_, (hits, n)), made in zip(pairs, compared, strict=True) if made.detected
    ]
    if len(seen) == len(pairs):
        found = "The two differ" if len(seen) == 1 else "All pairs differ"
    elif seen:
        found = f"Of {len(pairs)} pairs only {', '.join(seen)} differ from before"
    else:
        nothing = {1: "The two do not differ detectably", 2: "Neither differs detectably"}
        found = nothing.get(len(pairs), "None differs detectably")
    return f"{found}." if len(pairs) < 2 else f"{found}. {_family(len(pairs))}"


def _family(size: int) -> str:
    return f"p-values are corrected for {size} comparisons (Holm); intervals are each by itself."


def _name(one: dict[str, Any]) -> str:
    return f"{one['policy']} ({one['evaluation_id'][:8]})"


def show_rate(metric: Metric, between: str = "\n") -> Callable[[dict[str, float]], str]:
    """Return how an interval of `metric`, as JSON has it, reads: the estimate, then the range."""
    return lambda found: (
        metric.show(found["estimate"]) + between + metric.show_range(found["low"], found["high"])
    )


def metric_columns() -> list[Column]:
    """Return a column for each tested metric, of what `evaluation_json` returns."""
    return [
        Column(
            one.name, lambda row, name=one.name: row["metrics"][name], show_rate(one), right=True
        )
        for one in METRICS
    ]


def further_metrics(one: dict[str, Any]) -> str:
    """Return the metrics that are not tested, which would make a table too wide, as a sentence."""
    found = [(metric, one["metrics"][metric.name]) for metric in FURTHER]
    shown = [f"{metric.name} {show_rate(metric, ' ')(rate)}" for metric, rate in found if rate]
    return "; ".join(shown)


def evaluation_json(
    row: "Row", summary: "EvaluationSummary", fields: Sequence[str]
) -> dict[str, Any]:
    """Return these fields of an evaluation's row, its metrics with intervals, and its size."""
    found = {one.name: summary.overall.interval(one.name) for one in REGISTRY.values()}
    return {name: row[name] for name in fields} | {
        "metrics": {name: interval and asdict(interval) for name, interval in found.items()},
        "problems": summary.overall.problems,
        "completions": summary.overall.completions,
    }


def comparison_json(made: Comparison, metric: Metric = PASS_AT_1) -> dict[str, Any]:
    """Return a comparison with what may be concluded from it."""
    return asdict(made) | {
        "detected": made.detected,
        "conclusion": verdict_in_words(made, metric),
        "evidence": evidence(made, metric),
    }


def _looks_like_counts(word: str) -> bool:
    return bool(re.fullmatch(r"\d+/\d+", word))


def _count(word: str) -> tuple[int, int]:
    if not re.fullmatch(r"\d{1,9}/\d{1,9}", word):
        raise NotComparable(
            f"{word[:40]!r} is no count: write successes/problems, for example 3/165, of nine "
            "digits at most"
        )
    successes, problems = word.split("/")
    return int(successes), int(problems)
