"""Train: an adapter by GRPO on the training problems, rewarded by the judge.

The task starts a child that holds torch, and stores its steps, rollouts, verdicts and checkpoints
as they come. The same settings again resume a killed run or reuse a finished one.
"""

from prefect import State, flow

from tasks import policy
from tasks.corpus import open_warehouse
from tasks.machine import check_machine
from tasks.reuse import cached_if_reused
from tasks.run_names import as_part
from tinylora.overrides import Overrides
from tinylora.settings import Settings
from tinylora.stages.training.train import Trained


@flow(name="train", flow_run_name=as_part("train {settings.adapter.label}"))
def train(settings: Settings, overrides: Overrides = Overrides()) -> Trained | State[Trained]:
    """Train one adapter on the corpus of these settings.

    Args:
        settings: the profile.
        overrides: knobs of the profile that this run changes.
    """
    settings = settings.override(overrides)
    check_machine(settings)
    open_warehouse()
    if settings.training.curriculum == "pass_rate":
        policy.evaluate_policy(settings.for_measuring(), None, "base on training problems")
    return cached_if_reused(policy.train_adapter(settings))
