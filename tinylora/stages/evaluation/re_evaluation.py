"""Which policies lack an evaluation under today's conditions."""

from pathlib import Path

from tinylora.identity import fingerprint
from tinylora.policy.model_source import resolve
from tinylora.settings import Settings
from tinylora.stages.evaluation.identity import evaluation_identity, evaluation_problems
from tinylora.stages.training.checkpoints import final_checkpoints
from tinylora.warehouse import Row, Warehouse


def evaluations_of_today(
    settings: Settings, warehouse: Warehouse, home: Path
) -> dict[str, Row | None]:
    """Return each policy by the id its evaluation has under today's conditions.

    The base model (None) is the first; then come the checkpoints that the finished trainings on it
    handed on, the newest training first. Whether the evaluations were made is not asked.

    Raises:
        SourceMissing: no problems, no model.
    """
    problems = evaluation_problems(settings, warehouse)
    source = resolve(settings.model, home)
    policies = [None, *final_checkpoints(warehouse, settings.model, home)]
    # Once for all of them: it asks the compiler what it is.
    identity = evaluation_identity(settings, problems, source, None)
    named = [(policy and policy["checkpoint_id"], policy) for policy in policies]
    return {fingerprint({**identity, "checkpoint_id": name}): policy for name, policy in named}


def policies_to_evaluate(settings: Settings, warehouse: Warehouse, home: Path) -> list[Row | None]:
    """Return the policies of `evaluations_of_today` whose evaluation is not finished.

    Raises:
        SourceMissing: no problems, no model.
    """
    wanted = evaluations_of_today(settings, warehouse, home)
    found = warehouse.rows("select_finished_among", evaluation_ids=list(wanted))
    finished = {row["evaluation_id"] for row in found}
    return [policy for name, policy in wanted.items() if name not in finished]
