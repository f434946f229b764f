"""Evaluate: one policy on one problem set, every answer compiled and run.

The policy is the base model or it with one checkpoint. A finished evaluation under the same
conditions is reused; a killed one goes on where it stopped.
"""

from prefect import State, flow

from tasks import policy
from tasks.corpus import open_warehouse
from tasks.machine import check_machine
from tasks.reuse import cached_if_reused
from tasks.run_names import as_part
from tinylora.overrides import Overrides
from tinylora.settings import Settings
from tinylora.stages.evaluation.evaluate import Evaluated


@flow(name="evaluate", flow_run_name=as_part("evaluate {checkpoint}"))
def evaluate(
    settings: Settings, checkpoint: str = "latest", overrides: Overrides = Overrides()
) -> Evaluated | State[Evaluated]:
    """Evaluate one policy on the held-out problems.

    Args:
        settings: the profile.
        checkpoint: a checkpoint's id, the path of its file, of PEFT's TinyLoRA or of a
            tiny_lora_v.pt, best, latest, or base for the base model.
        overrides: knobs of the profile that this run changes.
    """
    settings = settings.override(overrides)
    check_machine(settings)
    open_warehouse()
    chosen = policy.choose_checkpoint(checkpoint, settings)
    return cached_if_reused(policy.evaluate_policy(settings, chosen, checkpoint))
