"""Re-evaluate: whatever lacks an evaluation under today's conditions gets one.

pick -> evaluate -> refresh the measured difficulty and the leaderboard -> check whether a metric
fell. Conditions are the problem set, the judge, the settings and the code; when none of them moved,
nothing is picked and the run takes seconds. The base model comes first, then the newest trainings,
within a time budget. A metric that fell by more than its interval is told to Prefect and fails the
run, after all else is done.
"""

from typing import Annotated

from prefect import flow
from pydantic import Field

from tasks.artifacts import check_metrics, write_leaderboard
from tasks.corpus import open_warehouse, refine_buckets
from tasks.machine import check_machine
from tasks.policy import (
    evaluate_policy,
    policies_to_evaluate,
    raise_if_any_failed,
    while_time_is_left,
)
from tinylora.overrides import Overrides
from tinylora.settings import Settings


@flow(name="re-evaluate")
def re_evaluate(
    settings: Settings,
    time_budget_s: Annotated[float, Field(ge=0)] = 4 * 3600,
    overrides: Overrides = Overrides(),
) -> None:
    """Evaluate what lacks it until the time is spent; fail if a metric fell.

    Args:
        settings: the profile.
        time_budget_s: seconds after which no further evaluation begins; one that runs goes on.
        overrides: knobs of the profile that this run changes.
    """
    settings = settings.override(overrides)
    check_machine(settings)
    open_warehouse()
    states = [
        evaluate_policy(settings, policy, label, return_state=True)
        for label, policy in while_time_is_left(policies_to_evaluate(settings), time_budget_s)
    ]
    states += [
        refine_buckets(settings, return_state=True),
        write_leaderboard(return_state=True),
        check_metrics(settings, return_state=True),
    ]
    raise_if_any_failed(states)
