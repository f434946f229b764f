"""Prepare the corpus: raw datasets in, judgeable problems in the warehouse.

migrate -> ingest each source -> mark duplicates -> cut buckets -> replay solutions -> check; each
step is a task and safe to run again. Parsing lives in tinylora.corpus and has never heard of
Prefect. Only this flow's process writes.
"""

from typing import Any

from prefect import flow

from tasks.corpus import (
    ingest_source,
    mark_duplicates,
    open_warehouse,
    refine_buckets,
    replay_solutions,
    run_checks,
)
from tinylora.settings import Settings
from tinylora.stages.corpus.ingest import LoadSummary


@flow(name="prepare-corpus")
def prepare_corpus(
    settings: Settings, overrides: dict[str, Any] | None = None
) -> list[LoadSummary]:
    """Fill problems, test_cases and rejects from the sources of these settings."""
    settings = settings.override(overrides or {})
    open_warehouse()
    loads = [ingest_source(source, settings.corpus) for source in settings.corpus.sources]
    mark_duplicates()
    refine_buckets(loads, settings.corpus)
    replay_solutions(loads, settings)
    run_checks()
    return loads
