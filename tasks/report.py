"""The report and the leaderboard as tasks: a page on disk, the same as Prefect artifacts."""

from prefect import get_run_logger, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from tasks.retries import RETRIES
from tinylora.evaluation.reports.report import headline, render_markdown
from tinylora.evaluation.reports.report_data import comparison_table
from tinylora.paths import home, warehouse_path
from tinylora.stages.evaluation.evaluate import Evaluated
from tinylora.stages.evaluation.report import ReportIds, gather, write
from tinylora.stages.training.train import Trained
from tinylora.warehouse import Warehouse


@task(task_run_name="write the report", cache_policy=NO_CACHE, **RETRIES)
def write_report(base: Evaluated, trained: Trained, tuned: Evaluated, confidence: float) -> str:
    """Write the page of base against tuned, with its artifacts; return its path."""
    ids = ReportIds(base.evaluation_id, tuned.evaluation_id, trained.run_id, confidence)
    data = gather(ids, Warehouse(warehouse_path()))
    page = write(data, ids, home(), flow_run.id)
    create_markdown_artifact(render_markdown(data), key="report", description=headline(data))
    create_table_artifact(comparison_table(data), key="base-against-tuned")
    get_run_logger().info(f"{headline(data)}. The report: {page}")
    return str(page)


@task(task_run_name="write the leaderboard", cache_policy=NO_CACHE, **RETRIES)
def write_leaderboard() -> None:
    """Keep the leaderboard as a table artifact."""
    rows = Warehouse(warehouse_path()).query("leaderboard")
    shown = [{name: str(value) for name, value in row.items()} for row in rows]
    create_table_artifact(shown, key="leaderboard")
    get_run_logger().info(f"leaderboard: {len(rows)} evaluations")
