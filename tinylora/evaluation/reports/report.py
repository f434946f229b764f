"""Render a report: an HTML page that stands alone, Markdown for Prefect, a table for a terminal."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from tinylora.display import Column, exact_percent, print_rows, say
from tinylora.evaluation.reports import figures
from tinylora.evaluation.reports.page import environment, sentence
from tinylora.evaluation.reports.report_data import EXAMPLES, ReportData, comparison_table
from tinylora.evaluation.statistics.comparison import verdict_in_words
from tinylora.evaluation.statistics.holm import corrected
from tinylora.evaluation.statistics.metrics import METRICS, PASS_AT_1, Metric
from tinylora.evaluation.statistics.reward_gap import gap_in_words
from tinylora.evaluation.statistics.summary import VERDICTS

MISSING = {
    "reward": "No reward curve: this report holds no optimiser step.",
    "verdicts": "No verdict mix: one of the two evaluations holds no completion.",
    "problems": "No scores by problem: the two evaluations share no problem.",
    "gap": "Not measured: no rollout was judged on test cases that its reward kept apart.",
    "buckets": "No rates by bucket: the two evaluations do not share difficulty buckets.",
}


def render_html(data: ReportData) -> str:
    """Return the page: no script, no network, light and dark, fit for a phone and for paper."""
    drawn = {
        "reward": figures.reward_curve(data.steps),
        "verdicts": figures.verdict_mix(data.base, data.tuned),
        "problems": figures.score_by_problem(data.base, data.tuned),
        "buckets": figures.rates_by_bucket(data.base, data.tuned),
    }
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            figures={name: Markup(svg) if svg else None for name, svg in drawn.items()},
            **_shared(data),
        )
    )


def render_markdown(data: ReportData) -> str:
    """Return the same without plots and code; text from problems and models is escaped."""
    return environment().get_template("report.md.j2").render(**_shared(data))


def print_comparison(data: ReportData) -> None:
    """Print base against tuned, and what may be concluded from it."""
    level = f"{exact_percent(data.confidence)} interval"

    def with_range(name: str) -> Callable[[dict[str, str]], str]:
        return lambda row: "\n".join(filter(None, (row[name], row[f"{name} {level}"])))

    names = {"base": "base", "tuned": "tuned", "tuned − base": "difference"}
    numbers = [Column(title, with_range(name), right=True) for title, name in names.items()]
    columns = [Column("", "metric"), *numbers, Column("p", right=True)]
    caption = f"[…]: {level}, problems as units"
    print_rows(comparison_table(data), columns, title=data.title, caption=caption)
    for _, words in _conclusions(data):
        say(f"{sentence(words)}.")


def headline(data: ReportData) -> str:
    """Return what the report claims, in one sentence or more without the last full stop."""
    return ". ".join(_claims(data))


def _claims(data: ReportData) -> list[str]:
    """Return what became of pass@1, then every other tested metric that changed.

    Those are three chances to find something, so their p are corrected for one another.
    """
    tested = [metric for metric in METRICS if metric.name in data.comparisons]
    if PASS_AT_1 not in tested:
        return ["Nothing to compare: neither evaluation holds a completion"]
    family = corrected([data.comparisons[metric.name] for metric in tested])
    said = [verdict_in_words(data.comparisons[PASS_AT_1.name], PASS_AT_1)]
    said += [
        verdict_in_words(made, metric)
        for metric, made in zip(tested, family, strict=True)
        if metric is not PASS_AT_1 and made.detected
    ]
    return [sentence(words) for words in said]


def _conclusions(data: ReportData) -> list[tuple[Metric, str]]:
    found = [(metric, data.comparisons.get(metric.name)) for metric in METRICS]
    return [(metric, sentence(verdict_in_words(made, metric))) for metric, made in found if made]


def _shared(data: ReportData) -> dict[str, Any]:
    return {
        "data": data,
        "level": f"{exact_percent(data.confidence)} interval",
        "claims": _claims(data),
        "conclusions": _conclusions(data),
        "table": comparison_table(data),
        "examples": data.changed[:EXAMPLES],
        "missing": MISSING,
        "verdicts": VERDICTS,
        "reward_gap": data.reward_gap and sentence(gap_in_words(data.reward_gap)),
    }
