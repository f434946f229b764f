"""What a report is made of, gathered before anything is drawn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Any

from tinylora.display import exact_percent
from tinylora.evaluation.records import JudgedCompletion
from tinylora.evaluation.statistics.comparison import Comparison, p_alone
from tinylora.evaluation.statistics.endings import TakenApart
from tinylora.evaluation.statistics.metrics import REGISTRY
from tinylora.evaluation.statistics.reward_gap import RewardGap
from tinylora.evaluation.statistics.summary import EvaluationSummary, Slice

EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """One sample of one problem that the tuned policy answered with another verdict."""

    base: JudgedCompletion
    tuned: JudgedCompletion


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything a report says, built from warehouse rows; rendering reads nothing else."""

    title: str
    """Names the run: "train-and-eval, demo profile"."""
    base: EvaluationSummary
    tuned: EvaluationSummary
    comparisons: dict[str, Comparison]
    """By metric name; empty when there was nothing to compare."""
    steps: Sequence[dict[str, Any]] = ()
    """Rows of the view reward_curve, in order."""
    changed: Sequence[ChangedVerdict] = ()
    changed_total: int = 0
    """Samples that changed verdict, shown or not."""
    provenance: dict[str, str] = field(default_factory=dict)
    """What leads from this page to its parents: evaluation ids, run, fingerprints, versions."""
    wall_s: dict[str, float] = field(default_factory=dict)
    """Seconds by stage: "base", "tuned" (the evaluations), "train" and whatever else was timed."""
    confidence: float = 0.95
    created_at: str = ""
    """When, for people."""
    asked: str = "problem"
    """What the problems are: "held-out problem", "validation problem"."""
    differences: Sequence[str] = ()
    """What differs between the two evaluations besides the policy, where they are compared
    anyway."""
    beside: Sequence[tuple[str, str, str]] = ()
    """What is looked at beside the metrics: its name, base's, tuned's."""
    taken_apart: TakenApart | None = None
    """How completions ended before and after; None: the evaluations share no problem."""
    reward_gap: RewardGap | None = None
    """Of the training, between the test cases that rewarded and those kept apart; None: not
    measured."""

    @property
    def slices(self) -> list[tuple[str, list[tuple[Slice, Slice | None]]]]:
        """Return the ways to slice, each with base's slices and what the tuned one has of them."""
        found = []
        for way, befores in self.base.slices.items():
            after = {one.name: one for one in self.tuned.slices[way]}
            found.append((way, [(one, after.get(one.name)) for one in befores]))
        return [(way, pairs) for way, pairs in found if pairs]


def changed_verdicts(
    base: Sequence[JudgedCompletion], tuned: Sequence[JudgedCompletion]
) -> list[ChangedVerdict]:
    """Return the samples that changed verdict, newly solved and newly lost ones by turns first.

    By turns, so that the first ten never show one side only; every problem once before any twice.
    """
    before = {(row.problem_key, row.sample): row for row in base}
    solved, lost, others = [], [], []
    for row in sorted(tuned, key=lambda row: (row.sample, row.problem_key)):
        old = before.get((row.problem_key, row.sample))
        if old is None or old.verdict == row.verdict:
            continue
        kind = solved if row.solved else lost if old.solved else others
        kind.append(ChangedVerdict(old, row))
    by_turns = chain.from_iterable(zip_longest(_spread(solved), _spread(lost)))
    return [pair for pair in by_turns if pair] + _spread(others)


def comparison_table(data: ReportData) -> list[dict[str, str]]:
    """Return rows of text for a table: one per metric, then sizes and wall time.

    A metric that is not tested has its difference with the interval, and no p.
    """
    level = f"{exact_percent(data.confidence)} interval"
    rows = []
    for metric in REGISTRY.values():
        before, after = (s.overall.interval(metric.name) for s in (data.base, data.tuned))
        compared = data.comparisons.get(metric.name)
        row = {"metric": metric.name}
        for name, found in (("base", before), ("tuned", after)):
            row[name] = metric.show(found.estimate) if found else "none"
            row[f"{name} {level}"] = metric.show_range(found.low, found.high) if found else ""
        row["difference"] = metric.show_difference(compared.difference.estimate) if compared else ""
        row[f"difference {level}"] = (
            metric.show_range(compared.difference.low, compared.difference.high) if compared else ""
        )
        row["p"] = p_alone(compared.p_value) if compared and metric.tested else ""
        rows.append(row)
    sizes = {
        "problems": [f"{s.overall.problems:,}" for s in (data.base, data.tuned)],
        "completions": [f"{s.overall.completions:,}" for s in (data.base, data.tuned)],
        "wall time": [show_seconds(data.wall_s.get(name)) for name in ("base", "tuned")],
    }
    blank = dict.fromkeys(rows[0], "")
    for name, (before, after) in sizes.items():
        rows.append({**blank, "metric": name, "base": before, "tuned": after})
    return rows


def show_seconds(seconds: float | None) -> str:
    """Return "0.4 s", "1 min 05 s" or "2 h 03 min"; a dash for None."""
    if seconds is None:
        return "–"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def _spread(pairs: list[ChangedVerdict]) -> list[ChangedVerdict]:
    """Return every problem's first pair, then every problem's second, and so on."""
    seen = Counter()
    turns = []
    for pair in pairs:
        turns.append(seen[pair.tuned.problem_key])
        seen[pair.tuned.problem_key] += 1
    return [pair for _, pair in sorted(zip(turns, pairs, strict=True), key=lambda found: found[0])]
