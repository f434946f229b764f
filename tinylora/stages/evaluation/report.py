"""Gather what a report says from the warehouse, and write the page.

Everything in it is a query away: the same ids lead from any figure to its rows.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tinylora.errors import NotComparable
from tinylora.evaluation.reports.report import render_html
from tinylora.evaluation.reports.report_data import EXAMPLES, ReportData, changed_verdicts
from tinylora.evaluation.statistics.conditions import Rows, differences
from tinylora.evaluation.statistics.endings import take_apart
from tinylora.evaluation.statistics.metrics import PASS_AT_1
from tinylora.evaluation.statistics.paired import compare_evaluations
from tinylora.evaluation.statistics.summary import summarise
from tinylora.files import write_text
from tinylora.stages.evaluation.finished import (
    base_for,
    comparable_part,
    find_evaluations,
    finished_evaluations,
    is_base,
    outcomes_by_id,
)
from tinylora.stages.evaluation.report_details import beside, with_texts
from tinylora.stages.training.reward_gap import gap_of
from tinylora.warehouse import Row, Warehouse

PROVENANCE = {
    "base model": "base_model",
    "base model's origin": "base_model_origin",
    "base revision": "base_revision",
    "base fingerprint": "base_fingerprint",
    "training run": "run_id",
    "checkpoint": "checkpoint_id",
    "checkpoint file": "checkpoint_path",
    "checkpoint SHA-256": "checkpoint_sha256",
    "corpus fingerprint (training)": "corpus_fingerprint",
    "problem set fingerprint (evaluation)": "problem_set_fingerprint",
    "judge version": "judge_version",
    "judged with": "judged_with",
    "code version (evaluation)": "code_version",
    "code version (training)": "training_code_version",
    "flow run (evaluation)": "flow_run_id",
    "flow run (training)": "training_flow_run_id",
    "adapter": "adapter",
    "training settings": "training_settings",
    "evaluation settings": "evaluation_settings",
}


@dataclass(frozen=True)
class ReportIds:
    """The ids a report is made from."""

    base_evaluation_id: str
    tuned_evaluation_id: str
    run_id: str | None
    """None: the tuned policy is no training of ours."""
    confidence: float


def choose(
    warehouse: Warehouse, word: str, anyway: bool = False, confidence: float = 0.95
) -> ReportIds:
    """Return the ids of a report on `word`, a run or an evaluation, against the base model.

    Raises:
        SourceMissing: `word` means no finished evaluation, or no base model was evaluated.
        NotComparable: it is a base model's, or made under other conditions than the base's, which
            are named; with `anyway` the page names them.
    """
    known = finished_evaluations(warehouse)
    (tuned,) = find_evaluations(known, [word])
    if is_base(tuned):
        raise NotComparable(
            f"evaluation {tuned['evaluation_id']} is of the base model itself: name a tuned one"
        )
    base = base_for(known, tuned)
    if (differ := differences(base, tuned)) and not anyway:
        raise NotComparable(
            f"more than the policy differs between the base's evaluation {base['evaluation_id']} "
            f"and {tuned['evaluation_id']}: {'; '.join(differ)}. Evaluate both under the same "
            "conditions, or write the page with --anyway, which names them"
        )
    ids = (base["evaluation_id"], tuned["evaluation_id"])
    return ReportIds(*ids, tuned["run_id"], confidence)


def gather(compared: ReportIds, warehouse: Warehouse) -> ReportData:
    """Return everything a report says about `compared`.

    Raises:
        NotComparable: they share no problem.
    """
    base, tuned, differ, left_out = _shared(compared, warehouse)
    (parent,) = warehouse.query("provenance", evaluation_id=compared.tuned_evaluation_id)
    (before,) = warehouse.query("provenance", evaluation_id=compared.base_evaluation_id)
    changed = changed_verdicts(base, tuned)
    comparisons = compare_evaluations(base, tuned, compared.confidence)
    solved = comparisons.get(PASS_AT_1.name)
    ids = (compared.base_evaluation_id, compared.tuned_evaluation_id)
    ended = [
        _of_samples(side, warehouse.rows("select_endings", evaluation_id=one))
        for side, one in zip((base, tuned), ids, strict=True)
    ]
    return ReportData(
        title=_title(before, parent),
        base=summarise(base, compared.confidence),
        tuned=summarise(tuned, compared.confidence),
        comparisons=comparisons,
        steps=_steps(warehouse, compared.run_id),
        changed=with_texts(changed[:EXAMPLES], *ids, warehouse),
        changed_total=len(changed),
        provenance=_provenance(before, parent),
        wall_s={
            "base": before["seconds"],
            **_training_seconds(warehouse, compared.run_id),
            "tuned": parent["seconds"],
        },
        confidence=compared.confidence,
        created_at=f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z}",
        asked=_asked(before),
        differences=differ + left_out,
        taken_apart=take_apart(*ended, compared.confidence, solved and solved.detected),
        beside=() if left_out else beside(warehouse, *ids),  # it is of whole evaluations
        reward_gap=compared.run_id and gap_of(warehouse, compared.run_id, compared.confidence),
    )


def page_path(compared: ReportIds, home: Path) -> Path:
    """Return where the page of `compared` lies unless somebody says otherwise."""
    folder = home / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{compared.tuned_evaluation_id}-against-{compared.base_evaluation_id}.html"


def write(data: ReportData, compared: ReportIds, home: Path, flow_run_id: str) -> Path:
    """Write the page, and under the flow run's id where it lies; return the page's path."""
    page = page_path(compared, home)
    write_text(page, render_html(data))
    record = json.dumps({"path": str(page), **vars(compared)})
    write_text(page.parent / f"{flow_run_id}.json", record)
    return page


def written_by(home: Path, flow_run_id: str) -> tuple[Path, ReportIds] | None:
    """Return the page a flow run wrote and the ids it was made from; None if it wrote none."""
    path = home / "reports" / f"{flow_run_id}.json"
    if not path.exists():
        return None
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Path(stored.pop("path")), ReportIds(**stored)


def _shared(compared: ReportIds, warehouse: Warehouse) -> tuple[Rows, Rows, list[str], list[str]]:
    """Return what both found, without texts, what differs besides the policy, what is left out."""
    ids = (compared.base_evaluation_id, compared.tuned_evaluation_id)
    before, after = find_evaluations(finished_evaluations(warehouse), ids)
    found = outcomes_by_id(warehouse, ids)
    return comparable_part(before, after, *(found[one] for one in ids))


def _of_samples(judged: Rows, rows: list[Row]) -> list[Row]:
    """Return the rows of the samples that are compared."""
    kept = {(one.problem_key, one.sample) for one in judged}
    return [row for row in rows if (row["problem_key"], row["sample"]) in kept]


def _title(base: Row, tuned: Row) -> str:
    name = base["base_model_origin"] or base["base_model"].rsplit("/", 1)[-1]
    return f"{name}: base against {'tuned' if tuned['run_id'] else tuned['policy']}"


def _asked(evaluation: Row) -> str:
    split = json.loads(evaluation["evaluation_settings"]).get("evaluation", {}).get("split")
    return {"test": "held-out problem", "valid": "validation problem"}.get(split, "problem")


def _steps(warehouse: Warehouse, run_id: str | None) -> list[Row]:
    return warehouse.query("reward_curve", run_id=run_id) if run_id else []


def _training_seconds(warehouse: Warehouse, run_id: str | None) -> dict[str, float]:
    rows = warehouse.rows("select_run", run_id=run_id) if run_id else []
    return {"train": rows[0]["seconds"]} if rows else {}


def _provenance(base: Row, tuned: Row) -> dict[str, str]:
    shown = {
        "base evaluation": base["evaluation_id"],
        "tuned evaluation": tuned["evaluation_id"],
    }
    for label, column in PROVENANCE.items():
        if tuned[column] is not None:
            shown[label] = str(tuned[column])
    return shown
