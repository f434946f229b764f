"""Train: TinyLoRA by GRPO on the training problems, rewarded by the judge.

The task starts a child that holds torch, and stores its steps, rollouts, verdicts and checkpoints
as they come. The same settings again resume a killed run or reuse a finished one.
"""

from typing import Any

from prefect import flow

from tasks import policy
from tasks.corpus import open_warehouse
from tasks.machine import check_machine
from tinylora.settings import Settings
from tinylora.stages.training.train import Trained


@flow(name="train")
def train(settings: Settings, overrides: dict[str, Any] | None = None) -> Trained:
    """Train one adapter on the corpus of these settings."""
    settings = settings.override(overrides or {})
    check_machine(settings)
    open_warehouse()
    return policy.train_adapter(settings)
