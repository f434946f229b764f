"""A metric that fell, as Prefect hears of it: an event for automations, and a task that fails."""

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.runtime import flow_run

from tasks.retries import RETRIES
from tinylora.errors import MetricFell
from tinylora.evaluation.statistics.regressions import Regression
from tinylora.paths import home, warehouse_path
from tinylora.settings import Settings
from tinylora.stages.evaluation import metric_checks
from tinylora.warehouse import Warehouse

EVENT = "tinylora.metric-fell"


@task(task_run_name="check whether a metric fell", cache_policy=NO_CACHE, **RETRIES)
def check_metrics(settings: Settings) -> None:
    """Hold today's evaluations against the ones before them; tell Prefect what fell, and fail.

    Raises:
        MetricFell: one or more fell; each has its sentence. The same pair is not told again.
    """
    warehouse = Warehouse(warehouse_path())
    regressions = metric_checks.check_metrics(
        settings, warehouse, home(), _emit, flow_run_id=flow_run.id
    )
    if regressions:
        raise MetricFell("; ".join(regression.sentence for regression in regressions))


def _emit(regression: Regression) -> None:
    checkpoint, base = regression.after["checkpoint_id"], regression.after["base_fingerprint"]
    kind = f"checkpoint.{checkpoint}" if checkpoint else f"base-model.{base}"
    resource = {
        "prefect.resource.id": f"tinylora.{kind}",
        "prefect.resource.name": regression.after["policy"],
    }
    if emit_event(EVENT, resource, payload=regression.payload) is None:
        get_run_logger().warning(f"the event {EVENT} could not be sent: {regression.sentence}")
