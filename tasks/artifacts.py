"""What a flow run leaves for people to look at: pages, reports, events.

A page that is rewritten while a task works: one Markdown artifact of the flow's run.

The report and the leaderboard as tasks: a page on disk, the same as Prefect artifacts.

A metric that fell, as Prefect hears of it: an event for automations, and a task that fails.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from prefect import get_client, get_run_logger, task
from prefect.artifacts import ArtifactUpdate, create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.runtime import flow_run

from tasks.retries import RETRIES
from tinylora.errors import MetricFell
from tinylora.paths import home, warehouse_path
from tinylora.settings import Settings
from tinylora.stages.evaluation.evaluate import Evaluated
from tinylora.stages.training.train import Trained
from tinylora.stages.upkeep.snapshot import renew_snapshot
from tinylora.warehouse import Warehouse

if TYPE_CHECKING:  # statistics and plots take seconds to import: only the tasks that need them do
    from tinylora.evaluation.statistics.regressions import Regression

EVERY_S = 10.0
"""Between two versions, unless one is asked for at once."""


class LivePage:
    """Made at the first `show`, and changed in place at the later ones.

    What goes wrong here is logged and costs the page a version, never the task its work.

    Args:
        key: of the artifact, lower case and dashes.
        make: given what `show` is given, the page's Markdown.
    """

    def __init__(self, key: str, make: Callable[[str], str]) -> None:
        self._key, self._make = key, make
        self._artifact = None
        self._last = -EVERY_S

    def show(self, of: str, at_once: bool = False) -> None:
        """Show the page of `of` as it is now, unless it was shown a moment ago."""
        if not at_once and time.monotonic() - self._last < EVERY_S:
            return
        self._last = time.monotonic()
        try:
            self._put(self._make(of), f"{self._key} {of}")
        except Exception as error:  # whatever it is, the task is worth more
            get_run_logger().warning(f"the page of {self._key} {of} could not be shown: {error}")

    def _put(self, page: str, description: str) -> None:
        if self._artifact is None:
            self._artifact = create_markdown_artifact(page, self._key, description)
        else:
            with get_client(sync_client=True) as client:
                client.update_artifact(self._artifact, ArtifactUpdate(data=page))


@task(task_run_name="write the report", cache_policy=NO_CACHE, **RETRIES)
def write_report(base: Evaluated, trained: Trained, tuned: Evaluated, confidence: float) -> str:
    """Write the page of base against tuned, with its artifacts; return its path."""
    from tinylora.evaluation.reports.report import headline, render_markdown
    from tinylora.evaluation.reports.report_data import comparison_table
    from tinylora.stages.evaluation.report import ReportIds, gather, write

    ids = ReportIds(base.evaluation_id, tuned.evaluation_id, trained.run_id, confidence)
    warehouse = Warehouse(warehouse_path())
    data = gather(ids, warehouse)
    page = write(data, ids, home(), flow_run.id)
    renew_snapshot(warehouse)
    create_markdown_artifact(render_markdown(data), key="report", description=headline(data))
    create_table_artifact(comparison_table(data), key="base-against-tuned")
    get_run_logger().info(f"{headline(data)}. The report: {page}")
    return str(page)


@task(task_run_name="write the leaderboard", cache_policy=NO_CACHE, **RETRIES)
def write_leaderboard() -> None:
    """Keep the leaderboard as a table artifact."""
    warehouse = Warehouse(warehouse_path())
    rows = warehouse.query("leaderboard")
    shown = [{name: str(value) for name, value in row.items()} for row in rows]
    create_table_artifact(shown, key="leaderboard")
    renew_snapshot(warehouse)
    get_run_logger().info(f"leaderboard: {len(rows)} evaluations")


EVENT = "tinylora.metric-fell"


@task(task_run_name="check whether a metric fell", cache_policy=NO_CACHE, **RETRIES)
def check_metrics(settings: Settings) -> None:
    """Hold today's evaluations against the ones before them; tell Prefect what fell, and fail.

    Raises:
        MetricFell: one or more fell; each has its sentence. The same pair is not told again.
    """
    from tinylora.stages.evaluation import metric_checks

    warehouse = Warehouse(warehouse_path())
    regressions = metric_checks.check_metrics(
        settings, warehouse, home(), _emit, flow_run_id=flow_run.id
    )
    if regressions:
        raise MetricFell("; ".join(regression.sentence for regression in regressions))


def _emit(regression: "Regression") -> None:
    checkpoint, base = regression.after["checkpoint_id"], regression.after["base_fingerprint"]
    kind = f"checkpoint.{checkpoint}" if checkpoint else f"base-model.{base}"
    resource = {
        "prefect.resource.id": f"tinylora.{kind}",
        "prefect.resource.name": regression.after["policy"],
    }
    if emit_event(EVENT, resource, payload=regression.payload) is None:
        get_run_logger().warning(f"the event {EVENT} could not be sent: {regression.sentence}")
