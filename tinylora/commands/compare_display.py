"""What `tinylora compare` found, for people and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tinylora.display import harmless
from tinylora.evaluation.statistics.comparison import Comparison, evidence, verdict_in_words
from tinylora.evaluation.statistics.intervals import rate_interval
from tinylora.evaluation.statistics.metrics import METRICS, PASS_AT_1, REGISTRY, Metric
from tinylora.evaluation.statistics.summary import EvaluationSummary
from tinylora.stages.evaluation.compare import Against, Compared
from tinylora.warehouse import Row

RATE = Metric("the rate", PASS_AT_1.of)
UNPAIRED = (
    "Which problems were solved is not known, so no paired test (McNemar's) is possible: two "
    "evaluations of the same problems, compared by their ids, would show smaller differences."
)
SHOWN = (
    *("evaluation_id", "policy", "base_model", "run_id", "checkpoint_id"),
    *("problem_set_fingerprint", "finished_at"),
)


@dataclass(frozen=True)
class Counts:
    """Pairs of counts, before and after."""

    pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    comparisons: Sequence[Comparison]

    def to_json(self) -> dict[str, Any]:
        """Return everything for a program."""
        return {
            "pairs": [
                {
                    "counts": [f"{hits}/{n}" for hits, n in pair],
                    "intervals": [
                        asdict(rate_interval(*one, made.difference.confidence)) for one in pair
                    ],
                    "comparison": _said(made, RATE),
                }
                for pair, made in zip(self.pairs, self.comparisons, strict=True)
            ],
            "conclusion": self.conclusion(),
            "unpaired": UNPAIRED,
        }

    def show(self, console: Console) -> None:
        """Print a block a pair, and what follows from all."""
        for pair, made in zip(self.pairs, self.comparisons, strict=True):
            level = made.difference.confidence
            rates = [rate_interval(*one, level) for one in pair]
            console.print(Text(" against ".join(f"{hits}/{n}" for hits, n in pair), "bold"))
            shown = " → ".join(
                f"{RATE.show(rate.estimate)} {RATE.show_range(rate.low, rate.high)}"
                for rate in rates
            )
            _lines(console, f"{shown}, {level:.0%} intervals (Wilson)", evidence(made, RATE))
            _lines(console, verdict_in_words(made, RATE))
        console.print(Text(f"\n{self.conclusion()}", "bold"))
        console.print(Text(UNPAIRED, "dim"))

    def conclusion(self) -> str:
        """Return one sentence over all pairs."""
        seen = [
            f"{hits}/{n}"
            for (_, (hits, n)), made in zip(self.pairs, self.comparisons, strict=True)
            if made.detected
        ]
        together = _family(len(self.pairs))
        if len(seen) == len(self.pairs):
            return f"{'The two differ' if len(seen) == 1 else 'All pairs differ'}.{together}"
        if seen:
            return (
                f"Of {len(self.pairs)} pairs only {', '.join(seen)} differ from before.{together}"
            )
        nothing = {1: "The two do not differ detectably", 2: "Neither differs detectably"}
        return f"{nothing.get(len(self.pairs), 'None differs detectably')}.{together}"


@dataclass(frozen=True)
class Evaluations:
    """One evaluation and those held against it."""

    compared: Compared

    def to_json(self) -> dict[str, Any]:
        """Return everything for a program."""
        made = self.compared
        return {
            "base": _evaluation(made.base, made.summary),
            "others": [
                _evaluation(one.evaluation, one.summary)
                | {
                    "comparisons": {
                        metric.name: _said(one.comparisons[metric.name], metric)
                        for metric in METRICS
                    },
                    "differences": one.differences,
                    "left_out": one.left_out,
                }
                for one in made.others
            ],
            "corrected": "Holm" if len(made.others) > 1 else None,
        }

    def show(self, console: Console) -> None:
        """Print the metrics of all, then what may be said of each against the first."""
        made = self.compared
        table = Table("", *(metric.name for metric in METRICS), "problems", "completions")
        for row, summary in self._all():
            table.add_row(Text(_name(row)), *_rates(summary), *_sizes(summary))
        table.caption = f"[…]: {made.confidence:.0%} intervals, problems as units"
        console.print(table, markup=False)
        for one in made.others:
            _against(one, made.base, console)
        if len(made.others) > 1:
            console.print(Text(_family(len(made.others)).strip(), "dim"))

    def _all(self) -> list[tuple[Row, EvaluationSummary]]:
        made = self.compared
        return [
            (made.base, made.summary),
            *((one.evaluation, one.summary) for one in made.others),
        ]


def _against(one: Against, base: Row, console: Console) -> None:
    console.print(Text(f"{_name(one.evaluation)} against {_name(base)}", "bold"))
    for difference in (*one.differences, *one.left_out):
        console.print(Text(f"  not the same: {harmless(difference)}", "yellow"))
    for metric in METRICS:
        made = one.comparisons[metric.name]
        _lines(console, verdict_in_words(made, metric), f"  {evidence(made, metric)}")


def _lines(console: Console, *texts: str) -> None:
    for text in texts:
        console.print(Text(f"  {harmless(text)}"))


def _family(size: int) -> str:
    if size < 2:
        return ""
    return f" p-values are corrected for {size} comparisons (Holm); intervals are each by itself."


def _name(row: Row) -> str:
    return f"{harmless(row['policy'])} ({row['evaluation_id'][:8]})"


def _rates(summary: EvaluationSummary) -> list[str]:
    found = [(metric, summary.overall.interval(metric.name)) for metric in METRICS]
    return [
        f"{metric.show(i.estimate)}\n{metric.show_range(i.low, i.high)}" if i else "none"
        for metric, i in found
    ]


def _sizes(summary: EvaluationSummary) -> tuple[str, str]:
    return f"{summary.overall.problems:,}", f"{summary.overall.completions:,}"


def _evaluation(row: Row, summary: EvaluationSummary) -> dict[str, Any]:
    return {name: row[name] for name in SHOWN} | {
        "metrics": {
            metric.name: asdict(summary.overall.interval(metric.name))
            for metric in REGISTRY.values()
        },
        "problems": summary.overall.problems,
        "completions": summary.overall.completions,
    }


def _said(made: Comparison, metric: Metric) -> dict[str, Any]:
    return asdict(made) | {
        "detected": made.detected,
        "conclusion": verdict_in_words(made, metric),
        "evidence": evidence(made, metric),
    }
