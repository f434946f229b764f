"""A stage's progress as Prefect shows it: log lines and a progress artifact, neither too often."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from prefect import get_run_logger
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.exceptions import PrefectException

from tinylora.stages.progress import Progress, Report

EVERY_S = 5.0
"""Between two log lines of one stage; the last one is always shown."""


@contextmanager
def tracked(description: str) -> Iterator[Report]:
    """Hand out a report that logs and moves a progress artifact named by `description`."""
    logger = get_run_logger()
    artifact = create_progress_artifact(progress=0.0, description=description)
    last, shown = 0.0, ""

    def report(progress: Progress) -> None:
        nonlocal last, shown
        is_last = progress.total is not None and progress.done >= progress.total
        is_early = time.monotonic() - last < EVERY_S and not (is_last or progress.always)
        if progress.message == shown or is_early:
            return
        last, shown = time.monotonic(), progress.message
        logger.info(progress.message)
        move(min(progress.percent, 99.0))

    def move(percent: float) -> None:
        try:
            update_progress_artifact(artifact_id=artifact, progress=percent)
        except (httpx.HTTPError, PrefectException) as error:
            # A server that restarts must not cost a night's training its progress bar's life.
            logger.warning(f"the progress of {description!r} could not be shown: {error}")

    yield report
    move(100.0)
