"""Prepare the corpus: raw datasets in, judgeable problems in the warehouse.

migrate -> ingest each source -> mark duplicates -> cut buckets -> replay solutions -> check; each
step is a task and safe to run again. Parsing lives in tinylora.corpus and has never heard of
Prefect. Only this flow's process writes.
"""

from prefect import flow

from tasks.corpus import (
    ingest_source,
    mark_duplicates,
    open_warehouse,
    refine_buckets,
    replay_solutions,
    run_checks,
)
from tasks.run_names import as_part
from tinylora.overrides import Overrides
from tinylora.settings import Settings
from tinylora.stages.corpus.ingest import LoadSummary


@flow(name="prepare-corpus", flow_run_name=as_part("prepare the corpus"))
def prepare_corpus(settings: Settings, overrides: Overrides = Overrides()) -> list[LoadSummary]:
    """Fill problems, test_cases and rejects from the sources of these settings.

    Args:
        settings: the profile.
        overrides: knobs of the profile that this run changes.
    """
    settings = settings.override(overrides)
    open_warehouse()
    loads = [ingest_source(source, settings.corpus) for source in settings.corpus.sources]
    mark_duplicates()
    refine_buckets(settings)
    replay_solutions(loads, settings)
    run_checks(loads)
    return loads
