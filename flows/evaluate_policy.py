"""Evaluate: one policy on one problem set, every answer compiled and run.

The policy is the base model or it with one checkpoint. A finished evaluation under the same
conditions is reused; a killed one goes on where it stopped.
"""

from typing import Any

from prefect import flow

from tasks import policy
from tasks.corpus import open_warehouse
from tasks.machine import check_machine
from tinylora.settings import Settings
from tinylora.stages.evaluation.evaluate import Evaluated


@flow(name="evaluate")
def evaluate(
    settings: Settings, checkpoint: str = "latest", overrides: dict[str, Any] | None = None
) -> Evaluated:
    """Evaluate `checkpoint` (an id, "best", "latest", or "base") on the held-out problems."""
    settings = settings.override(overrides or {})
    check_machine(settings)
    open_warehouse()
    chosen = policy.choose_checkpoint(checkpoint, settings)
    return policy.evaluate_policy(settings, chosen, checkpoint)
