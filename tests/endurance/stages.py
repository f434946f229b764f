"""The stages of a run in one process, without Prefect.

    python -m tests.endurance.stages PROFILE [LAST]

prepare -> evaluate the base -> train -> evaluate the tuned and report -> re-evaluate both under
another seed and hold them against the evaluations before; up to the stage LAST. Ends with one
sentence where it cannot.
"""

import sys

from tinylora.errors import TinyLoRAError
from tinylora.paths import home, warehouse_path
from tinylora.profiles import profile
from tinylora.settings import Settings
from tinylora.stages.corpus.difficulty import refine_buckets
from tinylora.stages.corpus.duplicates import mark_duplicates
from tinylora.stages.corpus.ingest import ingest
from tinylora.stages.evaluation import report
from tinylora.stages.evaluation.evaluate import evaluate
from tinylora.stages.evaluation.metric_checks import check_metrics
from tinylora.stages.evaluation.re_evaluation import policies_to_evaluate
from tinylora.stages.progress import Progress
from tinylora.stages.training.train import train
from tinylora.stages.trust.replay_budget import replay_solutions
from tinylora.warehouse import Warehouse

SEED = 43
"""Of the evaluations of `re-evaluate`."""


def run(settings: Settings, last: str = "re-evaluate") -> None:
    """Do what train-and-eval does, and then what re-evaluate does; up to the stage `last`."""
    warehouse = Warehouse(warehouse_path())
    warehouse.migrate()
    loads = [one.load_id for one in _loads(settings, warehouse)]
    mark_duplicates(warehouse)
    refine_buckets(warehouse, loads, ())
    replay_solutions(settings, loads, warehouse, home(), _say)
    assert warehouse.failed_checks() == {}
    base = evaluate(settings, warehouse, home(), None, _say)
    trained = train(settings, warehouse, home(), _say)
    if last == "train":
        return
    tuned = evaluate(settings, warehouse, home(), trained.checkpoint, _say)
    ids = report.ReportIds(base.evaluation_id, tuned.evaluation_id, trained.run_id, 0.95)
    report.write(report.gather(ids, warehouse), ids, home(), "by-hand")
    if last == "report":
        return
    again = settings.override({"evaluation.seed": SEED})
    for policy in policies_to_evaluate(again, warehouse, home()):
        evaluate(again, warehouse, home(), policy, _say)
    check_metrics(again, warehouse, home())


def _loads(settings: Settings, warehouse: Warehouse):
    return [
        ingest(source, settings.corpus, warehouse, home()) for source in settings.corpus.sources
    ]


def _say(progress: Progress) -> None:
    print(progress.message, flush=True)


if __name__ == "__main__":
    try:
        run(profile(sys.argv[1]), *sys.argv[2:])
    except TinyLoRAError as error:
        sys.exit(f"tinylora: {error}")
