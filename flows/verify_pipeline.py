"""Verify: load, put the adapter on, generate, compile and run on one problem; say what is missing.

make run D=verify-pipeline/demo
"""

from prefect import flow

from tasks.machine import walk_pipeline
from tinylora.overrides import Overrides
from tinylora.settings import Settings


@flow(name="verify-pipeline")
def verify_pipeline(settings: Settings, overrides: Overrides = Overrides()) -> None:
    """Walk the pipeline once; fail with the step that does not work.

    For example: prefect deployment run verify-pipeline/demo --param overrides='{"adapter.u": 32}'

    Args:
        settings: the profile.
        overrides: knobs of the profile that this run changes.
    """
    walk_pipeline(settings.override(overrides))
