"""Everything that one more entry of the registry gives, looked for: run by test_new_metric.py.

Runs in a process of its own, on a copy of the package whose registry has one entry more.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

from scripted import make_adapted
from scripted_programs import make_job, make_policy, problems

from tests.commands import small_warehouse
from tinylora.evaluation.reports.leaderboard import render_leaderboard
from tinylora.evaluation.reports.report import render_html, render_markdown
from tinylora.evaluation.statistics.regressions import Pair, changes, corrected_together
from tinylora.grpo.validation import Validator
from tinylora.judge.pool import JudgePool
from tinylora.policy.engines.engine import OwnEngine
from tinylora.stages.evaluation.finished import outcomes
from tinylora.stages.evaluation.leaderboard import leaderboard
from tinylora.stages.evaluation.report import choose, gather

BASE = [["WA", "AC"], ["WA", "HC"], ["NC", "CE"], ["WA", "AC"]]
"""Seven of eight completions hold code: 1, 1, 0.5 and 1 of the four problems'."""
TUNED = [["NC", "AC"], ["NC", "HC"], ["NC", "NC"], ["NC", "NC"]]
"""Two of eight: 0.5, 0.5, 0 and 0."""


def in_sql(warehouse, select):
    return warehouse.select(select).to_pylist()


def look(home):
    warehouse = small_warehouse.made(home)
    small_warehouse.train(warehouse, "run", "c1", "c2")
    small_warehouse.evaluate(warehouse, "base", BASE)
    small_warehouse.evaluate(warehouse, "tuned", TUNED, checkpoint="c2", age=1)
    many = (
        [
            replace(row, problem_key=f"{row.problem_key}{n}")
            for n in range(5)
            for row in outcomes(warehouse, name)
        ]
        for name in ("base", "tuned")
    )
    found, _ = changes(*many)
    (found,) = corrected_together([found])
    row = {"evaluation_id": "e", "policy": "base", "base_model": "m"}
    data = gather(choose(warehouse, "run"), warehouse)
    return {
        "long view": in_sql(
            warehouse,
            "select evaluation_id, value from evaluation_metrics "
            "where metric = 'code share' and slice_by = 'all' order by evaluation_id",
        ),
        "leaderboard view": in_sql(
            warehouse, "select evaluation_id, code_share from leaderboard order by evaluation_id"
        ),
        "query": [row["metric"] for row in warehouse.query("metrics", evaluation_id="base")],
        "summary": data.base.overall.interval("code share").estimate,
        "comparison": data.comparisons["code share"].difference.estimate,
        "tested": data.comparisons["code share"].p_value,
        "family": found["code share"].family,
        "falls": [one.sentence for one in Pair(row, row, found, []).regressions],
        "page": render_html(data),
        "markdown": render_markdown(data),
        "board": render_leaderboard(leaderboard(warehouse), 0.95, "now"),
        "validation": validated(home),
    }


def validated(home):
    """Return what a validation that chooses by it comes to, and the compile rate beside it."""
    job = make_job(home, validate_every=1, validation_metric="code_share")
    with JudgePool(job.judge, home / "judge", check=False) as judge:
        tokenizer = make_policy().tokenizer
        engine = OwnEngine(make_adapted(), tokenizer)
        found = Validator(engine, tokenizer, problems(), judge, job).validate()
    return {"score": found.score, "compile_rate": found.compile_rate}


if __name__ == "__main__":
    print(json.dumps(look(Path(sys.argv[1]))))
