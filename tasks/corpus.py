"""The corpus as tasks: ingest a source, mark duplicates, replay solutions, run the checks."""

from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run

from tasks.progress import tracked
from tasks.retries import RETRIES
from tasks.reuse import reusing_task
from tinylora.corpus.settings import CorpusSettings, SourceSettings
from tinylora.errors import CorpusFault
from tinylora.paths import home, warehouse_path
from tinylora.settings import Settings
from tinylora.stages.corpus.difficulty import refine_buckets as refine
from tinylora.stages.corpus.duplicates import mark_duplicates as mark
from tinylora.stages.corpus.ingest import LoadSummary, ingest
from tinylora.stages.corpus.problem_set import current_load_ids
from tinylora.stages.trust.replay_budget import replay_solutions as replay
from tinylora.warehouse import Warehouse


@task(task_run_name="open the warehouse", cache_policy=NO_CACHE, **RETRIES)
def open_warehouse() -> None:
    """Create the warehouse or bring its tables and views up to date."""
    Warehouse(warehouse_path()).migrate()


@reusing_task(
    task_run_name="ingest {source.dataset}-{source.config}-{source.split}",
    cache_policy=NO_CACHE,
    **RETRIES,
)
def ingest_source(source: SourceSettings, corpus: CorpusSettings) -> LoadSummary:
    """Read one split of one dataset into the warehouse, or reuse the load that did."""
    with tracked(f"ingest {source.dataset} {source.config} {source.split}") as report:
        warehouse = Warehouse(warehouse_path())
        load = ingest(source, corpus, warehouse, home(), report, flow_run.id)
    how = "reused" if load.reused else f"read in {load.seconds:.1f} s"
    get_run_logger().info(
        f"{load.dataset}/{load.config}/{load.split} {how}: {load.rows_read} rows = "
        f"{load.rows_kept} kept + {load.rows_rejected} rejected {load.reasons or ''}"
    )
    return load


@task(task_run_name="mark duplicates", cache_policy=NO_CACHE, **RETRIES)
def mark_duplicates() -> None:
    """Point problems that repeat another to the one that stays."""
    with tracked("compare statements") as report:
        marked = mark(Warehouse(warehouse_path()), report)
    get_run_logger().info(f"{marked} problems of the corpus repeat another and are left out")


@task(task_run_name="cut the buckets", cache_policy=NO_CACHE, **RETRIES)
def refine_buckets(settings: Settings) -> None:
    """Cut the buckets of this corpus anew: by what base models were measured to solve, if named."""
    warehouse, corpus = Warehouse(warehouse_path()), settings.corpus
    load_ids = current_load_ids(warehouse, corpus)
    refine(warehouse, load_ids, corpus.tier_models, settings.prompt.language)


@task(task_run_name="replay solutions", cache_policy=NO_CACHE, **RETRIES)
def replay_solutions(loads: list[LoadSummary], settings: Settings) -> None:
    """Try the tests of these loads with the solutions they came with, and quarantine what fails."""
    load_ids = [load.load_id for load in loads]
    with tracked("replay solutions") as report:
        warehouse = Warehouse(warehouse_path())
        found = replay(settings, load_ids, warehouse, home(), report, flow_run.id)
    rest = f"; {found.left} are left for the next run" if found.left else ""
    get_run_logger().info(
        f"{found.problems} problems have solutions: {found.replayed} replayed in "
        f"{found.seconds:.1f} s, {found.reused} reused{rest}; {found.quarantined} quarantined "
        f"{found.reasons or ''}"
    )


@task(task_run_name="run the checks", cache_policy=NO_CACHE, **RETRIES)
def run_checks(loads: list[LoadSummary]) -> None:
    """Run sql/checks; a check that returns rows fails the flow before any model is loaded.

    Unusable loads of other profiles stop nobody but those.

    Raises:
        CorpusFault: names the checks and shows the first row of each.
    """
    load_ids = [load.load_id for load in loads]
    failed: dict[str, list[dict[str, Any]]] = Warehouse(warehouse_path()).failed_checks(load_ids)
    if failed:
        shown = "; ".join(
            f"{name}: {len(rows)} rows, first {rows[0]}" for name, rows in failed.items()
        )
        raise CorpusFault(f"checks found faults ({shown}); run sql/checks/NAME.sql to see them all")
