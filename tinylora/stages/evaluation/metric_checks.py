"""Hold each policy's newest evaluation against the one before it, once.

Before it means: of the same policy, loaded, prompted and sampled with the same settings. Problems,
judge and code may differ: what those do to a metric is what is looked for. The result is stored, so
the same pair is never looked at again; a run that is killed before that looks at it again.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tinylora.evaluation.statistics.conditions import differences, sampled_alike
from tinylora.evaluation.statistics.metrics import METRICS
from tinylora.evaluation.statistics.regressions import (
    Pair,
    Regression,
    changes,
    corrected_together,
    is_regression,
)
from tinylora.settings import Settings
from tinylora.stages.evaluation.finished import finished_evaluations, outcomes
from tinylora.stages.evaluation.re_evaluation import evaluations_of_today
from tinylora.stages.job_folder import job_folder
from tinylora.stages.progress import silent
from tinylora.warehouse import Row, Warehouse

POLICY = ("checkpoint_id", "base_fingerprint", "imported_as")


def check_metrics(
    settings: Settings,
    warehouse: Warehouse,
    home: Path,
    alarm: Callable[[Regression], None] = lambda regression: None,
    flow_run_id: str | None = None,
) -> list[Regression]:
    """Look at the evaluations under today's conditions that nobody looked at; return what fell.

    One run at a time looks. `alarm` is told of each regression before it is stored: of two runs at
    once one tells, and one that is killed in between is told again.

    Raises:
        SourceMissing: no problems, no model.
    """
    with job_folder(home, "metric-checks", silent):
        pairs = _compared(_unchecked(settings, warehouse, home), warehouse, settings)
        regressions = [regression for pair in pairs for regression in pair.regressions]
        for regression in regressions:
            alarm(regression)
        if pairs:
            rows = [row for pair in pairs for row in _rows(pair, flow_run_id)]
            with warehouse.writing() as transaction:
                transaction.insert("metric_checks", rows, on_conflict="ignore")
    return regressions


def _unchecked(settings: Settings, warehouse: Warehouse, home: Path) -> list[tuple[Row, Row]]:
    """Return (before, after) of today's finished evaluations that have a before and no check."""
    today = list(evaluations_of_today(settings, warehouse, home))
    found = warehouse.rows("select_checked_evaluations", evaluation_ids=today)
    checked = {row["evaluation_id"] for row in found}
    known = finished_evaluations(warehouse)
    by_id = {row["evaluation_id"]: row for row in known}
    new = [by_id[name] for name in today if name in by_id and name not in checked]
    pairs = [(_before(row, known), row) for row in new]
    return [(before, after) for before, after in pairs if before is not None]


def _before(row: Row, known: Sequence[Row]) -> Row | None:
    """Return the newest of `known` (newest first) that is of the same policy, and older."""
    return next(
        (
            other
            for other in known
            if other["finished_at"] < row["finished_at"]
            and all(other[name] == row[name] for name in POLICY)
            and sampled_alike(other, row)
        ),
        None,
    )


def _compared(
    pairs: Sequence[tuple[Row, Row]], warehouse: Warehouse, settings: Settings
) -> list[Pair]:
    found = [
        changes(
            outcomes(warehouse, before["evaluation_id"]),
            outcomes(warehouse, after["evaluation_id"]),
            settings.evaluation.confidence,
        )
        for before, after in pairs
    ]
    together = corrected_together([changed for changed, _ in found])
    return [
        Pair(before, after, changed, differences(before, after) + left_out)
        for (before, after), changed, (_, left_out) in zip(pairs, together, found, strict=True)
    ]


def _rows(pair: Pair, flow_run_id: str | None) -> list[Row]:
    changed = [(metric, pair.changes[metric.name]) for metric in METRICS]
    return [
        {
            "evaluation_id": pair.after["evaluation_id"],
            "metric": metric.name,
            "before_evaluation_id": pair.before["evaluation_id"],
            "value_before": change.base,
            "value_after": change.tuned,
            "difference_low": change.difference.low,
            "difference_high": change.difference.high,
            "confidence": change.difference.confidence,
            "p_value": change.p_value if change.corrected_p is None else change.corrected_p,
            "comparisons": change.family,
            "test": change.test,
            "problems": change.problems,
            "fell": is_regression(change, metric),
            "differences": pair.differences,
            "flow_run_id": flow_run_id,
            "checked_at": datetime.now(UTC),
        }
        for metric, change in changed
    ]
